//! Which of its readings a name has in its surroundings.
//!
//! When nothing decides, an ambiguous name is left alone.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::index::{NameHit, NameIndex, Reading};
use super::{AnchorClass, Cast, Found, Known, Origin, discover};
use crate::gazetteer::{EntityIx, Gazetteer, Kind, MentionForm};
use crate::grammar::{Class, Grammar, KeyMap};
use crate::text::{self, Case, Span, Word, WordKind};

/// The readings of ambiguous forms, and one automaton over all their cues.
#[derive(Debug, Clone)]
pub(crate) struct Senses {
    surfaces: KeyMap<Vec<SenseReading>>,
    cues: Option<AhoCorasick>,
}

#[derive(Debug, Clone)]
struct SenseReading {
    reading: Option<EntityIx>,
    /// Its cues, by their number in the automaton.
    cues: Vec<u32>,
}

impl Senses {
    pub(crate) fn build(gazetteer: &Gazetteer) -> Self {
        let mut surfaces: KeyMap<Vec<SenseReading>> = KeyMap::default();
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let mut words: Vec<&str> = Vec::new();
        for sense in gazetteer.senses() {
            let cues = sense.near.iter().map(|cue| {
                *numbers.entry(cue).or_insert_with(|| {
                    words.push(cue);
                    u32::try_from(words.len() - 1).expect("fewer than four billion cues")
                })
            });
            let cues = cues.collect();
            let key = text::key(&text::fold(&sense.surface));
            surfaces.entry(key).or_default().push(SenseReading { reading: sense.reading, cues });
        }
        let cues = (!words.is_empty())
            .then(|| AhoCorasick::builder().match_kind(MatchKind::Standard).build(&words).expect("a few thousand short cues"));
        Self { surfaces, cues }
    }

    /// How often every cue stands in the text, at word edges.
    fn cues_in(&self, text: &str) -> BTreeMap<u32, u32> {
        let mut found = BTreeMap::new();
        let Some(automaton) = &self.cues else { return found };
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        for hit in automaton.find_overlapping_iter(text) {
            let open = edge(text[..hit.start()].chars().next_back()) && edge(text[hit.end()..].chars().next());
            if open {
                *found.entry(hit.pattern().as_u32()).or_insert(0) += 1;
            }
        }
        found
    }
}

/// A name in its sentence, before it is decided.
struct Item {
    sentence: usize,
    span: Span,
    words: Range<usize>,
    readings: Vec<Reading>,
    surroundings: Surroundings,
    /// A person whom a title introduces, in no gazetteer.
    discovered: Option<discover::Discovery>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Surroundings {
    /// "in", "near", "to": where something is.
    locative: bool,
    /// Another capitalised word beside it that no name explains.
    neighbour: bool,
    /// In capitals among capitals, and short.
    shouted: bool,
    /// "Moscow, Idaho"
    elsewhere: bool,
    /// The office before it: "President Kim".
    office: Option<u64>,
}

pub(crate) struct Resolver<'a> {
    text: &'a str,
    gazetteer: &'a Gazetteer,
    senses: &'a Senses,
    items: Vec<Item>,
    discoverer: discover::Discoverer,
    sentences: Vec<Span>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(text: &'a str, gazetteer: &'a Gazetteer, senses: &'a Senses) -> Self {
        Self { text, gazetteer, senses, items: Vec::new(), discoverer: discover::Discoverer::default(), sentences: Vec::new() }
    }

    /// Takes the names of the next sentence.
    pub(crate) fn sentence(&mut self, number: usize, span: Span, words: &[Word], hits: &[NameHit], index: &NameIndex) {
        self.sentences.push(span);
        let mut covered = vec![false; words.len()];
        for hit in hits {
            covered[hit.words.clone()].fill(true);
        }
        let first = self.items.len();
        for (nth, hit) in hits.iter().enumerate() {
            let readings = index.readings(hit);
            if readings.is_empty() {
                continue;
            }
            let surroundings = self.surroundings(words, hit, &covered, hits.get(nth + 1), index);
            self.items.push(Item {
                sentence: number,
                span: Span::new(words[hit.words.start].span.start, words[hit.words.end - 1].span.end),
                words: hit.words.clone(),
                readings: readings.to_vec(),
                surroundings,
                discovered: None,
            });
        }
        let shouted = hits.first().is_some_and(|hit| hit.shouted);
        if !shouted {
            for (range, discovery) in self.discoverer.sentence(self.text, words, &covered) {
                self.items.push(Item {
                    sentence: number,
                    span: Span::new(words[range.start].span.start, words[range.end - 1].span.end),
                    words: range,
                    readings: Vec::new(),
                    surroundings: Surroundings::default(),
                    discovered: Some(discovery),
                });
            }
        }
        self.items[first..].sort_by_key(|item| item.words.start);
    }

