//! What results mean, in sentences.
//!
//! `results` says what a scenario and its charts show, `chances` what the draws say; `live` finds a sentence by its name.

pub mod chances;
mod live;
mod results;

pub use live::live;
pub use results::{of_cost, of_frontier, of_market, of_swings, over, sentence};
