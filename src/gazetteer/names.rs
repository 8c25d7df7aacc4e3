//! Which names two entities may share.

use std::collections::hash_map::Entry;

use super::entity::{Entity, Form};
use super::load::entity_row;
use super::record::{Flag, Writer};
use super::table::Column::Id;
use super::table::Table;
use super::{EntityIx, Kind, MentionForm};
use crate::error::{ErrorKind, Result};
use crate::grammar::KeyMap;
use crate::text;

/// A name that two entities share must be marked as ambiguous in both; a capital may stand in for its country. Where one is
/// bundled and the other the caller's, the bundled one is marked.
pub(super) fn check(tables: &[Table<'_>], writer: &mut Writer) -> Result<()> {
    // Whose a name is, and where it stands.
    let mut owners: KeyMap<(u32, u32)> = KeyMap::default();
    let records = writer.records();
    owners.reserve(writer.names);
    let mut unmarked: Vec<u32> = Vec::new();
    for number in 0..records.entities.len() as u32 {
        for at in records.places(EntityIx(number)) {
            let (flag, letters) = records.letters(at);
            if flag.form() == MentionForm::ShortName {
                continue;
            }
            let key = text::key_of(letters);
            let (twin_of, twin_at) = match owners.entry(key) {
                Entry::Occupied(owner) => *owner.get(),
                Entry::Vacant(free) => {
                    free.insert((number, at));
                    continue;
                }
            };
            if twin_of == number || records.letters(twin_at).1 != letters {
                continue;
            }
            let (entity, other) = (records.entity(EntityIx(number)), records.entity(EntityIx(twin_of)));
            let (form, twin) = (records.form(at), records.form(twin_at));
            let stand_in = |a: Form<'_>, b: Entity<'_>| a.form() == MentionForm::StandIn && b.kind() == Kind::Place;
            if twin.is_ambiguous() && form.is_ambiguous() || stand_in(twin, entity) || stand_in(form, other) {
                continue;
            }
            let row = entity_row(tables, EntityIx(number));
            match (entity_row(tables, EntityIx(twin_of)).table.bundled, row.table.bundled) {
                (true, false) => {
                    unmarked.push(twin_at);
                    owners.insert(key, (number, at));
                }
                (false, true) => unmarked.push(at),
                _ => {
                    let text = row.cells().find_map(|cell| cell.split('|').find(|part| *part == form.text()));
                    let (first, second) = (other.id(), entity.id());
                    let missing = if twin.is_ambiguous() { second } else { first };
                    let message = format!(
                        "`{}` names `{first}` and `{second}`: expected it in `ambiguous` of `{missing}`",
                        form.text()
                    );
                    return Err(row.table.source.error(ErrorKind::Duplicate, text.unwrap_or(row.cell(Id)), message));
                }
            }
        }
    }
    for at in unmarked {
        let flag = &mut writer.text[at as usize];
        *flag = Flag::of(*flag).ambiguous().byte();
    }
    Ok(())
}