    fn surroundings(&self, words: &[Word], hit: &NameHit, covered: &[bool], next: Option<&NameHit>, index: &NameIndex) -> Surroundings {
        let before = hit.words.start.checked_sub(1);
        let is = |at: usize, expected: &[&str]| expected.iter().any(|word| text::key(word) == words[at].key);
        let locative = before.is_some_and(|at| is(at, &["in", "at", "near", "to", "into", "outside", "around", "across", "towards", "toward", "through", "inside", "downtown", "central"]));
        let stranger = |at: usize| {
            let word = &words[at];
            let info = Grammar::get().info(word.key);
            word.kind == WordKind::Word
                && matches!(word.case, Case::Title | Case::Mixed)
                && !covered[at]
                && ![Class::Office, Class::Title, Class::Determiner, Class::Preposition, Class::Time, Class::Month, Class::Subordinator, Class::Adverb, Class::Pronoun, Class::Conjunction, Class::Relative]
                    .iter()
                    .any(|&class| info.is(class))
        };
        let plain = |at: usize| !matches!(words[at].kind, WordKind::Punct(_));
        let left = before.is_some_and(|at| at > 0 && stranger(at));
        let right = hit.words.end < words.len() && plain(hit.words.end) && stranger(hit.words.end);
        let office = before.filter(|&at| {
            let info = Grammar::get().info(words[at].key);
            info.is(Class::Office) || info.is(Class::Title)
        });
        let elsewhere = words.get(hit.words.end).is_some_and(|word| word.kind == WordKind::Punct(','))
            && next.is_some_and(|next| {
                next.words.start == hit.words.end + 1
                    && index.readings(next).iter().any(|reading| self.gazetteer.entity(reading.entity).class() == Some("subdivision"))
            });
        let single = hit.words.len() == 1;
        let common = single && {
            let info = Grammar::get().info(words[hit.words.start].key);
            info.is(Class::Pronoun) || info.is(Class::Preposition) || info.is(Class::Be) || info.is(Class::Relative) || info.is(Class::Conjunction) || info.is(Class::Adverb) || info.is(Class::Negation) || info.is(Class::Modal)
        };
        Surroundings { locative, neighbour: left || right, shouted: hit.shouted && common, elsewhere, office: office.map(|at| words[at].key) }
    }

    /// Decides every name and gives the mentions in the order of the text.
    pub(crate) fn finish(self) -> Cast {
        let mut decider = Decider {
            gazetteer: self.gazetteer,
            senses: self.senses,
            text: self.text,
            sentences: &self.sentences,
            sure: KeyMap::default(),
            recent: KeyMap::default(),
            cues: None,
            local: (usize::MAX, BTreeMap::new()),
        };
        for item in &self.items {
            let mut plain = item.readings.iter().filter(|reading| !reading.ambiguous && reading.form != MentionForm::ShortName);
            if let (Some(one), None) = (plain.next(), plain.next())
                && !item.surroundings.shouted
            {
                decider.sure.insert(u64::from(one.entity.0), ());
            }
        }
        let mut cast = Cast::default();
        let mut numbers: KeyMap<usize> = KeyMap::default();
        for (at, item) in self.items.iter().enumerate() {
            if let Some(discovery) = &item.discovered {
                let entity = *numbers.entry(discovery.key).or_insert_with(|| {
                    cast.entities.push(Known {
                        id: discovery.id.clone(),
                        name: discovery.name.clone(),
                        kind: Kind::Person,
                        origin: Origin::Discovered,
                        gender: None,
                    });
                    cast.entities.len() - 1
                });
                let form = if discovery.short { MentionForm::ShortName } else { MentionForm::Discovered };
                cast.push(entity, item, form, AnchorClass::Name);
                continue;
            }
            let Some(reading) = decider.decide(item) else { continue };
            decider.recent.insert(u64::from(reading.entity.0), at);
            let entity = *numbers.entry(u64::from(reading.entity.0)).or_insert_with(|| {
                let known = self.gazetteer.entity(reading.entity);
                cast.entities.push(Known {
                    id: known.id().to_owned(),
                    name: known.name().to_owned(),
                    kind: known.kind(),
                    origin: Origin::Gazetteer(reading.entity),
                    gender: known.gender(),
                });
                cast.entities.len() - 1
            });
            let class = if reading.form == MentionForm::Demonym { AnchorClass::Demonym } else { AnchorClass::Name };
            cast.push(entity, item, reading.form, class);
        }
        cast
    }
}

impl Cast {
    fn push(&mut self, entity: usize, item: &Item, form: MentionForm, class: AnchorClass) {
        self.mentions.push(Found { entity, span: item.span, words: item.words.clone(), form, class, sentence: item.sentence });
    }
}

