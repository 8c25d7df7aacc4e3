//! What speaks for a reading: the cues of ambiguous forms, and the first names of people.

use std::collections::hash_map::Entry;

use super::record::Writer;
use super::{EntityIx, Kind, MentionForm};
use crate::compiled::{Cursor, KeyTable, key_table, of_pair, pair};
use crate::grammar::{Class, Grammar, KeyMap};
use crate::text::{self, Span, Word};

/// A reading of an ambiguous form, with the words that speak for it.
#[derive(Debug)]
pub(super) struct Sense<'f> {
    pub(super) surface: &'f str,
    /// The entity meant, or none of all.
    pub(super) reading: Option<EntityIx>,
    pub(super) near: Vec<&'f str>,
}

/// The readings of ambiguous forms, their cues, and what people are called in front of their surnames.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Senses<'g> {
    /// Where the first reading of a surface stands, by its key.
    pub(super) surfaces: KeyTable<'g>,
    /// For each surface how many readings it has; for each reading the entity and one, or zero; how many cues it has; their
    /// numbers.
    pub(super) readings: &'g [[u8; 4]],
    /// The last of the cues that begin with a word, by its key.
    pub(super) last_cues: KeyTable<'g>,
    /// Where a cue stands among the strings, and the number and one of the cue before it that begins with the same word.
    pub(super) cues: &'g [[u8; 8]],
    pub(super) given_names: KeyTable<'g>,
    pub(super) text: &'g [u8],
}

/// One reading of a surface.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SenseReading<'g> {
    /// The entity, or none of all.
    pub(crate) reading: Option<EntityIx>,
    cues: &'g [[u8; 4]],
}

impl<'g> SenseReading<'g> {
    pub(crate) fn is_default(&self) -> bool {
        self.cues.is_empty()
    }

    /// The numbers of its cues.
    pub(crate) fn cues(&self) -> impl Iterator<Item = u32> + use<'g> {
        self.cues.iter().map(|cue| u32::from_le_bytes(*cue))
    }
}

impl<'g> Senses<'g> {
    /// The readings of a surface, by its key.
    pub(crate) fn of(self, surface: u64) -> impl Iterator<Item = SenseReading<'g>> {
        let mut rest = self.surfaces.get(surface).and_then(|at| self.readings.get(at as usize..)).unwrap_or_default();
        let word = move |rest: &mut &'g [[u8; 4]]| {
            let (first, behind) = rest.split_first()?;
            *rest = behind;
            Some(u32::from_le_bytes(*first))
        };
        let mut left = word(&mut rest).unwrap_or(0);
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let reading = word(&mut rest)?.checked_sub(1).map(EntityIx);
            let count = word(&mut rest)? as usize;
            let cues;
            (cues, rest) = rest.split_at_checked(count)?;
            Some(SenseReading { reading, cues })
        })
    }

    /// Whether cues may begin with a word; cheaper than to look for them.
    #[inline]
    pub(crate) fn may_have_cues(self, key: u64) -> bool {
        self.last_cues.may_hold(key)
    }

    /// The cues that begin with a word, each with its number, as the bytes of a text.
    pub(crate) fn cues_of(self, key: u64) -> impl Iterator<Item = (u32, &'g [u8])> {
        let mut next = self.last_cues.get(key);
        std::iter::from_fn(move || {
            let number = next?;
            let [at, before] = pair(*self.cues.get(number as usize)?);
            // Only back, so that there is an end.
            next = before.checked_sub(1).filter(|&before| before < number);
            Some((number, Cursor::at(self.text, at).bytes()))
        })
    }

    /// Whether people are called so in front of their surnames.
    pub(crate) fn is_given_name(self, key: u64) -> bool {
        self.given_names.get(key).is_some()
    }
}

/// The parts of the senses, as they lie in a file.
pub(super) struct SensesParts {
    pub(super) surfaces: Vec<u8>,
    pub(super) readings: Vec<u8>,
    pub(super) last_cues: Vec<u8>,
    pub(super) cues: Vec<u8>,
    pub(super) given_names: Vec<u8>,
}

