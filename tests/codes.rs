//! Sentences and the codes that their words support; what the tables of codes agree about.
#![cfg(feature = "bundled")]

use geopol::code::{Cameo, QuadClass};
use geopol::{Extractor, Phrasebook, Relation};
use serde::Deserialize;

#[derive(Deserialize)]
struct Sentences {
    sentence: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
    says: String,
}

fn line(relation: &Relation<'_>) -> String {
    let (source, target) = (relation.source().id(), relation.target().id());
    format!("{source} {target} {} {}", relation.cameo().unwrap_or("-"), relation.plover().unwrap_or("-"))
}

#[test]
fn the_words_give_the_narrowest_code_that_they_support() {
    let sentences: Sentences = toml::from_str(include_str!("codes.toml")).expect("sentences");
    assert!(sentences.sentence.len() >= 60, "{} sentences", sentences.sentence.len());
    let mut wrong = Vec::new();
    for sentence in &sentences.sentence {
        let report = Extractor::bundled().extract(&sentence.text);
        let found: Vec<String> = report.relations().map(|relation| line(&relation)).collect();
        if !found.contains(&sentence.says) {
            wrong.push(format!("{}\n    wanted {}\n    found  {}", sentence.text, sentence.says, found.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_relation_tells_what_its_code_stands_for() {
    let report = Extractor::bundled().extract("Britain threatened to cut aid to Rwanda.");
    let relation = report.relations().next().expect("a relation");
    assert_eq!((relation.cameo(), relation.cameo_root()), (Some("1311"), Some("13")));
    assert_eq!((relation.quad_class(), relation.goldstein()), (Some(QuadClass::VerbalConflict), Some(-5.8)));
    let report = Extractor::bundled().extract("Poland borders Belarus.");
    let relation = report.relations().next().expect("a relation");
    assert_eq!((relation.cameo(), relation.quad_class(), relation.goldstein()), (None, None, None));
}

#[test]
fn the_types_of_the_relations_are_those_of_their_codes() {
    // Where the manual of PLOVER 2.0 says one thing, and its table of codes or its annotators another.
    let known = ["apologizes-to", "blockades", "convicts", "hacks", "occupies", "represses", "sanctions"];
    let book = Phrasebook::bundled().expect("the bundled phrasebook");
    let of_code = |code: &str| Cameo::get(code).and_then(Cameo::plover);
    let mut other: Vec<&str> = book
        .relations()
        .filter(|relation| relation.cameo().is_some_and(|code| of_code(code) != relation.plover()))
        .map(geopol::phrasebook::RelationType::id)
        .collect();
    other.sort_unstable();
    assert_eq!(other, known);
}