struct Decider<'a> {
    gazetteer: &'a Gazetteer,
    senses: &'a Senses,
    text: &'a str,
    sentences: &'a [Span],
    /// Entities that the text names beyond doubt.
    sure: KeyMap<()>,
    /// Where an entity was named last.
    recent: KeyMap<usize>,
    cues: Option<BTreeMap<u32, u32>>,
    local: (usize, BTreeMap<u32, u32>),
}

impl Decider<'_> {
    fn decide(&mut self, item: &Item) -> Option<Reading> {
        let around = item.surroundings;
        if around.shouted {
            return None;
        }
        let place = |reading: &Reading| self.gazetteer.entity(reading.entity).kind() == Kind::Place;
        let plain: Vec<Reading> = item.readings.iter().copied().filter(|r| !r.ambiguous && r.form != MentionForm::ShortName).collect();
        let town = plain.iter().any(|r| r.form == MentionForm::StandIn || place(r)) || plain.is_empty();
        if around.elsewhere && town {
            return None;
        }
        if around.neighbour && item.words.len() == 1 && (plain.is_empty() || plain.iter().all(|r| r.form == MentionForm::StandIn || place(r)) && around.office.is_none()) {
            return None;
        }
        if !plain.is_empty() {
            return self.choose(&plain, around);
        }
        let surface = text::key(&text::fold(item.span.slice(self.text)));
        if let Some(decided) = self.by_cues(surface, item, true) {
            return decided;
        }
        if let Some(office) = around.office {
            let fits = |r: &&Reading| {
                self.gazetteer.entity(r.entity).roles().iter().any(|role| role.office().split(' ').any(|word| text::key(word) == office))
            };
            let mut holders: Vec<&Reading> = item.readings.iter().filter(fits).collect();
            holders.sort_by_key(|r| self.gazetteer.entity(r.entity).roles().iter().all(|role| role.until().is_some()));
            let named: Vec<&&Reading> = holders.iter().filter(|r| self.recent.contains_key(&u64::from(r.entity.0))).collect();
            match (&named[..], &holders[..]) {
                ([one], _) => return Some(***one),
                ([], [one]) => return Some(**one),
                _ => {}
            }
        }
        let latest = item
            .readings
            .iter()
            .filter_map(|r| self.recent.get(&u64::from(r.entity.0)).map(|at| (*at, r)))
            .max_by_key(|(at, r)| (*at, std::cmp::Reverse(r.entity)));
        if let Some((_, reading)) = latest {
            return Some(*reading);
        }
        let mut sure = item.readings.iter().filter(|r| r.form != MentionForm::ShortName && self.sure.contains_key(&u64::from(r.entity.0)));
        if let (Some(one), None) = (sure.next(), sure.next()) {
            return Some(*one);
        }
        self.by_cues(surface, item, false).flatten()
    }

    /// A capital is the place where something is, and stands for its government elsewhere.
    fn choose(&self, plain: &[Reading], around: Surroundings) -> Option<Reading> {
        if let [one] = plain {
            return Some(*one);
        }
        let place = plain.iter().find(|r| self.gazetteer.entity(r.entity).kind() == Kind::Place);
        let stand_in = plain.iter().find(|r| r.form == MentionForm::StandIn);
        match (place, stand_in) {
            (Some(place), Some(stand_in)) => Some(if around.locative { *place } else { *stand_in }),
            _ => plain.first().copied(),
        }
    }

    /// What the cues say: `None` where they say nothing, `Some(None)` where they say that no entity is meant.
    /// With `cued` false, the reading that holds when nothing decides.
    fn by_cues(&mut self, surface: u64, item: &Item, cued: bool) -> Option<Option<Reading>> {
        let readings = self.senses.surfaces.get(&surface)?;
        let reading_of = |sense: &SenseReading| match sense.reading {
            None => Some(None),
            Some(entity) => item.readings.iter().find(|r| r.entity == entity).map(|r| Some(*r)),
        };
        if !cued {
            return readings.iter().find(|sense| sense.cues.is_empty()).and_then(reading_of);
        }
        if self.local.0 != item.sentence {
            let sentence = self.sentences[item.sentence].slice(self.text);
            self.local = (item.sentence, self.senses.cues_in(sentence));
        }
        let best = |found: &BTreeMap<u32, u32>| {
            let score = |sense: &SenseReading| sense.cues.iter().filter(|cue| found.contains_key(cue)).count();
            let top = readings.iter().map(score).max().unwrap_or(0);
            let mut winners = readings.iter().filter(|sense| top > 0 && score(sense) == top);
            match (winners.next(), winners.next()) {
                (Some(one), None) => Some(one),
                _ => None,
            }
        };
        if let Some(sense) = best(&self.local.1) {
            return reading_of(sense);
        }
        let (senses, text) = (self.senses, self.text);
        let all = self.cues.get_or_insert_with(|| senses.cues_in(text));
        best(all).and_then(reading_of)
    }
}
