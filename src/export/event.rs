use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use jiff::civil::Date;

use crate::code::QuadClass;
use crate::gazetteer::Gazetteer;
use crate::graph::{Evidence, Factuality, Node, View, ViewEdge};
use crate::text::Span;

use super::actor;

/// One statement of a relation in one place of one document, as event data has it: who did what to whom, when, and the
/// words that say so. Write one a line for JSON Lines.
///
/// Both actors carry their code as CAMEO has it, countries their three letters; with a gazetteer
/// ([`actors`](Self::actors)) everybody whom it knows, such as `RUSGOV`.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::{Extractor, KnowledgeGraph, export::events};
///
/// let mut graph = KnowledgeGraph::new();
/// graph.add("1", &Extractor::bundled().extract("Russia attacked Ukraine."));
/// let view = graph.view();
/// let lines: Vec<String> = events(&view).map(|event| serde_json::to_string(&event).unwrap()).collect();
/// assert!(lines[0].starts_with(r#"{"document":"1","date":null,"when":null,"source":{"id":"RUS","name":"Russia","kind":"country","code":"RUS"}"#));
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Event<'v> {
    edge: ViewEdge<'v>,
    source: &'v Node,
    target: &'v Node,
    evidence: &'v Evidence,
    gazetteer: Option<&'v Gazetteer>,
}

/// The events of a view, by the ids of source, relation and target, then by document and place in it.
pub fn events<'v>(view: &'v View<'_>) -> impl Iterator<Item = Event<'v>> {
    view.relations().flat_map(|edge| {
        let ends = view.graph().entity(edge.source()).zip(view.graph().entity(edge.target()));
        let event = move |(source, target)| {
            edge.evidence().map(move |evidence| Event { edge, source, target, evidence, gazetteer: None })
        };
        ends.into_iter().flat_map(event)
    })
}

impl<'v> Event<'v> {
    /// Who acts.
    pub fn source(&self) -> &'v Node {
        self.source
    }

    /// The relation type's id.
    pub fn relation(&self) -> &'v str {
        self.edge.relation()
    }

    /// Whom it concerns.
    pub fn target(&self) -> &'v Node {
        self.target
    }

    /// Looks up the actors' codes in a gazetteer.
    pub fn actors(mut self, gazetteer: &'v Gazetteer) -> Self {
        self.gazetteer = Some(gazetteer);
        self
    }

    /// The actor code of one end.
    fn code(&self, node: &Node) -> Option<String> {
        let known = self.gazetteer.and_then(|gazetteer| actor::code(gazetteer, node.id(), self.evidence.date()));
        known.or_else(|| actor::is_country(node.id()).then(|| node.id().to_owned()))
    }

    /// The place that says so.
    pub fn evidence(&self) -> &'v Evidence {
        self.evidence
    }
}

impl Serialize for Event<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut event = serializer.serialize_map(None)?;
        event.serialize_entry("document", self.evidence.document().id())?;
        event.serialize_entry("date", &self.evidence.date())?;
        event.serialize_entry("when", &self.evidence.when())?;
        event.serialize_entry("source", &End::of(self.source, self.code(self.source)))?;
        event.serialize_entry("relation", self.edge.relation())?;
        event.serialize_entry("label", self.edge.label())?;
        event.serialize_entry("target", &End::of(self.target, self.code(self.target)))?;
        Statement::of(self.evidence).entries(&mut event)?;
        event.end()
    }
}

#[derive(Serialize)]
struct End<'v> {
    id: &'v str,
    name: &'v str,
    kind: &'static str,
    code: Option<String>,
}

impl<'v> End<'v> {
    fn of(node: &'v Node, code: Option<String>) -> Self {
        Self { id: node.id(), name: node.name(), kind: node.kind().as_str(), code }
    }
}

/// What a place in a document says about a relation that is known already.
pub(super) struct Statement<'v>(&'v Evidence);

impl<'v> Statement<'v> {
    pub(super) fn of(evidence: &'v Evidence) -> Self {
        Self(evidence)
    }

    fn entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let evidence = self.0;
        map.serialize_entry("cameo", &evidence.cameo())?;
        map.serialize_entry("plover", &evidence.plover())?;
        map.serialize_entry::<str, Option<QuadClass>>("quad_class", &evidence.quad_class())?;
        map.serialize_entry("goldstein", &evidence.goldstein())?;
        map.serialize_entry("plover_score", &evidence.score())?;
        map.serialize_entry::<str, Factuality>("factuality", &evidence.factuality())?;
        map.serialize_entry("negated", &evidence.is_negated())?;
        map.serialize_entry("attributed_to", &evidence.attributed_to())?;
        map.serialize_entry("sentence", evidence.sentence())?;
        map.serialize_entry("start", &evidence.sentence_span().start)?;
        map.serialize_entry("end", &evidence.sentence_span().end)?;
        map.serialize_entry::<str, Span>("source_span", &evidence.source())?;
        map.serialize_entry::<str, Span>("trigger_span", &evidence.trigger())?;
        map.serialize_entry::<str, Span>("target_span", &evidence.target())?;
        map.serialize_entry("source_text", evidence.source_text())?;
        map.serialize_entry("trigger_text", evidence.trigger_text())?;
        map.serialize_entry("target_text", evidence.target_text())?;
        map.serialize_entry("pattern", evidence.pattern())?;
        map.serialize_entry("quantities", &evidence.quantity_texts().collect::<Vec<_>>())?;
        map.serialize_entry("dates", &evidence.date_texts().collect::<Vec<_>>())
    }
}

impl Serialize for Statement<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut statement = serializer.serialize_map(None)?;
        statement.serialize_entry("document", self.0.document().id())?;
        statement.serialize_entry::<str, Option<Date>>("date", &self.0.date())?;
        statement.serialize_entry("when", &self.0.when())?;
        self.entries(&mut statement)?;
        statement.end()
    }
}
