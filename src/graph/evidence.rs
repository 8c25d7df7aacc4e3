use std::sync::Arc;

use jiff::civil::Date;

use crate::code::{Cameo, Plover, QuadClass};
use crate::gazetteer::PartialDate;
use crate::report::{DateSpan, Factuality, Family, Period};
use crate::text::Span;

use super::document::Document;

/// One place in a document that states a relation.
///
/// All spans are half-open byte ranges into the document's text. Of the text itself, only the sentence is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    // The order of the fields is the order of evidence: by document, then by place.
    pub(super) document: Arc<Document>,
    pub(super) sentence: Arc<Sentence>,
    pub(super) trigger: Span,
    pub(super) source: Span,
    pub(super) target: Span,
    pub(super) relation: Arc<RelationName>,
    pub(super) pattern: Arc<str>,
    pub(super) factuality: Factuality,
    pub(super) negated: bool,
    pub(super) attributed_to: Option<Arc<str>>,
    pub(super) cameo: Option<Arc<str>>,
    pub(super) plover: Option<Arc<str>>,
    pub(super) quantities: Box<[Span]>,
    pub(super) dates: Box<[DateSpan]>,
}

/// A sentence of a document, shared by all the evidence that stands in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sentence {
    pub(super) span: Span,
    pub(super) text: Box<str>,
}

/// What a relation type is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RelationName {
    pub(super) label: Arc<str>,
    pub(super) family: Family,
    pub(super) symmetric: bool,
}

impl Evidence {
    /// The document that it stands in.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The document's date, if it was added with one; what the text tells of is [`when`](Self::when).
    pub fn date(&self) -> Option<Date> {
        self.document.date
    }

    /// When it was or is to be: the first date in its clause of which that is known, else the day of the document, if it
    /// was added with one.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// use geopol::{Extractor, KnowledgeGraph};
    /// use jiff::civil::date;
    ///
    /// let reading = Extractor::bundled().reading().date(date(2024, 11, 8));
    /// let mut graph = KnowledgeGraph::new();
    /// graph.add("1", &reading.extract("Israel bombed Syria on Tuesday. Iran condemned Israel."));
    /// let when = |source, relation, target| {
    ///     graph.relation(source, relation, target)?.evidence().next()?.when().map(|period| period.to_string())
    /// };
    /// assert_eq!(when("ISR", "bombs", "SYR").as_deref(), Some("2024-11-05"));
    /// assert_eq!(when("IRN", "criticizes", "ISR").as_deref(), Some("2024-11-08"));
    /// # }
    /// ```
    pub fn when(&self) -> Option<Period> {
        let written = self.dates.iter().find_map(DateSpan::period);
        written.or_else(|| self.date().map(|day| Period::at(PartialDate::of(day))))
    }

    /// The sentence that says so.
    pub fn sentence(&self) -> &str {
        &self.sentence.text
    }

    /// The sentence's span.
    pub fn sentence_span(&self) -> Span {
        self.sentence.span
    }

    /// The span of the word that carries the relation.
    pub fn trigger(&self) -> Span {
        self.trigger
    }

    /// The word that carries the relation.
    pub fn trigger_text(&self) -> &str {
        self.sentence.slice(self.trigger)
    }

    /// The span that names the edge's source.
    pub fn source(&self) -> Span {
        self.source
    }

    /// The words that name the edge's source.
    pub fn source_text(&self) -> &str {
        self.sentence.slice(self.source)
    }

    /// The span that names the edge's target.
    pub fn target(&self) -> Span {
        self.target
    }

    /// The words that name the edge's target.
    pub fn target_text(&self) -> &str {
        self.sentence.slice(self.target)
    }

    /// The pattern that fired, such as `sends-troops-to#0`.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether the text claims it as a fact.
    pub fn factuality(&self) -> Factuality {
        self.factuality
    }

    /// Whether the text denies it.
    pub fn is_negated(&self) -> bool {
        self.negated
    }

    /// The id of the entity that says so, where the text names one.
    pub fn attributed_to(&self) -> Option<&str> {
        self.attributed_to.as_deref()
    }

    /// The CAMEO code, where there is one.
    pub fn cameo(&self) -> Option<&str> {
        self.cameo.as_deref()
    }

    /// The PLOVER type, where there is one.
    pub fn plover(&self) -> Option<&str> {
        self.plover.as_deref()
    }

    /// Words or deeds, for or against the other: the class of its PLOVER type, or else of its CAMEO code.
    pub fn quad_class(&self) -> Option<QuadClass> {
        let by_type = self.plover().and_then(Plover::get).map(Plover::quad_class);
        by_type.or_else(|| self.code().map(Cameo::quad_class))
    }

    /// What the act weighs between conflict (-10) and cooperation (10) on the scale of Goldstein, as published for its
    /// CAMEO code.
    pub fn goldstein(&self) -> Option<f64> {
        self.code().and_then(Cameo::goldstein)
    }

    /// The base score of its PLOVER type, between conflict (-10) and cooperation (10).
    pub fn score(&self) -> Option<f64> {
        self.plover().and_then(Plover::get).map(Plover::score)
    }

    fn code(&self) -> Option<&'static Cameo> {
        self.cameo().and_then(Cameo::get)
    }

    /// The spans of the quantities in its clause.
    pub fn quantities(&self) -> &[Span] {
        &self.quantities
    }

    /// The quantities in its clause, such as "30,000 troops".
    pub fn quantity_texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.quantities.iter().map(|&span| self.sentence.slice(span))
    }

    /// The dates in its clause, and when they are.
    pub fn dates(&self) -> &[DateSpan] {
        &self.dates
    }

    /// The dates in its clause, such as "Tuesday".
    pub fn date_texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.dates.iter().map(|date| self.sentence.slice(date.span()))
    }
}

impl Sentence {
    /// The words of a span of the document; nothing, if it reaches out of the sentence.
    fn slice(&self, span: Span) -> &str {
        let within = |offset: usize| offset.checked_sub(self.span.start);
        let range = within(span.start).zip(within(span.end));
        range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }
}
