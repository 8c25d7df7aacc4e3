//! Takes: a text and the span of a sentence.
//! Gives: the sentence's words: spans, folded keys, kinds and cases.
//! Must not know: which words mean anything.

mod address;
mod class;
mod letters;
mod mark;
mod scan;

use super::{Span, fold};

/// A word, number or mark of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes.
    pub span: Span,
    /// [`key`](super::key) of the [`fold`](super::fold) of its text: the same for all spellings of the word.
    pub key: u64,
    /// What it is.
    pub kind: WordKind,
    /// How it is capitalised.
    pub case: Case,
    /// Whether no white space stands between the word before it in the sentence and this one.
    pub joined: bool,
}

/// What a word of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WordKind {
    /// Letters, or letters and digits: "Kyiv", "U.S.", "G7", "Mr.", "O'Brien".
    Word,
    /// Begins with a digit: "10,000", "3.5", "5th", "1990s", "10:30".
    Number,
    /// A punctuation mark, normalised: every dash is `'—'` ("--" and a hyphen between blanks as well), every hyphen and
    /// every en dash without blanks around is `'-'`, opening and closing quotes are `'“'` `'”'` `'‘'` `'’'` where the text
    /// tells them apart and `'"'` `'\''` where not, a run of periods is `'…'`.
    Punct(char),
    /// What is written in one with the word before it: "'s", "'" (of "rebels'"), "n't", "'ve", "'re", "'ll", "'d", "'m".
    Clitic,
    /// A web or e-mail address.
    Url,
    /// Any other character: "$", "%", "&", "@", an emoji.
    Symbol(char),
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// All letters small: "troops".
    Lower,
    /// The first of at least two letters is a capital, the rest are small: "Russia".
    Title,
    /// All letters are capitals: "NATO", "I".
    Upper,
    /// Any other mixture: "McDonald", "iPhone".
    Mixed,
    /// No letter that has a case: "42", ",".
    None,
}

/// Clears `out` and fills it with the words of `sentence`, a span of `text` as [`sentences`](super::sentences) gives it.
///
/// The words stand in order, do not overlap and cover all but white space and invisible characters. A span that does not
/// slice `text` has no words. Takes time linear in the sentence.
///
/// ```
/// use geopol::text::{Span, Word, words};
///
/// let text = "Iran's U.S.-made jets didn't fly.";
/// let mut found: Vec<Word> = Vec::new();
/// words(text, Span::new(0, text.len()), &mut found);
/// let found: Vec<&str> = found.iter().map(|word| word.span.slice(text)).collect();
/// assert_eq!(found, ["Iran", "'s", "U.S.", "-", "made", "jets", "did", "n't", "fly", "."]);
/// ```
pub fn words(text: &str, sentence: Span, out: &mut Vec<Word>) {
    out.clear();
    append(text, sentence, out);
}

/// [`words`] behind what `out` holds.
pub(super) fn append(text: &str, sentence: Span, out: &mut Vec<Word>) {
    let Some(part) = text.get(..sentence.end).filter(|part| part.is_char_boundary(sentence.start)) else { return };
    scan::Scanner::new(text, part, sentence.start, out).run();
}

/// [`key`](super::key) of the [`fold`](super::fold) of `text`.
pub(crate) fn folded_key(text: &str) -> u64 {
    if text.is_ascii() && !text.contains('.') {
        return super::key(text);
    }
    // Most such words have a curly apostrophe or periods and fit here; the others are folded.
    let mut buffer = [0u8; 32];
    let mut len = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (byte, step) = match bytes[at] {
            b'.' => {
                let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
                if !(at > 0 && digit(at - 1) && digit(at + 1)) {
                    at += 1;
                    continue;
                }
                (b'.', 1)
            }
            byte if byte.is_ascii() => (byte, 1),
            0xE2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x98 | 0x99])) => (b'\'', 3),
            _ => return super::key(&fold(text)),
        };
        let Some(slot) = buffer.get_mut(len) else { return super::key(&fold(text)) };
        *slot = byte;
        len += 1;
        at += step;
    }
    fold::key_of(&buffer[..len])
}
