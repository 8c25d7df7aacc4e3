//! Dates and quantities in a relation's clause, and what dates mean when the text's own date is known.
#![cfg(feature = "bundled")]

use geopol::jiff::civil::{Date, date};
use geopol::{Extractor, GivenMention, Kind, KnowledgeGraph, Report, Span};

/// A Friday.
const TODAY: Date = date(2024, 11, 8);

/// The dates of the report's first relation as written, each with when it is.
fn dates(report: &Report<'_>) -> Vec<String> {
    let relation = report.relations().next().unwrap_or_else(|| panic!("no relation in {}", report.text()));
    let written = relation.dates().iter().map(|date| {
        let when = date.period().map_or("?".to_owned(), |period| period.to_string());
        format!("{} = {when}", date.span().slice(report.text()))
    });
    written.collect()
}

#[test]
fn dates_are_counted_from_the_text_s_own() {
    let cases = [
        ("Israel bombed Syria on Tuesday.", "Tuesday = 2024-11-05"),
        ("Israel will bomb Syria on Tuesday.", "Tuesday = 2024-11-12"),
        ("Israel bombed Syria on Friday.", "Friday = 2024-11-08"),
        ("Israel bombed Syria last Friday.", "last Friday = 2024-11-01"),
        ("Israel bombed Syria early Thursday.", "early Thursday = 2024-11-07"),
        ("Israel bombed Syria on Friday, Nov. 1, 2024.", "Friday, Nov. 1, 2024 = 2024-11-01"),
        ("Israel bombed Syria yesterday.", "yesterday = 2024-11-07"),
        ("India attacked Pakistan overnight.", "overnight = 2024-11-07/2024-11-08"),
        ("Kenya attacked Somalia this morning.", "this morning = 2024-11-08"),
        ("Chad attacked Sudan last week.", "last week = 2024-10-28/2024-11-03"),
        ("Chad attacked Sudan on the weekend.", "the weekend = 2024-11-02/2024-11-03"),
        ("Turkey will meet Greece next month.", "next month = 2024-12"),
        ("Germany armed Ukraine last year.", "last year = 2023"),
        ("Spain visited Morocco last summer.", "last summer = 2024-06/2024-08"),
        ("Japan attacked China two years ago.", "two years ago = 2022"),
        ("Japan attacked China three days ago.", "three days ago = 2024-11-05"),
        ("Israel attacked Lebanon in the past three weeks.", "past three weeks = 2024-10-18/2024-11-08"),
        ("Iran attacked Israel on Oct. 1.", "Oct. 1 = 2024-10-01"),
        ("Iran attacked Israel on 24 December.", "24 December = 2023-12-24"),
        ("Iran will attack Israel on 24 December.", "24 December = 2024-12-24"),
        ("Hungary met Serbia in May.", "May = 2024-05"),
        ("Hungary met Serbia in December.", "December = 2023-12"),
        ("Hungary attacked Serbia in early March.", "early March = 2024-03-01/2024-03-10"),
        ("Britain will train Kenya until next year.", "until next year = ../2025"),
        ("Peru attacked Ecuador on February 30.", "February 30 = ?"),
    ];
    let reading = Extractor::bundled().reading().date(TODAY);
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, wanted)| (text, wanted, dates(&reading.extract(text)).join("; ")))
        .filter(|(_, wanted, found)| found != *wanted)
        .map(|(text, wanted, found)| format!("{text}\n    wanted {wanted}\n    found  {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_date_with_its_year_needs_no_other() {
    let cases = [
        ("China invaded Vietnam on 17 February 1979.", "17 February 1979 = 1979-02-17"),
        ("Russia has occupied Crimea since February 2014.", "since February 2014 = 2014-02/.."),
        ("Egypt armed Libya in late 2019.", "late 2019 = 2019-09/2019-12"),
        ("Egypt armed Libya by mid-2019.", "by mid-2019 = ../2019-08"),
        ("Egypt armed Libya in 2019.", "2019 = 2019"),
        ("The United States bombed Iraq from 2014 to 2018.", "2014 to 2018 = 2014/2018"),
        ("Ethiopia fought Eritrea in the 1990s.", "the 1990s = 1990/1999"),
        ("Israel bombed Syria on Tuesday.", "Tuesday = ?"),
    ];
    for (text, wanted) in cases {
        assert_eq!(dates(&Extractor::bundled().extract(text)).join("; "), wanted, "{text}");
    }
}

#[test]
fn quantities_are_numbers_with_what_they_count() {
    let cases = [
        ("North Korea sent 10,000-12,000 troops to Russia in October.", "10,000-12,000 troops"),
        ("Germany gave Ukraine $3 billion last month.", "$3 billion"),
        ("Spain gave Morocco 50 million euros.", "50 million euros"),
        ("Iran fired more than 180 ballistic missiles at Israel.", "more than 180 ballistic missiles"),
        ("Dozens of Malian soldiers attacked Niger.", "Dozens of Malian soldiers"),
        ("Russia deployed a third of its army in Belarus on Tuesday.", "a third of its army"),
        ("Israel bombed Syria 2 days ago.", ""),
    ];
    for (text, wanted) in cases {
        let report = Extractor::bundled().extract(text);
        let relation = report.relations().next().unwrap_or_else(|| panic!("no relation in {text}"));
        let found: Vec<&str> = relation.quantities().iter().map(|span| span.slice(text)).collect();
        assert_eq!(found.join("; "), wanted, "{text}");
    }
}

#[test]
fn a_reading_with_the_caller_s_mentions_knows_the_date_too() {
    let text = "Freedonia attacked Sylvania on Monday.";
    let given = [(0, 9), (19, 27)].map(|(start, end)| {
        let span = Span::new(start, end);
        GivenMention::new(span.slice(text), Kind::Country, span)
    });
    let report = Extractor::bundled().reading().date(TODAY).extract_with(text, &given).expect("a report");
    assert_eq!(dates(&report), ["Monday = 2024-11-04"]);
}

#[test]
fn a_graph_takes_the_date_of_a_report() {
    let report = Extractor::bundled().reading().date(TODAY).extract("Israel bombed Syria on Tuesday.");
    assert_eq!(report.date(), Some(TODAY));
    let mut graph = KnowledgeGraph::new();
    graph.add("news", &report);
    let dated: Vec<Option<Date>> =
        graph.relations().flat_map(|relation| relation.evidence().map(geopol::graph::Evidence::date)).collect();
    assert_eq!(dated, [Some(TODAY)]);
}

/// The ids of those whom the text mentions, on a day.
fn cast(text: &str, today: Option<Date>) -> Vec<String> {
    let reading = Extractor::bundled().reading();
    let report = today.map_or(reading, |today| reading.date(today)).extract(text);
    report.entities().iter().map(|entity| entity.id().to_owned()).collect()
}

#[test]
fn the_date_tells_who_holds_an_office() {
    let text = "The French president praised Germany.";
    assert_eq!(cast(text, None), ["FRA", "DEU"]);
    assert_eq!(cast(text, Some(date(2024, 11, 8))), ["emmanuel-macron", "DEU"]);
    assert_eq!(cast(text, Some(date(2010, 6, 1))), ["nicolas-sarkozy", "DEU"]);
    assert_eq!(cast(text, Some(date(1850, 1, 1)))[1..], ["DEU"]);
    let named = "The French president Emmanuel Macron praised Germany.";
    assert_eq!(cast(named, Some(date(2010, 6, 1))), ["FRA", "emmanuel-macron", "DEU"]);
    let other = "The French president's plane landed in Berlin.";
    assert_eq!(cast(other, Some(date(2024, 11, 8)))[0], "FRA");
}

#[test]
fn the_date_chooses_among_those_of_one_name() {
    let text = "President Bush criticized Iran.";
    assert_eq!(cast(text, Some(date(1990, 10, 1))), ["george-h-w-bush", "IRN"]);
    assert_eq!(cast(text, Some(date(2006, 10, 1))), ["george-w-bush", "IRN"]);
}
