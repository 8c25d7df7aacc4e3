//! Words that change the status of what they govern: "denied", "plans to", "allegedly", "if".

use super::stored::stored;
use crate::grammar::{Grammar, KeyMap, singular};
use crate::text;

stored! { enum Effect { 0 Actual, 1 Reported, 2 Denied, 3 Negated, 4 Planned, 5 Requested, 6 Possible, } }
stored! { struct Operators { verbs, nouns, adjectives, adverbs, modals, subordinators, prepositions } }

/// What an operator does to the relation under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Effect {
    /// It really happens: "managed to", "was forced to".
    Actual,
    /// The subject says so.
    Reported,
    /// The subject says that it is not so.
    Denied,
    /// It does not happen: "refused to", "without".
    Negated,
    /// "plans to", "vowed to".
    Planned,
    /// The subject asks for it.
    Requested,
    /// "tried to", "may", "if".
    Possible,
}

/// Operators by their words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Operators {
    pub(crate) verbs: KeyMap<Effect>,
    pub(crate) nouns: KeyMap<Effect>,
    pub(crate) adjectives: KeyMap<Effect>,
    pub(crate) adverbs: KeyMap<Effect>,
    pub(crate) modals: KeyMap<Effect>,
    pub(crate) subordinators: KeyMap<Effect>,
    pub(crate) prepositions: KeyMap<Effect>,
}

/// One table of operators.toml.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OperatorTable {
    effect: Effect,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    adverbs: Vec<String>,
    #[serde(default)]
    modals: Vec<String>,
    #[serde(default)]
    subordinators: Vec<String>,
    #[serde(default)]
    prepositions: Vec<String>,
}

/// The key of a verb's base form with its particle: "rule out".
pub(crate) fn with_particle(lemma: u64, particle: u64) -> u64 {
    lemma.rotate_left(1) ^ particle
}

impl Operators {
    /// What the verb with this base form does, with its particle where there is one.
    pub(crate) fn verb(&self, lemma: u64, particle: Option<u64>) -> Option<Effect> {
        let both = particle.and_then(|particle| self.verbs.get(&with_particle(lemma, particle)));
        both.or_else(|| self.verbs.get(&lemma)).copied()
    }

    pub(crate) fn add(&mut self, table: &OperatorTable) {
        let effect = table.effect;
        for word in &table.verbs {
            // "rule out"
            if let Some((verb, particle)) = word.split_once(' ') {
                self.verbs.insert(with_particle(text::key(verb), text::key(particle)), effect);
                continue;
            }
            let key = text::key(&text::fold(word));
            // A verb that the grammar has is known by its base form; another by itself.
            let mut lemmas = Grammar::get().verb_lemmas(word).peekable();
            if lemmas.peek().is_none() {
                self.verbs.insert(key, effect);
            }
            if Grammar::get().info(key).verbs.iter().any(|verb| verb.lemma == key) {
                self.verbs.insert(key, effect);
            } else {
                self.verbs.extend(lemmas.map(|lemma| (lemma, effect)));
            }
        }
        let key = |word: &String| text::key(&text::fold(word));
        self.nouns.extend(table.nouns.iter().map(|word| (text::key(&singular(&text::fold(word))), effect)));
        self.adjectives.extend(table.adjectives.iter().map(|word| (key(word), effect)));
        self.adverbs.extend(table.adverbs.iter().map(|word| (key(word), effect)));
        self.modals.extend(table.modals.iter().map(|word| (key(word), effect)));
        self.subordinators.extend(table.subordinators.iter().map(|word| (key(word), effect)));
        self.prepositions.extend(table.prepositions.iter().map(|word| (key(word), effect)));
    }
}
