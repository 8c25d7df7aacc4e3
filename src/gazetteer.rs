//! Takes: TSV files of countries, people, organizations, places, decoys and senses.
//! Gives: who there is and what they are called.
//! Must not know: any text being read.

mod check;
mod date;
mod entity;
mod file;
mod ids;
mod index;
mod load;
mod names;
pub(crate) mod office;
mod record;
mod senses;
mod table;
mod trie;

use std::borrow::Cow;
use std::path::Path;
use std::{fmt, io};

#[cfg(feature = "bundled")]
use once_cell::sync::OnceCell;
use serde::{Deserialize, Serialize};

pub use date::{NoDate, PartialDate};
pub use entity::{Entity, Form, Role};
pub(crate) use index::{Name, Names, Reading};
pub(crate) use record::Records;
pub(crate) use senses::{Holders, SenseReading, Senses};
pub(crate) use trie::Place;

use crate::compiled::{self, Bytes};
use crate::error::{Error, Result};

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

/// Entities, decoys and senses. Immutable and cheap to clone.
///
/// It lies in memory in the form in which [`compile`](Self::compile) writes it to a file: what was built and what was
/// compiled before are the same.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    file: file::File,
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
        Self::builder().folder(folder)?.build()
    }

    /// The gazetteers that ship with the crate, loaded once.
    ///
    /// # Errors
    /// Never in a released version: the test suite reads the same bytes.
    #[cfg(feature = "bundled")]
    pub fn bundled() -> Result<&'static Self> {
        static BUNDLED: OnceCell<Gazetteer> = OnceCell::new();
        BUNDLED.get_or_try_init(|| Self::builder().bundled().build())
    }

    /// All entities: countries, people, organizations, places, each in the order of its file.
    pub fn entities(&self) -> impl DoubleEndedIterator<Item = Entity<'_>> + ExactSizeIterator + Clone {
        self.file.records().iter()
    }

    /// The entity with this id.
    pub fn get(&self, id: &str) -> Option<Entity<'_>> {
        self.index_of(id).map(|at| self.entity(at))
    }

    /// The organizations or countries of an entity: whose it is.
    pub fn countries_of(&self, id: &str) -> impl Iterator<Item = Entity<'_>> {
        self.get(id).into_iter().flat_map(Entity::countries).map(|at| self.entity(at))
    }

    /// The members of an organization.
    pub fn members_of(&self, id: &str) -> impl Iterator<Item = Entity<'_>> {
        self.get(id).into_iter().flat_map(Entity::members).map(|at| self.entity(at))
    }

    /// The country or organization that a role is held in.
    pub fn body_of(&self, role: Role<'_>) -> Entity<'_> {
        self.entity(role.body())
    }

    /// The phrases that hold a name and mean no entity.
    pub fn decoys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.file.decoys()
    }

    /// Writes the gazetteer as one file that is loaded in milliseconds, whatever its size: by [`Self::from_compiled`] or
    /// [`Self::read_compiled`]. It holds all that reading texts needs; the tables are not needed any more.
    ///
    /// The file depends on the tables alone: the same bytes on every machine. It is read by the versions of this crate that
    /// have the same format; others refuse it.
    ///
    /// ```
    /// use geopol::Gazetteer;
    ///
    /// let countries = "id\tname\nMEX\tMexico\n";
    /// let gazetteer = Gazetteer::builder().countries("countries.tsv", countries).build()?;
    /// let mut file = Vec::new();
    /// gazetteer.compile(&mut file).expect("a vector takes everything");
    ///
    /// let loaded = Gazetteer::from_compiled(file)?;
    /// assert_eq!(loaded.get("MEX").map(|entity| entity.name()), Some("Mexico"));
    ///
    /// let error = Gazetteer::from_compiled(b"something else").unwrap_err();
    /// assert!(error.is_compiled());
    /// # Ok::<(), geopol::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the writer.
    pub fn compile(&self, mut out: impl io::Write) -> io::Result<()> {
        out.write_all(&self.file.write())?;
        out.flush()
    }

    /// Takes what [`Self::compile`] has written, where it lies: read into memory, mapped by the caller, or embedded in the
    /// program by `include_bytes!`. Nothing is copied.
    ///
    /// # Errors
    /// Where the bytes are no compiled gazetteer, of another version of the format, cut short, or damaged: their checksum is
    /// computed. Bytes that were made to deceive it can mislead, and never lead to a panic.
    pub fn from_compiled(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self> {
        Ok(Self { file: file::File::open(Bytes::new(bytes))? })
    }

    /// Reads a file that [`Self::compile`] has written. For a large file nearly all of the time is the system's, which finds
    /// and fills fresh memory for it; whoever can map the file hands the map to [`Self::from_compiled`] and saves that.
    /// With millions of names, huge pages can make both loading and finding faster; on Linux, glibc asks for them where the
    /// program is started with `GLIBC_TUNABLES=glibc.malloc.hugetlb=1` in its environment.
    ///
    /// # Errors
    /// Where the file can't be read, and those of [`Self::from_compiled`].
    pub fn read_compiled(path: impl AsRef<Path>) -> Result<Self> {
        let name = path.as_ref().display().to_string();
        let bytes = compiled::read(path.as_ref()).map_err(|error| Error::io(&name, &error))?;
        Self::from_compiled(bytes).map_err(|error| error.of_file(&name))
    }

    pub(crate) fn index_of(&self, id: &str) -> Option<EntityIx> {
        self.file.index_of(id)
    }

    pub(crate) fn entity(&self, at: EntityIx) -> Entity<'_> {
        self.records().entity(at)
    }

    /// All entities, for whoever asks for many.
    pub(crate) fn records(&self) -> Records<'_> {
        self.file.records()
    }

    pub(crate) fn names(&self) -> Names<'_> {
        self.file.names()
    }

    pub(crate) fn senses(&self) -> Senses<'_> {
        self.file.senses()
    }

    pub(crate) fn holders(&self) -> Holders<'_> {
        self.file.holders()
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

