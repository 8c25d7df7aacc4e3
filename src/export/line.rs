use crate::graph::{Evidence, Factuality, Support, ViewEdge};

/// A relation as a picture shows it: one line for the evidence that affirms it, another for the evidence that denies it.
#[derive(Debug, Clone)]
pub(super) struct Line<'v> {
    pub(super) negated: bool,
    /// The firmest of its evidence.
    pub(super) factuality: Factuality,
    /// The ids of those who say so, where the line is not asserted; sorted.
    pub(super) speakers: Vec<&'v str>,
    pub(super) support: Support,
    /// The first evidence that is as firm as the line.
    pub(super) shown: &'v Evidence,
    pub(super) tone: Tone,
}

/// Whether a relation brings its ends together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Cooperation,
    Conflict,
    Neutral,
}

/// The lines of a relation: affirming first.
pub(super) fn lines<'v>(edge: &ViewEdge<'v>) -> impl Iterator<Item = Line<'v>> + use<'v> {
    let edge = *edge;
    [false, true].into_iter().filter_map(move |negated| {
        let evidence = || edge.evidence().filter(|evidence| evidence.is_negated() == negated);
        let factuality = evidence().map(Evidence::factuality).min()?;
        let shown = evidence().find(|evidence| evidence.factuality() == factuality)?;
        let mut speakers = Vec::new();
        if factuality != Factuality::Asserted {
            let firm = evidence().filter(|evidence| evidence.factuality() == factuality);
            speakers.extend(firm.filter_map(Evidence::attributed_to));
            speakers.sort_unstable();
            speakers.dedup();
        }
        let tone = Tone::of(shown.plover());
        Some(Line { negated, factuality, speakers, support: Support::count(evidence()), shown, tone })
    })
}

/// The colour of a line that the text denies.
pub(super) const DENIED: &str = "#80868b";

impl Tone {
    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Cooperation => "#2f7d4f",
            Self::Conflict => "#b3261e",
            Self::Neutral => "#3c4858",
        }
    }

    /// By PLOVER's quad classes.
    fn of(plover: Option<&str>) -> Self {
        match plover {
            Some("AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" | "COOPERATE" | "AID" | "RETREAT") => Self::Cooperation,
            Some(_) => Self::Conflict,
            None => Self::Neutral,
        }
    }
}
