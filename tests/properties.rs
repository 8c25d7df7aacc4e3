//! Text of any kind gives an answer; whatever it is, the answer holds together.
#![cfg(feature = "bundled")]

use std::fmt::Write as _;

use geopol::phrasebook::PhrasebookBuilder;
use geopol::{Extractor, Gazetteer, GivenMention, Kind, Mention, MentionForm, Phrasebook, Report, Span};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// Pieces that news is made of, and pieces that break it.
const PIECES: &[&str] = &[
    "Russia",
    "Ukraine",
    "the United States",
    "U.S.",
    "US",
    "us",
    "NATO",
    "Vladimir Putin",
    "Putin",
    "President",
    "Mr.",
    "Kim Jong Un",
    "Kim",
    "Iranian",
    "North Korean troops",
    "Washington",
    "Beijing",
    "the European Union",
    "EU",
    "U.N.",
    "Security Council",
    "Zelensky",
    "Georgia",
    "Türkiye",
    "Côte d'Ivoire",
    "Foreign Minister Jane Roe",
    "he",
    "she",
    "it",
    "its",
    "the country",
    "the bloc",
    "their",
    "sent",
    "send",
    "has sent",
    "troops",
    "to",
    "invaded",
    "was",
    "were",
    "attacked",
    "by",
    "met",
    "with",
    "in",
    "and",
    "or",
    "but",
    "not",
    "n't",
    "said",
    "that",
    "who",
    "which",
    "after",
    "before",
    "according to",
    "accused",
    "of",
    "imposing",
    "sanctions",
    "on",
    "talks",
    "between",
    "war",
    "Russia-Ukraine",
    "US-led",
    "Iran-backed",
    "an ally of",
    "urged",
    "plans to",
    "may",
    "will",
    "denied",
    "be",
    "being",
    "'s",
    "’s",
    "'",
    "on Monday",
    "Nov. 5",
    "November 5th",
    "10,000-12,000",
    "$3.5 billion",
    "30,000",
    ",",
    ".",
    "!",
    "?",
    ";",
    ":",
    "—",
    "–",
    "-",
    "--",
    "…",
    "...",
    "\"",
    "“",
    "”",
    "‘",
    "’",
    "(",
    ")",
    "[1]",
    "[",
    "]",
    "{",
    "}",
    "<b>",
    "</p",
    "&amp;",
    "&#8217;",
    "https://example.org/a?b=c.d",
    "a@b.org",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\0",
    "\u{85}",
    "😀",
    "👨‍👩‍👧",
    "🇺🇦",
    "مصر",
    "روسيا",
    "ישראל",
    "\u{202e}",
    "中国",
    "e\u{301}",
    "ﬁ",
    "İ",
    "ß",
    "\u{1F1FA}",
];

fn news() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES).prop_map(str::to_owned);
    let any = prop_oneof![9 => piece, 1 => any::<String>()];
    let blank = prop::sample::select(&[" ", " ", " ", " ", " ", "", "  ", "\n"][..]);
    prop::collection::vec((any, blank), 0..80)
        .prop_map(|parts| parts.into_iter().fold(String::new(), |text, (part, blank)| text + &part + blank))
}

fn inside(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.start < inner.end && inner.end <= outer.end
}

/// What holds for every report.
fn check(report: &Report<'_>) {
    let text = report.text();
    let mut end = 0;
    for sentence in report.sentences() {
        assert!(
            sentence.start >= end && sentence.start < sentence.end,
            "sentences in order, none empty: {:?}",
            report.sentences()
        );
        assert!(text.get(sentence.start..sentence.end).is_some());
        end = sentence.end;
    }
    let mut end = 0;
    for mention in report.mentions() {
        assert!(text.get(mention.span().start..mention.span().end).is_some_and(|words| !words.trim().is_empty()));
        assert!(mention.span().start >= end, "mentions in order, none over another");
        end = mention.span().end;
        assert!(inside(mention.span(), report.sentences()[mention.sentence()]), "{mention:?} lies in its sentence");
        assert!(mention.entity() < report.entities().len());
    }
    for (at, entity) in report.entities().iter().enumerate() {
        assert!(report.mentions().iter().any(|mention| mention.entity() == at), "{entity:?} is mentioned");
        assert!(report.entities()[..at].iter().all(|other| other.id() != entity.id()), "{entity:?} stands once");
    }
    for relation in report.relations() {
        let sentence = relation.sentence_span();
        let ends = [relation.source_mention(), relation.target_mention()].map(|at| &report.mentions()[at]);
        assert_eq!(report.entities()[ends[0].entity()].id(), relation.source().id());
        assert_eq!(report.entities()[ends[1].entity()].id(), relation.target().id());
        assert_ne!(relation.source().id(), relation.target().id(), "nobody does it to himself");
        let circumstances = relation.quantities().iter().chain(relation.dates()).copied();
        for span in circumstances.chain(ends.map(Mention::span)).chain([relation.trigger()]) {
            assert!(
                inside(span, sentence) && text.get(span.start..span.end).is_some(),
                "{span:?} lies in {sentence:?}"
            );
        }
        assert!(!relation.to_string().is_empty());
    }
}

