//! "…; Berlin refused", "…, which Tehran denies", "…, a move Beijing condemned": who answers, or speaks of what was told, says to
//! whom by that.

use smallvec::smallvec;

use super::{Binding, rest_fits, slot_fits};
use crate::clause::{Frame, FrameId, Link, VerbForm};
use crate::phrasebook::{Other, PhraseSet, Rule, Shape, Slot, Subject, VerbShape};
use crate::relation::{Cast, Finding, Index, Sentence};

/// The types, as PLOVER knows them, of what can be answered.
const ASKING: [&str; 3] = ["REQUEST", "ACCUSE", "AGREE"];

/// How many verbs above one are asked whose act it is.
const CLIMB: usize = 4;

/// How many earlier findings are asked for what is answered.
const REACH: usize = 24;

/// Answers to what was asked of somebody, or said against them, earlier in the sentence.
pub(in crate::relation) fn replies<C: Cast>(sentence: &Sentence<'_, C>, index: &Index, found: &mut Vec<Finding>) {
    let book = sentence.book.inner();
    if sentence.live.among(&book.all_unplaced).next().is_none() {
        return;
    }
    for (id, frame) in sentence.parse.frames.iter().enumerate() {
        if found.is_empty() {
            break;
        }
        for lemma in frame.lemmas.iter().filter(|lemma| **lemma != 0) {
            for rule in book.unplaced.get(lemma).into_iter().flat_map(|rules| sentence.live.among(rules)) {
                let rule = &book.rules[rule as usize];
                match &rule.shape {
                    Shape::Verb { subject: Subject::One(slot), verb, other: Other::Asker } => {
                        reply(sentence, index, id, (rule, slot), verb, found);
                    }
                    Shape::Verb { subject: Subject::One(slot), verb, other: Other::Doer } => {
                        opinion(sentence, id, (rule, slot), verb, found);
                    }
                    _ => {}
                }
            }
        }
    }
}

fn reply<C: Cast>(
    sentence: &Sentence<'_, C>,
    index: &Index,
    id: FrameId,
    (rule, slot): (&Rule, &Slot),
    verb: &VerbShape,
    found: &mut Vec<Finding>,
) {
    let frame = &sentence.parse.frames[id];
    // "…, which Tehran denies", "…, an accusation denied by Tehran": all that was said before.
    let whole = if frame.passive {
        verb.object.as_ref().and_then(|object| object.heads.as_ref()).is_some_and(|set| is_summed(sentence, frame, set))
    } else {
        verb.object.is_none() && is_gap(sentence, frame)
    };
    let mut binding = Binding::default();
    let fits = whole
        || !frame.passive
            && if verb.object.is_none() && verb.prepositions.is_empty() {
                frame.particle.is_none() && is_alone(index, id, frame)
            } else {
                rest_fits(sentence, index, id, verb, &mut binding)
            };
    if !fits {
        return;
    }
    // "rejected the accusation by France" says itself who accused.
    let mut objects = frame.objects.iter().filter(|_| !whole).flat_map(|&np| sentence.refers(np));
    if objects.next().is_some() || !slot_fits(sentence, slot, frame.agents(sentence.words), &mut binding) {
        return;
    }
    let own = if binding.a.is_empty() { binding.b } else { binding.a };
    for &actor in own.iter().take(super::MEMBERS) {
        let entity = sentence.cast.entity(actor);
        let same = |other: usize| {
            other == entity || sentence.cast.speaks_for(entity, other) || sentence.cast.speaks_for(other, entity)
        };
        let relations = &sentence.book.inner().relations;
        let asks = |f: &&Finding| {
            f.trigger < frame.verb
                && same(sentence.cast.entity(f.target))
                && !same(sentence.cast.entity(f.source))
                && !f.status.negated
                && relations[f.relation].plover.as_deref().is_some_and(|plover| ASKING.contains(&plover))
        };
        let Some(asker) = found.iter().rev().take(REACH).filter(asks).max_by_key(|f| f.trigger) else { continue };
        let mut status = if whole { sentence.own_status(id) } else { sentence.status_of(id, actor) };
        status.negated |= binding.negated;
        let answer = Finding {
            relation: rule.relation,
            pattern: rule.pattern,
            source: actor,
            target: asker.source,
            trigger: frame.verb,
            status,
            weight: rule.weight,
            clauses: smallvec![id],
            extent: frame.extent.clone(),
        };
        if whole {
            // Who was named last is not who is answered.
            found.retain(|f| f.trigger != frame.verb || f.source != actor);
        }
        found.push(answer);
    }
}

