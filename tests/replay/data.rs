//! Gazetteers, phrasebooks, patterns and dates.

use geopol::gazetteer::{GazetteerBuilder, PartialDate};
use geopol::phrasebook::RelationType;
use geopol::{Error, Extractor, Gazetteer, GivenMention, Kind, Phrasebook, Span};

use super::input::Input;
use super::report::check;

/// An error of loading says where: a line of the file, a column of the line.
fn check_error(error: &Error, files: &[(&str, &str)]) {
    let name = error.file().expect("a file");
    let (_, text) = files.iter().find(|(known, _)| *known == name).expect("a file that was given");
    let (line, column) = (error.line().expect("a line"), error.column().expect("a column"));
    let lines: Vec<&str> = text.split('\n').collect();
    assert!((1..=lines.len()).contains(&line), "{error}");
    assert!((1..=lines[line - 1].chars().count() + 1).contains(&column), "{error}");
    let said = error.to_string();
    assert!(said.starts_with(&format!("{name}:{line}:{column}: ")) && said.ends_with('^'), "{said}");
    let kinds: [fn(&Error) -> bool; 6] =
        [Error::is_syntax, Error::is_unknown, Error::is_duplicate, Error::is_order, Error::is_date, Error::is_doubtful];
    assert_eq!(kinds.iter().filter(|is| is(error)).count(), 1, "{error:?}");
}

/// A table: its name, its first line, and how a gazetteer takes it.
type Table = (&'static str, &'static str, fn(GazetteerBuilder, String) -> GazetteerBuilder);

const TABLES: [Table; 6] = [
    (
        "countries",
        "id\tiso2\tname\tofficial\taliases\tdemonyms\tstand-ins\tambiguous\tsince\tuntil\tnote\n",
        |builder, text| builder.countries("countries", text),
    ),
    ("people", "id\tname\taliases\tshort\tgender\tcountry\troles\tambiguous\tnote\n", |builder, text| {
        builder.people("people", text)
    }),
    (
        "organizations",
        "id\tname\tacronym\taliases\tkind\tcountry\tmembers\tdemonyms\tambiguous\tnote\n",
        |builder, text| builder.organizations("organizations", text),
    ),
    ("places", "id\tname\taliases\tkind\tcountry\tambiguous\tnote\n", |builder, text| builder.places("places", text)),
    ("decoys", "phrase\tnote\n", |builder, text| builder.decoys("decoys", text)),
    ("senses", "surface\treading\tnear\tnote\n", |builder, text| builder.senses("senses", text)),
];

