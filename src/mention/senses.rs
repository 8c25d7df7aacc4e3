//! What speaks for a reading: the cues of ambiguous forms, and the first names of people.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use once_cell::sync::OnceCell;

use crate::gazetteer::{EntityIx, Gazetteer, Kind, MentionForm};
use crate::grammar::{Class, Grammar, KeyMap};
use crate::text;

/// The readings of ambiguous forms, their cues, and what people are called in front of their surnames.
#[derive(Debug, Clone)]
pub(crate) struct Senses {
    surfaces: KeyMap<Surface>,
    given_names: KeyMap<()>,
}

/// An ambiguous form.
#[derive(Debug, Clone, Default)]
struct Surface {
    readings: Vec<SenseReading>,
    /// The cues of all its readings, which are numbered.
    cues: Vec<Cow<'static, str>>,
    /// Finds its cues; built when the form is met for the first time, as few forms of thousands ever are.
    finder: OnceCell<Option<AhoCorasick>>,
}

#[derive(Debug, Clone)]
pub(super) struct SenseReading {
    /// The entity, or none of all.
    pub(super) reading: Option<EntityIx>,
    /// The numbers of its cues.
    cues: Range<usize>,
}

/// The numbers of the cues that stand somewhere.
pub(super) type Cues = BTreeSet<usize>;

impl SenseReading {
    pub(super) fn is_default(&self) -> bool {
        self.cues.is_empty()
    }

    /// How many of its cues are among those found.
    pub(super) fn score(&self, found: &Cues) -> usize {
        found.range(self.cues.clone()).count()
    }
}

impl Senses {
    pub(crate) fn build(gazetteer: &Gazetteer) -> Self {
        let mut senses = Self { surfaces: KeyMap::default(), given_names: given_names(gazetteer) };
        for sense in gazetteer.senses() {
            let surface = senses.surfaces.entry(text::key(&text::fold(&sense.surface))).or_default();
            let first = surface.cues.len();
            surface.cues.extend(sense.near.iter().cloned());
            surface.readings.push(SenseReading { reading: sense.reading, cues: first..surface.cues.len() });
        }
        senses
    }

    /// The readings of a surface, by its key.
    pub(super) fn of(&self, surface: u64) -> &[SenseReading] {
        self.surfaces.get(&surface).map_or(&[], |surface| &surface.readings)
    }

    /// Which of the surface's cues stand in the text, at word edges.
    pub(super) fn cues_in(&self, surface: u64, text: &str) -> Cues {
        let mut found = Cues::new();
        let Some(surface) = self.surfaces.get(&surface) else { return found };
        // Thousands of short cues are far below what an automaton can hold; without one no cue is found.
        let Some(finder) =
            surface.finder.get_or_init(|| AhoCorasick::new(surface.cues.iter().map(|cue| cue.as_bytes())).ok())
        else {
            return found;
        };
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        for hit in finder.find_overlapping_iter(text) {
            if edge(text[..hit.start()].chars().next_back()) && edge(text[hit.end()..].chars().next()) {
                found.insert(hit.pattern().as_usize());
            }
        }
        found
    }

    /// Whether people are called so in front of their surnames.
    pub(super) fn is_given_name(&self, key: u64) -> bool {
        self.given_names.contains_key(&key)
    }
}

/// Usual first names and the first words of people's names, but for those that are words of the language or names of countries.
fn given_names(gazetteer: &Gazetteer) -> KeyMap<()> {
    const CLASSES: [Class; 6] =
        [Class::Adjective, Class::Title, Class::Office, Class::Month, Class::Time, Class::Modal];
    let mut names: KeyMap<()> = include_str!("../../gazetteers/grammar/given-names.txt")
        .lines()
        .map(|name| (text::key(&text::fold(name)), ()))
        .collect();
    for person in &gazetteer.entities()[gazetteer.range_of(Kind::Person)] {
        let Some((first, _)) = person.name().split_once([' ', '-']) else { continue };
        // "Kim Jong-un": the surname stands first.
        let surname_first = person.forms().iter().skip(1).any(|form| form.text() == first);
        let letters = first.chars().count() >= 3
            && first.chars().all(char::is_alphabetic)
            && first.starts_with(char::is_uppercase);
        let key = text::key(&text::fold(first));
        let info = Grammar::get().info(key);
        let word = info.forms() != 0 || CLASSES.iter().any(|&class| info.is(class));
        // "Christian" is an adjective more often than not.
        if letters && !surname_first && !word && first != "Christian" {
            names.insert(key, ());
        }
    }
    for country in &gazetteer.entities()[gazetteer.range_of(Kind::Country)] {
        for form in
            country.forms().iter().filter(|form| form.form != MentionForm::StandIn && !form.text().contains(' '))
        {
            names.remove(&text::key(&text::fold(form.text())));
        }
    }
    names
}
