//! Takes: a parsed sentence, its mentions and the phrasebook.
//! Gives: source, relation, target, with the status that the text gives it and the words that say so.
//! Must not know: the graph.

mod circumstance;
mod code;
mod matching;
mod period;
mod quantity;
mod referent;
mod status;
mod time;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use once_cell::unsync::OnceCell;

use crate::clause::{Anchor, FrameId, NpId, Parse, Tag};
use crate::gazetteer::Kind;
use crate::phrasebook::{Live, Operation, PART, Phrasebook};
use crate::text::Word;

pub(crate) use circumstance::{Circumstances, Clause};
pub(crate) use code::{code, plover};
pub use period::Period;

/// Whether the text claims a relation as a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Factuality {
    /// The text says so itself.
    Asserted,
    /// Somebody is said to claim it.
    Reported,
    /// It may be, or is tried, feared or supposed.
    Possible,
    /// It is intended, promised or due.
    Planned,
    /// Somebody is asked, ordered or pressed to do it.
    Requested,
}

impl Factuality {
    /// The lower-case word for it, as in the JSON output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Reported => "reported",
            Self::Possible => "possible",
            Self::Planned => "planned",
            Self::Requested => "requested",
        }
    }
}

impl fmt::Display for Factuality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a relation may ask about the mentions of a text.
pub(crate) trait Cast {
    /// Which entity of the text the mention means.
    fn entity(&self, mention: usize) -> usize;
    /// What kind of entity it is.
    fn kind(&self, entity: usize) -> Kind;
    /// A mention, in the same sentence, of the country in which the place that is mentioned lies, or which the person leads.
    fn country_of(&self, mention: usize) -> Option<usize>;
    /// The office that the person has in the body, or had where that was the last one.
    fn office(&self, person: usize, body: usize) -> Option<&str>;
    /// Whether the one speaks in the name of the other: a president for the country.
    fn speaks_for(&self, speaker: usize, entity: usize) -> bool;
}

/// Mentions by their numbers: whom a phrase stands for, mostly one.
type Mentions = SmallVec<[usize; 4]>;

/// A relation found in a sentence; mentions are the caller's numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finding {
    pub(crate) relation: usize,
    pub(crate) pattern: usize,
    pub(crate) source: usize,
    pub(crate) target: usize,
    /// The word that carries it, as an index into the sentence's.
    pub(crate) trigger: usize,
    pub(crate) status: Status,
    pub(crate) weight: usize,
    /// The clauses that its pattern read, its own first; none for a role.
    pub(crate) clauses: SmallVec<[FrameId; 2]>,
    /// The words of its clause.
    pub(crate) extent: std::ops::Range<usize>,
}

/// What the text makes of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Status {
    pub(crate) negated: bool,
    /// It is not so because somebody will not.
    pub(crate) refused: bool,
    pub(crate) factuality: Factuality,
    /// The mention of who says, asks or denies it.
    pub(crate) by: Option<usize>,
    /// What the text makes of the act, as CAMEO knows it.
    pub(crate) operations: Operations,
}

/// Operations on one act, from the innermost outwards; beyond three they say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Operations([Option<Operation>; 3]);

/// A sentence with all that is known about it.
pub(crate) struct Sentence<'a, C> {
    pub(crate) text: &'a str,
    pub(crate) words: &'a [Word],
    pub(crate) anchors: &'a [Anchor],
    pub(crate) parse: &'a Parse,
    pub(crate) book: &'a Phrasebook,
    /// The rules that may hold in it.
    pub(crate) live: &'a Live,
    pub(crate) cast: &'a C,
    /// Whom each noun phrase means, once asked.
    referents: Vec<OnceCell<Mentions>>,
}

impl<'a, C: Cast> Sentence<'a, C> {
    pub(crate) fn new(
        text: &'a str,
        words: &'a [Word],
        anchors: &'a [Anchor],
        parse: &'a Parse,
        book: &'a Phrasebook,
        live: &'a Live,
        cast: &'a C,
    ) -> Self {
        Self { text, words, anchors, parse, book, live, cast, referents: vec![OnceCell::new(); parse.phrases.len()] }
    }
}

/// Where a noun phrase stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Surface,
    Object,
    Behind,
}

/// All relations of the sentence, in the order of their words.
pub(crate) fn find<C: Cast>(sentence: &Sentence<'_, C>) -> Vec<Finding> {
    let index = Index::of(sentence.parse);
    let mut found = Vec::new();
    matching::verbs(sentence, &index, &mut found);
    matching::nouns(sentence, &index, &mut found);
    matching::compounds(sentence, &mut found);
    matching::known(sentence, &mut found);
    matching::homes(sentence, &index, &mut found);
    matching::replies(sentence, &index, &mut found);
    prune(sentence, found)
}

