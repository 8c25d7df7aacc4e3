//! Takes: a text.
//! Gives: its sentences, its words with their folded keys, and the spans that all other layers speak in.
//! Must not know: any entity, any relation, any data file.

mod abbreviation;
mod eight;
mod fold;
mod passage;
mod sentence;
mod span;
mod units;
mod word;

pub use fold::{cased_fold, fold, key};
pub(crate) use fold::{hash, key_of, keys};
pub(crate) use passage::Passage;
pub use sentence::{Sentences, sentences};
pub use span::Span;
pub use units::Units;
pub(crate) use word::folded_key;
pub use word::{Case, Word, WordKind, words};
