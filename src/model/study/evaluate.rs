//! From a scenario to its numbers: rows of the catalog are looked up, layouts are searched, the factory is evaluated.
//!
//! A module uses only those before it: `inputs, layouts, baseline, note, evaluation, notes, compute, generations`;
//! `range` uses `evaluation`, `number` none of them.

mod baseline;
mod compute;
mod evaluation;
pub mod generations;
mod inputs;
mod layouts;
pub mod note;
mod notes;
pub mod number;
pub mod range;

pub use baseline::{in_the_world, planned, reference, value};
pub use compute::{accelerator_cost_rate, changed, deployments, evaluate, numbers, numbers_of_plan, site};
pub use evaluation::Evaluation;
pub use inputs::BASIS;
pub use layouts::{frontier, of_layout};
