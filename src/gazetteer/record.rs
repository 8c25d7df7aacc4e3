//! How entities lie in bytes. Whatever the bytes are, reading them gives something.
//!
//! An entity is a record among the strings: a byte of its kind and gender, its class and where its details stand if it has
//! them, its id, the number of its names, the names; every name has a flag before it. Details are what few entities have.

mod flag;

use super::date::PartialDate;
use super::entity::{Entity, Form, Role};
use super::{EntityIx, Gender, Kind};
use crate::compiled::{Cursor, put_number};
use crate::grammar::KeyMap;
use crate::text;

pub(crate) use flag::Flag;

/// The last word of a name of several.
pub(super) fn last_word(name: &str) -> Option<&str> {
    name.rsplit_once(' ').map(|(_, last)| last)
}

/// The finer kinds of organizations.
pub(super) const ORGANIZATION_CLASSES: &[&str] = &[
    "intergovernmental",
    "alliance",
    "court",
    "agency",
    "ministry",
    "military",
    "armed-group",
    "party",
    "media",
    "company",
    "ngo",
    "legislature",
    "police",
    "religious",
    "bank",
    "union",
    "university",
    "sports",
    "other",
];

/// The finer kinds of places.
pub(super) const PLACE_CLASSES: &[&str] = &[
    "capital",
    "city",
    "town",
    "region",
    "subdivision",
    "sea",
    "strait",
    "island",
    "river",
    "lake",
    "mountain",
    "canal",
    "base",
    "site",
    "continent",
    "peninsula",
    "border",
    "other",
];

const KINDS: [Kind; 4] = [Kind::Country, Kind::Person, Kind::Organization, Kind::Place];

#[inline]
pub(super) fn kind(mut record: Cursor<'_>) -> Kind {
    KINDS[usize::from(record.byte() & 3)]
}

/// A record with a class has this bit in its first byte.
const CLASS: u8 = 16;

/// A record with details has this bit in its first byte.
const DETAILS: u8 = 32;

pub(super) fn gender(mut record: Cursor<'_>) -> Option<Gender> {
    match record.byte() >> 2 & 3 {
        1 => Some(Gender::Female),
        2 => Some(Gender::Male),
        _ => None,
    }
}

pub(super) fn class(mut record: Cursor<'_>) -> Option<&'static str> {
    let classes = if kind(record) == Kind::Place { PLACE_CLASSES } else { ORGANIZATION_CLASSES };
    let first = record.byte();
    if first & CLASS == 0 { None } else { classes.get(usize::from(record.byte())).copied() }
}

/// Goes on to the id, and gives where the details stand.
fn skip_first(record: &mut Cursor<'_>) -> u32 {
    let first = record.byte();
    if first & CLASS != 0 {
        record.byte();
    }
    if first & DETAILS != 0 { record.number() } else { 0 }
}

/// The id and the names of a record.
pub(super) struct Head<'g> {
    pub(super) id: &'g str,
    pub(super) forms: Forms<'g>,
}

impl<'g> Head<'g> {
    pub(super) fn read(mut record: Cursor<'g>) -> Self {
        skip_first(&mut record);
        let id = record.text();
        Self { id, forms: Forms::read(record) }
    }
}

/// The names of a record.
#[derive(Debug, Clone)]
pub(super) struct Forms<'g> {
    cursor: Cursor<'g>,
    left: usize,
    first: &'g str,
}

impl<'g> Forms<'g> {
    fn read(mut names: Cursor<'g>) -> Self {
        // A name has one byte at least.
        let left = (names.number() as usize).min(names.len());
        Self { cursor: names, left, first: "" }
    }

    /// Where the next name stands in text of so many bytes.
    fn offset(&self, text: usize) -> u32 {
        (text - self.cursor.len()) as u32
    }
}

impl<'g> Iterator for Forms<'g> {
    type Item = Form<'g>;

    fn next(&mut self) -> Option<Form<'g>> {
        self.left = self.left.checked_sub(1)?;
        let flag = Flag::of(self.cursor.byte());
        if flag.is_last_word() {
            return Some(Form { text: last_word(self.first).unwrap_or_default(), flag });
        }
        let text = self.cursor.text();
        if self.first.is_empty() {
            self.first = text;
        }
        Some(Form { text, flag })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Forms<'_> {}

/// What an entity has beside names: four counts, countries, members, roles, dates, codes.
pub(super) struct Details<'g> {
    counts: [usize; 3],
    more: u32,
    words: &'g [[u8; 4]],
}

/// The dates of an entity are among its details.
const DATES: u32 = 1;

/// The codes of a country are among its details.
const CODES: u32 = 2;

/// Body, office, since, until.
const ROLE: usize = 4;

impl<'g> Details<'g> {
    /// Those of a record.
    pub(super) fn read(mut record: Cursor<'g>, details: &'g [u8]) -> Self {
        let at = skip_first(&mut record);
        let words = Cursor::at(details, at.saturating_mul(4)).words();
        let word = |at: usize| words.get(at).map_or(0, |word| u32::from_le_bytes(*word));
        let rest = words.get(4..).unwrap_or_default();
        let mut left = rest.len();
        let counts = [(0, 1), (1, 1), (2, ROLE)].map(|(at, size)| {
            let count = (word(at) as usize).min(left / size);
            left -= count * size;
            count
        });
        Self { counts, more: word(3), words: rest }
    }

