//! Which of its readings a name has.
//!
//! When nothing decides, an ambiguous name is left alone.

use super::index::Reading;
use super::resolve::{Item, Readings};
use super::senses;
use super::surroundings::two_letters;
use crate::gazetteer::office::{Meaning, means};
use crate::gazetteer::{EntityIx, Kind, MentionForm, PartialDate, Records, Role, SenseReading, Senses};
use crate::grammar::{KeyMap, Marks};
use crate::text::{self, Passage};

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Is(Reading),
    /// No entity.
    Nobody,
    /// Nothing decides.
    Unclear,
}

pub(super) struct Decider<'a> {
    records: Records<'a>,
    /// The day on which the text was written.
    today: Option<PartialDate>,
    senses: Senses<'a>,
    passage: &'a Passage<'a>,
    /// Entities that the text names beyond doubt.
    sure: KeyMap<()>,
    /// Surnames of people whom no gazetteer has: "Hans-Olaf Henkel".
    surnames: KeyMap<()>,
    /// Where an entity was named last.
    recent: KeyMap<usize>,
    /// The cues of the text, once asked for.
    everywhere: Option<Marks>,
    /// A sentence and its cues.
    local: (usize, Marks),
}

impl<'a> Decider<'a> {
    pub(super) fn new(
        passage: &'a Passage<'a>,
        records: Records<'a>,
        senses: Senses<'a>,
        today: Option<PartialDate>,
        items: &[Item],
    ) -> Self {
        let mut decider = Self {
            records,
            today,
            senses,
            passage,
            sure: KeyMap::with_capacity_and_hasher(items.len(), Default::default()),
            surnames: KeyMap::default(),
            recent: KeyMap::with_capacity_and_hasher(items.len(), Default::default()),
            everywhere: None,
            local: (usize::MAX, Marks::default()),
        };
        for item in items {
            let mut plain = item.plain();
            if let (Some(one), None) = (plain.next(), plain.next())
                && !item.around.shouted
            {
                decider.sure.insert(u64::from(one.entity.0), ());
            }
            if item.around.given.is_some_and(|given| item.readings.iter().all(|r| !decider.is_called(r, given))) {
                decider.surnames.insert(item.surface, ());
            }
        }
        decider
    }

    /// Whether a reading may hold for a name inside of one that means nothing.
    pub(super) fn is_geographic(&self, reading: &Reading) -> bool {
        matches!(self.kind(reading), Kind::Country | Kind::Place)
    }

    /// Notes that the item with this number has this reading.
    pub(super) fn remember(&mut self, at: usize, reading: &Reading) {
        self.recent.insert(u64::from(reading.entity.0), at);
    }

    pub(super) fn decide(&mut self, item: &Item) -> Verdict {
        let around = &item.around;
        if around.shouted || around.month {
            return Verdict::Nobody;
        }
        if let Some(inside) = around.inside {
            let reading = item.readings.iter().find(|r| r.entity == inside).copied();
            return reading.map_or(Verdict::Unclear, Verdict::Is);
        }
        let plain: Readings = item.plain().copied().collect();
        let town = |r: &Reading| r.form == MentionForm::StandIn || self.kind(r) == Kind::Place;
        if around.elsewhere && (plain.is_empty() || plain.iter().any(town)) {
            return Verdict::Nobody;
        }
        if item.words.len() == 1 {
            if self.is_part_of_a_name(item, &plain) {
                return Verdict::Nobody;
            }
            if around.language
                && !item.readings.is_empty()
                && item.readings.iter().all(|r| r.form == MentionForm::Demonym)
            {
                return Verdict::Nobody;
            }
            if around.neighbour && plain.is_empty() && self.ahead(item).is_none()
                || around.stranger && plain.iter().all(town) && around.office.is_empty()
            {
                return Verdict::Nobody;
            }
        }
        if item.readings.is_empty() {
            return Verdict::Unclear;
        }
        if !plain.is_empty() {
            if let Some(verdict) = self.by_cues(item, false) {
                return verdict;
            }
            return self.choose(&plain, item).map_or(Verdict::Unclear, Verdict::Is);
        }
        if let Some(reading) = self.by_office(item).or_else(|| self.by_owner(item)) {
            return Verdict::Is(reading);
        }
        if let Some(verdict) = self.by_cues(item, false) {
            return verdict;
        }
        if let Some(verdict) = self.by_history(item) {
            return verdict;
        }
        if around.common {
            return Verdict::Unclear;
        }
        if let Some(verdict) = self.by_cues(item, true) {
            return verdict;
        }
        let mut sure = item
            .readings
            .iter()
            .filter(|r| r.form != MentionForm::ShortName && self.sure.contains_key(&u64::from(r.entity.0)));
        if let (Some(one), None) = (sure.next(), sure.next()) {
            return Verdict::Is(*one);
        }
        if let Some(reading) = self.by_country(item).or_else(|| self.ahead(item)) {
            return Verdict::Is(reading);
        }
        if let Some(reading) = self.by_home(item) {
            return Verdict::Is(reading);
        }
        let default = self.senses.of(item.surface).find(SenseReading::is_default);
        default.and_then(|sense| verdict(&sense, item)).unwrap_or(Verdict::Unclear)
    }

