//! Takes: a full stop, question mark, exclamation mark or ellipsis.
//! Gives: whether the sentence ends there, with the quotes and brackets that it closes.
//! Must not know: lines.

use super::super::abbreviation::{
    Abbreviation, abbreviation, follows_acronym, follows_clock, is_month, is_speech_verb, starts_sentence, takes_letter,
};
use super::Step;

/// A look around never goes further than so many bytes, so that the whole stays linear.
const REACH: usize = 48;

/// Judges the run of stops that begins with the ASCII one at `at`; the sentence began at `start`.
pub(super) fn judge(text: &str, start: usize, at: usize) -> Step {
    if ends_plainly(text, at) {
        return Step::End(at + 1);
    }
    let run = run_end(text, at);
    decide(text, start, at, run)
}

/// Most ends: a period between a word in small letters, which is no abbreviation, and a blank with a capital behind it.
fn ends_plainly(text: &str, at: usize) -> bool {
    const LONGEST: usize = REACH / 2;
    let (before, behind) = text.as_bytes().split_at(at);
    let [b'.', b' ', b'A'..=b'Z', ..] = behind else { return false };
    let len = before.iter().rev().take(LONGEST).take_while(|byte| byte.is_ascii_lowercase()).count();
    let apart =
        before[..at - len].last().is_some_and(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'.');
    apart && (4..LONGEST).contains(&len) && abbreviation(&text[at - len..at]).is_none()
}

/// Judges what begins with the lead byte at `at`, perhaps of an ellipsis or of a stop of another script.
pub(super) fn judge_wide(text: &str, start: usize, at: usize) -> Step {
    // The lead byte is the first of its character, as no continuation byte is an event.
    match text[at..].chars().next() {
        Some('…' | '‼' | '⁇' | '⁈' | '⁉' | '؟') => decide(text, start, at, run_end(text, at)),
        // These scripts write no space behind a stop.
        Some('。' | '！' | '？' | '｡') => Step::End(closers_end(text, run_end(text, at))),
        Some('\u{2028}' | '\u{2029}') => Step::End(at),
        Some(char) => Step::On(at + char.len_utf8()),
        None => Step::On(text.len()),
    }
}

/// Judges the stops `text[at..run]`.
fn decide(text: &str, start: usize, at: usize, run: usize) -> Step {
    let closed = closers_end(text, run);
    let on = Step::On(closed.max(run));
    let end = Step::End(closed);
    let after = &text[closed..];
    let Some(behind) = after.chars().next() else { return end };
    let single = run == at + 1 && text.as_bytes()[at] == b'.';
    if !behind.is_whitespace() {
        return if glued(text, at, run, closed) { end } else { Step::On(run) };
    }
    // "(!)" and "[...]" are remarks within a sentence.
    let remark = text[..at].ends_with(['(', '[']) && closed > run;
    let next = after.trim_start();
    if next.is_empty() || after[..after.len() - next.len()].bytes().filter(|&byte| byte == b'\n').count() > 1 {
        return end;
    }
    let next = Next::read(next);
    if remark && !next.starts_sentence() {
        return on;
    }
    let quoted = text[run..closed].contains(['"', '\'', '”', '’', '»']);
    let ends = if single {
        ends_at_period(text, start, at, closed > run, quoted, &next)
    } else {
        ends_at_other(text, at, run, quoted, &next)
    };
    if ends { end } else { on }
}

/// Whether `!`, `?`, `...` and the like end the sentence.
fn ends_at_other(text: &str, at: usize, run: usize, quoted: bool, next: &Next<'_>) -> bool {
    let dots = !text[at..run].contains(['!', '?', '؟', '‼', '⁇', '⁈', '⁉']);
    if next.is_lower() || (quoted && next.speaks()) {
        return false;
    }
    // "the troops ... President Biden sent": something left out.
    if dots && text[..at].ends_with(char::is_whitespace) {
        return next.starts_sentence() || next.quote;
    }
    // "Yahoo! News".
    !(matches!(token_before(text, at), "Yahoo" | "Jeopardy") && &text[at..run] == "!" && !next.starts_sentence())
}

