//! From tables to entities, or one error that says where.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use super::entity::{Codes, Stored as Entity, StoredForm as Form, StoredRole as Role};
use super::ids::Ids;
use super::table::Column::{
    self, Acronym, Aliases, Ambiguous, Country, Demonyms, Geonames, Id, Iso2, Members, Name, Near, Note, Numeric,
    Official, Phrase, Reading, Roles, Short, Since, StandIns, Surface, Until, Wikidata,
};
use super::table::{Row, Source, Table};
use super::{EntityIx, File, FileKind, Gender, Inner, Kind, MentionForm, PartialDate, Sense, names};
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

const ORGANIZATION_KINDS: &[&str] = &[
    "intergovernmental",
    "alliance",
    "court",
    "agency",
    "ministry",
    "military",
    "armed-group",
    "party",
    "media",
    "company",
    "ngo",
    "legislature",
    "police",
    "religious",
    "bank",
    "union",
    "university",
    "sports",
    "other",
];
const PLACE_KINDS: &[&str] = &[
    "capital",
    "city",
    "town",
    "region",
    "subdivision",
    "sea",
    "strait",
    "island",
    "river",
    "lake",
    "mountain",
    "canal",
    "base",
    "site",
    "continent",
    "peninsula",
    "border",
    "other",
];

pub(super) fn read_folder(folder: &Path, files: &mut Vec<File>) -> Result<()> {
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
                files.push(File { kind, name: path.display().to_string(), text: Cow::Owned(text), bundled: false });
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && folder.is_dir() => {}
            Err(error) => return Err(Error::io(&path.display().to_string(), &error)),
        }
    }
    Ok(())
}

