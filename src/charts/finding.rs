//! What results mean, in sentences.
//!
//! `results` describes what a scenario and its charts show, `chances` what the draws show; `live` looks up a sentence
//! by name.

pub mod chances;
mod live;
mod results;

pub use live::live;
pub use results::{of_cost, of_frontier, of_market, of_swings, over, sentence};
