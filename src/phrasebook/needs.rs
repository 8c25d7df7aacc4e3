//! The words that a pattern cannot do without. Most patterns, and many sentences, are turned away by them before anything
//! is parsed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Rule;
use super::rule_set::{RuleSet, ones};
use super::shape::{Next, PhraseSet, Shape, Slot, Subject, VerbShape};
use crate::grammar::{Entry, Grammar, KeyMap, Marks};
use crate::text::{self, Word, WordKind};

/// What every rule needs: one word of each of its sets. A rule is looked at where a word of its rarest set stands.
#[derive(Debug, Default)]
pub(crate) struct Needs {
    /// The numbers of the words of all sets, by their keys.
    words: KeyMap<u32>,
    /// What each word tells, by its number.
    told: Vec<Told>,
    /// 64 numbers of rules or of sets, and which of them a word tells of.
    blocks: Vec<(u32, u64)>,
    /// How many times 64 sets are numbered.
    sets: usize,
    /// The other sets of each rule, the rarer first, as a range of `others`.
    rules: Vec<Range<u32>>,
    others: Vec<u32>,
    /// The rules that need nothing.
    needless: RuleSet,
    /// The rules that take whoever else is named, and so hold only where the caller chose who that is.
    elsewhere: RuleSet,
}

/// What a word tells where it stands, as ranges of `blocks`.
#[derive(Debug)]
struct Told {
    /// The rules that are to be looked at.
    rules: Range<u32>,
    /// The sets that it is in, of those among `others`.
    sets: Range<u32>,
}

/// A set of words, of which a rule needs one.
struct Set {
    commonness: (bool, usize),
    /// The rules of which it is the rarest.
    rules: RuleSet,
    /// Its number, if it is also asked for beside rarer ones.
    number: Option<u32>,
}

/// The rules that may hold in a sentence.
#[derive(Debug, Default)]
pub(crate) struct Live {
    /// A bit for each.
    rules: Vec<u64>,
    /// The words of the sentence that a rule needs.
    words: Marks,
    /// The sets of which a word stands in the sentence, a bit for each.
    sets: Vec<u64>,
}

impl Live {
    pub(crate) fn is_empty(&self) -> bool {
        self.rules.iter().all(|&bits| bits == 0)
    }

    /// Those of the rules that may hold, in ascending order.
    pub(crate) fn among(&self, rules: &RuleSet) -> impl Iterator<Item = u32> {
        rules.among(&self.rules)
    }
}

impl Needs {
    pub(crate) fn of(rules: &[Rule]) -> Self {
        let mut needs = Self::default();
        let mut known: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
        let mut sets: Vec<Set> = Vec::new();
        let mut others = Vec::new();
        for (rule, nth) in rules.iter().zip(0..) {
            let mut own = Vec::new();
            for mut keys in sets_of(&rule.shape) {
                keys.sort_unstable();
                keys.dedup();
                let set = *known.entry(keys).or_insert_with_key(|keys| {
                    sets.push(Set { commonness: commonness(keys), rules: RuleSet::default(), number: None });
                    sets.len() - 1
                });
                if !own.contains(&set) {
                    own.push(set);
                }
            }
            // The rarer words tell sooner.
            own.sort_by_key(|&set| sets[set].commonness);
            match own.first() {
                Some(&set) => sets[set].rules.insert(nth),
                None => needs.needless.insert(nth),
            }
            others.push(own.split_off(own.len().min(1)));
            if matches!(rule.shape, Shape::Verb { elsewhere: true, .. }) {
                needs.elsewhere.insert(nth);
            }
        }
        // What common words are in together is next to each other.
        let mut asked: Vec<usize> = others.iter().flatten().copied().collect();
        asked.sort_unstable_by_key(|&set| (sets[set].commonness, set));
        asked.dedup();
        asked.iter().zip(0..).for_each(|(&set, nth)| sets[set].number = Some(nth));
        needs.sets = asked.len().div_ceil(64);
        for own in others {
            let first = number(needs.others.len());
            needs.others.extend(own.iter().filter_map(|&set| sets[set].number));
            needs.rules.push(first..number(needs.others.len()));
        }
        let mut members: Vec<(u64, usize)> =
            known.iter().flat_map(|(keys, &set)| keys.iter().map(move |&key| (key, set))).collect();
        members.sort_unstable();
        for word in members.chunk_by(|(one, _), (other, _)| one == other) {
            needs.words.insert(word[0].0, number(needs.told.len()));
            let rules = word.iter().flat_map(|&(_, set)| sets[set].rules.blocks()).copied();
            let rules = append(&mut needs.blocks, rules);
            let numbers = word.iter().filter_map(|&(_, set)| sets[set].number);
            let numbers = append(&mut needs.blocks, numbers.map(|set| (set / 64, 1 << (set % 64))));
            needs.told.push(Told { rules, sets: numbers });
        }
        needs
    }

