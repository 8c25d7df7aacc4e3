//! From tables to entities, or one error that says where.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::ids::Ids;
use super::record::{Draft, DraftRole, Flag, ORGANIZATION_CLASSES, PLACE_CLASSES, Writer, last_word};
use super::senses::Sense;
use super::table::Column::{
    self, Acronym, Aliases, Ambiguous, Country, Demonyms, Geonames, Id, Iso2, Members, Name, Near, Note, Numeric,
    Official, Phrase, Reading, Roles, Short, Since, StandIns, Surface, Until, Wikidata,
};
use super::table::{Row, Source, Table};
use super::{EntityIx, FileKind, Gender, Input, Kind, MentionForm, PartialDate, names};
use crate::error::{Error, ErrorKind, Result};

const COUNTRIES: &[Column] = &[
    Id, Iso2, Numeric, Wikidata, Geonames, Name, Official, Aliases, Demonyms, StandIns, Ambiguous, Since, Until, Note,
];
const PEOPLE: &[Column] = &[Id, Name, Aliases, Short, Column::Gender, Country, Roles, Ambiguous, Note];
const ORGANIZATIONS: &[Column] =
    &[Id, Name, Acronym, Aliases, Column::Kind, Country, Members, Demonyms, Ambiguous, Note];
const PLACES: &[Column] = &[Id, Name, Aliases, Demonyms, Column::Kind, Country, Ambiguous, Note];
const DECOYS: &[Column] = &[Phrase, Note];
const SENSES: &[Column] = &[Surface, Reading, Near, Note];

pub(super) fn read_folder(folder: &Path, files: &mut Vec<Input>) -> Result<()> {
    for kind in [
        FileKind::Countries,
        FileKind::People,
        FileKind::Organizations,
        FileKind::Places,
        FileKind::Decoys,
        FileKind::Senses,
    ] {
        let path = folder.join(kind.file_name());
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                files.push(Input { kind, name: path.display().to_string(), text: Cow::Owned(text), bundled: false });
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && folder.is_dir() => {}
            Err(error) => return Err(Error::io(&path.display().to_string(), &error)),
        }
    }
    Ok(())
}

#[cfg(feature = "bundled")]
pub(super) fn bundled() -> impl Iterator<Item = Input> {
    macro_rules! files {
        ($($kind:ident $name:literal)*) => {
            [$((FileKind::$kind, concat!("gazetteers/", $name), include_str!(concat!("../../gazetteers/", $name))),)*]
        };
    }
    let files = files! {
        Countries "countries.tsv"
        People "people.tsv"
        Organizations "organizations.tsv"
        Places "places.tsv"
        Decoys "decoys.tsv"
        Senses "senses.tsv"
    };
    files.into_iter().map(|(kind, name, text)| Input {
        kind,
        name: name.to_owned(),
        text: Cow::Borrowed(text),
        bundled: true,
    })
}

impl FileKind {
    fn file_name(self) -> &'static str {
        match self {
            Self::Countries => "countries.tsv",
            Self::People => "people.tsv",
            Self::Organizations => "organizations.tsv",
            Self::Places => "places.tsv",
            Self::Decoys => "decoys.tsv",
            Self::Senses => "senses.tsv",
        }
    }

    /// The kind of its entities.
    fn entities(self) -> Kind {
        match self {
            Self::Countries => Kind::Country,
            Self::People => Kind::Person,
            Self::Organizations => Kind::Organization,
            Self::Places | Self::Decoys | Self::Senses => Kind::Place,
        }
    }

    fn columns(self) -> &'static [Column] {
        match self {
            Self::Countries => COUNTRIES,
            Self::People => PEOPLE,
            Self::Organizations => ORGANIZATIONS,
            Self::Places => PLACES,
            Self::Decoys => DECOYS,
            Self::Senses => SENSES,
        }
    }

    fn required(self) -> &'static [Column] {
        match self {
            Self::Decoys => &[Phrase],
            Self::Senses => &[Surface, Reading, Near],
            _ => &[Id, Name],
        }
    }

    /// The columns by which its lines are in order.
    fn keys(self) -> &'static [Column] {
        match self {
            Self::Decoys => &[Phrase],
            Self::Senses => &[Surface, Reading],
            _ => &[Id],
        }
    }
}

