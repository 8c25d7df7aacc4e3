//! Takes: the part of a text that a sentence is.
//! Gives: its words, pushed one by one.
//! Must not know: sentences around it.

use super::super::abbreviation::{Abbreviation, abbreviation};
use super::super::fold::{key_at, key_of};
use super::class::{BLANK, CAPITAL, CLASS, DIGIT, JOINT, MARK, SMALL, WIDE};
use super::letters::Letters;
use super::{Case, Span, Word, WordKind, address, folded_key, mark};

/// Walks over one sentence.
pub(super) struct Scanner<'t, 'o> {
    /// All bytes of the text, to be read eight at a time.
    ahead: &'t [u8],
    /// The text, up to the sentence's end.
    text: &'t str,
    bytes: &'t [u8],
    start: usize,
    at: usize,
    out: &'o mut Vec<Word>,
    /// Where the sentence's words begin in `out`.
    first: usize,
    /// Whether a single quote is open: the next one at a word's end closes it.
    open_single: bool,
    joined: bool,
}

/// What a run of letters and digits holds.
#[derive(Default, Clone, Copy)]
struct Run {
    letters: u32,
    capitals: u32,
    small: u32,
    first_capital: bool,
    ascii: bool,
}

impl Run {
    fn case(self) -> Case {
        match (self.capitals, self.small) {
            (0, 0) => Case::None,
            (0, _) => Case::Lower,
            (_, 0) => Case::Upper,
            (1, _) if self.first_capital => Case::Title,
            _ => Case::Mixed,
        }
    }
}

impl<'t, 'o> Scanner<'t, 'o> {
    /// Will walk over `part`, the text up to a sentence's end, from `start` on.
    pub(super) fn new(text: &'t str, part: &'t str, start: usize, out: &'o mut Vec<Word>) -> Self {
        let first = out.len();
        Self {
            ahead: text.as_bytes(),
            text: part,
            bytes: part.as_bytes(),
            start,
            at: start,
            out,
            first,
            open_single: false,
            joined: false,
        }
    }

