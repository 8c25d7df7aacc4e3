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

struct Draft {
    first: u64,
    rest: Vec<u64>,
    cased: String,
    reading: Option<Reading>,
}

impl NameIndex {
    pub(crate) fn build(gazetteer: &Gazetteer) -> Self {
        let mut drafts = Vec::with_capacity(gazetteer.entities().len() * 5);
        let mut words = Vec::new();
        for (at, entity) in gazetteer.entities().iter().enumerate() {
            let entity_ix = EntityIx(u32::try_from(at).expect("fewer than four billion entities"));
            for form in &entity.forms {
                let reading = Reading { entity: entity_ix, form: form.form, ambiguous: form.ambiguous };
                draft(&form.text, Some(reading), &mut words, &mut drafts);
            }
        }
        for decoy in gazetteer.decoys() {
            draft(decoy, None, &mut words, &mut drafts);
        }
        drafts.sort_unstable_by(|a, b| {
            let order = (a.first, std::cmp::Reverse(a.rest.len()), &a.cased).cmp(&(b.first, std::cmp::Reverse(b.rest.len()), &b.cased));
            order.then(a.reading.cmp(&b.reading))
        });
        let mut index = Self {
            first: KeyMap::default(),
            names: Vec::with_capacity(drafts.len()),
            keys: Vec::with_capacity(drafts.len()),
            cased: String::new(),
            readings: Vec::with_capacity(drafts.len()),
        };
        let mut start = 0;
        while start < drafts.len() {
            let mut end = start + 1;
            while drafts.get(end).is_some_and(|next| next.first == drafts[start].first && next.cased == drafts[start].cased) {
                end += 1;
            }
            index.push(&drafts[start..end]);
            start = end;
        }
        index
    }

    fn push(&mut self, twins: &[Draft]) {
        let number = |len: usize| u32::try_from(len).expect("an index of less than 4 GiB");
        let (keys, cased, readings) = (number(self.keys.len()), number(self.cased.len()), number(self.readings.len()));
        let draft = &twins[0];
        self.keys.extend_from_slice(&draft.rest);
        self.cased.push_str(&draft.cased);
        // A decoy silences what else the same words could mean.
        if twins.iter().all(|twin| twin.reading.is_some()) {
            self.readings.extend(twins.iter().filter_map(|twin| twin.reading));
        }
        let at = number(self.names.len());
        self.names.push(Name {
            keys: (keys, number(self.keys.len())),
            cased: (cased, number(self.cased.len())),
            readings: (readings, number(self.readings.len())),
        });
        let range = self.first.entry(draft.first).or_insert((at, at));
        range.1 = at + 1;
    }

    /// What the hit can mean; nothing where it is a decoy.
    pub(crate) fn readings(&self, hit: &NameHit) -> &[Reading] {
        let (start, end) = self.names[hit.name as usize].readings;
        &self.readings[start as usize..end as usize]
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
        for &key in &self.keys[name.keys.0 as usize..name.keys.1 as usize] {
            if words.get(end).is_some_and(|word| word.kind == WordKind::Punct('-')) {
                end += 1;
            }
            if words.get(end).is_none_or(|word| word.key != key || word.kind == WordKind::Url) {
                return None;
            }
            end += 1;
        }
        let cased = &self.cased[name.cased.0 as usize..name.cased.1 as usize];
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

fn draft(form: &str, reading: Option<Reading>, words: &mut Vec<Word>, drafts: &mut Vec<Draft>) {
    text::words(form, Span::new(0, form.len()), words);
    words.retain(|word| word.kind != WordKind::Punct('-'));
    let Some((first, rest)) = words.split_first() else { return };
    let cased: Vec<_> = words.iter().map(|word| text::cased_fold(word.span.slice(form))).collect();
    drafts.push(Draft {
        first: first.key,
        rest: rest.iter().map(|word| word.key).collect(),
        cased: cased.join(" "),
        reading,
    });
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
