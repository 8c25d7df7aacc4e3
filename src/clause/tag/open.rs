//! Words of the open classes that may be verbs: "attack", "attacked", "attacking".

use super::context::{Finiteness, after, before, is_infinitive, starts_phrase};
use super::{Tag, Token};
use crate::grammar::{Class, Grammar, form, singular};
use crate::text::{self, Case, Word, WordKind};

/// A word of an open class that could be a verb.
pub(super) fn open(
    text: &str,
    words: &[Word],
    tokens: &[Token],
    index: usize,
    headline: bool,
    finite: &Finiteness,
    otherwise: Tag,
) -> Tag {
    let token = tokens[index];
    let word = &words[index];
    let forms = token.info.forms();
    if forms == 0 {
        let past = otherwise == Tag::Noun
            && word.case == Case::Lower
            && word.span.len() > 5
            && word.span.slice(text).ends_with("ed")
            && before(tokens, index).is_none_or(|i| tokens[i].tag != Tag::Determiner);
        return if past { Tag::VerbEd } else { otherwise };
    }
    let left = before(tokens, index);
    let left_tag = left.map(|i| tokens[i].tag);
    let next_tag = tokens.get(index + 1).map(|t| t.tag);
    // A capital inside a plain sentence is part of a name.
    if word.case != Case::Lower && !headline && index > 0 && !matches!(tokens[index - 1].tag, Tag::Quote) {
        return Tag::Noun;
    }
    // "air-strike", "US-led": the parts of a compound are no verbs of the clause.
    let hyphen_left = index > 0 && tokens[index - 1].tag == Tag::Hyphen && word.joined;
    let hyphen_right = next_tag == Some(Tag::Hyphen) && words[index + 1].joined;
    if hyphen_left || hyphen_right {
        return if forms & (form::PAST | form::PARTICIPLE | form::ING) != 0 && hyphen_left {
            Tag::Adjective
        } else {
            Tag::Noun
        };
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
        // "Fighting between A and B", "Shelling of"
        let noun = left_tag.is_none()
            && words.get(index + 1).is_some_and(|next| {
                ["between", "among", "of", "by"].iter().any(|preposition| text::key(preposition) == next.key)
            });
        if noun {
            return Tag::Noun;
        }
        let right_tag = after(tokens, index).map(|i| tokens[i].tag);
        return ing(tokens, index, left_tag, right_tag, otherwise);
    }
    if forms & (form::PAST | form::PARTICIPLE) != 0 {
        let both = forms & form::PAST != 0 && forms & form::PARTICIPLE != 0;
        let noun_follows = matches!(next_tag, Some(Tag::Noun | Tag::Adjective | Tag::Demonym))
            && tokens.get(index + 1).is_some_and(|t| t.info.forms() & (form::PAST | form::PARTICIPLE) == 0);
        let modifies = match left_tag {
            // "bombs like those used in the war"
            Some(Tag::Determiner) if left.is_some_and(|i| words[i].key == const { text::key("those") }) => noun_follows,
            Some(Tag::Determiner | Tag::PossessivePronoun | Tag::Possessive) => true,
            Some(Tag::Number) => noun_follows && left.is_some_and(|i| !after_month(tokens, i)),
            // "new targeted sanctions"
            Some(Tag::Adjective) => noun_follows,
            Some(Tag::Preposition | Tag::Demonym | Tag::Conjunction) => {
                noun_follows && token.info.is(Class::ParticipleAdjective)
            }
            Some(Tag::VerbPast | Tag::VerbEd | Tag::VerbPresent | Tag::VerbIng | Tag::Comma) | None => {
                noun_follows && token.info.is(Class::ParticipleAdjective)
            }
            _ => false,
        };
        let preposed = left_tag == Some(Tag::Preposition) && noun_follows;
        if modifies || preposed {
            return if forms & form::BASE != 0 && token.info.other > 0 && !noun_follows {
                Tag::Noun
            } else {
                Tag::Adjective
            };
        }
        // "cut", "hit", "set": present, past and participle alike.
        if forms & form::BASE != 0 {
            let noun = matches!(
                left_tag,
                Some(Tag::Determiner | Tag::Adjective | Tag::Demonym | Tag::Possessive | Tag::Preposition)
            ) && token.info.other > 0;
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
    let first = tokens[..index]
        .iter()
        .rev()
        .take(6)
        .find(|t| !matches!(t.tag, Tag::Adjective | Tag::Adverb | Tag::Comma | Tag::Hyphen));
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
        // "a White House meeting with", "a travel warning for", "a 50-minute meeting with"
        Some(Tag::Noun | Tag::Name | Tag::Demonym | Tag::Time)
            if tokens[index].info.is(Class::IngNoun) && !right.is_some_and(starts_phrase) =>
        {
            Tag::Noun
        }
        // "a memorandum of understanding", "$5 million in funding"
        Some(Tag::Preposition)
            if tokens[index].info.is(Class::IngNoun)
                && index > 1
                && matches!(tokens[index - 2].tag, Tag::Noun | Tag::Number)
                && matches!(next, Some(Tag::Preposition | Tag::Comma | Tag::Other | Tag::Conjunction) | None) =>
        {
            Tag::Noun
        }
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
fn present(
    text: &str,
    words: &[Word],
    tokens: &[Token],
    index: usize,
    headline: bool,
    finite: &Finiteness,
    otherwise: Tag,
) -> Tag {
    let token = tokens[index];
    let forms = token.info.forms();
    let other = token.info.other;
    let left = before(tokens, index);
    let next = tokens.get(index + 1).map(|t| t.tag);
    let right = after(tokens, index).map(|i| match tokens[i].tag {
        // "force said": a past form is no adjective of an object here.
        Tag::Adjective if tokens[i].info.forms() & form::PAST != 0 => Tag::Noun,
        // What follows is not decided yet: "continue to question".
        Tag::Preposition if is_infinitive(words, tokens, i) => Tag::To,
        tag => tag,
    });
    let object_follows = right.is_some_and(|t| starts_phrase(t) || t == Tag::To || t == Tag::Subordinator && other < 5);
    let Some(left) = left else {
        // "Talks between …"; an imperative is rare in news.
        return if object_follows && other < 2 && forms & form::S != 0 { Tag::VerbPresent } else { otherwise };
    };
    let plural = |i: usize| {
        let folded = text::fold(words[i].span.slice(text));
        singular(&folded) != folded || folded == "people" || folded == "police"
    };
    let agrees = |i: usize| {
        if forms & form::S != 0 && forms & form::BASE == 0 {
            // "The United States backs", "the Philippines arrests"
            !plural(i) || tokens[i].tag == Tag::Name
        } else {
            plural(i) || coordinated(tokens, i) || object_follows && other < 3 && ruler(tokens, i).is_some_and(plural)
        }
    };
    match tokens[left].tag {
        Tag::Pronoun | Tag::Relative if tokens[left].tag == Tag::Relative || left + 1 == index || forms != 0 => {
            if other >= 9 && !object_follows { otherwise } else { Tag::VerbPresent }
        }
        Tag::Determiner
        | Tag::PossessivePronoun
        | Tag::Possessive
        | Tag::Number
        | Tag::Adjective
        | Tag::Preposition => otherwise,
        Tag::Demonym => {
            if agrees(left) && plural(left) && object_follows && !finite.elsewhere(index) {
                Tag::VerbPresent
            } else {
                otherwise
            }
        }
        Tag::Noun | Tag::Name | Tag::Time | Tag::Close | Tag::Quote => {
            // "that US ease sanctions": what is demanded stands in the base form.
            let that = tokens[..left].iter().rev().take(3).position(|t| t.tag == Tag::Subordinator);
            let asked = that.is_some_and(|offset| {
                tokens[..left - offset].iter().rev().take(3).any(|t| t.info.is_form_of(Class::DemandVerb))
            });
            let demanded = forms & form::BASE != 0
                && that.is_some()
                && (object_follows || other < 3 || asked && matches!(next, Some(Tag::Noun | Tag::Preposition)))
                && !finite.elsewhere(index);
            if demanded {
                return Tag::VerbPresent;
            }
            // "the bases that Syria hosts are": no noun stands there.
            let given = singular_form(forms)
                && tokens[left].tag == Tag::Name
                && left > 0
                && tokens[left - 1].tag == Tag::Relative
                && !matches!(next, Some(Tag::Noun | Tag::Adjective | Tag::Hyphen | Tag::Preposition));
            if given {
                return Tag::VerbPresent;
            }
            // "no longer supplies arms"
            let denied = tokens[left + 1..index].iter().any(|t| t.tag == Tag::Negation);
            if denied && forms & form::S != 0 && agrees(left) && !finite.elsewhere(index) {
                return Tag::VerbPresent;
            }
            // "Iran talks failed"; but in "Japan seeks talks" both can't be: talks do not "talks".
            let singular = singular_form(forms);
            // Nor "ties" in "Chad and Mali upgrade ties": no plural subject of it is there.
            let list = tokens[left].tag == Tag::Name && coordinated(tokens, left);
            let verbs = if singular || list { form::PAST } else { form::PAST | form::S };
            if matches!(next, Some(Tag::Noun | Tag::Adjective))
                && tokens[index + 1].info.forms() & verbs != 0
                && !object_follows
            {
                return otherwise;
            }
            let bare_after_helper = forms & form::BASE != 0 && helped(words, tokens, left);
            // "help Nepal repair dams", "help Nepal care for victims"
            let named = tokens[left].tag == Tag::Name && matches!(next, Some(Tag::Noun | Tag::Preposition));
            if bare_after_helper && (object_follows || named) {
                return Tag::VerbPresent;
            }
            // "experts doubt Russia will attack": the verb that follows is that of what is doubted.
            let that = words.get(index + 1).is_some_and(|next| next.key == const { text::key("that") });
            if other < 7
                && (object_follows || that)
                && left + 1 == index
                && agrees(left)
                && takes_clause(&token)
                && !tokens[..left].iter().rev().take(8).take_while(|t| !t.tag.ends_clause()).any(is_finite)
                && tokens[index + 1..].iter().take(8).take_while(|t| t.tag != Tag::Comma).any(is_finite)
            {
                return Tag::VerbPresent;
            }
            // A word that is hardly ever a noun stays a verb whatever follows: "the military says it has …".
            if other < 2
                && (other == 0 || !finite.elsewhere(index))
                && agrees(left)
                && !matches!(next, Some(Tag::Hyphen))
                && (object_follows || Grammar::get().info(words[index].key).is_speech())
            {
                return Tag::VerbPresent;
            }
            // "the republics of the CIS refuse to": nothing but a verb takes "to" and a verb.
            if other < 4
                && right == Some(Tag::To)
                && left + 1 == index
                && matches!(tokens[left].tag, Tag::Name)
                && !finite.elsewhere(index)
            {
                return Tag::VerbPresent;
            }
            // "including travel bans": a bare noun behind a preposition is half of a compound.
            // So is "air" in "its air strikes on".
            let half = tokens[left].info.is(Class::Attributive) && left + 1 == index && !object_follows;
            let compound = half
                || tokens[left].tag == Tag::Noun
                    && words[left].case == Case::Lower
                    && left > 0
                    && (tokens[left - 1].tag == Tag::Preposition || is_object_of(tokens, left))
                    && !plural(left);
            if compound || finite.elsewhere(index) || !agrees(left) {
                return otherwise;
            }
            // "China backs moves to": the first half of a compound is no plural.
            let objects = (singular || coordinated(tokens, left))
                && next == Some(Tag::Noun)
                && tokens[left].tag == Tag::Name
                && words[index + 1].case == Case::Lower
                && plural(index + 1);
            let verbal = object_follows
                || objects
                || next == Some(Tag::Noun) && other < 7
                || other < 4
                || matches!(right, Some(Tag::Preposition)) && (other < 7 || headline)
                || right.is_none() && other < 5;
            if verbal { Tag::VerbPresent } else { otherwise }
        }
        Tag::Comma => {
            if object_follows && other < 5 && !finite.elsewhere(index) {
                Tag::VerbPresent
            } else {
                otherwise
            }
        }
        Tag::Conjunction => {
            let parallel =
                tokens[..left].iter().rev().take(12).find(|t| t.tag.is_verb() || matches!(t.tag, Tag::Semicolon));
            // "is a member of ASEAN and borders Malaysia"
            let is = parallel.is_none()
                && forms & form::S != 0
                && right.is_some_and(|t| matches!(t, Tag::Name | Tag::Determiner))
                && other < 7
                && tokens[..left].iter().rev().take(12).any(|t| matches!(t.tag, Tag::Be | Tag::Have));
            let verbal = is || parallel.is_some_and(|t| t.tag == Tag::VerbPresent) && (object_follows || other < 4);
            if verbal { Tag::VerbPresent } else { otherwise }
        }
        Tag::VerbPresent | Tag::VerbPast | Tag::VerbEd => {
            // "the curbs on Chad that Mali imposed remain in place"
            let goes_on = other == 0
                && forms & form::BASE != 0
                && left + 1 == index
                && tokens[..left].iter().rev().take(6).any(|t| t.tag == Tag::Relative);
            if goes_on || helped_by(words, tokens, left) && object_follows { Tag::VerbPresent } else { otherwise }
        }
        _ => otherwise,
    }
}

/// Whether it can be a verb of one subject alone: "hosts".
fn singular_form(forms: u8) -> bool {
    forms & form::S != 0 && forms & form::BASE == 0
}

fn takes_clause(token: &Token) -> bool {
    token.info.is_speech() || token.info.is_form_of(Class::ClauseVerb)
}

/// A verb that has a subject for sure, among words that may not be decided yet.
fn is_finite(token: &Token) -> bool {
    matches!(token.tag, Tag::Modal | Tag::Be | Tag::Have | Tag::Do | Tag::VerbPast | Tag::VerbEd | Tag::VerbPresent)
        || token.tag == Tag::Noun && token.info.forms() & form::PAST != 0
}

/// "to impose visa sanctions on": the noun stands right behind a verb that takes no clause.
fn is_object_of(tokens: &[Token], noun: usize) -> bool {
    let verb = &tokens[noun - 1];
    verb.tag.is_verb() && !takes_clause(verb)
}

/// "Mali and Burkina Faso back": the noun before is the last of several.
fn coordinated(tokens: &[Token], index: usize) -> bool {
    let left = || tokens[..index].iter().rev().take_while(|t| !t.tag.is_verb());
    left().take(5).any(|t| t.tag == Tag::Conjunction) || left().take(3).any(|t| t.tag == Tag::Comma)
}

/// "the members of the council urge": the noun that the phrase at `index` hangs on.
fn ruler(tokens: &[Token], index: usize) -> Option<usize> {
    let phrase = |tag| matches!(tag, Tag::Determiner | Tag::Adjective | Tag::Demonym | Tag::Name | Tag::Noun);
    let of = (0..index).rev().take(5).find(|&i| !phrase(tokens[i].tag))?;
    let noun = of.checked_sub(1)?;
    (tokens[of].tag == Tag::Preposition && tokens[noun].tag.is_nominal()).then_some(noun)
}

/// "helped Israel shoot down", "let troops enter": a verb that takes a bare infinitive stands before the noun.
fn helped(words: &[Word], tokens: &[Token], noun: usize) -> bool {
    (0..=noun).rev().take(5).any(|i| helped_by(words, tokens, i))
}

fn helped_by(words: &[Word], tokens: &[Token], index: usize) -> bool {
    tokens[index].tag != Tag::Have
        && tokens[index].info.is_form_of(Class::HelpingVerb)
        && words[index].kind == WordKind::Word
}
