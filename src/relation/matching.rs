//! Patterns against clauses.

mod home;
mod known;
mod nouns;
mod occasion;
mod reply;
mod slots;

pub(super) use home::homes;
pub(super) use known::known;
pub(super) use nouns::nouns;
pub(super) use reply::replies;

use smallvec::SmallVec;

use super::{Cast, Finding, Index, Mentions, Sentence};
use crate::clause::{FrameId, Link, NpId, Phrases, Tag, VerbForm};
use crate::grammar::{Class, Grammar};
use crate::phrasebook::{Argument, Next, Other, PART, Rule, Shape, Subject, VerbShape};
use crate::text;

use slots::{asked, hangs, is_called, prepositions_of, slot_fits};

/// How many mentions one place of a pattern may stand for.
const MEMBERS: usize = 8;

/// Verbs of going that with an object are verbs of bringing, and verbs whose object makes the meaning: "take place in".
const CARRYING: [u64; 9] = text::keys(["return", "fly", "drive", "move", "land", "sail", "ship", "march", "take"]);

/// How many words behind the verb what is said of its object may stand.
const REACH: usize = 12;

/// The mentions that the two arguments stand for.
#[derive(Debug, Clone, Default)]
struct Binding {
    a: Mentions,
    b: Mentions,
    negated: bool,
    /// The clauses below the verb's own that the pattern read too.
    below: SmallVec<[FrameId; 2]>,
    /// How many words more than the pattern's parts agree.
    exactness: usize,
}

impl Binding {
    fn set(&mut self, argument: Argument, mentions: Mentions) {
        match argument {
            Argument::A => self.a = mentions,
            Argument::B => self.b = mentions,
        }
    }
}

/// Verb patterns on every frame.
pub(super) fn verbs<C: Cast>(sentence: &Sentence<'_, C>, index: &Index, found: &mut Vec<Finding>) {
    let book = sentence.book.inner();
    for (id, frame) in sentence.parse.frames.iter().enumerate() {
        // Most clauses have nobody known as their subject: no pattern needs to be tried there.
        // "talks between A and B" are nobody, but have their sides.
        let sided = |np: NpId| {
            let mut complements = sentence.parse.phrases[np].complements.iter();
            complements.any(|&(word, _)| sentence.is(word, "between") || sentence.is(word, "with"))
        };
        let known = |phrases: &[NpId]| phrases.iter().any(|&np| !sentence.refers(np).is_empty() || sided(np));
        let tried = known(frame.agents(sentence.words)) || frame.passive && known(&frame.surface);
        if !tried {
            continue;
        }
        for (nth, lemma) in frame.lemmas.iter().enumerate() {
            if *lemma == 0 || nth == 1 && frame.lemmas[0] == *lemma {
                continue;
            }
            for rule in book.verbs.get(lemma).into_iter().flat_map(|rules| sentence.live.among(rules)) {
                let rule = &book.rules[rule as usize];
                if let Shape::Verb { subject, verb, other } = &rule.shape {
                    verb_rule(sentence, index, id, (rule, *other == Other::Elsewhere), subject, verb, found);
                }
            }
        }
    }
}

