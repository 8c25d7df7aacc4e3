/// How often each of a few values was given; the least value speaks for all, so that their order does not matter.
///
/// Two gazetteers or two phrasebooks can call one entity or relation by two names. A sorted vector, because there is hardly ever
/// more than one value.
#[derive(Debug, Clone)]
pub(super) struct Tally<T> {
    counts: Vec<(T, usize)>,
}

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self { counts: Vec::new() }
    }
}

impl<T: Ord + Clone> Tally<T> {
    pub(super) fn add(&mut self, value: &T) {
        match self.counts.binary_search_by(|(known, _)| known.cmp(value)) {
            Ok(place) => self.counts[place].1 += 1,
            Err(place) => self.counts.insert(place, (value.clone(), 1)),
        }
    }

    pub(super) fn remove(&mut self, value: &T) {
        if let Ok(place) = self.counts.binary_search_by(|(known, _)| known.cmp(value)) {
            self.counts[place].1 -= 1;
            if self.counts[place].1 == 0 {
                self.counts.remove(place);
            }
        }
    }

    /// The least value.
    pub(super) fn first(&self) -> Option<&T> {
        self.counts.first().map(|(value, _)| value)
    }

    /// The value that was added most often, of several the least.
    pub(super) fn commonest(&self) -> Option<&T> {
        self.counts.iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
    }

    /// All values, sorted.
    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.counts.iter().map(|(value, _)| value)
    }

    /// How many were added and not removed.
    pub(super) fn total(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}
