//! Takes: the words of a sentence and where its mentions stand.
//! Gives: a shallow parse: noun phrases, and for every verb a frame of subject, object and prepositional phrases.
//! Must not know: relation types, or which entity a mention means.

mod attach;
mod chunk;
mod tag;

use std::ops::Range;

use smallvec::SmallVec;

use crate::grammar::singular;
use crate::text::{self, Word, WordKind};

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
    pub(crate) complements: Vec<(usize, Phrases)>,
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
    pub(crate) prepositions: Vec<(usize, Phrases)>,
    /// The frame that this one hangs on, and how.
    pub(crate) governor: Option<(FrameId, Link)>,
    /// The noun that an infinitive or that-clause hangs on: "plan to …".
    pub(crate) governing_noun: Option<NpId>,
    /// The bare adverbs of the clause.
    pub(crate) adverbs: Vec<usize>,
    /// The times named in the clause.
    pub(crate) times: Vec<Range<usize>>,
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

/// A parsed sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parse {
    pub(crate) tokens: Vec<Token>,
    /// The key of each word's singular.
    pub(crate) singulars: Vec<u64>,
    pub(crate) chunks: Vec<Chunk>,
    pub(crate) phrases: Vec<NounPhrase>,
    pub(crate) frames: Vec<Frame>,
    /// Who the whole sentence is said by: "according to X", and the frames that this covers.
    pub(crate) sources: Vec<Phrases>,
}

/// The key of each word's singular.
pub(crate) fn singulars(text: &str, words: &[Word], out: &mut Vec<u64>) {
    out.clear();
    out.extend(words.iter().map(|word| singular_key(text, word)));
}

/// Parses one sentence, whose words have these [`singulars`]. Linear in its words.
pub(crate) fn parse(text: &str, words: &[Word], singulars: Vec<u64>, anchors: &[Anchor]) -> Parse {
    let mut parse = Parse { singulars, ..Parse::default() };
    tag::tag(text, words, anchors, &mut parse.tokens);
    parse.chunks = chunk::chunk(words, &parse.tokens, anchors, &mut parse.phrases);
    attach::attach(words, anchors, &mut parse);
    parse
}

fn singular_key(text: &str, word: &Word) -> u64 {
    let slice = word.span.slice(text);
    let changes = match slice.as_bytes() {
        [.., b's' | b'S' | b'.'] | [.., b'e' | b'E', b'n' | b'N'] => true,
        // No rule changes a word that ends in another letter; one beyond ASCII may be folded to such.
        [.., last] => !last.is_ascii(),
        [] => false,
    };
    if word.kind != WordKind::Word || !changes {
        return word.key;
    }
    text::key(&singular(&text::fold(slice)))
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
