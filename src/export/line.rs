use std::sync::Arc;

use crate::code::QuadClass;
use crate::graph::{Evidence, Factuality, Side, Support, ViewEdge};

/// A relation as a picture shows it: one line for the evidence that affirms it, another for the evidence that denies it.
#[derive(Debug, Clone)]
pub(super) struct Line<'v> {
    edge: ViewEdge<'v>,
    pub(super) negated: bool,
    /// The firmest of its evidence.
    pub(super) factuality: Factuality,
    /// The ids of those who say so, where the line is not asserted; sorted.
    pub(super) speakers: Vec<Arc<str>>,
    pub(super) support: Support,
    pub(super) tone: Tone,
}

/// Whether a relation brings its ends together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Cooperation,
    Conflict,
    Neutral,
}

/// The lines of a relation: affirming first; none where the background alone knows it.
pub(super) fn lines<'v>(edge: &ViewEdge<'v>) -> impl Iterator<Item = Line<'v>> + use<'v> {
    let (edge, gist) = (*edge, edge.gist());
    [false, true].into_iter().filter_map(move |negated| Line::of(edge, gist.side(negated), negated))
}

impl<'v> Line<'v> {
    fn of(edge: ViewEdge<'v>, side: &Side, negated: bool) -> Option<Self> {
        let (factuality, tone) = (side.factuality()?, Tone::of(side.class()));
        let speakers = side.speakers().cloned().collect();
        Some(Self { edge, negated, factuality, speakers, support: side.support(), tone })
    }

    /// The first evidence that is as firm as the line.
    pub(super) fn shown(&self) -> Option<&'v Evidence> {
        let as_firm =
            |evidence: &&Evidence| (evidence.is_negated(), evidence.factuality()) == (self.negated, self.factuality);
        self.edge.evidence().find(as_firm)
    }
}

/// The colour of a line that the text denies.
pub(super) const DENIED: &str = "#80868b";

/// The colour of a line that the background alone knows.
pub(super) const BACKGROUND: &str = "#b9c2cc";

impl Tone {
    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Cooperation => "#2f7d4f",
            Self::Conflict => "#b3261e",
            Self::Neutral => "#3c4858",
        }
    }

    fn of(class: Option<QuadClass>) -> Self {
        match class {
            Some(class) if class.is_cooperation() => Self::Cooperation,
            Some(class) if class.is_conflict() => Self::Conflict,
            _ => Self::Neutral,
        }
    }
}
