//! Cold start: fresh processes that build `Extractor::bundled()` and read one sentence. What is built once in a process is
//! warm after the first time, so every figure is from a process of its own. Each result is checked.

#![allow(clippy::print_stdout, reason = "a bench tells what it measures")]

#[path = "support/process.rs"]
mod process;

use std::time::{Duration, Instant};

use divan::Bencher;
use geopol::Extractor;

const RUNS: usize = 25;

fn main() {
    if process::task().is_some() {
        return child();
    }
    let mut times: Vec<(Duration, Duration)> = (0..RUNS).map(|_| run()).collect();
    times.sort();
    let (first, _) = times[0];
    let (middle, _) = times[RUNS / 2];
    let (last, _) = times[RUNS - 1];
    println!(
        "Extractor::bundled() in {RUNS} fresh processes: fastest {first:.1?}, median {middle:.1?}, slowest {last:.1?}"
    );
    times.sort_by_key(|(_, sentence)| *sentence);
    println!("the first sentence after that: median {:.2?}", times[RUNS / 2].1);
    divan::main();
}

/// Builds, reads, and tells how long each took, in nanoseconds.
fn child() {
    let start = Instant::now();
    let extractor = Extractor::bundled();
    let built = start.elapsed();
    let start = Instant::now();
    let relations = extractor.extract("Russia attacked Ukraine.").relations().len();
    println!("{} {} {relations}", built.as_nanos(), start.elapsed().as_nanos());
}

/// Starts a process and gives its own two times.
fn run() -> (Duration, Duration) {
    let line = process::run("start");
    let mut numbers = line.split_whitespace().map(|number| number.parse::<u64>().expect("the child writes numbers"));
    let mut next = || numbers.next().expect("the child writes three numbers");
    let times = (Duration::from_nanos(next()), Duration::from_nanos(next()));
    assert_eq!(next(), 1, "one relation");
    times
}

/// The whole life of such a process, its start and end included.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn whole_process(bencher: Bencher<'_, '_>) {
    bencher.bench(run);
}
