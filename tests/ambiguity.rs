//! Names that can mean several things, each in a sentence that settles it.
#![cfg(feature = "bundled")]
#![allow(clippy::print_stdout, reason = "a skipped table and the misses are worth a line")]

use std::fs;
use std::path::Path;

use geopol::text::fold;
use geopol::{Extractor, Kind, MentionForm, Report, ReportEntity, Span};
use serde::Deserialize;

/// Sentences of our own; every one of them is right.
#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    surface: String,
    text: String,
    /// The id of the entity meant, or "-" for none.
    expected: String,
}

#[test]
fn own_sentences_are_read_right() {
    let table: Table = toml::from_str(include_str!("ambiguity.toml")).expect("the table is readable");
    assert!(table.case.len() >= 240);
    let mut wrong = Vec::new();
    for case in &table.case {
        let start =
            case.text.rfind(&case.surface).unwrap_or_else(|| panic!("{:?} is not in {:?}", case.surface, case.text));
        let report = Extractor::bundled().extract(&case.text);
        let found = at(&report, Span::new(start, start + case.surface.len()));
        let right = match case.expected.as_str() {
            "-" => found.is_empty(),
            id => matches!(&found[..], [one] if one.id() == id),
        };
        if !right {
            wrong.push(format!("{}: expected {}, found {:?}: {}", case.surface, case.expected, ids(&found), case.text));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// The sentences that the project shares; each has a surface, its right reading in words, and often what other names mean.
#[test]
fn shared_sentences_are_read_right() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/facts/ambiguity.tsv");
    let Ok(table) = fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let (mut right, mut wrong) = (0_u32, Vec::new());
    for line in table.lines().skip(1).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[surface, text, expected, _, offset] = &cells[..] else { panic!("five cells: {line}") };
        let offset: usize = offset.parse().expect("an offset");
        let start = text.char_indices().nth(offset).expect("an offset in the text").0;
        let length: usize = text[start..].chars().take(surface.chars().count()).map(char::len_utf8).sum();
        let report = Extractor::bundled().extract(text);
        match judge(&report, Span::new(start, start + length), expected) {
            Ok(()) => right += 1,
            Err(problem) => wrong.push(format!("{surface}: {problem}; expected {expected}: {text}")),
        }
    }
    let total = right + u32::try_from(wrong.len()).expect("a few sentences");
    println!("{right} of {total} right\n{}", wrong.join("\n"));
    assert!(f64::from(right) >= 0.95 * f64::from(total), "{right} of {total} right");
}

/// The entities named at a span.
fn at<'r>(report: &'r Report<'_>, span: Span) -> Vec<&'r ReportEntity> {
    let named = report.mentions().iter().filter(|mention| {
        mention.span().overlaps(span) && !matches!(mention.form(), MentionForm::Pronoun | MentionForm::Description)
    });
    named.map(|mention| &report.entities()[mention.entity()]).collect()
}

fn ids<'r>(found: &[&'r ReportEntity]) -> Vec<&'r str> {
    found.iter().map(|entity| entity.id()).collect()
}

/// Reads "country:GEO (…); Baku = city" and the like: first what the surface means, then what others do.
fn judge(report: &Report<'_>, span: Span, expected: &str) -> Result<(), String> {
    let found = at(report, span);
    let mut parts = expected.split("; ");
    let first = parts.next().unwrap_or_default();
    let first = first.split_once(" = ").map_or(first, |(_, meaning)| meaning);
    if !means(&found, first) {
        return Err(format!("found {:?}", ids(&found)));
    }
    for part in parts {
        if let Some(codes) = part.strip_prefix("not ") {
            // "not CHE actor": where it is, it may be named.
            let excluded = codes.split('/').filter(|code| is_code(code));
            for code in excluded {
                if found.iter().any(|entity| is_of(entity, code)) {
                    return Err(format!("found {:?}", ids(&found)));
                }
            }
        }
        if let Some((name, meaning)) = part.split_once(" = ")
            && let Some(start) = report.text().find(name)
        {
            let others = at(report, Span::new(start, start + name.len()));
            if !means(&others, meaning) {
                return Err(format!("{name} is {:?}", ids(&others)));
            }
        }
    }
    Ok(())
}

