//! Numbers by keys, several a key.

use crate::grammar::KeyMap;

#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// Which group is a key's.
    places: KeyMap<u32>,
    /// Where each group begins among the numbers, and behind the last, where it ends.
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Groups {
    /// The numbers of a key in the order of the pairs.
    pub(super) fn of(pairs: &[(u64, u32)]) -> Self {
        let mut groups = Self { places: KeyMap::default(), starts: vec![0], numbers: vec![0; pairs.len()] };
        let of_pairs: Vec<usize> = pairs.iter().map(|&(key, _)| groups.count(key)).collect();
        let mut end = 0;
        for start in &mut groups.starts {
            (*start, end) = (end, end + *start);
        }
        // As each group is filled its start becomes its end, which is where the next one begins.
        for (&(_, number), &group) in pairs.iter().zip(&of_pairs) {
            let place = &mut groups.starts[group];
            groups.numbers[*place as usize] = number;
            *place += 1;
        }
        groups.starts.rotate_right(1);
        if let Some(first) = groups.starts.first_mut() {
            *first = 0;
        }
        groups
    }

    /// Counts one more of a key, and gives its group.
    fn count(&mut self, key: u64) -> usize {
        let next = number(self.places.len());
        let group = *self.places.entry(key).or_insert(next);
        if group == next {
            self.starts.push(0);
        }
        self.starts[group as usize] += 1;
        group as usize
    }

    /// The numbers of a key.
    #[inline]
    pub(crate) fn get(&self, key: u64) -> &[u32] {
        let Some(&group) = self.places.get(&key) else { return &[] };
        let [start, end] = [group, group + 1].map(|at| self.starts[at as usize] as usize);
        &self.numbers[start..end]
    }

    /// The numbers of each key, the keys in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &[u32])> {
        let mut keys: Vec<u64> = self.places.keys().copied().collect();
        keys.sort_unstable();
        keys.into_iter().map(|key| (key, self.get(key)))
    }
}

/// A count as it is kept.
pub(super) fn number(len: usize) -> u32 {
    u32::try_from(len).expect("fewer than four billion words of patterns")
}
