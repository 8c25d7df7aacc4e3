//! Values as bytes, one after the other: what a compiled phrasebook is made of.
//!
//! Whatever the bytes are, reading them ends, takes memory by their length, and gives a value or none.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::shape::PhraseSet;
use super::{Family, RelationType};
use crate::code::Cameo;
use crate::compiled::{Cursor, put_number};
use crate::gazetteer::Kind;
use crate::grammar::KeyMap;

/// What is written to bytes and read from them.
pub(super) trait Stored: Sized {
    fn put(&self, out: &mut Writer);

    /// Nothing where the bytes are no such value. One byte at least is read.
    fn take(from: &mut Reader<'_>) -> Option<Self>;
}

/// A struct by its fields, or an enum by its variants, each with its number. A field or variant that is missing does not
/// compile.
macro_rules! stored {
    (struct $name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::phrasebook::stored::Stored for $name {
            fn put(&self, out: &mut $crate::phrasebook::stored::Writer) {
                let Self { $($field),* } = self;
                $($crate::phrasebook::stored::Stored::put($field, out);)*
            }

            fn take(from: &mut $crate::phrasebook::stored::Reader<'_>) -> Option<Self> {
                Some(Self { $($field: $crate::phrasebook::stored::Stored::take(from)?),* })
            }
        }
    };
    (enum $name:ident { $($number:literal $variant:ident $(($($part:ident),*))? $({ $($field:ident),* })?,)* }) => {
        impl $crate::phrasebook::stored::Stored for $name {
            fn put(&self, out: &mut $crate::phrasebook::stored::Writer) {
                match self {
                    $(Self::$variant $(($($part),*))? $({ $($field),* })? => {
                        out.byte($number);
                        $($($crate::phrasebook::stored::Stored::put($part, out);)*)?
                        $($($crate::phrasebook::stored::Stored::put($field, out);)*)?
                    })*
                }
            }

            fn take(from: &mut $crate::phrasebook::stored::Reader<'_>) -> Option<Self> {
                match from.byte()? {
                    $($number => {
                        $($(let $part = $crate::phrasebook::stored::Stored::take(from)?;)*)?
                        $($(let $field = $crate::phrasebook::stored::Stored::take(from)?;)*)?
                        Some(Self::$variant $(($($part),*))? $({ $($field),* })?)
                    })*
                    _ => None,
                }
            }
        }
    };
}

pub(super) use stored;

/// Collects bytes.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    /// The numbers of the sets that are written, by where they lie in memory: each is written once.
    sets: BTreeMap<usize, u32>,
}

impl Writer {
    /// The bytes of a value.
    pub(super) fn write(value: &impl Stored) -> Vec<u8> {
        let mut writer = Self::default();
        value.put(&mut writer);
        writer.bytes
    }

    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    fn number(&mut self, number: usize) {
        // What is more is in no memory; whoever reads it finds that the rest does not fit.
        put_number(&mut self.bytes, u32::try_from(number).unwrap_or(u32::MAX));
    }
}

/// Reads bytes.
#[derive(Debug)]
pub(super) struct Reader<'b> {
    cursor: Cursor<'b>,
    /// The sets that have been read.
    sets: Vec<Arc<PhraseSet>>,
    /// How many boxes are open.
    depth: usize,
}

/// Verbs lie one in another, and so do their boxes: no pattern is long enough for more.
const DEEPEST: usize = 32;

/// So much memory is taken before it is known that there is something to fill it.
const FEW: usize = 256;

impl<'b> Reader<'b> {
    /// The value that the bytes are, all of them.
    pub(super) fn read<T: Stored>(bytes: &'b [u8]) -> Option<T> {
        let mut reader = Self { cursor: Cursor::new(bytes), sets: Vec::new(), depth: 0 };
        let value = T::take(&mut reader)?;
        (reader.cursor.len() == 0).then_some(value)
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        (self.cursor.len() > 0).then(|| self.cursor.byte())
    }

    fn number(&mut self) -> Option<u32> {
        (self.cursor.len() > 0).then(|| self.cursor.number())
    }

