//! Noun patterns: events that a noun names, talks between two, and roles.

use smallvec::{SmallVec, smallvec};

use super::occasion::occasion;
use super::{Binding, MEMBERS, pairs, slot_fits, verb_fits};
use crate::clause::{Frame, FrameId, NounPhrase, NpId, Tag};
use crate::gazetteer::Kind;
use crate::grammar::{Class, Grammar};
use crate::phrasebook::{Effect, PART, PhraseSet, Rule, Shape};
use crate::relation::{Cast, Finding, Index, Mentions, Place, Sentence};
use crate::text;

/// How many words may stand between an occasion and whom it was with: "talks on Monday with".
const GAP: usize = 4;

/// Noun patterns on every noun of every phrase.
pub(in crate::relation) fn nouns<C: Cast>(sentence: &Sentence<'_, C>, index: &Index, found: &mut Vec<Finding>) {
    let book = sentence.book.inner();
    for (np, phrase) in sentence.parse.phrases.iter().enumerate() {
        for word in phrase.words.clone() {
            let token = &sentence.parse.tokens[word];
            if !matches!(token.tag, Tag::Noun | Tag::Adjective) || token.tag == Tag::Adjective && word != phrase.head {
                continue;
            }
            // "Secretary" of "Secretary-General" is half a word.
            let half = word + 2 < phrase.words.end
                && sentence.parse.tokens[word + 1].tag == Tag::Hyphen
                && sentence.words[word + 1].joined
                // "sit-in", "walk-out"
                && sentence.parse.tokens[word + 2].tag.is_nominal();
            if half {
                continue;
            }
            let [exact, one] = sentence.noun_keys(word);
            let other = (one != exact).then(|| book.nouns.get(&one)).flatten();
            for rules in book.nouns.get(&exact).into_iter().chain(other) {
                for rule in sentence.live.among(rules) {
                    noun_rule(sentence, index, np, word, &book.rules[rule as usize], found);
                }
            }
        }
    }
}

fn noun_rule<C: Cast>(
    sentence: &Sentence<'_, C>,
    index: &Index,
    np: NpId,
    word: usize,
    rule: &Rule,
    found: &mut Vec<Finding>,
) {
    let phrase = &sentence.parse.phrases[np];
    let is_head = word == phrase.head;
    let in_set = |set: &PhraseSet| sentence.word_in(word, set).is_some();
    let exactness = match &rule.shape {
        Shape::Event { nouns, .. } | Shape::Between { nouns } if is_head => sentence.exactness(np, nouns),
        Shape::Role { nouns, .. } => sentence.exactness_at(word, nouns),
        _ => 0,
    };
    let in_office = sentence.book.inner().relations[rule.relation].source.iter().all(|kind| *kind == Kind::Person);
    let mut push = |a: &[usize], b: &[usize], holder: Option<FrameId>| {
        let beside = occasion(sentence, index, np);
        for &source in a.iter().take(MEMBERS) {
            for &target in b.iter().take(MEMBERS) {
                // What the clause says that they did to each other counts, not on which occasion.
                if beside.is_some_and(|frame| is_told(sentence, found, frame, [source, target])) {
                    continue;
                }
                let role = matches!(rule.shape, Shape::Role { .. });
                let status = if role {
                    let mut status = sentence.status_of_role(holder, source);
                    // A former minister is told with his office; a former ally is none.
                    status.negated |= !in_office && is_over(sentence, phrase, word);
                    status
                } else if let Some(frame) = beside {
                    sentence.status_beside(frame, source)
                } else {
                    sentence.status_of_noun(index, np, source)
                };
                found.push(Finding {
                    relation: rule.relation,
                    pattern: rule.pattern,
                    source,
                    target,
                    trigger: word,
                    status,
                    // "banned imports": what the verb does to the noun says more than the noun.
                    weight: (rule.weight + PART * exactness).saturating_sub(if status.refused { 3 * PART } else { 0 }),
                    clauses: if role {
                        SmallVec::new()
                    } else {
                        index.phrases[np].place.map(|(frame, _)| frame).into_iter().collect()
                    },
                    extent: extent_of(sentence, index, np),
                });
            }
        }
    };
    match &rule.shape {
        Shape::Event { nouns, agent, prepositions, next } if is_head && in_set(nouns) => {
            let mut binding = Binding::default();
            let used: Vec<u64> = prepositions.iter().flat_map(|(keys, _)| keys.iter().copied()).collect();
            for (keys, slot) in prepositions {
                let fits = complements(sentence, index, np).iter().any(|&(at, phrases)| {
                    keys.contains(&sentence.words[at].key) && slot_fits(sentence, slot, phrases, &mut binding)
                });
                if !fits {
                    return;
                }
            }
            if let Some(verb) = next {
                let mut below =
                    sentence.parse.frames.iter().enumerate().filter(|(_, frame)| frame.governing_noun == Some(np));
                if !below.any(|(id, _)| verb_fits(sentence, index, id, verb, &mut binding)) {
                    return;
                }
            }
            if let Some(agent) = agent {
                let anyone = sentence.is_protest(rule);
                let mentions = agents(sentence, index, np, &used, anyone);
                if mentions.is_empty() {
                    return;
                }
                binding.set(*agent, mentions);
            }
            push(&binding.a, &binding.b, None);
        }
        Shape::Between { nouns } if is_head && in_set(nouns) => {
            sides(sentence, index, np, |a, b| push(&[a], &[b], None));
        }
        Shape::Role { nouns, prepositions } if in_set(nouns) => {
            role(sentence, index, np, word, prepositions, &mut push);
        }
        _ => {}
    }
}

