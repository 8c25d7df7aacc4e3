//! What fuzzing has found stays mended: the bytes in `tests/replay/cases` go through their targets.
//!
//! `fuzz/README.md` tells how more are found.
#![cfg(feature = "bundled")]

#[path = "replay/targets.rs"]
mod targets;

use std::fs;
use std::path::Path;

/// All files under the folder of a target, in order.
fn cases(folder: &Path) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a case")).collect()
}

#[test]
fn every_case_gives_an_answer_that_holds_together() {
    for (name, target) in targets::TARGETS {
        let cases = cases(&Path::new("tests/replay/cases").join(name));
        assert!(!cases.is_empty(), "{name} has cases");
        cases.iter().for_each(|case| target(case));
    }
}

#[test]
fn bytes_without_sense_give_an_answer() {
    let mut bytes = Vec::new();
    let mut seed = 7_u32;
    for round in 0..400 {
        bytes.clear();
        for _ in 0..round % 60 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            bytes.push((seed >> 24) as u8);
        }
        targets::TARGETS.iter().for_each(|(_, target)| target(&bytes));
    }
}
