//! Computed results compared with published ones: runs with their throughput, and other results as cases.
//!
//! A module uses only those before it: `published, runs, compare, random_effects, errors, calibrate`; `cases` is
//! independent.

#[cfg(not(target_arch = "wasm32"))]
pub mod calibrate;
#[cfg(not(target_arch = "wasm32"))]
pub mod cases;
#[cfg(not(target_arch = "wasm32"))]
pub mod errors;
#[cfg(not(target_arch = "wasm32"))]
pub mod predicted;
pub mod published;
#[cfg(not(target_arch = "wasm32"))]
pub mod random_effects;
#[cfg(not(target_arch = "wasm32"))]
pub mod runs;