/// Takes the senses and the first names of people. It adds to the strings.
pub(super) fn build(writer: &mut Writer, senses: &[Sense<'_>]) -> SensesParts {
    let mut cues = Cues::default();
    let mut surfaces: KeyMap<Vec<u32>> = KeyMap::default();
    let mut order = Vec::new();
    for sense in senses {
        let key = text::folded_key(sense.surface);
        let readings = surfaces.entry(key).or_insert_with(|| {
            order.push(key);
            vec![0]
        });
        readings[0] += 1;
        readings.push(sense.reading.map_or(0, |entity| entity.0 + 1));
        readings.push(sense.near.len() as u32);
        readings.extend(sense.near.iter().map(|cue| cues.number(cue, writer)));
    }
    let mut readings = Vec::new();
    let surfaces: Vec<(u64, u32)> = order
        .into_iter()
        .map(|key| {
            let at = (readings.len() / 4) as u32;
            readings.extend(surfaces[&key].iter().flat_map(|word| word.to_le_bytes()));
            (key, at)
        })
        .collect();
    let sorted = |keys: KeyMap<u32>| {
        let mut entries: Vec<(u64, u32)> = keys.into_iter().collect();
        entries.sort_unstable();
        entries
    };
    SensesParts {
        surfaces: key_table(&surfaces),
        readings,
        last_cues: key_table(&sorted(cues.last)),
        cues: cues.all.into_flattened(),
        given_names: key_table(&sorted(given_names(writer))),
    }
}

/// Numbers cues, each once.
#[derive(Default)]
struct Cues {
    all: Vec<[u8; 8]>,
    /// Cues by their keys; two with the same key are two cues, and the second is not found again.
    known: KeyMap<u32>,
    last: KeyMap<u32>,
    words: Vec<Word>,
}

impl Cues {
    fn number(&mut self, cue: &str, writer: &mut Writer) -> u32 {
        let number = self.all.len() as u32;
        match self.known.entry(text::key(cue)) {
            Entry::Occupied(there) => {
                let known = *there.get();
                let [at, _] = pair(self.all[known as usize]);
                if Cursor::at(&writer.text, at).bytes() == cue.as_bytes() {
                    return known;
                }
            }
            Entry::Vacant(free) => {
                free.insert(number);
            }
        }
        let before = self.first_key(cue).and_then(|key| self.last.insert(key, number));
        self.all.push(of_pair([writer.put_text(cue), before.map_or(0, |before| before + 1)]));
        number
    }

    /// The key of a cue's first word.
    fn first_key(&mut self, cue: &str) -> Option<u64> {
        if cue.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ') {
            return cue.split(' ').find(|word| !word.is_empty()).map(text::key);
        }
        text::words(cue, Span::new(0, cue.len()), &mut self.words);
        self.words.first().map(|first| first.key)
    }
}

/// Usual first names and the first words of people's names, but for those that are words of the language or names of countries.
fn given_names(writer: &Writer) -> KeyMap<u32> {
    const CLASSES: [Class; 6] =
        [Class::Adjective, Class::Title, Class::Office, Class::Month, Class::Time, Class::Modal];
    let mut names: KeyMap<u32> = include_str!("../../gazetteers/grammar/given-names.txt")
        .lines()
        .map(|name| (text::folded_key(name), 0))
        .collect();
    let of = |kind| writer.records().iter().filter(move |entity| entity.kind() == kind);
    for person in of(Kind::Person) {
        let Some((first, _)) = person.name().split_once([' ', '-']) else { continue };
        let letters = first.chars().count() >= 3
            && first.chars().all(char::is_alphabetic)
            && first.starts_with(char::is_uppercase);
        let key = text::folded_key(first);
        if !letters || names.contains_key(&key) {
            continue;
        }
        // "Kim Jong-un": the surname stands first.
        let surname_first = person.forms().skip(1).any(|form| form.text() == first);
        let info = Grammar::get().info(key);
        let word = info.forms() != 0 || CLASSES.iter().any(|&class| info.is(class));
        // "Christian" is an adjective more often than not.
        if !surname_first && !word && first != "Christian" {
            names.insert(key, 0);
        }
    }
    for country in of(Kind::Country) {
        for form in country.forms().filter(|form| form.form() != MentionForm::StandIn && !form.text().contains(' ')) {
            names.remove(&text::folded_key(form.text()));
        }
    }
    names
}

/// Who has held an office in a country or organization.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Holders<'g> {
    /// Where the holders of offices in a body stand, by its number.
    pub(super) bodies: KeyTable<'g>,
    /// For each body how many people there are, and their numbers.
    pub(super) people: &'g [[u8; 4]],
}

impl<'g> Holders<'g> {
    /// All who hold or held an office in a body, in their order.
    pub(crate) fn of(self, body: EntityIx) -> impl Iterator<Item = EntityIx> {
        let at = self.bodies.get(spread(body));
        let words = at.and_then(|at| self.people.get(at as usize..)).and_then(<[_]>::split_first);
        let (count, people) =
            words.map_or((0, Default::default()), |(count, people)| (u32::from_le_bytes(*count), people));
        people.iter().take(count as usize).map(|person| EntityIx(u32::from_le_bytes(*person)))
    }
}

/// The parts of the holders, as they lie in a file.
pub(super) fn holders(writer: &Writer) -> [Vec<u8>; 2] {
    let mut bodies: KeyMap<Vec<u32>> = KeyMap::default();
    let mut order = Vec::new();
    for (person, number) in writer.records().iter().zip(0..).filter(|(entity, _)| entity.kind() == Kind::Person) {
        for role in person.roles() {
            let people = bodies.entry(spread(role.body())).or_insert_with(|| {
                order.push(role.body());
                Vec::new()
            });
            if people.last() != Some(&number) {
                people.push(number);
            }
        }
    }
    let mut people = Vec::new();
    let mut entries = Vec::with_capacity(order.len());
    for body in order {
        entries.push((spread(body), (people.len() / 4) as u32));
        let holders = &bodies[&spread(body)];
        people.extend((holders.len() as u32).to_le_bytes());
        people.extend(holders.iter().flat_map(|person| person.to_le_bytes()));
    }
    [key_table(&entries), people]
}

/// The number of an entity as a key.
fn spread(entity: EntityIx) -> u64 {
    let product = u64::from(entity.0).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ (product >> 32)
}
