//! Studies that evaluate the factory many times: for a published run, for the best layout, over the range of a lever.
//!
//! A module uses only modules listed before it: `quantile, search, predict, evaluate, solve, reach, remedy, sweep,
//! compare, sensitivity, monte_carlo, validation`.

pub mod compare;
pub mod evaluate;
pub mod monte_carlo;
pub mod predict;
mod quantile;
pub mod reach;
pub mod remedy;
pub mod search;
pub mod sensitivity;
pub mod solve;
pub mod sweep;
pub mod validation;
