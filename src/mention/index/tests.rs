//! Finds names in lines of text, and compares the index with the plainest search that there is.

use std::cmp::Reverse;
use std::ops::Range;

use proptest::prelude::*;

use super::{NameHit, NameIndex, is_shouted};
use crate::gazetteer::Gazetteer;
use crate::text::{self, Span};

const COUNTRIES: &str = "id\tname\tofficial\taliases\tdemonyms\tambiguous
CHN\tChina\tPeople's Republic of China\t\tChinese|Sino\t
CIV\tIvory Coast\t\tCôte d'Ivoire\tIvorian\t
GEO\tGeorgia\t\t\tGeorgian\tGeorgia
GIN\tGuinea\t\t\tGuinean\t
KOR\tSouth Korea\t\t\tSouth Korean|South Koreans\t
MLI\tMali\t\t\tMalian\t
PRK\tNorth Korea\t\t\tNorth Korean|North Koreans\t
RUS\tRussia\t\t\tRussian|Russians\t
TUR\tTurkey\t\tTürkiye\tTurkish\t
USA\tUnited States\t\tUS|America|United States of America\tAmerican|Americans\t
";
const PEOPLE: &str = "id\tname\taliases\tshort
emmanuel-macron\tEmmanuel Macron\tMacron\t
kim-jong-un\tKim Jong-un\tKim Jong Un\tKim
xi-jinping\tXi Jinping\t\tXi
";
const ORGANIZATIONS: &str = "id\tname\tacronym\taliases
al-qaeda\tal-Qaeda\t\t
al-shabaab\tal-Shabaab\t\tal-Shabab
hamas\tHamas\t\t
nato\tNorth Atlantic Treaty Organization\tNATO\t
un-security-council\tUnited Nations Security Council\t\tSecurity Council
united-nations\tUnited Nations\tUN\t
who\tWorld Health Organization\tWHO\t
yonhap\tYonhap News Agency\t\tYonhap
";
const PLACES: &str = "id\tname\tambiguous
georgia-us\tGeorgia\tGeorgia
korea-strait\tKorea Strait\t
sao-paulo\tSão Paulo\t
";
const DECOYS: &str = "phrase
Georgia Tech
Guinea pig
New Guinea
";

