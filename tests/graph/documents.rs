//! What goes in comes out again, whatever the order.

use geopol::{Extractor, Factuality, KnowledgeGraph};
use jiff::civil::date;
use proptest::prelude::*;

use crate::{SENTENCES, add, assert_same, assert_sound, documents, graph_of, json, text};

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_added_and_removed_leaves_nothing(documents in documents(), order in any::<prop::sample::Index>()) {
        let mut graph = KnowledgeGraph::new();
        let mut ids = Vec::new();
        for (number, sentences) in &documents {
            add(&mut graph, &number.to_string(), &text(sentences));
            ids.push(number.to_string());
        }
        assert_sound(&graph);
        ids.sort();
        ids.dedup();
        while !ids.is_empty() {
            let id = ids.remove(order.index(ids.len()));
            prop_assert!(graph.remove_document(&id));
            prop_assert!(!graph.remove_document(&id));
            assert_sound(&graph);
        }
        assert_same(&graph, &KnowledgeGraph::new());
        prop_assert!(graph.is_empty());
    }

    #[test]
    fn removing_takes_back_exactly_what_was_given(documents in documents(), late in prop::collection::vec(0..SENTENCES.len(), 0..6)) {
        let mut graph = KnowledgeGraph::new();
        for (number, sentences) in &documents {
            add(&mut graph, &number.to_string(), &text(sentences));
        }
        let before = graph.clone();
        add(&mut graph, "late", &text(&late));
        graph.remove_document("late");
        assert_same(&graph, &before);
    }

    #[test]
    fn adding_twice_is_adding_once(documents in documents()) {
        let mut once = KnowledgeGraph::new();
        for (number, sentences) in &documents {
            add(&mut once, &number.to_string(), &text(sentences));
        }
        // Whatever the document said before, the last reading counts.
        let mut twice = once.clone();
        for (number, sentences) in &documents {
            add(&mut twice, &number.to_string(), &text(sentences));
        }
        assert_same(&once, &twice);
    }

    #[test]
    fn graphs_merge_in_any_order(parts in prop::collection::vec(documents(), 1..4).prop_flat_map(|parts| {
        let shuffled = Just(parts.clone()).prop_shuffle();
        (Just(parts), shuffled)
    })) {
        let merged = |parts: &[Vec<(usize, Vec<usize>)>]| {
            let mut whole = KnowledgeGraph::new();
            for part in parts {
                let mut graph = KnowledgeGraph::new();
                for (number, sentences) in part {
                    let day = date(2024, 11, 1 + sentences.len() as i8);
                    graph.add_dated(&number.to_string(), day, &Extractor::bundled().extract(&text(sentences)));
                }
                whole.merge(&graph);
                whole.merge(&graph);
            }
            whole
        };
        assert_same(&merged(&parts.0), &merged(&parts.1));
    }

    #[test]
    fn what_is_written_is_read(documents in documents()) {
        let mut graph = KnowledgeGraph::new();
        for (number, sentences) in &documents {
            add(&mut graph, &number.to_string(), &text(sentences));
        }
        let read: KnowledgeGraph = serde_json::from_str(&json(&graph)).expect("what a graph writes, it reads");
        assert_same(&graph, &read);
    }
}

#[test]
fn evidence_says_where_and_what() {
    let mut graph = KnowledgeGraph::new();
    let text = "It was cold. Poland could send 3,000 troops to Ukraine.";
    graph.add_dated("pap/1", date(2024, 11, 5), &Extractor::bundled().extract(text));
    let edge = graph.relation("POL", "sends-troops-to", "UKR").expect("the text says so");
    assert_eq!(edge.label(), "sends troops to");
    let evidence = edge.evidence().next().expect("an edge has evidence");
    assert_eq!(evidence.document().id(), "pap/1");
    assert_eq!(evidence.date(), Some(date(2024, 11, 5)));
    assert_eq!(evidence.sentence(), "Poland could send 3,000 troops to Ukraine.");
    assert_eq!(evidence.sentence_span().slice(text), evidence.sentence());
    assert_eq!(
        (evidence.source_text(), evidence.trigger_text(), evidence.target_text()),
        ("Poland", "send", "Ukraine")
    );
    assert_eq!(evidence.quantity_texts().collect::<Vec<_>>(), ["3,000 troops"]);
    assert_eq!(evidence.factuality(), Factuality::Possible);
    assert!(!evidence.is_negated());
    assert!(evidence.pattern().starts_with("sends-troops-to#"));
}

#[test]
fn a_symmetric_relation_is_stored_once() {
    let graph = graph_of(&[("1", "Russia met with China."), ("2", "China met with Russia.")]);
    let edge = graph.relation("RUS", "meets-with", "CHN").expect("either way round");
    assert_eq!((edge.source(), edge.target()), ("CHN", "RUS"));
    assert_eq!(edge.support().documents, 2);
    assert_eq!(graph.relations().len(), 1);
    assert!(edge.evidence().all(|evidence| evidence.source_text() == "China" && evidence.target_text() == "Russia"));
}

#[test]
fn an_edge_that_is_not_symmetric_has_a_direction() {
    let graph = graph_of(&[("1", "Russia attacked Ukraine.")]);
    assert!(graph.relation("RUS", "attacks", "UKR").is_some());
    assert!(graph.relation("UKR", "attacks", "RUS").is_none());
    assert_eq!(graph.between("UKR", "RUS").len(), 1);
    assert_eq!(graph.relations_of("UKR").len(), 1);
    assert_eq!(graph.relations_of("POL").len(), 0);
}

#[test]
fn what_is_no_graph_is_no_graph() {
    let good = json(&graph_of(&[("1", "Russia attacked Ukraine.")]));
    assert!(serde_json::from_str::<KnowledgeGraph>(&good).is_ok());
    let bad = |from: &str, to: &str| {
        assert!(good.contains(from), "{from:?} is not in {good}");
        let error =
            serde_json::from_str::<KnowledgeGraph>(&good.replacen(from, to, 1)).expect_err("it must not be read");
        error.to_string()
    };
    assert!(bad("\"source\":\"RUS\"", "\"source\":\"XXX\"").contains("none of its entities"));
    assert!(bad("Russia attacked Ukraine.", "Russia hit Ukraine.").contains("bytes"));
    assert!(bad("\"sentence\":0", "\"sentence\":7").contains("no sentence 7"));
    assert!(bad("\"documents\"", "\"papers\"").contains("papers"));
    let document = &good["{\"documents\":[".len()..good.len() - "],\"background\":[]}".len()];
    assert!(bad(document, &format!("{document},{document}")).contains("twice"));
}
