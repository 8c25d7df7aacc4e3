//! From TOML files to a compiled phrasebook, or one error that says where.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::operator::{OperatorTable, Operators};
use super::pattern::{self, Mistake};
use super::shape::{PhraseSet, Shape};
use super::{Family, Inner, KnownLists, PhrasebookBuilder, RelationType, Rule};
use crate::error::{Error, ErrorKind, Place, Result};
use crate::gazetteer::Kind;
use crate::grammar::KeyMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    words: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default)]
    relation: Vec<RelationTable>,
    #[serde(default)]
    operator: Vec<OperatorTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationTable {
    id: Spanned<String>,
    label: String,
    #[serde(default)]
    cameo: String,
    #[serde(default)]
    plover: String,
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
        "accuse" "agree" "aid" "assault" "coerce" "consult" "cooperate" "mobilize" "office" "operators" "protest"
        "reject" "request" "sanction" "standing" "support" "threaten" "words" "yield"
    }
}

struct Source<'f> {
    name: &'f str,
    text: &'f str,
}

impl Source<'_> {
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
        operators: Operators::default(),
        known: KnownLists::default(),
        lists,
    };
    let list = |name: &str| inner.lists.get(name).cloned().unwrap_or_default();
    inner.known = KnownLists {
        others: list("others"),
        containers: list("containers"),
        local: list("local-actors"),
        edges: list("edges"),
        leaving: list("leaving-verbs"),
        support_verbs: list("support-verbs"),
    };
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (source, file) in parsed {
        file.operator.iter().for_each(|table| inner.operators.add(table));
        for table in file.relation {
            inner.add(&source, table, &members, &mut seen)?;
        }
    }
    Ok(inner)
}

/// All word lists, with those that they hold opened.
fn word_lists(files: &[(Source<'_>, File)]) -> Result<BTreeMap<String, Vec<String>>> {
    let mut raw: BTreeMap<&str, (&Source<'_>, &Vec<Spanned<String>>)> = BTreeMap::new();
    for (source, file) in files {
        for (name, words) in &file.words {
            if let Some((other, _)) = raw.insert(name.get_ref(), (source, words)) {
                let message = format!("word list `{}` is in {} already", name.get_ref(), other.name);
                return Err(source.error(ErrorKind::Duplicate, name.span(), message));
            }
        }
    }
    let mut out = BTreeMap::new();
    for (name, (source, words)) in &raw {
        let mut open = Vec::new();
        for word in *words {
            open_list(&raw, source, word, &mut vec![name], &mut open)?;
        }
        out.insert((*name).to_owned(), open);
    }
    Ok(out)
}

/// Opens a word that may be a list; `path` are the lists that it lies in.
fn open_list<'f>(
    raw: &BTreeMap<&'f str, (&'f Source<'f>, &'f Vec<Spanned<String>>)>,
    source: &Source<'_>,
    word: &'f Spanned<String>,
    path: &mut Vec<&'f str>,
    out: &mut Vec<String>,
) -> Result<()> {
    let Some(name) = word.get_ref().strip_prefix('[').and_then(|word| word.strip_suffix(']')) else {
        out.push(word.get_ref().clone());
        return Ok(());
    };
    if path.contains(&name) {
        let message = format!("word list `{name}` holds itself: {} > {name}", path.join(" > "));
        return Err(source.error(ErrorKind::Syntax, word.span(), message));
    }
    let Some((from, words)) = raw.get(name) else {
        return Err(source.error(ErrorKind::Unknown, word.span(), format!("unknown word list `{name}`")));
    };
    path.push(name);
    words.iter().try_for_each(|word| open_list(raw, from, word, path, out))?;
    path.pop();
    Ok(())
}

impl Inner {
    fn add(
        &mut self,
        source: &Source<'_>,
        table: RelationTable,
        members: &BTreeMap<String, Vec<String>>,
        seen: &mut BTreeMap<String, String>,
    ) -> Result<()> {
        let id = table.id.get_ref().clone();
        if self.relations.iter().any(|relation| relation.id == id) {
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
        let mut patterns = Vec::with_capacity(table.patterns.len());
        for (index, written) in table.patterns.into_iter().enumerate() {
            let span = written.span();
            let text = written.into_inner();
            if let Some(other) = seen.insert(text.clone(), id.clone()) {
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
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        self.relations.push(Arc::new(RelationType {
            id,
            label: table.label,
            cameo: some(table.cameo),
            plover: some(table.plover),
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
        let (map, mut keys) = match &rule.shape {
            Shape::Verb { verb, .. } => (&mut self.verbs, verb.lemmas.clone()),
            Shape::Event { nouns, .. } | Shape::Between { nouns } | Shape::Role { nouns, .. } => {
                (&mut self.nouns, nouns.keys())
            }
            Shape::Compound { words, .. } => (&mut self.compounds, words.clone()),
        };
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            map.entry(key).or_default().push(number);
        }
        self.rules.push(rule);
    }
}
