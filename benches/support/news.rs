//! News-like text for the benches: own sentences, filled with names that news writes. The same at every run.

#![allow(dead_code, reason = "each bench takes what it measures")]

/// The article that the examples read.
pub(crate) const ARTICLE: &str = include_str!("../../examples/data/north_korean_troops.txt");

/// Sentences in which somebody does something to somebody; `C`, `P`, `O` and `T` in braces are a country, a person, an
/// organization and a town.
const EVENTS: [&str; 24] = [
    "{C} sent 2,500 soldiers to {C} on Monday, its defence ministry said in a statement.",
    "{P} accused {C} of violating the ceasefire and urged {O} to act before the winter.",
    "{C} and {C} signed a trade agreement in {T} after eleven months of talks.",
    "“We will not accept this,” {P} told reporters in {T}, adding that {C} had been warned twice.",
    "The government of {C} imposed sanctions on {C} over the attack, while {O} called for restraint.",
    "{C}'s foreign minister met {P} in {T} for the first time since the embassy was closed in 2019.",
    "{O} condemned {C}, which had shelled a village near the border earlier this week.",
    "Warplanes from {C} struck a depot outside {T}, killing at least 14 people, according to {O}.",
    "{P}, who took office in May, is expected to visit {C} next month to discuss gas supplies.",
    "{C} denied that it had supplied missiles to {C}, and its ambassador to {O} left the room.",
    "Police in {T} arrested nine men who are suspected of spying for {C}.",
    "{C} could send more weapons to {C} if parliament agrees, {P} said.",
    "Aid from {C} reached {T} on Thursday, where {O} runs three of the four hospitals.",
    "Although {P} praised {C} for its help, {C} has not yet withdrawn its troops.",
    "{C}, {C} and {C} will hold a joint exercise in the spring, officials said.",
    "The two-day visit of {P} to {C} ended without a deal on fishing rights.",
    "{O} said that about 40,000 people had fled from {T} into {C} since the fighting began.",
    "Lawmakers in {C} rejected a plan to lend $3.5 billion to {C}.",
    "{P} threatened to expel diplomats of {C}, and {C} promised to answer in kind.",
    "{C} recognised {P} as the winner of the election, which observers of {O} called fair.",
    "A court in {T} sentenced a former colonel to 12 years for selling maps to {C}.",
    "{C} closed its border with {C} overnight after drones had crossed it several times.",
    "{P} thanked {O} for its support and asked {C} for more time.",
    "Talks between {C} and {C} on the shared river broke down in {T} on Friday.",
];

/// Sentences in which nobody whom a gazetteer knows does anything.
const QUIET: [&str; 20] = [
    "The bakery on the corner opens at six, and by seven there is nothing left but rye bread.",
    "She had planted the tomatoes too early, and the frost of the second night took most of them.",
    "Nobody could remember when the lift had last worked, so everyone used the stairs.",
    "The second half was better than the first, though neither goalkeeper had much to do.",
    "Mix the flour with the butter, add two eggs and a little salt, and leave it in a cool place for an hour.",
    "Rents in the old town have risen by 11 percent within a year, and students now share rooms.",
    "The new timetable was supposed to bring shorter waits, but the trains are as late as ever.",
    "He carried the ladder round to the back, looked up at the gutter and sighed.",
    "Engineers found that the bolts had been tightened in the wrong order, which explained the noise.",
    "It rained for nine days, and on the tenth the river came over the meadow and into the cellars.",
    "The orchestra rehearsed the slow movement four times before the conductor was content.",
    "Most readers will know the plot, and the film does not try to hide how it ends.",
    "A good pair of boots, she said, costs less in the end than three bad ones.",
    "The study followed 1,204 patients for eight years and found no difference between the groups.",
    "On the terrace two old men were playing chess, as they had done every afternoon since the spring.",
    "The company's shares rose by 2.3 percent after it said that it would cut costs again.",
    "Children under twelve travel free, provided that a parent has a ticket.",
    "What looked like a simple repair turned out to need a part that is no longer made.",
    "The library will stay open until ten during the exams, its director told the student paper.",
    "There is a path along the ridge, but in fog even the shepherds take the road.",
];

/// Joins sentences to one long one.
const JOINTS: [&str; 4] = [", and ", ", but ", ", while ", ", whereas "];

