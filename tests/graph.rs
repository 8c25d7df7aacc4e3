//! The graph as its users see it: what goes in comes out again, whatever the order, and draws well.

#![cfg(feature = "bundled")]

use std::io::Write;
use std::process::{Command, Stdio};

use geopol::code::QuadClass;
use geopol::export::{Direction, Dot, Mermaid, Negated, NodeLink, Page, events};
use geopol::gazetteer::PartialDate;
use geopol::graph::{Family, Node, Step, View, ViewEdge};
use geopol::{Extractor, Factuality, GivenMention, Kind, KnowledgeGraph, Span};
use jiff::civil::date;
use proptest::prelude::*;

/// Sentences that share entities and relations, so that documents overlap.
const SENTENCES: [&str; 12] = [
    "Russia invaded Ukraine.",
    "Russia attacked Ukraine on Tuesday.",
    "Ukraine attacked Russia.",
    "China met with Russia in Moscow.",
    "Russia met with China.",
    "French President Emmanuel Macron criticized Russia.",
    "Poland could send 3,000 troops to Ukraine.",
    "NATO did not attack Russia.",
    "The United States imposed sanctions on Iran.",
    "Iran has accused the United States of sabotage, Reuters reported.",
    "Japan is an ally of the United States.",
    "Nothing happened to anybody here.",
];

fn text(sentences: &[usize]) -> String {
    sentences.iter().map(|&sentence| SENTENCES[sentence]).collect::<Vec<_>>().join(" ")
}

fn add(graph: &mut KnowledgeGraph, document: &str, text: &str) {
    graph.add(document, &Extractor::bundled().extract(text));
}

fn graph_of(documents: &[(&str, &str)]) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    for (document, text) in documents {
        add(&mut graph, document, text);
    }
    graph
}

fn json(graph: &KnowledgeGraph) -> String {
    serde_json::to_string(graph).expect("a graph is JSON")
}

