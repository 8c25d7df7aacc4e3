//! Names over whole words: a trie of folded words leads to the names, and letters and capitals are looked at only there.
//!
//! A hyphen counts as a blank. All that is kept are flat arrays of plain integers and one string.

mod case;
mod trie;

use std::cmp::Reverse;
use std::ops::Range;

use crate::gazetteer::{EntityIx, Gazetteer, MentionForm};
use crate::text::{self, Case, Span, Word, WordKind};

use case::Fit;
use trie::{Trie, TrieBuilder};

/// What a name can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reading {
    pub(crate) entity: EntityIx,
    pub(crate) form: MentionForm,
    pub(crate) ambiguous: bool,
}

/// A name that stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameHit {
    /// Its words, as indices into the sentence's, hyphens between them included.
    pub(crate) words: Range<usize>,
    name: u32,
    /// It stands in capitals among capitals, so that "US" may be "us".
    pub(crate) shouted: bool,
}

/// All names of a gazetteer, its decoys among them.
#[derive(Debug, Clone)]
pub(crate) struct NameIndex {
    trie: Trie,
    /// The first name of every node of the trie, and of none behind the last.
    nodes: Vec<u32>,
    /// The names, and one behind the last that tells where the last one ends.
    names: Vec<Name>,
    /// The words of all names as [`text::cased_fold`] has them, a blank between the words of one.
    cased: String,
    readings: Vec<Reading>,
}

/// Where the words and the readings of a name begin; they end where the next name's do. A decoy has no reading.
#[derive(Debug, Clone, Copy)]
struct Name {
    cased: u32,
    readings: u32,
}

impl NameIndex {
    pub(crate) fn build(gazetteer: &Gazetteer) -> Self {
        let mut drafts = Drafts::new(gazetteer);
        for (entity, number) in gazetteer.entities().zip(0..) {
            for form in entity.forms() {
                let reading = Reading { entity: EntityIx(number), form: form.form(), ambiguous: form.is_ambiguous() };
                drafts.add(form.text(), Some(reading));
            }
        }
        gazetteer.decoys().for_each(|decoy| drafts.add(decoy, None));
        drafts.finish()
    }

    /// What the hit can mean, each entity once; nothing where it is a decoy.
    pub(crate) fn readings(&self, hit: &NameHit) -> &[Reading] {
        let [name, next] = [hit.name, hit.name + 1].map(|at| self.names[at as usize].readings as usize);
        &self.readings[name..next]
    }

    /// Appends the names among the words in their order. They do not overlap: a longer one wins, then the one further left.
    ///
    /// Takes time linear in the words, whatever they are: a name is looked for at every word, and no further than the
    /// longest name reaches.
    pub(crate) fn find(&self, text: &str, words: &[Word], out: &mut Vec<NameHit>) {
        let finder = Finder { index: self, text, words, shouted: std::cell::OnceCell::new() };
        let mut at = 0;
        while let Some(start) = self.trie.next_start(words, at) {
            at = match finder.longest(start, usize::MAX) {
                Some(hit) => finder.resolve(hit, out),
                None => start + 1,
            };
        }
    }
}

impl NameIndex {
    /// Appends the names that stand inside a longer one, the leftmost and longest.
    pub(crate) fn inside(&self, text: &str, words: &[Word], hit: &NameHit, out: &mut Vec<NameHit>) {
        let finder = Finder { index: self, text, words: &words[..hit.words.end], shouted: hit.shouted.into() };
        let mut at = hit.words.start;
        while at < hit.words.end {
            let limit = if at == hit.words.start { hit.words.end } else { usize::MAX };
            match finder.longest(at, limit) {
                Some(found) => {
                    at = found.words.end;
                    out.push(found);
                }
                None => at += 1,
            }
        }
    }
}

/// One sentence in which names are looked for.
struct Finder<'a> {
    index: &'a NameIndex,
    text: &'a str,
    words: &'a [Word],
    shouted: std::cell::OnceCell<bool>,
}