    /// "Hans-Olaf Henkel" is no company, and neither is the "Henkel" behind him in the text.
    fn is_part_of_a_name(&self, item: &Item, plain: &[Reading]) -> bool {
        let around = &item.around;
        let country = plain.iter().any(|r| {
            self.kind(r) == Kind::Country
                && matches!(r.form, MentionForm::Name | MentionForm::Alias | MentionForm::Acronym)
        });
        if around.compound && !plain.iter().any(|r| self.kind(r) == Kind::Country) {
            return true;
        }
        if country {
            return false;
        }
        match around.given {
            Some(given) => plain.is_empty() || !plain.iter().any(|r| self.is_called(r, given)),
            None => {
                plain.iter().all(|r| self.kind(r) != Kind::Person)
                    && self.surnames.contains_key(&item.surface)
                    && !around.locative
            }
        }
    }

    /// "Ecuador's Noboa": who holds an office there, or held the last of those who did.
    fn by_owner(&self, item: &Item) -> Option<Reading> {
        let around = &item.around;
        if !around.office.is_empty() || around.owner.is_empty() || item.words.len() > 1 {
            return None;
        }
        let held = |r: &Reading, now: bool| {
            let mut roles = self.records.entity(r.entity).roles();
            roles.any(|role| {
                around.owner.contains(&role.body())
                    && if now { self.is_now(role) } else { role.until().is_none_or(|until| until.year() >= 2000) }
            })
        };
        self.one(item, |r| held(r, true)).or_else(|| self.one(item, |r| held(r, false)))
    }

    /// The one who leads, on the day of the text, a country that it names.
    fn by_home(&self, item: &Item) -> Option<Reading> {
        let around = &item.around;
        if item.words.len() > 1 || around.neighbour || around.given.is_some() || around.common {
            return None;
        }
        let leads = |r: &Reading| {
            let mut roles = self.records.entity(r.entity).roles();
            roles.any(|role| {
                means(role.office(), Meaning::Governs)
                    && self.is_now(role)
                    && self.sure.contains_key(&u64::from(role.body().0))
            })
        };
        self.one(item, leads)
    }

    /// Whether the office is held on the day of the text, or still, where that is not known.
    fn is_now(&self, role: Role<'_>) -> bool {
        self.today.map_or(role.until().is_none(), |today| role.is_held_at(today))
    }

    /// The one person who fits.
    fn one(&self, item: &Item, fits: impl Fn(&Reading) -> bool) -> Option<Reading> {
        let mut fitting = item.readings.iter().filter(|r| self.kind(r) == Kind::Person && fits(r));
        let first = fitting.next()?;
        fitting.all(|other| other.entity == first.entity).then_some(*first)
    }

