use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use crate::graph::{Node, View, ViewEdge};

use super::event::Statement;

/// A graph or view in the node-link form that d3 and networkx read: give it to `serde_json`, or any other serializer.
///
/// In Python: `networkx.node_link_graph(json.load(file), edges="links")`. A link is denied (`negated`) if no evidence
/// affirms it, and as firm (`factuality`) as the firmest evidence that affirms it; what the background alone knows
/// (`background`) is neither.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::{Extractor, KnowledgeGraph, export::NodeLink};
///
/// let mut graph = KnowledgeGraph::new();
/// graph.add("1", &Extractor::bundled().extract("Russia attacked Ukraine."));
/// let json = serde_json::to_value(NodeLink::new(&graph)).unwrap();
/// assert_eq!(json["nodes"][1]["name"], "Ukraine");
/// assert_eq!(json["links"][0]["key"], "attacks");
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct NodeLink<'g> {
    view: View<'g>,
}

impl<'g> NodeLink<'g> {
    /// The form of a graph or a view of one.
    pub fn new(view: impl Into<View<'g>>) -> Self {
        Self { view: view.into() }
    }
}

impl Serialize for NodeLink<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut graph = serializer.serialize_struct("NodeLink", 5)?;
        graph.serialize_field("directed", &true)?;
        graph.serialize_field("multigraph", &true)?;
        graph.serialize_field("graph", &NoAttributes {})?;
        graph.serialize_field("nodes", &Nodes(&self.view))?;
        graph.serialize_field("links", &Links(&self.view))?;
        graph.end()
    }
}

#[derive(Serialize)]
struct NoAttributes {}

struct Nodes<'v>(&'v View<'v>);

impl Serialize for Nodes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.entities().map(NodeForm::of))
    }
}

#[derive(Serialize)]
struct NodeForm<'v> {
    id: &'v str,
    name: &'v str,
    kind: &'static str,
    mentions: usize,
    documents: usize,
}

impl<'v> NodeForm<'v> {
    fn of(node: &'v Node) -> Self {
        let (mentions, documents) = (node.mentions(), node.documents());
        Self { id: node.id(), name: node.name(), kind: node.kind().as_str(), mentions, documents }
    }
}

struct Links<'v>(&'v View<'v>);

impl Serialize for Links<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.relations().map(Link))
    }
}

struct Link<'v>(ViewEdge<'v>);

impl Serialize for Link<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let edge = &self.0;
        let support = edge.support();
        let mut link = serializer.serialize_struct("Link", 13)?;
        link.serialize_field("source", edge.source())?;
        link.serialize_field("target", edge.target())?;
        link.serialize_field("key", edge.relation())?;
        link.serialize_field("label", edge.label())?;
        link.serialize_field("family", &edge.family())?;
        link.serialize_field("symmetric", &edge.is_symmetric())?;
        link.serialize_field("negated", &edge.is_negated())?;
        link.serialize_field("factuality", &edge.factuality())?;
        link.serialize_field("documents", &support.documents)?;
        link.serialize_field("sentences", &support.sentences)?;
        link.serialize_field("evidence", &Statements(edge))?;
        link.serialize_field("background", &edge.is_background())?;
        link.serialize_field("facts", &Facts(edge))?;
        link.end()
    }
}

struct Statements<'v>(&'v ViewEdge<'v>);

impl Serialize for Statements<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut statements = serializer.serialize_seq(None)?;
        for evidence in self.0.evidence() {
            statements.serialize_element(&Statement::of(evidence))?;
        }
        statements.end()
    }
}

struct Facts<'v>(&'v ViewEdge<'v>);

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.facts().map(|fact| FactForm {
            office: fact.office(),
            since: fact.since().map(|date| date.to_string()),
            until: fact.until().map(|date| date.to_string()),
        }))
    }
}

#[derive(Serialize)]
struct FactForm<'v> {
    office: Option<&'v str>,
    since: Option<String>,
    until: Option<String>,
}