/// What stands in a line, each with what it can mean; a decoy means `-`.
#[rustfmt::skip]
const LINES: &[(&str, &[&str])] = &[
    // The longest wins, then the leftmost.
    ("The United Nations Security Council met.", &["United Nations Security Council: un-security-council"]),
    ("the United States of America", &["United States of America: USA"]),
    ("South Korea Strait", &["South Korea: KOR"]),
    ("the Korea Strait", &["Korea Strait: korea-strait"]),
    // Decoys win over what they hold, and only over that.
    ("He went to Georgia Tech.", &["Georgia Tech: -"]),
    ("The Georgia Techs met.", &["Georgia: GEO georgia-us"]),
    ("In New Guinea, Guinea pigs", &["New Guinea: -", "Guinea: GIN"]),
    // Word edges.
    ("Chinatown, Malians, Russiagate", &[]),
    ("China-Russia talks, pro-Russian, US-led, Sino-Russian",
        &["China: CHN", "Russia: RUS", "Russian: RUS", "US: USA", "Sino: CHN", "Russian: RUS"]),
    ("see https://www.Russia.org/China for China", &["China: CHN"]),
    ("anti-North Korean", &["North Korean: PRK"]),
    ("United\nStates and United\u{a0}States", &["United\nStates: USA", "United\u{a0}States: USA"]),
    // Capitals.
    ("They told us that who may is us.", &[]),
    ("Us and Who", &[]),
    ("The US, the U.S. and the U.S.", &["US: USA", "U.S.: USA", "U.S.: USA"]),
    ("russia, north korea, turkey", &[]),
    ("TURKEY AND NORTH KOREA TELL WHO", &["TURKEY: TUR", "NORTH KOREA: PRK", "WHO: who"]),
    ("In TURKEY and MALI, Emmanuel MACRON and KIM Jong Un met.",
        &["TURKEY: TUR", "MALI: MLI", "Emmanuel MACRON: emmanuel-macron", "KIM Jong Un: kim-jong-un"]),
    ("XI MEETS KIM", &["XI: xi-jinping", "KIM: kim-jong-un"]),
    ("He has xi, XI and KIM left.", &[]),
    ("Nato and Yonhap News agency", &["Yonhap: yonhap"]),
    // Hyphens are blanks, and what stands behind one may have any capital.
    ("Kim Jong-un, Kim Jong Un, Kim Jong-Un, KIM JONG-UN, Kim-Jong-un",
        &["Kim Jong-un: kim-jong-un", "Kim Jong Un: kim-jong-un", "Kim Jong-Un: kim-jong-un", "KIM JONG-UN: kim-jong-un",
          "Kim-Jong-un: kim-jong-un"]),
    ("Kim Jong‑un and Kim Jong–un", &["Kim Jong‑un: kim-jong-un", "Kim Jong–un: kim-jong-un"]),
    ("kim Jong-un and Kim jong un", &["Kim: kim-jong-un"]),
    ("Al-Shabaab, al Shabaab, Al Shabab, AL-SHABAB, al-Qaeda",
        &["Al-Shabaab: al-shabaab", "al Shabaab: al-shabaab", "Al Shabab: al-shabaab", "AL-SHABAB: al-shabaab", "al-Qaeda: al-qaeda"]),
    // Diacritics, quotes and possessives.
    ("Turkiye, Türkiye, TÜRKİYE, TÜRKIYE", &["Turkiye: TUR", "Türkiye: TUR", "TÜRKİYE: TUR", "TÜRKIYE: TUR"]),
    ("Sao Paulo, São Paulo, Sa\u{303}o Paulo", &["Sao Paulo: sao-paulo", "São Paulo: sao-paulo", "Sa\u{303}o Paulo: sao-paulo"]),
    ("Cote d'Ivoire, Côte d’Ivoire", &["Cote d'Ivoire: CIV", "Côte d’Ivoire: CIV"]),
    ("China's, Russia’s, Hamas' and the People’s Republic of China’s",
        &["China: CHN", "Russia: RUS", "Hamas: hamas", "People’s Republic of China: CHN"]),
    ("THE PEOPLE'S REPUBLIC OF CHINA", &["PEOPLE'S REPUBLIC OF CHINA: CHN"]),
    ("U.N. and UN", &["U.N.: united-nations", "UN: united-nations"]),
    ("", &[]),
    ("- - -- ’ \u{0} 🇰🇷", &[]),
];

