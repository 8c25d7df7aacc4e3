//! Reads an article and draws what it says: `article_to_dot [FILE | -] > article.dot`.
//!
//! Without a file it reads what is piped into it, and without that the article in `examples/data`. DOT goes to standard
//! output, one line of counts to standard error.

use std::io::{self, BufRead, BufWriter, IsTerminal, Read, Write};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use geopol::{Extractor, KnowledgeGraph};

const OWN_ARTICLE: (&str, &str) = ("north_korean_troops.txt", include_str!("data/north_korean_troops.txt"));

/// How long a pipe may stay silent.
const PATIENCE: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let source = arguments.next();
    if arguments.next().is_some() {
        eprintln!("usage: article_to_dot [FILE | -]");
        return ExitCode::FAILURE;
    }
    let (name, text) = match source {
        None => match piped() {
            Some(text) => ("standard input".to_owned(), text),
            None => (OWN_ARTICLE.0.to_owned(), OWN_ARTICLE.1.to_owned()),
        },
        Some(dash) if dash == "-" => match read_all(io::stdin()) {
            Ok(text) => ("standard input".to_owned(), text),
            Err(error) => return fail(&format!("standard input: {error}")),
        },
        Some(file) => match fs::File::open(&file).and_then(read_all) {
            Ok(text) => (file.to_string_lossy().into_owned(), text),
            Err(error) => return fail(&format!("{}: {error}", file.to_string_lossy())),
        },
    };
    match draw(&name, &text) {
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => fail(&format!("standard output: {error}")),
        Ok(()) => ExitCode::SUCCESS,
    }
}

fn draw(name: &str, text: &str) -> io::Result<()> {
    let start = Instant::now();
    let extractor = Extractor::bundled();
    let ready = start.elapsed();
    let report = extractor.extract(text);
    let mut graph = KnowledgeGraph::new();
    graph.add(name, &report);
    let read = start.elapsed() - ready;

    let mut out = BufWriter::new(io::stdout().lock());
    graph.to_dot().legend(true).write(&mut out)?;
    out.flush()?;

    let words = text.split_whitespace().count();
    let (sentences, mentions) = (report.sentences().len(), report.mentions().len());
    let (entities, relations) = (graph.entities().len(), graph.relations().len());
    let (ready, read) = (milliseconds(ready), milliseconds(read));
    eprintln!(
        "{name}: words {words}, sentences {sentences}, entities {entities}, mentions {mentions}, relations {relations}; \
         data ready in {ready} ms, text read in {read} ms"
    );
    Ok(())
}

/// What is piped into the program; nothing if standard input is a terminal, closed or empty, or a pipe that somebody keeps
/// open and never writes to, as some runners do. To wait as long as it takes, say `-`.
fn piped() -> Option<String> {
    if io::stdin().is_terminal() {
        return None;
    }
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let any = io::stdin().lock().fill_buf().is_ok_and(|bytes| !bytes.is_empty());
        sender.send(any)
    });
    let any = receiver.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        eprintln!("nothing on standard input yet: going on without it");
        false
    });
    any.then(|| read_all(io::stdin()).ok()).flatten()
}

/// Reads text whatever its encoding: what is no UTF-8 is replaced.
fn read_all(mut input: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}
