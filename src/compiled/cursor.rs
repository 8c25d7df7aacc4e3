//! Reading bytes one after the other; behind the last, all are zero.

/// A place in some bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'b> {
    rest: &'b [u8],
}

impl<'b> Cursor<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The bytes from `start` on; none where they end before.
    #[inline]
    pub(crate) fn at(bytes: &'b [u8], start: u32) -> Self {
        Self { rest: bytes.get(start as usize..).unwrap_or_default() }
    }

    /// How many bytes there are still.
    pub(crate) fn len(&self) -> usize {
        self.rest.len()
    }

    /// All of them.
    pub(crate) fn rest(&self) -> &'b [u8] {
        self.rest
    }

    /// All of them, four at a time.
    pub(crate) fn words(&self) -> &'b [[u8; 4]] {
        self.rest.as_chunks().0
    }

    #[inline]
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        first
    }

    /// Four bytes, the lowest first.
    #[inline]
    pub(crate) fn word(&mut self) -> u32 {
        let Some((first, rest)) = self.rest.split_first_chunk::<4>() else {
            self.rest = &[];
            return 0;
        };
        self.rest = rest;
        u32::from_le_bytes(*first)
    }

    /// A number of any length: seven bits a byte, the lowest first.
    #[inline]
    pub(crate) fn number(&mut self) -> u32 {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte();
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    /// A number and so many bytes, or those that there are.
    #[inline]
    pub(crate) fn bytes(&mut self) -> &'b [u8] {
        let len = self.number() as usize;
        let (bytes, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, &[]));
        self.rest = rest;
        bytes
    }

    /// The same as text; empty where the bytes are none.
    #[inline]
    pub(crate) fn text(&mut self) -> &'b str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

/// Two numbers in eight bytes.
#[inline]
pub(crate) fn pair(bytes: [u8; 8]) -> [u32; 2] {
    let both = u64::from_le_bytes(bytes);
    [both as u32, (both >> 32) as u32]
}

/// The bytes that [`pair`] reads.
#[inline]
pub(crate) fn of_pair([low, high]: [u32; 2]) -> [u8; 8] {
    (u64::from(low) | u64::from(high) << 32).to_le_bytes()
}

/// Writes a number as [`Cursor::number`] reads it.
pub(crate) fn put_number(out: &mut Vec<u8>, number: u32) {
    let mut rest = number;
    while rest >= 0x80 {
        out.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}
