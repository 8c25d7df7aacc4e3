//! Dates as news writes them, and the days that they mean when the text's own date is known.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use once_cell::sync::Lazy;

use super::period::{Part, Period, Unit, ago, around, later, season, span, thirds};
use super::{Cast, Sentence};
use crate::gazetteer::PartialDate;
use crate::grammar::KeyMap;
use crate::text::{self, WordKind};

/// A date among the words: which, and when that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) words: Range<usize>,
    pub(super) period: Option<Period>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Since,
    Until,
}

/// What a word says about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Month(i8),
    Weekday(Weekday),
    /// From so many days after the text's to so many.
    Near(i32, i32),
    Unit(Unit),
    /// The month that it begins with.
    Season(i8),
    /// "last", "this", "next"
    Relative(i32),
    /// "past" of "the past three weeks"
    Past,
    Part(Part),
    Count(i32),
    Ago,
    Open(Open),
    /// Before a year: "in 2019".
    In,
    The,
    /// "morning"
    Hours,
}

static SIGNS: Lazy<KeyMap<Sign>> = Lazy::new(|| {
    let mut signs: KeyMap<Sign> = KeyMap::default();
    let mut add = |words: &str, sign: Sign| signs.extend(words.split(' ').map(|word| (text::key(word), sign)));
    let months = [
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ];
    for (number, names) in (1..).zip(months) {
        add(names, Sign::Month(number));
    }
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    for (number, name) in (1..).zip(days) {
        add(name, Weekday::from_monday_one_offset(number).map_or(Sign::In, Sign::Weekday));
    }
    add("yesterday", Sign::Near(-1, -1));
    add("today tonight", Sign::Near(0, 0));
    add("tomorrow", Sign::Near(1, 1));
    add("overnight", Sign::Near(-1, 0));
    add("day days", Sign::Unit(Unit::Day));
    add("week weeks", Sign::Unit(Unit::Week));
    add("weekend", Sign::Unit(Unit::Weekend));
    add("month months", Sign::Unit(Unit::Month));
    add("year years", Sign::Unit(Unit::Year));
    add("decade decades", Sign::Unit(Unit::Decade));
    add("century centuries", Sign::Unit(Unit::Century));
    add("spring", Sign::Season(3));
    add("summer", Sign::Season(6));
    add("autumn fall", Sign::Season(9));
    add("winter", Sign::Season(12));
    add("last previous", Sign::Relative(-1));
    add("this current", Sign::Relative(0));
    add("next coming", Sign::Relative(1));
    add("past", Sign::Past);
    add("early", Sign::Part(Part::Early));
    add("mid", Sign::Part(Part::Middle));
    add("late", Sign::Part(Part::Late));
    let counts =
        ["a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    for (number, words) in (1..).zip(counts) {
        add(words, Sign::Count(number));
    }
    add("ago", Sign::Ago);
    add("since", Sign::Open(Open::Since));
    add("until till by before", Sign::Open(Open::Until));
    add("in from after during of for throughout between", Sign::In);
    add("the", Sign::The);
    add("morning afternoon evening night", Sign::Hours);
    signs
});

