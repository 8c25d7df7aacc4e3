//! Names over whole words: a trie of folded words leads to the names. A hyphen counts as a blank.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::record::{Flag, Writer};
use super::trie::{Trie, TrieBuilder};
use super::{EntityIx, MentionForm};
use crate::compiled::{Cursor, of_pair, pair, put_number};
use crate::text::{self, Case, Span, Word, WordKind};

/// What a name can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reading {
    pub(crate) entity: EntityIx,
    pub(crate) form: MentionForm,
    pub(crate) ambiguous: bool,
}

impl Reading {
    fn of(entity: u32, flag: Flag) -> Self {
        Self { entity: EntityIx(entity), form: flag.form(), ambiguous: flag.is_ambiguous() }
    }

    /// An entity and a flag in 32 bits.
    fn pack(entity: u32, flag: Flag) -> u32 {
        entity << 4 | u32::from(flag.byte() & 15)
    }

    fn unpack(word: u32) -> Self {
        Self::of(word >> 4, Flag::of((word & 15) as u8))
    }
}

/// All names of a gazetteer, its decoys among them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'g> {
    pub(super) trie: Trie<'g>,
    /// What ends at each node: where the one name's letters stand and the entity that it means, or [`MANY`] and where in the
    /// groups all is told.
    pub(super) nodes: &'g [[u8; 8]],
    /// How many names end at a node; for each its letters, how many readings it has, and these, packed.
    pub(super) groups: &'g [[u8; 4]],
    pub(super) text: &'g [u8],
}

/// In place of a name's letters: there are several names or readings, or none.
const MANY: u32 = u32::MAX;

/// The letters of a name, as [`text::cased_fold`] has them, a blank between its words; and its readings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name<'g> {
    letters: Cursor<'g>,
    meaning: Meaning<'g>,
}

#[derive(Debug, Clone, Copy)]
enum Meaning<'g> {
    /// The entity; the flag stands before the letters.
    One(u32),
    /// [Packed](Reading::pack) readings.
    Some(&'g [[u8; 4]]),
}

impl<'g> Name<'g> {
    /// Whether the letters are just these.
    #[inline]
    pub(crate) fn is_written(self, text: &str) -> bool {
        let mut letters = self.letters;
        letters.byte();
        letters.bytes() == text.as_bytes()
    }

    pub(crate) fn letters(self) -> &'g str {
        let mut letters = self.letters;
        letters.byte();
        letters.text()
    }

    /// Whether it means nobody.
    pub(crate) fn is_decoy(self) -> bool {
        match self.meaning {
            Meaning::One(_) => Flag::of({ self.letters }.byte()).is_decoy(),
            Meaning::Some(words) => words.is_empty(),
        }
    }

    /// What it can mean, each entity once; nothing where it is a decoy.
    pub(crate) fn readings(self) -> SmallVec<[Reading; 2]> {
        match self.meaning {
            Meaning::One(entity) => {
                let flag = Flag::of({ self.letters }.byte());
                if flag.is_decoy() { SmallVec::new() } else { smallvec![Reading::of(entity, flag)] }
            }
            Meaning::Some(words) => words.iter().map(|word| Reading::unpack(u32::from_le_bytes(*word))).collect(),
        }
    }
}

impl<'g> Names<'g> {
    /// Whether a name may begin with a word; `small`: with a small letter.
    #[inline]
    pub(crate) fn may_start(self, key: u64, small: bool) -> bool {
        self.trie.may_start(key, small)
    }

    /// The node behind a word, and whether names end there.
    #[inline]
    pub(crate) fn next(self, node: u32, key: u64) -> Option<(u32, bool)> {
        self.trie.next(node, key)
    }

    /// The names that end at a node, in the order of their letters.
    #[inline]
    pub(crate) fn at(self, node: u32) -> impl Iterator<Item = Name<'g>> {
        let [letters, meaning] = pair(self.nodes.get(node as usize).copied().unwrap_or([0xFF; 8]));
        let one =
            (letters != MANY).then(|| Name { letters: Cursor::at(self.text, letters), meaning: Meaning::One(meaning) });
        let words = if letters == MANY { self.groups.get(meaning as usize..) } else { None };
        one.into_iter().chain(Group::new(self.text, words.unwrap_or_default()))
    }
}

/// Reads the names of a group one after the other.
struct Group<'g> {
    text: &'g [u8],
    left: u32,
    words: &'g [[u8; 4]],
}

impl<'g> Group<'g> {
    fn new(text: &'g [u8], words: &'g [[u8; 4]]) -> Self {
        let mut group = Self { text, left: 0, words };
        group.left = group.word();
        group
    }

    fn word(&mut self) -> u32 {
        let Some((first, rest)) = self.words.split_first() else { return 0 };
        self.words = rest;
        u32::from_le_bytes(*first)
    }
}

impl<'g> Iterator for Group<'g> {
    type Item = Name<'g>;

