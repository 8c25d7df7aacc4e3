//! Whom a noun phrase means: "the Russian army" is Russia, "Russia's allies" are not.

use super::{Cast, Sentence};
use crate::clause::{AnchorClass, Frame, NounPhrase, NpId, Tag, VerbForm};
use crate::grammar::singular;
use crate::phrasebook::{Phrase, PhraseSet};
use crate::text;

/// How deep owners and complements are followed.
const DEPTH: usize = 4;

impl<C: Cast> Sentence<'_, C> {
    pub(super) fn is(&self, word: usize, expected: &str) -> bool {
        self.words[word].key == text::key(expected)
    }

    /// The mentions that the phrase refers to, the surest first.
    pub(super) fn refers(&self, np: NpId) -> Vec<usize> {
        self.refers_within(np, DEPTH)
    }

    fn refers_within(&self, np: NpId, depth: usize) -> Vec<usize> {
        let phrase = &self.parse.phrases[np];
        if let Some(mention) = self.head_mention(phrase) {
            return vec![mention];
        }
        if depth == 0 || self.names_another(phrase) {
            return Vec::new();
        }
        if let Some(other) = phrase.apposition {
            let found = self.refers_within(other, depth - 1);
            if !found.is_empty() && self.head_mention(&self.parse.phrases[other]).is_some() {
                return found;
            }
        }
        let modifiers = self.modifiers(phrase);
        if !modifiers.is_empty() {
            return modifiers;
        }
        if let Some(owner) = phrase.possessor {
            let found = self.refers_within(owner, depth - 1);
            if !found.is_empty() {
                return found;
            }
        }
        if let Some(own) = self.possessive_pronoun(phrase) {
            return vec![own];
        }
        // "government troops in Mali" are Mali's; "a report on Mali" is not.
        let local = self.book.inner().list("local-actors").is_some_and(|list| self.word_in(phrase.head, list).is_some());
        let wanted: &[&str] = if local { &["of", "by", "from", "including", "in", "at"] } else { &["of", "by", "from", "including"] };
        for wanted in wanted {
            for (word, inner) in &phrase.complements {
                if self.is(*word, wanted) {
                    let found: Vec<usize> = inner.iter().flat_map(|&np| self.refers_within(np, depth - 1)).collect();
                    if !found.is_empty() {
                        return found;
                    }
                }
            }
        }
        self.doers(np, depth)
    }

    /// "soldiers led by Gen. Tchiani", "an appeal lodged by Hamas": whoever did it is meant by what was done.
    fn doers(&self, np: NpId, depth: usize) -> Vec<usize> {
        let done = |frame: &&Frame| frame.passive && frame.form != VerbForm::Finite && frame.surface.contains(&np);
        let frame = self.parse.frames.iter().take(64).find(done);
        frame.into_iter().flat_map(|frame| frame.agents(self.words)).flat_map(|&np| self.refers_within(np, depth - 1)).collect()
    }

    /// The mention that is the phrase's head.
    pub(super) fn head_mention(&self, phrase: &NounPhrase) -> Option<usize> {
        self.anchors[phrase.anchors.clone()]
            .iter()
            .rev()
            .find(|anchor| {
                anchor.words.contains(&phrase.head) && anchor.class != AnchorClass::PossessivePronoun && !self.in_compound(anchor.words.start, anchor.words.end)
            })
            .map(|anchor| anchor.mention)
    }

    /// "US-led", "pro-Iranian": the name is only part of an adjective.
    fn in_compound(&self, start: usize, end: usize) -> bool {
        let hyphen = |at: usize| self.parse.tokens.get(at).is_some_and(|token| token.tag == Tag::Hyphen) && self.words[at].joined;
        let pair = |at: usize| self.anchors.iter().any(|other| other.words.contains(&at));
        hyphen(end) && !pair(end + 1) || start > 0 && hyphen(start - 1) && !(start > 1 && pair(start - 2))
    }

    /// Mentions that stand before the head: "Israeli warplanes", "the Russia-Ukraine war".
    pub(super) fn modifiers(&self, phrase: &NounPhrase) -> Vec<usize> {
        let plain: Vec<_> = self.anchors[phrase.anchors.clone()]
            .iter()
            .filter(|anchor| {
                anchor.class != AnchorClass::PossessivePronoun
                    && anchor.words.end <= phrase.head
                    && !self.in_compound(anchor.words.start, anchor.words.end)
            })
            .collect();
        match plain[..] {
            [] => Vec::new(),
            [one] => vec![one.mention],
            [.., before, last] => {
                let between = before.words.end..last.words.start;
                let joined = between.clone().all(|at| matches!(self.parse.tokens[at].tag, Tag::Hyphen | Tag::Dash | Tag::Conjunction | Tag::Other));
                if joined && !between.is_empty() { vec![before.mention, last.mention] } else { vec![last.mention] }
            }
        }
    }

    pub(super) fn possessive_pronoun(&self, phrase: &NounPhrase) -> Option<usize> {
        self.anchors[phrase.anchors.clone()]
            .iter()
            .find(|anchor| anchor.class == AnchorClass::PossessivePronoun)
            .map(|anchor| anchor.mention)
    }

    /// "Ukraine's allies", "critics of Erdogan": somebody else than the one named.
    fn names_another(&self, phrase: &NounPhrase) -> bool {
        self.book.inner().list("others").is_some_and(|list| self.word_in(phrase.head, list).is_some())
    }

    /// The last word of the phrase's match in `set`, where a word of the set heads the phrase.
    pub(super) fn headed_by(&self, np: NpId, set: &PhraseSet) -> Option<usize> {
        let phrase = &self.parse.phrases[np];
        if set.name && self.head_mention(phrase).is_some() {
            return Some(phrase.head);
        }
        if let Some(word) = self.word_in(phrase.head, set) {
            return Some(word);
        }
        // "a package of weapons", "a weapons package", "hundreds of troops"
        let container = self.parse.tokens[phrase.head].tag == Tag::Number
            || self.book.inner().list("containers").is_some_and(|list| self.word_in(phrase.head, list).is_some());
        if !container {
            return None;
        }
        let of = phrase.complements.iter().filter(|(word, _)| self.is(*word, "of")).flat_map(|(_, inner)| inner);
        for &inner in of {
            if let Some(word) = self.word_in(self.parse.phrases[inner].head, set) {
                return Some(word);
            }
        }
        (phrase.head > phrase.words.start).then(|| self.word_in(phrase.head - 1, set)).flatten()
    }

    /// Whether the word, with its neighbours where the set asks for them, is in the set.
    pub(super) fn word_in(&self, word: usize, set: &PhraseSet) -> Option<usize> {
        let exact = self.words[word].key;
        let folded = text::fold(self.words[word].span.slice(self.text));
        let one = text::key(&singular(&folded));
        if set.heads.contains(&exact) || set.heads.contains(&one) {
            return Some(word);
        }
        let fits = |phrase: &Phrase| {
            (phrase.head == exact || phrase.head == one)
                && self.keys_before(word, &phrase.before)
                && self.keys_after(word, &phrase.after)
        };
        set.phrases.iter().any(fits).then_some(word)
    }

    /// How many words more than one of the phrase's head are in the set: "air strike" says more than "strike".
    pub(super) fn exactness(&self, np: NpId, set: &PhraseSet) -> usize {
        self.exactness_at(self.parse.phrases[np].head, set)
    }

    /// The same for any word.
    pub(super) fn exactness_at(&self, head: usize, set: &PhraseSet) -> usize {
        let folded = text::fold(self.words[head].span.slice(self.text));
        let one = text::key(&singular(&folded));
        set.phrases
            .iter()
            .filter(|phrase| phrase.head == one || phrase.head == self.words[head].key)
            .filter(|phrase| self.keys_before(head, &phrase.before) && self.keys_after(head, &phrase.after))
            .map(|phrase| phrase.before.len() + phrase.after.len())
            .max()
            .unwrap_or(0)
    }

    fn keys_before(&self, word: usize, keys: &[u64]) -> bool {
        let mut at = word;
        keys.iter().rev().all(|&key| {
            at = at.wrapping_sub(1);
            if self.parse.tokens.get(at).is_some_and(|token| token.tag == Tag::Hyphen) {
                at = at.wrapping_sub(1);
            }
            self.words.get(at).is_some_and(|word| word.key == key)
        })
    }

    fn keys_after(&self, word: usize, keys: &[u64]) -> bool {
        keys.iter().enumerate().all(|(offset, &key)| self.words.get(word + 1 + offset).is_some_and(|word| word.key == key))
    }
}
