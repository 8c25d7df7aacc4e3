//! Many articles, one graph, in the format asked for:
//! `graph_of_corpus [--format FORMAT] [--out PATH] [--threads N] [--background] FOLDER | FILE.jsonl | -`.
//!
//! Articles are the `*.txt` of a folder, or lines of JSON: `{"id": "…", "date": "2024-11-05", "text": "…"}`. The graph goes to
//! standard output or to PATH; CSV is two files in the folder PATH. Output is the same on any number of threads.

#[path = "support/corpus.rs"]
mod corpus;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use std::{env, thread};

use geopol::export::{Dot, Gexf, GraphMl, Mermaid, Neo4j, NodeLink, Page, Rdf, events};
use geopol::{Extractor, KnowledgeGraph};
use indicatif::{ProgressBar, ProgressStyle};

const FORMATS: &str = "dot, mermaid, html, graphml, gexf, json, events, csv, turtle, ntriples";

const USAGE: &str =
    "usage: graph_of_corpus [--format FORMAT] [--out PATH] [--threads N] [--background] FOLDER | FILE.jsonl | -";

struct Options {
    format: String,
    out: Option<PathBuf>,
    threads: usize,
    background: bool,
    corpus: PathBuf,
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(message) => return fail(&message),
    };
    match run(&options) {
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => fail(&error.to_string()),
        Ok(code) => code,
    }
}

fn options() -> Result<Options, String> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut options =
        Options { format: "dot".to_owned(), out: None, threads, background: false, corpus: PathBuf::new() };
    let mut arguments = env::args().skip(1);
    let mut corpus = None;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value\n{USAGE}"));
        match argument.as_str() {
            "--format" => options.format = value()?,
            "--out" => options.out = Some(value()?.into()),
            "--threads" => options.threads = value()?.parse().map_err(|error| format!("--threads: {error}"))?,
            "--background" => options.background = true,
            path if corpus.is_none() && (path == "-" || !path.starts_with('-')) => corpus = Some(path.into()),
            other => return Err(format!("{other} is not understood\n{USAGE}")),
        }
    }
    options.corpus = corpus.ok_or_else(|| format!("{USAGE}\nformats: {FORMATS}"))?;
    if !FORMATS.split(", ").any(|format| format == options.format) {
        return Err(format!("no format {:?}; there are {FORMATS}", options.format));
    }
    if options.format == "csv" && options.out.is_none() {
        return Err("CSV is two files: --out FOLDER".to_owned());
    }
    Ok(options)
}

fn run(options: &Options) -> io::Result<ExitCode> {
    let start = Instant::now();
    let at_path = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", options.corpus.display()));
    let source = corpus::Source::open(&options.corpus).map_err(at_path)?;
    // It draws on a terminal alone.
    let bar = match source.len() {
        Some(len) => ProgressBar::new(len as u64).with_style(style("{bar:40} {pos}/{len} articles, {eta} left")),
        None => ProgressBar::no_length().with_style(style("{spinner} {pos} articles, {per_sec}")),
    };
    let (mut graph, errors) = corpus::read(source, options.threads, |done| bar.set_position(done as u64));
    bar.finish_and_clear();
    if options.background {
        graph.add_background(Extractor::bundled().gazetteer());
    }
    let read = start.elapsed();
    match &options.out {
        Some(folder) if options.format == "csv" => {
            fs::create_dir_all(folder)?;
            let pair = Neo4j::new(&graph);
            pair.write_nodes(create(&folder.join("nodes.csv"))?)?;
            pair.write_relationships(create(&folder.join("relationships.csv"))?)?;
        }
        Some(path) => write(&graph, &options.format, create(path)?)?,
        None => write(&graph, &options.format, BufWriter::new(io::stdout().lock()))?,
    }
    for error in &errors {
        eprintln!("{error}");
    }
    eprintln!(
        "{} documents, {} entities, {} relations; read in {:.1} s, written in {:.1} s",
        graph.documents().len(),
        graph.entities().len(),
        graph.relations().len(),
        read.as_secs_f64(),
        (start.elapsed() - read).as_secs_f64(),
    );
    Ok(if errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn write(graph: &KnowledgeGraph, format: &str, mut out: impl Write) -> io::Result<()> {
    match format {
        "dot" => Dot::new(graph).legend(true).write(&mut out)?,
        "mermaid" => Mermaid::new(graph).write(&mut out)?,
        "html" => Page::new(graph).write(&mut out)?,
        "graphml" => GraphMl::new(graph).write(&mut out)?,
        "gexf" => Gexf::new(graph).write(&mut out)?,
        "json" => serde_json::to_writer(&mut out, &NodeLink::new(graph))?,
        "events" => {
            let gazetteer = Extractor::bundled().gazetteer();
            for event in events(&graph.view()) {
                serde_json::to_writer(&mut out, &event.actors(gazetteer))?;
                out.write_all(b"\n")?;
            }
        }
        "turtle" => Rdf::new(graph).write_turtle(&mut out)?,
        _ => Rdf::new(graph).write_n_triples(&mut out)?,
    }
    out.flush()
}

fn create(path: &Path) -> io::Result<BufWriter<File>> {
    let file = File::create(path);
    file.map(BufWriter::new).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}
