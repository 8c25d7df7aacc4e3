//! What the example's article says, in full: `cargo insta review` shows what a change does to it.
#![cfg(feature = "bundled")]

use std::fmt::Write as _;

use geopol::{Extractor, Report};

fn described(report: &Report<'_>) -> String {
    let mut out = String::new();
    let text = report.text();
    for (number, sentence) in report.sentences().iter().enumerate() {
        // Writing to a string can't fail.
        let _ = writeln!(out, "{number}: {}", sentence.slice(text).split_whitespace().collect::<Vec<_>>().join(" "));
        for mention in report.mentions().iter().filter(|mention| mention.sentence() == number) {
            let entity = &report.entities()[mention.entity()];
            let _ = writeln!(
                out,
                "    {:?} {} ({}, {:?})",
                mention.span().slice(text),
                entity.id(),
                entity.kind(),
                mention.form()
            );
        }
        for relation in report.relations().filter(|relation| relation.sentence_index() == number) {
            let _ = write!(out, "    > {} {} {}", relation.source().id(), relation.id(), relation.target().id());
            let _ = write!(out, " | {}", relation.factuality());
            if relation.is_negated() {
                out.push_str(", negated");
            }
            if let Some(by) = relation.attributed_to() {
                let _ = write!(out, ", by {}", by.id());
            }
            let _ = write!(out, " | {:?} {}", relation.trigger().slice(text), relation.cameo().unwrap_or("-"));
            let dates = relation.dates().iter().map(geopol::DateSpan::span);
            for span in relation.quantities().iter().copied().chain(dates) {
                let _ = write!(out, " [{}]", span.slice(text));
            }
            out.push('\n');
        }
    }
    out
}

#[test]
fn the_article_says_what_it_said() {
    let text = include_str!("../examples/data/north_korean_troops.txt");
    insta::assert_snapshot!("north_korean_troops", described(&Extractor::bundled().extract(text)));
}
