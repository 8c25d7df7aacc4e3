use super::Extractor;
use super::assemble::{Stage, each_sentence};
use crate::mention;
use crate::relation;
use crate::text::Passage;

/// All findings, with every pattern tried everywhere or only where its words stand.
fn findings(text: &str, all: bool) -> Vec<String> {
    let inner = &*Extractor::bundled().inner;
    let passage = Passage::new(text);
    let cast = mention::find(&passage, &inner.gazetteer, None);
    let stage = Stage { cast: &cast, gazetteer: Some(&inner.gazetteer), today: None };
    let mut out = Vec::new();
    each_sentence(&passage, &cast, &stage, &inner.phrasebook, all, |_, sentence| {
        out.extend(relation::find(sentence).iter().map(|finding| format!("{finding:?}")));
    });
    out
}

#[test]
fn no_pattern_holds_without_the_words_that_it_needs() {
    let extractor = Extractor::bundled();
    let mut count = 0;
    let mut texts = vec![include_str!("../../examples/data/north_korean_troops.txt").to_owned()];
    for relation in extractor.phrasebook().relations() {
        for line in relation.says().iter().chain(relation.silent()) {
            let words = |(nth, part): (usize, &str)| {
                let (id, words) = part.split_once(':').unwrap_or((part, ""));
                let named = extractor.gazetteer().get(id).filter(|_| nth % 2 == 1 && words.is_empty());
                let shown = if nth % 2 == 1 && !words.is_empty() { words } else { part };
                named.map_or(shown, |entity| entity.name()).to_owned()
            };
            texts.push(line.split(['{', '}']).enumerate().map(words).collect());
        }
    }
    for text in texts {
        let everywhere = findings(&text, true);
        assert_eq!(findings(&text, false), everywhere, "{text}");
        count += everywhere.len();
    }
    assert!(count > 500, "found {count}");
}
