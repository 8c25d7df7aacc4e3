//! Takes: byte offsets.
//! Gives: half-open ranges that slice a text.
//! Must not know: what stands there.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Units;

/// A half-open range of byte offsets into a text.
///
/// ```
/// use geopol::text::Span;
///
/// let text = "São Tomé said so.";
/// let span = Span::new(0, 10);
/// assert_eq!(span.slice(text), "São Tomé");
/// assert_eq!(span.to_chars(text), Span::new(0, 8));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The range `start..end`, in bytes.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Its length in bytes; 0 for a reversed one.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether all of `inner` lies in it.
    pub const fn contains(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether some byte lies in both.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The part of `text` it covers; empty where it does not slice `text` (out of range, inside a character, reversed).
    #[inline]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The same range counted in characters (Unicode scalar values), as Python counts.
    ///
    /// Walks the text up to its end; for many spans of one text use [`Units::chars`].
    pub fn to_chars(self, text: &str) -> Span {
        self.count(text, Units::count_chars)
    }

    /// The same range counted in UTF-16 code units, as JavaScript and Java count.
    ///
    /// Walks the text up to its end; for many spans of one text use [`Units::utf16`].
    pub fn to_utf16(self, text: &str) -> Span {
        self.count(text, Units::count_utf16)
    }

    fn count(self, text: &str, count: fn(&[u8]) -> usize) -> Span {
        let bytes = text.as_bytes();
        let end = self.end.min(bytes.len());
        let start = self.start.min(end);
        let before = count(&bytes[..start]);
        Span::new(before, before + count(&bytes[start..end]))
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