const COUNTRIES: [&str; 32] = [
    "Russia",
    "Ukraine",
    "the United States",
    "China",
    "Israel",
    "Iran",
    "North Korea",
    "South Korea",
    "Japan",
    "India",
    "Pakistan",
    "Turkey",
    "Syria",
    "Lebanon",
    "Egypt",
    "Saudi Arabia",
    "Germany",
    "France",
    "Poland",
    "Hungary",
    "Serbia",
    "Belarus",
    "Armenia",
    "Azerbaijan",
    "Georgia",
    "Venezuela",
    "Brazil",
    "Mexico",
    "Sudan",
    "Ethiopia",
    "Nigeria",
    "Myanmar",
];

const PEOPLE: [&str; 20] = [
    "Vladimir Putin",
    "President Volodymyr Zelenskyy",
    "Xi Jinping",
    "Benjamin Netanyahu",
    "Emmanuel Macron",
    "Recep Tayyip Erdogan",
    "Kim Jong Un",
    "Narendra Modi",
    "Ursula von der Leyen",
    "Antonio Guterres",
    "Viktor Orban",
    "Aleksandar Vucic",
    "Mr. Lavrov",
    "Antony Blinken",
    "Nicolas Maduro",
    "Mahmoud Abbas",
    "Keir Starmer",
    "Donald Tusk",
    "Bashar al-Assad",
    "Nikol Pashinyan",
];

const ORGANIZATIONS: [&str; 16] = [
    "NATO",
    "the European Union",
    "the United Nations",
    "Hamas",
    "Hezbollah",
    "the U.N. Security Council",
    "the World Health Organization",
    "the International Criminal Court",
    "the African Union",
    "the IAEA",
    "the Taliban",
    "ASEAN",
    "OPEC",
    "the Wagner Group",
    "UNICEF",
    "the World Bank",
];

const TOWNS: [&str; 16] = [
    "Kharkiv", "Odesa", "Istanbul", "Aleppo", "Mariupol", "Geneva", "Vienna", "Rafah", "Damascus", "Lviv", "Munich",
    "New York", "Shanghai", "Lagos", "Karachi", "Almaty",
];

/// Fills sentences with names, in an order that looks like none and is the same at every run.
struct Names {
    seed: u64,
}

impl Names {
    fn new() -> Self {
        Self { seed: 1 }
    }

    fn draw(&mut self, count: usize) -> usize {
        // The multiplier of Knuth's MMIX.
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) as usize % count
    }

    fn fill(&mut self, sentence: &str, out: &mut String) {
        let mut rest = sentence;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            let kind = rest.as_bytes()[at + 1];
            let names = match kind {
                b'C' => COUNTRIES.as_slice(),
                b'P' => &PEOPLE,
                b'O' => &ORGANIZATIONS,
                _ => &TOWNS,
            };
            let name = names[self.draw(names.len())];
            match name.strip_prefix("the ").filter(|_| out.is_empty() || out.ends_with(". ") || out.ends_with('\n')) {
                Some(bare) => out.extend(["The ", bare]),
                None => out.push_str(name),
            }
            rest = &rest[at + 3..];
        }
        out.push_str(rest);
    }
}

/// Text of at least `bytes`, in paragraphs; of ten sentences, `events` are events and the rest is quiet.
pub(crate) fn text(bytes: usize, events: usize) -> String {
    let mut names = Names::new();
    let mut out = String::with_capacity(bytes + 1024);
    let mut sentences = 0;
    while out.len() < bytes {
        if names.draw(10) < events {
            let sentence = EVENTS[names.draw(EVENTS.len())];
            names.fill(sentence, &mut out);
        } else {
            out.push_str(QUIET[names.draw(QUIET.len())]);
        }
        sentences += 1;
        out.push_str(if sentences % 4 == 0 { "\n\n" } else { " " });
    }
    out
}

/// Text of at least `bytes` whose sentences have at least `words` words each.
pub(crate) fn long_sentences(bytes: usize, words: usize) -> String {
    let mut names = Names::new();
    let mut out = String::with_capacity(bytes + 1024);
    while out.len() < bytes {
        let start = out.len();
        loop {
            let sentence = EVENTS[names.draw(EVENTS.len())];
            if sentence.starts_with('“') {
                continue;
            }
            names.fill(sentence.trim_end_matches('.'), &mut out);
            if out[start..].split(' ').count() >= words {
                break;
            }
            out.push_str(JOINTS[names.draw(JOINTS.len())]);
        }
        out.push_str(".\n\n");
    }
    out
}
