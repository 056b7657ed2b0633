//! Asking the factory many times: for a published run, for the best layout, over the range of a lever.

#[cfg(not(target_arch = "wasm32"))]
pub mod accuracy;
pub mod break_even;
#[cfg(not(target_arch = "wasm32"))]
pub mod calibrate;
#[cfg(not(target_arch = "wasm32"))]
pub mod cases;
pub mod curve;
pub mod draw_job;
pub mod draws;
pub mod evaluate;
pub mod generations;
pub mod growth;
#[cfg(not(target_arch = "wasm32"))]
pub mod measured;
pub mod note;
pub mod outlook;
pub mod predict;
pub mod published;
mod quantile;
#[cfg(not(target_arch = "wasm32"))]
pub mod random_effects;
pub mod range;
pub mod response;
pub mod search;
pub mod shocks;
pub mod slope;
pub mod tornado;
