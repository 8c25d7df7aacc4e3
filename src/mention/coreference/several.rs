//! Words for several at once: "both countries", "the two leaders", "they", "each other".

use std::ops::Range;

use super::noun::{self, Behind};
use super::triggers::is_named;
use super::{FEW, Past, Place, REACH, Wanted};
use crate::gazetteer::{Kind, MentionForm};
use crate::grammar::{Class, Grammar};
use crate::mention::{AnchorClass, Found};
use crate::text::{self, Case, Word, WordKind};

/// The most entities that one word stands for.
pub(super) const MOST: usize = 4;

/// How many mentions of a sentence are looked at for a list.
const LISTED: usize = 12;

/// How many words back from "they" somebody must have spoken.
const SPOKEN: usize = 40;

/// How many words may stand between two names of one list: "Putin and Chinese President Xi".
const BETWEEN: usize = 5;

/// How many words may stand between those who suffer something and "their": "Polish sailors and seized two of their boats".
const NEAR: usize = 8;

const AND: u64 = text::key("and");
const THEIR: u64 = text::key("their");

/// The words, and the entities that they stand for; the rest of the places is empty.
pub(super) struct Several {
    pub(super) words: Range<usize>,
    pub(super) class: AnchorClass,
    pub(super) form: MentionForm,
    pub(super) entities: [Option<usize>; MOST],
}

/// What the word and those behind it stand for, where it is several or a body of many.
pub(super) fn several(place: &Place<'_>, past: &Past<'_>) -> Option<Several> {
    const BOTH: u64 = text::key("both");
    const THE: u64 = text::key("the");
    const TWO: u64 = text::key("two");
    const THEY: [u64; 2] = text::keys(["they", "them"]);
    const EACH: [u64; 2] = text::keys(["each", "one"]);
    const OTHER: [u64; 2] = text::keys(["other", "another"]);
    let &Place { words, at, before, ahead, .. } = place;
    if words[at].kind != WordKind::Word {
        return None;
    }
    let key = words[at].key;
    let next = words.get(at + 1).map_or(0, |word| word.key);
    if key == BOTH || key == THE && next == TWO {
        let first = at + 1 + usize::from(key == THE);
        let (end, wanted) = counted(words, first, ahead)?;
        let entities = past.two(wanted, place)?;
        return Some(Several {
            words: at..end,
            class: AnchorClass::Description,
            form: MentionForm::Description,
            entities: [Some(entities.0), Some(entities.1), None, None],
        });
    }
    if EACH.contains(&key) && OTHER.contains(&next) {
        let entities = past.list(words, before)?;
        let (words, class, form) = (at..at + 2, AnchorClass::Name, MentionForm::Pronoun);
        return Some(Several { words, class, form, entities });
    }
    if THEY.contains(&key) || key == THEIR {
        let class = if key == THEIR { AnchorClass::PossessivePronoun } else { AnchorClass::Pronoun };
        let entities = past.they(place)?;
        return Some(Several { words: at..at + 1, class, form: MentionForm::Pronoun, entities });
    }
    None
}

/// The noun of "both Asian countries", and the end of its phrase.
fn counted(words: &[Word], first: usize, ahead: &[Found]) -> Option<(usize, Wanted)> {
    for (offset, word) in words[first.min(words.len())..].iter().take(3).enumerate() {
        let index = first + offset;
        if is_named(ahead, index) || matches!(word.kind, WordKind::Punct(_)) {
            return None;
        }
        if let Some(wanted) = noun::wanted(Behind::Two, word.key) {
            let of = words.get(index + 1).is_some_and(|next| next.key == const { text::key("of") });
            return (!of).then_some((index + 1, wanted));
        }
    }
    None
}

