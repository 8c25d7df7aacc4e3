use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::code::QuadClass;
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
    classes: Tally<Option<QuadClass>>,
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

    /// Takes in evidence of one document, sorted.
    pub(super) fn add<'e>(&mut self, evidence: impl Iterator<Item = &'e Evidence> + Clone) {
        self.support.add(Support::count(evidence.clone()));
        for (side, negated) in self.sides.iter_mut().zip([false, true]) {
            let own = evidence.clone().filter(|evidence| evidence.negated == negated);
            side.support.add(Support::count(own.clone()));
            for evidence in own {
                side.level(evidence.factuality).add(evidence);
            }
        }
        if let Some(date) = evidence.clone().find_map(Evidence::date) {
            *self.dates.entry(date).or_default() += 1;
        }
    }

    /// Takes back what [`add`](Self::add) took in.
    pub(super) fn remove<'e>(&mut self, evidence: impl Iterator<Item = &'e Evidence> + Clone) {
        self.support.remove(Support::count(evidence.clone()));
        for (side, negated) in self.sides.iter_mut().zip([false, true]) {
            let own = evidence.clone().filter(|evidence| evidence.negated == negated);
            side.support.remove(Support::count(own.clone()));
            for evidence in own {
                side.level(evidence.factuality).remove(evidence);
            }
            side.levels.retain(|level| level.classes.total() > 0);
        }
        if let Some(date) = evidence.clone().find_map(Evidence::date)
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

    /// The class of most of the firmest evidence.
    pub(crate) fn class(&self) -> Option<QuadClass> {
        self.levels.first().and_then(|level| level.classes.commonest()).copied().flatten()
    }

    /// The ids of those who say so in the firmest evidence, sorted; nobody where it is asserted.
    pub(crate) fn speakers(&self) -> impl Iterator<Item = &Arc<str>> {
        self.levels.first().into_iter().flat_map(|level| level.speakers.values())
    }

    fn level(&mut self, factuality: Factuality) -> &mut Level {
        let place = self.levels.binary_search_by_key(&factuality, |level| level.factuality);
        let place = place.unwrap_or_else(|place| {
            self.levels.insert(place, Level { factuality, classes: Tally::default(), speakers: Tally::default() });
            place
        });
        &mut self.levels[place]
    }
}

impl Level {
    fn add(&mut self, evidence: &Evidence) {
        self.classes.add(&evidence.quad_class());
        speaker(evidence).into_iter().for_each(|speaker| self.speakers.add(speaker));
    }

    fn remove(&mut self, evidence: &Evidence) {
        self.classes.remove(&evidence.quad_class());
        speaker(evidence).into_iter().for_each(|speaker| self.speakers.remove(speaker));
    }
}

/// Who says so; of what the text itself asserts nobody asks.
fn speaker(evidence: &Evidence) -> Option<&Arc<str>> {
    evidence.attributed_to.as_ref().filter(|_| evidence.factuality != Factuality::Asserted)
}
