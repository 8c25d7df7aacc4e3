//! Word classes in context: what a noun phrase and a verb group are made of.
//!
//! Closed classes and the verb list decide most words; the rest is decided by the neighbours. There is no model: a Brill
//! tagger with a trained one read fewer relations and took more time.

mod context;
mod open;

use context::{Finiteness, decide};

use crate::clause::{Anchor, AnchorClass};
use crate::grammar::{Class, Entry, WordInfo};
use crate::text::{self, Case, Word, WordKind};

/// The class of a word in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    /// A word of an entity's name.
    Name,
    /// An entity's adjective or noun for its people.
    Demonym,
    Determiner,
    PossessivePronoun,
    Pronoun,
    Noun,
    Adjective,
    Number,
    /// Days, months, "yesterday", "week".
    Time,
    Preposition,
    /// "to" before a verb.
    To,
    Conjunction,
    Subordinator,
    Relative,
    Modal,
    Be,
    Have,
    Do,
    /// A base form or a third person, with its subject's number unknown.
    VerbPresent,
    VerbPast,
    VerbParticiple,
    /// "-ed", either of both.
    VerbEd,
    VerbIng,
    Adverb,
    Negation,
    /// 's or ' between owner and owned.
    Possessive,
    Hyphen,
    Comma,
    Semicolon,
    Colon,
    Dash,
    Open,
    Close,
    Quote,
    /// Anything else.
    Other,
}

impl Tag {
    pub(crate) fn is_verb(self) -> bool {
        matches!(self, Self::VerbPresent | Self::VerbPast | Self::VerbParticiple | Self::VerbEd | Self::VerbIng)
    }

    /// A past form without an auxiliary.
    pub(crate) fn is_past(self) -> bool {
        matches!(self, Self::VerbPast | Self::VerbEd)
    }

    pub(crate) fn is_nominal(self) -> bool {
        matches!(self, Self::Name | Self::Demonym | Self::Noun | Self::Number | Self::Pronoun | Self::Time)
    }

    fn ends_clause(self) -> bool {
        matches!(self, Self::Semicolon | Self::Colon | Self::Dash | Self::Subordinator | Self::Relative)
    }
}

/// A word with its class and, where it is a verb or could be, its base forms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) tag: Tag,
    pub(crate) info: &'static WordInfo,
}

/// Tags the words of a sentence. `anchors` are the mentions in it, in order.
pub(crate) fn tag(text: &str, words: &[Word], entries: &[Entry], anchors: &[Anchor], out: &mut Vec<Token>) {
    out.clear();
    let headline = is_headline(words);
    let mut quote_open = false;
    out.extend(words.iter().zip(entries).map(|(word, entry)| {
        let tag = first_look(text, word, entry.info, headline, &mut quote_open);
        Token { tag, info: entry.info }
    }));
    for anchor in anchors {
        // A preposition before the caller's mention stays one: "[in parts of Swat]".
        let first = anchor.words.start;
        let leads = anchor.words.len() > 1
            && out[first].tag == Tag::Preposition
            && const { text::keys(["in", "on", "to", "into", "from", "against", "with", "by"]) }
                .contains(&words[first].key);
        // "the country" is a phrase as any other: only its noun is one for sure.
        let own = match anchor.class {
            AnchorClass::Description => anchor.words.end - 1..anchor.words.end,
            _ => first + usize::from(leads)..anchor.words.end,
        };
        for index in own {
            out[index].tag = anchor.tag();
        }
    }
    let finite = Finiteness::of(words, out);
    for index in 0..words.len() {
        if !is_anchored(out[index].tag) {
            out[index].tag = decide(text, words, out, index, headline, &finite);
        }
    }
}

fn is_anchored(tag: Tag) -> bool {
    matches!(tag, Tag::Name | Tag::Demonym)
}

/// Most words of the sentence start with a capital: capitals tell nothing there.
fn is_headline(words: &[Word]) -> bool {
    let (mut capital, mut lower) = (0, 0);
    for word in words.iter().filter(|w| w.kind == WordKind::Word && w.span.len() > 3) {
        match word.case {
            Case::Title | Case::Upper | Case::Mixed => capital += 1,
            Case::Lower => lower += 1,
            Case::None => {}
        }
    }
    capital > 2 * lower
}

