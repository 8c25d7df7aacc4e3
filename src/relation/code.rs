//! The CAMEO code of a relation: its type's, as far as the words narrow it, under what the text makes of it.

use super::{Cast, Finding, Sentence, Status};
use crate::clause::{Link, NpId};
use crate::code::{Cameo, PLOVER, QuadClass};
use crate::phrasebook::{Act, Acts, Operation, PhraseSet, RelationType};

/// How many words of a clause are asked.
const FEW: usize = 24;

/// The narrowest code that the words support.
pub(crate) fn code<C: Cast>(sentence: &Sentence<'_, C>, finding: &Finding) -> Option<&'static Cameo> {
    let book = sentence.book.inner();
    let relation = &book.relations[finding.relation];
    let own = relation.codes.get(finding.pattern).copied().flatten();
    let base = relation.cameo.or(own)?;
    let narrower = book.narrower[finding.relation].as_deref();
    let by_words = || {
        let list = narrower.unwrap_or_default();
        list.iter().find(|one| clause_has(sentence, finding, &one.words, &one.verbs)).map(|one| one.code)
    };
    let narrowed = own.or_else(by_words).or_else(|| {
        // Of violence many kinds are named where one is done: "killed in the siege".
        let violent = base.quad_class() == QuadClass::MaterialConflict;
        let kept = narrower.is_some_and(<[_]>::is_empty);
        (!violent && !kept).then(|| by_acts(sentence, finding, base)).flatten()
    });
    Some(with_status(&book.acts, narrowed.unwrap_or(base), &finding.status))
}

/// The PLOVER type: that of the code, or the relation type's own where it has no code.
pub(crate) fn plover(relation: &RelationType, code: Option<&'static Cameo>) -> Option<&'static str> {
    match code {
        Some(code) => code.plover(),
        None => relation.plover.as_deref().and_then(|plover| PLOVER.into_iter().find(|name| *name == plover)),
    }
}

/// The code of an act with what the text makes of it.
fn with_status(acts: &Acts, code: &'static Cameo, status: &Status) -> &'static Cameo {
    let says_not = status.operations.iter().any(|operation| matches!(operation, Operation::Refuse | Operation::Halt));
    let asked = status.operations.iter().any(|operation| matches!(operation, Operation::Appeal | Operation::Demand));
    let mut code = code;
    if status.negated && !says_not {
        // "urged A not to attack B" asks for an end; "did not help" is a refusal as far as anybody can tell.
        code = if asked {
            acts.known_under(Operation::Halt, code.code()).unwrap_or(code)
        } else {
            under(acts, Operation::Refuse, code)
        };
    }
    status.operations.iter().fold(code, |code, operation| under(acts, operation, code))
}

fn under(acts: &Acts, operation: Operation, code: &'static Cameo) -> &'static Cameo {
    if let Some(known) = acts.known_under(operation, code.code()) {
        return known;
    }
    let cooperative = matches!(code.quad_class(), QuadClass::VerbalCooperation | QuadClass::MaterialCooperation);
    match operation {
        Operation::Intend | Operation::Refuse | Operation::Halt if !cooperative => code,
        // What is intended already stays so.
        Operation::Intend if code.root() == "03" => code,
        _ => acts.root_of(operation).unwrap_or(code),
    }
}

/// Whether the clause's verb or the head of one of its phrases is among the words.
fn clause_has<C: Cast>(sentence: &Sentence<'_, C>, finding: &Finding, words: &PhraseSet, verbs: &[u64]) -> bool {
    let frames = &sentence.parse.frames;
    let by_verb = finding.clauses.iter().any(|&id| frames[id].lemmas.iter().any(|lemma| verbs.contains(lemma)));
    by_verb
        || sentence.word_in(finding.trigger, words).is_some()
        || sentence
            .parse
            .phrases
            .iter()
            .filter(|phrase| finding.extent.contains(&phrase.head))
            .take(FEW)
            .any(|phrase| sentence.word_in(phrase.head, words).is_some())
}

/// A word that may name the act, in the order of the text.
struct Spot {
    word: usize,
    /// The noun phrase that it heads; none for a verb.
    phrase: Option<NpId>,
    /// Whether the text speaks of its end: "lift the blockade".
    halted: bool,
}

/// The code of the first act that the clause names and that the relation's own code covers.
fn by_acts<C: Cast>(sentence: &Sentence<'_, C>, finding: &Finding, base: &'static Cameo) -> Option<&'static Cameo> {
    let acts = &sentence.book.inner().acts;
    let mut found: Option<&'static Cameo> = None;
    for spot in spots(sentence, finding) {
        let covering = found.map_or(base, |found| found);
        let named = named(sentence, acts, &spot);
        let codes = named.iter().filter_map(|act| covered(acts, act, spot.halted, covering));
        // What says more: "food" is relief rather than help.
        let best = codes.max_by_key(|code| (code.code().len(), !code.code().ends_with('0')));
        if let Some(code) = best {
            found = Some(code);
        }
    }
    found
}

/// The act's code, or the one that it has under an operation, that is narrower than `base`.
fn covered(acts: &Acts, act: &Act, halted: bool, base: &'static Cameo) -> Option<&'static Cameo> {
    let narrower = |code: &&'static Cameo| {
        let code = code.code();
        let general = base.code().len() == 3 && base.code().ends_with('0');
        let prefix = if general { base.root() } else { base.code() };
        code.starts_with(prefix) && code != base.code()
    };
    if halted && let Some(ended) = act.when(Operation::Halt) {
        let outer = [Operation::Intend, Operation::Appeal, Operation::Demand, Operation::Refuse, Operation::Threaten];
        return [ended]
            .into_iter()
            .chain(outer.into_iter().filter_map(|operation| acts.known_under(operation, ended.code())))
            .find(narrower);
    }
    [act.code].into_iter().chain(act.under()).find(narrower)
}

/// The acts that the spot names by the most words.
fn named<'a, C: Cast>(sentence: &'a Sentence<'_, C>, acts: &'a Acts, spot: &Spot) -> Vec<&'a Act> {
    let Some(np) = spot.phrase else {
        let frame = sentence.parse.frames.iter().find(|frame| frame.verb == spot.word);
        return frame.into_iter().flat_map(|frame| frame.lemmas).flat_map(|lemma| acts.by_verb(lemma)).collect();
    };
    let [exact, one] = sentence.noun_keys(spot.word);
    let other = acts.by_noun(one).filter(|_| one != exact);
    let fitting: Vec<(usize, &Act)> = acts
        .by_noun(exact)
        .chain(other)
        .filter(|act| sentence.word_in(spot.word, &act.words).is_some())
        .map(|act| (sentence.exactness(np, &act.words), act))
        .collect();
    let most = fitting.iter().map(|(words, _)| *words).max().unwrap_or(0);
    fitting.into_iter().filter(|(words, _)| *words == most).map(|(_, act)| act).collect()
}

/// The nouns behind the trigger and the verbs that hang on it, in the order of the text.
fn spots<C: Cast>(sentence: &Sentence<'_, C>, finding: &Finding) -> Vec<Spot> {
    let parse = sentence.parse;
    let own = |id: &usize| finding.clauses.contains(id);
    // What is asked for, promised, refused: "urged A to meet B".
    let below: Vec<usize> = (0..parse.frames.len())
        .filter(|id| {
            let governor = |id: usize| {
                let (above, link) = parse.frames[id].governor?;
                (above < parse.frames.len() && !matches!(link, Link::Relative | Link::Adverbial(_))).then_some(above)
            };
            let above = governor(*id);
            !own(id) && (above.is_some_and(|id| own(&id)) || above.and_then(governor).is_some_and(|id| own(&id)))
        })
        .collect();
    let ended = |id: &usize| sentence.operation_of(&parse.frames[*id]) == Some(Operation::Halt);
    let within = |word: usize| {
        let read = finding.clauses.iter().chain(&below);
        finding.extent.contains(&word) || read.into_iter().any(|&id| parse.frames[id].extent.contains(&word))
    };
    let passive =
        |np: NpId| finding.clauses.iter().any(|&id| parse.frames[id].passive && parse.frames[id].surface.contains(&np));
    let mut spots: Vec<Spot> = Vec::new();
    let mut inside: Vec<NpId> = Vec::new();
    for (np, phrase) in parse.phrases.iter().enumerate() {
        let behind = phrase.head >= finding.trigger || phrase.words.contains(&finding.trigger) || passive(np);
        if !behind || !within(phrase.head) || spots.len() >= FEW {
            continue;
        }
        // "an end to the blockade"
        let mut halted = inside.contains(&np);
        if sentence.operation_at(phrase.head) == Some(Operation::Halt) {
            inside.extend(phrase.complements.iter().flat_map(|(_, phrases)| phrases));
        }
        let above = below.iter().chain(finding.clauses.iter()).find(|&&id| parse.frames[id].objects.contains(&np));
        halted |= above.is_some_and(ended);
        spots.push(Spot { word: phrase.head, phrase: Some(np), halted });
    }
    spots.extend(below.iter().chain(&finding.clauses).map(|&id| {
        let frame = &parse.frames[id];
        let above =
            frame.governor.filter(|(above, link)| *above < parse.frames.len() && !matches!(link, Link::Relative));
        Spot { word: frame.verb, phrase: None, halted: above.is_some_and(|(above, _)| ended(&above)) }
    }));
    spots.sort_by_key(|spot| spot.word);
    spots
}
