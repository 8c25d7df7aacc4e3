//! The pieces that clauses are built of: noun phrases here, verb groups beside.

mod group;

use std::ops::Range;

use crate::clause::tag::{Tag, Token};
use crate::clause::{Anchor, Attached, NounPhrase, NpId};
use crate::grammar::{Class, Entry, form};
use crate::text::{self, Case, Word, WordKind};

pub(crate) use group::{VerbForm, VerbGroup};

/// A piece of a sentence.
#[derive(Debug, Clone)]
pub(crate) enum Chunk {
    Phrase(NpId),
    Verb(VerbGroup),
    Preposition(usize),
    Conjunction(usize),
    Subordinator(usize),
    Relative(usize),
    Adverb(usize),
    Time(Range<usize>),
    Comma,
    /// Semicolon, colon, dash.
    Break,
    /// A new sentence begins without a stop before it.
    Restart,
    Open,
    Close,
    Quote,
    Other,
}

/// What may stand between a number and its noun.
const MORE: [u64; 5] = text::keys(["more", "other", "further", "fewer", "such"]);

/// Cuts a tagged sentence into chunks; noun phrases go to `phrases`.
pub(crate) fn chunk(
    words: &[Word],
    tokens: &[Token],
    entries: &[Entry],
    anchors: &[Anchor],
    phrases: &mut Vec<NounPhrase>,
    chunks: &mut Vec<Chunk>,
) {
    chunks.clear();
    let inserted = is_inserted(tokens);
    let mut chunker = Chunker { words, tokens, entries, anchors, next_anchor: 0, phrases, inserted };
    let mut at = 0;
    while at < tokens.len() {
        at = chunker.step(at, chunks);
    }
}

struct Chunker<'a> {
    words: &'a [Word],
    tokens: &'a [Token],
    entries: &'a [Entry],
    anchors: &'a [Anchor],
    next_anchor: usize,
    phrases: &'a mut Vec<NounPhrase>,
    /// Dashes stand around an insertion: "Lebanon — which has no president — begged".
    inserted: bool,
}

/// Whether there are two dashes, and no dateline before the first.
fn is_inserted(tokens: &[Token]) -> bool {
    let mut dashes = (0..tokens.len()).filter(|&at| tokens[at].tag == Tag::Dash);
    let (Some(first), Some(second), None) = (dashes.next(), dashes.next(), dashes.next()) else { return false };
    let dateline = tokens[..first].iter().all(|t| !t.tag.is_verb())
        && first + 1 < second
        && first > 1
        && tokens[..first].iter().any(|t| matches!(t.tag, Tag::Comma | Tag::Close));
    !dateline
}

