//! Compiled files: what was compiled is what was built, and what is no such file is refused.

use std::fmt::Write as _;

use geopol::gazetteer::Entity;
use geopol::{Error, Extractor, Gazetteer, Phrasebook};
use proptest::prelude::*;

fn sample() -> Gazetteer {
    let countries = "id\tiso2\tname\taliases\tdemonyms\tambiguous\tsince\n\
        AAA\tAA\tAland\tÅland Isles\tAlander\t\t\n\
        BBB\t\tBorduria\t\tBordurian\t\t1921-05\n";
    let people = "id\tname\taliases\tgender\tcountry\troles\n\
        ann\tAnn Ames\tAnn van Ames-O’Hara\tf\tAAA\tAAA president 2001..2003-02-01\n\
        bob\tBob Best\t\tm\tBBB\t\n";
    let places = "id\tname\tkind\tcountry\tambiguous\nsilver-bay\tSilver Bay\tcity\tAAA|BBB\tSilver Bay\n";
    let senses = "surface\treading\tnear\nSilver Bay\t-\tband\nSilver Bay\tsilver-bay\tharbour|the old pier\n";
    Gazetteer::builder()
        .countries("countries.tsv", countries)
        .people("people.tsv", people)
        .places("places.tsv", places)
        .decoys("decoys.tsv", "phrase\nBordurian bread\n")
        .senses("senses.tsv", senses)
        .build()
        .unwrap_or_else(|error| panic!("{error}"))
}

fn compiled(gazetteer: &Gazetteer) -> Vec<u8> {
    let mut file = Vec::new();
    gazetteer.compile(&mut file).expect("a vector takes everything");
    file
}

