//! The bundled gazetteer as a whole, and gazetteers that a caller makes.

use geopol::{Error, Gazetteer};
#[cfg(feature = "bundled")]
use geopol::{Extractor, Kind};

const COUNTRIES: &str = "id\tname\nAAA\tAland\nBBB\tBorduria\n";

fn builder() -> geopol::gazetteer::GazetteerBuilder {
    Gazetteer::builder().countries("countries.tsv", COUNTRIES)
}

fn messages(errors: &[Error]) -> Vec<String> {
    errors.iter().map(|error| error.to_string().lines().next().unwrap_or_default().to_owned()).collect()
}

#[cfg(feature = "bundled")]
#[test]
fn the_bundled_data_are_free_of_doubt() {
    let doubts = Gazetteer::builder().bundled().check();
    assert!(doubts.is_empty(), "{}", messages(&doubts).join("\n"));
}

#[cfg(feature = "bundled")]
#[test]
fn a_country_has_its_codes() {
    let gazetteer = Gazetteer::bundled().expect("good data");
    let ukraine = gazetteer.get("UKR").expect("a country");
    assert_eq!(ukraine.iso2(), Some("UA"));
    assert_eq!(ukraine.numeric(), Some("804"));
    assert_eq!(ukraine.wikidata(), Some("Q212"));
    assert_eq!(ukraine.geonames(), Some("690791"));
    let kosovo = gazetteer.get("XKX").expect("a country");
    assert_eq!(kosovo.numeric(), None);
    let nato = gazetteer.get("nato").expect("an alliance");
    assert_eq!((nato.iso2(), nato.numeric(), nato.wikidata(), nato.geonames()), (None, None, None, None));
}

#[test]
fn people_without_a_role_are_doubted() {
    let people = "id\tname\troles\nann\tAnn Ames\tAAA president 2001..2003\nbob\tBob Best\t\n";
    let found = builder().people("people.tsv", people).check();
    assert_eq!(messages(&found), ["people.tsv:3:1: `bob` has no role: expected an office or an occupation in `roles`"]);
    assert!(found[0].is_doubtful() && !found[0].is_syntax());
    assert_eq!((found[0].file(), found[0].line(), found[0].column()), (Some("people.tsv"), Some(3), Some(1)));
}

#[test]
fn an_office_has_one_holder_at_a_time() {
    let check = |bob: &str, note: &str| {
        let people = format!(
            "id\tname\troles\tnote\nann\tAnn Ames\tAAA president 2001-05..2003-02-01\t\nbob\tBob Best\t{bob}\t{note}\n"
        );
        messages(&builder().people("people.tsv", people).check())
    };
    let doubt = "people.tsv:3:14: `bob` is president of `AAA` at the same time as `ann`: expected other dates, or \
                 `beside ann` in `note`";
    assert_eq!(check("AAA president 2002..2004", ""), [doubt]);
    assert_eq!(check("AAA president 1999..", ""), [doubt]);
    // In the same month or year they may have followed each other.
    assert_eq!(check("AAA president 2003..2004", ""), [""; 0]);
    assert_eq!(check("AAA president 2003-02..", ""), [""; 0]);
    assert_eq!(check("AAA president ..2002", ""), [""; 0]);
    assert_eq!(check("BBB president 2002..2004", ""), [""; 0]);
    assert_eq!(check("AAA vice president 2002..2004", ""), [""; 0]);
    assert_eq!(check("AAA president 2002..2004", "beside ann: rivals"), [""; 0]);
}

#[test]
fn a_decoy_holds_a_name_and_is_none() {
    let decoys = "phrase\nBlue Danube\nBorduria\nNew Borduria\n";
    let found = messages(&builder().decoys("decoys.tsv", decoys).check());
    assert_eq!(
        found,
        [
            "decoys.tsv:2:1: `Blue Danube` holds no name: the decoy silences nothing",
            "decoys.tsv:3:1: `Borduria` is a name of `BBB`, which the decoy silences",
        ]
    );
}