/// A country or organization, by what an error calls it.
fn article(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Countries => "a country",
        FileKind::People => "a person",
        FileKind::Organizations => "an organization",
        FileKind::Places => "a place",
        FileKind::Decoys => "a decoy",
        FileKind::Senses => "a sense",
    }
}

impl<'f> Row<'_, 'f> {
    fn date(&self, text: &str) -> Result<Option<PartialDate>> {
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|none: super::date::NoDate| {
            self.table.source.error(ErrorKind::Date, text, format!("{none}, found `{text}`"))
        })
    }

    /// Since and until when something is so.
    fn dates(&self, since: &str, until: &str) -> Result<[Option<PartialDate>; 2]> {
        let dates = [self.date(since)?, self.date(until)?];
        if let [Some(start), Some(end)] = dates
            && start.is_after(end)
        {
            return Err(self.table.source.error(
                ErrorKind::Date,
                until,
                format!("expected an end on or behind {start}, found {end}"),
            ));
        }
        Ok(dates)
    }

    /// Which of the choices a cell is; none where it is empty.
    fn choice(&self, cell: &'f str, choices: &[&'static str]) -> Result<Option<u8>> {
        if cell.is_empty() {
            return Ok(None);
        }
        choices.iter().position(|choice| *choice == cell).map(|at| Some(at as u8)).ok_or_else(|| {
            let message = format!("unknown kind `{cell}`, expected one of {}", choices.join(", "));
            self.table.source.error(ErrorKind::Unknown, cell, message)
        })
    }
}

/// The files taken apart, in the order of their kinds, the bundled ones first; without bundled lines that the caller replaces.
pub(super) fn read_tables(files: &[Input]) -> Result<Vec<Table<'_>>> {
    let mut order: Vec<&Input> = files.iter().collect();
    order.sort_by_key(|file| (file.kind, !file.bundled));
    let mut tables: Vec<Table<'_>> = Vec::with_capacity(order.len());
    for Input { kind, name, text, bundled } in order {
        let source = Source::new(name, text);
        let mut table = Table::read(source, *kind, kind.columns(), kind.required(), kind.keys())?;
        table.bundled = *bundled;
        tables.push(table);
    }
    replace_lines(&mut tables);
    let mut before = 0;
    for table in &mut tables {
        table.before = before;
        before += table.len();
    }
    Ok(tables)
}

/// Takes out of the bundled tables what the caller's have lines for.
fn replace_lines(tables: &mut [Table<'_>]) {
    let own = || tables.iter().filter(|table| !table.bundled && table.kind < FileKind::Decoys);
    if tables.iter().all(|table| !table.bundled) || own().next().is_none() {
        return;
    }
    let ids: BTreeSet<&str> = own().flat_map(Table::rows).map(|row| row.cell(Id)).collect();
    let forms = [Name, Official, Acronym, Aliases, Demonyms, StandIns];
    let names: BTreeSet<&str> = own()
        .flat_map(Table::rows)
        .flat_map(|row| forms.map(|column| row.cell(column)))
        .flat_map(|cell| cell.split('|'))
        .collect();
    for table in tables.iter_mut().filter(|table| table.bundled) {
        match table.kind {
            FileKind::Decoys => table.drop_lines(&names),
            FileKind::Senses => {}
            _ => table.drop_lines(&ids),
        }
    }
}

/// What the tables say: entities and decoys, and senses.
pub(super) struct Loaded<'f> {
    pub(super) writer: Writer,
    pub(super) senses: Vec<Sense<'f>>,
}

