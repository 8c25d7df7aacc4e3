//! Some bits of each key of a set, which turn away most other keys: cheaper to ask than the set itself.

/// The bits, in as many blocks as a power of two, or in none.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Filter<B> {
    blocks: B,
}

type Block = [u8; 8];

impl Filter<Vec<Block>> {
    /// Of keys that are hashes.
    pub(crate) fn of(keys: impl ExactSizeIterator<Item = u64>) -> Self {
        let mut filter = Self::for_keys(keys.len());
        keys.for_each(|key| filter.insert(key));
        filter
    }

    /// Of no keys yet, with room for so many.
    pub(crate) fn for_keys(count: usize) -> Self {
        // With sixteen bits a key, one word in sixteen gets through that need not.
        Self { blocks: vec![Block::default(); (count / 4 + 1).next_power_of_two()] }
    }

    /// Adds a key.
    #[inline]
    pub(crate) fn insert(&mut self, key: u64) {
        let (block, bit) = place(key, self.blocks.len());
        self.blocks[block][bit as usize / 8] |= 1 << (bit % 8);
    }

    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    pub(crate) fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }
}

impl<B: AsRef<[Block]>> Filter<B> {
    pub(crate) fn new(blocks: B) -> Self {
        Self { blocks }
    }

    /// Whether the set may hold the key.
    #[inline]
    pub(crate) fn may_hold(&self, key: u64) -> bool {
        let blocks = self.blocks.as_ref();
        let (block, bit) = place(key, blocks.len());
        blocks.get(block).is_some_and(|block| u64::from_le_bytes(*block) >> bit & 1 == 1)
    }
}

/// The bit of a key among so many blocks.
#[inline]
fn place(key: u64, blocks: usize) -> (usize, u32) {
    ((key >> 6) as usize & blocks.wrapping_sub(1), (key & 63) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_holds_its_keys_and_few_others() {
        let key = |number: u32| u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
        let filter = Filter::of((0..100).map(key));
        assert!((0..100).all(|number| filter.may_hold(key(number))));
        assert!((100..1100).filter(|&number| filter.may_hold(key(number))).count() < 150);
        assert!(!Filter::new([]).may_hold(key(0)));
    }
}
