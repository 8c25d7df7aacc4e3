use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::gazetteer::{Kind, PartialDate};
use crate::report::{DateSpan, Factuality, Family};
use crate::text::Span;

use super::KnowledgeGraph;
use super::background::{self, Background, Fact};
use super::document::Document;
use super::edge::Key;
use super::evidence::{Evidence, RelationName, Sentence};
use super::record::{Mentioned, Record};
use super::strings::Strings;

/// Written document by document, each with its entities, sentences and relations, so that nothing is copied but the
/// document in hand. Of the background, what shows is written.
impl Serialize for KnowledgeGraph {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut graph = serializer.serialize_struct("KnowledgeGraph", 2)?;
        graph.serialize_field("documents", &Documents(self))?;
        graph.serialize_field("background", &Facts(self))?;
        graph.end()
    }
}

/// Checks what it reads: each document once, sentences as long as their spans, relations between entities of their document.
impl<'de> Deserialize<'de> for KnowledgeGraph {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("KnowledgeGraph", FIELDS, GraphVisitor)
    }
}

const FIELDS: &[&str] = &["documents", "background"];

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentForm<'a> {
    id: Cow<'a, str>,
    date: Option<Date>,
    entities: Vec<EntityForm<'a>>,
    sentences: Vec<SentenceForm<'a>>,
    relations: Vec<RelationForm<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntityForm<'a> {
    id: Cow<'a, str>,
    name: Cow<'a, str>,
    kind: Kind,
    mentions: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentenceForm<'a> {
    start: usize,
    end: usize,
    text: Cow<'a, str>,
}

/// Evidence for one relation that calls it by one label.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationForm<'a> {
    source: Cow<'a, str>,
    relation: Cow<'a, str>,
    target: Cow<'a, str>,
    label: Cow<'a, str>,
    family: Family,
    symmetric: bool,
    evidence: Vec<EvidenceForm<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EvidenceForm<'a> {
    sentence: usize,
    trigger: Span,
    source: Span,
    target: Span,
    pattern: Cow<'a, str>,
    factuality: Factuality,
    negated: bool,
    attributed_to: Option<Cow<'a, str>>,
    cameo: Option<Cow<'a, str>>,
    plover: Option<Cow<'a, str>>,
    quantities: Cow<'a, [Span]>,
    dates: Cow<'a, [DateSpan]>,
}

/// A fact of the background.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactForm<'a> {
    source: Cow<'a, str>,
    relation: Cow<'a, str>,
    target: Cow<'a, str>,
    since: Option<String>,
    until: Option<String>,
    office: Option<Cow<'a, str>>,
}

struct Facts<'g>(&'g KnowledgeGraph);

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = self.0.relations().flat_map(|edge| edge.facts().iter().map(|fact| FactForm::of(edge.key(), fact)));
        serializer.collect_seq(known)
    }
}

impl<'a> FactForm<'a> {
    fn of(key: &'a Key, fact: &'a Fact) -> Self {
        Self {
            source: Cow::Borrowed(&key.source),
            relation: Cow::Borrowed(&key.relation),
            target: Cow::Borrowed(&key.target),
            since: fact.since.map(|date| date.to_string()),
            until: fact.until.map(|date| date.to_string()),
            office: fact.office().map(Cow::Borrowed),
        }
    }

    fn read(self, background: &mut Background) -> Result<(), String> {
        if background::label(&self.relation).is_none() {
            return Err(format!("the background has no relation {:?}", self.relation));
        }
        let date = |text: Option<String>| {
            let date = text.map(|text| text.parse::<PartialDate>()).transpose();
            date.map_err(|error| format!("background: {error}"))
        };
        let key = Key { source: self.source.into(), relation: self.relation.into(), target: self.target.into() };
        let fact = Fact { since: date(self.since)?, until: date(self.until)?, office: self.office.map(Into::into) };
        background.add(key, fact);
        Ok(())
    }
}

struct Documents<'g>(&'g KnowledgeGraph);

impl Serialize for Documents<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let records = self.0.documents.keys().filter_map(|document| self.0.record(document));
        serializer.collect_seq(records.map(Shown))
    }
}

struct Shown(Record);

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        DocumentForm::of(&self.0).serialize(serializer)
    }
}