/// Whether something is found between the two in the clause.
fn is_told<C: Cast>(sentence: &Sentence<'_, C>, found: &[Finding], frame: FrameId, pair: [usize; 2]) -> bool {
    let [a, b] = pair.map(|mention| sentence.cast.entity(mention));
    found.iter().filter(|finding| finding.clauses.contains(&frame)).any(|finding| {
        let [source, target] = [finding.source, finding.target].map(|mention| sentence.cast.entity(mention));
        (source, target) == (a, b) || (source, target) == (b, a)
    })
}

/// "former ally", "one-time ally", "once an ally"
fn is_over<C: Cast>(sentence: &Sentence<'_, C>, phrase: &NounPhrase, word: usize) -> bool {
    const OVER: [u64; 5] = text::keys(["former", "erstwhile", "onetime", "ex", "time"]);
    const ONCE: [u64; 3] = text::keys(["once", "formerly", "previously"]);
    if phrase.words.start.checked_sub(1).is_some_and(|at| ONCE.contains(&sentence.words[at].key)) {
        return true;
    }
    phrase.words.clone().take_while(|&at| at < word).any(|at| OVER.contains(&sentence.words[at].key))
}

fn extent_of<C: Cast>(sentence: &Sentence<'_, C>, index: &Index, np: NpId) -> std::ops::Range<usize> {
    match index.phrases[np].place {
        Some((frame, _)) => sentence.parse.frames[frame].extent.clone(),
        None => sentence.parse.phrases[np].words.clone(),
    }
}

