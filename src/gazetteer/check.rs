//! What loads and is likely a mistake.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use super::entity::{Entity, Role};
use super::load::{self, entity_row};
use super::office::{Meaning, means};
use super::record::Records;
use super::table::Column::{Id, Note, Phrase, Reading, Roles, Surface};
use super::table::{Row, Table};
use super::{EntityIx, FileKind, Input, Kind};
use crate::error::{Error, ErrorKind};
use crate::grammar::KeyMap;
use crate::text::{self, Span, Word, WordKind};

/// The error that keeps the files from loading, or all doubts, in the order of the files and their lines.
pub(super) fn check(files: &[Input]) -> Vec<Error> {
    let tables = match load::read_tables(files) {
        Ok(tables) => tables,
        Err(error) => return vec![error],
    };
    let loaded = match load::build(&tables) {
        Ok(loaded) => loaded,
        Err(error) => return vec![error],
    };
    let records = loaded.writer.records();
    let mut doubts = Vec::new();
    roles(&tables, records, &mut doubts);
    decoys(&tables, records, &mut doubts);
    senses(&tables, records, &mut doubts);
    doubts
}

fn doubt(row: Row<'_, '_>, part: &str, message: String) -> Error {
    row.table.source.error(ErrorKind::Doubtful, part, message)
}

/// Whoever holds an office, and as what.
type Holder<'i> = (EntityIx, Role<'i>);

/// People without a role, and offices for one that two hold.
fn roles(tables: &[Table<'_>], records: Records<'_>, doubts: &mut Vec<Error>) {
    let mut holders: BTreeMap<(EntityIx, &str), Vec<Holder<'_>>> = BTreeMap::new();
    for (entity, number) in records.iter().zip(0..) {
        let number = EntityIx(number);
        let row = entity_row(tables, number);
        if entity.kind() == Kind::Person && entity.roles().len() == 0 {
            let message = format!("`{}` has no role: expected an office or an occupation in `roles`", entity.id());
            doubts.push(doubt(row, row.cell(Id), message));
        }
        for (nth, role) in entity.roles().enumerate() {
            if means(role.office(), Meaning::Single) {
                let held = holders.entry((role.body(), role.office())).or_default();
                for &(other, twin) in held.iter().filter(|(other, _)| *other != number) {
                    let other_row = entity_row(tables, other);
                    if !overlap(role, twin) || allows(row, other_row) || allows(other_row, row) {
                        continue;
                    }
                    let cell = row.cell(Roles).split('|').nth(nth).unwrap_or(row.cell(Roles));
                    let message = format!(
                        "`{}` is {} of `{}` at the same time as `{}`: expected other dates, or `beside {}` in `note`",
                        entity.id(),
                        role.office(),
                        records.entity(role.body()).id(),
                        other_row.cell(Id),
                        other_row.cell(Id),
                    );
                    doubts.push(doubt(row, cell, message));
                }
                held.push((number, role));
            }
        }
    }
}

/// Whether both are held at the same time beyond doubt, as far as their dates are known.
fn overlap(one: Role<'_>, other: Role<'_>) -> bool {
    let starts_in = |a: Role<'_>, b: Role<'_>| {
        a.since().is_some_and(|since| b.since().is_some() && b.until().is_none_or(|until| until.is_after(since)))
    };
    starts_in(one, other) && starts_in(other, one)
}

/// Whether the note of a line says that another holds the same office.
fn allows(row: Row<'_, '_>, other: Row<'_, '_>) -> bool {
    let mut words = row.cell(Note).split([' ', ',', ';', ':']);
    words.any(|word| word == "beside") && row.cell(Note).split([' ', ',', ';', ':']).any(|word| word == other.cell(Id))
}

/// Decoys that hold no name, and those that are names themselves.
fn decoys(tables: &[Table<'_>], records: Records<'_>, doubts: &mut Vec<Error>) {
    let mut exact: KeyMap<Entity<'_>> = KeyMap::default();
    let mut words = Vec::new();
    let mut names = Vec::new();
    for entity in records.iter() {
        for form in entity.forms() {
            names.push(spaced(form.text(), &mut words));
            exact.entry(text::key(&text::cased_fold(form.text()))).or_insert(entity);
        }
    }
    // Too many names for an automaton: then nothing is doubted.
    let Ok(names) = AhoCorasick::new(names) else { return };
    for row in tables.iter().filter(|table| table.kind == FileKind::Decoys).flat_map(Table::rows) {
        let phrase = row.cell(Phrase);
        if let Some(entity) = exact.get(&text::key(&text::cased_fold(phrase))) {
            let message = format!("`{phrase}` is a name of `{}`, which the decoy silences", entity.id());
            doubts.push(doubt(row, phrase, message));
        } else if !names.is_match(&spaced(phrase, &mut words)) {
            doubts.push(doubt(row, phrase, format!("`{phrase}` holds no name: the decoy silences nothing")));
        }
    }
}

/// The folded words with a space before, between and behind them, whatever their capitals, hyphens and periods.
fn spaced(form: &str, words: &mut Vec<Word>) -> String {
    text::words(form, Span::new(0, form.len()), words);
    let kept = words.iter().filter(|word| matches!(word.kind, WordKind::Word | WordKind::Number));
    kept.fold(" ".to_owned(), |all, word| all + &text::fold(word.span.slice(form)) + " ")
}

/// Senses of words that are no form of the entity meant, or of none at all.
fn senses(tables: &[Table<'_>], records: Records<'_>, doubts: &mut Vec<Error>) {
    let key = |form: &str| text::key(&text::fold(form));
    let forms: BTreeSet<(u64, &str)> =
        records.iter().flat_map(|entity| entity.forms().map(move |form| (key(form.text()), entity.id()))).collect();
    for row in tables.iter().filter(|table| table.kind == FileKind::Senses).flat_map(Table::rows) {
        let (surface, reading) = (row.cell(Surface), row.cell(Reading));
        let named = key(surface);
        let fits = if reading == "-" {
            forms.range((named, "")..).next().is_some_and(|(found, _)| *found == named)
        } else {
            forms.contains(&(named, reading))
        };
        if !fits {
            let whose = if reading == "-" { "any entity" } else { reading };
            doubts.push(doubt(row, surface, format!("`{surface}` is no name of {whose}: the sense never counts")));
        }
    }
}
