//! The words that a pattern cannot do without. Most patterns, and many sentences, are turned away by them before anything
//! is parsed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Rule;
use super::shape::{Next, PhraseSet, Shape, Slot, Subject, VerbShape};
use crate::grammar::{Grammar, KeyMap, Marks};
use crate::text::{self, Word, WordKind};

/// What every rule needs: one word of each of its sets.
#[derive(Debug, Default)]
pub(crate) struct Needs {
    sets: Vec<Set>,
    /// The keys of the words of all sets.
    keys: Vec<u64>,
    /// The watched sets that a word is in, by its key, as a range of `memberships`.
    watched: KeyMap<Range<u32>>,
    memberships: Vec<u32>,
    /// The sets of each rule, as a range of `needed`.
    rules: Vec<Range<u32>>,
    needed: Vec<u32>,
    /// The rules that need nothing.
    needless: Vec<u32>,
}

#[derive(Debug, Clone, Default)]
struct Set {
    /// Its words, as a range of [`Needs::keys`].
    keys: Range<u32>,
    /// Its words are looked for one by one in the sentence; a watched set is marked by the words of the sentence.
    is_watched: bool,
    /// The rules that are looked at where it is there.
    rules: Vec<u32>,
}

/// A set of more words is watched.
const FEW: usize = 4;

/// The rules that may hold in a sentence.
#[derive(Debug, Default)]
pub(crate) struct Live {
    rules: Marks,
    /// The watched sets of which the sentence has a word.
    sets: Marks,
    words: Filter,
}

impl Live {
    pub(crate) fn is_empty(&self) -> bool {
        self.rules.list().is_empty()
    }

    pub(crate) fn has(&self, rule: u32) -> bool {
        self.rules.has(rule)
    }
}

impl Needs {
    pub(crate) fn of(rules: &[Rule]) -> Self {
        let mut needs = Self::default();
        let mut known: BTreeMap<Vec<u64>, u32> = BTreeMap::new();
        for (rule, nth) in rules.iter().zip(0..) {
            let first = needs.needed.len();
            for mut keys in sets_of(&rule.shape) {
                keys.sort_unstable();
                keys.dedup();
                let set = *known.entry(keys).or_insert_with_key(|keys| needs.push(keys));
                if !needs.needed[first..].contains(&set) {
                    needs.needed.push(set);
                }
            }
            // The rarer words tell sooner.
            let lookout = needs.needed[first..].iter().min_by_key(|&&set| needs.commonness(set));
            match lookout.copied() {
                Some(set) => needs.sets[set as usize].rules.push(nth),
                None => needs.needless.push(nth),
            }
            needs.rules.push(number(first)..number(needs.needed.len()));
        }
        let mut members: Vec<(u64, u32)> = Vec::new();
        for (keys, &set) in &known {
            let of = &mut needs.sets[set as usize];
            of.is_watched = keys.len() > FEW || !of.rules.is_empty();
            if of.is_watched {
                members.extend(keys.iter().map(|&key| (key, set)));
            }
        }
        members.sort_unstable();
        for of_key in members.chunk_by(|a, b| a.0 == b.0) {
            let first = number(needs.memberships.len());
            needs.memberships.extend(of_key.iter().map(|&(_, set)| set));
            needs.watched.insert(of_key[0].0, first..number(needs.memberships.len()));
        }
        needs
    }

    fn push(&mut self, keys: &[u64]) -> u32 {
        let first = number(self.keys.len());
        self.keys.extend(keys);
        self.sets.push(Set { keys: first..number(self.keys.len()), ..Set::default() });
        number(self.sets.len() - 1)
    }

    /// Prepositions and the like stand in every sentence; of other sets, the larger is the more common.
    fn commonness(&self, set: u32) -> (bool, usize) {
        let keys = slice(&self.keys, &self.sets[set as usize].keys);
        (keys.iter().any(|&key| Grammar::get().info(key).is_function()), keys.len())
    }

    /// Takes it that every rule may hold.
    pub(crate) fn find_all(&self, live: &mut Live) {
        (0..number(self.rules.len())).for_each(|rule| live.rules.mark(rule));
    }

