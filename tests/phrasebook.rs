//! Runs the phrasebook's own examples, and holds its relation types against the ontology.
#![cfg(feature = "bundled")]
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use geopol::phrasebook::{Family, RelationType};
use geopol::{Extractor, GivenMention, Phrasebook, Relation, Span};

/// What a line of `says` asks for: `{ID}` or `{ID:words}` for source, then target, and the status behind ` | `.
struct Example {
    text: String,
    mentions: Vec<GivenMention>,
    source: String,
    target: String,
    negated: bool,
    factuality: String,
    by: Option<String>,
}

fn example(line: &str) -> Example {
    let extractor = Extractor::bundled();
    let (marked, flags) = line.rsplit_once(" | ").unwrap_or((line, ""));
    let (mut text, mut ids, mut mentions) = (String::new(), Vec::new(), Vec::new());
    for (nth, part) in marked.split(['{', '}']).enumerate() {
        if nth % 2 == 0 {
            text.push_str(part);
            continue;
        }
        let (id, words) = part.split_once(':').unwrap_or((part, ""));
        let entity = extractor.gazetteer().get(id).unwrap_or_else(|| panic!("no entity `{id}`: {line}"));
        let start = text.len();
        text.push_str(if words.is_empty() { entity.name() } else { words });
        mentions.push(GivenMention::new(id, entity.kind(), Span::new(start, text.len())));
        ids.push(id.to_owned());
    }
    let [source, target] = <[String; 2]>::try_from(ids).unwrap_or_else(|_| panic!("expected two entities: {line}"));
    let mut example =
        Example { text, mentions, source, target, negated: false, factuality: "asserted".to_owned(), by: None };
    for flag in flags.split(',').map(str::trim).filter(|flag| !flag.is_empty()) {
        let (status, by) = flag.split_once("by ").unwrap_or((flag, ""));
        match status.trim() {
            "negated" => example.negated = true,
            "" => {}
            status @ ("reported" | "possible" | "planned" | "requested") => status.clone_into(&mut example.factuality),
            _ => panic!("unknown status `{status}`: {line}"),
        }
        example.by = Some(by.trim().to_owned()).filter(|by| !by.is_empty());
    }
    example
}

impl Example {
    /// Whether the caller, who names the two himself, is told by a pattern with `~A` or `~B`.
    fn is_said_elsewhere(&self, wanted: &RelationType) -> bool {
        let report = Extractor::bundled().extract_with(&self.text, &self.mentions).expect("marked words");
        report.relations().any(|found| {
            let pattern = found.pattern();
            let number = pattern.rsplit_once('#').and_then(|(_, number)| number.parse::<usize>().ok());
            let unsaid = number.and_then(|at| wanted.patterns().get(at)).is_some_and(|text| text.contains('~'));
            self.is_said_by(&found, wanted) && unsaid
        })
    }

    fn is_said_by(&self, relation: &Relation<'_>, wanted: &RelationType) -> bool {
        let ends = (relation.source().id(), relation.target().id());
        let fits = ends == (self.source.as_str(), self.target.as_str())
            || wanted.is_symmetric() && ends == (self.target.as_str(), self.source.as_str());
        relation.id() == wanted.id()
            && fits
            && relation.is_negated() == self.negated
            && relation.factuality().as_str() == self.factuality
            && (self.by.is_none() || relation.attributed_to().map(geopol::ReportEntity::id) == self.by.as_deref())
    }
}

fn bundled() -> &'static Phrasebook {
    Extractor::bundled().phrasebook()
}

fn described(report: &geopol::Report<'_>) -> String {
    let all: Vec<String> = report
        .relations()
        .map(|r| {
            let negated = if r.is_negated() { ", negated" } else { "" };
            format!("{} {} {} ({}{negated}; {})", r.source().id(), r.id(), r.target().id(), r.factuality(), r.pattern())
        })
        .collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }
}

#[test]
fn every_example_says_what_it_should() {
    let mut failures: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    for relation in bundled().relations() {
        for line in relation.says() {
            count += 1;
            let example = example(line);
            let report = Extractor::bundled().extract(&example.text);
            let said = report.relations().any(|found| example.is_said_by(&found, relation));
            if !said && !example.is_said_elsewhere(relation) {
                failures
                    .entry(relation.id())
                    .or_default()
                    .push(format!("says    {line}\n            found {}", described(&report)));
            }
        }
        for line in relation.silent() {
            count += 1;
            let report = Extractor::bundled().extract(line);
            if report.relations().any(|found| found.id() == relation.id()) {
                failures
                    .entry(relation.id())
                    .or_default()
                    .push(format!("silent  {line}\n            found {}", described(&report)));
            }
        }
    }
    let failed: usize = failures.values().map(Vec::len).sum();
    let mut list = String::new();
    for (relation, lines) in &failures {
        let _ = writeln!(list, "{relation}");
        for line in lines {
            let _ = writeln!(list, "    {line}");
        }
    }
    assert!(failures.is_empty(), "{failed} of {count} examples fail\n{list}");
}

#[test]
fn every_relation_has_enough_patterns_and_examples() {
    let poor: Vec<String> = bundled()
        .relations()
        .filter(|relation| relation.patterns().len() < 3 || relation.says().len() < 2 || relation.silent().is_empty())
        .map(|r| {
            format!("{}: {} patterns, {} says, {} silent", r.id(), r.patterns().len(), r.says().len(), r.silent().len())
        })
        .collect();
    assert!(poor.is_empty(), "expected three patterns, two says, one silent at least:\n{}", poor.join("\n"));
}

#[test]
fn a_relation_explains_itself() {
    for relation in bundled().relations() {
        assert!(!relation.meaning().is_empty(), "{} has no meaning", relation.id());
        assert!(
            !relation.source_kinds().is_empty() && !relation.target_kinds().is_empty(),
            "{} allows nobody",
            relation.id()
        );
        assert_eq!(relation.cameo().is_some(), relation.plover().is_some(), "{}: both codes or none", relation.id());
        assert!(
            relation.plover().is_none() || relation.family() == Family::Event,
            "{}: only an event has codes",
            relation.id()
        );
        if relation.is_symmetric() {
            assert_eq!(
                relation.source_kinds(),
                relation.target_kinds(),
                "{}: who may swap is of the same kinds",
                relation.id()
            );
        }
    }
}

#[test]
fn relation_types_agree_with_the_ontology() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/ontology.tsv");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: no {}", path.display());
        return;
    };
    let rows: Vec<Vec<&str>> =
        text.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() > 40, "the ontology has {} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let Some(relation) = bundled().get(row[0]) else {
            wrong.push(format!("{} is missing", row[0]));
            continue;
        };
        let code = |cell: &str| Some(cell.to_owned()).filter(|cell| cell != "-");
        let family = if relation.family() == Family::Event { "event" } else { "standing" };
        let ours = [
            Some(relation.label().to_owned()),
            Some(family.to_owned()),
            relation.cameo().map(str::to_owned),
            relation.plover().map(str::to_owned),
            Some(if relation.is_symmetric() { "yes" } else { "no" }.to_owned()),
        ];
        let theirs =
            [Some(row[1].to_owned()), Some(row[2].to_owned()), code(row[3]), code(row[4]), Some(row[5].to_owned())];
        if ours != theirs {
            wrong.push(format!("{}: {ours:?}, expected {theirs:?}", row[0]));
        }
    }
    wrong.extend(
        bundled()
            .relations()
            .filter(|r| rows.iter().all(|row| row[0] != r.id()))
            .map(|r| format!("{} is not in the ontology", r.id())),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
