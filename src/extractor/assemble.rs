//! From mentions to a report: parses the sentences that can yield a relation and collects what they say.

use std::ops::Range;

use crate::clause::{self, Anchor};
use crate::gazetteer::{Gazetteer, Kind};
use crate::mention::{Cast, Found, Origin};
use crate::phrasebook::Phrasebook;
use crate::relation::{self, Finding, Sentence};
use crate::report::{Mention, RelationData, Report, ReportEntity};
use crate::text::{self, Span, Word};

/// The most words that are parsed in one: a longer sentence is cut, so that time stays linear.
const LONGEST: usize = 256;

/// What relations may ask of the cast.
struct Stage<'c> {
    cast: &'c Cast,
    gazetteer: Option<&'c Gazetteer>,
}

impl relation::Cast for Stage<'_> {
    fn entity(&self, mention: usize) -> usize {
        self.cast.mentions[mention].entity
    }

    fn kind(&self, entity: usize) -> Kind {
        self.cast.entities[entity].kind
    }

    fn speaks_for(&self, speaker: usize, entity: usize) -> bool {
        let (Origin::Gazetteer(speaker), Origin::Gazetteer(entity), Some(gazetteer)) =
            (&self.cast.entities[speaker].origin, &self.cast.entities[entity].origin, self.gazetteer)
        else {
            return false;
        };
        let speaker = gazetteer.entity(*speaker);
        speaker.roles.iter().any(|role| role.entity == *entity) || speaker.countries.contains(entity)
    }
}

pub(super) fn assemble<'t>(text: &'t str, sentences: Vec<Span>, cast: Cast, gazetteer: Option<&Gazetteer>, book: &Phrasebook) -> Report<'t> {
    let stage = Stage { cast: &cast, gazetteer };
    let mut relations = Vec::new();
    let mut words: Vec<Word> = Vec::new();
    let mut next = 0;
    while next < cast.mentions.len() {
        let number = cast.mentions[next].sentence;
        let end = next + cast.mentions[next..].iter().take_while(|found| found.sentence == number).count();
        let here = &cast.mentions[next..end];
        if here.iter().any(|found| found.entity != here[0].entity) {
            text::words(text, sentences[number], &mut words);
            for part in parts(words.len()) {
                read(text, &words[part.clone()], part, next, here, number, &stage, book, &mut relations);
            }
        }
        next = end;
    }
    let entities = cast.entities.iter().map(|known| ReportEntity { id: known.id.clone(), name: known.name.clone(), kind: known.kind });
    let mentions = cast.mentions.iter().map(|found| Mention {
        entity: found.entity,
        span: found.span,
        form: found.form,
        sentence: found.sentence,
    });
    Report { text, sentences, entities: entities.collect(), mentions: mentions.collect(), relations }
}

fn parts(len: usize) -> impl Iterator<Item = Range<usize>> {
    (0..len.div_ceil(LONGEST)).map(move |part| part * LONGEST..((part + 1) * LONGEST).min(len))
}

#[allow(clippy::too_many_arguments)]
fn read(
    text: &str,
    words: &[Word],
    part: Range<usize>,
    first: usize,
    here: &[Found],
    number: usize,
    stage: &Stage<'_>,
    book: &Phrasebook,
    relations: &mut Vec<RelationData>,
) {
    let start = here.partition_point(|found| found.words.start < part.start);
    let anchors: Vec<Anchor> = here[start..]
        .iter()
        .enumerate()
        .take_while(|(_, found)| found.words.start < part.end)
        .map(|(at, found)| Anchor {
            words: found.words.start - part.start..found.words.end.min(part.end) - part.start,
            mention: first + start + at,
            class: found.class,
        })
        .filter(|anchor| !anchor.words.is_empty())
        .collect();
    if anchors.len() < 2 {
        return;
    }
    let parse = clause::parse(text, words, &anchors);
    let sentence = Sentence { text, words, anchors: &anchors, parse: &parse, book, cast: stage };
    for finding in relation::find(&sentence) {
        relations.push(data(&finding, number, &sentence, stage, book));
    }
}

fn data(finding: &Finding, sentence: usize, read: &Sentence<'_, Stage<'_>>, stage: &Stage<'_>, book: &Phrasebook) -> RelationData {
    let relation = &book.inner().relations[finding.relation];
    let entity = |mention: usize| stage.cast.mentions[mention].entity;
    let (quantities, dates) = relation::circumstances(read, &finding.extent);
    RelationData {
        source: entity(finding.source),
        target: entity(finding.target),
        source_mention: finding.source,
        target_mention: finding.target,
        relation: relation.clone(),
        pattern: finding.pattern,
        cameo: relation::cameo(relation, &finding.status).map(str::to_owned),
        plover: relation::plover(relation, &finding.status).map(str::to_owned),
        negated: finding.status.negated,
        factuality: finding.status.factuality,
        attributed_to: finding.status.by.map(entity),
        sentence,
        trigger: read.words[finding.trigger].span,
        quantities,
        dates,
    }
}
