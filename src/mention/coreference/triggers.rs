//! The words that refer to what was named before, and what they ask for.

use std::ops::Range;

use once_cell::sync::Lazy;

use super::noun::{self, Behind};
use crate::compiled::Filter;
use crate::gazetteer::Gender;
use crate::gazetteer::office::Called;
use crate::grammar::{Class, Grammar, KeyMap, form};
use crate::mention::{AnchorClass, Found};
use crate::text::{self, Case, Word, WordKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Person(Gender),
    Someone,
    /// A country or an organization.
    Body,
    Country,
    Group,
    /// An organization of one of these classes, with `|` between them.
    Class(&'static str),
}

/// What a word that refers asks for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Trigger {
    Pronoun(Wanted, AnchorClass),
    It,
    The,
    /// What may stand for more than one.
    Several,
}

/// A noun that points back.
#[derive(Debug, Clone)]
pub(super) enum Description {
    /// "the bloc"
    Body(Range<usize>, Wanted),
    /// "the (French) president": the office's words, and the mention of whose it is.
    Holder(Range<usize>, &'static Called, Option<usize>),
}

/// The words that refer.
struct Triggers {
    words: KeyMap<Trigger>,
    filter: Filter<Vec<[u8; 8]>>,
}

static TRIGGERS: Lazy<Triggers> = Lazy::new(|| {
    use AnchorClass::{PossessivePronoun, Pronoun};
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
        ("both", Trigger::Several),
        ("they", Trigger::Several),
        ("them", Trigger::Several),
        ("their", Trigger::Several),
        ("each", Trigger::Several),
        ("one", Trigger::Several),
    ];
    let words: KeyMap<_> = words.into_iter().map(|(word, trigger)| (text::key(word), trigger)).collect();
    Triggers { filter: Filter::of(words.keys().copied()), words }
});

/// What the word refers to, if it is one that does.
pub(super) fn of(word: &Word) -> Option<Trigger> {
    TRIGGERS.words.get(&word.key).copied().filter(|_| word.kind == WordKind::Word)
}

/// The first of the words that may be one.
pub(super) fn next(words: &[Word]) -> Option<usize> {
    let filter = &TRIGGERS.filter;
    words.iter().position(|word| filter.may_hold(word.key))
}

pub(super) fn is_reflexive(word: &Word) -> bool {
    const { text::keys(["himself", "herself", "itself"]) }.contains(&word.key)
}

/// "It is likely that …", "it's important to …": nothing is meant by "it". "It is planning to …" means somebody.
pub(super) fn is_expletive(words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at + 1) else { return false };
    let when = at > 0 && words[at - 1].key == const { text::key("when") };
    if when && const { text::keys(["comes", "came"]) }.contains(&next.key) {
        return true;
    }
    let grammar = Grammar::get();
    let info = grammar.info(next.key);
    let be = info.is(Class::Be) || next.kind == WordKind::Clitic;
    let seems = const { text::keys(["seems", "appears", "remains", "looks", "takes"]) }.contains(&next.key);
    if !be && !seems {
        // "It will be hard to …"
        let late = info.is(Class::Modal) && words.get(at + 2).is_some_and(|word| grammar.info(word.key).is(Class::Be));
        return late && is_expletive(words, at + 1);
    }
    let said = words[at + 2..].iter().take(3).find(|word| {
        let info = grammar.info(word.key);
        !info.is(Class::Adverb) && !info.is(Class::Negation) && !info.is(Class::Be) && word.kind == WordKind::Word
    });
    let Some(said) = said else { return false };
    let info = grammar.info(said.key);
    let forms = info.forms();
    let behind = |word: &str, reach: usize| words[at..].iter().take(reach).any(|w| w.key == text::key(word));
    if forms & form::ING != 0 {
        return false;
    }
    if be && forms & (form::PARTICIPLE | form::PAST) != 0 && !info.is(Class::Adjective) {
        return behind("that", 6);
    }
    if info.is(Class::Disposed) {
        return false;
    }
    behind("that", 8) || behind("to", 12)
}

