//! What stands around a name in its sentence, as far as it tells what the name means.

mod town;

use super::index::{NameHit, NameIndex, Reading, is_shouted};
use crate::gazetteer::{EntityIx, Gender, Kind, MentionForm, Records, Senses};
use crate::grammar::{Class, Grammar, form};
use crate::text::{self, Case, Word, WordKind};

/// What stands around a name.
#[derive(Debug, Clone, Default)]
pub(super) struct Surroundings {
    /// "in", "near", "to" before it, or "summit" behind it: where something is.
    pub(super) locative: bool,
    /// Another capitalised word beside it that no name explains, or only a bare surname or first name.
    pub(super) neighbour: bool,
    /// Another capitalised word beside it that is no name at all, outside of headlines in capitals.
    pub(super) stranger: bool,
    /// The first name before it, by its word's first two letters.
    pub(super) given: Option<[char; 2]>,
    /// Half of a double name: "Lee-Atham".
    pub(super) compound: bool,
    /// In capitals among capitals, and short.
    pub(super) shouted: bool,
    /// "5 May", "in May"
    pub(super) month: bool,
    /// It begins its sentence and is a word of the language: "Time is short".
    pub(super) common: bool,
    /// "Moscow, Idaho"
    pub(super) elsewhere: bool,
    /// "Austin, Texas": the place that lies there.
    pub(super) inside: Option<EntityIx>,
    /// "Russian-speaking", "speaks good Russian", "in Russian and English"
    pub(super) language: bool,
    /// In a headline, which no full stop ends: the full name may follow in the text.
    pub(super) headline: bool,
    /// The words of the office or title before it: "Prime Minister Khan".
    pub(super) office: Vec<u64>,
    /// Whose office it is: "Pakistani Prime Minister Khan".
    pub(super) owner: Vec<EntityIx>,
    /// "the French president": the words of the office behind a country, where nobody is named.
    pub(super) held: Option<Vec<u64>>,
    /// "Mrs Clinton"
    pub(super) gender: Option<Gender>,
}

/// Which words of a sentence its names hold. Kept from one sentence to the next for its room.
#[derive(Debug, Default)]
pub(super) struct Cover {
    explained: Vec<bool>,
    covered: Vec<bool>,
}

/// A sentence with its names.
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a [Word],
    pub(super) hits: &'a [NameHit],
    pub(super) index: NameIndex<'a>,
    pub(super) records: Records<'a>,
    pub(super) senses: Senses<'a>,
    /// Words that a name explains for certain.
    explained: &'a [bool],
    /// Words that any name holds.
    covered: &'a [bool],
    /// Most words are in capitals, so that "US" may be "us".
    pub(super) shouted: bool,
    /// A headline in which every word of weight has a capital, and no full stop.
    titled: bool,
    /// No full stop ends it.
    open: bool,
}

fn is(word: &Word, expected: &[u64]) -> bool {
    expected.contains(&word.key)
}

fn is_capitalised(word: &Word) -> bool {
    word.kind == WordKind::Word && matches!(word.case, Case::Title | Case::Mixed)
}

