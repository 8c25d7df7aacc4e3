//! What speaks for a reading: the cues of ambiguous forms, and the first names of people.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::gazetteer::{EntityIx, Gazetteer, Kind, MentionForm};
use crate::grammar::{Class, Grammar, KeyMap};
use crate::text;

/// The readings of ambiguous forms, all their cues, and what people are called in front of their surnames.
#[derive(Debug, Clone)]
pub(crate) struct Senses {
    surfaces: KeyMap<Vec<SenseReading>>,
    /// The cues, which are numbered.
    cues: Vec<Cow<'static, str>>,
    /// The numbers of cues by the key of their first word, which is a run of letters and digits.
    by_word: KeyMap<Vec<u32>>,
    given_names: KeyMap<()>,
}

#[derive(Debug, Clone)]
pub(super) struct SenseReading {
    /// The entity, or none of all.
    pub(super) reading: Option<EntityIx>,
    /// The numbers of its cues.
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
        let mut senses =
            Self { surfaces: KeyMap::default(), cues: Vec::new(), by_word: KeyMap::default(), given_names: given_names(gazetteer) };
        for sense in gazetteer.senses() {
            let cues = sense.near.iter().map(|cue| senses.number_of(cue.clone())).collect();
            let key = text::key(&text::fold(&sense.surface));
            senses.surfaces.entry(key).or_default().push(SenseReading { reading: sense.reading, cues });
        }
        senses
    }

    /// The number of a cue, a new one where it has none.
    fn number_of(&mut self, cue: Cow<'static, str>) -> u32 {
        let word = next_run(&cue, 0).map_or("", |run| &cue[run]);
        let same = self.by_word.entry(text::key(word)).or_default();
        if let Some(&number) = same.iter().find(|&&number| self.cues[number as usize] == cue) {
            return number;
        }
        let number = u32::try_from(self.cues.len()).expect("fewer than four billion cues");
        same.push(number);
        self.cues.push(cue);
        number
    }

    /// The readings of a surface, by its key.
    pub(super) fn of(&self, surface: u64) -> &[SenseReading] {
        self.surfaces.get(&surface).map_or(&[], Vec::as_slice)
    }

    /// How often every cue stands in the text, at word edges.
    pub(super) fn cues_in(&self, text: &str) -> Cues {
        let mut found = BTreeMap::new();
        let mut at = 0;
        while let Some(run) = next_run(text, at) {
            at = run.end;
            for &number in self.by_word.get(&text::key(&text[run.clone()])).map_or(&[][..], Vec::as_slice) {
                if stands_at(&self.cues[number as usize], text, run.start) {
                    *found.entry(number).or_insert(0) += 1;
                }
            }
        }
        found
    }

    /// Whether people are called so in front of their surnames.
    pub(super) fn is_given_name(&self, key: u64) -> bool {
        self.given_names.contains_key(&key)
    }
}

/// The next run of letters and digits from `at` on.
fn next_run(text: &str, at: usize) -> Option<Range<usize>> {
    let start = at + text[at..].find(char::is_alphanumeric)?;
    let len = text[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - start);
    Some(start..start + len)
}

/// Whether the cue stands in the text, between word edges, with its first letter or digit at `at`.
fn stands_at(cue: &str, text: &str, at: usize) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let before = cue.find(char::is_alphanumeric).unwrap_or(0);
    let Some((start, rest)) = at.checked_sub(before).and_then(|start| Some((start, text.get(start..)?.strip_prefix(cue)?))) else {
        return false;
    };
    edge(text[..start].chars().next_back()) && edge(rest.chars().next())
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
