//! Takes: a line break within what may be one sentence.
//! Gives: whether the sentence ends there.
//! Must not know: abbreviations.

use super::Step;

/// No longer line is broken for its width.
const WIDEST: usize = 120;

/// Judges the line feed at `at`; the sentence began at `start`, the line at `line`.
pub(super) fn judge(text: &str, start: usize, line: usize, at: usize) -> Step {
    let bytes = text.as_bytes();
    let after = &text[at + 1..];
    let next = after.trim_start();
    let resume = bytes.len() - next.len();
    let white = &bytes[at + 1..resume];
    if white.contains(&b'\n') || next.is_empty() || text[at + 1..resume].contains(['\u{2028}', '\u{2029}', '\u{85}']) {
        return Step::End(at);
    }
    let from = line.min(at);
    if at - from > WIDEST {
        return if begins_anew(next) { Step::End(at) } else { Step::On(resume) };
    }
    let part = text[start.max(from)..at].trim_end();
    let whole = start <= from || text[from..start].trim().is_empty();
    if is_bullet(next) || (begins_anew(next) && is_complete(part, at - from, next, whole)) {
        Step::End(at)
    } else {
        Step::On(resume)
    }
}

/// Whether what follows the line break can be the first word of a sentence.
fn begins_anew(next: &str) -> bool {
    // A letter without case may open a sentence as well.
    next.starts_with(|first: char| {
        first.is_numeric()
            || (first.is_alphabetic() && !first.is_lowercase())
            || matches!(first, '"' | '\'' | '“' | '‘' | '«' | '(' | '[' | '#' | '@')
    }) || is_bullet(next)
}

/// Whether the line `part`, `width` bytes wide before, was broken for another reason than its width; `whole` if the sentence began with the line.
fn is_complete(part: &str, width: usize, next: &str, whole: bool) -> bool {
    let next = next.as_bytes();
    let next_line =
        next.iter().take(WIDEST + 1).position(|&byte| byte == b'\n').unwrap_or_else(|| next.len().min(WIDEST + 1));
    if next_line > WIDEST {
        return true;
    }
    if part.ends_with([',', ';', '-', '–', '—', '(', '&', '/']) || ends_in_small_word(part) {
        return false;
    }
    let word = next[..next_line].iter().position(u8::is_ascii_whitespace).unwrap_or(next_line);
    // Broken for its width, the line would have held the next line's first word as well.
    width + 1 + word <= next_line || (whole && is_headline(part))
}

/// Whether the line begins a point of a list: "- ", "• ", "3. ", "3) ".
fn is_bullet(line: &str) -> bool {
    let rest = line.trim_start_matches(['-', '–', '—', '*', '•', '·', '‣', '▪', '●', '>', '#']);
    if rest.len() < line.len() {
        return rest.starts_with(char::is_whitespace);
    }
    let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
    digits > 0
        && digits < 3
        && matches!(line.as_bytes().get(digits), Some(b'.' | b')'))
        && line.as_bytes().get(digits + 1).is_some_and(u8::is_ascii_whitespace)
}

/// Whether the last word wants another one: "of", "the".
fn ends_in_small_word(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    matches!(
        word,
        "a" | "an"
            | "and"
            | "as"
            | "at"
            | "but"
            | "by"
            | "for"
            | "from"
            | "in"
            | "into"
            | "its"
            | "of"
            | "on"
            | "or"
            | "over"
            | "than"
            | "that"
            | "the"
            | "their"
            | "to"
            | "with"
    )
}

/// Whether all words but the small ones are capitalised.
fn is_headline(line: &str) -> bool {
    let mut words = 0;
    for word in line.split_whitespace() {
        let lower = word.trim_start_matches(|char: char| !char.is_alphanumeric()).starts_with(char::is_lowercase);
        if lower && word.len() > 4 {
            return false;
        }
        words += usize::from(!lower);
        if words > 24 {
            return false;
        }
    }
    words >= 2
}
