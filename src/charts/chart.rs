//! One file per chart, from results to a figure or a drawing, and a registry of all of them by name.
//!
//! `profit` decides how numbers with units are written on an axis, and most other charts use it; `cost` is drawn the
//! same way as `frontier`. `sweep` draws lines or a `heat_map`. `registry` uses all files except `quantile_dots` and
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
