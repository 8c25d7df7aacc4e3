//! What speaks for a reading: the cues of ambiguous forms, and the first names of people.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::gazetteer::{EntityIx, Gazetteer, Kind};
use crate::grammar::{Class, Grammar, KeyMap};
use crate::report::MentionForm;
use crate::text;

/// The readings of ambiguous forms, one automaton over all their cues, and what people are called in front of their surnames.
#[derive(Debug, Clone)]
pub(crate) struct Senses {
    surfaces: KeyMap<Vec<SenseReading>>,
    cues: Option<AhoCorasick>,
    given_names: KeyMap<()>,
}

#[derive(Debug, Clone)]
pub(super) struct SenseReading {
    /// The entity, or none of all.
    pub(super) reading: Option<EntityIx>,
    /// Its cues, by their number in the automaton.
    cues: Vec<u32>,
}

/// How often every cue stands somewhere.
pub(super) type Cues = BTreeMap<u32, u32>;

impl SenseReading {
    pub(super) fn is_default(&self) -> bool {
        self.cues.is_empty()
    }

    /// How many of its cues are among those found.
    pub(super) fn score(&self, found: &Cues) -> usize {
        self.cues.iter().filter(|cue| found.contains_key(cue)).count()
    }
}

impl Senses {
    pub(crate) fn build(gazetteer: &Gazetteer) -> Self {
        let mut surfaces: KeyMap<Vec<SenseReading>> = KeyMap::default();
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let mut words: Vec<&str> = Vec::new();
        for sense in gazetteer.senses() {
            let cues = sense.near.iter().map(|cue| {
                *numbers.entry(cue).or_insert_with(|| {
                    words.push(cue);
                    u32::try_from(words.len() - 1).expect("fewer than four billion cues")
                })
            });
            let cues = cues.collect();
            let key = text::key(&text::fold(&sense.surface));
            surfaces.entry(key).or_default().push(SenseReading { reading: sense.reading, cues });
        }
        let cues = (!words.is_empty())
            .then(|| AhoCorasick::builder().match_kind(MatchKind::Standard).build(&words).expect("a few thousand short cues"));
        Self { surfaces, cues, given_names: given_names(gazetteer) }
    }

    /// The readings of a surface, by its key.
    pub(super) fn of(&self, surface: u64) -> &[SenseReading] {
        self.surfaces.get(&surface).map_or(&[], Vec::as_slice)
    }

    /// How often every cue stands in the text, at word edges.
    pub(super) fn cues_in(&self, text: &str) -> Cues {
        let mut found = BTreeMap::new();
        let Some(automaton) = &self.cues else { return found };
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        for hit in automaton.find_overlapping_iter(text) {
            let open = edge(text[..hit.start()].chars().next_back()) && edge(text[hit.end()..].chars().next());
            if open {
                *found.entry(hit.pattern().as_u32()).or_insert(0) += 1;
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
    const CLASSES: [Class; 6] = [Class::Adjective, Class::Title, Class::Office, Class::Month, Class::Time, Class::Modal];
    let mut names: KeyMap<()> = include_str!("../../gazetteers/grammar/given-names.txt").lines().map(|name| (text::key(&text::fold(name)), ())).collect();
    for person in &gazetteer.entities()[gazetteer.range_of(Kind::Person)] {
        let Some((first, _)) = person.name().split_once([' ', '-']) else { continue };
        // "Kim Jong-un": the surname stands first.
        let surname_first = person.forms().iter().skip(1).any(|form| form.text() == first);
        let letters = first.chars().count() >= 3 && first.chars().all(char::is_alphabetic) && first.starts_with(char::is_uppercase);
        let key = text::key(&text::fold(first));
        let info = Grammar::get().info(key);
        let word = info.forms() != 0 || CLASSES.iter().any(|&class| info.is(class));
        // "Christian" is an adjective more often than not.
        if letters && !surname_first && !word && first != "Christian" {
            names.insert(key, ());
        }
    }
    for country in &gazetteer.entities()[gazetteer.range_of(Kind::Country)] {
        for form in country.forms().iter().filter(|form| form.form != MentionForm::StandIn && !form.text().contains(' ')) {
            names.remove(&text::key(&text::fold(form.text())));
        }
    }
    names
}