    /// The reading that holds the office before the name: "Pakistani Prime Minister Khan".
    fn by_office(&self, item: &Item) -> Option<Reading> {
        let around = &item.around;
        if around.office.is_empty() {
            return None;
        }
        // Whoever leads a body may be called its chief.
        let general = !around.owner.is_empty()
            && const { text::keys(["chief", "leader", "head", "boss"]) }.contains(&around.office[0]);
        let roles = |r: &Reading| self.records.entity(r.entity).roles();
        let is_office = |office: &str| {
            let mut words = office.split([' ', '-']).map(text::key);
            // "Secretary Rubio" is some secretary, "Prime Minister Khan" no other minister.
            let loose = around.office.len() == 1 && words.clone().any(|word| word == around.office[0]);
            loose || words.all(|word| around.office.contains(&word))
        };
        // "President Bush" is rather the son than the father.
        // Who holds it now: on the day of the text, where that is known.
        let now = |role: Role<'_>| self.is_now(role);
        let is_recent = |role: Role<'_>| role.until().is_none_or(|until| until.year() >= 2000);
        let owned = |of: EntityIx| around.owner.contains(&of);
        let at_home = |of: EntityIx| self.sure.contains_key(&u64::from(of.0));
        let named = |r: &Reading| self.recent.contains_key(&u64::from(r.entity.0));
        let one = |fits: &dyn Fn(&Reading) -> bool| self.one(item, fits);
        if !around.owner.is_empty() {
            let holds = |r: &Reading, only_now: bool| {
                roles(r)
                    .any(|role| owned(role.body()) && (general || is_office(role.office())) && (!only_now || now(role)))
            };
            let held_lately = |r: &Reading| {
                roles(r).any(|role| owned(role.body()) && (general || is_office(role.office())) && is_recent(role))
            };
            return one(&|r| holds(r, false) && named(r))
                .or_else(|| one(&|r| holds(r, true)))
                .or_else(|| one(&|r| holds(r, false)))
                .or_else(|| one(&held_lately));
        }
        let holds = |r: &Reading| roles(r).any(|role| is_office(role.office()));
        one(&|r| holds(r) && named(r))
            .or_else(|| one(&|r| roles(r).any(|role| is_office(role.office()) && now(role))))
            .or_else(|| one(&|r| roles(r).any(|role| is_office(role.office()) && at_home(role.body()))))
            .or_else(|| {
                one(&|r| roles(r).any(|role| is_office(role.office()) && means(role.office(), Meaning::Speaks)))
            })
            .or_else(|| {
                one(&|r| {
                    roles(r).any(|role| {
                        is_office(role.office()) && means(role.office(), Meaning::Speaks) && is_recent(role)
                    })
                })
            })
    }

    /// The reading that the text has named before; none where two people fit.
    fn by_history(&self, item: &Item) -> Option<Verdict> {
        let gender = item.around.gender;
        let fits = |r: &&Reading| {
            gender.is_none_or(|gender| self.records.entity(r.entity).gender().is_none_or(|own| own == gender))
        };
        let named = |r: &Reading| self.recent.get(&u64::from(r.entity.0)).map(|at| (*at, *r));
        // The magazine is not meant in every "Time is short".
        let likely = |r: &&Reading| !item.around.common || self.kind(r) == Kind::Person;
        let (_, latest) = item
            .readings
            .iter()
            .filter(fits)
            .filter(likely)
            .filter_map(named)
            .max_by_key(|(at, r)| (*at, std::cmp::Reverse(r.entity)))?;
        Some(Verdict::Is(latest))
    }

    /// The one person so called whom the text below a headline names in full: "Bush to Meet Putin".
    fn ahead(&self, item: &Item) -> Option<Reading> {
        if !item.around.headline || !item.around.office.is_empty() {
            return None;
        }
        let mut named = item
            .readings
            .iter()
            .filter(|r| self.kind(r) == Kind::Person && self.sure.contains_key(&u64::from(r.entity.0)));
        match (named.next(), named.next()) {
            (Some(one), None) => Some(*one),
            _ => None,
        }
    }

