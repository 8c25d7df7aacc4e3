//! Names as they stand in a text, before anything decides whom they mean.

use super::index::{NameHit, NameIndex};
use crate::gazetteer::{Entity, Gazetteer};
use crate::text::{self, Span};

/// A name that stands in a text, before anything decides whom it means.
#[derive(Debug, Clone)]
pub struct Name<'e> {
    span: Span,
    hit: NameHit,
    gazetteer: &'e Gazetteer,
}

impl<'e> Name<'e> {
    /// Where it stands, in bytes.
    pub fn span(&self) -> Span {
        self.span
    }

    /// All whom it can mean, in the order of the gazetteer.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = Entity<'e>> {
        let gazetteer = self.gazetteer;
        let readings = NameIndex::of(gazetteer).readings(&self.hit);
        readings.into_iter().map(|reading| gazetteer.entity(reading.entity))
    }
}

/// All names in a text.
pub(crate) fn names<'e>(text: &str, gazetteer: &'e Gazetteer) -> Vec<Name<'e>> {
    let index = NameIndex::of(gazetteer);
    let (mut words, mut hits, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for sentence in text::sentences(text) {
        text::words(text, sentence, &mut words);
        index.find(text, &words, &mut hits);
        let named = hits.drain(..).filter(|hit| !hit.is_decoy);
        names.extend(named.map(|hit| {
            let span = words[hit.words.start].span.cover(words[hit.words.end - 1].span);
            Name { span, hit, gazetteer }
        }));
    }
    names
}