impl Past<'_> {
    /// The two of a kind that the nearest sentence with more than one of them names; none where it names more.
    fn two(&self, wanted: Wanted, place: &Place<'_>) -> Option<(usize, usize)> {
        let &Place { sentence, before, .. } = place;
        let mut end = self.all.len();
        let mut start = before;
        for _ in 0..=REACH {
            let mut distinct: [Option<usize>; 3] = [None; 3];
            for found in self.all[start..end].iter().take(FEW).filter(|found| self.fits(wanted, found)) {
                if let Some(free) = distinct.iter_mut().find(|one| one.is_none_or(|one| one == found.entity)) {
                    *free = Some(found.entity);
                }
            }
            match distinct {
                [Some(_), Some(_), Some(_)] => return None,
                [Some(one), Some(other), None] => return Some((one, other)),
                _ => {}
            }
            end = start;
            let last = self.all[..end].last()?;
            if sentence - last.sentence > REACH {
                return None;
            }
            start = self.all[..end].partition_point(|found| found.sentence < last.sentence);
        }
        None
    }

    /// The names of the first list in the sentence whose mentions start at `before`: "Russia and Ukraine (accused)".
    fn list(&self, words: &[Word], before: usize) -> Option<[Option<usize>; MOST]> {
        let here = &self.all[before..];
        let here = &here[..here.len().min(LISTED)];
        for (nth, found) in here.iter().enumerate() {
            let mut entities = [Some(found.entity), None, None, None];
            let (mut count, mut and) = (1, false);
            let mut last = found;
            for other in &here[nth + 1..] {
                if other.words == last.words || count < MOST && self.alike(found, other) && joined(words, last, other) {
                    if !entities.contains(&Some(other.entity)) && count < MOST {
                        entities[count] = Some(other.entity);
                        count += 1;
                    }
                    and |= other.words == last.words || has_and(words, last, other);
                    last = other;
                }
            }
            if count > 1 && and {
                return Some(entities);
            }
        }
        None
    }

    fn alike(&self, one: &Found, other: &Found) -> bool {
        let kind = |found: &Found| self.cast.entities[found.entity].kind;
        let person = |found| kind(found) == Kind::Person;
        person(one) == person(other) && kind(one) != Kind::Place && kind(other) != Kind::Place
    }

    /// "Rebels said they …": the list or the many that speak; else the list that the last sentence begins with.
    fn they(&self, place: &Place<'_>) -> Option<[Option<usize>; MOST]> {
        let &Place { words, at, sentence, before, .. } = place;
        let said = |range: Range<usize>| words[range].iter().any(|word| Grammar::get().info(word.key).is_speech());
        // "arrested Polish sailors and seized their boat"
        if words[at].key == THEIR
            && let Some(last) = self.all[before..].last().filter(|last| last.class == AnchorClass::Demonym)
        {
            let between = &words[last.words.end.min(at)..at];
            let and = between.iter().position(|word| word.key == AND);
            let plain =
                |word: &Word| word.kind == WordKind::Word && word.case == Case::Lower || word.kind == WordKind::Number;
            // Whose those are who act is another matter: "Polish sailors left and their boat sank".
            let verb = and
                .is_some_and(|and| between.get(and + 1).is_some_and(|word| Grammar::get().info(word.key).forms() != 0));
            if between.len() <= NEAR && verb && between.iter().all(plain) {
                return Some([Some(last.entity), None, None, None]);
            }
        }
        if let Some(first) = self.all[before..].first() {
            if !said(first.words.end.max(at.saturating_sub(SPOKEN)).min(at)..at) {
                return None;
            }
            return self.list(words, before).or_else(|| self.many(first));
        }
        let last = self.all[..before].last().filter(|last| sentence - last.sentence == 1)?;
        let start = self.all[..before].partition_point(|found| found.sentence < last.sentence);
        let first = &self.all[start];
        self.list_of(last.sentence, start, before).or_else(|| self.many(first))
    }

    /// The list that an earlier sentence begins with.
    fn list_of(&self, sentence: usize, start: usize, end: usize) -> Option<[Option<usize>; MOST]> {
        let words = self.passage.words(sentence);
        let (first, second) = (self.all[start..end].first()?, self.all[start..end].get(1)?);
        let two = first.words == second.words
            || self.alike(first, second) && joined(words, first, second) && has_and(words, first, second);
        (two && first.entity != second.entity).then_some([Some(first.entity), Some(second.entity), None, None])
    }

    /// A body or people that "they" fits though it is one entity.
    fn many(&self, found: &Found) -> Option<[Option<usize>; MOST]> {
        let many =
            found.class == AnchorClass::Demonym || found.form == MentionForm::Given || self.fits(Wanted::Group, found);
        many.then_some([Some(found.entity), None, None, None])
    }
}

fn between<'w>(words: &'w [Word], one: &Found, other: &Found) -> &'w [Word] {
    &words[one.words.end.min(other.words.start)..other.words.start]
}

fn has_and(words: &[Word], one: &Found, other: &Found) -> bool {
    between(words, one, other).iter().any(|word| word.key == AND)
}

/// Whether nothing but "and", commas, titles and adjectives of place stand between two names.
fn joined(words: &[Word], one: &Found, other: &Found) -> bool {
    let between = between(words, one, other);
    let Some(first) = between.first() else { return false };
    let opens = first.key == AND || first.kind == WordKind::Punct(',');
    let plain = |word: &Word| {
        let info = Grammar::get().info(word.key);
        word.key == AND
            || word.kind == WordKind::Punct(',')
            || word.case != Case::Lower
            || info.is(Class::Determiner)
            || info.is(Class::Title)
            || info.is(Class::Office)
    };
    opens && between.len() <= BETWEEN && between.iter().all(plain)
}
