/// How often each of a few values was given; the least value speaks for all, so that their order does not matter.
///
/// Two gazetteers or two phrasebooks can call one entity or relation by two names. There is hardly ever more than one value,
/// so that the least stands in place and only the others, sorted, elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Tally<T> {
    first: Option<(T, usize)>,
    others: Vec<(T, usize)>,
}

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self { first: None, others: Vec::new() }
    }
}

impl<T: Ord + Clone> Tally<T> {
    pub(super) fn add(&mut self, value: &T) {
        match &mut self.first {
            None => self.first = Some((value.clone(), 1)),
            Some((first, count)) if first == value => *count += 1,
            Some((first, _)) if *value < *first => {
                let before = self.first.replace((value.clone(), 1));
                self.others.splice(0..0, before);
            }
            Some(_) => match self.others.binary_search_by(|(known, _)| known.cmp(value)) {
                Ok(place) => self.others[place].1 += 1,
                Err(place) => self.others.insert(place, (value.clone(), 1)),
            },
        }
    }

    pub(super) fn remove(&mut self, value: &T) {
        match &mut self.first {
            Some((first, count)) if first == value => {
                *count -= 1;
                if *count == 0 {
                    self.first = (!self.others.is_empty()).then(|| self.others.remove(0));
                }
            }
            _ => {
                if let Ok(place) = self.others.binary_search_by(|(known, _)| known.cmp(value)) {
                    self.others[place].1 -= 1;
                    if self.others[place].1 == 0 {
                        self.others.remove(place);
                    }
                }
            }
        }
    }

    /// The least value.
    pub(super) fn first(&self) -> Option<&T> {
        self.first.as_ref().map(|(value, _)| value)
    }

    /// The value that was added most often, of several the least.
    pub(super) fn commonest(&self) -> Option<&T> {
        self.others.iter().rev().chain(&self.first).max_by_key(|(_, count)| *count).map(|(value, _)| value)
    }

    /// All values, sorted.
    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.first.iter().chain(&self.others).map(|(value, _)| value)
    }

    /// How many were added and not removed.
    pub(super) fn total(&self) -> usize {
        self.first.iter().chain(&self.others).map(|(_, count)| count).sum()
    }
}
