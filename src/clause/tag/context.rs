//! Words whose class their neighbours decide: clitics, relatives, prepositions that start a clause.

use smallvec::SmallVec;

use super::open::open;
use super::{Tag, Token};
use crate::grammar::{Class, form};
use crate::text::{self, Case, Word};

/// For each word, whether the stretch between commas and conjunctions around it holds a verb that is surely finite.
pub(super) struct Finiteness {
    segment: SmallVec<[u32; 64]>,
    finite: SmallVec<[u32; 16]>,
}

impl Finiteness {
    pub(super) fn of(words: &[Word], tokens: &[Token]) -> Self {
        let mut segment = SmallVec::with_capacity(words.len());
        let mut finite = SmallVec::from_slice(&[0]);
        for (index, token) in tokens.iter().enumerate() {
            // "direct, high-level talks" is one stretch.
            let list = index > 0
                && tokens[index - 1].tag == Tag::Adjective
                && tokens.get(index + 1).is_some_and(|t| t.tag == Tag::Adjective);
            if token.tag.ends_clause() || token.tag == Tag::Comma && !list {
                finite.push(0);
            }
            let last = finite.len() - 1;
            segment.push(u32::try_from(last).unwrap_or(u32::MAX));
            let sure = match token.tag {
                Tag::Modal | Tag::Be | Tag::Have | Tag::Do => !is_nonfinite_auxiliary(words, tokens, index),
                // "for having brought the country to disaster"
                Tag::Noun
                    if index > 0
                        && tokens[index - 1].tag == Tag::Have
                        && is_nonfinite_auxiliary(words, tokens, index - 1) =>
                {
                    false
                }
                // "a swap brokered by Turkey"
                Tag::Noun => {
                    token.info.forms() & form::PAST != 0
                        && words[index].case == Case::Lower
                        && !(words[index].joined && index > 0 && tokens[index - 1].tag == Tag::Hyphen)
                        && words.get(index + 1).is_none_or(|next| next.key != const { text::key("by") })
                }
                _ => false,
            };
            finite[last] += u32::from(sure);
        }
        Self { segment, finite }
    }

    /// Whether another word than `index` is a finite verb in its stretch.
    #[inline]
    pub(super) fn elsewhere(&self, index: usize) -> bool {
        self.finite[self.segment[index] as usize] > 0
    }
}

fn is_nonfinite_auxiliary(words: &[Word], tokens: &[Token], index: usize) -> bool {
    let key = words[index].key;
    let nonfinite = const { text::keys(["being", "having", "be", "been"]) }.contains(&key);
    nonfinite && !tokens[..index].last().is_some_and(|t| t.tag == Tag::Modal)
}

/// The index of the nearest word before `index` that is no adverb, negation or quote.
#[inline]
pub(super) fn before(tokens: &[Token], index: usize) -> Option<usize> {
    (0..index).rev().take(6).find(|&i| !matches!(tokens[i].tag, Tag::Adverb | Tag::Negation | Tag::Quote))
}

#[inline]
pub(super) fn after(tokens: &[Token], index: usize) -> Option<usize> {
    (index + 1..tokens.len()).take(6).find(|&i| !matches!(tokens[i].tag, Tag::Adverb | Tag::Negation | Tag::Quote))
}

pub(super) fn starts_phrase(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Determiner
            | Tag::PossessivePronoun
            | Tag::Pronoun
            | Tag::Name
            | Tag::Demonym
            | Tag::Number
            | Tag::Adjective
    )
}

