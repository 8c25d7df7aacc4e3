//! Takes: the event codes of CAMEO, from `gazetteers/cameo.tsv`.
//! Gives: what each stands for: its act, its quad class, its number on Goldstein's scale and its PLOVER type.
//! Must not know: any wording, any relation type.

mod plover;

use std::fmt;

use once_cell::sync::Lazy;
use serde::{Deserialize, Serialize};

pub use plover::Plover;

/// One code of CAMEO, the Conflict and Mediation Event Observations.
///
/// ```
/// use geopol::code::{Cameo, QuadClass};
///
/// let aid = Cameo::get("072").expect("a code");
/// assert_eq!((aid.quad_class(), aid.goldstein()), (QuadClass::MaterialCooperation, Some(8.3)));
/// assert_eq!((aid.root(), aid.plover()), ("07", Some("AID")));
/// assert!(Cameo::get("999").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cameo {
    code: &'static str,
    act: &'static str,
    quad: QuadClass,
    tenths: Option<i16>,
    plover: Option<&'static str>,
}

/// Whether words or deeds, and whether for or against the other, as the Phoenix event data count CAMEO's roots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum QuadClass {
    /// Statements and appeals: roots 01 and 02.
    Neutral,
    /// Roots 03 to 05.
    VerbalCooperation,
    /// Roots 06 to 08.
    MaterialCooperation,
    /// Roots 09 to 13, and 16.
    VerbalConflict,
    /// Roots 14, 15 and 17 to 20.
    MaterialConflict,
}

/// The event types of PLOVER 2.0.
pub const PLOVER: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

static CODES: Lazy<Vec<Cameo>> = Lazy::new(|| {
    let lines = include_str!("../gazetteers/cameo.tsv").lines().skip(1);
    lines.map(|line| Cameo::read(line).expect("every line is a code (a test reads them)")).collect()
});

impl Cameo {
    /// The code with these two to four digits, leading zero included.
    pub fn get(code: &str) -> Option<&'static Self> {
        let codes: &'static [Self] = &CODES;
        codes.binary_search_by_key(&code, |known| known.code).ok().map(|at| &codes[at])
    }

    /// All codes in order, roots included.
    pub fn all() -> impl ExactSizeIterator<Item = &'static Self> {
        CODES.iter()
    }

    /// Its two to four digits, such as `072`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The first two digits, such as `07`.
    pub fn root(&self) -> &'static str {
        &self.code[..2]
    }

    /// What whoever it is said of does, in a few words: "helps with arms or training".
    pub fn act(&self) -> &'static str {
        self.act
    }

    /// Words or deeds, for or against the other.
    pub fn quad_class(&self) -> QuadClass {
        self.quad
    }

    /// How much it helps (to 10) or hurts (to -10) the other on the scale of Goldstein (1992), as published for CAMEO;
    /// none for the codes that were added later.
    pub fn goldstein(&self) -> Option<f64> {
        self.tenths.map(|tenths| f64::from(tenths) / 10.0)
    }

    /// The PLOVER type that the code falls under; none for statements.
    pub fn plover(&self) -> Option<&'static str> {
        self.plover
    }

    fn read(line: &'static str) -> Option<Self> {
        let mut cells = line.split('\t');
        let (code, act) = (cells.next()?, cells.next()?);
        let quad = match cells.next()? {
            "0" => QuadClass::Neutral,
            "1" => QuadClass::VerbalCooperation,
            "2" => QuadClass::MaterialCooperation,
            "3" => QuadClass::VerbalConflict,
            "4" => QuadClass::MaterialConflict,
            _ => return None,
        };
        let tenths = match cells.next()? {
            "" => None,
            number => {
                let (whole, tenth) = number.split_once('.').unwrap_or((number, "0"));
                Some(format!("{whole}{tenth}").parse().ok()?)
            }
        };
        let plover = match cells.next()? {
            "" => None,
            name => Some(PLOVER.into_iter().find(|known| *known == name)?),
        };
        cells.next().is_none().then_some(Self { code, act, quad, tenths, plover })
    }
}

impl fmt::Display for Cameo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl QuadClass {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::Neutral,
        Self::VerbalCooperation,
        Self::MaterialCooperation,
        Self::VerbalConflict,
        Self::MaterialConflict,
    ];

    /// Whether it is for the other.
    pub fn is_cooperation(self) -> bool {
        matches!(self, Self::VerbalCooperation | Self::MaterialCooperation)
    }

    /// Whether it is against the other.
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::VerbalConflict | Self::MaterialConflict)
    }

    /// The word for it in kebab-case, as it is serialized.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::VerbalCooperation => "verbal-cooperation",
            Self::MaterialCooperation => "material-cooperation",
            Self::VerbalConflict => "verbal-conflict",
            Self::MaterialConflict => "material-conflict",
        }
    }
}

impl fmt::Display for QuadClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_code_under_its_root() {
        assert!(Cameo::all().is_sorted_by_key(Cameo::code) && Cameo::all().len() > 300);
        for code in Cameo::all() {
            assert!(
                code.code.bytes().all(|byte| byte.is_ascii_digit()) && (2..=4).contains(&code.code.len()),
                "{code}"
            );
            assert!(!code.act.is_empty() && code.tenths.is_none_or(|tenths| tenths.abs() <= 100), "{code}");
            for len in 2..code.code.len() {
                let above = Cameo::get(&code.code[..len]).expect("what is above");
                assert_eq!(above.quad, code.quad, "{code}");
            }
        }
    }

    #[test]
    fn numbers_below_zero_and_with_tenths_are_read() {
        let goldstein = |code: &str| Cameo::get(code).and_then(Cameo::goldstein);
        assert_eq!((goldstein("1384"), goldstein("011"), goldstein("1952")), (Some(-7.0), Some(-0.1), None));
    }
}
