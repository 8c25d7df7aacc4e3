//! The words that a pattern cannot do without. Most patterns, and many sentences, are turned away by them before anything
//! is parsed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Rule;
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
    lookouts: Vec<u32>,
    /// 64 numbers of sets, and which of them a word is in.
    sets: Vec<(u32, u64)>,
    /// How many times 64 sets are numbered.
    blocks: usize,
    /// The other sets of each rule, the rarer first, as a range of `others`.
    rules: Vec<Range<u32>>,
    others: Vec<u32>,
    /// The rules that need nothing.
    needless: Vec<u32>,
    /// Whether each rule takes whoever else is named, and so holds only where the caller chose who that is.
    elsewhere: Vec<bool>,
}

/// What a word tells where it stands.
#[derive(Debug, Default)]
struct Told {
    /// The rules that are to be looked at, as a range of `lookouts`.
    rules: Range<u32>,
    /// The sets that it is in, of those among `others`, as a range of `sets`.
    sets: Range<u32>,
}

/// A set of words, of which a rule needs one.
struct Set {
    commonness: (bool, usize),
    /// The rules of which it is the rarest.
    rules: Vec<u32>,
    /// Its number, if it is also asked for beside rarer ones.
    number: Option<u32>,
}

/// The rules that may hold in a sentence.
#[derive(Debug, Default)]
pub(crate) struct Live {
    rules: Marks,
    /// The words of the sentence that a rule needs.
    words: Marks,
    /// The sets of which a word stands in the sentence, 64 a number.
    sets: Vec<u64>,
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
        let mut known: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
        let mut sets: Vec<Set> = Vec::new();
        let mut others = Vec::new();
        for (rule, nth) in rules.iter().zip(0..) {
            let mut own = Vec::new();
            for mut keys in sets_of(&rule.shape) {
                keys.sort_unstable();
                keys.dedup();
                let set = *known.entry(keys).or_insert_with_key(|keys| {
                    sets.push(Set { commonness: commonness(keys), rules: Vec::new(), number: None });
                    sets.len() - 1
                });
                if !own.contains(&set) {
                    own.push(set);
                }
            }
            // The rarer words tell sooner.
            own.sort_by_key(|&set| sets[set].commonness);
            match own.first() {
                Some(&set) => sets[set].rules.push(nth),
                None => needs.needless.push(nth),
            }
            others.push(own.split_off(own.len().min(1)));
            needs.elsewhere.push(matches!(rule.shape, Shape::Verb { elsewhere: true, .. }));
        }
        // What common words are in together is next to each other.
        let mut asked: Vec<usize> = others.iter().flatten().copied().collect();
        asked.sort_unstable_by_key(|&set| (sets[set].commonness, set));
        asked.dedup();
        asked.iter().zip(0..).for_each(|(&set, nth)| sets[set].number = Some(nth));
        needs.blocks = asked.len().div_ceil(64);
        for own in others {
            let first = number(needs.others.len());
            needs.others.extend(own.iter().filter_map(|&set| sets[set].number));
            needs.rules.push(first..number(needs.others.len()));
        }
        let mut told: Vec<(Vec<u32>, BTreeMap<u32, u64>)> = Vec::new();
        for (keys, &set) in &known {
            let set = &sets[set];
            for &key in keys {
                let word = *needs.words.entry(key).or_insert_with(|| {
                    told.push(<_>::default());
                    number(told.len() - 1)
                });
                let (lookouts, blocks) = &mut told[word as usize];
                lookouts.extend(&set.rules);
                if let Some(set) = set.number {
                    *blocks.entry(set / 64).or_default() |= 1 << (set % 64);
                }
            }
        }
        for (rules, blocks) in told {
            needs.told.push(Told { rules: append(&mut needs.lookouts, rules), sets: append(&mut needs.sets, blocks) });
        }
        needs
    }

    /// Takes it that every rule may hold. `chosen`: the caller chose who is mentioned.
    pub(crate) fn find_all(&self, chosen: bool, live: &mut Live) {
        (0..number(self.rules.len())).filter(|&rule| self.is_for(rule, chosen)).for_each(|rule| live.rules.mark(rule));
    }

    /// Whether the rule is for such mentions. A gazetteer finds bystanders too: "Iran lifted the ban, a magazine in Malta
    /// wrote".
    fn is_for(&self, rule: u32, chosen: bool) -> bool {
        chosen || !self.elsewhere[rule as usize]
    }

    /// Tells which rules may hold among the words, of which the grammar has these entries. `chosen`: the caller chose who is
    /// mentioned.
    pub(crate) fn find(&self, words: &[Word], entries: &[Entry], chosen: bool, live: &mut Live) {
        let Live { rules, words: there, sets } = live;
        rules.clear();
        there.clear();
        sets.clear();
        sets.resize(self.blocks, 0);
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
        self.needless.iter().filter(|&&rule| self.is_for(rule, chosen)).for_each(|&rule| rules.mark(rule));
        for &word in there.list() {
            for &(block, bits) in slice(&self.sets, &self.told[word as usize].sets) {
                sets[block as usize] |= bits;
            }
        }
        for &word in there.list() {
            for &rule in slice(&self.lookouts, &self.told[word as usize].rules) {
                let others = slice(&self.others, &self.rules[rule as usize]);
                if others.iter().all(|&set| sets[set as usize / 64] >> (set % 64) & 1 == 1) && self.is_for(rule, chosen)
                {
                    rules.mark(rule);
                }
            }
        }
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

fn append<T>(all: &mut Vec<T>, more: impl IntoIterator<Item = T>) -> Range<u32> {
    let first = number(all.len());
    all.extend(more);
    first..number(all.len())
}

fn slice<'s, T>(all: &'s [T], range: &Range<u32>) -> &'s [T] {
    &all[range.start as usize..range.end as usize]
}

fn number(len: usize) -> u32 {
    u32::try_from(len).expect("fewer than four billion words of patterns")
}
