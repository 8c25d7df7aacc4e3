//! Takes: a word.
//! Gives: its folded form, which spelling habits (case, diacritics, quotes, periods) do not change, and the hash of that.
//! Must not know: where the word stands.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::eight;

/// The form by which a word is looked up: lower case, without diacritics, with straight quotes and plain hyphens, and
/// without periods, but for those between two digits.
///
/// ASCII that is folded already is borrowed.
///
/// ```
/// use geopol::text::fold;
///
/// assert_eq!(fold("U.S."), "us");
/// assert_eq!(fold("Türkiye"), "turkiye");
/// assert_eq!(fold("d’Ivoire"), "d'ivoire");
/// assert_eq!(fold("3.5"), "3.5");
/// ```
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        if !word.bytes().any(|byte| byte.is_ascii_uppercase() || byte == b'.') {
            return Cow::Borrowed(word);
        }
        let mut folded = without_periods(word).into_owned();
        folded.make_ascii_lowercase();
        return Cow::Owned(folded);
    }
    let mut folded = String::with_capacity(word.len());
    for char in plain(word) {
        // Lower case can bring a letter with a diacritic, and so another round.
        folded.extend(char.to_lowercase().flat_map(base));
    }
    Cow::Owned(match without_periods(&folded) {
        Cow::Borrowed(_) => folded,
        Cow::Owned(shorter) => shorter,
    })
}

/// Like [`fold`], but capitals stay capitals.
///
/// ```
/// use geopol::text::cased_fold;
///
/// assert_eq!(cased_fold("U.S."), "US");
/// assert_eq!(cased_fold("São"), "Sao");
/// ```
pub fn cased_fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return without_periods(word);
    }
    let folded: String = plain(word).collect();
    Cow::Owned(match without_periods(&folded) {
        Cow::Borrowed(_) => folded,
        Cow::Owned(shorter) => shorter,
    })
}

/// The 64-bit hash of a folded word; the same on every machine and in every run.
///
/// ASCII capitals hash like small letters, so that an ASCII word without periods need not be folded first.
#[inline(always)]
pub const fn key(folded: &str) -> u64 {
    key_of(folded.as_bytes())
}

/// The [`key`]s of several words.
pub(crate) const fn keys<const N: usize>(folded: [&str; N]) -> [u64; N] {
    let mut keys = [0; N];
    let mut at = 0;
    while at < N {
        keys[at] = key(folded[at]);
        at += 1;
    }
    keys
}

/// [`key`] of bytes that need no more than lower-casing.
#[inline(always)]
pub(crate) const fn key_of(bytes: &[u8]) -> u64 {
    let (mut hash, mut rest) = (0, bytes);
    while let Some((chunk, behind)) = rest.split_first_chunk::<8>() {
        hash = mix(hash, eight::lower(u64::from_le_bytes(*chunk)));
        rest = behind;
    }
    if !rest.is_empty() {
        let (mut word, mut at) = (0, rest.len());
        while at > 0 {
            at -= 1;
            word = word << 8 | rest[at] as u64;
        }
        hash = mix(hash, eight::lower(word));
    }
    finish(hash, bytes.len())
}

/// Takes bytes as they are into a hash: quick, and good enough for words that nobody chose to collide.
pub(crate) fn hash(hash: u64, bytes: &[u8]) -> u64 {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let hash = chunks.iter().fold(hash, |hash, chunk| mix(hash, u64::from_le_bytes(*chunk)));
    let last = rest.iter().rev().fold(rest.len() as u64, |word, &byte| word << 8 | u64::from(byte));
    finish(mix(hash, last), 0)
}

/// [`key_of`] of `bytes[start..end]`; faster, as it may read the bytes behind a short word.
#[inline]
pub(super) fn key_at(bytes: &[u8], start: usize, end: usize) -> u64 {
    let len = end - start;
    match eight::read(bytes, start) {
        Some(word) if len < 8 && len > 0 => finish(mix(0, eight::lower(word & !(!0 << (8 * len)))), len),
        _ => key_of(&bytes[start..end]),
    }
}

/// One step of a key: takes up to eight more bytes, lower-cased.
#[inline]
pub(super) const fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// The last step: the key of so many bytes.
#[inline]
pub(super) const fn finish(hash: u64, len: usize) -> u64 {
    // The high bits of a product are the good ones: bring them down, where tables look.
    let hash = (hash ^ len as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 32)
}

/// Drops all periods, but for those between two digits.
fn without_periods(word: &str) -> Cow<'_, str> {
    let bytes = word.as_bytes();
    if !bytes.contains(&b'.') {
        return Cow::Borrowed(word);
    }
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    Cow::Owned(
        word.char_indices()
            .filter(|&(at, char)| char != '.' || (digit(at.checked_sub(1)) && digit(Some(at + 1))))
            .map(|(_, char)| char)
            .collect(),
    )
}

/// The characters of `word` without diacritics, special quotes and invisible ones.
fn plain(word: &str) -> impl Iterator<Item = char> {
    // Decomposition can bring such a character as well.
    word.chars().map(straight).nfkd().map(straight).flat_map(base)
}

/// What typography makes of a plain character, before decomposition takes it apart.
fn straight(char: char) -> char {
    match char {
        '\u{2018}'
        | '\u{2019}'
        | '\u{201A}'
        | '\u{201B}'
        | '\u{02B9}'..='\u{02BF}'
        | '\u{2032}'
        | '\u{00B4}'
        | '\u{FF07}' => '\'',
        '\u{201C}'..='\u{201F}' | '\u{00AB}' | '\u{00BB}' | '\u{2033}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => '-',
        _ if char.is_whitespace() => ' ',
        _ => char,
    }
}

/// The letters that stand for one decomposed character; none for a diacritic.
fn base(char: char) -> impl Iterator<Item = char> {
    let (first, second) = match char {
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' => (None, None),
        'ø' => (Some('o'), None),
        'Ø' => (Some('O'), None),
        'ł' => (Some('l'), None),
        'Ł' => (Some('L'), None),
        'đ' | 'ð' => (Some('d'), None),
        'Đ' | 'Ð' => (Some('D'), None),
        'ħ' => (Some('h'), None),
        'Ħ' => (Some('H'), None),
        'ŧ' => (Some('t'), None),
        'Ŧ' => (Some('T'), None),
        'ı' => (Some('i'), None),
        'ŋ' => (Some('n'), None),
        'Ŋ' => (Some('N'), None),
        // Azerbaijani names are written with an a in English.
        'ə' => (Some('a'), None),
        'Ə' => (Some('A'), None),
        'ß' => (Some('s'), Some('s')),
        'ẞ' => (Some('S'), Some('S')),
        'æ' => (Some('a'), Some('e')),
        'Æ' => (Some('A'), Some('e')),
        'œ' => (Some('o'), Some('e')),
        'Œ' => (Some('O'), Some('e')),
        'þ' => (Some('t'), Some('h')),
        'Þ' => (Some('T'), Some('h')),
        '\u{2044}' => (Some('/'), None),
        // All marks that decomposition would put in order, so that their order makes no difference either.
        _ if char >= '\u{0300}' && canonical_combining_class(char) != 0 => (None, None),
        _ => (Some(char), None),
    };
    first.into_iter().chain(second)
}