/// Every export, by its name.
fn exports(graph: &KnowledgeGraph) -> Vec<(&'static str, Vec<u8>)> {
    let lines =
        events(&graph.view()).map(|event| serde_json::to_string(&event).expect("an event is JSON") + "\n").collect();
    let links = serde_json::to_string(&NodeLink::new(graph)).expect("node-link is JSON");
    let texts = [
        ("DOT", graph.to_dot().to_string()),
        ("Mermaid", Mermaid::new(graph).to_string()),
        ("HTML", Page::new(graph).to_string()),
        ("JSON Lines", lines),
        ("node-link", links),
    ];
    #[allow(unused_mut, reason = "without features there is no more")]
    let mut exports: Vec<(&'static str, Vec<u8>)> = texts.map(|(name, text)| (name, text.into_bytes())).into();
    #[allow(unused_macros, reason = "without features nobody calls it")]
    macro_rules! written {
        ($($name:literal $write:expr;)*) => {
            $(
                let mut out = Vec::new();
                $write(&mut out).expect("a vector takes all");
                exports.push(($name, out));
            )*
        };
    }
    #[cfg(feature = "xml")]
    written! {
        "GraphML" |out| geopol::export::GraphMl::new(graph).write(out);
        "GEXF" |out| geopol::export::Gexf::new(graph).write(out);
    }
    #[cfg(feature = "csv")]
    written! {
        "nodes.csv" |out| geopol::export::Neo4j::new(graph).write_nodes(out);
        "relationships.csv" |out| geopol::export::Neo4j::new(graph).write_relationships(out);
    }
    #[cfg(feature = "rdf")]
    written! {
        "Turtle" |out| geopol::export::Rdf::new(graph).write_turtle(out);
        "N-Triples" |out| geopol::export::Rdf::new(graph).write_n_triples(out);
    }
    exports
}

/// The same graph, and in every way that shows.
fn assert_same(one: &KnowledgeGraph, other: &KnowledgeGraph) {
    assert_eq!(json(one), json(other));
    for ((name, ours), (_, theirs)) in exports(one).into_iter().zip(exports(other)) {
        assert!(ours == theirs, "{name}:\n{}\n{}", String::from_utf8_lossy(&ours), String::from_utf8_lossy(&theirs));
    }
    assert_eq!(one, other);
    assert_sound(one);
}

/// What petgraph holds is what the ids say.
fn assert_sound(graph: &KnowledgeGraph) {
    let inside = graph.petgraph();
    assert_eq!((inside.node_count(), inside.edge_count()), (graph.entities().len(), graph.relations().len()));
    for index in inside.edge_indices() {
        let (source, target) = inside.edge_endpoints(index).expect("the edge is there");
        let edge = &inside[index];
        assert_eq!((inside[source].id(), inside[target].id()), (edge.source(), edge.target()));
        assert!(std::ptr::eq(graph.relation(edge.source(), edge.relation(), edge.target()).expect("known"), edge));
        assert_eq!(edge.is_background(), edge.support().sentences == 0);
        assert!(edge.evidence().is_sorted() && (!edge.is_background() || !edge.facts().is_empty()));
    }
    assert!(graph.entities().map(Node::id).is_sorted());
    assert!(graph.entities().all(|entity| entity.documents() > 0));
}

fn documents() -> impl Strategy<Value = Vec<(usize, Vec<usize>)>> {
    prop::collection::vec((0..6_usize, prop::collection::vec(0..SENTENCES.len(), 0..6)), 0..10)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_added_and_removed_leaves_nothing(documents in documents(), order in any::<prop::sample::Index>()) {
        let mut graph = KnowledgeGraph::new();
        let mut ids = Vec::new();
        for (number, sentences) in &documents {
            add(&mut graph, &number.to_string(), &text(sentences));
            ids.push(number.to_string());
        }
        assert_sound(&graph);
        ids.sort();
        ids.dedup();
        while !ids.is_empty() {
            let id = ids.remove(order.index(ids.len()));
            prop_assert!(graph.remove_document(&id));
            prop_assert!(!graph.remove_document(&id));
            assert_sound(&graph);
        }
        assert_same(&graph, &KnowledgeGraph::new());
        prop_assert!(graph.is_empty());
    }

    #[test]
    fn removing_takes_back_exactly_what_was_given(documents in documents(), late in prop::collection::vec(0..SENTENCES.len(), 0..6)) {
        let mut graph = KnowledgeGraph::new();
        for (number, sentences) in &documents {
            add(&mut graph, &number.to_string(), &text(sentences));
        }
        let before = graph.clone();
        add(&mut graph, "late", &text(&late));
        graph.remove_document("late");
        assert_same(&graph, &before);
    }

    #[test]
    fn adding_twice_is_adding_once(documents in documents()) {
        let mut once = KnowledgeGraph::new();
        for (number, sentences) in &documents {
            add(&mut once, &number.to_string(), &text(sentences));
        }
        // Whatever the document said before, the last reading counts.
        let mut twice = once.clone();
        for (number, sentences) in &documents {
            add(&mut twice, &number.to_string(), &text(sentences));
        }
        assert_same(&once, &twice);
    }

    #[test]
    fn graphs_merge_in_any_order(parts in prop::collection::vec(documents(), 1..4).prop_flat_map(|parts| {
        let shuffled = Just(parts.clone()).prop_shuffle();
        (Just(parts), shuffled)
    })) {
        let merged = |parts: &[Vec<(usize, Vec<usize>)>]| {
            let mut whole = KnowledgeGraph::new();
            for part in parts {
                let mut graph = KnowledgeGraph::new();
                for (number, sentences) in part {
                    let day = date(2024, 11, 1 + sentences.len() as i8);
                    graph.add_dated(&number.to_string(), day, &Extractor::bundled().extract(&text(sentences)));
                }
                whole.merge(&graph);
                whole.merge(&graph);
            }
            whole
        };
        assert_same(&merged(&parts.0), &merged(&parts.1));
    }

    #[test]
    fn what_is_written_is_read(documents in documents()) {
        let mut graph = KnowledgeGraph::new();
        for (number, sentences) in &documents {
            add(&mut graph, &number.to_string(), &text(sentences));
        }
        let read: KnowledgeGraph = serde_json::from_str(&json(&graph)).expect("what a graph writes, it reads");
        assert_same(&graph, &read);
    }
}

#[test]
fn evidence_says_where_and_what() {
    let mut graph = KnowledgeGraph::new();
    let text = "It was cold. Poland could send 3,000 troops to Ukraine.";
    graph.add_dated("pap/1", date(2024, 11, 5), &Extractor::bundled().extract(text));
    let edge = graph.relation("POL", "sends-troops-to", "UKR").expect("the text says so");
    assert_eq!(edge.label(), "sends troops to");
    let evidence = edge.evidence().next().expect("an edge has evidence");
    assert_eq!(evidence.document().id(), "pap/1");
    assert_eq!(evidence.date(), Some(date(2024, 11, 5)));
    assert_eq!(evidence.sentence(), "Poland could send 3,000 troops to Ukraine.");
    assert_eq!(evidence.sentence_span().slice(text), evidence.sentence());
    assert_eq!(
        (evidence.source_text(), evidence.trigger_text(), evidence.target_text()),
        ("Poland", "send", "Ukraine")
    );
    assert_eq!(evidence.quantity_texts().collect::<Vec<_>>(), ["3,000 troops"]);
    assert_eq!(evidence.factuality(), Factuality::Possible);
    assert!(!evidence.is_negated());
    assert!(evidence.pattern().starts_with("sends-troops-to#"));
}

#[test]
fn a_symmetric_relation_is_stored_once() {
    let graph = graph_of(&[("1", "Russia met with China."), ("2", "China met with Russia.")]);
    let edge = graph.relation("RUS", "meets-with", "CHN").expect("either way round");
    assert_eq!((edge.source(), edge.target()), ("CHN", "RUS"));
    assert_eq!(edge.support().documents, 2);
    assert_eq!(graph.relations().len(), 1);
    assert!(edge.evidence().all(|evidence| evidence.source_text() == "China" && evidence.target_text() == "Russia"));
}

#[test]
fn an_edge_that_is_not_symmetric_has_a_direction() {
    let graph = graph_of(&[("1", "Russia attacked Ukraine.")]);
    assert!(graph.relation("RUS", "attacks", "UKR").is_some());
    assert!(graph.relation("UKR", "attacks", "RUS").is_none());
    assert_eq!(graph.between("UKR", "RUS").len(), 1);
    assert_eq!(graph.relations_of("UKR").len(), 1);
    assert_eq!(graph.relations_of("POL").len(), 0);
}

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

#[test]
fn actors_have_codes() {
    let mut graph = KnowledgeGraph::new();
    let text = "Emmanuel Macron criticized Hezbollah. NATO thanked Poland.";
    graph.add_dated("1", date(2020, 5, 1), &Extractor::bundled().extract(text));
    let view = graph.view();
    let codes = |event: geopol::export::Event<'_>| {
        let json = serde_json::to_value(event).expect("an event is JSON");
        ["source", "target"].map(|end| json[end]["code"].as_str().map(str::to_owned))
    };
    let with: Vec<_> = events(&view).map(|event| codes(event.actors(Extractor::bundled().gazetteer()))).collect();
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(with, [[code("FRAGOV"), code("LBNREB")], [code("IGO"), code("POL")]]);
    let without: Vec<_> = events(&view).map(codes).collect();
    assert_eq!(without, [[None, None], [None, code("POL")]]);
}

