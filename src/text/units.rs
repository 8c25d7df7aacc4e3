//! Takes: a text and byte offsets into it.
//! Gives: the same offsets counted in characters or UTF-16 code units, many of them in linear time.
//! Must not know: what the offsets stand for.

use super::Span;

/// Bytes between two remembered counts: a conversion counts at most so many bytes.
const BLOCK: usize = 256;

/// Converts byte offsets of one text to the offsets that other languages use, and back.
///
/// Building it walks the text once; each conversion then takes constant time, in any order.
///
/// ```
/// use geopol::text::{Span, Units};
///
/// let text = "“Türkiye” 🇹🇷";
/// assert_eq!(Units::chars(text).span(Span::new(3, 11)), Span::new(1, 8));
/// assert_eq!(Units::utf16(text).offset(text.len()), 14);
/// assert_eq!(Units::chars(text).to_byte(8), Some(11));
/// ```
#[derive(Debug, Clone)]
pub struct Units<'t> {
    bytes: &'t [u8],
    count: fn(&[u8]) -> usize,
    /// Units before each block; empty where every byte is one unit.
    before: Vec<usize>,
}

impl<'t> Units<'t> {
    /// Offsets in characters (Unicode scalar values), as Python counts.
    pub fn chars(text: &'t str) -> Self {
        Self::new(text, Self::count_chars)
    }

    /// Offsets in UTF-16 code units, as JavaScript and Java count.
    pub fn utf16(text: &'t str) -> Self {
        Self::new(text, Self::count_utf16)
    }

    /// The offset that the byte offset `byte` has in these units; one past the end counts as the end.
    pub fn offset(&self, byte: usize) -> usize {
        let byte = byte.min(self.bytes.len());
        match self.before.get(byte / BLOCK) {
            None => byte,
            Some(before) => before + (self.count)(&self.bytes[byte / BLOCK * BLOCK..byte]),
        }
    }

    /// Both ends of `span`, converted.
    pub fn span(&self, span: Span) -> Span {
        Span::new(self.offset(span.start), self.offset(span.end))
    }

    /// The byte offset of the offset `unit` in these units; `None` past the end or between the two halves of a UTF-16 pair.
    pub fn to_byte(&self, unit: usize) -> Option<usize> {
        if self.before.is_empty() {
            return (unit <= self.bytes.len()).then_some(unit);
        }
        // The last block that starts at or before the unit; its first bytes may belong to a character of the block before.
        let block = self.before.partition_point(|&before| before <= unit).saturating_sub(1);
        let mut at = self.before[block];
        for (byte, lead) in self.bytes.iter().enumerate().skip(block * BLOCK) {
            let width = (self.count)(&[*lead]);
            if width == 0 {
                continue;
            }
            if at >= unit {
                return (at == unit).then_some(byte);
            }
            at += width;
        }
        (at == unit).then_some(self.bytes.len())
    }

    fn new(text: &'t str, count: fn(&[u8]) -> usize) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::new();
        if !text.is_ascii() {
            before.reserve_exact(bytes.len() / BLOCK + 1);
            let mut units = 0;
            before.push(0);
            for block in bytes.chunks_exact(BLOCK) {
                units += count(block);
                before.push(units);
            }
        }
        Self { bytes, count, before }
    }

    /// Characters that begin in `bytes`.
    pub(super) fn count_chars(bytes: &[u8]) -> usize {
        bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
    }

    /// UTF-16 code units of the characters that begin in `bytes`.
    pub(super) fn count_utf16(bytes: &[u8]) -> usize {
        bytes.iter().map(|&byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum()
    }
}
