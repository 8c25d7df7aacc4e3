//! Takes: a character that is no letter, digit or white space.
//! Gives: whether it is punctuation, and the plain character that stands for it.
//! Must not know: its neighbours.

use super::WordKind;

/// The kind of a single mark.
pub(super) fn kind(char: char) -> WordKind {
    match char {
        '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' | '-' | '/' | '\\' => {
            WordKind::Punct(char)
        }
        _ if char.is_ascii() => WordKind::Symbol(char),
        '“' | '”' | '‘' | '’' | '…' | '·' | '•' | '¡' | '¿' | '§' | '¶' => WordKind::Punct(char),
        '„' | '‟' | '«' | '〝' | '「' => WordKind::Punct('“'),
        '»' | '〞' | '」' => WordKind::Punct('”'),
        '‚' | '‛' | '‹' => WordKind::Punct('‘'),
        '›' => WordKind::Punct('’'),
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => WordKind::Punct('-'),
        '\u{2012}'..='\u{2015}' | '\u{2E3A}' | '\u{2E3B}' | '\u{FE58}' => WordKind::Punct('—'),
        '。' | '．' | '｡' => WordKind::Punct('.'),
        '，' | '、' | '،' => WordKind::Punct(','),
        '；' | '؛' => WordKind::Punct(';'),
        '：' => WordKind::Punct(':'),
        '！' => WordKind::Punct('!'),
        '？' | '؟' => WordKind::Punct('?'),
        '（' => WordKind::Punct('('),
        '）' => WordKind::Punct(')'),
        '\u{2016}'..='\u{2017}' | '\u{2020}'..='\u{2027}' | '\u{203B}'..='\u{205E}' | '\u{3003}'..='\u{301F}' => {
            WordKind::Punct(char)
        }
        _ => WordKind::Symbol(char),
    }
}

/// Whether the character is never seen: joiners, direction marks, soft hyphens, variation selectors.
pub(super) fn is_invisible(char: char) -> bool {
    matches!(char, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
}

/// Whether the character belongs to the letter before it.
pub(super) fn is_combining(char: char) -> bool {
    char >= '\u{0300}'
        && unicode_normalization::char::is_combining_mark(char)
        && !matches!(char, '\u{FE00}'..='\u{FE0F}')
}

/// Whether the character is written for an apostrophe within a word.
pub(super) fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | '‘' | '\u{02B9}'..='\u{02BF}' | '\u{2032}' | '\u{FF07}')
}
