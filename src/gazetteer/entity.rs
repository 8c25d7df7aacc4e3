//! Entities as a gazetteer shows them: views of its bytes that cost nothing to copy.

use std::fmt;

use super::record::{self, Flag};
use super::{EntityIx, Gender, Kind, MentionForm, PartialDate};
use crate::compiled::Cursor;

/// One way to name an entity. A view that is cheap to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form<'g> {
    pub(super) text: &'g str,
    pub(super) flag: Flag,
}

impl<'g> Form<'g> {
    /// The words, as news writes them.
    pub fn text(self) -> &'g str {
        self.text
    }

    /// What kind of name it is.
    pub fn form(self) -> MentionForm {
        self.flag.form()
    }

    /// Whether it often means something else and needs its surroundings to decide.
    pub fn is_ambiguous(self) -> bool {
        self.flag.is_ambiguous()
    }
}

/// An office that a person holds or held. A view that is cheap to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role<'g> {
    pub(super) body: EntityIx,
    pub(super) office: &'g str,
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
}

impl<'g> Role<'g> {
    /// The office in lower case, such as "prime minister".
    pub fn office(self) -> &'g str {
        self.office
    }

    /// When it began, where known.
    pub fn since(self) -> Option<PartialDate> {
        self.since
    }

    /// When it ended; none while it lasts or where unknown.
    pub fn until(self) -> Option<PartialDate> {
        self.until
    }

    /// Whether it is known to be held at a date, as far as the dates are exact.
    pub fn is_held_at(self, date: PartialDate) -> bool {
        self.since.is_some_and(|since| !since.is_after(date)) && self.until.is_none_or(|until| !date.is_after(until))
    }

    /// The country or organization that it is held in.
    pub(crate) fn body(self) -> EntityIx {
        self.body
    }
}

/// Somebody or something that a gazetteer knows. A view that is cheap to copy.
#[derive(Clone, Copy)]
pub struct Entity<'g> {
    /// All strings, from which numbers lead to those that several entities share.
    pub(super) text: &'g [u8],
    /// From the entity's own record on.
    pub(super) record: Cursor<'g>,
    /// What entities have beside names.
    pub(super) details: &'g [u8],
}

impl fmt::Debug for Entity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entity({}, {})", self.kind(), self.id())
    }
}

impl<'g> Entity<'g> {
    /// The id: ISO 3166-1 alpha-3 for a country of today, kebab-case for anything else.
    pub fn id(self) -> &'g str {
        record::Head::read(self.record).id
    }

    /// The usual name.
    pub fn name(self) -> &'g str {
        self.forms().next().map_or_else(|| self.id(), Form::text)
    }

    /// What kind of entity it is.
    #[inline]
    pub fn kind(self) -> Kind {
        record::kind(self.record)
    }

    /// The finer kind of an organization or place: "armed-group", "capital".
    pub fn class(self) -> Option<&'static str> {
        record::class(self.record)
    }

    /// All its names; the usual one first.
    pub fn forms(self) -> impl ExactSizeIterator<Item = Form<'g>> + Clone {
        record::Head::read(self.record).forms
    }

    /// A person's offices.
    pub fn roles(self) -> impl DoubleEndedIterator<Item = Role<'g>> + ExactSizeIterator + Clone {
        record::Details::read(self.record, self.details).roles(self.text)
    }

    /// The gender by which pronouns refer to a person.
    pub fn gender(self) -> Option<Gender> {
        record::gender(self.record)
    }

    /// A country's ISO 3166-1 alpha-2 code, such as "UA".
    pub fn iso2(self) -> Option<&'g str> {
        self.code(0)
    }

    /// A country's ISO 3166-1 numeric code, three digits such as "804".
    pub fn numeric(self) -> Option<&'g str> {
        self.code(1)
    }

    /// A country's item in Wikidata, such as "Q212".
    pub fn wikidata(self) -> Option<&'g str> {
        self.code(2)
    }

    /// A country's number in GeoNames, such as "690791".
    pub fn geonames(self) -> Option<&'g str> {
        self.code(3)
    }

    fn code(self, nth: usize) -> Option<&'g str> {
        let at = record::Details::read(self.record, self.details).codes()[nth];
        Some(Cursor::at(self.text, at).text()).filter(|code| !code.is_empty())
    }

    /// Since when a historic or de facto state exists.
    pub fn since(self) -> Option<PartialDate> {
        record::Details::read(self.record, self.details).dates()[0]
    }

    /// Until when a historic state existed.
    pub fn until(self) -> Option<PartialDate> {
        record::Details::read(self.record, self.details).dates()[1]
    }

    /// The countries whose it is.
    pub(crate) fn countries(self) -> impl ExactSizeIterator<Item = EntityIx> + Clone {
        record::Details::read(self.record, self.details).countries()
    }

    /// The members of an organization.
    pub(crate) fn members(self) -> impl ExactSizeIterator<Item = EntityIx> + Clone {
        record::Details::read(self.record, self.details).members()
    }
}
