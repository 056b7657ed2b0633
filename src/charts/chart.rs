//! One file for each chart, from results to a figure or a drawing, and all of them by name.
//!
//! How a number of a unit is written on an axis is in `profit`, which most of the others read; `cost` is drawn as
//! `frontier` is. `sweep` is lines or a `heat_map`. `registry` reads from all but `quantile_dots` and
//! these two.

#[cfg(not(target_arch = "wasm32"))]
pub mod accuracy;
pub mod agents;
pub mod backtest;
pub mod change;
pub mod context;
pub mod cost;
pub mod flow;
pub mod frontier;
pub mod heat_map;
pub mod hours;
pub mod market;
pub mod prices;
pub mod profit;
pub mod quantile_dots;
pub mod registry;
pub mod shocks;
pub mod sweep;
pub mod tiers;
pub mod tornado;
pub mod waterfall;
