//! Sets of small numbers as bits: of rules, and of what they need.

use super::stored::{Reader, Stored, Writer};

/// A set with room for all numbers below its length.
#[derive(Debug, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// Empties it and makes room.
    pub(super) fn reset(&mut self, len: usize) {
        self.0.clear();
        self.0.resize(len.div_ceil(64), 0);
    }

    pub(super) fn insert(&mut self, number: u32) {
        self.0[number as usize / 64] |= bit(number);
    }

    /// Takes in which 64 numbers, and the two halves of their bits.
    pub(super) fn insert_blocks(&mut self, blocks: &[[u32; 3]]) {
        for &[block, low, high] in blocks {
            self.0[block as usize] |= u64::from(low) | u64::from(high) << 32;
        }
    }

    pub(super) fn remove(&mut self, numbers: &SparseBits) {
        for &(block, bits) in &numbers.0 {
            self.0[block as usize] &= !bits;
        }
    }

    pub(super) fn has(&self, number: u32) -> bool {
        self.0[number as usize / 64] & bit(number) != 0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|&bits| bits == 0)
    }

    pub(super) fn retain(&mut self, holds: impl Fn(u32) -> bool) {
        for (block, bits) in (0..).zip(&mut self.0) {
            for number in ones(block, *bits).filter(|&number| !holds(number)) {
                *bits &= !bit(number);
            }
        }
    }
}

/// A set of few numbers out of many: which 64, and which of them.
#[derive(Debug, Default)]
pub(crate) struct SparseBits(Vec<(u32, u64)>);

impl SparseBits {
    pub(super) fn insert(&mut self, number: u32) {
        let at = self.0.partition_point(|&(block, _)| block < number / 64);
        if self.0.get(at).is_none_or(|&(block, _)| block != number / 64) {
            self.0.insert(at, (number / 64, 0));
        }
        self.0[at].1 |= bit(number);
    }

    pub(super) fn blocks(&self) -> &[(u32, u64)] {
        &self.0
    }

    /// Those that are in both, in ascending order.
    pub(super) fn among(&self, all: &Bits) -> impl Iterator<Item = u32> {
        let other = |block: u32| all.0.get(block as usize).copied().unwrap_or(0);
        self.0.iter().flat_map(move |&(block, bits)| ones(block, bits & other(block)))
    }
}

impl Stored for SparseBits {
    fn put(&self, out: &mut Writer) {
        self.0.put(out);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Stored::take(from).map(Self)
    }
}

fn bit(number: u32) -> u64 {
    1 << (number % 64)
}

/// The numbers of a block's bits, in ascending order.
fn ones(block: u32, mut bits: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let next = (bits != 0).then(|| block * 64 + bits.trailing_zeros())?;
        bits &= bits - 1;
        Some(next)
    })
}