/// How many readings of a sentence are compared with each other.
const LIMIT: usize = 256;

/// Of several patterns that read the same words as the same pair, the one that asks for most speaks.
fn prune<C: Cast>(sentence: &Sentence<'_, C>, mut found: Vec<Finding>) -> Vec<Finding> {
    let relations = &sentence.book.inner().relations;
    let ends = |f: &Finding| {
        let (a, b) = (sentence.cast.entity(f.source), sentence.cast.entity(f.target));
        (a.min(b), a.max(b))
    };
    // "recalled its ambassador from Tel Aviv": where no place may stand, its country does.
    for f in &mut found {
        let kinds = &relations[f.relation];
        for (end, allowed) in [(&mut f.source, &kinds.source), (&mut f.target, &kinds.target)] {
            let kind = sentence.cast.kind(sentence.cast.entity(*end));
            // "Zelensky and his prime minister": of his country.
            let moves = kind == Kind::Place || kind == Kind::Person && f.clauses.is_empty();
            if moves && !allowed.contains(&kind) {
                *end = sentence.cast.country_of(*end).unwrap_or(*end);
            }
        }
    }
    found.retain(|f| {
        let kinds = &relations[f.relation];
        let (source, target) = (sentence.cast.entity(f.source), sentence.cast.entity(f.target));
        source != target
            && kinds.source.contains(&sentence.cast.kind(source))
            && kinds.target.contains(&sentence.cast.kind(target))
    });
    found.sort_by_key(|f| (f.trigger, ends(f), usize::MAX - f.weight, f.relation, f.pattern));
    found.dedup_by(|later, kept| {
        // "accused each other": one pattern, read both ways.
        let mutual = (later.relation, later.pattern) == (kept.relation, kept.pattern)
            && sentence.cast.entity(later.source) == sentence.cast.entity(kept.target);
        later.trigger == kept.trigger && ends(later) == ends(kept) && !mutual
    });
    if found.len() < 2 {
        return found;
    }
    // Whoever else is named is taken only where no pattern reads the two in their places, and none says on whom the one
    // acted or who acted on the other: "urged Israel to leave Lebanon".
    if found.iter().any(|f| f.weight <= PART) {
        let mut heaviest: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut placed: BTreeSet<(usize, usize)> = BTreeSet::new();
        for f in &found {
            let weight = heaviest.entry(ends(f)).or_default();
            *weight = f.weight.max(*weight);
            if f.weight > PART {
                placed.extend([f.source, f.target].map(|end| (f.trigger, sentence.cast.entity(end))));
            }
        }
        found.retain(|f| {
            f.weight > PART
                || heaviest.get(&ends(f)).is_none_or(|&weight| weight == f.weight)
                    && [f.source, f.target].iter().all(|&end| !placed.contains(&(f.trigger, sentence.cast.entity(end))))
        });
    }
    // "pledged support to B", "sent troops to help B": what a wider pattern has read is not read again.
    // "said Russia plotted to topple her": who says so and who does it are two things.
    let directed = |f: &Finding| (sentence.cast.entity(f.source), sentence.cast.entity(f.target));
    let readers: Vec<(FrameId, (usize, usize), usize, usize)> = found
        .iter()
        .flat_map(|f| {
            f.clauses
                .iter()
                .map(|&clause| (clause, directed(f), f.weight + PART * usize::from(f.clauses.len() > 1), f.trigger))
        })
        .collect();
    found.retain(|f| {
        let Some(&own) = f.clauses.first() else { return true };
        let weight = f.weight + PART * usize::from(f.clauses.len() > 1);
        !readers.iter().take(LIMIT).any(|&(clause, pair, other, trigger)| {
            clause == own
                && (pair == directed(f) || relations[f.relation].symmetric && (pair.1, pair.0) == directed(f))
                && trigger != f.trigger
                && (other, std::cmp::Reverse(trigger)) > (weight, std::cmp::Reverse(f.trigger))
        })
    });
    // "captured a town in Sudan from the RSF": what is taken, and not from whom.
    let taken: Vec<(usize, usize, usize)> = found
        .iter()
        .filter(|f| relations[f.relation].plover.as_deref() == Some("COERCE") && is_located(sentence, f.target))
        .map(|f| (f.trigger, f.relation, sentence.cast.entity(f.source)))
        .take(LIMIT)
        .collect();
    if !taken.is_empty() {
        found.retain(|f| {
            let own = (f.trigger, f.relation, sentence.cast.entity(f.source));
            !taken.contains(&own) || !is_behind(sentence, f.target, &["from"])
        });
    }
    // "struck positions of Hezbollah in Lebanon": beside somebody who is struck, the place is only where.
    let whom: Vec<(usize, usize)> = found
        .iter()
        .filter(|f| sentence.cast.kind(sentence.cast.entity(f.target)) != Kind::Place)
        .map(|f| (f.trigger, sentence.cast.entity(f.source)))
        .take(LIMIT)
        .collect();
    found.retain(|f| {
        let place = sentence.cast.kind(sentence.cast.entity(f.target)) == Kind::Place;
        // "flew to Moscow for talks with Putin" visits the town.
        let visits = relations[f.relation].plover.as_deref() == Some("CONSULT");
        !place || visits || !whom.contains(&(f.trigger, sentence.cast.entity(f.source)))
    });
    // "arrested a Belarusian in Minsk": so is what stands behind "in", beside an object of the same act; and whoever is
    // handed Israeli hostages is not who is freed.
    let is_beside = |f: &Finding| {
        is_located(sentence, f.target)
            || relations[f.relation].plover.as_deref() == Some("RETREAT") && is_behind(sentence, f.target, &["to"])
    };
    let beside: Vec<(usize, usize, usize, usize)> = found
        .iter()
        .filter(|f| !is_beside(f))
        .map(|f| (f.trigger, f.relation, sentence.cast.entity(f.source), f.pattern))
        .take(LIMIT)
        .collect();
    found.retain(|f| {
        let own = (f.trigger, f.relation, sentence.cast.entity(f.source));
        !is_beside(f)
            || !beside
                .iter()
                .any(|&(trigger, relation, source, pattern)| (trigger, relation, source) == own && pattern != f.pattern)
    });
    // The same relation between the same two by two words of one clause is one statement with two words.
    let mut seen = BTreeSet::new();
    found.retain(|f| {
        let (a, b) = (sentence.cast.entity(f.source), sentence.cast.entity(f.target));
        let key = if relations[f.relation].symmetric { (a.min(b), a.max(b)) } else { (a, b) };
        seen.insert((f.relation, key, f.status.negated, f.status.factuality))
    });
    found
}

