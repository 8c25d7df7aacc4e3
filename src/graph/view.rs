use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::{Bound, RangeBounds};

use jiff::civil::Date;

use crate::code::QuadClass;
use crate::gazetteer::Kind;
use crate::report::{Factuality, Family};

use super::gist::Gist;
use super::{Conduct, Edge, Evidence, Fact, KnowledgeGraph, Node, Support};

/// A graph seen through filters. Nothing is copied; each call narrows the view further.
///
/// Facts of the background pass what asks for entities, types of relation and dates; whatever asks for evidence leaves them
/// out.
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

/// A relation in a [`View`], with the evidence and the facts that the view keeps.
#[derive(Clone, Copy)]
pub struct ViewEdge<'v> {
    edge: &'v Edge,
    filters: &'v [Filter],
}

#[derive(Debug, Clone)]
enum Filter {
    Relations(BTreeSet<String>),
    Families(BTreeSet<Family>),
    Sources(BTreeSet<String>),
    Targets(BTreeSet<String>),
    About(BTreeSet<String>),
    Among(BTreeSet<String>),
    Kinds(BTreeSet<Kind>),
    Documents(BTreeSet<String>),
    Plover(BTreeSet<String>),
    Quads(BTreeSet<QuadClass>),
    Factualities(BTreeSet<Factuality>),
    Dates(Bound<Date>, Bound<Date>),
    Negated(bool),
    Support(Support),
    Connected,
    Background(bool),
}

impl<'g> View<'g> {
    pub(super) fn new(graph: &'g KnowledgeGraph) -> Self {
        Self { graph, filters: Vec::new() }
    }

    /// Keeps relations of these types.
    pub fn relation_types<S: Into<String>>(self, ids: impl IntoIterator<Item = S>) -> Self {
        self.with(Filter::Relations(set(ids)))
    }

    /// Keeps relations that hold over time, or those that happen.
    pub fn families(self, families: impl IntoIterator<Item = Family>) -> Self {
        self.with(Filter::Families(families.into_iter().collect()))
    }

    /// Keeps what these entities do; of a symmetric relation, either end does it.
    pub fn sources<S: Into<String>>(self, ids: impl IntoIterator<Item = S>) -> Self {
        self.with(Filter::Sources(set(ids)))
    }

    /// Keeps what is done to these entities; of a symmetric relation, either end.
    pub fn targets<S: Into<String>>(self, ids: impl IntoIterator<Item = S>) -> Self {
        self.with(Filter::Targets(set(ids)))
    }

    /// Keeps relations that have one of these entities at either end.
    pub fn about<S: Into<String>>(self, ids: impl IntoIterator<Item = S>) -> Self {
        self.with(Filter::About(set(ids)))
    }

    /// Keeps relations that have one of these entities at both ends.
    pub fn among<S: Into<String>>(self, ids: impl IntoIterator<Item = S>) -> Self {
        self.with(Filter::Among(set(ids)))
    }

