//! Answers texts with what they say, as JSON, one object a line: `extract [options] < texts > reports`.
//!
//! `--offsets bytes|chars|utf16` says what offsets count; `--gazetteers DIR` and `--phrases DIR` read these folders for the
//! bundled data.
//!
//! In: `{"id": …, "text": "…"}`, and `"mentions": [{"id": "…", "kind": "…", "start": 0, "end": 6}, …]` where the caller knows the
//! entities already, and `"date": "2024-11-05"` where it knows the text's. Out: `{"id": …, "entities": […], "mentions": […], "relations": […]}`, in the same order. A bad line
//! gets `{"id": …, "line": n, "error": "…"}` in its place; the others go on, and the exit status says that some failed.

use std::env;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use geopol::jiff::civil::Date;
use geopol::text::Units;
use geopol::{
    Extractor, Factuality, Gazetteer, GivenMention, Kind, MentionForm, Period, Phrasebook, Relation, Report,
    ReportEntity, Span,
};

#[derive(Deserialize)]
struct Input {
    id: Value,
    text: String,
    mentions: Option<Vec<InputMention>>,
    date: Option<Date>,
}

#[derive(Deserialize)]
struct InputMention {
    id: String,
    kind: Kind,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Output<'r> {
    id: &'r Value,
    entities: &'r [ReportEntity],
    mentions: Vec<OutputMention<'r>>,
    relations: Vec<OutputRelation<'r>>,
}

#[derive(Serialize)]
struct OutputMention<'r> {
    entity: &'r str,
    #[serde(flatten)]
    words: Words<'r>,
    form: MentionForm,
    sentence: usize,
}

#[derive(Serialize)]
struct OutputRelation<'r> {
    source: &'r str,
    relation: &'r str,
    label: &'r str,
    target: &'r str,
    cameo: Option<&'r str>,
    plover: Option<&'r str>,
    negated: bool,
    factuality: Factuality,
    attributed_to: Option<&'r str>,
    sentence: usize,
    trigger: Words<'r>,
    source_mention: usize,
    target_mention: usize,
    pattern: String,
    quantities: Vec<&'r str>,
    dates: Vec<&'r str>,
    /// When the dates are, in ISO 8601; null where that is unknown.
    resolved: Vec<Option<Period>>,
}

/// Words of the text and where they stand, in the caller's units.
#[derive(Serialize)]
struct Words<'r> {
    start: usize,
    end: usize,
    text: &'r str,
}

#[derive(Serialize)]
struct Failure {
    id: Value,
    line: usize,
    error: String,
}

const USAGE: &str =
    "usage: extract [--offsets bytes|chars|utf16] [--gazetteers DIR] [--phrases DIR] < texts.jsonl > reports.jsonl";

struct Options {
    unit: Unit,
    gazetteers: Option<String>,
    phrases: Option<String>,
}

/// What offsets count.
#[derive(Clone, Copy)]
enum Unit {
    Bytes,
    Chars,
    Utf16,
}

/// Offsets into one text, between bytes and the caller's units.
struct Offsets<'t> {
    text: &'t str,
    units: Option<Units<'t>>,
}

fn main() -> ExitCode {
    let options = match Options::read(env::args().skip(1)) {
        Ok(options) => options,
        Err(error) => {
            eprintln!("extract: {error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let extractor = match options.extractor() {
        Ok(extractor) => extractor,
        Err(error) => {
            eprintln!("extract: {error}");
            return ExitCode::from(2);
        }
    };
    match answer_all(&extractor, io::stdin().lock(), io::stdout().lock(), options.unit) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(failed) => {
            eprintln!("extract: {failed} bad line{}", if failed == 1 { "" } else { "s" });
            ExitCode::FAILURE
        }
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("extract: {error}");
            ExitCode::FAILURE
        }
    }
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self { unit: Unit::Bytes, gazetteers: None, phrases: None };
        while let Some(argument) = arguments.next() {
            let (name, value) = match argument.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (argument, arguments.next()),
            };
            let value = value.ok_or_else(|| format!("{name} needs a value"));
            match name.as_str() {
                "--offsets" => options.unit = Unit::named(&value?)?,
                "--gazetteers" => options.gazetteers = Some(value?),
                "--phrases" => options.phrases = Some(value?),
                _ => return Err(format!("unknown argument {name:?}")),
            }
        }
        Ok(options)
    }

    fn extractor(&self) -> geopol::Result<Extractor> {
        if self.gazetteers.is_none() && self.phrases.is_none() {
            return Ok(Extractor::bundled().clone());
        }
        let mut builder = Extractor::builder();
        if let Some(folder) = &self.gazetteers {
            builder = builder.gazetteer(Gazetteer::from_dir(folder)?);
        }
        if let Some(folder) = &self.phrases {
            builder = builder.phrasebook(Phrasebook::from_dir(folder)?);
        }
        builder.build()
    }
}

impl Unit {
    fn named(name: &str) -> Result<Self, String> {
        match name {
            "bytes" => Ok(Self::Bytes),
            "chars" => Ok(Self::Chars),
            "utf16" => Ok(Self::Utf16),
            _ => Err(format!("unknown offsets {name:?}")),
        }
    }
}

