//! Takes: eight bytes of a text, read as one little-endian number.
//! Gives: which of them are letters, or marks at which a sentence may end, all eight at once.
//! Must not know: what stands around them.

const ONES: u64 = 0x0101_0101_0101_0101;

/// The high bit of each byte: how the functions here mark a byte.
pub(super) const HIGH: u64 = 0x80 * ONES;

/// The bit of each byte by which a small ASCII letter differs from its capital.
pub(super) const SMALL: u64 = 0x20 * ONES;

/// The eight bytes from `at` on; `None` where fewer are left.
#[inline]
pub(super) fn read(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Lower-cases the ASCII letters.
#[inline]
pub(super) const fn lower(word: u64) -> u64 {
    word | (between(word, b'A', b'Z') >> 2)
}

/// Marks the ASCII letters.
#[inline]
pub(super) const fn letters(word: u64) -> u64 {
    between(word | SMALL, b'a', b'z')
}

/// Marks the periods, exclamation and question marks, line feeds, and whatever is not ASCII.
#[inline]
pub(super) fn events(word: u64) -> u64 {
    let heptets = word & !HIGH;
    // The sum reaches the high bit unless the byte is the one looked for.
    let others = |byte: u8| (heptets ^ (byte as u64 * ONES)) + !HIGH;
    (!(others(b'.') & others(b'!') & others(b'?') & others(b'\n')) | word) & HIGH
}

/// How many bytes stand before the first marked one.
#[inline]
pub(super) const fn before_first(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// Marks the bytes that are ASCII and lie in `first..=last`.
#[inline]
const fn between(word: u64, first: u8, last: u8) -> u64 {
    let heptets = word & !HIGH;
    let from_first = heptets + (0x80 - first as u64) * ONES;
    let past_last = heptets + (0x7F - last as u64) * ONES;
    from_first & !past_last & !word & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each byte at each place, beside bytes that could carry over into it.
    fn agrees(marks: impl Fn(u64) -> u64, expected: impl Fn(u8) -> bool) {
        for byte in 0..=u8::MAX {
            for beside in [0, b'a', b'Z', b'.', 0x7F, 0x80, 0xFF] {
                for place in 0..8 {
                    let mut bytes = [beside; 8];
                    bytes[place] = byte;
                    let found = marks(u64::from_le_bytes(bytes)).to_le_bytes();
                    assert_eq!(found, bytes.map(|byte| if expected(byte) { 0x80 } else { 0 }), "{bytes:?}");
                }
            }
        }
    }

    #[test]
    fn bytes_are_told_apart_as_one_by_one() {
        agrees(letters, |byte| byte.is_ascii_alphabetic());
        agrees(events, |byte| !byte.is_ascii() || matches!(byte, b'.' | b'!' | b'?' | b'\n'));
        let bytes = *b"\xC4Az@[`{M";
        assert_eq!(lower(u64::from_le_bytes(bytes)).to_le_bytes(), bytes.map(|byte| byte.to_ascii_lowercase()));
        assert_eq!(before_first(letters(u64::from_le_bytes(bytes))), 1);
    }
}
