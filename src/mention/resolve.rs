//! Collects the names of a text with their surroundings, and then decides them all.

use std::ops::Range;

use smallvec::SmallVec;

use super::acronym::{self, Acronyms, Meaning};
use super::decide::{Decider, Verdict};
use super::holder::Holders;
use super::index::{NameHit, NameIndex, Reading};
use super::surroundings::{Cover, Scene, Surroundings};
use super::{Cast, Found, Known, Origin, discover};
use crate::gazetteer::{EntityIx, Gazetteer, Kind, MentionForm, PartialDate, Records, Senses};
use crate::grammar::KeyMap;
use crate::mention::AnchorClass;
use crate::text::{self, Case, Passage, Span, Word, WordKind};

/// What a name can mean; most have one reading.
pub(super) type Readings = SmallVec<[Reading; 2]>;

/// A name in its sentence, before it is decided.
pub(super) struct Item {
    pub(super) sentence: usize,
    pub(super) span: Span,
    pub(super) words: Range<usize>,
    /// The key of all its words, by which its senses are known.
    pub(super) surface: u64,
    pub(super) readings: Readings,
    pub(super) around: Surroundings,
    /// A person whom a title introduces, in no gazetteer; where it may be somebody else, only if it is not.
    discovered: Option<Box<discover::Discovery>>,
    /// What it stands for in this text.
    acronym: Option<Meaning>,
    /// Shorter names inside, for the case that it means nothing itself.
    inner: Vec<Item>,
}

impl Item {
    fn new(text: &str, sentence: usize, words: &[Word], range: Range<usize>) -> Self {
        let span = Span::new(words[range.start].span.start, words[range.end - 1].span.end);
        let surface = if range.len() == 1 { words[range.start].key } else { text::folded_key(span.slice(text)) };
        Self {
            sentence,
            span,
            words: range,
            surface,
            readings: Readings::new(),
            around: Surroundings::default(),
            discovered: None,
            acronym: None,
            inner: Vec::new(),
        }
    }

    /// The readings that need no support.
    pub(super) fn plain(&self) -> impl Iterator<Item = &Reading> {
        self.readings.iter().filter(|r| !r.ambiguous && r.form != MentionForm::ShortName)
    }
}