/// "…, a move that Beijing condemned", "…, a step welcomed by Kyiv": what one thinks of what the other does.
fn opinion<C: Cast>(
    sentence: &Sentence<'_, C>,
    id: FrameId,
    (rule, slot): (&Rule, &Slot),
    verb: &VerbShape,
    found: &mut Vec<Finding>,
) {
    let frame = &sentence.parse.frames[id];
    let Some(set) = verb.object.as_ref().and_then(|object| object.heads.as_ref()) else { return };
    let told = if frame.passive { is_summed(sentence, frame, set) } else { is_given(sentence, frame, set) };
    let mut binding = Binding::default();
    if !told || !slot_fits(sentence, slot, frame.agents(sentence.words), &mut binding) {
        return;
    }
    let mut above = frame.governor;
    let mut doers = &[][..];
    for _ in 0..CLIMB {
        let Some(clause) = above.and_then(|(above, _)| sentence.parse.frames.get(above)) else { break };
        above = clause.governor;
        doers = clause.agents(sentence.words);
        if clause.form == VerbForm::Finite && doers.iter().any(|&np| !sentence.refers(np).is_empty()) {
            break;
        }
    }
    for &actor in binding.a.iter().chain(&binding.b).take(super::MEMBERS) {
        let others = doers.iter().flat_map(|&np| sentence.refers(np)).take(super::MEMBERS);
        for &doer in others.filter(|&&doer| sentence.cast.entity(doer) != sentence.cast.entity(actor)) {
            found.retain(|f| f.trigger != frame.verb || f.source != actor || f.relation != rule.relation);
            found.push(Finding {
                relation: rule.relation,
                pattern: rule.pattern,
                source: actor,
                target: doer,
                trigger: frame.verb,
                status: sentence.own_status(id),
                weight: rule.weight,
                clauses: smallvec![id],
                extent: frame.extent.clone(),
            });
        }
    }
}

/// Whether the frame's object, a word for what was done, stands before it.
fn is_given<C: Cast>(sentence: &Sentence<'_, C>, frame: &Frame, set: &PhraseSet) -> bool {
    let mut objects = frame.objects.iter().flat_map(|&np| [Some(np), sentence.parse.phrases[np].apposition]);
    is_gap(sentence, frame) && objects.any(|np| np.is_some_and(|np| sentence.headed_by(np, set).is_some()))
}

/// Whether the frame's object stands before it, as what a relative pronoun stands for.
fn is_gap<C: Cast>(sentence: &Sentence<'_, C>, frame: &Frame) -> bool {
    let before = |np: usize| sentence.parse.phrases[np].words.end <= frame.words.start;
    matches!(frame.governor, Some((_, Link::Relative)))
        && !frame.objects.is_empty()
        && frame.objects.iter().all(|&np| before(np))
}

/// Whether the subject of the participle is a word for what was said, or stands beside one: "…, a charge denied by".
fn is_summed<C: Cast>(sentence: &Sentence<'_, C>, frame: &Frame, set: &PhraseSet) -> bool {
    let mut summed = frame.surface.iter().flat_map(|&np| [Some(np), sentence.parse.phrases[np].apposition]);
    frame.form == VerbForm::Participle && summed.any(|np| np.is_some_and(|np| sentence.headed_by(np, set).is_some()))
}

/// Whether nothing says what is refused: no object, no infinitive, no clause.
fn is_alone(index: &Index, id: FrameId, frame: &Frame) -> bool {
    frame.objects.is_empty() && frame.indirect.is_empty() && index.below[id].is_empty()
}
