//! Takes: TSV files of countries, people, organizations, places, decoys and senses.
//! Gives: who there is and what they are called.
//! Must not know: any text being read.

mod date;
mod ids;
mod load;
mod table;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

#[cfg(feature = "bundled")]
use once_cell::sync::OnceCell;
use serde::{Deserialize, Serialize};

pub use date::{NoDate, PartialDate};

use crate::error::Result;

/// What kind of entity something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// A country, historic and de facto states included.
    Country,
    /// A person.
    Person,
    /// An organization: a body, a force, an armed group, a party, a company.
    Organization,
    /// A place that is no country.
    Place,
}

impl Kind {
    /// The lower-case word for it, as in the JSON output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How words name an entity: the forms of a gazetteer, and those that only a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MentionForm {
    /// The usual name.
    Name,
    /// Another name or spelling.
    Alias,
    /// An acronym.
    Acronym,
    /// An adjective or noun for the people of a country, region or organization.
    Demonym,
    /// A capital or seat of government that stands for the government.
    StandIn,
    /// A surname or other short form after the long one.
    ShortName,
    /// A pronoun.
    Pronoun,
    /// A description such as "the Ukrainian president" or "the bloc".
    Description,
    /// Given by the caller.
    Given,
    /// A person in no gazetteer, introduced by a title.
    Discovered,
}

/// The gender by which pronouns refer to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Gender {
    /// "she"
    Female,
    /// "he"
    Male,
}

/// The number of an entity in its gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EntityIx(pub(crate) u32);

impl EntityIx {
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

/// One way to name an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub(crate) text: Cow<'static, str>,
    pub(crate) form: MentionForm,
    pub(crate) ambiguous: bool,
}

impl Form {
    /// The words, as news writes them.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What kind of name it is.
    pub fn form(&self) -> MentionForm {
        self.form
    }

    /// Whether it often means something else and needs its surroundings to decide.
    pub fn is_ambiguous(&self) -> bool {
        self.ambiguous
    }
}

/// An office that a person holds or held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub(crate) entity: EntityIx,
    pub(crate) office: Cow<'static, str>,
    pub(crate) since: Option<PartialDate>,
    pub(crate) until: Option<PartialDate>,
}

impl Role {
    /// The office in lower case, such as "prime minister".
    pub fn office(&self) -> &str {
        &self.office
    }

    /// When it began, where known.
    pub fn since(&self) -> Option<PartialDate> {
        self.since
    }

    /// When it ended; none while it lasts or where unknown.
    pub fn until(&self) -> Option<PartialDate> {
        self.until
    }
}

/// Somebody or something that a gazetteer knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    pub(crate) id: Cow<'static, str>,
    pub(crate) kind: Kind,
    pub(crate) class: Option<&'static str>,
    pub(crate) forms: Box<[Form]>,
    pub(crate) countries: Box<[EntityIx]>,
    pub(crate) members: Box<[EntityIx]>,
    pub(crate) roles: Box<[Role]>,
    pub(crate) gender: Option<Gender>,
    pub(crate) since: Option<PartialDate>,
    pub(crate) until: Option<PartialDate>,
}

impl Entity {
    /// The id: ISO 3166-1 alpha-3 for a country of today, kebab-case for anything else.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The usual name.
    pub fn name(&self) -> &str {
        self.forms.first().map_or(&*self.id, Form::text)
    }

    /// What kind of entity it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The finer kind of an organization or place: "armed-group", "capital".
    pub fn class(&self) -> Option<&str> {
        self.class
    }

    /// All its names; the usual one first.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// A person's offices.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// The gender by which pronouns refer to a person.
    pub fn gender(&self) -> Option<Gender> {
        self.gender
    }

    /// Since when a historic or de facto state exists.
    pub fn since(&self) -> Option<PartialDate> {
        self.since
    }

    /// Until when a historic state existed.
    pub fn until(&self) -> Option<PartialDate> {
        self.until
    }
}

/// A reading of an ambiguous form, with the words that speak for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sense {
    pub(crate) surface: Cow<'static, str>,
    /// The entity meant, or none of all.
    pub(crate) reading: Option<EntityIx>,
    pub(crate) near: Box<[Cow<'static, str>]>,
}

