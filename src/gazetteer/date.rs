//! Dates of which only the year, or year and month, may be known.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A date as exact as it is known: `1999`, `1999-08` or `1999-08-09`.
///
/// ```
/// use geopol::gazetteer::PartialDate;
///
/// let month: PartialDate = "1999-08".parse()?;
/// assert_eq!((month.year(), month.month(), month.day()), (1999, Some(8), None));
/// assert!("1999-13".parse::<PartialDate>().is_err());
/// # Ok::<(), geopol::gazetteer::NoDate>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: i8,
    day: i8,
}

/// The text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDate;

impl fmt::Display for NoDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a date as YYYY, YYYY-MM or YYYY-MM-DD")
    }
}

impl std::error::Error for NoDate {}

/// A packed date is there.
const SOME: u32 = 1 << 15;

impl PartialDate {
    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month from 1, where known.
    pub fn month(self) -> Option<i8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month from 1, where known.
    pub fn day(self) -> Option<i8> {
        (self.day > 0).then_some(self.day)
    }
}

impl PartialDate {
    /// A date of which the month and the day may be 0, unknown; none where there is no such day.
    pub(crate) fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let sound = (month > 0 || day == 0) && Date::new(year, month.max(1), day.max(1)).is_ok();
        sound.then_some(Self { year, month, day })
    }

    /// The date in 32 bits, or none of it.
    pub(super) fn pack(date: Option<Self>) -> u32 {
        date.map_or(0, |Self { year, month, day }| {
            u32::from(year as u16) << 16 | SOME | u32::from(month as u8 & 15) << 5 | u32::from(day as u8 & 31)
        })
    }

    /// A date that was [packed](Self::pack); none where no such day is.
    pub(super) fn unpack(bits: u32) -> Option<Self> {
        let (month, day) = ((bits >> 5 & 15) as i8, (bits & 31) as i8);
        if bits & SOME == 0 { None } else { Self::new((bits >> 16) as i16, month, day) }
    }

    /// A day of the calendar.
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }

    /// Whether it lies behind the other as far as both are known: 1999-08 does not lie behind 1999.
    pub(crate) fn is_after(self, other: Self) -> bool {
        let month = if self.month == 0 || other.month == 0 { (0, 0) } else { (self.month, other.month) };
        let day = if month.0 == 0 || self.day == 0 || other.day == 0 { (0, 0) } else { (self.day, other.day) };
        (self.year, month.0, day.0) > (other.year, month.1, day.1)
    }
}

impl FromStr for PartialDate {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let mut parts = text.split('-');
        let mut number = |len: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == len && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<i16>().map(Some).map_err(|_| NoDate)
            }
            Some(_) => Err(NoDate),
        };
        let (year, month, day) = (number(4)?.ok_or(NoDate)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(NoDate);
        }
        let small = |n: Option<i16>| i8::try_from(n.unwrap_or(0)).map_err(|_| NoDate);
        let (month_number, day_number) = (small(month)?, small(day)?);
        Date::new(year, if month.is_some() { month_number } else { 1 }, if day.is_some() { day_number } else { 1 })
            .map_err(|_| NoDate)?;
        Ok(Self { year, month: month_number, day: day_number })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}
