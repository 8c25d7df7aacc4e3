use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::gazetteer::Kind;
use crate::report::{Relation, Report};

use super::document::Document;
use super::edge::Key;
use super::evidence::{Evidence, RelationName, Sentence};
use super::strings::Strings;

/// All that one document says. A graph is a set of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) document: Arc<Document>,
    /// Sorted by id, each once; all that stand in `relations` among them.
    pub(super) entities: Vec<Mentioned>,
    /// Sorted by key, each once, with sorted evidence, each piece once, at least one.
    pub(super) relations: Vec<(Key, Vec<Evidence>)>,
}

/// An entity in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mentioned {
    pub(super) id: Arc<str>,
    pub(super) named: (Arc<str>, Kind),
    pub(super) mentions: usize,
}

impl Record {
    /// What a report says, owned.
    pub(super) fn of(document: &str, date: Option<Date>, report: &Report<'_>, strings: &mut Strings) -> Self {
        let document = Arc::new(Document { id: document.into(), date });
        let mut entities: Vec<Mentioned> = report
            .entities()
            .iter()
            .map(|entity| Mentioned {
                id: strings.share(entity.id()),
                named: (strings.share(entity.name()), entity.kind()),
                mentions: 0,
            })
            .collect();
        for mention in report.mentions() {
            entities[mention.entity()].mentions += 1;
        }
        let mut reader =
            Reader { document: document.clone(), report, strings, sentences: BTreeMap::new(), names: BTreeMap::new() };
        let relations: Vec<(Key, Evidence)> = report.relations().map(|relation| reader.read(relation)).collect();
        Self::new(document, entities, relations)
    }

    /// Brings the parts into order.
    pub(super) fn new(
        document: Arc<Document>,
        mut entities: Vec<Mentioned>,
        mut relations: Vec<(Key, Evidence)>,
    ) -> Self {
        entities.sort();
        entities.dedup_by(|next, kept| {
            let same = next.id == kept.id;
            if same {
                // Sorted, so that the one kept has the least name.
                kept.mentions = kept.mentions.max(next.mentions);
            }
            same
        });
        relations.sort();
        relations.dedup();
        let mut grouped: Vec<(Key, Vec<Evidence>)> = Vec::new();
        for (key, evidence) in relations {
            match grouped.last_mut() {
                Some((last, group)) if *last == key => group.push(evidence),
                _ => grouped.push((key, vec![evidence])),
            }
        }
        Self { document, entities, relations: grouped }
    }

    /// What the same document says in either of two graphs.
    pub(super) fn join(self, other: Self) -> Self {
        let date = self.document.date.into_iter().chain(other.document.date).min();
        let document = Arc::new(Document { id: self.document.id.clone(), date });
        let relations = self.relations.into_iter().chain(other.relations);
        let flat = relations.flat_map(|(key, group)| group.into_iter().map(move |evidence| (key.clone(), evidence)));
        // The date stands in the evidence too.
        let flat = flat.map(|(key, evidence)| (key, Evidence { document: document.clone(), ..evidence }));
        let (relations, entities) = (flat.collect(), self.entities.into_iter().chain(other.entities).collect());
        Self::new(document, entities, relations)
    }
}

/// Makes owned evidence of the relations of one report.
struct Reader<'r, 's> {
    document: Arc<Document>,
    report: &'r Report<'r>,
    strings: &'s mut Strings,
    sentences: BTreeMap<usize, Arc<Sentence>>,
    names: BTreeMap<&'r str, Arc<RelationName>>,
}

impl<'r> Reader<'r, '_> {
    fn read(&mut self, relation: Relation<'r>) -> (Key, Evidence) {
        let strings = &mut *self.strings;
        let sentence = self
            .sentences
            .entry(relation.sentence_index())
            .or_insert_with(|| Arc::new(Sentence { span: relation.sentence_span(), text: relation.sentence().into() }));
        let name = self.names.entry(relation.id()).or_insert_with(|| {
            let label = strings.share(relation.label());
            strings.share_name(RelationName { label, family: relation.family(), symmetric: relation.is_symmetric() })
        });
        let span = |mention: usize| self.report.mentions()[mention].span();
        let mut source = (relation.source().id(), span(relation.source_mention()));
        let mut target = (relation.target().id(), span(relation.target_mention()));
        if relation.is_symmetric() && source.0 > target.0 {
            std::mem::swap(&mut source, &mut target);
        }
        let key = Key {
            source: strings.share(source.0),
            relation: strings.share(relation.id()),
            target: strings.share(target.0),
        };
        let evidence = Evidence {
            document: self.document.clone(),
            sentence: sentence.clone(),
            trigger: relation.trigger(),
            source: source.1,
            target: target.1,
            relation: name.clone(),
            pattern: strings.share(&relation.pattern()),
            factuality: relation.factuality(),
            negated: relation.is_negated(),
            attributed_to: relation.attributed_to().map(|speaker| strings.share(speaker.id())),
            cameo: relation.cameo().map(|code| strings.share(code)),
            plover: relation.plover().map(|kind| strings.share(kind)),
            quantities: relation.quantities().into(),
            dates: relation.dates().into(),
        };
        (key, evidence)
    }
}
