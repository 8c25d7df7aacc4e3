//! Takes: a gazetteer and a phrasebook, then texts.
//! Gives: a report a text: its entities, mentions and relations.
//! Must not know: the inside of any step.

mod assemble;
mod explain;
mod reading;

use std::sync::Arc;

pub use reading::Reading;

#[cfg(feature = "bundled")]
use crate::aside::both;
use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::mention::{self, GivenMention, Name};
use crate::phrasebook::Phrasebook;
use crate::report::Report;

/// Reads texts. Built once, shared by all threads; a clone is cheap.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::Extractor;
///
/// let report = Extractor::bundled().extract("The European Union imposed sanctions on Belarus.");
/// let relation = report.relations().next().expect("a relation");
/// assert_eq!(relation.to_string(), "European Union —sanctions→ Belarus");
/// assert_eq!(&report.text()[relation.trigger().start..relation.trigger().end], "imposed");
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Extractor {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    gazetteer: Gazetteer,
    phrasebook: Phrasebook,
}

impl Extractor {
    /// Starts an extractor with the caller's own data.
    pub fn builder() -> ExtractorBuilder {
        ExtractorBuilder::default()
    }

    /// The extractor with the data that ship with the crate, built at the first call.
    ///
    /// # Panics
    /// Never in a released version: the test suite loads the same bytes.
    #[cfg(feature = "bundled")]
    pub fn bundled() -> &'static Self {
        static BUNDLED: once_cell::sync::OnceCell<Extractor> = once_cell::sync::OnceCell::new();
        let built = BUNDLED.get_or_try_init(|| Self::builder().build());
        built.unwrap_or_else(|error| panic!("the bundled data are bad: {error}"))
    }

    /// Reads a text. Never fails and never panics; takes time linear in the text.
    pub fn extract<'t>(&self, text: &'t str) -> Report<'t> {
        self.reading().extract(text)
    }

    /// Tags a text: who is mentioned where, pronouns and descriptions included. The entities and mentions are those of
    /// [`extract`](Self::extract), at several times its speed, as no relation is looked for.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// use geopol::Extractor;
    ///
    /// let report = Extractor::bundled().tag("Moscow says it will answer. The Kremlin has not said how.");
    /// let tags: Vec<(&str, &str)> = report
    ///     .mentions()
    ///     .iter()
    ///     .map(|mention| (mention.span().slice(report.text()), report.entities()[mention.entity()].id()))
    ///     .collect();
    /// assert_eq!(tags, [("Moscow", "RUS"), ("it", "RUS"), ("Kremlin", "RUS")]);
    /// # }
    /// ```
    pub fn tag<'t>(&self, text: &'t str) -> Report<'t> {
        self.reading().tag(text)
    }

    /// The names in a text that the gazetteer knows, before anything decides whom they mean: at the edges of words, the
    /// longest where they overlap, without those that a decoy silences. Much faster than [`Self::extract`], for those who
    /// decide themselves.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let names = geopol::Extractor::bundled().names("Georgia joined the U.N. in 1992.");
    /// let ids: Vec<Vec<&str>> =
    ///     names.iter().map(|name| name.entities().map(|entity| entity.id()).collect()).collect();
    /// assert_eq!(ids, [vec!["GEO", "georgia-us-state"], vec!["united-nations"]]);
    /// # }
    /// ```
    pub fn names(&self, text: &str) -> Vec<Name<'_>> {
        mention::names(text, &self.inner.gazetteer)
    }

    /// Reads a text whose entities the caller has found already, with whatever means. As the caller chose them, an act that
    /// needs somebody whom its clause does not name concerns the other one that the sentence mentions, if there is but one.
    ///
    /// # Errors
    /// Where a span is empty, reversed, outside of the text, inside a character, or overlaps another.
    pub fn extract_with<'t>(&self, text: &'t str, mentions: &[GivenMention]) -> Result<Report<'t>> {
        self.reading().extract_with(text, mentions)
    }

    /// What was seen in a text and which patterns fired, in plain text for people who write patterns. Its form may change.
    pub fn explain(&self, text: &str) -> String {
        self.reading().explain(text)
    }

    /// [`explain`](Self::explain) with the caller's mentions.
    ///
    /// # Errors
    /// Those of [`extract_with`](Self::extract_with).
    pub fn explain_with(&self, text: &str, mentions: &[GivenMention]) -> Result<String> {
        self.reading().explain_with(text, mentions)
    }

    /// Starts a reading that knows something of the text, such as its date: `extractor.reading().date(day).extract(text)`.
    pub fn reading(&self) -> Reading<'_> {
        Reading::of(self)
    }

    /// The gazetteer that it reads with.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.inner.gazetteer
    }

    /// The phrasebook that it reads with.
    pub fn phrasebook(&self) -> &Phrasebook {
        &self.inner.phrasebook
    }
}

/// Options of an extractor; what is not given is bundled.
#[derive(Debug, Clone, Default)]
#[must_use = "a builder builds nothing until `build`"]
pub struct ExtractorBuilder {
    gazetteer: Option<Gazetteer>,
    phrasebook: Option<Phrasebook>,
}

impl ExtractorBuilder {
    /// Takes this gazetteer for the bundled one.
    pub fn gazetteer(mut self, gazetteer: Gazetteer) -> Self {
        self.gazetteer = Some(gazetteer);
        self
    }

    /// Takes this phrasebook for the bundled one.
    pub fn phrasebook(mut self, phrasebook: Phrasebook) -> Self {
        self.phrasebook = Some(phrasebook);
        self
    }

    /// Builds the extractor.
    ///
    /// # Errors
    /// Where bundled data are bad, which no released version's are. Without the feature `bundled`, what is not given is
    /// empty.
    pub fn build(self) -> Result<Extractor> {
        #[cfg(feature = "bundled")]
        let (phrasebook, gazetteer) = match (self.phrasebook, self.gazetteer) {
            // The phrasebook is many small pieces and the gazetteer few large ones: a program's first thread is quicker at
            // getting small pieces of memory than any other.
            (None, None) => both(|| Phrasebook::bundled().cloned(), || Gazetteer::bundled().cloned()),
            (phrasebook, gazetteer) => (
                phrasebook.map_or_else(|| Phrasebook::bundled().cloned(), Ok),
                gazetteer.map_or_else(|| Gazetteer::bundled().cloned(), Ok),
            ),
        };
        #[cfg(not(feature = "bundled"))]
        let (phrasebook, gazetteer) = (
            self.phrasebook.map_or_else(|| Phrasebook::builder().build(), Ok),
            self.gazetteer.map_or_else(|| Gazetteer::builder().build(), Ok),
        );
        Ok(Extractor { inner: Arc::new(Inner { gazetteer: gazetteer?, phrasebook: phrasebook? }) })
    }
}

#[cfg(all(test, feature = "bundled"))]
mod tests;
