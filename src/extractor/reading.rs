//! One way to read: what the caller knows of the text beforehand.

use jiff::civil::Date;

use super::{Extractor, assemble, explain};
use crate::error::Result;
use crate::gazetteer::{Gazetteer, PartialDate};
use crate::mention::{self, Cast, GivenMention};
use crate::report::Report;
use crate::text::Passage;

/// Reads texts of which something is known beforehand, such as their date. Cheap to make and to copy.
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// use geopol::Extractor;
/// use jiff::civil::date;
///
/// let reading = Extractor::bundled().reading().date(date(2024, 11, 8));
/// let report = reading.extract("Israel bombed Syria on Tuesday.");
/// let relation = report.relations().next().expect("a relation");
/// assert_eq!(relation.dates()[0].period().map(|period| period.to_string()).as_deref(), Some("2024-11-05"));
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use = "a reading reads nothing until `extract`"]
pub struct Reading<'e> {
    extractor: &'e Extractor,
    date: Option<Date>,
}

impl<'e> Reading<'e> {
    pub(super) fn of(extractor: &'e Extractor) -> Self {
        Self { extractor, date: None }
    }

    /// The day on which the text was written. Dates such as "Tuesday" are counted from it, and offices are those of that day.
    pub fn date(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }

    /// [`Extractor::extract`], with what is known.
    pub fn extract<'t>(&self, text: &'t str) -> Report<'t> {
        let passage = Passage::new(text);
        let cast = self.find(&passage);
        self.assemble(passage, cast, Some(&self.extractor.inner.gazetteer))
    }

    /// [`Extractor::tag`], with what is known.
    pub fn tag<'t>(&self, text: &'t str) -> Report<'t> {
        let passage = Passage::new(text);
        let cast = self.find(&passage);
        assemble::report(passage, cast, Vec::new(), self.date)
    }

    /// [`Extractor::extract_with`], with what is known.
    ///
    /// # Errors
    /// Those of [`Extractor::extract_with`].
    pub fn extract_with<'t>(&self, text: &'t str, mentions: &[GivenMention]) -> Result<Report<'t>> {
        let passage = Passage::new(text);
        let cast = mention::take(&passage, mentions)?;
        Ok(self.assemble(passage, cast, None))
    }

    /// [`Extractor::explain`], with what is known.
    pub fn explain(&self, text: &str) -> String {
        let passage = Passage::new(text);
        let cast = self.find(&passage);
        self.describe(&passage, &cast, Some(&self.extractor.inner.gazetteer))
    }

    /// [`Extractor::explain_with`], with what is known.
    ///
    /// # Errors
    /// Those of [`Extractor::extract_with`].
    pub fn explain_with(&self, text: &str, mentions: &[GivenMention]) -> Result<String> {
        let passage = Passage::new(text);
        let cast = mention::take(&passage, mentions)?;
        Ok(self.describe(&passage, &cast, None))
    }

    fn find(&self, passage: &Passage<'_>) -> Cast {
        let inner = &*self.extractor.inner;
        let today = self.date.map(PartialDate::of);
        mention::find(passage, &inner.gazetteer, today)
    }

    fn assemble<'t>(&self, passage: Passage<'t>, cast: Cast, gazetteer: Option<&Gazetteer>) -> Report<'t> {
        assemble::assemble(passage, cast, gazetteer, &self.extractor.inner.phrasebook, self.date)
    }

    fn describe(&self, passage: &Passage<'_>, cast: &Cast, gazetteer: Option<&Gazetteer>) -> String {
        let stage = assemble::Stage { cast, gazetteer, today: self.date.map(PartialDate::of) };
        explain::explain(passage, cast, &stage, &self.extractor.inner.phrasebook)
    }
}
