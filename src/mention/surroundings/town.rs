//! Whether the name of a capital means the town or the government that sits there.

use super::{Scene, is};
use crate::gazetteer::{Kind, MentionForm};
use crate::grammar::{Class, Grammar, form};
use crate::mention::index::{NameHit, Reading};
use crate::text::{self, Case, Word, WordKind};

impl Scene<'_> {
    /// Where the list of towns that the name stands in begins: "to Nairobi, Kampala and Harare"; `None` at the first word.
    pub(super) fn listed(&self, start: usize) -> Option<usize> {
        let mut first = start;
        for _ in 0..4 {
            let joins =
                |word: &Word| word.kind == WordKind::Punct(',') || Grammar::get().info(word.key).is(Class::Conjunction);
            let gap = self.words[..first].iter().rev().take(2).take_while(|word| joins(word)).count();
            let town = first.checked_sub(gap + 1).filter(|&at| gap > 0 && self.is_town(at));
            let Some(town) = town else { break };
            first = town;
        }
        (first > 0).then_some(first)
    }

    /// "turned to Moscow", "loyal to Tehran": a government and no place to go.
    pub(super) fn is_addressed(&self, start: usize) -> bool {
        const OWN: [u64; 3] = text::keys(["its", "an", "their"]);
        const EMBASSY: [u64; 4] = text::keys(["embassy", "consulate", "ambassador", "envoy"]);
        let before = &self.words[..start];
        match before {
            // "reopened its embassy in Damascus"
            [.., own, embassy, at]
                if is(own, &OWN) && is(embassy, &EMBASSY) && is(at, const { &text::keys(["in", "to"]) }) =>
            {
                true
            }
            // "a court in Moscow": one of the country's.
            [.., body, at] if of(body, Class::Authority) && at.key == const { text::key("in") } && start < 5 => true,
            [.., word, to] if to.key == const { text::key("to") } => of(word, Class::Addressing) || is_given(word),
            _ => false,
        }
    }

    /// "Kyiv, the Ukrainian capital", "Astana is the capital of", "the capital, Kyiv": the town itself.
    pub(super) fn is_called_capital(&self, hit: &NameHit) -> bool {
        let (start, end) = (hit.words.start, hit.words.end);
        let is_capital = |word: &Word| word.key == const { text::key("capital") } && word.case == Case::Lower;
        let before = self.words[start.saturating_sub(2)..start].iter().any(is_capital);
        let opens = || {
            self.words.get(end).is_some_and(|word| {
                word.kind == WordKind::Punct(',') || Grammar::get().info(word.key).is_any(&[Class::Be, Class::Have])
            })
        };
        before || self.words[end..].iter().take(6).any(is_capital) && opens()
    }

    /// The word is a name of a town and of no country by itself.
    pub(super) fn is_town(&self, at: usize) -> bool {
        let hit = self.hits.partition_point(|hit| hit.words.start <= at).checked_sub(1).map(|hit| &self.hits[hit]);
        hit.is_some_and(|hit| {
            let stand_in_or_place =
                |r: &Reading| r.form == MentionForm::StandIn || self.records.entity(r.entity).kind() == Kind::Place;
            hit.words == (at..at + 1) && self.index.readings(hit).iter().all(stand_in_or_place)
        })
    }
}

fn of(word: &Word, class: Class) -> bool {
    Grammar::get().info(word.key).is(class)
}

/// "shells to Kyiv", "suspects to Beijing": what is given, sent or said, and no way that leads there.
fn is_given(word: &Word) -> bool {
    let info = Grammar::get().info(word.key);
    let moves = info.forms() & (form::PAST | form::PARTICIPLE | form::ING) != 0 || info.is_form_of(Class::MovingVerb);
    word.kind == WordKind::Word
        && word.case == Case::Lower
        && !moves
        && !info.is_any(&[Class::Adverb, Class::Particle, Class::Time, Class::Pronoun, Class::Number, Class::Way])
}
