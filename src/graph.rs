//! Takes: the reports of documents.
//! Gives: one graph of all they say: entities as nodes, relations as edges, on each edge the evidence for it.
//! Must not know: how a text is read, or any format that a graph is written in.

mod background;
mod conduct;
mod document;
mod edge;
mod evidence;
mod gist;
mod node;
mod path;
mod record;
mod snapshot;
mod strings;
mod tally;
mod view;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::gazetteer::Gazetteer;
use crate::report::Report;

// The words that nodes and evidence speak in.
pub use crate::gazetteer::Kind;
pub use crate::report::{Factuality, Family};

pub use background::Fact;
pub use conduct::{Conduct, Dyad, Step};
pub use document::Document;
pub use edge::{Edge, Support};
pub use evidence::Evidence;
pub use node::Node;
pub use view::{View, ViewEdge};

pub(crate) use gist::Side;

use background::Background;
use edge::Key;
use record::Record;
use strings::Strings;

/// What many documents say about who did what to whom.
///
/// One node is an entity, one edge is a (source, relation, target) with all the evidence for it. A symmetric relation is
/// stored once, its ends in the order of their ids. Everything is looked up by entity id and document id, and comes out in
/// the order of these ids, whatever order the documents came in.
///
/// # One document, one voice
///
/// A graph is a set of documents, and what it says is what they say, no more: adding a document again replaces what it
/// said before, so that adding twice is adding once; [`remove_document`](Self::remove_document) takes back exactly what it
/// gave; and [`merge`](Self::merge) joins two graphs, whatever the order.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::{Extractor, KnowledgeGraph};
///
/// let report = Extractor::bundled().extract("Russia invaded Ukraine in February 2022.");
/// let mut graph = KnowledgeGraph::new();
/// graph.add("reuters/1", &report);
/// graph.add("reuters/1", &report);
///
/// let invasion = graph.relation("RUS", "invades", "UKR").expect("the text says so");
/// assert_eq!(invasion.support().documents, 1);
/// let evidence = invasion.evidence().next().expect("an edge has evidence");
/// assert_eq!(evidence.sentence(), "Russia invaded Ukraine in February 2022.");
/// assert_eq!(evidence.trigger_text(), "invaded");
///
/// graph.remove_document("reuters/1");
/// assert!(graph.is_empty());
/// # }
/// ```
#[derive(Clone, Default)]
pub struct KnowledgeGraph {
    graph: DiGraph<Node, Edge>,
    nodes: BTreeMap<Arc<str>, NodeIndex>,
    edges: BTreeMap<Arc<Key>, EdgeIndex>,
    documents: BTreeMap<Arc<str>, document::Entry>,
    background: Arc<Background>,
    strings: Strings,
}

impl KnowledgeGraph {
    /// An empty graph.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what a document says, or replaces what it said before if the graph has it already. Its date is the report's.
    pub fn add(&mut self, document: &str, report: &Report<'_>) {
        self.put(document, report.date(), report);
    }

    /// Adds what a document of a known date says, or replaces what it said before if the graph has it already.
    pub fn add_dated(&mut self, document: &str, date: Date, report: &Report<'_>) {
        self.put(document, Some(date), report);
    }

    /// Takes back exactly what a document gave, and tells whether the graph had it. Entities and relations that no other
    /// document speaks of leave the graph.
    pub fn remove_document(&mut self, document: &str) -> bool {
        let removed = self.take(document).is_some();
        if self.documents.is_empty() {
            self.strings = Strings::default();
        }
        removed
    }

    /// Adds what a gazetteer knows beside the documents: which country is a member of what, who leads what and who holds an
    /// office in it since when, which place or state body is part of which country, which is its capital.
    ///
    /// A fact shows where documents mention both its ends, be it before or after; it comes and goes with them. It counts as
    /// no evidence: it stands in [`Edge::facts`], and an edge with nothing else says so
    /// ([`is_background`](Edge::is_background)).
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// use geopol::{Extractor, KnowledgeGraph};
    ///
    /// let extractor = Extractor::bundled();
    /// let mut graph = KnowledgeGraph::new();
    /// graph.add("1", &extractor.extract("NATO thanked Poland."));
    /// graph.add_background(extractor.gazetteer());
    /// let member = graph.relation("POL", "member-of", "nato").expect("the gazetteer knows it");
    /// assert!(member.is_background());
    /// assert_eq!(graph.view().background(false).relations().count(), 1);
    /// # }
    /// ```
    pub fn add_background(&mut self, gazetteer: &Gazetteer) {
        self.join_background(&Background::of(gazetteer));
    }