    /// An organization or place is meant whose country the text names, where it is the only one.
    fn by_country(&self, item: &Item) -> Option<Reading> {
        let acronym = |r: &Reading| r.form == MentionForm::Acronym;
        let party = |r: &Reading| self.records.entity(r.entity).class() == Some("party");
        let mut fitting = item.readings.iter().filter(|r| {
            let mut countries = self.records.entity(r.entity).countries();
            self.kind(r) == Kind::Organization
                && (item.words.len() > 1 || acronym(r) || party(r))
                && countries.any(|country| self.sure.contains_key(&u64::from(country.0)))
        });
        match (fitting.next(), fitting.next()) {
            (Some(one), None) => Some(*one),
            _ => None,
        }
    }

    /// A capital is the place where something is, and stands for its government elsewhere.
    fn choose(&self, readings: &[Reading], item: &Item) -> Option<Reading> {
        if let [one] = readings {
            return Some(*one);
        }
        let place = readings.iter().find(|r| self.kind(r) == Kind::Place);
        let stand_in = readings.iter().find(|r| r.form == MentionForm::StandIn);
        match (place, stand_in) {
            (Some(place), Some(stand_in)) => Some(if item.around.locative { *place } else { *stand_in }),
            _ => readings.first().copied(),
        }
    }

    /// What the cues of the sentence or the text say; none where they say nothing, or several things.
    fn by_cues(&mut self, item: &Item, everywhere: bool) -> Option<Verdict> {
        let senses: Vec<SenseReading<'_>> = self.senses.of(item.surface).collect();
        if senses.is_empty() {
            return None;
        }
        let found = if everywhere { self.cues_everywhere() } else { self.cues_in(item.sentence) };
        let score = |sense: &SenseReading<'_>| senses::score(sense, found);
        let top = senses.iter().map(score).max().filter(|&top| top > 0)?;
        let winners: Vec<&SenseReading<'_>> = senses.iter().filter(|sense| score(sense) == top).collect();
        if let [one] = winners[..] {
            return verdict(one, item);
        }
        // A capital and its government have the same cues.
        let readings: Option<Readings> = winners.iter().map(|sense| reading(sense, item)).collect();
        let readings = readings?;
        let country = |r: &Reading| {
            if self.kind(r) == Kind::Country {
                Some(r.entity)
            } else {
                self.records.entity(r.entity).countries().next()
            }
        };
        let first = country(&readings[0])?;
        readings
            .iter()
            .all(|r| country(r) == Some(first))
            .then(|| self.choose(&readings, item).map_or(Verdict::Unclear, Verdict::Is))
    }

    fn cues_in(&mut self, sentence: usize) -> &Marks {
        let (last, found) = &mut self.local;
        if *last != sentence {
            *last = sentence;
            found.clear();
            senses::find_cues(self.senses, self.passage.text(), self.passage.words(sentence), found);
        }
        found
    }

    fn cues_everywhere(&mut self) -> &Marks {
        let (passage, senses) = (self.passage, self.senses);
        self.everywhere.get_or_insert_with(|| {
            let mut found = Marks::default();
            for (number, _) in passage.sentences().iter().enumerate().take_while(|(_, span)| span.start < OPENING) {
                senses::find_cues(senses, passage.text(), passage.words(number), &mut found);
            }
            found
        })
    }

    fn kind(&self, reading: &Reading) -> Kind {
        self.records.entity(reading.entity).kind()
    }

    /// Whether the person has a name that begins with these letters.
    fn is_called(&self, reading: &Reading, given: [char; 2]) -> bool {
        let entity = self.records.entity(reading.entity);
        let begins = |form: &str| form.split([' ', '-']).any(|word| two_letters(word) == given);
        entity.kind() == Kind::Person && entity.forms().any(|form| begins(form.text()))
    }
}

/// The reading of a sense, where the name has it.
fn reading(sense: &SenseReading<'_>, item: &Item) -> Option<Reading> {
    let entity = sense.reading?;
    item.readings.iter().find(|r| r.entity == entity).copied()
}

fn verdict(sense: &SenseReading<'_>, item: &Item) -> Option<Verdict> {
    match sense.reading {
        None => Some(Verdict::Nobody),
        Some(_) => reading(sense, item).map(Verdict::Is),
    }
}

/// In how many bytes of the text cues are looked for: what a long text is about shows early, and time stays linear.
const OPENING: usize = 1 << 16;
