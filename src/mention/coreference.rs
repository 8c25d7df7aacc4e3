//! Pronouns and descriptions: by gender, kind and recency, or left alone when unclear.

mod several;

use std::ops::Range;

use once_cell::sync::Lazy;

use several::{Several, several};

use super::{AnchorClass, Cast, Found, Origin};
use crate::gazetteer::{Gazetteer, Gender, Kind, MentionForm};
use crate::grammar::{Class, Grammar, KeyMap, form};
use crate::text::{self, Case, Passage, Span, Word, WordKind};

/// How many sentences back a pronoun reaches.
const REACH: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Person(Gender),
    /// A country or an organization.
    Body,
    Country,
    Group,
    Someone,
}

/// What a word that refers asks for.
#[derive(Debug, Clone, Copy)]
enum Trigger {
    Pronoun(Wanted, AnchorClass),
    It,
    The,
    Several,
}

static TRIGGERS: Lazy<KeyMap<Trigger>> = Lazy::new(|| {
    use AnchorClass::{PossessivePronoun, Pronoun};
    let (male, female) = (Wanted::Person(Gender::Male), Wanted::Person(Gender::Female));
    let words = [
        ("he", Trigger::Pronoun(male, Pronoun)),
        ("him", Trigger::Pronoun(male, Pronoun)),
        ("himself", Trigger::Pronoun(male, Pronoun)),
        ("his", Trigger::Pronoun(male, PossessivePronoun)),
        ("she", Trigger::Pronoun(female, Pronoun)),
        ("herself", Trigger::Pronoun(female, Pronoun)),
        ("her", Trigger::Pronoun(female, PossessivePronoun)),
        ("itself", Trigger::Pronoun(Wanted::Body, Pronoun)),
        ("its", Trigger::Pronoun(Wanted::Body, PossessivePronoun)),
        ("it", Trigger::It),
        ("the", Trigger::The),
        ("both", Trigger::Several),
        ("they", Trigger::Several),
        ("them", Trigger::Several),
        ("their", Trigger::Several),
        ("each", Trigger::Several),
        ("one", Trigger::Several),
    ];
    words.into_iter().map(|(word, trigger)| (text::key(word), trigger)).collect()
});

/// The nouns that point back behind "the".
static NOUNS: Lazy<KeyMap<Wanted>> = Lazy::new(|| {
    const COUNTRY: [&str; 4] = ["country", "nation", "republic", "kingdom"];
    const GROUP: [&str; 12] = [
        "bloc",
        "alliance",
        "group",
        "organization",
        "organisation",
        "body",
        "agency",
        "militia",
        "movement",
        "company",
        "party",
        "union",
    ];
    let country = COUNTRY.iter().map(|noun| (text::key(noun), Wanted::Country));
    country.chain(GROUP.iter().map(|noun| (text::key(noun), Wanted::Group))).collect()
});

/// Adds the mentions that are no names.
pub(super) fn resolve(passage: &Passage<'_>, gazetteer: Option<&Gazetteer>, cast: &mut Cast) {
    let count = passage.sentences().len();
    let names = std::mem::take(&mut cast.mentions);
    let mut past = Past { passage, cast, gazetteer, all: Vec::with_capacity(names.len()), datelines: vec![0; count] };
    let mut next = 0;
    for number in 0..count {
        let start = next;
        while names.get(next).is_some_and(|found| found.sentence == number) {
            next += 1;
        }
        let here = &names[start..next];
        let earlier = past.all.last().is_some_and(|found| number - found.sentence <= REACH);
        if here.is_empty() && !earlier {
            continue;
        }
        let words = passage.words(number);
        past.datelines[number] = dateline(words);
        let before = past.all.len();
        let mut ahead = here;
        // A mention of the caller's may reach over the end of the sentence before.
        let covered = past.all.last().map_or(0, |found| found.span.end);
        let mut at = words.iter().take_while(|word| word.span.start < covered).count();
        while at < words.len() {
            if let [found, rest @ ..] = ahead
                && found.words.start <= at
            {
                ahead = rest;
                at = found.words.end.max(at);
                past.all.push(found.clone());
                continue;
            }
            if let Some(several) = refer(words, at, number, before, &past, ahead) {
                let range = several.words;
                let span = Span::new(words[range.start].span.start, words[range.end - 1].span.end);
                past.all.extend(several.entities.into_iter().flatten().map(|entity| Found {
                    entity,
                    span,
                    words: range.clone(),
                    form: several.form,
                    class: several.class,
                    sentence: number,
                }));
                at = range.end;
                continue;
            }
            at += 1;
        }
        past.all.extend_from_slice(ahead);
    }
    let all = past.all;
    cast.mentions = all;
}

