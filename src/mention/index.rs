//! Names over whole words: the key of a name's first word leads to the names that start with it, the longest first.
//!
//! Case is looked at only where the keys agree. A hyphen counts as a blank.

use std::ops::Range;

use crate::gazetteer::{EntityIx, Gazetteer, MentionForm};
use crate::grammar::KeyMap;
use crate::text::{self, Case, Span, Word, WordKind};

/// What a name can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reading {
    pub(crate) entity: EntityIx,
    pub(crate) form: MentionForm,
    pub(crate) ambiguous: bool,
}

/// A name that stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameHit {
    /// Its words, as indices into the sentence's.
    pub(crate) words: Range<usize>,
    name: u32,
    /// It stands in capitals among capitals, so that "US" may be "us".
    pub(crate) shouted: bool,
}

/// All names of a gazetteer, its decoys among them.
#[derive(Debug, Clone)]
pub(crate) struct NameIndex {
    first: KeyMap<(u32, u32)>,
    names: Vec<Name>,
    /// The keys behind the first of all names.
    keys: Vec<u64>,
    /// The cased words of all names, a blank between them.
    cased: String,
    readings: Vec<Reading>,
}

#[derive(Debug, Clone, Copy)]
struct Name {
    keys: (u32, u32),
    cased: (u32, u32),
    readings: (u32, u32),
}

/// A form of an entity, or a decoy, on its way into the index.
#[derive(Debug, Clone, Copy)]
struct Draft {
    /// The number of its first word among the first words.
    first: u32,
    keys: (u32, u32),
    cased: (u32, u32),
    reading: Option<Reading>,
}

fn number(len: usize) -> u32 {
    u32::try_from(len).expect("an index of less than 4 GiB")
}

fn range((start, end): (u32, u32)) -> Range<usize> {
    start as usize..end as usize
}

impl NameIndex {
    pub(crate) fn build(gazetteer: &Gazetteer) -> Self {
        let entities = gazetteer.entities();
        let count = entities.iter().map(|entity| entity.forms.len()).sum::<usize>() + gazetteer.decoys().len();
        let mut index = Self {
            first: KeyMap::default(),
            names: Vec::with_capacity(count),
            keys: Vec::with_capacity(count * 2),
            cased: String::with_capacity(count * 20),
            readings: Vec::with_capacity(count),
        };
        let mut drafts = Vec::with_capacity(count);
        let mut words = Vec::new();
        for (at, entity) in entities.iter().enumerate() {
            let entity_ix = EntityIx(u32::try_from(at).expect("fewer than four billion entities"));
            for form in &entity.forms {
                let reading = Reading { entity: entity_ix, form: form.form, ambiguous: form.ambiguous };
                drafts.extend(index.draft(&form.text, Some(reading), &mut words));
            }
        }
        for decoy in gazetteer.decoys() {
            drafts.extend(index.draft(decoy, None, &mut words));
        }
        index.group(&drafts);
        index
    }

