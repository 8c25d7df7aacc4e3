//! "Nepalese Prime Minister Oli resigned": where he holds the office that he leaves.

use smallvec::smallvec;

use super::{Binding, MEMBERS, rest_fits, slot_fits};
use crate::clause::FrameId;
use crate::gazetteer::Kind;
use crate::phrasebook::{Other, Rule, Shape, Subject, VerbShape};
use crate::relation::{Cast, Finding, Index, Sentence};

/// Acts of people in an office whose body the clause does not name.
pub(in crate::relation) fn homes<C: Cast>(sentence: &Sentence<'_, C>, index: &Index, found: &mut Vec<Finding>) {
    let book = sentence.book.inner();
    if sentence.live.among(&book.all_unplaced).next().is_none() {
        return;
    }
    for (id, frame) in sentence.parse.frames.iter().enumerate() {
        for lemma in frame.lemmas.iter().filter(|lemma| **lemma != 0) {
            for rule in book.unplaced.get(lemma).into_iter().flat_map(|rules| sentence.live.among(rules)) {
                let rule = &book.rules[rule as usize];
                if let Shape::Verb { subject: Subject::One(_), verb, other: Other::Home } = &rule.shape {
                    home(sentence, index, id, rule, verb, found);
                }
            }
        }
    }
}

fn home<C: Cast>(
    sentence: &Sentence<'_, C>,
    index: &Index,
    id: FrameId,
    rule: &Rule,
    verb: &VerbShape,
    found: &mut Vec<Finding>,
) {
    let frame = &sentence.parse.frames[id];
    let Shape::Verb { subject: Subject::One(slot), .. } = &rule.shape else { return };
    // "resigned from the board": that says where.
    let elsewhere = || frame.prepositions.iter().any(|&(word, _)| sentence.is(word, "from") || sentence.is(word, "of"));
    let bare = verb.object.is_none() && verb.prepositions.is_empty();
    let mut binding = Binding::default();
    if found.iter().any(|f| f.trigger == frame.verb && f.relation == rule.relation)
        || bare && (!frame.objects.is_empty() || elsewhere())
        || !rest_fits(sentence, index, id, verb, &mut binding)
    {
        return;
    }
    let actors = if verb.passive && frame.passive { &frame.surface } else { frame.agents(sentence.words) };
    if !slot_fits(sentence, slot, actors, &mut binding) {
        return;
    }
    for &actor in binding.a.iter().chain(&binding.b).take(MEMBERS) {
        let entity = sentence.cast.entity(actor);
        if sentence.cast.kind(entity) != Kind::Person {
            continue;
        }
        let offices = &sentence.book.inner().relations;
        let holds = |f: &&Finding| {
            let persons = offices[f.relation].source.iter().all(|kind| *kind == Kind::Person);
            persons && f.clauses.is_empty() && sentence.cast.entity(f.source) == entity
        };
        let stated = found.iter().find(holds).map(|f| f.target);
        let Some(body) = stated.or_else(|| sentence.cast.country_of(actor)) else { continue };
        let mut status = sentence.status_of(id, actor);
        status.negated |= binding.negated;
        found.push(Finding {
            relation: rule.relation,
            pattern: rule.pattern,
            source: actor,
            target: body,
            trigger: frame.verb,
            status,
            weight: rule.weight,
            clauses: smallvec![id],
            extent: frame.extent.clone(),
        });
    }
}
