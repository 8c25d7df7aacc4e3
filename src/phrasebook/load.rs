//! From TOML files to a compiled phrasebook, or one error that says where.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::act::{ActTable, Acts, Narrower, NarrowerTable, Operation, OperationTable};
use super::needs::Needs;
use super::operator::{OperatorTable, Operators};
use super::pattern::{self, Mistake};
use super::shape::{PhraseSet, Shape};
use super::{Family, Inner, KnownLists, PhrasebookBuilder, RelationType, Rule, SparseBits};
use crate::code::{Cameo, PLOVER};
use crate::error::{Error, ErrorKind, Place, Result};
use crate::gazetteer::Kind;
use crate::grammar::KeyMap;
use crate::text;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    words: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
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

/// Every word list, opened.
type Members = BTreeMap<String, Vec<String>>;

struct Source<'f> {
    name: &'f str,
    text: &'f str,
}

impl Source<'_> {
    fn cameo(&self, code: &Spanned<String>) -> Result<&'static Cameo> {
        Cameo::get(code.get_ref()).ok_or_else(|| {
            self.error(ErrorKind::Unknown, code.span(), format!("unknown CAMEO code `{}`", code.get_ref()))
        })
    }

    /// Words and those of the lists among them: as nouns, and the single ones as verbs.
    fn words(&self, words: &[Spanned<String>], members: &Members) -> Result<(PhraseSet, Vec<u64>)> {
        let mut set = PhraseSet::default();
        let mut verbs = Vec::new();
        let mut add = |word: &str| {
            set.add(word);
            if !word.contains(' ') {
                verbs.push(text::key(&text::fold(word)));
            }
        };
        for word in words {
            let Some(name) = word.get_ref().strip_prefix('[').and_then(|name| name.strip_suffix(']')) else {
                add(word.get_ref());
                continue;
            };
            let Some(list) = members.get(name) else {
                return Err(self.error(ErrorKind::Unknown, word.span(), format!("unknown word list `{name}`")));
            };
            list.iter().for_each(|word| add(word));
        }
        Ok((set, verbs))
    }

    fn error(&self, kind: ErrorKind, span: Range<usize>, message: impl Into<String>) -> Error {
        Error::data(kind, Place { file: self.name, text: self.text, offset: span.start, len: span.len() }, message)
    }
}

pub(super) fn compile(files: &[(String, String)]) -> Result<Inner> {
    let mut parsed = Vec::with_capacity(files.len());
    for (name, text) in files {
        let source = Source { name, text };
        let file: File = toml::from_str(text).map_err(|error| {
            let message = error.message();
            let kind = if message.starts_with("unknown") { ErrorKind::Unknown } else { ErrorKind::Syntax };
            source.error(kind, error.span().unwrap_or(0..0), message)
        })?;
        parsed.push((source, file));
    }
    let members = word_lists(&parsed)?;
    let lists: BTreeMap<String, Arc<PhraseSet>> = members
        .iter()
        .map(|(name, words)| {
            let mut set = PhraseSet::default();
            words.iter().for_each(|word| set.add(word));
            (name.clone(), Arc::new(set))
        })
        .collect();
    let mut inner = Inner {
        relations: Vec::new(),
        rules: Vec::new(),
        verbs: KeyMap::default(),
        nouns: KeyMap::default(),
        compounds: KeyMap::default(),
        known_offices: SparseBits::default(),
        needs: Needs::default(),
        operators: Operators::default(),
        acts: Acts::default(),
        narrower: Vec::new(),
        known: KnownLists::default(),
        lists,
    };
    let list = |name: &str| inner.lists.get(name).cloned().unwrap_or_default();
    inner.known = KnownLists {
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
    };
    let mut seen = Seen::default();
    for (source, file) in parsed {
        file.operator.iter().for_each(|table| inner.operators.add(table));
        for table in file.operation {
            inner.add_operation(&source, &table)?;
        }
        for table in file.act {
            inner.add_act(&source, &table, &members)?;
        }
        for table in file.relation {
            inner.add(&source, table, &members, &mut seen)?;
        }
    }
    inner.needs = Needs::of(&inner.rules);
    Ok(inner)
}

