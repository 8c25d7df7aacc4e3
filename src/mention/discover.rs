//! People whom no list has, introduced by a title: "Foreign Minister Lemogang Kwape".

use std::ops::Range;

use crate::grammar::{Class, Grammar, KeyMap};
use crate::text::{self, Case, Word, WordKind};

/// A person found by title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Discovery {
    pub(super) key: u64,
    pub(super) id: String,
    pub(super) name: String,
    /// Only the surname of one introduced before.
    pub(super) short: bool,
}

/// Finds people by title and remembers their surnames.
#[derive(Debug, Default)]
pub(super) struct Discoverer {
    surnames: KeyMap<Discovery>,
}

/// The most words that a name may have.
const LONGEST: usize = 5;

impl Discoverer {
    /// The people whom titles introduce among the words that no name explains. In a headline with capitals throughout, only who
    /// was introduced before is found.
    pub(super) fn sentence(
        &mut self,
        text: &str,
        words: &[Word],
        covered: &[bool],
        titled: bool,
    ) -> Vec<(Range<usize>, Discovery)> {
        let mut found = Vec::new();
        let titles = Grammar::get().titles();
        let mut at = 0;
        loop {
            let named = !self.surnames.is_empty();
            let begins =
                |word: &Word| titles.may_hold(word.key) || named && matches!(word.case, Case::Title | Case::Mixed);
            let Some(skipped) = words[at..].iter().position(begins) else { break };
            at += skipped;
            if !titled
                && titles.may_hold(words[at].key)
                && let Some(range) = name(words, covered, at)
            {
                let end = range.end;
                let discovery = describe(text, &words[range.clone()]);
                self.surnames.insert(words[end - 1].key, Discovery { short: true, ..discovery.clone() });
                found.push((range, discovery));
                at = end;
                continue;
            }
            if !covered[at]
                && matches!(words[at].case, Case::Title | Case::Mixed)
                && let Some(known) = self.surnames.get(&words[at].key)
            {
                found.push((at..at + 1, known.clone()));
            }
            at += 1;
        }
        found
    }
}

/// The name that the title at `at` introduces.
fn name(words: &[Word], covered: &[bool], at: usize) -> Option<Range<usize>> {
    // "Chief Executive Officer …", "King David Hotel"
    const PARTICLES: [u64; 11] = text::keys(["de", "al", "bin", "van", "von", "der", "da", "dos", "el", "ibn", "di"]);
    const RANKS: [u64; 8] =
        text::keys(["executive", "officer", "operating", "financial", "information", "managing", "general", "elect"]);
    const THINGS: [u64; 12] = text::keys([
        "hotel",
        "street",
        "airport",
        "house",
        "court",
        "prize",
        "university",
        "college",
        "institute",
        "square",
        "hospital",
        "award",
    ]);
    // A name or the rest of a title stands behind it.
    let behind = words.get(at + 1)?;
    let capital = behind.kind == WordKind::Word && behind.case != Case::Lower;
    if !capital && !RANKS.contains(&behind.key) {
        return None;
    }
    let info = Grammar::get().info(words[at].key);
    let title = (info.is(Class::Office) || info.is(Class::Title)) && words[at].kind == WordKind::Word && !covered[at];
    if !title {
        return None;
    }
    let mut start = at + 1;
    while words
        .get(start)
        .is_some_and(|word| RANKS.contains(&word.key) || word.kind == WordKind::Punct('-') && start > at + 1)
    {
        start += 1;
    }
    let part = |index: usize| {
        let Some(word) = words.get(index) else { return false };
        let info = Grammar::get().info(word.key);
        let particle = word.case == Case::Lower && PARTICLES.contains(&word.key);
        let hyphen = word.kind == WordKind::Punct('-') && word.joined && index > start;
        // "Kim Yong-hyun"
        let syllable =
            word.case == Case::Lower && word.joined && index > start && words[index - 1].kind == WordKind::Punct('-');
        let name = word.kind == WordKind::Word
            && !covered[index]
            && (matches!(word.case, Case::Title | Case::Mixed) || word.case == Case::Upper && word.span.len() <= 2)
            && !info.is_any(&[
                Class::Office,
                Class::Title,
                Class::Time,
                Class::Month,
                Class::Determiner,
                Class::Preposition,
                Class::Pronoun,
            ]);
        name || hyphen || syllable || particle && index > start
    };
    let mut end = start;
    while end - start <= LONGEST + 2 && part(end) {
        end += 1;
    }
    let ends = |word: &Word| word.kind == WordKind::Word && (word.case != Case::Lower || word.joined);
    while end > start && !ends(&words[end - 1]) {
        end -= 1;
    }
    let names = words[start..end]
        .iter()
        .filter(|word| word.kind == WordKind::Word && !(word.case == Case::Lower && word.joined))
        .count();
    // A name goes on in a covered word: it is not ours to cut.
    let cut =
        covered.get(end).copied().unwrap_or(false) && !matches!(words[end].kind, WordKind::Punct(_) | WordKind::Clitic);
    let thing = end > start && THINGS.contains(&words[end - 1].key);
    ((2..=LONGEST).contains(&names) && !cut && !thing).then_some(start..end)
}

fn describe(text: &str, words: &[Word]) -> Discovery {
    let first = words[0].span.start;
    let last = words[words.len() - 1].span.end;
    let name = text[first..last].split_whitespace().collect::<Vec<_>>().join(" ");
    let mut id = String::with_capacity(name.len());
    for c in text::fold(&name).chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.ends_with('-') && !id.is_empty() && c != '\'' {
            id.push('-');
        }
    }
    // A name in letters beyond ASCII keeps them.
    let id = if id.chars().any(char::is_alphanumeric) {
        id.trim_end_matches('-').to_owned()
    } else {
        name.replace(' ', "-")
    };
    Discovery { key: text::key(&id) | 1 << 63, id, name, short: false }
}
