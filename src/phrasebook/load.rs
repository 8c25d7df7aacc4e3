//! From TOML files to a compiled phrasebook, or one error that says where.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasherDefault;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::act::{ActTable, Acts, Narrower, NarrowerTable, Operation, OperationTable};
use super::lists::{self, Lists};
use super::needs::Needs;
use super::operator::{OperatorTable, Operators};
use super::pattern::{self, Mistake};
use super::shape::{Other, PhraseSet, Shape};
use super::source::Source;
use super::{Family, Inner, KnownLists, PhrasebookBuilder, RelationType, Rule, SparseBits};
use crate::code::{Cameo, PLOVER};
use crate::error::{Error, ErrorKind, Result};
use crate::gazetteer::Kind;
use crate::grammar::{KeyHasher, KeyMap};
use crate::text;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    words: lists::Written,
    #[serde(default)]
    relation: Vec<RelationTable>,
    #[serde(default)]
    operator: Vec<OperatorTable>,
    #[serde(default)]
    operation: Vec<OperationTable>,
    #[serde(default)]
    act: Vec<ActTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationTable {
    id: Spanned<String>,
    label: String,
    cameo: Option<Spanned<String>>,
    plover: Option<Spanned<String>>,
    narrower: Option<Vec<NarrowerTable>>,
    family: Family,
    symmetric: bool,
    meaning: String,
    source: Vec<Kind>,
    target: Vec<Kind>,
    patterns: Vec<Spanned<String>>,
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    silent: Vec<String>,
}

pub(super) fn read_folder(folder: &Path) -> Result<PhrasebookBuilder> {
    let io = |path: &Path, error: &std::io::Error| Error::io(&path.display().to_string(), error);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| io(folder, &error))? {
        let path = entry.map_err(|error| io(folder, &error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut builder = super::Phrasebook::builder();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|error| io(&path, &error))?;
        builder = builder.file(path.display().to_string(), text);
    }
    Ok(builder)
}

#[cfg(feature = "bundled")]
pub(super) fn bundled() -> PhrasebookBuilder {
    macro_rules! phrases {
        ($($name:literal)*) => {
            super::Phrasebook::builder()$(.file(
                concat!("gazetteers/phrases/", $name, ".toml"),
                include_str!(concat!("../../gazetteers/phrases/", $name, ".toml")),
            ))*
        };
    }
    phrases! {
        "accuse" "agree" "aid" "assault" "codes" "coerce" "consult" "cooperate" "mobilize" "office" "operators" "protest"
        "reject" "request" "sanction" "standing" "support" "threaten" "words" "yield"
    }
}

/// Words and those of the lists among them: as nouns, and the single ones as verbs.
fn words(source: &Source<'_>, words: &[Spanned<String>], lists: &Lists<'_>) -> Result<(PhraseSet, Vec<u64>)> {
    let mut all: Vec<&str> = Vec::new();
    for word in words {
        let Some(name) = lists::named(word.get_ref()) else {
            all.push(word.get_ref());
            continue;
        };
        let Some(list) = lists.words(name) else {
            return Err(source.error(ErrorKind::Unknown, word.span(), format!("unknown word list `{name}`")));
        };
        all.extend(list);
    }
    let verbs = all.iter().filter(|word| !word.contains(' ')).map(|word| text::key(&text::fold(word))).collect();
    Ok((PhraseSet::of(all), verbs))
}

pub(super) fn compile(files: &[(String, String)]) -> Result<Inner> {
    let mut written = Vec::with_capacity(files.len());
    let mut tables = Vec::with_capacity(files.len());
    for (name, text) in files {
        let source = Source { name, text };
        let mut file: File = toml::from_str(text).map_err(|error| {
            let message = error.message();
            let kind = if message.starts_with("unknown") { ErrorKind::Unknown } else { ErrorKind::Syntax };
            source.error(kind, error.span().unwrap_or(0..0), message)
        })?;
        written.push((source, std::mem::take(&mut file.words)));
        tables.push((source, file));
    }
    let lists = Lists::open(&written)?;
    let mut inner = Inner {
        relations: Vec::new(),
        rules: Vec::new(),
        verbs: KeyMap::default(),
        nouns: KeyMap::default(),
        compounds: KeyMap::default(),
        unplaced: KeyMap::default(),
        all_unplaced: SparseBits::default(),
        known_offices: SparseBits::default(),
        needs: Needs::default(),
        operators: Operators::default(),
        acts: Acts::default(),
        narrower: Vec::new(),
        known: known_lists(&lists),
    };
    let mut seen = Seen::default();
    for (source, file) in tables {
        file.operator.iter().for_each(|table| inner.operators.add(table));
        for table in file.operation {
            inner.add_operation(&source, &table)?;
        }
        for table in file.act {
            inner.add_act(&source, &table, &lists)?;
        }
        for table in file.relation {
            inner.add(&source, table, &lists, &mut seen)?;
        }
    }
    inner.acts.index();
    inner.needs = Needs::of(&inner.rules);
    Ok(inner)
}

fn known_lists(lists: &Lists<'_>) -> KnownLists {
    let list = |name: &str| lists.set(name).cloned().unwrap_or_default();
    KnownLists {
        others: list("others"),
        containers: list("containers"),
        local: list("local-actors"),
        private: list("private-actors"),
        factions: list("factions"),
        edges: list("edges"),
        origins: list("origins"),
        leaving: list("leaving-verbs"),
        succeeding: list("succeeding-verbs"),
        support_verbs: list("support-verbs"),
        occasions: list("occasions"),
    }
}

