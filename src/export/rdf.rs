use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::io;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, TermRef, TripleRef};
use oxttl::{NTriplesSerializer, TurtleSerializer};

use crate::code::QuadClass;
use crate::gazetteer::PartialDate;
use crate::graph::{Document, Evidence, Fact, Factuality, Kind, Node, View, ViewEdge};

/// A graph or view as RDF, in Turtle or N-Triples, with the terms of schema.org and of PROV-O. With the feature `rdf`.
///
/// What documents assert are triples between entities: `<RUS> <attacks> <UKR>`. Each place that states a relation, as a
/// fact or not, is an `rdf:Statement` that was quoted from its document (`prov:wasQuotedFrom`) and attributed to its speaker
/// (`prov:wasAttributedTo`); each fact of the background one that was derived from the gazetteer.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::{Extractor, KnowledgeGraph, export::Rdf};
///
/// let mut graph = KnowledgeGraph::new();
/// graph.add("1", &Extractor::bundled().extract("Russia attacked Ukraine."));
/// let mut triples = Vec::new();
/// Rdf::new(&graph).base("https://example.org/").write_n_triples(&mut triples)?;
/// let attacks = "<https://example.org/entity/RUS> <https://example.org/relation/attacks> <https://example.org/entity/UKR> .";
/// assert!(String::from_utf8_lossy(&triples).contains(attacks));
/// # }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Rdf<'g> {
    view: View<'g>,
    base: String,
}

impl<'g> Rdf<'g> {
    /// The form of a graph or a view of one.
    pub fn new(view: impl Into<View<'g>>) -> Self {
        Self { view: view.into(), base: "urn:geopol:".to_owned() }
    }

    /// What the IRIs of entities, relation types, statements and own terms begin with; `urn:geopol:` unless told otherwise.
    /// A document whose id is a web address keeps it as its IRI.
    pub fn base(mut self, base: impl Into<String>) -> Self {
        self.base = base.into();
        self
    }

    /// Writes Turtle as it goes, in small pieces: give it a buffered writer.
    ///
    /// # Errors
    ///
    /// If the base is no IRI, and whatever the writer fails with.
    pub fn write_turtle(&self, out: impl io::Write) -> io::Result<()> {
        let own = |folder: &str| self.base.clone() + folder;
        let prefixes = [
            ("schema", SCHEMA.to_owned()),
            ("prov", PROV.to_owned()),
            ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#".to_owned()),
            ("rdfs", "http://www.w3.org/2000/01/rdf-schema#".to_owned()),
            ("xsd", "http://www.w3.org/2001/XMLSchema#".to_owned()),
            ("entity", own("entity/")),
            ("relation", own("relation/")),
            ("term", own("term/")),
        ];
        let mut serializer = TurtleSerializer::new();
        for (name, iri) in prefixes {
            serializer = serializer.with_prefix(name, iri).map_err(invalid)?;
        }
        let mut serializer = serializer.for_writer(out);
        self.triples(&mut |triple| serializer.serialize_triple(triple))?;
        serializer.finish()?.flush()
    }

    /// Writes N-Triples as it goes, in small pieces: give it a buffered writer.
    ///
    /// # Errors
    ///
    /// If the base is no IRI, and whatever the writer fails with.
    pub fn write_n_triples(&self, out: impl io::Write) -> io::Result<()> {
        NamedNode::new(self.base.as_str()).map_err(invalid)?;
        let mut serializer = NTriplesSerializer::new().for_writer(out);
        self.triples(&mut |triple| serializer.serialize_triple(triple))?;
        serializer.finish().flush()
    }