/// All that a report says, for comparison.
fn written(report: &Report<'_>) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{:?}\n{:?}", report.sentences(), report.mentions());
    for relation in report.relations() {
        let _ = writeln!(
            out,
            "{relation} {} {:?} {:?} {:?}",
            relation.pattern(),
            relation.trigger(),
            relation.quantities(),
            relation.dates()
        );
    }
    serde_json::to_string(report.entities()).expect("entities as JSON") + &out
}

proptest! {
    #![proptest_config(Config { cases: 192, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_string_gives_a_report_that_holds_together(text in any::<String>()) {
        check(&Extractor::bundled().extract(&text));
    }

    #[test]
    fn any_news_gives_a_report_that_holds_together(text in news()) {
        check(&Extractor::bundled().extract(&text));
    }

    #[test]
    fn the_same_text_gives_the_same_report_in_every_thread(text in news()) {
        let here = written(&Extractor::bundled().extract(&text));
        let there = std::thread::scope(|scope| {
            let threads = [(); 2].map(|()| scope.spawn(|| written(&Extractor::bundled().extract(&text))));
            threads.map(|thread| thread.join().expect("no panic"))
        });
        prop_assert_eq!(&here, &there[0]);
        prop_assert_eq!(&here, &there[1]);
    }

    #[test]
    fn given_mentions_are_taken_as_they_are(text in news(), cuts in prop::collection::btree_set(0_usize..2000, 0..16)) {
        let edges: Vec<usize> = cuts.into_iter().filter(|&at| at <= text.len() && text.is_char_boundary(at)).collect();
        let ids = ["A", "B", "C"];
        let kinds = [Kind::Country, Kind::Person, Kind::Organization];
        let given: Vec<GivenMention> = edges
            .chunks_exact(2)
            .enumerate()
            .map(|(nth, edge)| GivenMention::new(ids[nth % 3], kinds[nth % 3], Span::new(edge[0], edge[1])))
            .collect();
        let report = Extractor::bundled().extract_with(&text, &given).expect("spans that are right");
        for relation in report.relations() {
            prop_assert!(relation.sentence().len() <= text.len());
        }
        for mention in report.mentions() {
            prop_assert!(ids.contains(&report.entities()[mention.entity()].id()));
        }
        for given in given.iter().filter(|given| !given.span().slice(&text).trim().is_empty()) {
            let mut taken = report.mentions().iter().filter(|mention| mention.form() == MentionForm::Given);
            prop_assert!(taken.any(|mention| mention.span() == given.span() && report.entities()[mention.entity()].id() == given.id()));
        }
    }

    #[test]
    fn any_pattern_is_compiled_or_refused(words in prop::collection::vec(prop::sample::select(&[
        "A", "B", "A's", "B's", "A-backed", "B-based", "is", "be", "and", "between", "of", "to", "on|against", "attack", "[w]", "[", "]", "|", "send", "out",
        "by", "holding", "talks", "war|talks", "ü", "[none]", "A-", "A|B", "", "-", "*",
    ][..]), 0..8)) {
        let text = format!(
            "[words]\nw = [\"troops\", \"air strike\"]\n[[relation]]\nid = \"x\"\nlabel = \"x\"\nfamily = \"event\"\nsymmetric = false\nmeaning = \"\"\n\
             source = [\"country\"]\ntarget = [\"country\"]\npatterns = [\"{}\"]\n", words.join(" "));
        let built = Phrasebook::builder().file("x.toml", text).build();
        if let Err(error) = built {
            prop_assert_eq!((error.file(), error.line()), (Some("x.toml"), Some(11)), "{}", error);
        }
    }

    #[test]
    fn any_bytes_are_loaded_or_refused(text in any::<String>(), cells in prop::collection::vec("[a-z|\t\n. 0-9]{0,6}", 0..30)) {
        let file: PhrasebookBuilder = Phrasebook::builder().file("x.toml", text.clone());
        if let Err(error) = file.build() {
            prop_assert!(!error.to_string().is_empty());
        }
        let table = format!("id\tname\taliases\troles\n{}", cells.concat());
        for text in [text, table] {
            let built = Gazetteer::builder().people("x.tsv", text.clone()).senses("y.tsv", text.clone()).decoys("z.tsv", text).build();
            if let Err(error) = built {
                prop_assert!(error.line().is_some() && error.column().is_some(), "{}", error);
            }
        }
    }
}