/// A file of a gazetteer.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    kind: FileKind,
    name: String,
    text: Cow<'static, str>,
    /// It came with the crate, and the caller's files may correct it.
    bundled: bool,
}

/// Collects gazetteer files. Each kind may be given several times; an id or line counts once over all of them.
///
/// The caller's files may stand beside the bundled ones: then a line with a bundled id replaces the bundled line, a name that
/// a bundled entity has too means the caller's unless the words around it decide otherwise, and no bundled decoy silences it.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::{Extractor, Gazetteer};
///
/// let mine = "id\tname\taliases\tkind\tcountry\nferrum-guard\tFerrum Guard\tFerrum\tarmed-group\tSRB\n";
/// let gazetteer = Gazetteer::builder().bundled().organizations("mine.tsv", mine).build()?;
/// let extractor = Extractor::builder().gazetteer(gazetteer).build()?;
/// let report = extractor.extract("Serbia accused Ferrum Guard of attacking Kosovo.");
/// let relation = report.relations().next().expect("a relation");
/// assert_eq!(relation.to_string(), "Serbia —accuses→ Ferrum Guard");
/// # }
/// # Ok::<(), geopol::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a builder builds nothing until `build`"]
pub struct GazetteerBuilder {
    files: Vec<Input>,
}

macro_rules! adders {
    ($($name:ident $kind:ident $what:literal;)*) => {
        impl GazetteerBuilder {
            $(
                #[doc = concat!("Adds a file of ", $what, ": its name for error messages, and its text.")]
                pub fn $name(mut self, name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Self {
                    self.files.push(Input { kind: FileKind::$kind, name: name.into(), text: text.into(), bundled: false });
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
    /// Takes the gazetteers that ship with the crate, for other files to add to and to correct.
    #[cfg(feature = "bundled")]
    pub fn bundled(mut self) -> Self {
        self.files.extend(load::bundled());
        self
    }

    /// Adds `countries.tsv`, `people.tsv`, `organizations.tsv`, `places.tsv`, `decoys.tsv` and `senses.tsv` of a folder, as
    /// far as they are there.
    ///
    /// # Errors
    /// Where a file can't be read.
    pub fn folder(mut self, folder: impl AsRef<Path>) -> Result<Self> {
        load::read_folder(folder.as_ref(), &mut self.files)?;
        Ok(self)
    }

    /// What is wrong with the files: the error that keeps them from loading, or else everything that loads and is likely a
    /// mistake. Such is a decoy that holds no name or is one, a person without a role, an office for one that two hold at
    /// the same time, a sense of words that do not name who is meant.
    ///
    /// ```
    /// use geopol::Gazetteer;
    ///
    /// let decoys = "phrase\nBlue Danube\nNew Mexico\n";
    /// let countries = "id\tname\nMEX\tMexico\n";
    /// let found = Gazetteer::builder().countries("c.tsv", countries).decoys("d.tsv", decoys).check();
    /// assert!(found[0].is_doubtful());
    /// assert!(found[0].to_string().starts_with("d.tsv:2:1: `Blue Danube` holds no name"));
    /// ```
    pub fn check(&self) -> Vec<Error> {
        check::check(&self.files)
    }

    /// Reads and checks the files.
    ///
    /// # Errors
    /// Where a column or entity is unknown, an id or name doubled, a line out of order, a date none, or a file no table.
    pub fn build(self) -> Result<Gazetteer> {
        Ok(Gazetteer { file: file::File::build(&self.files)? })
    }
}
