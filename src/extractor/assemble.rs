//! From mentions to a report: parses the sentences that can yield a relation and collects what they say.

use std::ops::Range;

use jiff::civil::Date;

use crate::clause::{Anchor, Parse};
use crate::gazetteer::{Entity, Gazetteer, Kind, PartialDate, Role};
use crate::mention::{Cast, Origin};
use crate::phrasebook::{Live, Phrasebook};
use crate::relation::{self, Circumstances, Finding, Sentence};
use crate::report::{DateSpan, Mention, RelationData, Report, ReportEntity};
use crate::text::Passage;

/// The most words that are parsed in one: a longer sentence is cut, so that time stays linear.
const LONGEST: usize = 256;

/// How many mentions on either side are looked through for a country.
const NEAR: usize = 256;

/// What relations may ask of the cast.
pub(super) struct Stage<'c> {
    pub(super) cast: &'c Cast,
    pub(super) gazetteer: Option<&'c Gazetteer>,
    /// When the text was written, where that is known.
    pub(super) today: Option<PartialDate>,
}

impl Stage<'_> {
    fn known(&self, entity: usize) -> Option<Entity<'_>> {
        match (&self.cast.entities[entity].origin, self.gazetteer) {
            (Origin::Gazetteer(known), Some(gazetteer)) => Some(gazetteer.entity(*known)),
            _ => None,
        }
    }
}

impl relation::Cast for Stage<'_> {
    fn entity(&self, mention: usize) -> usize {
        self.cast.mentions[mention].entity
    }

    fn kind(&self, entity: usize) -> Kind {
        self.cast.entities[entity].kind
    }

    fn country_of(&self, mention: usize) -> Option<usize> {
        let found = &self.cast.mentions[mention];
        let place = self.known(found.entity)?;
        // "The Tibetan leader" does not act for China.
        if matches!(place.class(), Some("region" | "subdivision" | "peninsula")) {
            return None;
        }
        let mut countries = place.countries();
        let (Some(country), None) = (countries.next(), countries.next()) else { return None };
        let known = |at: usize| self.cast.entities[at].origin == Origin::Gazetteer(country);
        // What a relation names stands in its sentence.
        let here = |at: &usize| self.cast.mentions[*at].sentence == found.sentence;
        let before = (0..mention).rev().take(NEAR).take_while(here);
        let behind = (mention + 1..self.cast.mentions.len()).take(NEAR).take_while(here);
        before.chain(behind).find(|&at| known(self.cast.mentions[at].entity))
    }

    fn office(&self, person: usize, body: usize) -> Option<&str> {
        let (person, Origin::Gazetteer(body)) = (self.known(person)?, &self.cast.entities[body].origin) else {
            return None;
        };
        let own = |role: &Role<'_>| role.body() == *body && role.since().is_some();
        let lasts = |role: &Role<'_>| role.until().is_none();
        let role = match self.today {
            Some(today) => person.roles().find(|role| own(role) && role.is_held_at(today)),
            None if person.roles().any(|role| lasts(&role)) => person.roles().find(|role| own(role) && lasts(role)),
            // No longer anything: what they were last.
            None => person.roles().max_by_key(|role| role.until()).filter(own),
        };
        role.map(Role::office)
    }

    fn speaks_for(&self, speaker: usize, entity: usize) -> bool {
        let (Origin::Gazetteer(speaker), Origin::Gazetteer(entity), Some(gazetteer)) =
            (&self.cast.entities[speaker].origin, &self.cast.entities[entity].origin, self.gazetteer)
        else {
            return false;
        };
        let speaker = gazetteer.entity(*speaker);
        speaker.roles().any(|role| role.body() == *entity) || speaker.countries().any(|country| country == *entity)
    }
}

pub(super) fn assemble<'t>(
    passage: Passage<'t>,
    cast: Cast,
    gazetteer: Option<&Gazetteer>,
    book: &Phrasebook,
    today: Option<Date>,
) -> Report<'t> {
    let stage = Stage { cast: &cast, gazetteer, today: today.map(PartialDate::of) };
    let mut relations = Vec::new();
    each_sentence(&passage, &cast, &stage, book, false, |number, sentence| {
        let mut clause = relation::Clause::default();
        for finding in relation::find(sentence) {
            let circumstances = clause.circumstances(sentence, &finding, today).clone();
            relations.push(data(&finding, circumstances, number, sentence, &stage, book));
        }
    });
    report(passage, cast, relations, today)
}