/// What hangs on the phrase, or stands behind the verb that it is an argument of.
fn complements<'s, C: Cast>(
    sentence: &'s Sentence<'_, C>,
    index: &Index,
    np: NpId,
) -> SmallVec<[(usize, &'s [NpId]); 4]> {
    let phrase = &sentence.parse.phrases[np];
    let (clause, from) = match index.phrases[np].place {
        Some((frame, Place::Surface | Place::Object)) => (Some(frame), None),
        // "said after talks on Monday with B"
        _ => (occasion(sentence, index, np), Some(phrase.words.end)),
    };
    let near = |word: usize| {
        let time = |tag: Tag| matches!(tag, Tag::Time | Tag::Number | Tag::Preposition);
        from.is_none_or(|from| {
            (from..=from + GAP).contains(&word) && sentence.parse.tokens[from..word].iter().all(|token| time(token.tag))
        })
    };
    let clause = clause.into_iter().flat_map(|frame| &sentence.parse.frames[frame].prepositions);
    let clause = clause.filter(|(word, _)| near(*word));
    phrase.complements.iter().chain(clause).map(|(word, phrases)| (*word, phrases.as_slice())).collect()
}

/// Who does what an event's noun names; `anyone` also who acts for no country.
fn agents<C: Cast>(sentence: &Sentence<'_, C>, index: &Index, np: NpId, used: &[u64], anyone: bool) -> Mentions {
    let phrase = &sentence.parse.phrases[np];
    if let Some(owner) = phrase.possessor {
        let found = sentence.refers(owner);
        if !found.is_empty() {
            return found.into();
        }
    }
    let modifiers = sentence.modifiers(phrase);
    if !modifiers.is_empty() {
        return modifiers;
    }
    for preposition in ["by", "of"] {
        if used.contains(&text::key(preposition)) {
            continue;
        }
        for (word, phrases) in &phrase.complements {
            if sentence.is(*word, preposition) {
                let acting = phrases.iter().filter(|&&np| anyone || !sentence.is_private(np));
                let found: Mentions = acting.flat_map(|&np| sentence.refers(np)).copied().collect();
                if !found.is_empty() {
                    return found;
                }
            }
        }
    }
    if let Some(own) = sentence.possessive_pronoun(phrase) {
        return smallvec![own];
    }
    supported(sentence, index, np, anyone)
}

/// "Russia launched an attack": the subject of a verb that only lends itself to the noun.
fn supported<C: Cast>(sentence: &Sentence<'_, C>, index: &Index, np: NpId, anyone: bool) -> Mentions {
    if let Some(frame) = occasion(sentence, index, np) {
        return acting(sentence, &sentence.parse.frames[frame], anyone);
    }
    let Some((frame, place)) = index.phrases[np].place else { return Mentions::new() };
    let frame = &sentence.parse.frames[frame];
    // "rallied in support of B", "in retaliation for"
    let phrase = &sentence.parse.phrases[np];
    // "freed them under a deal with B": both have made it.
    let bound = place == Place::Behind
        && !frame.passive
        && phrase.complements.iter().any(|(word, _)| sentence.is(*word, "with"))
        && frame.prepositions.iter().any(|(word, phrases)| sentence.is(*word, "under") && phrases.contains(&np));
    let adjunct = place == Place::Behind
        && phrase.words.len() == 1
        && phrase.complements.len() == 1
        && !frame.passive
        && frame.prepositions.iter().any(|(word, phrases)| sentence.is(*word, "in") && phrases.contains(&np));
    if adjunct || bound {
        return acting(sentence, frame, anyone);
    }
    // "called the bloc a threat to B": nobody threatens by that.
    let named = !frame.indirect.is_empty() && Grammar::get().are(&frame.lemmas, Class::NamingVerb);
    let object = place == Place::Object && !frame.passive && !named || place == Place::Surface && frame.passive;
    let lends = frame.lemmas.iter().any(|&lemma| sentence.book.inner().known.support_verbs.has_word(lemma))
        || !sentence.is_given(np)
            && sentence.operator(frame).is_some_and(|effect| !matches!(effect, Effect::Denied | Effect::Reported));
    if !object || !lends {
        return Mentions::new();
    }
    acting(sentence, frame, anyone)
}

/// Whom the frame's agents mean, where they act for anybody.
fn acting<C: Cast>(sentence: &Sentence<'_, C>, frame: &Frame, anyone: bool) -> Mentions {
    let agents = frame.agents(sentence.words).iter().filter(|&&np| anyone || !sentence.is_private(np));
    agents.flat_map(|&np| sentence.refers(np)).copied().collect()
}

/// Every two sides of talks, a war, a pact that face each other.
pub(super) fn sides<C: Cast>(sentence: &Sentence<'_, C>, index: &Index, np: NpId, mut push: impl FnMut(usize, usize)) {
    let phrase = &sentence.parse.phrases[np];
    let behind = |wanted: &[&str]| -> Mentions {
        complements(sentence, index, np)
            .iter()
            .filter(|(word, _)| wanted.iter().any(|text| sentence.is(*word, text)))
            .flat_map(|(_, phrases)| phrases.iter().flat_map(|&np| sentence.refers(np)))
            .copied()
            .collect()
    };
    let between = behind(&["between", "among"]);
    if !between.is_empty() {
        return pairs(sentence, &between, push);
    }
    let modifiers = sentence.modifiers(phrase);
    if modifiers.len() > 1 {
        return pairs(sentence, &modifiers, push);
    }
    let own = agents(sentence, index, np, &[const { text::key("from") }], false);
    let with = behind(&["with", "against"]);
    // "Treaties were signed with A and B": not by A with B.
    let Some(&first) = own.first() else { return };
    if with.is_empty() {
        return pairs(sentence, &own, push);
    }
    // "A's war with B and C": not of B with C.
    with.iter().for_each(|&other| pairs(sentence, &[first, other], &mut push));
}

/// "head of the NATO training center": the center is not NATO.
fn is_part<C: Cast>(sentence: &Sentence<'_, C>, np: NpId) -> bool {
    const PARTS: [u64; 16] = text::keys([
        "center",
        "centre",
        "office",
        "branch",
        "unit",
        "department",
        "division",
        "bureau",
        "desk",
        "section",
        "wing",
        "program",
        "programme",
        "school",
        "committee",
        "chapter",
    ]);
    let phrase = &sentence.parse.phrases[np];
    let body = |&mention: &usize| sentence.cast.kind(sentence.cast.entity(mention)) == Kind::Organization;
    PARTS.contains(&sentence.words[phrase.head].key)
        && sentence.head_mention(phrase).is_none()
        && sentence.modifiers(phrase).iter().all(body)
}

fn role<C: Cast>(
    sentence: &Sentence<'_, C>,
    index: &Index,
    np: NpId,
    word: usize,
    prepositions: &[u64],
    push: &mut impl FnMut(&[usize], &[usize], Option<FrameId>),
) {
    let phrase = &sentence.parse.phrases[np];
    // "the British director" directs films.
    let private = const { text::keys(["director", "founder", "co-founder", "boss", "coach", "ceo"]) };
    let governs = |mention: usize| sentence.cast.kind(sentence.cast.entity(mention)) != Kind::Country;
    let fits = |mention: &usize| !private.contains(&sentence.words[word].key) || governs(*mention);
    if word != phrase.head {
        // "Ukrainian President Volodymyr Zelenskyy", "NATO member Turkey"
        let Some(holder) = sentence.head_mention(phrase) else { return };
        let head = sentence.anchors[phrase.anchors.clone()].iter().find(|anchor| anchor.mention == holder);
        // The title ends before the name: "Secretary" of "Secretary General" is not one.
        let ends =
            |at: usize| matches!(sentence.parse.tokens[at].tag, Tag::Conjunction | Tag::Preposition | Tag::Comma);
        if head.is_none_or(|anchor| anchor.words.start <= word || anchor.words.start > word + 1 && !ends(word + 1)) {
            return;
        }
        let mut bodies: Mentions = sentence.anchors[phrase.anchors.clone()]
            .iter()
            .filter(|anchor| anchor.words.end <= word)
            .map(|anchor| anchor.mention)
            .collect();
        bodies.drain(..bodies.len().saturating_sub(1));
        if bodies.is_empty()
            && let Some(owner) = phrase.possessor
        {
            bodies = sentence.refers(owner).into();
        }
        if bodies.is_empty() {
            bodies.extend(sentence.possessive_pronoun(phrase));
        }
        // "President Ali Bongo of Gabon"
        if bodies.is_empty()
            && prepositions.contains(&const { text::key("of") })
            && let Some((_, owners)) = phrase.complements.iter().find(|(at, _)| sentence.is(*at, "of"))
        {
            bodies.extend(owners.iter().flat_map(|&np| sentence.refers(np)).copied());
        }
        bodies.retain(|mention| fits(mention));
        push(&[holder], &bodies, None);
        return;
    }
    // "head of a clinic in Germany" heads the clinic.
    let of = |word: usize| sentence.is(word, "of");
    let owned = prepositions.contains(&const { text::key("of") }) && phrase.complements.iter().any(|(at, _)| of(*at));
    let mut bodies: Mentions = phrase
        .complements
        .iter()
        // "Iran's proxy in Lebanon" is Iran's.
        .filter(|(at, _)| {
            prepositions.contains(&sentence.words[*at].key)
                && !(phrase.possessor.is_some() && sentence.is(*at, "in"))
                && (!owned || of(*at))
        })
        .flat_map(|(_, phrases)| {
            phrases.iter().filter(|&&np| !is_part(sentence, np)).flat_map(|&np| sentence.refers(np))
        })
        .copied()
        .collect();
    if bodies.is_empty() {
        bodies = sentence.modifiers(phrase);
    }
    if bodies.is_empty()
        && let Some(owner) = phrase.possessor
    {
        bodies = sentence.refers(owner).into();
    }
    if bodies.is_empty() {
        bodies.extend(sentence.possessive_pronoun(phrase));
    }
    bodies.retain(|mention| fits(mention));
    if bodies.is_empty() {
        return;
    }
    let named = |np: NpId| sentence.head_mention(&sentence.parse.phrases[np]);
    let beside = index.phrases[np].apposed.and_then(named).or_else(|| phrase.apposition.and_then(named));
    if let Some(holder) = beside {
        push(&[holder], &bodies, None);
        return;
    }
    let Some((id, place)) = index.phrases[np].place else { return };
    let frame = &sentence.parse.frames[id];
    let copula = frame.copula && place == Place::Object;
    let named_as = frame.passive && place == Place::Object;
    let becomes = place == Place::Object
        && ["become", "remain", "stay"].iter().any(|verb| frame.lemmas.contains(&text::key(verb)));
    let as_role = place == Place::Behind
        && frame.prepositions.iter().any(|(word, phrases)| sentence.is(*word, "as") && phrases.contains(&np));
    if copula || named_as || becomes {
        let holders: Mentions = frame.surface.iter().filter_map(|&np| named(np)).collect();
        push(&holders, &bodies, Some(id));
    } else if as_role && !frame.lemmas.iter().any(|&lemma| sentence.book.inner().known.leaving.has_word(lemma)) {
        let patients = frame.patients();
        // "succeeded Borrell as the EU's top diplomat"
        let succeeds = frame.lemmas.iter().any(|&lemma| sentence.book.inner().known.succeeding.has_word(lemma));
        let side = if succeeds {
            frame.agents(sentence.words)
        } else if patients.is_empty() {
            &frame.surface
        } else {
            patients
        };
        let holders: Mentions = side.iter().filter_map(|&np| named(np)).collect();
        push(&holders, &bodies, Some(id));
    }
}
