//! What the parser saw and which patterns fired, in plain text, for whoever writes patterns.

use std::fmt::{self, Write as _};

use crate::clause::{Chunk, Link, NpId, Parse};
use crate::gazetteer::Kind;
use crate::mention::Cast;
use crate::phrasebook::Phrasebook;
use crate::relation::{self, Sentence};
use crate::text::{Passage, Word};

use super::assemble::{Stage, each_sentence};

/// Describes every sentence that was parsed: words with their classes, clauses, mentions and findings.
pub(super) fn explain(passage: &Passage<'_>, cast: &Cast, stage: &Stage<'_>, book: &Phrasebook) -> String {
    let mut out = String::new();
    each_sentence(passage, cast, stage, book, true, |_, sentence| {
        // Writing to a string can't fail.
        let _ = describe(&mut out, cast, sentence);
    });
    out
}

fn describe(out: &mut String, cast: &Cast, sentence: &Sentence<'_, Stage<'_>>) -> fmt::Result {
    let word = |at: usize| sentence.words.get(at).map_or("", |word: &Word| word.span.slice(sentence.text));
    let parse = sentence.parse;
    let tagged: Vec<String> =
        parse.tokens.iter().enumerate().map(|(at, token)| format!("{}/{:?}", word(at), token.tag)).collect();
    writeln!(out, "words     {}", tagged.join(" "))?;
    for anchor in sentence.anchors {
        let known = &cast.entities[cast.mentions[anchor.mention].entity];
        let kind: Kind = known.kind;
        writeln!(
            out,
            "mention   {} = {} ({kind}, {:?})",
            words(sentence, anchor.words.clone()),
            known.id,
            anchor.class
        )?;
    }
    let chunks: Vec<String> = parse.chunks.iter().map(|chunk| chunk_text(sentence, chunk)).collect();
    writeln!(out, "chunks    {}", chunks.join(" "))?;
    for (id, frame) in parse.frames.iter().enumerate() {
        write!(out, "clause {id}  {}", words(sentence, frame.words.clone()))?;
        let mut notes = Vec::new();
        if frame.passive {
            notes.push("passive");
        }
        if frame.negated {
            notes.push("negated");
        }
        if frame.copula {
            notes.push("copula");
        }
        write!(out, " [{:?}{}{}]", frame.form, if notes.is_empty() { "" } else { " " }, notes.join(" "))?;
        write!(out, " subject: {}", phrases(sentence, parse, &frame.surface))?;
        if !frame.indirect.is_empty() {
            write!(out, " receiver: {}", phrases(sentence, parse, &frame.indirect))?;
        }
        if !frame.objects.is_empty() {
            write!(out, " object: {}", phrases(sentence, parse, &frame.objects))?;
        }
        for (at, inner) in &frame.prepositions {
            write!(out, " {}: {}", word(*at), phrases(sentence, parse, inner))?;
        }
        if let Some((above, link)) = frame.governor {
            let link = match link {
                Link::Gerund(at) | Link::Adverbial(at) => word(at).to_owned(),
                other => format!("{other:?}").to_lowercase(),
            };
            write!(
                out,
                " under: {} ({link})",
                if above < parse.frames.len() { above.to_string() } else { "-".to_owned() }
            )?;
        }
        writeln!(out)?;
    }
    for finding in relation::find(sentence) {
        let relation = &sentence.book.inner().relations[finding.relation];
        let name = |mention: usize| &cast.entities[cast.mentions[mention].entity].id;
        writeln!(
            out,
            "relation  {} {} {} by `{}` ({}#{}: {}) {}{}",
            name(finding.source),
            relation.id,
            name(finding.target),
            word(finding.trigger),
            relation.id,
            finding.pattern,
            relation.patterns[finding.pattern],
            finding.status.factuality,
            if finding.status.negated { ", negated" } else { "" },
        )?;
    }
    writeln!(out)
}

fn words(sentence: &Sentence<'_, Stage<'_>>, range: std::ops::Range<usize>) -> String {
    let first = sentence.words[range.start].span.start;
    let last = sentence.words[range.end - 1].span.end;
    format!("“{}”", &sentence.text[first..last])
}

fn phrases(sentence: &Sentence<'_, Stage<'_>>, parse: &Parse, ids: &[NpId]) -> String {
    let texts: Vec<String> = ids.iter().map(|&np| words(sentence, parse.phrases[np].words.clone())).collect();
    if texts.is_empty() { "–".to_owned() } else { texts.join(" + ") }
}

fn chunk_text(sentence: &Sentence<'_, Stage<'_>>, chunk: &Chunk) -> String {
    match chunk {
        Chunk::Phrase(np) => format!("[{}]", words(sentence, sentence.parse.phrases[*np].words.clone())),
        Chunk::Verb(group) => format!("<{}>", words(sentence, group.words.clone())),
        Chunk::Preposition(at)
        | Chunk::Conjunction(at)
        | Chunk::Subordinator(at)
        | Chunk::Relative(at)
        | Chunk::Adverb(at) => sentence.words[*at].span.slice(sentence.text).to_owned(),
        Chunk::Time(range) => format!("({})", words(sentence, range.clone())),
        Chunk::Comma => ",".to_owned(),
        Chunk::Break | Chunk::Restart => ";".to_owned(),
        Chunk::Open => "(".to_owned(),
        Chunk::Close => ")".to_owned(),
        Chunk::Quote => "\"".to_owned(),
        Chunk::Other => ".".to_owned(),
    }
}
