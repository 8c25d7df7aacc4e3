//! What README.md shows is what runs.
#![cfg(feature = "bundled")]

use geopol::Extractor;

const README: &str = include_str!("../README.md");
const QUICKSTART: &str = include_str!("../examples/quickstart.rs");

/// The program behind its own header.
fn program() -> &'static str {
    let start = QUICKSTART.find("use geopol").expect("the quickstart uses the crate");
    &QUICKSTART[start..]
}

#[test]
fn quickstart_is_the_example() {
    assert!(README.contains(program()), "README.md and examples/quickstart.rs differ");
}

#[test]
fn quickstart_prints_what_it_says() {
    let start = program().find("let text = \"").expect("the quickstart has a text") + "let text = \"".len();
    let written = &program()[start..][..program()[start..].find("\";").expect("the text ends")];
    // The line break of the literal, escaped by a backslash.
    let text = written.split("\\\n").map(str::trim_start).collect::<String>();
    let report = Extractor::bundled().extract(&text);
    assert!(report.relations().len() > 2);
    for relation in report.relations() {
        let lines = format!("\n{relation}\n  “{}”\n", relation.sentence());
        assert!(README.contains(&lines), "README.md does not show {lines}");
    }
}