/// What was found, for the caller.
pub(super) fn report<'t>(
    passage: Passage<'t>,
    cast: Cast,
    relations: Vec<RelationData>,
    today: Option<Date>,
) -> Report<'t> {
    let entities =
        cast.entities.into_iter().map(|known| ReportEntity { id: known.id, name: known.name, kind: known.kind });
    let mentions = cast.mentions.into_iter().map(|found| Mention {
        entity: found.entity,
        span: found.span,
        form: found.form,
        sentence: found.sentence,
    });
    Report {
        text: passage.text(),
        entities: entities.collect(),
        mentions: mentions.collect(),
        relations,
        sentences: passage.into_sentences(),
        date: today,
    }
}

/// Parses every sentence that mentions two entities, and hands it over with its number. If `all` is set, every pattern is
/// tried in all of them, without a look at whether the words that it needs are there.
pub(super) fn each_sentence(
    passage: &Passage<'_>,
    cast: &Cast,
    stage: &Stage<'_>,
    book: &Phrasebook,
    all: bool,
    mut take: impl FnMut(usize, &Sentence<'_, Stage<'_>>),
) {
    let (text, chosen) = (passage.text(), stage.gazetteer.is_none());
    let (mut parse, mut live) = (Parse::default(), Live::default());
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut next = 0;
    while next < cast.mentions.len() {
        let first = next;
        let number = cast.mentions[first].sentence;
        next += cast.mentions[first..].iter().take_while(|found| found.sentence == number).count();
        let here = &cast.mentions[first..next];
        if here.iter().all(|found| found.entity == here[0].entity) {
            continue;
        }
        let words = passage.words(number);
        let mut taken = 0;
        for part in parts(words.len()) {
            anchors.clear();
            while let Some(found) = here.get(taken).filter(|found| found.words.start < part.end) {
                let range = found.words.start.max(part.start) - part.start..found.words.end.min(part.end) - part.start;
                if !range.is_empty() {
                    anchors.push(Anchor { words: range, mention: first + taken, class: found.class });
                }
                taken += 1;
            }
            if anchors.len() > 1 {
                let words = &words[part];
                parse.begin(text, words);
                if all {
                    book.inner().needs.find_all(chosen, &mut live);
                } else {
                    book.inner().needs.find(words, &parse.entries, chosen, &mut live);
                }
                if all || !live.is_empty() {
                    parse.finish(text, words, &anchors);
                    take(number, &Sentence::new(text, words, &anchors, &parse, book, &live, stage));
                }
            }
        }
    }
}

fn parts(len: usize) -> impl Iterator<Item = Range<usize>> {
    (0..len.div_ceil(LONGEST)).map(move |part| part * LONGEST..((part + 1) * LONGEST).min(len))
}

fn data(
    finding: &Finding,
    circumstances: Circumstances,
    sentence: usize,
    read: &Sentence<'_, Stage<'_>>,
    stage: &Stage<'_>,
    book: &Phrasebook,
) -> RelationData {
    let relation = &book.inner().relations[finding.relation];
    let entity = |mention: usize| stage.cast.mentions[mention].entity;
    let code = relation::code(read, finding);
    RelationData {
        source: entity(finding.source),
        target: entity(finding.target),
        source_mention: finding.source,
        target_mention: finding.target,
        relation: relation.clone(),
        pattern: finding.pattern,
        code,
        plover: relation::plover(relation, code),
        negated: finding.status.negated,
        factuality: finding.status.factuality,
        attributed_to: finding.status.by.map(entity),
        sentence,
        trigger: read.words[finding.trigger].span,
        quantities: circumstances.quantities,
        dates: circumstances.dates.into_iter().map(|(span, period)| DateSpan { span, period }).collect(),
    }
}
