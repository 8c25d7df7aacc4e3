//! Cold start: fresh processes that build an extractor and read one sentence, with the bundled data or from compiled files.
//! What is built once in a process is warm after the first time, so every figure is from a process of its own. Each result is
//! checked.

#![allow(clippy::print_stdout, reason = "a bench tells what it measures")]

#[path = "support/process.rs"]
mod process;

use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, fs};

use divan::Bencher;
use geopol::{Extractor, Gazetteer, Phrasebook};

const RUNS: usize = 25;

fn main() {
    if let Some(task) = process::task() {
        return child(&task);
    }
    compile();
    measure("Extractor::bundled()", "bundled");
    measure("an extractor from compiled files", "compiled");
    divan::main();
    files().into_iter().for_each(|file| fs::remove_file(file).expect("the file can be removed again"));
}

/// The compiled gazetteer and phrasebook.
fn files() -> [PathBuf; 2] {
    ["gazetteer", "phrasebook"].map(|name| env::temp_dir().join(format!("geopol-bench-start.{name}")))
}

/// Writes the compiled files.
fn compile() {
    let (mut gazetteer, mut phrasebook) = (Vec::new(), Vec::new());
    Gazetteer::bundled().expect("good data").compile(&mut gazetteer).expect("a vector takes everything");
    Phrasebook::bundled().expect("good data").compile(&mut phrasebook).expect("a vector takes everything");
    println!("compiled: {:.1} MB and {:.1} MB", gazetteer.len() as f64 / 1e6, phrasebook.len() as f64 / 1e6);
    for (file, bytes) in files().into_iter().zip([gazetteer, phrasebook]) {
        fs::write(file, bytes).expect("the disk takes it");
    }
}

/// Tells how long an extractor takes in fresh processes.
fn measure(what: &str, task: &str) {
    let mut times: Vec<(Duration, Duration)> = (0..RUNS).map(|_| run(task)).collect();
    times.sort();
    let (first, _) = times[0];
    let (middle, _) = times[RUNS / 2];
    let (last, _) = times[RUNS - 1];
    println!("{what} in {RUNS} fresh processes: fastest {first:.1?}, median {middle:.1?}, slowest {last:.1?}");
    times.sort_by_key(|(_, sentence)| *sentence);
    println!("the first sentence after that: median {:.2?}", times[RUNS / 2].1);
}

/// Builds, reads, and tells how long each took, in nanoseconds.
fn child(task: &str) {
    let start = Instant::now();
    let extractor = if task == "compiled" { from_files() } else { Extractor::bundled().clone() };
    let built = start.elapsed();
    let start = Instant::now();
    let relations = extractor.extract("Russia attacked Ukraine.").relations().len();
    println!("{} {} {relations}", built.as_nanos(), start.elapsed().as_nanos());
}

fn from_files() -> Extractor {
    let [gazetteer, phrasebook] = files();
    let gazetteer = Gazetteer::read_compiled(gazetteer).unwrap_or_else(|error| panic!("{error}"));
    let phrasebook = Phrasebook::read_compiled(phrasebook).unwrap_or_else(|error| panic!("{error}"));
    Extractor::builder().gazetteer(gazetteer).phrasebook(phrasebook).build().expect("nothing is bundled")
}

/// Starts a process and gives its own two times.
fn run(task: &str) -> (Duration, Duration) {
    let line = process::run(task, &[]);
    let mut numbers = line.split_whitespace().map(|number| number.parse::<u64>().expect("the child writes numbers"));
    let mut next = || numbers.next().expect("the child writes three numbers");
    let times = (Duration::from_nanos(next()), Duration::from_nanos(next()));
    assert_eq!(next(), 1, "one relation");
    times
}

/// The whole life of such a process, its start and end included.
#[divan::bench(args = ["bundled", "compiled"], sample_count = 20, sample_size = 1)]
fn whole_process(bencher: Bencher<'_, '_>, task: &str) {
    bencher.bench(|| run(task));
}
