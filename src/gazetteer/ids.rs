//! Entities by their ids.

use super::EntityIx;
use crate::compiled::Probe;
use crate::text;

/// The numbers of all entities by the keys of their ids, each and one; 0 where a slot is free. The ids themselves are not
/// held twice: who asks tells them.
#[derive(Debug)]
pub(super) struct Ids {
    slots: Vec<u32>,
    count: usize,
}

impl Ids {
    /// Has room for so many.
    pub(super) fn new(count: usize) -> Self {
        Self { slots: vec![0; Probe::slots_for(count)], count: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The entity with this id.
    pub(super) fn get<'i>(&self, id: &str, id_of: impl Fn(EntityIx) -> &'i str) -> Option<EntityIx> {
        for at in Probe::new(text::key(id), self.slots.len()) {
            let found = EntityIx(self.slots[at].checked_sub(1)?);
            if id_of(found) == id {
                return Some(found);
            }
        }
        None
    }

    /// Adds an id, or gives the entity that has it already.
    pub(super) fn add<'i>(
        &mut self,
        id: &str,
        number: EntityIx,
        id_of: impl Fn(EntityIx) -> &'i str,
    ) -> Option<EntityIx> {
        for at in Probe::new(text::key(id), self.slots.len()) {
            match self.slots[at].checked_sub(1).map(EntityIx) {
                Some(other) if id_of(other) == id => return Some(other),
                Some(_) => {}
                None => {
                    self.slots[at] = number.0 + 1;
                    self.count += 1;
                    break;
                }
            }
        }
        None
    }
}

/// The first numbers of runs of entities, which stand in the order of their ids: as many runs as there are tables, at most.
/// Who has these looks for an id in each of them, and needs no table.
pub(super) fn runs<'i>(ids: impl Iterator<Item = &'i str>) -> Vec<[u8; 4]> {
    let (mut runs, mut before) = (Vec::new(), None);
    for (id, number) in ids.zip(0_u32..) {
        if before.is_none_or(|before| before >= id) {
            runs.push(number.to_le_bytes());
        }
        before = Some(id);
    }
    runs
}

/// The entity with this id among so many, whose runs begin with these.
pub(super) fn find<'i>(
    runs: &[[u8; 4]],
    count: usize,
    id: &str,
    id_of: impl Fn(EntityIx) -> &'i str,
) -> Option<EntityIx> {
    let start = |run: usize| runs.get(run).map_or(count as u32, |start| u32::from_le_bytes(*start));
    (0..runs.len()).find_map(|run| {
        let (mut low, end) = (start(run), start(run + 1));
        let mut high = end;
        while low < high {
            let middle = low.midpoint(high);
            if id_of(EntityIx(middle)) < id { low = middle + 1 } else { high = middle }
        }
        Some(EntityIx(low)).filter(|&found| low < end && id_of(found) == id)
    })
}