    /// Adds all that another graph knows. Merging the same graphs gives the same graph, whatever the order.
    ///
    /// A document that both know with different contents says afterwards what it says in either of them; if they
    /// differ in its date, the earlier one stays.
    pub fn merge(&mut self, other: &Self) {
        for document in other.documents.keys() {
            let Some(theirs) = other.record(document) else { continue };
            let record = match self.record(document) {
                None => theirs,
                Some(ours) if ours == theirs => continue,
                Some(ours) => {
                    self.take(document);
                    ours.join(theirs)
                }
            };
            self.insert(record);
        }
        if !Arc::ptr_eq(&self.background, &other.background) {
            self.join_background(&other.background);
        }
    }

    /// Whether the graph holds no document, and so nothing at all.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The documents, by id.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = &Document> {
        self.documents.values().map(|entry| &*entry.document)
    }

    /// One document.
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.get(id).map(|entry| &*entry.document)
    }

    /// The entities, by id.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = &Node> {
        self.nodes.values().map(|&index| &self.graph[index])
    }

    /// One entity.
    pub fn entity(&self, id: &str) -> Option<&Node> {
        self.nodes.get(id).map(|&index| &self.graph[index])
    }

    /// The relations, by the ids of source, relation and target.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = &Edge> {
        self.edges.values().map(|&index| &self.graph[index])
    }

    /// One relation. The ends of a symmetric one may be given either way round.
    pub fn relation(&self, source: &str, relation: &str, target: &str) -> Option<&Edge> {
        let mut edges = self.connecting(source, target);
        let straight = edges.find(|edge| edge.relation() == relation);
        straight
            .or_else(|| self.connecting(target, source).find(|edge| edge.is_symmetric() && edge.relation() == relation))
    }

    /// The relations of one entity, be it their source or their target, by the ids of source, relation and target.
    pub fn relations_of<'g>(&'g self, id: &str) -> impl ExactSizeIterator<Item = &'g Edge> + use<'g> {
        let mut edges: Vec<&Edge> = self.edges_at(id).collect();
        edges.sort_unstable_by_key(|edge| edge.key());
        edges.into_iter()
    }

    /// The relations between two entities, either way round, by the ids of source, relation and target.
    pub fn between<'g>(&'g self, one: &str, other: &str) -> impl ExactSizeIterator<Item = &'g Edge> + use<'g> {
        let mut edges: Vec<&Edge> = self.connecting(one, other).collect();
        if one != other {
            edges.extend(self.connecting(other, one));
        }
        edges.sort_unstable_by_key(|edge| edge.key());
        edges.into_iter()
    }

    /// A view of the whole graph, to be narrowed by relation, factuality, support and more.
    pub fn view(&self) -> View<'_> {
        View::new(self)
    }

    /// The graph as petgraph has it, for its algorithms.
    ///
    /// The indices in it hold until the graph next changes, and depend on the order in which documents came; nodes and
    /// edges know the ids that last.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// use geopol::{Extractor, KnowledgeGraph, petgraph::algo};
    ///
    /// let mut graph = KnowledgeGraph::new();
    /// graph.add("1", &Extractor::bundled().extract("Russia attacked Ukraine. Ukraine met with Poland."));
    /// assert_eq!(algo::connected_components(graph.petgraph()), 1);
    /// # }
    /// ```
    pub fn petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    fn put(&mut self, document: &str, date: Option<Date>, report: &Report<'_>) {
        self.take(document);
        let record = Record::of(document, date, report, &mut self.strings);
        self.insert(record);
    }

    fn connecting<'g>(&'g self, source: &str, target: &str) -> impl Iterator<Item = &'g Edge> {
        let ends = self.nodes.get(source).zip(self.nodes.get(target));
        let edges = ends.map(|(&source, &target)| self.graph.edges_connecting(source, target));
        edges.into_iter().flatten().map(|edge| edge.weight())
    }

    /// The relations of one entity, in no order that means anything.
    fn edges_at<'g>(&'g self, id: &str) -> impl Iterator<Item = &'g Edge> + use<'g> {
        let outgoing = |node| self.graph.edges(node);
        // A loop is an outgoing edge already.
        let incoming =
            |node| self.graph.edges_directed(node, petgraph::Incoming).filter(move |edge| edge.source() != node);
        let node = self.nodes.get(id).copied().into_iter();
        node.flat_map(move |node| outgoing(node).chain(incoming(node))).map(|edge| edge.weight())
    }

    /// Adds a document that the graph does not have.
    fn insert(&mut self, record: Record) {
        let mut entry = document::Entry { document: record.document, entities: record.entities, edges: Vec::new() };
        for entity in &entry.entities {
            let index = match self.nodes.get(&entity.id) {
                Some(&index) => index,
                None => {
                    let index = self.graph.add_node(Node::new(entity.id.clone()));
                    self.nodes.insert(entity.id.clone(), index);
                    self.show_facts(&entity.id);
                    index
                }
            };
            self.graph[index].add(entity);
        }
        for (key, evidence) in record.relations {
            let (key, index) = match self.edges.get_key_value(&key) {
                Some((key, &index)) => (key.clone(), index),
                None => {
                    let key = Arc::new(key);
                    (key.clone(), self.connect(key))
                }
            };
            self.graph[index].add(evidence);
            entry.edges.push(key);
        }
        self.documents.insert(entry.document.id.clone(), entry);
    }

    /// Adds an edge between entities that the graph has; there is nothing on it yet.
    fn connect(&mut self, key: Arc<Key>) -> EdgeIndex {
        let (source, target) = (self.nodes[&key.source], self.nodes[&key.target]);
        let index = self.graph.add_edge(source, target, Edge::new(key.clone()));
        self.edges.insert(key, index);
        index
    }

    fn disconnect(&mut self, key: &Key) {
        if let Some(index) = self.edges.remove(key) {
            self.graph.remove_edge(index);
            // The last edge takes the index of the one that left.
            if let Some(moved) = self.graph.edge_weight(index) {
                self.edges.insert(moved.key().clone(), index);
            }
        }
    }

    fn join_background(&mut self, other: &Background) {
        Arc::make_mut(&mut self.background).join(other);
        let ids: Vec<Arc<str>> = self.nodes.keys().cloned().collect();
        for id in &ids {
            self.show_facts(id);
        }
    }

    /// Puts the facts about an entity on its edges, as far as the other ends are there.
    fn show_facts(&mut self, id: &str) {
        let background = self.background.clone();
        for key in background.keys_of(id) {
            if self.nodes.contains_key(&key.source) && self.nodes.contains_key(&key.target) {
                let known = self.edges.get(key).copied();
                let index = known.unwrap_or_else(|| self.connect(key.clone()));
                self.graph[index].set_facts(background.facts(key));
            }
        }
    }

    /// Takes a document out of the graph.
    fn take(&mut self, document: &str) -> Option<document::Entry> {
        let entry = self.documents.remove(document)?;
        for key in &entry.edges {
            let index = self.edges[key];
            self.graph[index].remove(document);
            if self.graph[index].is_empty() {
                self.disconnect(key);
            }
        }
        let background = self.background.clone();
        for entity in &entry.entities {
            let index = self.nodes[&entity.id];
            self.graph[index].remove(entity);
            if self.graph[index].is_empty() {
                for key in background.keys_of(&entity.id) {
                    self.disconnect(key);
                }
                self.nodes.remove(&entity.id);
                self.graph.remove_node(index);
                if let Some(moved) = self.graph.node_weight(index) {
                    self.nodes.insert(moved.shared_id().clone(), index);
                }
            }
        }
        Some(entry)
    }

    /// All that one document says.
    fn record(&self, document: &str) -> Option<Record> {
        let entry = self.documents.get(document)?;
        let evidence = |key: &Arc<Key>| self.graph[self.edges[key]].evidence_of(document).to_vec();
        Some(Record {
            document: entry.document.clone(),
            entities: entry.entities.clone(),
            relations: entry.edges.iter().map(|key| ((**key).clone(), evidence(key))).collect(),
        })
    }
}

/// Two graphs are equal when the same documents say the same in them, and the same background shows.
impl PartialEq for KnowledgeGraph {
    fn eq(&self, other: &Self) -> bool {
        fn facts(graph: &KnowledgeGraph) -> impl Iterator<Item = (&Arc<Key>, &[Fact])> {
            graph.relations().filter(|edge| !edge.facts().is_empty()).map(|edge| (edge.key(), edge.facts()))
        }
        self.documents.keys().cmp(other.documents.keys()) == Ordering::Equal
            && self.documents.keys().all(|document| self.record(document) == other.record(document))
            && facts(self).eq(facts(other))
    }
}

impl Eq for KnowledgeGraph {}

impl fmt::Debug for KnowledgeGraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnowledgeGraph")
            .field("documents", &self.documents.len())
            .field("entities", &self.nodes.len())
            .field("relations", &self.edges.len())
            .finish()
    }
}
