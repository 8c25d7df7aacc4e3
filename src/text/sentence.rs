//! Takes: a text.
//! Gives: the spans of its sentences, one after another.
//! Must not know: words' kinds and keys, any entity.

mod line;
mod stop;

use super::{Span, eight};

/// The sentences of `text`, found lazily: each without white space at its ends, together with every byte that is not
/// white space, in order.
///
/// A stop that belongs to an abbreviation, a number or a quoted question does not end a sentence; an empty line always
/// does, a single line break only where the line was not broken for its width. Takes time linear in the text.
///
/// ```
/// use geopol::text::sentences;
///
/// let text = "Mr. Putin met the U.S. envoy on Nov. 5. “No talks,” he said.";
/// let found: Vec<&str> = sentences(text).map(|span| span.slice(text)).collect();
/// assert_eq!(found, ["Mr. Putin met the U.S. envoy on Nov. 5.", "“No talks,” he said."]);
/// ```
pub fn sentences(text: &str) -> Sentences<'_> {
    Sentences { text, at: 0, line: 0 }
}

/// Iterator over the sentences of a text; made by [`sentences`].
#[derive(Debug, Clone)]
pub struct Sentences<'t> {
    text: &'t str,
    /// Where to go on.
    at: usize,
    /// Where the line of `at` begins.
    line: usize,
}

impl Iterator for Sentences<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let bytes = self.text.as_bytes();
        let rest = self.text[self.at..].trim_start();
        if rest.is_empty() {
            self.at = bytes.len();
            return None;
        }
        let start = bytes.len() - rest.len();
        if let Some(newline) = bytes[self.at..start].iter().rposition(|&byte| byte == b'\n') {
            self.line = self.at + newline + 1;
        }
        let mut at = start;
        let end = loop {
            at = next_event(bytes, at);
            let Some(&byte) = bytes.get(at) else { break bytes.len() };
            let step = match byte {
                b'\n' => line::judge(self.text, start, self.line, at),
                b'.' | b'!' | b'?' => stop::judge(self.text, start, at),
                _ => stop::judge_wide(self.text, start, at),
            };
            match step {
                Step::End(end) => break end,
                Step::On(next) => {
                    if byte == b'\n' {
                        self.line = next;
                    }
                    at = next;
                }
            }
        };
        self.at = end;
        Some(Span::new(start, start + self.text[start..end].trim_end().len()))
    }
}

impl std::iter::FusedIterator for Sentences<'_> {}

/// What a place at which a sentence could end says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The sentence ends before this byte.
    End(usize),
    /// It does not; go on from this byte.
    On(usize),
}

/// The next byte, from `at` on, with which an end of a sentence may begin.
fn next_event(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = eight::read(bytes, at) {
        let events = eight::events(word);
        if events == 0 {
            at += 8;
            continue;
        }
        at += eight::before_first(events);
        // Most of what is not ASCII ends nothing.
        at += bytes[at..].iter().take_while(|&&byte| !byte.is_ascii() && !EVENTS[usize::from(byte)]).count();
        if bytes.get(at).is_some_and(|&byte| EVENTS[usize::from(byte)]) {
            return at;
        }
    }
    bytes[at..].iter().position(|&byte| EVENTS[usize::from(byte)]).map_or(bytes.len(), |skipped| at + skipped)
}

/// `.`, `!`, `?`, the line feed, and the lead bytes of "…", "؟", "。" and "？".
const EVENTS: [bool; 256] = {
    let mut events = [false; 256];
    let mut at = 0;
    let list = [b'.', b'!', b'?', b'\n', 0xD8, 0xE2, 0xE3, 0xEF];
    while at < list.len() {
        events[list[at] as usize] = true;
        at += 1;
    }
    events
};
