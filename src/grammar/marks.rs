//! A set of small numbers that is emptied often.

/// Takes room for the greatest number; emptying it takes time for the numbers that it holds.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    bits: Vec<u64>,
    list: Vec<u32>,
}

impl Marks {
    #[inline]
    pub(crate) fn has(&self, number: u32) -> bool {
        self.bits.get(number as usize / 64).is_some_and(|block| block >> (number % 64) & 1 == 1)
    }

    #[inline]
    pub(crate) fn mark(&mut self, number: u32) {
        let at = number as usize / 64;
        if at >= self.bits.len() {
            self.bits.resize(at + 1, 0);
        }
        let bit = 1 << (number % 64);
        if self.bits[at] & bit == 0 {
            self.bits[at] |= bit;
            self.list.push(number);
        }
    }

    /// The numbers, in the order in which they were marked first.
    #[inline]
    pub(crate) fn list(&self) -> &[u32] {
        &self.list
    }

    #[inline]
    pub(crate) fn clear(&mut self) {
        for number in self.list.drain(..) {
            self.bits[number as usize / 64] = 0;
        }
    }
}