/// Tables are loaded, and then hold together and can be read with, or refused with an error that says where. The first byte
/// tells which tables have their first line already; they have a zero between them.
pub fn gazetteer(data: &[u8]) {
    let mut input = Input::new(data);
    let headers = input.byte();
    let mut builder = Gazetteer::builder();
    let mut files = Vec::new();
    for (nth, (name, header, add)) in TABLES.into_iter().enumerate() {
        if input.is_empty() {
            break;
        }
        let mut text = input.string();
        if headers >> nth & 1 == 0 {
            text.insert_str(0, header);
        }
        builder = add(builder, text.clone());
        files.push((name, text));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (again, doubts) = (builder.clone().build(), builder.check());
    doubts.iter().for_each(|doubt| check_error(doubt, &files));
    let gazetteer = match builder.build() {
        Ok(gazetteer) => gazetteer,
        Err(error) => {
            check_error(&error, &files);
            assert_eq!(error.to_string(), again.expect_err("twice the same").to_string());
            assert!(doubts.len() == 1 && doubts[0].to_string() == error.to_string());
            return;
        }
    };
    assert!(doubts.iter().all(Error::is_doubtful));
    let mut words = String::new();
    for entity in gazetteer.entities() {
        assert!(gazetteer.get(entity.id()).is_some_and(|found| found.id() == entity.id()));
        assert!(!entity.name().is_empty() && entity.name() == entity.forms().next().expect("a name").text());
        for form in entity.forms() {
            assert!(!form.text().is_empty() && form.text().trim() == form.text());
            words.extend([form.text(), " met ", form.text(), ". The "]);
        }
        assert!(gazetteer.countries_of(entity.id()).all(|country| country.kind() == Kind::Country));
        assert!(gazetteer.members_of(entity.id()).all(|member| member.kind() == Kind::Country));
        for role in entity.roles() {
            assert!(matches!(gazetteer.body_of(role).kind(), Kind::Country | Kind::Organization));
            words.extend([role.office(), " ", entity.name(), "\n"]);
        }
    }
    gazetteer.decoys().for_each(|decoy| words.extend([decoy, " "]));
    let empty = Phrasebook::builder().build().expect("an empty phrasebook");
    let extractor = Extractor::builder().gazetteer(gazetteer).phrasebook(empty).build().expect("what was built");
    check(&extractor.extract(&words));
}

/// Names for the phrasebooks that are read with.
const TEXT: &str = "Aland sent troops to Beland. Aland's attack on Beland was condemned by Celand. Talks between Aland and Beland \
    failed. Aland-backed Beland is an ally of Celand. Beland was accused by Aland of attacking Celand with troops, and Aland and \
    Beland have met in Celand; Celand wants Aland to be hostile to Beland.";

/// Reads texts with a phrasebook and without a gazetteer.
pub(super) fn read_with(book: Phrasebook, more: &str) {
    let extractor = Extractor::builder()
        .gazetteer(Gazetteer::builder().build().expect("an empty gazetteer"))
        .phrasebook(book)
        .build();
    let extractor = extractor.expect("what was built");
    for text in [TEXT, more] {
        let mut given = Vec::new();
        for (at, name) in text.match_indices("eland").map(|(at, _)| (at, "eland")).chain(text.match_indices("Aland")) {
            let start = if name == "eland" { at.saturating_sub(1) } else { at };
            if text.is_char_boundary(start) && start < at + 5 {
                let span = Span::new(start, at + 5);
                given.push(GivenMention::new(span.slice(text), Kind::Country, span));
            }
        }
        let Ok(report) = extractor.extract_with(text, &given) else { continue };
        check(&report);
        let _ = extractor.explain_with(text, &given);
    }
}

/// A phrasebook in any bytes is compiled and can be read with, or refused with an error that says where.
pub fn phrasebook(data: &[u8]) {
    let text = String::from_utf8_lossy(data).into_owned();
    let build = || Phrasebook::builder().file("x.toml", text.clone()).build();
    match build() {
        Ok(book) => {
            for relation in book.relations() {
                assert!(book.get(relation.id()).is_some_and(|found| std::ptr::eq(found, relation)));
                assert_eq!(relation.label().replace(' ', "-"), relation.id());
            }
            let (mut file, mut again) = (Vec::new(), Vec::new());
            book.compile(&mut file).expect("a vector takes everything");
            let loaded = Phrasebook::from_compiled(&file).expect("what was compiled");
            assert!(book.relations().eq(loaded.relations()));
            loaded.compile(&mut again).expect("a vector takes everything");
            assert!(file == again);
            let says: String = book.relations().flat_map(RelationType::says).map(String::as_str).collect();
            read_with(book, &says);
        }
        Err(error) => {
            check_error(&error, &[("x.toml", &text)]);
            assert_eq!(error.to_string(), build().expect_err("twice the same").to_string());
        }
    }
}

/// What patterns are made of.
const WORDS: &[&str] = &[
    "A",
    "B",
    "A's",
    "B's",
    "A-backed",
    "B-based",
    "A-",
    "is",
    "be",
    "and",
    "between",
    "of",
    "to",
    "on|against",
    "in",
    "by",
    "for",
    "from",
    "with",
    "attack",
    "attack|assault",
    "send",
    "send|deploy",
    "accuse",
    "[w]",
    "[v]",
    "[none]",
    "[name]",
    "[",
    "]",
    "|",
    "out",
    "up",
    "off",
    "holding",
    "attacking",
    "talks",
    "war|talks",
    "ally",
    "hostile",
    "deployed",
    "that",
    "must",
    "should",
    "hold",
    "have",
    "do",
    "responsible",
    "dead",
    "shoot",
    "want",
    "ask",
    "meet",
    "A|B",
    "-",
    "*",
    "troops",
    "ü",
    "don't",
];

/// A pattern of any words is compiled and can be read with, or refused at its line.
pub fn pattern(data: &[u8]) {
    let mut input = Input::new(data);
    let written = if input.byte().is_multiple_of(2) {
        input.string()
    } else {
        let mut words = Vec::new();
        while !input.is_empty() {
            words.push(input.choose(WORDS));
        }
        words.join(" ")
    };
    let mut quoted = String::new();
    for c in written.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    let text = format!(
        "[words]\nw = [\"troops\", \"air strike\"]\nv = [\"[w]\", \"arms\"]\n[[relation]]\nid = \"x\"\nlabel = \"x\"\nfamily = \"event\"\n\
         symmetric = false\nmeaning = \"\"\nsource = [\"country\"]\ntarget = [\"country\"]\npatterns = [\"{quoted}\"]\n"
    );
    match Phrasebook::builder().file("x.toml", text.clone()).build() {
        Ok(book) => read_with(book, &written),
        Err(error) => {
            check_error(&error, &[("x.toml", &text)]);
            assert_eq!(error.line(), Some(12), "{error}");
        }
    }
}

/// A date is read and written as it was, or refused; dates in texts are found where they stand.
pub fn date(data: &[u8]) {
    let text = Input::new(data).text();
    if let Ok(date) = text.parse::<PartialDate>() {
        assert_eq!(date.to_string(), text);
        assert!(date.day().is_none() || date.month().is_some());
        assert!(date.month().is_none_or(|month| (1..=12).contains(&month)));
        assert!(date.day().is_none_or(|day| (1..=31).contains(&day)));
    }
    let text = format!("Russia attacked Ukraine {text}, and Poland sent {text} to Belarus");
    check(&Extractor::bundled().extract(&text));
}