fn verb_rule<C: Cast>(
    sentence: &Sentence<'_, C>,
    index: &Index,
    id: FrameId,
    (rule, elsewhere): (&Rule, bool),
    subject: &Subject,
    verb: &VerbShape,
    found: &mut Vec<Finding>,
) {
    let frame = &sentence.parse.frames[id];
    let mut binding = Binding::default();
    if !rest_fits(sentence, index, id, verb, &mut binding) {
        return;
    }
    let exactness = binding.exactness;
    let clauses: SmallVec<[FrameId; 2]> = std::iter::once(id).chain(binding.below.iter().copied()).collect();
    let mut push = |source: usize, target: usize, negated: bool| {
        let mut status = sentence.status_of(id, source);
        status.negated |= negated;
        found.push(Finding {
            relation: rule.relation,
            pattern: rule.pattern,
            source,
            target,
            trigger: frame.verb,
            status,
            weight: if elsewhere { rule.weight } else { rule.weight + PART * exactness },
            clauses: clauses.clone(),
            extent: frame.extent.clone(),
        });
    };
    let actors = if verb.passive && frame.passive { &frame.surface } else { frame.agents(sentence.words) };
    match subject {
        Subject::Both(Some(heads)) => {
            // "talks between A and B collapsed"
            for &np in actors.iter().filter(|&&np| sentence.headed_by(np, heads).is_some()) {
                nouns::sides(sentence, index, np, |a, b| push(a, b, binding.negated));
            }
        }
        Subject::Both(None) => {
            if verb.passive && !frame.passive && !frame.copula {
                return;
            }
            // "was trained by A and B" does not say that the two train together.
            if frame.passive && !verb.passive && verb.object.is_none() {
                return;
            }
            // "A and B met Abbas": whoever that is, the two met him and not each other.
            let somebody = |&np: &usize| {
                sentence.parse.tokens[sentence.parse.phrases[np].head].tag == Tag::Name
                    || !sentence.refers(np).is_empty()
            };
            if !frame.passive && verb.object.is_none() && frame.objects.iter().any(somebody) {
                return;
            }
            // "A and B signed a deal with C" says nothing of A and B, nor does "A and B declared war against C".
            let facing = |word: usize| sentence.is(word, "with") || sentence.is(word, "against");
            let other = frame.prepositions.iter().filter(|(word, _)| facing(*word));
            if other.flat_map(|(_, phrases)| phrases).any(|&np| !sentence.refers(np).is_empty()) {
                return;
            }
            // Nor "A and B agreed to help C".
            let mut below = binding.below.iter().flat_map(|&below| &sentence.parse.frames[below].objects);
            if below.any(|&np| !sentence.refers(np).is_empty()) {
                return;
            }
            // "Slovakia, but not Hungary, agreed" says nothing of the two.
            let willing = actors
                .iter()
                .filter(|&&np| !sentence.parse.phrases[np].negated || actors.len() == 1)
                .filter(|&&np| !sentence.is_private(np));
            let members: Mentions = willing.flat_map(|&np| sentence.refers(np)).copied().collect();
            let negated = binding.negated;
            // "A and B traded insults": each insulted the other.
            let trades = ["trade", "exchange", "swap"].iter().any(|verb| frame.lemmas.contains(&text::key(verb)));
            let mutual = trades && !sentence.book.inner().relations[rule.relation].symmetric;
            pairs(sentence, &members, |a, b| {
                push(a, b, negated);
                if mutual {
                    push(b, a, negated);
                }
            });
        }
        Subject::One(slot) => {
            // "was arrested in France by Belgian police": where it happened is not who did it.
            let done = |(word, phrases): &(usize, Phrases)| {
                sentence.is(*word, "by") && phrases.iter().any(|&np| !sentence.refers(np).is_empty())
            };
            if slot.argument == Some(Argument::B) && verb.passive && frame.prepositions.iter().any(done) {
                return;
            }
            let protests = sentence.is_protest(rule);
            for &np in actors {
                let mut own = binding.clone();
                if slot.heads.is_none() && !verb.passive && !protests && sentence.is_private(np) {
                    continue;
                }
                if !slot_fits(sentence, slot, &[np], &mut own) {
                    continue;
                }
                if elsewhere {
                    // "drones supplied by Iran were found in Sudan": what the noun is called does not reach beyond it.
                    if frame.passive && frame.form == VerbForm::Participle {
                        break;
                    }
                    // Who stands in the pattern's place, and whoever else there is.
                    for &one in if slot.argument == Some(Argument::B) { &own.b } else { &own.a }.iter().take(MEMBERS) {
                        let Some(other) = other_than(sentence, one, id) else { continue };
                        // "condemned by Japan and South Korea": who acts together does not act on each other.
                        if actors.iter().any(|&np| sentence.refers(np).contains(&other)) {
                            continue;
                        }
                        match slot.argument {
                            Some(Argument::B) => push(other, one, own.negated),
                            _ => push(one, other, own.negated),
                        }
                    }
                    continue;
                }
                for &a in own.a.iter().take(MEMBERS) {
                    for &b in own.b.iter().take(MEMBERS) {
                        // "land held by A or B": both hold it, and neither holds the other.
                        let twin = |&np: &NpId| sentence.refers(np).contains(&b);
                        if frame.passive
                            && actors.len() > 1
                            && slot.argument == Some(Argument::A)
                            && actors.iter().any(twin)
                        {
                            continue;
                        }
                        push(a, b, own.negated);
                    }
                }
            }
        }
    }
}

