//! Nouns that refer to what was named before, from `gazetteers/grammar/descriptions.tsv`.

use once_cell::sync::Lazy;

use super::triggers::Wanted;
use crate::grammar::{KeyMap, rows};
use crate::text;

/// What such a noun stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// "the bloc"
    The,
    /// "the South American state"
    Region,
    /// "his country"
    Own,
    /// "both sides", "the two leaders"
    Two,
}

impl Behind {
    const ALL: [(Self, &'static str); 4] =
        [(Self::The, "the"), (Self::Region, "region"), (Self::Own, "own"), (Self::Two, "two")];
}

/// What the noun with this key asks for there, if it is one that refers.
pub(super) fn wanted(behind: Behind, key: u64) -> Option<Wanted> {
    NOUNS[behind as usize].get(&key).copied()
}

static NOUNS: Lazy<[KeyMap<Wanted>; Behind::ALL.len()]> = Lazy::new(|| {
    let mut nouns: [KeyMap<Wanted>; Behind::ALL.len()] = Default::default();
    for [behind, means, words] in rows(include_str!("../../../gazetteers/grammar/descriptions.tsv")) {
        let behind = Behind::ALL.iter().position(|(_, name)| *name == behind).expect("a place (a test reads all)");
        let means = match means {
            "country" => Wanted::Country,
            "body" => Wanted::Body,
            "person" => Wanted::Someone,
            classes => Wanted::Class(classes),
        };
        nouns[behind].extend(words.split('|').map(|noun| (text::key(noun), means)));
    }
    nouns
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_refer_behind_some_words_and_not_behind_others() {
        assert_eq!(wanted(Behind::The, text::key("country")), Some(Wanted::Country));
        assert_eq!(wanted(Behind::Region, text::key("state")), Some(Wanted::Country));
        assert_eq!(wanted(Behind::The, text::key("state")), None);
        assert_eq!(wanted(Behind::Two, text::key("leaders")), Some(Wanted::Someone));
    }
}
