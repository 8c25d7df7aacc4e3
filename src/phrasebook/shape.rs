//! What a compiled pattern asks of a clause.

use std::borrow::Cow;
use std::sync::Arc;

use super::stored::stored;
use crate::grammar::{Class, Grammar, singular};
use crate::text;

stored! { enum Argument { 0 A, 1 B, } }
stored! { struct Phrase { head, before, after } }
stored! { struct PhraseSet { words, phrases, name, any } }
stored! { struct Slot { argument, heads } }
stored! { enum Subject { 0 One(slot), 1 Both(heads), } }
stored! { enum Next { 0 Infinitive(verb), 1 Gerund(keys, verb), 2 Content(slot, modals, said), } }
stored! { struct VerbShape { lemmas, particles, predicate, passive, object, complement, prepositions, next } }
stored! { enum Other { 0 Placed, 1 Elsewhere, 2 Asker, 3 Doer, 4 Home, } }
stored! {
    enum Shape {
        0 Verb { subject, verb, other },
        1 Event { nouns, agent, prepositions, next },
        2 Between { nouns },
        3 Role { nouns, prepositions },
        4 Compound { first, words },
        5 Known { titles },
    }
}

/// What a part of a pattern weighs.
pub(crate) const PART: usize = 2;

/// Source or target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Argument {
    A,
    B,
}

/// A phrase: its head and what stands around it, "prime" of "prime minister", "of state" of "secretary of state".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    head: u64,
    pub(crate) before: Vec<u64>,
    pub(crate) after: Vec<u64>,
}

impl Phrase {
    /// The words of a phrase, or one word alone; nothing where there is none.
    fn of(words: &str) -> Option<Self> {
        let folded = text::fold(words);
        let head_key = |word: &str| text::key(&singular(word));
        if !folded.is_empty() && folded.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Some(Self { head: head_key(&folded), before: Vec::new(), after: Vec::new() });
        }
        let parts: Vec<&str> = folded.split_whitespace().flat_map(|part| part.split('-')).collect();
        let grammar = Grammar::get();
        let of = parts.iter().skip(1).position(|part| grammar.info(text::key(part)).is(Class::Preposition));
        let head = of.unwrap_or(parts.len().saturating_sub(1));
        let keys = |parts: &[&str]| parts.iter().map(|part| text::key(part)).collect();
        Some(Self { head: head_key(parts.get(head)?), before: keys(&parts[..head]), after: keys(&parts[head + 1..]) })
    }

    /// How many words stand beside the head.
    pub(crate) fn beside(&self) -> usize {
        self.before.len() + self.after.len()
    }
}

/// Words, of which one is wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct PhraseSet {
    /// Single words, in order, each once.
    words: Vec<u64>,
    /// Phrases of several words, in the order of their heads.
    phrases: Vec<Phrase>,
    /// `[name]`: the entity itself heads the phrase, whatever it is called.
    pub(crate) name: bool,
    /// `[any]`: whatever heads it.
    pub(crate) any: bool,
}

impl PhraseSet {
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut set = Self::default();
        for phrase in words.into_iter().filter_map(Phrase::of) {
            if phrase.beside() == 0 { set.words.push(phrase.head) } else { set.phrases.push(phrase) }
        }
        set.words.sort_unstable();
        set.words.dedup();
        set.phrases.sort_by_key(|phrase| phrase.head);
        set
    }

    /// How many words beside its head `words` have, where they are in the set: "deputy prime minister".
    pub(crate) fn fit(&self, words: &str) -> Option<usize> {
        let phrase = Phrase::of(words)?;
        let alone = phrase.beside() == 0;
        let known =
            if alone { self.has_word(phrase.head) } else { self.phrases(phrase.head).any(|one| *one == phrase) };
        known.then_some(phrase.beside())
    }

    /// Whether words that it does not hold may be wanted too.
    pub(crate) fn is_open(&self) -> bool {
        self.name || self.any
    }

    /// Whether it holds a single word.
    #[inline]
    pub(crate) fn has_word(&self, key: u64) -> bool {
        self.words.get(place(&self.words, key, |&word| word)) == Some(&key)
    }

    /// The phrases with this head.
    pub(crate) fn phrases(&self, head: u64) -> impl Iterator<Item = &Phrase> {
        let first = place(&self.phrases, head, |phrase| phrase.head);
        self.phrases[first..].iter().take_while(move |phrase| phrase.head == head)
    }

    /// Every head, in order, each once.
    pub(crate) fn heads(&self) -> Cow<'_, [u64]> {
        if self.phrases.is_empty() {
            return Cow::Borrowed(&self.words);
        }
        let mut heads: Vec<u64> =
            self.words.iter().copied().chain(self.phrases.iter().map(|phrase| phrase.head)).collect();
        // Stable, which finds the two that are in order and merges them.
        heads.sort();
        heads.dedup();
        Cow::Owned(heads)
    }
}

/// Where the first of some things in order stands whose key is no less than `key`. Keys are spread evenly, so that their size
/// tells about where.
#[inline]
fn place<T>(sorted: &[T], key: u64, of: impl Fn(&T) -> u64) -> usize {
    let mut at = ((u128::from(key) * sorted.len() as u128) >> 64) as usize;
    while at > 0 && of(&sorted[at - 1]) >= key {
        at -= 1;
    }
    while sorted.get(at).is_some_and(|one| of(one) < key) {
        at += 1;
    }
    at
}

/// Keys in order, each once.
pub(super) fn in_order(mut keys: Cow<'_, [u64]>) -> Cow<'_, [u64]> {
    if !keys.is_sorted_by(|key, next| key < next) {
        let keys = keys.to_mut();
        keys.sort_unstable();
        keys.dedup();
    }
    keys
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
    /// `&B`: whoever did what A speaks of.
    Doer,
    /// `@B`: where A holds office, as the sentence says.
    Home,
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