/// How many mentions of a sentence are asked who else there is.
const CROWD: usize = 12;

/// The one entity that the sentence names beside `actor`: whoever says so, whom the actor speaks for and whose the object
/// is ("North Korean troops") aside.
fn other_than<C: Cast>(sentence: &Sentence<'_, C>, actor: usize, id: FrameId) -> Option<usize> {
    if sentence.anchors.len() > CROWD {
        return None;
    }
    let own = sentence.cast.entity(actor);
    let speaker = sentence.status_of(id, actor).by.map(|by| sentence.cast.entity(by));
    let objects = &sentence.parse.frames[id].objects;
    let phrases = &sentence.parse.phrases;
    let owned = |word: usize| objects.iter().any(|&np| (phrases[np].words.start..phrases[np].head).contains(&word));
    let outside = sentence.anchors.iter().filter(|anchor| !owned(anchor.words.start));
    let mut others = outside.map(|anchor| anchor.mention).filter(|&mention| {
        let entity = sentence.cast.entity(mention);
        entity != own && Some(entity) != speaker && !sentence.cast.speaks_for(own, entity)
    });
    let first = others.next()?;
    others.all(|other| sentence.cast.entity(other) == sentence.cast.entity(first)).then_some(first)
}

/// Every two of the members; of very many only neighbours.
fn pairs<C: Cast>(sentence: &Sentence<'_, C>, members: &[usize], mut push: impl FnMut(usize, usize)) {
    let mut distinct = Mentions::new();
    for &member in members {
        let entity = sentence.cast.entity(member);
        if distinct.len() < 64 && !distinct.iter().any(|&other| sentence.cast.entity(other) == entity) {
            distinct.push(member);
        }
    }
    let reach = if distinct.len() > MEMBERS { 1 } else { MEMBERS };
    for (nth, &a) in distinct.iter().enumerate() {
        for &b in distinct.iter().skip(nth + 1).take(reach) {
            push(a, b);
        }
    }
}

/// Whether the frame holds all that the verb shape asks for, its subject aside.
fn verb_fits<C: Cast>(
    sentence: &Sentence<'_, C>,
    index: &Index,
    id: FrameId,
    verb: &VerbShape,
    binding: &mut Binding,
) -> bool {
    let frame = &sentence.parse.frames[id];
    // "wants B to set up a zone": a verb of which nothing more is asked may have a particle.
    let bare = verb.object.is_none()
        && verb.predicate.is_none()
        && verb.prepositions.is_empty()
        && verb.particles.is_empty()
        && verb.complement.is_none()
        && verb.next.is_none();
    frame.lemmas.iter().any(|lemma| *lemma != 0 && verb.lemmas.contains(lemma))
        && (bare || rest_fits(sentence, index, id, verb, binding))
}

