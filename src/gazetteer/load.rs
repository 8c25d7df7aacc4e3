//! From tables to entities, or one error that says where.

use std::borrow::Cow;
use std::path::Path;

use super::table::{Row, Source};
use super::{Entity, EntityIx, FileKind, Form, Gazetteer, GazetteerBuilder, Gender, Inner, Kind, MentionForm, PartialDate, Role, Sense};
use crate::error::{Error, ErrorKind, Result};
use crate::grammar::KeyMap;
use crate::text;

const COUNTRIES: &[&str] =
    &["id", "iso2", "name", "official", "aliases", "demonyms", "stand-ins", "ambiguous", "since", "until", "note"];
const PEOPLE: &[&str] = &["id", "name", "aliases", "short", "gender", "country", "roles", "ambiguous", "note"];
const ORGANIZATIONS: &[&str] =
    &["id", "name", "acronym", "aliases", "kind", "country", "members", "demonyms", "ambiguous", "note"];
const PLACES: &[&str] = &["id", "name", "aliases", "kind", "country", "ambiguous", "note"];
const DECOYS: &[&str] = &["phrase", "note"];
const SENSES: &[&str] = &["surface", "reading", "near", "note"];

const ORGANIZATION_KINDS: &[&str] = &[
    "intergovernmental", "alliance", "court", "agency", "ministry", "military", "armed-group", "party", "media", "company", "ngo",
    "legislature", "police", "religious", "bank", "union", "university", "sports", "other",
];
const PLACE_KINDS: &[&str] = &[
    "capital", "city", "town", "region", "subdivision", "sea", "strait", "island", "river", "lake", "mountain", "canal", "base",
    "site", "continent", "peninsula", "border", "other",
];

pub(super) fn read_folder(folder: &Path) -> Result<GazetteerBuilder> {
    let mut builder = Gazetteer::builder();
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
            Ok(text) => builder.files.push((kind, path.display().to_string(), Cow::Owned(text))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && folder.is_dir() => {}
            Err(error) => return Err(Error::io(&path.display().to_string(), &error)),
        }
    }
    Ok(builder)
}

#[cfg(feature = "bundled")]
pub(super) fn bundled() -> GazetteerBuilder {
    macro_rules! file {
        ($name:literal) => {
            (concat!("gazetteers/", $name), include_str!(concat!("../../gazetteers/", $name)))
        };
    }
    let [countries, people, organizations, places, decoys, senses] = [
        file!("countries.tsv"),
        file!("people.tsv"),
        file!("organizations.tsv"),
        file!("places.tsv"),
        file!("decoys.tsv"),
        file!("senses.tsv"),
    ];
    Gazetteer::builder()
        .countries(countries.0, countries.1)
        .people(people.0, people.1)
        .organizations(organizations.0, organizations.1)
        .places(places.0, places.1)
        .decoys(decoys.0, decoys.1)
        .senses(senses.0, senses.1)
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

    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Countries => COUNTRIES,
            Self::People => PEOPLE,
            Self::Organizations => ORGANIZATIONS,
            Self::Places => PLACES,
            Self::Decoys => DECOYS,
            Self::Senses => SENSES,
        }
    }

    fn required(self) -> &'static [&'static str] {
        match self {
            Self::Decoys => &["phrase"],
            Self::Senses => &["surface", "reading", "near"],
            _ => &["id", "name"],
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

/// A row with the file that it is from.
struct Line<'f> {
    source: Source<'f>,
    kind: FileKind,
    row: Row<'f>,
}

impl<'f> Line<'f> {
    fn cell(&self, column: &str) -> &'f str {
        self.kind.columns().iter().position(|name| *name == column).map_or("", |at| self.row.cells[at])
    }

    fn date(&self, text: &str) -> Result<Option<PartialDate>> {
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|none: super::date::NoDate| {
            self.source.error(ErrorKind::Date, text, format!("{none}, found `{text}`"))
        })
    }

    /// Since and until when something is so.
    fn dates(&self, since: &str, until: &str) -> Result<(Option<PartialDate>, Option<PartialDate>)> {
        let dates = (self.date(since)?, self.date(until)?);
        if let (Some(start), Some(end)) = dates
            && start.is_after(end)
        {
            return Err(self.source.error(ErrorKind::Date, until, format!("expected an end on or behind {start}, found {end}")));
        }
        Ok(dates)
    }

    fn choice(&self, cell: &'f str, choices: &[&str]) -> Result<Option<Box<str>>> {
        if cell.is_empty() {
            return Ok(None);
        }
        if !choices.contains(&cell) {
            let message = format!("unknown kind `{cell}`, expected one of {}", choices.join(", "));
            return Err(self.source.error(ErrorKind::Unknown, cell, message));
        }
        Ok(Some(cell.into()))
    }
}

