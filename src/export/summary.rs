use std::borrow::Cow;

use jiff::civil::Date;

use crate::graph::{Evidence, Node, ViewEdge};

use super::line::{Line, lines};

/// A column of a format that keeps its attributes in tables.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Type,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Truth,
    Count,
    Number,
}

/// What stands in a column.
pub(super) enum Value<'v> {
    Text(Cow<'v, str>),
    Truth(bool),
    Count(usize),
    Number(f64),
}

impl Value<'_> {
    pub(super) fn as_text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Truth(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
            Self::Count(count) => Cow::Owned(count.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
        }
    }
}

const fn column(name: &'static str, kind: Type) -> Column {
    Column { name, kind }
}

/// The columns of entities.
pub(super) const NODE: &[Column] = &[
    column("name", Type::Text),
    column("kind", Type::Text),
    column("mentions", Type::Count),
    column("documents", Type::Count),
];

/// The columns of relations.
pub(super) const EDGE: &[Column] = &[
    column("relation", Type::Text),
    column("name", Type::Text),
    column("family", Type::Text),
    column("symmetric", Type::Truth),
    column("background", Type::Truth),
    column("negated", Type::Truth),
    column("documents", Type::Count),
    column("sentences", Type::Count),
    column("factuality", Type::Text),
    column("speakers", Type::Text),
    column("cameo", Type::Text),
    column("plover", Type::Text),
    column("quad_class", Type::Text),
    column("goldstein", Type::Number),
    column("plover_score", Type::Number),
    column("first_date", Type::Text),
    column("last_date", Type::Text),
    column("document", Type::Text),
    column("sentence", Type::Text),
    column("trigger", Type::Text),
    column("pattern", Type::Text),
    column("quantities", Type::Text),
    column("facts", Type::Text),
];

/// What stands in an entity's columns, in their order.
pub(super) fn node(node: &Node) -> [Option<Value<'_>>; NODE.len()] {
    [
        Some(Value::Text(node.name().into())),
        Some(Value::Text(node.kind().as_str().into())),
        Some(Value::Count(node.mentions())),
        Some(Value::Count(node.documents())),
    ]
}

/// A relation as one row: its support and dates, and the firmest evidence, affirming if there is such, for all else.
pub(super) struct Summary<'v> {
    pub(super) dates: Option<(Date, Date)>,
    pub(super) sentences: usize,
    pub(super) values: [Option<Value<'v>>; EDGE.len()],
}

impl<'v> Summary<'v> {
    pub(super) fn of(edge: &ViewEdge<'v>) -> Self {
        let support = edge.support();
        let dates = edge.dates();
        let line = lines(edge).next();
        let shown = line.as_ref().and_then(Line::shown);
        let text = |text: &'v str| Some(Value::Text(text.into()));
        let owned = |text: String| (!text.is_empty()).then(|| Value::Text(text.into()));
        let from = |take: fn(&'v Evidence) -> Option<&'v str>| shown.and_then(take).and_then(text);
        let facts: Vec<String> = edge.facts().map(ToString::to_string).filter(|fact| !fact.is_empty()).collect();
        let quantities: Vec<&str> = shown.into_iter().flat_map(Evidence::quantity_texts).collect();
        let values = [
            text(edge.relation()),
            text(edge.label()),
            Some(Value::Text(edge.family().as_str().into())),
            Some(Value::Truth(edge.is_symmetric())),
            Some(Value::Truth(line.is_none())),
            Some(Value::Truth(line.as_ref().is_some_and(|line| line.negated))),
            Some(Value::Count(support.documents)),
            Some(Value::Count(support.sentences)),
            line.as_ref().and_then(|line| text(line.factuality.as_str())),
            line.as_ref().and_then(|line| owned(line.speakers.join("; "))),
            from(Evidence::cameo),
            from(Evidence::plover),
            shown.and_then(Evidence::quad_class).and_then(|class| text(class.as_str())),
            shown.and_then(Evidence::goldstein).map(Value::Number),
            shown.and_then(Evidence::score).map(Value::Number),
            dates.and_then(|(first, _)| owned(first.to_string())),
            dates.and_then(|(_, last)| owned(last.to_string())),
            shown.and_then(|evidence| text(evidence.document().id())),
            from(|evidence| Some(evidence.sentence())),
            from(|evidence| Some(evidence.trigger_text())),
            from(|evidence| Some(evidence.pattern())),
            owned(quantities.join("; ")),
            owned(facts.join("; ")),
        ];
        Self { dates, sentences: support.sentences, values }
    }
}
