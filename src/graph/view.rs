use std::collections::BTreeSet;
use std::fmt;
use std::ops::{Bound, RangeBounds};

use jiff::civil::Date;

use crate::gazetteer::Kind;
use crate::report::Factuality;

use super::{Edge, Evidence, KnowledgeGraph, Node, Support};

/// A graph seen through filters. Nothing is copied; each call narrows the view further.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::{Extractor, KnowledgeGraph, Factuality};
///
/// let text = "Russia attacked Ukraine. Poland could send troops to Ukraine.";
/// let mut graph = KnowledgeGraph::new();
/// graph.add("1", &Extractor::bundled().extract(text));
///
/// let facts = graph.view().factualities([Factuality::Asserted]).about(["UKR"]);
/// let sources: Vec<&str> = facts.relations().map(|relation| relation.source()).collect();
/// assert_eq!(sources, ["RUS"]);
/// # }
/// ```
#[derive(Clone)]
pub struct View<'g> {
    graph: &'g KnowledgeGraph,
    filters: Vec<Filter>,
}

/// A relation in a [`View`], with the evidence that the view keeps.
#[derive(Clone, Copy)]
pub struct ViewEdge<'v> {
    edge: &'v Edge,
    filters: &'v [Filter],
}

#[derive(Debug, Clone)]
enum Filter {
    Relations(BTreeSet<String>),
    About(BTreeSet<String>),
    Among(BTreeSet<String>),
    Kinds(BTreeSet<Kind>),
    Documents(BTreeSet<String>),
    Plover(BTreeSet<String>),
    Factualities(BTreeSet<Factuality>),
    Dates(Bound<Date>, Bound<Date>),
    Negated(bool),
    Support(Support),
    Connected,
}

impl<'g> View<'g> {
    pub(super) fn new(graph: &'g KnowledgeGraph) -> Self {
        Self { graph, filters: Vec::new() }
    }

    /// Keeps relations of these types.
    pub fn relation_types<S: Into<String>>(self, ids: impl IntoIterator<Item = S>) -> Self {
        self.with(Filter::Relations(set(ids)))
    }

    /// Keeps relations that have one of these entities at either end.
    pub fn about<S: Into<String>>(self, ids: impl IntoIterator<Item = S>) -> Self {
        self.with(Filter::About(set(ids)))
    }

    /// Keeps relations that have one of these entities at both ends.
    pub fn among<S: Into<String>>(self, ids: impl IntoIterator<Item = S>) -> Self {
        self.with(Filter::Among(set(ids)))
    }

    /// Keeps relations that have an entity of these kinds at both ends.
    pub fn kinds(self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.with(Filter::Kinds(kinds.into_iter().collect()))
    }

    /// Keeps the evidence of these documents.
    pub fn in_documents<S: Into<String>>(self, ids: impl IntoIterator<Item = S>) -> Self {
        self.with(Filter::Documents(set(ids)))
    }

    /// Keeps the evidence that has one of these PLOVER types.
    pub fn plover<S: Into<String>>(self, types: impl IntoIterator<Item = S>) -> Self {
        self.with(Filter::Plover(set(types)))
    }

    /// Keeps the evidence of these factualities.
    pub fn factualities(self, factualities: impl IntoIterator<Item = Factuality>) -> Self {
        self.with(Filter::Factualities(factualities.into_iter().collect()))
    }

    /// Keeps the evidence of documents that were added with a date in this range.
    pub fn dates(self, range: impl RangeBounds<Date>) -> Self {
        self.with(Filter::Dates(range.start_bound().cloned(), range.end_bound().cloned()))
    }

    /// Keeps the evidence that denies its relation, or that which does not.
    pub fn negated(self, negated: bool) -> Self {
        self.with(Filter::Negated(negated))
    }

    /// Keeps relations that at least so many documents state. What other filters leave out does not count.
    pub fn min_documents(self, documents: usize) -> Self {
        self.with(Filter::Support(Support { documents, sentences: 0 }))
    }

    /// Keeps relations that at least so many sentences state. What other filters leave out does not count.
    pub fn min_sentences(self, sentences: usize) -> Self {
        self.with(Filter::Support(Support { documents: 0, sentences }))
    }

    /// Leaves out entities that have no relation; every other filter does so too.
    pub fn connected(self) -> Self {
        self.with(Filter::Connected)
    }