pub(crate) struct Resolver<'a> {
    passage: &'a Passage<'a>,
    gazetteer: &'a Gazetteer,
    records: Records<'a>,
    senses: Senses<'a>,
    /// The day on which the text was written.
    today: Option<PartialDate>,
    items: Vec<Item>,
    discoverer: discover::Discoverer,
    acronyms: Acronyms,
    cover: Cover,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(
        passage: &'a Passage<'a>,
        gazetteer: &'a Gazetteer,
        senses: Senses<'a>,
        today: Option<PartialDate>,
    ) -> Self {
        Self {
            passage,
            gazetteer,
            records: gazetteer.records(),
            senses,
            today,
            // News has a name for every twenty words or so.
            items: Vec::with_capacity(passage.len() / 16),
            discoverer: discover::Discoverer::default(),
            acronyms: Acronyms::default(),
            cover: Cover::default(),
        }
    }

    /// Takes the names of the next sentence.
    pub(crate) fn sentence(&mut self, number: usize, hits: &[NameHit], index: NameIndex<'_>) {
        let (text, words) = (self.passage.text(), self.passage.words(number));
        let first = self.items.len();
        let mut cover = std::mem::take(&mut self.cover);
        let scene = Scene::new(text, words, hits, &mut cover, index, self.records, self.senses);
        let mut inside = Vec::new();
        for (nth, hit) in hits.iter().enumerate() {
            let Some(mut item) = item(number, &scene, hit, hits.get(nth + 1)) else { continue };
            if hit.words.len() > 1 && item.plain().next().is_none() {
                inside.clear();
                index.inside(text, words, hit.words.clone(), scene.shouted, &mut inside);
                item.inner = inside.iter().filter_map(|hit| self::item(number, &scene, hit, None)).collect();
            }
            self.items.push(item);
        }
        if hits.is_empty() || !scene.shouted {
            let found = self.discoverer.sentence(text, words, scene.explained(), scene.is_titled());
            if !found.is_empty() {
                self.discover(number, first, words, found);
            }
        }
        self.acronyms(number, first, words, scene.covered());
        self.items[first..].sort_by_key(|item| item.words.start);
        self.introduce(first, words, scene.covered());
        self.cover = cover;
    }

    /// Adds the people whom titles introduce, in place of the bare surnames inside their names.
    fn discover(
        &mut self,
        number: usize,
        first: usize,
        words: &[Word],
        found: Vec<(Range<usize>, discover::Discovery)>,
    ) {
        let text = self.passage.text();
        let mut next = found.into_iter().peekable();
        let names = self.items.split_off(first);
        for mut item in names {
            while let Some((range, discovery)) = next.next_if(|(range, _)| range.end <= item.words.start) {
                self.items
                    .push(Item { discovered: Some(Box::new(discovery)), ..Item::new(text, number, words, range) });
            }
            match next.peek() {
                Some((range, discovery)) if *range == item.words => {
                    item.discovered = Some(Box::new(discovery.clone()));
                    next.next();
                    self.items.push(item);
                }
                Some((range, _)) if range.contains(&item.words.start) => {}
                _ => self.items.push(item),
            }
        }
        for (range, discovery) in next {
            self.items.push(Item { discovered: Some(Box::new(discovery)), ..Item::new(text, number, words, range) });
        }
    }

    /// Finds the acronyms that the text has introduced before.
    fn acronyms(&mut self, number: usize, first: usize, words: &[Word], covered: &[bool]) {
        if self.acronyms.is_empty() {
            return;
        }
        for item in &mut self.items[first..] {
            if item.words.len() == 1 {
                item.acronym = self.acronyms.of(&words[item.words.start]);
            }
        }
        let text = self.passage.text();
        for (at, word) in words.iter().enumerate().filter(|(at, word)| !covered[*at] && word.kind == WordKind::Word) {
            if let Some(meaning @ Meaning::Item(_)) = self.acronyms.of(word) {
                self.items.push(Item { acronym: Some(meaning), ..Item::new(text, number, words, at..at + 1) });
            }
        }
    }

    /// Learns the acronyms that this sentence introduces. A long name and its acronym decide each other.
    fn introduce(&mut self, first: usize, words: &[Word], covered: &[bool]) {
        for at in acronym::introduced(words) {
            let here = &self.items[first..];
            let next = first + here.partition_point(|item| item.words.start < at - 1);
            let long = (next > first && self.items[next - 1].words.end == at - 1).then(|| next - 1);
            let short = self.items.get(next).filter(|item| item.words == (at..at + 1)).map(|_| next);
            let is_person = |r: &Reading| self.records.entity(r.entity).kind() == Kind::Person;
            if long.is_some_and(|long| self.items[long].discovered.is_some() || self.items[long].plain().any(is_person))
            {
                continue;
            }
            if let (Some(long), Some(short)) = (long, short) {
                let shared = |own: usize, other: usize| -> Readings {
                    let other = &self.items[other].readings;
                    let both = self.items[own].readings.iter().filter(|r| other.iter().any(|o| o.entity == r.entity));
                    both.map(|r| Reading { ambiguous: false, ..*r }).collect()
                };
                let (for_long, for_short) = (shared(long, short), shared(short, long));
                if !for_long.is_empty() {
                    self.items[long].readings = for_long;
                    self.items[short].readings = for_short;
                    self.acronyms.insert(words[at].key, Meaning::Item(long));
                    continue;
                }
            }
            let from = long.map(|long| self.items[long].words.start);
            let unknown = words[at - 2].kind == WordKind::Word && words[at - 2].case != Case::Lower && !covered[at - 2];
            if from.is_none() && !unknown || !acronym::has_initials(self.passage.text(), words, at, from) {
                continue;
            }
            // "the Asia Infrastructure Investment Bank (AIIB)" is the bank that is known by other words.
            if short.is_some_and(|short| self.items[short].plain().any(|r| self.shares_a_word(r, words, at))) {
                continue;
            }
            let meaning = long.map_or(Meaning::Stranger, Meaning::Item);
            if let Some(short) = short {
                self.items[short].acronym = Some(meaning);
            }
            self.acronyms.insert(words[at].key, meaning);
        }
    }

    /// Whether the entity has a long name that the acronym is made of and that shares a word with those shortly before it.
    fn shares_a_word(&self, reading: &Reading, words: &[Word], at: usize) -> bool {
        let before: Vec<_> =
            words[at.saturating_sub(10)..at].iter().filter(|word| word.span.len() > 3).map(|word| word.key).collect();
        let acronym = words[at].span.slice(self.passage.text());
        let fits = |form: &str| {
            let mut parts = form.split([' ', '-']);
            acronym::is_made_of(acronym, form.split([' ', '-']))
                && parts.any(|word| before.contains(&text::key(&text::fold(word))))
        };
        self.records.entity(reading.entity).forms().any(|form| fits(form.text()))
    }

    /// Decides every name and gives the mentions in the order of the text.
    pub(crate) fn finish(self) -> Cast {
        let mut decider = Decider::new(self.passage, self.records, self.senses, self.today, &self.items);
        let mut crew = Crew {
            gazetteer: self.gazetteer,
            records: self.records,
            passage: self.passage,
            holders: Holders::new(self.gazetteer, self.today),
            cast: Cast::default(),
            numbers: KeyMap::with_capacity_and_hasher(self.items.len(), Default::default()),
        };
        // What each name has turned out to mean, for the acronyms of this text.
        let mut meant: Vec<Option<usize>> = Vec::with_capacity(self.items.len());
        for (at, item) in self.items.iter().enumerate() {
            let entity = match item.acronym {
                Some(Meaning::Stranger) => None,
                Some(Meaning::Item(long)) if meant.get(long).is_some_and(Option::is_some) => {
                    let entity = meant[long];
                    if let Some(entity) = entity {
                        crew.push(entity, item, MentionForm::Acronym);
                    }
                    entity
                }
                _ => {
                    let verdict = decider.decide(item);
                    if let (Some(discovery), Verdict::Nobody | Verdict::Unclear) = (&item.discovered, verdict) {
                        let form = if discovery.short { MentionForm::ShortName } else { MentionForm::Discovered };
                        let entity = crew.discovered(discovery);
                        crew.push(entity, item, form);
                        Some(entity)
                    } else {
                        crew.settle(at, item, verdict, &mut decider)
                    }
                }
            };
            meant.push(entity);
        }
        crew.cast
    }
}

