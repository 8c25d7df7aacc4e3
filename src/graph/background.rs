use std::collections::BTreeMap;
use std::fmt;
use std::ops::Bound;
use std::sync::Arc;

use jiff::civil::Date;

use crate::gazetteer::office::{Meaning, means};
use crate::gazetteer::{Entity, Gazetteer, Kind, PartialDate, Role};

use crate::report::Period;

use super::edge::Key;

/// What a gazetteer knows of two entities, apart from what documents say; the edge that it stands on says who and what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
    pub(super) office: Option<Arc<str>>,
}

impl Fact {
    const TIMELESS: Self = Self { since: None, until: None, office: None };

    /// Since when it is so, where known.
    pub fn since(&self) -> Option<PartialDate> {
        self.since
    }

    /// Until when it was so; none while it lasts or where unknown.
    pub fn until(&self) -> Option<PartialDate> {
        self.until
    }

    /// The office of whoever leads or holds one, such as "prime minister".
    pub fn office(&self) -> Option<&str> {
        self.office.as_deref()
    }

    /// Whether it may have been so at some day of a range.
    pub(super) fn holds_within(&self, start: Bound<Date>, end: Bound<Date>) -> bool {
        Period::new(self.since, self.until).meets(start, end)
    }
}

/// `president, since 2019-05-20`; nothing where nothing more is known.
impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dated = self.since.is_some() || self.until.is_some();
        if let Some(office) = &self.office {
            write!(f, "{office}{}", if dated { ", " } else { "" })?;
        }
        match (self.since, self.until) {
            (None, None) => Ok(()),
            (Some(since), None) => write!(f, "since {since}"),
            (None, Some(until)) => write!(f, "until {until}"),
            (Some(since), Some(until)) => write!(f, "{since} to {until}"),
        }
    }
}

/// Facts by what they are about. They show in a graph where documents mention both ends.
#[derive(Debug, Clone, Default)]
pub(super) struct Background {
    facts: BTreeMap<Arc<Key>, Vec<Fact>>,
    by_end: BTreeMap<Arc<str>, Vec<Arc<Key>>>,
}

/// The relation types of facts, with their labels.
const LABELS: [(&str, &str); 5] = [
    ("capital-of", "capital of"),
    ("holds-office-in", "holds office in"),
    ("leads", "leads"),
    ("member-of", "member of"),
    ("part-of", "part of"),
];

/// The label of a fact's relation type; none, if facts know no such type.
pub(super) fn label(relation: &str) -> Option<&'static str> {
    LABELS.iter().find(|(id, _)| *id == relation).map(|(_, label)| *label)
}

impl Background {
    /// All that a gazetteer knows.
    pub(super) fn of(gazetteer: &Gazetteer) -> Self {
        let mut background = Self::default();
        let mut shared: BTreeMap<&str, Arc<str>> = BTreeMap::new();
        for entity in gazetteer.entities() {
            let mut add = |source: &str, relation: &'static str, target: &str, fact: Fact| {
                background.add(Key { source: source.into(), relation: relation.into(), target: target.into() }, fact);
            };
            for member in gazetteer.members_of(entity.id()) {
                add(member.id(), "member-of", entity.id(), Fact::TIMELESS);
            }
            for role in entity.roles() {
                let office = shared.entry(role.office()).or_insert_with(|| role.office().into()).clone();
                let fact = Fact { since: role.since(), until: role.until(), office: Some(office) };
                add(entity.id(), held(role), gazetteer.body_of(role).id(), fact);
            }
            let mut countries = gazetteer.countries_of(entity.id());
            if let (Some(country), None) = (countries.next(), countries.next())
                && let Some(relation) = belonging(entity)
            {
                add(entity.id(), relation, country.id(), Fact::TIMELESS);
            }
        }
        background
    }

    pub(super) fn add(&mut self, key: Key, fact: Fact) {
        let facts = match self.facts.get_mut(&key) {
            Some(facts) => facts,
            None => {
                let key = Arc::new(key);
                for end in [&key.source, &key.target] {
                    self.by_end.entry(end.clone()).or_default().push(key.clone());
                }
                self.facts.entry(key).or_default()
            }
        };
        if let Err(place) = facts.binary_search(&fact) {
            facts.insert(place, fact);
        }
    }

    /// Adds all that the other knows.
    pub(super) fn join(&mut self, other: &Self) {
        for (key, facts) in &other.facts {
            for fact in facts {
                self.add((**key).clone(), fact.clone());
            }
        }
    }

    /// What there are facts about, of an entity.
    pub(super) fn keys_of(&self, id: &str) -> &[Arc<Key>] {
        self.by_end.get(id).map_or(&[], |keys| keys)
    }

    pub(super) fn facts(&self, key: &Key) -> &[Fact] {
        self.facts.get(key).map_or(&[], |facts| facts)
    }
}

/// Whether an office heads what it is held in.
fn held(role: Role<'_>) -> &'static str {
    let office = role.office();
    let office = office.strip_prefix("acting ").or_else(|| office.strip_prefix("interim ")).unwrap_or(office);
    if means(office, Meaning::Heads) { "leads" } else { "holds-office-in" }
}

/// What an entity that is one country's is to it: state bodies and places belong to it, companies and parties do not.
fn belonging(entity: Entity<'_>) -> Option<&'static str> {
    match (entity.kind(), entity.class()?) {
        (Kind::Organization, "agency" | "ministry" | "military" | "legislature" | "court" | "police") => {
            Some("part-of")
        }
        (Kind::Place, "capital") => Some("capital-of"),
        (
            Kind::Place,
            "city" | "town" | "region" | "subdivision" | "site" | "island" | "base" | "mountain" | "peninsula",
        ) => Some("part-of"),
        _ => None,
    }
}