    /// Keeps relations between entities that at most `depth` relations of the view so far lead to from one of these.
    pub fn around<S: AsRef<str>>(self, ids: impl IntoIterator<Item = S>, depth: usize) -> Self {
        let near: BTreeSet<String> = self.neighbourhood(ids, depth).map(|(node, _)| node.id().to_owned()).collect();
        self.with(Filter::Among(near))
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

    /// Keeps the evidence of these quad classes.
    pub fn quad_classes(self, classes: impl IntoIterator<Item = QuadClass>) -> Self {
        self.with(Filter::Quads(classes.into_iter().collect()))
    }

    /// Keeps the evidence of these factualities.
    pub fn factualities(self, factualities: impl IntoIterator<Item = Factuality>) -> Self {
        self.with(Filter::Factualities(factualities.into_iter().collect()))
    }

    /// Keeps the evidence of what was, or may have been, in this range ([`Evidence::when`]), and the facts that may have held
    /// in it.
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

    /// Keeps what the background knows, or what documents say.
    pub fn background(self, background: bool) -> Self {
        self.with(Filter::Background(background))
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
        self.graph.relations().filter_map(|edge| self.see(edge))
    }

    /// The relations in view of one entity, be it their source or their target, by the ids of source, relation and target.
    pub fn relations_of<'v>(&'v self, id: &str) -> impl Iterator<Item = ViewEdge<'v>> + use<'v, 'g> {
        self.graph.relations_of(id).filter_map(|edge| self.see(edge))
    }

    /// The relations in view between two entities, either way round, by the ids of source, relation and target.
    pub fn between<'v>(&'v self, one: &str, other: &str) -> impl Iterator<Item = ViewEdge<'v>> + use<'v, 'g> {
        self.graph.between(one, other).filter_map(|edge| self.see(edge))
    }

    /// The entities in view, by id: all of the graph if nothing narrows the view, else those of its relations.
    pub fn entities(&self) -> impl Iterator<Item = &'g Node> {
        let all = self.filters.is_empty();
        self.graph.entities().filter(move |node| all || self.has_relation(node.id(), |_| true))
    }

    /// Whether an entity has a relation in view that is one of these.
    pub(crate) fn has_relation(&self, id: &str, fits: impl Fn(&ViewEdge<'_>) -> bool) -> bool {
        self.graph.edges_at(id).any(|edge| self.see(edge).is_some_and(|edge| fits(&edge)))
    }

    fn see<'v>(&'v self, edge: &'v Edge) -> Option<ViewEdge<'v>> {
        let in_view = self.filters.iter().all(|filter| filter.keeps_edge(self.graph, edge));
        let kept = |edge: &ViewEdge<'_>| self.filters.is_empty() || edge.is_kept();
        in_view.then_some(ViewEdge { edge, filters: &self.filters }).filter(kept)
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
        let edge = *self;
        self.edge.evidence().filter(move |evidence| edge.keeps(evidence))
    }

    /// How many documents and sentences in view state the relation, denials included.
    pub fn support(&self) -> Support {
        self.whole().map_or_else(|| Support::count(self.evidence()), Gist::support)
    }

    /// What the evidence in view comes to.
    pub(crate) fn gist(&self) -> Cow<'v, Gist> {
        self.whole().map_or_else(
            || {
                let mut gist = Gist::default();
                for evidence in self.edge.by_document() {
                    gist.add(evidence.iter().filter(|evidence| self.keeps(evidence)));
                }
                Cow::Owned(gist)
            },
            Cow::Borrowed,
        )
    }

    /// What all the evidence comes to, if all of it is in view.
    fn whole(&self) -> Option<&'v Gist> {
        (!self.filters.iter().any(Filter::sifts)).then(|| self.edge.gist())
    }

    fn keeps(&self, evidence: &Evidence) -> bool {
        self.filters.iter().all(|filter| filter.keeps_evidence(evidence))
    }

    /// The first and the last date of the documents in view that state the relation.
    pub fn dates(&self) -> Option<(Date, Date)> {
        self.gist().dates()
    }

    /// The end of the relation that is not this entity.
    pub fn other(&self, id: &str) -> &'v str {
        self.edge.other(id)
    }

    /// Whether it holds over time or happens.
    pub fn family(&self) -> Family {
        self.edge.family()
    }

    /// What the background knows of it, as far as it is in view.
    pub fn facts(&self) -> impl Iterator<Item = &'v Fact> + use<'v> {
        let filters = self.filters;
        self.edge.facts().iter().filter(move |fact| filters.iter().all(|filter| filter.keeps_fact(fact)))
    }

    /// Whether the background alone knows it: no evidence is in view.
    pub fn is_background(&self) -> bool {
        match self.whole() {
            Some(_) => self.edge.is_background(),
            None => self.evidence().next().is_none(),
        }
    }

    /// How the evidence in view counts and weighs by the published scales.
    pub fn conduct(&self) -> Conduct {
        Conduct::of(self.evidence())
    }

    /// Whether there is evidence in view and all of it denies the relation.
    pub fn is_negated(&self) -> bool {
        let gist = self.gist();
        gist.side(true).factuality().is_some() && gist.side(false).factuality().is_none()
    }

    /// The firmest that the evidence in view claims it: that which affirms it, if some does, else that which denies it. None
    /// where the background alone knows it.
    pub fn factuality(&self) -> Option<Factuality> {
        let gist = self.gist();
        gist.side(false).factuality().or_else(|| gist.side(true).factuality())
    }

    fn is_kept(&self) -> bool {
        if self.facts().next().is_some() {
            return true;
        }
        let mut asked = self.filters.iter().filter_map(Filter::support).peekable();
        if asked.peek().is_none() {
            return !self.is_background();
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
            Self::Families(families) => families.contains(&edge.family()),
            Self::Sources(ids) => ids.contains(edge.source()) || (edge.is_symmetric() && ids.contains(edge.target())),
            Self::Targets(ids) => ids.contains(edge.target()) || (edge.is_symmetric() && ids.contains(edge.source())),
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
            Self::Quads(classes) => evidence.quad_class().is_some_and(|class| classes.contains(&class)),
            Self::Background(background) => !background,
            Self::Factualities(factualities) => factualities.contains(&evidence.factuality()),
            Self::Dates(start, end) => evidence.when().is_some_and(|when| when.meets(*start, *end)),
            Self::Negated(negated) => evidence.is_negated() == *negated,
            _ => true,
        }
    }

    fn keeps_fact(&self, fact: &Fact) -> bool {
        match self {
            Self::Documents(_) | Self::Plover(_) | Self::Quads(_) | Self::Factualities(_) | Self::Support(_) => false,
            Self::Negated(negated) => !negated,
            Self::Dates(start, end) => fact.holds_within(*start, *end),
            Self::Background(background) => *background,
            _ => true,
        }
    }

    /// Whether it can leave out some of a relation's evidence and keep the rest.
    fn sifts(&self) -> bool {
        match self {
            Self::Documents(_) | Self::Plover(_) | Self::Quads(_) | Self::Factualities(_) => true,
            Self::Dates(..) | Self::Negated(_) => true,
            Self::Background(background) => *background,
            _ => false,
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
