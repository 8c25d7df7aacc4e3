use std::sync::Arc;

use jiff::civil::Date;

use super::edge::Key;
use super::record::Mentioned;

/// A document that a graph has read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    pub(super) id: Arc<str>,
    pub(super) date: Option<Date>,
}

impl Document {
    /// The id that it was added under.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its date, if it was added with one.
    pub fn date(&self) -> Option<Date> {
        self.date
    }
}

/// A document and what it touches in the graph.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) document: Arc<Document>,
    pub(super) entities: Vec<Mentioned>,
    pub(super) edges: Vec<Arc<Key>>,
}
