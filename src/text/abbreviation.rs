//! Takes: a word.
//! Gives: whether a period behind it may be part of the word, and which words speak for or against a new sentence.
//! Must not know: the text around the word.

use super::key;

/// What a word with an abbreviating period wants behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Stands before a name: "Gen.", "Mr.", "vs."; its period never ends a sentence.
    Before,
    /// Mostly stands before a name, but may end: "St.", "Dept.".
    Mostly,
    /// A month: its period is its own before a day, else it ends.
    Month,
    /// A day of the week: its period is its own before a date.
    Weekday,
    /// Stands before a number: "No.", "p.", "Fig."; elsewhere it is a common word.
    Number,
    /// A time of the day: its period is its own before a time zone or a day.
    Clock,
    /// May stand anywhere, "Inc.", "Jr.", "Calif.": what follows decides.
    Either,
    /// Mostly stands last: "etc.", "al.".
    Last,
}

/// The abbreviation that `word`, without its last period, is.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    // Most words are turned away here.
    if word.len() > LONGEST || !may_be(word.as_bytes()) {
        return None;
    }
    find(word).or_else(|| {
        // In a headline: "GEN. MILLEY". The common words among them ("MASS", "NO") are left alone.
        let shouted = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let titled = shouted.then(|| format!("{}{}", &word[..1], word[1..].to_ascii_lowercase()))?;
        find(&titled).filter(|kind| matches!(kind, Abbreviation::Before | Abbreviation::Mostly | Abbreviation::Month))
    })
}

/// Whether a capitalised word, as it stands, mostly begins a sentence: "The", "However".
pub(super) fn starts_sentence(word: &str) -> bool {
    word.len() <= 13 && contains_titled(STARTERS, word)
}

/// Whether a capitalised word commonly goes on after "U.S.", "Inc.", "Calif.": "Army", "Chairman".
pub(super) fn follows_acronym(word: &str) -> bool {
    contains_titled(FOLLOWERS, word)
}

/// Whether the word follows a time of the day: "EST", "Tuesday", "Nov".
pub(super) fn follows_clock(word: &str) -> bool {
    CLOCK_FOLLOWERS.binary_search(&word).is_ok() || is_month(word)
}

/// Whether the word is a month's name or abbreviation.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.binary_search(&word).is_ok()
        || [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ]
        .contains(&word)
}

/// Whether a verb tells who speaks: "asked" after a quoted question.
pub(super) fn is_speech_verb(word: &str) -> bool {
    SPEECH.binary_search(&word).is_ok()
}

/// Whether a letter behind the word is its number: "Plan B", "World War I".
pub(super) fn takes_letter(word: &str) -> bool {
    [
        "annex",
        "appendix",
        "article",
        "category",
        "class",
        "exhibit",
        "grade",
        "group",
        "hepatitis",
        "part",
        "phase",
        "plan",
        "schedule",
        "section",
        "title",
        "type",
        "vitamin",
        "war",
    ]
    .iter()
    .any(|taker| taker.eq_ignore_ascii_case(word))
}

/// The bit of [`FILTER`] for a word: its length, first letter (of either case) and last letter.
const fn filter_bit(word: &[u8]) -> Option<(usize, u32)> {
    match word {
        [first, .., last] => Some((word.len() * 32 + (*first as usize & 31), (*last & 31) as u32)),
        [only] => Some((32 + (*only as usize & 31), (*only & 31) as u32)),
        [] => None,
    }
}

fn may_be(word: &[u8]) -> bool {
    filter_bit(word).is_some_and(|(row, bit)| FILTER[row] >> bit & 1 == 1)
}

/// The longest abbreviation, in bytes.
const LONGEST: usize = 8;

/// One bit for each length and first and last letter that some abbreviation has.
const FILTER: [u32; (LONGEST + 1) * 32] = {
    let mut filter = [0; (LONGEST + 1) * 32];
    let mut table = 0;
    while table < TABLES.len() {
        let words = TABLES[table].1;
        let mut at = 0;
        while at < words.len() {
            if let Some((row, bit)) = filter_bit(words[at].as_bytes()) {
                filter[row] |= 1 << bit;
            }
            at += 1;
        }
        table += 1;
    }
    filter
};

/// The abbreviation that is written just so.
fn find(word: &str) -> Option<Abbreviation> {
    let mut slot = slot(word);
    while let Some((kind, known)) = SLOTS[slot] {
        if known == word {
            return Some(kind);
        }
        slot = (slot + 1) % COUNT;
    }
    None
}

/// Where a word is looked for first.
const fn slot(word: &str) -> usize {
    key(word) as usize % COUNT
}

const COUNT: usize = 512;

/// All abbreviations by their words: open addressing, with more free slots than others. Of a word that stands in two tables
/// the first is found.
static SLOTS: [Option<(Abbreviation, &str)>; COUNT] = {
    let mut slots = [None; COUNT];
    let (mut table, mut count) = (0, 0);
    while table < TABLES.len() {
        let (kind, words) = TABLES[table];
        let mut at = 0;
        while at < words.len() {
            let mut slot = slot(words[at]);
            while slots[slot].is_some() {
                slot = (slot + 1) % COUNT;
            }
            slots[slot] = Some((kind, words[at]));
            at += 1;
        }
        count += words.len();
        table += 1;
    }
    assert!(count * 2 < COUNT);
    slots
};