    /// How many values follow.
    fn count(&mut self) -> Option<usize> {
        self.number().map(|count| count as usize)
    }
}

impl Stored for bool {
    fn put(&self, out: &mut Writer) {
        out.byte(u8::from(*self));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Stored for u32 {
    fn put(&self, out: &mut Writer) {
        put_number(&mut out.bytes, *self);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        from.number()
    }
}

impl Stored for usize {
    fn put(&self, out: &mut Writer) {
        out.number(*self);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        from.count()
    }
}

/// Keys and bits: numbers of any size.
impl Stored for u64 {
    fn put(&self, out: &mut Writer) {
        out.bytes.extend(self.to_le_bytes());
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        (from.cursor.len() >= 8).then(|| u64::from(from.cursor.word()) | u64::from(from.cursor.word()) << 32)
    }
}

impl Stored for String {
    fn put(&self, out: &mut Writer) {
        out.number(self.len());
        out.bytes.extend(self.as_bytes());
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let bytes = (from.cursor.len() > 0).then(|| from.cursor.bytes())?;
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn put(&self, out: &mut Writer) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Some(if bool::take(from)? { Some(T::take(from)?) } else { None })
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn put(&self, out: &mut Writer) {
        out.number(self.len());
        self.iter().for_each(|value| value.put(out));
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let count = from.count()?;
        let mut values = Self::with_capacity(count.min(FEW));
        for _ in 0..count {
            values.push(T::take(from)?);
        }
        Some(values)
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn put(&self, out: &mut Writer) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}

impl Stored for Range<u32> {
    fn put(&self, out: &mut Writer) {
        self.start.put(out);
        self.end.put(out);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Some(u32::take(from)?..u32::take(from)?)
    }
}

/// In the order of the keys, so that the bytes are the same on every machine.
impl<T: Stored> Stored for KeyMap<T> {
    fn put(&self, out: &mut Writer) {
        let mut entries: Vec<(&u64, &T)> = self.iter().collect();
        entries.sort_unstable_by_key(|(key, _)| **key);
        out.number(entries.len());
        for (key, value) in entries {
            key.put(out);
            value.put(out);
        }
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let count = from.count()?;
        let mut map = Self::default();
        // A key has eight bytes.
        map.reserve(count.min(from.cursor.len() / 8));
        for _ in 0..count {
            map.insert(u64::take(from)?, T::take(from)?);
        }
        Some(map)
    }
}

impl<T: Stored> Stored for Box<T> {
    fn put(&self, out: &mut Writer) {
        (**self).put(out);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        from.depth += 1;
        if from.depth > DEEPEST {
            return None;
        }
        let value = T::take(from)?;
        from.depth -= 1;
        Some(Self::new(value))
    }
}

/// A set that many share is written where it comes first; then its number is.
impl Stored for Arc<PhraseSet> {
    fn put(&self, out: &mut Writer) {
        let next = out.sets.len() as u32 + 1;
        let number = *out.sets.entry(Self::as_ptr(self) as usize).or_insert(next);
        if number == next {
            out.byte(0);
            (**self).put(out);
        } else {
            number.put(out);
        }
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let number = from.count()?;
        if let Some(known) = number.checked_sub(1) {
            return from.sets.get(known).cloned();
        }
        let set = Self::new(PhraseSet::take(from)?);
        from.sets.push(Self::clone(&set));
        Some(set)
    }
}

impl Stored for Arc<RelationType> {
    fn put(&self, out: &mut Writer) {
        (**self).put(out);
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        RelationType::take(from).map(Self::new)
    }
}

impl Stored for &'static Cameo {
    fn put(&self, out: &mut Writer) {
        out.number(self.code().len());
        out.bytes.extend(self.code().as_bytes());
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        Cameo::get(from.cursor.text())
    }
}

stored! { enum Family { 0 Standing, 1 Event, } }
stored! { enum Kind { 0 Country, 1 Person, 2 Organization, 3 Place, } }
