//! The words that a pattern cannot do without. Most patterns, and many sentences, are turned away by them before anything
//! is parsed.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use super::Rule;
use super::bits::{Bits, SparseBits};
use super::groups::{Groups, number};
use super::shape::{Next, Other, PhraseSet, Shape, Slot, Subject, VerbShape, in_order};
use super::stored::stored;
use crate::grammar::{Entry, Grammar, KeyHasher, KeyMap, Marks};
use crate::text::{self, Word, WordKind};

stored! { struct Needs { words, told, sets, rules, others, needless, elsewhere } }

/// What every rule needs: one word of each of its sets. A rule is looked at where a word of its rarest set stands.
#[derive(Debug, Default)]
pub(crate) struct Needs {
    /// The words of all sets, by their keys: where among `told` it stands what they tell.
    words: KeyMap<u32>,
    /// For each word how many rules are to be looked at where it stands, and which; then how many times 64 sets, of those among
    /// `others`, it is in some of, and for each which 64 and the two halves of their bits. "in" is in many, next to each other.
    told: Vec<u32>,
    /// How many sets are numbered.
    sets: usize,
    /// The other sets of each rule, the rarer first, as a range of `others`.
    rules: Vec<Range<u32>>,
    others: Vec<u32>,
    /// The rules that need nothing.
    needless: Vec<u32>,
    /// The rules that take whoever else is named, and so hold only where the caller chose who that is.
    elsewhere: SparseBits,
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
    rules: Bits,
    /// The words of the sentence that a rule needs.
    words: Marks,
    /// The sets of which a word stands in the sentence.
    sets: Bits,
}

impl Live {
    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Those of the rules that may hold, in ascending order.
    pub(crate) fn among(&self, rules: &SparseBits) -> impl Iterator<Item = u32> {
        rules.among(&self.rules)
    }
}

impl Needs {
    pub(crate) fn of(rules: &[Rule]) -> Self {
        let mut needs = Self::default();
        let mut known: HashMap<Keys<'_>, usize, BuildHasherDefault<KeyHasher>> = HashMap::default();
        let mut sets: Vec<Set> = Vec::new();
        let mut others = Vec::new();
        for (rule, nth) in rules.iter().zip(0..) {
            let mut own = Vec::new();
            for keys in sets_of(&rule.shape) {
                let set = *known.entry(in_order(keys)).or_insert_with_key(|keys| {
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
            if matches!(rule.shape, Shape::Verb { other: Other::Elsewhere, .. }) {
                needs.elsewhere.insert(nth);
            }
        }
        // What common words are in together is next to each other.
        let mut asked: Vec<usize> = others.iter().flatten().copied().collect();
        asked.sort_unstable_by_key(|&set| (sets[set].commonness, set));
        asked.dedup();
        asked.iter().zip(0..).for_each(|(&set, nth)| sets[set].number = Some(nth));
        needs.sets = asked.len();
        for own in others {
            let first = number(needs.others.len());
            needs.others.extend(own.iter().filter_map(|&set| sets[set].number));
            needs.rules.push(first..number(needs.others.len()));
        }
        let members = known.iter().flat_map(|(keys, &set)| keys.iter().map(move |&key| (key, number(set))));
        for (key, own) in Groups::of(&members.collect::<Vec<_>>()).iter() {
            needs.words.insert(key, number(needs.told.len()));
            let sets = || own.iter().map(|&set| &sets[set as usize]);
            let (mut rules, mut numbers) = (SparseBits::default(), SparseBits::default());
            sets().flat_map(|set| &set.rules).for_each(|&rule| rules.insert(rule));
            sets().filter_map(|set| set.number).for_each(|set| numbers.insert(set));
            for bits in [rules, numbers] {
                needs.told.push(number(bits.blocks().len()));
                let halves = |&(block, bits): &(u32, u64)| [block, bits as u32, (bits >> 32) as u32];
                needs.told.extend(bits.blocks().iter().flat_map(halves));
            }
        }
        needs
    }

    /// Whether every number leads somewhere, with so many rules.
    pub(super) fn hold_together(&self, rules: usize) -> bool {
        let are_rules = |numbers: &[u32]| numbers.iter().all(|&rule| (rule as usize) < rules);
        let are_sets = |numbers: &[u32]| numbers.iter().all(|&set| (set as usize) < self.sets);
        // No block beyond the last, and no bit in the last that is none of the numbers.
        let fit = |&[block, low, high]: &[u32; 3], len: usize| {
            let left = (len as u64).saturating_sub(u64::from(block) * 64);
            let bits = u64::from(low) | u64::from(high) << 32;
            left > 0 && u64::from(64 - bits.leading_zeros()) <= left
        };
        let tells = |word: u32| {
            let mut rest = self.told.get(word as usize..)?;
            for len in [rules, self.sets] {
                let (&count, behind) = rest.split_first()?;
                let (blocks, behind) = behind.split_at_checked((count as usize).checked_mul(3)?)?;
                blocks.as_chunks().0.iter().all(|block| fit(block, len)).then_some(())?;
                rest = behind;
            }
            Some(())
        };
        let lead_to_others = |range: &Range<u32>| self.others.get(range.start as usize..range.end as usize).is_some();
        self.rules.len() == rules
            && self.sets <= self.others.len()
            && self.words.values().all(|&word| tells(word).is_some())
            && self.rules.iter().all(lead_to_others)
            && are_sets(&self.others)
            && are_rules(&self.needless)
            && self.elsewhere.blocks().iter().all(|&(block, _)| (block as usize) < rules.div_ceil(64))
    }

    /// Takes it that every rule may hold. `chosen`: the caller chose who is mentioned.
    pub(crate) fn find_all(&self, chosen: bool, live: &mut Live) {
        self.begin(live);
        (0..number(self.rules.len())).for_each(|rule| live.rules.insert(rule));
        self.end(chosen, live);
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
            let [looked_at, in_sets] = self.told_by(word);
            rules.insert_blocks(looked_at);
            sets.insert_blocks(in_sets);
        }
        rules.retain(|rule| {
            let Range { start, end } = self.rules[rule as usize];
            self.others[start as usize..end as usize].iter().all(|&set| sets.has(set))
        });
        self.needless.iter().for_each(|&rule| rules.insert(rule));
        self.end(chosen, live);
    }

    fn begin(&self, live: &mut Live) {
        live.words.clear();
        live.rules.reset(self.rules.len());
        live.sets.reset(self.sets);
    }

    /// A gazetteer finds bystanders too: "Iran lifted the ban, a magazine in Malta wrote".
    fn end(&self, chosen: bool, live: &mut Live) {
        if !chosen {
            live.rules.remove(&self.elsewhere);
        }
    }

    /// The rules that are to be looked at where a word stands, and the sets that it is in.
    fn told_by(&self, word: u32) -> [&[[u32; 3]]; 2] {
        let mut rest = &self.told[word as usize..];
        [(); 2].map(|()| {
            let (count, behind) = rest.split_at(1);
            let (blocks, behind) = behind.split_at(3 * count[0] as usize);
            rest = behind;
            blocks.as_chunks().0
        })
    }
}

/// Prepositions and the like stand in every sentence; of other sets, the larger is the more common.
fn commonness(keys: &[u64]) -> (bool, usize) {
    (keys.iter().any(|&key| Grammar::get().info(key).is_function()), keys.len())
}

type Keys<'s> = Cow<'s, [u64]>;

/// The words of which a sentence must have one each, by their keys, their singulars' keys or those of their base forms.
fn sets_of(shape: &Shape) -> Vec<Keys<'_>> {
    const POSSESSIVE: [u64; 2] = text::keys(["'s", "'"]);
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
                out.push(Cow::Borrowed(keys));
                slot_needs(slot, &mut out);
            }
            if let Some(verb) = next {
                verb_needs(verb, &mut out);
            }
        }
        Shape::Between { nouns } | Shape::Role { nouns, .. } => set_needs(nouns, &mut out),
        Shape::Compound { words, .. } => out.push(Cow::Borrowed(words)),
        Shape::Known { .. } => out.push(Cow::Borrowed(&POSSESSIVE)),
    }
    out
}

