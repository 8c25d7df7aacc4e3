//! Building, merging and writing graphs; each bench checks its result first.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

use geopol::{Extractor, KnowledgeGraph, Report};

const ARTICLE: &str = include_str!("../examples/data/north_korean_troops.txt");
const DOCUMENTS: usize = 200;

fn main() {
    divan::main();
}

fn report() -> Report<'static> {
    let report = Extractor::bundled().extract(ARTICLE);
    assert!(report.relations().len() > 10, "the article states more than ten relations");
    report
}

/// Many documents that say the same: every edge has much evidence.
fn full(documents: impl Iterator<Item = usize>) -> KnowledgeGraph {
    let report = report();
    let mut graph = KnowledgeGraph::new();
    for document in documents {
        graph.add(&format!("document-{document:06}"), &report);
    }
    graph
}

#[divan::bench]
fn add(bencher: Bencher<'_, '_>) {
    let report = report();
    assert_eq!(full(0..DOCUMENTS).documents().len(), DOCUMENTS);
    let ids: Vec<String> = (0..DOCUMENTS).map(|document| format!("document-{document:06}")).collect();
    bencher.counter(BytesCount::new(ARTICLE.len() * DOCUMENTS)).bench(|| {
        let mut graph = KnowledgeGraph::new();
        for id in &ids {
            graph.add(id, black_box(&report));
        }
        graph
    });
}

#[divan::bench]
fn merge(bencher: Bencher<'_, '_>) {
    let parts = [full((0..DOCUMENTS).step_by(2)), full((1..DOCUMENTS).step_by(2))];
    let merged = |parts: &[KnowledgeGraph; 2]| {
        let mut graph = parts[0].clone();
        graph.merge(&parts[1]);
        graph
    };
    assert_eq!(merged(&parts), full(0..DOCUMENTS));
    bencher.counter(ItemsCount::new(DOCUMENTS / 2)).bench(|| merged(black_box(&parts)));
}

#[divan::bench]
fn remove(bencher: Bencher<'_, '_>) {
    let graph = full(0..DOCUMENTS);
    let ids: Vec<String> = graph.documents().map(|document| document.id().to_owned()).collect();
    let emptied = |mut graph: KnowledgeGraph| {
        for id in &ids {
            graph.remove_document(id);
        }
        graph
    };
    assert!(emptied(graph.clone()).is_empty());
    bencher.counter(ItemsCount::new(DOCUMENTS)).with_inputs(|| graph.clone()).bench_values(emptied);
}

#[divan::bench]
fn to_dot(bencher: Bencher<'_, '_>) {
    let graph = full(0..DOCUMENTS);
    let dot = graph.to_dot().to_string();
    assert!(dot.matches(" -> ").count() >= graph.relations().len());
    bencher.counter(BytesCount::new(dot.len())).bench(|| black_box(&graph).to_dot().to_string());
}

#[divan::bench]
fn to_json(bencher: Bencher<'_, '_>) {
    let graph = full(0..DOCUMENTS);
    let json = serde_json::to_string(&graph).expect("a graph is JSON");
    let read: KnowledgeGraph = serde_json::from_str(&json).expect("what a graph writes, it reads");
    assert_eq!(read, graph);
    bencher.counter(BytesCount::new(json.len())).bench(|| serde_json::to_string(black_box(&graph)));
}
