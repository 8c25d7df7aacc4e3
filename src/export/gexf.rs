use std::io;

use crate::graph::View;

use super::summary::{self, Column, Summary, Type, Value};
use super::xml::Xml;

/// A graph or view as GEXF 1.3, the format of Gephi, which networkx reads too. With the feature `xml`.
///
/// An edge is a relation with its support, its dates and its firmest evidence, and weighs as many sentences as state it.
/// Where documents have dates, edges last from the first document that states them to the last.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::{Extractor, KnowledgeGraph, export::Gexf};
///
/// let mut graph = KnowledgeGraph::new();
/// graph.add("1", &Extractor::bundled().extract("Russia attacked Ukraine."));
/// let mut xml = Vec::new();
/// Gexf::new(&graph).write(&mut xml)?;
/// assert!(String::from_utf8_lossy(&xml).contains(r#"<node id="RUS" label="Russia">"#));
/// # }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Gexf<'g> {
    view: View<'g>,
}

impl<'g> Gexf<'g> {
    /// The form of a graph or a view of one.
    pub fn new(view: impl Into<View<'g>>) -> Self {
        Self { view: view.into() }
    }

    /// Writes it as it goes, in small pieces: give it a buffered writer.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with.
    pub fn write(&self, out: impl io::Write) -> io::Result<()> {
        let dated = self.view.graph().documents().any(|document| document.date().is_some());
        let mut xml = Xml::new(out)?;
        xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?;
        xml.open("meta", &[])?;
        xml.text("creator", &[], "geopol")?;
        xml.close("meta")?;
        let mut graph = vec![("defaultedgetype", "directed"), ("idtype", "string")];
        graph.extend(if dated {
            [("mode", "dynamic"), ("timeformat", "date")]
        } else {
            [("mode", "static"), ("timeformat", "date")]
        });
        xml.open("graph", &graph)?;
        attributes(&mut xml, "node", summary::NODE)?;
        attributes(&mut xml, "edge", summary::EDGE)?;
        xml.open("nodes", &[])?;
        for node in self.view.entities() {
            xml.open("node", &[("id", node.id()), ("label", node.name())])?;
            values(&mut xml, &summary::node(node))?;
            xml.close("node")?;
        }
        xml.close("nodes")?;
        xml.open("edges", &[])?;
        for (number, edge) in self.view.relations().enumerate() {
            let summary = Summary::of(&edge);
            let (id, weight) = (number.to_string(), summary.sentences.max(1).to_string());
            let dates = summary.dates.map(|(first, last)| (first.to_string(), last.to_string()));
            let mut start = vec![
                ("id", id.as_str()),
                ("source", edge.source()),
                ("target", edge.target()),
                ("label", edge.label()),
                ("kind", edge.relation()),
                ("weight", &weight),
            ];
            if let Some((first, last)) = &dates {
                start.extend([("start", first.as_str()), ("end", last)]);
            }
            xml.open("edge", &start)?;
            values(&mut xml, &summary.values)?;
            xml.close("edge")?;
        }
        xml.close("edges")?;
        xml.close("graph")?;
        xml.close("gexf")?;
        xml.finish()
    }
}

fn attributes<W: io::Write>(xml: &mut Xml<W>, class: &str, columns: &[Column]) -> io::Result<()> {
    xml.open("attributes", &[("class", class)])?;
    for (number, column) in columns.iter().enumerate() {
        let kind = match column.kind {
            Type::Text => "string",
            Type::Truth => "boolean",
            Type::Count => "integer",
            Type::Number => "double",
        };
        xml.empty("attribute", &[("id", &number.to_string()), ("title", column.name), ("type", kind)])?;
    }
    xml.close("attributes")
}

fn values<W: io::Write>(xml: &mut Xml<W>, values: &[Option<Value<'_>>]) -> io::Result<()> {
    xml.open("attvalues", &[])?;
    for (number, value) in values.iter().enumerate() {
        if let Some(value) = value {
            xml.empty("attvalue", &[("for", &number.to_string()), ("value", &value.as_text())])?;
        }
    }
    xml.close("attvalues")
}
