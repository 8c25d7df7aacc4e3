//! Reads news and tells who did what to whom.
//!
//! ```text
//! text ─► sentences, words ─► mentions ─► clauses ─► relations ─► knowledge graph ─► DOT, …
//!          text                mention     clause     relation     graph             export
//!                                 ▲                       ▲
//!                             gazetteer              phrasebook        (data, read from gazetteers/)
//! ```
//!
//! The [walk-through](walkthrough) goes from three articles to an answer.
//!
//! The modules below tell the story in this order. Names, relation types and wordings are data: a new one is a line in
//! `gazetteers/`, and no Rust.
#![forbid(unsafe_code)]

mod error;
mod aside;
mod compiled;
pub mod text;
mod grammar;
pub mod gazetteer;
pub mod code;
pub mod phrasebook;
mod mention;
mod clause;
mod relation;
mod report;
mod extractor;
pub mod graph;
pub mod export;

#[cfg(feature = "bundled")]
#[doc = include_str!("../docs/walkthrough.md")]
pub mod walkthrough {}

pub use error::{Error, Result};
pub use extractor::{Extractor, ExtractorBuilder, Reading};
pub use gazetteer::{Gazetteer, Kind};
pub use graph::KnowledgeGraph;
pub use jiff;
pub use mention::{GivenMention, Name};
pub use petgraph;
pub use phrasebook::Phrasebook;
pub use report::{DateSpan, Factuality, Family, Mention, MentionForm, Period, Relation, Report, ReportEntity};
pub use text::Span;