fn verb_needs<'s>(verb: &'s VerbShape, out: &mut Vec<Keys<'s>>) {
    // Forms of these are written as "'s", "'d", "'ve" too.
    const AUXILIARIES: [u64; 3] = text::keys(["be", "have", "do"]);
    let auxiliary = |key: &u64| AUXILIARIES.contains(key);
    match &verb.predicate {
        // "is deployed", or another verb of that base form in a passive.
        Some(set) if !set.is_open() => {
            let lemmas = verb.lemmas.iter().filter(|key| !auxiliary(key));
            out.push(set.heads().iter().chain(lemmas).copied().collect());
        }
        None if !verb.lemmas.iter().any(auxiliary) => out.push(Cow::Borrowed(&verb.lemmas)),
        _ => {}
    }
    if !verb.particles.is_empty() {
        out.push(Cow::Borrowed(&verb.particles));
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
            out.push(Cow::Borrowed(keys));
        }
        slot_needs(slot, out);
    }
    match &verb.next {
        Some(Next::Infinitive(inner)) => verb_needs(inner, out),
        Some(Next::Gerund(keys, inner)) => {
            out.push(Cow::Borrowed(keys));
            verb_needs(inner, out);
        }
        Some(Next::Content(slot, _, Some(said))) => {
            slot_needs(slot, out);
            verb_needs(said, out);
        }
        Some(Next::Content(slot, modals, None)) => {
            slot_needs(slot, out);
            if !modals.iter().any(auxiliary) {
                out.push(Cow::Borrowed(modals));
            }
        }
        None => {}
    }
}

fn slot_needs<'s>(slot: &'s Slot, out: &mut Vec<Keys<'s>>) {
    if let Some(set) = &slot.heads {
        set_needs(set, out);
    }
}

fn set_needs<'s>(set: &'s PhraseSet, out: &mut Vec<Keys<'s>>) {
    if !set.is_open() {
        out.push(set.heads());
    }
}