#[test]
fn wrong_spans_are_refused_word_for_word() {
    let text = "Zoë met Lüü.";
    let refused = |spans: &[(usize, usize)]| {
        // A reversed span can't be made by `new`, but can be read from outside.
        let given: Vec<GivenMention> =
            spans.iter().map(|&(start, end)| GivenMention::new("x", Kind::Person, Span { start, end })).collect();
        let error = Extractor::bundled().extract_with(text, &given).expect_err("a wrong span");
        assert!(error.is_mention());
        assert_eq!((error.file(), error.line(), error.column()), (None, None, None));
        error.to_string()
    };
    assert_eq!(refused(&[(4, 0)]), "mention 0 at 4..0 is reversed");
    assert_eq!(refused(&[(0, 4), (5, 5)]), "mention 1 at 5..5 is empty");
    assert_eq!(refused(&[(9, 99)]), "mention 0 at 9..99 ends behind the text");
    assert_eq!(
        refused(&[(usize::MAX - 1, usize::MAX)]),
        format!("mention 0 at {}..{} ends behind the text", usize::MAX - 1, usize::MAX)
    );
    assert_eq!(refused(&[(0, 3)]), "mention 0 at 0..3 cuts a character");
    assert_eq!(refused(&[(3, 4)]), "mention 0 at 3..4 cuts a character");
    assert_eq!(refused(&[(5, 8), (0, 4), (2, 6)]), "mention 2 at 2..6 overlaps another");
    assert_eq!(refused(&[(0, 4), (0, 4)]), "mention 1 at 0..4 overlaps another");
    let touching = [(0, 2), (2, 4), (4, 5), (5, 8)]
        .map(|(start, end)| GivenMention::new("x", Kind::Person, Span::new(start, end)));
    assert!(Extractor::bundled().extract_with(text, &touching).is_ok());
    assert!(Extractor::bundled().extract_with("", &[]).is_ok());
}

#[test]
fn odd_texts_give_an_answer() {
    let odd = [
        "",
        " ",
        "\n",
        ".",
        "...",
        "\"",
        "\"\"\"\"\"\"",
        "“”“”",
        "'''''",
        "\0",
        "\0\0Russia\0invaded\0Ukraine\0",
        "😀",
        "😀 Russia 😀 invaded 😀 Ukraine 😀",
        "غزت روسيا أوكرانيا. Russia invaded Ukraine.",
        "\u{202e}Russia\u{202c} invaded Ukraine",
        "<p>Russia <b>invaded</b Ukraine</p",
        "&lt;Russia&gt; &amp Ukraine <a href=\"",
        "\u{feff}Russia invaded Ukraine.",
        "and and and and",
        "the the the",
        "of of of Russia of of Ukraine",
        "Russia Ukraine Russia Ukraine Russia Ukraine",
        "he she it they his her its their",
        "’s ’s ’s Russia’s’s’s",
        "----Russia----Ukraine----",
        "((((Russia",
        "Russia))))",
        "Mr. Mrs. Gen. U.S.",
        "\u{301}\u{301}Russia",
        "was by was by was by Russia",
        "to to invade to invade Ukraine",
        "Russia,,,,,,Ukraine,,,,and,,,,Iran",
        "said that said that said that Russia said",
    ];
    for text in odd {
        check(&Extractor::bundled().extract(text));
    }
}

/// A text of at least this many bytes that goes on and on.
fn endless(start: &str, part: &str, len: usize) -> String {
    start.to_owned() + &part.repeat(len / part.len() + 1)
}

#[test]
fn big_texts_are_read_to_the_end() {
    let len = 100_000;
    let texts = [
        endless("Russia sent troops to Belarus", " and on and on they marched until it rained", 10_000_000),
        endless("", "Russia and Ukraine ", 50_000 * "Russia and Ukraine ".len()),
        endless("", "Russia the x ", 300_000),
        endless("", "Russia sent troops to Belarus and then it ", len),
        endless("", "(Russia [said \"that Ukraine ", len),
        endless("", "[[[[(((({{{{\"\"\"\"“‘", len),
        endless("Russia attacked Ukraine", " and Iran and Iraq", len),
        endless("Russia, which attacked Ukraine", ", which attacked Iran", len),
        endless("Russia said", " that Ukraine said", len),
        endless("Vladimir Putin met Xi Jinping. ", "He met him and it told its ", len),
        endless("Vladimir Putin met Xi Jinping. ", "The country met the bloc. He saw it. ", len),
        endless("", "Russia's Ukraine's ", len),
        endless("", "Russia-", len),
        endless("", "President Jane Roe met Foreign Minister John Doe. ", len),
        endless("", "Georgia Georgia Kim ", len),
        endless("", "A", len),
        endless("", "U.S.", len),
        endless("", "\n", len),
        endless("", "\u{301}", len),
    ];
    for text in &texts {
        let report = Extractor::bundled().extract(text);
        assert_eq!(report.text().len(), text.len());
    }
    let one = "Russia met Ukraine. ";
    let text = one.repeat(20_000);
    let given: Vec<GivenMention> = (0..40_000_usize)
        .map(|nth| {
            let start = nth / 2 * one.len() + if nth % 2 == 0 { 0 } else { 11 };
            GivenMention::new(
                format!("entity-{nth}"),
                Kind::Country,
                Span::new(start, start + if nth % 2 == 0 { 6 } else { 7 }),
            )
        })
        .collect();
    let report = Extractor::bundled().extract_with(&text, &given).expect("spans that are right");
    assert_eq!(report.entities().len(), 40_000);
    assert_eq!(report.relations().len(), 20_000);
}
