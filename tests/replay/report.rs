//! What holds for every report.

use std::fmt::Write as _;

use geopol::{DateSpan, Mention, MentionForm, Report, ReportEntity, Span};

fn inside(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.start < inner.end && inner.end <= outer.end
}

/// Sentences lie one behind the other, with nothing but blanks between them.
pub fn check_sentences(report: &Report<'_>) {
    let text = report.text();
    let mut end = 0;
    for sentence in report.sentences() {
        assert!(
            sentence.start >= end && sentence.start < sentence.end,
            "in order, none empty: {:?}",
            report.sentences()
        );
        assert!(text.get(sentence.start..sentence.end).is_some_and(|words| words.trim() == words));
        assert!(text[end..sentence.start].trim().is_empty(), "what lies between sentences is blank");
        end = sentence.end;
    }
    assert!(text[end..].trim().is_empty(), "nothing is left behind the last sentence");
}

/// The report holds together: spans slice the text and lie in their sentence, what is spoken of is there.
pub fn check(report: &Report<'_>) {
    let text = report.text();
    check_sentences(report);
    let (mut last, mut here) = (Span::new(0, 0), Vec::new());
    let mut known = vec![false; report.entities().len()];
    for mention in report.mentions() {
        let span = mention.span();
        let given = mention.form() == MentionForm::Given;
        assert!(text.get(span.start..span.end).is_some_and(|words| given || !words.trim().is_empty()));
        if span == last {
            // "both countries" means two.
            assert!(
                matches!(mention.form(), MentionForm::Pronoun | MentionForm::Description),
                "{mention:?} stands twice"
            );
            assert!(!here.contains(&mention.entity()), "{mention:?} stands twice");
        } else {
            assert!(span.start >= last.end, "{mention:?} is behind the one before it, which ends at {}", last.end);
            (last, here) = (span, Vec::new());
        }
        here.push(mention.entity());
        let sentence = report.sentences()[mention.sentence()];
        // The caller may draw a mention over the end of a sentence, or between two.
        assert!(given || inside(span, sentence), "{mention:?} lies in its sentence");
        assert!(!given || span.start < sentence.end, "{mention:?} begins before the end of its sentence");
        known[mention.entity()] = true;
    }
    assert!(known.iter().all(|&known| known), "every entity is mentioned");
    let mut ids: Vec<&str> = report.entities().iter().map(ReportEntity::id).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "no entity stands twice: {ids:?}");
    let mut last = 0;
    for relation in report.relations() {
        let sentence = relation.sentence_span();
        assert!(relation.sentence_index() >= last, "relations in the order of their sentences");
        last = relation.sentence_index();
        let ends = [relation.source_mention(), relation.target_mention()].map(|at| &report.mentions()[at]);
        assert_eq!(report.entities()[ends[0].entity()].id(), relation.source().id());
        assert_eq!(report.entities()[ends[1].entity()].id(), relation.target().id());
        assert_ne!(relation.source().id(), relation.target().id(), "nobody does it to himself");
        assert!(ends.iter().all(|mention| mention.sentence() == relation.sentence_index()));
        let named = ends.into_iter().filter(|mention| mention.form() != MentionForm::Given).map(Mention::span);
        let dates = relation.dates().iter().map(DateSpan::span);
        let circumstances = relation.quantities().iter().copied().chain(dates);
        for span in circumstances.chain(named).chain([relation.trigger()]) {
            assert!(inside(span, sentence), "{span:?} lies in {sentence:?}");
            assert!(text.get(span.start..span.end).is_some(), "{span:?} slices the text");
        }
        if let Some(speaker) = relation.attributed_to() {
            assert!(report.entities().iter().any(|entity| entity == speaker));
        }
        assert!(relation.pattern().starts_with(relation.id()));
        assert!(!relation.to_string().is_empty());
    }
}

/// All that a report says, for comparison.
pub fn written(report: &Report<'_>) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{:?}\n{:?}\n{:?}", report.sentences(), report.mentions(), report.entities());
    for relation in report.relations() {
        let _ = writeln!(
            out,
            "{relation} {} {:?} {:?} {:?} {} {}",
            relation.pattern(),
            relation.trigger(),
            relation.quantities(),
            relation.dates(),
            relation.source_mention(),
            relation.target_mention()
        );
    }
    out
}
