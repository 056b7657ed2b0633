//! A scenario's results when every uncertain input is drawn from its range, ten thousand times.
//!
//! `draws` makes the draws, `outlook` summarises them, and `draw_job` divides the work into pieces.

pub mod draw_job;
pub mod draws;
pub mod outlook;
