//! Numbers with what they count: "10,000-12,000 troops", "$3 billion", "dozens of soldiers".

use std::ops::Range;

use super::{Cast, Sentence};
use crate::clause::Tag;
use crate::grammar::Class;

/// Words that count like numbers where "of" stands behind them.
const MANY: [&str; 12] = [
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "tens",
    "millions",
    "billions",
    "half",
    "third",
    "quarter",
    "thirds",
    "quarters",
];

/// What may stand before a number and say how exact it is.
const ABOUT: [&[&str]; 22] = [
    &["at", "least"],
    &["at", "most"],
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["as", "many", "as"],
    &["as", "much", "as"],
    &["up", "to"],
    &["no", "fewer", "than"],
    &["close", "to"],
    &["about"],
    &["around"],
    &["over"],
    &["under"],
    &["nearly"],
    &["almost"],
    &["some"],
    &["roughly"],
    &["approximately"],
    &["only"],
    &["a"],
    &["an"],
];

/// How many words may stand between a number and the noun that it counts.
const REACH: usize = 5;

/// The quantities among the words, in order.
pub(super) fn find<C: Cast>(sentence: &Sentence<'_, C>, extent: &Range<usize>) -> Vec<Range<usize>> {
    let end = extent.end.min(sentence.words.len());
    let mut found = Vec::new();
    let mut at = extent.start;
    while at < end {
        let next = quantity(sentence, at, extent.start..end);
        at = next.as_ref().map_or(at + 1, |range| range.end);
        found.extend(next);
    }
    found
}

fn tag<C: Cast>(sentence: &Sentence<'_, C>, at: usize, end: usize) -> Option<Tag> {
    (at < end).then(|| sentence.parse.tokens[at].tag)
}

/// The quantity whose number begins at `at`.
fn quantity<C: Cast>(sentence: &Sentence<'_, C>, at: usize, within: Range<usize>) -> Option<Range<usize>> {
    let end = within.end;
    let tag = |at: usize| tag(sentence, at, end);
    let number = |at: usize| tag(at) == Some(Tag::Number);
    let many = |at: usize| at < end && MANY.iter().any(|word| sentence.is(at, word));
    let text = |range: Range<usize>| {
        let (first, last) = (&sentence.words[range.start], &sentence.words[range.end - 1]);
        &sentence.text[first.span.start..last.span.end]
    };
    if !(number(at) || many(at) && at + 1 < end && sentence.is(at + 1, "of")) {
        return None;
    }
    // "10,000-12,000", "20 to 30", "two thirds", "3 billion"
    let mut next = at + 1;
    loop {
        let joined =
            next < end && (tag(next) == Some(Tag::Hyphen) || sentence.is(next, "to") || sentence.is(next, "or"));
        if number(next) || many(next) {
            next += 1;
        } else if joined && number(next + 1) {
            next += 2;
        } else {
            break;
        }
    }
    // "200 more", "of its", "of the"
    let mut noun = next + usize::from(next < end && (sentence.is(next, "more") || sentence.is(next, "other")));
    if noun < end && sentence.is(noun, "of") {
        noun += 1;
        while matches!(tag(noun), Some(Tag::Determiner | Tag::PossessivePronoun)) {
            noun += 1;
        }
    }
    let mut last = None;
    for word in (noun..end).take(REACH) {
        match tag(word) {
            Some(Tag::Noun) => last = Some(word + 1),
            Some(Tag::Adjective | Tag::Demonym | Tag::Hyphen | Tag::VerbParticiple) if last.is_none() => {}
            Some(Tag::Name) if last.is_none() => last = None,
            _ => break,
        }
    }
    let money = text(at..next).contains(['$', '€', '£', '¥', '%']);
    let stop = match last {
        Some(stop) if !sentence.parse.tokens[stop - 1].info.is(Class::Time) => stop,
        Some(_) => return None,
        None if money => next,
        None => return None,
    };
    let before = |words: &&&[&str]| {
        let start = at.checked_sub(words.len()).filter(|start| *start >= within.start);
        start.is_some_and(|start| words.iter().enumerate().all(|(nth, word)| sentence.is(start + nth, word)))
    };
    let mut start = at - ABOUT.iter().find(before).map_or(0, |words| words.len());
    // "some" and the like before "a third"
    if start < at && start > within.start && (sentence.is(start, "a") || sentence.is(start, "an")) {
        let earlier = ["about", "around", "over", "nearly", "almost", "roughly"];
        start -= usize::from(earlier.iter().any(|word| sentence.is(start - 1, word)));
    }
    Some(start..stop)
}
