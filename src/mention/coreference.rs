//! Pronouns and descriptions: by gender, kind and recency, or left alone when unclear.

use std::ops::Range;

use once_cell::sync::Lazy;

use super::{AnchorClass, Cast, Found, Origin};
use crate::gazetteer::{Gazetteer, Gender, Kind, MentionForm};
use crate::grammar::{Class, Grammar, KeyMap};
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

/// What a word that refers asks for.
#[derive(Debug, Clone, Copy)]
enum Trigger {
    Pronoun(Wanted, AnchorClass),
    It,
    The,
}

static TRIGGERS: Lazy<KeyMap<Trigger>> = Lazy::new(|| {
    use AnchorClass::{Pronoun, PossessivePronoun};
    let (male, female) = (Wanted::Person(Gender::Male), Wanted::Person(Gender::Female));
    let words = [
        ("he", Trigger::Pronoun(male, Pronoun)),
        ("him", Trigger::Pronoun(male, Pronoun)),
        ("himself", Trigger::Pronoun(male, Pronoun)),
        ("his", Trigger::Pronoun(male, PossessivePronoun)),
        ("she", Trigger::Pronoun(female, Pronoun)),
        ("herself", Trigger::Pronoun(female, Pronoun)),
        ("her", Trigger::Pronoun(female, PossessivePronoun)),
        ("itself", Trigger::Pronoun(Wanted::Body, Pronoun)),
        ("its", Trigger::Pronoun(Wanted::Body, PossessivePronoun)),
        ("it", Trigger::It),
        ("the", Trigger::The),
    ];
    words.into_iter().map(|(word, trigger)| (text::key(word), trigger)).collect()
});

/// The nouns that point back behind "the".
static NOUNS: Lazy<KeyMap<Wanted>> = Lazy::new(|| {
    const COUNTRY: [&str; 4] = ["country", "nation", "republic", "kingdom"];
    const GROUP: [&str; 12] = [
        "bloc", "alliance", "group", "organization", "organisation", "body", "agency", "militia", "movement", "company", "party", "union",
    ];
    let country = COUNTRY.iter().map(|noun| (text::key(noun), Wanted::Country));
    country.chain(GROUP.iter().map(|noun| (text::key(noun), Wanted::Group))).collect()
});

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
        let mut ahead = here;
        let mut at = 0;
        while at < words.len() {
            if let [found, rest @ ..] = ahead
                && found.words.start <= at
            {
                ahead = rest;
                at = found.words.end.max(at + 1);
                all.push(found.clone());
                continue;
            }
            if let Some((range, class, form, entity)) = refer(&words, at, number, &all, before, cast, gazetteer, ahead) {
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
        all.extend_from_slice(ahead);
    }
    cast.mentions = all;
}

type Reference = (Range<usize>, AnchorClass, MentionForm, usize);

#[allow(clippy::too_many_arguments)]
fn refer(
    words: &[Word],
    at: usize,
    sentence: usize,
    all: &[Found],
    before: usize,
    cast: &Cast,
    gazetteer: Option<&Gazetteer>,
    ahead: &[Found],
) -> Option<Reference> {
    let trigger = *TRIGGERS.get(&words[at].key)?;
    if words[at].kind != WordKind::Word {
        return None;
    }
    let (wanted, class) = match trigger {
        Trigger::Pronoun(wanted, class) => (wanted, class),
        Trigger::It if is_expletive(words, at) => return None,
        Trigger::It => (Wanted::Body, AnchorClass::Pronoun),
        Trigger::The => {
            let (range, wanted) = description(words, at, ahead)?;
            let entity = antecedent(wanted, sentence, all, before, cast, gazetteer, true)?;
            return Some((range, AnchorClass::Description, MentionForm::Description, entity));
        }
    };
    let entity = antecedent(wanted, sentence, all, before, cast, gazetteer, false)?;
    Some((at..at + 1, class, MentionForm::Pronoun, entity))
}

/// "It is likely that …", "it's rumored": nothing is meant by "it".
fn is_expletive(words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at + 1) else { return false };
    let be = Grammar::get().info(next.key).is(Class::Be) || next.kind == WordKind::Clitic;
    let seems = ["seems", "appears", "remains", "looks", "takes"].iter().any(|word| text::key(word) == next.key);
    let that = words[at..].iter().take(8).any(|word| word.key == const { text::key("that") } || word.key == const { text::key("to") });
    (be || seems) && that || next.kind == WordKind::Clitic
}

/// "the South American country", "the bloc": a noun that only points back, up to three words behind "the".
/// `ahead` are the names from there on, in order.
fn description(words: &[Word], at: usize, ahead: &[Found]) -> Option<(Range<usize>, Wanted)> {
    for (offset, word) in words[at + 1..].iter().take(4).enumerate() {
        let index = at + 1 + offset;
        let named = ahead.iter().take_while(|found| found.words.start <= index).any(|found| found.words.contains(&index));
        if named || matches!(word.kind, WordKind::Punct(mark) if mark != '-') {
            return None;
        }
        let Some(&wanted) = NOUNS.get(&word.key) else { continue };
        // "the country of Georgia", "the country's", "the party leader": only the bare noun points back.
        let next = words.get(index + 1);
        let goes_on = next.is_some_and(|next| {
            next.key == const { text::key("of") } || ahead.iter().take_while(|found| found.words.start <= index + 1).any(|found| found.words.start == index + 1) || next.kind == WordKind::Punct('-')
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
