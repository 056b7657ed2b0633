//! What a figure is: a title, a finding, two axes, the elements drawn between them, and the same as a table and in
//! sentences.
//!
//! This module knows nothing about factories or about how a figure is drawn. `scale` and `role` come first, then
//! `axis` and `mark`, then `figure`; `table`, `csv` and `describe` read figures. `rows` is for drawings without two axes.

pub mod axis;
mod csv;
mod describe;
pub mod figure;
pub mod mark;
pub mod role;
pub mod rows;
#[cfg(test)]
pub(crate) mod sample;
pub mod scale;
pub mod table;
