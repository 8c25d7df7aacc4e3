//! A trie over the keys of words, in one flat table.

use crate::compiled::{Filter, Probe, of_pair, pair};

/// An edge is found by the hash of its word and of those before it, so that the memory can be asked for the next edge before
/// it has answered for this one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trie<'g> {
    /// Open addressing; zero is a free slot.
    pub(super) slots: &'g [Slot],
    /// With it all edges have slots of their own.
    pub(super) seed: u32,
    /// The keys that names begin with.
    pub(super) starts: Filter<&'g [[u8; 8]]>,
    /// The same for names that begin with a small letter. Most words of a text do, and few names.
    pub(super) small_starts: Filter<&'g [[u8; 8]]>,
    /// The keys of words that are not the first of a name. Most that stand behind the first word of one are none.
    pub(super) followers: Filter<&'g [[u8; 8]]>,
}

/// Half of the edge's hash, then where it leads.
///
/// Where two edges agree in that half, their names share a node; no harm is done, as the letters of a name are looked at
/// before it counts.
type Slot = [u8; 8];

/// Where an edge leads: to a leaf, at which one name ends, or to a place from which others go on or at which several names
/// end. Most are leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(u32);

impl Place {
    pub(crate) const ROOT: Self = Self(0);
    const LEAF: u32 = 1;
    const NAMED: u32 = 2;
    const MORE: u32 = 4;

    /// A leaf with a number that tells its name; none where the number is too great.
    pub(super) fn leaf(number: u32) -> Option<Self> {
        (number <= u32::MAX >> 1).then_some(Self(number << 1 | Self::LEAF))
    }

    /// A place at which names end, with a number that tells them; none where the number is too great.
    pub(super) fn named(number: u32, has_more: bool) -> Option<Self> {
        let flags = Self::NAMED | if has_more { Self::MORE } else { 0 };
        (number <= u32::MAX >> 3).then_some(Self(number << 3 | flags))
    }

    /// A place from which edges go on, and nothing more; none where the number is too great.
    pub(super) fn fork(number: u32) -> Option<Self> {
        (number <= u32::MAX >> 3).then_some(Self(number << 3 | Self::MORE))
    }

    /// Whether names end here.
    #[inline]
    pub(crate) fn is_named(self) -> bool {
        self.0 & (Self::LEAF | Self::NAMED) != 0
    }

    /// The number of a leaf.
    #[inline]
    pub(super) fn as_leaf(self) -> Option<u32> {
        (self.0 & Self::LEAF != 0).then_some(self.0 >> 1)
    }

    /// The number of a place at which names end and that is no leaf.
    #[inline]
    pub(super) fn as_named(self) -> Option<u32> {
        (self.0 & (Self::LEAF | Self::NAMED) == Self::NAMED).then_some(self.0 >> 3)
    }

    /// Whether edges go on from here.
    #[inline]
    fn has_more(self) -> bool {
        self == Self::ROOT || self.0 & (Self::LEAF | Self::MORE) == Self::MORE
    }
}

/// How far the words of a text have led.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) place: Place,
    words: Words,
}

/// The hash of some words, one behind the other.
#[derive(Debug, Clone, Copy)]
struct Words(u64);

impl Words {
    /// Of none yet.
    fn none(seed: u32) -> Self {
        Self(seed.into())
    }

