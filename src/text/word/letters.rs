//! Takes: a place at which a word may begin.
//! Gives: the ASCII letters from there on, read eight at a time, with their key and case.
//! Must not know: what may stand behind a word.

use super::super::eight;
use super::super::fold::{finish, mix};
use super::Case;

/// A run of ASCII letters.
pub(super) struct Letters {
    /// How many there are.
    pub(super) len: usize,
    pub(super) key: u64,
    pub(super) case: Case,
    /// The byte behind the last.
    pub(super) next: u8,
}

impl Letters {
    /// The letters from `start` on, where at least one is; `None` if fewer than eight bytes stand behind some of them.
    #[inline]
    pub(super) fn read(bytes: &[u8], start: usize) -> Option<Self> {
        let word = eight::read(bytes, start)?;
        let others = eight::letters(word) ^ eight::HIGH;
        if others == 0 {
            return Self::read_long(bytes, start, word);
        }
        let len = eight::before_first(others);
        let mask = !(!0 << (8 * len));
        let capitals = !word & eight::SMALL & mask;
        let case = match capitals {
            0 => Case::Lower,
            0x20 if len > 1 => Case::Title,
            _ if capitals == eight::SMALL & mask => Case::Upper,
            _ => Case::Mixed,
        };
        let key = finish(mix(0, (word | eight::SMALL) & mask), len);
        Some(Self { len, key, case, next: (word >> (8 * len)) as u8 })
    }

    /// [`Letters::read`] where there are eight at least, `word`.
    #[inline(never)]
    fn read_long(bytes: &[u8], start: usize, word: u64) -> Option<Self> {
        // The capitals behind the first letter, and the small letters, in some byte each.
        let (mut inner, mut small) = ((!word & eight::SMALL) >> 8, word & eight::SMALL);
        let mut hash = mix(0, word | eight::SMALL);
        let mut at = start + 8;
        let next = loop {
            let word = eight::read(bytes, at)?;
            let others = eight::letters(word) ^ eight::HIGH;
            let len = if others == 0 { 8 } else { eight::before_first(others) };
            if len > 0 {
                let mask = !0 >> (64 - 8 * len);
                small |= word & eight::SMALL & mask;
                inner |= !word & eight::SMALL & mask;
                hash = mix(hash, (word | eight::SMALL) & mask);
            }
            at += len;
            if others != 0 {
                break (word >> (8 * len)) as u8;
            }
        };
        let len = at - start;
        let case = match (word & 0x20 == 0, inner == 0) {
            (false, true) => Case::Lower,
            (true, true) => Case::Title,
            _ if small == 0 => Case::Upper,
            _ => Case::Mixed,
        };
        Some(Self { len, key: finish(hash, len), case, next })
    }
}
