//! What speaks for a reading: the cues of ambiguous forms, and the first names of people.

use std::ops::Range;

use super::cues::Cues;
use crate::gazetteer::{EntityIx, Gazetteer, Kind, MentionForm};
use crate::grammar::{Class, Grammar, KeyMap, Marks};
use crate::text::{self, Word};

/// The readings of ambiguous forms, their cues, and what people are called in front of their surnames.
#[derive(Debug, Clone)]
pub(crate) struct Senses {
    surfaces: KeyMap<Vec<SenseReading>>,
    cues: Cues,
    /// The numbers of the cues of all readings.
    near: Vec<u32>,
    given_names: KeyMap<()>,
}

#[derive(Debug, Clone)]
pub(super) struct SenseReading {
    /// The entity, or none of all.
    pub(super) reading: Option<EntityIx>,
    /// Its cues in [`Senses::near`].
    cues: Range<usize>,
}

impl SenseReading {
    pub(super) fn is_default(&self) -> bool {
        self.cues.is_empty()
    }
}

impl Senses {
    pub(crate) fn build(gazetteer: &Gazetteer) -> Self {
        let (cues, near) = Cues::number(gazetteer.senses().iter().flat_map(|sense| &sense.near));
        let mut surfaces: KeyMap<Vec<SenseReading>> = KeyMap::default();
        let mut first = 0;
        for sense in gazetteer.senses() {
            let last = first + sense.near.len();
            let surface = surfaces.entry(text::key(&text::fold(&sense.surface))).or_default();
            surface.push(SenseReading { reading: sense.reading, cues: first..last });
            first = last;
        }
        Self { surfaces, cues, near, given_names: given_names(gazetteer) }
    }

    /// The readings of a surface, by its key.
    pub(super) fn of(&self, surface: u64) -> &[SenseReading] {
        self.surfaces.get(&surface).map_or(&[], |readings| readings)
    }

    /// Marks the cues that stand among the words.
    pub(super) fn find_cues(&self, text: &str, words: &[Word], found: &mut Marks) {
        self.cues.find(text, words, found);
    }

    /// How many of the reading's cues are among those found.
    pub(super) fn score(&self, sense: &SenseReading, found: &Marks) -> usize {
        self.near[sense.cues.clone()].iter().filter(|&&cue| found.has(cue)).count()
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
    for person in gazetteer.entities().filter(|entity| entity.kind() == Kind::Person) {
        let Some((first, _)) = person.name().split_once([' ', '-']) else { continue };
        // "Kim Jong-un": the surname stands first.
        let surname_first = person.forms().skip(1).any(|form| form.text() == first);
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
    for country in gazetteer.entities().filter(|entity| entity.kind() == Kind::Country) {
        for form in country.forms().filter(|form| form.form() != MentionForm::StandIn && !form.text().contains(' ')) {
            names.remove(&text::key(&text::fold(form.text())));
        }
    }
    names
}