/// Whether one period, followed by white space, ends the sentence.
fn ends_at_period(text: &str, start: usize, at: usize, closes: bool, quoted: bool, next: &Next<'_>) -> bool {
    let token = token_before(text, at);
    // "1. Russia", "b. Ukraine": the number of a point.
    if at - start == token.len()
        && token.len() <= 3
        && !token.is_empty()
        && !closes
        && (token.len() == 1 || token.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return token == "I" && next.starts_sentence();
    }
    let initial = is_initial(token) && !(token.len() == 1 && takes_letter(word_before(text, at - token.len())));
    let known = abbreviation(token);
    let acronym = is_acronym(token);
    if known.is_none() && !initial && !acronym {
        return !next.is_lower() || (!quoted && next.restarts(token));
    }
    if next.is_lower() || next.dash {
        return false;
    }
    if quoted {
        // The quote ends with "the U.S."; what follows is no part of its name.
        return known != Some(Abbreviation::Before) && !next.word.is_empty();
    }
    if next.bracket {
        return false;
    }
    let Some(kind) = known else {
        return if initial {
            next.starts_sentence() && !next.is_name_like()
        } else {
            next.breaks_acronym(text, at - token.len())
        };
    };
    if closes {
        return kind != Abbreviation::Before && next.starts_sentence();
    }
    match kind {
        Abbreviation::Before => false,
        Abbreviation::Mostly => next.starts_sentence() && !next.is_digit(),
        Abbreviation::Month => !next.is_digit(),
        Abbreviation::Weekday => !next.is_digit() && !is_month(next.word),
        // "Res. No. 5".
        Abbreviation::Number => {
            !(next.is_digit()
                || is_numeral(next.word)
                || (next.rest.starts_with('.') && abbreviation(next.word) == Some(kind)))
        }
        Abbreviation::Clock => !follows_clock(next.word),
        Abbreviation::Last => true,
        Abbreviation::Either => next.breaks(),
    }
}

/// Whether stops without white space behind them end the sentence: "he said.The president" does, "3.5" does not.
fn glued(text: &str, at: usize, run: usize, closed: usize) -> bool {
    let after = &text[closed..];
    if after.starts_with(['“', '‘', '«', '—']) {
        return closed > run;
    }
    if closed > run && !text[run..closed].ends_with([']', ')', '”', '"']) {
        return false;
    }
    let mut chars = after.chars();
    let capital = chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(|char| char.is_lowercase() || char.is_whitespace());
    if !capital {
        return false;
    }
    let token = token_before(text, at);
    let plain = token.len() > 2 && token.bytes().all(|byte| byte.is_ascii_lowercase());
    let word = first_word(after);
    let continues = after[word.len()..].starts_with(['.', '/', '@', '_'])
        && after[word.len() + 1..].starts_with(char::is_alphanumeric);
    let address = text[..at - token.len()].ends_with(['/', '@', '_', '#', '=', '-']);
    plain && !continues && !address && abbreviation(token).is_none()
}

/// What stands behind the white space that follows a stop.
struct Next<'t> {
    /// The first word, without the quotes and brackets that open it; empty when something else follows.
    word: &'t str,
    /// What follows the word.
    rest: &'t str,
    /// The first character of the word, or what stands in its place.
    first: char,
    quote: bool,
    bracket: bool,
    dash: bool,
}

impl<'t> Next<'t> {
    fn read(next: &'t str) -> Self {
        let mut rest = next;
        let (mut quote, mut bracket, mut dash) = (false, false, false);
        for _ in 0..4 {
            let Some(char) = rest.chars().next() else { break };
            match char {
                '"' | '\'' | '“' | '‘' | '«' | '„' | '`' => quote = true,
                '(' | '[' | '{' => bracket = true,
                '-' | '–' | '—' => dash = true,
                ' ' if dash => {}
                _ => break,
            }
            rest = &rest[char.len_utf8()..];
        }
        let word = first_word(rest);
        Self { word, rest: &rest[word.len()..], first: rest.chars().next().unwrap_or(' '), quote, bracket, dash }
    }

