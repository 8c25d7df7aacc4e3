//! Takes: a text.
//! Gives: its sentences with their words, taken apart once for all who read them.
//! Must not know: which words mean anything.

use super::word::append;
use super::{Span, Word, sentences};

/// A text with its sentences and their words.
#[derive(Debug)]
pub(crate) struct Passage<'t> {
    text: &'t str,
    sentences: Vec<Span>,
    /// The words of all sentences.
    words: Vec<Word>,
    /// Where the words of each sentence end.
    ends: Vec<usize>,
}

impl<'t> Passage<'t> {
    /// Takes time linear in the text.
    pub(crate) fn new(text: &'t str) -> Self {
        // News has a word for every five or six bytes and a sentence for every hundred or more; what has more grows.
        let few = (text.len() / 100).min(1 << 12);
        let mut passage = Self {
            text,
            sentences: Vec::with_capacity(few),
            words: Vec::with_capacity((text.len() / 5).min(1 << 16)),
            ends: Vec::with_capacity(few),
        };
        for sentence in sentences(text) {
            append(text, sentence, &mut passage.words);
            passage.sentences.push(sentence);
            passage.ends.push(passage.words.len());
        }
        passage
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    pub(crate) fn sentences(&self) -> &[Span] {
        &self.sentences
    }

    /// The words of the sentence with this number.
    #[inline]
    pub(crate) fn words(&self, sentence: usize) -> &[Word] {
        let start = sentence.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start..self.ends[sentence]]
    }

    /// How many words all sentences have.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The sentences alone.
    pub(crate) fn into_sentences(self) -> Vec<Span> {
        self.sentences
    }
}
