//! "Israel's Netanyahu": an office that the gazetteer knows and the text leaves unsaid.

use smallvec::SmallVec;

use crate::gazetteer::Kind;
use crate::phrasebook::{PART, Shape};
use crate::relation::{Cast, Finding, Sentence};

/// Whom the text calls somebody's by name alone, and what they are there.
pub(in crate::relation) fn known<C: Cast>(sentence: &Sentence<'_, C>, found: &mut Vec<Finding>) {
    let book = sentence.book.inner();
    let rules: SmallVec<[_; 4]> =
        sentence.live.among(&book.known_offices).map(|rule| &book.rules[rule as usize]).collect();
    if rules.is_empty() {
        return;
    }
    for phrase in &sentence.parse.phrases {
        let Some(owner) = phrase.possessor else { continue };
        let named = |anchor: &&crate::clause::Anchor| anchor.words == phrase.words;
        let Some(person) = sentence.anchors[phrase.anchors.clone()].iter().find(named) else { continue };
        let Some(body) = sentence.head_mention(&sentence.parse.phrases[owner]) else { continue };
        let [holder, land] = [person.mention, body].map(|mention| sentence.cast.entity(mention));
        if sentence.cast.kind(holder) != Kind::Person {
            continue;
        }
        let Some(office) = sentence.cast.office(holder, land) else { continue };
        for rule in &rules {
            let Shape::Known { titles } = &rule.shape else { continue };
            let Some(exactness) = titles.fit(office) else { continue };
            found.push(Finding {
                relation: rule.relation,
                pattern: rule.pattern,
                source: person.mention,
                target: body,
                trigger: phrase.head,
                status: sentence.status_of_role(None, person.mention),
                weight: rule.weight + PART * exactness,
                clauses: SmallVec::new(),
                extent: phrase.words.clone(),
            });
        }
    }
}