pub(super) fn load(files: &[(FileKind, String, Cow<'static, str>)]) -> Result<Inner> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut order: Vec<&(FileKind, String, Cow<'static, str>)> = files.iter().collect();
    order.sort_by_key(|(kind, ..)| *kind);
    for (kind, name, text) in order {
        let source = Source { name, text };
        let rows = source.rows(kind.columns(), kind.required())?;
        source.check_order(&rows, if *kind == FileKind::Senses { 2 } else { 1 })?;
        lines.extend(rows.into_iter().map(|row| Line { source, kind: *kind, row }));
    }
    let mut inner = Inner::default();
    let entities = lines.iter().take_while(|line| line.kind < FileKind::Decoys);
    for (at, line) in entities.enumerate() {
        let number = EntityIx(u32::try_from(at).expect("fewer than four billion entities"));
        inner.by_id.push((line.row.cells[0].into(), number));
    }
    inner.by_id.sort();
    if let Some(pair) = inner.by_id.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        let line = &lines[pair[1].1.at()];
        let message = format!("id `{}` stands in {} already", pair[1].0, lines[pair[0].1.at()].source.name);
        return Err(line.source.error(ErrorKind::Duplicate, line.row.cells[0], message));
    }
    for line in &lines {
        match line.kind {
            FileKind::Decoys => inner.decoys.push(line.row.cells[0].into()),
            FileKind::Senses => {
                let sense = sense(line, &lines, &inner)?;
                inner.senses.push(sense);
            }
            _ => {
                let entity = entity(line, &lines, &inner)?;
                inner.entities.push(entity);
            }
        }
    }
    check_names(&lines, &inner)?;
    Ok(inner)
}

fn find(inner: &Inner, id: &str) -> Option<EntityIx> {
    inner.by_id.binary_search_by(|(other, _)| (**other).cmp(id)).ok().map(|at| inner.by_id[at].1)
}

/// The entity with this id, where it is of one of the kinds.
fn known(line: &Line<'_>, lines: &[Line<'_>], inner: &Inner, id: &str, kinds: &[FileKind]) -> Result<EntityIx> {
    let what = match kinds {
        [FileKind::Countries] => "country",
        [FileKind::Countries, FileKind::Organizations] => "country or organization",
        _ => "entity",
    };
    let unknown = |message| Err(line.source.error(ErrorKind::Unknown, id, message));
    let Some(found) = find(inner, id) else {
        return unknown(format!("unknown {what} `{id}`"));
    };
    let kind = lines[found.at()].kind;
    if !kinds.contains(&kind) {
        return unknown(format!("expected a {what}, found `{id}`, which is {}", article(kind)));
    }
    Ok(found)
}

const ENTITIES: &[FileKind] = &[FileKind::Countries, FileKind::People, FileKind::Organizations, FileKind::Places];

