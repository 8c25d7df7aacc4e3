use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::report::Family;

use super::background::{self, Fact};
use super::evidence::{Evidence, RelationName};
use super::gist::Gist;
use super::tally::Tally;

/// A relation between two entities of a [`KnowledgeGraph`](super::KnowledgeGraph), with all the evidence for it, and what
/// the background knows of it.
#[derive(Debug, Clone)]
pub struct Edge {
    key: Arc<Key>,
    names: Tally<Arc<RelationName>>,
    evidence: BTreeMap<Arc<str>, Box<[Evidence]>>,
    gist: Gist,
    facts: Box<[Fact]>,
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
        let mut count = Count::default();
        for evidence in evidence {
            count.add(evidence);
        }
        count.support
    }

    pub(super) fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.sentences += other.sentences;
    }

    pub(super) fn remove(&mut self, other: Self) {
        self.documents -= other.documents;
        self.sentences -= other.sentences;
    }
}

/// Counts evidence as it passes by, sorted.
#[derive(Debug, Clone, Default)]
struct Count<'g> {
    support: Support,
    last: Option<&'g Evidence>,
}

impl<'g> Count<'g> {
    fn add(&mut self, evidence: &'g Evidence) {
        // Mostly one sentence of a document states a relation: then their addresses tell them apart.
        let same_document = self.last.is_some_and(|last| {
            Arc::ptr_eq(&last.document, &evidence.document) || last.document.id == evidence.document.id
        });
        let same_sentence = same_document
            && self.last.is_some_and(|last| {
                Arc::ptr_eq(&last.sentence, &evidence.sentence) || last.sentence_span() == evidence.sentence_span()
            });
        self.support.documents += usize::from(!same_document);
        self.support.sentences += usize::from(!same_sentence);
        self.last = Some(evidence);
    }
}

impl Edge {
    pub(super) fn new(key: Arc<Key>) -> Self {
        Self { key, names: Tally::default(), evidence: BTreeMap::new(), gist: Gist::default(), facts: Box::default() }
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
        let known = || background::label(self.relation()).unwrap_or_else(|| self.relation());
        self.names.first().map_or_else(known, |name| &name.label)
    }

    /// Whether source and target may swap.
    pub fn is_symmetric(&self) -> bool {
        self.names.first().is_some_and(|name| name.symmetric)
    }

    /// Whether it holds over time or happens.
    pub fn family(&self) -> Family {
        self.names.first().map_or(Family::Standing, |name| name.family)
    }

    /// What the background knows of it, sorted by dates. See
    /// [`KnowledgeGraph::add_background`](super::KnowledgeGraph::add_background).
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Whether no document states it, and the background alone knows it.
    pub fn is_background(&self) -> bool {
        self.evidence.is_empty()
    }

    /// The evidence, by document and place in it.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.values().flatten()
    }

    /// How many documents and sentences state the relation, denials included.
    pub fn support(&self) -> Support {
        self.gist.support()
    }

    /// The PLOVER types that its evidence has, sorted.
    pub fn plover(&self) -> impl Iterator<Item = &str> {
        let types: BTreeSet<&str> = self.evidence().filter_map(Evidence::plover).collect();
        types.into_iter()
    }

    /// What all its evidence comes to.
    pub(super) fn gist(&self) -> &Gist {
        &self.gist
    }

    pub(super) fn key(&self) -> &Arc<Key> {
        &self.key
    }

    /// The evidence of each document.
    pub(super) fn by_document(&self) -> impl Iterator<Item = &[Evidence]> {
        self.evidence.values().map(|evidence| &**evidence)
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
        self.gist.add(evidence.iter());
        self.evidence.insert(first.document.id.clone(), evidence.into());
    }

    pub(super) fn remove(&mut self, document: &str) {
        let Some(removed) = self.evidence.remove(document) else { return };
        for evidence in &removed {
            self.names.remove(&evidence.relation);
        }
        self.gist.remove(removed.iter());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.evidence.is_empty() && self.facts.is_empty()
    }

    pub(super) fn set_facts(&mut self, facts: &[Fact]) {
        self.facts = facts.into();
    }
}
