//! Acts with their CAMEO codes, and what operations make of them: "sends arms" is 072, "promises to send arms" 0332.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::groups::Groups;
use super::shape::PhraseSet;
use super::stored::{Reader, Stored, Writer, stored};
use crate::code::Cameo;
use crate::grammar::KeyMap;
use crate::text;

stored! { enum Operation { 0 Intend, 1 Appeal, 2 Demand, 3 Refuse, 4 Halt, 5 Threaten, } }
stored! { struct Narrower { code, words, verbs } }
stored! { struct Act { code, words, verbs, under } }

/// What words make of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Operation {
    /// It is meant, promised, offered.
    Intend,
    /// It is asked for.
    Appeal,
    /// It is demanded or ordered.
    Demand,
    /// It is refused.
    Refuse,
    /// It comes to an end.
    Halt,
    /// It is threatened.
    Threaten,
}

/// One `[[operation]]` of codes.toml.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OperationTable {
    pub(super) id: Spanned<Operation>,
    pub(super) code: Spanned<String>,
    #[serde(default)]
    pub(super) words: Vec<String>,
}

/// One `[[act]]` of codes.toml.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActTable {
    pub(super) code: Spanned<String>,
    #[serde(default)]
    pub(super) words: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) verbs: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) under: BTreeMap<Operation, Spanned<String>>,
}

/// One entry of a relation's `narrower`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NarrowerTable {
    pub(super) code: Spanned<String>,
    #[serde(default)]
    pub(super) words: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) patterns: Vec<Spanned<String>>,
}

/// Words of a clause that narrow a relation's code.
#[derive(Debug)]
pub(crate) struct Narrower {
    pub(crate) code: &'static Cameo,
    pub(crate) words: PhraseSet,
    pub(crate) verbs: Vec<u64>,
}

/// A kind of act, with the words that name it.
#[derive(Debug)]
pub(crate) struct Act {
    pub(crate) code: &'static Cameo,
    pub(crate) words: PhraseSet,
    /// The base forms of the verbs that name it.
    verbs: Vec<u64>,
    under: Vec<(Operation, &'static Cameo)>,
}

/// All acts and operations.
#[derive(Debug, Default)]
pub(crate) struct Acts {
    acts: Vec<Act>,
    /// Acts by the head of a noun phrase that names them.
    nouns: Groups,
    /// Acts by the base form of a verb that names them.
    verbs: Groups,
    /// Operations by the words that mean them.
    operations: KeyMap<Operation>,
    /// What an act gets that has no code under the operation.
    codes: Vec<(Operation, &'static Cameo)>,
}

impl Acts {
    /// Takes an operation; false where it is there already.
    pub(super) fn add_operation(&mut self, operation: Operation, code: &'static Cameo, words: &[String]) -> bool {
        if self.codes.iter().any(|(known, _)| *known == operation) {
            return false;
        }
        self.codes.push((operation, code));
        self.operations.extend(words.iter().map(|word| (text::key(&text::fold(word)), operation)));
        true
    }

    /// Takes an act; false where its code is there already.
    pub(super) fn add(
        &mut self,
        code: &'static Cameo,
        words: PhraseSet,
        verbs: Vec<u64>,
        under: Vec<(Operation, &'static Cameo)>,
    ) -> bool {
        if self.act(code.code()).is_some() {
            return false;
        }
        self.acts.push(Act { code, words, verbs, under });
        true
    }

    /// Finds the acts by their words, once all are there.
    pub(super) fn index(&mut self) {
        let acts = || self.acts.iter().zip(0..);
        let nouns = acts().flat_map(|(act, nth)| act.words.heads().into_owned().into_iter().map(move |key| (key, nth)));
        let verbs = acts().flat_map(|(act, nth)| act.verbs.iter().map(move |&key| (key, nth)));
        (self.nouns, self.verbs) = (Groups::of(&nouns.collect::<Vec<_>>()), Groups::of(&verbs.collect::<Vec<_>>()));
    }

    /// The operation that a word means, by the key of its base form or singular.
    pub(crate) fn operation(&self, key: u64) -> Option<Operation> {
        self.operations.get(&key).copied()
    }

    /// The acts that a noun may name.
    pub(crate) fn by_noun(&self, key: u64) -> impl Iterator<Item = &Act> {
        self.nouns.get(key).iter().map(|&at| &self.acts[at as usize])
    }

    /// The acts that a verb names.
    pub(crate) fn by_verb(&self, key: u64) -> impl Iterator<Item = &Act> {
        self.verbs.get(key).iter().map(|&at| &self.acts[at as usize])
    }

    /// The code of an act under an operation, where CAMEO knows it: its own, or that of what it is a kind of.
    pub(crate) fn known_under(&self, operation: Operation, code: &str) -> Option<&'static Cameo> {
        let general = format!("{}0", &code[..2]);
        (3..=code.len())
            .rev()
            .map(|len| &code[..len])
            .chain([general.as_str()])
            .find_map(|code| self.act(code)?.under.iter().find(|(known, _)| *known == operation))
            .map(|(_, code)| *code)
    }

    /// What an act gets that CAMEO does not know under the operation.
    pub(crate) fn root_of(&self, operation: Operation) -> Option<&'static Cameo> {
        self.codes.iter().find(|(known, _)| *known == operation).map(|(_, code)| *code)
    }

    fn act(&self, code: &str) -> Option<&Act> {
        self.acts.iter().find(|act| act.code.code() == code)
    }
}

impl Stored for Acts {
    fn put(&self, out: &mut Writer) {
        let Self { acts, nouns: _, verbs: _, operations, codes } = self;
        acts.put(out);
        operations.put(out);
        codes.put(out);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let (acts, operations, codes) = (Stored::take(from)?, Stored::take(from)?, Stored::take(from)?);
        let mut all = Self { acts, operations, codes, ..Self::default() };
        all.index();
        Some(all)
    }
}

impl Act {
    /// All codes that it has under operations.
    pub(crate) fn under(&self) -> impl Iterator<Item = &'static Cameo> {
        self.under.iter().map(|(_, code)| *code)
    }

    /// Its code under one operation.
    pub(crate) fn when(&self, operation: Operation) -> Option<&'static Cameo> {
        self.under.iter().find(|(known, _)| *known == operation).map(|(_, code)| *code)
    }
}
