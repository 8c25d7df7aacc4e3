//! The word lists of all files, with those that they hold opened.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use toml::Spanned;

use super::shape::PhraseSet;
use super::source::Source;
use crate::error::{ErrorKind, Result};
use crate::grammar::KeyHasher;

/// The lists of a file as they are written.
pub(super) type Written = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

/// All lists by their names.
#[derive(Debug, Default)]
pub(super) struct Lists<'f> {
    lists: BTreeMap<&'f str, List<'f>>,
}

#[derive(Debug)]
struct List<'f> {
    words: Vec<&'f str>,
    set: Arc<PhraseSet>,
}

impl<'f> Lists<'f> {
    /// Opens the lists of all files.
    pub(super) fn open(files: &'f [(Source<'f>, Written)]) -> Result<Self> {
        let mut raw: RawLists<'f> = BTreeMap::new();
        for (source, lists) in files {
            for (name, words) in lists {
                if let Some((other, _)) = raw.insert(name.get_ref(), (*source, words)) {
                    let message = format!("word list `{}` is in {} already", name.get_ref(), other.name);
                    return Err(source.error(ErrorKind::Duplicate, name.span(), message));
                }
            }
        }
        let mut opened = BTreeMap::new();
        for name in raw.keys() {
            open(&raw, name, &mut opened)?;
        }
        let list = |words: Vec<&'f str>| List { set: Arc::new(PhraseSet::of(words.iter().copied())), words };
        Ok(Self { lists: opened.into_iter().map(|(name, words)| (name, list(words))).collect() })
    }

    /// The words of the list with this name.
    pub(super) fn words(&self, name: &str) -> Option<&[&'f str]> {
        self.lists.get(name).map(|list| &list.words[..])
    }

    /// The same as nouns; one set, however many ask for it.
    pub(super) fn set(&self, name: &str) -> Option<&Arc<PhraseSet>> {
        self.lists.get(name).map(|list| &list.set)
    }
}

/// The name of the list that a word stands for, as `[troops]` does.
pub(super) fn named(word: &str) -> Option<&str> {
    word.strip_prefix('[').and_then(|name| name.strip_suffix(']'))
}

type RawLists<'f> = BTreeMap<&'f str, (Source<'f>, &'f [Spanned<String>])>;

/// A word list that is being opened.
struct OpenList<'f> {
    name: &'f str,
    rest: &'f [Spanned<String>],
    words: Vec<&'f str>,
    known: HashSet<&'f str, BuildHasherDefault<KeyHasher>>,
}

impl<'f> OpenList<'f> {
    /// Adds a word that it does not have. Lists that share lists hold a word many times, and lists of such lists ever more often.
    fn add(&mut self, word: &'f str) {
        if self.known.insert(word) {
            self.words.push(word);
        }
    }
}

/// Opens a list and all that it holds, each once; without recursion, as files decide how deep they lie.
fn open<'f>(raw: &RawLists<'f>, name: &'f str, opened: &mut BTreeMap<&'f str, Vec<&'f str>>) -> Result<()> {
    let start = |name: &'f str| OpenList { name, rest: raw[name].1, words: Vec::new(), known: HashSet::default() };
    let mut within = BTreeSet::new();
    let mut path: Vec<OpenList<'f>> = Vec::new();
    if !opened.contains_key(name) {
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
            opened.insert(done.name, done.words);
            continue;
        };
        list.rest = rest;
        let Some(name) = named(word.get_ref()) else {
            list.add(word.get_ref());
            continue;
        };
        if let Some(words) = opened.get(name) {
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
