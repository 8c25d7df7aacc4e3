//! Takes: the closed word classes of English and the forms of its verbs, from `gazetteers/grammar/`.
//! Gives: what a word can be: its classes, the verbs it is a form of, its singular.
//! Must not know: any entity, any relation, any text being read.

mod entry;
mod marks;

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use once_cell::sync::Lazy;

use crate::compiled::Filter;
use crate::text;

pub(crate) use entry::Entry;
pub(crate) use marks::Marks;

/// Passes on a key that is a hash already; hashes bytes.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = text::hash(self.0, bytes);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

pub(crate) type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

macro_rules! classes {
    ($($name:ident = $bit:literal, $word:literal;)*) => {
        /// A closed word class; a word may be of several.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Class { $($name,)* }

        impl Class {
            const fn bit(self) -> u64 {
                match self { $(Self::$name => 1 << $bit,)* }
            }

            fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }
        }
    };
}

classes! {
    Adjective = 0, "adjective";
    Adverb = 1, "adverb";
    Be = 2, "auxiliary-be";
    Do = 3, "auxiliary-do";
    Have = 4, "auxiliary-have";
    ClauseNoun = 5, "clause-noun";
    Conjunction = 6, "conjunction";
    Determiner = 7, "determiner";
    Modal = 8, "modal";
    Month = 9, "month";
    Negation = 10, "negation";
    Number = 11, "number";
    Particle = 12, "particle";
    ParticipleAdjective = 13, "participle-adjective";
    PlaceAdverb = 14, "place-adverb";
    PossessivePronoun = 15, "possessive-pronoun";
    Preposition = 16, "preposition";
    Pronoun = 17, "pronoun";
    Relative = 18, "relative";
    Subordinator = 19, "subordinator";
    Time = 20, "time";
    Title = 21, "title";
    SpeechVerb = 22, "speech-verb";
    Office = 23, "office";
    GerundVerb = 24, "gerund-verb";
    IngNoun = 25, "ing-noun";
    ClauseVerb = 26, "clause-verb";
    DemandVerb = 27, "demand-verb";
    NamingVerb = 28, "naming-verb";
    AdverbFirst = 29, "adverb-first";
    AdverbSecond = 30, "adverb-second";
    Restrictive = 31, "restrictive";
    WillingVerb = 32, "willing-verb";
    TalkingVerb = 33, "talking-verb";
    HelpingVerb = 34, "helping-verb";
    OverVerb = 35, "over-verb";
    GivingVerb = 36, "giving-verb";
    MovingVerb = 37, "moving-verb";
    Way = 38, "way";
    Addressing = 39, "addressing";
    Authority = 40, "authority";
    AttitudeVerb = 41, "attitude-verb";
    AskingVerb = 42, "asking-verb";
    BackingVerb = 43, "backing-verb";
    Fight = 44, "fight";
    Disposed = 45, "disposed";
    Venue = 46, "venue";
    Rank = 47, "rank";
    PassiveObject = 48, "passive-object";
    Attributive = 49, "attributive";
}

/// Forms of a verb, as bits of [`VerbReading::forms`].
pub(crate) mod form {
    pub(crate) const BASE: u8 = 1;
    pub(crate) const S: u8 = 2;
    pub(crate) const PAST: u8 = 4;
    pub(crate) const PARTICIPLE: u8 = 8;
    pub(crate) const ING: u8 = 16;
}

/// One verb that a word can be a form of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct VerbReading {
    pub(crate) lemma: u64,
    pub(crate) forms: u8,
}

/// What the grammar knows of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WordInfo {
    classes: u64,
    /// The verbs that it can be a form of ("found": find, found).
    pub(crate) verbs: [VerbReading; 2],
    /// How often, in tenths, the base form is a noun or adjective and no verb.
    pub(crate) other: u8,
}

impl WordInfo {
    const NONE: Self = Self { classes: 0, verbs: [VerbReading { lemma: 0, forms: 0 }; 2], other: 0 };

    /// Whether it is of no closed class at all.
    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        self.classes == 0
    }

    /// Whether it is of one of the classes.
    #[inline]
    pub(crate) fn is_any(&self, classes: &[Class]) -> bool {
        self.classes & classes.iter().fold(0, |bits, class| bits | class.bit()) != 0
    }

    #[inline]
    pub(crate) fn is(&self, class: Class) -> bool {
        self.classes & class.bit() != 0
    }

    /// Whether it is a word of a class that holds sentences together.
    pub(crate) fn is_function(&self) -> bool {
        const CLASSES: [Class; 9] = [
            Class::Preposition,
            Class::Particle,
            Class::Modal,
            Class::Be,
            Class::Have,
            Class::Do,
            Class::Determiner,
            Class::Conjunction,
            Class::Pronoun,
        ];
        self.is_any(&CLASSES)
    }

    /// Whether it is a form of a verb of speech.
    pub(crate) fn is_speech(&self) -> bool {
        self.is_form_of(Class::SpeechVerb)
    }

    /// Whether it is a form of a verb of this class.
    #[inline]
    pub(crate) fn is_form_of(&self, class: Class) -> bool {
        self.verbs.iter().any(|verb| verb.forms != 0 && Grammar::get().info(verb.lemma).is(class))
    }

    #[inline]
    pub(crate) fn forms(&self) -> u8 {
        self.verbs[0].forms | self.verbs[1].forms
    }

    fn add_verb(&mut self, lemma: u64, form: u8, other: u8) {
        for reading in &mut self.verbs {
            if reading.forms == 0 || reading.lemma == lemma {
                reading.lemma = lemma;
                reading.forms |= form;
                break;
            }
        }
        self.other = self.other.max(other);
    }
}