fn contains_titled(words: &[&str], word: &str) -> bool {
    if words.binary_search(&word).is_ok() {
        return true;
    }
    let shouted = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    shouted && words.binary_search(&format!("{}{}", &word[..1], word[1..].to_ascii_lowercase()).as_str()).is_ok()
}

const TABLES: &[(Abbreviation, &[&str])] = &[
    (Abbreviation::Before, BEFORE),
    (Abbreviation::Mostly, MOSTLY),
    (Abbreviation::Month, MONTHS),
    (Abbreviation::Weekday, WEEKDAYS),
    (Abbreviation::Number, NUMBERS),
    (Abbreviation::Clock, CLOCKS),
    (Abbreviation::Either, EITHER),
    (Abbreviation::Last, LAST),
];

// All tables are sorted bytewise and hold no word twice; the assertion does not compile otherwise.
const _: () = {
    let mut table = 0;
    while table < TABLES.len() {
        assert!(is_sorted(TABLES[table].1));
        table += 1;
    }
    assert!(is_sorted(STARTERS) && is_sorted(FOLLOWERS) && is_sorted(CLOCK_FOLLOWERS) && is_sorted(SPEECH));
};

const fn is_sorted(words: &[&str]) -> bool {
    let mut at = 1;
    while at < words.len() {
        let (before, after) = (words[at - 1].as_bytes(), words[at].as_bytes());
        let mut same = 0;
        while same < before.len() && same < after.len() && before[same] == after[same] {
            same += 1;
        }
        if same == after.len() || (same < before.len() && before[same] > after[same]) {
            return false;
        }
        at += 1;
    }
    true
}

#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "Adj", "Adm", "Ald", "Amb", "Approx", "Asst", "Atty", "Bp", "Brig", "Capt", "Card", "Cdr", "Cmdr", "Col", "Comdr",
    "Cpl", "Cpt", "Dr", "Drs", "Esq", "Fr", "Gen", "Gens", "Gov", "Govs", "Hon", "Insp", "Lt", "Maj", "Messrs",
    "Mlle", "Mme", "Mr", "Mrs", "Ms", "Msgr", "Mx", "Pfc", "Pres", "Prof", "Profs", "Pvt", "RAdm", "Rep", "Reps",
    "Rev", "Sen", "Sens", "Sgt", "Spc", "Supt", "VAdm", "Ven", "Vice-Adm", "approx", "c", "ca", "cf", "e.g", "eg",
    "esp", "gen", "i.e", "ie", "incl", "nee", "resp", "sen", "v", "viz", "vs",
];

#[rustfmt::skip]
const MOSTLY: &[&str] = &[
    "Acad", "Assn", "Assoc", "Cie", "Dept", "Det", "Dist", "Eng", "Ft", "Gob", "Govt", "Inst", "Intl", "Mt", "Mtn",
    "Natl", "Pt", "Sec", "St", "Ste", "Univ", "assn", "dept", "govt", "intl", "natl", "univ",
];

#[rustfmt::skip]
const MONTHS: &[&str] = &["Apr", "Aug", "Dec", "Feb", "Jan", "Jul", "Jun", "Mar", "Nov", "Oct", "Sep", "Sept"];

const WEEKDAYS: &[&str] = &["Fri", "Mon", "Sat", "Sun", "Thu", "Thur", "Thurs", "Tue", "Tues", "Wed"];

#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "Art", "Arts", "Ch", "Fig", "Figs", "No", "Nos", "Nr", "Op", "Par", "Pos", "Res", "Secs", "Tel", "Vol", "Vols",
    "art", "ch", "fig", "no", "nos", "nr", "p", "par", "para", "paras", "pp", "tel", "vol", "vols",
];

const CLOCKS: &[&str] = &["A.M", "P.M", "a.m", "p.m"];

#[rustfmt::skip]
const EITHER: &[&str] = &[
    "Ala", "Ariz", "Ark", "Ave", "Bhd", "Bldg", "Blvd", "Bros", "Calif", "Cia", "Co", "Colo", "Conn", "Corp", "Cos",
    "Del", "Fla", "Ga", "Ill", "Inc", "Ind", "Jr", "Kan", "Kans", "Ky", "LLC", "La", "Ltd", "Mass", "Md", "Me",
    "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ont", "Ore", "Pa", "Penn", "Ph.D", "PhD", "Plc",
    "Pte", "Pty", "Que", "Rd", "S.p.A", "SpA", "Sr", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo", "ave", "blvd",
    "dist", "est", "ft", "hr", "hrs", "in", "kg", "km", "lb", "lbs", "mi", "min", "mins", "mph", "mt", "oz", "plc",
    "sec", "sq", "st", "tbsp", "tsp", "yr", "yrs",
];

