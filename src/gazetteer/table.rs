//! Tab-separated tables: columns by name, rows in the order of their first cell.

use crate::error::{Error, ErrorKind, Place, Result};

/// A file that is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'f> {
    pub(super) name: &'f str,
    pub(super) text: &'f str,
}

impl<'f> Source<'f> {
    /// An error at `part`, which is a slice of the file.
    pub(super) fn error(&self, kind: ErrorKind, part: &str, message: impl Into<String>) -> Error {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Error::data(kind, Place { file: self.name, text: self.text, offset, len: part.len() }, message)
    }

    /// The rows of the table. `columns` are those that it may have; the `required` must be there.
    pub(super) fn rows(&self, columns: &'static [&'static str], required: &[&str]) -> Result<Vec<Row<'f>>> {
        // Some editors open a file with a byte order mark.
        let mut lines = self.text.trim_start_matches('\u{feff}').lines();
        let header = lines.next().unwrap_or("");
        let mut order = Vec::with_capacity(columns.len());
        if header.is_empty() {
            return Err(self.error(ErrorKind::Syntax, header, format!("expected a first line with columns of {}", columns.join(", "))));
        }
        for name in header.split('\t') {
            let Some(column) = columns.iter().position(|column| *column == name) else {
                let message = format!("unknown column `{name}`, expected one of {}", columns.join(", "));
                return Err(self.error(ErrorKind::Unknown, name, message));
            };
            if order.contains(&column) {
                return Err(self.error(ErrorKind::Duplicate, name, format!("column `{name}` stands twice")));
            }
            order.push(column);
        }
        for name in required {
            if !order.iter().any(|&column| columns[column] == *name) {
                return Err(self.error(ErrorKind::Syntax, header, format!("expected a column `{name}`, found none")));
            }
        }
        let mut rows: Vec<Row<'f>> = Vec::new();
        for line in lines {
            let mut cells = [&line[..0]; WIDTH];
            let mut count = 0;
            for cell in line.split('\t') {
                let Some(&column) = order.get(count) else {
                    let found = line.split('\t').count();
                    return Err(self.error(ErrorKind::Syntax, cell, format!("expected {} cells as in the first line, found {found}", order.len())));
                };
                cells[column] = cell;
                count += 1;
            }
            if count < order.len() {
                let end = &line[line.len()..];
                return Err(self.error(ErrorKind::Syntax, end, format!("expected {} cells as in the first line, found {count}", order.len())));
            }
            let row = Row { cells };
            if row.cells[0].is_empty() {
                return Err(self.error(ErrorKind::Syntax, row.cells[0], format!("expected a value for `{}`, found none", columns[0])));
            }
            rows.push(row);
        }
        Ok(rows)
    }

    /// Checks that the first `keys` cells of the rows rise.
    pub(super) fn check_order(&self, rows: &[Row<'f>], keys: usize) -> Result<()> {
        for pair in rows.windows(2) {
            let (before, after) = (&pair[0].cells[..keys], &pair[1].cells[..keys]);
            if before < after {
                continue;
            }
            let (first, second) = (before.join("` with `"), after.join("` with `"));
            let (kind, message) = if before == after {
                (ErrorKind::Duplicate, format!("`{second}` stands twice"))
            } else {
                (ErrorKind::Order, format!("expected lines in the order of their bytes, found `{second}` behind `{first}`"))
            };
            return Err(self.error(kind, after[0], message));
        }
        Ok(())
    }

    /// The forms in a cell, each checked.
    pub(super) fn forms(&self, cell: &'f str) -> Result<impl Iterator<Item = &'f str>> {
        for form in cell.split('|') {
            if !cell.is_empty() && (form.is_empty() || form.trim() != form || form.contains("  ")) {
                return Err(self.error(ErrorKind::Syntax, form, "expected forms with one `|` between them, none empty, no blanks around them and single ones inside"));
            }
        }
        Ok(cell.split('|').filter(|form| !form.is_empty()))
    }
}

const WIDTH: usize = 12;

/// One line; cells in the order of the table's columns, empty where the file has no such column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'f> {
    pub(super) cells: [&'f str; WIDTH],
}
