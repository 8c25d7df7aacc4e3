//! All of a gazetteer, its parts as they lie in memory and in a compiled file.

use super::entity::Form;
use super::index::{self, Names};
use super::record::Records;
use super::senses::{self, Holders, Senses};
use super::trie::Trie;
use super::{EntityIx, Input, ids, load};
use crate::compiled::{self, Bytes, Filter, Format, KeyTable};
use crate::error::Result;

/// Whoever changes what the bytes mean, the folding of words and their keys included, raises the version.
const FORMAT: Format = Format { magic: *b"geopol-g", name: "gazetteer", version: 1 };

/// The parts of a file, in their order.
#[derive(Debug, Clone, Copy)]
enum Part {
    Text,
    Entities,
    Details,
    Ids,
    Decoys,
    Slots,
    Starts,
    SmallStarts,
    Nodes,
    Groups,
    Surfaces,
    Readings,
    LastCues,
    Cues,
    GivenNames,
    Bodies,
    People,
}

const PARTS: usize = Part::People as usize + 1;

/// A gazetteer's parts: those of one piece of memory, or where they were built, each its own.
#[derive(Debug, Clone)]
pub(super) struct File {
    parts: [Bytes; PARTS],
}

impl File {
    /// Reads and checks tables.
    pub(super) fn build(inputs: &[Input]) -> Result<Self> {
        let tables = load::read_tables(inputs)?;
        let load::Loaded { mut writer, ids, senses } = load::build(&tables)?;
        let senses = senses::build(&mut writer, &senses);
        let [bodies, people] = senses::holders(&writer);
        let index = index::build(&mut writer).ok_or_else(load::too_many)?;
        let parts = [
            writer.text,
            writer.entities.into_flattened(),
            writer.details,
            ids.into_slots(),
            writer.decoys.into_flattened(),
            index.slots,
            index.starts,
            index.small_starts,
            index.nodes,
            index.groups,
            senses.surfaces,
            senses.readings,
            senses.last_cues,
            senses.cues,
            senses.given_names,
            bodies,
            people,
        ];
        Ok(Self { parts: parts.map(Bytes::new) })
    }

    /// Takes bytes that lie in memory.
    pub(super) fn open(bytes: Bytes) -> Result<Self> {
        let ranges = compiled::split(FORMAT, bytes.get())?;
        Ok(Self { parts: ranges.map(|range| bytes.part(range)) })
    }

    /// All of it as a compiled file.
    pub(super) fn write(&self) -> Vec<u8> {
        compiled::join(FORMAT, &self.parts.each_ref().map(Bytes::get))
    }

    /// Parts of the file.
    #[inline]
    fn parts<const N: usize>(&self, parts: [Part; N]) -> [&[u8]; N] {
        parts.map(|part| self.parts[part as usize].get())
    }

    #[inline]
    pub(super) fn records(&self) -> Records<'_> {
        let [text, entities, details] = self.parts([Part::Text, Part::Entities, Part::Details]);
        Records { text, entities: entities.as_chunks().0, details }
    }

    pub(super) fn index_of(&self, id: &str) -> Option<EntityIx> {
        let ([slots], records) = (self.parts([Part::Ids]), self.records());
        ids::get(slots.as_chunks().0, id, |at| records.entity(at).id())
    }

    pub(super) fn decoys(&self) -> impl ExactSizeIterator<Item = &str> {
        let ([decoys], records) = (self.parts([Part::Decoys]), self.records());
        decoys.as_chunks().0.iter().map(move |at| Form::text(records.form(u32::from_le_bytes(*at))))
    }

    pub(super) fn names(&self) -> Names<'_> {
        let [text, slots, starts, small_starts, nodes, groups] =
            self.parts([Part::Text, Part::Slots, Part::Starts, Part::SmallStarts, Part::Nodes, Part::Groups]);
        Names {
            trie: Trie {
                slots: slots.as_chunks().0,
                starts: Filter::new(starts.as_chunks().0),
                small_starts: Filter::new(small_starts.as_chunks().0),
            },
            nodes: nodes.as_chunks().0,
            groups: groups.as_chunks().0,
            text,
        }
    }

    pub(super) fn senses(&self) -> Senses<'_> {
        let [text, surfaces, readings, last_cues, cues, given_names] =
            self.parts([Part::Text, Part::Surfaces, Part::Readings, Part::LastCues, Part::Cues, Part::GivenNames]);
        Senses {
            surfaces: KeyTable::new(surfaces),
            readings: readings.as_chunks().0,
            last_cues: KeyTable::new(last_cues),
            cues: cues.as_chunks().0,
            given_names: KeyTable::new(given_names),
            text,
        }
    }

    pub(super) fn holders(&self) -> Holders<'_> {
        let [bodies, people] = self.parts([Part::Bodies, Part::People]);
        Holders { bodies: KeyTable::new(bodies), people: people.as_chunks().0 }
    }
}
