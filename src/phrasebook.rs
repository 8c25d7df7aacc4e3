//! Takes: TOML files of word lists, relation types with their patterns and examples, and operators.
//! Gives: the relation types, their patterns compiled and indexed by the words that set them off.
//! Must not know: any entity, any document.

mod act;
mod bits;
mod file;
mod groups;
mod lists;
mod load;
mod needs;
mod operator;
mod pattern;
mod shape;
mod source;
mod stored;

use std::io;
use std::path::Path;
use std::sync::Arc;

#[cfg(feature = "bundled")]
use once_cell::sync::OnceCell;

use crate::code::Cameo;
use crate::error::{Error, Result};
use crate::gazetteer::Kind;
use crate::grammar::KeyMap;

use stored::stored;

pub(crate) use act::{Act, Acts, Narrower, Operation};
pub(crate) use bits::SparseBits;
pub(crate) use needs::{Live, Needs};
pub(crate) use operator::{Effect, Operators};
pub(crate) use shape::{Argument, Next, Other, PART, Phrase, PhraseSet, Shape, Slot, Subject, VerbShape};

stored! {
    struct RelationType {
        id, label, cameo, plover, codes, family, symmetric, meaning, source, target, patterns, says, silent
    }
}
stored! { struct Rule { relation, pattern, shape, weight } }
stored! {
    struct Inner {
        known, relations, rules, verbs, nouns, compounds, unplaced, all_unplaced, known_offices, needs, operators, acts, narrower
    }
}
stored! {
    struct KnownLists {
        others, containers, local, private, factions, origins, edges, leaving, succeeding, support_verbs, occasions
    }
}

/// Whether a relation holds over time or happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Family {
    /// It holds over time: an alliance, a membership, an office.
    Standing,
    /// It happens: a visit, an attack.
    Event,
}

impl Family {
    /// The lower-case word for it, as it is serialized.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Event => "event",
        }
    }
}

/// One type of relation, with the words for it.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationType {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) cameo: Option<&'static Cameo>,
    pub(crate) plover: Option<String>,
    /// The codes of those patterns that have one of their own.
    pub(crate) codes: Vec<Option<&'static Cameo>>,
    pub(crate) family: Family,
    pub(crate) symmetric: bool,
    pub(crate) meaning: String,
    pub(crate) source: Vec<Kind>,
    pub(crate) target: Vec<Kind>,
    pub(crate) patterns: Vec<String>,
    pub(crate) says: Vec<String>,
    pub(crate) silent: Vec<String>,
}

impl RelationType {
    /// The id, such as `sends-troops-to`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The label, such as `sends troops to`.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The CAMEO code of an asserted event of this type when nothing narrower is known.
    pub fn cameo(&self) -> Option<&str> {
        self.cameo.map(Cameo::code)
    }

    /// The PLOVER type of an asserted event of this type, by the words of the manual of PLOVER 2.0. What a relation of a
    /// text has goes by its code, see [`Cameo::plover`].
    pub fn plover(&self) -> Option<&str> {
        self.plover.as_deref()
    }

    /// Whether it holds over time or happens.
    pub fn family(&self) -> Family {
        self.family
    }

    /// Whether source and target may swap.
    pub fn is_symmetric(&self) -> bool {
        self.symmetric
    }

    /// What it means, in a sentence.
    pub fn meaning(&self) -> &str {
        &self.meaning
    }

    /// The kinds of entity that may be its source.
    pub fn source_kinds(&self) -> &[Kind] {
        &self.source
    }

    /// The kinds of entity that may be its target.
    pub fn target_kinds(&self) -> &[Kind] {
        &self.target
    }

    /// Its patterns as written; the number behind `#` in a relation's pattern is an index into them.
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// Sentences that state it, with `{ID}` or `{ID:words}` for source and target, and ` | ` before the status.
    pub fn says(&self) -> &[String] {
        &self.says
    }

    /// Sentences that do not state it.
    pub fn silent(&self) -> &[String] {
        &self.silent
    }
}

/// A compiled pattern and where it is from.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) relation: usize,
    /// Which of the relation's patterns.
    pub(crate) pattern: usize,
    pub(crate) shape: Shape,
    /// How many parts it asks for: the more, the more it says.
    pub(crate) weight: usize,
}

/// All relation types with their patterns, compiled. Immutable and cheap to clone.
#[derive(Debug, Clone)]
pub struct Phrasebook {
    inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) relations: Vec<Arc<RelationType>>,
    pub(crate) rules: Vec<Rule>,
    /// Rules by the base form of their verb.
    pub(crate) verbs: KeyMap<SparseBits>,
    /// Rules by the head of their noun.
    pub(crate) nouns: KeyMap<SparseBits>,
    /// Rules by the participle of their compound.
    pub(crate) compounds: KeyMap<SparseBits>,
    /// Rules of whom the clause does not name (`^B`, `&B`, `@B`), by the base form of their verb, and all of them.
    pub(crate) unplaced: KeyMap<SparseBits>,
    pub(crate) all_unplaced: SparseBits,
    /// The rules of offices that the gazetteer knows.
    pub(crate) known_offices: SparseBits,
    /// The words that each rule cannot do without.
    pub(crate) needs: Needs,
    pub(crate) operators: Operators,
    pub(crate) acts: Acts,
    /// What narrows the code of each relation; none where its acts do.
    pub(crate) narrower: Vec<Option<Vec<Narrower>>>,
    pub(crate) known: KnownLists,
}

impl Phrasebook {
    /// Starts a phrasebook from the caller's data.
    pub fn builder() -> PhrasebookBuilder {
        PhrasebookBuilder { files: Vec::new() }
    }