/// Everything that the tables say.
pub(super) fn build<'f>(tables: &[Table<'f>]) -> Result<Loaded<'f>> {
    let ids = ids(tables)?;
    let bytes = tables.iter().map(Table::bytes).sum();
    let mut writer = Writer::new(ids.len(), bytes);
    let mut senses = Vec::new();
    let mut loader = Loader { tables, ids: &ids, draft: Draft::default(), many: BTreeMap::new() };
    for table in tables {
        for row in table.rows() {
            match table.kind {
                FileKind::Decoys => writer.put_decoy(row.cell(Phrase)),
                FileKind::Senses => senses.push(loader.sense(row)?),
                _ => {
                    loader.entity(row)?;
                    writer.put(table.kind.entities(), &loader.draft);
                }
            }
        }
    }
    names::check(tables, &mut writer)?;
    Ok(Loaded { writer, senses })
}

/// All entities by their ids, none of which may stand twice.
fn ids(tables: &[Table<'_>]) -> Result<Ids> {
    let entities = || tables.iter().filter(|table| table.kind < FileKind::Decoys);
    let count = entities().map(Table::len).sum();
    if count > MOST {
        return Err(too_many());
    }
    let mut ids = Ids::new(count);
    for (row, number) in entities().flat_map(Table::rows).zip(0..) {
        let id = row.cell(Id);
        if let Some(other) = ids.add(id, EntityIx(number), |number| entity_row(tables, number).cell(Id)) {
            let message = format!("id `{id}` stands in {} already", entity_row(tables, other).table.source.name);
            return Err(row.table.source.error(ErrorKind::Duplicate, id, message));
        }
    }
    Ok(ids)
}

/// So many entities have their numbers in 28 bits.
const MOST: usize = 1 << 28;

/// The names do not fit the numbers that lead to them.
pub(super) fn too_many() -> Error {
    Error::compiled("expected names of less than 4 GiB altogether, found more")
}

/// The row of an entity.
pub(super) fn entity_row<'t, 'f>(tables: &'t [Table<'f>], number: EntityIx) -> Row<'t, 'f> {
    let table = &tables[tables.partition_point(|table| table.before <= number.at()) - 1];
    table.row(number.at() - table.before)
}

const ENTITIES: &[FileKind] = &[FileKind::Countries, FileKind::People, FileKind::Organizations, FileKind::Places];

/// Makes entities of rows.
struct Loader<'t, 'f> {
    tables: &'t [Table<'f>],
    ids: &'t Ids,
    /// The entity in the making.
    draft: Draft<'f>,
    /// Where its names behind the first few stand among them.
    many: BTreeMap<&'f str, usize>,
}

/// So many forms are looked through one by one; hardly an entity has more.
const FEW: usize = 32;

/// Where a form stands among those of its entity.
fn position(forms: &[(&str, Flag)], many: &BTreeMap<&str, usize>, text: &str) -> Option<usize> {
    forms.iter().take(FEW).position(|(form, _)| *form == text).or_else(|| many.get(text).copied())
}

impl<'t, 'f> Loader<'t, 'f> {
    /// The entity with this id, where it is of one of the kinds.
    fn known(&self, row: Row<'t, 'f>, id: &str, kinds: &[FileKind]) -> Result<EntityIx> {
        let what = match kinds {
            [FileKind::Countries] => "country",
            [FileKind::Countries, FileKind::Organizations] => "country or organization",
            _ => "entity",
        };
        let unknown = |message| Err(row.table.source.error(ErrorKind::Unknown, id, message));
        let Some(found) = self.ids.get(id, |number| entity_row(self.tables, number).cell(Id)) else {
            return unknown(format!("unknown {what} `{id}`"));
        };
        let kind = entity_row(self.tables, found).table.kind;
        if !kinds.contains(&kind) {
            return unknown(format!("expected a {what}, found `{id}`, which is {}", article(kind)));
        }
        Ok(found)
    }

