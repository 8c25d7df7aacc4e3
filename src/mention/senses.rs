//! Which cues of ambiguous forms stand in some words of a text, and what they speak for.

use crate::gazetteer::{SenseReading, Senses};
use crate::grammar::Marks;
use crate::text::Word;

/// Marks the cues that begin at one of the words and end at a word's edge; case counts.
pub(super) fn find_cues(senses: Senses<'_>, text: &str, words: &[Word], found: &mut Marks) {
    for word in words {
        for (number, cue) in senses.cues_of(word.key) {
            let behind = text[word.span.start..].strip_prefix(cue);
            if behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric)) {
                found.mark(number);
            }
        }
    }
}

/// How many of the reading's cues are among those found.
pub(super) fn score(sense: &SenseReading<'_>, found: &Marks) -> usize {
    sense.cues().filter(|&cue| found.has(cue)).count()
}
