//! Text of any kind gives an answer; whatever it is, the answer holds together.
#![cfg(feature = "bundled")]

#[path = "replay/targets.rs"]
mod targets;

use geopol::phrasebook::PhrasebookBuilder;
use geopol::{Extractor, Gazetteer, GivenMention, Kind, MentionForm, Phrasebook, Report, Span};
use proptest::prelude::*;
use proptest::test_runner::Config;
use targets::pieces::PIECES;
use targets::report::{check, written};

fn news() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES).prop_map(str::to_owned);
    let any = prop_oneof![9 => piece, 1 => any::<String>()];
    let blank = prop::sample::select(&[" ", " ", " ", " ", " ", "", "  ", "\n"][..]);
    prop::collection::vec((any, blank), 0..80)
        .prop_map(|parts| parts.into_iter().fold(String::new(), |text, (part, blank)| text + &part + blank))
}

/// Sentences of which each stands by itself: no word in one depends on another.
fn apart() -> impl Strategy<Value = String> {
    const SENTENCES: &[&str] = &[
        "Russia sent 2,000 troops to Belarus on Monday.",
        "Poland did not attack Serbia, Hungary said.",
        "“We shall not wait,” Vladimir Putin told reporters in Vienna.",
        "NATO and Japan signed an agreement on 3 May 2024.",
        "Talks between India and Pakistan broke down!",
        "Would France arm Ukraine?",
        "BERLIN (AP) — Germany expelled two diplomats of Iran.",
        "Nothing happened anywhere (or so people thought).",
        "The rain in the U.S. fell on Nov. 5.",
        "- Egypt met Sudan",
        "China's visit to Mongolia ended...",
    ];
    prop::collection::vec((prop::sample::select(SENTENCES), prop::sample::select(&[" ", "\n", "\n\n", "  "][..])), 0..6)
        .prop_map(|parts| parts.into_iter().fold(String::new(), |text, (part, blank)| text + part + blank))
}

/// Each sentence, mention and relation with where it stands in a text that begins `offset` bytes later.
fn said(report: &Report<'_>, offset: usize) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (at, sentence) in report.sentences().iter().enumerate() {
        out.push((sentence.start + offset, format!("{} bytes", sentence.len())));
        for mention in report.mentions().iter().filter(|mention| mention.sentence() == at) {
            let entity = &report.entities()[mention.entity()];
            out.push((
                mention.span().start + offset,
                format!("{} bytes {} {:?}", mention.span().len(), entity.id(), mention.form()),
            ));
        }
        for relation in report.relations().filter(|relation| relation.sentence_index() == at) {
            out.push((relation.trigger().start + offset, format!("{relation} {}", relation.pattern())));
        }
    }
    out
}

/// Strings that break what does not take care.
fn hostile() -> impl Strategy<Value = String> {
    const HOSTILE: &[&str] = &[
        "\"",
        "\\",
        "'",
        "<",
        ">",
        "&",
        "</script>",
        "-->",
        "]]>",
        "<![CDATA[",
        "|",
        "{",
        "}",
        "[",
        "]",
        ";",
        "#quot;",
        "&amp;",
        "\n",
        "\r\n",
        "\t",
        ",",
        "=1+1",
        "\u{1}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{fffe}",
        "\u{202e}",
        "😀",
        "é",
        "\\N",
        "\\l",
        "%",
        "`",
        "$",
        " ",
        "Russia",
        "",
    ];
    let part = prop_oneof![4 => prop::sample::select(HOSTILE).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat().replace('\0', ""))
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
    fn tags_are_the_mentions_of_the_report(text in news()) {
        let (tags, report) = (Extractor::bundled().tag(&text), Extractor::bundled().extract(&text));
        prop_assert_eq!(tags.sentences(), report.sentences());
        prop_assert_eq!(tags.entities(), report.entities());
        prop_assert_eq!(tags.mentions(), report.mentions());
        prop_assert_eq!(tags.relations().len(), 0);
    }

    #[test]
    fn the_same_text_gives_the_same_report_in_every_thread(text in news()) {
        let here = written(&Extractor::bundled().extract(&text));
        let there = std::thread::scope(|scope| {
            let threads = [(); 4].map(|()| scope.spawn(|| written(&Extractor::bundled().extract(&text))));
            threads.map(|thread| thread.join().expect("no panic"))
        });
        for there in &there {
            prop_assert_eq!(&here, there);
        }
    }

    #[test]
    fn two_texts_in_one_say_what_they_say_apart(one in apart(), other in apart()) {
        let (one, other) = (one.trim(), other.trim());
        let both = format!("{one}\n\n{other}");
        let extractor = Extractor::bundled();
        let mut said = said(&extractor.extract(one), 0);
        said.extend(self::said(&extractor.extract(other), one.len() + 2));
        prop_assert_eq!(said, self::said(&extractor.extract(&both), 0));
    }

    #[test]
    fn whatever_a_graph_holds_it_is_written_well(bytes in prop::collection::vec(any::<u8>(), 0..300), strings in prop::collection::vec(hostile(), 0..12)) {
        let mut data: Vec<u8> = bytes.iter().copied().take(6).collect();
        data.resize(6, 1);
        data.extend(strings.join("\0").into_bytes());
        targets::run("export", &data);
        targets::run("export", &bytes);
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
