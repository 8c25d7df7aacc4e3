//! What a word of a text is looked up for.

use super::{Grammar, WordInfo, singular};
use crate::text::{self, Word, WordKind};

/// What the grammar tells of a word of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) info: &'static WordInfo,
    /// The key of its singular; its own where no rule says otherwise.
    pub(crate) singular: u64,
}

impl Entry {
    #[inline]
    pub(crate) fn of(text: &str, word: &Word) -> Self {
        let singular =
            if word.kind == WordKind::Word { singular_key(word.span.slice(text), word.key) } else { word.key };
        Self { info: Grammar::get().info(word.key), singular }
    }
}

/// The key of a word's singular; its own, `key`, where no rule says otherwise.
fn singular_key(word: &str, key: u64) -> u64 {
    let is_plain = || word.bytes().all(|byte| byte.is_ascii() && byte != b'.');
    match word.as_bytes() {
        // "troops": most plurals need no more than to lose their last letter.
        [_, _, .., before, b's']
            if before.is_ascii_lowercase() && !matches!(before, b'e' | b'i' | b's' | b'u') && is_plain() =>
        {
            text::key(&word[..word.len() - 1])
        }
        // "countries", "women", "children"; a letter beyond ASCII may be folded to one of these.
        [.., b's' | b'S' | b'.' | 0x80..=0xFF] | [.., b'm' | b'M' | b'r' | b'R', b'e' | b'E', b'n' | b'N'] => {
            text::key(&singular(&text::fold(word)))
        }
        _ => key,
    }
}
