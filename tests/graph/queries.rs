//! Views, questions and what is known beside the documents.

use geopol::code::QuadClass;
use geopol::export::Dot;
use geopol::gazetteer::PartialDate;
use geopol::graph::{Family, Node, Step, View, ViewEdge};
use geopol::{Extractor, Factuality, Kind, KnowledgeGraph};
use jiff::civil::date;

use crate::{add, assert_sound, graph_of, json};

#[test]
fn views_narrow_and_compose() {
    let text = "Russia attacked Ukraine. Poland could send troops to Ukraine. NATO did not attack Russia.";
    let graph = graph_of(&[("1", text), ("2", "Russia attacked Ukraine."), ("3", "Japan was calm.")]);
    let count = |view: View<'_>| view.relations().count();
    assert_eq!(count(graph.view()), 3);
    assert_eq!(count(graph.view().negated(true)), 1);
    assert_eq!(count(graph.view().factualities([Factuality::Asserted]).negated(false)), 1);
    assert_eq!(count(graph.view().min_documents(2)), 1);
    assert_eq!(count(graph.view().min_documents(2).in_documents(["1"])), 0);
    assert_eq!(count(graph.view().relation_types(["attacks"])), 2);
    assert_eq!(count(graph.view().about(["POL"])), 1);
    assert_eq!(count(graph.view().kinds([Kind::Country])), 2);
    assert_eq!(count(graph.view().among(["RUS", "UKR"]).about(["POL"])), 0);
    assert_eq!(graph.view().entities().count(), 5);
    assert!(graph.view().connected().entities().all(|entity| entity.id() != "JPN"));
    let ids: Vec<&str> = graph.view().min_documents(2).entities().map(Node::id).collect();
    assert_eq!(ids, ["RUS", "UKR"]);
    assert_eq!(Dot::new(graph.view().min_documents(2)).to_string().matches("->").count(), 1);
}

#[test]
fn a_view_of_dates_leaves_out_undated_documents() {
    let report = Extractor::bundled().extract("Russia attacked Ukraine.");
    let mut graph = KnowledgeGraph::new();
    graph.add("undated", &report);
    graph.add_dated("early", date(2022, 2, 24), &report);
    graph.add_dated("late", date(2024, 8, 6), &report);
    let documents = |view: View<'_>| -> Vec<String> {
        view.relations().flat_map(|edge| edge.evidence()).map(|evidence| evidence.document().id().to_owned()).collect()
    };
    assert_eq!(documents(graph.view().dates(date(2024, 1, 1)..)), ["late"]);
    assert_eq!(documents(graph.view().dates(..=date(2022, 2, 24))), ["early"]);
    assert_eq!(documents(graph.view()), ["early", "late", "undated"]);
}

#[test]
fn what_a_text_dates_counts_before_the_day_of_the_document() {
    let day = date(2024, 11, 8);
    let text = "Israel bombed Syria on Tuesday. Russia invaded Ukraine in February 2022. Iran condemned Israel.";
    let mut graph = KnowledgeGraph::new();
    graph.add("1", &Extractor::bundled().reading().date(day).extract(text));
    let kept = |view: View<'_>| -> Vec<String> { view.relations().map(|edge| edge.relation().to_owned()).collect() };
    assert_eq!(kept(graph.view().dates(date(2024, 11, 5)..=date(2024, 11, 5))), ["bombs"]);
    // A month meets every day of it.
    assert_eq!(kept(graph.view().dates(date(2022, 2, 20)..date(2022, 2, 21))), ["invades"]);
    assert_eq!(kept(graph.view().dates(day..)), ["criticizes"]);
    let months: Vec<_> = graph.view().timeline("RUS", "UKR", Step::Month).map(|(start, _)| start).collect();
    assert_eq!(months, [date(2022, 2, 1)]);
    let read: KnowledgeGraph = serde_json::from_str(&json(&graph)).expect("what a graph writes, it reads");
    assert_eq!(kept(read.view().dates(date(2022, 2, 20)..date(2022, 2, 21))), ["invades"]);
}

#[test]
fn every_question_has_a_filter() {
    let text =
        "Russia attacked Ukraine. Russia met with China. Poland armed Ukraine. Japan is an ally of the United States.";
    let graph = graph_of(&[("1", text)]);
    let pairs = |view: View<'_>| -> Vec<String> {
        view.relations().map(|edge| format!("{} {} {}", edge.source(), edge.relation(), edge.target())).collect()
    };
    assert_eq!(pairs(graph.view().sources(["RUS"])), ["CHN meets-with RUS", "RUS attacks UKR"]);
    assert_eq!(pairs(graph.view().targets(["RUS"])), ["CHN meets-with RUS"]);
    assert_eq!(pairs(graph.view().families([Family::Standing])), ["JPN allied-with USA"]);
    assert_eq!(pairs(graph.view().quad_classes([QuadClass::MaterialConflict])), ["RUS attacks UKR"]);
    assert_eq!(pairs(graph.view().around(["POL"], 1)), ["POL arms UKR"]);
    assert_eq!(pairs(graph.view().around(["POL"], 2)), ["POL arms UKR", "RUS attacks UKR"]);
    // Each filter looks at what those before it have left.
    assert_eq!(pairs(graph.view().quad_classes([QuadClass::MaterialConflict]).around(["RUS"], 9)), ["RUS attacks UKR"]);
    let view = graph.view().families([Family::Event]);
    assert_eq!(view.relations_of("UKR").count(), 2);
    assert_eq!(view.between("UKR", "RUS").count(), 1);
    assert_eq!(view.between("JPN", "USA").count(), 0);
    let near: Vec<_> = view.neighbourhood(["CHN"], 9).map(|(node, steps)| (node.id(), steps)).collect();
    assert_eq!(near, [("CHN", 0), ("RUS", 1), ("UKR", 2), ("POL", 3)]);
    assert_eq!(view.neighbourhood(["CHN", "nobody"], 0).count(), 1);
    let way = view.path("CHN", "POL").expect("over Russia and Ukraine");
    assert_eq!(way.iter().map(ViewEdge::relation).collect::<Vec<_>>(), ["meets-with", "attacks", "arms"]);
    assert_eq!(view.path("CHN", "CHN").map(|way| way.len()), Some(0));
    assert!(view.path("CHN", "JPN").is_none() && view.path("CHN", "nobody").is_none());
}

