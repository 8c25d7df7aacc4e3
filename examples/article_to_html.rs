//! Reads an article and shows it beside its graph: `article_to_html [FILE] > article.html`. Without a file it reads the article
//! in `examples/data`.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::{env, fs};

use geopol::export::Page;
use geopol::{Extractor, KnowledgeGraph};

const OWN_ARTICLE: (&str, &str) = ("north_korean_troops.txt", include_str!("data/north_korean_troops.txt"));

fn main() -> ExitCode {
    let (name, text) = match env::args().nth(1) {
        None => (OWN_ARTICLE.0.to_owned(), OWN_ARTICLE.1.to_owned()),
        Some(file) => match fs::read(&file) {
            Ok(bytes) => (file, String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::FAILURE;
            }
        },
    };
    let report = Extractor::bundled().extract(&text);
    let mut graph = KnowledgeGraph::new();
    graph.add(&name, &report);

    let mut out = BufWriter::new(io::stdout().lock());
    let title = name.trim_end_matches(".txt").replace('_', " ");
    let written = Page::new(&graph).title(title).article(name, &report).write(&mut out).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("standard output: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
