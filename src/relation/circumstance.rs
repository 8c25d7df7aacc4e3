//! Quantities and dates in a relation's clause.

use std::ops::Range;

use jiff::civil::Date;

use super::{Cast, Factuality, Finding, Period, Sentence, quantity, time};
use crate::clause::Tag;
use crate::grammar::Class;
use crate::text::Span;

/// When and how many, where the clause says so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Circumstances {
    /// "30,000 troops"
    pub(crate) quantities: Vec<Span>,
    /// "Tuesday", and the days that it means.
    pub(crate) dates: Vec<(Span, Option<Period>)>,
}

/// The clause of a sentence that was read last: findings of one clause follow each other.
#[derive(Debug, Default)]
pub(crate) struct Clause {
    extent: Range<usize>,
    ahead: bool,
    circumstances: Circumstances,
}

impl Clause {
    /// The quantities and dates of a finding's clause, always of the same sentence. `today` is the text's date.
    pub(crate) fn circumstances<C: Cast>(
        &mut self,
        sentence: &Sentence<'_, C>,
        finding: &Finding,
        today: Option<Date>,
    ) -> &Circumstances {
        let (extent, ahead) = (finding.extent.clone(), finding.status.factuality == Factuality::Planned);
        if (&self.extent, self.ahead) != (&extent, ahead) {
            let circumstances = circumstances(sentence, &extent, today, ahead);
            *self = Self { extent, ahead, circumstances };
        }
        &self.circumstances
    }
}

/// `ahead` says that the clause speaks of what is to come.
fn circumstances<C: Cast>(
    sentence: &Sentence<'_, C>,
    extent: &Range<usize>,
    today: Option<Date>,
    ahead: bool,
) -> Circumstances {
    // Most clauses name no time and no number: the words tell at a glance.
    let timed = extent.clone().take_while(|&at| at < sentence.words.len()).any(|at| {
        let token = &sentence.parse.tokens[at];
        matches!(token.tag, Tag::Time | Tag::Number)
            || token.info.is(Class::Time)
            || token.info.is(Class::Month)
            || token.info.is(Class::Preposition) && sentence.is(at, "of")
            || sentence.is(at, "overnight")
    });
    if !timed {
        return Circumstances::default();
    }
    let span = |words: &Range<usize>| {
        Span::new(sentence.words[words.start].span.start, sentence.words[words.end - 1].span.end)
    };
    let dates = time::find(sentence, extent, today, ahead);
    let apart =
        |words: &Range<usize>| dates.iter().all(|date| date.words.end <= words.start || words.end <= date.words.start);
    let quantities = quantity::find(sentence, extent).into_iter().filter(apart).map(|words| span(&words)).collect();
    Circumstances { quantities, dates: dates.iter().map(|date| (span(&date.words), date.period)).collect() }
}
