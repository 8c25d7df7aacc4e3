//! Sets of rules, by their numbers.

/// A set of few rules out of many, as bits: which 64 numbers, and which of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct RuleSet(Vec<(u32, u64)>);

impl RuleSet {
    pub(super) fn insert(&mut self, rule: u32) {
        let at = self.0.partition_point(|&(block, _)| block < rule / 64);
        if self.0.get(at).is_none_or(|&(block, _)| block != rule / 64) {
            self.0.insert(at, (rule / 64, 0));
        }
        self.0[at].1 |= 1 << (rule % 64);
    }

    pub(super) fn blocks(&self) -> &[(u32, u64)] {
        &self.0
    }

    /// Those that are among others, of which each number has its bit; in ascending order.
    pub(crate) fn among(&self, others: &[u64]) -> impl Iterator<Item = u32> {
        let other = |block: u32| others.get(block as usize).copied().unwrap_or(0);
        self.0.iter().flat_map(move |&(block, bits)| ones(block, bits & other(block)))
    }
}

/// The numbers of a block's bits, in ascending order.
pub(super) fn ones(block: u32, mut bits: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let next = (bits != 0).then(|| block * 64 + bits.trailing_zeros())?;
        bits &= bits - 1;
        Some(next)
    })
}
