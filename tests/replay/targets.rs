//! What is fuzzed: each target takes any bytes and checks what must hold for them. libFuzzer calls them with bytes of its own,
//! `cargo test` with those that once went wrong.

#![allow(dead_code, unreachable_pub, reason = "each program takes what it needs; the fuzzer's is a library")]

mod compiled;
mod data;
mod export;
mod input;
pub mod pieces;
mod reading;
pub mod report;

/// A target by its name.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 9] = [
    ("extract", reading::extract),
    ("extract_with", reading::extract_with),
    ("gazetteer", data::gazetteer),
    ("compiled", compiled::compiled),
    ("phrasebook", data::phrasebook),
    ("pattern", data::pattern),
    ("date", data::date),
    ("snapshot", export::snapshot),
    ("export", export::export),
];

/// Calls the target with this name.
///
/// # Panics
/// Where there is none, or what must hold does not.
pub fn run(name: &str, data: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no target {name}"));
    target(data);
}
