//! From a sentence to a graph, in twenty lines.

#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use geopol::{Extractor, KnowledgeGraph};

fn main() {
    let extractor = Extractor::bundled(); // built once, shared by all threads
    let text = "Russia has sent 30,000 troops to Belarus, Ukrainian President Volodymyr Zelenskyy said Thursday. \
                NATO condemned Russia, and Poland could send more weapons to Ukraine.";
    let report = extractor.extract(text);

    for relation in report.relations() {
        println!("{relation}"); // Russia —sends troops to→ Belarus (reported by Volodymyr Zelensky)
        println!("  “{}”", relation.sentence()); // the words that say so
    }

    let mut graph = KnowledgeGraph::new();
    graph.add("example/2022-02-10", &report);
    print!("{}", graph.to_dot()); // for Graphviz
}
