//! Compiled files.

use std::sync::LazyLock;

use geopol::jiff::civil::date;
use geopol::{Error, Extractor, Gazetteer, KnowledgeGraph, Phrasebook};

use super::data::read_with;
use super::input::Input;

/// A good file.
static PHRASEBOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let book = Phrasebook::builder().file("x.toml", include_str!("phrasebook.toml")).build().expect("good data");
    let mut file = Vec::new();
    book.compile(&mut file).expect("a vector takes everything");
    file
});

/// Another.
static GAZETTEER: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let countries = "id\tiso2\tname\tdemonyms\tstand-ins\tambiguous\tsince\n\
        AAA\tAA\tAland\tAlander\tSilver Bay\tSilver Bay\t1921-05\nBBB\t\tBorduria\tBordurian\t\t\t\n";
    let people = "id\tname\tgender\tcountry\troles\nann\tAnn Ames\tf\tAAA\tAAA president 2001..|BBB envoy 1999..2001\n\
        bob\tBob Ames\tm\t\t\n";
    let organizations = "id\tname\tacronym\tkind\tmembers\nunion\tUnion of Lands\tUL\talliance\tAAA|BBB\n";
    let places = "id\tname\tkind\tcountry\tambiguous\nsilver-bay\tSilver Bay\tcity\tAAA\tSilver Bay\n";
    let senses = "surface\treading\tnear\nSilver Bay\t-\tband\nSilver Bay\tsilver-bay\tharbour|old pier|harbour wall\n";
    let gazetteer = Gazetteer::builder()
        .countries("c", countries)
        .people("p", people)
        .organizations("o", organizations)
        .places("l", places)
        .decoys("d", "phrase\nBordurian bread\n")
        .senses("s", senses)
        .build()
        .expect("good data");
    let mut file = Vec::new();
    gazetteer.compile(&mut file).expect("a vector takes everything");
    file
});

const TEXT: &str = "Ann Ames of Aland met Bob Ames in Silver Bay, at the harbour. Ames, the Alander president, and the \
    Union of Lands (UL) gave Borduria Bordurian bread. The Bordurian envoy of Aland said that she had left UL. SILVER BAY \
    FALLS. President Ames and the Union met the band in Silver Bay, Aland, near the old pier.";

/// Loads a file, if it is good, and reads with it.
type Load = fn(Vec<u8>) -> bool;

/// A compiled file is loaded and can be read with, whatever stands in it, or refused. The first byte tells whether it is a
/// gazetteer or a phrasebook, and whether all that follows is the file; else the bytes change a good one: each at a place, and
/// the checksum to fit.
pub fn compiled(data: &[u8]) {
    let mut input = Input::new(data);
    let first = input.byte();
    let (good, load): (&[u8], Load) = if first & 2 == 0 { (&GAZETTEER, gazetteer) } else { (&PHRASEBOOK, phrasebook) };
    if first.is_multiple_of(2) {
        // Hardly any bytes have a checksum that fits.
        let rest = data.get(1..).unwrap_or_default();
        load(rest.to_vec());
        load([&good[..good.len().min(rest.len())], rest].concat());
        return;
    }
    let mut file = good.to_vec();
    let byte = input.byte();
    if byte == 0 {
        // Without a checksum that fits, any change is found.
        let at = input.number() % file.len();
        let changed = input.byte();
        let same = file[at] == changed;
        file[at] = changed;
        assert_eq!(load(file), same);
        return;
    }
    while !input.is_empty() {
        let at = 24 + input.number() % (file.len() - 24);
        file[at] = input.byte();
    }
    let sum = crc32fast::hash(&file[24..]);
    file[16..20].copy_from_slice(&sum.to_le_bytes());
    load(file);
}

fn check_error(error: &Error, name: &str) {
    let said = error.to_string();
    assert!(error.is_compiled() && error.file().is_none() && said.contains(&format!("compiled {name}")), "{said}");
}

/// Whether the file is loaded; it is read with then.
fn phrasebook(file: Vec<u8>) -> bool {
    let book = match Phrasebook::from_compiled(&file) {
        Ok(book) => book,
        Err(error) => {
            check_error(&error, "phrasebook");
            return false;
        }
    };
    let mut again = Vec::new();
    book.compile(&mut again).expect("a vector takes everything");
    assert_eq!(book.relations().len(), Phrasebook::from_compiled(again).expect("a good file").relations().len());
    read_with(book, TEXT);
    true
}

/// Whether the file is loaded; it is read with then.
fn gazetteer(file: Vec<u8>) -> bool {
    let gazetteer = match Gazetteer::from_compiled(file.clone()) {
        Ok(gazetteer) => gazetteer,
        Err(error) => {
            check_error(&error, "gazetteer");
            return false;
        }
    };
    let mut again = Vec::new();
    gazetteer.compile(&mut again).expect("a vector takes everything");
    assert_eq!(again, file);
    let mut len = 0;
    for entity in gazetteer.entities() {
        len += entity.forms().map(|form| form.text().len()).sum::<usize>() + entity.name().len();
        len += entity.roles().rev().map(|role| gazetteer.body_of(role).id().len()).sum::<usize>();
        len += gazetteer.countries_of(entity.id()).chain(gazetteer.members_of(entity.id())).count();
        len += usize::from(gazetteer.get(entity.id()).is_some());
        let _ = (entity.iso2(), entity.geonames(), entity.since(), entity.until(), entity.class(), entity.gender());
    }
    len += gazetteer.decoys().map(str::len).sum::<usize>();
    assert!(len < 1 << 30);
    let silent = Phrasebook::builder().build().expect("an empty phrasebook");
    let extractor = Extractor::builder().gazetteer(gazetteer).phrasebook(silent).build().expect("an extractor");
    let reading = extractor.reading().date(date(2002, 1, 1));
    let report = reading.extract(TEXT);
    assert_eq!(format!("{:?}", report.mentions()), format!("{:?}", reading.extract(TEXT).mentions()));
    let mut graph = KnowledgeGraph::new();
    graph.add("text", &report);
    graph.add_background(extractor.gazetteer());
    true
}
