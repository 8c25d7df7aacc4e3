use std::fmt;

use super::QuadClass;

/// One event type of PLOVER 2.0, the Political Language Ontology for Verifiable Event Records.
///
/// ```
/// use geopol::code::{Plover, QuadClass};
///
/// let aid = Plover::get("AID").expect("a type");
/// assert_eq!((aid.quad_class(), aid.score()), (QuadClass::MaterialCooperation, 10.0));
/// assert!(Plover::get("aid").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plover {
    name: &'static str,
    quad: QuadClass,
    tenths: i16,
}

/// The types with their quad classes and base scores in tenths, as the manual of PLOVER 2.0 gives them; its table prints
/// +3 for ACCUSE, all of whose modes are below zero.
const TYPES: [Plover; 16] = {
    use QuadClass::{MaterialConflict, MaterialCooperation, VerbalConflict, VerbalCooperation};
    [
        of("AGREE", VerbalCooperation, 25),
        of("CONSULT", VerbalCooperation, 25),
        of("SUPPORT", VerbalCooperation, 50),
        of("CONCEDE", VerbalCooperation, 45),
        of("COOPERATE", MaterialCooperation, 95),
        of("AID", MaterialCooperation, 100),
        of("RETREAT", MaterialCooperation, 65),
        of("REQUEST", VerbalConflict, 0),
        of("ACCUSE", VerbalConflict, -30),
        of("REJECT", VerbalConflict, -20),
        of("THREATEN", VerbalConflict, -35),
        of("PROTEST", MaterialConflict, -50),
        of("SANCTION", MaterialConflict, -60),
        of("MOBILIZE", MaterialConflict, -55),
        of("COERCE", MaterialConflict, -70),
        of("ASSAULT", MaterialConflict, -90),
    ]
};

const fn of(name: &'static str, quad: QuadClass, tenths: i16) -> Plover {
    Plover { name, quad, tenths }
}

impl Plover {
    /// The type of this name, in capitals.
    pub fn get(name: &str) -> Option<&'static Self> {
        TYPES.iter().find(|known| known.name == name)
    }

    /// All types, in the order of the manual.
    pub fn all() -> impl ExactSizeIterator<Item = &'static Self> {
        TYPES.iter()
    }

    /// Its name, such as `AID`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Words or deeds, for or against the other.
    pub fn quad_class(&self) -> QuadClass {
        self.quad
    }

    /// The base score between conflict (-10) and cooperation (10).
    pub fn score(&self) -> f64 {
        f64::from(self.tenths) / 10.0
    }
}

impl fmt::Display for Plover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_those_that_codes_fall_under() {
        assert!(Plover::all().map(Plover::name).eq(crate::code::PLOVER));
        assert!(Plover::all().all(|kind| kind.quad.is_conflict() == (kind.tenths <= 0)));
    }
}
