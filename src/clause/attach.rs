//! From chunks to clauses: which noun phrase is whose subject, object or agent, and which verb hangs on which.
//!
//! One pass from left to right with a stack of open clauses; every look ahead is bounded.

mod control;
mod phrases;
mod speech;
mod verbs;

use smallvec::SmallVec;

use crate::clause::chunk::Chunk;
use crate::clause::tag::Tag;
use crate::clause::{Anchor, FrameId, Link, NpId, Parse, Phrases};
use crate::grammar::Class;
use crate::text::{self, Word};

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
        dangling: SmallVec::new(),
        chain: None,
        closed: None,
        last: Phrases::new(),
        adverbs: SmallVec::new(),
        speech: SmallVec::new(),
        shared: SmallVec::new(),
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
    subject: Phrases,
    /// The last frame in it.
    frame: Option<FrameId>,
    governor: Option<(FrameId, Link)>,
    noun: Option<NpId>,
    /// The object that a relative pronoun stands for.
    gap: Phrases,
    /// What the name before a relative pronoun hangs on: "the sanctions on Russia that".
    whole: Option<NpId>,
    relative: bool,
    /// What stands behind a preposition in it: "to whom India granted refuge".
    behind: Option<(usize, Phrases)>,
    /// It began behind a comma or a quotation mark.
    inserted: bool,
}

impl Clause {
    /// Whether it has a subject and no verb yet.
    fn waits(&self) -> bool {
        self.frame.is_none() && !self.subject.is_empty()
    }
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
    dangling: SmallVec<[FrameId; 2]>,
    /// The first phrase of the running chain of phrase and prepositional phrases.
    chain: Option<NpId>,
    /// The same of the chain that a comma has just closed.
    closed: Option<NpId>,
    /// The last phrase or coordinated phrases.
    last: Phrases,
    adverbs: SmallVec<[usize; 2]>,
    /// Frames of speech that stand behind or inside what is said.
    speech: SmallVec<[(FrameId, bool); 2]>,
    /// Verbs side by side: the first takes the objects of the second.
    shared: SmallVec<[(FrameId, FrameId); 2]>,
}

