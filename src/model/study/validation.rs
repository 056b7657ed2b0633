//! What is computed against what was published: runs with their throughput, and other results as cases.
//!
//! `published` and `runs` come first, then `comparison`, `random_effects` and `calibrate`; `cases` stands by itself.

#[cfg(not(target_arch = "wasm32"))]
pub mod calibrate;
#[cfg(not(target_arch = "wasm32"))]
pub mod cases;
#[cfg(not(target_arch = "wasm32"))]
pub mod comparison;
pub mod published;
#[cfg(not(target_arch = "wasm32"))]
pub mod random_effects;
#[cfg(not(target_arch = "wasm32"))]
pub mod runs;
