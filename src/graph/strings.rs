use std::collections::HashSet;
use std::sync::Arc;

use super::evidence::RelationName;

/// Each distinct string once: ids, names and codes come back in every document. And so do the names of relation types.
#[derive(Debug, Clone, Default)]
pub(super) struct Strings {
    // Never walked, so that their random order shows nowhere.
    strings: HashSet<Arc<str>>,
    relations: HashSet<Arc<RelationName>>,
}

impl Strings {
    /// The one shared copy of a string.
    pub(super) fn share(&mut self, string: &str) -> Arc<str> {
        if let Some(known) = self.strings.get(string) {
            return known.clone();
        }
        let shared: Arc<str> = string.into();
        self.strings.insert(shared.clone());
        shared
    }

    /// The one shared copy of what a relation type is called.
    pub(super) fn share_name(&mut self, name: RelationName) -> Arc<RelationName> {
        if let Some(known) = self.relations.get(&name) {
            return known.clone();
        }
        let shared = Arc::new(name);
        self.relations.insert(shared.clone());
        shared
    }
}
