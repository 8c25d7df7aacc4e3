//! Takes: the words of a sentence and where its mentions stand.
//! Gives: a shallow parse: noun phrases, and for every verb a frame of subject, object and prepositional phrases.
//! Must not know: relation types, or which entity a mention means.

mod attach;
mod chunk;
mod tag;

use std::ops::Range;

use smallvec::SmallVec;

use crate::grammar::Entry;
use crate::text::{self, Word};

pub(crate) use crate::mention::AnchorClass;

pub(crate) use chunk::{Chunk, VerbForm};
pub(crate) use tag::{Tag, Token};

/// A mention in the sentence that is parsed, as far as the parser may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// Its words, as indices into the sentence's.
    pub(crate) words: Range<usize>,
    /// The caller's number for it.
    pub(crate) mention: usize,
    pub(crate) class: AnchorClass,
}

pub(crate) type NpId = usize;
pub(crate) type FrameId = usize;
/// Coordinated noun phrases: mostly one, seldom more than two.
pub(crate) type Phrases = SmallVec<[NpId; 2]>;
/// Prepositions by their words, each with the phrases behind it.
pub(crate) type Attached = SmallVec<[(usize, Phrases); 2]>;

/// A noun phrase without what follows its head.
#[derive(Debug, Clone)]
pub(crate) struct NounPhrase {
    pub(crate) words: Range<usize>,
    pub(crate) head: usize,
    /// The owner in "Turkey's president".
    pub(crate) possessor: Option<NpId>,
    /// The anchors that lie in it, as indices into the sentence's.
    pub(crate) anchors: Range<usize>,
    /// What follows it behind a preposition: the preposition's word and the phrases.
    pub(crate) complements: Attached,
    /// The phrase beside it that means the same.
    pub(crate) apposition: Option<NpId>,
    /// "no troops"
    pub(crate) negated: bool,
}

/// How a frame hangs on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// "said that …", "denied …": what is said, thought, wanted.
    Content,
    /// "plans to …"
    Infinitive,
    /// "accused of …-ing", the preposition's word.
    Gerund(usize),
    /// "…, killing …"
    Participle,
    /// "who …"
    Relative,
    /// "if …", the subordinator's word.
    Adverbial(usize),
}

/// A verb with its arguments. Passive or not, `subjects` are those who act where the text says who does.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The index of its verb group's main word.
    pub(crate) verb: usize,
    pub(crate) lemmas: [u64; 2],
    pub(crate) particle: Option<usize>,
    pub(crate) words: Range<usize>,
    pub(crate) form: VerbForm,
    pub(crate) passive: bool,
    pub(crate) copula: bool,
    pub(crate) negated: bool,
    pub(crate) modal: Option<usize>,
    pub(crate) scheduled: bool,
    /// The subject of the sentence's surface.
    pub(crate) surface: Phrases,
    /// What stands behind the verb without a preposition.
    pub(crate) objects: Phrases,
    /// The first of two objects: "gave Ukraine tanks".
    pub(crate) indirect: Phrases,
    /// Prepositional phrases behind the verb: the preposition's word and its phrases.
    pub(crate) prepositions: Attached,
    /// The frame that this one hangs on, and how.
    pub(crate) governor: Option<(FrameId, Link)>,
    /// The noun that an infinitive or that-clause hangs on: "plan to …".
    pub(crate) governing_noun: Option<NpId>,
    /// The bare adverbs of the clause.
    pub(crate) adverbs: SmallVec<[usize; 2]>,
    /// The words from the clause's start to its end.
    pub(crate) extent: Range<usize>,
}

impl Frame {
    /// Who acts: the subject, or the one behind "by" in a passive.
    pub(crate) fn agents(&self, words: &[Word]) -> &[NpId] {
        if self.passive {
            let by = const { text::key("by") };
            self.prepositions.iter().find(|(word, _)| words[*word].key == by).map_or(&[], |(_, phrases)| phrases)
        } else {
            &self.surface
        }
    }

    /// Who or what is acted upon.
    pub(crate) fn patients(&self) -> &[NpId] {
        if self.passive { &self.surface } else { &self.objects }
    }
}

/// A parsed sentence. Its room is taken again for the next.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parse {
    pub(crate) tokens: Vec<Token>,
    /// What the grammar tells of each word.
    pub(crate) entries: Vec<Entry>,
    pub(crate) chunks: Vec<Chunk>,
    pub(crate) phrases: Vec<NounPhrase>,
    pub(crate) frames: Vec<Frame>,
    /// Who the whole sentence is said by: "according to X", and the frames that this covers.
    pub(crate) sources: Vec<Phrases>,
}

impl Parse {
    /// Begins with a sentence: looks its words up.
    pub(crate) fn begin(&mut self, text: &str, words: &[Word]) {
        self.entries.clear();
        self.entries.extend(words.iter().map(|word| Entry::of(text, word)));
    }

    /// Parses the sentence that was begun. Linear in its words.
    pub(crate) fn finish(&mut self, text: &str, words: &[Word], anchors: &[Anchor]) {
        tag::tag(text, words, &self.entries, anchors, &mut self.tokens);
        self.phrases.clear();
        chunk::chunk(words, &self.tokens, &self.entries, anchors, &mut self.phrases, &mut self.chunks);
        self.frames.clear();
        self.sources.clear();
        attach::attach(words, anchors, self);
    }
}

impl Anchor {
    fn tag(&self) -> Tag {
        match self.class {
            AnchorClass::Name => Tag::Name,
            AnchorClass::Demonym => Tag::Demonym,
            AnchorClass::Pronoun => Tag::Pronoun,
            AnchorClass::PossessivePronoun => Tag::PossessivePronoun,
            AnchorClass::Description => Tag::Noun,
        }
    }
}
