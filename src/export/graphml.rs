use std::io;

use crate::graph::View;

use super::summary::{self, Column, Summary, Type, Value};
use super::xml::Xml;

/// A graph or view as GraphML, which networkx, igraph, yEd, Gephi and Cytoscape read. With the feature `xml`.
///
/// An edge is a relation with its support, its dates and its firmest evidence; all evidence is in
/// [`events`](super::events) and other forms. Whether its ends may swap is an attribute, `symmetric`: networkx refuses a
/// graph of which some edges are undirected.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::{Extractor, KnowledgeGraph, export::GraphMl};
///
/// let mut graph = KnowledgeGraph::new();
/// graph.add("1", &Extractor::bundled().extract("Russia attacked Ukraine."));
/// let mut xml = Vec::new();
/// GraphMl::new(&graph).write(&mut xml)?;
/// assert!(String::from_utf8_lossy(&xml).contains(r#"<edge id="e0" source="RUS" target="UKR">"#));
/// # }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct GraphMl<'g> {
    view: View<'g>,
}

impl<'g> GraphMl<'g> {
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
        let mut xml = Xml::new(out)?;
        xml.open(
            "graphml",
            &[
                ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
                ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                (
                    "xsi:schemaLocation",
                    "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
                ),
            ],
        )?;
        let (nodes, edges) = (keys('n', summary::NODE), keys('d', summary::EDGE));
        for (owner, ids, columns) in [("node", &nodes, summary::NODE), ("edge", &edges, summary::EDGE)] {
            for (id, column) in ids.iter().zip(columns) {
                let kind = match column.kind {
                    Type::Text => "string",
                    Type::Truth => "boolean",
                    Type::Count => "int",
                    Type::Number => "double",
                };
                xml.empty("key", &[("id", id), ("for", owner), ("attr.name", column.name), ("attr.type", kind)])?;
            }
        }
        xml.open("graph", &[("id", "geopol"), ("edgedefault", "directed")])?;
        for node in self.view.entities() {
            xml.open("node", &[("id", node.id())])?;
            data(&mut xml, &nodes, &summary::node(node))?;
            xml.close("node")?;
        }
        for (number, edge) in self.view.relations().enumerate() {
            let id = format!("e{number}");
            xml.open("edge", &[("id", &id), ("source", edge.source()), ("target", edge.target())])?;
            data(&mut xml, &edges, &Summary::of(&edge).values)?;
            xml.close("edge")?;
        }
        xml.close("graph")?;
        xml.close("graphml")?;
        xml.finish()
    }
}

fn keys(letter: char, columns: &[Column]) -> Vec<String> {
    (0..columns.len()).map(|number| format!("{letter}{number}")).collect()
}

fn data<W: io::Write>(xml: &mut Xml<W>, keys: &[String], values: &[Option<Value<'_>>]) -> io::Result<()> {
    for (key, value) in keys.iter().zip(values) {
        if let Some(value) = value {
            xml.text("data", &[("key", key)], &value.as_text())?;
        }
    }
    Ok(())
}
