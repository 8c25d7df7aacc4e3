//! Which cues of ambiguous forms stand in some words of a text, and what they speak for.

use crate::gazetteer::{SenseReading, Senses};
use crate::grammar::Marks;
use crate::text::Word;

/// Marks the cues that begin at one of the words and end at a word's edge; case counts.
pub(super) fn find_cues(senses: Senses<'_>, text: &str, words: &[Word], found: &mut Marks) {
    for word in words.iter().filter(|word| senses.may_have_cues(word.key)) {
        for (number, cue) in senses.cues_of(word.key) {
            if stands_at(cue, text, word.span.start) {
                found.mark(number);
            }
        }
    }
}

fn stands_at(cue: &[u8], text: &str, start: usize) -> bool {
    let (end, bytes) = (start + cue.len(), text.as_bytes());
    // Most cues that begin with the same word, such as "in", differ in the last byte.
    bytes.get(end.wrapping_sub(1)) == cue.last()
        && bytes.get(start..end) == Some(cue)
        && text.get(end..).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
}

/// How many of the reading's cues are among those found.
pub(super) fn score(sense: &SenseReading<'_>, found: &Marks) -> usize {
    sense.cues().filter(|&cue| found.has(cue)).count()
}
