//! Prints how sentences are read: word classes, mentions, clauses and the patterns that fired.
//!
//! `cargo run --release --example explain -- "Russia sent troops to Belarus."`; without an argument it reads standard input.

// What an example is for.
#![allow(clippy::print_stdout)]

use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut text = std::env::args().skip(1).collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        std::io::stdin().read_to_string(&mut text)?;
    }
    print!("{}", geopol::Extractor::bundled().explain(&text));
    Ok(())
}