    /// Tells which rules may hold among the words, whose singulars have these keys.
    pub(crate) fn find(&self, words: &[Word], singulars: &[u64], live: &mut Live) {
        let Live { rules, sets, words: filter } = live;
        rules.clear();
        sets.clear();
        filter.clear();
        let mut see = |key: u64| {
            filter.add(key);
            if let Some(range) = self.watched.get(&key) {
                slice(&self.memberships, range).iter().for_each(|&set| sets.mark(set));
            }
        };
        for (word, &singular) in words.iter().zip(singulars) {
            if matches!(word.kind, WordKind::Punct(_)) {
                continue;
            }
            see(word.key);
            if singular != word.key {
                see(singular);
            }
            for verb in Grammar::get().info(word.key).verbs {
                if verb.forms != 0 && verb.lemma != word.key {
                    see(verb.lemma);
                }
            }
        }
        self.needless.iter().for_each(|&rule| rules.mark(rule));
        let is_there = |set: u32| {
            let of = &self.sets[set as usize];
            if of.is_watched {
                sets.has(set)
            } else {
                slice(&self.keys, &of.keys).iter().any(|&key| filter.may_have(key))
            }
        };
        for &set in sets.list() {
            for &rule in &self.sets[set as usize].rules {
                if slice(&self.needed, &self.rules[rule as usize]).iter().all(|&set| is_there(set)) {
                    rules.mark(rule);
                }
            }
        }
    }
}

/// The words of which a sentence must have one each, by their keys, their singulars' keys or those of their base forms.
fn sets_of(shape: &Shape) -> Vec<Vec<u64>> {
    let mut out = Vec::new();
    match shape {
        Shape::Verb { subject, verb, .. } => {
            if let Subject::One(slot) = subject {
                slot_needs(slot, &mut out);
            }
            verb_needs(verb, &mut out);
        }
        Shape::Event { nouns, prepositions, next, .. } => {
            set_needs(nouns, &mut out);
            for (keys, slot) in prepositions {
                out.push(keys.clone());
                slot_needs(slot, &mut out);
            }
            if let Some(verb) = next {
                verb_needs(verb, &mut out);
            }
        }
        Shape::Between { nouns } | Shape::Role { nouns, .. } => set_needs(nouns, &mut out),
        Shape::Compound { words, .. } => out.push(words.clone()),
    }
    out
}

fn verb_needs(verb: &VerbShape, out: &mut Vec<Vec<u64>>) {
    // Forms of these are written as "'s", "'d", "'ve" too.
    const AUXILIARIES: [u64; 3] = text::keys(["be", "have", "do"]);
    let auxiliary = |key: &u64| AUXILIARIES.contains(key);
    match &verb.predicate {
        // "is deployed", or another verb of that base form in a passive.
        Some(set) if !set.is_open() => {
            out.push(set.keys().into_iter().chain(verb.lemmas.iter().copied().filter(|key| !auxiliary(key))).collect());
        }
        None if !verb.lemmas.iter().any(auxiliary) => out.push(verb.lemmas.clone()),
        _ => {}
    }
    if !verb.particles.is_empty() {
        out.push(verb.particles.clone());
    }
    if let Some(slot) = &verb.object {
        slot_needs(slot, out);
    }
    if let Some(set) = &verb.complement {
        set_needs(set, out);
    }
    for (keys, slot) in &verb.prepositions {
        // "gave Ukraine tanks" is "gave tanks to Ukraine".
        const DIRECT: [u64; 2] = text::keys(["to", "for"]);
        if !keys.iter().any(|key| DIRECT.contains(key)) {
            out.push(keys.clone());
        }
        slot_needs(slot, out);
    }
    match &verb.next {
        Some(Next::Infinitive(inner)) => verb_needs(inner, out),
        Some(Next::Gerund(keys, inner)) => {
            out.push(keys.clone());
            verb_needs(inner, out);
        }
        Some(Next::Content(slot, _, Some(said))) => {
            slot_needs(slot, out);
            verb_needs(said, out);
        }
        Some(Next::Content(slot, modals, None)) => {
            slot_needs(slot, out);
            if !modals.iter().any(auxiliary) {
                out.push(modals.clone());
            }
        }
        None => {}
    }
}

fn slot_needs(slot: &Slot, out: &mut Vec<Vec<u64>>) {
    if let Some(set) = &slot.heads {
        set_needs(set, out);
    }
}

fn set_needs(set: &PhraseSet, out: &mut Vec<Vec<u64>>) {
    if !set.is_open() {
        out.push(set.keys());
    }
}

fn slice<'s, T>(all: &'s [T], range: &Range<u32>) -> &'s [T] {
    &all[range.start as usize..range.end as usize]
}

fn number(len: usize) -> u32 {
    u32::try_from(len).expect("fewer than four billion words of patterns")
}

/// Which keys a sentence may have: never wrong about one that it has.
#[derive(Debug, Default)]
struct Filter([u64; 16]);

impl Filter {
    fn add(&mut self, key: u64) {
        let (block, bit) = Self::place(key);
        self.0[block] |= bit;
    }

    fn may_have(&self, key: u64) -> bool {
        let (block, bit) = Self::place(key);
        self.0[block] & bit != 0
    }

    fn place(key: u64) -> (usize, u64) {
        ((key >> 60) as usize, 1 << (key >> 54 & 63))
    }

    fn clear(&mut self) {
        self.0 = [0; 16];
    }
}