#[test]
fn what_is_no_graph_is_no_graph() {
    let good = json(&graph_of(&[("1", "Russia attacked Ukraine.")]));
    assert!(serde_json::from_str::<KnowledgeGraph>(&good).is_ok());
    let bad = |from: &str, to: &str| {
        assert!(good.contains(from), "{from:?} is not in {good}");
        let error =
            serde_json::from_str::<KnowledgeGraph>(&good.replacen(from, to, 1)).expect_err("it must not be read");
        error.to_string()
    };
    assert!(bad("\"source\":\"RUS\"", "\"source\":\"XXX\"").contains("none of its entities"));
    assert!(bad("Russia attacked Ukraine.", "Russia hit Ukraine.").contains("bytes"));
    assert!(bad("\"sentence\":0", "\"sentence\":7").contains("no sentence 7"));
    assert!(bad("\"documents\"", "\"papers\"").contains("papers"));
    let document = &good["{\"documents\":[".len()..good.len() - "],\"background\":[]}".len()];
    assert!(bad(document, &format!("{document},{document}")).contains("twice"));
}

#[test]
fn denied_relations_are_struck_or_left_out() {
    let graph = graph_of(&[("1", "NATO did not attack Russia. Russia attacked Ukraine.")]);
    let struck = graph.to_dot().to_string();
    assert!(struck.contains("\"nato\" -> \"RUS\" [label=<<s>attacks</s>>"), "{struck}");
    let omitted = graph.to_dot().negated(Negated::Omit).to_string();
    assert!(!omitted.contains("\"nato\" ->"), "{omitted}");
    assert!(omitted.contains("\"RUS\" -> \"UKR\" [label=\"attacks\""), "{omitted}");
}

#[test]
fn what_is_not_asserted_is_dashed_and_says_why() {
    let dot = graph_of(&[("1", "Poland could send troops to Ukraine. Russia attacked Ukraine.")]).to_dot().to_string();
    let line = |start: &str| dot.lines().find(|line| line.trim_start().starts_with(start)).expect(start).to_owned();
    let possible = line("\"POL\" -> \"UKR\"");
    assert!(possible.contains("style=dashed") && possible.contains("(possible)"), "{possible}");
    assert!(!line("\"RUS\" -> \"UKR\"").contains("style=dashed"));
}

