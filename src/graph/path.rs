use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::{iter, mem};

use super::node::Node;
use super::view::{View, ViewEdge};

/// Who is near whom. Relations lead both ways here.
impl View<'_> {
    /// The entities that at most `depth` relations lead to from one of these, each with their number: nearest first, then
    /// by id. They are looked for as the iterator goes.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// use geopol::{Extractor, KnowledgeGraph};
    ///
    /// let text = "Russia attacked Ukraine. Ukraine met with Poland. Poland met with Germany.";
    /// let mut graph = KnowledgeGraph::new();
    /// graph.add("1", &Extractor::bundled().extract(text));
    /// let view = graph.view();
    /// let near: Vec<_> = view.neighbourhood(["RUS"], 2).map(|(entity, steps)| (entity.id(), steps)).collect();
    /// assert_eq!(near, [("RUS", 0), ("UKR", 1), ("POL", 2)]);
    /// # }
    /// ```
    pub fn neighbourhood<S: AsRef<str>>(
        &self,
        ids: impl IntoIterator<Item = S>,
        depth: usize,
    ) -> impl Iterator<Item = (&Node, usize)> {
        let nodes = ids.into_iter().filter_map(|id| self.graph().entity(id.as_ref()));
        let mut seen: BTreeSet<&str> = nodes.map(Node::id).collect();
        let mut level = seen.clone().into_iter();
        let mut next = BTreeSet::new();
        let mut steps = 0;
        iter::from_fn(move || {
            let id = match level.next() {
                Some(id) => id,
                None => {
                    level = mem::take(&mut next).into_iter();
                    steps += 1;
                    level.next()?
                }
            };
            if steps < depth {
                for edge in self.relations_of(id) {
                    let other = edge.other(id);
                    if seen.insert(other) {
                        next.insert(other);
                    }
                }
            }
            Some((self.graph().entity(id)?, steps))
        })
    }

    /// A shortest way from one entity to another over relations in view, in order; none, if none leads there. Of several, the
    /// one that comes first by ids.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// use geopol::{Extractor, KnowledgeGraph};
    ///
    /// let text = "Russia attacked Ukraine. Ukraine met with Poland. Poland met with Germany.";
    /// let mut graph = KnowledgeGraph::new();
    /// graph.add("1", &Extractor::bundled().extract(text));
    /// let view = graph.view();
    /// let way = view.path("DEU", "UKR").expect("over Poland");
    /// let ends: Vec<_> = way.iter().map(|relation| (relation.source(), relation.target())).collect();
    /// assert_eq!(ends, [("DEU", "POL"), ("POL", "UKR")]);
    /// # }
    /// ```
    pub fn path(&self, from: &str, to: &str) -> Option<Vec<ViewEdge<'_>>> {
        let (from, to) = (self.graph().entity(from)?.id(), self.graph().entity(to)?.id());
        let mut came_by: BTreeMap<&str, ViewEdge<'_>> = BTreeMap::new();
        let mut queue = VecDeque::from([from]);
        while let Some(id) = queue.pop_front().filter(|_| from != to && !came_by.contains_key(to)) {
            for edge in self.relations_of(id) {
                let other = edge.other(id);
                if other != from && !came_by.contains_key(other) {
                    came_by.insert(other, edge);
                    queue.push_back(other);
                }
            }
        }
        let mut way = Vec::new();
        let mut here = to;
        while here != from {
            let edge = *came_by.get(here)?;
            here = edge.other(here);
            way.push(edge);
        }
        way.reverse();
        Some(way)
    }
}