    fn triples(&self, sink: &mut dyn FnMut(TripleRef<'_>) -> io::Result<()>) -> io::Result<()> {
        let terms = Terms::new(&self.base);
        let mut out = Triples { sink, terms: &terms, text: String::new() };
        let background = self.iri("background", &[]);
        for document in self.view.graph().documents() {
            out.document(&self.document(document), document)?;
        }
        for node in self.view.entities() {
            out.entity(&self.entity(node.id()), node)?;
        }
        let mut kinds = BTreeSet::new();
        let mut place = String::new();
        for edge in self.view.relations() {
            let kind = self.iri("relation/", &[edge.relation()]);
            if kinds.insert(edge.relation()) {
                out.relation(&kind, &edge)?;
            }
            let (source, target) = (self.entity(edge.source()), self.entity(edge.target()));
            let claim = TripleRef::new(&source, &kind, &target);
            let firm = |evidence: &Evidence| !evidence.is_negated() && evidence.factuality() == Factuality::Asserted;
            if edge.facts().next().is_some() || edge.evidence().any(firm) {
                (out.sink)(claim)?;
            }
            for evidence in edge.evidence() {
                let [trigger, source, target] =
                    [evidence.trigger(), evidence.source(), evidence.target()].map(|span| span.start);
                place.clear();
                write!(place, "{trigger}-{source}-{target}").map_err(io::Error::other)?;
                // "Both countries" are two at one place.
                let name = [evidence.document().id(), &place, evidence.pattern(), edge.source(), edge.target()];
                let statement = self.iri("statement/", &name);
                out.statement(&statement, claim)?;
                out.link(&statement, prov::WAS_QUOTED_FROM, self.document(evidence.document()).as_ref())?;
                if let Some(speaker) = evidence.attributed_to() {
                    out.link(&statement, prov::WAS_ATTRIBUTED_TO, self.entity(speaker).as_ref())?;
                }
                out.evidence(&statement, evidence)?;
            }
            for (nth, fact) in edge.facts().enumerate() {
                let name = [edge.source(), edge.relation(), edge.target(), &nth.to_string()];
                let statement = self.iri("background/", &name);
                out.statement(&statement, claim)?;
                out.link(&statement, prov::WAS_DERIVED_FROM, background.as_ref())?;
                out.fact(&statement, fact)?;
            }
        }
        Ok(())
    }

    fn entity(&self, id: &str) -> NamedNode {
        self.iri("entity/", &[id])
    }

    fn document(&self, document: &Document) -> NamedNode {
        let id = document.id();
        let on_the_web = id.starts_with("https://") || id.starts_with("http://");
        match on_the_web.then(|| NamedNode::new(id)) {
            Some(Ok(iri)) => iri,
            _ => self.iri("document/", &[id]),
        }
    }

    /// An IRI of our own; what is not plain in its steps is encoded.
    fn iri(&self, folder: &str, steps: &[&str]) -> NamedNode {
        let length: usize = steps.iter().map(|step| step.len() + 4).sum();
        let mut iri = String::with_capacity(self.base.len() + folder.len() + length);
        iri.push_str(&self.base);
        iri.push_str(folder);
        for (nth, step) in steps.iter().enumerate() {
            if nth > 0 {
                iri.push('/');
            }
            encode(&mut iri, step);
        }
        NamedNode::new_unchecked(iri)
    }
}

const SCHEMA: &str = "https://schema.org/";
const PROV: &str = "http://www.w3.org/ns/prov#";

const fn term(iri: &'static str) -> NamedNodeRef<'static> {
    NamedNodeRef::new_unchecked(iri)
}

/// Terms of schema.org.
mod schema {
    use super::{NamedNodeRef, term};

    pub(super) const COUNTRY: NamedNodeRef<'_> = term("https://schema.org/Country");
    pub(super) const DATE_PUBLISHED: NamedNodeRef<'_> = term("https://schema.org/datePublished");
    pub(super) const END_DATE: NamedNodeRef<'_> = term("https://schema.org/endDate");
    pub(super) const IDENTIFIER: NamedNodeRef<'_> = term("https://schema.org/identifier");
    pub(super) const MEMBER_OF: NamedNodeRef<'_> = term("https://schema.org/memberOf");
    pub(super) const NAME: NamedNodeRef<'_> = term("https://schema.org/name");
    pub(super) const NEWS_ARTICLE: NamedNodeRef<'_> = term("https://schema.org/NewsArticle");
    pub(super) const ORGANIZATION: NamedNodeRef<'_> = term("https://schema.org/Organization");
    pub(super) const PERSON: NamedNodeRef<'_> = term("https://schema.org/Person");
    pub(super) const PLACE: NamedNodeRef<'_> = term("https://schema.org/Place");
    pub(super) const ROLE_NAME: NamedNodeRef<'_> = term("https://schema.org/roleName");
    pub(super) const START_DATE: NamedNodeRef<'_> = term("https://schema.org/startDate");
    pub(super) const TEMPORAL_COVERAGE: NamedNodeRef<'_> = term("https://schema.org/temporalCoverage");
    pub(super) const TEXT: NamedNodeRef<'_> = term("https://schema.org/text");
}

/// Terms of PROV-O.
mod prov {
    use super::{NamedNodeRef, term};

    pub(super) const AGENT: NamedNodeRef<'_> = term("http://www.w3.org/ns/prov#Agent");
    pub(super) const ENTITY: NamedNodeRef<'_> = term("http://www.w3.org/ns/prov#Entity");
    pub(super) const WAS_ATTRIBUTED_TO: NamedNodeRef<'_> = term("http://www.w3.org/ns/prov#wasAttributedTo");
    pub(super) const WAS_DERIVED_FROM: NamedNodeRef<'_> = term("http://www.w3.org/ns/prov#wasDerivedFrom");
    pub(super) const WAS_QUOTED_FROM: NamedNodeRef<'_> = term("http://www.w3.org/ns/prov#wasQuotedFrom");
}

/// Where triples go, one at a time.
struct Triples<'s> {
    sink: &'s mut dyn FnMut(TripleRef<'_>) -> io::Result<()>,
    terms: &'s Terms,
    /// Where values become text, one after the other.
    text: String,
}