/// "the South American country", "the bloc", "the French president": a noun that points back, up to three words behind
/// "the". `ahead` are the names from there on, in order.
pub(super) fn description(
    words: &[Word],
    at: usize,
    ahead: &[Found],
    region: impl Fn(&Found) -> bool,
) -> Option<Description> {
    if let Some(holder) = holder(words, at, ahead) {
        return Some(holder);
    }
    if let Some(found) = ahead.first().filter(|found| found.words.start == at + 1 && region(found)) {
        let noun = found.words.end;
        let wanted = words.get(noun).and_then(|word| noun::wanted(Behind::Region, word.key))?;
        return (!goes_on(words, noun, ahead)).then_some(Description::Body(at..noun + 1, wanted));
    }
    for (offset, word) in words[at + 1..].iter().take(4).enumerate() {
        let index = at + 1 + offset;
        if is_named(ahead, index) || matches!(word.kind, WordKind::Punct(mark) if mark != '-') {
            return None;
        }
        let Some(wanted) = noun::wanted(Behind::The, word.key) else { continue };
        // "the country of Georgia", "the country's", "the party leader": only the bare noun points back.
        return (!goes_on(words, index, ahead)).then_some(Description::Body(at..index + 1, wanted));
    }
    None
}

fn holder(words: &[Word], at: usize, ahead: &[Found]) -> Option<Description> {
    let mut index = at + 1;
    let of = ahead.first().filter(|found| found.words.start == index);
    if let Some(of) = of {
        index = of.words.end;
    }
    let word = words.get(index).filter(|word| word.kind == WordKind::Word)?;
    let next = words.get(index + 1);
    let called = Called::of([word.key, next.map_or(0, |next| next.key)])?;
    // "the president", but not "the chief minister".
    let minister = next.is_some_and(|next| next.key == const { text::key("minister") });
    if called.len() == 1 && minister || of.is_none() && called.is_loose() {
        return None;
    }
    let end = index + called.len();
    (!goes_on(words, end - 1, ahead)).then_some(Description::Holder(index..end, called, of.map(|found| found.entity)))
}

/// Whether the word at `index` is part of a name.
pub(super) fn is_named(ahead: &[Found], index: usize) -> bool {
    ahead.iter().take_while(|found| found.words.start <= index).any(|found| found.words.contains(&index))
}

/// Whether the noun at `index` is not the end of its phrase.
fn goes_on(words: &[Word], index: usize, ahead: &[Found]) -> bool {
    words.get(index + 1).is_some_and(|next| {
        next.key == const { text::key("of") }
            || is_named(ahead, index + 1)
            || next.kind == WordKind::Punct('-')
            || next.kind == WordKind::Word && matches!(next.case, Case::Title | Case::Mixed)
    })
}

/// "his country": the words.
pub(super) fn homeland(words: &[Word], at: usize) -> Option<Range<usize>> {
    let person = const { text::keys(["his", "her"]) }.contains(&words[at].key);
    let end = (at + 1..words.len().min(at + 4)).find(|&i| noun::wanted(Behind::Own, words[i].key).is_some())?;
    let plain = words[at + 1..end].iter().all(|word| word.kind == WordKind::Word && word.case == Case::Lower);
    (person && plain).then_some(at..end + 1)
}

/// "for its …", "over its …": a complaint about whoever was named right before.
pub(super) fn is_about(preposition: u64) -> bool {
    const { text::keys(["for", "over", "about"]) }.contains(&preposition)
}

pub(super) fn is_in(preposition: u64) -> bool {
    const { text::keys(["in", "during", "with", "against"]) }.contains(&preposition)
}

/// "its war", "its fight": what one may be helped in.
pub(super) fn is_fight(words: &[Word], at: usize) -> bool {
    words[at + 1..].iter().take(2).any(|word| Grammar::get().info(word.key).is(Class::Fight))
}

/// "condemned its …"
pub(super) fn is_attitude(verb: &Word) -> bool {
    Grammar::get().info(verb.key).is_form_of(Class::AttitudeVerb)
}

/// "ordered (Israel)", "called on (the junta)": whoever follows is to act.
pub(super) fn is_asked(before: &[Word]) -> bool {
    let grammar = Grammar::get();
    let mut near = before.iter().rev().filter(|word| !grammar.info(word.key).is(Class::Determiner));
    near.next().is_some_and(|word| {
        const { text::keys(["on", "upon"]) }.contains(&word.key) && near.next().is_some_and(is_call)
            || grammar.info(word.key).is_form_of(Class::AskingVerb)
    })
}

fn is_call(verb: &Word) -> bool {
    const { text::keys(["call", "calls", "called", "calling"]) }.contains(&verb.key)
}

/// "to support its …"
pub(super) fn is_help(verb: &Word) -> bool {
    Grammar::get().info(verb.key).is(Class::BackingVerb)
}