#[test]
fn a_sense_is_of_a_name() {
    let senses = "surface\treading\tnear\nAland\t-\tsailors\nAland\tBBB\tduke\nSylvia\t-\tpoet\n";
    let found = messages(&builder().senses("senses.tsv", senses).check());
    assert_eq!(
        found,
        [
            "senses.tsv:3:1: `Aland` is no name of BBB: the sense never counts",
            "senses.tsv:4:1: `Sylvia` is no name of any entity: the sense never counts",
        ]
    );
}

#[test]
fn what_does_not_load_is_one_error() {
    let found = builder().people("people.tsv", "id\tname\nbob\tBob\nann\tAnn\n").check();
    assert_eq!(found.len(), 1);
    assert!(found[0].is_order() && !found[0].is_doubtful());
}

#[cfg(feature = "bundled")]
mod beside_the_bundled {
    use super::*;

    fn extractor(builder: geopol::gazetteer::GazetteerBuilder) -> Extractor {
        let gazetteer = builder.build().expect("good data");
        Extractor::builder().gazetteer(gazetteer).build().expect("an extractor")
    }

    fn entities(extractor: &Extractor, text: &str) -> Vec<String> {
        extractor.extract(text).entities().iter().map(|entity| entity.id().to_owned()).collect()
    }

    #[test]
    fn a_line_is_added() {
        let mine = "id\tname\troles\nzora-kral\tZora Kral\tUKR presidential envoy 2026-02..\n";
        let extractor = extractor(Gazetteer::builder().people("mine.tsv", mine).bundled());
        assert_eq!(entities(&extractor, "Zora Kral met Emmanuel Macron."), ["zora-kral", "emmanuel-macron"]);
        let known = extractor.gazetteer();
        assert_eq!(known.entities().len(), Gazetteer::bundled().expect("good data").entities().len() + 1);
        assert_eq!(
            known.body_of(known.get("zora-kral").expect("a person").roles().next().expect("a role")).name(),
            "Ukraine"
        );
    }

    #[test]
    fn a_line_with_a_bundled_id_replaces_it() {
        let mine = "id\tname\tkind\tcountry\nwagner-group\tFifth Column Ltd\tcompany\tRUS\n";
        let extractor = extractor(Gazetteer::builder().bundled().organizations("mine.tsv", mine));
        assert_eq!(entities(&extractor, "Fifth Column Ltd denied it."), ["wagner-group"]);
        assert_eq!(entities(&extractor, "The Wagner Group denied it."), [""; 0]);
        let known = extractor.gazetteer().get("wagner-group").expect("an organization");
        assert_eq!(
            (known.name(), known.class(), known.kind()),
            ("Fifth Column Ltd", Some("company"), Kind::Organization)
        );
    }

    #[test]
    fn a_shared_name_means_the_callers() {
        // "Shell" is ambiguous in the bundled data, "Gazprom" is not; "Korean War" is a decoy.
        let mine =
            "id\tname\taliases\tkind\ngasworks\tGasworks\tGazprom|Shell\tcompany\nkorean-war\tKorean War\t\tother\n";
        let extractor = extractor(Gazetteer::builder().bundled().organizations("mine.tsv", mine));
        assert_eq!(entities(&extractor, "Gazprom cut supplies to Moldova.")[0], "gasworks");
        assert_eq!(entities(&extractor, "Moldova sued Shell over the supplies.")[1], "gasworks");
        assert_eq!(entities(&extractor, "The Korean War ended."), ["korean-war"]);
    }

    #[test]
    fn an_id_may_not_stand_twice_among_the_callers_lines() {
        let mine = "id\tname\nnew-front\tNew Front\n";
        let error = Gazetteer::builder()
            .bundled()
            .organizations("a.tsv", mine)
            .organizations("b.tsv", mine)
            .build()
            .expect_err("a doubled id");
        assert!(error.is_duplicate() && error.to_string().starts_with("b.tsv:2:1: id `new-front`"), "{error}");
    }
}
