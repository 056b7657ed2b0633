//! Numbers in words and figures: as shown, as spoken, as typed.
//!
//! [`digits`] writes a number for the eye, [`speech`] for the ear, [`entry`] reads what a reader types. All three
//! take and give base units, and a [`Unit`](crate::quantity::Unit) that says how the number is shown.

pub mod cells;
pub mod difference;
pub mod digits;
pub mod entry;
pub mod speech;

pub(crate) mod figures;
mod style;
