//! Token Factory: the token economy as a factory that can be run.
//!
//! Dependence goes one way:
//! `quantity <- catalog, factory <- scenario <- study <- sheet, figure <- markup <- app (browser), story, site`.
//!
//! - [`quantity`]: what a number is, and a formula read as number, text, proof of units or slope.
//! - [`catalog`]: what is known of the world, each value with its source.
//! - [`factory`]: the formulas, memory to market.
//! - [`scenario`]: what a reader can choose, and the link that stores it.
//! - [`study`]: asking the factory: published runs, the search for layouts, curves over a lever.
//! - [`sheet`]: every number of a scenario with value, formula and source.
//! - [`figure`]: charts as values, drawn on any backend.
//! - [`markup`]: HTML of what the page holds, the same when the site is built and when the page runs.
//! - [`api`]: the model for programs of others.
//! - `story`: ten chapters in words, with claims and sources, written when the site is built.
//! - [`format`]: numbers as text, as speech, and as people type them.
//!
//! Invariants, each held by a test:
//! 1. Nothing outside `app`, `worker`, `api::script` and the binaries knows that a browser exists.
//! 2. `factory` does no I/O and cannot fail; what is not computable is a number that is not finite, and the
//!    sheet has its reason.
//! 3. A number reaches the reader with a name, a unit, and a formula or a source.
//! 4. Base units inside, display units at the edge.
//! 5. A figure is a value: canvas, SVG, table and sentence come from the same marks.
//! 6. The link is the only stored form of a scenario; old links stay readable.

pub mod api;
pub mod catalog;
pub mod factory;
pub mod figure;
pub mod finding;
pub mod format;
pub mod markup;
pub mod quantity;
pub mod scenario;
pub mod sheet;
pub mod study;

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(not(target_arch = "wasm32"))]
pub mod serve;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;
#[cfg(not(target_arch = "wasm32"))]
pub mod story;
#[cfg(target_arch = "wasm32")]
pub mod worker;