/// The words of a dateline, "KYIV, Ukraine (AP) —": where a text was written is not what it is about.
fn dateline(words: &[Word]) -> usize {
    let shouted = words.first().is_some_and(|word| word.case == Case::Upper && word.span.len() > 3);
    let end = words.iter().take(16).position(|word| matches!(word.kind, WordKind::Punct('—')));
    end.filter(|_| shouted).map_or(0, |at| at + 1)
}

/// All that was mentioned up to here.
struct Past<'a> {
    passage: &'a Passage<'a>,
    cast: &'a Cast,
    gazetteer: Option<&'a Gazetteer>,
    all: Vec<Found>,
    /// How many words of each sentence are its dateline.
    datelines: Vec<usize>,
}

/// What the word at `at` refers to. The mentions of its sentence start at `before`; `ahead` are the names from there on.
fn refer(
    words: &[Word],
    at: usize,
    sentence: usize,
    before: usize,
    past: &Past<'_>,
    ahead: &[Found],
) -> Option<Several> {
    let trigger = *TRIGGERS.get(&words[at].key)?;
    if words[at].kind != WordKind::Word {
        return None;
    }
    let one = |words, class, form, entity| Several { words, class, form, entities: [Some(entity), None, None, None] };
    let (wanted, class) = match trigger {
        Trigger::Pronoun(wanted, class) => (wanted, class),
        Trigger::It if is_expletive(words, at) => return None,
        Trigger::It => (Wanted::Body, AnchorClass::Pronoun),
        Trigger::Several => return several(words, at, sentence, before, past, ahead),
        Trigger::The => {
            if let Some(several) = several(words, at, sentence, before, past, ahead) {
                return Some(several);
            }
            let (range, wanted) = description(words, at, ahead)?;
            let entity = past.before(wanted, sentence, before)?;
            return Some(one(range, AnchorClass::Description, MentionForm::Description, entity));
        }
    };
    let object = class == AnchorClass::Pronoun && is_object(words, at);
    let here = if object { past.nearest(wanted, words, at, before) } else { past.first(wanted, before) };
    let entity = here.or_else(|| past.before(wanted, sentence, before))?;
    Some(one(at..at + 1, class, MentionForm::Pronoun, entity))
}

/// "Russia invaded it", "fired at him": whoever acts, it is somebody else.
fn is_object(words: &[Word], at: usize) -> bool {
    const SELF: [u64; 3] = text::keys(["himself", "herself", "itself"]);
    const SUBJECT: [u64; 2] = text::keys(["he", "she"]);
    let Some(before) = at.checked_sub(1).map(|at| &words[at]) else { return false };
    let info = Grammar::get().info(before.key);
    let governed = before.case == Case::Lower
        && (info.forms() != 0 || info.is(Class::Preposition))
        && !info.is(Class::Subordinator);
    // "said it would": a verb behind it makes it a subject.
    let acts = words.get(at + 1).is_some_and(|next| {
        let info = Grammar::get().info(next.key);
        let finite = info.forms() & (form::S | form::PAST) != 0;
        next.kind == WordKind::Clitic
            || finite
            || [Class::Be, Class::Have, Class::Do, Class::Modal].iter().any(|&class| info.is(class))
    });
    governed && !acts && !SELF.contains(&words[at].key) && !SUBJECT.contains(&words[at].key)
}

/// "It is likely that …", "it's rumored", "when it comes to": nothing is meant by "it".
fn is_expletive(words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at + 1) else { return false };
    if at > 0
        && words[at - 1].key == const { text::key("when") }
        && const { text::keys(["comes", "came"]) }.contains(&next.key)
    {
        return true;
    }
    let be = Grammar::get().info(next.key).is(Class::Be) || next.kind == WordKind::Clitic;
    let seems = const { text::keys(["seems", "appears", "remains", "looks", "takes"]) }.contains(&next.key);
    let that = words[at..]
        .iter()
        .take(8)
        .any(|word| word.key == const { text::key("that") } || word.key == const { text::key("to") });
    (be || seems) && that || next.kind == WordKind::Clitic
}

