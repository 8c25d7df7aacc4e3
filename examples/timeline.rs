//! How two entities deal with each other over time: `timeline ONE OTHER [--by day|week|month|year] [FILE.jsonl | -]`, by ids
//! of the gazetteers: `timeline EGY ETH`.
//!
//! Articles are lines of JSON with dates, `{"id": "…", "date": "2024-11-05", "text": "…"}`; without a file those in
//! `examples/data`.

#[path = "support/corpus.rs"]
mod corpus;

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use geopol::graph::{Conduct, Step};

const OWN_ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/river_dispute.jsonl");

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let mut named: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut period = Step::Month;
    if let Some(at) = named.iter().position(|argument| *argument == "--by") {
        period = match named.get(at + 1) {
            Some(&"day") => Step::Day,
            Some(&"week") => Step::Week,
            Some(&"month") => Step::Month,
            Some(&"year") => Step::Year,
            _ => return fail("--by takes day, week, month or year"),
        };
        named.drain(at..at + 2);
    }
    let (one, other, file) = match named[..] {
        [one, other] => (one, other, OWN_ARTICLES),
        [one, other, file] => (one, other, file),
        _ => return fail("usage: timeline ONE OTHER [--by day|week|month|year] [FILE.jsonl | -]"),
    };
    match run(one, other, period, Path::new(file)) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => fail(&format!("{file}: {error}")),
        _ => ExitCode::SUCCESS,
    }
}

fn run(one: &str, other: &str, period: Step, file: &Path) -> io::Result<()> {
    let source = corpus::Source::open(file)?;
    let threads = source.len().map_or(2, |len| len.min(2));
    let (graph, errors) = corpus::read(source, threads, |_| {});
    for error in errors {
        eprintln!("{error}");
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{:<12}{:>8}{:>13}{:>10}  -10{:^21}+10", "from", "events", "cooperation", "conflict", "Goldstein")?;
    for (start, conduct) in graph.view().timeline(one, other, period) {
        writeln!(
            out,
            "{:<12}{:>8}{:>13}{:>10}  {}",
            start.to_string(),
            conduct.events(),
            conduct.cooperation(),
            conduct.conflict(),
            scale(&conduct)
        )?;
    }
    Ok(())
}

/// The mean on Goldstein's scale as a place on a line.
fn scale(conduct: &Conduct) -> String {
    let Some(mean) = conduct.goldstein() else { return String::new() };
    // Between 0 and 24 for -10 to 10.
    let place = ((mean + 10.0) * 1.2).round() as usize;
    (0..=24)
        .map(|at| {
            if at == place {
                '●'
            } else if at == 12 {
                '|'
            } else {
                '·'
            }
        })
        .collect::<String>()
        + &format!(" {mean:+.1}")
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}
