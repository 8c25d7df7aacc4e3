//! Entities by their ids.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use super::EntityIx;
use crate::grammar::KeyMap;
use crate::text;

/// The numbers of all entities by the keys of their ids. The ids themselves are not held twice: who asks tells them.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    by_key: KeyMap<EntityIx>,
    /// Ids whose key another one has: those that differ from it only in their case.
    twins: BTreeMap<Cow<'static, str>, EntityIx>,
}

impl Ids {
    pub(super) fn reserve(&mut self, count: usize) {
        self.by_key.reserve(count);
    }

    pub(super) fn len(&self) -> usize {
        self.by_key.len() + self.twins.len()
    }

    /// The entity with this id.
    pub(super) fn get<'i>(&self, id: &str, id_of: impl Fn(EntityIx) -> &'i str) -> Option<EntityIx> {
        let &found = self.by_key.get(&text::key(id))?;
        if id_of(found) == id { Some(found) } else { self.twins.get(id).copied() }
    }

    /// Adds an id that is not there yet.
    pub(super) fn add(&mut self, id: Cow<'static, str>, number: EntityIx) {
        match self.by_key.entry(text::key(&id)) {
            Entry::Vacant(free) => {
                free.insert(number);
            }
            Entry::Occupied(_) => {
                self.twins.insert(id, number);
            }
        }
    }
}