/// "the South American country", "the bloc": a noun that only points back, up to three words behind "the".
/// `ahead` are the names from there on, in order.
fn description(words: &[Word], at: usize, ahead: &[Found]) -> Option<(Range<usize>, Wanted)> {
    for (offset, word) in words[at + 1..].iter().take(4).enumerate() {
        let index = at + 1 + offset;
        let named =
            ahead.iter().take_while(|found| found.words.start <= index).any(|found| found.words.contains(&index));
        if named || matches!(word.kind, WordKind::Punct(mark) if mark != '-') {
            return None;
        }
        let Some(&wanted) = NOUNS.get(&word.key) else { continue };
        // "the country of Georgia", "the country's", "the party leader": only the bare noun points back.
        let next = words.get(index + 1);
        let goes_on = next.is_some_and(|next| {
            next.key == const { text::key("of") }
                || ahead
                    .iter()
                    .take_while(|found| found.words.start <= index + 1)
                    .any(|found| found.words.start == index + 1)
                || next.kind == WordKind::Punct('-')
        });
        return (!goes_on).then_some((at..index + 1, wanted));
    }
    None
}

/// How many mentions of a sentence are looked at.
const FEW: usize = 64;

impl Past<'_> {
    fn fits(&self, wanted: Wanted, found: &Found) -> bool {
        let known = &self.cast.entities[found.entity];
        let class = match (&known.origin, self.gazetteer) {
            (Origin::Gazetteer(at), Some(gazetteer)) => gazetteer.entity(*at).class(),
            _ => None,
        };
        let fits = match wanted {
            Wanted::Person(gender) => {
                known.kind == Kind::Person && known.gender.is_none_or(|own| own == gender)
                    || known.origin == Origin::Given
            }
            Wanted::Body => matches!(known.kind, Kind::Country | Kind::Organization) && class != Some("media"),
            Wanted::Country => known.kind == Kind::Country,
            Wanted::Someone => known.kind == Kind::Person || known.origin == Origin::Given,
            Wanted::Group => known.kind == Kind::Organization && class != Some("media"),
        };
        fits && found.words.start >= self.datelines[found.sentence]
    }

    /// Of two of a kind in one sentence, a subject or a possessive means the first, its subject.
    fn first(&self, wanted: Wanted, before: usize) -> Option<usize> {
        self.all[before..].iter().take(FEW).find(|found| self.fits(wanted, found)).map(|found| found.entity)
    }

    /// An object means the nearest but the subject of its own clause.
    fn nearest(&self, wanted: Wanted, words: &[Word], at: usize, before: usize) -> Option<usize> {
        let mut near = self.all[before..].iter().rev().take(FEW).peekable();
        let own = near.next_if(|found| {
            let between = &words[found.words.end.min(at)..at];
            let breaks = |word: &Word| {
                let info = Grammar::get().info(word.key);
                matches!(word.kind, WordKind::Punct(_))
                    || info.is(Class::Conjunction)
                    || info.is(Class::Subordinator)
                    || info.is(Class::Relative)
            };
            between.len() <= 6 && !between.iter().any(breaks)
        });
        near.find(|found| self.fits(wanted, found) && own.is_none_or(|own| own.entity != found.entity))
            .map(|found| found.entity)
    }

    /// Of the last sentences, the first of the nearest.
    fn before(&self, wanted: Wanted, sentence: usize, before: usize) -> Option<usize> {
        let mut number = sentence;
        let mut end = before;
        for _ in 0..REACH {
            let last = self.all[..end].last()?;
            number = last.sentence.min(number);
            if sentence - number > REACH {
                return None;
            }
            let start = self.all[..end].partition_point(|found| found.sentence < number);
            if let Some(found) = self.all[start..end].iter().take(FEW).find(|found| self.fits(wanted, found)) {
                return Some(found.entity);
            }
            end = start;
        }
        None
    }
}
