//! How entities lie in bytes. Whatever the bytes are, reading them gives something.
//!
//! An entity is a record among the strings: its kind and gender, its class, its id, the number of its names, the names;
//! every name has a flag before it. What few entities have lies elsewhere, among the details.

use super::date::PartialDate;
use super::entity::{Entity, Form, Role};
use super::{EntityIx, Gender, Kind, MentionForm};
use crate::compiled::{Cursor, of_pair, pair, put_number};
use crate::grammar::KeyMap;
use crate::text;

/// What kind of name a form is, in a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flag(u8);

const FORMS: [MentionForm; 6] = [
    MentionForm::Name,
    MentionForm::Alias,
    MentionForm::Acronym,
    MentionForm::Demonym,
    MentionForm::StandIn,
    MentionForm::ShortName,
];

impl Flag {
    pub(super) const DECOY: Self = Self(7);
    const FORM: u8 = 7;
    const AMBIGUOUS: u8 = 8;

    pub(super) fn new(form: MentionForm, ambiguous: bool) -> Self {
        let number = FORMS.iter().position(|known| *known == form).unwrap_or_default();
        Self(number as u8 | if ambiguous { Self::AMBIGUOUS } else { 0 })
    }

    pub(crate) fn of(byte: u8) -> Self {
        Self(byte)
    }

    pub(super) fn byte(self) -> u8 {
        self.0
    }

    pub(crate) fn is_decoy(self) -> bool {
        self.0 & Self::FORM == Self::DECOY.0
    }

    pub(crate) fn form(self) -> MentionForm {
        FORMS.get(usize::from(self.0 & Self::FORM)).copied().unwrap_or(MentionForm::Alias)
    }

    pub(crate) fn is_ambiguous(self) -> bool {
        self.0 & Self::AMBIGUOUS != 0
    }
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

pub(super) fn gender(mut record: Cursor<'_>) -> Option<Gender> {
    match record.byte() >> 2 & 3 {
        1 => Some(Gender::Female),
        2 => Some(Gender::Male),
        _ => None,
    }
}

pub(super) fn class(mut record: Cursor<'_>) -> Option<&'static str> {
    let classes = if kind(record) == Kind::Place { PLACE_CLASSES } else { ORGANIZATION_CLASSES };
    record.byte();
    classes.get(usize::from(record.byte()).checked_sub(1)?).copied()
}

/// The id and the names of a record.
pub(super) struct Head<'g> {
    pub(super) id: &'g str,
    pub(super) forms: Forms<'g>,
}

impl<'g> Head<'g> {
    pub(super) fn read(mut record: Cursor<'g>) -> Self {
        record.byte();
        record.byte();
        let id = record.text();
        Self { id, forms: Forms::read(record) }
    }
}

/// A name, behind its flag.
#[inline]
fn read_form<'g>(cursor: &mut Cursor<'g>) -> Form<'g> {
    let flag = Flag(cursor.byte());
    Form { text: cursor.text(), flag }
}

/// The names of a record.
#[derive(Debug, Clone)]
pub(super) struct Forms<'g> {
    cursor: Cursor<'g>,
    left: usize,
}

impl<'g> Forms<'g> {
    fn read(mut names: Cursor<'g>) -> Self {
        // A name has two bytes at least.
        let left = (names.number() as usize).min(names.len() / 2);
        Self { cursor: names, left }
    }
}

impl<'g> Iterator for Forms<'g> {
    type Item = Form<'g>;

    fn next(&mut self) -> Option<Form<'g>> {
        self.left = self.left.checked_sub(1)?;
        Some(read_form(&mut self.cursor))
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
    pub(super) fn read(details: Cursor<'g>) -> Self {
        let words = details.words();
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
    pub(super) entities: &'g [[u8; 8]],
    pub(super) details: &'g [u8],
}

impl<'g> Records<'g> {
    #[inline]
    pub(crate) fn entity(self, at: EntityIx) -> Entity<'g> {
        let [record, details] = pair(self.entities.get(at.at()).copied().unwrap_or([0xFF; 8]));
        let record = Cursor::at(self.text, record);
        let details = Cursor::at(self.details, details.saturating_mul(4));
        Entity { text: self.text, record, details }
    }

    pub(super) fn iter(self) -> impl DoubleEndedIterator<Item = Entity<'g>> + ExactSizeIterator + Clone {
        (0..self.entities.len()).map(move |at| self.entity(EntityIx(at as u32)))
    }

    /// The name at a place.
    pub(super) fn form(self, at: u32) -> Form<'g> {
        read_form(&mut Cursor::at(self.text, at))
    }

    /// Where the names of an entity stand.
    pub(super) fn places(self, at: EntityIx) -> impl Iterator<Item = u32> {
        let mut record = self.entity(at).record;
        record.byte();
        record.byte();
        record.bytes();
        let Forms { mut cursor, mut left } = Forms::read(record);
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let place = (self.text.len() - cursor.len()) as u32;
            cursor.byte();
            cursor.bytes();
            Some(place)
        })
    }

    /// The flag and the letters at a place.
    pub(super) fn letters(self, at: u32) -> (Flag, &'g [u8]) {
        let mut cursor = Cursor::at(self.text, at);
        (Flag(cursor.byte()), cursor.bytes())
    }
}

/// An entity in the making.
#[derive(Debug, Default)]
pub(super) struct Draft<'f> {
    pub(super) id: &'f str,
    /// Which of the classes of its kind, from 1; 0 for none.
    pub(super) class: u8,
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
    pub(super) entities: Vec<[u8; 8]>,
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
        self.text.extend([number | gender << 2, draft.class]);
        self.put_text(draft.id);
        put_number(&mut self.text, draft.forms.len() as u32);
        self.names += draft.forms.len();
        for (form, flag) in &draft.forms {
            self.text.push(flag.byte());
            self.put_text(form);
        }
        self.entities.push(of_pair([at, details]));
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
