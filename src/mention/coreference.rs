//! Pronouns and descriptions: by gender, kind and recency, or left alone when unclear.

mod noun;
mod several;
mod triggers;

use super::{AnchorClass, Cast, Found, Origin};
use crate::gazetteer::office::Called;
use crate::gazetteer::{Entity, EntityIx, Gazetteer, Kind, MentionForm, Records};
use crate::grammar::{Class, Grammar, form};
use crate::text::{self, Case, Passage, Span, Word, WordKind};
use several::{Several, several};
use triggers::{Description, Trigger, Wanted};

/// How many sentences back a pronoun reaches.
const REACH: usize = 3;

/// How many mentions of a sentence are looked at.
const FEW: usize = 64;

/// Adds the mentions that are no names.
pub(super) fn resolve(passage: &Passage<'_>, gazetteer: Option<&Gazetteer>, cast: &mut Cast) {
    let count = passage.sentences().len();
    let names = std::mem::take(&mut cast.mentions);
    let mut past = Past {
        passage,
        cast,
        records: gazetteer.map(Gazetteer::records),
        all: Vec::with_capacity(names.len()),
        datelines: vec![0; count],
        halves: Vec::with_capacity(names.len()),
    };
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
            let stop = match ahead {
                [found, rest @ ..] if found.words.start <= at => {
                    ahead = rest;
                    at = found.words.end.max(at);
                    past.push(words, found.clone());
                    continue;
                }
                [found, ..] => found.words.start,
                [] => words.len(),
            };
            let Some(skipped) = triggers::next(&words[at..stop]) else {
                at = stop;
                continue;
            };
            at += skipped;
            let word = Place { words, at, sentence: number, before, ahead };
            if let Some(several) = refer(&word, &past) {
                let range = several.words;
                // "the French president": the name inside comes first.
                while let [found, rest @ ..] = ahead
                    && found.words.start < range.start
                {
                    ahead = rest;
                    past.push(words, found.clone());
                }
                while let [found, rest @ ..] = ahead
                    && found.words.start < range.end
                {
                    ahead = rest;
                }
                let span = Span::new(words[range.start].span.start, words[range.end - 1].span.end);
                for entity in several.entities.into_iter().flatten() {
                    let (words, form, class) = (range.clone(), several.form, several.class);
                    past.all.push(Found { entity, span, words, form, class, sentence: number });
                    past.halves.push(false);
                }
                at = range.end;
                continue;
            }
            at += 1;
        }
        for found in ahead {
            past.push(words, found.clone());
        }
    }
    let all = past.all;
    cast.mentions = all;
}

/// The words of a dateline, "KYIV, Ukraine (AP) —": where a text was written is not what it is about.
fn dateline(words: &[Word]) -> usize {
    let shouted = words.first().is_some_and(|word| word.case == Case::Upper && word.span.len() > 3);
    if !shouted {
        return 0;
    }
    let end = words.iter().take(16).position(|word| matches!(word.kind, WordKind::Punct('—')));
    end.map_or(0, |at| at + 1)
}

/// All that was mentioned up to here.
struct Past<'a> {
    passage: &'a Passage<'a>,
    cast: &'a Cast,
    records: Option<Records<'a>>,
    all: Vec<Found>,
    /// How many words of each sentence are its dateline.
    datelines: Vec<usize>,
    /// Which of the mentions are half a word: "the Bush-friendly president".
    halves: Vec<bool>,
}

/// A word that may refer to somebody, in its sentence.
struct Place<'w> {
    words: &'w [Word],
    at: usize,
    sentence: usize,
    /// Where the mentions of the sentence start.
    before: usize,
    /// The names from the word on.
    ahead: &'w [Found],
}

/// What the word refers to.
fn refer(place: &Place<'_>, past: &Past<'_>) -> Option<Several> {
    let &Place { words, at, ahead, .. } = place;
    let trigger = triggers::of(&words[at])?;
    let one = |words, class, form, entity| Several { words, class, form, entities: [Some(entity), None, None, None] };
    let described = |words, entity| one(words, AnchorClass::Description, MentionForm::Description, entity);
    let (wanted, class) = match trigger {
        Trigger::Pronoun(wanted, class) => (wanted, class),
        Trigger::It if triggers::is_expletive(words, at) => return None,
        Trigger::It => (Wanted::Body, AnchorClass::Pronoun),
        Trigger::Several => return several(place, past),
        Trigger::The => {
            if let Some(several) = several(place, past) {
                return Some(several);
            }
            // "the Gulf state": where it lies, and no name of it.
            let region = |found: &Found| past.cast.entities[found.entity].kind == Kind::Place;
            return match triggers::description(words, at, ahead, region)? {
                Description::Body(range, wanted) => {
                    let entity = past.near(wanted, place).or_else(|| past.earlier(wanted, place, None))?;
                    Some(described(range, entity))
                }
                Description::Holder(range, called, of) => Some(described(range, past.holder(called, of)?)),
            };
        }
    };
    let owned = class == AnchorClass::PossessivePronoun;
    if owned && let Some(range) = triggers::homeland(words, at) {
        let person = past.first(wanted, place).or_else(|| past.earlier(wanted, place, None))?;
        return Some(described(range, past.country_of(person)?));
    }
    let mut subject = None;
    let here = if past.returns(place) || owned && past.owns(place) {
        past.last(wanted, place)
    } else if !owned && is_object(words, at) {
        subject = past.subject(place).map(|found| found.entity);
        past.nearest(wanted, place)
    } else {
        past.first(wanted, place)
    };
    let entity = here.or_else(|| past.earlier(wanted, place, subject))?;
    Some(one(at..at + 1, class, MentionForm::Pronoun, entity))
}

