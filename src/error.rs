//! Takes: what is wrong, and the file and bytes where it is wrong.
//! Gives: the one error of this crate, with line, column and a caret under the words.
//! Must not know: the format of any file.

use std::fmt;

/// Why data could not be loaded, or the caller's mentions could not be taken.
///
/// Reading text never fails. The text of an error names the file, line and column (in characters, from 1) and draws the
/// line with a caret:
///
/// ```text
/// people.tsv:3:1: expected ids in order, found `ann` behind `bob`
///   |
/// 3 | ann    Ann
///   | ^^^
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

/// What loading gives.
pub type Result<T> = std::result::Result<T, Error>;

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    place: Option<Location>,
}

#[derive(Clone)]
struct Location {
    file: String,
    line: usize,
    column: usize,
    width: usize,
    source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    Io,
    Syntax,
    Unknown,
    Duplicate,
    Order,
    Date,
    Mention,
    Doubtful,
    Compiled,
}

/// Where in a file: byte offset and length of what is wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) offset: usize,
    pub(crate) len: usize,
}

impl Error {
    /// Whether a file or folder could not be read.
    pub fn is_io(&self) -> bool {
        self.0.kind == ErrorKind::Io
    }

    /// Whether the data are not in the format that they should be in.
    pub fn is_syntax(&self) -> bool {
        self.0.kind == ErrorKind::Syntax
    }

    /// Whether a column, key, word list, verb or entity is named that is not there.
    pub fn is_unknown(&self) -> bool {
        self.0.kind == ErrorKind::Unknown
    }

    /// Whether something stands twice that may stand once.
    pub fn is_duplicate(&self) -> bool {
        self.0.kind == ErrorKind::Duplicate
    }

    /// Whether lines are not in order.
    pub fn is_order(&self) -> bool {
        self.0.kind == ErrorKind::Order
    }

    /// Whether a date is none.
    pub fn is_date(&self) -> bool {
        self.0.kind == ErrorKind::Date
    }

    /// Whether a mention of the caller does not fit the text.
    pub fn is_mention(&self) -> bool {
        self.0.kind == ErrorKind::Mention
    }

    /// Whether the data load and are likely a mistake nevertheless: what `GazetteerBuilder::check` finds.
    pub fn is_doubtful(&self) -> bool {
        self.0.kind == ErrorKind::Doubtful
    }

    /// Whether compiled data are damaged, cut short, of another version, or none at all.
    pub fn is_compiled(&self) -> bool {
        self.0.kind == ErrorKind::Compiled
    }

    /// The file that is bad, by the name under which it was given.
    pub fn file(&self) -> Option<&str> {
        self.0.place.as_ref().map(|place| place.file.as_str())
    }

    /// The line, from 1.
    pub fn line(&self) -> Option<usize> {
        self.0.place.as_ref().map(|place| place.line)
    }

    /// The column in characters, from 1.
    pub fn column(&self) -> Option<usize> {
        self.0.place.as_ref().map(|place| place.column)
    }

    pub(crate) fn data(kind: ErrorKind, place: Place<'_>, message: impl Into<String>) -> Self {
        let mut offset = place.offset.min(place.text.len());
        while !place.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &place.text[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let source = place.text[start..].lines().next().unwrap_or("");
        let rest = &place.text[offset..start + source.len().max(offset - start)];
        let mut end = place.len.min(rest.len());
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let location = Location {
            file: place.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
            width: rest[..end].chars().count().max(1),
            source: source.to_owned(),
        };
        Self(Box::new(Inner { kind, message: message.into(), place: Some(location) }))
    }

    pub(crate) fn io(file: &str, error: &std::io::Error) -> Self {
        Self(Box::new(Inner { kind: ErrorKind::Io, message: format!("{file}: {error}"), place: None }))
    }

    pub(crate) fn compiled(message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind: ErrorKind::Compiled, message: message.into(), place: None }))
    }

    /// The same error with the file that it is about, where it has no place in it.
    pub(crate) fn of_file(mut self, file: &str) -> Self {
        if self.0.place.is_none() {
            self.0.message = format!("{file}: {}", self.0.message);
        }
        self
    }

    pub(crate) fn mention(message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind: ErrorKind::Mention, message: message.into(), place: None }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(place) = &self.0.place else {
            return f.write_str(&self.0.message);
        };
        writeln!(f, "{}:{}:{}: {}", place.file, place.line, place.column, self.0.message)?;
        let number = place.line.to_string();
        let margin = " ".repeat(number.len());
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {}", place.source)?;
        // A tab before the caret stays a tab, so that both lines align.
        let indent: String =
            place.source.chars().take(place.column - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        write!(f, "{margin} | {indent}{}", "^".repeat(place.width))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}, {self})", self.0.kind)
    }
}

impl std::error::Error for Error {}
