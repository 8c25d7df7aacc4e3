//! Hash tables in bytes: open addressing, with no more slots than are needed.

use super::{Cursor, Filter};

/// The slots that a hash is looked for in, one after the other; each once, so that a table without a free slot ends it too.
#[derive(Debug, Clone)]
pub(crate) struct Probe {
    at: usize,
    slots: usize,
    left: usize,
}

impl Probe {
    /// Into so many slots. The low half of the hash decides.
    #[inline]
    pub(crate) fn new(hash: u64, slots: usize) -> Self {
        let at = (u64::from(hash as u32).wrapping_mul(slots as u64) >> 32) as usize;
        Self { at, slots, left: slots }
    }

    /// How many slots a table of so many entries has: a fifth stays free, so that probes are short.
    pub(crate) fn slots_for(entries: usize) -> usize {
        entries + entries / 4 + 1
    }
}

impl Iterator for Probe {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        let at = self.at;
        self.at = if at + 1 == self.slots { 0 } else { at + 1 };
        Some(at)
    }
}

/// A table of numbers by keys, which are hashes. Most keys that are looked for are in none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyTable<'b> {
    filter: Filter<&'b [[u8; 8]]>,
    slots: &'b [[u8; SLOT]],
}

/// A key, then the number and one; zero where the slot is free.
const SLOT: usize = 12;

impl<'b> KeyTable<'b> {
    /// The number of blocks of the filter, the filter, the slots.
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        let mut cursor = Cursor::new(bytes);
        let blocks = (cursor.word() as usize).saturating_mul(8);
        let (filter, slots) = cursor.rest().split_at_checked(blocks).unwrap_or_default();
        Self { filter: Filter::new(filter.as_chunks().0), slots: slots.as_chunks().0 }
    }

    /// Whether there may be a number; cheaper than to look.
    #[inline]
    pub(crate) fn may_hold(self, key: u64) -> bool {
        self.filter.may_hold(key)
    }

    /// The number of a key.
    #[inline]
    pub(crate) fn get(self, key: u64) -> Option<u32> {
        if !self.may_hold(key) {
            return None;
        }
        for at in Probe::new(key, self.slots.len()) {
            let [a, b, c, d, e, f, g, h, number @ ..] = *self.slots.get(at)?;
            let number = u32::from_le_bytes(number).checked_sub(1)?;
            if u64::from_le_bytes([a, b, c, d, e, f, g, h]) == key {
                return Some(number);
            }
        }
        None
    }
}

/// A [`KeyTable`] of these entries, whose keys differ.
pub(crate) fn key_table(entries: &[(u64, u32)]) -> Vec<u8> {
    let filter = Filter::of(entries.iter().map(|entry| entry.0));
    // Half of the slots stay free: whatever the filter lets through by mistake is found missing soon.
    let slots = entries.len() * 2 + 1;
    let mut table = vec![[0; SLOT]; slots];
    for &(key, number) in entries {
        if let Some(at) = Probe::new(key, slots).find(|&at| table[at][8..] == [0; 4]) {
            table[at][..8].copy_from_slice(&key.to_le_bytes());
            table[at][8..].copy_from_slice(&(number + 1).to_le_bytes());
        }
    }
    let count = filter.blocks().len() as u32;
    [&count.to_le_bytes(), filter.blocks().as_flattened(), table.as_flattened()].concat()
}
