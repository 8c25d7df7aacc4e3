//! Prints how sentences are read: word classes, mentions, clauses and the patterns that fired.
//!
//! `cargo run --release --example explain -- "Russia sent troops to Belarus."`; without a sentence it reads standard input.
//! `--phrases DIR` before it tries patterns without building anew.

// What an example is for.
#![allow(clippy::print_stdout)]

use std::io::Read;

use geopol::{Extractor, Phrasebook};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let extractor = if arguments.next_if(|argument| argument == "--phrases").is_some() {
        let folder = arguments.next().ok_or("--phrases needs a folder")?;
        Extractor::builder().phrasebook(Phrasebook::from_dir(folder)?).build()?
    } else {
        Extractor::bundled().clone()
    };
    let mut text = arguments.collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        std::io::stdin().read_to_string(&mut text)?;
    }
    print!("{}", extractor.explain(&text));
    Ok(())
}
