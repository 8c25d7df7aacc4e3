//! Tab-separated tables: columns by name, lines in the order of their first cells.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::FileKind;
use crate::error::{Error, ErrorKind, Place, Result};

macro_rules! columns {
    ($($column:ident $name:literal)*) => {
        /// A column of any table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Column { $($column,)* }

        const NAMES: &[&str] = &[$($name,)*];
    };
}

columns! {
    Id "id" Iso2 "iso2" Numeric "numeric" Wikidata "wikidata" Geonames "geonames" Name "name" Official "official" Acronym "acronym" Aliases "aliases" Demonyms "demonyms"
    StandIns "stand-ins" Short "short" Gender "gender" Kind "kind" Country "country" Members "members" Roles "roles"
    Ambiguous "ambiguous" Since "since" Until "until" Phrase "phrase" Surface "surface" Reading "reading" Near "near"
    Note "note"
}

impl Column {
    fn name(self) -> &'static str {
        NAMES[self as usize]
    }
}

/// A file that is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'f> {
    pub(super) name: &'f str,
    text: &'f str,
}

impl<'f> Source<'f> {
    pub(super) fn new(name: &'f str, text: &'f str) -> Self {
        Self { name, text }
    }

    /// Where `part` starts, which is a slice of the file.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// An error at `part`, which is a slice of the file.
    pub(super) fn error(&self, kind: ErrorKind, part: &str, message: impl Into<String>) -> Error {
        Error::data(
            kind,
            Place { file: self.name, text: self.text, offset: self.offset(part), len: part.len() },
            message,
        )
    }

    /// The forms in a cell, each checked.
    pub(super) fn forms(&self, cell: &'f str) -> impl Iterator<Item = Result<&'f str>> {
        let mut rest = (!cell.is_empty()).then_some(cell);
        std::iter::from_fn(move || {
            let text = rest?;
            let (mut end, mut before, mut sound) = (text.len(), b' ', true);
            for (at, byte) in text.bytes().enumerate() {
                if byte == b'|' {
                    end = at;
                    break;
                }
                sound &= byte != b' ' || before != b' ';
                before = byte;
            }
            rest = text.get(end + 1..);
            let form = &text[..end];
            if !sound || before == b' ' || form.trim().len() != form.len() {
                return Some(Err(self.error(ErrorKind::Syntax, form, "expected forms with one `|` between them, none empty, no blanks around them and single ones inside")));
            }
            Some(Ok(form))
        })
    }
}

/// A file whose lines have been taken apart.
#[derive(Debug)]
pub(super) struct Table<'f> {
    pub(super) source: Source<'f>,
    pub(super) kind: FileKind,
    /// It came with the crate.
    pub(super) bundled: bool,
    /// How many rows the tables before it have.
    pub(super) before: usize,
    /// Which cell of a line is of which column.
    places: [Option<u8>; NAMES.len()],
    /// How many cells a line has.
    width: usize,
    /// Where the cells of all lines start, and behind those of each line, where a next one would.
    starts: Vec<u32>,
}

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'t, 'f> {
    pub(super) table: &'t Table<'f>,
    starts: &'t [u32],
}

impl<'f> Row<'_, 'f> {
    /// The cell of a column; empty where the file has no such column.
    pub(super) fn cell(&self, column: Column) -> &'f str {
        let Some(at) = self.table.places[column as usize] else { return "" };
        let at = usize::from(at);
        &self.table.source.text[self.starts[at] as usize..self.starts[at + 1] as usize - 1]
    }

    /// All of its cells, in the order of the file.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'f str> {
        let text = self.table.source.text;
        self.starts.windows(2).map(|pair| &text[pair[0] as usize..pair[1] as usize - 1])
    }
}