/// A name with its readings; none for a decoy.
fn item(number: usize, scene: &Scene<'_>, hit: &NameHit, next: Option<&NameHit>) -> Option<Item> {
    let readings = scene.index.readings(hit);
    (!readings.is_empty()).then(|| Item {
        readings,
        around: scene.around(hit, next),
        ..Item::new(scene.text, number, scene.words, hit.words.clone())
    })
}

/// Puts the decided names together.
struct Crew<'a> {
    gazetteer: &'a Gazetteer,
    records: Records<'a>,
    passage: &'a Passage<'a>,
    holders: Holders<'a>,
    cast: Cast,
    /// The number of each entity in the cast.
    numbers: KeyMap<usize>,
}

impl Crew<'_> {
    fn discovered(&mut self, discovery: &discover::Discovery) -> usize {
        let Self { cast, numbers, gazetteer, .. } = self;
        *numbers.entry(discovery.key).or_insert_with(|| {
            let mut id = discovery.id.clone();
            // Whoever has that id is somebody else, or the name would have meant them.
            while gazetteer.index_of(&id).is_some() {
                id.push_str("-unlisted");
            }
            cast.entities.push(Known {
                id,
                name: discovery.name.clone(),
                kind: Kind::Person,
                origin: Origin::Discovered,
                gender: None,
            });
            cast.entities.len() - 1
        })
    }

    /// Takes what the name at `at` means, or what stands inside it.
    fn settle(&mut self, at: usize, item: &Item, verdict: Verdict, decider: &mut Decider<'_>) -> Option<usize> {
        match verdict {
            Verdict::Is(reading) => {
                decider.remember(at, &reading);
                // "the French president" on the day of the text
                let holder = item.around.held.as_ref().and_then(|held| self.holders.of(reading.entity, held));
                Some(match holder {
                    Some(person) => self.holder(item, person),
                    None => self.known(item, &reading),
                })
            }
            Verdict::Nobody => None,
            Verdict::Unclear => {
                for inner in &item.inner {
                    if let Verdict::Is(reading) = decider.decide(inner)
                        && decider.is_geographic(&reading)
                    {
                        decider.remember(at, &reading);
                        self.known(inner, &reading);
                    }
                }
                None
            }
        }
    }

    fn known(&mut self, item: &Item, reading: &Reading) -> usize {
        let entity = self.number(reading.entity);
        self.push(entity, item, reading.form);
        entity
    }

    /// Whoever holds the office that the words around the country describe.
    fn holder(&mut self, item: &Item, person: EntityIx) -> usize {
        let entity = self.number(person);
        let words = item.words.start - 1..item.words.end + item.around.held.as_ref().map_or(0, Vec::len);
        let here = self.passage.words(item.sentence);
        self.cast.mentions.push(Found {
            entity,
            span: Span::new(here[words.start].span.start, here[words.end - 1].span.end),
            words,
            form: MentionForm::Description,
            class: AnchorClass::Description,
            sentence: item.sentence,
        });
        entity
    }

    /// The number of an entity of the gazetteer in the cast.
    fn number(&mut self, at: EntityIx) -> usize {
        let Self { cast, numbers, records, .. } = self;
        *numbers.entry(u64::from(at.0)).or_insert_with(|| {
            let known = records.entity(at);
            cast.entities.push(Known {
                id: known.id().to_owned(),
                name: known.name().to_owned(),
                kind: known.kind(),
                origin: Origin::Gazetteer(at),
                gender: known.gender(),
            });
            cast.entities.len() - 1
        })
    }

    fn push(&mut self, entity: usize, item: &Item, form: MentionForm) {
        let class = if form == MentionForm::Demonym { AnchorClass::Demonym } else { AnchorClass::Name };
        self.cast.mentions.push(Found {
            entity,
            span: item.span,
            words: item.words.clone(),
            form,
            class,
            sentence: item.sentence,
        });
    }
}
