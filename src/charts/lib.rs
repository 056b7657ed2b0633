//! Charts and drawings as values.

pub mod figure;
pub mod finding;
