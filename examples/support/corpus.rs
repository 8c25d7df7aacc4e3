//! Articles from a folder of text files or from JSON Lines, read into one graph by several threads.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use geopol::{Extractor, KnowledgeGraph};
use jiff::civil::Date;
use serde::Deserialize;

/// An article as JSON Lines have it: `{"id": "…", "date": "2024-11-05", "text": "…"}`; the date may be missing.
#[derive(Deserialize)]
struct Article {
    id: String,
    date: Option<Date>,
    text: String,
}

/// Where articles come from, one at a time: what is not read yet is not in memory.
pub(crate) enum Source {
    /// `*.txt`, each with its path in the folder as its id.
    Folder {
        root: PathBuf,
        files: std::vec::IntoIter<PathBuf>,
    },
    Lines {
        lines: io::Lines<Box<dyn BufRead + Send>>,
        number: usize,
    },
}

/// What a thread makes an article of.
pub(crate) enum Raw {
    File(String, PathBuf),
    Line(usize, String),
    Broken(String),
}

impl Source {
    /// A folder, a file of JSON Lines, or `-` for standard input.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            let (mut files, mut folders) = (Vec::new(), vec![path.to_owned()]);
            while let Some(folder) = folders.pop() {
                for entry in fs::read_dir(folder)? {
                    let path = entry?.path();
                    if path.is_dir() {
                        folders.push(path);
                    } else if path.extension().is_some_and(|extension| extension == "txt") {
                        files.push(path);
                    }
                }
            }
            files.sort();
            return Ok(Self::Folder { root: path.to_owned(), files: files.into_iter() });
        }
        let reader: Box<dyn BufRead + Send> = if path == Path::new("-") {
            Box::new(BufReader::new(io::stdin()))
        } else {
            Box::new(BufReader::new(File::open(path)?))
        };
        Ok(Self::Lines { lines: reader.lines(), number: 0 })
    }

    /// How many articles there are, where that is known.
    pub(crate) fn len(&self) -> Option<usize> {
        match self {
            Self::Folder { files, .. } => Some(files.len()),
            Self::Lines { .. } => None,
        }
    }
}

impl Iterator for Source {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        match self {
            Self::Folder { root, files } => {
                let path = files.next()?;
                let id = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
                Some(Raw::File(id, path))
            }
            Self::Lines { lines, number } => loop {
                *number += 1;
                match lines.next()? {
                    Ok(line) if line.trim().is_empty() => {}
                    Ok(line) => return Some(Raw::Line(*number, line)),
                    Err(error) => return Some(Raw::Broken(format!("line {number}: {error}"))),
                }
            },
        }
    }
}

impl Raw {
    fn read(self) -> Result<Article, String> {
        match self {
            Self::File(id, path) => {
                let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                Ok(Article { id, date: None, text: String::from_utf8_lossy(&bytes).into_owned() })
            }
            Self::Line(number, line) => serde_json::from_str(&line).map_err(|error| format!("line {number}: {error}")),
            Self::Broken(error) => Err(error),
        }
    }
}

/// Reads all articles into one graph, each with its date. The graph is the same whatever the number of threads, because it
/// is a set of documents; of several articles with one id, the first counts.
///
/// Gives the graph and what went wrong, sorted.
pub(crate) fn read(source: Source, threads: usize, done: impl Fn(usize) + Sync) -> (KnowledgeGraph, Vec<String>) {
    let reading = Extractor::bundled().reading();
    let source = Mutex::new(source.enumerate());
    // The graph, and which article each of its documents was.
    let read = Mutex::new((KnowledgeGraph::new(), HashMap::new()));
    let (errors, count) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    let work = || {
        loop {
            let Some((number, raw)) = locked(&source).next() else { return };
            let added = raw.read().and_then(|article| {
                // Reading takes most of the time, and nobody waits for it.
                let report = match article.date {
                    Some(date) => reading.date(date).extract(&article.text),
                    None => reading.extract(&article.text),
                };
                let (graph, numbers) = &mut *locked(&read);
                let known = numbers.get(&article.id).copied();
                if known.is_none_or(|known| number < known) {
                    graph.add(&article.id, &report);
                    numbers.insert(article.id.clone(), number);
                }
                known.map_or(Ok(()), |_| Err(format!("{}: an article of this id is there already", article.id)))
            });
            if let Err(error) = added {
                locked(&errors).push(error);
            }
            done(count.fetch_add(1, Ordering::Relaxed) + 1);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.max(1) {
            scope.spawn(work);
        }
        work();
    });
    let mut errors = errors.into_inner().unwrap_or_else(PoisonError::into_inner);
    errors.sort();
    let (graph, _) = read.into_inner().unwrap_or_else(PoisonError::into_inner);
    (graph, errors)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