fn loaded(file: Vec<u8>) -> Gazetteer {
    Gazetteer::from_compiled(file).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(file: Vec<u8>) -> Error {
    let error = Gazetteer::from_compiled(file).expect_err("no good file");
    assert!(error.is_compiled() && !error.is_syntax() && error.line().is_none(), "{error:?}");
    error
}

/// All that a gazetteer tells.
fn told(gazetteer: &Gazetteer) -> String {
    let mut out = String::new();
    for entity in gazetteer.entities() {
        let forms: Vec<_> = entity.forms().map(|form| (form.text(), form.form(), form.is_ambiguous())).collect();
        let roles: Vec<_> = entity
            .roles()
            .map(|role| (gazetteer.body_of(role).id(), role.office(), role.since(), role.until()))
            .collect();
        let countries: Vec<_> = gazetteer.countries_of(entity.id()).map(Entity::id).collect();
        let members: Vec<_> = gazetteer.members_of(entity.id()).map(Entity::id).collect();
        let codes = (entity.iso2(), entity.numeric(), entity.wikidata(), entity.geonames());
        let rest = (entity.class(), entity.gender(), entity.since(), entity.until());
        let _ = writeln!(out, "{entity:?} {forms:?} {roles:?} {countries:?} {members:?} {codes:?} {rest:?}");
    }
    gazetteer.decoys().for_each(|decoy| out.extend([decoy, "\n"]));
    out
}

/// What an extractor reads in a text.
fn read(gazetteer: Gazetteer, text: &str) -> String {
    let silent = Phrasebook::builder().build().expect("an empty phrasebook is one");
    let extractor = Extractor::builder().gazetteer(gazetteer).phrasebook(silent).build().expect("an extractor");
    let report = extractor.extract(text);
    format!("{:?} {:?}", report.entities(), report.mentions())
}

#[test]
fn what_is_loaded_is_what_was_built() {
    let built = sample();
    let again = loaded(compiled(&built));
    assert_eq!(told(&again), told(&built));
    assert_eq!(compiled(&again), compiled(&built));
    let text = "Ann Ames of Aland met Bob Best in Silver Bay, near the old pier. A Bordurian ate Bordurian bread.";
    assert_eq!(read(again, text), read(built, text));
}

#[cfg(feature = "bundled")]
#[test]
fn the_bundled_gazetteer_is_the_same_when_it_is_loaded() {
    let built = Gazetteer::bundled().expect("good data");
    let again = loaded(compiled(built));
    assert_eq!(told(&again), told(built));
    assert!(again.get("vladimir-putin").is_some_and(|entity| entity.forms().len() > 2));
    let extractor = Extractor::builder().gazetteer(again).build().expect("an extractor");
    let text = include_str!("../examples/data/north_korean_troops.txt");
    let relations = |extractor: &Extractor| {
        extractor.extract(text).relations().map(|relation| relation.to_string()).collect::<Vec<_>>()
    };
    assert!(relations(&extractor).len() > 10);
    assert_eq!(relations(&extractor), relations(Extractor::bundled()));
}

#[test]
fn the_bytes_of_a_version_stay() {
    // Whoever changes them raises the version in `src/gazetteer/file.rs`: files of before are refused then, and not misread.
    let file = compiled(&sample());
    assert_eq!((file[8], crc32fast::hash(&file)), (3, 268_081_616), "the format has changed");
}

#[test]
fn what_is_no_compiled_gazetteer_is_refused() {
    let cases: [(&[u8], &str); 4] = [
        (b"", "expected a compiled gazetteer, found nothing"),
        (b"id\tname\nAAA\tAland\n", "expected a compiled gazetteer, found other data"),
        (b"geopol-", "expected a compiled gazetteer, found other data"),
        (b"geopol-g", "the compiled gazetteer is cut short: its first 24 bytes are not all there"),
    ];
    for (bytes, message) in cases {
        assert_eq!(refused(bytes.to_vec()).to_string(), message);
    }
}

#[test]
fn another_version_is_refused() {
    let mut file = compiled(&sample());
    file[8] = 200;
    let expected = "the compiled gazetteer is of format 200, expected 3: compile it anew with this version";
    assert_eq!(refused(file).to_string(), expected);
}

#[test]
fn a_file_that_is_cut_short_is_refused() {
    let file = compiled(&sample());
    for len in 0..file.len() {
        refused(file[..len].to_vec());
    }
    let len = file.len();
    let expected = format!("the compiled gazetteer is cut short: expected {len} bytes, found {}", len - 1);
    assert_eq!(refused(file[..len - 1].to_vec()).to_string(), expected);
    let mut longer = file;
    longer.push(0);
    let expected = format!("the compiled gazetteer is damaged: expected {len} bytes, found {}", len + 1);
    assert_eq!(refused(longer).to_string(), expected);
}

#[test]
fn a_damaged_file_is_refused() {
    let file = compiled(&sample());
    for at in 0..file.len() {
        let mut damaged = file.clone();
        damaged[at] ^= 1 << (at % 8);
        refused(damaged);
    }
    let mut damaged = file;
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    assert_eq!(refused(damaged).to_string(), "the compiled gazetteer is damaged: its checksum does not fit");
}

#[test]
fn a_file_is_named_in_its_errors() {
    let error = Gazetteer::read_compiled("tests/no-such-file").expect_err("no file");
    assert!(error.is_io() && error.to_string().starts_with("tests/no-such-file: "), "{error}");
    let error = Gazetteer::read_compiled("Cargo.toml").expect_err("no compiled file");
    assert!(error.is_compiled(), "{error:?}");
    assert_eq!(error.to_string(), "Cargo.toml: expected a compiled gazetteer, found other data");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_names_are_loaded_as_they_were_built(
        names in prop::collection::btree_set("[A-Ca-cé’.-]{1,3}( [A-Ca-cé’.-]{1,3}){0,2}", 1..20),
        text in "[A-Ca-cé’. -]{0,80}",
    ) {
        let rows: String = names.iter().enumerate().map(|(at, name)| format!("n{at:02}\t{name}\n")).collect();
        let built = Gazetteer::builder().places("places.tsv", format!("id\tname\n{rows}")).build().expect("good names");
        let again = loaded(compiled(&built));
        prop_assert_eq!(told(&again), told(&built));
        for (at, name) in names.iter().enumerate() {
            let id = format!("n{at:02}");
            prop_assert_eq!(again.get(&id).map(Entity::name), Some(name.as_str()));
        }
        prop_assert!(again.get("n").is_none());
        prop_assert_eq!(read(again, &text), read(built, &text));
    }
}
