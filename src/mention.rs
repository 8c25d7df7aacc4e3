//! Takes: the sentences of a text and a gazetteer, or the caller's own mentions.
//! Gives: which entity is meant at which span, pronouns, short names and descriptions included.
//! Must not know: relations.

mod acronym;
mod coreference;
mod decide;
mod discover;
mod holder;
mod index;
mod name;
mod resolve;
mod senses;
mod surroundings;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::{Error, Result};
use crate::gazetteer::{EntityIx, Gazetteer, Gender, Kind, MentionForm, PartialDate};
use crate::text::{Passage, Span};

pub use name::Name;
pub(crate) use name::names;

/// A mention that the caller found, with whatever means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenMention {
    id: String,
    kind: Kind,
    span: Span,
}

impl GivenMention {
    /// An entity's id and kind, and the bytes of the text that mention it.
    pub fn new(id: impl Into<String>, kind: Kind, span: Span) -> Self {
        Self { id: id.into(), kind, span }
    }

    /// The entity's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The entity's kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where it stands, in bytes.
    pub fn span(&self) -> Span {
        self.span
    }
}

/// What a mention is for who parses its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnchorClass {
    Name,
    Demonym,
    Pronoun,
    PossessivePronoun,
    /// The words parse as what they are: "the Ukrainian president".
    Description,
}

/// Where the entity of a text is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    Gazetteer(EntityIx),
    Given,
    Discovered,
}

/// An entity of one text.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) origin: Origin,
    pub(crate) gender: Option<Gender>,
}

/// A mention with its words.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) entity: usize,
    pub(crate) span: Span,
    /// Its words, as indices into its sentence's.
    pub(crate) words: Range<usize>,
    pub(crate) form: MentionForm,
    pub(crate) class: AnchorClass,
    pub(crate) sentence: usize,
}

/// All that a text mentions. The mentions are in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub(crate) entities: Vec<Known>,
    pub(crate) mentions: Vec<Found>,
}

/// Finds what the gazetteer knows in the text. `today` is the day on which it was written.
pub(crate) fn find(passage: &Passage<'_>, gazetteer: &Gazetteer, today: Option<PartialDate>) -> Cast {
    let index = index::NameIndex::of(gazetteer);
    let mut resolver = resolve::Resolver::new(passage, gazetteer, gazetteer.senses(), today);
    let mut hits = Vec::new();
    for number in 0..passage.sentences().len() {
        hits.clear();
        index.find(passage.text(), passage.words(number), &mut hits);
        resolver.sentence(number, &hits, index);
    }
    let mut cast = resolver.finish();
    coreference::resolve(passage, Some(gazetteer), &mut cast);
    cast
}

/// Takes the caller's mentions for the gazetteer's.
///
/// # Errors
/// Where a span is empty, reversed, outside of the text, inside a character, or overlaps another.
pub(crate) fn take(passage: &Passage<'_>, given: &[GivenMention]) -> Result<Cast> {
    let text = passage.text();
    let mut order: Vec<usize> = (0..given.len()).collect();
    order.sort_by_key(|&at| (given[at].span.start, given[at].span.end));
    let mut end = 0;
    for &at in &order {
        let span = given[at].span;
        let problem = if span.start > span.end {
            Some("is reversed")
        } else if span.start == span.end {
            Some("is empty")
        } else if span.end > text.len() {
            Some("ends behind the text")
        } else if !text.is_char_boundary(span.start) || !text.is_char_boundary(span.end) {
            Some("cuts a character")
        } else if span.start < end {
            Some("overlaps another")
        } else {
            None
        };
        if let Some(problem) = problem {
            let message = format!("mention {at} at {}..{} {problem}", span.start, span.end);
            return Err(Error::mention(message));
        }
        end = span.end;
    }
    let mut cast = Cast::default();
    let mut numbers = BTreeMap::new();
    let mut next = 0;
    for (number, &sentence) in passage.sentences().iter().enumerate() {
        let first = next;
        while order.get(next).is_some_and(|&at| given[at].span.start < sentence.end) {
            next += 1;
        }
        if first == next {
            continue;
        }
        let words = passage.words(number);
        let mut at_word = 0;
        for &at in &order[first..next] {
            let mention = &given[at];
            while words.get(at_word).is_some_and(|word| word.span.end <= mention.span.start) {
                at_word += 1;
            }
            let count = words[at_word..].iter().take_while(|word| word.span.start < mention.span.end).count();
            let entity = cast.given(mention, &mut numbers);
            cast.mentions.push(Found {
                entity,
                span: mention.span,
                words: at_word..at_word + count,
                form: MentionForm::Given,
                class: AnchorClass::Name,
                sentence: number,
            });
        }
    }
    coreference::resolve(passage, None, &mut cast);
    Ok(cast)
}

impl Cast {
    /// The entity of the caller's mention, new where `numbers` does not have its id.
    fn given<'m>(&mut self, mention: &'m GivenMention, numbers: &mut BTreeMap<&'m str, usize>) -> usize {
        if let Some(&at) = numbers.get(&*mention.id) {
            return at;
        }
        numbers.insert(&mention.id, self.entities.len());
        self.entities.push(Known {
            id: mention.id.clone(),
            name: mention.id.clone(),
            kind: mention.kind,
            origin: Origin::Given,
            gender: None,
        });
        self.entities.len() - 1
    }
}