    pub(super) fn run(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match CLASS[usize::from(byte)] {
                BLANK => {
                    self.at += 1;
                    self.joined = false;
                }
                SMALL | CAPITAL if self.plain_word() => {}
                SMALL | CAPITAL | DIGIT => self.word(),
                MARK | JOINT => self.mark(byte),
                _ => self.wide(),
            }
        }
    }

    /// Nine words in ten: nothing but ASCII letters, and behind them nothing that could belong to the word.
    #[inline(always)]
    fn plain_word(&mut self) -> bool {
        let start = self.at;
        let Some(letters) = Letters::read(self.ahead, start) else { return false };
        let end = start + letters.len;
        let ends = match CLASS[usize::from(letters.next)] {
            _ if end >= self.bytes.len() => end == self.bytes.len(),
            BLANK => true,
            MARK if letters.next == b'-' && letters.len == 2 && self.prefixed(start, end) => return true,
            MARK => true,
            _ => letters.next == b'.' && self.stops(start, end),
        };
        if !ends {
            return false;
        }
        self.out.push(Word {
            span: Span::new(start, end),
            key: letters.key,
            kind: WordKind::Word,
            case: letters.case,
            joined: self.joined,
        });
        // Most words have a blank behind them, which is stepped over as well.
        self.joined = letters.next != b' ';
        self.at = if self.joined { end } else { end + 1 };
        true
    }

    /// Whether the period at `at` is no part of the word of letters before it.
    fn stops(&self, start: usize, at: usize) -> bool {
        !self.bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
            && matches!(self.last_period(start, at), Period::Outside)
    }

    /// "re-elected", "co-signed", "de-listed": one verb, not a compound of two words.
    fn prefixed(&mut self, start: usize, hyphen: usize) -> bool {
        if !matches!(&self.bytes[start..hyphen], b"re" | b"Re" | b"co" | b"Co" | b"de") {
            return false;
        }
        let letters = self.bytes[hyphen + 1..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let end = hyphen + 1 + letters;
        let goes_on =
            self.bytes.get(end).is_some_and(|&byte| !byte.is_ascii() || byte.is_ascii_alphanumeric() || byte == b'-');
        if letters < 3 || goes_on {
            return false;
        }
        let case = if self.bytes[start].is_ascii_uppercase() { Case::Title } else { Case::Lower };
        let key = folded_key(&self.text[start..end]);
        self.push_keyed(start, end, WordKind::Word, case, key);
        true
    }

    /// A character that is not ASCII.
    fn wide(&mut self) {
        let Some(char) = self.char_at(self.at) else { return };
        if char.is_alphanumeric() || mark::is_combining(char) {
            self.word();
        } else if char.is_whitespace() {
            self.at += char.len_utf8();
            self.joined = false;
        } else if mark::is_invisible(char) {
            self.at += char.len_utf8();
        } else if matches!(char, '‘' | '’') {
            self.quote(char);
        } else {
            let end = self.at + char.len_utf8();
            let kind = match char {
                '–' if self.is_closed_up(self.at, end) => WordKind::Punct('-'),
                _ => mark::kind(char),
            };
            let end = if kind == WordKind::Punct('—') { self.dashes_end(end) } else { end };
            self.push(self.at, end, kind, Case::None);
        }
    }

    /// An ASCII mark.
    fn mark(&mut self, byte: u8) {
        let next = self.bytes.get(self.at + 1).copied();
        let run = |this: &Self| this.bytes[this.at..].iter().take_while(|&&other| other == byte).count();
        let (len, kind) = match byte {
            b'-' if next == Some(b'-') => (run(self), WordKind::Punct('—')),
            b'-' if !self.joined && next.is_none_or(|next| next.is_ascii_whitespace()) => (1, WordKind::Punct('—')),
            b'.' if next == Some(b'.') => (run(self), WordKind::Punct('…')),
            b'`' if next == Some(b'`') => (2, WordKind::Punct('“')),
            b'\'' if next == Some(b'\'') => (2, WordKind::Punct('”')),
            b'\'' => return self.quote('\''),
            b'@' if self.joined && self.mail() => return,
            _ => (1, mark::kind(char::from(byte))),
        };
        self.push(self.at, self.at + len, kind, Case::None);
    }

    /// A single quote that stands outside of a word: an opening or closing one, or the possessive of a plural.
    fn quote(&mut self, char: char) {
        let end = self.at + char.len_utf8();
        let before = self.text[self.start..self.at].chars().next_back();
        let after = self.text[end..].chars().next();
        let behind_word = self.joined && before.is_some_and(char::is_alphanumeric);
        let kind = if behind_word
            && !self.open_single
            && before.is_some_and(|before| matches!(before, 's' | 'S' | 'x' | 'z'))
            && char != '‘'
        {
            WordKind::Clitic
        } else {
            if !behind_word && after.is_some_and(char::is_alphabetic) {
                self.open_single = true;
            } else if after.is_none_or(|after| !after.is_alphanumeric()) {
                self.open_single = false;
            }
            WordKind::Punct(char)
        };
        self.push(self.at, end, kind, Case::None);
    }

    /// A word that begins with a letter or digit.
    fn word(&mut self) {
        let start = self.at;
        let number = match CLASS[usize::from(self.bytes[start])] {
            WIDE => self.char_at(start).is_some_and(char::is_numeric),
            class => class == DIGIT,
        };
        let mut run = Run { ascii: true, ..Run::default() };
        let mut end = self.run_end(start, &mut run);
        let mut plain = run.ascii;
        // What stands behind the run may go on with the word.
        while let Some(&byte) = self.bytes.get(end) {
            match byte {
                b' ' => break,
                b'.' | b',' | b':' if number && self.is_digit(end + 1) && self.is_digit(end - 1) => {
                    end = self.run_end(end + 1, &mut run);
                }
                b'.' if !number => match self.period(start, end, &mut run) {
                    Period::Inside(at) => {
                        plain = false;
                        end = at;
                    }
                    Period::Address(at) => return self.push(start, at, WordKind::Url, Case::Lower),
                    Period::Outside => break,
                },
                b':' if self.bytes[end..].starts_with(b"://") => {
                    let at = address::end(self.bytes, end);
                    return self.push(start, at.max(end + 1), WordKind::Url, Case::Lower);
                }
                b'\'' | 0xE2 | 0xCA | 0xEF => match self.apostrophe(start, end, &mut run) {
                    Apostrophe::Inside(at) => {
                        plain &= byte == b'\'';
                        end = at;
                    }
                    Apostrophe::Clitic(split, at) => {
                        return self.split(start, split, at, number, plain, run);
                    }
                    Apostrophe::Outside => break,
                },
                _ => break,
            }
            plain &= run.ascii;
        }
        self.push_word(start, end, if number { WordKind::Number } else { WordKind::Word }, run.case(), plain);
    }

    /// Pushes a word and its clitic, `split..end`.
    fn split(&mut self, start: usize, split: usize, end: usize, number: bool, plain: bool, mut run: Run) {
        let negation = self.bytes[split].is_ascii_alphabetic();
        if negation {
            // The "n" was counted with the word.
            if self.bytes[split] == b'N' {
                run.capitals -= 1;
            } else {
                run.small -= 1;
            }
        }
        self.push_word(start, split, if number { WordKind::Number } else { WordKind::Word }, run.case(), plain);
        let mut clitic = Run::default();
        for &byte in &self.bytes[split..end] {
            clitic.capitals += u32::from(byte.is_ascii_uppercase());
            clitic.small += u32::from(byte.is_ascii_lowercase());
        }
        let case = if clitic.capitals > 0 && clitic.small == 0 { Case::Upper } else { Case::Lower };
        self.joined = true;
        self.push(split, end, WordKind::Clitic, case);
    }

    /// Judges the period at `at` behind the word that began at `start`.
    fn period(&mut self, start: usize, at: usize, run: &mut Run) -> Period {
        let Some(&next) = self.bytes.get(at + 1) else { return self.last_period(start, at) };
        if next.is_ascii_alphabetic() {
            // "U.S.", "Ph.D.", "a.m."
            let acronym = at - start == 1
                || self.bytes[at - 2] == b'.'
                || (at - start == 2
                    && self.bytes[start].is_ascii_uppercase()
                    && self.bytes[start + 1].is_ascii_lowercase());
            let letter = self.bytes.get(at + 2).is_none_or(|byte| !byte.is_ascii_alphanumeric());
            if acronym && letter && self.bytes[at - 1].is_ascii_alphabetic() {
                let end = self.run_end(at + 1, run);
                return Period::Inside(end);
            }
            if &self.bytes[start..at] == b"www" || address::is_domain(self.bytes, at) {
                return Period::Address(address::end(self.bytes, at));
            }
            return Period::Outside;
        }
        if next.is_ascii_digit() {
            return Period::Outside;
        }
        self.last_period(start, at)
    }

    /// Judges a period that no letter follows.
    fn last_period(&self, start: usize, at: usize) -> Period {
        let word = &self.text[start..at];
        let inside = if at + 1 < self.bytes.len() && self.bytes[at + 1] == b'.' {
            false
        } else if word.len() <= 2 {
            let initial = word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() && self.has_word_behind(at + 1);
            initial || (word.len() == 2 && self.keeps_period(word, at))
        } else {
            word.as_bytes().contains(&b'.') || self.keeps_period(word, at)
        };
        if inside { Period::Inside(at + 1) } else { Period::Outside }
    }

    /// Whether the word is an abbreviation whose period belongs to it.
    fn keeps_period(&self, word: &str, at: usize) -> bool {
        match abbreviation(word) {
            None => false,
            Some(Abbreviation::Number) => self.bytes[at + 1..].iter().take(2).any(u8::is_ascii_digit),
            // "in", "sec", "min": common words at the end of a sentence.
            Some(_) => {
                !word.starts_with(|char: char| char.is_ascii_lowercase())
                    || self.text[at + 1..].contains(char::is_alphanumeric)
            }
        }
    }

    /// Whether white space and a letter follow.
    fn has_word_behind(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let trimmed = rest.trim_start_matches([' ', '\n', '\u{A0}']);
        trimmed.starts_with(char::is_alphabetic) || rest.starts_with([',', '-'])
    }

    /// Judges what may be an apostrophe at `at` behind the word that began at `start`.
    fn apostrophe(&mut self, start: usize, at: usize, run: &mut Run) -> Apostrophe {
        let Some(char) = self.char_at(at).filter(|&char| mark::is_apostrophe(char)) else { return Apostrophe::Outside };
        let from = at + char.len_utf8();
        if !self.char_at(from).is_some_and(char::is_alphabetic) {
            return Apostrophe::Outside;
        }
        // No clitic is longer than two letters.
        let len = self.bytes[from..].iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let ends = !self.char_at(from + len).is_some_and(|char| char.is_alphanumeric() || mark::is_combining(char));
        if ends && len < 3 {
            let mut suffix = [0; 2];
            suffix[..len].copy_from_slice(&self.bytes[from..from + len]);
            suffix.make_ascii_lowercase();
            match &suffix[..len] {
                b"s" | b"re" | b"ve" | b"ll" | b"d" | b"m" => return Apostrophe::Clitic(at, from + len),
                b"t" if at - start > 1 && self.bytes[at - 1].eq_ignore_ascii_case(&b'n') => {
                    return Apostrophe::Clitic(at - 1, from + len);
                }
                _ => {}
            }
        }
        Apostrophe::Inside(self.run_end(from, run))
    }

    /// Joins the words before the `@` at the cursor and the host behind it; `false` if they are no address.
    fn mail(&mut self) -> bool {
        let Some(end) = address::host_end(self.bytes, self.at + 1) else { return false };
        let mut keep = self.out.len();
        while let Some(word) = self.out[self.first..keep].last() {
            let part = match word.kind {
                WordKind::Word | WordKind::Number => word.span.slice(self.text).is_ascii(),
                WordKind::Punct(char) => matches!(char, '.' | '-'),
                WordKind::Symbol(char) => matches!(char, '_' | '+' | '%'),
                _ => false,
            };
            if !part {
                break;
            }
            keep -= 1;
            if !word.joined {
                break;
            }
        }
        let Some(first) = self.out.get(keep) else { return false };
        let (start, joined) = (first.span.start, first.joined);
        self.out.truncate(keep);
        self.joined = joined;
        self.push(start, end, WordKind::Url, Case::Lower);
        true
    }

    /// Where the letters, digits and combining marks from `at` on end.
    #[inline]
    fn run_end(&self, mut at: usize, run: &mut Run) -> usize {
        let from = at;
        let first = run.letters == 0;
        let (mut capitals, mut small) = (0, 0);
        while let Some(&byte) = self.bytes.get(at) {
            let class = CLASS[usize::from(byte)];
            if class > DIGIT {
                if class == WIDE && self.wide_letters(&mut at, run) {
                    continue;
                }
                break;
            }
            small += u32::from(class == SMALL);
            capitals += u32::from(class == CAPITAL);
            at += 1;
        }
        if first && from < at && self.bytes[from].is_ascii() {
            run.first_capital = self.bytes[from].is_ascii_uppercase();
        }
        run.capitals += capitals;
        run.small += small;
        run.letters += (at - from) as u32;
        at
    }

    /// Steps over one character that is not ASCII, if it belongs to the word.
    fn wide_letters(&self, at: &mut usize, run: &mut Run) -> bool {
        let Some(char) = self.char_at(*at) else { return false };
        if char.is_alphanumeric() {
            if run.letters == 0 && run.capitals + run.small == 0 && *at == self.at {
                run.first_capital = char.is_uppercase();
            }
            run.capitals += u32::from(char.is_uppercase());
            run.small += u32::from(char.is_lowercase());
        } else if mark::is_invisible(char) {
            let next = self.char_at(*at + char.len_utf8());
            if *at == self.at || !next.is_some_and(char::is_alphanumeric) {
                return false;
            }
        } else if !mark::is_combining(char) {
            return false;
        }
        run.ascii = false;
        *at += char.len_utf8();
        true
    }

    /// Where a run of dashes ends.
    fn dashes_end(&self, mut end: usize) -> usize {
        while let Some(char @ ('\u{2012}'..='\u{2015}')) = self.char_at(end) {
            end += char.len_utf8();
        }
        end
    }

    /// Whether letters or digits stand right before `start` and right behind `end`.
    fn is_closed_up(&self, start: usize, end: usize) -> bool {
        let before = self.text[self.start..start].chars().next_back();
        before.is_some_and(|char| char.is_alphanumeric() || char == '.')
            && self.char_at(end).is_some_and(char::is_alphanumeric)
    }

    fn is_digit(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(u8::is_ascii_digit)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        match self.bytes.get(at) {
            Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    #[inline]
    fn push_word(&mut self, start: usize, end: usize, kind: WordKind, case: Case, plain: bool) {
        let key = if plain { key_at(self.bytes, start, end) } else { folded_key(&self.text[start..end]) };
        self.push_keyed(start, end, kind, case, key);
    }

    fn push_keyed(&mut self, start: usize, end: usize, kind: WordKind, case: Case, key: u64) {
        self.out.push(Word { span: Span::new(start, end), key, kind, case, joined: self.joined });
        self.at = end;
        self.joined = true;
    }

    /// Pushes a mark or the like.
    fn push(&mut self, start: usize, end: usize, kind: WordKind, case: Case) {
        // Nothing but letters, quotes and periods is folded.
        let key = match self.bytes[start..end] {
            [b'.'] => const { key_of(b"") },
            [byte] => key_of(&[byte]),
            _ => folded_key(&self.text[start..end]),
        };
        self.push_keyed(start, end, kind, case, key);
    }
}

enum Period {
    /// The word goes on, or ends, there.
    Inside(usize),
    /// The word is an address that ends there.
    Address(usize),
    Outside,
}

enum Apostrophe {
    /// The word goes on up to there.
    Inside(usize),
    /// A clitic from the first to the second.
    Clitic(usize, usize),
    Outside,
}
