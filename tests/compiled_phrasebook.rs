//! Compiled phrasebooks: what was compiled is what was read, and what is no such file is refused.

#[cfg(feature = "bundled")]
use geopol::phrasebook::RelationType;
use geopol::{Error, Extractor, Gazetteer, Phrasebook};

fn sample() -> Phrasebook {
    let built = Phrasebook::builder().file("sample.toml", include_str!("replay/phrasebook.toml")).build();
    built.unwrap_or_else(|error| panic!("{error}"))
}

fn compiled(phrasebook: &Phrasebook) -> Vec<u8> {
    let mut file = Vec::new();
    phrasebook.compile(&mut file).expect("a vector takes everything");
    file
}

fn loaded(file: &[u8]) -> Phrasebook {
    Phrasebook::from_compiled(file).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(file: &[u8]) -> Error {
    let error = Phrasebook::from_compiled(file).expect_err("no good file");
    assert!(error.is_compiled() && !error.is_syntax() && error.line().is_none(), "{error:?}");
    error
}

/// What an extractor reads in a text.
fn read(phrasebook: &Phrasebook, text: &str) -> Vec<String> {
    let countries = "id\tname\taliases\nAAA\tAland\t\nBBB\tBeland\t\nCCC\tCeland\t\n";
    let people = "id\tname\troles\nann\tAnn Ames\tAAA president 2001..\n";
    let gazetteer = Gazetteer::builder().countries("c", countries).people("p", people).build().expect("good data");
    let built = Extractor::builder().gazetteer(gazetteer).phrasebook(phrasebook.clone()).build();
    let extractor = built.expect("an extractor");
    extractor.extract(text).relations().map(|relation| format!("{relation} {:?}", relation.cameo())).collect()
}

const TEXT: &str = "Aland sent gunboats to Beland. Aland pledged to lend its coast guard to Beland. Beland refused to send boats to \
    Aland. Aland is geared up to defend Celand. Aland's loan of boats to Celand failed. Talks between Aland and Beland failed. \
    Aland-backed Beland is an ally of Celand. Aland accused Beland of hiding boats. Aland said that Celand should help. \
    Aland and Beland worked. Aland urged Beland to send aid. Celand refused. Aland's Ames spoke.";

#[test]
fn what_is_loaded_is_what_was_read() {
    let built = sample();
    let again = loaded(&compiled(&built));
    assert!(again.relations().eq(built.relations()));
    assert_eq!(compiled(&again), compiled(&built));
    let relations = read(&built, TEXT);
    assert!(relations.len() > 8, "{relations:#?}");
    assert_eq!(read(&again, TEXT), relations);
}

#[cfg(feature = "bundled")]
#[test]
fn the_bundled_phrasebook_is_the_same_when_it_is_loaded() {
    let built = Phrasebook::bundled().expect("good data");
    let again = loaded(&compiled(built));
    assert!(again.relations().eq(built.relations()));
    assert_eq!(compiled(&again), compiled(built));
    let (ours, theirs) = (Extractor::builder().phrasebook(again).build().expect("an extractor"), Extractor::bundled());
    let mut count = 0;
    let article = include_str!("../examples/data/north_korean_troops.txt");
    for text in built.relations().flat_map(RelationType::silent).map(String::as_str).chain([article]) {
        assert_eq!(ours.explain(text), theirs.explain(text));
        count += theirs.extract(text).relations().len();
    }
    assert!(count > 100, "{count} relations");
}

#[test]
fn the_bytes_of_a_version_stay() {
    // Whoever changes them raises the version in `src/phrasebook/file.rs`: files of before are refused then, and not misread.
    let file = compiled(&sample());
    assert_eq!((file[8], crc32fast::hash(&file)), (3, 541_012_886), "the format has changed");
}

#[test]
fn what_is_no_compiled_phrasebook_is_refused() {
    let gazetteer = Gazetteer::builder().build().expect("an empty gazetteer");
    let mut other = Vec::new();
    gazetteer.compile(&mut other).expect("a vector takes everything");
    let cases: [(&[u8], &str); 4] = [
        (b"", "expected a compiled phrasebook, found nothing"),
        (b"[[relation]]", "expected a compiled phrasebook, found other data"),
        (&other, "expected a compiled phrasebook, found other data"),
        (b"geopol-p", "the compiled phrasebook is cut short: its first 24 bytes are not all there"),
    ];
    for (bytes, message) in cases {
        assert_eq!(refused(bytes).to_string(), message);
    }
}

#[test]
fn another_version_is_refused() {
    let mut file = compiled(&sample());
    file[8] = 200;
    let expected = "the compiled phrasebook is of format 200, expected 3: compile it anew with this version";
    assert_eq!(refused(&file).to_string(), expected);
}

#[test]
fn a_file_that_is_cut_short_or_damaged_is_refused() {
    let file = compiled(&sample());
    for at in 0..file.len() {
        refused(&file[..at]);
        let mut damaged = file.clone();
        damaged[at] ^= 1 << (at % 8);
        refused(&damaged);
    }
}

#[test]
fn bytes_that_are_made_to_fit_their_checksum_are_read_with_or_refused() {
    let file = compiled(&sample());
    let mut refusals = 0;
    for at in 24..file.len() {
        for byte in [0, 1, 0x7F, 0xFF, file[at] ^ 0x10] {
            let mut made = file.clone();
            made[at] = byte;
            let sum = crc32fast::hash(&made[24..]);
            made[16..20].copy_from_slice(&sum.to_le_bytes());
            match Phrasebook::from_compiled(&made) {
                Ok(phrasebook) if at % 16 == 0 => drop(read(&phrasebook, TEXT)),
                Ok(_) => {}
                Err(error) => {
                    assert!(error.is_compiled(), "{error:?}");
                    refusals += 1;
                }
            }
        }
    }
    assert!(refusals > 1000, "{refusals} refusals");
}

#[test]
fn a_file_is_named_in_its_errors() {
    let error = Phrasebook::read_compiled("tests/no-such-file").expect_err("no file");
    assert!(error.is_io() && error.to_string().starts_with("tests/no-such-file: "), "{error}");
    let error = Phrasebook::read_compiled("Cargo.toml").expect_err("no compiled file");
    assert_eq!(error.to_string(), "Cargo.toml: expected a compiled phrasebook, found other data");
}