/// The words of the language; of no entity and of no relation.
#[derive(Debug)]
pub(crate) struct Grammar {
    words: KeyMap<WordInfo>,
    /// The offices and titles.
    titles: Filter<Vec<[u8; 8]>>,
}

static GRAMMAR: Lazy<Grammar> = Lazy::new(|| {
    Grammar::read(
        include_str!("../gazetteers/grammar/words.tsv"),
        include_str!("../gazetteers/grammar/verbs.tsv"),
        include_str!("../gazetteers/grammar/adjectives.tsv"),
    )
});

impl Grammar {
    /// The grammar that ships with the crate; the only one.
    #[inline]
    pub(crate) fn get() -> &'static Self {
        &GRAMMAR
    }

    /// What is known of the word with this key.
    #[inline]
    pub(crate) fn info(&self, key: u64) -> &WordInfo {
        self.words.get(&key).unwrap_or(&WordInfo::NONE)
    }

    /// Whether one of the base forms, 0 for none, is of the class.
    #[inline]
    pub(crate) fn are(&self, lemmas: &[u64; 2], class: Class) -> bool {
        lemmas.iter().any(|&lemma| lemma != 0 && self.info(lemma).is(class))
    }

    /// Turns away most words that are neither an office nor a title.
    pub(crate) fn titles(&self) -> &Filter<Vec<[u8; 8]>> {
        &self.titles
    }

    /// The base forms of the verbs that `word` can be a form of.
    pub(crate) fn verb_lemmas(&self, word: &str) -> impl Iterator<Item = u64> {
        self.info(text::key(&text::fold(word))).verbs.iter().filter(|v| v.forms != 0).map(|v| v.lemma)
    }

    fn read(classes: &str, verbs: &str, adjectives: &str) -> Self {
        let mut words: KeyMap<WordInfo> = KeyMap::default();
        words.reserve(16_000);
        for [name, forms] in rows(classes) {
            let class = Class::parse(name).expect("every class of words.tsv is known (a test reads it)");
            for form in forms.split('|') {
                words.entry(text::key(&text::fold(form))).or_default().classes |= class.bit();
            }
        }
        for word in adjectives.lines().skip(1) {
            words.entry(text::key(word)).or_default().classes |= Class::Adjective.bit();
        }
        let mut word = String::new();
        for [lemma, past, participle, other] in rows(verbs) {
            let other = other.parse().unwrap_or(0);
            let lemma_key = text::key(lemma);
            let mut add = |[stem, letter, end]: Inflected<'_>, form: u8, other: u8| {
                word.clear();
                word.extend([stem, letter, end]);
                words.entry(text::key(&word)).or_default().add_verb(lemma_key, form, other);
            };
            add([lemma, "", ""], form::BASE, other);
            add(third_person(lemma), form::S, other);
            if past.is_empty() {
                add(regular_past(lemma), form::PAST | form::PARTICIPLE, 0);
            } else {
                past.split('|').for_each(|word| add([word, "", ""], form::PAST, 0));
                participle.split('|').for_each(|word| add([word, "", ""], form::PARTICIPLE, 0));
            }
            present_participles(lemma, past).for_each(|word| add(word, form::ING, 0));
        }
        let titles = words.iter().filter(|(_, info)| info.is_any(&[Class::Office, Class::Title]));
        let titles: Vec<u64> = titles.map(|(key, _)| *key).collect();
        Self { titles: Filter::of(titles.into_iter()), words }
    }
}

/// The lines of a table that ships with the crate, without its header; a cell that a line lacks is empty.
pub(crate) fn rows<const N: usize>(table: &str) -> impl Iterator<Item = [&str; N]> {
    table.lines().skip(1).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or(""))
    })
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// A stem, a letter that is doubled or none, an ending: together a form of a verb.
type Inflected<'l> = [&'l str; 3];

/// "strike" → "strikes", "push" → "pushes", "deny" → "denies".
fn third_person(lemma: &str) -> Inflected<'_> {
    let bytes = lemma.as_bytes();
    match bytes {
        [.., before, b'y'] if !is_vowel(*before) => [&lemma[..lemma.len() - 1], "", "ies"],
        [.., b's' | b'x' | b'z' | b'o'] | [.., b'c' | b's', b'h'] => [lemma, "", "es"],
        _ => [lemma, "", "s"],
    }
}