impl Triples<'_> {
    fn link(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: NamedNodeRef<'_>) -> io::Result<()> {
        (self.sink)(TripleRef::new(subject, predicate, object))
    }

    fn text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: &str) -> io::Result<()> {
        (self.sink)(TripleRef::new(subject, predicate, LiteralRef::new_simple_literal(text)))
    }

    fn value(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        value: fmt::Arguments<'_>,
        datatype: NamedNodeRef<'_>,
    ) -> io::Result<()> {
        self.text.clear();
        self.text.write_fmt(value).map_err(io::Error::other)?;
        let literal = LiteralRef::new_typed_literal(&self.text, datatype);
        (self.sink)(TripleRef::new(subject, predicate, literal))
    }

    fn document(&mut self, iri: &NamedNode, document: &Document) -> io::Result<()> {
        self.link(iri, rdf::TYPE, schema::NEWS_ARTICLE)?;
        self.link(iri, rdf::TYPE, prov::ENTITY)?;
        self.text(iri, schema::IDENTIFIER, document.id())?;
        match document.date() {
            Some(date) => self.value(iri, schema::DATE_PUBLISHED, format_args!("{date}"), xsd::DATE),
            None => Ok(()),
        }
    }

    fn entity(&mut self, iri: &NamedNode, node: &Node) -> io::Result<()> {
        let (class, agent) = match node.kind() {
            Kind::Country => (schema::COUNTRY, true),
            Kind::Person => (schema::PERSON, true),
            Kind::Organization => (schema::ORGANIZATION, true),
            _ => (schema::PLACE, false),
        };
        self.link(iri, rdf::TYPE, class)?;
        if agent {
            self.link(iri, rdf::TYPE, prov::AGENT)?;
        }
        self.text(iri, schema::IDENTIFIER, node.id())?;
        self.text(iri, schema::NAME, node.name())
    }

    fn relation(&mut self, iri: &NamedNode, edge: &ViewEdge<'_>) -> io::Result<()> {
        let property = term("http://www.w3.org/1999/02/22-rdf-syntax-ns#Property");
        self.link(iri, rdf::TYPE, property)?;
        self.text(iri, rdfs::LABEL, edge.label())?;
        if edge.relation() == "member-of" {
            self.link(iri, rdfs::SUB_PROPERTY_OF, schema::MEMBER_OF)?;
        }
        Ok(())
    }

    fn statement(&mut self, iri: &NamedNode, claim: TripleRef<'_>) -> io::Result<()> {
        let statement = term("http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement");
        self.link(iri, rdf::TYPE, statement)?;
        self.link(iri, rdf::TYPE, prov::ENTITY)?;
        (self.sink)(TripleRef::new(iri, rdf::SUBJECT, TermRef::from(claim.subject)))?;
        self.link(iri, rdf::PREDICATE, claim.predicate)?;
        (self.sink)(TripleRef::new(iri, rdf::OBJECT, claim.object))
    }

    fn evidence(&mut self, iri: &NamedNode, evidence: &Evidence) -> io::Result<()> {
        let terms = self.terms;
        self.text(iri, schema::TEXT, evidence.sentence())?;
        self.text(iri, terms.factuality.as_ref(), evidence.factuality().as_str())?;
        self.value(iri, terms.negated.as_ref(), format_args!("{}", evidence.is_negated()), xsd::BOOLEAN)?;
        self.text(iri, terms.pattern.as_ref(), evidence.pattern())?;
        let class = evidence.quad_class().map(QuadClass::as_str);
        let texts = [(&terms.cameo, evidence.cameo()), (&terms.plover, evidence.plover()), (&terms.quad_class, class)];
        for (term, text) in texts {
            if let Some(text) = text {
                self.text(iri, term.as_ref(), text)?;
            }
        }
        for (term, number) in [(&terms.goldstein, evidence.goldstein()), (&terms.plover_score, evidence.score())] {
            if let Some(number) = number {
                // A decimal has a point.
                self.value(iri, term.as_ref(), format_args!("{number:?}"), xsd::DECIMAL)?;
            }
        }
        for (term, span) in [
            (&terms.sentence_span, evidence.sentence_span()),
            (&terms.trigger_span, evidence.trigger()),
            (&terms.source_span, evidence.source()),
            (&terms.target_span, evidence.target()),
        ] {
            self.value(iri, term.as_ref(), format_args!("{}-{}", span.start, span.end), xsd::STRING)?;
        }
        for quantity in evidence.quantity_texts() {
            self.text(iri, terms.quantity.as_ref(), quantity)?;
        }
        if let Some(when) = evidence.when() {
            // A period is written as schema.org asks: as ISO 8601 does.
            self.value(iri, schema::TEMPORAL_COVERAGE, format_args!("{when}"), xsd::STRING)?;
        }
        for date in evidence.date_texts() {
            self.text(iri, terms.date.as_ref(), date)?;
        }
        Ok(())
    }

    fn fact(&mut self, iri: &NamedNode, fact: &Fact) -> io::Result<()> {
        if let Some(office) = fact.office() {
            self.text(iri, schema::ROLE_NAME, office)?;
        }
        for (term, date) in [(schema::START_DATE, fact.since()), (schema::END_DATE, fact.until())] {
            if let Some(date) = date {
                self.value(iri, term, format_args!("{date}"), datatype(date))?;
            }
        }
        Ok(())
    }
}

