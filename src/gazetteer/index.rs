//! Names over whole words: a trie of folded words leads to the names. A hyphen counts as a blank.

use std::borrow::Cow;
use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::record::{Flag, Writer};
use super::trie::{self, Nodes, Path, Place, Step, Trie, TrieParts};
use super::{EntityIx, MentionForm};
use crate::compiled::{Cursor, put_number};
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
    /// The number of a leaf is where its name stands among the strings: in the record of its entity, or as a decoy. That of
    /// another place is where its group stands.
    pub(super) trie: Trie<'g>,
    /// How many names end at a place; for each where its letters stand, how many readings it has, and these, packed.
    pub(super) groups: &'g [[u8; 4]],
    pub(super) text: &'g [u8],
    /// Where the entities stand among the strings, in order.
    pub(super) entities: &'g [[u8; 4]],
}

/// A name and its readings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name<'g> {
    /// A flag, and text that has the letters of the name.
    form: Cursor<'g>,
    meaning: Meaning<'g>,
}

#[derive(Debug, Clone, Copy)]
enum Meaning<'g> {
    /// The name stands here in the record of its entity, which is one of these; the flag is its own.
    In(u32, &'g [[u8; 4]]),
    /// [Packed](Reading::pack) readings.
    Some(&'g [[u8; 4]]),
}

impl<'g> Name<'g> {
    /// The text that the letters are those of.
    #[inline]
    fn text(self) -> &'g [u8] {
        let mut form = self.form;
        form.byte();
        form.bytes()
    }

    /// Whether it stands among the strings just so.
    #[inline]
    pub(crate) fn is_written(self, text: &str) -> bool {
        self.text() == text.as_bytes()
    }

    /// Its letters, as [`text::cased_fold`] has them, a blank between its words.
    pub(crate) fn letters(self) -> Cow<'g, str> {
        letters_of(str::from_utf8(self.text()).unwrap_or_default())
    }

    /// The flag, where it is the name's own.
    fn flag(self) -> Flag {
        Flag::of({ self.form }.byte())
    }

    /// Whether it means nobody.
    pub(crate) fn is_decoy(self) -> bool {
        match self.meaning {
            Meaning::In(..) => self.flag().is_decoy(),
            Meaning::Some(words) => words.is_empty(),
        }
    }

    /// What it can mean, each entity once; nothing where it is a decoy.
    pub(crate) fn readings(self) -> SmallVec<[Reading; 2]> {
        match self.meaning {
            Meaning::In(..) if self.is_decoy() => SmallVec::new(),
            Meaning::In(at, entities) => {
                let behind = entities.partition_point(|entity| u32::from_le_bytes(*entity) <= at) as u32;
                smallvec![Reading::of(behind.saturating_sub(1), self.flag())]
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

    /// Whether a name may go on with a word.
    #[inline]
    pub(crate) fn may_go_on(self, key: u64) -> bool {
        self.trie.may_go_on(key)
    }

    /// Before any word.
    #[inline]
    pub(crate) fn root(self) -> Step {
        self.trie.root()
    }

    /// Where a word leads.
    #[inline]
    pub(crate) fn next(self, from: Step, key: u64) -> Option<Step> {
        self.trie.next(from, key)
    }

    /// The names that end at a place, in the order of their letters.
    #[inline]
    pub(crate) fn at(self, place: Place) -> impl Iterator<Item = Name<'g>> {
        let leaf = |at| Name { form: Cursor::at(self.text, at), meaning: Meaning::In(at, self.entities) };
        let words = place.as_named().and_then(|at| self.groups.get(at as usize..));
        place.as_leaf().map(leaf).into_iter().chain(Group::new(self.text, words.unwrap_or_default()))
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
        let form = Cursor::at(self.text, self.word());
        let len = self.word() as usize;
        let (readings, rest) = self.words.split_at_checked(len).unwrap_or((self.words, &[]));
        self.words = rest;
        Some(Name { form, meaning: Meaning::Some(readings) })
    }
}

/// The parts of an index, as they lie in a file.
pub(super) struct IndexParts {
    pub(super) trie: TrieParts,
    pub(super) groups: Vec<u8>,
}

/// Makes the index of all names and decoys; none where they are too many. It adds to the strings.
pub(super) fn build(writer: &mut Writer) -> Option<IndexParts> {
    let mut drafts = Drafts::new(writer);
    let records = writer.records();
    for entity in 0..records.entities.len() as u32 {
        for (at, form) in records.forms(EntityIx(entity)) {
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
    /// The letters of names that do not stand in a record as they should.
    other: String,
    /// The words of the name that is added, and its letters.
    words: Vec<Word>,
    letters: String,
}

struct Draft {
    keys: Range<u32>,
    letters: Letters,
    entity: u32,
    flag: Flag,
    /// Its first word may be in small letters.
    small: bool,
}

/// The letters of most names, made of the names alone: without periods, a blank for a hyphen.
fn letters_of(name: &str) -> Cow<'_, str> {
    if !name.is_ascii() || !name.contains(['-', '.']) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(text::cased_fold(name).replace('-', " "))
}

/// Where the letters of a draft are.
#[derive(Debug, Clone, Copy)]
enum Letters {
    /// They are those of the text behind a flag among the strings.
    There(u32),
    /// Between two places among the others.
    Other(u32, u32),
}

impl Letters {
    /// Where they stand among the strings.
    fn place(self) -> Option<u32> {
        match self {
            Self::There(at) => Some(at),
            Self::Other(..) => None,
        }
    }
}

/// The text behind the flag at a place among the strings.
fn text_at(strings: &[u8], at: u32) -> &str {
    let mut form = Cursor::at(strings, at);
    form.byte();
    form.text()
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
            other: String::new(),
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
        let place = if letters == *letters_of(form) && !flag.is_last_word() {
            Letters::There(at)
        } else {
            let start = self.other.len() as u32;
            self.other.push_str(&letters);
            Letters::Other(start, self.other.len() as u32)
        };
        let keys = first as u32..self.keys.len() as u32;
        // A form of hyphens alone names nothing.
        if !keys.is_empty() {
            self.drafts.push(Draft { keys, letters: place, entity, flag, small });
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

    /// The letters of a draft.
    fn letters<'s>(&'s self, strings: &'s [u8], draft: &Draft) -> Cow<'s, str> {
        match draft.letters {
            Letters::There(at) => letters_of(text_at(strings, at)),
            Letters::Other(start, end) => Cow::Borrowed(&self.other[start as usize..end as usize]),
        }
    }

    /// The parts, and what comes behind the strings; none where it is too much.
    fn finish(self, strings: &[u8]) -> Option<(IndexParts, Vec<u8>)> {
        let fits = |len: usize| u32::try_from(len).is_ok();
        if !fits(strings.len()) || !fits(self.other.len()) || !fits(self.keys.len()) {
            return None;
        }
        let drafts = &self.drafts;
        let mut trie = Nodes::new(self.keys.len());
        let paths = drafts.iter().map(|draft| Path { keys: slice(&self.keys, &draft.keys), small: draft.small });
        let nodes: Vec<u32> = paths.clone().map(|path| trie.insert(path.keys)).collect::<Option<_>>()?;
        let mut ends =
            Ends { places: vec![None; trie.len()], groups: Vec::new(), strings: strings.len(), more: vec![] };
        ends.places[0] = Some(Place::ROOT);
        // The drafts by their nodes; those of one node by their letters, then by what they mean.
        let mut order = by_node(&nodes, trie.len());
        for twins in order.chunk_by_mut(|&a, &b| nodes[a as usize] == nodes[b as usize]) {
            let draft = |at: u32| &drafts[at as usize];
            let node = nodes[twins[0] as usize];
            if let [one] = *twins
                && let Some(leaf) = draft(one).letters.place().and_then(Place::leaf)
                && !trie.has_more(node)
            {
                ends.places[node as usize] = Some(leaf);
                continue;
            }
            let letters = |at: u32| self.letters(strings, draft(at));
            twins.sort_by(|&a, &b| letters(a).cmp(&letters(b)).then_with(|| draft(a).rank().cmp(&draft(b).rank())));
            let names: Vec<(u32, Vec<(u32, Flag)>)> = twins
                .chunk_by(|&a, &b| letters(a) == letters(b))
                .map(|same| {
                    let there = same.iter().filter_map(|&at| draft(at).letters.place());
                    // Without hyphens and periods if some are so: there are fewer.
                    let first = there.min_by_key(|&at| letters_of(text_at(strings, at)) != text_at(strings, at));
                    let at = first.unwrap_or_else(|| ends.keep(&letters(same[0])));
                    (at, readings(same.iter().map(|&at| draft(at))))
                })
                .collect();
            ends.put_group(node as usize, trie.has_more(node), &names)?;
        }
        let Ends { places, groups, more, .. } = ends;
        let forks = places.into_iter().zip(0..);
        let places: Vec<Place> =
            forks.map(|(place, number)| place.or_else(|| Place::fork(number))).collect::<Option<_>>()?;
        if !fits(strings.len() + more.len()) {
            return None;
        }
        Some((IndexParts { trie: trie::build(trie, &places, paths)?, groups }, more))
    }
}

/// What ends at the nodes.
struct Ends {
    /// The places of the nodes; none where nothing ends.
    places: Vec<Option<Place>>,
    groups: Vec<u8>,
    /// How many strings there are, and what comes behind them.
    strings: usize,
    more: Vec<u8>,
}

impl Ends {
    /// Adds letters that do not stand among the strings yet. Their flag says nothing.
    fn keep(&mut self, letters: &str) -> u32 {
        let at = (self.strings + self.more.len()) as u32;
        self.more.push(0);
        put_number(&mut self.more, letters.len() as u32);
        self.more.extend(letters.as_bytes());
        at
    }

    /// Puts names at a node; none where there are too many.
    fn put_group(&mut self, node: usize, has_more: bool, names: &[(u32, Vec<(u32, Flag)>)]) -> Option<()> {
        let at = u32::try_from(self.groups.len() / 4).ok()?;
        self.places[node] = Some(Place::named(at, has_more)?);
        let mut put = |word: u32| self.groups.extend(word.to_le_bytes());
        put(names.len() as u32);
        for (letters, readings) in names {
            put(*letters);
            put(readings.len() as u32);
            readings.iter().for_each(|&(entity, flag)| put(Reading::pack(entity, flag)));
        }
        Some(())
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