/// The dates among the words, in order. `today` is the text's date; `ahead` says that the clause speaks of what is to come.
pub(super) fn find<C: Cast>(
    sentence: &Sentence<'_, C>,
    extent: &Range<usize>,
    today: Option<Date>,
    ahead: bool,
) -> Vec<Found> {
    let reader = Reader { sentence, end: extent.end.min(sentence.words.len()), today, ahead };
    let mut found = Vec::new();
    let mut at = extent.start;
    while at < reader.end {
        match reader.date(at) {
            Some(date) => {
                at = date.words.end;
                found.push(date);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'r, 's, C> {
    sentence: &'r Sentence<'s, C>,
    end: usize,
    today: Option<Date>,
    ahead: bool,
}

impl<C: Cast> Reader<'_, '_, C> {
    fn sign(&self, at: usize) -> Option<Sign> {
        let word = self.sentence.words.get(at).filter(|_| at < self.end)?;
        let sign = SIGNS.get(&word.key).copied();
        // "may", "march" and "mar" are months with a capital alone.
        let lower = || self.slice(at).starts_with(|c: char| c.is_lowercase());
        sign.filter(|sign| !matches!(sign, Sign::Month(_) | Sign::Weekday(_)) || !lower())
    }

    fn slice(&self, at: usize) -> &str {
        self.sentence.words.get(at).filter(|_| at < self.end).map_or("", |word| word.span.slice(self.sentence.text))
    }

    fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        at < self.end && matches!(self.sentence.words[at].kind, WordKind::Punct(mark) if marks.contains(&mark))
    }

    /// "2019"
    fn year(&self, at: usize) -> Option<i16> {
        let word = self.slice(at);
        let plain = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| word.parse().ok()).flatten().filter(|year| (1700..2100).contains(year))
    }

    /// "5", "5th"
    fn day(&self, at: usize) -> Option<i8> {
        let word = self.slice(at);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let suffix = &word[digits.len()..];
        let sound = matches!(suffix, "" | "st" | "nd" | "rd" | "th") && (1..=2).contains(&digits.len());
        sound.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
    }

    fn count(&self, at: usize) -> Option<i32> {
        match self.sign(at) {
            Some(Sign::Count(count)) => Some(count),
            _ => self.slice(at).parse().ok().filter(|count| (1..1000).contains(count)),
        }
    }

    fn date(&self, at: usize) -> Option<Found> {
        if let Some(Sign::Open(open)) = self.sign(at) {
            let inner = self.core(at + 1, true)?;
            let period = inner.period.map(|period| match open {
                Open::Since => Period { from: period.from, until: None },
                Open::Until => Period { from: None, until: period.until },
            });
            return Some(Found { words: at..inner.words.end, period });
        }
        self.core(at, false)
    }

    /// A date without "since" or "until"; a bare year is one where `governed`, or behind "in".
    fn core(&self, at: usize, governed: bool) -> Option<Found> {
        let found = |end: usize, period: Option<Period>| Some(Found { words: at..end, period });
        match self.sign(at) {
            Some(Sign::Near(from, until)) => found(at + 1, self.near(from, until)),
            Some(Sign::Weekday(day)) => self.weekday(at, at + 1, day, None),
            Some(Sign::Month(month)) => self.month(at, month, None, None),
            Some(Sign::Part(part)) => {
                let next = at + 1 + usize::from(self.is_mark(at + 1, &['-', '‐', '–']));
                match self.sign(next) {
                    Some(Sign::Weekday(day)) => self.weekday(at, next + 1, day, None),
                    Some(Sign::Month(month)) => {
                        let inner = self.month(next, month, None, Some(part))?;
                        found(inner.words.end, inner.period)
                    }
                    Some(Sign::Relative(step)) if matches!(self.sign(next + 1), Some(Sign::Unit(Unit::Year))) => {
                        let year = self.today.map(|today| i32::from(today.year()) + step);
                        found(next + 2, year.and_then(|year| thirds(i16::try_from(year).ok()?, part)))
                    }
                    _ => {
                        let year = self.year(next)?;
                        found(next + 1, thirds(year, part))
                    }
                }
            }
            Some(Sign::Relative(step)) => match self.sign(at + 1)? {
                Sign::Weekday(day) => self.weekday(at, at + 2, day, Some(step)),
                Sign::Month(month) => {
                    let inner = self.month(at + 1, month, Some(step), None)?;
                    found(inner.words.end, inner.period)
                }
                Sign::Unit(unit) => found(at + 2, self.today.and_then(|today| around(today, unit, step))),
                Sign::Season(first) => found(at + 2, self.today.and_then(|today| season(today, first, step))),
                Sign::Hours => found(at + 2, self.near(step, step)),
                _ => self.stretch(at, at + 1),
            },
            Some(Sign::Past) => self.stretch(at, at + 1),
            Some(Sign::The) => {
                if self.sign(at + 1) == Some(Sign::Unit(Unit::Weekend)) {
                    let step = if self.ahead { 1 } else { -1 };
                    return found(at + 2, self.today.and_then(|today| around(today, Unit::Weekend, step)));
                }
                // "the 1990s"
                let word = self.slice(at + 1);
                let year = word.strip_suffix('s').filter(|year| year.len() == 4)?;
                let first: i16 = year.parse().ok().filter(|year| year % 10 == 0)?;
                let period = PartialDate::new(first, 0, 0).zip(PartialDate::new(first + 9, 0, 0));
                found(at + 2, period.map(|(from, until)| Period { from: Some(from), until: Some(until) }))
            }
            None if !self.slice(at).starts_with(|c: char| c.is_ascii_digit()) => None,
            _ => self.number(at, governed),
        }
    }

    fn near(&self, from: i32, until: i32) -> Option<Period> {
        let today = self.today?;
        Some(Period::days(later(today, from.days())?, later(today, until.days())?))
    }

    /// What begins with a number: "5 November", "two years ago", "2014 to 2018".
    fn number(&self, at: usize, governed: bool) -> Option<Found> {
        if let Some(count) = self.count(at)
            && let Some(Sign::Unit(unit)) = self.sign(at + 1)
            && self.sign(at + 2) == Some(Sign::Ago)
        {
            let period = self.today.and_then(|today| ago(today, count, unit));
            return Some(Found { words: at..at + 3, period });
        }
        if let Some(day) = self.day(at) {
            let next = at + 1 + usize::from(self.slice(at + 1) == "of");
            if let Some(Sign::Month(month)) = self.sign(next) {
                let year = self.year(next + 1);
                let period = self.day_of(year, month, day);
                return Some(Found { words: at..next + 1 + usize::from(year.is_some()), period });
            }
        }
        let year = self.year(at).filter(|_| governed || at > 0 && self.sign(at - 1) == Some(Sign::In))?;
        let joined = self.is_mark(at + 1, &['-', '‐', '–', '—']) || matches!(self.slice(at + 1), "to" | "and");
        if joined
            && let Some(last) = self.year(at + 2).or_else(|| self.short_year(at + 2, year))
            && last > year
        {
            let period = PartialDate::new(year, 0, 0).zip(PartialDate::new(last, 0, 0));
            let period = period.map(|(from, until)| Period { from: Some(from), until: Some(until) });
            return Some(Found { words: at..at + 3, period });
        }
        Some(Found { words: at..at + 1, period: PartialDate::new(year, 0, 0).map(Period::at) })
    }

    /// "18" of "2014-18"
    fn short_year(&self, at: usize, first: i16) -> Option<i16> {
        let word = self.slice(at);
        let short: i16 = word.parse().ok().filter(|_| word.len() == 2)?;
        Some(first / 100 * 100 + short)
    }

    /// "Tuesday", "Tuesday, Nov. 5", "Tuesday morning"; `end` is behind the weekday.
    fn weekday(&self, at: usize, end: usize, day: Weekday, step: Option<i32>) -> Option<Found> {
        let next = end + usize::from(self.is_mark(end, &[',']));
        let exact = match self.sign(next) {
            Some(Sign::Month(month)) => self.month(next, month, None, None).filter(|found| found.words.len() > 1),
            _ if self.day(next).is_some() => self.number(next, false),
            _ => None,
        };
        if let Some(found) = exact {
            return Some(Found { words: at..found.words.end, period: found.period });
        }
        let period = self.today.and_then(|today| {
            let nth = match step {
                Some(-1) => -1,
                Some(1) => 1,
                // On a Tuesday, "Tuesday" is the day itself.
                _ if today.weekday() == day => return Some(Period::at(PartialDate::of(today))),
                _ if self.ahead => 1,
                _ => -1,
            };
            today.nth_weekday(nth, day).ok().map(|date| Period::at(PartialDate::of(date)))
        });
        let hours = usize::from(self.sign(end) == Some(Sign::Hours));
        Some(Found { words: at..end + hours, period })
    }

    /// "November", "Nov. 5", "Nov. 5, 2024", "November 2024", from the month on.
    fn month(&self, at: usize, month: i8, step: Option<i32>, part: Option<Part>) -> Option<Found> {
        let found = |end: usize, period: Option<Period>| Some(Found { words: at..end, period });
        if let Some(day) = self.day(at + 1) {
            let comma = usize::from(self.is_mark(at + 2, &[',']));
            let year = self.year(at + 2 + comma);
            let end = if year.is_some() { at + 3 + comma } else { at + 2 };
            return found(end, self.day_of(year, month, day));
        }
        let comma = usize::from(self.is_mark(at + 1, &[',']));
        let year = self.year(at + 1 + comma);
        let end = if year.is_some() { at + 2 + comma } else { at + 1 };
        let year = year.or_else(|| {
            let today = self.today?;
            let this = today.year();
            let later = month > today.month();
            let same = month == today.month();
            Some(match step {
                Some(-1) if later || same => this - 1,
                Some(1) if !later => this + 1,
                None if self.ahead && !later && !same => this + 1,
                None if !self.ahead && later => this - 1,
                _ => this,
            })
        });
        // A bare "May" is a name as often.
        if end == at + 1 && step.is_none() && part.is_none() && at > 0 {
            let governed = matches!(self.sign(at - 1), Some(Sign::In | Sign::Open(_)));
            if !governed {
                return None;
            }
        }
        let period = year.and_then(|year| match part {
            None => PartialDate::new(year, month, 0).map(Period::at),
            Some(part) => {
                let first = Date::new(year, month, 1).ok()?;
                let (from, until) = match part {
                    Part::Early => (1, 10),
                    Part::Middle => (11, 20),
                    Part::Late => (21, first.days_in_month()),
                };
                Some(Period::days(Date::new(year, month, from).ok()?, Date::new(year, month, until).ok()?))
            }
        });
        found(end, period)
    }

    /// A day of a month, of the year that is nearest where none is given.
    fn day_of(&self, year: Option<i16>, month: i8, day: i8) -> Option<Period> {
        if let Some(year) = year {
            return Some(Period::at(PartialDate::new(year, month, day)?));
        }
        let today = self.today?;
        let step: i16 = if self.ahead { 1 } else { -1 };
        let fits = |date: &Date| if self.ahead { *date >= today } else { *date <= today };
        let years = [today.year(), today.year() + step];
        years
            .into_iter()
            .filter_map(|year| Date::new(year, month, day).ok())
            .find(fits)
            .map(|date| Period::at(PartialDate::of(date)))
    }

    /// "the past three weeks": from `next` on, behind "past" or "last".
    fn stretch(&self, at: usize, next: usize) -> Option<Found> {
        let (count, unit) = match (self.sign(next), self.sign(next + 1)) {
            (Some(Sign::Unit(unit)), _) => (1, unit),
            (_, Some(Sign::Unit(unit))) => (self.count(next)?, unit),
            _ => return None,
        };
        let end = if matches!(self.sign(next), Some(Sign::Unit(_))) { next + 1 } else { next + 2 };
        let period = self.today.and_then(|today| Some(Period::days(later(today, span(unit, -count))?, today)));
        Some(Found { words: at..end, period })
    }
}