    /// A small letter begins the next word, and it is none of the names that are written so ("iPhone", "al-Shabab").
    fn is_lower(&self) -> bool {
        self.first.is_lowercase() && !self.is_small_name()
    }

    fn is_small_name(&self) -> bool {
        let capital = |text: &str| text.starts_with(char::is_uppercase);
        match self.word {
            "al" | "el" | "an" | "ash" | "as" | "at" | "bin" => self.rest.strip_prefix('-').is_some_and(capital),
            "iPhone" | "iPhones" | "iPad" | "eBay" | "iOS" => true,
            _ => false,
        }
    }

    fn is_digit(&self) -> bool {
        self.first.is_numeric()
    }

    fn starts_sentence(&self) -> bool {
        starts_sentence(self.word) && !(self.word == "Under" && self.rest.trim_start().starts_with("Secretary"))
    }

    /// Words that begin sentences, but also names: "Douglas A. Blackmon", "Samuel A. So".
    fn is_name_like(&self) -> bool {
        self.word.len() == 1 && self.word != "I"
            || matches!(self.word, "So" | "Do" | "Can" | "An" | "Few" | "Just" | "Last")
    }

    /// A pronoun or article in small letters, after a word that is no abbreviation: careless writing.
    fn restarts(&self, token: &str) -> bool {
        let plain = token.len() > 2 && token.bytes().all(|byte| byte.is_ascii_lowercase());
        plain
            && matches!(self.word, "he" | "she" | "it" | "they" | "we" | "the" | "this" | "but" | "i" | "in")
            && !self.quote
            && !self.bracket
            && !self.dash
    }

    /// "Apple Inc. Analysts said": a capitalised word that is followed by a small one, and is no usual companion.
    fn breaks(&self) -> bool {
        if self.starts_sentence() || (self.quote && !self.word.is_empty()) {
            return true;
        }
        if !self.first.is_uppercase() || follows_acronym(self.word) || abbreviation(self.word).is_some() {
            return false;
        }
        let rest = self.rest.strip_prefix("'s").or_else(|| self.rest.strip_prefix("’s")).unwrap_or(self.rest);
        let mut chars = rest.chars();
        match chars.next() {
            Some(',') => true,
            Some(' ' | '\n' | '\u{A0}') => {
                let following = first_word(chars.as_str());
                following.starts_with(char::is_lowercase)
                    && !matches!(
                        following,
                        "of" | "and" | "for" | "de" | "du" | "al" | "von" | "van" | "bin" | "la" | "v" | "vs"
                    )
            }
            _ => false,
        }
    }

    /// The same after "the U.S.", where `from` is the acronym's first byte.
    fn breaks_acronym(&self, text: &str, from: usize) -> bool {
        if self.starts_sentence() || self.quote {
            return true;
        }
        let before = text[..from].trim_end();
        // "in the U.S. Farmers protested", "Washington, D.C. Farmers protested"; but "a U.S. Farmers' Union".
        if !(before.ends_with(',') || matches!(word_before(text, from), "the" | "The")) {
            return false;
        }
        if self.is_digit() {
            return self.rest.starts_with(char::is_whitespace) && self.word.bytes().all(|byte| byte.is_ascii_digit());
        }
        self.breaks()
    }

    /// "asked" soon follows, as after a quoted question: "“Why?” Mr. Putin asked."
    fn speaks(&self) -> bool {
        let speaker = matches!(
            self.word,
            "He" | "She"
                | "They"
                | "The"
                | "A"
                | "An"
                | "His"
                | "Her"
                | "One"
                | "I"
                | "We"
                | "You"
                | "Police"
                | "Officials"
        );
        if self.quote || self.bracket || self.dash || (self.starts_sentence() && !speaker) {
            return false;
        }
        let mut rest = self.rest;
        let mut word = self.word;
        for _ in 0..5 {
            if word.is_empty() {
                return false;
            }
            if is_speech_verb(word) {
                return true;
            }
            // Only names, titles and small words stand between.
            let spaced = if abbreviation(word).is_some() || is_initial(word) {
                rest.strip_prefix('.').unwrap_or(rest)
            } else {
                rest
            };
            let Some(spaced) = spaced.strip_prefix(' ') else { return false };
            word = first_word(spaced);
            rest = &spaced[word.len()..];
        }
        false
    }
}