    /// Reads all `*.toml` files of a folder, in the order of their names.
    ///
    /// # Errors
    /// Where the folder or a file can't be read, or the data is bad.
    pub fn from_dir(folder: impl AsRef<Path>) -> Result<Self> {
        load::read_folder(folder.as_ref())?.build()
    }

    /// The phrasebook that ships with the crate, compiled once.
    ///
    /// # Errors
    /// Never in a released version: the test suite reads the same bytes.
    #[cfg(feature = "bundled")]
    pub fn bundled() -> Result<&'static Self> {
        static BUNDLED: OnceCell<Phrasebook> = OnceCell::new();
        BUNDLED.get_or_try_init(|| load::bundled().build())
    }

    /// Writes the phrasebook as one file that is loaded in a few milliseconds, by [`Self::from_compiled`] or
    /// [`Self::read_compiled`]. It holds everything; the TOML files are not needed any more.
    ///
    /// The file depends on them alone: the same bytes on every machine. It is read by the versions of this crate that have the
    /// same format; others refuse it. Together with [`Gazetteer::compile`](crate::Gazetteer::compile) it spares a program that
    /// runs for a moment nearly all of its start.
    ///
    /// ```
    /// use geopol::Phrasebook;
    ///
    /// let relations = r#"
    ///     [[relation]]
    ///     id = "visits"
    ///     label = "visits"
    ///     family = "event"
    ///     symmetric = false
    ///     meaning = "Somebody travels to a country."
    ///     source = ["person"]
    ///     target = ["country"]
    ///     patterns = ["A visit B"]
    /// "#;
    /// let phrasebook = Phrasebook::builder().file("visits.toml", relations).build()?;
    /// let mut file = Vec::new();
    /// phrasebook.compile(&mut file).expect("a vector takes everything");
    ///
    /// let loaded = Phrasebook::from_compiled(file)?;
    /// assert_eq!(loaded.get("visits").map(|relation| relation.patterns()), Some(&["A visit B".to_owned()][..]));
    ///
    /// let error = Phrasebook::from_compiled(b"something else").unwrap_err();
    /// assert!(error.is_compiled());
    /// # Ok::<(), geopol::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the writer.
    pub fn compile(&self, mut out: impl io::Write) -> io::Result<()> {
        out.write_all(&file::write(&self.inner))?;
        out.flush()
    }

    /// Reads what [`Self::compile`] has written: from memory, mapped by the caller, or embedded in the program by
    /// `include_bytes!`.
    ///
    /// # Errors
    /// Where the bytes are no compiled phrasebook, of another version of the format, cut short, or damaged: their checksum is
    /// computed. Bytes that were made to deceive it can mislead, and never lead to a panic.
    pub fn from_compiled(bytes: impl AsRef<[u8]>) -> Result<Self> {
        Ok(Self { inner: Arc::new(file::read(bytes.as_ref())?) })
    }

    /// Reads a file that [`Self::compile`] has written.
    ///
    /// # Errors
    /// Where the file can't be read, and those of [`Self::from_compiled`].
    pub fn read_compiled(path: impl AsRef<Path>) -> Result<Self> {
        let name = path.as_ref().display().to_string();
        let bytes = std::fs::read(path).map_err(|error| Error::io(&name, &error))?;
        Self::from_compiled(bytes).map_err(|error| error.of_file(&name))
    }

    /// The relation types, in the order of their files.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = &RelationType> {
        self.inner.relations.iter().map(|relation| &**relation)
    }

    /// The relation type with this id.
    pub fn get(&self, id: &str) -> Option<&RelationType> {
        self.relations().find(|relation| relation.id == id)
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }
}

/// Word lists that the matcher itself asks for, by their names in the files; empty where no file has them.
#[derive(Debug, Default)]
pub(crate) struct KnownLists {
    /// `others`: "Russia's allies" are not Russia.
    pub(crate) others: Arc<PhraseSet>,
    /// `containers`: "hundreds of troops" are troops.
    pub(crate) containers: Arc<PhraseSet>,
    /// `local-actors`: "troops in Mali" are Mali's.
    pub(crate) local: Arc<PhraseSet>,
    /// `private-actors`: "US tourists" do not act for their country.
    pub(crate) private: Arc<PhraseSet>,
    /// `factions`: "Syrian rebel forces" are not Syria's.
    pub(crate) factions: Arc<PhraseSet>,
    /// `origins`: "diplomats from Belarus" are Belarus's.
    pub(crate) origins: Arc<PhraseSet>,
    /// `edges`: "its border with Iran" is Iran's too.
    pub(crate) edges: Arc<PhraseSet>,
    /// `leaving-verbs`: who resigns as president is none.
    pub(crate) leaving: Arc<PhraseSet>,
    /// `succeeding-verbs`: who succeeds another as president is it, not the other.
    pub(crate) succeeding: Arc<PhraseSet>,
    /// `support-verbs`: "launched an attack" is an attack.
    pub(crate) support_verbs: Arc<PhraseSet>,
    /// `occasions`: who speaks after talks has been there.
    pub(crate) occasions: Arc<PhraseSet>,
}

/// Collects phrasebook files.
#[derive(Debug, Clone)]
#[must_use = "a builder builds nothing until `build`"]
pub struct PhrasebookBuilder {
    files: Vec<(String, String)>,
}

impl PhrasebookBuilder {
    /// Adds a file: its name for error messages, and its text.
    pub fn file(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.files.push((name.into(), text.into()));
        self
    }

    /// Reads, checks and compiles the files.
    ///
    /// # Errors
    /// Where a file is no TOML, has an unknown key or word list, doubles an id, a list or a pattern, or holds a pattern
    /// that can't be read.
    pub fn build(self) -> Result<Phrasebook> {
        Ok(Phrasebook { inner: Arc::new(load::compile(&self.files)?) })
    }
}
