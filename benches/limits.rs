//! How time grows with texts that nobody writes: twice the text may take twice the time, and no more.
//!
//! `cargo bench --bench limits [-- WORDS OF A NAME]`. It fails where time grows faster than the text.

// What a bench is for.
#![allow(clippy::print_stdout)]

#[path = "support/memory.rs"]
mod memory;
#[path = "support/worst.rs"]
mod worst;

use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use geopol::{Extractor, GivenMention, Kind, KnowledgeGraph, Report, Span};

/// Bytes of the shortest text, and how often it is doubled.
const LEN: usize = 250_000;
const DOUBLINGS: usize = 3;

/// At each of the last two doublings, time may grow so much faster than the text before it is called more than linear. Once it
/// may grow more: when memory is had from the system anew. Quadratic time grows by 2 each time.
const SLACK: f64 = 1.5;

fn main() -> ExitCode {
    let wanted = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect::<Vec<_>>().join(" ");
    let extractor = Extractor::bundled();
    let mut failed = Vec::new();
    println!(
        "{:32}{:>10}{:>10}{:>10}{:>10}{:>8}{:>8}",
        "ms at kB",
        LEN / 1000,
        LEN / 500,
        LEN / 250,
        LEN / 125,
        "grows",
        "MB/s"
    );
    let mut row = |name: &str, run: &dyn Fn(usize) -> (usize, Duration)| {
        if !name.contains(&wanted) {
            return;
        }
        let mut times = Vec::new();
        let mut bytes = 0;
        for doubling in 0..=DOUBLINGS {
            // The clock may tick slowly: as many runs as it takes.
            let (mut total, mut runs) = (Duration::ZERO, 0);
            while total < Duration::from_millis(60) {
                let (len, time) = run(LEN << doubling);
                (bytes, total, runs) = (len, total + time, runs + 1);
            }
            times.push(total.as_secs_f64() / f64::from(runs));
        }
        let grows = (1..DOUBLINGS).map(|nth| times[nth + 1] / times[nth] / 2.0).fold(f64::INFINITY, f64::min);
        print!("{name:32}");
        times.iter().for_each(|time| print!("{:10.2}", time * 1e3));
        println!("{grows:8.2}{:8.1}", bytes as f64 / times[DOUBLINGS] / 1e6);
        if grows > SLACK {
            failed.push(name.to_owned());
        }
    };
    for worst in worst::WORST {
        row(worst.0, &|len| {
            let text = worst::text(worst, len);
            let start = clock();
            let report = extractor.extract(&text);
            let time = clock() - start;
            assert_eq!(report.text().len(), text.len());
            (text.len(), time)
        });
    }
    row("the caller's names", &|len| {
        let text = worst::text(&("", "", "Russia met Ukraine, "), len);
        let given = given(&text, 20);
        let start = clock();
        let report = extractor.extract_with(&text, &given).expect("spans that are right");
        let time = clock() - start;
        assert_eq!(report.entities().len(), given.len());
        (text.len(), time)
    });
    row("the caller's letters", &|len| {
        let text = worst::text(&("", "", "a"), len);
        let given: Vec<GivenMention> =
            (0..text.len()).map(|at| GivenMention::new("x", Kind::Country, Span::new(at, at + 1))).collect();
        let start = clock();
        let report = extractor.extract_with(&text, &given).expect("spans that are right");
        let time = clock() - start;
        assert_eq!(report.mentions().len(), given.len());
        (text.len(), time)
    });
    row("explained", &|len| {
        let text = worst::text(&("", "", "Russia said that Ukraine met Iran, "), len);
        let start = clock();
        let explained = extractor.explain(&text);
        let time = clock() - start;
        assert!(explained.len() > text.len());
        (text.len(), time)
    });
    row("a graph of it", &|len| {
        let text = worst::text(&("", "", "Russia said that Ukraine met Iran, "), len);
        let report = extractor.extract(&text);
        let start = clock();
        graph(&report);
        (text.len(), clock() - start)
    });
    if let Some(peak) = memory::megabytes("VmHWM:") {
        println!("{peak} MB of memory at most, {} kB of it text", LEN << DOUBLINGS >> 10);
    }
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        println!("grow faster than the text: {}", failed.join(", "));
        ExitCode::FAILURE
    }
}

/// The time that this thread has had of a processor, where the system tells; else the time of day. Other work on the machine
/// counts for less so.
fn clock() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = schedule.split(' ').next().and_then(|field| field.parse().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// Two mentions for every `step` bytes, each of an entity of its own.
fn given(text: &str, step: usize) -> Vec<GivenMention> {
    let starts = (0..text.len() / step).flat_map(|nth| [nth * step, nth * step + 11]);
    starts.map(|start| GivenMention::new(format!("e-{start}"), Kind::Country, Span::new(start, start + 6))).collect()
}

fn graph(report: &Report<'_>) {
    let mut graph = KnowledgeGraph::new();
    graph.add("1", report);
    assert!(!graph.to_dot().to_string().is_empty());
    graph.remove_document("1");
    assert!(graph.is_empty());
}
