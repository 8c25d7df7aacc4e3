//! Loads every folder of `tests/bad` and compares the error with its `error.txt`, word for word.
//!
//! `UPDATE=1 cargo test --test bad` writes what is found to `error.txt`, to be read before it is kept.

use std::fs;
use std::path::Path;

use geopol::{Error, Gazetteer, Phrasebook};

/// The error of a folder: of its phrasebook where the folder is named so, else of its gazetteer.
fn load(folder: &Path, name: &str) -> Option<Error> {
    if name.starts_with("phrasebook-") { Phrasebook::from_dir(folder).err() } else { Gazetteer::from_dir(folder).err() }
}

#[test]
fn bad_data_give_the_error_that_says_where() {
    // Relative, so that the errors name the same files on every machine: tests run in the folder of the manifest.
    let mut folders: Vec<_> =
        fs::read_dir("tests/bad").expect("tests/bad").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    assert!(folders.len() > 50, "tests/bad holds {} folders", folders.len());
    let mut wrong = Vec::new();
    for folder in &folders {
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name");
        let found = load(folder, name).map_or_else(|| "no error".to_owned(), |error| error.to_string());
        let found = found.replace('\\', "/");
        let file = folder.join("error.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, format!("{found}\n")).expect("error.txt");
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if expected.trim_end() != found.trim_end() {
            wrong.push(format!("{name}\n--- expected\n{expected}--- found\n{found}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_error_tells_what_kind_it_is_and_where() {
    type Is = fn(&Error) -> bool;
    let cases: [(&str, Is, usize, usize); 8] = [
        ("gazetteer-unknown-column", Error::is_unknown, 1, 9),
        ("gazetteer-missing-column", Error::is_syntax, 1, 1),
        ("gazetteer-doubled-id", Error::is_duplicate, 3, 1),
        ("gazetteer-unsorted-line", Error::is_order, 3, 1),
        ("gazetteer-bad-date", Error::is_date, 2, 37),
        ("phrasebook-doubled-relation", Error::is_duplicate, 12, 6),
        ("phrasebook-unknown-list", Error::is_unknown, 10, 10),
        ("phrasebook-no-toml", Error::is_syntax, 2, 6),
    ];
    for (name, is, line, column) in cases {
        let error = load(&Path::new("tests/bad").join(name), name).unwrap_or_else(|| panic!("{name}: no error"));
        assert!(is(&error), "{name}: {error:?}");
        assert_eq!((error.line(), error.column()), (Some(line), Some(column)), "{name}: {error}");
        assert!(error.file().is_some_and(|file| file.contains(name)), "{name}: {error}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_error_of_reading() {
    let gazetteer = Gazetteer::from_dir("tests/no-such-folder").expect_err("no folder");
    let phrasebook = Phrasebook::from_dir("tests/no-such-folder").expect_err("no folder");
    for error in [gazetteer, phrasebook] {
        assert!(error.is_io() && error.to_string().contains("no-such-folder"), "{error}");
        assert_eq!((error.file(), error.line(), error.column()), (None, None, None));
    }
}
