//! What a compiled pattern asks of a clause.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use crate::grammar::{Class, Grammar, KeyHasher, KeyMap, singular};
use crate::text;

/// What a part of a pattern weighs.
pub(crate) const PART: usize = 2;

/// Source or target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Argument {
    A,
    B,
}

/// What stands around the head of a phrase: "prime" of "prime minister", "of state" of "secretary of state".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) before: Vec<u64>,
    pub(crate) after: Vec<u64>,
}

/// Words, of which one is wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct PhraseSet {
    pub(crate) heads: HashSet<u64, BuildHasherDefault<KeyHasher>>,
    /// Phrases of several words by their head.
    pub(crate) phrases: KeyMap<Vec<Phrase>>,
    /// `[name]`: the entity itself heads the phrase, whatever it is called.
    pub(crate) name: bool,
    /// `[any]`: whatever heads it.
    pub(crate) any: bool,
}

impl PhraseSet {
    pub(crate) fn add(&mut self, words: &str) {
        let (parts, head) = parts(words);
        let Some(word) = parts.get(head) else { return };
        let head_key = text::key(&singular(word));
        if parts.len() == 1 {
            self.heads.insert(head_key);
        } else {
            let keys = |parts: &[String]| parts.iter().map(|part| text::key(part)).collect();
            let phrase = Phrase { before: keys(&parts[..head]), after: keys(&parts[head + 1..]) };
            self.phrases.entry(head_key).or_default().push(phrase);
        }
    }

    /// How many words beside its head `words` have, where they are in the set: "deputy prime minister".
    pub(crate) fn fit(&self, words: &str) -> Option<usize> {
        let (parts, head) = parts(words);
        let key = text::key(&singular(parts.get(head)?));
        let keys = |parts: &[String]| parts.iter().map(|part| text::key(part)).collect::<Vec<u64>>();
        let (before, after) = (keys(&parts[..head]), keys(&parts[head + 1..]));
        let long = || self.phrases.get(&key).into_iter().flatten();
        let known = if parts.len() == 1 {
            self.heads.contains(&key)
        } else {
            long().any(|phrase| phrase.before == before && phrase.after == after)
        };
        known.then_some(parts.len() - 1)
    }

    /// Whether words that it does not hold may be wanted too.
    pub(crate) fn is_open(&self) -> bool {
        self.name || self.any
    }

    /// Every head, for the index.
    pub(crate) fn keys(&self) -> Vec<u64> {
        let mut keys: Vec<u64> = self.heads.iter().chain(self.phrases.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// The folded words of a phrase, and which of them is its head: "secretary" in "secretary of state".
fn parts(words: &str) -> (Vec<String>, usize) {
    let folded = text::fold(words);
    let parts: Vec<String> = folded.split_whitespace().flat_map(|part| part.split('-')).map(str::to_owned).collect();
    let grammar = Grammar::get();
    let of = parts.iter().skip(1).position(|part| grammar.info(text::key(part)).is(Class::Preposition));
    let head = of.unwrap_or(parts.len().saturating_sub(1));
    (parts, head)
}

/// A place for a noun phrase: which argument it refers to, which words head it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slot {
    pub(crate) argument: Option<Argument>,
    pub(crate) heads: Option<Arc<PhraseSet>>,
}

/// Prepositions, of which one is wanted, and what stands behind it.
pub(crate) type Behind = (Vec<u64>, Slot);

/// Who acts in a verb pattern.
#[derive(Debug, Clone)]
pub(crate) enum Subject {
    One(Slot),
    /// `A and B`, or `A and B [talks]`: the noun that the two have with each other.
    Both(Option<Arc<PhraseSet>>),
}

/// What hangs on the verb beside its own arguments.
#[derive(Debug, Clone)]
pub(crate) enum Next {
    /// `to support B`
    Infinitive(Box<VerbShape>),
    /// `of violating [truce]`: the prepositions and the verb.
    Gerund(Vec<u64>, Box<VerbShape>),
    /// `that B must|should`: who is spoken of, and the modals or verbs of necessity; or `that B violate [agreement]`.
    Content(Slot, Vec<u64>, Option<Box<VerbShape>>),
}

/// A verb with its objects.
#[derive(Debug, Clone, Default)]
pub(crate) struct VerbShape {
    /// Base forms; empty for a copula.
    pub(crate) lemmas: Vec<u64>,
    pub(crate) particles: Vec<u64>,
    /// `be hostile`: what is said of the subject.
    pub(crate) predicate: Option<Arc<PhraseSet>>,
    /// `be deployed`: the subject is acted upon.
    pub(crate) passive: bool,
    pub(crate) object: Option<Slot>,
    /// `hold B responsible`: what is said of the object.
    pub(crate) complement: Option<Arc<PhraseSet>>,
    pub(crate) prepositions: Vec<Behind>,
    pub(crate) next: Option<Next>,
}

/// Where the second argument of a verb pattern stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Other {
    /// In the clause.
    Placed,
    /// `~B` or `~A`: whoever else the sentence names, if it is one alone.
    Elsewhere,
    /// `^B`: whoever asked or accused A in a clause before.
    Asker,
}

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    Verb {
        subject: Subject,
        verb: Box<VerbShape>,
        other: Other,
    },
    /// `A's attack on B`; where the agent has a preposition of its own, `agent` is none.
    Event {
        nouns: Arc<PhraseSet>,
        agent: Option<Argument>,
        prepositions: Vec<Behind>,
        next: Option<Box<VerbShape>>,
    },
    /// `talks between A and B`
    Between {
        nouns: Arc<PhraseSet>,
    },
    /// `A is ally of B`
    Role {
        nouns: Arc<PhraseSet>,
        prepositions: Vec<u64>,
    },
    /// `A-backed B`: which argument stands first, and the participles.
    Compound {
        first: Argument,
        words: Vec<u64>,
    },
    /// `B's A as [titles]`: the gazetteer knows A to hold such an office in B.
    Known {
        titles: Arc<PhraseSet>,
    },
}