    /// Puts the words of a form into the index.
    fn draft(&mut self, form: &str, reading: Option<Reading>, words: &mut Vec<Word>) -> Option<Draft> {
        let (keys, cased) = (number(self.keys.len()), number(self.cased.len()));
        let mut first = None;
        // Letters with blanks between them are words as they stand; most forms are.
        if form.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ') {
            for word in form.split(' ').filter(|word| !word.is_empty()) {
                self.push_word(text::key(word), word, &mut first);
            }
        } else {
            text::words(form, Span::new(0, form.len()), words);
            for word in words.iter().filter(|word| word.kind != WordKind::Punct('-')) {
                self.push_word(word.key, &text::cased_fold(word.span.slice(form)), &mut first);
            }
        }
        let next = number(self.first.len());
        let &mut (first, _) = self.first.entry(first?).or_insert((next, 0));
        Some(Draft { first, keys: (keys, number(self.keys.len())), cased: (cased, number(self.cased.len())), reading })
    }

    /// Puts a word of a form into the index, or its key into `first` where it is the first.
    fn push_word(&mut self, key: u64, cased: &str, first: &mut Option<u64>) {
        if first.is_some() {
            self.keys.push(key);
            self.cased.push(' ');
        } else {
            *first = Some(key);
        }
        self.cased.push_str(cased);
    }

    /// Makes names of the drafts: those with the same first word stand together, the longest first.
    fn group(&mut self, drafts: &[Draft]) {
        // Where the drafts of each first word end, and then, as they are put in from behind, where they start.
        let mut starts = vec![0; self.first.len() + 1];
        drafts.iter().for_each(|draft| starts[draft.first as usize] += 1);
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let mut order = vec![0; drafts.len()];
        for (at, draft) in drafts.iter().enumerate().rev() {
            let place = &mut starts[draft.first as usize];
            *place -= 1;
            order[*place] = at;
        }
        let cased = std::mem::take(&mut self.cased);
        let cased_of = |draft: &Draft| &cased[range(draft.cased)];
        let mut names = Vec::with_capacity(self.first.len());
        for ends in starts.windows(2) {
            let same = &mut order[ends[0]..ends[1]];
            same.sort_unstable_by(|&a, &b| {
                let (a, b) = (&drafts[a], &drafts[b]);
                let order = range(b.keys).len().cmp(&range(a.keys).len()).then_with(|| cased_of(a).cmp(cased_of(b)));
                order.then(a.reading.cmp(&b.reading))
            });
            let first = number(self.names.len());
            for twins in same.chunk_by(|&a, &b| cased_of(&drafts[a]) == cased_of(&drafts[b])) {
                self.push(twins.iter().map(|&at| &drafts[at]));
            }
            names.push((first, number(self.names.len())));
        }
        self.cased = cased;
        // Each is changed for itself: their order does not show.
        #[allow(clippy::iter_over_hash_type)]
        for found in self.first.values_mut() {
            *found = names[found.0 as usize];
        }
    }

    fn push<'d>(&mut self, mut twins: impl Iterator<Item = &'d Draft> + Clone) {
        let readings = number(self.readings.len());
        // A decoy silences what else the same words could mean.
        if twins.clone().all(|twin| twin.reading.is_some()) {
            self.readings.extend(twins.clone().filter_map(|twin| twin.reading));
        }
        let Some(draft) = twins.next() else { return };
        self.names.push(Name {
            keys: draft.keys,
            cased: draft.cased,
            readings: (readings, number(self.readings.len())),
        });
    }

    /// What the hit can mean; nothing where it is a decoy.
    pub(crate) fn readings(&self, hit: &NameHit) -> &[Reading] {
        &self.readings[range(self.names[hit.name as usize].readings)]
    }

    /// Appends the names among the words: they do not overlap, a longer one wins, then the one further left.
    pub(crate) fn find(&self, text: &str, words: &[Word], out: &mut Vec<NameHit>) {
        let shouting = is_shouted(words);
        let mut at = 0;
        while at < words.len() {
            let Some(hit) = self.longest(text, words, at, shouting) else {
                at += 1;
                continue;
            };
            // A longer name may start inside this one.
            let longer = (at + 1..hit.words.end)
                .filter_map(|inside| self.longest(text, words, inside, shouting))
                .find(|other| other.words.end > hit.words.end && other.words.len() > hit.words.len());
            let hit = longer.unwrap_or(hit);
            at = hit.words.end;
            out.push(hit);
        }
    }

    /// Appends the names that stand inside a longer one.
    pub(crate) fn inside(&self, text: &str, words: &[Word], hit: &NameHit, out: &mut Vec<NameHit>) {
        let (start, end) = (hit.words.start, hit.words.end);
        let mut at = start;
        while at < end {
            let shorter = if at == start { end - 1 } else { end };
            let Some(found) = self.longest(text, &words[..shorter], at, hit.shouted) else {
                at += 1;
                continue;
            };
            at = found.words.end;
            out.push(found);
        }
    }

    fn longest(&self, text: &str, words: &[Word], at: usize, shouting: bool) -> Option<NameHit> {
        let word = &words[at];
        if !matches!(word.kind, WordKind::Word | WordKind::Number) {
            return None;
        }
        let &(start, end) = self.first.get(&word.key)?;
        (start..end).find_map(|name| {
            let end = self.fits(text, words, at, &self.names[name as usize], shouting)?;
            Some(NameHit { words: at..end, name, shouted: shouting })
        })
    }

    /// The end of the name's words, where they stand at `at`.
    fn fits(&self, text: &str, words: &[Word], at: usize, name: &Name, shouting: bool) -> Option<usize> {
        let mut end = at + 1;
        for &key in &self.keys[range(name.keys)] {
            if words.get(end).is_some_and(|word| word.kind == WordKind::Punct('-')) {
                end += 1;
            }
            if words.get(end).is_none_or(|word| word.key != key || word.kind == WordKind::Url) {
                return None;
            }
            end += 1;
        }
        let cased = &self.cased[range(name.cased)];
        self.case_fits(text, &words[at..end], cased, shouting).then_some(end)
    }

    fn case_fits(&self, text: &str, words: &[Word], cased: &str, shouting: bool) -> bool {
        let mut first = true;
        let mut after_hyphen = false;
        let mut forms = cased.split(' ');
        let mut letters = 0;
        let mut all_capital = true;
        let mut as_written = true;
        for word in words {
            if word.kind == WordKind::Punct('-') {
                after_hyphen = true;
                continue;
            }
            let slice = word.span.slice(text);
            let Some(form) = forms.next() else { return false };
            letters += slice.chars().filter(|c| c.is_alphabetic()).count();
            all_capital &= matches!(word.case, Case::Upper | Case::None) || word.kind == WordKind::Clitic;
            let found = text::cased_fold(slice);
            let same = found == form
                || after_hyphen && word.case != Case::Mixed
                || first && form.starts_with(char::is_lowercase) && word.case == Case::Title
                || word.kind == WordKind::Clitic
                // "Kim Jong Un" for "Kim Jong-un", "Al Shabab" for "al-Shabab"
                || !first && matches!((word.case, form.chars().next()), (Case::Title, Some(c)) if c.is_lowercase());
            as_written &= same;
            after_hyphen = false;
            first = false;
        }
        as_written || all_capital && (letters >= 4 || shouting)
    }
}

/// Most words of the sentence are in capitals.
fn is_shouted(words: &[Word]) -> bool {
    let (mut upper, mut other) = (0, 0);
    for word in words.iter().filter(|word| word.kind == WordKind::Word && word.span.len() > 1) {
        match word.case {
            Case::Upper => upper += 1,
            Case::Lower | Case::Title | Case::Mixed => other += 1,
            Case::None => {}
        }
    }
    upper > other
}
