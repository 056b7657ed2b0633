//! How a figure looks: its colours, and what draws it on a canvas or as SVG.
//!
//! `theme` comes first; `paint` draws any figure on any backend of plotters, `svg` makes a document of that. `pen` and `row_chart`
//! write the drawings that are no charts of two axes.

pub mod paint;
pub(crate) mod pen;
pub(crate) mod row_chart;
pub mod svg;
pub mod theme;
