//! The position of everything in a figure, in CSS pixels, computed before anything is drawn.
//!
//! `geometry`, `text` and `view` come first, then `words`, `clip` and `shape`; `picture` holds what `margin_labels`
//! and `plot_labels` fill in, and `arrange` calls all of them.

mod arrange;
pub(crate) mod clip;
pub mod geometry;
pub(crate) mod margin_labels;
pub mod picture;
pub(crate) mod plot_labels;
pub(crate) mod shape;
pub(crate) mod text;
pub mod view;
pub(crate) mod words;
