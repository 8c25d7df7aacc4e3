//! The text layer against tables of cases, and its properties on texts of any kind.

use std::collections::BTreeMap;

use geopol::text::{Case, Span, Units, Word, WordKind, cased_fold, fold, key, sentences, words};
use proptest::prelude::*;
use serde::Deserialize;

#[test]
fn sentences_end_where_the_table_says() {
    let table: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("sentences.toml")).expect("the table is readable");
    let mut wrong = Vec::new();
    for (group, cases) in &table {
        for case in cases {
            let expected: Vec<&str> = case.split('¦').map(str::trim).collect();
            let text = case.replace("¦ ", "").replace('¦', "");
            let found: Vec<&str> = sentences(&text).map(|span| span.slice(&text)).collect();
            if found != expected {
                wrong.push(format!("{group}:\n  expected {expected:?}\n  found    {found:?}"));
            }
        }
    }
    assert!(table.values().flatten().count() >= 60);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[derive(Deserialize)]
struct WordTable {
    case: Vec<WordCase>,
}

#[derive(Deserialize)]
struct WordCase {
    text: String,
    words: String,
    kinds: Option<String>,
    cases: Option<String>,
}

#[test]
fn words_are_those_of_the_table() {
    let table: WordTable = toml::from_str(include_str!("words.toml")).expect("the table is readable");
    let mut wrong = Vec::new();
    let mut compare = |what: &str, expected: &str, found: String| {
        if expected != found {
            wrong.push(format!("{what}\n  expected {expected}\n  found    {found}"));
        }
    };
    for case in &table.case {
        let found = words_of(&case.text);
        let slices: Vec<&str> = found.iter().map(|word| word.span.slice(&case.text)).collect();
        compare("words", &case.words, slices.join(" "));
        if let Some(kinds) = &case.kinds {
            compare(&case.text, kinds, found.iter().map(|word| kind_letter(word.kind)).collect());
        }
        if let Some(cases) = &case.cases {
            compare(&case.text, cases, found.iter().map(|word| case_letter(word.case)).collect());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn marks_are_normalised() {
    let marks = |text: &str| -> String {
        words_of(text)
            .iter()
            .filter_map(|word| match word.kind {
                WordKind::Punct(char) => Some(char),
                _ => None,
            })
            .collect()
    };
    assert_eq!(marks("a – b — c -- d - e --- f"), "—————");
    assert_eq!(marks("a-b a\u{2010}b a–b a\u{2011}b"), "----");
    assert_eq!(marks("“a” ‘b’ \"c\" «d» „e“"), "“”‘’\"\"“”““");
    assert_eq!(marks("a... b…"), "……");
}

#[test]
fn joined_words_have_no_blank_before_them() {
    let found: Vec<bool> = words_of("\"Iran's US-led (5)\u{A0}men\"").iter().map(|word| word.joined).collect();
    assert_eq!(found, [false, true, true, false, true, true, false, true, true, false, true]);
}

#[test]
fn spellings_of_a_word_fold_alike() {
    for (spelling, folded, cased) in [
        ("U.S.", "us", "US"),
        ("Ph.D.", "phd", "PhD"),
        ("Türkiye", "turkiye", "Turkiye"),
        ("İstanbul", "istanbul", "Istanbul"),
        ("Diyarbakır", "diyarbakir", "Diyarbakir"),
        ("Łódź", "lodz", "Lodz"),
        ("Đà Nẵng", "da nang", "Da Nang"),
        ("Ølgod", "olgod", "Olgod"),
        ("Straße", "strasse", "Strasse"),
        ("Əliyev", "aliyev", "Aliyev"),
        ("d’Ivoire", "d'ivoire", "d'Ivoire"),
        ("Sanaʿa", "sana'a", "Sana'a"),
        ("ＮＡＴＯ", "nato", "NATO"),
        ("Zoe\u{308}", "zoe", "Zoe"),
        ("3.5", "3.5", "3.5"),
        ("Mr.", "mr", "Mr"),
        ("Ger\u{AD}many", "germany", "Germany"),
    ] {
        assert_eq!(fold(spelling), folded);
        assert_eq!(cased_fold(spelling), cased);
    }
    assert!(matches!(fold("troops"), std::borrow::Cow::Borrowed(_)));
    assert!(matches!(cased_fold("Troops"), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn keys_never_change() {
    // Compiled gazetteers rely on them.
    assert_eq!(key(""), 0);
    assert_eq!(key("russia"), 0x3720590fe8aacb83);
    assert_eq!(key("côte d'ivoire"), 0xe9d5abb331d96784);
    assert_eq!(words_of("RUSSIA")[0].key, key("russia"));
    assert_eq!(words_of("U.S.")[0].key, words_of("us")[0].key);
    assert_eq!(words_of("x Türkiye’s")[2].key, key("'s"));
    assert_ne!(key("ab"), key("ab\0"));
}

#[test]
fn adversarial_texts_take_linear_time() {
    for unit in [
        "a", ".", "?", "\"", "' ", "U.S. ", "Mr. ", "(((", "a@", ".)", "\n", "a\n", "A b\n", ". ", "-", "@a.", "a.",
        "«", "…", "x'", "http://", "\u{301}", "Co.!", "1.", "of\n", ". \t",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        let mut out = Vec::new();
        let mut bytes = 0;
        for sentence in sentences(&text) {
            words(&text, sentence, &mut out);
            bytes += out.len();
        }
        words(&text, Span::new(0, text.len()), &mut out);
        assert!(bytes <= text.len());
    }
}

#[test]
fn spans_that_slice_no_text_have_no_words() {
    let text = "São Tomé";
    let mut out = Vec::new();
    for span in [Span::new(2, 5), Span::new(0, 99), Span::new(5, 1), Span::new(99, 100), Span::new(0, 0)] {
        words(text, span, &mut out);
        assert!(out.is_empty());
    }
}

fn words_of(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    words(text, Span::new(0, text.len()), &mut out);
    out
}

fn kind_letter(kind: WordKind) -> char {
    match kind {
        WordKind::Word => 'w',
        WordKind::Number => 'n',
        WordKind::Punct(_) => 'p',
        WordKind::Clitic => 'c',
        WordKind::Url => 'u',
        _ => 's',
    }
}

fn case_letter(case: Case) -> char {
    match case {
        Case::Lower => 'l',
        Case::Title => 't',
        Case::Upper => 'u',
        Case::Mixed => 'm',
        Case::None => '-',
    }
}

/// Texts of pieces that news is made of, and of anything.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(vec![
            "U.S.", "Mr.", "Iran's", "didn't", "rebels'", "’s", "“", "”", "\"", "'", "—", "–", "--", "...", "…", ".", "?", "!", "\n", "\n\n", " ", " ", " ", "(", ")", "[2]",
            "Türkiye", "10,000", "3.5", "a@b.com", "http://x.y", "www.a.b", "Nov.", "5", "J.", "é", "\u{301}", "\u{200B}", "\u{AD}", "🇺🇦", "。", "said", "The", "al-", "\u{2028}", "\0", "@", "-", "İ", "ŉ", "İ",
            "No.", "p.m.", "Co", ":", "://", ",", "\r\n", "\u{A0}", "ﬁ", "½", "Ａ", "北",
        ]).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zA-Z]{1,12}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn every_byte_lies_in_one_sentence(text in text()) {
        let mut end = 0;
        for span in sentences(&text) {
            prop_assert!(!span.is_empty() && span.start >= end);
            prop_assert!(text[end..span.start].trim().is_empty());
            let slice = &text[span.start..span.end];
            prop_assert_eq!(slice, slice.trim());
            end = span.end;
        }
        prop_assert!(text[end..].trim().is_empty());
    }

    #[test]
    fn words_lie_in_their_sentence_in_order(text in text()) {
        let mut out = Vec::new();
        for sentence in sentences(&text) {
            words(&text, sentence, &mut out);
            let mut end = sentence.start;
            for (index, word) in out.iter().enumerate() {
                prop_assert!(!word.span.is_empty() && word.span.start >= end && word.span.end <= sentence.end, "{:?}", word);
                let between = &text[end..word.span.start];
                prop_assert!(!between.chars().any(|char| char.is_alphanumeric() || char.is_ascii_punctuation()), "{:?} in {:?}", between, text);
                prop_assert_eq!(word.joined, index > 0 && !between.contains(char::is_whitespace));
                let slice = &text[word.span.start..word.span.end];
                prop_assert_eq!(word.key, key(&fold(slice)), "{:?}", slice);
                end = word.span.end;
            }
            let rest = &text[end..sentence.end];
            prop_assert!(!rest.chars().any(|char| char.is_alphanumeric() || char.is_ascii_punctuation()), "{:?}", rest);
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in prop_oneof![text(), any::<String>()]) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded.as_ref());
        let cased = cased_fold(&text);
        prop_assert_eq!(cased_fold(&cased), cased.as_ref());
        prop_assert_eq!(fold(&cased), folded.as_ref());
    }

    #[test]
    fn no_text_panics(text in any::<String>(), start in 0usize..40, end in 0usize..40) {
        let mut out = Vec::new();
        for sentence in sentences(&text) {
            words(&text, sentence, &mut out);
        }
        words(&text, Span::new(start, end), &mut out);
    }

    #[test]
    fn units_count_as_other_languages_do(pieces in prop::collection::vec(text(), 0..12), at in any::<prop::sample::Index>()) {
        let text = pieces.concat();
        let (chars, utf16) = (Units::chars(&text), Units::utf16(&text));
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let byte = places[at.index(places.len())];
        prop_assert_eq!(chars.offset(byte), text[..byte].chars().count());
        prop_assert_eq!(utf16.offset(byte), text[..byte].encode_utf16().count());
        prop_assert_eq!(chars.to_byte(chars.offset(byte)), Some(byte));
        prop_assert_eq!(utf16.to_byte(utf16.offset(byte)), Some(byte));
        prop_assert_eq!(chars.to_byte(text.chars().count() + 1), None);
        let span = Span::new(byte / 2, byte);
        prop_assert_eq!(chars.span(span), span.to_chars(&text));
        prop_assert_eq!(utf16.span(span), span.to_utf16(&text));
    }
}
