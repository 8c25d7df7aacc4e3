//! Texts, numbers and choices out of bytes.

use super::pieces::PIECES;

/// Bytes that are used up from the front; behind the last, all are zero.
#[derive(Debug, Clone, Copy)]
pub struct Input<'d> {
    rest: &'d [u8],
}

impl<'d> Input<'d> {
    pub fn new(data: &'d [u8]) -> Self {
        Self { rest: data }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        first
    }

    pub fn number(&mut self) -> usize {
        usize::from(self.byte()) | usize::from(self.byte()) << 8
    }

    pub fn choose<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::from(self.byte()) % from.len()]
    }

    /// The next bytes as text, up to a zero.
    pub fn string(&mut self) -> String {
        let len = self.rest.iter().position(|&byte| byte == 0).unwrap_or(self.rest.len());
        let text = String::from_utf8_lossy(&self.rest[..len]).into_owned();
        self.rest = self.rest.get(len + 1..).unwrap_or_default();
        text
    }

    /// All that is left: as it stands, or piece by piece where the first byte is odd.
    pub fn text(mut self) -> String {
        if self.byte().is_multiple_of(2) {
            return String::from_utf8_lossy(self.rest).into_owned();
        }
        let mut text = String::new();
        for &byte in self.rest {
            let at = usize::from(byte);
            let (at, glued) = if at < PIECES.len() { (at, false) } else { (at - PIECES.len(), true) };
            let piece = PIECES[at];
            if !glued && !text.is_empty() && !matches!(piece, "," | "." | ";" | "!" | "?" | "'s" | "’s" | "n't") {
                text.push(' ');
            }
            text.push_str(piece);
        }
        text
    }
}
