//! Hash tables in bytes: open addressing, with no more slots than are needed.

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

/// A table of numbers by keys, which are hashes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyTable<'b> {
    slots: &'b [[u8; SLOT]],
}

/// A key, then the number and one; zero where the slot is free.
const SLOT: usize = 12;

impl<'b> KeyTable<'b> {
    #[inline]
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { slots: bytes.as_chunks().0 }
    }

    /// The number of a key.
    #[inline]
    pub(crate) fn get(self, key: u64) -> Option<u32> {
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
    let slots = Probe::slots_for(entries.len());
    let mut out = vec![[0; SLOT]; slots];
    for &(key, number) in entries {
        if let Some(at) = Probe::new(key, slots).find(|&at| out[at][8..] == [0; 4]) {
            out[at][..8].copy_from_slice(&key.to_le_bytes());
            out[at][8..].copy_from_slice(&(number + 1).to_le_bytes());
        }
    }
    out.into_flattened()
}
