//! Takes: a graph, or a view of one.
//! Gives: it written in a format that other programs read: streamed, escaped, sorted, the same bytes every time.
//! Must not know: how the graph came about.

mod actor;
mod dot;
mod escape;
mod event;
mod line;
mod mermaid;
mod node_link;

pub use dot::{Direction, Dot, Negated};
pub use event::{Event, events};
pub use mermaid::Mermaid;
pub use node_link::NodeLink;