    fn next(&mut self) -> Option<Name<'g>> {
        // Each name has two words at least.
        self.left = self.left.checked_sub(1).filter(|_| self.words.len() > 1)?;
        let letters = Cursor::at(self.text, self.word());
        let len = self.word() as usize;
        let (readings, rest) = self.words.split_at_checked(len).unwrap_or((self.words, &[]));
        self.words = rest;
        Some(Name { letters, meaning: Meaning::Some(readings) })
    }
}

/// The parts of an index, as they lie in a file.
pub(super) struct IndexParts {
    pub(super) slots: Vec<u8>,
    pub(super) starts: Vec<u8>,
    pub(super) small_starts: Vec<u8>,
    pub(super) nodes: Vec<u8>,
    pub(super) groups: Vec<u8>,
}

/// Makes the index of all names and decoys; none where they are too many. It adds to the strings.
pub(super) fn build(writer: &mut Writer) -> Option<IndexParts> {
    let mut drafts = Drafts::new(writer);
    let records = writer.records();
    for entity in 0..records.entities.len() as u32 {
        for at in records.places(EntityIx(entity)) {
            let form = records.form(at);
            drafts.add(form.text, form.flag, at, entity);
        }
    }
    for &at in &writer.decoys {
        let at = u32::from_le_bytes(at);
        let decoy = records.form(at);
        drafts.add(decoy.text, decoy.flag, at, 0);
    }
    let (parts, more) = drafts.finish(&writer.text)?;
    writer.text.extend(more);
    Some(parts)
}

/// Names before they have their places.
struct Drafts {
    drafts: Vec<Draft>,
    /// The keys of the words of all drafts.
    keys: Vec<u64>,
    /// How many strings there are; what is added comes behind them.
    strings: usize,
    /// The letters of names whose letters are not those of the form.
    more: Vec<u8>,
    /// The words of the name that is added, and its letters.
    words: Vec<Word>,
    letters: String,
}

struct Draft {
    keys: Range<u32>,
    /// Where the flag and the letters stand.
    letters: u32,
    entity: u32,
    flag: Flag,
    /// Its first word may be in small letters.
    small: bool,
}

impl Draft {
    /// Decoys come first, then entities in order.
    fn rank(&self) -> Option<(u32, MentionForm)> {
        (!self.flag.is_decoy()).then(|| (self.entity, self.flag.form()))
    }
}

impl Drafts {
    fn new(writer: &Writer) -> Self {
        // Twenty bytes of strings a name; three words.
        let names = writer.text.len() / 20;
        Self {
            drafts: Vec::with_capacity(names),
            keys: Vec::with_capacity(names * 3),
            strings: writer.text.len(),
            more: Vec::new(),
            words: Vec::new(),
            letters: String::new(),
        }
    }

