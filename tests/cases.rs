//! Short texts with all entities and relations that a careful reader takes from them.
//!
//! A case names its entities, each once (`A|B` = either id will do), and its relations as `SOURCE relation TARGET`, then
//! behind a bar what is not plain: `negated`; one of `reported`, `possible`, `planned`, `requested`; `by ID` for who says so.
//! A symmetric relation may be found either way round; places may be found beyond those named.
#![cfg(feature = "bundled")]
#![allow(clippy::print_stdout)]

use std::collections::BTreeSet;
use std::path::Path;

use geopol::{Extractor, Kind, Relation, Report, ReportEntity};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    entities: Vec<String>,
    relations: Vec<String>,
}

/// A relation as a case writes it.
struct Wanted<'c> {
    line: &'c str,
    source: Vec<&'c str>,
    relation: Vec<&'c str>,
    target: Vec<&'c str>,
    negated: bool,
    factuality: &'c str,
    by: Vec<&'c str>,
}

impl<'c> Wanted<'c> {
    fn read(line: &'c str) -> Self {
        let (triple, flags) = line.split_once(" | ").unwrap_or((line, ""));
        let parts: Vec<Vec<&str>> = triple.split(' ').map(|part| part.split('|').collect()).collect();
        let [source, relation, target] =
            <[Vec<&str>; 3]>::try_from(parts).unwrap_or_else(|_| panic!("no triple: {line}"));
        let mut wanted =
            Self { line, source, relation, target, negated: false, factuality: "asserted", by: Vec::new() };
        for flag in flags.split(',').map(str::trim).filter(|flag| !flag.is_empty()) {
            let (status, by) = match flag.split_once("by ") {
                Some((status, by)) => (status.trim(), by.split('|').collect()),
                None => (flag, Vec::new()),
            };
            match status {
                "negated" => wanted.negated = true,
                "reported" | "possible" | "planned" | "requested" => wanted.factuality = status,
                "" => {}
                _ => panic!("unknown status `{status}`: {line}"),
            }
            wanted.by.extend(by);
        }
        wanted
    }

    /// The relation between the two that are meant.
    fn fits(&self, found: &Relation<'_>) -> bool {
        let (source, target) = (&found.source().id(), &found.target().id());
        let straight = self.source.contains(source) && self.target.contains(target);
        let swapped = found.is_symmetric() && self.source.contains(target) && self.target.contains(source);
        self.relation.contains(&found.id()) && (straight || swapped)
    }

    /// With the status that is meant.
    fn agrees(&self, found: &Relation<'_>) -> bool {
        let by = found.attributed_to().map(ReportEntity::id);
        found.is_negated() == self.negated
            && found.factuality().as_str() == self.factuality
            && (self.by.is_empty() || by.is_some_and(|by| self.by.contains(&by)))
    }
}

/// Right finds against what was wanted and what was found.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    right: usize,
    wanted: usize,
    found: usize,
}

impl Tally {
    #[allow(clippy::cast_precision_loss)]
    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.wanted + self.found).max(1) as f64
    }
}

#[derive(Debug, Default)]
struct Score {
    relations: Tally,
    entities: Tally,
    /// What was missed and what is false, a line each.
    wrong: Vec<String>,
}

/// The relations of a report, each once.
fn once<'r>(report: &'r Report<'_>) -> Vec<Relation<'r>> {
    let mut seen = BTreeSet::new();
    let mut out: Vec<Relation<'r>> = Vec::new();
    for relation in report.relations() {
        let (a, b) = (relation.source().id(), relation.target().id());
        let ends = if relation.is_symmetric() && b < a { (b, a) } else { (a, b) };
        if seen.insert((relation.id(), ends)) {
            out.push(relation);
        }
    }
    out
}

impl Score {
    fn add(&mut self, case: &Case) {
        let report = Extractor::bundled().extract(&case.text);
        let mut wrong = Vec::new();
        let found = once(&report);
        let mut taken = vec![false; found.len()];
        for line in &case.relations {
            let wanted = Wanted::read(line);
            let Some(at) = (0..found.len()).find(|&at| !taken[at] && wanted.fits(&found[at])) else {
                wrong.push(format!("missed {}", wanted.line));
                continue;
            };
            taken[at] = true;
            self.relations.right += 1;
            if !wanted.agrees(&found[at]) {
                wrong.push(format!("status of {}: found {} by {}", wanted.line, found[at], found[at].pattern()));
            }
        }
        let false_finds = found.iter().zip(&taken).filter(|(_, taken)| !**taken);
        wrong.extend(
            false_finds
                .map(|(r, _)| format!("false {} {} {} by {}", r.source().id(), r.id(), r.target().id(), r.pattern())),
        );
        self.relations.wanted += case.relations.len();
        self.relations.found += found.len();

        let ids: Vec<Vec<&str>> = case.entities.iter().map(|entity| entity.split('|').collect()).collect();
        let named = |entity: &ReportEntity| ids.iter().any(|ids| ids.contains(&entity.id()));
        let missed: Vec<&Vec<&str>> =
            ids.iter().filter(|ids| report.entities().iter().all(|entity| !ids.contains(&entity.id()))).collect();
        let extra: Vec<&ReportEntity> =
            report.entities().iter().filter(|entity| entity.kind() != Kind::Place && !named(entity)).collect();
        self.entities.wanted += ids.len();
        self.entities.right += ids.len() - missed.len();
        self.entities.found += ids.len() - missed.len() + extra.len();
        wrong.extend(missed.iter().map(|ids| format!("missed entity {}", ids.join("|"))));
        wrong.extend(extra.iter().map(|entity| format!("false entity {}", entity.id())));
        if !wrong.is_empty() {
            self.wrong.push(format!("{}: {}\n    {}", case.name, case.text, wrong.join("\n    ")));
        }
    }
}

fn read(text: &str) -> Vec<Case> {
    let cases: Cases = toml::from_str(text).expect("cases");
    let mut names = BTreeSet::new();
    for case in &cases.case {
        assert!(names.insert(&case.name), "case `{}` stands twice", case.name);
    }
    cases.case
}

/// Scores a file beside the crate's folder, where there is one.
fn scored(file: &str) -> Option<Score> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: no {}", path.display());
        return None;
    };
    let mut score = Score::default();
    read(&text).iter().for_each(|case| score.add(case));
    Some(score)
}

fn holds(file: &str, relations: f64, entities: f64) {
    let Some(score) = scored(file) else { return };
    let (found, wrong) = ((score.relations.f1(), score.entities.f1()), score.wrong.join("\n"));
    assert!(
        found.0 >= relations && found.1 >= entities,
        "{file}: relations F1 {:.3}, entities F1 {:.3}\n{wrong}",
        found.0,
        found.1
    );
}

#[test]
fn own_cases_are_read_as_they_say() {
    let cases = read(include_str!("cases.toml"));
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let mut score = Score::default();
    cases.iter().for_each(|case| score.add(case));
    assert!(score.wrong.is_empty(), "{} of {} cases fail\n{}", score.wrong.len(), cases.len(), score.wrong.join("\n"));
}

#[test]
fn the_seed_article_is_read_well_enough() {
    holds("seed_article.toml", 0.70, 0.90);
}

#[test]
fn the_development_cases_are_read_well_enough() {
    holds("relations.toml", 0.60, 0.85);
}
