//! What an office says of whoever holds it, and what its holder is called, from `gazetteers/grammar/offices.tsv`.

use once_cell::sync::Lazy;
use smallvec::SmallVec;

use crate::grammar::{KeyMap, rows};
use crate::text;

/// What an office may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Its holder heads what it is held in.
    Heads,
    /// One person at a time holds it. Where two do, as rivals or together, the `note` of one of them says `beside ID`.
    Single,
    /// Its holder leads a country or speaks for it.
    Speaks,
    /// Its holder leads a government.
    Governs,
}

impl Meaning {
    const ALL: [(Self, &'static str); 4] =
        [(Self::Heads, "heads"), (Self::Single, "single"), (Self::Speaks, "speaks"), (Self::Governs, "governs")];

    const fn bit(self) -> u8 {
        1 << self as u8
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == word).map(|&(meaning, _)| meaning)
    }
}

/// Whether the office, in lower case, means this.
pub(crate) fn means(office: &str, meaning: Meaning) -> bool {
    OFFICES.meanings.get(&text::key(office)).is_some_and(|bits| bits & meaning.bit() != 0)
}

/// One or two words by which the holders of offices are called: "premier", "foreign minister".
#[derive(Debug)]
pub(crate) struct Called {
    words: SmallVec<[u64; 2]>,
    /// The keys of the offices.
    offices: Vec<u64>,
}

impl Called {
    /// What the first words call somebody, the longest; `words` are keys.
    pub(crate) fn of(words: [u64; 2]) -> Option<&'static Self> {
        let calls = OFFICES.called.get(&words[0])?;
        calls.iter().find(|one| words.starts_with(&one.words))
    }

    /// How many words it is.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the holders of several offices are so called: "leader".
    pub(crate) fn is_loose(&self) -> bool {
        self.offices.len() > 1
    }

    /// Whether the holder of the office, in lower case, is so called.
    pub(crate) fn fits(&self, office: &str) -> bool {
        self.offices.contains(&text::key(office))
    }
}

struct Offices {
    /// By the keys of offices, as bits.
    meanings: KeyMap<u8>,
    /// By the first word; those of two words first.
    called: KeyMap<Vec<Called>>,
}

static OFFICES: Lazy<Offices> = Lazy::new(|| {
    let mut offices = Offices { meanings: KeyMap::default(), called: KeyMap::default() };
    for [office, means, called] in rows(include_str!("../../gazetteers/grammar/offices.tsv")) {
        let office = text::key(office);
        let means = means.split('|').filter(|word| !word.is_empty());
        let bits = means.map(|word| Meaning::parse(word).expect("a meaning (a test reads all)").bit());
        offices.meanings.insert(office, bits.fold(0, |all, bit| all | bit));
        for words in called.split('|').filter(|words| !words.is_empty()) {
            let words: SmallVec<[u64; 2]> = words.split(' ').map(text::key).collect();
            let calls = offices.called.entry(words[0]).or_default();
            match calls.iter_mut().find(|one| one.words == words) {
                Some(one) => one.offices.push(office),
                None => {
                    let place = if words.len() > 1 { 0 } else { calls.len() };
                    calls.insert(place, Called { words, offices: vec![office] });
                }
            }
        }
    }
    offices
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_tell_what_they_mean() {
        assert!(means("king", Meaning::Heads) && means("king", Meaning::Single) && !means("king", Meaning::Governs));
        assert!(!means("ambassador", Meaning::Heads));
    }

    #[test]
    fn holders_are_called_by_one_word_or_two() {
        let called = |first: &str, second: &str| Called::of([first, second].map(text::key));
        let defence = called("defense", "minister").expect("two words");
        assert!(defence.len() == 2 && defence.fits("defence minister") && !defence.is_loose());
        let leader = called("leader", "spoke").expect("one word");
        assert!(leader.is_loose() && leader.fits("supreme leader") && !leader.fits("pope"));
        assert!(called("defense", "plant").is_none());
    }
}
