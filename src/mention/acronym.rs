//! Acronyms introduced in brackets: "the Communist Refoundation Party (PRC)".

use crate::grammar::KeyMap;
use crate::text::{self, Case, Word, WordKind};

/// What a text's own acronym stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What the name with this number means.
    Item(usize),
    /// Something that no name explains.
    Stranger,
}

/// The acronyms that a text has introduced so far.
#[derive(Debug, Default)]
pub(super) struct Acronyms {
    meanings: KeyMap<Meaning>,
}

impl Acronyms {
    pub(super) fn is_empty(&self) -> bool {
        self.meanings.is_empty()
    }

    pub(super) fn of(&self, word: &Word) -> Option<Meaning> {
        if word.case != Case::Upper { None } else { self.meanings.get(&word.key).copied() }
    }

    pub(super) fn insert(&mut self, key: u64, meaning: Meaning) {
        self.meanings.insert(key, meaning);
    }
}

/// The acronyms in brackets of a sentence: the index of each, behind an opening bracket and before a closing one.
pub(super) fn introduced(words: &[Word]) -> impl Iterator<Item = usize> {
    let is = |at: usize, mark: char| words.get(at).is_some_and(|word| word.kind == WordKind::Punct(mark));
    let is_acronym =
        |word: &Word| word.case == Case::Upper && word.kind == WordKind::Word && (2..=8).contains(&word.span.len());
    // Some words of its long form stand before the bracket.
    let behind = words.iter().enumerate().skip(2);
    behind.filter(move |(at, word)| is_acronym(word) && is(at - 1, '(') && is(at + 1, ')')).map(|(at, _)| at)
}

/// Whether the acronym at `at` is made of the words before its bracket, none of them before `from`.
pub(super) fn has_initials(text: &str, words: &[Word], at: usize, from: Option<usize>) -> bool {
    let from = from.unwrap_or_else(|| (at - 1).saturating_sub(2 * words[at].span.len() + 2));
    let capitalised = words[from..at - 1].iter().filter(|word| word.kind == WordKind::Word && word.case != Case::Lower);
    is_made_of(words[at].span.slice(text), capitalised.map(|word| word.span.slice(text)))
}

/// Whether more than half of the letters of the acronym begin one of the words each.
pub(super) fn is_made_of<'t>(acronym: &str, words: impl Iterator<Item = &'t str>) -> bool {
    let acronym = text::fold(acronym);
    let mut initials: Vec<char> = words.filter_map(|word| text::fold(word).chars().next()).collect();
    let (mut letters, mut fitting) = (0, 0);
    for letter in acronym.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        if let Some(found) = initials.iter().position(|initial| *initial == letter) {
            initials.swap_remove(found);
            fitting += 1;
        }
    }
    2 * fitting > letters
}