    fn word(&self, at: usize) -> u32 {
        self.words.get(at).map_or(0, |word| u32::from_le_bytes(*word))
    }

    fn entities(&self, start: usize, count: usize) -> impl ExactSizeIterator<Item = EntityIx> + Clone + use<'g> {
        let words = self.words.get(start..start + count).unwrap_or_default();
        words.iter().map(|word| EntityIx(u32::from_le_bytes(*word)))
    }

    pub(super) fn countries(&self) -> impl ExactSizeIterator<Item = EntityIx> + Clone + use<'g> {
        self.entities(0, self.counts[0])
    }

    pub(super) fn members(&self) -> impl ExactSizeIterator<Item = EntityIx> + Clone + use<'g> {
        self.entities(self.counts[0], self.counts[1])
    }

    pub(super) fn roles(
        &self,
        text: &'g [u8],
    ) -> impl DoubleEndedIterator<Item = Role<'g>> + ExactSizeIterator + Clone + use<'g> {
        let start = self.counts[0] + self.counts[1];
        let words = self.words.get(start..start + self.counts[2] * ROLE).unwrap_or_default();
        words.as_chunks::<ROLE>().0.iter().map(move |role| {
            let [body, office, since, until] = role.map(u32::from_le_bytes);
            let office = Cursor::at(text, office).text();
            Role { body: EntityIx(body), office, since: PartialDate::unpack(since), until: PartialDate::unpack(until) }
        })
    }

    /// Where dates and codes begin.
    fn behind(&self) -> usize {
        self.counts[0] + self.counts[1] + self.counts[2] * ROLE
    }

    pub(super) fn dates(&self) -> [Option<PartialDate>; 2] {
        let at = self.behind();
        if self.more & DATES == 0 { [None; 2] } else { [0, 1].map(|nth| PartialDate::unpack(self.word(at + nth))) }
    }

    /// Where the codes stand among the strings; 0 where there is none.
    pub(super) fn codes(&self) -> [u32; 4] {
        let at = self.behind() + if self.more & DATES == 0 { 0 } else { 2 };
        if self.more & CODES == 0 { [0; 4] } else { [0, 1, 2, 3].map(|nth| self.word(at + nth)) }
    }
}

/// The records, as they lie in three parts of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Records<'g> {
    pub(super) text: &'g [u8],
    pub(super) entities: &'g [[u8; 4]],
    pub(super) details: &'g [u8],
}

impl<'g> Records<'g> {
    #[inline]
    pub(crate) fn entity(self, at: EntityIx) -> Entity<'g> {
        let at = self.entities.get(at.at()).map_or(u32::MAX, |at| u32::from_le_bytes(*at));
        Entity { text: self.text, record: Cursor::at(self.text, at), details: self.details }
    }

    pub(super) fn iter(self) -> impl DoubleEndedIterator<Item = Entity<'g>> + ExactSizeIterator + Clone {
        (0..self.entities.len()).map(move |at| self.entity(EntityIx(at as u32)))
    }

    /// The name at a place; no short one that is not written.
    pub(super) fn form(self, at: u32) -> Form<'g> {
        let mut form = Cursor::at(self.text, at);
        let flag = Flag::of(form.byte());
        Form { text: form.text(), flag }
    }

    /// The names of an entity, each with where it stands.
    pub(super) fn forms(self, at: EntityIx) -> impl Iterator<Item = (u32, Form<'g>)> {
        let mut forms = Head::read(self.entity(at).record).forms;
        std::iter::from_fn(move || Some((forms.offset(self.text.len()), forms.next()?)))
    }

    /// Where the written names of an entity stand.
    pub(super) fn places(self, at: EntityIx) -> impl Iterator<Item = u32> {
        let mut record = self.entity(at).record;
        skip_first(&mut record);
        record.bytes();
        let Forms { mut cursor, mut left, .. } = Forms::read(record);
        std::iter::from_fn(move || {
            loop {
                left = left.checked_sub(1)?;
                let place = (self.text.len() - cursor.len()) as u32;
                if !Flag::of(cursor.byte()).is_last_word() {
                    cursor.bytes();
                    return Some(place);
                }
            }
        })
    }

    /// The flag and the letters at a place.
    pub(super) fn letters(self, at: u32) -> (Flag, &'g [u8]) {
        let mut cursor = Cursor::at(self.text, at);
        (Flag::of(cursor.byte()), cursor.bytes())
    }
}

/// An entity in the making.
#[derive(Debug, Default)]
pub(super) struct Draft<'f> {
    pub(super) id: &'f str,
    /// Which of the classes of its kind.
    pub(super) class: Option<u8>,
    pub(super) gender: Option<Gender>,
    pub(super) forms: Vec<(&'f str, Flag)>,
    pub(super) countries: Vec<EntityIx>,
    pub(super) members: Vec<EntityIx>,
    pub(super) roles: Vec<DraftRole<'f>>,
    pub(super) dates: [Option<PartialDate>; 2],
    pub(super) codes: [&'f str; 4],
}

/// An office in the making.
#[derive(Debug)]
pub(super) struct DraftRole<'f> {
    pub(super) body: EntityIx,
    pub(super) office: &'f str,
    pub(super) dates: [Option<PartialDate>; 2],
}