/// The same for a verb that is known to be the right one.
fn rest_fits<C: Cast>(
    sentence: &Sentence<'_, C>,
    index: &Index,
    id: FrameId,
    verb: &VerbShape,
    binding: &mut Binding,
) -> bool {
    let frame = &sentence.parse.frames[id];
    let mut objects: &[NpId] = frame.patients();
    let mut receivers: &[NpId] = &frame.indirect;
    if let Some(set) = &verb.predicate {
        // `be hostile to B`, `be deployed to B`
        let participle = verb.passive && frame.passive && !frame.copula;
        let said = frame.copula && frame.objects.iter().any(|&np| sentence.headed_by(np, set).is_some());
        if !participle && !said {
            return false;
        }
        objects = &frame.objects;
    } else if frame.passive && !frame.objects.is_empty() {
        // "Ukraine was given tanks"
        objects = &frame.objects;
        receivers = &frame.surface;
    }
    // "may return the hills to B" is no journey.
    let carries = verb.object.is_none()
        && verb.predicate.is_none()
        && verb.particles.is_empty()
        && frame.particle.is_none()
        && (frame.passive || frame.objects.iter().any(|&np| !sentence.is(sentence.parse.phrases[np].head, "home")))
        && frame.lemmas.iter().any(|lemma| CARRYING.contains(lemma));
    if carries {
        return false;
    }
    let mut behind = None;
    match frame.particle {
        Some(word) if !verb.particles.is_empty() => {
            let wanted = verb.particles.contains(&sentence.words[word].key);
            if !wanted {
                return false;
            }
        }
        Some(word) => {
            // "over B" behind a verb may be both.
            let key = sentence.words[word].key;
            if !verb.prepositions.iter().any(|(keys, _)| keys.contains(&key)) {
                return false;
            }
            behind = Some((key, frame.objects.as_slice()));
            objects = &[];
        }
        None if !verb.particles.is_empty() => {
            // "called the talks off"
            let late = frame.adverbs.iter().chain(frame.prepositions.iter().map(|(word, _)| word));
            if !late.into_iter().any(|&word| verb.particles.contains(&sentence.words[word].key)) {
                return false;
            }
        }
        None => {}
    }
    if let Some(slot) = &verb.object {
        let with_receiver =
            slot.argument.is_some() && slot.heads.is_none() && !receivers.is_empty() && verb.prepositions.is_empty();
        // "Lavrov was appointed foreign minister": the surface is the object after all.
        let risen = frame.passive && verb.predicate.is_none() && slot.argument.is_some();
        // "sent Finnish troops": whose they are, and not to whom.
        let given = || {
            slot.argument.is_some()
                && slot.heads.is_some()
                && frame.particle.is_none()
                && Grammar::get().are(&frame.lemmas, Class::GivingVerb)
                && objects.iter().any(|&np| sentence.is_owned(np))
        };
        let fits = slot_fits(sentence, slot, objects, binding) && !given()
            || is_called(sentence, slot, objects, receivers, binding)
            || with_receiver && slot_fits(sentence, slot, receivers, binding)
            || risen && slot_fits(sentence, slot, &frame.surface, binding)
            || verb.prepositions.is_empty() && objects.is_empty() && asked(sentence, index, id, slot, binding);
        if !fits {
            return false;
        }
    }
    if let Some(set) = &verb.complement {
        let end = (frame.words.end + REACH).min(sentence.words.len());
        if !(frame.words.end..end).any(|word| sentence.word_in(word, set).is_some()) {
            return false;
        }
    }
    for (keys, slot) in &verb.prepositions {
        // "called B's actions a mistake": what it is called is not given to it.
        let named = Grammar::get().are(&frame.lemmas, Class::NamingVerb);
        let direct =
            !named && keys.iter().any(|&key| key == const { text::key("to") } || key == const { text::key("for") });
        let fits =
            direct && slot.argument.is_some() && !receivers.is_empty() && slot_fits(sentence, slot, receivers, binding)
                || behind
                    .is_some_and(|(key, phrases)| keys.contains(&key) && slot_fits(sentence, slot, phrases, binding))
                || prepositions_of(sentence, frame, verb.object.is_some() || frame.copula).any(|(word, phrases)| {
                    keys.contains(&sentence.words[word].key)
                        && !(frame.passive && sentence.is(word, "by"))
                        // "called for his release": not for him as well.
                        && !(slot.heads.is_none() && is_taken(sentence, verb, word, phrases))
                        && slot_fits(sentence, slot, phrases, binding)
                })
                || slot.argument.is_some()
                    && verb.prepositions.len() > 1
                    && hangs(sentence, frame, verb, (keys, slot), binding);
        if !fits {
            return false;
        }
    }
    match &verb.next {
        None => true,
        Some(next) => index.below[id].iter().any(|&below| {
            let link = sentence.parse.frames[below].governor.map(|(_, link)| link);
            // "staged a protest to demand", "…, demanding"
            let purpose = match link {
                Some(Link::Infinitive) => true,
                Some(Link::Participle | Link::Relative) => sentence.parse.frames[below].form == VerbForm::Ing,
                _ => false,
            };
            let fits = match (next, link) {
                (Next::Infinitive(inner), _) if purpose => verb_fits(sentence, index, below, inner, binding),
                (Next::Gerund(keys, inner), Some(Link::Gerund(word))) => {
                    keys.contains(&sentence.words[word].key) && verb_fits(sentence, index, below, inner, binding)
                }
                (Next::Content(slot, _, Some(said)), Some(Link::Content)) => {
                    let frame = &sentence.parse.frames[below];
                    let actors =
                        if said.passive && frame.passive { &frame.surface } else { frame.agents(sentence.words) };
                    !frame.negated
                        && slot_fits(sentence, slot, actors, binding)
                        && verb_fits(sentence, index, below, said, binding)
                }
                (Next::Content(slot, modals, None), Some(Link::Content)) => {
                    let frame = &sentence.parse.frames[below];
                    let modal = frame.modal.is_some_and(|word| modals.contains(&sentence.words[word].key));
                    let wished = sentence.is_wished(frame) && modals.contains(&const { text::key("must") });
                    // "said B needed to act", not "said B needed luck"
                    let needs = frame.objects.is_empty() && frame.lemmas.iter().any(|lemma| modals.contains(lemma));
                    (modal || wished || needs) && slot_fits(sentence, slot, &frame.surface, binding)
                }
                _ => false,
            };
            if fits {
                binding.below.push(below);
            }
            fits
        }),
    }
}