/// What the word is among its neighbours.
pub(super) fn decide(
    text: &str,
    words: &[Word],
    tokens: &[Token],
    index: usize,
    headline: bool,
    finite: &Finiteness,
) -> Tag {
    let token = tokens[index];
    let word = &words[index];
    let left = || before(tokens, index);
    let left_tag = || left().map(|i| tokens[i].tag);
    let right = || after(tokens, index);
    let right_tag = || right().map(|i| tokens[i].tag);
    match token.tag {
        Tag::Possessive => possessive(tokens, index),
        Tag::Relative => relative(words, tokens, index, left_tag(), right_tag()),
        Tag::PossessivePronoun => {
            // "her" and "his" before no noun are objects.
            let next = tokens.get(index + 1).map(|t| t.tag);
            if next.is_some_and(|t| {
                matches!(
                    t,
                    Tag::Noun
                        | Tag::Adjective
                        | Tag::Name
                        | Tag::Demonym
                        | Tag::Number
                        | Tag::Quote
                        | Tag::Adverb
                        | Tag::Time
                )
            }) {
                Tag::PossessivePronoun
            } else {
                Tag::Pronoun
            }
        }
        // "killed at least 30 people", "about 200 soldiers"
        Tag::Preposition if is_estimate(words, tokens, index) => Tag::Determiner,
        Tag::Noun if index > 0 && is_estimate(words, tokens, index - 1) => Tag::Adjective,
        // "bombed Syria early Thursday"
        Tag::Adjective
            if [text::key("early"), text::key("late")].contains(&word.key)
                && tokens.get(index + 1).is_some_and(|next| next.tag == Tag::Time)
                && words[index + 1].case == Case::Title =>
        {
            Tag::Time
        }
        Tag::Preposition => preposition(words, tokens, index, right(), headline),
        // "can more freely test"
        Tag::Determiner
            if left_tag() == Some(Tag::Modal)
                && tokens.get(index + 1).is_some_and(|next| matches!(next.tag, Tag::Adverb | Tag::Adjective)) =>
        {
            Tag::Adverb
        }
        // "no longer", "so far", "once again": two words that are one adverb.
        Tag::Determiner | Tag::Subordinator | Tag::Adverb | Tag::Noun | Tag::Adjective
            if opens_adverb(&token) && tokens.get(index + 1).is_some_and(closes_adverb) =>
        {
            if token.tag == Tag::Determiner { Tag::Negation } else { Tag::Adverb }
        }
        Tag::Noun | Tag::Adjective | Tag::Adverb
            if closes_adverb(&token)
                && index > 0
                && (opens_adverb(&tokens[index - 1]) || tokens[index - 1].tag == Tag::Negation) =>
        {
            Tag::Adverb
        }
        // "neither condemned A nor sanctioned it"
        Tag::Determiner
            if word.key == const { text::key("neither") }
                && right().is_some_and(|i| {
                    let forms = tokens[i].info.forms();
                    tokens[i].tag == Tag::Noun && forms & (form::PAST | form::PARTICIPLE | form::S) != 0
                }) =>
        {
            Tag::Negation
        }
        // "not only A", "not just A": A as well.
        Tag::Negation if tokens.get(index + 1).is_some_and(|next| next.info.is(Class::Restrictive)) => Tag::Adverb,
        // "once allied with": no clause follows.
        Tag::Subordinator if word.key == const { text::key("once") } && !once_clause(words, tokens, index) => {
            Tag::Adverb
        }
        // "won't likely attack"
        Tag::Adjective
            if left_tag().is_some_and(|t| matches!(t, Tag::Modal | Tag::Negation))
                && right().is_some_and(|i| tokens[i].info.forms() & form::BASE != 0 && tokens[i].tag == Tag::Noun) =>
        {
            Tag::Adverb
        }
        Tag::Subordinator if word.key == const { text::key("so") } && right_tag() == Some(Tag::Adjective) => {
            Tag::Adverb
        }
        Tag::Modal if word.case == Case::Title && left().is_some() && token.info.is(Class::Time) => Tag::Time,
        Tag::Modal if is_may_the_month(word, left_tag(), right_tag()) => Tag::Time,
        // "May said": no modal stands before a past form.
        Tag::Modal
            if word.case == Case::Title
                && right() == Some(index + 1)
                && matches!(tokens[index + 1].info.forms(), forms if forms & (form::PAST | form::S) != 0 && forms & form::BASE == 0) =>
        {
            Tag::Noun
        }
        // "the late Kofi Annan", "the then president"
        Tag::Adverb
            if const { text::keys(["late", "then", "now"]) }.contains(&word.key)
                && index > 0
                && tokens[index - 1].tag == Tag::Determiner =>
        {
            Tag::Adjective
        }
        Tag::Adverb if token.info.forms() != 0 => open(text, words, tokens, index, headline, finite, Tag::Adverb),
        Tag::Adjective if token.info.forms() != 0 => open(text, words, tokens, index, headline, finite, Tag::Adjective),
        Tag::Time if token.info.forms() != 0 && word.case == Case::Lower => {
            open(text, words, tokens, index, headline, finite, Tag::Time)
        }
        Tag::Noun => open(text, words, tokens, index, headline, finite, Tag::Noun),
        other => other,
    }
}