/// A one-syllable verb that ends in consonant, vowel, consonant doubles the last: "ban" → "bann-".
fn doubles(lemma: &str) -> bool {
    let bytes = lemma.as_bytes();
    let vowels = bytes.windows(2).filter(|w| is_vowel(w[0]) && !is_vowel(w[1])).count();
    matches!(bytes, [.., a, b, c] if !is_vowel(*a) && is_vowel(*b) && !is_vowel(*c) && !matches!(c, b'w' | b'x' | b'y'))
        && vowels == 1
        || lemma.starts_with("qu") && lemma.len() == 4
}

fn regular_past(lemma: &str) -> Inflected<'_> {
    let bytes = lemma.as_bytes();
    match bytes {
        [.., b'e'] => [lemma, "", "d"],
        [.., before, b'y'] if !is_vowel(*before) => [&lemma[..lemma.len() - 1], "", "ied"],
        _ if doubles(lemma) => [lemma, &lemma[lemma.len() - 1..], "ed"],
        _ => [lemma, "", "ed"],
    }
}

fn present_participles<'l>(lemma: &'l str, past: &'l str) -> impl Iterator<Item = Inflected<'l>> {
    let bytes = lemma.as_bytes();
    let regular = match bytes {
        [.., b'i', b'e'] => [&lemma[..lemma.len() - 2], "y", "ing"],
        [.., b'e', b'e'] | [.., b'y' | b'o', b'e'] => [lemma, "", "ing"],
        [.., b'e'] => [&lemma[..lemma.len() - 1], "", "ing"],
        _ if doubles(lemma) => [lemma, &lemma[lemma.len() - 1..], "ing"],
        _ => [lemma, "", "ing"],
    };
    // "expelled" tells that "expelling" doubles too; "controlled|controled" that both are written.
    let doubled = past.split('|').filter_map(move |form| {
        let stem = form.strip_suffix("ed")?;
        let fits = stem.len() == lemma.len() + 1 && stem.starts_with(lemma) || stem.strip_suffix('k') == Some(lemma);
        fits.then_some([stem, "", "ing"])
    });
    let irregular = match lemma {
        "begin" => Some("beginning"),
        "forget" => Some("forgetting"),
        "upset" => Some("upsetting"),
        "undercut" => Some("undercutting"),
        "overrun" => Some("overrunning"),
        "outgun" => Some("outgunning"),
        _ => None,
    };
    [regular].into_iter().chain(doubled).chain(irregular.map(|word| [word, "", ""]))
}

/// The singular of a folded noun by rule; the word itself where no rule says otherwise.
pub(crate) fn singular(noun: &str) -> Cow<'_, str> {
    let irregular = match noun {
        "men" => "man",
        "women" => "woman",
        "children" => "child",
        "lives" => "life",
        "wives" => "wife",
        "knives" => "knife",
        "allies" => "ally",
        "crises" => "crisis",
        "countrymen" => "countryman",
        "spokesmen" => "spokesman",
        "gunmen" => "gunman",
        "policemen" => "policeman",
        "lawmen" => "lawman",
        "chiefs" => "chief",
        _ => "",
    };
    if !irregular.is_empty() {
        return Cow::Borrowed(irregular);
    }
    let stem = |cut: usize| &noun[..noun.len() - cut];
    match noun.as_bytes() {
        [_, _, .., b'i', b'e', b's'] if noun.len() > 4 => Cow::Owned(format!("{}y", stem(3))),
        [.., b's' | b'x' | b'z', b'e', b's'] | [.., b'c' | b's', b'h', b'e', b's'] if noun.len() > 4 => {
            if noun.ends_with("ises") || noun.ends_with("uses") || noun.ends_with("ases") || noun.ends_with("oses") {
                Cow::Borrowed(stem(1))
            } else {
                Cow::Borrowed(stem(2))
            }
        }
        [.., b's' | b'u' | b'i', b's'] => Cow::Borrowed(noun),
        [_, _, .., b's'] if noun.len() > 3 => Cow::Borrowed(stem(1)),
        _ => Cow::Borrowed(noun),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms_of(word: &str) -> u8 {
        Grammar::get().info(text::key(word)).forms()
    }

    #[test]
    fn verbs_inflect() {
        for word in ["struck", "banned", "denied", "expelled", "imposed", "travelled", "traveled", "vetoed", "met"] {
            assert_ne!(forms_of(word) & (form::PAST | form::PARTICIPLE), 0, "{word}");
        }
        for word in ["striking", "banning", "denying", "expelling", "imposing", "dying", "beginning", "fleeing"] {
            assert_ne!(forms_of(word) & form::ING, 0, "{word}");
        }
        for word in ["strikes", "pushes", "denies", "vetoes"] {
            assert_ne!(forms_of(word) & form::S, 0, "{word}");
        }
    }

    #[test]
    fn nouns_have_a_singular() {
        for (many, one) in [
            ("attacks", "attack"),
            ("countries", "country"),
            ("forces", "force"),
            ("clashes", "clash"),
            ("crises", "crisis"),
            ("press", "press"),
            ("taxes", "tax"),
            ("gas", "gas"),
            ("bases", "base"),
        ] {
            assert_eq!(singular(many), one);
        }
    }
}
