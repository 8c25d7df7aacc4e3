//! A trie over the keys of words, in one flat table.

use crate::text::{Case, Word, WordKind};

/// Nodes are numbers; the root is 0. An edge is found by the hash of its node and its word.
#[derive(Debug, Clone)]
pub(super) struct Trie {
    /// Open addressing; the length is a power of two and an edge to the root is a free slot.
    slots: Vec<Slot>,
    /// One bit for some of the bits of every key that a name begins with.
    starts: Vec<u64>,
    /// The same for names that begin with a small letter. Most words of a text do, and few names.
    small_starts: Vec<u64>,
    nodes: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// Half of the edge's hash. Where two edges agree in it, their names share a node; no harm is done, as the letters of
    /// a name are looked at before it counts.
    tag: u32,
    /// Where the edge leads: the node in all bits but the lowest, which tells whether names end there.
    target: u32,
}

impl Trie {
    /// How many nodes there are, the root included.
    pub(super) fn nodes(&self) -> usize {
        self.nodes as usize
    }

    /// The first word from `at` on with which a name may begin.
    #[inline]
    pub(super) fn next_start(&self, words: &[Word], at: usize) -> Option<usize> {
        let may_start = |word: &Word| {
            let starts = if word.case == Case::Lower { &self.small_starts } else { &self.starts };
            let (block, bit) = place(word.key, starts.len());
            starts[block] >> bit & 1 == 1
        };
        words.get(at..)?.iter().position(may_start).map(|skipped| at + skipped)
    }

    /// The longest path along the words from `at` on that ends before `limit`, and where names end: its node and the word
    /// behind it.
    pub(super) fn deepest(&self, words: &[Word], at: usize, limit: usize) -> Option<(u32, usize)> {
        let (mut node, mut end, mut deepest) = (0, at, None);
        loop {
            let word = match words.get(end)? {
                word if word.kind == WordKind::Punct('-') && end > at => {
                    end += 1;
                    words.get(end)
                }
                word => Some(word),
            };
            let target = word
                .filter(|word| word.kind != WordKind::Url && end + 1 < limit)
                .map_or(0, |word| self.target(node, word.key));
            if target == 0 {
                return deepest;
            }
            (node, end) = (target >> 1, end + 1);
            if target & 1 == 1 {
                deepest = Some((node, end));
            }
            if end == words.len() {
                return deepest;
            }
        }
    }

    /// Where the edge leads, or 0.
    fn target(&self, node: u32, key: u64) -> u32 {
        self.slots[self.slot(node, key).0].target
    }

    /// The slot of an edge, or the free one where it would stand, and the edge's tag.
    fn slot(&self, node: u32, key: u64) -> (usize, u32) {
        let hash = (key ^ u64::from(node).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        let hash = hash ^ (hash >> 32);
        let (mask, tag) = (self.slots.len() - 1, (hash >> 32) as u32);
        let mut at = hash as usize & mask;
        // A quarter of the slots stays free at least.
        while self.slots[at].target != 0 && self.slots[at].tag != tag {
            at = (at + 1) & mask;
        }
        (at, tag)
    }
}

/// Builds a [`Trie`].
pub(super) struct TrieBuilder {
    trie: Trie,
}

impl TrieBuilder {
    /// Has room for names of so many words altogether.
    pub(super) fn new(words: usize, names: usize) -> Self {
        // Eight bits a name turn away most words that begin none.
        let blocks = (names / 8 + 1).next_power_of_two();
        let slots = vec![Slot::default(); (words + words / 3 + 1).next_power_of_two()];
        Self { trie: Trie { slots, starts: vec![0; blocks], small_starts: vec![0; blocks.min(64)], nodes: 1 } }
    }

    /// Adds a name of at least one word and gives its node. `small`: it begins with a small letter.
    pub(super) fn insert(&mut self, keys: &[u64], small: bool) -> u32 {
        let trie = &mut self.trie;
        if let Some(&first) = keys.first() {
            let filters = [Some(&mut trie.starts), small.then_some(&mut trie.small_starts)];
            for filter in filters.into_iter().flatten() {
                let (block, bit) = place(first, filter.len());
                filter[block] |= 1 << bit;
            }
        }
        let (mut node, mut last) = (0, 0);
        for &key in keys {
            let (at, tag) = trie.slot(node, key);
            if trie.slots[at].target == 0 {
                assert!(trie.nodes < u32::MAX >> 1, "fewer than two billion words of names");
                trie.slots[at] = Slot { tag, target: trie.nodes << 1 };
                trie.nodes += 1;
            }
            (node, last) = (trie.slots[at].target >> 1, at);
        }
        trie.slots[last].target |= 1;
        node
    }

    /// How many nodes there are so far, the root included.
    pub(super) fn nodes(&self) -> usize {
        self.trie.nodes()
    }

    pub(super) fn finish(self) -> Trie {
        self.trie
    }
}

/// The bit of a key in a filter of so many blocks, which are a power of two.
fn place(key: u64, blocks: usize) -> (usize, u32) {
    ((key >> 6) as usize & (blocks - 1), (key & 63) as u32)
}
