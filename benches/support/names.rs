//! Lists of names that nobody bears, as long as is asked for, and texts that name some of them. The same at every run.
//!
//! First names and surnames are drawn as in life, where few are common and most are rare: the `n`th of them about `1 / n` as
//! often as the first.

use std::collections::BTreeSet;

/// Sentences that name somebody.
const NAMING: [&str; 4] = [
    "Officials said on Tuesday that {} had met {} to discuss the price of grain and the repair of the northern bridge.",
    "“We will not accept this,” {} told reporters, adding that the talks with {} had come to nothing so far.",
    "A court in {} sentenced a former colonel to 12 years for selling maps, and {} appealed on the same day.",
    "The Ministry of Transport promised new trains by 2027; nobody on the platform in {} believed it.",
];

/// Sentences that name nobody.
const QUIET: [&str; 8] = [
    "The bakery on the corner opens at six, and by seven there is nothing left but rye bread.",
    "According to a report of 120 pages, the company lost 3.5 million dollars within a year and dismissed its director.",
    "It rained for nine days, and on the tenth the river came over the meadow and into the cellars of the old town.",
    "Rents have risen by 11 percent since the spring, so that students now share rooms or live with their parents.",
    "The second half was better than the first, though neither goalkeeper had much to do.",
    "She had planted the tomatoes too early, and the frost of the second night took most of them.",
    "“Nobody was hurt,” a spokeswoman said on Thursday, “and the line will be open again by the weekend.”",
    "Engineers found that the bolts had been tightened in the wrong order, which explained the noise.",
];

const ONSETS: [&str; 24] = [
    "B", "Br", "D", "Dr", "F", "G", "Gr", "H", "J", "K", "Kr", "L", "M", "N", "P", "R", "S", "Sh", "St", "T", "Tr",
    "V", "W", "Z",
];
const VOWELS: [&str; 10] = ["a", "e", "i", "o", "u", "a", "e", "ai", "ei", "ou"];
const MIDDLES: [&str; 32] = [
    "b", "d", "g", "k", "l", "ll", "m", "n", "nd", "r", "rd", "rr", "s", "st", "t", "tt", "v", "z", "nk", "lm", "p",
    "h", "ch", "ck", "ff", "ng", "rk", "sch", "sk", "th", "x", "zh",
];
const ENDS: [&str; 24] = [
    "", "n", "r", "s", "ski", "son", "ov", "ez", "er", "i", "man", "ian", "ek", "as", "l", "m", "t", "th", "ko", "uk",
    "sen", "ić", "is", "on",
];

/// A list of names: the table of a file, and the names themselves.
pub(crate) struct Names {
    pub(crate) people: String,
    pub(crate) organizations: String,
    pub(crate) places: String,
    pub(crate) all: Vec<String>,
}

/// The next of a row of numbers that looks like none; the multiplier of Knuth's MMIX.
fn draw(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

fn below(seed: &mut u64, count: usize) -> usize {
    draw(seed) as usize % count
}

/// One of so many, the first most often.
fn common(seed: &mut u64, count: usize) -> usize {
    let share = draw(seed) as f64 / (1_u64 << 31) as f64;
    ((count as f64).powf(share) - 1.0) as usize
}

/// A word of two or three syllables that is not there yet.
fn word(seed: &mut u64, known: &mut BTreeSet<String>, ends: &[&str]) -> String {
    loop {
        let mut pick = |from: &[&'static str]| from[below(seed, from.len())];
        let mut word = pick(&ONSETS).to_owned() + pick(&VOWELS) + pick(&MIDDLES) + pick(&VOWELS);
        let end = ends[below(seed, ends.len())];
        word.push_str(end);
        if known.insert(word.clone()) {
            return word;
        }
    }
}

/// So many names: of ten seven are people's, two organizations', one a place's. Every other one has a second name.
pub(crate) fn names(count: usize) -> Names {
    let mut seed = 1;
    let mut known = BTreeSet::new();
    let mut words = |count: usize, ends: &[&str]| -> Vec<String> {
        (0..count).map(|_| word(&mut seed, &mut known, ends)).collect()
    };
    let firsts = words(2_000 + count / 400, &["", "n", "s", "l", "a"]);
    let surnames = words(5_000 + count / 20, &ENDS);
    let places =
        words(count / 10, &["", "burg", "ville", "grad", "ton", "a", "n", "k", "stan", "by", "um", "in", "i", "l"]);
    let trades = ["Group", "Bank", "Energy", "Union of Farmers", "Institute", "Holdings", "Front", "Shipping Company"];
    let mut rows: [Vec<String>; 3] = [const { Vec::new() }; 3];
    let mut taken = BTreeSet::new();
    let mut all = Vec::with_capacity(count);
    let mut number = 0;
    while all.len() < count {
        number += 1;
        let (kind, first, last) = (all.len() % 10, common(&mut seed, firsts.len()), common(&mut seed, surnames.len()));
        let name = match kind {
            0 => format!("{}{}", if number % 3 == 0 { "Port " } else { "" }, places[number % places.len()]),
            1 | 2 => format!("{} {}", surnames[below(&mut seed, surnames.len())], trades[number % trades.len()]),
            _ => format!("{} {}", firsts[first], surnames[last]),
        };
        // Some have a letter between.
        let letter = char::from(b'A' + (number % 26) as u8);
        let name = if number % 20 == 7 { name.replacen(' ', &format!(" {letter}. "), 1) } else { name };
        if !taken.insert(name.clone()) {
            continue;
        }
        let mut row = format!("Q{:07}\t{name}\t", 1_000_000 + number);
        all.push(name);
        if kind > 0 && number % 2 == 0 && all.len() < count {
            let other = &firsts[common(&mut seed, firsts.len())];
            let second =
                if kind > 2 { format!("{other} {}", surnames[last]) } else { format!("{other}-{first} Group") };
            if taken.insert(second.clone()) {
                row.push_str(&second);
                all.push(second);
            }
        }
        row.push('\n');
        rows[if kind == 0 { 2 } else { usize::from(kind < 3) }].push(row);
    }
    let table = |rows: &[String]| "id\tname\taliases\n".to_owned() + &rows.concat();
    let [people, organizations, places] = &rows;
    Names { people: table(people), organizations: table(organizations), places: table(places), all }
}

/// A text of about so many bytes, three of ten sentences of which name somebody, and how many of the names it was given.
pub(crate) fn text(names: &[String], len: usize) -> (String, usize) {
    let (mut seed, mut named) = (7, 0);
    let mut text = String::with_capacity(len + 200);
    while text.len() < len {
        let naming = below(&mut seed, 10) < 3;
        let mut rest =
            if naming { NAMING[below(&mut seed, NAMING.len())] } else { QUIET[below(&mut seed, QUIET.len())] };
        while let Some((before, behind)) = rest.split_once("{}") {
            text.push_str(before);
            text.push_str(&names[below(&mut seed, names.len())]);
            named += 1;
            rest = behind;
        }
        text.push_str(rest);
        text.push(if below(&mut seed, 6) == 0 { '\n' } else { ' ' });
    }
    (text, named)
}
