//! Names over whole words: a trie of folded words leads to the names, and letters and capitals are looked at only there.
//!
//! A hyphen counts as a blank.

mod case;

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::ops::Range;

use smallvec::SmallVec;

use crate::gazetteer::{Gazetteer, Name, Names, Place};
use crate::text::{Case, Word, WordKind};

use case::Fit;

pub(crate) use crate::gazetteer::Reading;

/// A name that stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameHit {
    /// Its words, as indices into the sentence's, hyphens between them included.
    pub(crate) words: Range<usize>,
    /// The place that the name ends at, and which of the names there it is.
    name: (Place, usize),
    /// Whether it means nobody.
    pub(crate) is_decoy: bool,
}

/// Whether most words of a sentence are in capitals, so that "US" may be "us".
pub(crate) fn is_shouted(words: &[Word]) -> bool {
    let (mut upper, mut other) = (0, 0);
    for word in words.iter().filter(|word| word.kind == WordKind::Word && word.span.len() > 1) {
        match word.case {
            Case::Upper => upper += 1,
            Case::Lower | Case::Title | Case::Mixed => other += 1,
            Case::None => {}
        }
    }
    upper > other
}

/// Looks for the names of a gazetteer, its decoys among them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameIndex<'g> {
    names: Names<'g>,
}

impl<'g> NameIndex<'g> {
    pub(crate) fn of(gazetteer: &'g Gazetteer) -> Self {
        Self { names: gazetteer.names() }
    }

    /// What the hit can mean, each entity once; nothing where it is a decoy.
    pub(crate) fn readings(self, hit: &NameHit) -> SmallVec<[Reading; 2]> {
        let (node, nth) = hit.name;
        self.names.at(node).nth(nth).map(Name::readings).unwrap_or_default()
    }

    /// Appends the names among the words in their order. They do not overlap: a longer one wins, then the one further left.
    ///
    /// Takes time linear in the words, whatever they are: a name is looked for at every word, and no further than the
    /// longest name reaches.
    pub(crate) fn find(self, text: &str, words: &[Word], out: &mut Vec<NameHit>) {
        let finder = Finder { names: self.names, text, words, shouted: OnceCell::new() };
        let mut at = 0;
        while let Some(start) = finder.next_start(at) {
            at = match finder.longest(start, start, usize::MAX) {
                Some(hit) => finder.resolve(hit, out),
                None => start + 1,
            };
        }
    }

    /// Appends the names that stand inside a longer one, which is these of the words of a sentence, the leftmost and longest.
    /// `shouted` as [`is_shouted`] tells of the sentence.
    pub(crate) fn inside(self, text: &str, words: &[Word], long: Range<usize>, shouted: bool, out: &mut Vec<NameHit>) {
        let finder = Finder { names: self.names, text, words: &words[..long.end], shouted: shouted.into() };
        let mut at = long.start;
        while at < long.end {
            let limit = if at == long.start { long.end } else { usize::MAX };
            match finder.longest(at, at, limit) {
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
struct Finder<'a, 'g> {
    names: Names<'g>,
    text: &'a str,
    words: &'a [Word],
    /// Whether the sentence [is](is_shouted), once that matters.
    shouted: OnceCell<bool>,
}

impl Finder<'_, '_> {
    /// Appends what holds among `first`, the names that overlap it, those that overlap them, and so on; gives the end of
    /// the last.
    fn resolve(&self, first: NameHit, out: &mut Vec<NameHit>) -> usize {
        let mut end = first.words.end;
        let mut rivals = Vec::new();
        let mut at = first.words.start + 1;
        while at < end {
            // A name within another that is there anyway does not matter.
            if self.may_start(at)
                && self.may_cover(end)
                && let Some(hit) = self.longest(at, end, usize::MAX)
            {
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
            while let Some(hit) = self.longest(at, at, limit) {
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

    /// The first word from `at` on with which a name may begin.
    #[inline]
    fn next_start(&self, at: usize) -> Option<usize> {
        (at..self.words.len()).find(|&at| self.may_start(at))
    }

    #[inline]
    fn may_start(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| self.names.may_start(word.key, word.case == Case::Lower))
    }

    /// Whether a name that begins before a word may go on with it.
    #[inline]
    fn may_cover(&self, at: usize) -> bool {
        self.words.get(self.behind_hyphen(at)).is_some_and(|word| self.names.may_go_on(word.key))
    }

    /// The word at a place, or the one behind it where it is a hyphen.
    #[inline]
    fn behind_hyphen(&self, at: usize) -> usize {
        let is_hyphen = |word: &Word| word.kind == WordKind::Punct('-');
        at + usize::from(self.words.get(at).is_some_and(is_hyphen))
    }

    /// The longest name that begins at a word and ends behind `floor` and before `limit`.
    fn longest(&self, at: usize, floor: usize, limit: usize) -> Option<NameHit> {
        let mut limit = limit;
        loop {
            let (place, end) = self.deepest(at, limit).filter(|(_, end)| *end > floor)?;
            if let Some(hit) = self.name_of(place, at..end) {
                return Some(hit);
            }
            limit = end;
        }
    }

    /// The longest path along the words from `at` on that ends before `limit`, and where names end: its place and the word
    /// behind it.
    fn deepest(&self, at: usize, limit: usize) -> Option<(Place, usize)> {
        let (mut step, mut end, mut deepest) = (self.names.root(), at, None);
        loop {
            if end > at {
                end = self.behind_hyphen(end);
            }
            let next = self
                .words
                .get(end)
                .filter(|word| word.kind != WordKind::Url && end + 1 < limit)
                .and_then(|word| self.names.next(step, word.key));
            let Some(next) = next else { return deepest };
            (step, end) = (next, end + 1);
            if step.place.is_named() {
                deepest = Some((step.place, end));
            }
            if end == self.words.len() {
                return deepest;
            }
        }
    }

    /// Which of the names that end at a place the words are: the one that is written just so, or else one that may be.
    fn name_of(&self, place: Place, words: Range<usize>) -> Option<NameHit> {
        let mut loose = None;
        let (first, last) = (self.words[words.start].span, self.words[words.end - 1].span);
        let written = first.cover(last).slice(self.text);
        for (nth, name) in self.names.at(place).enumerate() {
            let hit = || Some(NameHit { words: words.clone(), name: (place, nth), is_decoy: name.is_decoy() });
            if name.is_written(written) {
                return hit();
            }
            match case::fit(self.text, &self.words[words.clone()], &name.letters()) {
                Fit::Exact => return hit(),
                Fit::Loose => loose = loose.or_else(hit),
                Fit::Shouted if loose.is_none() && self.is_shouted() => loose = hit(),
                Fit::Shouted | Fit::No => {}
            }
        }
        loose
    }

    fn is_shouted(&self) -> bool {
        *self.shouted.get_or_init(|| is_shouted(self.words))
    }
}

#[cfg(test)]
mod tests;
