//! Finding who is meant, beside two bare passes over the same text: an automaton of the same names, and the memory alone.
//! Each bench checks its result first.

#[path = "support/news.rs"]
mod news;

use aho_corasick::{AhoCorasick, MatchKind};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use geopol::Extractor;
use geopol::gazetteer::{Entity, Form};

const SIZE: usize = 1_000_000;

fn main() {
    divan::main();
}

/// Sentences, words, names, senses, pronouns.
#[divan::bench(args = [1, 3, 10], sample_count = 20)]
fn mentions(bencher: Bencher<'_, '_>, events: usize) {
    let text = news::text(SIZE, events);
    let extractor = Extractor::bundled();
    let report = extractor.tag(&text);
    assert!(report.mentions().len() > events * SIZE / 10_000, "found {} mentions", report.mentions().len());
    assert_eq!(report.relations().len(), 0, "tags have no relation");
    bencher.counter(BytesCount::of_str(&text)).bench(|| extractor.tag(black_box(&text)).mentions().len());
}

/// Sentences, words, names and decoys, whatever the names mean.
#[divan::bench(args = [1, 3, 10], sample_count = 20)]
fn names(bencher: Bencher<'_, '_>, events: usize) {
    let text = news::text(SIZE, events);
    let extractor = Extractor::bundled();
    assert!(extractor.names(&text).len() > events * SIZE / 10_000);
    bencher.counter(BytesCount::of_str(&text)).bench(|| extractor.names(black_box(&text)).len());
}

/// The same names as they are written, the longest at the leftmost place: no word edges, no decoys, no folding, no senses.
#[divan::bench(args = [1, 3, 10], sample_count = 20)]
fn bare_aho_corasick(bencher: Bencher<'_, '_>, events: usize) {
    let text = news::text(SIZE, events);
    let gazetteer = Extractor::bundled().gazetteer();
    let names: Vec<&str> = gazetteer.entities().flat_map(Entity::forms).map(Form::text).collect();
    let automaton =
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names).expect("names make an automaton");
    assert!(automaton.find_iter(&text).count() > events * SIZE / 10_000);
    bencher.counter(BytesCount::of_str(&text)).bench(|| automaton.find_iter(black_box(&text)).count());
}

/// A byte that does not occur: the floor that the memory sets.
#[divan::bench(sample_count = 20)]
fn bare_memchr(bencher: Bencher<'_, '_>) {
    let text = news::text(SIZE, 3);
    assert_eq!(memchr::memchr(0, text.as_bytes()), None);
    bencher.counter(BytesCount::of_str(&text)).bench(|| memchr::memchr(0, black_box(text.as_bytes())));
}

/// Sentences and words, without any name.
#[divan::bench(sample_count = 20)]
fn words(bencher: Bencher<'_, '_>) {
    let text = news::text(SIZE, 3);
    let mut buffer = Vec::new();
    let mut count = |text: &str| {
        let mut count = 0;
        for sentence in geopol::text::sentences(text) {
            geopol::text::words(text, sentence, &mut buffer);
            count += buffer.len();
        }
        count
    };
    assert!(count(&text) > SIZE / 10);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| count(black_box(&text)));
}