/// Answers line by line and tells how many lines were bad.
fn answer_all(extractor: &Extractor, input: impl io::Read, output: impl Write, unit: Unit) -> io::Result<usize> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut output = BufWriter::with_capacity(1 << 16, output);
    let (mut line, mut number, mut failed) = (Vec::new(), 0, 0);
    loop {
        if !input.buffer().contains(&b'\n') {
            // Before we wait for more: whoever asks one text at a time waits for this answer.
            output.flush()?;
        }
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(failed);
        }
        number += 1;
        // A mistake at the end of a line is not one in the next.
        if let Err((id, error)) = answer(extractor, line.trim_ascii_end(), unit, &mut output)? {
            failed += 1;
            serde_json::to_writer(&mut output, &Failure { id, line: number, error })?;
        }
        output.write_all(b"\n")?;
    }
}

/// Writes the answer to one line, or gives its id, if it has one, and what is wrong with it.
fn answer(
    extractor: &Extractor,
    line: &[u8],
    unit: Unit,
    output: &mut impl Write,
) -> io::Result<Result<(), (Value, String)>> {
    let input: Input = match serde_json::from_slice(line) {
        Ok(input) => input,
        Err(error) => return Ok(Err((id_of(line), error.to_string().replace("line 1 column", "column")))),
    };
    let offsets = Offsets::new(&input.text, unit);
    let reading = match input.date {
        None => extractor.reading(),
        Some(date) => extractor.reading().date(date),
    };
    let report = match &input.mentions {
        None => Ok(reading.extract(&input.text)),
        Some(mentions) => given(mentions, &offsets)
            .and_then(|given| reading.extract_with(&input.text, &given).map_err(|error| error.to_string())),
    };
    match report {
        Ok(report) => serde_json::to_writer(output, &Output::of(&input.id, &report, &offsets))?,
        Err(error) => return Ok(Err((input.id, error))),
    }
    Ok(Ok(()))
}

/// The id of a line that is JSON, though not what was asked for; null for any other.
fn id_of(line: &[u8]) -> Value {
    let parsed: Value = serde_json::from_slice(line).unwrap_or_default();
    parsed.get("id").cloned().unwrap_or_default()
}

/// The caller's mentions, in bytes.
fn given(mentions: &[InputMention], offsets: &Offsets<'_>) -> Result<Vec<GivenMention>, String> {
    let byte = |offset: usize, index: usize| {
        offsets
            .to_byte(offset)
            .ok_or_else(|| format!("mention {index}: {offset} is no offset of a character of the text"))
    };
    let span = |(index, mention): (usize, &InputMention)| {
        let span = Span::new(byte(mention.start, index)?, byte(mention.end, index)?);
        Ok(GivenMention::new(mention.id.as_str(), mention.kind, span))
    };
    mentions.iter().enumerate().map(span).collect()
}

impl<'r> Output<'r> {
    fn of(id: &'r Value, report: &'r Report<'r>, offsets: &Offsets<'r>) -> Self {
        let mentions = report.mentions().iter().map(|mention| OutputMention {
            entity: report.entities()[mention.entity()].id(),
            words: offsets.words(mention.span()),
            form: mention.form(),
            sentence: mention.sentence(),
        });
        let mentions = mentions.collect();
        let relations = report.relations().map(|relation| OutputRelation::of(relation, offsets)).collect();
        Self { id, entities: report.entities(), mentions, relations }
    }
}

impl<'r> OutputRelation<'r> {
    fn of(relation: Relation<'r>, offsets: &Offsets<'r>) -> Self {
        let texts = |spans: &[Span]| spans.iter().map(|span| span.slice(offsets.text)).collect();
        Self {
            source: relation.source().id(),
            relation: relation.id(),
            label: relation.label(),
            target: relation.target().id(),
            cameo: relation.cameo(),
            plover: relation.plover(),
            negated: relation.is_negated(),
            factuality: relation.factuality(),
            attributed_to: relation.attributed_to().map(ReportEntity::id),
            sentence: relation.sentence_index(),
            trigger: offsets.words(relation.trigger()),
            source_mention: relation.source_mention(),
            target_mention: relation.target_mention(),
            pattern: relation.pattern(),
            quantities: texts(relation.quantities()),
            dates: relation.dates().iter().map(|date| date.span().slice(offsets.text)).collect(),
            resolved: relation.dates().iter().map(geopol::DateSpan::period).collect(),
        }
    }
}

impl<'t> Offsets<'t> {
    fn new(text: &'t str, unit: Unit) -> Self {
        let units = match unit {
            Unit::Bytes => None,
            Unit::Chars => Some(Units::chars(text)),
            Unit::Utf16 => Some(Units::utf16(text)),
        };
        Self { text, units }
    }

    fn to_byte(&self, offset: usize) -> Option<usize> {
        match &self.units {
            Some(units) => units.to_byte(offset),
            // Whether a byte begins a character is the library's to say.
            None => Some(offset),
        }
    }

    fn words(&self, span: Span) -> Words<'t> {
        let Span { start, end } = self.units.as_ref().map_or(span, |units| units.span(span));
        Words { start, end, text: span.slice(self.text) }
    }
}