/// What may stand once in all files.
#[derive(Default)]
struct Seen {
    relations: BTreeSet<String>,
    /// Patterns, and the number of their relation.
    patterns: HashMap<String, usize, BuildHasherDefault<KeyHasher>>,
}

impl Inner {
    fn add_operation(&mut self, source: &Source<'_>, table: &OperationTable) -> Result<()> {
        let code = source.cameo(&table.code)?;
        if self.acts.add_operation(*table.id.get_ref(), code, &table.words) {
            return Ok(());
        }
        Err(source.error(ErrorKind::Duplicate, table.id.span(), "the operation is there already"))
    }

    fn add_act(&mut self, source: &Source<'_>, table: &ActTable, lists: &Lists<'_>) -> Result<()> {
        let code = source.cameo(&table.code)?;
        let (nouns, _) = words(source, &table.words, lists)?;
        let (_, verbs) = words(source, &table.verbs, lists)?;
        let under = table.under.iter().map(|(operation, code)| Ok((*operation, source.cameo(code)?)));
        let under: Vec<(Operation, &'static Cameo)> = under.collect::<Result<_>>()?;
        if self.acts.add(code, nouns, verbs, under) {
            return Ok(());
        }
        let message = format!("the act `{}` is there already", table.code.get_ref());
        Err(source.error(ErrorKind::Duplicate, table.code.span(), message))
    }

    fn add(&mut self, source: &Source<'_>, table: RelationTable, lists: &Lists<'_>, seen: &mut Seen) -> Result<()> {
        let id = table.id.get_ref().clone();
        if !seen.relations.insert(id.clone()) {
            return Err(source.error(
                ErrorKind::Duplicate,
                table.id.span(),
                format!("relation `{id}` is there already"),
            ));
        }
        if table.label.replace(' ', "-") != id {
            let message = format!("expected the label in kebab-case, `{}`", table.label.replace(' ', "-"));
            return Err(source.error(ErrorKind::Syntax, table.id.span(), message));
        }
        let relation = self.relations.len();
        let some = |code: &Spanned<String>| !code.get_ref().is_empty();
        let cameo = table.cameo.filter(some).map(|code| source.cameo(&code)).transpose()?;
        let plover = table.plover.filter(some);
        if let Some(name) = &plover
            && !PLOVER.contains(&name.get_ref().as_str())
        {
            let message = format!("unknown PLOVER type `{}`", name.get_ref());
            return Err(source.error(ErrorKind::Unknown, name.span(), message));
        }
        let mut written: Vec<(Spanned<String>, Option<&'static Cameo>)> =
            table.patterns.into_iter().map(|pattern| (pattern, None)).collect();
        let mut narrower = Vec::new();
        for entry in table.narrower.iter().flatten() {
            let code = source.cameo(&entry.code)?;
            let (words, verbs) = words(source, &entry.words, lists)?;
            written.extend(entry.patterns.iter().map(|pattern| (pattern.clone(), Some(code))));
            narrower.push(Narrower { code, words, verbs });
        }
        self.narrower.push(table.narrower.is_some().then_some(narrower));
        let codes = written.iter().map(|(_, code)| *code).collect();
        let mut patterns = Vec::with_capacity(written.len());
        for (index, (written, _)) in written.into_iter().enumerate() {
            let span = written.span();
            let text = written.into_inner();
            if let Some(other) = seen.patterns.insert(text.clone(), relation) {
                let other = self.relations.get(other).map_or(&id, |other| &other.id);
                return Err(source.error(
                    ErrorKind::Duplicate,
                    span,
                    format!("the same pattern stands under `{other}` already"),
                ));
            }
            let (shape, weight) = pattern::parse(&text, lists).map_err(|mistake| {
                let Mistake { offset, len, message, unknown } = mistake;
                let kind = if unknown { ErrorKind::Unknown } else { ErrorKind::Syntax };
                // The span starts at the quotation mark.
                let start = span.start + 1 + offset;
                source.error(kind, start..start + len, message)
            })?;
            self.index(Rule { relation, pattern: index, shape, weight });
            patterns.push(text);
        }
        self.relations.push(Arc::new(RelationType {
            id,
            label: table.label,
            cameo,
            plover: plover.map(Spanned::into_inner),
            codes,
            family: table.family,
            symmetric: table.symmetric,
            meaning: table.meaning,
            source: table.source,
            target: table.target,
            patterns,
            says: table.says,
            silent: table.silent,
        }));
        Ok(())
    }

    fn index(&mut self, rule: Rule) {
        let number = u32::try_from(self.rules.len()).expect("fewer than four billion patterns");
        let (map, keys) = match &rule.shape {
            Shape::Verb { verb, other: Other::Placed | Other::Elsewhere, .. } => {
                (&mut self.verbs, Cow::Borrowed(&verb.lemmas[..]))
            }
            Shape::Verb { verb, .. } => {
                self.all_unplaced.insert(number);
                (&mut self.unplaced, Cow::Borrowed(&verb.lemmas[..]))
            }
            Shape::Event { nouns, .. } | Shape::Between { nouns } | Shape::Role { nouns, .. } => {
                (&mut self.nouns, nouns.heads())
            }
            Shape::Compound { words, .. } => (&mut self.compounds, Cow::Borrowed(&words[..])),
            Shape::Known { .. } => {
                self.known_offices.insert(number);
                self.rules.push(rule);
                return;
            }
        };
        for &key in &*keys {
            map.entry(key).or_default().insert(number);
        }
        self.rules.push(rule);
    }
}
