use std::collections::HashSet;
use std::sync::Arc;

/// Each distinct string once: ids, names and codes come back in every document.
#[derive(Debug, Clone, Default)]
pub(super) struct Strings {
    // Never walked, so that its random order shows nowhere.
    strings: HashSet<Arc<str>>,
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
}
