//! Entities as a gazetteer shows them: views that cost nothing to copy.

use std::borrow::Cow;
use std::fmt;

use super::{EntityIx, Gender, Kind, MentionForm, PartialDate};

/// One way to name an entity. A view that is cheap to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form<'g> {
    text: &'g str,
    form: MentionForm,
    ambiguous: bool,
}

impl<'g> Form<'g> {
    /// The words, as news writes them.
    pub fn text(self) -> &'g str {
        self.text
    }

    /// What kind of name it is.
    pub fn form(self) -> MentionForm {
        self.form
    }

    /// Whether it often means something else and needs its surroundings to decide.
    pub fn is_ambiguous(self) -> bool {
        self.ambiguous
    }
}

/// An office that a person holds or held. A view that is cheap to copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role<'g> {
    body: EntityIx,
    office: &'g str,
    since: Option<PartialDate>,
    until: Option<PartialDate>,
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
pub struct Entity<'g>(pub(super) &'g Stored);

impl fmt::Debug for Entity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entity({}, {})", self.kind(), self.id())
    }
}

impl<'g> Entity<'g> {
    /// The id: ISO 3166-1 alpha-3 for a country of today, kebab-case for anything else.
    pub fn id(self) -> &'g str {
        &self.0.id
    }

    /// The usual name.
    pub fn name(self) -> &'g str {
        self.0.forms.first().map_or(&*self.0.id, |form| &form.text)
    }

    /// What kind of entity it is.
    pub fn kind(self) -> Kind {
        self.0.kind
    }

    /// The finer kind of an organization or place: "armed-group", "capital".
    pub fn class(self) -> Option<&'static str> {
        self.0.class
    }

    /// All its names; the usual one first.
    pub fn forms(self) -> impl ExactSizeIterator<Item = Form<'g>> + Clone {
        self.0.forms.iter().map(|form| Form { text: &form.text, form: form.form, ambiguous: form.ambiguous })
    }

    /// A person's offices.
    pub fn roles(self) -> impl DoubleEndedIterator<Item = Role<'g>> + ExactSizeIterator + Clone {
        self.0.roles.iter().map(|role| Role {
            body: role.entity,
            office: &role.office,
            since: role.since,
            until: role.until,
        })
    }

    /// The gender by which pronouns refer to a person.
    pub fn gender(self) -> Option<Gender> {
        self.0.gender
    }

    /// A country's ISO 3166-1 alpha-2 code, such as "UA".
    pub fn iso2(self) -> Option<&'g str> {
        self.code(|codes| &codes.iso2)
    }

    /// A country's ISO 3166-1 numeric code, three digits such as "804".
    pub fn numeric(self) -> Option<&'g str> {
        self.code(|codes| &codes.numeric)
    }

    /// A country's item in Wikidata, such as "Q212".
    pub fn wikidata(self) -> Option<&'g str> {
        self.code(|codes| &codes.wikidata)
    }

    /// A country's number in GeoNames, such as "690791".
    pub fn geonames(self) -> Option<&'g str> {
        self.code(|codes| &codes.geonames)
    }

    fn code(self, of: impl Fn(&'g Codes) -> &'g Cow<'static, str>) -> Option<&'g str> {
        self.0.codes.as_deref().map(|codes| &**of(codes)).filter(|code| !code.is_empty())
    }

    /// Since when a historic or de facto state exists.
    pub fn since(self) -> Option<PartialDate> {
        self.0.since
    }

    /// Until when a historic state existed.
    pub fn until(self) -> Option<PartialDate> {
        self.0.until
    }

    /// The countries whose it is.
    pub(crate) fn countries(self) -> impl ExactSizeIterator<Item = EntityIx> + Clone {
        self.0.countries.iter().copied()
    }

    /// The members of an organization.
    pub(crate) fn members(self) -> impl ExactSizeIterator<Item = EntityIx> + Clone {
        self.0.members.iter().copied()
    }
}

/// An entity as it is kept.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(super) id: Cow<'static, str>,
    pub(super) kind: Kind,
    pub(super) class: Option<&'static str>,
    pub(super) forms: Box<[StoredForm]>,
    pub(super) countries: Box<[EntityIx]>,
    pub(super) members: Box<[EntityIx]>,
    pub(super) roles: Box<[StoredRole]>,
    pub(super) gender: Option<Gender>,
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
    pub(super) codes: Option<Box<Codes>>,
}

/// A name as it is kept.
#[derive(Debug)]
pub(crate) struct StoredForm {
    pub(super) text: Cow<'static, str>,
    pub(super) form: MentionForm,
    pub(super) ambiguous: bool,
}

/// An office as it is kept.
#[derive(Debug)]
pub(crate) struct StoredRole {
    pub(super) entity: EntityIx,
    pub(super) office: Cow<'static, str>,
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
}

/// What others call a country; empty where nobody does.
#[derive(Debug)]
pub(crate) struct Codes {
    pub(super) iso2: Cow<'static, str>,
    pub(super) numeric: Cow<'static, str>,
    pub(super) wikidata: Cow<'static, str>,
    pub(super) geonames: Cow<'static, str>,
}