#[test]
fn conduct_is_counted_by_the_published_scales() {
    let mut graph = KnowledgeGraph::new();
    for (id, day, text) in [
        ("1", date(2024, 1, 30), "Russia attacked Ukraine."),
        ("2", date(2024, 2, 1), "Russia attacked Ukraine. NATO did not attack Russia."),
        ("3", date(2024, 4, 2), "Ukraine attacked Russia. Poland met with Ukraine."),
    ] {
        graph.add_dated(id, day, &Extractor::bundled().extract(text));
    }
    graph.add("undated", &Extractor::bundled().extract("Russia attacked Ukraine."));
    let view = graph.view();
    let conflicts: Vec<_> =
        view.conflicts().map(|dyad| (dyad.one().id(), dyad.other().id(), dyad.conduct().conflict())).collect();
    assert_eq!(conflicts, [("RUS", "UKR", 4)]);
    let met = view.dyads().find(|dyad| dyad.one().id() == "POL").expect("they met");
    assert_eq!((met.other().id(), met.conduct().cooperation(), met.conduct().score()), ("UKR", 1, Some(2.5)));
    let series = |view: &View<'_>, period: Step| -> Vec<(String, usize)> {
        view.timeline("UKR", "RUS", period).map(|(start, conduct)| (start.to_string(), conduct.events())).collect()
    };
    let steps = [("2024-01-01", 1), ("2024-02-01", 1), ("2024-03-01", 0), ("2024-04-01", 1)];
    assert_eq!(series(&view, Step::Month), steps.map(|(start, events)| (start.to_owned(), events)));
    assert_eq!(series(&view, Step::Year), [("2024-01-01".to_owned(), 3)]);
    assert_eq!(series(&view, Step::Week)[0], ("2024-01-29".to_owned(), 2));
    assert_eq!(series(&view, Step::Day).len(), 64);
    assert_eq!(series(&graph.view().sources(["UKR"]), Step::Month), [("2024-04-01".to_owned(), 1)]);
    assert_eq!(series(&graph.view().sources(["POL"]), Step::Month), []);
}

#[test]
fn the_background_shows_where_both_ends_are_known() {
    let gazetteer = Extractor::bundled().gazetteer();
    let mut graph = graph_of(&[("1", "NATO thanked Poland.")]);
    graph.add_background(gazetteer);
    let member = graph.relation("POL", "member-of", "nato").expect("the gazetteer knows it");
    assert!(member.is_background() && member.evidence().count() == 0 && member.label() == "member of");
    add(&mut graph, "2", "Emmanuel Macron visited Poland. France and Germany met in Berlin.");
    let leads = graph.relation("emmanuel-macron", "leads", "FRA").expect("what comes later is known too");
    let fact = &leads.facts()[0];
    assert_eq!((fact.office(), fact.since().map(PartialDate::year)), (Some("president"), Some(2017)));
    assert!(graph.to_dot().to_string().contains("leads\\npresident, since 2017"));
    assert_sound(&graph);

    let count = |view: View<'_>| view.relations().filter(ViewEdge::is_background).count();
    let all = count(graph.view());
    assert!(all >= 4, "{all}");
    assert_eq!(count(graph.view().background(true)), all);
    assert_eq!(count(graph.view().background(false)), 0);
    assert_eq!(count(graph.view().factualities([Factuality::Asserted])), 0);
    assert_eq!(count(graph.view().relation_types(["leads"]).dates(date(2020, 1, 1)..)), 1);
    assert_eq!(count(graph.view().relation_types(["leads"]).dates(..date(2010, 1, 1))), 0);
    assert!(graph.view().path("emmanuel-macron", "DEU").is_some());

    // It is written and read, joined, and goes with the documents.
    let read: KnowledgeGraph = serde_json::from_str(&json(&graph)).expect("what a graph writes, it reads");
    assert_eq!(json(&read), json(&graph));
    assert_eq!(read, graph);
    let plain = graph_of(&[
        ("1", "NATO thanked Poland."),
        ("2", "Emmanuel Macron visited Poland. France and Germany met in Berlin."),
    ]);
    assert_ne!(plain, graph);
    let (mut one, mut other) = (plain.clone(), graph_of(&[]));
    other.add_background(gazetteer);
    one.merge(&other);
    other.merge(&plain);
    assert_eq!(one, graph);
    assert_eq!(other, graph);
    graph.remove_document("2");
    assert!(graph.relation("emmanuel-macron", "leads", "FRA").is_none());
    graph.remove_document("1");
    assert_sound(&graph);
    assert!(graph.is_empty() && graph.relations().len() == 0 && graph.entities().len() == 0);
}
