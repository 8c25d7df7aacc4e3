//! All of a gazetteer, its parts as they lie in memory and in a compiled file.

use super::entity::{Entity, Form};
use super::index::{self, Names};
use super::record::Records;
use super::senses::{self, Holders, Senses};
use super::trie::Trie;
use super::{EntityIx, Input, ids, load};
use crate::compiled::{self, Bytes, Cursor, Filter, Format, KeyTable};
use crate::error::Result;

/// Whoever changes what the bytes mean, the folding of words and their keys included, raises the version.
const FORMAT: Format = Format { magic: *b"geopol-g", name: "gazetteer", version: 3 };

/// The parts of a file, in their order.
#[derive(Debug, Clone, Copy)]
enum Part {
    Text,
    Entities,
    Details,
    Runs,
    Decoys,
    Slots,
    Seed,
    Starts,
    SmallStarts,
    Followers,
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
        let load::Loaded { mut writer, senses } = load::build(&tables)?;
        let senses = senses::build(&mut writer, &senses);
        let [bodies, people] = senses::holders(&writer);
        let index = index::build(&mut writer).ok_or_else(load::too_many)?;
        let runs = ids::runs(writer.records().iter().map(Entity::id));
        let parts = [
            writer.text,
            writer.entities.into_flattened(),
            writer.details,
            runs.into_flattened(),
            writer.decoys.into_flattened(),
            index.trie.slots,
            index.trie.seed.to_vec(),
            index.trie.starts,
            index.trie.small_starts,
            index.trie.followers,
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
        let ([runs], records) = (self.parts([Part::Runs]), self.records());
        ids::find(runs.as_chunks().0, records.entities.len(), id, |at| records.entity(at).id())
    }

    pub(super) fn decoys(&self) -> impl ExactSizeIterator<Item = &str> {
        let ([decoys], records) = (self.parts([Part::Decoys]), self.records());
        decoys.as_chunks().0.iter().map(move |at| Form::text(records.form(u32::from_le_bytes(*at))))
    }

    pub(super) fn names(&self) -> Names<'_> {
        let [slots, seed, groups] = self.parts([Part::Slots, Part::Seed, Part::Groups]);
        let [starts, small_starts, followers] =
            self.parts([Part::Starts, Part::SmallStarts, Part::Followers]).map(|part| Filter::new(part.as_chunks().0));
        let Records { text, entities, .. } = self.records();
        Names {
            trie: Trie { slots: slots.as_chunks().0, seed: Cursor::new(seed).word(), starts, small_starts, followers },
            groups: groups.as_chunks().0,
            text,
            entities,
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