impl<'a> DocumentForm<'a> {
    fn of(record: &'a Record) -> Self {
        let all = || record.relations.iter().flat_map(|(_, evidence)| evidence);
        let mut sentences: BTreeMap<&Sentence, usize> = all().map(|evidence| (&*evidence.sentence, 0)).collect();
        for (number, place) in sentences.values_mut().enumerate() {
            *place = number;
        }
        let relations = record.relations.iter().flat_map(|(key, evidence)| {
            let one_label = evidence.chunk_by(|one, next| one.relation == next.relation);
            one_label.map(|evidence| RelationForm::of(key, evidence, &sentences)).collect::<Vec<_>>()
        });
        Self {
            id: Cow::Borrowed(&record.document.id),
            date: record.document.date,
            entities: record.entities.iter().map(EntityForm::of).collect(),
            relations: relations.collect(),
            sentences: sentences.keys().map(|sentence| SentenceForm::of(sentence)).collect(),
        }
    }

    fn read(self, strings: &mut Strings) -> Result<Record, String> {
        let document = Arc::new(Document { id: self.id.into(), date: self.date });
        let in_document = |what: String| format!("document {:?}: {what}", document.id);
        // Sums over documents must not overflow.
        if let Some(entity) = self.entities.iter().find(|entity| u32::try_from(entity.mentions).is_err()) {
            return Err(in_document(format!("{:?} has {} mentions", entity.id, entity.mentions)));
        }
        let sentences: Vec<Arc<Sentence>> =
            self.sentences.into_iter().map(SentenceForm::read).collect::<Result<_, _>>().map_err(in_document)?;
        let entities: Vec<Mentioned> = self.entities.into_iter().map(|entity| entity.read(strings)).collect();
        let mut relations = Vec::new();
        for form in self.relations {
            form.read(&document, &sentences, strings, &mut relations).map_err(in_document)?;
        }
        let known = Record::new(document.clone(), entities, relations);
        let has = |id: &Arc<str>| known.entities.binary_search_by(|entity| entity.id.cmp(id)).is_ok();
        for (key, evidence) in &known.relations {
            let speakers = evidence.iter().filter_map(|evidence| evidence.attributed_to.as_ref());
            if let Some(id) = [&key.source, &key.target].into_iter().chain(speakers).find(|id| !has(id)) {
                return Err(in_document(format!("a relation names {id:?}, which is none of its entities")));
            }
        }
        Ok(known)
    }
}

impl<'a> EntityForm<'a> {
    fn of(entity: &'a Mentioned) -> Self {
        let (name, kind) = &entity.named;
        Self { id: Cow::Borrowed(&entity.id), name: Cow::Borrowed(name), kind: *kind, mentions: entity.mentions }
    }

    fn read(self, strings: &mut Strings) -> Mentioned {
        let named = (strings.share(&self.name), self.kind);
        Mentioned { id: strings.share(&self.id), named, mentions: self.mentions }
    }
}

impl<'a> SentenceForm<'a> {
    fn of(sentence: &'a Sentence) -> Self {
        Self { start: sentence.span.start, end: sentence.span.end, text: Cow::Borrowed(&sentence.text) }
    }

    fn read(self) -> Result<Arc<Sentence>, String> {
        let Self { start, end, text } = self;
        if start.checked_add(text.len()) != Some(end) {
            return Err(format!("a sentence from {start} to {end} has {} bytes", text.len()));
        }
        Ok(Arc::new(Sentence { span: Span { start, end }, text: text.into() }))
    }
}

impl<'a> RelationForm<'a> {
    fn of(key: &'a Key, evidence: &'a [Evidence], sentences: &BTreeMap<&Sentence, usize>) -> Self {
        let name = &evidence[0].relation;
        Self {
            source: Cow::Borrowed(&key.source),
            relation: Cow::Borrowed(&key.relation),
            target: Cow::Borrowed(&key.target),
            label: Cow::Borrowed(&name.label),
            family: name.family,
            symmetric: name.symmetric,
            evidence: evidence.iter().map(|evidence| EvidenceForm::of(evidence, sentences)).collect(),
        }
    }

