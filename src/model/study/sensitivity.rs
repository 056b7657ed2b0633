//! What a scenario's results do when one thing changes: a lever, an input over its range, a shock.
//!
//! Each file asks `evaluate`; `curve` reads `break_even`, and `response` reads `slope`.

mod break_even;
pub mod curve;
pub mod growth;
pub mod response;
pub mod shock_effect;
pub mod slope;
pub mod swing;