/// Entities, decoys and senses. Immutable and cheap to clone.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
pub(crate) struct Inner {
    pub(crate) entities: Vec<Entity>,
    pub(crate) ids: ids::Ids,
    pub(crate) decoys: Vec<Cow<'static, str>>,
    pub(crate) senses: Vec<Sense>,
}

impl Gazetteer {
    /// Starts a gazetteer from the caller's data.
    pub fn builder() -> GazetteerBuilder {
        GazetteerBuilder { files: Vec::new() }
    }

    /// Reads `countries.tsv`, `people.tsv`, `organizations.tsv`, `places.tsv`, `decoys.tsv` and `senses.tsv` of a folder, as
    /// far as they are there.
    ///
    /// # Errors
    /// Where a file can't be read, or the data are bad.
    pub fn from_dir(folder: impl AsRef<Path>) -> Result<Self> {
        load::read_folder(folder.as_ref())?.build()
    }

    /// The gazetteers that ship with the crate, loaded once.
    ///
    /// # Errors
    /// Never in a released version: the test suite reads the same bytes.
    #[cfg(feature = "bundled")]
    pub fn bundled() -> Result<&'static Self> {
        static BUNDLED: OnceCell<Gazetteer> = OnceCell::new();
        BUNDLED.get_or_try_init(|| load::bundled().build())
    }

    /// All entities: countries, people, organizations, places, each in the order of its file.
    pub fn entities(&self) -> &[Entity] {
        &self.inner.entities
    }

    /// The entity with this id.
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.index_of(id).map(|at| self.entity(at))
    }

    /// The organizations or countries of an entity: whose it is.
    pub fn countries_of(&self, id: &str) -> impl Iterator<Item = &Entity> {
        self.get(id).into_iter().flat_map(|entity| &entity.countries).map(|&at| self.entity(at))
    }

    /// The members of an organization.
    pub fn members_of(&self, id: &str) -> impl Iterator<Item = &Entity> {
        self.get(id).into_iter().flat_map(|entity| &entity.members).map(|&at| self.entity(at))
    }

    /// The country or organization that a role is held in.
    pub fn body_of(&self, role: &Role) -> &Entity {
        self.entity(role.entity)
    }

    /// The phrases that hold a name and mean no entity.
    pub fn decoys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.inner.decoys.iter().map(|decoy| &**decoy)
    }

    pub(crate) fn index_of(&self, id: &str) -> Option<EntityIx> {
        self.inner.ids.get(id, |at| self.entity(at).id())
    }

    pub(crate) fn entity(&self, at: EntityIx) -> &Entity {
        &self.inner.entities[at.at()]
    }

    pub(crate) fn senses(&self) -> &[Sense] {
        &self.inner.senses
    }

    pub(crate) fn range_of(&self, kind: Kind) -> Range<usize> {
        let start = self.inner.entities.partition_point(|entity| entity.kind < kind);
        let end = self.inner.entities.partition_point(|entity| entity.kind <= kind);
        start..end
    }
}

/// What a file of a gazetteer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FileKind {
    Countries,
    People,
    Organizations,
    Places,
    Decoys,
    Senses,
}

/// Collects gazetteer files. Each may be given several times; an id or line counts once over all of them.
#[derive(Debug, Clone)]
#[must_use = "a builder builds nothing until `build`"]
pub struct GazetteerBuilder {
    files: Vec<(FileKind, String, Cow<'static, str>)>,
}

macro_rules! adders {
    ($($name:ident $kind:ident $what:literal;)*) => {
        impl GazetteerBuilder {
            $(
                #[doc = concat!("Adds a file of ", $what, ": its name for error messages, and its text.")]
                pub fn $name(mut self, name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Self {
                    self.files.push((FileKind::$kind, name.into(), text.into()));
                    self
                }
            )*
        }
    };
}

adders! {
    countries Countries "countries";
    people People "people";
    organizations Organizations "organizations";
    places Places "places";
    decoys Decoys "decoys";
    senses Senses "senses";
}

impl GazetteerBuilder {
    /// Reads and checks the files.
    ///
    /// # Errors
    /// Where a column or entity is unknown, an id or name doubled, a line out of order, a date none, or a file no table.
    pub fn build(self) -> Result<Gazetteer> {
        Ok(Gazetteer { inner: Arc::new(load::load(&self.files)?) })
    }
}
