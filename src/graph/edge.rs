use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, RelationName};
use super::tally::Tally;

/// A relation between two entities of a [`KnowledgeGraph`](super::KnowledgeGraph), with all the evidence for it.
#[derive(Debug, Clone)]
pub struct Edge {
    key: Arc<Key>,
    names: Tally<Arc<RelationName>>,
    evidence: BTreeMap<Arc<str>, Box<[Evidence]>>,
}

/// What an edge is known by. Its order is the order of a graph's relations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) source: Arc<str>,
    pub(super) relation: Arc<str>,
    pub(super) target: Arc<str>,
}

/// How many documents, and how many sentences in them, state a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Support {
    /// Distinct documents.
    pub documents: usize,
    /// Distinct sentences in all documents.
    pub sentences: usize,
}

impl Support {
    /// Counts the documents and sentences of evidence that is sorted, as all evidence in a graph is.
    pub fn count<'g>(evidence: impl IntoIterator<Item = &'g Evidence>) -> Self {
        let mut support = Self::default();
        let (mut document, mut sentence) = (None, None);
        for evidence in evidence {
            if document != Some(evidence.document().id()) {
                document = Some(evidence.document().id());
                sentence = None;
                support.documents += 1;
            }
            if sentence != Some(evidence.sentence_span()) {
                sentence = Some(evidence.sentence_span());
                support.sentences += 1;
            }
        }
        support
    }
}

impl Edge {
    pub(super) fn new(key: Arc<Key>) -> Self {
        Self { key, names: Tally::default(), evidence: BTreeMap::new() }
    }

    /// The id of the entity that acts. Of a symmetric relation: the end whose id comes first.
    pub fn source(&self) -> &str {
        &self.key.source
    }

    /// The relation type's id, such as `sends-troops-to`.
    pub fn relation(&self) -> &str {
        &self.key.relation
    }

    /// The id of the entity that it concerns. Of a symmetric relation: the end whose id comes last.
    pub fn target(&self) -> &str {
        &self.key.target
    }

    /// The end of the relation that is not this entity.
    pub fn other(&self, id: &str) -> &str {
        if id == self.source() { self.target() } else { self.source() }
    }

    /// The relation type's label, such as `sends troops to`.
    pub fn label(&self) -> &str {
        &self.name().label
    }

    /// Whether source and target may swap.
    pub fn is_symmetric(&self) -> bool {
        self.name().symmetric
    }

    /// The evidence, by document and place in it.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.values().flatten()
    }

    /// How many documents and sentences state the relation, denials included.
    pub fn support(&self) -> Support {
        Support::count(self.evidence())
    }

    /// The PLOVER types that its evidence has, sorted.
    pub fn plover(&self) -> impl Iterator<Item = &str> {
        let types: BTreeSet<&str> = self.evidence().filter_map(Evidence::plover).collect();
        types.into_iter()
    }

    pub(super) fn key(&self) -> &Arc<Key> {
        &self.key
    }

    pub(super) fn evidence_of(&self, document: &str) -> &[Evidence] {
        self.evidence.get(document).map_or(&[], |evidence| evidence)
    }

    /// Adds the evidence of one document, sorted, at least one piece.
    pub(super) fn add(&mut self, evidence: Vec<Evidence>) {
        let Some(first) = evidence.first() else { return };
        for evidence in &evidence {
            self.names.add(&evidence.relation);
        }
        self.evidence.insert(first.document.id.clone(), evidence.into());
    }

    pub(super) fn remove(&mut self, document: &str) {
        for evidence in self.evidence.remove(document).iter().flatten() {
            self.names.remove(&evidence.relation);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.evidence.is_empty()
    }

    fn name(&self) -> &RelationName {
        self.names.first().expect("an edge stays in the graph only as long as there is evidence for it")
    }
}