/// Whether the phrases behind the preposition are what another place of the pattern asks for.
fn is_taken<C: Cast>(sentence: &Sentence<'_, C>, verb: &VerbShape, word: usize, phrases: &[NpId]) -> bool {
    // "held in Turkish prisons" is in both ways.
    let key = sentence.words[word].key;
    if key != const { text::key("for") } {
        return false;
    }
    let mut bare = verb.prepositions.iter().filter(|(keys, slot)| slot.argument.is_none() && keys.contains(&key));
    bare.any(|(_, slot)| {
        slot.heads.as_ref().is_some_and(|set| {
            !set.is_open() && phrases.iter().take(MEMBERS).all(|&np| sentence.headed_by(np, set).is_some())
        })
    })
}

/// "Iran-backed Houthis"
pub(super) fn compounds<C: Cast>(sentence: &Sentence<'_, C>, found: &mut Vec<Finding>) {
    let book = sentence.book.inner();
    for (np, phrase) in sentence.parse.phrases.iter().enumerate() {
        for word in phrase.words.clone().skip(2) {
            let joined = sentence.parse.tokens[word - 1].tag == Tag::Hyphen && sentence.words[word].joined;
            let Some(rules) = joined.then(|| book.compounds.get(&sentence.words[word].key)).flatten() else { continue };
            let left = sentence.anchors[phrase.anchors.clone()].iter().find(|anchor| anchor.words.end == word - 1);
            let Some(left) = left else { continue };
            for rule in sentence.live.among(rules) {
                let rule = &book.rules[rule as usize];
                let Shape::Compound { first, .. } = &rule.shape else { continue };
                for other in sentence.refers(np).iter().copied().filter(|&mention| mention != left.mention) {
                    let (source, target) =
                        if *first == Argument::A { (left.mention, other) } else { (other, left.mention) };
                    found.push(Finding {
                        relation: rule.relation,
                        pattern: rule.pattern,
                        source,
                        target,
                        trigger: word,
                        status: sentence.status_of_role(None, source),
                        weight: rule.weight,
                        clauses: SmallVec::new(),
                        extent: phrase.words.clone(),
                    });
                }
            }
        }
    }
}