/// Where a run of stops ends.
fn run_end(text: &str, at: usize) -> usize {
    let bytes = &text.as_bytes()[at..];
    let ascii = bytes.iter().take_while(|byte| matches!(byte, b'.' | b'!' | b'?')).count();
    if bytes.get(ascii).is_none_or(u8::is_ascii) {
        return at + ascii;
    }
    let rest = &text[at..];
    at + rest.len()
        - rest.trim_start_matches(['.', '!', '?', '…', '‼', '⁇', '⁈', '⁉', '。', '！', '？', '｡', '؟']).len()
}

/// Where the quotes, brackets and notes ("[2]") behind a stop end.
fn closers_end(text: &str, run: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = run;
    loop {
        match bytes.get(at) {
            Some(b'"' | b'\'' | b')' | b']' | b'}' | b'*' | b'_') => at += 1,
            Some(b'[') => match note_len(&bytes[at..]) {
                Some(len) => at += len,
                None => return at,
            },
            Some(0xC2 | 0xE2) => match text[at..].chars().next() {
                Some(char @ ('”' | '’' | '»' | '›' | '¹' | '²' | '³' | '⁰'..='⁹')) => {
                    at += char.len_utf8();
                }
                _ => return at,
            },
            _ => return at,
        }
    }
}

/// The length of a note's mark, "[2]" or "[note 3]", at the start of `bytes`.
fn note_len(bytes: &[u8]) -> Option<usize> {
    let inner = bytes[1..].iter().take(20).position(|&byte| byte == b']')?;
    let mark = &bytes[1..=inner];
    let number =
        !mark.is_empty() && mark.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'-' | b' '));
    let letter = mark.len() == 1 && mark[0].is_ascii_lowercase();
    let named = [&b"note "[..], b"citation needed", b"n "].iter().any(|name| mark.starts_with(name));
    (number || letter || named).then_some(inner + 2)
}

/// The word that `text` begins with; hyphens and apostrophes end it.
fn first_word(text: &str) -> &str {
    let ascii = text.bytes().take(REACH).take_while(u8::is_ascii_alphanumeric).count();
    if ascii == REACH || text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return &text[..ascii];
    }
    let len = text
        .char_indices()
        .take_while(|&(at, char)| at < REACH && char.is_alphanumeric())
        .last()
        .map_or(0, |(at, char)| at + char.len_utf8());
    &text[..len]
}

/// Letters, digits and inner periods right before `at`.
fn token_before(text: &str, at: usize) -> &str {
    back(text, at, |char| char.is_alphanumeric() || char == '.')
}

/// The word before `at` and the white space there.
fn word_before(text: &str, at: usize) -> &str {
    let white = text[..at]
        .chars()
        .rev()
        .take_while(|char| matches!(char, ' ' | '\n' | '\u{A0}'))
        .take(4)
        .map(char::len_utf8)
        .sum::<usize>();
    back(text, at - white, char::is_alphanumeric)
}

/// What belongs together right before `at`, up to a number of characters.
fn back(text: &str, at: usize, belongs: impl Fn(char) -> bool) -> &str {
    const FAR: usize = REACH / 2;
    let before = text.as_bytes()[..at].iter().rev();
    let ascii = before.clone().take(FAR).take_while(|byte| byte.is_ascii() && belongs(char::from(**byte))).count();
    let len = if ascii == FAR || before.clone().nth(ascii).is_none_or(u8::is_ascii) {
        ascii
    } else {
        text[..at].chars().rev().take(FAR).take_while(|&char| belongs(char)).map(char::len_utf8).sum::<usize>()
    };
    text[at - len..at].trim_start_matches('.')
}

/// "F", "J.K", "Th".
fn is_initial(token: &str) -> bool {
    let mut chars = token.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// "U.S", "D.R.C": single letters with periods between.
fn is_acronym(token: &str) -> bool {
    token.contains('.')
        && token
            .split('.')
            .all(|part| part.len() <= 3 && part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// "IV", "A".
fn is_numeral(word: &str) -> bool {
    !word.is_empty() && word != "I" && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}