impl Finder<'_> {
    /// Appends what holds among `first`, the names that overlap it, those that overlap them, and so on; gives the end of
    /// the last.
    fn resolve(&self, first: NameHit, out: &mut Vec<NameHit>) -> usize {
        let mut end = first.words.end;
        let mut rivals = Vec::new();
        let mut at = first.words.start + 1;
        while at < end {
            // A name within another that is there anyway does not matter.
            if let Some(hit) = self.longest(at, usize::MAX).filter(|hit| hit.words.end > end) {
                end = hit.words.end;
                rivals.push(hit);
            }
            at += 1;
        }
        if rivals.is_empty() {
            out.push(first);
            return end;
        }
        self.resolve_all(first.words.start..end, out);
        end
    }

    /// Appends the names in the range, the longest first choice.
    #[cold]
    fn resolve_all(&self, range: Range<usize>, out: &mut Vec<NameHit>) {
        let mut hits = Vec::new();
        for at in range.clone() {
            let mut limit = usize::MAX;
            while let Some(hit) = self.longest(at, limit) {
                limit = hit.words.end;
                hits.push(hit);
            }
        }
        hits.sort_by_key(|hit| (Reverse(hit.words.len()), hit.words.start));
        let mut taken = vec![false; range.len()];
        let first = out.len();
        for hit in hits {
            let place = &mut taken[hit.words.start - range.start..hit.words.end - range.start];
            if !place.contains(&true) {
                place.fill(true);
                out.push(hit);
            }
        }
        out[first..].sort_by_key(|hit| hit.words.start);
    }

    /// The longest name that begins at a word and ends before `limit`.
    fn longest(&self, at: usize, limit: usize) -> Option<NameHit> {
        let mut limit = limit;
        loop {
            let (node, end) = self.index.trie.deepest(self.words, at, limit)?;
            if let Some(name) = self.name_of(node, at..end) {
                return Some(NameHit { words: at..end, name, shouted: self.is_shouted() });
            }
            limit = end;
        }
    }

    /// The name of the node that the words are: the one that is written just so, or else one that may be.
    fn name_of(&self, node: u32, words: Range<usize>) -> Option<u32> {
        let index = self.index;
        let mut loose = None;
        for name in index.nodes[node as usize]..index.nodes[node as usize + 1] {
            let [start, end] = [name, name + 1].map(|at| index.names[at as usize].cased as usize);
            match case::fit(self.text, &self.words[words.clone()], &index.cased[start..end]) {
                Fit::Exact => return Some(name),
                Fit::Loose => loose = loose.or(Some(name)),
                Fit::Shouted if loose.is_none() && self.is_shouted() => loose = Some(name),
                Fit::Shouted | Fit::No => {}
            }
        }
        loose
    }

    /// Whether most words of the sentence are in capitals.
    fn is_shouted(&self) -> bool {
        *self.shouted.get_or_init(|| {
            let (mut upper, mut other) = (0, 0);
            for word in self.words.iter().filter(|word| word.kind == WordKind::Word && word.span.len() > 1) {
                match word.case {
                    Case::Upper => upper += 1,
                    Case::Lower | Case::Title | Case::Mixed => other += 1,
                    Case::None => {}
                }
            }
            upper > other
        })
    }
}

/// Names before they have their places.
struct Drafts {
    drafts: Vec<Draft>,
    /// The keys of the words of all drafts.
    keys: Vec<u64>,
    cased: String,
    /// The words of the name that is added.
    words: Vec<Word>,
}

struct Draft {
    keys: Range<u32>,
    cased: Range<u32>,
    /// Its first word may be in small letters.
    small: bool,
    reading: Option<Reading>,
}

impl Drafts {
    fn new(gazetteer: &Gazetteer) -> Self {
        let forms = gazetteer.entities().map(|entity| entity.forms().len()).sum::<usize>() + gazetteer.decoys().len();
        Self {
            drafts: Vec::with_capacity(forms),
            keys: Vec::with_capacity(forms * 3),
            cased: String::with_capacity(forms * 20),
            words: Vec::new(),
        }
    }