    /// The graph that is seen.
    pub fn graph(&self) -> &'g KnowledgeGraph {
        self.graph
    }

    /// The relations in view, by the ids of source, relation and target.
    pub fn relations(&self) -> impl Iterator<Item = ViewEdge<'_>> {
        let edges =
            self.graph.relations().filter(|edge| self.filters.iter().all(|filter| filter.keeps_edge(self.graph, edge)));
        edges.map(|edge| ViewEdge { edge, filters: &self.filters }).filter(ViewEdge::is_kept)
    }

    /// The entities in view, by id: all of the graph if nothing narrows the view, else those of its relations.
    pub fn entities(&self) -> impl Iterator<Item = &'g Node> {
        let connected = (!self.filters.is_empty()).then(|| {
            self.relations()
                .flat_map(|relation| [relation.edge.source(), relation.edge.target()])
                .collect::<BTreeSet<_>>()
        });
        let kept = match connected {
            None => self.graph.entities().collect::<Vec<_>>(),
            Some(ids) => ids.into_iter().filter_map(|id| self.graph.entity(id)).collect(),
        };
        kept.into_iter()
    }

    fn with(mut self, filter: Filter) -> Self {
        self.filters.push(filter);
        self
    }
}

impl<'g> From<&'g KnowledgeGraph> for View<'g> {
    fn from(graph: &'g KnowledgeGraph) -> Self {
        graph.view()
    }
}

impl<'g> From<&View<'g>> for View<'g> {
    fn from(view: &View<'g>) -> Self {
        view.clone()
    }
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View").field("graph", self.graph).field("filters", &self.filters).finish()
    }
}

impl<'v> ViewEdge<'v> {
    /// The relation in the graph, with the evidence that the view leaves out.
    pub fn edge(&self) -> &'v Edge {
        self.edge
    }

    /// The id of the entity that acts. Of a symmetric relation: the end whose id comes first.
    pub fn source(&self) -> &'v str {
        self.edge.source()
    }

    /// The relation type's id.
    pub fn relation(&self) -> &'v str {
        self.edge.relation()
    }

    /// The id of the entity that it concerns. Of a symmetric relation: the end whose id comes last.
    pub fn target(&self) -> &'v str {
        self.edge.target()
    }

    /// The relation type's label.
    pub fn label(&self) -> &'v str {
        self.edge.label()
    }

    /// Whether source and target may swap.
    pub fn is_symmetric(&self) -> bool {
        self.edge.is_symmetric()
    }

    /// The evidence in view, by document and place in it.
    pub fn evidence(&self) -> impl Iterator<Item = &'v Evidence> + use<'v> {
        let filters = self.filters;
        self.edge.evidence().filter(move |evidence| filters.iter().all(|filter| filter.keeps_evidence(evidence)))
    }

    /// How many documents and sentences in view state the relation, denials included.
    pub fn support(&self) -> Support {
        Support::count(self.evidence())
    }

    /// Whether all evidence in view denies the relation.
    pub fn is_negated(&self) -> bool {
        self.evidence().all(Evidence::is_negated)
    }

    /// The firmest that the evidence in view claims it: that which affirms it, if some does, else that which denies it.
    pub fn factuality(&self) -> Factuality {
        let firmest = |negated: bool| {
            let evidence = self.evidence().filter(move |evidence| evidence.is_negated() == negated);
            evidence.map(Evidence::factuality).min()
        };
        firmest(false).or_else(|| firmest(true)).expect("a view keeps no relation without evidence")
    }

    fn is_kept(&self) -> bool {
        let mut asked = self.filters.iter().filter_map(Filter::support).peekable();
        if asked.peek().is_none() {
            return self.evidence().next().is_some();
        }
        let support = self.support();
        support.sentences > 0
            && asked.all(|least| support.documents >= least.documents && support.sentences >= least.sentences)
    }
}

impl fmt::Debug for ViewEdge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ViewEdge").field(&self.source()).field(&self.relation()).field(&self.target()).finish()
    }
}

impl Filter {
    fn keeps_edge(&self, graph: &KnowledgeGraph, edge: &Edge) -> bool {
        let of_kind =
            |kinds: &BTreeSet<Kind>, id: &str| graph.entity(id).is_some_and(|node| kinds.contains(&node.kind()));
        match self {
            Self::Relations(ids) => ids.contains(edge.relation()),
            Self::About(ids) => ids.contains(edge.source()) || ids.contains(edge.target()),
            Self::Among(ids) => ids.contains(edge.source()) && ids.contains(edge.target()),
            Self::Kinds(kinds) => of_kind(kinds, edge.source()) && of_kind(kinds, edge.target()),
            _ => true,
        }
    }

    fn keeps_evidence(&self, evidence: &Evidence) -> bool {
        match self {
            Self::Documents(ids) => ids.contains(evidence.document().id()),
            Self::Plover(types) => evidence.plover().is_some_and(|kind| types.contains(kind)),
            Self::Factualities(factualities) => factualities.contains(&evidence.factuality()),
            Self::Dates(start, end) => evidence.date().is_some_and(|date| (*start, *end).contains(&date)),
            Self::Negated(negated) => evidence.is_negated() == *negated,
            _ => true,
        }
    }

    fn support(&self) -> Option<Support> {
        match self {
            Self::Support(least) => Some(*least),
            _ => None,
        }
    }
}

fn set<S: Into<String>>(ids: impl IntoIterator<Item = S>) -> BTreeSet<String> {
    ids.into_iter().map(Into::into).collect()
}
