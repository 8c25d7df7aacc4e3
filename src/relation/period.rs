//! Spans of the calendar: weeks, months, seasons, and how far they are from a day.

use std::borrow::Cow;
use std::fmt;
use std::ops::Bound;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Span as Duration, ToSpan};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::gazetteer::{NoDate, PartialDate};

/// When something is: one date, as exact as it is known, or from one to another; either end may be open.
///
/// It is written as in ISO 8601, and read so: `2024-11-05`, `2022-02`, `2024-10-28/2024-11-03`, `2022-02/..`.
///
/// ```
/// use geopol::Period;
/// use jiff::civil::date;
///
/// let since: Period = "2022-02/..".parse()?;
/// assert_eq!((since.day(), since.until()), (Some(date(2022, 2, 1)), None));
/// assert_eq!(since.to_string(), "2022-02/..");
/// # Ok::<(), geopol::gazetteer::NoDate>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    pub(super) from: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
}

impl Period {
    /// The first date, both ends included; none where it is open.
    pub fn from(&self) -> Option<PartialDate> {
        self.from
    }

    /// The last date, both ends included; none where it is open.
    pub fn until(&self) -> Option<PartialDate> {
        self.until
    }

    /// Its first day, or its last where it has no beginning.
    pub fn day(&self) -> Option<Date> {
        let (year, month, day) = first_day(self.from.or(self.until)?);
        Date::new(year, month, day).ok()
    }

    /// Whether a day of it lies in the range.
    pub(crate) fn meets(&self, start: Bound<Date>, end: Bound<Date>) -> bool {
        let day = |date: Date| (date.year(), date.month(), date.day());
        let begun = self.from.map(first_day).is_none_or(|first| match end {
            Bound::Included(end) => first <= day(end),
            Bound::Excluded(end) => first < day(end),
            Bound::Unbounded => true,
        });
        let lasts = self.until.is_none_or(|date| {
            let last = (date.year(), date.month().unwrap_or(12), date.day().unwrap_or(31));
            match start {
                Bound::Included(start) => last >= day(start),
                Bound::Excluded(start) => last > day(start),
                Bound::Unbounded => true,
            }
        });
        begun && lasts
    }

    pub(crate) fn new(from: Option<PartialDate>, until: Option<PartialDate>) -> Self {
        Self { from, until }
    }

    pub(crate) fn at(date: PartialDate) -> Self {
        Self { from: Some(date), until: Some(date) }
    }

    pub(super) fn days(from: Date, until: Date) -> Self {
        Self { from: Some(PartialDate::of(from)), until: Some(PartialDate::of(until)) }
    }

    fn months(from: (i16, i8), until: (i16, i8)) -> Option<Self> {
        Some(Self {
            from: Some(PartialDate::new(from.0, from.1, 0)?),
            until: Some(PartialDate::new(until.0, until.1, 0)?),
        })
    }
}

/// Year, month and day on which a date begins.
fn first_day(date: PartialDate) -> (i16, i8, i8) {
    (date.year(), date.month().unwrap_or(1), date.day().unwrap_or(1))
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |f: &mut fmt::Formatter<'_>, date: Option<PartialDate>| match date {
            Some(date) => write!(f, "{date}"),
            None => f.write_str(".."),
        };
        end(f, self.from)?;
        if self.from != self.until {
            f.write_str("/")?;
            end(f, self.until)?;
        }
        Ok(())
    }
}

/// Reads what [`Display`](fmt::Display) writes.
///
/// # Errors
/// Where it is no date, and no two of them with a slash between.
impl FromStr for Period {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let (from, until) = text.split_once('/').unwrap_or((text, text));
        let end = |end: &str| if end == ".." { Ok(None) } else { end.parse().map(Some) };
        match (end(from)?, end(until)?) {
            (None, None) => Err(NoDate),
            (from, until) => Ok(Self { from, until }),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(|_| D::Error::custom(format!("{text:?} is no period, such as 2022-02/2022-04")))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    Year,
    Decade,
    Century,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Middle,
    Late,
}

pub(super) fn later(date: Date, duration: Duration) -> Option<Date> {
    date.checked_add(duration).ok()
}

pub(super) fn span(unit: Unit, count: i32) -> Duration {
    match unit {
        Unit::Day => count.days(),
        Unit::Week | Unit::Weekend => count.weeks(),
        Unit::Month => count.months(),
        Unit::Year => count.years(),
        Unit::Decade => (count * 10).years(),
        Unit::Century => (count * 100).years(),
    }
}

/// "two years ago": as exact as the unit.
pub(super) fn ago(today: Date, count: i32, unit: Unit) -> Option<Period> {
    let then = later(today, span(unit, -count))?;
    match unit {
        Unit::Decade | Unit::Century => PartialDate::new(then.year(), 0, 0).map(Period::at),
        _ => around(then, unit, 0),
    }
}

/// The unit that holds the date, or one so many steps from it. Weeks begin on Monday.
pub(super) fn around(date: Date, unit: Unit, step: i32) -> Option<Period> {
    match unit {
        Unit::Day => later(date, step.days()).map(|date| Period::at(PartialDate::of(date))),
        Unit::Week => {
            let monday = later(date, (step * 7 - i32::from(date.weekday().to_monday_zero_offset())).days())?;
            Some(Period::days(monday, later(monday, 6.days())?))
        }
        Unit::Weekend => {
            let own = i32::from(date.weekday().to_monday_zero_offset());
            // At a weekend, "the weekend" is this one; before it, the last one is behind.
            let back = if own >= 5 { 0 } else { step.min(0) };
            let saturday = later(date, (5 - own + back * 7).days())?;
            Some(Period::days(saturday, later(saturday, 1.days())?))
        }
        Unit::Month => {
            let then = later(date.first_of_month(), step.months())?;
            PartialDate::new(then.year(), then.month(), 0).map(Period::at)
        }
        Unit::Year => {
            let year = i32::from(date.year()) + step;
            PartialDate::new(i16::try_from(year).ok()?, 0, 0).map(Period::at)
        }
        Unit::Decade | Unit::Century => {
            let years: i16 = if unit == Unit::Decade { 10 } else { 100 };
            let first = date.year().div_euclid(years) * years + i16::try_from(step).ok()? * years;
            Some(Period {
                from: Some(PartialDate::new(first, 0, 0)?),
                until: Some(PartialDate::new(first + years - 1, 0, 0)?),
            })
        }
    }
}

/// "last summer": the season, as in the north, that is over, that is or comes this year, or that comes next.
pub(super) fn season(today: Date, first: i8, step: i32) -> Option<Period> {
    let last = (first + 1) % 12 + 1;
    let over = first != 12 && today.month() > last;
    let year = match step {
        -1 if over => today.year(),
        -1 => today.year() - 1,
        1 if today.month() < first => today.year(),
        1 => today.year() + 1,
        _ if first == 12 && today.month() < 3 => today.year() - 1,
        _ => today.year(),
    };
    Period::months((year, first), (if first == 12 { year + 1 } else { year }, last))
}

/// "early 2019": the first four months, and so on.
pub(super) fn thirds(year: i16, part: Part) -> Option<Period> {
    let (from, until) = match part {
        Part::Early => (1, 4),
        Part::Middle => (5, 8),
        Part::Late => (9, 12),
    };
    Period::months((year, from), (year, until))
}
