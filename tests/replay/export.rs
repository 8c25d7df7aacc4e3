//! Graphs: written, read again and drawn.

use geopol::KnowledgeGraph;
use geopol::export::{Direction, Dot, Mermaid, Negated, NodeLink, Page, events};
use serde_json::{Value, json};

use super::input::Input;

/// Whatever is in a graph, it comes back from JSON, is drawn well, and goes when its documents go.
pub fn check_graph(mut graph: KnowledgeGraph) {
    let written = serde_json::to_string(&graph).expect("a graph is JSON");
    let read: KnowledgeGraph = serde_json::from_str(&written).expect("what was written can be read");
    assert!(read == graph, "what is read is what was written");
    assert_eq!(serde_json::to_string(&read).expect("a graph is JSON"), written);
    check_exports(&graph);
    let mut merged = read.clone();
    merged.merge(&graph);
    assert!(merged == graph, "merged with itself it stays the same");
    let mut merged = KnowledgeGraph::new();
    merged.merge(&graph);
    assert!(merged == graph, "merged with nothing it stays the same");
    let inside = graph.petgraph();
    assert_eq!((inside.node_count(), inside.edge_count()), (graph.entities().len(), graph.relations().len()));
    let documents: Vec<String> = graph.documents().map(|document| document.id().to_owned()).collect();
    for document in &documents {
        assert!(graph.remove_document(document));
        assert!(graph.relations().all(|edge| edge.support().sentences > 0 && edge.evidence().next().is_some()));
        assert!(graph.entities().all(|entity| entity.documents() > 0));
    }
    assert!(graph.is_empty());
    assert_eq!((graph.petgraph().node_count(), graph.petgraph().edge_count()), (0, 0));
}

fn check_exports(graph: &KnowledgeGraph) {
    let view = graph.view();
    for (negated, direction) in [(Negated::Struck, Direction::LeftToRight), (Negated::Omit, Direction::TopToBottom)] {
        check_dot(&Dot::new(graph).negated(negated).direction(direction).legend(negated == Negated::Omit).to_string());
    }
    check_mermaid(&Mermaid::new(graph).to_string());
    let links = serde_json::to_string(&NodeLink::new(graph)).expect("links are JSON");
    let links: Value = serde_json::from_str(&links).expect("links are JSON");
    assert_eq!(links["nodes"].as_array().map(Vec::len), Some(graph.entities().len()));
    assert_eq!(links["links"].as_array().map(Vec::len), Some(graph.relations().len()));
    check_page(graph);
    #[cfg(feature = "xml")]
    check_xml_forms(graph);
    #[cfg(feature = "csv")]
    check_csv_forms(graph);
    #[cfg(feature = "rdf")]
    check_rdf_forms(graph);
    for event in events(&view) {
        let line = serde_json::to_string(&event).expect("an event is JSON");
        assert!(!line.contains('\n') && serde_json::from_str::<Value>(&line).is_ok());
    }
}

/// A page runs its own scripts and no other, whatever it holds.
fn check_page(graph: &KnowledgeGraph) {
    let scripts = |graph: &KnowledgeGraph| {
        let page = written(|out| Page::new(graph).write(out)).to_lowercase();
        (page.matches("<script").count(), page.matches("</script").count(), page.matches("<!--").count())
    };
    assert_eq!(scripts(graph), scripts(&KnowledgeGraph::new()));
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("memory can be written to");
    String::from_utf8(out).expect("text")
}

#[cfg(feature = "xml")]
fn check_xml_forms(graph: &KnowledgeGraph) {
    use geopol::export::{Gexf, GraphMl};
    let graphml = written(|out| GraphMl::new(graph).write(out));
    check_xml(&graphml);
    assert_eq!(graphml.matches("<node ").count(), graph.entities().len());
    let gexf = written(|out| Gexf::new(graph).write(out));
    check_xml(&gexf);
    assert_eq!(gexf.matches("<node ").count(), graph.entities().len());
}

