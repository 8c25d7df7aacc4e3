//! Long lists of names: what they cost to build and to load, the memory that they take, and how fast their names are found,
//! beside two bare passes over the same text. Every figure is from a fresh process, which checks its result first.
//!
//! `cargo bench --bench gazetteer -- 5000 50000` takes other numbers of names.

#![allow(clippy::print_stdout, reason = "a bench tells what it measures")]

#[path = "support/memory.rs"]
mod memory;
#[path = "support/names.rs"]
mod names;
#[path = "support/process.rs"]
mod process;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use aho_corasick::{AhoCorasick, MatchKind};
use filebuffer::FileBuffer;
use geopol::{Extractor, Gazetteer, Phrasebook};

const SIZES: [usize; 4] = [5_000, 50_000, 500_000, 2_000_000];
const TEXT: usize = 10_000_000;
/// With more names an automaton takes too long to build and too much memory.
const LONGEST_AUTOMATON: usize = 500_000;

/// How glibc is told to ask for huge pages.
const HUGE_PAGES: (&str, &str) = ("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

fn main() {
    if let Some(task) = process::task() {
        return child(&task);
    }
    let asked: Vec<usize> = env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    println!("bundled: {}", run("bundled", 0, &[]));
    for size in sizes {
        println!("{size} names");
        for task in ["build", "load", "find", "automaton"] {
            if task != "automaton" || size <= LONGEST_AUTOMATON {
                println!("  {}", run(task, size, &[]));
            }
        }
        println!("  with huge pages, where the system has them:");
        for task in ["load", "find"] {
            println!("  {}", run(task, size, &[HUGE_PAGES]));
        }
        fs::remove_file(path(size)).expect("the file can be removed again");
    }
}

/// What a process of its own says, with some environment.
fn run(task: &str, size: usize, environment: &[(&str, &str)]) -> String {
    process::run(&format!("{task} {size}"), environment).trim_end().replace('\n', "\n  ")
}

fn child(task: &str) {
    let (task, size) = task.split_once(' ').expect("a task and a size");
    let size = size.parse().expect("a number");
    match task {
        "bundled" => bundled(),
        "build" => build(size),
        "load" => load(size),
        "find" => find(size),
        _ => automaton(size),
    }
}

fn path(size: usize) -> PathBuf {
    env::temp_dir().join(format!("geopol-bench-{size}.geopol"))
}

/// The bundled tables are read, checked and indexed; then the same from a compiled file.
fn bundled() {
    let (gazetteer, time) = timed(|| Gazetteer::bundled().expect("good data"));
    assert!(gazetteer.entities().len() > 10_000);
    let mut file = Vec::new();
    gazetteer.compile(&mut file).expect("a vector takes everything");
    let len = file.len();
    let (loaded, again) = timed(|| Gazetteer::from_compiled(file).expect("a good file"));
    assert_eq!(loaded.entities().len(), gazetteer.entities().len());
    println!("read, checked and indexed in {time:.1?}; compiled {:.1} MB, loaded in {again:.1?}", len as f64 / 1e6);
}

fn build(size: usize) {
    let names = names::names(size);
    let before = resident();
    let builder = Gazetteer::builder()
        .people("people.tsv", names.people)
        .organizations("organizations.tsv", names.organizations)
        .places("places.tsv", names.places);
    let (gazetteer, time) = timed(|| builder.build().unwrap_or_else(|error| panic!("{error}")));
    assert!(gazetteer.entities().len() > size / 2, "every other entity has two names");
    println!("built in {time:.2?}, with {} MB beside the tables at the end", resident().saturating_sub(before));
    let mut file = fs::File::create(path(size)).expect("a file");
    let ((), time) = timed(|| gazetteer.compile(&mut file).expect("the disk takes it"));
    let len = fs::metadata(path(size)).expect("a file").len();
    println!("compiled to {:.1} MB in {time:.2?}", len as f64 / 1e6);
}

fn load(size: usize) {
    let path = path(size);
    // So that the file is in memory, whatever the disk.
    assert!(!fs::read(&path).expect("a file").is_empty());
    let before = resident();
    let (gazetteer, time) = timed(|| read(&path));
    let after = resident();
    assert!(gazetteer.entities().len() > size / 2, "every other entity has two names");
    let (mapped, map) = timed(|| {
        Gazetteer::from_compiled(FileBuffer::open(&path).expect("a file")).unwrap_or_else(|error| panic!("{error}"))
    });
    assert_eq!(mapped.entities().len(), gazetteer.entities().len());
    let bytes: &'static [u8] = fs::read(&path).expect("a file").leak();
    let (again, checked) = timed(|| Gazetteer::from_compiled(bytes).expect("a good file"));
    assert_eq!(again.entities().len(), gazetteer.entities().len());
    println!(
        "loaded in {time:.2?}, mapped in {map:.2?}, of which checked in {checked:.2?}; {} MB resident",
        after.saturating_sub(before)
    );
}

fn read(path: &Path) -> Gazetteer {
    Gazetteer::read_compiled(path).unwrap_or_else(|error| panic!("{error}"))
}

fn find(size: usize) {
    let (text, named) = names::text(&names::names(size).all, TEXT);
    let silent = Phrasebook::builder().build().expect("an empty phrasebook");
    let extractor = Extractor::builder().gazetteer(read(&path(size))).phrasebook(silent).build().expect("an extractor");
    let found = extractor.names(&text);
    // Names lie in other names and beside them, so that some are read in another way than they were written.
    assert!(found.len() > named * 9 / 10, "{} of {named} names are found", found.len());
    let time = fastest(|| extractor.names(&text).len());
    println!("names found at {}, {} in 10 MB", speed(text.len(), time), found.len());
    let part = &text[..text.char_indices().nth(TEXT / 10).map_or(text.len(), |(at, _)| at)];
    let time = fastest(|| extractor.extract(part).mentions().len());
    println!("names found and decided at {}", speed(part.len(), time));
    assert_eq!(memchr::memchr(0, text.as_bytes()), None);
    let time = fastest(|| memchr::memchr(0, text.as_bytes()).map_or(0, |at| at));
    println!("bare memchr at {}", speed(text.len(), time));
}

fn automaton(size: usize) {
    let names = names::names(size).all;
    let (text, named) = names::text(&names, TEXT);
    let before = resident();
    let (automaton, built) = timed(|| {
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names).expect("names make an automaton")
    });
    let memory = resident().saturating_sub(before);
    let found = automaton.find_iter(&text).count();
    assert!(found > named * 9 / 10, "{found} of {named} names are found");
    let time = fastest(|| automaton.find_iter(&text).count());
    println!("bare aho-corasick: built in {built:.2?}, {memory} MB, at {}", speed(text.len(), time));
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

fn fastest(mut work: impl FnMut() -> usize) -> Duration {
    (0..7).map(|_| timed(|| std::hint::black_box(work())).1).min().unwrap_or_default()
}

fn speed(bytes: usize, time: Duration) -> String {
    format!("{:.0} MB/s", bytes as f64 / time.as_secs_f64() / 1e6)
}

/// The memory that the process holds, in MB; nothing where the system does not tell.
fn resident() -> usize {
    memory::megabytes("VmRSS:").unwrap_or_default()
}
