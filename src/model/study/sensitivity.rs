//! How a scenario's results respond when one thing changes: a lever, an input over its range, a shock.
//!
//! Each module uses `evaluate`; `curve` also uses `break_even`, and `response` uses `slope`.

mod break_even;
pub mod curve;
pub mod growth;
pub mod response;
pub mod shock_effect;
pub mod slope;
pub mod swing;