/// Whether the words are a headline in which every word of weight has a capital, and no full stop ends it.
fn is_titled(words: &[Word]) -> bool {
    if words.last().is_some_and(|word| word.kind == WordKind::Punct('.')) {
        return false;
    }
    let (mut small, mut great) = (0, 0);
    for word in words.iter().filter(|word| word.kind == WordKind::Word && word.span.len() >= 4) {
        match word.case {
            Case::Lower => small += 1,
            Case::Title | Case::Mixed => great += 1,
            Case::Upper | Case::None => {}
        }
    }
    great >= 4 && great >= 4 * small
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        text: &'a str,
        words: &'a [Word],
        hits: &'a [NameHit],
        Cover { explained, covered }: &'a mut Cover,
        index: NameIndex<'a>,
        records: Records<'a>,
        senses: Senses<'a>,
    ) -> Self {
        for cover in [&mut *explained, &mut *covered] {
            cover.clear();
            cover.resize(words.len(), false);
        }
        let person = |r: &Reading| records.entity(r.entity).kind() == Kind::Person;
        for hit in hits {
            // A bare surname or first name explains nothing.
            let weak = hit.words.len() == 1 && {
                let readings = index.readings(hit);
                !readings.is_empty()
                    && readings.iter().all(|r| r.ambiguous || r.form == MentionForm::ShortName)
                    && readings.iter().any(person)
            };
            explained[hit.words.clone()].fill(!weak);
            covered[hit.words.clone()].fill(true);
        }
        Self {
            text,
            words,
            hits,
            index,
            records,
            senses,
            explained,
            covered,
            shouted: is_shouted(words),
            titled: is_titled(words),
            open: !words.last().is_some_and(|word| {
                matches!(word.kind, WordKind::Punct('.' | '?' | '!' | '"' | '\'' | '”' | '’' | ')' | ':' | '…'))
            }),
        }
    }

    /// Words that a name explains for certain.
    pub(super) fn explained(&self) -> &'a [bool] {
        self.explained
    }

    /// Words that any name holds.
    pub(super) fn covered(&self) -> &'a [bool] {
        self.covered
    }

    /// A headline in which every word of weight has a capital.
    pub(super) fn is_titled(&self) -> bool {
        self.titled
    }

    /// A capitalised word that no name and no grammar explains.
    fn is_stranger(&self, at: usize) -> bool {
        const KNOWN: [Class; 11] = [
            Class::Office,
            Class::Title,
            Class::Determiner,
            Class::Preposition,
            Class::Time,
            Class::Month,
            Class::Subordinator,
            Class::Adverb,
            Class::Pronoun,
            Class::Conjunction,
            Class::Relative,
        ];
        let word = &self.words[at];
        is_capitalised(word) && !self.explained[at] && !Grammar::get().info(word.key).is_any(&KNOWN)
    }

    /// What stands around one of the names.
    pub(super) fn around(&self, hit: &NameHit, next: Option<&NameHit>) -> Surroundings {
        const WHERE: [u64; 16] = text::keys([
            "in", "at", "near", "to", "into", "outside", "around", "across", "towards", "toward", "through", "inside",
            "downtown", "central", "via", "leaving",
        ]);
        let words = self.words;
        let (start, end) = (hit.words.start, hit.words.end);
        let before = start.checked_sub(1).map(|at| &words[at]);
        let behind = words.get(end);
        let single = hit.words.len() == 1;
        let (office, owner) = self.office(hit);
        // The first word of a sentence has its capital for that.
        let left = start > 1 && office.is_empty() && self.is_stranger(start - 1);
        let right = behind.is_some() && self.is_stranger(end);
        // "Sydney Powell sued", but not "in London Powell met".
        let surname = right
            && behind.is_some_and(|word| !word.joined)
            && before.is_none_or(|word| !Grammar::get().info(word.key).is(Class::Preposition));
        let bare = left && !self.covered[start - 1] || right && !self.covered[end] || surname;
        let given = before.filter(|word| {
            // "in Vladimir Henkel …", "the Stanley Ford": not behind a word for where.
            let free = !self.explained[start - 1]
                || self.is_town(start - 1) && start.checked_sub(2).is_none_or(|at| !is(&words[at], &WHERE));
            single && is_capitalised(word) && self.senses.is_given_name(word.key) && free
        });
        let subdivision = self.subdivision(hit, next);
        let inside = next.filter(|_| subdivision.is_some()).and_then(|next| self.reading_in(hit, next));
        Surroundings {
            locative: self
                .listed(start)
                .is_some_and(|first| is(&words[first - 1], &WHERE) && !self.is_addressed(first))
                || behind
                    .is_some_and(|word| word.case == Case::Lower && Grammar::get().info(word.key).is(Class::Venue))
                || self.is_called_capital(hit),
            neighbour: left || right,
            stranger: bare && !self.titled,
            given: given.map(|word| two_letters(word.span.slice(self.text))),
            compound: single && self.is_compound(hit),
            shouted: self.is_shouted(hit),
            month: single && self.is_month(start),
            // "Shell sells" acts.
            common: single
                && start == 0
                && words[start].case == Case::Title
                && Grammar::get().info(words[start].key).forms() != 0
                && behind.is_none_or(|word| {
                    let info = Grammar::get().info(word.key);
                    info.forms() & (form::PAST | form::S) == 0 && !info.is_any(&[Class::Have, Class::Modal])
                }),
            elsewhere: subdivision.is_some() && inside.is_none(),
            inside,
            language: single && self.is_language(start),
            headline: self.titled || self.open,
            gender: before.and_then(|word| {
                const FEMALE: [u64; 5] = text::keys(["mrs", "ms", "madam", "queen", "princess"]);
                const MALE: [u64; 4] = text::keys(["mr", "sir", "king", "prince"]);
                let (female, male) = (is(word, &FEMALE), is(word, &MALE));
                if female { Some(Gender::Female) } else { male.then_some(Gender::Male) }
            }),
            office,
            owner,
            held: self.held(hit),
        }
    }

    /// The office that "the" before the name and lower-case words behind it speak of.
    fn held(&self, hit: &NameHit) -> Option<Vec<u64>> {
        const THE: u64 = text::key("the");
        const RANK: [u64; 8] =
            text::keys(["prime", "foreign", "vice", "defence", "defense", "interior", "finance", "supreme"]);
        let before = hit.words.start.checked_sub(1).map(|at| &self.words[at])?;
        let behind = &self.words[hit.words.end..];
        let lower = |word: &&Word| word.case == Case::Lower && word.kind == WordKind::Word;
        let (THE, true) = (before.key, behind.first().is_some_and(|word| lower(&word))) else { return None };
        let rank = behind.iter().take(2).take_while(|word| is(word, &RANK)).count();
        let office = behind.get(rank).filter(lower)?;
        let next = behind.get(rank + 1);
        // "the French president's", "the French president Emmanuel Macron", "the French president-elect"
        let goes_on = next.is_some_and(|next| {
            matches!(next.kind, WordKind::Clitic | WordKind::Punct('-')) || is_capitalised(next) || next.joined
        });
        let stops = matches!(next.map(|next| next.kind), Some(WordKind::Punct(mark)) if mark != '-');
        let is_office = Grammar::get().info(office.key).is(Class::Office);
        (is_office && (stops || !goes_on)).then(|| behind[..=rank].iter().map(|word| word.key).collect())
    }

    /// "Pakistan's former Prime Minister Khan": the words of the office, and whose it is; "Pakistan's Khan": whose he is.
    fn office(&self, hit: &NameHit) -> (Vec<u64>, Vec<EntityIx>) {
        let mut office = Vec::new();
        let mut at = hit.words.start;
        while let Some(before) = at.checked_sub(1).filter(|_| office.len() < 8) {
            let word = &self.words[before];
            let info = Grammar::get().info(word.key);
            // "Secretary of State Powell"
            let state = word.key == const { text::key("state") }
                && before > 0
                && self.words[before - 1].key == const { text::key("of") };
            let rank = state || !office.is_empty() && (info.is(Class::Rank) || word.kind == WordKind::Punct('-'));
            if !(info.is(Class::Office) || info.is(Class::Title) || rank) || self.explained[before] {
                break;
            }
            office.push(word.key);
            at = before;
        }
        let owned = at > 0 && self.words[at - 1].kind == WordKind::Clitic;
        if office.is_empty() && !owned {
            return (office, Vec::new());
        }
        let end = if at > 0 && self.words[at - 1].kind == WordKind::Clitic { at - 1 } else { at };
        let body = |r: &&Reading| matches!(self.records.entity(r.entity).kind(), Kind::Country | Kind::Organization);
        let before = self.hits.partition_point(|other| other.words.start < end).checked_sub(1).map(|at| &self.hits[at]);
        let owner =
            before.filter(|other| other.words.end == end).map(|other| self.index.readings(other)).unwrap_or_default();
        (office, owner.iter().filter(body).map(|r| r.entity).collect())
    }

    /// Joined by a hyphen to a word that no name explains.
    fn is_compound(&self, hit: &NameHit) -> bool {
        const PREFIXES: [u64; 13] = text::keys([
            "neo", "anti", "pro", "ex", "non", "post", "pre", "mid", "trans", "sub", "all", "intra", "inter",
        ]);
        let hyphen =
            |at: usize| self.words.get(at).is_some_and(|word| word.kind == WordKind::Punct('-') && word.joined);
        let stranger = |at: usize| {
            self.words.get(at).is_some_and(|word| is_capitalised(word) && !self.explained[at] && !is(word, &PREFIXES))
        };
        let (start, end) = (hit.words.start, hit.words.end);
        let behind = hyphen(end) && self.words.get(end + 1).is_some_and(|word| word.joined) && stranger(end + 1);
        behind || start >= 2 && hyphen(start - 1) && self.words[start].joined && stranger(start - 2)
    }

    /// "US", "WHO" and the like where the words beside them are shouted too, so that they may be plain words.
    fn is_shouted(&self, hit: &NameHit) -> bool {
        const COMMON: [Class; 9] = [
            Class::Pronoun,
            Class::Preposition,
            Class::Be,
            Class::Relative,
            Class::Conjunction,
            Class::Adverb,
            Class::Negation,
            Class::Modal,
            Class::Determiner,
        ];
        let info = |at: usize| Grammar::get().info(self.words[at].key);
        let common = |at: usize| info(at).is_any(&COMMON);
        let (start, end) = (hit.words.start, hit.words.end);
        if hit.words.len() != 1 || self.words[start].case != Case::Upper || !common(start) {
            return false;
        }
        let shouted = |at: usize| {
            let word = &self.words[at];
            word.kind == WordKind::Word
                && word.case == Case::Upper
                && word.span.len() > 1
                && (common(at) || info(at).forms() != 0)
        };
        let beside = start > 0 && shouted(start - 1) || end < self.words.len() && shouted(end);
        // "US STRIKES …", "THE US": first or behind an article it is hardly a pronoun.
        let pronoun = self.words[start].key == const { text::key("us") };
        let named = pronoun
            && (start == 0
                || self.words[start - 1].key == const { text::key("the") }
                || self.words[start - 1].kind != WordKind::Word);
        (beside || self.shouted) && !named
    }

    fn is_month(&self, at: usize) -> bool {
        const WHEN: [u64; 10] =
            text::keys(["in", "since", "until", "last", "next", "early", "late", "mid", "this", "during"]);
        let word = &self.words[at];
        if !Grammar::get().info(word.key).is(Class::Month) {
            return false;
        }
        let number = |at: usize| self.words.get(at).is_some_and(|word| word.kind == WordKind::Number);
        let before = at.checked_sub(1);
        let verb = self.words.get(at + 1).is_some_and(|word| word.case == Case::Lower && is_finite(word));
        before.is_some_and(number) || number(at + 1) || before.is_some_and(|at| is(&self.words[at], &WHEN)) && !verb
    }

    /// The word means a language, if there is one of its name.
    fn is_language(&self, at: usize) -> bool {
        const BEHIND: [u64; 8] = text::keys([
            "language",
            "languages",
            "speaking",
            "speaker",
            "speakers",
            "dialect",
            "translation",
            "lessons",
        ]);
        const SPOKEN: [u64; 12] = text::keys([
            "speak", "speaks", "spoke", "spoken", "speaking", "fluent", "learn", "learns", "learned", "learning",
            "teach", "taught",
        ]);
        const HOW: [u64; 7] = text::keys(["in", "into", "good", "fluent", "perfect", "broken", "little"]);
        const WRITTEN: [u64; 4] = text::keys(["translated", "written", "published", "fluent"]);
        const IN: [u64; 1] = text::keys(["in"]);
        let words = self.words;
        let lower = |at: usize| words.get(at).filter(|word| word.case == Case::Lower);
        let hyphen = words.get(at + 1).is_some_and(|word| word.kind == WordKind::Punct('-'));
        let behind = if hyphen { at + 2 } else { at + 1 };
        if lower(behind).is_some_and(|word| is(word, &BEHIND)) {
            return true;
        }
        // Behind a language comes no noun: "spoke Russian at home", but not "taught Russian soldiers".
        let ends = || {
            words.get(behind).is_none_or(|word| {
                let info = Grammar::get().info(word.key);
                let small = info.is_any(&[Class::Conjunction, Class::Preposition, Class::Adverb]);
                !hyphen && (small || matches!(word.kind, WordKind::Punct(',' | '.' | ';' | ')' | '"' | '”')))
            })
        };
        let before = at.checked_sub(1).and_then(lower);
        let earlier = at.checked_sub(2).and_then(lower);
        let spoken = before.is_some_and(|word| is(word, &SPOKEN))
            || before.is_some_and(|word| is(word, &HOW))
                && earlier.is_some_and(|word| is(word, &SPOKEN) || is(word, &WRITTEN));
        // "in Russian", but not "in Russians".
        let plural = || words[at].span.slice(self.text).ends_with('s');
        (spoken || before.is_some_and(|word| is(word, &IN)) && !plural()) && ends()
    }

    /// The state or province that follows behind a comma: "Moscow, Idaho".
    fn subdivision(&self, hit: &NameHit, next: Option<&NameHit>) -> Option<EntityIx> {
        let comma = self.words.get(hit.words.end).is_some_and(|word| word.kind == WordKind::Punct(','));
        let next = next.filter(|next| comma && next.words.start == hit.words.end + 1)?;
        let subdivision = |r: &&Reading| self.records.entity(r.entity).class() == Some("subdivision");
        self.index.readings(next).iter().find(subdivision).map(|r| r.entity)
    }

    /// The reading that lies where the state or province does, if there is one: "Austin, Texas"; the country itself may
    /// follow too: "Batumi, Georgia".
    fn reading_in(&self, hit: &NameHit, next: &NameHit) -> Option<EntityIx> {
        let around = self.index.readings(next);
        let lies_in = |r: &&Reading| {
            let place = self.records.entity(r.entity);
            let here = |other: &Reading| {
                let region = self.records.entity(other.entity);
                let lies_in = |country: EntityIx| place.countries().any(|own| own == country);
                lies_in(other.entity) || region.countries().any(lies_in)
            };
            place.kind() == Kind::Place && around.iter().any(here)
        };
        self.index.readings(hit).iter().find(lies_in).map(|r| r.entity)
    }
}

/// The first two letters, folded: enough to tell "Viktor" and "Victor" from "Olena".
pub(super) fn two_letters(word: &str) -> [char; 2] {
    if let [first, second, ..] = word.as_bytes()
        && first.is_ascii_alphabetic()
        && second.is_ascii_alphabetic()
    {
        return [first, second].map(|letter| char::from(letter.to_ascii_lowercase()));
    }
    let folded = text::fold(word);
    let mut letters = folded.chars();
    [letters.next().unwrap_or(' '), letters.next().unwrap_or(' ')]
}

fn is_finite(word: &Word) -> bool {
    let info = Grammar::get().info(word.key);
    info.forms() & (form::PAST | form::S) != 0 || info.is(Class::Have) || info.is(Class::Be) || info.is(Class::Modal)
}