impl<'f> Table<'f> {
    /// Reads a table that may have `columns`; the `required` must be there, and the lines in the order of the `keys`.
    pub(super) fn read(
        source: Source<'f>,
        kind: FileKind,
        columns: &'static [Column],
        required: &[Column],
        keys: &[Column],
    ) -> Result<Self> {
        // Some editors open a file with a byte order mark.
        let mut lines = source.text.trim_start_matches('\u{feff}').lines();
        let header = lines.next().unwrap_or("");
        let names = || columns.iter().map(|column| column.name()).collect::<Vec<_>>().join(", ");
        if header.is_empty() {
            return Err(source.error(
                ErrorKind::Syntax,
                header,
                format!("expected a first line with columns of {}", names()),
            ));
        }
        if u32::try_from(source.text.len()).is_err() {
            return Err(source.error(ErrorKind::Syntax, header, "expected a file of less than 4 GiB"));
        }
        let mut places = [None; NAMES.len()];
        let mut width = 0;
        for name in header.split('\t') {
            let Some(column) = columns.iter().find(|column| column.name() == name) else {
                return Err(source.error(
                    ErrorKind::Unknown,
                    name,
                    format!("unknown column `{name}`, expected one of {}", names()),
                ));
            };
            if places[*column as usize].replace(width).is_some() {
                return Err(source.error(ErrorKind::Duplicate, name, format!("column `{name}` stands twice")));
            }
            width += 1;
        }
        for column in required {
            if places[*column as usize].is_none() {
                return Err(source.error(
                    ErrorKind::Syntax,
                    header,
                    format!("expected a column `{}`, found none", column.name()),
                ));
            }
        }
        let mut table =
            Self { source, kind, bundled: false, before: 0, places, width: usize::from(width), starts: Vec::new() };
        table.starts.reserve(source.text.len() / 8);
        for line in lines {
            table.add(line)?;
            let row = table.row(table.len() - 1);
            if row.cell(columns[0]).is_empty() {
                let message = format!("expected a value for `{}`, found none", columns[0].name());
                return Err(source.error(ErrorKind::Syntax, row.cell(columns[0]), message));
            }
            if table.len() > 1 {
                table.row(table.len() - 2).check_order(row, keys)?;
            }
        }
        Ok(table)
    }

    /// Adds a line.
    fn add(&mut self, line: &'f str) -> Result<()> {
        let start = self.source.offset(line);
        let first = self.starts.len();
        self.starts.push(start as u32);
        for (at, byte) in line.bytes().enumerate() {
            if byte == b'\t' {
                self.starts.push((start + at + 1) as u32);
            }
        }
        self.starts.push((start + line.len() + 1) as u32);
        let (found, expected) = (self.starts.len() - first - 1, self.width);
        if found != expected {
            let part =
                if found > expected { line.split('\t').nth(expected).unwrap_or(line) } else { &line[line.len()..] };
            let message = format!("expected {expected} cells as in the first line, found {found}");
            return Err(self.source.error(ErrorKind::Syntax, part, message));
        }
        Ok(())
    }

    /// How long the file is.
    pub(super) fn bytes(&self) -> usize {
        self.source.text.len()
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len() / (self.width + 1)
    }

    pub(super) fn row(&self, at: usize) -> Row<'_, 'f> {
        let step = self.width + 1;
        Row { table: self, starts: &self.starts[at * step..][..step] }
    }

    /// Drops the lines whose first cell is one of these.
    pub(super) fn drop_lines(&mut self, firsts: &BTreeSet<&str>) {
        let (text, width) = (self.source.text, self.width + 1);
        let first = |starts: &[u32]| &text[starts[0] as usize..starts[1] as usize - 1];
        let kept = self.starts.chunks_exact(width).filter(|starts| !firsts.contains(first(starts)));
        self.starts = kept.flatten().copied().collect();
    }

    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_, 'f>> {
        self.starts.chunks_exact(self.width + 1).map(|starts| Row { table: self, starts })
    }
}

impl Row<'_, '_> {
    /// Checks that the keys rise from this row to the next.
    fn check_order(self, next: Self, keys: &[Column]) -> Result<()> {
        let order = keys.iter().map(|&key| self.cell(key).cmp(next.cell(key))).find(|&order| order != Ordering::Equal);
        if order == Some(Ordering::Less) {
            return Ok(());
        }
        let join = |row: Self| keys.iter().map(|&key| row.cell(key)).collect::<Vec<_>>().join("` with `");
        let (first, second) = (join(self), join(next));
        let (kind, message) = if order.is_none() {
            (ErrorKind::Duplicate, format!("`{second}` stands twice"))
        } else {
            (ErrorKind::Order, format!("expected lines in the order of their bytes, found `{second}` behind `{first}`"))
        };
        Err(self.table.source.error(kind, next.cell(keys[0]), message))
    }
}