/// What neither vocabulary has a word for.
struct Terms {
    factuality: NamedNode,
    negated: NamedNode,
    pattern: NamedNode,
    cameo: NamedNode,
    plover: NamedNode,
    quad_class: NamedNode,
    goldstein: NamedNode,
    plover_score: NamedNode,
    sentence_span: NamedNode,
    trigger_span: NamedNode,
    source_span: NamedNode,
    target_span: NamedNode,
    quantity: NamedNode,
    date: NamedNode,
}

impl Terms {
    fn new(base: &str) -> Self {
        let term = |name: &str| NamedNode::new_unchecked(format!("{base}term/{name}"));
        Self {
            factuality: term("factuality"),
            negated: term("negated"),
            pattern: term("pattern"),
            cameo: term("cameo"),
            plover: term("plover"),
            quad_class: term("quadClass"),
            goldstein: term("goldstein"),
            plover_score: term("ploverScore"),
            sentence_span: term("sentenceSpan"),
            trigger_span: term("triggerSpan"),
            source_span: term("sourceSpan"),
            target_span: term("targetSpan"),
            quantity: term("quantity"),
            date: term("date"),
        }
    }
}

/// As exact as the date is known.
fn datatype(date: PartialDate) -> NamedNodeRef<'static> {
    match (date.month(), date.day()) {
        (None, _) => xsd::G_YEAR,
        (Some(_), None) => xsd::G_YEAR_MONTH,
        (Some(_), Some(_)) => xsd::DATE,
    }
}

/// Keeps what RFC 3986 does not reserve; what lies between the rest goes in one piece.
fn encode(iri: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let mut start = 0;
    while let Some(kept) = text.as_bytes()[start..].iter().position(|byte| !plain(byte)) {
        let at = start + kept;
        iri.push_str(&text[start..at]);
        let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
        for byte in text[at..end].bytes() {
            iri.extend(['%', char::from(HEX[usize::from(byte >> 4)]), char::from(HEX[usize::from(byte & 15)])]);
        }
        start = end;
    }
    iri.push_str(&text[start..]);
}

fn invalid(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error)
}
