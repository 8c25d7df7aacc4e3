//! Who holds an office on the day of the text: "the French president".

use std::collections::BTreeMap;

use crate::gazetteer::{EntityIx, Gazetteer, PartialDate, Role};
use crate::text;

/// Finds holders of offices, each asked for once.
pub(super) struct Holders<'a> {
    gazetteer: &'a Gazetteer,
    today: Option<PartialDate>,
    known: BTreeMap<(EntityIx, Vec<u64>), Option<EntityIx>>,
}

impl<'a> Holders<'a> {
    pub(super) fn new(gazetteer: &'a Gazetteer, today: Option<PartialDate>) -> Self {
        Self { gazetteer, today, known: BTreeMap::new() }
    }

    /// The one who holds the office of these words in a country; none without a date, or where several do or nobody is known.
    pub(super) fn of(&mut self, country: EntityIx, office: &[u64]) -> Option<EntityIx> {
        let today = self.today?;
        let gazetteer = self.gazetteer;
        *self.known.entry((country, office.to_vec())).or_insert_with(|| {
            let mut latest: Option<(PartialDate, EntityIx)> = None;
            for person in gazetteer.holders().of(country) {
                let held = gazetteer.entity(person).roles().filter(|role| {
                    role.body() == country
                        && role.is_held_at(today)
                        && role.office().split([' ', '-']).map(text::key).eq(office.iter().copied())
                });
                // On the day of a change, the one who comes; two since the same day hold it together.
                for since in held.filter_map(Role::since) {
                    match latest {
                        Some((before, other)) if before == since && other != person => return None,
                        Some((before, _)) if before >= since => {}
                        _ => latest = Some((since, person)),
                    }
                }
            }
            latest.map(|(_, person)| person)
        })
    }
}
