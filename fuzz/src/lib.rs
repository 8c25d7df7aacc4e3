//! The targets, which the crate's own tests replay.

#[path = "../../tests/replay/targets.rs"]
pub mod targets;