/// Whether the mention stands behind a preposition of place.
fn is_located<C: Cast>(sentence: &Sentence<'_, C>, mention: usize) -> bool {
    is_behind(sentence, mention, &["in", "at", "near", "inside", "outside", "across"])
}

/// Whether the mention stands behind one of the prepositions.
fn is_behind<C: Cast>(sentence: &Sentence<'_, C>, mention: usize, prepositions: &[&str]) -> bool {
    let Some(anchor) = sentence.anchors.iter().find(|anchor| anchor.mention == mention) else { return false };
    let own = |at: &usize| {
        !matches!(sentence.parse.tokens[*at].tag, Tag::Determiner | Tag::Adjective | Tag::Adverb | Tag::Number)
    };
    let before = (0..anchor.words.start).rev().take(3).find(own);
    before.is_some_and(|at| {
        sentence.parse.tokens[at].tag == Tag::Preposition && prepositions.iter().any(|word| sentence.is(at, word))
    })
}

/// What stands where in a parse.
struct Index {
    phrases: Vec<Standing>,
    /// The frames that hang on a frame.
    below: Vec<SmallVec<[FrameId; 4]>>,
}

/// Where a noun phrase stands.
#[derive(Clone, Copy)]
struct Standing {
    /// The frame that it is an argument of.
    place: Option<(FrameId, Place)>,
    /// The phrase that it hangs on behind a preposition.
    above: Option<NpId>,
    /// The phrase that it is the apposition of.
    apposed: Option<NpId>,
}

impl Index {
    fn of(parse: &Parse) -> Self {
        let nowhere = Standing { place: None, above: None, apposed: None };
        let mut index =
            Self { phrases: vec![nowhere; parse.phrases.len()], below: vec![SmallVec::new(); parse.frames.len()] };
        for (id, phrase) in parse.phrases.iter().enumerate() {
            for &inner in phrase.complements.iter().flat_map(|(_, phrases)| phrases) {
                index.phrases[inner].above = Some(id);
            }
            if let Some(other) = phrase.apposition {
                index.phrases[other].apposed = Some(id);
            }
        }
        for (id, frame) in parse.frames.iter().enumerate() {
            let behind = frame.prepositions.iter().flat_map(|(_, phrases)| phrases).map(|&np| (np, Place::Behind));
            let objects = frame.objects.iter().chain(&frame.indirect).map(|&np| (np, Place::Object));
            let surface = frame.surface.iter().map(|&np| (np, Place::Surface));
            for (np, place) in surface.chain(objects).chain(behind) {
                let old = index.phrases[np].place;
                if old.is_none() || place != Place::Surface {
                    index.phrases[np].place = Some((id, place));
                }
            }
            if let Some((above, _)) = frame.governor
                && above < parse.frames.len()
            {
                index.below[above].push(id);
            }
        }
        index
    }
}
