//! Texts, and mentions of the caller's.

use geopol::{Extractor, GivenMention, Kind, KnowledgeGraph, MentionForm, Report, Span};

use super::export::check_graph;
use super::input::Input;
use super::report::{check, written};

/// Any text gives a report that holds together, twice the same, and a graph that takes and gives it back.
pub fn extract(data: &[u8]) {
    let text = Input::new(data).text();
    let extractor = Extractor::bundled();
    let report = extractor.extract(&text);
    check(&report);
    assert_eq!(written(&report), written(&extractor.extract(&text)), "twice the same");
    let _ = extractor.explain(&text);
    add_and_remove(&report);
}

/// Mentions that fit the text are taken as they are; all others are refused with a word on which and why.
pub fn extract_with(data: &[u8]) {
    let mut input = Input::new(data);
    let ids = ["A", "B", "C", "", "é"];
    let kinds = [Kind::Country, Kind::Person, Kind::Organization, Kind::Place];
    let mut given = Vec::new();
    for _ in 0..input.byte() % 16 {
        let (id, kind) = (input.choose(&ids), input.choose(&kinds));
        let (start, len) = (input.number(), input.byte());
        let end = match len {
            0..=200 => start + usize::from(len),
            201..=220 => start.saturating_sub(usize::from(len) - 200),
            221 => usize::MAX,
            _ => start + usize::from(len) * 8,
        };
        given.push(GivenMention::new(id, kind, Span { start, end }));
    }
    let text = input.text();
    let fits = |span: Span| span.start < span.end && text.get(span.start..span.end).is_some();
    let sound = given.iter().enumerate().all(|(at, mention)| {
        fits(mention.span()) && given[..at].iter().all(|other| !other.span().overlaps(mention.span()))
    });
    let extractor = Extractor::bundled();
    match extractor.extract_with(&text, &given) {
        Err(error) => {
            assert!(!sound, "refused without reason: {error}");
            assert!(error.is_mention() && error.file().is_none() && error.line().is_none());
            let said = error.to_string();
            assert!(said.starts_with("mention ") && given.iter().any(|one| said.contains(&one.span().to_string())));
            assert_eq!(said, extractor.explain_with(&text, &given).expect_err("the same error").to_string());
        }
        Ok(report) => {
            assert!(sound, "taken though wrong: {given:?}");
            check(&report);
            for one in given.iter().filter(|one| !one.span().slice(&text).trim().is_empty()) {
                let mut taken = report.mentions().iter().filter(|mention| mention.form() == MentionForm::Given);
                assert!(taken.any(|mention| {
                    mention.span() == one.span() && report.entities()[mention.entity()].id() == one.id()
                }));
            }
            let again = extractor.extract_with(&text, &given).expect("as before");
            assert_eq!(written(&report), written(&again), "twice the same");
            let _ = extractor.explain_with(&text, &given).expect("as before");
            add_and_remove(&report);
        }
    }
}

fn add_and_remove(report: &Report<'_>) {
    let mut graph = KnowledgeGraph::new();
    graph.add("1", report);
    assert_eq!(graph.entities().len(), report.entities().len());
    let once = graph.clone();
    graph.add("1", report);
    assert!(graph == once, "adding twice is adding once");
    graph.add("2", report);
    graph.remove_document("2");
    assert!(graph == once, "what is taken back leaves no trace");
    check_graph(graph);
}