/// "no", "so", "once" before "longer", "far", "again".
fn opens_adverb(token: &Token) -> bool {
    token.info.is(Class::AdverbFirst)
}

fn closes_adverb(token: &Token) -> bool {
    token.info.is(Class::AdverbSecond)
}

/// Whether a clause with a subject of its own stands behind "once".
fn once_clause(words: &[Word], tokens: &[Token], index: usize) -> bool {
    let behind = tokens[index + 1..].iter().take(8).take_while(|t| !matches!(t.tag, Tag::Comma | Tag::Semicolon));
    let past = |t: &Token| t.tag == Tag::Noun && t.info.forms() & (form::PAST | form::PARTICIPLE) != 0;
    if after(tokens, index)
        .is_none_or(|i| past(&tokens[i]) || !(starts_phrase(tokens[i].tag) || tokens[i].tag == Tag::Noun))
    {
        return false;
    }
    // "once Syria holds elections"
    let verb = |pair: &[Token]| {
        pair[0].tag.is_nominal() && pair[1].tag == Tag::Noun && pair[1].info.forms() & (form::S | form::PAST) != 0
    };
    clause_follows(words, tokens, index) || tokens[index + 1..index + 1 + behind.count()].windows(2).any(verb)
}

/// Whether the word, or it and the next, only say how exact a number is: "at least 30", "about 200".
fn is_estimate(words: &[Word], tokens: &[Token], index: usize) -> bool {
    const AT: u64 = text::key("at");
    const BOUNDS: [u64; 2] = [text::key("least"), text::key("most")];
    const ABOUT: [u64; 2] = [text::key("about"), text::key("around")];
    let number = |at: usize| tokens.get(at).is_some_and(|token| token.tag == Tag::Number);
    let key = words[index].key;
    let bound = key == AT && words.get(index + 1).is_some_and(|next| BOUNDS.contains(&next.key));
    bound && number(index + 2) || ABOUT.contains(&key) && number(index + 1)
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
        (_, Some(Tag::Noun))
            if tokens.get(index + 1).is_some_and(|t| t.info.forms() == 0)
                && !left.is_some_and(Tag::is_verb)
                && left != Some(Tag::Noun) =>
        {
            Tag::Determiner
        }
        (_, Some(Tag::Be | Tag::Have | Tag::Do | Tag::Modal)) if left.is_none() => Tag::Pronoun,
        (Some(Tag::Noun | Tag::Name | Tag::Demonym), Some(next))
            if !starts_phrase(next) && !tokens[index - 1].info.is(Class::ClauseNoun) =>
        {
            Tag::Relative
        }
        // "the sanctions on Russia that Washington imposed"
        (Some(Tag::Name), Some(Tag::Name)) if is_qualified(tokens, index) => Tag::Relative,
        // "the drones that Iran supplied": no verb before it takes a clause.
        (Some(Tag::Noun), Some(_)) if !tokens[index - 1].info.is(Class::ClauseNoun) && !is_content(tokens, index) => {
            Tag::Relative
        }
        _ => Tag::Subordinator,
    }
}

