//! Entities by their ids.

use super::EntityIx;
use crate::compiled::Probe;
use crate::text;

/// The numbers of all entities by the keys of their ids, each and one; 0 where a slot is free. The ids themselves are not
/// held twice: who asks tells them.
#[derive(Debug)]
pub(super) struct Ids {
    slots: Vec<[u8; 4]>,
    count: usize,
}

impl Ids {
    /// Has room for so many.
    pub(super) fn new(count: usize) -> Self {
        Self { slots: vec![[0; 4]; Probe::slots_for(count)], count: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The entity with this id.
    pub(super) fn get<'i>(&self, id: &str, id_of: impl Fn(EntityIx) -> &'i str) -> Option<EntityIx> {
        get(&self.slots, id, id_of)
    }

    /// Adds an id, or gives the entity that has it already.
    pub(super) fn add<'i>(
        &mut self,
        id: &str,
        number: EntityIx,
        id_of: impl Fn(EntityIx) -> &'i str,
    ) -> Option<EntityIx> {
        for at in Probe::new(text::key(id), self.slots.len()) {
            match u32::from_le_bytes(self.slots[at]).checked_sub(1).map(EntityIx) {
                Some(other) if id_of(other) == id => return Some(other),
                Some(_) => {}
                None => {
                    self.slots[at] = (number.0 + 1).to_le_bytes();
                    self.count += 1;
                    break;
                }
            }
        }
        None
    }

    pub(super) fn into_slots(self) -> Vec<u8> {
        self.slots.into_flattened()
    }
}

/// The entity with this id among the slots.
pub(super) fn get<'i>(slots: &[[u8; 4]], id: &str, id_of: impl Fn(EntityIx) -> &'i str) -> Option<EntityIx> {
    for at in Probe::new(text::key(id), slots.len()) {
        let found = EntityIx(u32::from_le_bytes(*slots.get(at)?).checked_sub(1)?);
        if id_of(found) == id {
            return Some(found);
        }
    }
    None
}
