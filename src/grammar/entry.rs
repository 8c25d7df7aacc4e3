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
        let changes = match text.as_bytes()[word.span.start..word.span.end] {
            [.., b's' | b'S' | b'.'] | [.., b'e' | b'E', b'n' | b'N'] => true,
            // No rule changes a word that ends in another letter; one beyond ASCII may be folded to such.
            [.., last] => !last.is_ascii(),
            [] => false,
        };
        let singular = if changes && word.kind == WordKind::Word {
            text::key(&singular(&text::fold(word.span.slice(text))))
        } else {
            word.key
        };
        Self { info: Grammar::get().info(word.key), singular }
    }
}
