//! Takes: a graph, or a view of one.
//! Gives: it written in a format that other programs read: streamed, escaped, sorted, the same bytes every time.
//! Must not know: how the graph came about.

mod actor;
mod dot;
mod escape;
mod event;
#[cfg(feature = "xml")]
mod gexf;
#[cfg(feature = "xml")]
mod graphml;
mod line;
mod mermaid;
#[cfg(feature = "csv")]
mod neo4j;
mod node_link;
mod page;
#[cfg(feature = "rdf")]
mod rdf;
#[cfg(feature = "xml")]
mod summary;
#[cfg(feature = "xml")]
mod xml;

pub use dot::{Direction, Dot, Negated};
pub use event::{Event, events};
#[cfg(feature = "xml")]
pub use gexf::Gexf;
#[cfg(feature = "xml")]
pub use graphml::GraphMl;
pub use mermaid::Mermaid;
#[cfg(feature = "csv")]
pub use neo4j::Neo4j;
pub use node_link::NodeLink;
pub use page::Page;
#[cfg(feature = "rdf")]
pub use rdf::Rdf;