#[test]
fn every_form_shows_all_that_a_view_keeps() {
    let text = text(&(0..SENTENCES.len()).collect::<Vec<_>>());
    let graph = graph_of(&[("1", &text), ("2", &text), ("3", SENTENCES[0])]);
    for view in [graph.view(), graph.view().negated(false).min_documents(3), graph.view().about(["nobody"])] {
        let evidence: usize = view.relations().map(|edge| edge.evidence().count()).sum();
        assert_eq!(events(&view).count(), evidence);
        for event in events(&view) {
            let json = serde_json::to_value(event).expect("an event is JSON");
            assert_eq!(json["source"]["id"], event.source().id());
            assert_eq!(json["sentence"], event.evidence().sentence());
        }
        let json = serde_json::to_value(NodeLink::new(&view)).expect("node-link is JSON");
        let length = |list: &str| json[list].as_array().map(Vec::len);
        assert_eq!((length("nodes"), length("links")), (Some(view.entities().count()), Some(view.relations().count())));
        let chart = Mermaid::new(&view).to_string();
        assert_eq!(chart.matches("linkStyle").count(), Dot::new(&view).to_string().matches(" -> ").count());
    }
}

#[test]
fn what_streams_is_what_displays() {
    let graph = nasty();
    let (mut dot, mut chart) = (Vec::new(), Vec::new());
    graph.to_dot().write(&mut dot).expect("a vector takes all");
    Mermaid::new(&graph).write(&mut chart).expect("a vector takes all");
    assert_eq!(dot, graph.to_dot().to_string().into_bytes());
    assert_eq!(chart, Mermaid::new(&graph).to_string().into_bytes());
}

/// A graph whose ids, names, labels and sentences hold all that a format could stumble over.
fn nasty() -> KnowledgeGraph {
    let names = [
        "a\"b",
        "back\\",
        "\\N \\G \\n",
        "new\nline",
        "<b>&amp;&lt;</b>",
        "a -> b; }",
        "&#65;",
        "nul\0bell\u{7}",
        "]]>",
        "日本 🙂",
        "'\r\t",
        "{\"}",
        "-- %",
        "\u{202e}rtl",
    ];
    let mut graph = KnowledgeGraph::new();
    for (index, source) in names.iter().enumerate() {
        let target = names[(index + 1) % names.len()];
        let text = format!("{source} attacked {target}.");
        let at = text.len() - 1 - target.len();
        let mentions = [
            GivenMention::new(*source, Kind::Country, Span::new(0, source.len())),
            GivenMention::new(target, Kind::Person, Span::new(at, at + target.len())),
        ];
        let report = Extractor::bundled().extract_with(&text, &mentions).expect("the spans are right");
        graph.add(source, &report);
    }
    graph
}

#[test]
fn graphviz_draws_what_we_write() {
    if Command::new("dot").arg("-V").stderr(Stdio::null()).status().is_err() {
        eprintln!("skipped: no Graphviz on this machine");
        return;
    }
    let nasty = nasty();
    let plain = graph_of(&[("1", &text(&(0..SENTENCES.len()).collect::<Vec<_>>()))]);
    for graph in [&nasty, &plain, &KnowledgeGraph::new()] {
        for dot in [
            graph.to_dot().isolated(true).legend(true),
            graph.to_dot().direction(Direction::TopToBottom).negated(Negated::Omit).isolated(true),
        ] {
            let svg = draw(&dot.to_string());
            assert_eq!(svg.matches("class=\"node\"").count(), graph.entities().len());
        }
    }
    let svg = draw(&nasty.to_dot().to_string());
    for shown in [
        ">a&quot;b<",
        ">back\\<",
        ">\\N \\G \\n<",
        ">&lt;b&gt;&amp;amp;&amp;lt;&lt;/b&gt;<",
        ">&amp;#65;<",
        ">日本 🙂<",
    ] {
        assert!(svg.contains(shown), "{shown} is not in {svg}");
    }
}

/// What Graphviz makes of it, as SVG; it must not have anything to complain of.
fn draw(dot: &str) -> String {
    let mut child = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Graphviz starts");
    let mut input = child.stdin.take().expect("it is piped");
    input.write_all(dot.as_bytes()).expect("Graphviz reads");
    drop(input);
    let output = child.wait_with_output().expect("Graphviz ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !errors.contains("Error"), "{errors}\n{dot}");
    String::from_utf8(output.stdout).expect("SVG is UTF-8")
}
