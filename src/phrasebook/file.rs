//! A phrasebook as a compiled file.

use super::Inner;
use super::stored::{Reader, Writer};
use crate::compiled::{self, Format};
use crate::error::{Error, Result};

/// Whoever changes what the bytes mean, the folding of words and their keys included, raises the version.
const FORMAT: Format = Format { magic: *b"geopol-p", name: "phrasebook", version: 3 };

/// The file.
pub(super) fn write(inner: &Inner) -> Vec<u8> {
    compiled::join(FORMAT, &[&Writer::write(inner)])
}

/// What a file holds.
pub(super) fn read(bytes: &[u8]) -> Result<Inner> {
    let [all] = compiled::split(FORMAT, bytes)?;
    // The checksum finds all damage; here are bytes that were made to fit it, or of a version that forgot to say so.
    let inner = Reader::read(bytes.get(all).unwrap_or_default()).filter(holds_together);
    inner.ok_or_else(|| Error::compiled("the compiled phrasebook is damaged: its parts do not fit each other"))
}

/// Whether every number leads somewhere.
fn holds_together(inner: &Inner) -> bool {
    let fits = |relation: usize, pattern: usize| {
        inner.relations.get(relation).is_some_and(|relation| pattern < relation.patterns.len())
    };
    inner.rules.iter().all(|rule| fits(rule.relation, rule.pattern))
        && inner.narrower.len() == inner.relations.len()
        && inner.needs.hold_together(inner.rules.len())
}
