//! Pronouns and descriptions: by gender, kind and recency, or left alone when unclear.

use std::ops::Range;

use super::{AnchorClass, Cast, Found, Origin};
use crate::gazetteer::{Gazetteer, Gender, Kind, MentionForm};
use crate::grammar::{Class, Grammar};
use crate::text::{self, Span, Word, WordKind};

/// How many sentences back a pronoun reaches.
const REACH: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Person(Gender),
    /// A country or an organization.
    Body,
    Country,
    Group,
}

/// Adds the mentions that are no names.
pub(super) fn resolve(text: &str, sentences: &[Span], gazetteer: Option<&Gazetteer>, cast: &mut Cast) {
    let names = std::mem::take(&mut cast.mentions);
    let mut all: Vec<Found> = Vec::with_capacity(names.len());
    let mut next = 0;
    let mut words: Vec<Word> = Vec::new();
    for (number, &sentence) in sentences.iter().enumerate() {
        let start = next;
        while names.get(next).is_some_and(|found| found.sentence == number) {
            next += 1;
        }
        let here = &names[start..next];
        let earlier = all.last().is_some_and(|found| number - found.sentence <= REACH);
        if here.is_empty() && !earlier {
            continue;
        }
        text::words(text, sentence, &mut words);
        let before = all.len();
        let mut own = here.iter().peekable();
        let mut at = 0;
        while at < words.len() {
            if let Some(found) = own.next_if(|found| found.words.start <= at) {
                at = found.words.end.max(at + 1);
                all.push(found.clone());
                continue;
            }
            if let Some((range, class, form, entity)) = refer(text, &words, at, number, &all, before, cast, gazetteer, here) {
                all.push(Found {
                    entity,
                    span: Span::new(words[range.start].span.start, words[range.end - 1].span.end),
                    words: range.clone(),
                    form,
                    class,
                    sentence: number,
                });
                at = range.end;
                continue;
            }
            at += 1;
        }
        all.extend(own.cloned());
    }
    cast.mentions = all;
}

type Reference = (Range<usize>, AnchorClass, MentionForm, usize);

#[allow(clippy::too_many_arguments)]
fn refer(
    text: &str,
    words: &[Word],
    at: usize,
    sentence: usize,
    all: &[Found],
    before: usize,
    cast: &Cast,
    gazetteer: Option<&Gazetteer>,
    here: &[Found],
) -> Option<Reference> {
    let word = &words[at];
    if word.kind != WordKind::Word {
        return None;
    }
    let is = |expected: &str| word.key == text::key(expected);
    let (wanted, class) = if is("he") || is("him") || is("himself") {
        (Wanted::Person(Gender::Male), AnchorClass::Pronoun)
    } else if is("his") {
        (Wanted::Person(Gender::Male), AnchorClass::PossessivePronoun)
    } else if is("she") || is("herself") {
        (Wanted::Person(Gender::Female), AnchorClass::Pronoun)
    } else if is("her") {
        (Wanted::Person(Gender::Female), AnchorClass::PossessivePronoun)
    } else if is("it") && !is_expletive(words, at) || is("itself") {
        (Wanted::Body, AnchorClass::Pronoun)
    } else if is("its") {
        (Wanted::Body, AnchorClass::PossessivePronoun)
    } else if is("the") {
        let (range, wanted) = description(words, at, here)?;
        let entity = antecedent(wanted, sentence, all, before, cast, gazetteer, true)?;
        return Some((range, AnchorClass::Description, MentionForm::Description, entity));
    } else {
        return None;
    };
    let entity = antecedent(wanted, sentence, all, before, cast, gazetteer, false)?;
    Some((at..at + 1, class, MentionForm::Pronoun, entity))
}

/// "It is likely that …", "it's rumored": nothing is meant by "it".
fn is_expletive(words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at + 1) else { return false };
    let be = Grammar::get().info(next.key).is(Class::Be) || next.kind == WordKind::Clitic;
    let seems = ["seems", "appears", "remains", "looks", "takes"].iter().any(|word| text::key(word) == next.key);
    let that = words[at..].iter().take(8).any(|word| word.key == text::key("that") || word.key == text::key("to"));
    (be || seems) && that || next.kind == WordKind::Clitic
}

/// "the South American country", "the bloc": a noun that only points back, up to three words behind "the".
fn description(words: &[Word], at: usize, here: &[Found]) -> Option<(Range<usize>, Wanted)> {
    const COUNTRY: [&str; 4] = ["country", "nation", "republic", "kingdom"];
    const GROUP: [&str; 12] = [
        "bloc", "alliance", "group", "organization", "organisation", "body", "agency", "militia", "movement", "company", "party", "union",
    ];
    for (offset, word) in words[at + 1..].iter().take(4).enumerate() {
        let index = at + 1 + offset;
        if here.iter().any(|found| found.words.contains(&index)) || matches!(word.kind, WordKind::Punct(mark) if mark != '-') {
            return None;
        }
        let one_of = |list: &[&str]| list.iter().any(|noun| text::key(noun) == word.key);
        let wanted = if one_of(&COUNTRY) {
            Wanted::Country
        } else if one_of(&GROUP) {
            Wanted::Group
        } else {
            continue;
        };
        // "the country of Georgia", "the country's", "the party leader": only the bare noun points back.
        let next = words.get(index + 1);
        let goes_on = next.is_some_and(|next| {
            next.key == text::key("of") || here.iter().any(|found| found.words.start == index + 1) || next.kind == WordKind::Punct('-')
        });
        return (!goes_on).then_some((at..index + 1, wanted));
    }
    None
}

/// The entity that is meant: of this sentence the first one before, else of the last sentences the first of the nearest.
fn antecedent(
    wanted: Wanted,
    sentence: usize,
    all: &[Found],
    before: usize,
    cast: &Cast,
    gazetteer: Option<&Gazetteer>,
    earlier_only: bool,
) -> Option<usize> {
    let fits = |found: &&Found| {
        let known = &cast.entities[found.entity];
        let class = match (&known.origin, gazetteer) {
            (Origin::Gazetteer(at), Some(gazetteer)) => gazetteer.entity(*at).class(),
            _ => None,
        };
        match wanted {
            Wanted::Person(gender) => known.kind == Kind::Person && known.gender.is_none_or(|own| own == gender) || known.origin == Origin::Given,
            Wanted::Body => matches!(known.kind, Kind::Country | Kind::Organization) && class != Some("media"),
            Wanted::Country => known.kind == Kind::Country,
            Wanted::Group => known.kind == Kind::Organization && class != Some("media"),
        }
    };
    if !earlier_only && let Some(found) = all[before..].iter().take(64).find(fits) {
        // Two of a kind in one sentence: a possessive means the first, its subject.
        return Some(found.entity);
    }
    let mut number = sentence;
    let mut end = before;
    for _ in 0..REACH {
        let last = all[..end].last()?;
        number = last.sentence.min(number);
        if sentence - number > REACH {
            return None;
        }
        let start = all[..end].partition_point(|found| found.sentence < number);
        if let Some(found) = all[start..end].iter().take(64).find(fits) {
            return Some(found.entity);
        }
        end = start;
    }
    None
}
