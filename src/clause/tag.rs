//! Word classes in context: what a noun phrase and a verb group are made of.
//!
//! Closed classes and the verb list decide most words; the rest is decided by the neighbours. There is no model.

use crate::clause::Anchor;
use crate::grammar::{Class, Grammar, VerbReading, WordInfo, form, singular};
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
    pub(crate) info: WordInfo,
}

/// Tags the words of a sentence. `anchors` are the mentions in it, in order.
pub(crate) fn tag(text: &str, words: &[Word], anchors: &[Anchor], out: &mut Vec<Token>) {
    out.clear();
    let grammar = Grammar::get();
    let headline = is_headline(words);
    let mut quote_open = false;
    for word in words {
        let info = grammar.info(word.key);
        let tag = first_look(text, word, info, headline, &mut quote_open);
        out.push(Token { tag, info });
    }
    for anchor in anchors {
        for index in anchor.words.clone() {
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
fn first_look(text: &str, word: &Word, info: WordInfo, headline: bool, quote_open: &mut bool) -> Tag {
    match word.kind {
        WordKind::Number => return Tag::Number,
        WordKind::Url => return Tag::Other,
        WordKind::Symbol(symbol) => return if matches!(symbol, '$' | '€' | '£' | '¥' | '%') { Tag::Number } else { Tag::Other },
        WordKind::Punct(mark) => return punctuation(mark, quote_open),
        WordKind::Clitic if word.span.slice(text).ends_with(['s', 'S', '\'', '’']) => return Tag::Possessive,
        WordKind::Clitic | WordKind::Word => {}
    }
    let named = word.case != Case::Lower && !headline;
    // "US", "IT" in capitals are no pronouns.
    if word.case == Case::Upper && word.span.len() > 1 && !headline {
        return Tag::Noun;
    }
    if info.is(Class::Negation) {
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
        && !matches!(slice, "ally" | "rally" | "supply" | "apply" | "reply" | "comply" | "multiply" | "assembly" | "family" | "bully" | "imply" | "italy" | "july" | "monopoly" | "anomaly" | "likely" | "friendly" | "deadly" | "daily" | "weekly" | "early")
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

/// For each word, whether the stretch between commas and conjunctions around it holds a verb that is surely finite.
struct Finiteness {
    segment: Vec<u32>,
    finite: Vec<u32>,
}

impl Finiteness {
    fn of(words: &[Word], tokens: &[Token]) -> Self {
        let mut segment = Vec::with_capacity(words.len());
        let mut finite = vec![0];
        for (index, token) in tokens.iter().enumerate() {
            // "direct, high-level talks" is one stretch.
            let list = index > 0 && tokens[index - 1].tag == Tag::Adjective && tokens.get(index + 1).is_some_and(|t| t.tag == Tag::Adjective);
            if token.tag.ends_clause() || token.tag == Tag::Comma && !list {
                finite.push(0);
            }
            let last = finite.len() - 1;
            segment.push(u32::try_from(last).unwrap_or(u32::MAX));
            let sure = match token.tag {
                Tag::Modal | Tag::Be | Tag::Have | Tag::Do => !is_nonfinite_auxiliary(words, tokens, index),
                Tag::Noun => token.info.forms() & form::PAST != 0 && words[index].case == Case::Lower,
                _ => false,
            };
            finite[last] += u32::from(sure);
        }
        Self { segment, finite }
    }

    /// Whether another word than `index` is a finite verb in its stretch.
    fn elsewhere(&self, index: usize) -> bool {
        self.finite[self.segment[index] as usize] > 0
    }
}

fn is_nonfinite_auxiliary(words: &[Word], tokens: &[Token], index: usize) -> bool {
    let key = words[index].key;
    let nonfinite = ["being", "having", "be", "been"].iter().any(|word| text::key(word) == key);
    nonfinite && !tokens[..index].last().is_some_and(|t| t.tag == Tag::Modal)
}

/// The index of the nearest word before `index` that is no adverb, negation or quote.
fn before(tokens: &[Token], index: usize) -> Option<usize> {
    (0..index).rev().take(6).find(|&i| !matches!(tokens[i].tag, Tag::Adverb | Tag::Negation | Tag::Quote))
}

fn after(tokens: &[Token], index: usize) -> Option<usize> {
    (index + 1..tokens.len()).take(6).find(|&i| !matches!(tokens[i].tag, Tag::Adverb | Tag::Negation | Tag::Quote))
}

fn starts_phrase(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Determiner | Tag::PossessivePronoun | Tag::Pronoun | Tag::Name | Tag::Demonym | Tag::Number | Tag::Adjective
    )
}

/// What the word is among its neighbours.
fn decide(text: &str, words: &[Word], tokens: &[Token], index: usize, headline: bool, finite: &Finiteness) -> Tag {
    let token = tokens[index];
    let word = &words[index];
    let left = before(tokens, index);
    let left_tag = left.map(|i| tokens[i].tag);
    let right = after(tokens, index);
    let right_tag = right.map(|i| tokens[i].tag);
    match token.tag {
        Tag::Possessive => possessive(tokens, index),
        Tag::Relative => relative(words, tokens, index, left_tag, right_tag),
        Tag::PossessivePronoun => {
            // "her" and "his" before no noun are objects.
            let next = tokens.get(index + 1).map(|t| t.tag);
            if next.is_some_and(|t| matches!(t, Tag::Noun | Tag::Adjective | Tag::Name | Tag::Demonym | Tag::Number | Tag::Quote | Tag::Adverb | Tag::Time)) {
                Tag::PossessivePronoun
            } else {
                Tag::Pronoun
            }
        }
        Tag::Preposition => preposition(words, tokens, index, right),
        // "no longer"
        Tag::Determiner if word.key == const { text::key("no") } && words.get(index + 1).is_some_and(|next| next.key == const { text::key("longer") }) => {
            Tag::Negation
        }
        // "won't likely attack"
        Tag::Adjective if left_tag.is_some_and(|t| matches!(t, Tag::Modal | Tag::Negation)) && right.is_some_and(|i| tokens[i].info.forms() & form::BASE != 0 && tokens[i].tag == Tag::Noun) => Tag::Adverb,
        Tag::Subordinator if word.key == const { text::key("so") } && right_tag == Some(Tag::Adjective) => Tag::Adverb,
        Tag::Modal if word.case == Case::Title && left.is_some() && token.info.is(Class::Time) => Tag::Time,
        Tag::Modal if is_may_the_month(word, left_tag, right_tag) => Tag::Time,
        Tag::Adverb if token.info.forms() != 0 => open(text, words, tokens, index, headline, finite, Tag::Adverb),
        Tag::Adjective if token.info.forms() != 0 => open(text, words, tokens, index, headline, finite, Tag::Adjective),
        Tag::Time if token.info.forms() != 0 && word.case == Case::Lower => {
            open(text, words, tokens, index, headline, finite, Tag::Time)
        }
        Tag::Noun => open(text, words, tokens, index, headline, finite, Tag::Noun),
        other => other,
    }
}

fn is_may_the_month(word: &Word, left: Option<Tag>, right: Option<Tag>) -> bool {
    word.case == Case::Title
        && word.key == const { text::key("may") }
        && (right == Some(Tag::Number) || left == Some(Tag::Preposition) || left == Some(Tag::Number))
}

fn possessive(tokens: &[Token], index: usize) -> Tag {
    let left = index.checked_sub(1).map(|i| tokens[i].tag);
    match left {
        // "he's", "who's", "that's", "here's": a form of be.
        Some(Tag::Pronoun | Tag::Relative | Tag::Subordinator | Tag::Adverb | Tag::Determiner) => Tag::Be,
        Some(Tag::Name | Tag::Demonym | Tag::Noun | Tag::Time | Tag::Number | Tag::Adjective | Tag::Close) => {
            Tag::Possessive
        }
        _ => Tag::Quote,
    }
}

fn relative(words: &[Word], tokens: &[Token], index: usize, left: Option<Tag>, right: Option<Tag>) -> Tag {
    if words[index].key != const { text::key("that") } {
        return Tag::Relative;
    }
    match (left, right) {
        (Some(Tag::Preposition), _) => Tag::Determiner,
        (_, Some(Tag::Noun)) if tokens.get(index + 1).is_some_and(|t| t.info.forms() == 0) && !left.is_some_and(Tag::is_verb) && left != Some(Tag::Noun) => {
            Tag::Determiner
        }
        (_, Some(Tag::Be | Tag::Have | Tag::Do | Tag::Modal)) if left.is_none() => Tag::Pronoun,
        (Some(Tag::Noun | Tag::Name | Tag::Demonym), Some(next)) if !starts_phrase(next) && !tokens[index - 1].info.is(Class::ClauseNoun) => {
            Tag::Relative
        }
        _ => Tag::Subordinator,
    }
}

fn preposition(words: &[Word], tokens: &[Token], index: usize, right: Option<usize>) -> Tag {
    let token = tokens[index];
    let key = words[index].key;
    if key == const { text::key("to") } {
        let verb = right.is_some_and(|i| {
            let next = tokens[i];
            match next.tag {
                Tag::Be | Tag::Have | Tag::Do => true,
                Tag::Noun | Tag::Adjective | Tag::Adverb | Tag::Time => {
                    next.info.forms() & form::BASE != 0
                        && words[i].case != Case::Title
                        && (next.info.other < 8 || tokens.get(i + 1).is_some_and(|t| starts_phrase(t.tag)))
                }
                _ => false,
            }
        });
        return if verb { Tag::To } else { Tag::Preposition };
    }
    // "after Russia invaded": a clause follows, not a noun phrase alone; told by the words up to the next mark.
    if token.info.is(Class::Subordinator) && clause_follows(words, tokens, index) {
        return Tag::Subordinator;
    }
    Tag::Preposition
}

/// Whether a finite verb with a subject before it stands between `index` and the next mark.
fn clause_follows(words: &[Word], tokens: &[Token], index: usize) -> bool {
    let mut subject = false;
    for (offset, token) in tokens[index + 1..].iter().take(14).enumerate() {
        let at = index + 1 + offset;
        match token.tag {
            Tag::Comma | Tag::Semicolon | Tag::Colon | Tag::Dash | Tag::Relative | Tag::Subordinator | Tag::Conjunction
                if offset > 0 && !(token.tag == Tag::Conjunction) =>
            {
                return false;
            }
            Tag::Modal | Tag::Be | Tag::Have | Tag::Do => return subject && !is_nonfinite_auxiliary(words, tokens, at),
            Tag::Noun if subject && words[at].case == Case::Lower => {
                let forms = token.info.forms();
                let next = tokens.get(at + 1).map(|t| t.tag);
                let sure = forms & form::PAST != 0
                    || forms & (form::S | form::BASE) != 0 && token.info.other < 4 && next.is_some_and(starts_phrase);
                if sure {
                    return true;
                }
            }
            Tag::Name | Tag::Demonym | Tag::Noun | Tag::Pronoun => subject = true,
            _ => {}
        }
    }
    false
}

/// A word of an open class that could be a verb.
fn open(text: &str, words: &[Word], tokens: &[Token], index: usize, headline: bool, finite: &Finiteness, otherwise: Tag) -> Tag {
    let token = tokens[index];
    let word = &words[index];
    let forms = token.info.forms();
    let left = before(tokens, index);
    let left_tag = left.map(|i| tokens[i].tag);
    let next_tag = tokens.get(index + 1).map(|t| t.tag);
    let right_tag = after(tokens, index).map(|i| tokens[i].tag);
    let slice = word.span.slice(text);
    if forms == 0 {
        return if otherwise == Tag::Noun && word.case == Case::Lower && slice.len() > 5 && slice.ends_with("ed") && left_tag != Some(Tag::Determiner) {
            Tag::VerbEd
        } else {
            otherwise
        };
    }
    // A capital inside a plain sentence is part of a name.
    if word.case != Case::Lower && !headline && index > 0 && !matches!(tokens[index - 1].tag, Tag::Quote) {
        return Tag::Noun;
    }
    // "air-strike", "US-led": the parts of a compound are no verbs of the clause.
    let hyphen_left = index > 0 && tokens[index - 1].tag == Tag::Hyphen && word.joined;
    let hyphen_right = next_tag == Some(Tag::Hyphen) && words[index + 1].joined;
    if hyphen_left || hyphen_right {
        return if forms & (form::PAST | form::PARTICIPLE | form::ING) != 0 && hyphen_left { Tag::Adjective } else { Tag::Noun };
    }
    match left_tag {
        Some(Tag::To | Tag::Modal) if forms & form::BASE != 0 => return Tag::VerbPresent,
        Some(Tag::Do) if forms & form::BASE != 0 && otherwise != Tag::Time => return Tag::VerbPresent,
        Some(Tag::Have) if forms & form::PARTICIPLE != 0 => return Tag::VerbParticiple,
        Some(Tag::Be) if forms & form::PARTICIPLE != 0 => return Tag::VerbParticiple,
        Some(Tag::Be) if forms & form::ING != 0 => return Tag::VerbIng,
        _ => {}
    }
    if forms & form::ING != 0 {
        return ing(tokens, index, left_tag, right_tag, otherwise);
    }
    if forms & (form::PAST | form::PARTICIPLE) != 0 {
        let both = forms & form::PAST != 0 && forms & form::PARTICIPLE != 0;
        let noun_follows = matches!(next_tag, Some(Tag::Noun | Tag::Adjective | Tag::Demonym))
            && tokens.get(index + 1).is_some_and(|t| t.info.forms() & (form::PAST | form::PARTICIPLE) == 0);
        let modifies = match left_tag {
            Some(Tag::Determiner | Tag::PossessivePronoun | Tag::Possessive) => true,
            Some(Tag::Number) => noun_follows && left.is_some_and(|i| !after_month(tokens, i)),
            // "new targeted sanctions"
            Some(Tag::Adjective) => noun_follows,
            Some(Tag::Preposition | Tag::Demonym | Tag::Conjunction) => noun_follows && token.info.is(Class::ParticipleAdjective),
            Some(Tag::VerbPast | Tag::VerbPresent | Tag::VerbIng | Tag::Comma) | None => {
                noun_follows && token.info.is(Class::ParticipleAdjective)
            }
            _ => false,
        };
        let preposed = left_tag == Some(Tag::Preposition) && noun_follows;
        if modifies || preposed {
            return if forms & form::BASE != 0 && token.info.other > 0 && !noun_follows { Tag::Noun } else { Tag::Adjective };
        }
        // "cut", "hit", "set": present, past and participle alike.
        if forms & form::BASE != 0 {
            let noun = matches!(left_tag, Some(Tag::Determiner | Tag::Adjective | Tag::Demonym | Tag::Possessive | Tag::Preposition)) && token.info.other > 0;
            return if noun { Tag::Noun } else { Tag::VerbEd };
        }
        return if both {
            Tag::VerbEd
        } else if forms & form::PAST != 0 {
            Tag::VerbPast
        } else {
            Tag::VerbParticiple
        };
    }
    present(text, words, tokens, index, headline, finite, otherwise)
}

/// "on March 28"
fn after_month(tokens: &[Token], index: usize) -> bool {
    index > 0 && tokens[index - 1].tag == Tag::Time
}

/// Whether only adjectives stand between the word and the determiner of its phrase.
fn opens_phrase(tokens: &[Token], index: usize) -> bool {
    let first = tokens[..index].iter().rev().take(6).find(|t| !matches!(t.tag, Tag::Adjective | Tag::Adverb | Tag::Comma | Tag::Hyphen));
    first.is_some_and(|t| matches!(t.tag, Tag::Determiner | Tag::PossessivePronoun | Tag::Possessive))
}

fn ing(tokens: &[Token], index: usize, left: Option<Tag>, right: Option<Tag>, otherwise: Tag) -> Tag {
    let next = tokens.get(index + 1).map(|t| t.tag);
    match left {
        Some(Tag::Determiner | Tag::PossessivePronoun | Tag::Possessive | Tag::Number) => {
            if matches!(next, Some(Tag::Noun | Tag::Demonym | Tag::Name)) { Tag::Adjective } else { Tag::Noun }
        }
        Some(Tag::Adjective) if opens_phrase(tokens, index) => {
            if matches!(next, Some(Tag::Noun | Tag::Demonym | Tag::Name)) { Tag::Adjective } else { Tag::Noun }
        }
        Some(Tag::Adjective | Tag::Demonym) if !right.is_some_and(starts_phrase) => Tag::Noun,
        _ if otherwise == Tag::Adjective && next == Some(Tag::Noun) => Tag::Adjective,
        // "a White House meeting with", "a travel warning for"
        Some(Tag::Noun | Tag::Name | Tag::Demonym) if tokens[index].info.is(Class::IngNoun) && !right.is_some_and(starts_phrase) => Tag::Noun,
        // "cut funding for", "gave training to": an object, behind a verb that takes no gerund.
        Some(Tag::VerbPast | Tag::VerbPresent | Tag::VerbEd | Tag::VerbParticiple)
            if matches!(next, Some(Tag::Preposition | Tag::Comma | Tag::Other) | None)
                && tokens[..index].iter().rev().take(2).any(|t| t.tag.is_verb() && !t.info.is(Class::GerundVerb)) =>
        {
            Tag::Noun
        }
        _ => Tag::VerbIng,
    }
}

/// "attack", "attacks": a verb or a noun.
#[allow(clippy::too_many_arguments)]
fn present(text: &str, words: &[Word], tokens: &[Token], index: usize, headline: bool, finite: &Finiteness, otherwise: Tag) -> Tag {
    let token = tokens[index];
    let forms = token.info.forms();
    let other = token.info.other;
    let left = before(tokens, index);
    let next = tokens.get(index + 1).map(|t| t.tag);
    let right = after(tokens, index).map(|i| tokens[i].tag);
    let object_follows = right.is_some_and(|t| starts_phrase(t) || t == Tag::To || t == Tag::Subordinator && other < 5);
    let Some(left) = left else {
        // "Talks between …"; an imperative is rare in news.
        return if object_follows && other < 2 && forms & form::S != 0 { Tag::VerbPresent } else { otherwise };
    };
    let plural = |i: usize| {
        let folded = text::fold(words[i].span.slice(text));
        singular(&folded) != folded || folded == "people" || folded == "police"
    };
    let agrees = |i: usize| if forms & form::S != 0 && forms & form::BASE == 0 { !plural(i) } else { plural(i) || coordinated(tokens, i) };
    match tokens[left].tag {
        Tag::Pronoun | Tag::Relative if tokens[left].tag == Tag::Relative || left + 1 == index || forms != 0 => {
            if other >= 9 && !object_follows { otherwise } else { Tag::VerbPresent }
        }
        Tag::Determiner | Tag::PossessivePronoun | Tag::Possessive | Tag::Number | Tag::Adjective | Tag::Preposition => otherwise,
        Tag::Demonym => {
            if agrees(left) && plural(left) && object_follows && !finite.elsewhere(index) { Tag::VerbPresent } else { otherwise }
        }
        Tag::Noun | Tag::Name | Tag::Time | Tag::Close | Tag::Quote => {
            if matches!(next, Some(Tag::Noun)) && tokens[index + 1].info.forms() & (form::PAST | form::S) != 0 && !object_follows {
                return otherwise;
            }
            let bare_after_helper = forms & form::BASE != 0 && helped(words, tokens, left);
            if bare_after_helper && object_follows {
                return Tag::VerbPresent;
            }
            // "that US ease sanctions": what is demanded stands in the base form.
            let demanded = forms & form::BASE != 0
                && (object_follows || other < 3)
                && tokens[..left].iter().rev().take(3).any(|t| t.tag == Tag::Subordinator)
                && !finite.elsewhere(index);
            if demanded {
                return Tag::VerbPresent;
            }
            // A word that is hardly ever a noun stays a verb whatever follows: "the military says it has …".
            if other < 2 && agrees(left) && !matches!(next, Some(Tag::Hyphen)) && (object_follows || Grammar::get().info(words[index].key).is_speech()) {
                return Tag::VerbPresent;
            }
            // "the republics of the CIS refuse to": nothing but a verb takes "to" and a verb.
            if other < 4 && right == Some(Tag::To) && left + 1 == index && matches!(tokens[left].tag, Tag::Name) && !finite.elsewhere(index) {
                return Tag::VerbPresent;
            }
            // "including travel bans": a bare noun behind a preposition is half of a compound.
            let compound = tokens[left].tag == Tag::Noun
                && words[left].case == Case::Lower
                && left > 0
                && matches!(tokens[left - 1].tag, Tag::Preposition)
                && !plural(left);
            if compound || finite.elsewhere(index) || !agrees(left) {
                return otherwise;
            }
            let verbal = object_follows || next == Some(Tag::Noun) && other < 7 || other < 4 || matches!(right, Some(Tag::Preposition)) && (other < 7 || headline) || right.is_none() && other < 5;
            if verbal { Tag::VerbPresent } else { otherwise }
        }
        Tag::Comma => {
            if object_follows && other < 5 && !finite.elsewhere(index) { Tag::VerbPresent } else { otherwise }
        }
        Tag::Conjunction => {
            let parallel = tokens[..left].iter().rev().take(12).find(|t| t.tag.is_verb() || matches!(t.tag, Tag::Semicolon));
            let verbal = parallel.is_some_and(|t| t.tag == Tag::VerbPresent) && (object_follows || other < 4);
            if verbal { Tag::VerbPresent } else { otherwise }
        }
        Tag::VerbPresent | Tag::VerbPast | Tag::VerbEd => {
            if helped_by(words, tokens, left) && object_follows { Tag::VerbPresent } else { otherwise }
        }
        _ => otherwise,
    }
}

/// "Mali and Burkina Faso back": the noun before is the last of several.
fn coordinated(tokens: &[Token], index: usize) -> bool {
    let left = || tokens[..index].iter().rev().take_while(|t| !t.tag.is_verb());
    left().take(5).any(|t| t.tag == Tag::Conjunction) || left().take(3).any(|t| t.tag == Tag::Comma)
}

/// "helped Israel shoot down", "let troops enter": a verb that takes a bare infinitive stands before the noun.
fn helped(words: &[Word], tokens: &[Token], noun: usize) -> bool {
    (0..=noun).rev().take(5).any(|i| helped_by(words, tokens, i))
}

fn helped_by(words: &[Word], tokens: &[Token], index: usize) -> bool {
    let helpers = ["help", "let", "make", "watch", "see"].map(text::key);
    tokens[index].info.verbs.iter().any(|VerbReading { lemma, forms }| *forms != 0 && helpers.contains(lemma))
        && words[index].kind == WordKind::Word
}