/// What the word is by itself.
fn first_look(text: &str, word: &Word, info: &WordInfo, headline: bool, quote_open: &mut bool) -> Tag {
    match word.kind {
        WordKind::Number => return Tag::Number,
        WordKind::Url => return Tag::Other,
        WordKind::Symbol(symbol) => {
            return if matches!(symbol, '$' | '€' | '£' | '¥' | '%') { Tag::Number } else { Tag::Other };
        }
        WordKind::Punct(mark) => return punctuation(mark, quote_open),
        WordKind::Clitic if word.span.slice(text).ends_with(['s', 'S', '\'', '’']) => return Tag::Possessive,
        WordKind::Clitic | WordKind::Word => {}
    }
    let named = word.case != Case::Lower && !headline;
    // "US", "IT" in capitals are no pronouns.
    if word.case == Case::Upper && word.span.len() > 1 && !headline {
        return Tag::Noun;
    }
    if info.is_open() {
        // Most words.
        if is_ly(text, word) { Tag::Adverb } else { Tag::Noun }
    } else if info.is(Class::Negation) {
        Tag::Negation
    } else if info.is(Class::Be) {
        Tag::Be
    } else if info.is(Class::Have) {
        Tag::Have
    } else if info.is(Class::Do) {
        Tag::Do
    } else if info.is(Class::Modal) && !(named && word.case == Case::Title && info.is(Class::Month)) {
        Tag::Modal
    } else if info.is(Class::Relative) {
        Tag::Relative
    } else if info.is(Class::PossessivePronoun) {
        Tag::PossessivePronoun
    } else if info.is(Class::Pronoun) && !info.is(Class::Number) {
        Tag::Pronoun
    } else if info.is(Class::Determiner) {
        Tag::Determiner
    } else if info.is(Class::Number) {
        Tag::Number
    } else if info.is(Class::Conjunction) {
        Tag::Conjunction
    } else if info.is(Class::Preposition) {
        Tag::Preposition
    } else if info.is(Class::Subordinator) {
        Tag::Subordinator
    } else if info.is(Class::Month) && word.case != Case::Lower || info.is(Class::Time) {
        Tag::Time
    } else if info.is(Class::Adverb) || info.is(Class::Particle) || info.is(Class::PlaceAdverb) || is_ly(text, word) {
        Tag::Adverb
    } else if info.is(Class::Adjective) || info.is(Class::ParticipleAdjective) {
        Tag::Adjective
    } else {
        Tag::Noun
    }
}

fn is_ly(text: &str, word: &Word) -> bool {
    let slice = word.span.slice(text);
    word.case == Case::Lower
        && slice.len() > 4
        && slice.ends_with("ly")
        && !matches!(
            slice,
            "ally"
                | "rally"
                | "supply"
                | "apply"
                | "reply"
                | "comply"
                | "multiply"
                | "assembly"
                | "family"
                | "bully"
                | "imply"
                | "italy"
                | "july"
                | "monopoly"
                | "anomaly"
                | "likely"
                | "friendly"
                | "deadly"
                | "daily"
                | "weekly"
                | "early"
                | "nightly"
                | "hourly"
                | "monthly"
                | "yearly"
                | "quarterly"
                | "costly"
                | "elderly"
                | "timely"
                | "orderly"
                | "unruly"
                | "ugly"
                | "only"
        )
}

fn punctuation(mark: char, quote_open: &mut bool) -> Tag {
    match mark {
        ',' => Tag::Comma,
        ';' => Tag::Semicolon,
        ':' => Tag::Colon,
        '—' | '–' => Tag::Dash,
        '-' => Tag::Hyphen,
        '(' | '[' | '{' => Tag::Open,
        ')' | ']' | '}' => Tag::Close,
        '“' | '”' | '"' | '«' | '»' | '‘' | '’' | '\'' => {
            *quote_open = !*quote_open;
            Tag::Quote
        }
        _ => Tag::Other,
    }
}