/// Whether nothing stands before "that" at `index` but a noun that takes no clause, and a name behind a preposition.
fn is_qualified(tokens: &[Token], index: usize) -> bool {
    let name = tokens[..index].iter().rev().take_while(|t| t.tag == Tag::Name).count();
    let Some(preposition) = (index - name).checked_sub(1).filter(|&at| tokens[at].tag == Tag::Preposition) else {
        return false;
    };
    let [first @ .., noun] = &tokens[..preposition] else { return false };
    noun.tag == Tag::Noun
        && !noun.info.is(Class::ClauseNoun)
        && first.iter().all(|t| matches!(t.tag, Tag::Determiner | Tag::Adjective | Tag::Noun | Tag::Demonym))
}

/// Whether the nearest verb before "that" at `index` can have a clause as its object.
fn is_content(tokens: &[Token], index: usize) -> bool {
    let before = tokens[..index].iter().rev().take(12).take_while(|t| !t.tag.ends_clause());
    let verb = before.into_iter().find(|t| t.tag.is_verb() || matches!(t.tag, Tag::Be));
    verb.is_some_and(|t| {
        t.tag == Tag::Be
            || t.info.is_speech()
            || [Class::ClauseVerb, Class::DemandVerb].iter().any(|&class| t.info.is_form_of(class))
    })
}

fn preposition(words: &[Word], tokens: &[Token], index: usize, right: Option<usize>, headline: bool) -> Tag {
    let token = tokens[index];
    let key = words[index].key;
    if key == const { text::key("to") } {
        // "to close the skies": an adverb by itself, but no object stands behind one.
        let verb = tokens.get(index + 1).is_some_and(|t| t.tag == Tag::Adverb && t.info.forms() & form::BASE != 0)
            && tokens.get(index + 2).is_some_and(|t| starts_phrase(t.tag));
        return if verb || infinitive_at(words, tokens, right, headline) { Tag::To } else { Tag::Preposition };
    }
    // "after Russia invaded": a clause follows, not a noun phrase alone; told by the words up to the next mark.
    if token.info.is(Class::Subordinator) && clause_follows(words, tokens, index) {
        return Tag::Subordinator;
    }
    Tag::Preposition
}

/// Whether the word at `index` is "to" before a verb; what follows it is not decided yet.
pub(super) fn is_infinitive(words: &[Word], tokens: &[Token], index: usize) -> bool {
    words[index].key == const { text::key("to") } && infinitive_at(words, tokens, after(tokens, index), false)
}

/// Whether the word at `right`, behind "to", is a verb.
fn infinitive_at(words: &[Word], tokens: &[Token], right: Option<usize>, headline: bool) -> bool {
    right.is_some_and(|i| {
        let next = tokens[i];
        match next.tag {
            Tag::Be | Tag::Have | Tag::Do => true,
            Tag::Noun | Tag::Adjective | Tag::Adverb | Tag::Time => {
                next.info.forms() & form::BASE != 0
                    && (words[i].case != Case::Title || headline)
                    && (next.info.other < 8
                        || tokens.get(i + 1).is_some_and(|t| {
                            // "took Germany to court over a levy": nothing is courted.
                            starts_phrase(t.tag)
                                || t.info.is(Class::Particle) && words[i + 1].key != const { text::key("over") }
                        }))
            }
            _ => false,
        }
    })
}

/// Whether a finite verb with a subject before it stands between `index` and the next mark.
fn clause_follows(words: &[Word], tokens: &[Token], index: usize) -> bool {
    let mut subject = false;
    for (offset, token) in tokens[index + 1..].iter().take(14).enumerate() {
        let at = index + 1 + offset;
        match token.tag {
            Tag::Comma
            | Tag::Semicolon
            | Tag::Colon
            | Tag::Dash
            | Tag::Relative
            | Tag::Subordinator
            | Tag::Conjunction
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
