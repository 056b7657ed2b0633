//! Scenarios as tables: columns of levers in, columns of numbers out, a row for each scenario.
//!
//! Tables are those of Apache Arrow, so that any software that reads and writes Arrow can use the model. A row has the
//! numbers of the scenario that its values make, to the bit: nothing depends on the other rows, their order, or the
//! number of threads. The crate only runs natively; no program of the page depends on it.
//!
//! | module | what it does |
//! | --- | --- |
//! | [`evaluate`] | extends a table of scenarios by columns of numbers |
//! | [`levers`] | turns columns of values into scenarios |
//! | [`numbers`] | numbers of the sheet as columns |
//! | [`grid`] | a sweep: a TOML file, and the scenarios that it describes |
//! | `columns`, `error` | the other columns; why a table cannot be evaluated |
//! | `file` | the numbers of a whole grid as a Parquet file, with the feature `parquet` |

mod columns;
mod error;
pub mod evaluate;
#[cfg(feature = "parquet")]
pub mod file;
pub mod grid;
pub mod levers;
pub mod numbers;

pub use columns::{REASON, SCENARIO};
pub use error::TableError;
pub use evaluate::Evaluator;
pub use grid::Grid;
