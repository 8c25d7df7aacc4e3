//! Takes: what mention, relation and the extractor found in one text.
//! Gives: the entities, mentions and relations of the text, borrowed from it, ready to print, to serialize or to add to a graph.
//! Must not know: how any of it was found, or the graph.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::{Cameo, QuadClass};
use crate::gazetteer::Kind;
pub use crate::gazetteer::MentionForm;
pub use crate::phrasebook::Family;
use crate::phrasebook::RelationType;
pub use crate::relation::{Factuality, Period};
use crate::text::Span;

/// What one text says: entities, their mentions and the relations between them.
///
/// All spans are half-open byte ranges into [`Report::text`].
#[derive(Debug, Clone)]
pub struct Report<'t> {
    pub(crate) text: &'t str,
    pub(crate) sentences: Vec<Span>,
    pub(crate) entities: Vec<ReportEntity>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) relations: Vec<RelationData>,
    pub(crate) date: Option<Date>,
}

/// An entity that the text mentions: one of a gazetteer, of the caller, or discovered in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportEntity {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

impl ReportEntity {
    /// The entity's id: ISO 3166-1 alpha-3 for a country, kebab-case for anything else.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The usual name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What kind of entity it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

/// One place in the text that means an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub(crate) entity: usize,
    pub(crate) span: Span,
    pub(crate) form: MentionForm,
    pub(crate) sentence: usize,
}

impl Mention {
    /// Index into [`Report::entities`].
    pub fn entity(&self) -> usize {
        self.entity
    }

    /// Where it stands, in bytes.
    pub fn span(&self) -> Span {
        self.span
    }

    /// How it names its entity.
    pub fn form(&self) -> MentionForm {
        self.form
    }

    /// Index into [`Report::sentences`].
    pub fn sentence(&self) -> usize {
        self.sentence
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RelationData {
    pub(crate) source: usize,
    pub(crate) target: usize,
    pub(crate) source_mention: usize,
    pub(crate) target_mention: usize,
    pub(crate) relation: Arc<RelationType>,
    pub(crate) pattern: usize,
    pub(crate) code: Option<&'static Cameo>,
    pub(crate) plover: Option<&'static str>,
    pub(crate) negated: bool,
    pub(crate) factuality: Factuality,
    pub(crate) attributed_to: Option<usize>,
    pub(crate) sentence: usize,
    pub(crate) trigger: Span,
    pub(crate) quantities: Vec<Span>,
    pub(crate) dates: Vec<DateSpan>,
}

/// A date as the text writes it, and when that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateSpan {
    pub(crate) span: Span,
    pub(crate) period: Option<Period>,
}

impl DateSpan {
    /// Where it stands, in bytes.
    pub fn span(&self) -> Span {
        self.span
    }

    /// When it is: of "Tuesday" or "last year" only where the reading knows the text's own date.
    pub fn period(&self) -> Option<Period> {
        self.period
    }
}

/// A relation of a report, with the report that it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Relation<'r> {
    report: &'r Report<'r>,
    data: &'r RelationData,
}

impl<'t> Report<'t> {
    /// The text that was read.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The day on which it was written, where the reading was told.
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    /// The sentences, in order.
    pub fn sentences(&self) -> &[Span] {
        &self.sentences
    }

    /// The entities, in the order of their first mention.
    pub fn entities(&self) -> &[ReportEntity] {
        &self.entities
    }

    /// The mentions, in the order of the text.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// The relations, in the order of the text.
    pub fn relations<'r>(&'r self) -> impl ExactSizeIterator<Item = Relation<'r>> {
        self.relations.iter().map(move |data| Relation { report: self, data })
    }
}