fn entity(line: &Line<'_>, lines: &[Line<'_>], inner: &Inner) -> Result<Entity> {
    let source = line.source;
    let mut forms: Vec<Form> = Vec::with_capacity(8);
    let cells = [
        ("name", MentionForm::Name),
        ("official", MentionForm::Alias),
        ("acronym", MentionForm::Acronym),
        ("aliases", MentionForm::Alias),
        ("demonyms", MentionForm::Demonym),
        ("stand-ins", MentionForm::StandIn),
        ("short", MentionForm::ShortName),
    ];
    for (column, form) in cells {
        for text in source.forms(line.cell(column))? {
            // The same words in two cells are one form: the first.
            if !forms.iter().any(|other| &*other.text == text) {
                forms.push(Form { text: text.into(), form, ambiguous: false });
            }
        }
    }
    let name = line.cell("name");
    if name.is_empty() {
        return Err(source.error(ErrorKind::Syntax, name, "expected a name, found none"));
    }
    let person = line.kind == FileKind::People;
    if person && line.cell("short").is_empty() && let Some((_, last)) = name.rsplit_once(' ') && !forms.iter().any(|form| &*form.text == last) {
        forms.push(Form { text: last.into(), form: MentionForm::ShortName, ambiguous: false });
    }
    for text in source.forms(line.cell("ambiguous"))? {
        let Some(form) = forms.iter_mut().find(|form| &*form.text == text) else {
            return Err(source.error(ErrorKind::Unknown, text, format!("expected forms of this line in `ambiguous`, found `{text}`")));
        };
        form.ambiguous = true;
    }
    let ids = |cell| -> Result<Vec<EntityIx>> { source.forms(cell)?.map(|id| known(line, lines, inner, id, &[FileKind::Countries])).collect() };
    let (since, until) = line.dates(line.cell("since"), line.cell("until"))?;
    let gender = match line.cell("gender") {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        "" => None,
        other => return Err(source.error(ErrorKind::Unknown, other, format!("expected f or m, found `{other}`"))),
    };
    Ok(Entity {
        id: line.row.cells[0].into(),
        kind: match line.kind {
            FileKind::Countries => Kind::Country,
            FileKind::People => Kind::Person,
            FileKind::Organizations => Kind::Organization,
            _ => Kind::Place,
        },
        class: line.choice(line.cell("kind"), if line.kind == FileKind::Places { PLACE_KINDS } else { ORGANIZATION_KINDS })?,
        forms,
        countries: ids(line.cell("country"))?,
        members: ids(line.cell("members"))?,
        roles: source.forms(line.cell("roles"))?.map(|role| read_role(line, lines, inner, role)).collect::<Result<_>>()?,
        gender,
        since,
        until,
    })
}

/// `RUS president 2012-05-07..`
fn read_role(line: &Line<'_>, lines: &[Line<'_>], inner: &Inner, role: &str) -> Result<Role> {
    let wrong = || line.source.error(ErrorKind::Syntax, role, format!("expected a role as `ENTITY office since..until`, found `{role}`"));
    let (body, rest) = role.split_once(' ').ok_or_else(wrong)?;
    let (office, dates) = rest.rsplit_once(' ').ok_or_else(wrong)?;
    let (since, until) = dates.split_once("..").ok_or_else(wrong)?;
    let entity = known(line, lines, inner, body, &[FileKind::Countries, FileKind::Organizations])?;
    let (since, until) = line.dates(since, until)?;
    Ok(Role { entity, office: office.into(), since, until })
}

fn sense(line: &Line<'_>, lines: &[Line<'_>], inner: &Inner) -> Result<Sense> {
    let reading = line.cell("reading");
    Ok(Sense {
        surface: line.row.cells[0].into(),
        reading: if reading == "-" { None } else { Some(known(line, lines, inner, reading, ENTITIES)?) },
        near: line.source.forms(line.cell("near"))?.map(Into::into).collect(),
    })
}

/// A name that two entities share must be marked as ambiguous in both; a capital may stand in for its country.
fn check_names(lines: &[Line<'_>], inner: &Inner) -> Result<()> {
    let mut owners: KeyMap<(u32, u32)> = KeyMap::default();
    owners.reserve(inner.entities.len() * 5);
    for (at, entity) in inner.entities.iter().enumerate() {
        for (nth, form) in entity.forms.iter().enumerate() {
            if form.form == MentionForm::ShortName {
                continue;
            }
            let key = text::key(&form.text);
            let Some(&(other, other_nth)) = owners.get(&key) else {
                owners.insert(key, (at as u32, nth as u32));
                continue;
            };
            let other = &inner.entities[other as usize];
            let twin = &other.forms[other_nth as usize];
            let stand_in = |a: &Form, b: &Entity| a.form == MentionForm::StandIn && b.kind == Kind::Place;
            if std::ptr::eq(other, entity) || twin.text != form.text || twin.ambiguous && form.ambiguous || stand_in(twin, entity) || stand_in(form, other) {
                continue;
            }
            let line = &lines[at];
            let text = line.row.cells.iter().find_map(|cell| cell.split('|').find(|part| *part == &*form.text)).unwrap_or(line.row.cells[0]);
            let unmarked = if twin.ambiguous { entity } else { other };
            let message = format!("`{}` names `{}` and `{}`: expected it in `ambiguous` of `{}`", form.text, other.id, entity.id, unmarked.id);
            return Err(line.source.error(ErrorKind::Duplicate, text, message));
        }
    }
    Ok(())
}
