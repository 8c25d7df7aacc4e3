use std::sync::Arc;

use crate::gazetteer::Kind;

use super::record::Mentioned;
use super::tally::Tally;

/// An entity of a [`KnowledgeGraph`](super::KnowledgeGraph).
#[derive(Debug, Clone)]
pub struct Node {
    id: Arc<str>,
    names: Tally<(Arc<str>, Kind)>,
    mentions: usize,
}

impl Node {
    pub(super) fn new(id: Arc<str>) -> Self {
        Self { id, names: Tally::default(), mentions: 0 }
    }

    /// The entity's id: ISO 3166-1 alpha-3 for a country, kebab-case for anything else, or what the caller gave.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The usual name. Where documents were read with different names for it, the first in the order of strings.
    pub fn name(&self) -> &str {
        &self.named().0
    }

    /// What kind of entity it is.
    pub fn kind(&self) -> Kind {
        self.named().1
    }

    /// How many mentions of it there are in all documents.
    pub fn mentions(&self) -> usize {
        self.mentions
    }

    /// How many documents mention it.
    pub fn documents(&self) -> usize {
        self.names.total()
    }

    pub(super) fn shared_id(&self) -> &Arc<str> {
        &self.id
    }

    pub(super) fn add(&mut self, mentioned: &Mentioned) {
        self.names.add(&mentioned.named);
        self.mentions += mentioned.mentions;
    }

    pub(super) fn remove(&mut self, mentioned: &Mentioned) {
        self.names.remove(&mentioned.named);
        self.mentions -= mentioned.mentions;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.first().is_none()
    }

    fn named(&self) -> &(Arc<str>, Kind) {
        self.names.first().expect("a node stays in the graph only as long as a document mentions it")
    }
}
