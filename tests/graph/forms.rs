//! What is written, and how it draws.

use std::io::Write;
use std::process::{Command, Stdio};

use geopol::export::{Direction, Dot, Mermaid, Negated, NodeLink, events};
use geopol::{Extractor, GivenMention, Kind, KnowledgeGraph, Span};
use jiff::civil::date;

use crate::{SENTENCES, graph_of, text};

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
