//! Which names two entities may share.

use std::collections::hash_map::Entry;

use super::entity::{Stored as Entity, StoredForm as Form};
use super::load::entity_row;
use super::table::Column::Id;
use super::table::Table;
use super::{EntityIx, Kind, MentionForm};
use crate::error::{ErrorKind, Result};
use crate::grammar::KeyMap;
use crate::text;

/// A name that two entities share must be marked as ambiguous in both; a capital may stand in for its country. Where one is
/// bundled and the other the caller's, the bundled one is marked.
pub(super) fn check(tables: &[Table<'_>], entities: &mut [Entity]) -> Result<()> {
    let mut owners: KeyMap<(u32, u32)> = KeyMap::default();
    owners.reserve(entities.len() * 2);
    let mut unmarked: Vec<(u32, u32)> = Vec::new();
    for (at, entity) in entities.iter().enumerate() {
        for (nth, form) in entity.forms.iter().enumerate() {
            if form.form == MentionForm::ShortName {
                continue;
            }
            let own = (at as u32, nth as u32);
            let key = text::key(&form.text);
            let (twin_of, twin_at) = match owners.entry(key) {
                Entry::Occupied(owner) => *owner.get(),
                Entry::Vacant(free) => {
                    free.insert(own);
                    continue;
                }
            };
            let other = &entities[twin_of as usize];
            let twin = &other.forms[twin_at as usize];
            let stand_in = |a: &Form, b: &Entity| a.form == MentionForm::StandIn && b.kind == Kind::Place;
            if twin_of == own.0
                || twin.text != form.text
                || twin.ambiguous && form.ambiguous
                || stand_in(twin, entity)
                || stand_in(form, other)
            {
                continue;
            }
            let row = entity_row(tables, EntityIx(own.0));
            match (entity_row(tables, EntityIx(twin_of)).table.bundled, row.table.bundled) {
                (true, false) => {
                    unmarked.push((twin_of, twin_at));
                    owners.insert(key, own);
                }
                (false, true) => unmarked.push(own),
                _ => {
                    let text = row.cells().find_map(|cell| cell.split('|').find(|part| *part == form.text));
                    let (first, second) = (&other.id, &entity.id);
                    let missing = if twin.ambiguous { second } else { first };
                    let message = format!(
                        "`{}` names `{first}` and `{second}`: expected it in `ambiguous` of `{missing}`",
                        form.text
                    );
                    return Err(row.table.source.error(ErrorKind::Duplicate, text.unwrap_or(row.cell(Id)), message));
                }
            }
        }
    }
    for (entity, form) in unmarked {
        entities[entity as usize].forms[form as usize].ambiguous = true;
    }
    Ok(())
}
