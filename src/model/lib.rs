//! The model of the token economy: a catalog of published figures, the formulas of the factory, and studies that evaluate them.
//!
//! Dependencies go one way: `quantity, factory, catalog, format, scenario, study, sheet`.

pub mod catalog;
pub mod factory;
pub mod format;
pub mod quantity;
pub mod scenario;
pub mod sheet;
pub mod study;