impl Chunker<'_> {
    fn tag(&self, at: usize) -> Option<Tag> {
        self.tokens.get(at).map(|token| token.tag)
    }

    fn step(&mut self, at: usize, chunks: &mut Vec<Chunk>) -> usize {
        let tag = self.tokens[at].tag;
        // "A as well as B"
        if self.words[at].key == const { text::key("as") }
            && self.words.get(at + 1).is_some_and(|word| word.key == const { text::key("well") })
            && self.words.get(at + 2).is_some_and(|word| word.key == const { text::key("as") })
        {
            chunks.push(Chunk::Conjunction(at));
            return at + 3;
        }
        if self.restarts(at) {
            chunks.push(Chunk::Restart);
        }
        if let Some(end) = self.verb_group(at, chunks) {
            return end;
        }
        // "On 21 June Mexican authorities …"
        if tag == Tag::Number && self.tag(at + 1) == Some(Tag::Time) && self.tokens[at + 1].info.is(Class::Month) {
            let end = self.run(at + 1, |t| matches!(t, Tag::Number));
            chunks.push(Chunk::Time(at..end));
            return end;
        }
        if self.starts_phrase(at) {
            return self.phrase(at, chunks);
        }
        chunks.push(match tag {
            Tag::Time => {
                let end = self.run(at, |t| matches!(t, Tag::Time | Tag::Number | Tag::Comma));
                chunks.push(Chunk::Time(at..end));
                return end;
            }
            Tag::Preposition | Tag::To => Chunk::Preposition(at),
            Tag::Conjunction => Chunk::Conjunction(at),
            Tag::Subordinator => Chunk::Subordinator(at),
            Tag::Relative => Chunk::Relative(at),
            Tag::Adverb | Tag::Negation => Chunk::Adverb(at),
            Tag::Comma => Chunk::Comma,
            Tag::Dash if self.inserted => Chunk::Comma,
            Tag::Semicolon | Tag::Colon | Tag::Dash => Chunk::Break,
            // "the Social Democrats (SPD) and the Greens"
            Tag::Open if matches!(chunks.last(), Some(Chunk::Phrase(_))) && self.is_short_form(at) => {
                self.push_phrase(at + 1..at + 2, None);
                return at + 3;
            }
            Tag::Open => Chunk::Open,
            Tag::Close => Chunk::Close,
            Tag::Quote => Chunk::Quote,
            _ => Chunk::Other,
        });
        at + 1
    }

    /// "Pressure on minister The party has": a heading without a stop stands before the sentence.
    fn restarts(&self, at: usize) -> bool {
        const OPENERS: [u64; 13] = text::keys([
            "the",
            "this",
            "these",
            "there",
            "he",
            "she",
            "it",
            "they",
            "but",
            "in",
            "on",
            "at",
            "according",
        ]);
        let Some(before) = at.checked_sub(1) else { return false };
        let lower =
            |at: usize| self.words.get(at).is_some_and(|word| word.case == Case::Lower && word.kind == WordKind::Word);
        self.words[at].case == Case::Title
            && OPENERS.contains(&self.words[at].key)
            && matches!(self.tokens[before].tag, Tag::Noun | Tag::Time | Tag::Adverb)
            && lower(before)
            && (lower(at + 1) || self.tag(at + 1) == Some(Tag::Time))
    }

    /// A comma belongs to a date only before a year.
    fn run(&self, from: usize, fits: impl Fn(Tag) -> bool) -> usize {
        let mut end = from + 1;
        while let Some(tag) = self.tag(end).filter(|&tag| fits(tag)) {
            if tag == Tag::Comma && self.tag(end + 1) != Some(Tag::Number)
                || tag == Tag::Number && self.tag(end + 1) == Some(Tag::Noun)
            {
                break;
            }
            end += 1;
        }
        end
    }

    fn starts_phrase(&self, at: usize) -> bool {
        match self.tokens[at].tag {
            Tag::Determiner
            | Tag::PossessivePronoun
            | Tag::Pronoun
            | Tag::Number
            | Tag::Adjective
            | Tag::Demonym
            | Tag::Name
            | Tag::Noun => true,
            // "nearly 30 people"; "last week" is a time
            Tag::Adverb => {
                self.tag(at + 1) == Some(Tag::Number) && self.tokens[at].info.is(Class::Adverb)
                    || self.is_at_least(at)
                    || self.opens_compound(at)
            }
            Tag::Preposition => self.is_at_least(at),
            _ => false,
        }
    }

    /// "long-standing sanctions": a word with a hyphen behind it, and more of the phrase to come.
    fn opens_compound(&self, at: usize) -> bool {
        let joined = self.tag(at + 1) == Some(Tag::Hyphen) && self.words[at + 1].joined;
        joined
            && self.words.get(at + 2).is_some_and(|word| word.joined)
            && self.tag(at + 2).is_some_and(|tag| tag.is_nominal() || tag == Tag::Adjective)
    }

    /// "at least 30", "up to 30", "more than 30", "about 30": two words before a number that belong to it.
    fn is_at_least(&self, at: usize) -> bool {
        let second = self.tag(at + 1);
        let key = self.words[at].key;
        self.tag(at + 2) == Some(Tag::Number)
            && (matches!(second, Some(Tag::Determiner | Tag::Preposition | Tag::To | Tag::Adverb))
                || self.words[at + 1].key == const { text::key("least") })
            && const { text::keys(["at", "up", "as"]) }.contains(&key)
            || second == Some(Tag::Number)
                && const { text::keys(["about", "around", "over"]) }.contains(&key)
                && !(at > 0 && self.tokens[at - 1].info.is_form_of(Class::OverVerb))
    }

    fn phrase(&mut self, start: usize, chunks: &mut Vec<Chunk>) -> usize {
        let mut possessor = None;
        let mut from = start;
        loop {
            let (end, owner) = self.phrase_end(from);
            if self.is_time(from..end) && possessor.is_none() && !owner && !self.measures(end) {
                chunks.push(Chunk::Time(from..end));
                return end;
            }
            let id = self.push_phrase(from..end, possessor);
            // "Turkey's president": the owner is a phrase of its own, and belongs to the next.
            if owner
                && self.tag(end + 1).is_some_and(|tag| {
                    matches!(
                        tag,
                        Tag::Noun
                            | Tag::Adjective
                            | Tag::Name
                            | Tag::Demonym
                            | Tag::Number
                            | Tag::Adverb
                            | Tag::Quote
                            | Tag::Time
                    )
                })
            {
                possessor = Some(id);
                from = end + 1;
                if self.tag(from) == Some(Tag::Quote) {
                    from += 1;
                }
                if from >= self.tokens.len()
                    || !matches!(
                        self.tokens[from].tag,
                        Tag::Noun | Tag::Adjective | Tag::Name | Tag::Demonym | Tag::Number | Tag::Adverb | Tag::Time
                    )
                {
                    chunks.push(Chunk::Phrase(id));
                    return from;
                }
                continue;
            }
            chunks.push(Chunk::Phrase(id));
            return if owner { end + 1 } else { end };
        }
    }

    /// The end of the phrase that starts at `from`, and whether a possessive follows.
    fn phrase_end(&self, from: usize) -> (usize, bool) {
        if self.tokens[from].tag == Tag::Pronoun {
            return (from + 1, self.tag(from + 1) == Some(Tag::Possessive));
        }
        let mut end = from + 1;
        let mut quantity = self.is_at_least(from);
        let mut quoted = false;
        while let Some(tag) = self.tag(end) {
            let left = self.tokens[end - 1].tag;
            // 'a "war" against': quotation marks inside of a phrase.
            if tag == Tag::Quote {
                let modifies = matches!(left, Tag::Determiner | Tag::PossessivePronoun | Tag::Adjective);
                let noun = matches!(self.tag(end + 1), Some(Tag::Noun | Tag::Adjective));
                if !noun || !modifies && !quoted {
                    break;
                }
                quoted = !quoted;
                end += 1;
                continue;
            }
            // "the United Nations (UN) envoy"
            if tag == Tag::Open
                && matches!(left, Tag::Name | Tag::Noun)
                && self.is_short_form(end)
                && matches!(self.tag(end + 3), Some(Tag::Noun | Tag::Name | Tag::Possessive))
            {
                end += 3;
                continue;
            }
            let left = if left == Tag::Quote { Tag::Adjective } else { left };
            let compound = left == Tag::Hyphen && self.words[end - 1].joined && self.words[end].joined;
            let goes_on = match tag {
                // "2-year-old", "war-torn", "the run-up"
                _ if compound => !matches!(tag, Tag::Comma | Tag::Quote | Tag::Open | Tag::Close | Tag::Other),
                // "offers Tuvaluans refuge", "granted Syrians asylum": the people are a phrase of their own.
                Tag::Noun if left == Tag::Demonym && self.is_people(end - 1) && from + 1 == end => false,
                Tag::Noun | Tag::Adjective | Tag::Demonym | Tag::Name => {
                    // "the weapons Russia sent": a name behind a common noun starts anew before a verb.
                    !(matches!(tag, Tag::Name)
                        && left == Tag::Noun
                        && (self.tokens[from].tag == Tag::Determiner
                            || self.tokens[..from].iter().rev().take(8).any(|t| t.tag.is_verb()))
                        && self.common_noun(end - 1)
                        && (self.verb_follows(end) || self.tells(end - 1)))
                }
                // "gave the diplomats 48 hours"
                Tag::Number if left == Tag::Noun && self.tag(end + 1) == Some(Tag::Time) => {
                    self.words[end - 1].case != Case::Lower
                }
                Tag::Number => !matches!(left, Tag::Name) || self.tag(end + 1) == Some(Tag::Noun),
                Tag::Time => {
                    left == Tag::Number
                        || matches!(left, Tag::Determiner | Tag::Adjective)
                        || self.tag(end + 1) == Some(Tag::Noun) && left != Tag::Name
                }
                Tag::Hyphen => self.words[end].joined && self.tag(end + 1).is_some_and(|t| !matches!(t, Tag::Comma)),
                Tag::Determiner => {
                    matches!(left, Tag::Determiner)
                        // "two more missiles", "three other refugees"
                        || left == Tag::Number && MORE.contains(&self.words[end].key)
                        || quantity && matches!(left, Tag::Adverb | Tag::Preposition | Tag::To)
                }
                // "direct, high-level talks"
                Tag::Comma => left == Tag::Adjective && self.tag(end + 1) == Some(Tag::Adjective),
                // "Secretary of State Henry Kissinger"
                Tag::Preposition if self.tokens[end - 1].info.is(Class::Office) && self.is_title_of(end) => true,
                Tag::Preposition | Tag::To
                    if left == Tag::Hyphen || self.tag(end + 1) == Some(Tag::Hyphen) && self.words[end + 1].joined =>
                {
                    true
                }
                Tag::Preposition | Tag::To | Tag::Adverb => {
                    // "more than 180 missiles", "the more strongly armed side"
                    let number = (self.tag(end + 1) == Some(Tag::Number) || self.is_than_some(end))
                        && matches!(left, Tag::Determiner | Tag::Adverb | Tag::Preposition);
                    quantity |= number;
                    number
                        || tag == Tag::Adverb
                            && matches!(left, Tag::Determiner | Tag::PossessivePronoun)
                            && self
                                .tag(end + 1)
                                .is_some_and(|t| matches!(t, Tag::Adjective | Tag::Noun | Tag::Demonym | Tag::Number))
                }
                Tag::VerbEd | Tag::VerbParticiple | Tag::VerbIng if left == Tag::Hyphen => true,
                // "political and economic ties"
                Tag::Conjunction => {
                    left == Tag::Adjective
                        && self.tag(end + 1) == Some(Tag::Adjective)
                        && self.tag(end + 2) == Some(Tag::Noun)
                }
                _ => false,
            };
            if !goes_on {
                break;
            }
            end += 1;
        }
        (end, self.tag(end) == Some(Tag::Possessive))
    }

    /// "Syrians", behind a verb.
    fn is_people(&self, at: usize) -> bool {
        let entry = &self.entries[at];
        at > 0 && self.tokens[at - 1].tag.is_verb() && entry.singular != self.words[at].key
    }

    /// "more than a million", "more than USD $4 million"
    fn is_than_some(&self, at: usize) -> bool {
        self.words[at].key == const { text::key("than") }
            && self.tag(at + 2) == Some(Tag::Number)
            && (self.tag(at + 1) == Some(Tag::Determiner) || self.words[at + 1].case == Case::Upper)
    }

    /// "of State" between an office and a name.
    fn is_title_of(&self, at: usize) -> bool {
        self.words[at].key == const { text::key("of") }
            && self.tag(at + 1) == Some(Tag::Noun)
            && self.words[at + 1].case == Case::Title
            && self.tag(at + 2) == Some(Tag::Name)
    }

    /// "(SPD)": nothing but a name in capitals.
    fn is_short_form(&self, at: usize) -> bool {
        self.tag(at + 2) == Some(Tag::Close)
            && matches!(self.tag(at + 1), Some(Tag::Name | Tag::Noun))
            && self.words[at + 1].case == Case::Upper
    }

    /// "allegations Russia had shelled": a clause of content stands behind the noun at `at`, and begins with a name.
    fn tells(&self, at: usize) -> bool {
        let behind = || (at + 1..self.tokens.len()).take(5).map(|i| self.tokens[i].tag);
        let verb = behind().find(|&tag| !matches!(tag, Tag::Name | Tag::Adverb));
        self.tokens[at].info.is(Class::ClauseNoun)
            && verb.is_some_and(|tag| tag.is_verb() || matches!(tag, Tag::Modal | Tag::Be | Tag::Have))
    }

    fn common_noun(&self, at: usize) -> bool {
        let info = &self.tokens[at].info;
        self.words[at].case == Case::Lower && !info.is(Class::Title) && !info.is(Class::Office)
    }

    /// Whether a verb without an object follows the name at `at`: "(the weapons) Russia sent to", but not "(the ruling
    /// party) Fidesz accused Brussels".
    fn verb_follows(&self, at: usize) -> bool {
        let auxiliary = |tag| matches!(tag, Tag::Modal | Tag::Be | Tag::Have | Tag::Do);
        let mut behind = (at + 1..self.tokens.len()).take(8).map(|i| self.tokens[i].tag);
        let verb = behind.find(|&tag| !matches!(tag, Tag::Name | Tag::Adverb | Tag::Hyphen));
        let verb = verb
            .filter(|&tag| auxiliary(tag))
            .and_then(|_| behind.find(|&tag| !auxiliary(tag) && tag != Tag::Adverb))
            .or(verb);
        if !verb.is_some_and(|tag| tag.is_verb() || auxiliary(tag)) {
            return false;
        }
        let object = behind.find(|&tag| tag != Tag::Adverb);
        // "(the drones) Iran sold Sudan were": the clause around it goes on.
        if object == Some(Tag::Name) {
            let next = behind.find(|&tag| !matches!(tag, Tag::Name | Tag::Adverb | Tag::Hyphen));
            return next.is_some_and(auxiliary);
        }
        !object.is_some_and(|tag| {
            tag.is_nominal() && tag != Tag::Time
                || matches!(tag, Tag::Determiner | Tag::PossessivePronoun | Tag::Adjective)
        })
    }

    /// "two days of talks": so much of something, and no time when.
    fn measures(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.key == const { text::key("of") })
            && matches!(self.tag(at + 1), Some(Tag::Noun | Tag::Adjective | Tag::Demonym))
    }

    fn is_time(&self, words: Range<usize>) -> bool {
        let last = words.end - 1;
        self.tokens[last].tag == Tag::Time && self.tag(words.end) != Some(Tag::Possessive)
    }

    fn push_phrase(&mut self, words: Range<usize>, possessor: Option<NpId>) -> NpId {
        while self.anchors.get(self.next_anchor).is_some_and(|anchor| anchor.words.end <= words.start) {
            self.next_anchor += 1;
        }
        let first = self.next_anchor;
        let count = self.anchors[first..].iter().take_while(|anchor| anchor.words.start < words.end).count();
        let last = words.clone().rev().find(|&i| self.tokens[i].tag.is_nominal()).unwrap_or(words.end - 1);
        let long = self.anchors[first..first + count].iter().find(|anchor| anchor.words.contains(&last));
        let head = long.and_then(|anchor| self.head_within(&anchor.words)).unwrap_or(last);
        let negated = self.words[words.start].key == const { text::key("no") }
            || self.words[words.start].key == const { text::key("neither") };
        self.phrases.push(NounPhrase {
            words,
            head,
            possessor,
            anchors: first..first + count,
            complements: Attached::new(),
            apposition: None,
            negated,
        });
        self.phrases.len() - 1
    }

    /// The head of a mention that is a long phrase of the caller's: "the village of Baga", "people hit by floods in Mali".
    fn head_within(&self, mention: &Range<usize>) -> Option<usize> {
        let inner = mention.start + 1..mention.end;
        let ends = |i: &usize| {
            let info = self.tokens[*i].info;
            info.is(Class::Preposition) || info.is(Class::Relative) || self.words[*i].kind == WordKind::Punct(',')
        };
        let end = inner.take(12).find(ends)?;
        let lower = |i: usize| self.words[i].case == Case::Lower;
        let participle = |i: usize| {
            let info = self.tokens[i].info;
            info.forms() & (form::PAST | form::PARTICIPLE | form::ING) != 0 && info.forms() & form::BASE == 0
        };
        let head = (mention.start..end).rev().find(|&i| !lower(i) || !participle(i))?;
        let info = self.tokens[head].info;
        let closed = [Class::Determiner, Class::Preposition, Class::Adverb, Class::Pronoun, Class::Number];
        (lower(head) && !closed.iter().any(|&class| info.is(class))).then_some(head)
    }
}
