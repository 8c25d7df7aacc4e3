//! From chunks to clauses: which noun phrase is whose subject, object or agent, and which verb hangs on which.
//!
//! One pass from left to right with a stack of open clauses; every look ahead is bounded.

use std::ops::Range;

use crate::clause::chunk::{Chunk, VerbForm, VerbGroup};
use crate::clause::tag::Tag;
use crate::clause::{Anchor, Frame, FrameId, Link, NpId, Parse};
use crate::grammar::{Class, Grammar};
use crate::text::{self, Case, Word};

/// How many chunks a look ahead may pass.
const REACH: usize = 24;

pub(super) fn attach(words: &[Word], anchors: &[Anchor], parse: &mut Parse) {
    let chunks = std::mem::take(&mut parse.chunks);
    let mut builder = Builder {
        words,
        anchors,
        chunks: &chunks,
        parse,
        stack: vec![Clause::default()],
        outer: Vec::new(),
        dangling: Vec::new(),
        chain: None,
        last: Vec::new(),
        adverbs: Vec::new(),
        speech: Vec::new(),
    };
    let mut at = 0;
    while at < chunks.len() {
        at = builder.step(at);
    }
    builder.finish();
    parse.chunks = chunks;
}

/// A clause that is still open.
#[derive(Debug, Clone, Default)]
struct Clause {
    subject: Vec<NpId>,
    /// The last frame in it.
    frame: Option<FrameId>,
    governor: Option<(FrameId, Link)>,
    noun: Option<NpId>,
    /// The object that a relative pronoun stands for.
    gap: Vec<NpId>,
    relative: bool,
    /// It began behind a comma or a quotation mark.
    inserted: bool,
    start: usize,
}

struct Builder<'a> {
    words: &'a [Word],
    anchors: &'a [Anchor],
    chunks: &'a [Chunk],
    parse: &'a mut Parse,
    stack: Vec<Clause>,
    /// The clauses around an open bracket.
    outer: Vec<Vec<Clause>>,
    /// Participles that wait for the subject of the clause behind them.
    dangling: Vec<FrameId>,
    /// The first phrase of the running chain of phrase and prepositional phrases.
    chain: Option<NpId>,
    /// The last phrase or coordinated phrases.
    last: Vec<NpId>,
    adverbs: Vec<usize>,
    /// Frames of speech that stand behind or inside what is said.
    speech: Vec<(FrameId, bool)>,
}

