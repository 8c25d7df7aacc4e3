//! Turns away most of the words that a set does not hold.

/// Some bits of each key of a set: cheaper to ask than the set itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// As many as a power of two, or none.
    blocks: Vec<u64>,
}

impl Filter {
    pub(crate) fn of(keys: impl ExactSizeIterator<Item = u64>) -> Self {
        // With sixteen bits a key, one word in sixteen gets through that need not.
        let mut blocks = vec![0; (keys.len() / 4 + 1).next_power_of_two()];
        for key in keys {
            let (block, bit) = place(key, blocks.len());
            blocks[block] |= 1 << bit;
        }
        Self { blocks }
    }

    /// Whether the set may hold the key.
    #[inline]
    pub(crate) fn may_hold(&self, key: u64) -> bool {
        let (block, bit) = place(key, self.blocks.len());
        self.blocks.get(block).is_some_and(|block| block >> bit & 1 == 1)
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
    use crate::text;

    #[test]
    fn a_filter_holds_its_keys_and_few_others() {
        let keys = text::keys(["he", "she", "it", "the", "both", "they", "each", "one"]);
        let filter = Filter::of(keys.into_iter());
        assert!(keys.into_iter().all(|key| filter.may_hold(key)));
        let others = (0..1000).filter(|number| filter.may_hold(text::key(&format!("word{number}"))));
        assert!(others.count() < 200);
        assert!(!Filter::default().may_hold(keys[0]));
    }
}
