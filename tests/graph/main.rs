//! The graph as its users see it: what goes in comes out again, whatever the order, and draws well.

#![cfg(feature = "bundled")]

mod documents;
mod forms;
mod queries;

use geopol::export::{Mermaid, NodeLink, Page, events};
use geopol::graph::Node;
use geopol::{Extractor, KnowledgeGraph};
use proptest::prelude::*;

/// Sentences that share entities and relations, so that documents overlap.
const SENTENCES: [&str; 12] = [
    "Russia invaded Ukraine.",
    "Russia attacked Ukraine on Tuesday.",
    "Ukraine attacked Russia.",
    "China met with Russia in Moscow.",
    "Russia met with China.",
    "French President Emmanuel Macron criticized Russia.",
    "Poland could send 3,000 troops to Ukraine.",
    "NATO did not attack Russia.",
    "The United States imposed sanctions on Iran.",
    "Iran has accused the United States of sabotage, Reuters reported.",
    "Japan is an ally of the United States.",
    "Nothing happened to anybody here.",
];

fn text(sentences: &[usize]) -> String {
    sentences.iter().map(|&sentence| SENTENCES[sentence]).collect::<Vec<_>>().join(" ")
}

fn add(graph: &mut KnowledgeGraph, document: &str, text: &str) {
    graph.add(document, &Extractor::bundled().extract(text));
}

fn graph_of(documents: &[(&str, &str)]) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    for (document, text) in documents {
        add(&mut graph, document, text);
    }
    graph
}

fn json(graph: &KnowledgeGraph) -> String {
    serde_json::to_string(graph).expect("a graph is JSON")
}

/// Every export, by its name.
fn exports(graph: &KnowledgeGraph) -> Vec<(&'static str, Vec<u8>)> {
    let lines =
        events(&graph.view()).map(|event| serde_json::to_string(&event).expect("an event is JSON") + "\n").collect();
    let links = serde_json::to_string(&NodeLink::new(graph)).expect("node-link is JSON");
    let texts = [
        ("DOT", graph.to_dot().to_string()),
        ("Mermaid", Mermaid::new(graph).to_string()),
        ("HTML", Page::new(graph).to_string()),
        ("JSON Lines", lines),
        ("node-link", links),
    ];
    #[allow(unused_mut, reason = "without features there is no more")]
    let mut exports: Vec<(&'static str, Vec<u8>)> = texts.map(|(name, text)| (name, text.into_bytes())).into();
    #[allow(unused_macros, reason = "without features nobody calls it")]
    macro_rules! written {
        ($($name:literal $write:expr;)*) => {
            $(
                let mut out = Vec::new();
                $write(&mut out).expect("a vector takes all");
                exports.push(($name, out));
            )*
        };
    }
    #[cfg(feature = "xml")]
    written! {
        "GraphML" |out| geopol::export::GraphMl::new(graph).write(out);
        "GEXF" |out| geopol::export::Gexf::new(graph).write(out);
    }
    #[cfg(feature = "csv")]
    written! {
        "nodes.csv" |out| geopol::export::Neo4j::new(graph).write_nodes(out);
        "relationships.csv" |out| geopol::export::Neo4j::new(graph).write_relationships(out);
    }
    #[cfg(feature = "rdf")]
    written! {
        "Turtle" |out| geopol::export::Rdf::new(graph).write_turtle(out);
        "N-Triples" |out| geopol::export::Rdf::new(graph).write_n_triples(out);
    }
    exports
}

/// The same graph, and in every way that shows.
fn assert_same(one: &KnowledgeGraph, other: &KnowledgeGraph) {
    assert_eq!(json(one), json(other));
    for ((name, ours), (_, theirs)) in exports(one).into_iter().zip(exports(other)) {
        assert!(ours == theirs, "{name}:\n{}\n{}", String::from_utf8_lossy(&ours), String::from_utf8_lossy(&theirs));
    }
    assert_eq!(one, other);
    assert_sound(one);
}

/// What petgraph holds is what the ids say.
fn assert_sound(graph: &KnowledgeGraph) {
    let inside = graph.petgraph();
    assert_eq!((inside.node_count(), inside.edge_count()), (graph.entities().len(), graph.relations().len()));
    for index in inside.edge_indices() {
        let (source, target) = inside.edge_endpoints(index).expect("the edge is there");
        let edge = &inside[index];
        assert_eq!((inside[source].id(), inside[target].id()), (edge.source(), edge.target()));
        assert!(std::ptr::eq(graph.relation(edge.source(), edge.relation(), edge.target()).expect("known"), edge));
        assert_eq!(edge.is_background(), edge.support().sentences == 0);
        assert!(edge.evidence().is_sorted() && (!edge.is_background() || !edge.facts().is_empty()));
    }
    assert!(graph.entities().map(Node::id).is_sorted());
    assert!(graph.entities().all(|entity| entity.documents() > 0));
}

fn documents() -> impl Strategy<Value = Vec<(usize, Vec<usize>)>> {
    prop::collection::vec((0..6_usize, prop::collection::vec(0..SENTENCES.len(), 0..6)), 0..10)
}