impl Builder<'_> {
    fn step(&mut self, at: usize) -> usize {
        match &self.chunks[at] {
            Chunk::Phrase(_) => self.phrase(at),
            Chunk::Verb(group) => {
                let group = group.clone();
                self.verb(at, &group);
                self.chain = None;
                at + 1
            }
            Chunk::Preposition(word) => self.preposition(at, *word),
            Chunk::Subordinator(word) => {
                self.subordinator(at, *word);
                at + 1
            }
            Chunk::Relative(word) => self.relative(at, *word),
            Chunk::Adverb(word) => {
                match self.top().frame {
                    Some(frame) => self.parse.frames[frame].adverbs.push(*word),
                    None => self.adverbs.push(*word),
                }
                at + 1
            }
            Chunk::Time(words) => {
                self.time(words.clone());
                at + 1
            }
            Chunk::Break => {
                if self.top().frame.is_some() {
                    self.restart(at);
                }
                self.chain = None;
                at + 1
            }
            Chunk::Open => {
                let inner = vec![Clause { inserted: true, ..Clause::default() }];
                self.outer.push(std::mem::replace(&mut self.stack, inner));
                at + 1
            }
            Chunk::Close => {
                if let Some(stack) = self.outer.pop() {
                    self.stack = stack;
                }
                at + 1
            }
            Chunk::Comma | Chunk::Conjunction(_) => {
                self.chain = None;
                at + 1
            }
            Chunk::Quote | Chunk::Other => at + 1,
        }
    }

    fn top(&self) -> &Clause {
        self.stack.last().expect("the stack always holds the main clause")
    }

    fn top_mut(&mut self) -> &mut Clause {
        self.stack.last_mut().expect("the stack always holds the main clause")
    }

    fn restart(&mut self, at: usize) {
        self.stack.clear();
        self.stack.push(Clause { start: at, ..Clause::default() });
    }

    fn is(&self, word: usize, text: &str) -> bool {
        self.words[word].key == text::key(text)
    }

    /// The chunk before `at`, adverbs, times and quotation marks aside.
    fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().take(REACH).find(|&i| !matches!(self.chunks[i], Chunk::Adverb(_) | Chunk::Quote | Chunk::Time(_)))
    }

    fn time(&mut self, words: Range<usize>) {
        if let Some(frame) = self.top().frame.or_else(|| self.stack.iter().rev().find_map(|c| c.frame)) {
            self.parse.frames[frame].times.push(words);
        }
    }

    // --- noun phrases ---

    fn phrase(&mut self, at: usize) -> usize {
        let (members, next) = self.group(at, false);
        let before = self.before(at);
        let boundary = before.is_none_or(|i| {
            matches!(self.chunks[i], Chunk::Comma | Chunk::Conjunction(_) | Chunk::Break | Chunk::Close)
        });
        let fresh = at > 0 && matches!(self.chunks[at - 1], Chunk::Quote);
        let starts_clause = self.finite_ahead(next, boundary || fresh);
        match self.top().frame {
            None => self.subject(&members, before, starts_clause),
            Some(frame) if starts_clause => {
                let direct = !boundary;
                let with_comma = before.is_some_and(|i| {
                    matches!(self.chunks[i], Chunk::Comma) || i > 0 && matches!(self.chunks[i - 1], Chunk::Comma)
                });
                let governor = if direct {
                    Some((frame, Link::Content))
                } else if with_comma {
                    None
                } else {
                    self.content_of(frame)
                };
                let inserted = with_comma || fresh;
                self.stack.push(Clause { subject: members.clone(), governor, inserted, start: at, ..Clause::default() });
            }
            Some(frame) => {
                let object = !before.is_some_and(|i| matches!(self.chunks[i], Chunk::Comma | Chunk::Break));
                let adjacent = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Phrase(_)));
                let frame = &mut self.parse.frames[frame];
                if frame.objects.is_empty() && object {
                    frame.objects.clone_from(&members);
                } else if adjacent && frame.indirect.is_empty() && frame.prepositions.is_empty() {
                    frame.indirect = std::mem::replace(&mut frame.objects, members.clone());
                }
            }
        }
        self.chain = members.first().copied();
        self.last = members;
        next
    }

    /// The governor of the clause that `frame` stands in, where that is what somebody says.
    fn content_of(&self, frame: FrameId) -> Option<(FrameId, Link)> {
        let governor = self.parse.frames[frame].governor?;
        matches!(governor.1, Link::Content | Link::Adverbial(_)).then_some(governor)
    }

    fn subject(&mut self, members: &[NpId], before: Option<usize>, starts_clause: bool) {
        let after_comma = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Comma));
        let after_relative = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Relative(_)));
        let after_phrase = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Phrase(_)));
        let top = self.top();
        if top.relative && after_relative {
            let top = self.top_mut();
            top.gap = std::mem::replace(&mut top.subject, members.to_vec());
        } else if top.subject.is_empty() {
            self.top_mut().subject = members.to_vec();
        } else if starts_clause && after_comma {
            let start = members.first().map_or(0, |&np| self.parse.phrases[np].words.start);
            self.stack.push(Clause { subject: members.to_vec(), inserted: true, start, ..Clause::default() });
        } else if starts_clause && after_phrase {
            // "the weapons Russia sent"
            let gap = self.last.clone();
            self.stack.push(Clause { subject: members.to_vec(), gap, relative: true, ..Clause::default() });
        } else if !after_comma && !after_phrase {
            self.top_mut().subject = members.to_vec();
        }
    }

    /// Whether a finite verb follows at `next`, prepositional phrases between them aside.
    /// A past form without auxiliary counts only where a clause may start.
    fn finite_ahead(&self, next: usize, boundary: bool) -> bool {
        let mut at = next;
        let clausal = self.top().frame.is_none_or(|frame| self.takes_clause(&self.parse.frames[frame].lemmas));
        if !boundary && !clausal {
            return false;
        }
        let mut passed = false;
        for _ in 0..REACH {
            match self.chunks.get(at) {
                Some(Chunk::Adverb(_) | Chunk::Time(_)) => at += 1,
                Some(Chunk::Preposition(_)) => match self.chunks.get(at + 1) {
                    Some(Chunk::Phrase(_)) => {
                        passed = true;
                        at = self.list_end(at + 1).map_or(at + 2, |(end, _)| end);
                    }
                    Some(Chunk::Time(_)) => at += 2,
                    _ => return false,
                },
                Some(Chunk::Open) => {
                    let close = (at..self.chunks.len()).take(REACH).find(|&i| matches!(self.chunks[i], Chunk::Close));
                    let Some(close) = close else { return false };
                    at = close + 1;
                }
                Some(Chunk::Verb(group)) => {
                    // "the release of a citizen held in Yemen" is no clause, "said rebels in Yemen held the city" is.
                    let object = matches!(self.chunks.get(at + 1), Some(Chunk::Phrase(_)));
                    let past = group.form == VerbForm::Ed && !self.by_follows(at) && (boundary || !passed || object);
                    return group.form == VerbForm::Finite || past;
                }
                _ => return false,
            }
        }
        false
    }

    fn by_follows(&self, at: usize) -> bool {
        matches!(self.chunks.get(at + 1), Some(Chunk::Preposition(word)) if self.is(*word, "by"))
    }

    /// The phrases from `at` that are coordinated, and the chunk behind them. Links appositions.
    fn group(&mut self, at: usize, governed: bool) -> (Vec<NpId>, usize) {
        let Chunk::Phrase(first) = self.chunks[at] else { return (Vec::new(), at + 1) };
        if let Some((end, items)) = self.list_end(at) {
            let apposed = items.len() == 3 && self.is_apposition(items[0], items[1]) && !self.is_name(items[2 - 1]);
            if apposed {
                self.parse.phrases[items[0]].apposition = Some(items[1]);
                return (vec![items[0], items[2]], end);
            }
            // "attacked ships in the Red Sea, the United States and Britain bombed …", "attacked Y and Z condemned it"
            let inside = at > 0 && matches!(self.chunks[at - 1], Chunk::Preposition(_) | Chunk::Verb(_) | Chunk::Phrase(_) | Chunk::Adverb(_));
            let vetoed = inside
                && !governed_by_pair(self, at, governed)
                && self.top().frame.is_some()
                && self.finite_ahead(end, true);
            if !vetoed {
                return (items, end);
            }
            return (vec![first], at + 1);
        }
        // "South Sudan, not Sudan, joined"
        if let (Some(Chunk::Comma), Some(Chunk::Adverb(word)), Some(Chunk::Phrase(other))) =
            (self.chunks.get(at + 1), self.chunks.get(at + 2), self.chunks.get(at + 3))
            && self.parse.tokens[*word].tag == Tag::Negation
        {
            let other = *other;
            self.parse.phrases[other].negated = true;
            let end = at + 4 + usize::from(matches!(self.chunks.get(at + 4), Some(Chunk::Comma)));
            return (vec![first, other], end);
        }
        if let (Some(Chunk::Comma), Some(&Chunk::Phrase(second))) = (self.chunks.get(at + 1), self.chunks.get(at + 2)) {
            let first_place = at == 0 || matches!(self.chunks[at - 1], Chunk::Quote | Chunk::Break | Chunk::Open);
            let headline = first_place && matches!(self.chunks.get(at + 3), Some(Chunk::Verb(_))) && self.is_name(first) && self.is_named(second) && self.parse.phrases[second].possessor.is_none();
            if headline {
                return (vec![first, second], at + 3);
            }
            // "…, Ukrainian President Zelenskyy said": a clause of its own, unless a comma closes it.
            let speaks = self.top().frame.is_some() && self.finite_ahead(at + 3, true);
            if !speaks && self.is_apposition(first, second) {
                self.parse.phrases[first].apposition = Some(second);
                return self.behind_apposition(at + 3, first, second);
            }
        }
        (vec![first], at + 1)
    }

    /// Attaches what hangs on the apposed phrase, and passes the comma that closes it.
    fn behind_apposition(&mut self, mut at: usize, first: NpId, second: NpId) -> (Vec<NpId>, usize) {
        let mut owner = second;
        while let (Some(&Chunk::Preposition(word)), Some(&Chunk::Phrase(_))) = (self.chunks.get(at), self.chunks.get(at + 1)) {
            let (items, end) = match self.list_end(at + 1) {
                Some((end, items)) => (items, end),
                None => match self.chunks[at + 1] {
                    Chunk::Phrase(np) => (vec![np], at + 2),
                    _ => break,
                },
            };
            self.parse.phrases[second].complements.push((word, items.clone()));
            if owner != second {
                self.parse.phrases[owner].complements.push((word, items.clone()));
            }
            owner = items[items.len() - 1];
            at = end;
        }
        if matches!(self.chunks.get(at), Some(Chunk::Comma)) {
            at += 1;
        }
        (vec![first], at)
    }

    /// `Phrase (, Phrase)* ,? and Phrase` from `at`: the end and the phrases.
    fn list_end(&self, at: usize) -> Option<(usize, Vec<NpId>)> {
        let Chunk::Phrase(first) = self.chunks[at] else { return None };
        let mut items = vec![first];
        let mut next = at + 1;
        while items.len() < REACH {
            let (Some(Chunk::Comma), Some(Chunk::Phrase(np))) = (self.chunks.get(next), self.chunks.get(next + 1)) else { break };
            items.push(*np);
            next += 2;
        }
        let comma = usize::from(matches!(self.chunks.get(next), Some(Chunk::Comma)));
        let Some(Chunk::Conjunction(word)) = self.chunks.get(next + comma) else { return None };
        if self.is(*word, "but") || self.is(*word, "yet") {
            return None;
        }
        // "both A and B", "A and also B"
        let adverb = usize::from(matches!(self.chunks.get(next + comma + 1), Some(Chunk::Adverb(_))));
        let Some(Chunk::Phrase(last)) = self.chunks.get(next + comma + 1 + adverb) else { return None };
        // ", and B attacked": a clause of its own, unless the list is longer.
        let end = next + comma + 2 + adverb;
        let behind = (end..self.chunks.len()).take(3).find(|&i| !matches!(self.chunks[i], Chunk::Adverb(_) | Chunk::Time(_)));
        let verb = behind.is_some_and(|i| matches!(self.chunks[i], Chunk::Verb(_)));
        if comma == 1 && items.len() == 1 && verb && (self.top().frame.is_some() || !self.top().subject.is_empty()) {
            return None;
        }
        items.push(*last);
        Some((end, items))
    }

    fn is_name(&self, np: NpId) -> bool {
        let phrase = &self.parse.phrases[np];
        self.parse.tokens[phrase.head].tag == Tag::Name
            || self.parse.tokens[phrase.head].tag == Tag::Noun && self.words[phrase.head].case == Case::Title
    }

    /// Whether it holds an entity at all.
    fn is_named(&self, np: NpId) -> bool {
        !self.parse.phrases[np].anchors.is_empty()
    }

    /// Whether `second`, behind a comma, says what `first` is.
    fn is_apposition(&self, first: NpId, second: NpId) -> bool {
        let (a, b) = (&self.parse.phrases[first], &self.parse.phrases[second]);
        let common = |np: &crate::clause::NounPhrase| {
            self.parse.tokens[np.head].tag == Tag::Noun && self.words[np.head].case == Case::Lower
        };
        let start = self.parse.tokens[b.words.start].tag;
        if common(b) && !common(a) {
            // A bare plural behind a comma is the next of a list rather than a description.
            return matches!(start, Tag::Determiner | Tag::PossessivePronoun | Tag::Demonym | Tag::Name)
                || b.possessor.is_some()
                || matches!(start, Tag::Noun | Tag::Adjective);
        }
        common(a) && self.is_name(second) && (a.possessor.is_some() || !a.anchors.is_empty() || self.parse.tokens[a.words.start].tag == Tag::Determiner)
            && self.anchor_at_head(second)
    }

    fn anchor_at_head(&self, np: NpId) -> bool {
        let phrase = &self.parse.phrases[np];
        self.anchors[phrase.anchors.clone()].iter().any(|anchor| anchor.words.contains(&phrase.head))
    }

    // --- prepositions and subordinators ---

    fn preposition(&mut self, at: usize, word: usize) -> usize {
        match self.chunks.get(at + 1) {
            Some(Chunk::Phrase(_)) => {}
            Some(Chunk::Time(words)) => {
                self.time(words.clone());
                return at + 2;
            }
            _ => return at + 1,
        }
        let subordinates = self.parse.tokens[word].info.is(Class::Subordinator);
        if subordinates && self.finite_ahead(self.list_end(at + 1).map_or(at + 2, |(end, _)| end), true) {
            self.subordinator(at, word);
            return at + 1;
        }
        let pair = self.is(word, "between") || self.is(word, "among");
        let (members, next) = self.group(at + 1, pair);
        if self.is(word, "to") && at > 0 && self.is_according(at - 1) {
            self.parse.sources.push(members.clone());
            self.last = members;
            // The frame of "according" says nothing itself.
            self.stack.pop();
            if self.stack.is_empty() {
                self.stack.push(Clause::default());
            }
            return next;
        }
        // "was appointed minister by Putin": the agent belongs to the verb alone.
        let agent = self.is(word, "by") && self.top().frame.is_some_and(|frame| self.parse.frames[frame].passive);
        if let Some(chain) = self.chain.filter(|_| !agent) {
            let near = self.last.last().copied();
            self.parse.phrases[chain].complements.push((word, members.clone()));
            if let Some(near) = near.filter(|&near| near != chain) {
                self.parse.phrases[near].complements.push((word, members.clone()));
            }
        }
        // "members, including X": behind a comma, and yet of the phrase.
        if self.chain.is_none() && self.is(word, "including") && let Some(&np) = self.last.last() {
            self.parse.phrases[np].complements.push((word, members.clone()));
        }
        if let Some(frame) = self.top().frame {
            let of = self.is(word, "of") && self.chain.is_some();
            if !of {
                self.parse.frames[frame].prepositions.push((word, members.clone()));
            }
        }
        // What follows hangs on this phrase too: "alongside troops in Mali".
        self.chain = self.chain.or_else(|| members.first().copied());
        self.last = members;
        next
    }

    fn is_according(&self, at: usize) -> bool {
        matches!(&self.chunks[at], Chunk::Verb(group) if self.is(group.main, "according"))
    }

    fn subordinator(&mut self, at: usize, word: usize) {
        let frame = self.top().frame;
        if self.is(word, "that") {
            let noun = (at > 0).then(|| &self.chunks[at - 1]).and_then(|chunk| match chunk {
                Chunk::Phrase(_) => self.last.last().copied(),
                _ => None,
            });
            let governor = frame.map(|frame| (frame, Link::Content));
            self.stack.push(Clause { governor, noun, start: at, ..Clause::default() });
        } else {
            let governor = frame.map(|frame| (frame, Link::Adverbial(word)));
            let content = self.is(word, "whether") || self.is(word, "how") || self.is(word, "why") || self.is(word, "what");
            let governor = if content { frame.map(|frame| (frame, Link::Content)) } else { governor };
            // A leading clause ("If A attacks B, …") has nothing to hang on yet; its subordinator still counts.
            let own = governor.or(Some((FrameId::MAX, Link::Adverbial(word))));
            if !self.top().subject.is_empty() || frame.is_some() || !content {
                self.stack.push(Clause { governor: own, start: at, ..Clause::default() });
            }
        }
        self.chain = None;
    }

    fn relative(&mut self, at: usize, word: usize) -> usize {
        let antecedent = self.last.clone();
        if self.is(word, "whose") {
            if let (Some(&Chunk::Phrase(np)), Some(&owner)) = (self.chunks.get(at + 1), antecedent.last()) {
                self.parse.phrases[np].possessor = Some(owner);
            }
            self.stack.push(Clause { relative: true, start: at, ..Clause::default() });
            return at + 1;
        }
        let adverbial = self.is(word, "where") || at > 0 && matches!(self.chunks[at - 1], Chunk::Preposition(_));
        let subject = if adverbial { Vec::new() } else { antecedent };
        let governor = self.top().frame.map(|frame| (frame, Link::Relative));
        self.stack.push(Clause { subject, governor, relative: !adverbial, start: at, ..Clause::default() });
        self.chain = None;
        at + 1
    }

    // --- verbs ---

    fn verb(&mut self, at: usize, group: &VerbGroup) {
        let before = self.before(at);
        let form = match group.form {
            VerbForm::Ed if self.is_participle(at, before) => VerbForm::Participle,
            VerbForm::Ed => VerbForm::Finite,
            form => form,
        };
        match form {
            VerbForm::Infinitive => self.infinitive(at, before, group),
            VerbForm::Ing | VerbForm::Participle | VerbForm::Ed => self.participle(at, before, group, form),
            VerbForm::Finite => self.finite(at, before, group),
        }
    }

    fn is_participle(&self, at: usize, before: Option<usize>) -> bool {
        let Some(before) = before else { return true };
        // A participle takes no object: "condemned Israel" is a clause.
        let object = matches!(self.chunks.get(at + 1), Some(Chunk::Phrase(_)));
        let subject = matches!(self.chunks[before], Chunk::Phrase(_)) && self.top().frame.is_none();
        let speech = matches!(&self.chunks[at], Chunk::Verb(group) if self.is_speech(&group.lemmas)) && !self.by_follows(at);
        if (object || speech) && subject {
            return false;
        }
        match self.chunks[before] {
            Chunk::Phrase(_) => match self.top().frame {
                None => self.by_follows(at) || self.later_finite(at),
                Some(_) => true,
            },
            Chunk::Comma => self.top().frame.is_some() || self.later_finite(at),
            Chunk::Close => self.top().frame.is_some() || self.by_follows(at),
            Chunk::Conjunction(_) => {
                let last = self.stack.iter().rev().find_map(|clause| clause.frame);
                last.is_none_or(|frame| {
                    let frame = &self.parse.frames[frame];
                    frame.passive || frame.form != VerbForm::Finite
                })
            }
            Chunk::Relative(_) => false,
            Chunk::Subordinator(_) => self.top().subject.is_empty(),
            _ => self.top().subject.is_empty(),
        }
    }

    /// Whether the verb of the same clause still comes: a finite verb without a subject of its own.
    fn later_finite(&self, at: usize) -> bool {
        let mut governed = true;
        let mut object = false;
        for next in at + 1..(at + 1 + REACH).min(self.chunks.len()) {
            match &self.chunks[next] {
                Chunk::Verb(group) if matches!(group.form, VerbForm::Finite | VerbForm::Ed) => {
                    let joined = self.before(next).is_some_and(|i| matches!(self.chunks[i], Chunk::Conjunction(_)));
                    // "to establish a force comprised of …" ends in a participle itself.
                    return governed && !joined && !(object && group.form == VerbForm::Ed);
                }
                Chunk::Phrase(_) => {
                    let before = &self.chunks[next - 1];
                    object = matches!(before, Chunk::Verb(_));
                    governed = match before {
                        Chunk::Preposition(_) | Chunk::Verb(_) => true,
                        Chunk::Conjunction(_) => governed,
                        _ => false,
                    };
                }
                Chunk::Preposition(word) if self.parse.tokens[*word].info.is(Class::Subordinator) => return false,
                Chunk::Comma => governed = true,
                Chunk::Subordinator(_) | Chunk::Relative(_) | Chunk::Break => return false,
                _ => {}
            }
        }
        false
    }

    /// Whether the verb takes a clause without "that".
    fn takes_clause(&self, lemmas: &[u64; 2]) -> bool {
        self.is_speech(lemmas) || lemmas.iter().any(|&lemma| lemma != 0 && Grammar::get().info(lemma).is(Class::ClauseVerb))
    }

    fn is_speech(&self, lemmas: &[u64; 2]) -> bool {
        lemmas.iter().any(|&lemma| lemma != 0 && Grammar::get().info(lemma).is(Class::SpeechVerb))
    }

    fn push_frame(&mut self, group: &VerbGroup, form: VerbForm, surface: Vec<NpId>, governor: Option<(FrameId, Link)>) -> FrameId {
        let passive = group.passive || form == VerbForm::Participle && group.form != VerbForm::Ing;
        let start = surface.first().map_or(group.words.start, |&np| self.parse.phrases[np].words.start.min(group.words.start));
        self.parse.frames.push(Frame {
            verb: group.main,
            lemmas: group.lemmas,
            particle: group.particle,
            words: group.words.clone(),
            form,
            passive,
            copula: group.copula,
            negated: group.negated,
            modal: group.modal,
            scheduled: group.scheduled,
            surface,
            objects: Vec::new(),
            indirect: Vec::new(),
            prepositions: Vec::new(),
            governor: governor.filter(|&(frame, link)| frame != FrameId::MAX || matches!(link, Link::Adverbial(_))),
            governing_noun: None,
            adverbs: std::mem::take(&mut self.adverbs),
            times: Vec::new(),
            extent: start..group.words.end,
        });
        self.parse.frames.len() - 1
    }

    fn finite(&mut self, at: usize, before: Option<usize>, group: &VerbGroup) {
        let conjoined = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Conjunction(_)));
        if conjoined && self.top().frame.is_none() && self.stack.len() > 1 && self.top().subject.is_empty() {
            self.stack.pop();
        }
        if conjoined && let Some(twin) = self.stack.iter().rev().find_map(|clause| clause.frame) {
            return self.coordinate(group, twin);
        }
        let bare = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Phrase(_)));
        // "can test weapons, provoke B, or attack C"
        let listed = before.is_some_and(|i| matches!(self.chunks[i], Chunk::Comma)) && group.words.len() == 1 && !self.is_speech(&group.lemmas);
        if listed
            && let Some(twin) = self.top().frame
            && self.parse.tokens[self.parse.frames[twin].verb].tag == self.parse.tokens[group.main].tag
            && matches!(self.chunks.get(at + 1), Some(Chunk::Phrase(_) | Chunk::Preposition(_)))
        {
            return self.coordinate(group, twin);
        }
        if self.top().frame.is_some() {
            // "helped Israel shoot down the missiles"
            if bare && group.modal.is_none() && self.is_base(group) && let Some(frame) = self.top().frame
                && self.takes_bare_infinitive(frame)
            {
                let surface = self.parse.frames[frame].objects.clone();
                let id = self.push_frame(group, VerbForm::Infinitive, surface, Some((frame, Link::Infinitive)));
                self.stack.push(Clause { frame: Some(id), ..Clause::default() });
                return;
            }
            let open = self.stack.iter().rposition(|clause| clause.frame.is_none() && !clause.subject.is_empty());
            match open {
                Some(open) => self.stack.truncate(open + 1),
                None => {
                    // `", said Zelenskyy`: the subject stands behind.
                    let subject = if bare { self.last.clone() } else { Vec::new() };
                    let inserted = before.is_none_or(|i| matches!(self.chunks[i], Chunk::Comma)) || at > 0 && matches!(self.chunks[at - 1], Chunk::Quote);
                    self.stack.push(Clause { subject, inserted, start: at, ..Clause::default() });
                }
            }
        }
        let clause = self.top().clone();
        let id = self.push_frame(group, VerbForm::Finite, clause.subject.clone(), clause.governor);
        let frame = &mut self.parse.frames[id];
        frame.governing_noun = clause.noun;
        frame.objects = clause.gap;
        if self.is_speech(&group.lemmas) && !group.passive {
            self.speech.push((id, clause.inserted));
        }
        for waiting in std::mem::take(&mut self.dangling) {
            let surface = self.parse.frames[id].surface.clone();
            let waiting = &mut self.parse.frames[waiting];
            if waiting.surface.is_empty() {
                waiting.surface = surface;
            }
        }
        self.top_mut().frame = Some(id);
    }

    fn is_base(&self, group: &VerbGroup) -> bool {
        self.parse.tokens[group.main].info.forms() & crate::grammar::form::BASE != 0
    }

    fn takes_bare_infinitive(&self, frame: FrameId) -> bool {
        let helpers = ["help", "let", "make", "watch", "see", "have"].map(text::key);
        self.parse.frames[frame].lemmas.iter().any(|lemma| helpers.contains(lemma))
    }

    /// "condemned Israel and recalled its ambassador": the verb shares what its twin has.
    fn coordinate(&mut self, group: &VerbGroup, twin: FrameId) {
        let mut twin = twin;
        let base = group.modal.is_none() && group.words.len() == 1 && self.parse.tokens[group.main].tag == Tag::VerbPresent && self.is_base(group);
        let parallel = |frame: &Frame| match frame.form {
            VerbForm::Finite => true,
            VerbForm::Infinitive => base,
            _ => false,
        };
        while !parallel(&self.parse.frames[twin]) {
            match self.parse.frames[twin].governor {
                Some((above, _)) if above < self.parse.frames.len() => twin = above,
                _ => break,
            }
        }
        let model = self.parse.frames[twin].clone();
        let form = if base && model.form == VerbForm::Infinitive { VerbForm::Infinitive } else { VerbForm::Finite };
        let id = self.push_frame(group, form, model.surface.clone(), model.governor);
        let frame = &mut self.parse.frames[id];
        frame.governing_noun = model.governing_noun;
        if base || model.form == VerbForm::Infinitive {
            frame.modal = frame.modal.or(model.modal);
            frame.negated |= model.negated && model.modal.is_some();
            frame.scheduled |= model.scheduled;
        }
        // The passive goes on: "was arrested and charged".
        if model.passive && group.words.len() == 1 && matches!(self.parse.tokens[group.main].tag, Tag::VerbParticiple) {
            frame.passive = true;
        }
        let open = self.stack.iter().rposition(|clause| clause.frame.is_some()).unwrap_or(0);
        self.stack.truncate(open + 1);
        self.top_mut().frame = Some(id);
        if self.is_speech(&group.lemmas) && !group.passive {
            self.speech.push((id, false));
        }
    }

    fn infinitive(&mut self, at: usize, before: Option<usize>, group: &VerbGroup) {
        let noun = before.and_then(|i| match self.chunks[i] {
            Chunk::Phrase(_) => self.last.last().copied(),
            _ => None,
        });
        let governor = self.stack.iter().rev().find_map(|clause| clause.frame);
        let surface = match governor {
            Some(frame) => self.controller(frame, noun),
            None => noun.map(|np| self.owner_of(np)).unwrap_or_default(),
        };
        let link = governor.map(|frame| (frame, Link::Infinitive));
        let id = self.push_frame(group, VerbForm::Infinitive, surface, link);
        self.parse.frames[id].governing_noun = noun;
        if governor.is_none() && noun.is_none() {
            self.dangling.push(id);
        }
        self.stack.push(Clause { frame: Some(id), start: at, ..Clause::default() });
    }

    /// Who "Sweden's bid" belongs to.
    fn owner_of(&self, np: NpId) -> Vec<NpId> {
        let phrase = &self.parse.phrases[np];
        if let Some(owner) = phrase.possessor {
            return vec![owner];
        }
        let by = phrase.complements.iter().find(|(word, _)| self.is(*word, "by") || self.is(*word, "of"));
        match by {
            Some((_, phrases)) => phrases.clone(),
            None if phrase.anchors.is_empty() => Vec::new(),
            None => vec![np],
        }
    }

    /// Whose act an infinitive under `frame` is.
    fn controller(&self, frame: FrameId, noun: Option<NpId>) -> Vec<NpId> {
        let above = &self.parse.frames[frame];
        if above.passive {
            return above.surface.clone();
        }
        if let Some(noun) = noun {
            let phrase = &self.parse.phrases[noun];
            if above.objects.last() == Some(&noun) && !above.copula {
                let actor = !phrase.anchors.is_empty() && phrase.possessor.is_none() || self.parse.tokens[phrase.head].tag == Tag::Pronoun;
                if actor {
                    return above.objects.clone();
                }
                if phrase.possessor.is_some() {
                    return self.owner_of(noun);
                }
            }
            let behind = above.prepositions.last().filter(|(_, phrases)| phrases.last() == Some(&noun));
            if let Some((word, phrases)) = behind {
                let appeal = self.is(*word, "to") && above.objects.is_empty() && ["appeal", "plead"].iter().any(|verb| above.lemmas.contains(&text::key(verb)));
                if appeal || self.is(*word, "on") || self.is(*word, "upon") || self.is(*word, "for") {
                    return phrases.clone();
                }
            }
        }
        above.surface.clone()
    }

    fn participle(&mut self, at: usize, before: Option<usize>, group: &VerbGroup, form: VerbForm) {
        let governor = self.stack.iter().rev().find_map(|clause| clause.frame);
        let chunk = before.map(|i| &self.chunks[i]);
        let above = governor.map(|frame| &self.parse.frames[frame]);
        let (surface, link) = match (chunk, above) {
            (Some(Chunk::Preposition(word)), Some(above)) => {
                let objective = ["of", "for", "from", "into", "over"].iter().any(|prep| self.is(*word, prep));
                let object = objective && !above.passive && !above.objects.is_empty() && !above.copula;
                (if object { above.objects.clone() } else { above.surface.clone() }, Link::Gerund(*word))
            }
            (Some(Chunk::Phrase(_)), _) => (self.last.clone(), Link::Relative),
            (Some(Chunk::Verb(_)), Some(above)) => (above.surface.clone(), Link::Infinitive),
            (Some(Chunk::Conjunction(_)), Some(above)) if above.form != VerbForm::Finite => {
                (above.surface.clone(), above.governor.map_or(Link::Participle, |(_, link)| link))
            }
            (Some(Chunk::Conjunction(_)), Some(above)) => (above.surface.clone(), Link::Participle),
            (_, Some(_)) if self.top().frame.is_none() && !self.top().subject.is_empty() => (self.top().subject.clone(), Link::Participle),
            (_, Some(above)) => {
                // ", killing …" belongs to the main verb of the clause.
                let mut frame = above;
                while frame.form != VerbForm::Finite
                    && let Some((up, _)) = frame.governor
                    && up < self.parse.frames.len()
                {
                    frame = &self.parse.frames[up];
                }
                (frame.surface.clone(), Link::Participle)
            }
            (Some(Chunk::Comma), None) => (self.top().subject.clone(), Link::Participle),
            (Some(Chunk::Preposition(word)), None) => (Vec::new(), Link::Gerund(*word)),
            (Some(Chunk::Subordinator(word)), None) => (Vec::new(), Link::Adverbial(*word)),
            (_, None) => (Vec::new(), Link::Participle),
        };
        let twin = matches!(chunk, Some(Chunk::Conjunction(_)));
        let governor = match governor {
            Some(frame) if twin && self.parse.frames[frame].form != VerbForm::Finite => self.parse.frames[frame].governor,
            Some(frame) => Some((frame, link)),
            None => matches!(link, Link::Gerund(_) | Link::Adverbial(_)).then_some((FrameId::MAX, link)),
        };
        let waits = surface.is_empty();
        let passive_twin = twin && self.top().frame.is_some_and(|frame| self.parse.frames[frame].passive);
        let id = self.push_frame(group, form, surface, governor);
        self.parse.frames[id].passive |= passive_twin && form == VerbForm::Participle;
        if waits {
            self.dangling.push(id);
        }
        self.stack.push(Clause { frame: Some(id), start: at, ..Clause::default() });
    }

    // --- the whole sentence ---

    fn finish(&mut self) {
        self.invert();
        self.attribute();
        self.extents();
    }

    /// `", said Zelenskyy`: a verb of speech without a subject takes the phrase behind it.
    fn invert(&mut self) {
        for &(id, inserted) in &self.speech {
            let frame = &mut self.parse.frames[id];
            if inserted && frame.surface.is_empty() && !frame.objects.is_empty() {
                frame.surface = std::mem::take(&mut frame.objects);
            }
        }
    }

    /// What stands before "…, Minsk said" or behind "Minsk said:" is what Minsk says.
    fn attribute(&mut self) {
        for &(id, inserted) in &self.speech {
            let has_content = self.parse.frames.iter().skip(id + 1).take(REACH).any(|frame| {
                matches!(frame.governor, Some((above, Link::Content | Link::Infinitive | Link::Gerund(_))) if above == id)
            });
            if has_content || !inserted && self.parse.frames[id].governor.is_some() || self.parse.frames[id].surface.is_empty() {
                continue;
            }
            let quoted = self.parse.frames[id].objects.is_empty();
            for other in 0..self.parse.frames.len() {
                let covered = if inserted { other != id && quoted } else { other > id && quoted };
                let frame = &self.parse.frames[other];
                let root = frame.governor.is_none() || matches!(frame.governor, Some((FrameId::MAX, _)));
                if covered && root && !self.speech.iter().any(|&(speech, _)| speech == other && speech > id) && frame.governor.is_none() {
                    self.parse.frames[other].governor = Some((id, Link::Content));
                }
            }
            if inserted {
                self.parse.frames[id].governor = None;
            }
            break;
        }
    }

    fn extents(&mut self) {
        let starts: Vec<usize> = self.parse.frames.iter().map(|frame| frame.words.start).collect();
        let end = self.words.len();
        for (index, frame) in self.parse.frames.iter_mut().enumerate() {
            let next = starts.get(index + 1).copied().unwrap_or(end);
            frame.extent.end = next.max(frame.extent.end);
        }
    }
}

/// "between A and B" always coordinates.
fn governed_by_pair(builder: &Builder<'_>, at: usize, governed: bool) -> bool {
    governed || at > 0 && matches!(builder.chunks[at - 1], Chunk::Preposition(word) if builder.is(word, "between") || builder.is(word, "among"))
}