/// All word lists, with those that they hold opened.
fn word_lists(files: &[(Source<'_>, File)]) -> Result<Members> {
    let mut raw: RawLists<'_> = BTreeMap::new();
    for (source, file) in files {
        for (name, words) in &file.words {
            if let Some((other, _)) = raw.insert(name.get_ref(), (source, words)) {
                let message = format!("word list `{}` is in {} already", name.get_ref(), other.name);
                return Err(source.error(ErrorKind::Duplicate, name.span(), message));
            }
        }
    }
    let mut open = BTreeMap::new();
    for name in raw.keys() {
        open_list(&raw, name, &mut open)?;
    }
    Ok(open)
}

type RawLists<'f> = BTreeMap<&'f str, (&'f Source<'f>, &'f Vec<Spanned<String>>)>;

/// A word list that is being opened.
struct OpenList<'f> {
    name: &'f str,
    rest: &'f [Spanned<String>],
    words: Vec<String>,
    known: BTreeSet<String>,
}

impl OpenList<'_> {
    /// Adds a word that it does not have. Lists that share lists hold a word many times, and lists of such lists ever more often.
    fn add(&mut self, word: &str) {
        if self.known.insert(word.to_owned()) {
            self.words.push(word.to_owned());
        }
    }
}

/// Opens a list and all that it holds, each once; without recursion, as files decide how deep they lie.
fn open_list<'f>(raw: &RawLists<'f>, name: &'f str, open: &mut BTreeMap<String, Vec<String>>) -> Result<()> {
    let start = |name: &'f str| OpenList { name, rest: raw[name].1, words: Vec::new(), known: BTreeSet::new() };
    let mut within = BTreeSet::new();
    let mut path: Vec<OpenList<'f>> = Vec::new();
    if !open.contains_key(name) {
        within.insert(name);
        path.push(start(name));
    }
    while let Some(list) = path.last_mut() {
        let Some((word, rest)) = list.rest.split_first() else {
            let Some(done) = path.pop() else { break };
            within.remove(done.name);
            if let Some(outer) = path.last_mut() {
                done.words.iter().for_each(|word| outer.add(word));
            }
            open.insert(done.name.to_owned(), done.words);
            continue;
        };
        list.rest = rest;
        let Some(name) = word.get_ref().strip_prefix('[').and_then(|word| word.strip_suffix(']')) else {
            list.add(word.get_ref());
            continue;
        };
        if let Some(words) = open.get(name) {
            words.iter().for_each(|word| list.add(word));
            continue;
        }
        let source = raw[list.name].0;
        let Some((&name, _)) = raw.get_key_value(name) else {
            return Err(source.error(ErrorKind::Unknown, word.span(), format!("unknown word list `{name}`")));
        };
        if !within.insert(name) {
            let names: Vec<&str> = path.iter().map(|list| list.name).collect();
            let message = format!("word list `{name}` holds itself: {} > {name}", names.join(" > "));
            return Err(source.error(ErrorKind::Syntax, word.span(), message));
        }
        path.push(start(name));
    }
    Ok(())
}

/// What may stand once in all files.
#[derive(Default)]
struct Seen {
    relations: BTreeSet<String>,
    /// Patterns, and under which relation.
    patterns: BTreeMap<String, String>,
}

impl Inner {
    fn add_operation(&mut self, source: &Source<'_>, table: &OperationTable) -> Result<()> {
        let code = source.cameo(&table.code)?;
        if self.acts.add_operation(*table.id.get_ref(), code, &table.words) {
            return Ok(());
        }
        Err(source.error(ErrorKind::Duplicate, table.id.span(), "the operation is there already"))
    }

    fn add_act(&mut self, source: &Source<'_>, table: &ActTable, members: &Members) -> Result<()> {
        let code = source.cameo(&table.code)?;
        let (nouns, _) = source.words(&table.words, members)?;
        let (_, verbs) = source.words(&table.verbs, members)?;
        let under = table.under.iter().map(|(operation, code)| Ok((*operation, source.cameo(code)?)));
        let under: Vec<(Operation, &'static Cameo)> = under.collect::<Result<_>>()?;
        if self.acts.add(code, nouns, &verbs, under) {
            return Ok(());
        }
        let message = format!("the act `{}` is there already", table.code.get_ref());
        Err(source.error(ErrorKind::Duplicate, table.code.span(), message))
    }

    fn add(&mut self, source: &Source<'_>, table: RelationTable, members: &Members, seen: &mut Seen) -> Result<()> {
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
            let (words, verbs) = source.words(&entry.words, members)?;
            written.extend(entry.patterns.iter().map(|pattern| (pattern.clone(), Some(code))));
            narrower.push(Narrower { code, words, verbs });
        }
        self.narrower.push(table.narrower.is_some().then_some(narrower));
        let codes = written.iter().map(|(_, code)| *code).collect();
        let mut patterns = Vec::with_capacity(written.len());
        for (index, (written, _)) in written.into_iter().enumerate() {
            let span = written.span();
            let text = written.into_inner();
            if let Some(other) = seen.patterns.insert(text.clone(), id.clone()) {
                return Err(source.error(
                    ErrorKind::Duplicate,
                    span,
                    format!("the same pattern stands under `{other}` already"),
                ));
            }
            let (shape, weight) = pattern::parse(&text, &self.lists, members).map_err(|mistake| {
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
            Shape::Verb { verb, .. } => (&mut self.verbs, verb.lemmas.clone()),
            Shape::Event { nouns, .. } | Shape::Between { nouns } | Shape::Role { nouns, .. } => {
                (&mut self.nouns, nouns.keys())
            }
            Shape::Compound { words, .. } => (&mut self.compounds, words.clone()),
            Shape::Known { .. } => {
                self.known_offices.insert(number);
                self.rules.push(rule);
                return;
            }
        };
        for key in keys {
            map.entry(key).or_default().insert(number);
        }
        self.rules.push(rule);
    }
}