/// Whether what was found agrees with a reading in words.
fn means(found: &[&ReportEntity], reading: &str) -> bool {
    let (head, detail) = reading.split_once(" (").unwrap_or((reading, ""));
    let one_of =
        |kind: Kind, names: &str| found.iter().any(|entity| entity.kind() == kind && is_called(entity, names, detail));
    if let Some(names) = head.strip_prefix("person:") {
        return one_of(Kind::Person, names);
    }
    if let Some(names) = head.strip_prefix("org:") {
        return one_of(Kind::Organization, names.split(',').next().unwrap_or(names));
    }
    if let Some(name) = head.strip_prefix("city:") {
        return one_of(Kind::Place, name);
    }
    let codes: Vec<&str> = head.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| is_code(word)).collect();
    let has = |code: &&str| found.iter().any(|entity| entity.id() == *code);
    let no = |kind: Kind| found.iter().all(|entity| entity.kind() != kind);
    let word = head.split([' ', ':', ',']).next().unwrap_or_default();
    match word {
        "none" if head.contains(" as ") => !found.iter().any(|entity| codes.contains(&entity.id())),
        "none" | "person" | "event" | "building" | "rank" => found.is_empty(),
        "treaty" => no(Kind::Country) && no(Kind::Place),
        "org" | "party" | "armed" => found.iter().any(|entity| entity.kind() == Kind::Organization),
        "university" => found.iter().all(|entity| entity.kind() == Kind::Organization),
        // "country:USA / org: US Supreme Court": either is right.
        "country" if head.contains(" / ") => {
            codes.iter().any(has) || found.iter().any(|entity| entity.kind() == Kind::Organization)
        }
        "territory" if head.contains(" or ") => codes.iter().any(has),
        "historic" if head.contains("->") => codes.iter().any(has) || found.iter().any(|entity| is_past(entity)),
        "territory" | "historic" | "country" if !codes.is_empty() => codes.iter().all(has),
        "historic" if head == "historic state" => found.iter().any(|entity| is_past(entity)),
        // "city (MEX) / metonym": both are right.
        "city" if head.contains("metonym") || detail.contains("metonym") => {
            found.iter().any(|entity| matches!(entity.kind(), Kind::Country | Kind::Place))
        }
        "city" | "region" | "subdivision" | "water" | "lake" | "territory" | "historic" | "ethnic" => {
            no(Kind::Country) && no(Kind::Person)
        }
        _ if head.contains(" as origin") => found.is_empty() || codes.iter().all(has),
        // "Modi = IND": a person or body of the country.
        _ => !codes.is_empty() && codes.iter().all(|code| found.iter().any(|entity| is_of(entity, code))),
    }
}

fn is_code(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_of(entity: &ReportEntity, code: &str) -> bool {
    let gazetteer = Extractor::bundled().gazetteer();
    let office = |known: geopol::gazetteer::Entity<'_>| known.roles().any(|role| gazetteer.body_of(role).id() == code);
    entity.id() == code
        || gazetteer.countries_of(entity.id()).any(|country| country.id() == code)
        || gazetteer.get(entity.id()).is_some_and(office)
}

fn is_past(entity: &ReportEntity) -> bool {
    Extractor::bundled().gazetteer().get(entity.id()).is_some_and(|known| known.until().is_some())
}

/// Whether one of the names is one of the entity's, or all of its words stand in one. A country in `detail` has to fit.
fn is_called(entity: &ReportEntity, names: &str, detail: &str) -> bool {
    let gazetteer = Extractor::bundled().gazetteer();
    let Some(known) = gazetteer.get(entity.id()) else { return false };
    let words = |name: &str| {
        fold(name)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let called = names.split(" / ").any(|name| {
        let name = words(name);
        known.forms().any(|form| {
            let form = words(form.text());
            name.iter().all(|word| form.contains(word))
        })
    });
    let code = detail.get(..3).filter(|code| is_code(code));
    let mut countries = gazetteer.countries_of(entity.id()).peekable();
    let fits = code.is_none_or(|code| countries.peek().is_none() || countries.any(|country| country.id() == code));
    called && fits
}