    /// With one more.
    #[inline]
    fn and(self, key: u64) -> Self {
        let hash = (key ^ self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        Self(hash ^ (hash >> 32))
    }

    /// Where the edge that they lead along is looked for among so many slots.
    #[inline]
    fn probe(self, slots: usize) -> Probe {
        Probe::new(self.0, slots)
    }

    /// The half of the hash that is kept.
    #[inline]
    fn tag(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

impl Trie<'_> {
    /// Whether a name may begin with a word; `small`: with a small letter.
    #[inline]
    pub(super) fn may_start(self, key: u64, small: bool) -> bool {
        let starts = if small { self.small_starts } else { self.starts };
        starts.may_hold(key)
    }

    /// Whether a name may go on with a word.
    #[inline]
    pub(super) fn may_go_on(self, key: u64) -> bool {
        self.followers.may_hold(key)
    }

    /// Before any word.
    #[inline]
    pub(super) fn root(self) -> Step {
        Step { place: Place::ROOT, words: Words::none(self.seed) }
    }

    /// Where a word leads.
    #[inline]
    pub(super) fn next(self, from: Step, key: u64) -> Option<Step> {
        if !from.place.has_more() || from.place != Place::ROOT && !self.may_go_on(key) {
            return None;
        }
        let words = from.words.and(key);
        for at in words.probe(self.slots.len()) {
            let [there, target] = pair(*self.slots.get(at)?);
            if there == 0 && target == 0 {
                return None;
            }
            if there == words.tag() {
                return Some(Step { place: Place(target), words });
            }
        }
        None
    }
}

/// A table of edges in the making. What they lead to is a number.
#[derive(Debug)]
struct Edges {
    slots: Vec<Slot>,
}

impl Edges {
    fn new(count: usize) -> Self {
        Self { slots: vec![Slot::default(); Probe::slots_for(count)] }
    }

    /// What the words lead to; if they led nowhere, they lead to `new` from now on. None where the table is full.
    fn get_or_insert(&mut self, words: Words, new: u32) -> Option<u32> {
        let tag = words.tag();
        let at = words
            .probe(self.slots.len())
            .find(|&at| self.slots[at] == Slot::default() || pair(self.slots[at])[0] == tag)?;
        if self.slots[at] == Slot::default() {
            self.slots[at] = of_pair([tag, new]);
        }
        Some(pair(self.slots[at])[1])
    }
}

/// The nodes of a trie by numbers, before it is known which of them are leaves. The root is the first.
#[derive(Debug)]
pub(super) struct Nodes {
    edges: Edges,
    /// For each node whether others come behind it.
    has_more: Vec<bool>,
    /// The keys of words that names begin with, and those of others.
    starts: Vec<u64>,
    followers: Vec<u64>,
}

impl Nodes {
    /// Has room for so many nodes beside the root.
    pub(super) fn new(most: usize) -> Self {
        Self { edges: Edges::new(most), has_more: vec![false], starts: Vec::new(), followers: Vec::new() }
    }

    /// Adds a name and gives its node; none where there are no numbers any more.
    pub(super) fn insert(&mut self, keys: &[u64]) -> Option<u32> {
        let (mut node, mut words) = (0, Words::none(0));
        for &key in keys {
            let new = u32::try_from(self.has_more.len()).ok()?;
            let parent = node;
            self.has_more[parent as usize] = true;
            words = words.and(key);
            node = self.edges.get_or_insert(words, new)?;
            if node == new {
                self.has_more.push(false);
                if parent == 0 { &mut self.starts } else { &mut self.followers }.push(key);
            }
        }
        Some(node)
    }

    pub(super) fn len(&self) -> usize {
        self.has_more.len()
    }

    /// Whether others come behind a node.
    pub(super) fn has_more(&self, node: u32) -> bool {
        self.has_more[node as usize]
    }
}

/// The parts of a trie, as they lie in a file.
#[derive(Debug)]
pub(super) struct TrieParts {
    pub(super) slots: Vec<u8>,
    pub(super) seed: [u8; 4],
    pub(super) starts: Vec<u8>,
    pub(super) small_starts: Vec<u8>,
    pub(super) followers: Vec<u8>,
}

/// How many seeds are tried; hardly a list needs a second one.
const SEEDS: u32 = 64;

/// A name that a trie leads to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path<'k> {
    /// Those of its words, one at least.
    pub(super) keys: &'k [u64],
    /// Its first word may be in small letters.
    pub(super) small: bool,
}

/// Makes the trie of some names. `places` are those of the nodes.
pub(super) fn build<'k>(
    mut nodes: Nodes,
    places: &[Place],
    paths: impl Iterator<Item = Path<'k>> + Clone,
) -> Option<TrieParts> {
    let (edges, seed) =
        (0..SEEDS).find_map(|seed| Some((edges(&mut nodes.edges, places, paths.clone(), seed)?, seed)))?;
    let [mut starts, mut followers] = [nodes.starts, nodes.followers].map(|mut keys| {
        keys.sort_unstable();
        keys.dedup();
        Filter::for_keys(keys.len())
    });
    let mut small_starts = Filter::for_keys(paths.clone().filter(|path| path.small).count());
    for Path { keys, small } in paths {
        let Some((&first, rest)) = keys.split_first() else { continue };
        starts.insert(first);
        if small {
            small_starts.insert(first);
        }
        rest.iter().for_each(|&key| followers.insert(key));
    }
    let [starts, small_starts, followers] =
        [starts, small_starts, followers].map(|filter| filter.into_blocks().into_flattened());
    Some(TrieParts { slots: edges.slots.into_flattened(), seed: seed.to_le_bytes(), starts, small_starts, followers })
}

/// The table with its last numbers and no more room than it needs; none where an edge would hide another.
fn edges<'k>(nodes: &mut Edges, places: &[Place], paths: impl Iterator<Item = Path<'k>>, seed: u32) -> Option<Edges> {
    let mut edges = Edges::new(places.len() - 1);
    for Path { keys, .. } in paths {
        let (mut numbered, mut words) = (Words::none(0), Words::none(seed));
        for &key in keys {
            (numbered, words) = (numbered.and(key), words.and(key));
            let Place(place) = places[nodes.get_or_insert(numbered, 0)? as usize];
            if edges.get_or_insert(words, place)? != place {
                return None;
            }
        }
    }
    Some(edges)
}