    /// Makes the draft of an entity.
    fn entity(&mut self, row: Row<'t, 'f>) -> Result<()> {
        let (source, kind) = (row.table.source, row.table.kind);
        self.read_forms(row)?;
        let mut draft = std::mem::take(&mut self.draft);
        draft.id = row.cell(Id);
        draft.dates = row.dates(row.cell(Since), row.cell(Until))?;
        draft.gender = match row.cell(Column::Gender) {
            "f" => Some(Gender::Female),
            "m" => Some(Gender::Male),
            "" => None,
            other => return Err(source.error(ErrorKind::Unknown, other, format!("expected f or m, found `{other}`"))),
        };
        let classes = if kind == FileKind::Places { PLACE_CLASSES } else { ORGANIZATION_CLASSES };
        draft.class = row.choice(row.cell(Column::Kind), classes)?;
        for (column, entities) in [(Country, &mut draft.countries), (Members, &mut draft.members)] {
            entities.clear();
            for id in source.forms(row.cell(column)) {
                entities.push(self.known(row, id?, &[FileKind::Countries])?);
            }
        }
        draft.roles.clear();
        for role in source.forms(row.cell(Roles)) {
            draft.roles.push(self.role(row, role?)?);
        }
        draft.codes = [Iso2, Numeric, Wikidata, Geonames].map(|column| row.cell(column));
        self.draft = draft;
        Ok(())
    }

    /// Reads the forms of an entity.
    fn read_forms(&mut self, row: Row<'t, 'f>) -> Result<()> {
        let (source, forms, many) = (row.table.source, &mut self.draft.forms, &mut self.many);
        forms.clear();
        many.clear();
        let cells = [
            (Name, MentionForm::Name),
            (Official, MentionForm::Alias),
            (Acronym, MentionForm::Acronym),
            (Aliases, MentionForm::Alias),
            (Demonyms, MentionForm::Demonym),
            (StandIns, MentionForm::StandIn),
            (Short, MentionForm::ShortName),
        ];
        for (column, form) in cells {
            for text in source.forms(row.cell(column)) {
                let text = text?;
                // The same words in two cells are one form: the first.
                if position(forms, many, text).is_none() {
                    if forms.len() >= FEW {
                        many.insert(text, forms.len());
                    }
                    forms.push((text, Flag::new(form, false)));
                }
            }
        }
        let name = row.cell(Name);
        if name.is_empty() {
            return Err(source.error(ErrorKind::Syntax, name, "expected a name, found none"));
        }
        let person = row.table.kind == FileKind::People;
        if person
            && row.cell(Short).is_empty()
            && let Some(last) = last_word(name)
            && position(forms, many, last).is_none()
        {
            if forms.len() >= FEW {
                many.insert(last, forms.len());
            }
            let is_whole = forms.first().is_some_and(|(first, _)| *first == name);
            forms.push((last, if is_whole { Flag::LAST_WORD } else { Flag::new(MentionForm::ShortName, false) }));
        }
        for text in source.forms(row.cell(Ambiguous)) {
            let text = text?;
            let Some(at) = position(forms, many, text) else {
                return Err(source.error(
                    ErrorKind::Unknown,
                    text,
                    format!("expected forms of this line in `ambiguous`, found `{text}`"),
                ));
            };
            forms[at].1 = forms[at].1.ambiguous();
        }
        Ok(())
    }

    /// `RUS president 2012-05-07..`
    fn role(&self, row: Row<'t, 'f>, role: &'f str) -> Result<DraftRole<'f>> {
        let source = row.table.source;
        let wrong = || {
            source.error(
                ErrorKind::Syntax,
                role,
                format!("expected a role as `ENTITY office since..until`, found `{role}`"),
            )
        };
        let (body, rest) = role.split_once(' ').ok_or_else(wrong)?;
        let (office, dates) = rest.rsplit_once(' ').ok_or_else(wrong)?;
        let (since, until) = dates.split_once("..").ok_or_else(wrong)?;
        let body = self.known(row, body, &[FileKind::Countries, FileKind::Organizations])?;
        Ok(DraftRole { body, office, dates: row.dates(since, until)? })
    }

    fn sense(&self, row: Row<'t, 'f>) -> Result<Sense<'f>> {
        let source = row.table.source;
        let reading = row.cell(Reading);
        Ok(Sense {
            surface: row.cell(Surface),
            reading: if reading == "-" { None } else { Some(self.known(row, reading, ENTITIES)?) },
            near: source.forms(row.cell(Near)).collect::<Result<_>>()?,
        })
    }
}