#[test]
fn names_are_found_as_news_writes_them() {
    let gazetteer = build();
    let index = NameIndex::of(&gazetteer);
    let mut wrong = Vec::new();
    for &(line, expected) in LINES {
        let found: Vec<String> = find(index, line)
            .iter()
            .map(|(span, hit)| {
                let ids: Vec<&str> =
                    index.readings(hit).iter().map(|reading| gazetteer.entity(reading.entity).id()).collect();
                format!("{}: {}", span.slice(line), if ids.is_empty() { "-".to_owned() } else { ids.join(" ") })
            })
            .collect();
        if found != expected {
            wrong.push(format!("{line:?}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_entity_is_read_once_however_many_of_its_forms_fit() {
    let gazetteer = build();
    let index = NameIndex::of(&gazetteer);
    let hits = find(index, "Kim Jong-un");
    let readings = index.readings(&hits[0].1);
    assert_eq!(readings.len(), 1);
    assert_eq!((readings[0].form, readings[0].ambiguous), (crate::gazetteer::MentionForm::Name, false));
}

#[test]
fn capitals_among_capitals_are_told() {
    let shouted = |line: &str| {
        let mut words = Vec::new();
        text::words(line, Span::new(0, line.len()), &mut words);
        is_shouted(&words)
    };
    assert!(shouted("RUSSIA TELLS US TO LEAVE"));
    assert!(!shouted("Russia tells US to leave"));
}

#[test]
fn a_name_within_a_name_can_be_asked_for() {
    let gazetteer = build();
    let index = NameIndex::of(&gazetteer);
    let line = "the United Nations Security Council";
    let mut words = Vec::new();
    text::words(line, Span::new(0, line.len()), &mut words);
    let (mut hits, mut inside) = (Vec::new(), Vec::new());
    index.find(line, &words, &mut hits);
    index.inside(line, &words, hits[0].words.clone(), false, &mut inside);
    let found: Vec<Range<usize>> = inside.into_iter().map(|hit| hit.words).collect();
    assert_eq!(found, [1..3, 3..5]);
}

#[test]
fn an_index_without_names_finds_nothing() {
    let gazetteer = Gazetteer::builder().build().expect("an empty gazetteer");
    assert!(find(NameIndex::of(&gazetteer), "Russia and China").is_empty());
}

#[test]
fn chains_of_names_that_overlap_take_linear_time() {
    let names: String = (1..40).map(|count| format!("n{count:02}\t{}Zeta\n", "Alpha ".repeat(count))).collect();
    let gazetteer =
        Gazetteer::builder().places("places.tsv", format!("id\tname\n{names}")).build().expect("good names");
    let index = NameIndex::of(&gazetteer);
    // Every word begins a long path that leads to no name.
    let line = "Alpha ".repeat(200_000);
    assert!(find(index, &line).is_empty());
    assert_eq!(find(index, &(line + "Zeta")).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_a_plain_search_finds(
        names in prop::collection::btree_set(prop::collection::vec(0..4usize, 1..5), 1..12),
        words in prop::collection::vec(0..4usize, 0..40),
    ) {
        let write = |words: &[usize]| words.iter().map(|&word| ["Alpha", "Beta", "Gamma", "Delta"][word]).collect::<Vec<_>>().join(" ");
        let rows: String = names.iter().enumerate().map(|(at, name)| format!("n{at:02}\t{}\n", write(name))).collect();
        let gazetteer = Gazetteer::builder().places("places.tsv", format!("id\tname\n{rows}")).build().expect("good names");
        let found: Vec<Range<usize>> = find(NameIndex::of(&gazetteer), &write(&words)).into_iter().map(|(_, hit)| hit.words).collect();
        prop_assert_eq!(found, plainly(&names.into_iter().collect::<Vec<_>>(), &words));
    }

    #[test]
    fn any_text_is_read_without_a_panic(line in "\\PC{0,60}|[A-Za-z .'’-]{0,60}") {
        let gazetteer = build();
    let index = NameIndex::of(&gazetteer);
        let hits = find(index, &line);
        prop_assert!(hits.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start));
    }
}

/// All places of all names, then the longest first, then the leftmost, as long as they do not overlap.
fn plainly(names: &[Vec<usize>], words: &[usize]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = (0..words.len())
        .flat_map(|start| {
            names.iter().filter(move |name| words[start..].starts_with(name)).map(move |name| start..start + name.len())
        })
        .collect();
    all.sort_by_key(|range| (Reverse(range.len()), range.start));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for range in all {
        if kept.iter().all(|other| range.end <= other.start || other.end <= range.start) {
            kept.push(range);
        }
    }
    kept.sort_by_key(|range| range.start);
    kept
}

fn build() -> Gazetteer {
    Gazetteer::builder()
        .countries("countries.tsv", COUNTRIES)
        .people("people.tsv", PEOPLE)
        .organizations("organizations.tsv", ORGANIZATIONS)
        .places("places.tsv", PLACES)
        .decoys("decoys.tsv", DECOYS)
        .build()
        .unwrap_or_else(|error| panic!("{error}"))
}

/// The names in a line that is taken for one sentence.
fn find(index: NameIndex<'_>, line: &str) -> Vec<(Span, NameHit)> {
    let (mut words, mut hits) = (Vec::new(), Vec::new());
    text::words(line, Span::new(0, line.len()), &mut words);
    index.find(line, &words, &mut hits);
    let span = |range: &Range<usize>| words[range.start].span.cover(words[range.end - 1].span);
    hits.into_iter().map(|hit| (span(&hit.words), hit)).collect()
}