/// Writes records.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) text: Vec<u8>,
    pub(super) entities: Vec<[u8; 4]>,
    pub(super) details: Vec<u8>,
    /// How many names the entities have.
    pub(super) names: usize,
    /// Where the decoys stand among the strings.
    pub(super) decoys: Vec<[u8; 4]>,
    /// Where strings stand that several entities share, by their keys.
    shared: KeyMap<u32>,
    /// The details of entities that have one country and nothing else.
    alone: KeyMap<u32>,
}

impl Writer {
    /// Has room for so many entities in files of so many bytes.
    pub(super) fn new(entities: usize, bytes: usize) -> Self {
        let mut text = Vec::with_capacity(bytes);
        // No string stands at 0, nor have any details 0.
        text.push(0);
        Self {
            text,
            entities: Vec::with_capacity(entities),
            details: vec![0; 16],
            names: 0,
            decoys: Vec::new(),
            shared: KeyMap::default(),
            alone: KeyMap::default(),
        }
    }

    pub(super) fn records(&self) -> Records<'_> {
        Records { text: &self.text, entities: &self.entities, details: &self.details }
    }

    /// Adds a string with its length and gives its place.
    pub(super) fn put_text(&mut self, text: &str) -> u32 {
        let at = self.text.len() as u32;
        put_number(&mut self.text, text.len() as u32);
        self.text.extend(text.as_bytes());
        at
    }

    /// The place of a string that may be there already.
    fn put_shared(&mut self, string: &str) -> u32 {
        if string.is_empty() {
            return 0;
        }
        let key = text::key(string);
        match self.shared.get(&key) {
            Some(&at) if Cursor::at(&self.text, at).bytes() == string.as_bytes() => at,
            _ => {
                let at = self.put_text(string);
                self.shared.insert(key, at);
                at
            }
        }
    }

    pub(super) fn put_decoy(&mut self, phrase: &str) {
        let at = self.text.len() as u32;
        self.text.push(Flag::DECOY.byte());
        self.put_text(phrase);
        self.decoys.push(at.to_le_bytes());
    }

    pub(super) fn put(&mut self, kind: Kind, draft: &Draft<'_>) {
        let details = self.put_details(draft);
        let at = self.text.len() as u32;
        let number = KINDS.iter().position(|known| *known == kind).unwrap_or_default() as u8;
        let gender = match draft.gender {
            None => 0,
            Some(Gender::Female) => 1,
            Some(Gender::Male) => 2,
        };
        let more = if draft.class.is_some() { CLASS } else { 0 } | if details > 0 { DETAILS } else { 0 };
        self.text.push(number | gender << 2 | more);
        self.text.extend(draft.class);
        if details > 0 {
            put_number(&mut self.text, details);
        }
        self.put_text(draft.id);
        put_number(&mut self.text, draft.forms.len() as u32);
        self.names += draft.forms.len();
        for (form, flag) in &draft.forms {
            self.text.push(flag.byte());
            if !flag.is_last_word() {
                self.put_text(form);
            }
        }
        self.entities.push(at.to_le_bytes());
    }

    /// Adds what an entity has beside names and gives its place.
    fn put_details(&mut self, draft: &Draft<'_>) -> u32 {
        let Draft { countries, members, roles, dates, codes, .. } = draft;
        let dated = dates.iter().any(Option::is_some);
        let coded = codes.iter().any(|code| !code.is_empty());
        let rest = members.len() + roles.len() + usize::from(dated) + usize::from(coded);
        let place = (self.details.len() / 4) as u32;
        match countries[..] {
            [] if rest == 0 => return 0,
            [country] if rest == 0 => match self.alone.entry(u64::from(country.0)) {
                std::collections::hash_map::Entry::Occupied(there) => return *there.get(),
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(place);
                }
            },
            _ => {}
        }
        let more = if dated { DATES } else { 0 } | if coded { CODES } else { 0 };
        let counts = [countries.len() as u32, members.len() as u32, roles.len() as u32, more];
        let put = |details: &mut Vec<u8>, word: u32| details.extend(word.to_le_bytes());
        counts.into_iter().for_each(|count| put(&mut self.details, count));
        countries.iter().chain(members).for_each(|entity| put(&mut self.details, entity.0));
        for role in roles {
            let office = self.put_shared(role.office);
            let [since, until] = role.dates.map(PartialDate::pack);
            [role.body.0, office, since, until].into_iter().for_each(|word| put(&mut self.details, word));
        }
        if dated {
            dates.iter().for_each(|date| put(&mut self.details, PartialDate::pack(*date)));
        }
        if coded {
            for code in codes {
                let at = self.put_shared(code);
                put(&mut self.details, at);
            }
        }
        place
    }
}
