//! Takes: a byte.
//! Gives: what it may be part of.
//! Must not know: its neighbours.

pub(super) const SMALL: u8 = 0;
pub(super) const CAPITAL: u8 = 1;
pub(super) const DIGIT: u8 = 2;
pub(super) const BLANK: u8 = 3;
pub(super) const MARK: u8 = 4;
/// A mark that may stand inside a word: "U.S.", "O'Brien", "10:30".
pub(super) const JOINT: u8 = 5;
pub(super) const WIDE: u8 = 6;

/// The class of each byte.
pub(super) const CLASS: [u8; 256] = {
    let mut class = [MARK; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        class[at] = if byte.is_ascii_lowercase() {
            SMALL
        } else if byte.is_ascii_uppercase() {
            CAPITAL
        } else if byte.is_ascii_digit() {
            DIGIT
        } else if byte.is_ascii_whitespace() || byte == 0x0B {
            BLANK
        } else if matches!(byte, b'.' | b'\'' | b':') {
            JOINT
        } else if byte >= 0x80 {
            WIDE
        } else {
            MARK
        };
        at += 1;
    }
    class
};