#[cfg(feature = "bundled")]
pub(super) fn bundled() -> impl Iterator<Item = File> {
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
    files.into_iter().map(|(kind, name, text)| File {
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
    fn dates(&self, since: &str, until: &str) -> Result<(Option<PartialDate>, Option<PartialDate>)> {
        let dates = (self.date(since)?, self.date(until)?);
        if let (Some(start), Some(end)) = dates
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

    fn choice(&self, cell: &'f str, choices: &[&'static str]) -> Result<Option<&'static str>> {
        let found = choices.iter().find(|choice| **choice == cell).copied();
        if found.is_none() && !cell.is_empty() {
            let message = format!("unknown kind `{cell}`, expected one of {}", choices.join(", "));
            return Err(self.table.source.error(ErrorKind::Unknown, cell, message));
        }
        Ok(found)
    }
}

/// The files taken apart, in the order of their kinds, the bundled ones first; without bundled lines that the caller replaces.
pub(super) fn read_tables(files: &[File]) -> Result<Vec<Table<'_>>> {
    let mut order: Vec<&File> = files.iter().collect();
    order.sort_by_key(|file| (file.kind, !file.bundled));
    let mut tables: Vec<Table<'_>> = Vec::with_capacity(order.len());
    for File { kind, name, text, bundled } in order {
        let forever = match text {
            Cow::Borrowed(text) => Some(*text),
            Cow::Owned(_) => None,
        };
        let source = Source::new(name, text, forever);
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

pub(super) fn load(files: &[File]) -> Result<Inner> {
    build(&read_tables(files)?)
}

/// Everything that the tables say.
pub(super) fn build(tables: &[Table<'_>]) -> Result<Inner> {
    let ids = ids(tables)?;
    let count = |kind: Range<FileKind>| tables.iter().filter(|table| kind.contains(&table.kind)).map(Table::len).sum();
    let mut inner = Inner {
        entities: Vec::with_capacity(count(FileKind::Countries..FileKind::Decoys)),
        decoys: Vec::with_capacity(count(FileKind::Decoys..FileKind::Senses)),
        ..Inner::default()
    };
    let mut loader = Loader { tables, ids: &ids, forms: Vec::new(), many: BTreeMap::new() };
    for row in tables.iter().flat_map(Table::rows) {
        match row.table.kind {
            FileKind::Decoys => inner.decoys.push(row.table.source.keep(row.cell(Phrase))),
            FileKind::Senses => inner.senses.push(loader.sense(row)?),
            _ => inner.entities.push(loader.entity(row)?),
        }
    }
    names::check(tables, &mut inner.entities)?;
    inner.ids = ids;
    Ok(inner)
}

/// All entities by their ids, none of which may stand twice.
fn ids(tables: &[Table<'_>]) -> Result<Ids> {
    let mut ids = Ids::default();
    ids.reserve(tables.iter().filter(|table| table.kind < FileKind::Decoys).map(Table::len).sum());
    for row in tables.iter().filter(|table| table.kind < FileKind::Decoys).flat_map(Table::rows) {
        let id = row.cell(Id);
        if let Some(other) = ids.get(id, |number| entity_row(tables, number).cell(Id)) {
            let message = format!("id `{id}` stands in {} already", entity_row(tables, other).table.source.name);
            return Err(row.table.source.error(ErrorKind::Duplicate, id, message));
        }
        let number = ids.len();
        ids.add(row.table.source.keep(id), EntityIx(u32::try_from(number).expect("fewer than four billion entities")));
    }
    Ok(ids)
}

/// The row of an entity.
pub(super) fn entity_row<'t, 'f>(tables: &'t [Table<'f>], number: EntityIx) -> Row<'t, 'f> {
    let table = &tables[tables.partition_point(|table| table.before <= number.at()) - 1];
    table.row(number.at() - table.before)
}

const ENTITIES: &[FileKind] = &[FileKind::Countries, FileKind::People, FileKind::Organizations, FileKind::Places];

/// What others call a country.
fn codes(row: Row<'_, '_>) -> Option<Box<Codes>> {
    let cell = |column| row.table.source.keep(row.cell(column));
    let cells = [Iso2, Numeric, Wikidata, Geonames];
    cells.iter().any(|&column| !row.cell(column).is_empty()).then(|| {
        Box::new(Codes { iso2: cell(Iso2), numeric: cell(Numeric), wikidata: cell(Wikidata), geonames: cell(Geonames) })
    })
}

/// Makes entities of rows.
struct Loader<'t, 'f> {
    tables: &'t [Table<'f>],
    ids: &'t Ids,
    /// The forms of the entity in the making.
    forms: Vec<Form>,
    /// Where those behind the first few stand among them.
    many: BTreeMap<&'f str, usize>,
}

/// So many forms are looked through one by one; hardly an entity has more.
const FEW: usize = 32;

/// Where a form stands among those of its entity.
fn position(forms: &[Form], many: &BTreeMap<&str, usize>, text: &str) -> Option<usize> {
    forms.iter().take(FEW).position(|form| form.text == text).or_else(|| many.get(text).copied())
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

    fn entity(&mut self, row: Row<'t, 'f>) -> Result<Entity> {
        let (source, kind) = (row.table.source, row.table.kind);
        self.read_forms(row)?;
        let countries =
            |cell| source.forms(cell).map(|id| self.known(row, id?, &[FileKind::Countries])).collect::<Result<_>>();
        let (since, until) = row.dates(row.cell(Since), row.cell(Until))?;
        let gender = match row.cell(Column::Gender) {
            "f" => Some(Gender::Female),
            "m" => Some(Gender::Male),
            "" => None,
            other => return Err(source.error(ErrorKind::Unknown, other, format!("expected f or m, found `{other}`"))),
        };
        let class = row
            .choice(row.cell(Column::Kind), if kind == FileKind::Places { PLACE_KINDS } else { ORGANIZATION_KINDS })?;
        let (countries, members) = (countries(row.cell(Country))?, countries(row.cell(Members))?);
        let roles = source.forms(row.cell(Roles)).map(|role| self.role(row, role?)).collect::<Result<_>>()?;
        Ok(Entity {
            id: source.keep(row.cell(Id)),
            kind: match kind {
                FileKind::Countries => Kind::Country,
                FileKind::People => Kind::Person,
                FileKind::Organizations => Kind::Organization,
                _ => Kind::Place,
            },
            class,
            forms: self.forms.drain(..).collect(),
            countries,
            members,
            roles,
            gender,
            since,
            until,
            codes: codes(row),
        })
    }

    /// Reads the forms of an entity.
    fn read_forms(&mut self, row: Row<'t, 'f>) -> Result<()> {
        let (source, forms, many) = (row.table.source, &mut self.forms, &mut self.many);
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
                    forms.push(Form { text: source.keep(text), form, ambiguous: false });
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
            && let Some((_, last)) = name.rsplit_once(' ')
            && position(forms, many, last).is_none()
        {
            if forms.len() >= FEW {
                many.insert(last, forms.len());
            }
            forms.push(Form { text: source.keep(last), form: MentionForm::ShortName, ambiguous: false });
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
            forms[at].ambiguous = true;
        }
        Ok(())
    }

    /// `RUS president 2012-05-07..`
    fn role(&self, row: Row<'t, 'f>, role: &str) -> Result<Role> {
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
        let entity = self.known(row, body, &[FileKind::Countries, FileKind::Organizations])?;
        let (since, until) = row.dates(since, until)?;
        Ok(Role { entity, office: source.keep(office), since, until })
    }

    fn sense(&self, row: Row<'t, 'f>) -> Result<Sense> {
        let source = row.table.source;
        let reading = row.cell(Reading);
        Ok(Sense {
            surface: source.keep(row.cell(Surface)),
            reading: if reading == "-" { None } else { Some(self.known(row, reading, ENTITIES)?) },
            near: source.forms(row.cell(Near)).map(|cue| cue.map(|cue| source.keep(cue))).collect::<Result<_>>()?,
        })
    }
}
