//! Ten thousand articles into one graph, on one thread and on two, what memory that takes, and how fast a graph of a million
//! pieces of evidence is written.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "support/articles.rs"]
mod articles;
#[path = "support/memory.rs"]
mod memory;
#[path = "support/process.rs"]
mod process;

use std::io::{self, BufWriter, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use geopol::export::{Dot, Mermaid, NodeLink, Page, events};
use geopol::{Extractor, KnowledgeGraph};

const ARTICLES: usize = 10_000;
const SENTENCES: usize = 12;
const EVIDENCE: usize = 1_000_000;
const RUNS: usize = 3;

fn main() {
    if let Some(kind) = process::task() {
        return memory_of(&kind);
    }
    let articles = articles::articles(ARTICLES, SENTENCES);
    let bytes: usize = articles.iter().map(String::len).sum();
    println!("{ARTICLES} articles, {:.1} MB", bytes as f64 / 1e6);

    let checked = read(&articles[..200], 1);
    assert!(checked == read(&articles[..200], 2), "the same graph on any number of threads");
    let before = resident();
    let graph = read(&articles, 1);
    let evidence: usize = graph.relations().map(|edge| edge.evidence().count()).sum();
    assert!(graph.documents().len() == ARTICLES && evidence > 3 * ARTICLES, "{evidence} pieces of evidence");
    println!(
        "{} entities, {} relations, {evidence} pieces of evidence in {} MB",
        graph.entities().len(),
        graph.relations().len(),
        resident().saturating_sub(before)
    );
    drop(graph);

    // Threads of a busy machine wait for each other: the fastest of the runs tells.
    let fastest = |threads: usize| {
        let run = || {
            let start = Instant::now();
            let graph = read(&articles, threads);
            let time = start.elapsed();
            assert_eq!(graph.documents().len(), ARTICLES);
            time
        };
        (0..RUNS).map(|_| run()).min().unwrap_or_default()
    };
    let (one, two) = (fastest(1), fastest(2));
    println!(
        "one thread {}, two threads {}: {:.2} times as fast",
        speed(bytes, one),
        speed(bytes, two),
        one.as_secs_f64() / two.as_secs_f64()
    );

    memory_follows_what_is_said();
    exports(&articles);
}

/// Reads articles as the example `graph_of_corpus` does.
fn read(articles: &[String], threads: usize) -> KnowledgeGraph {
    let (graph, next) = (Mutex::new(KnowledgeGraph::new()), AtomicUsize::new(0));
    let work = || {
        while let Some((number, text)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|number| Some((number, articles.get(number)?)))
        {
            let report = Extractor::bundled().extract(text);
            graph.lock().unwrap_or_else(PoisonError::into_inner).add(&format!("document-{number:06}"), &report);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    graph.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// How much a process grows by that makes a graph of some articles: of each kind in a process of its own, as an allocator
/// keeps what it has had.
fn memory_follows_what_is_said() {
    let grown = |kind: &str| -> (usize, usize) {
        let text = process::run(kind, &[]);
        let mut figures = text.split_whitespace().map(|figure| figure.parse().expect("a figure"));
        (figures.next().expect("megabytes"), figures.next().expect("pieces of evidence"))
    };
    let (once, twice, quiet) = (grown("once"), grown("twice"), grown("quiet"));
    assert_eq!(once.1, quiet.1, "what says nothing is no evidence");
    assert_eq!(2 * once.1, twice.1, "twice the documents, twice the evidence");
    println!(
        "{} pieces of evidence {} MB; {} pieces {} MB; {} pieces in ten times the text {} MB",
        once.1, once.0, twice.1, twice.0, quiet.1, quiet.0
    );
}

/// What [`memory_follows_what_is_said`] asks of a process of its own.
fn memory_of(kind: &str) {
    let quiet = " Nobody could remember when the lift had last worked, so everyone used the stairs.".repeat(70);
    let (copies, extra) = match kind {
        "twice" => (2, ""),
        "quiet" => (1, quiet.as_str()),
        _ => (1, ""),
    };
    let articles = articles::articles(ARTICLES, SENTENCES);
    // What is read once is there before anything is counted.
    let _ = Extractor::bundled().extract(&articles[0]);
    let before = resident();
    let mut graph = KnowledgeGraph::new();
    for copy in 0..copies {
        for (number, text) in articles.iter().enumerate() {
            let text = format!("{text}{extra}");
            graph.add(&format!("document-{copy}-{number:06}"), &Extractor::bundled().extract(&text));
        }
    }
    let evidence: usize = graph.relations().map(|edge| edge.evidence().count()).sum();
    println!("{} {evidence}", resident().saturating_sub(before));
}

fn exports(articles: &[String]) {
    // Every copy of the reports is other documents that say the same.
    let reports: Vec<_> = articles.iter().map(|text| Extractor::bundled().extract(text)).collect();
    let once: usize = reports.iter().map(|report| report.relations().len()).sum();
    let mut graph = KnowledgeGraph::new();
    for copy in 0..EVIDENCE.div_ceil(once) {
        for (number, report) in reports.iter().enumerate() {
            graph.add(&format!("document-{copy}-{number:06}"), report);
        }
    }
    drop(reports);
    let evidence: usize = graph.relations().map(|edge| edge.evidence().count()).sum();
    println!("{evidence} pieces of evidence, {} relations, {} MB resident", graph.relations().len(), resident());

    export("DOT", |out| Dot::new(&graph).write(out));
    export("Mermaid", |out| Mermaid::new(&graph).write(out));
    export("HTML", |out| Page::new(&graph).write(out));
    export("node-link JSON", |out| Ok(serde_json::to_writer(out, &NodeLink::new(&graph))?));
    export("JSON Lines", |mut out| {
        for event in events(&graph.view()) {
            serde_json::to_writer(&mut out, &event)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    });
    #[cfg(feature = "xml")]
    {
        export("GraphML", |out| geopol::export::GraphMl::new(&graph).write(out));
        export("GEXF", |out| geopol::export::Gexf::new(&graph).write(out));
    }
    #[cfg(feature = "csv")]
    export("CSV", |out| geopol::export::Neo4j::new(&graph).write_relationships(out));
    #[cfg(feature = "rdf")]
    {
        export("Turtle", |out| geopol::export::Rdf::new(&graph).write_turtle(out));
        export("N-Triples", |out| geopol::export::Rdf::new(&graph).write_n_triples(out));
    }
}

/// Writes to nowhere, and tells how fast, and the most memory that it took on the way.
fn export(name: &str, write: impl Fn(&mut BufWriter<Counter>) -> io::Result<()>) {
    memory::forget_peak();
    let before = resident();
    let mut best = Duration::MAX;
    let mut bytes = 0;
    for _ in 0..RUNS {
        let start = Instant::now();
        let mut out = BufWriter::with_capacity(1 << 16, Counter(0));
        write(&mut out).and_then(|()| out.flush()).expect("nowhere takes all");
        best = best.min(start.elapsed());
        bytes = out.get_ref().0;
    }
    assert!(bytes > 0, "{name} is empty");
    let more = memory::megabytes("VmHWM:").unwrap_or_default().saturating_sub(before);
    println!("{name:<16}{:>8.1} MB  {}  {more} MB more memory at the peak", bytes as f64 / 1e6, speed(bytes, best));
}

/// Counts what is written.
struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn speed(bytes: usize, time: Duration) -> String {
    format!("{:.1} MB/s", bytes as f64 / 1e6 / time.as_secs_f64())
}

/// The memory that the process holds, in MB; nothing where the system does not tell.
fn resident() -> usize {
    memory::megabytes("VmRSS:").unwrap_or_default()
}
