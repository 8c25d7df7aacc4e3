use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::report::Factuality;

use super::edge::Support;
use super::evidence::Evidence;
use super::tally::Tally;

/// What the evidence of a relation comes to, kept current while documents come and go: nobody who asks for it has to look
/// through all the evidence again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gist {
    support: Support,
    sides: [Side; 2],
    /// The dates of the documents, with how many have them.
    dates: BTreeMap<Date, usize>,
}

/// The evidence that affirms a relation, or that denies it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Side {
    support: Support,
    /// The firmest first.
    levels: Vec<Level>,
}

/// The evidence of one factuality.
#[derive(Debug, Clone)]
struct Level {
    factuality: Factuality,
    count: usize,
    speakers: Tally<Arc<str>>,
}

impl Gist {
    /// How many documents and sentences state the relation, denials included.
    pub(crate) fn support(&self) -> Support {
        self.support
    }

    /// What affirms the relation, or what denies it.
    pub(crate) fn side(&self, negated: bool) -> &Side {
        &self.sides[usize::from(negated)]
    }

    /// The first and the last date of the documents.
    pub(crate) fn dates(&self) -> Option<(Date, Date)> {
        self.dates.keys().next().copied().zip(self.dates.keys().next_back().copied())
    }

    /// Takes in the evidence of one document, sorted.
    pub(super) fn add(&mut self, evidence: &[Evidence]) {
        self.support.add(Support::count(evidence));
        for (side, negated) in self.sides.iter_mut().zip([false, true]) {
            side.support.add(Support::count(evidence.iter().filter(|evidence| evidence.negated == negated)));
        }
        for evidence in evidence {
            let levels = &mut self.sides[usize::from(evidence.negated)].levels;
            let place = levels.binary_search_by_key(&evidence.factuality, |level| level.factuality);
            let place = place.unwrap_or_else(|place| {
                levels.insert(place, Level::new(evidence.factuality));
                place
            });
            let level = &mut levels[place];
            level.count += 1;
            speaker(evidence).into_iter().for_each(|speaker| level.speakers.add(speaker));
        }
        if let Some(date) = evidence.first().and_then(Evidence::date) {
            *self.dates.entry(date).or_default() += 1;
        }
    }

    /// Takes back what [`add`](Self::add) took in.
    pub(super) fn remove(&mut self, evidence: &[Evidence]) {
        self.support.remove(Support::count(evidence));
        for (side, negated) in self.sides.iter_mut().zip([false, true]) {
            side.support.remove(Support::count(evidence.iter().filter(|evidence| evidence.negated == negated)));
        }
        for evidence in evidence {
            let levels = &mut self.sides[usize::from(evidence.negated)].levels;
            if let Some(level) = levels.iter_mut().find(|level| level.factuality == evidence.factuality) {
                level.count -= 1;
                speaker(evidence).into_iter().for_each(|speaker| level.speakers.remove(speaker));
            }
            levels.retain(|level| level.count > 0);
        }
        if let Some(date) = evidence.first().and_then(Evidence::date)
            && let Some(count) = self.dates.get_mut(&date)
        {
            *count -= 1;
            if *count == 0 {
                self.dates.remove(&date);
            }
        }
    }
}

impl Side {
    /// How many documents and sentences there are on this side.
    pub(crate) fn support(&self) -> Support {
        self.support
    }

    /// The firmest that it is claimed, where anything is on this side.
    pub(crate) fn factuality(&self) -> Option<Factuality> {
        self.levels.first().map(|level| level.factuality)
    }

    /// The ids of those who say so in the firmest evidence, sorted.
    pub(crate) fn speakers(&self) -> impl Iterator<Item = &str> {
        self.levels.first().into_iter().flat_map(|level| level.speakers.values()).map(|speaker| &**speaker)
    }
}

/// Who says so; of what the text itself asserts nobody asks.
fn speaker(evidence: &Evidence) -> Option<&Arc<str>> {
    evidence.attributed_to.as_ref().filter(|_| evidence.factuality != Factuality::Asserted)
}

impl Level {
    fn new(factuality: Factuality) -> Self {
        Self { factuality, count: 0, speakers: Tally::default() }
    }
}