impl Builder<'_> {
    pub(super) fn step(&mut self, at: usize) -> usize {
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
            Chunk::Break => {
                if self.top().frame.is_some() {
                    self.restart();
                }
                self.chain = None;
                at + 1
            }
            Chunk::Restart => {
                self.restart();
                self.outer.clear();
                self.last.clear();
                (self.chain, self.closed) = (None, None);
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
                self.closed = self.chain.take().filter(|_| matches!(self.chunks[at], Chunk::Comma));
                at + 1
            }
            Chunk::Time(_) | Chunk::Quote | Chunk::Other => at + 1,
        }
    }

    pub(super) fn top(&self) -> &Clause {
        self.stack.last().expect("the stack always holds the main clause")
    }

    pub(super) fn top_mut(&mut self) -> &mut Clause {
        self.stack.last_mut().expect("the stack always holds the main clause")
    }

    pub(super) fn restart(&mut self) {
        self.stack.clear();
        self.stack.push(Clause::default());
    }

    #[inline(always)]
    pub(super) fn is(&self, word: usize, text: &str) -> bool {
        self.words[word].key == text::key(text)
    }

    /// The chunk before `at`, adverbs, times and quotation marks aside.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().take(REACH).find(|&i| !matches!(self.chunks[i], Chunk::Adverb(_) | Chunk::Quote | Chunk::Time(_)))
    }

    pub(super) fn preposition(&mut self, at: usize, word: usize) -> usize {
        match self.chunks.get(at + 1) {
            Some(Chunk::Phrase(_)) => {}
            Some(Chunk::Time(_)) => {
                // "after days of protests"
                if let (Some(&Chunk::Preposition(of)), Some(Chunk::Phrase(_))) =
                    (self.chunks.get(at + 2), self.chunks.get(at + 3))
                    && self.is(of, "of")
                {
                    let (members, next) = self.group(at + 3, false);
                    if let Some(frame) = self.top().frame {
                        self.parse.frames[frame].prepositions.push((word, members.clone()));
                    }
                    self.chain = members.first().copied();
                    self.last = members;
                    return next;
                }
                return at + 2;
            }
            // "from around B", "from inside B"
            Some(&Chunk::Preposition(second)) if self.is(word, "from") && self.top().frame.is_some() => {
                let next = self.preposition(at + 1, second);
                let members = self.last.clone();
                if next > at + 2
                    && let Some(frame) = self.top().frame
                {
                    self.parse.frames[frame].prepositions.push((word, members));
                }
                return next;
            }
            // "were fired on by B"
            Some(&Chunk::Preposition(by)) if self.is(by, "by") => {
                let frame = self.top().frame.map(|frame| &mut self.parse.frames[frame]);
                if let Some(frame) = frame.filter(|frame| frame.passive && frame.words.end == word) {
                    let surface = frame.surface.clone();
                    frame.prepositions.push((word, surface));
                }
                return at + 1;
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
            // "an attack in the province of B": what stands behind "of" belongs to the nearest alone.
            // A name has none: "the release by A of B".
            let near_owns =
                |near: NpId| near != chain && self.parse.tokens[self.parse.phrases[near].head].tag != Tag::Name;
            if !self.is(word, "of") || !near.is_some_and(near_owns) {
                self.parse.phrases[chain].complements.push((word, members.clone()));
            }
            if let Some(near) = near.filter(|&near| near != chain) {
                self.parse.phrases[near].complements.push((word, members.clone()));
            }
        }
        // "members, including X": behind a comma, and yet of the phrase.
        if self.chain.is_none()
            && self.is(word, "including")
            && let Some(&np) = self.last.last()
        {
            self.parse.phrases[np].complements.push((word, members.clone()));
        }
        if let Some(frame) = self.top().frame {
            let of = self.is(word, "of") && self.chain.is_some();
            if !of {
                self.parse.frames[frame].prepositions.push((word, members.clone()));
            }
        }
        // "the president of Kenya, William Ruto, said"
        let titled = self.chain.filter(|&chain| {
            self.is(word, "of") && self.parse.tokens[self.parse.phrases[chain].head].info.is(Class::Office)
        });
        let next = titled.and_then(|chain| self.closed_apposition(chain, next)).unwrap_or(next);
        // What follows hangs on this phrase too: "alongside troops in Mali".
        self.chain = self.chain.or_else(|| members.first().copied());
        self.last = members;
        next
    }

    pub(super) fn is_according(&self, at: usize) -> bool {
        matches!(&self.chunks[at], Chunk::Verb(group) if self.is(group.main, "according"))
    }

    pub(super) fn subordinator(&mut self, at: usize, word: usize) {
        let frame = self.top().frame;
        if self.is(word, "that") {
            let noun = (at > 0).then(|| &self.chunks[at - 1]).and_then(|chunk| match chunk {
                Chunk::Phrase(_) => self.last.last().copied(),
                _ => None,
            });
            let governor = frame.map(|frame| (frame, Link::Content));
            self.stack.push(Clause { governor, noun, ..Clause::default() });
        } else {
            let governor = frame.map(|frame| (frame, Link::Adverbial(word)));
            let content =
                self.is(word, "whether") || self.is(word, "how") || self.is(word, "why") || self.is(word, "what");
            let governor = if content { frame.map(|frame| (frame, Link::Content)) } else { governor };
            // A leading clause ("If A attacks B, …") has nothing to hang on yet; its subordinator still counts.
            let own = governor.or(Some((FrameId::MAX, Link::Adverbial(word))));
            if !self.top().subject.is_empty() || frame.is_some() || !content {
                self.stack.push(Clause { governor: own, ..Clause::default() });
            }
        }
        self.chain = None;
    }

    pub(super) fn relative(&mut self, at: usize, word: usize) -> usize {
        let antecedent = self.last.clone();
        if self.is(word, "whose") {
            if let (Some(&Chunk::Phrase(np)), Some(&owner)) = (self.chunks.get(at + 1), antecedent.last()) {
                self.parse.phrases[np].possessor = Some(owner);
            }
            self.stack.push(Clause { relative: true, ..Clause::default() });
            return at + 1;
        }
        let preposition = match at.checked_sub(1).map(|at| &self.chunks[at]) {
            Some(Chunk::Preposition(word)) => Some(*word),
            _ => None,
        };
        let adverbial = self.is(word, "where") || preposition.is_some();
        let behind = preposition.map(|word| (word, antecedent.clone()));
        let subject = if adverbial { Phrases::new() } else { antecedent };
        let governor = self.top().frame.map(|frame| (frame, Link::Relative));
        let closed = self.closed.filter(|_| at > 0 && matches!(self.chunks[at - 1], Chunk::Comma));
        let whole = self.chain.or(closed).filter(|whole| !subject.contains(whole));
        self.stack.push(Clause { subject, governor, behind, whole, relative: !adverbial, ..Clause::default() });
        self.chain = None;
        at + 1
    }
}
