use crate::code::QuadClass;
use crate::graph::{Count, Evidence, Factuality, Side, Support, ViewEdge};

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

/// What is gathered for a line while the evidence passes by, once.
#[derive(Default)]
struct Draft<'v> {
    count: Count<'v>,
    shown: Option<&'v Evidence>,
    speakers: Vec<&'v str>,
}

/// The lines of a relation: affirming first; none where the background alone knows it.
pub(super) fn lines<'v>(edge: &ViewEdge<'v>) -> impl Iterator<Item = Line<'v>> + use<'v> {
    let lines = match edge.gist() {
        Some(gist) => [false, true].map(|negated| of_side(edge, gist.side(negated), negated)),
        None => {
            let mut drafts = [Draft::default(), Draft::default()];
            for evidence in edge.evidence() {
                drafts[usize::from(evidence.is_negated())].add(evidence);
            }
            let [affirmed, denied] = drafts;
            [affirmed.line(false), denied.line(true)]
        }
    };
    lines.into_iter().flatten()
}

/// The line of one side of a relation all of whose evidence is in view.
fn of_side<'v>(edge: &ViewEdge<'v>, side: &'v Side, negated: bool) -> Option<Line<'v>> {
    let factuality = side.factuality()?;
    let shown =
        edge.evidence().find(|evidence| evidence.is_negated() == negated && evidence.factuality() == factuality)?;
    let speakers = if factuality == Factuality::Asserted { Vec::new() } else { side.speakers().collect() };
    Some(Line::new(negated, shown, speakers, side.support()))
}

impl<'v> Line<'v> {
    fn new(negated: bool, shown: &'v Evidence, speakers: Vec<&'v str>, support: Support) -> Self {
        let (factuality, tone) = (shown.factuality(), Tone::of(shown.quad_class()));
        Self { negated, factuality, speakers, support, shown, tone }
    }
}

impl<'v> Draft<'v> {
    fn add(&mut self, evidence: &'v Evidence) {
        self.count.add(evidence);
        let factuality = evidence.factuality();
        if self.shown.is_none_or(|shown| factuality < shown.factuality()) {
            self.shown = Some(evidence);
            self.speakers.clear();
        }
        let as_firm = self.shown.is_some_and(|shown| factuality == shown.factuality());
        if as_firm
            && factuality != Factuality::Asserted
            && let Some(speaker) = evidence.attributed_to()
            && let Err(place) = self.speakers.binary_search(&speaker)
        {
            self.speakers.insert(place, speaker);
        }
    }

    fn line(self, negated: bool) -> Option<Line<'v>> {
        Some(Line::new(negated, self.shown?, self.speakers, self.count.support))
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