const LAST: &[&str] = &["al", "etc", "ibid"];

#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "A", "According", "After", "Again", "Against", "All", "Also", "Although", "Amid", "Among", "An", "And", "Another",
    "Any", "Are", "As", "Asked", "At", "Because", "Before", "Besides", "Both", "But", "By", "Can", "Could", "Despite",
    "Did", "Do", "Does", "Down", "Due", "During", "Each", "Earlier", "Either", "Even", "Every", "Few", "Finally",
    "First", "Following", "For", "From", "Further", "Furthermore", "Had", "Has", "Have", "He", "Hence", "Her", "Here",
    "His", "How", "However", "I", "If", "In", "Indeed", "Instead", "Is", "It", "Its", "Just", "Last", "Later", "Many",
    "Meanwhile", "More", "Moreover", "Most", "My", "Neither", "Nevertheless", "Next", "No", "Nobody", "Nonetheless",
    "Nor", "Not", "Nothing", "Now", "Of", "Officials", "On", "Once", "One", "Only", "Or", "Other", "Others", "Our",
    "Over", "Perhaps", "Police", "Previously", "Prior", "Rather", "Several", "She", "Should", "Similarly", "Since",
    "So", "Some", "Soon", "Still", "Such", "Than", "That", "The", "Their", "Then", "There", "Therefore", "These",
    "They", "This", "Those", "Though", "Three", "Through", "Throughout", "Thus", "To", "Today", "Two", "Under",
    "Unless", "Unlike", "Until", "Upon", "Was", "We", "Were", "What", "When", "Where", "Whether", "Which", "While",
    "Who", "Why", "With", "Within", "Without", "Would", "Yesterday", "Yet", "You", "Your",
];

#[rustfmt::skip]
const FOLLOWERS: &[&str] = &[
    "Administration", "Agency", "Air", "Ambassador", "Ambassadors", "Army", "Assistant", "Attorney", "Attorneys",
    "Bank", "Board", "Border", "Bureau", "CEO", "CFO", "Cabinet", "Capitol", "Census", "Central", "Chairman",
    "Chairwoman", "Chamber", "Charter", "Chief", "Circuit", "Citizenship", "City", "Civil", "Coast", "Code",
    "Commander", "Commerce", "Commission", "Commissioner", "Committee", "Congress", "Congressman", "Congresswoman",
    "Constitution", "Consul", "Consulate", "Council", "Court", "Courts", "Customs", "Cyber", "Day", "Defense",
    "Delegation", "Democratic", "Democrats", "Department", "Deputy", "Diplomats", "Director", "District", "Dollar",
    "Drug", "Embassy", "Energy", "Envoy", "Executive", "Fed", "Federal", "Fifth", "Fish", "Food", "Force", "Forces",
    "Foreign", "Forest", "Founder", "Fund", "General", "Geological", "Global", "Government", "Governor", "Green",
    "High", "Homeland", "House", "Human", "Immigration", "Independence", "Institute", "Intelligence", "Interior",
    "Internal", "International", "Joint", "Judge", "Justice", "Labor", "Marine", "Marines", "Marshal", "Marshals",
    "Masters", "Mayor", "Men", "Military", "Minister", "Mission", "National", "Naval", "Navy", "Office", "Olympic",
    "Open", "Order", "Pacific", "Patent", "Patriot", "Peace", "Permanent", "Postal", "President", "Presidential",
    "Programme", "Representative", "Representatives", "Republican", "Republicans", "Resolution", "Route", "Secret",
    "Secretariat", "Secretary", "Secretary-General", "Security", "Senate", "Senator", "Senators", "Seventh", "Social",
    "Space", "Speaker", "Special", "Spokesman", "Spokesperson", "Spokeswoman", "State", "States", "Steel",
    "Strategic", "Supreme", "Tax", "Trade", "Transportation", "Treasuries", "Treasury", "Troops", "Undersecretary",
    "Vice", "Virgin", "War", "Women", "World",
];

#[rustfmt::skip]
const CLOCK_FOLLOWERS: &[&str] = &[
    "BST", "CDT", "CEST", "CET", "CST", "Central", "EDT", "EEST", "EET", "EST", "ET", "Eastern", "Friday", "GMT",
    "IST", "JST", "KST", "Kyiv", "MDT", "MSK", "MST", "Monday", "Moscow", "Mountain", "PDT", "PST", "PT", "Pacific",
    "Saturday", "Sunday", "Thursday", "Tuesday", "UTC", "Wednesday",
];

#[rustfmt::skip]
const SPEECH: &[&str] = &[
    "added", "adds", "announced", "answered", "argued", "asked", "asks", "began", "continued", "cried", "declared",
    "demanded", "exclaimed", "explained", "insisted", "joked", "posted", "quipped", "recalled", "replied",
    "responded", "said", "says", "shouted", "stated", "tells", "told", "tweeted", "urged", "warned", "wondered",
    "writes", "wrote", "yelled",
];