/// "Russia invaded it", "fired at him": whoever acts, it is somebody else.
fn is_object(words: &[Word], at: usize) -> bool {
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
        next.kind == WordKind::Clitic || finite || info.is_any(&[Class::Be, Class::Have, Class::Do, Class::Modal])
    });
    governed && !acts && !SUBJECT.contains(&words[at].key)
}

impl Past<'_> {
    fn push(&mut self, words: &[Word], found: Found) {
        let end = found.words.end;
        let half = words.get(end).is_some_and(|word| word.kind == WordKind::Punct('-') && word.joined)
            && words.get(end + 1).is_some_and(|word| word.joined && word.case == Case::Lower);
        self.all.push(found);
        self.halves.push(half);
    }

    fn known(&self, entity: usize) -> Option<(EntityIx, Entity<'_>)> {
        match (&self.cast.entities[entity].origin, self.records) {
            (Origin::Gazetteer(at), Some(records)) => Some((*at, records.entity(*at))),
            _ => None,
        }
    }

    fn fits(&self, wanted: Wanted, found: &Found) -> bool {
        let known = &self.cast.entities[found.entity];
        let class = self.known(found.entity).and_then(|(_, entity)| entity.class());
        let fits = match wanted {
            Wanted::Person(gender) => {
                known.kind == Kind::Person && known.gender.is_none_or(|own| own == gender)
                    || known.origin == Origin::Given
            }
            Wanted::Someone => known.kind == Kind::Person || known.origin == Origin::Given,
            Wanted::Group => known.kind == Kind::Organization && class != Some("media"),
            Wanted::Body => matches!(known.kind, Kind::Country | Kind::Organization) && class != Some("media"),
            Wanted::Country => known.kind == Kind::Country,
            Wanted::Class(classes) => {
                known.kind == Kind::Organization && class.is_none_or(|class| classes.split('|').any(|one| one == class))
            }
        };
        fits && found.words.start >= self.datelines[found.sentence]
    }

    /// Of two of a kind in one sentence, a subject or a possessive means the first, its subject.
    fn first(&self, wanted: Wanted, place: &Place<'_>) -> Option<usize> {
        let mut here = self.all[place.before..].iter().zip(&self.halves[place.before..]).take(FEW);
        let (first, _) = here.find(|(found, half)| !**half && self.fits(wanted, found))?;
        // "Ukraine's SBU": whoever is somebody's.
        let end = first.words.end;
        let owns = place.words.get(end).is_some_and(|word| word.kind == WordKind::Clitic);
        let owned = here.next().filter(|(next, _)| owns && next.words.start == end + 1 && self.fits(wanted, next));
        Some(owned.map_or(first.entity, |(next, _)| next.entity))
    }

    /// "arrived in Brazil to sign deals with the country": the last name of the sentence that is not its subject.
    fn near(&self, wanted: Wanted, place: &Place<'_>) -> Option<usize> {
        const FAR: usize = 6;
        let mut near = self.all[place.before..].iter().rev().take(FEW);
        let named = |found: &&Found| found.class == AnchorClass::Name && found.words.start > 0 && place.at > FAR;
        near.find(|found| self.fits(wanted, found)).filter(named).map(|found| found.entity)
    }

    /// The last of the sentence so far.
    fn last(&self, wanted: Wanted, place: &Place<'_>) -> Option<usize> {
        self.all[place.before..].iter().rev().take(FEW).find(|found| self.fits(wanted, found)).map(|found| found.entity)
    }

    /// "the state, unable to defend itself": a reflexive means whoever was named right before it.
    fn returns(&self, place: &Place<'_>) -> bool {
        let &Place { words, at, before, .. } = place;
        let near = |found: &Found| {
            let between = &words[found.words.end.min(at)..at];
            !between.iter().any(|word| matches!(word.kind, WordKind::Punct(_)))
                || between.iter().any(|word| Grammar::get().info(word.key).is(Class::Relative))
        };
        triggers::is_reflexive(&words[at]) && self.all[before..].last().is_some_and(near)
    }

    /// Whether the owner is who was named right before: "punish Russia for its war", "Gauck's past and his struggle".
    fn owns(&self, place: &Place<'_>) -> bool {
        let &Place { words, at, before, .. } = place;
        let Some(found) = self.all[before..].last() else { return false };
        let end = found.words.end;
        let mut between = &words[end.min(at)..at];
        if found.words.start == 0 || between.is_empty() {
            return false;
        }
        // "called on Sudan's army to end its siege"
        if let [clitic, _, rest @ ..] = between
            && clitic.kind == WordKind::Clitic
            && rest.first().is_some_and(|word| word.key == const { text::key("to") })
        {
            between = rest;
        }
        match between {
            [clitic, .., word] if clitic.kind == WordKind::Clitic => {
                between.len() <= 5
                    && Grammar::get().info(word.key).is(Class::Conjunction)
                    && !between.iter().any(|word| matches!(word.kind, WordKind::Punct(_)))
            }
            [word] => triggers::is_about(word.key) || triggers::is_in(word.key) && triggers::is_fight(words, at),
            // "severed ties with Israel and condemned its war"
            [join, verb] if triggers::is_attitude(verb) => {
                join.kind == WordKind::Punct(',') || Grammar::get().info(join.key).is(Class::Conjunction)
            }
            [to, verb] if to.key == const { text::key("to") } && triggers::is_help(verb) => true,
            // "ordered Israel to halt its offensive"
            [to, .., _] => {
                to.key == const { text::key("to") }
                    && between.len() <= 4
                    && !between.iter().any(|word| matches!(word.kind, WordKind::Punct(_)))
                    && triggers::is_asked(&words[..found.words.start])
            }
            _ => false,
        }
    }

    /// The country of the person, where the text names it.
    fn country_of(&self, person: usize) -> Option<usize> {
        let countries = self.known(person)?.1.countries();
        let of =
            |&entity: &usize| self.known(entity).is_some_and(|(at, _)| countries.clone().any(|country| country == at));
        let mut named = self.all.iter().rev().take(2 * FEW).map(|found| found.entity);
        named.find(of).or_else(|| (0..self.cast.entities.len()).take(2 * FEW).find(of))
    }

    /// Who holds the office among those named before, the last first.
    fn holder(&self, called: &Called, of: Option<usize>) -> Option<usize> {
        let of = of.map(|entity| self.known(entity).map(|(at, _)| at));
        if of == Some(None) {
            return None;
        }
        let mut named = self.all.iter().rev().take(2 * FEW);
        let holds = |entity: Entity<'_>| {
            entity.roles().any(|role| of.flatten().is_none_or(|of| role.body() == of) && called.fits(role.office()))
        };
        named
            .find(|found| {
                self.known(found.entity).is_some_and(|(_, entity)| entity.kind() == Kind::Person && holds(entity))
            })
            .map(|found| found.entity)
    }

    /// The subject of the clause that the word is an object in.
    fn subject(&self, place: &Place<'_>) -> Option<&Found> {
        let &Place { words, at, before, .. } = place;
        self.all[before..].last().filter(|found| {
            let between = &words[found.words.end.min(at)..at];
            let breaks = |word: &Word| {
                let info = Grammar::get().info(word.key);
                matches!(word.kind, WordKind::Punct(_))
                    || info.is(Class::Conjunction)
                    || info.is(Class::Subordinator)
                    || info.is(Class::Relative)
            };
            between.len() <= 6 && !between.iter().any(breaks)
        })
    }

    /// An object means the nearest but the subject of its own clause.
    fn nearest(&self, wanted: Wanted, place: &Place<'_>) -> Option<usize> {
        let own = self.subject(place);
        let mut near = self.all[place.before..].iter().rev().take(FEW).skip(usize::from(own.is_some()));
        near.find(|found| self.fits(wanted, found) && own.is_none_or(|own| own.entity != found.entity))
            .map(|found| found.entity)
    }

    /// Of the last sentences, the first of the nearest, `but` aside.
    fn earlier(&self, wanted: Wanted, place: &Place<'_>, but: Option<usize>) -> Option<usize> {
        let &Place { sentence, before, .. } = place;
        let mut number = sentence;
        let mut end = before;
        for _ in 0..REACH {
            let last = self.all[..end].last()?;
            number = last.sentence.min(number);
            if sentence - number > REACH {
                return None;
            }
            let start = self.all[..end].partition_point(|found| found.sentence < number);
            let mut here = self.all[start..end].iter().zip(&self.halves[start..end]).take(FEW);
            let fits = |found: &Found| self.fits(wanted, found) && Some(found.entity) != but;
            if let Some((found, _)) = here.find(|(found, half)| !**half && fits(found)) {
                return Some(found.entity);
            }
            end = start;
        }
        None
    }
}