    /// Adds a form that stands with its flag at a place among the strings.
    fn add(&mut self, form: &str, flag: Flag, at: u32, entity: u32) {
        let first = self.keys.len();
        let (mut letters, mut words) = (std::mem::take(&mut self.letters), std::mem::take(&mut self.words));
        letters.clear();
        // Letters with blanks between them are words as they stand; most forms are.
        let small = if form.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ') {
            for word in form.split(' ').filter(|word| !word.is_empty()) {
                self.push_word(first, text::key(word), word, &mut letters);
            }
            form.starts_with(|first: char| first.is_ascii_lowercase())
        } else {
            text::words(form, Span::new(0, form.len()), &mut words);
            words.retain(|word| word.kind != WordKind::Punct('-'));
            for word in &words {
                self.push_word(first, word.key, &text::cased_fold(word.span.slice(form)), &mut letters);
            }
            words.first().is_some_and(|word| word.case == Case::Lower)
        };
        let letters_at = if letters == form {
            at
        } else {
            let at = self.strings + self.more.len();
            self.more.push(flag.byte());
            put_number(&mut self.more, letters.len() as u32);
            self.more.extend(letters.as_bytes());
            at as u32
        };
        let keys = first as u32..self.keys.len() as u32;
        // A form of hyphens alone names nothing.
        if !keys.is_empty() {
            self.drafts.push(Draft { keys, letters: letters_at, entity, flag, small });
        }
        (self.letters, self.words) = (letters, words);
    }

    /// Adds a word of the form whose keys begin at `first`.
    fn push_word(&mut self, first: usize, key: u64, cased: &str, letters: &mut String) {
        if self.keys.len() > first {
            letters.push(' ');
        }
        self.keys.push(key);
        letters.push_str(cased);
    }

    /// How many nodes the trie has beside the root. What is too few to matter is not counted but taken for what it may be.
    fn count_nodes(&self) -> usize {
        const FEW: usize = 1 << 20;
        if self.keys.len() < FEW {
            return self.keys.len();
        }
        let mut all: Vec<u64> = Vec::with_capacity(self.keys.len());
        for draft in &self.drafts {
            let mut path = 0_u64;
            for &key in slice(&self.keys, &draft.keys) {
                path = (path.rotate_left(5) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                all.push(path);
            }
        }
        all.sort_unstable();
        all.dedup();
        // Paths with the same hash are one here and may be two in the trie.
        all.len() + 64
    }

    fn finish(self, strings: &[u8]) -> Option<(IndexParts, Vec<u8>)> {
        let fits = |len: usize| u32::try_from(len).is_ok();
        if !fits(strings.len() + self.more.len()) || !fits(self.keys.len()) {
            return None;
        }
        let mut trie = TrieBuilder::new(self.count_nodes(), self.drafts.len());
        let Self { drafts, keys, more, .. } = self;
        let nodes: Vec<u32> = drafts.iter().map(|draft| trie.insert(slice(&keys, &draft.keys), draft.small)).collect();
        if trie.is_full {
            return None;
        }
        let letters = |draft: &Draft| {
            let behind = (draft.letters as usize).checked_sub(strings.len());
            let mut cursor = behind.map_or(Cursor::at(strings, draft.letters), |at| Cursor::at(&more, at as u32));
            cursor.byte();
            cursor.bytes()
        };
        // The drafts by their nodes; those of one node by their letters, then by what they mean.
        let mut order = by_node(&nodes, trie.nodes());
        let mut ends = Ends { nodes: vec![of_pair([MANY, 0]); trie.nodes()], groups: vec![0; 4] };
        for twins in order.chunk_by_mut(|&a, &b| nodes[a as usize] == nodes[b as usize]) {
            let draft = |at: u32| &drafts[at as usize];
            let node = nodes[twins[0] as usize] as usize;
            if let [one] = *twins {
                let Draft { letters, entity, .. } = *draft(one);
                ends.put(node, letters, entity);
                continue;
            }
            twins.sort_unstable_by(|&a, &b| {
                let (a_draft, b_draft) = (draft(a), draft(b));
                let by_letters = letters(a_draft).cmp(letters(b_draft));
                by_letters.then_with(|| a_draft.rank().cmp(&b_draft.rank())).then(a.cmp(&b))
            });
            let names: Vec<(u32, Vec<(u32, Flag)>)> = twins
                .chunk_by(|&a, &b| letters(draft(a)) == letters(draft(b)))
                .map(|same| (draft(same[0]).letters, readings(same.iter().map(|&at| draft(at)))))
                .collect();
            match &names[..] {
                [(letters_at, readings)] if readings.is_empty() => ends.put(node, *letters_at, 0),
                [(letters_at, readings)] if readings[..] == [(draft(twins[0]).entity, draft(twins[0]).flag)] => {
                    ends.put(node, *letters_at, readings[0].0);
                }
                _ => ends.put_group(node, &names),
            }
        }
        let [slots, starts, small_starts] = trie.finish();
        let parts = IndexParts { slots, starts, small_starts, nodes: ends.nodes.into_flattened(), groups: ends.groups };
        Some((parts, more))
    }
}

/// What ends at the nodes.
struct Ends {
    nodes: Vec<[u8; 8]>,
    groups: Vec<u8>,
}

impl Ends {
    fn put(&mut self, node: usize, letters: u32, meaning: u32) {
        self.nodes[node] = of_pair([letters, meaning]);
    }

    fn put_group(&mut self, node: usize, names: &[(u32, Vec<(u32, Flag)>)]) {
        self.put(node, MANY, (self.groups.len() / 4) as u32);
        let mut put = |word: u32| self.groups.extend(word.to_le_bytes());
        put(names.len() as u32);
        for (letters, readings) in names {
            put(*letters);
            put(readings.len() as u32);
            readings.iter().for_each(|&(entity, flag)| put(Reading::pack(entity, flag)));
        }
    }
}

/// The readings of one name, whose drafts stand in order.
fn readings<'d>(drafts: impl Iterator<Item = &'d Draft>) -> Vec<(u32, Flag)> {
    let mut readings: Vec<(u32, Flag)> = Vec::new();
    for draft in drafts {
        // A decoy, which comes first, silences what else the same words could mean.
        if draft.flag.is_decoy() {
            break;
        }
        match readings.last_mut() {
            // One entity, one reading: the best form. A short name never makes another form ambiguous.
            Some((entity, flag)) if *entity == draft.entity => {
                let ambiguous = draft.flag.is_ambiguous() && draft.flag.form() != MentionForm::ShortName;
                *flag = Flag::new(flag.form(), flag.is_ambiguous() || ambiguous);
            }
            _ => readings.push((draft.entity, draft.flag)),
        }
    }
    readings
}

fn slice<'k>(keys: &'k [u64], range: &Range<u32>) -> &'k [u64] {
    &keys[range.start as usize..range.end as usize]
}

/// The numbers of all drafts in the order of their nodes.
fn by_node(nodes: &[u32], count: usize) -> Vec<u32> {
    let mut starts = vec![0u32; count + 1];
    for &node in nodes {
        starts[node as usize + 1] += 1;
    }
    for node in 0..count {
        starts[node + 1] += starts[node];
    }
    let mut order = vec![0; nodes.len()];
    for (&node, draft) in nodes.iter().zip(0..) {
        let place = &mut starts[node as usize];
        order[*place as usize] = draft;
        *place += 1;
    }
    order
}