impl<'r> Relation<'r> {
    /// Who acts, or the first of two.
    pub fn source(&self) -> &'r ReportEntity {
        &self.report.entities[self.data.source]
    }

    /// Whom it concerns, or the second of two.
    pub fn target(&self) -> &'r ReportEntity {
        &self.report.entities[self.data.target]
    }

    /// Index of the source's mention in [`Report::mentions`].
    pub fn source_mention(&self) -> usize {
        self.data.source_mention
    }

    /// Index of the target's mention in [`Report::mentions`].
    pub fn target_mention(&self) -> usize {
        self.data.target_mention
    }

    /// The relation type's id, such as `sends-troops-to`.
    pub fn id(&self) -> &'r str {
        self.data.relation.id()
    }

    /// The relation type's label, such as `sends troops to`.
    pub fn label(&self) -> &'r str {
        self.data.relation.label()
    }

    /// Whether source and target may swap.
    pub fn is_symmetric(&self) -> bool {
        self.data.relation.is_symmetric()
    }

    /// Whether it holds over time or happens.
    pub fn family(&self) -> Family {
        self.data.relation.family()
    }

    /// The pattern that fired, such as `sends-troops-to#0`.
    pub fn pattern(&self) -> String {
        format!("{}#{}", self.id(), self.data.pattern)
    }

    /// The narrowest CAMEO code that the words support, where there is one: "promised to send tanks" is 0332.
    pub fn cameo(&self) -> Option<&'static str> {
        self.data.code.map(Cameo::code)
    }

    /// The same code with what it stands for.
    pub fn code(&self) -> Option<&'static Cameo> {
        self.data.code
    }

    /// The first two digits of the CAMEO code, where there is one.
    pub fn cameo_root(&self) -> Option<&'static str> {
        self.data.code.map(Cameo::root)
    }

    /// The quad class of the CAMEO code, where there is one.
    pub fn quad_class(&self) -> Option<QuadClass> {
        self.data.code.map(Cameo::quad_class)
    }

    /// The number of the CAMEO code on Goldstein's scale, where it has one.
    pub fn goldstein(&self) -> Option<f64> {
        self.data.code.and_then(Cameo::goldstein)
    }

    /// The PLOVER type of this relation, where there is one: what is planned, refused or threatened falls under another
    /// type than the same act when it is done.
    pub fn plover(&self) -> Option<&'static str> {
        self.data.plover
    }

    /// Whether the text denies it.
    pub fn is_negated(&self) -> bool {
        self.data.negated
    }

    /// Whether the text claims it as a fact.
    pub fn factuality(&self) -> Factuality {
        self.data.factuality
    }

    /// Who says so, where the text names somebody.
    pub fn attributed_to(&self) -> Option<&'r ReportEntity> {
        self.data.attributed_to.map(|entity| &self.report.entities[entity])
    }

    /// Index of its sentence in [`Report::sentences`].
    pub fn sentence_index(&self) -> usize {
        self.data.sentence
    }

    /// Its sentence's span, in bytes.
    pub fn sentence_span(&self) -> Span {
        self.report.sentences[self.data.sentence]
    }

    /// The sentence that says so.
    pub fn sentence(&self) -> &'r str {
        self.sentence_span().slice(self.report.text)
    }

    /// The span of the word that carries the relation, in bytes.
    pub fn trigger(&self) -> Span {
        self.data.trigger
    }

    /// Spans of the quantities in its clause, such as "30,000 troops".
    pub fn quantities(&self) -> &'r [Span] {
        &self.data.quantities
    }

    /// The dates in its clause, such as "Tuesday".
    pub fn dates(&self) -> &'r [DateSpan] {
        &self.data.dates
    }
}

/// `Russia —sends troops to→ Belarus (reported by Belarus)`.
impl fmt::Display for Relation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} —{}→ {}", self.source().name(), self.label(), self.target().name())?;
        let mut notes = Vec::new();
        if self.is_negated() {
            notes.push("negated".to_owned());
        }
        let by = self.attributed_to().map(|who| format!("by {}", who.name()));
        match (self.factuality(), by) {
            (Factuality::Asserted, None) => {}
            (Factuality::Asserted, Some(by)) => notes.push(format!("said {by}")),
            (status, None) => notes.push(status.to_string()),
            (status, Some(by)) => notes.push(format!("{status} {by}")),
        }
        if notes.is_empty() { Ok(()) } else { write!(f, " ({})", notes.join(", ")) }
    }
}
