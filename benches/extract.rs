//! Whole extraction: from text to relations. Each bench checks its result first.

#[path = "support/news.rs"]
mod news;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use geopol::Extractor;

const SIZE: usize = 500_000;

fn main() {
    divan::main();
}

fn measure(bencher: Bencher<'_, '_>, text: &str, relations: std::ops::RangeInclusive<usize>) {
    let extractor = Extractor::bundled();
    let found = extractor.extract(text).relations().len();
    assert!(relations.contains(&found), "expected {relations:?} relations, found {found}");
    assert_eq!(extractor.extract(text).relations().len(), found, "twice the same");
    bencher.counter(BytesCount::of_str(text)).bench(|| extractor.extract(black_box(text)).relations().len());
}

/// The article of the examples: about 500 words, in which almost every sentence states a relation.
#[divan::bench]
fn article(bencher: Bencher<'_, '_>) {
    measure(bencher, news::ARTICLE, 10..=100);
}

/// Text with `events` of ten sentences that name somebody who does something; in 10 of 10 nothing else is said.
#[divan::bench(args = [0, 1, 3, 10], sample_count = 20)]
fn events_of_ten(bencher: Bencher<'_, '_>, events: usize) {
    let text = news::text(SIZE, events);
    let few = events * text.len() / 10_000;
    measure(bencher, &text, few / 4..=few * 20);
}

/// News on one thread and on two at once; the figure is that of one thread.
#[divan::bench(threads = [1, 2], sample_count = 20)]
fn threads(bencher: Bencher<'_, '_>) {
    let text = news::text(SIZE, 3);
    measure(bencher, &text, 100..=10_000);
}

/// How cost grows with text: kilobytes.
#[divan::bench(args = [1, 10, 100, 1_000, 10_000], sample_count = 5)]
fn kilobytes(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let text = news::text(kilobytes * 1_000, 3);
    measure(bencher, &text, 0..=kilobytes * 10);
}

/// How cost grows with the sentence: words in each.
#[divan::bench(args = [10, 100, 1_000, 10_000], sample_count = 10)]
fn words_a_sentence(bencher: Bencher<'_, '_>, words: usize) {
    let text = news::long_sentences(SIZE, words);
    measure(bencher, &text, 50..=100_000);
}

/// The same text with a mention at every other word, and no full stop at all.
#[divan::bench(sample_count = 10)]
fn names_only(bencher: Bencher<'_, '_>) {
    let text = "Russia, Ukraine and NATO ".repeat(SIZE / 25);
    measure(bencher, &text, 0..=100_000);
}

/// The same few bytes over and over, from which nothing follows.
#[divan::bench(args = ["brackets", "opening quotes", "straight quotes", "pronouns", "conjunctions", "full stops", "NULs", "emoji"], sample_count = 10)]
fn no_news(bencher: Bencher<'_, '_>, of: &str) {
    let unit = match of {
        "brackets" => "(",
        "opening quotes" => "“",
        "straight quotes" => "\"",
        "pronouns" => "it ",
        "conjunctions" => "and ",
        "full stops" => "a.",
        "NULs" => "\0",
        _ => "🙂",
    };
    measure(bencher, &unit.repeat(SIZE / unit.len()), 0..=0);
}
