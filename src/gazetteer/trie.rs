//! A trie over the keys of words, in one flat table.

use crate::compiled::{Filter, Probe, of_pair, pair};

/// Nodes are numbers; the root is 0. An edge is found by the hash of its node and its word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trie<'g> {
    /// Open addressing; an edge to the root is a free slot.
    pub(super) slots: &'g [Slot],
    /// The keys that names begin with.
    pub(super) starts: Filter<&'g [[u8; 8]]>,
    /// The same for names that begin with a small letter. Most words of a text do, and few names.
    pub(super) small_starts: Filter<&'g [[u8; 8]]>,
}

/// Half of the edge's hash, then where it leads: the node in all bits but the lowest, which tells whether names end there.
///
/// Where two edges agree in the half of their hash, their names share a node; no harm is done, as the letters of a name are
/// looked at before it counts.
type Slot = [u8; 8];

/// Where an edge is looked for and the half of its hash that is kept.
#[inline]
fn place(node: u32, key: u64, slots: usize) -> (Probe, u32) {
    let hash = (key ^ u64::from(node).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let hash = hash ^ (hash >> 32);
    (Probe::new(hash, slots), (hash >> 32) as u32)
}

impl Trie<'_> {
    /// Whether a name may begin with a word; `small`: with a small letter.
    #[inline]
    pub(super) fn may_start(self, key: u64, small: bool) -> bool {
        let starts = if small { self.small_starts } else { self.starts };
        starts.may_hold(key)
    }

    /// Where the edge leads and whether names end there.
    #[inline]
    pub(super) fn next(self, node: u32, key: u64) -> Option<(u32, bool)> {
        let (probe, tag) = place(node, key, self.slots.len());
        for at in probe {
            let [there, target] = pair(*self.slots.get(at)?);
            if target == 0 {
                return None;
            }
            if there == tag {
                return Some((target >> 1, target & 1 == 1));
            }
        }
        None
    }
}

/// Builds a [`Trie`].
pub(super) struct TrieBuilder {
    slots: Vec<Slot>,
    starts: Filter<Vec<[u8; 8]>>,
    small_starts: Filter<Vec<[u8; 8]>>,
    /// How many nodes there are, the root included.
    nodes: u32,
    /// The trie is full: there are no more numbers.
    pub(super) is_full: bool,
}

impl TrieBuilder {
    /// Has room for so many nodes beside the root and for so many names.
    pub(super) fn new(nodes: usize, names: usize) -> Self {
        // Eight bits a name turn away most words that begin none.
        let blocks = names / 8 + 1;
        Self {
            slots: vec![Slot::default(); Probe::slots_for(nodes)],
            starts: Filter::with_blocks(blocks),
            small_starts: Filter::with_blocks(blocks.min(64)),
            nodes: 1,
            is_full: false,
        }
    }

    /// Adds a name of at least one word and gives its node. `small`: it begins with a small letter.
    pub(super) fn insert(&mut self, keys: &[u64], small: bool) -> u32 {
        if let Some(&first) = keys.first() {
            self.starts.insert(first);
            if small {
                self.small_starts.insert(first);
            }
        }
        let (mut node, mut last) = (0, None);
        for &key in keys {
            let (mut probe, tag) = place(node, key, self.slots.len());
            let found = probe.find_map(|at| {
                let [there, target] = pair(self.slots[at]);
                (target == 0 || there == tag).then_some((at, target))
            });
            let Some((at, mut target)) = found.filter(|_| self.nodes < u32::MAX >> 1) else {
                self.is_full = true;
                return 0;
            };
            if target == 0 {
                target = self.nodes << 1;
                self.slots[at] = of_pair([tag, target]);
                self.nodes += 1;
            }
            node = target >> 1;
            last = Some((at, tag, target));
        }
        if let Some((at, tag, target)) = last {
            self.slots[at] = of_pair([tag, target | 1]);
        }
        node
    }

    /// How many nodes there are so far, the root included.
    pub(super) fn nodes(&self) -> usize {
        self.nodes as usize
    }

    /// The slots, the starts and the small starts.
    pub(super) fn finish(self) -> [Vec<u8>; 3] {
        [self.slots, self.starts.into_blocks(), self.small_starts.into_blocks()].map(Vec::into_flattened)
    }
}
