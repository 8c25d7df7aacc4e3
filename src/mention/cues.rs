//! The words and phrases that speak for a reading, and which of them stand in some words of a text.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::grammar::{KeyMap, Marks};
use crate::text::{self, Span, Word};

/// All cues of a gazetteer, each once; they are numbered.
#[derive(Debug, Clone, Default)]
pub(super) struct Cues {
    cues: Vec<Cue>,
    /// The last of the cues that begin with a word, by its key.
    last: KeyMap<u32>,
}

#[derive(Debug, Clone)]
struct Cue {
    text: Cow<'static, str>,
    /// The cue before it that begins with the same word.
    before: Option<u32>,
}

impl Cues {
    /// The cues in some order, and the number of each.
    pub(super) fn number<'c>(cues: impl Iterator<Item = &'c Cow<'static, str>>) -> (Self, Vec<u32>) {
        let mut all = Self::default();
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut words = Vec::new();
        let numbers = cues.map(|cue| *known.entry(cue).or_insert_with(|| all.push(cue.clone(), &mut words))).collect();
        (all, numbers)
    }

    fn push(&mut self, text: Cow<'static, str>, words: &mut Vec<Word>) -> u32 {
        let number = u32::try_from(self.cues.len()).expect("fewer than four billion cues");
        text::words(&text, Span::new(0, text.len()), words);
        let before = words.first().and_then(|first| self.last.insert(first.key, number));
        self.cues.push(Cue { text, before });
        number
    }

    /// Marks the cues that begin at one of the words and end at a word's edge; case counts.
    pub(super) fn find(&self, text: &str, words: &[Word], found: &mut Marks) {
        for word in words {
            let mut next = self.last.get(&word.key).copied();
            while let Some(number) = next {
                let cue = &self.cues[number as usize];
                let behind = text[word.span.start..].strip_prefix(&*cue.text);
                if behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric)) {
                    found.mark(number);
                }
                next = cue.before;
            }
        }
    }
}
