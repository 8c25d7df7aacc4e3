use std::fmt::{self, Write as _};
use std::io;

use csv::Writer;

use crate::code::QuadClass;
use crate::gazetteer::PartialDate;
use crate::graph::{Evidence, Fact, View, ViewEdge};

/// A graph or view as the pair of CSV files that [`neo4j-admin database import`] takes, with types in their headers. With
/// the feature `csv`.
///
/// A row of the second file is one place in a document that states a relation, or one fact of the background, so that
/// nothing is lost. Sentences may hold line breaks:
///
/// ```text
/// neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv --multiline-fields=true
/// ```
///
/// Elements of arrays are parted by its default, a semicolon; one inside an element becomes a comma, as there is no way to
/// escape it.
///
/// [`neo4j-admin database import`]: https://neo4j.com/docs/operations-manual/current/import/full-import/
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::{Extractor, KnowledgeGraph, export::Neo4j};
///
/// let mut graph = KnowledgeGraph::new();
/// graph.add("1", &Extractor::bundled().extract("Russia attacked Ukraine."));
/// let mut nodes = Vec::new();
/// Neo4j::new(&graph).write_nodes(&mut nodes)?;
/// assert!(String::from_utf8_lossy(&nodes).contains("\nRUS,Russia,country,1,1,Entity;Country\n"));
/// # }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Neo4j<'g> {
    view: View<'g>,
}

const NODES: [&str; 6] = ["id:ID", "name", "kind", "mentions:int", "documents:int", ":LABEL"];

const RELATIONSHIPS: [&str; 29] = [
    ":START_ID",
    ":END_ID",
    ":TYPE",
    "label",
    "family",
    "symmetric:boolean",
    "document",
    "date:date",
    "when",
    "factuality",
    "negated:boolean",
    "speaker",
    "cameo",
    "plover",
    "quad_class",
    "goldstein:double",
    "plover_score:double",
    "sentence",
    "trigger",
    "sentence_span:int[]",
    "trigger_span:int[]",
    "source_span:int[]",
    "target_span:int[]",
    "pattern",
    "quantities:string[]",
    "dates:string[]",
    "office",
    "since",
    "until",
];

impl<'g> Neo4j<'g> {
    /// The form of a graph or a view of one.
    pub fn new(view: impl Into<View<'g>>) -> Self {
        Self { view: view.into() }
    }

    /// Writes the file of entities.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with.
    pub fn write_nodes(&self, out: impl io::Write) -> io::Result<()> {
        let mut rows = Writer::from_writer(out);
        rows.write_record(NODES)?;
        for node in self.view.entities() {
            let kind = node.kind().as_str();
            let label = format!("Entity;{}{}", kind[..1].to_uppercase(), &kind[1..]);
            let (mentions, documents) = (node.mentions().to_string(), node.documents().to_string());
            rows.write_record([node.id(), node.name(), kind, &mentions, &documents, &label])?;
        }
        rows.flush()
    }

    /// Writes the file of relations.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with.
    pub fn write_relationships(&self, out: impl io::Write) -> io::Result<()> {
        let mut rows = Writer::from_writer(out);
        rows.write_record(RELATIONSHIPS)?;
        let mut cells = String::new();
        for edge in self.view.relations() {
            let kind = edge.relation().to_uppercase().replace('-', "_");
            for evidence in edge.evidence() {
                start(&mut rows, &edge, &kind)?;
                statement(&mut rows, evidence, &mut cells)?;
            }
            for fact in edge.facts() {
                start(&mut rows, &edge, &kind)?;
                known(&mut rows, fact)?;
            }
        }
        rows.flush()
    }
}

/// The cells that every row of a relation begins with.
fn start<W: io::Write>(rows: &mut Writer<W>, edge: &ViewEdge<'_>, kind: &str) -> io::Result<()> {
    let symmetric = truth(edge.is_symmetric());
    for cell in [edge.source(), edge.target(), kind, edge.label(), edge.family().as_str(), symmetric] {
        rows.write_field(cell)?;
    }
    Ok(())
}

/// The rest of a row of evidence; `text` is where values become text, one after the other.
fn statement<W: io::Write>(rows: &mut Writer<W>, evidence: &Evidence, text: &mut String) -> io::Result<()> {
    rows.write_field(evidence.document().id())?;
    value(rows, text, evidence.date())?;
    value(rows, text, evidence.when())?;
    for cell in [
        evidence.factuality().as_str(),
        truth(evidence.is_negated()),
        evidence.attributed_to().unwrap_or_default(),
        evidence.cameo().unwrap_or_default(),
        evidence.plover().unwrap_or_default(),
        evidence.quad_class().map_or("", QuadClass::as_str),
    ] {
        rows.write_field(cell)?;
    }
    value(rows, text, evidence.goldstein())?;
    value(rows, text, evidence.score())?;
    rows.write_field(evidence.sentence())?;
    rows.write_field(evidence.trigger_text())?;
    for span in [evidence.sentence_span(), evidence.trigger(), evidence.source(), evidence.target()] {
        value(rows, text, Some(format_args!("{};{}", span.start, span.end)))?;
    }
    rows.write_field(evidence.pattern())?;
    list(rows, text, evidence.quantity_texts())?;
    list(rows, text, evidence.date_texts())?;
    for _ in 0..3 {
        rows.write_field("")?;
    }
    rows.write_record(None::<&[u8]>)?;
    Ok(())
}

fn known<W: io::Write>(rows: &mut Writer<W>, fact: &Fact) -> io::Result<()> {
    for (nth, _) in RELATIONSHIPS[6..26].iter().enumerate() {
        rows.write_field(if nth == 3 { "background" } else { "" })?;
    }
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    for cell in [fact.office().unwrap_or_default(), &date(fact.since()), &date(fact.until())] {
        rows.write_field(cell)?;
    }
    rows.write_record(None::<&[u8]>)?;
    Ok(())
}

/// A cell of what is no text yet; an empty one, if there is nothing.
fn value<W: io::Write>(rows: &mut Writer<W>, text: &mut String, value: Option<impl fmt::Display>) -> io::Result<()> {
    text.clear();
    if let Some(value) = value {
        write!(text, "{value}").map_err(io::Error::other)?;
    }
    Ok(rows.write_field(&*text)?)
}

/// A cell of an array, whose elements a semicolon parts.
fn list<'t, W: io::Write>(
    rows: &mut Writer<W>,
    text: &mut String,
    elements: impl Iterator<Item = &'t str>,
) -> io::Result<()> {
    text.clear();
    for element in elements {
        if !text.is_empty() {
            text.push(';');
        }
        text.extend(element.chars().map(|c| if c == ';' { ',' } else { c }));
    }
    Ok(rows.write_field(&*text)?)
}

fn truth(truth: bool) -> &'static str {
    if truth { "true" } else { "false" }
}
