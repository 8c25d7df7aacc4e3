//! Quantities and dates in a relation's clause.

use std::ops::Range;

use once_cell::sync::Lazy;
use regex::Regex;

use super::{Cast, Sentence};
use crate::clause::Tag;
use crate::grammar::Class;
use crate::text::Span;

/// Days, months with day or year, and what counts from today, as news writes them.
static DATE: Lazy<Regex> = Lazy::new(|| {
    let month = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.|May|June|July|Aug(?:ust|\.)?|Sept(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)";
    let day = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
    let pattern = format!(
        r"(?-u:\b)(?:{day}, )?(?:{month} [0-9]{{1,2}}(?:st|nd|rd|th)?(?:, [0-9]{{4}})?|[0-9]{{1,2}}(?:st|nd|rd|th)? {month}(?: [0-9]{{4}})?|{month} [0-9]{{4}})(?-u:\b)|(?-u:\b)(?:(?:last|this|next|early|late|on) )?{day}(?-u:\b)|(?-u:\b)(?:yesterday|today|tonight|tomorrow|overnight)(?-u:\b)|(?-u:\b)(?:last|this|next|past) (?:week|weekend|month|year|summer|winter|spring|autumn|fall|night)(?-u:\b)|(?-u:\b)(?:in|since|until|by|from) (?:early |late |mid-)?(?:1[89]|20)[0-9][0-9](?-u:\b)"
    );
    Regex::new(&pattern).expect("the pattern is constant")
});

/// The spans of quantities ("30,000 troops") and of dates ("Tuesday") among the words.
pub(crate) fn circumstances<C: Cast>(sentence: &Sentence<'_, C>, extent: &Range<usize>) -> (Vec<Span>, Vec<Span>) {
    let words = &sentence.words[extent.start..extent.end.min(sentence.words.len())];
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return (Vec::new(), Vec::new()) };
    let base = first.span.start;
    // Most clauses name no time: the words tell at a glance.
    let timed = extent.clone().take(words.len()).any(|at| {
        let token = &sentence.parse.tokens[at];
        matches!(token.tag, Tag::Time | Tag::Number)
            || token.info.is(Class::Time)
            || token.info.is(Class::Month)
            || sentence.is(at, "overnight")
    });
    let searched = if timed { &sentence.text[base..last.span.end] } else { "" };
    let dates: Vec<Span> = DATE
        .find_iter(searched)
        .map(|found| {
            let text = found.as_str();
            let skip = ["on ", "in ", "since ", "until ", "by ", "from "]
                .iter()
                .find(|word| text.starts_with(**word))
                .map_or(0, |word| word.len());
            Span::new(base + found.start() + skip, base + found.end())
        })
        .collect();
    let mut quantities = Vec::new();
    for phrase in &sentence.parse.phrases {
        if phrase.words.start < extent.start || phrase.words.end > extent.end {
            continue;
        }
        let Some(number) = phrase.words.clone().find(|&at| sentence.parse.tokens[at].tag == Tag::Number) else {
            continue;
        };
        let start = qualified(sentence, phrase.words.start, number);
        let span = Span::new(sentence.words[start].span.start, sentence.words[phrase.words.end - 1].span.end);
        let counted =
            phrase.words.end > number + 1 || sentence.text[span.start..span.end].contains(['$', '€', '£', '¥', '%']);
        if counted && !dates.iter().any(|date| date.start < span.end && span.start < date.end) {
            quantities.push(span);
        }
    }
    (quantities, dates)
}

/// Where the quantity starts: "at least", "more than" and "some" belong to it, an article does not.
fn qualified<C: Cast>(sentence: &Sentence<'_, C>, start: usize, number: usize) -> usize {
    (start..number)
        .find(|&at| !["the", "a", "an", "its", "their"].iter().any(|word| sentence.is(at, word)))
        .unwrap_or(number)
}
