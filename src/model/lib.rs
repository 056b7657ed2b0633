//! The token economy as a factory that can be run: what is known of the world, the formulas, and what can be asked of them.
//!
//! Dependence goes one way: `quantity, factory, catalog, format, scenario, study, sheet`.

pub mod catalog;
pub mod factory;
pub mod format;
pub mod quantity;
pub mod scenario;
pub mod sheet;
pub mod study;
