//! Where everything of a figure stands, in CSS pixels, worked out before anything is drawn.
//!
//! `geometry`, `text` and `view` come first, then `words`, `clip` and `shape`; `picture` holds what `label` and `place` fill
//! in, and `arrange` calls them all.

mod arrange;
pub(crate) mod clip;
pub mod geometry;
pub(crate) mod label;
pub mod picture;
pub(crate) mod place;
pub(crate) mod shape;
pub(crate) mod text;
pub mod view;
pub(crate) mod words;