    /// Takes it that every rule may hold. `chosen`: the caller chose who is mentioned.
    pub(crate) fn find_all(&self, chosen: bool, live: &mut Live) {
        self.begin(live);
        (0..).zip(&self.rules).for_each(|(rule, _): (usize, _)| live.rules[rule / 64] |= 1 << (rule % 64));
        self.drop_elsewhere(chosen, live);
    }

    /// Tells which rules may hold among the words, of which the grammar has these entries. `chosen`: the caller chose who is
    /// mentioned.
    pub(crate) fn find(&self, words: &[Word], entries: &[Entry], chosen: bool, live: &mut Live) {
        self.begin(live);
        let Live { rules, words: there, sets } = live;
        let mut see = |key: u64| {
            if let Some(&word) = self.words.get(&key) {
                there.mark(word);
            }
        };
        for (word, entry) in words.iter().zip(entries) {
            if matches!(word.kind, WordKind::Punct(_)) {
                continue;
            }
            see(word.key);
            if entry.singular != word.key {
                see(entry.singular);
            }
            for verb in entry.info.verbs {
                if verb.forms != 0 && verb.lemma != word.key {
                    see(verb.lemma);
                }
            }
        }
        for &word in there.list() {
            let told = &self.told[word as usize];
            insert(rules, slice(&self.blocks, &told.rules));
            insert(sets, slice(&self.blocks, &told.sets));
        }
        let there = |set: &u32| sets[*set as usize / 64] >> (set % 64) & 1 == 1;
        for (block, bits) in (0..).zip(rules.iter_mut()) {
            for rule in ones(block, *bits) {
                if !slice(&self.others, &self.rules[rule as usize]).iter().all(there) {
                    *bits &= !(1 << (rule % 64));
                }
            }
        }
        insert(rules, self.needless.blocks());
        self.drop_elsewhere(chosen, live);
    }

    fn begin(&self, live: &mut Live) {
        live.words.clear();
        live.rules.clear();
        live.rules.resize(self.rules.len().div_ceil(64), 0);
        live.sets.clear();
        live.sets.resize(self.sets, 0);
    }

    /// A gazetteer finds bystanders too: "Iran lifted the ban, a magazine in Malta wrote".
    fn drop_elsewhere(&self, chosen: bool, live: &mut Live) {
        for &(block, bits) in self.elsewhere.blocks().iter().filter(|_| !chosen) {
            live.rules[block as usize] &= !bits;
        }
    }
}

fn insert(all: &mut [u64], blocks: &[(u32, u64)]) {
    for &(block, bits) in blocks {
        all[block as usize] |= bits;
    }
}

/// Prepositions and the like stand in every sentence; of other sets, the larger is the more common.
fn commonness(keys: &[u64]) -> (bool, usize) {
    (keys.iter().any(|&key| Grammar::get().info(key).is_function()), keys.len())
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

/// Appends blocks, those of one number next to each other as one.
fn append(all: &mut Vec<(u32, u64)>, more: impl IntoIterator<Item = (u32, u64)>) -> Range<u32> {
    let first = all.len();
    let mut more: Vec<(u32, u64)> = more.into_iter().collect();
    more.sort_unstable_by_key(|&(block, _)| block);
    for (block, bits) in more {
        match all[first..].last_mut() {
            Some(last) if last.0 == block => last.1 |= bits,
            _ => all.push((block, bits)),
        }
    }
    number(first)..number(all.len())
}

fn slice<'s, T>(all: &'s [T], range: &Range<u32>) -> &'s [T] {
    &all[range.start as usize..range.end as usize]
}

fn number(len: usize) -> u32 {
    u32::try_from(len).expect("fewer than four billion words of patterns")
}