/// Rows of one width: one for each entity, one at least for each relation.
#[cfg(feature = "csv")]
fn check_csv_forms(graph: &KnowledgeGraph) {
    use geopol::export::Neo4j;
    let rows = |csv: &str| {
        let (mut widths, mut width, mut quoted) = (Vec::new(), 1, false);
        for c in csv.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => width += 1,
                '\n' if !quoted => widths.push(std::mem::replace(&mut width, 1)),
                _ => {}
            }
        }
        assert!(!quoted && width == 1, "a quote or a row is open");
        assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
        widths.len() - 1
    };
    assert_eq!(rows(&written(|out| Neo4j::new(graph).write_nodes(out))), graph.entities().len());
    assert!(rows(&written(|out| Neo4j::new(graph).write_relationships(out))) >= graph.relations().len());
}

/// Each line is one triple, its IRIs without blanks and its strings closed.
#[cfg(feature = "rdf")]
fn check_rdf_forms(graph: &KnowledgeGraph) {
    use geopol::export::Rdf;
    let triples = written(|out| Rdf::new(graph).write_n_triples(out));
    for line in triples.lines() {
        let mut inside = None;
        let mut chars = line.strip_suffix(" .").expect("a triple ends").chars();
        while let Some(c) = chars.next() {
            match (inside, c) {
                (None, '"') => inside = Some('"'),
                (None, '<') => inside = Some('>'),
                (Some('"'), '\\') => assert!(chars.next().is_some_and(|c| "tbnrf\"'\\uU".contains(c)), "{line}"),
                (Some(end), c) if c == end => inside = None,
                (Some('>'), c) => assert!(!c.is_whitespace() && !"<\"{}|^`\\".contains(c), "{c:?} in an IRI: {line}"),
                _ => {}
            }
        }
        assert_eq!(inside, None, "{line}");
    }
    let turtle = written(|out| Rdf::new(graph).write_turtle(out));
    assert!(triples.is_empty() || turtle.starts_with("@prefix ") && turtle.trim_end().ends_with('.'), "{turtle}");
}

/// Strings and HTML are closed, brackets match, and nothing stands outside of them that DOT does not know.
fn check_dot(dot: &str) {
    assert!(dot.starts_with("digraph ") && dot.ends_with("}\n"), "{dot}");
    let mut open = Vec::new();
    let mut chars = dot.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => loop {
                match chars.next().expect("a string ends") {
                    '\\' => assert!(chars.next().is_some(), "something is escaped"),
                    '"' => break,
                    c => assert!(c != '\0', "no zero in a string"),
                }
            },
            '<' => {
                let mut html = String::new();
                let mut depth = 1;
                loop {
                    let c = chars.next().expect("HTML ends");
                    depth += i32::from(c == '<') - i32::from(c == '>');
                    if depth == 0 {
                        break;
                    }
                    html.push(c);
                }
                check_xml(&format!("<b>{html}</b>"));
            }
            '{' | '[' => open.push(c),
            '}' => assert_eq!(open.pop(), Some('{'), "{dot}"),
            ']' => assert_eq!(open.pop(), Some('['), "{dot}"),
            '-' => {
                // An arrow, or a number's sign.
                let rest = chars.as_str();
                assert!(rest.starts_with('>') || rest.starts_with(|c: char| c.is_ascii_digit()), "{rest}");
                if rest.starts_with('>') {
                    chars.next();
                }
            }
            c => assert!(
                c.is_ascii_alphanumeric() || " \n=,;.#_".contains(c),
                "{c:?} stands outside of strings in {dot}"
            ),
        }
    }
    assert!(open.is_empty());
}

/// Every line is one statement with its quotes closed.
fn check_mermaid(chart: &str) {
    let mut lines = chart.split('\n');
    assert_eq!(lines.next(), Some("flowchart LR"));
    for line in lines {
        assert!(line.matches('"').count() % 2 == 0 && !line.chars().any(char::is_control), "{line:?}");
        let word = line.trim_start().split(' ').next().unwrap_or_default();
        assert!(word.is_empty() || word.starts_with('n') || matches!(word, "linkStyle" | "classDef"), "{line:?}");
    }
}

