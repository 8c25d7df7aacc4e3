//! Verb groups: auxiliaries, adverbs and the verb that they belong to.

use std::ops::Range;

use super::{Chunk, Chunker};
use crate::clause::tag::Tag;
use crate::grammar::{Class, form};
use crate::text;

/// How a verb group stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VerbForm {
    Finite,
    /// "to attack"
    Infinitive,
    /// "attacking"
    Ing,
    /// "attacked" with no auxiliary: past or participle.
    Ed,
    /// "taken" with no auxiliary: a participle for sure.
    Participle,
}

/// Auxiliaries, adverbs and the verb that they belong to.
#[derive(Debug, Clone)]
pub(crate) struct VerbGroup {
    pub(crate) words: Range<usize>,
    /// The word that carries the meaning.
    pub(crate) main: usize,
    /// The base forms that it can be of; the second is 0 mostly.
    pub(crate) lemmas: [u64; 2],
    pub(crate) particle: Option<usize>,
    pub(crate) form: VerbForm,
    pub(crate) passive: bool,
    pub(crate) negated: bool,
    pub(crate) modal: Option<usize>,
    /// "is to visit"
    pub(crate) scheduled: bool,
    pub(crate) copula: bool,
}

impl Chunker<'_> {
    /// Reads a verb group at `at`; pushes it and returns its end.
    pub(super) fn verb_group(&self, at: usize, chunks: &mut Vec<Chunk>) -> Option<usize> {
        let mut group = VerbGroup {
            words: at..at,
            main: at,
            lemmas: [0; 2],
            particle: None,
            form: VerbForm::Finite,
            passive: false,
            negated: false,
            modal: None,
            scheduled: false,
            copula: false,
        };
        let (mut to, mut be, mut finite) = (false, None, false);
        let mut auxiliary = None;
        let mut end = at;
        let main = loop {
            let tag = self.tag(end);
            match tag {
                Some(Tag::Negation) => group.negated = true,
                Some(Tag::Adverb) if end > at => {}
                Some(Tag::Modal) if auxiliary.is_none() => {
                    group.modal = Some(end);
                    finite = true;
                    auxiliary = Some(end);
                }
                Some(Tag::To) if auxiliary.is_none() && !to => to = true,
                Some(Tag::To) if be.is_some() && self.main_verb_after(end) => {
                    group.scheduled = true;
                    be = None;
                }
                Some(Tag::Be) => {
                    finite |= !self.is_nonfinite(end);
                    be = Some(end);
                    auxiliary = Some(end);
                }
                Some(Tag::Have) => {
                    if be.is_some() {
                        break None;
                    }
                    finite |= !self.is_nonfinite(end);
                    auxiliary = Some(end);
                }
                Some(Tag::Do) => {
                    finite = true;
                    auxiliary = Some(end);
                }
                Some(tag) if tag.is_verb() => break Some(end),
                _ => break None,
            }
            end += 1;
            if end - at > 12 {
                break None;
            }
        };
        let main = match main {
            Some(main) => main,
            None => {
                // A form of be, have or do that stands for itself.
                let main = be.or(auxiliary)?;
                group.copula = be.is_some();
                end = main;
                main
            }
        };
        let tag = self.tokens[main].tag;
        let own = matches!(tag, Tag::Be | Tag::Have | Tag::Do);
        group.main = main;
        group.words = at..main + 1;
        group.lemmas = if own { [self.auxiliary_lemma(tag), 0] } else { self.lemmas(main) };
        group.passive = be.is_some() && !own && matches!(tag, Tag::VerbEd | Tag::VerbParticiple | Tag::VerbPast);
        group.form = if to {
            VerbForm::Infinitive
        } else if finite {
            VerbForm::Finite
        } else if auxiliary.is_some() && (!own || self.is_nonfinite(main)) {
            VerbForm::Ing
        } else {
            match tag {
                Tag::VerbIng => VerbForm::Ing,
                Tag::VerbEd => VerbForm::Ed,
                Tag::VerbParticiple => VerbForm::Participle,
                _ => VerbForm::Finite,
            }
        };
        let mut next = end + 1;
        // "did not", "is not": the negation may stand behind.
        while own && self.tag(next) == Some(Tag::Negation) {
            group.negated = true;
            next += 1;
        }
        // "lend up to $1 billion", "spent over $1 billion": what belongs to the number is no particle.
        // But "shot down 40 drones", "handed over 130 suspects".
        let over = self.tag(next + 1) == Some(Tag::Number)
            && self.words[next].key == const { text::key("over") }
            && !self.tokens[main].info.is_form_of(Class::OverVerb);
        let counts = over || next < self.tokens.len() && self.is_at_least(next);
        if !own
            && !counts
            && self.tokens.get(next).is_some_and(|token| {
                token.info.is(Class::Particle) && matches!(token.tag, Tag::Preposition | Tag::Adverb)
            })
        {
            group.particle = Some(next);
            next += 1;
        }
        chunks.push(Chunk::Verb(group));
        Some(next)
    }

    fn main_verb_after(&self, at: usize) -> bool {
        (at + 1..self.tokens.len()).take(3).any(|i| self.tokens[i].tag.is_verb() || self.tokens[i].tag == Tag::Be)
    }

    fn is_nonfinite(&self, at: usize) -> bool {
        const { text::keys(["be", "been", "being", "having"]) }.contains(&self.words[at].key)
    }

    fn auxiliary_lemma(&self, tag: Tag) -> u64 {
        text::key(match tag {
            Tag::Be => "be",
            Tag::Have => "have",
            _ => "do",
        })
    }

    /// The base forms of the verb at `at`, those of its tag first.
    fn lemmas(&self, at: usize) -> [u64; 2] {
        let token = &self.tokens[at];
        let wanted = match token.tag {
            Tag::VerbPresent => form::BASE | form::S,
            Tag::VerbIng => form::ING,
            _ => form::PAST | form::PARTICIPLE,
        };
        let [a, b] = token.info.verbs;
        let keep = |reading: crate::grammar::VerbReading| if reading.forms & wanted != 0 { reading.lemma } else { 0 };
        match (keep(a), keep(b)) {
            (0, 0) => {
                if a.forms == 0 {
                    [self.words[at].key, 0]
                } else {
                    [a.lemma, b.lemma]
                }
            }
            (0, second) => [second, 0],
            both => [both.0, both.1],
        }
    }
}
