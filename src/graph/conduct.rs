use std::collections::BTreeMap;
use std::iter;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::code::QuadClass;

use super::evidence::Evidence;
use super::node::Node;
use super::view::View;

/// How entities deal with each other, by the published scales: events counted by quad class and weighed.
///
/// What the text denies does not count, nor what has no code, as a standing relation; what is planned or possible counts as
/// its code says. Narrow the view for less.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Conduct {
    events: [usize; QuadClass::ALL.len()],
    goldstein: Mean,
    score: Mean,
}

/// Sums are of tenths, in which the scales are given: whole numbers add up to the same in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Mean {
    tenths: i64,
    count: usize,
}

/// Two entities of a graph and how they deal with each other.
#[derive(Debug, Clone, Copy)]
pub struct Dyad<'g> {
    one: &'g Node,
    other: &'g Node,
    conduct: Conduct,
}

/// The length of a step of a time series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Step {
    /// A day.
    Day,
    /// A week from Monday.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

impl Conduct {
    /// Counts evidence.
    pub fn of<'g>(evidence: impl IntoIterator<Item = &'g Evidence>) -> Self {
        let mut conduct = Self::default();
        for evidence in evidence {
            conduct.add(evidence);
        }
        conduct
    }

    /// How many events are of this quad class.
    pub fn count(&self, class: QuadClass) -> usize {
        self.events[place(class)]
    }

    /// How many events there are.
    pub fn events(&self) -> usize {
        self.events.iter().sum()
    }

    /// How many events are for the other.
    pub fn cooperation(&self) -> usize {
        self.sum(QuadClass::is_cooperation)
    }

    /// How many events are against the other.
    pub fn conflict(&self) -> usize {
        self.sum(QuadClass::is_conflict)
    }

    /// The mean of what the events weigh on Goldstein's scale, from -10 to 10; none without such events.
    pub fn goldstein(&self) -> Option<f64> {
        self.goldstein.value()
    }

    /// The mean of the events' base scores of PLOVER, from -10 to 10; none without such events.
    pub fn score(&self) -> Option<f64> {
        self.score.value()
    }

    fn sum(&self, of: impl Fn(QuadClass) -> bool) -> usize {
        QuadClass::ALL.into_iter().filter(|&class| of(class)).map(|class| self.count(class)).sum()
    }

    fn add(&mut self, evidence: &Evidence) {
        let Some(class) = evidence.quad_class().filter(|_| !evidence.is_negated()) else { return };
        self.events[place(class)] += 1;
        self.goldstein.add(evidence.goldstein());
        self.score.add(evidence.score());
    }
}

fn place(class: QuadClass) -> usize {
    QuadClass::ALL.iter().position(|known| *known == class).unwrap_or_default()
}

impl Mean {
    fn add(&mut self, value: Option<f64>) {
        if let Some(value) = value {
            // Between -100 and 100.
            self.tenths += (value * 10.0).round() as i64;
            self.count += 1;
        }
    }

    fn value(self) -> Option<f64> {
        (self.count > 0).then(|| self.tenths as f64 / 10.0 / self.count as f64)
    }
}

impl<'g> Dyad<'g> {
    /// The one whose id comes first.
    pub fn one(&self) -> &'g Node {
        self.one
    }

    /// The one whose id comes last.
    pub fn other(&self) -> &'g Node {
        self.other
    }

    /// How they deal with each other, whoever began.
    pub fn conduct(&self) -> &Conduct {
        &self.conduct
    }
}

impl Step {
    /// The first day of the period that a day lies in.
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            // The calendar begins with a Monday.
            Self::Week => {
                let back = day.weekday().since(Weekday::Monday);
                day.saturating_sub(i64::from(back).days())
            }
            Self::Month => day.first_of_month(),
            Self::Year => day.first_of_year(),
        }
    }

    /// The first day of the next period; none at the end of the calendar.
    fn next(self, start: Date) -> Option<Date> {
        let step = match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
        };
        start.checked_add(step).ok()
    }
}

/// Who deals with whom, and how that changes.
impl View<'_> {
    /// All pairs of entities with events between them, by their ids.
    pub fn dyads(&self) -> impl Iterator<Item = Dyad<'_>> {
        self.graph().entities().flat_map(move |one| {
            let mut by_other: BTreeMap<&str, Conduct> = BTreeMap::new();
            for edge in self.relations_of(one.id()) {
                let other = edge.other(one.id());
                if one.id() < other {
                    let conduct = by_other.entry(other).or_default();
                    edge.evidence().for_each(|evidence| conduct.add(evidence));
                }
            }
            let met = by_other.into_iter().filter(|(_, conduct)| conduct.events() > 0);
            met.filter_map(move |(other, conduct)| Some(Dyad { one, other: self.graph().entity(other)?, conduct }))
        })
    }

    /// Who is in conflict with whom: the pairs with an event of conflict between them, by their ids.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// use geopol::{Extractor, KnowledgeGraph};
    ///
    /// let text = "Russia attacked Ukraine. Ukraine thanked Poland.";
    /// let mut graph = KnowledgeGraph::new();
    /// graph.add("1", &Extractor::bundled().extract(text));
    ///
    /// let view = graph.view();
    /// let pairs: Vec<_> = view.conflicts().map(|dyad| (dyad.one().id(), dyad.other().id())).collect();
    /// assert_eq!(pairs, [("RUS", "UKR")]);
    /// assert!(view.conflicts().all(|dyad| dyad.conduct().goldstein() < Some(-8.0)));
    /// # }
    /// ```
    pub fn conflicts(&self) -> impl Iterator<Item = Dyad<'_>> {
        self.dyads().filter(|dyad| dyad.conduct.conflict() > 0)
    }

    /// How two entities deal with each other over time, by the first day of each event ([`Evidence::when`]): one step for
    /// each period from the first event to the last, with its first day. Events without any date are left out.
    ///
    /// Who does it to whom is up to the view: see [`sources`](Self::sources).
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// use geopol::graph::Step;
    /// use geopol::{Extractor, KnowledgeGraph};
    /// use jiff::civil::date;
    ///
    /// let attack = Extractor::bundled().extract("Russia attacked Ukraine.");
    /// let mut graph = KnowledgeGraph::new();
    /// graph.add_dated("1", date(2022, 2, 24), &attack);
    /// graph.add_dated("2", date(2022, 4, 8), &attack);
    /// let view = graph.view();
    /// let series: Vec<_> = view.timeline("RUS", "UKR", Step::Month).map(|(_, conduct)| conduct.conflict()).collect();
    /// assert_eq!(series, [1, 0, 1]);
    /// # }
    /// ```
    pub fn timeline(&self, one: &str, other: &str, step: Step) -> impl Iterator<Item = (Date, Conduct)> {
        let mut steps: BTreeMap<Date, Conduct> = BTreeMap::new();
        for edge in self.between(one, other) {
            for evidence in edge.evidence().filter(|evidence| evidence.quad_class().is_some() && !evidence.is_negated())
            {
                if let Some(day) = evidence.when().and_then(|when| when.day()) {
                    steps.entry(step.start(day)).or_default().add(evidence);
                }
            }
        }
        let last = steps.keys().next_back().copied();
        let first = steps.keys().next().copied();
        let starts =
            iter::successors(first, move |&start| step.next(start)).take_while(move |start| Some(*start) <= last);
        starts.map(move |start| (start, steps.get(&start).copied().unwrap_or_default()))
    }
}