/// Well-formed XML, as far as these exports use it: elements, attributes, text and references.
pub fn check_xml(xml: &str) {
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    assert!(xml.chars().all(allowed), "a character that XML does not allow in {xml:?}");
    let text = |part: &str| {
        let mut parts = part.split('&');
        assert!(!parts.next().unwrap_or_default().contains('<'));
        for part in parts {
            let (name, _) = part.split_once(';').unwrap_or_else(|| panic!("an open reference in {part:?}"));
            let known = matches!(name, "amp" | "lt" | "gt" | "quot" | "apos");
            assert!(known || name.strip_prefix('#').is_some_and(|number| !number.is_empty()), "&{name};");
        }
        assert!(!part.contains("]]>"));
    };
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some((before, tag)) = rest.split_once('<') {
        text(before);
        if let Some(behind) = tag.strip_prefix("!--") {
            rest = behind.split_once("-->").expect("a comment ends").1;
            continue;
        }
        if let Some(behind) = tag.strip_prefix('?') {
            rest = behind.split_once("?>").expect("a declaration ends").1;
            continue;
        }
        let mut quote = None;
        let end = tag.find(|c| match (quote, c) {
            (None, '"' | '\'') => {
                quote = Some(c);
                false
            }
            (Some(open), c) if open == c => {
                quote = None;
                false
            }
            (None, '>') => true,
            (Some(_), '<') => panic!("`<` in an attribute of {tag}"),
            _ => false,
        });
        let end = end.unwrap_or_else(|| panic!("an open tag in {xml:?}"));
        let inner = &tag[..end];
        rest = &tag[end + 1..];
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name.trim()), "{xml}");
            continue;
        }
        let name = inner.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        assert!(name.starts_with(|c: char| c.is_ascii_alphabetic()), "a tag without a name: {inner:?}");
        inner.split('"').skip(1).step_by(2).for_each(text);
        if !inner.ends_with('/') {
            open.push(name);
        }
    }
    text(rest);
    assert!(open.is_empty(), "{open:?} is not closed in {xml}");
}

/// A graph in any bytes is read, and then holds together, or refused.
pub fn snapshot(data: &[u8]) {
    if let Ok(graph) = serde_json::from_slice::<KnowledgeGraph>(data) {
        check_graph(graph);
    }
}

/// Names, labels, ids and sentences of any kind.
pub fn export(data: &[u8]) {
    let mut input = Input::new(data);
    let shape = [(); 6].map(|()| usize::from(input.byte()));
    let mut strings = Vec::new();
    while !input.is_empty() {
        strings.push(input.string());
    }
    strings.push(String::new());
    let mut turn = 0;
    let mut string = || {
        turn += 1;
        strings[(turn - 1) % strings.len()].clone()
    };
    let kinds = ["country", "person", "organization", "place"];
    let factualities = ["asserted", "reported", "possible", "planned", "requested"];
    let documents: Vec<Value> = (0..=shape[0] % 2)
        .map(|document| {
            let sentence = string();
            let entities: Vec<Value> = (0..=shape[1] % 4)
                .map(|nth| json!({"id": string(), "name": string(), "kind": kinds[(shape[2] + nth) % 4], "mentions": nth}))
                .collect();
            let id = |nth: usize| entities[nth % entities.len()]["id"].clone();
            let relations: Vec<Value> = (0..shape[3] % 5)
                .map(|nth| {
                    let label = string();
                    json!({
                        "source": id(shape[4] + nth), "relation": label.replace(' ', "-"), "target": id(shape[4] / 4 + 2 * nth), "label": label, "family": "event",
                        "symmetric": (shape[5] + nth) % 2 == 0,
                        "evidence": [{
                            "sentence": 0, "trigger": {"start": 0, "end": sentence.len()}, "source": {"start": nth, "end": nth + 1},
                            "target": {"start": 3, "end": 1}, "pattern": string(), "factuality": factualities[(shape[5] + nth) % 5],
                            "negated": shape[5] >> nth & 1 == 1, "attributed_to": (shape[5] & 2 == 0).then(|| id(nth)), "cameo": string(),
                            "plover": if shape[5] & 4 == 0 { "AID".to_owned() } else { string() },
                            "quantities": [{"start": 0, "end": 1}], "dates": [{"span": {"start": 0, "end": 2}, "period": "2022-02/.."}],
                        }],
                    })
                })
                .collect();
            let sentences = json!([{"start": 0, "end": sentence.len(), "text": sentence}]);
            json!({"id": format!("{document}{}", string()), "date": (shape[0] & 2 == 0).then_some("2024-02-29"), "entities": entities,
                "sentences": sentences, "relations": relations})
        })
        .collect();
    let graph: KnowledgeGraph =
        serde_json::from_value(json!({"documents": documents})).expect("a graph that holds together");
    check_graph(graph);
}