    fn read(
        self,
        document: &Arc<Document>,
        sentences: &[Arc<Sentence>],
        strings: &mut Strings,
        relations: &mut Vec<(Key, Evidence)>,
    ) -> Result<(), String> {
        let swap = self.symmetric && self.source > self.target;
        let (source, target) = if swap { (self.target, self.source) } else { (self.source, self.target) };
        let key = Key {
            source: strings.share(&source),
            relation: strings.share(&self.relation),
            target: strings.share(&target),
        };
        let label = strings.share(&self.label);
        let relation = strings.share_name(RelationName { label, family: self.family, symmetric: self.symmetric });
        for form in self.evidence {
            let sentence = sentences.get(form.sentence);
            let sentence = sentence.ok_or_else(|| format!("there is no sentence {}", form.sentence))?;
            let (source, target) = if swap { (form.target, form.source) } else { (form.source, form.target) };
            let evidence = Evidence {
                document: document.clone(),
                sentence: sentence.clone(),
                trigger: form.trigger,
                source,
                target,
                relation: relation.clone(),
                pattern: strings.share(&form.pattern),
                factuality: form.factuality,
                negated: form.negated,
                attributed_to: form.attributed_to.map(|id| strings.share(&id)),
                cameo: form.cameo.map(|code| strings.share(&code)),
                plover: form.plover.map(|kind| strings.share(&kind)),
                quantities: form.quantities.into(),
                dates: form.dates.into(),
            };
            relations.push((key.clone(), evidence));
        }
        Ok(())
    }
}

impl<'a> EvidenceForm<'a> {
    fn of(evidence: &'a Evidence, sentences: &BTreeMap<&Sentence, usize>) -> Self {
        Self {
            sentence: sentences[&*evidence.sentence],
            trigger: evidence.trigger,
            source: evidence.source,
            target: evidence.target,
            pattern: Cow::Borrowed(&evidence.pattern),
            factuality: evidence.factuality,
            negated: evidence.negated,
            attributed_to: evidence.attributed_to().map(Cow::Borrowed),
            cameo: evidence.cameo().map(Cow::Borrowed),
            plover: evidence.plover().map(Cow::Borrowed),
            quantities: Cow::Borrowed(&evidence.quantities),
            dates: Cow::Borrowed(&evidence.dates),
        }
    }
}

struct GraphVisitor;

impl<'de> Visitor<'de> for GraphVisitor {
    type Value = KnowledgeGraph;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a knowledge graph: its documents")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<KnowledgeGraph, A::Error> {
        let (mut graph, mut known) = (None, None);
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match &*key {
                "documents" if graph.is_none() => graph = Some(map.next_value::<Filled>()?.0),
                "documents" => return Err(A::Error::duplicate_field("documents")),
                "background" if known.is_none() => known = Some(map.next_value()?),
                "background" => return Err(A::Error::duplicate_field("background")),
                other => return Err(A::Error::unknown_field(other, FIELDS)),
            }
        }
        let graph = graph.ok_or_else(|| A::Error::missing_field("documents"))?;
        with_background(graph, known.unwrap_or_default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut fields: A) -> Result<KnowledgeGraph, A::Error> {
        let graph: Option<Filled> = fields.next_element()?;
        let graph = graph.ok_or_else(|| A::Error::invalid_length(0, &self))?;
        let known = fields.next_element()?.ok_or_else(|| A::Error::invalid_length(1, &self))?;
        with_background(graph.0, known)
    }
}

fn with_background<E: serde::de::Error>(
    mut graph: KnowledgeGraph,
    known: Vec<FactForm<'_>>,
) -> Result<KnowledgeGraph, E> {
    if !known.is_empty() {
        let mut background = Background::default();
        for fact in known {
            fact.read(&mut background).map_err(E::custom)?;
        }
        graph.join_background(&background);
    }
    Ok(graph)
}

/// A graph read from the list of its documents, one after the other.
struct Filled(KnowledgeGraph);

impl<'de> Deserialize<'de> for Filled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Filled;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of documents")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut documents: A) -> Result<Filled, A::Error> {
                let mut graph = KnowledgeGraph::new();
                while let Some(document) = documents.next_element::<DocumentForm<'_>>()? {
                    let record = document.read(&mut graph.strings).map_err(A::Error::custom)?;
                    if graph.documents.contains_key(&record.document.id) {
                        return Err(A::Error::custom(format!("document {:?} is there twice", record.document.id)));
                    }
                    graph.insert(record);
                }
                Ok(Filled(graph))
            }
        }
        deserializer.deserialize_seq(List)
    }
}