    fn add(&mut self, form: &str, reading: Option<Reading>) {
        let (keys, cased) = (number(self.keys.len()), number(self.cased.len()));
        // Letters with blanks between them are words as they stand; most forms are.
        let small = if form.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ') {
            for word in form.split(' ').filter(|word| !word.is_empty()) {
                self.push_word(keys, text::key(word), word);
            }
            form.starts_with(|first: char| first.is_ascii_lowercase())
        } else {
            let mut words = std::mem::take(&mut self.words);
            text::words(form, Span::new(0, form.len()), &mut words);
            words.retain(|word| word.kind != WordKind::Punct('-'));
            for word in &words {
                self.push_word(keys, word.key, &text::cased_fold(word.span.slice(form)));
            }
            self.words = words;
            self.words.first().is_some_and(|word| word.case == Case::Lower)
        };
        let (keys, cased) = (keys..number(self.keys.len()), cased..number(self.cased.len()));
        // A form of hyphens alone names nothing.
        if !keys.is_empty() {
            self.drafts.push(Draft { keys, cased, small, reading });
        }
    }

    /// Adds a word of the form whose keys begin at `first`.
    fn push_word(&mut self, first: u32, key: u64, cased: &str) {
        if self.keys.len() > first as usize {
            self.cased.push(' ');
        }
        self.keys.push(key);
        self.cased.push_str(cased);
    }

    fn finish(self) -> NameIndex {
        let Self { drafts, keys, cased, .. } = self;
        let slice = |range: &Range<u32>| range.start as usize..range.end as usize;
        let mut builder = TrieBuilder::new(keys.len(), drafts.len());
        let nodes: Vec<u32> =
            drafts.iter().map(|draft| builder.insert(&keys[slice(&draft.keys)], draft.small)).collect();
        let letters = |at: u32| &cased[slice(&drafts[at as usize].cased)];
        // The drafts by their nodes; those of one node by their letters, then by what they mean.
        let mut order = by_node(&nodes, builder.nodes());
        for twins in order.chunk_by_mut(|&a, &b| nodes[a as usize] == nodes[b as usize]).filter(|twins| twins.len() > 1)
        {
            let reading = |at: u32| drafts[at as usize].reading.map(|reading| (reading.entity, reading.form));
            twins.sort_unstable_by(|&a, &b| {
                letters(a).cmp(letters(b)).then_with(|| reading(a).cmp(&reading(b))).then(a.cmp(&b))
            });
        }
        let mut index = NameIndex {
            trie: builder.finish(),
            nodes: Vec::new(),
            names: Vec::with_capacity(order.len() + 1),
            cased: String::with_capacity(cased.len()),
            readings: Vec::with_capacity(order.len()),
        };
        index.nodes.reserve(index.trie.nodes() + 1);
        for twins in order.chunk_by(|&a, &b| nodes[a as usize] == nodes[b as usize] && letters(a) == letters(b)) {
            let node = nodes[twins[0] as usize] as usize;
            index.nodes.resize(index.nodes.len().max(node + 1), number(index.names.len()));
            index.names.push(Name { cased: number(index.cased.len()), readings: number(index.readings.len()) });
            index.cased.push_str(letters(twins[0]));
            index.push_readings(twins.iter().map(|&at| drafts[at as usize].reading));
        }
        index.nodes.resize(index.trie.nodes() + 1, number(index.names.len()));
        index.names.push(Name { cased: number(index.cased.len()), readings: number(index.readings.len()) });
        index
    }
}

impl NameIndex {
    /// Appends the readings of one name, which stand in order.
    fn push_readings(&mut self, readings: impl Iterator<Item = Option<Reading>>) {
        let first = self.readings.len();
        for reading in readings {
            // A decoy, which comes first, silences what else the same words could mean.
            let Some(reading) = reading else { return };
            match self.readings[first..].last_mut() {
                // One entity, one reading: the best form. A short name never makes another form ambiguous.
                Some(last) if last.entity == reading.entity => {
                    last.ambiguous |= reading.ambiguous && reading.form != MentionForm::ShortName;
                }
                _ => self.readings.push(reading),
            }
        }
    }
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

fn number(len: usize) -> u32 {
    u32::try_from(len).expect("names of less than 4 GiB")
}

#[cfg(test)]
mod tests;
