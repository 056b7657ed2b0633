//! What a scenario's results are when every uncertain input is drawn from its range, ten thousand times.
//!
//! `draws` comes first, `outlook` sums draws up, and `draw_job` cuts the work into pieces.

pub mod draw_job;
pub mod draws;
pub mod outlook;
