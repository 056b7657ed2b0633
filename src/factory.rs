//! The factory: `memory -> step -> serving -> site -> cost -> demand -> profit -> market`.
//!
//! Formulas alone. No I/O, no clock, no randomness, no failure: a strange scenario gives numbers that are not
//! finite, and [`sheet`](crate::sheet) says why.

pub mod memory;
pub mod serving;
pub mod step;

pub use memory::{Accelerator, Calibration, Format, Layout, Llm, Memory, Weights, Workload};
