//! How a figure looks: its colours, and what draws it on a canvas or as SVG.
//!
//! `theme` comes first, then `pen`, which writes every element of SVG. `paint` draws charts of two axes on any backend of
//! plotters, `backend` is the one that writes with the pen, and `svg` makes documents of them; `row_chart` is drawn with the
//! pen alone. `vega_lite` has a chart drawn by another program.

pub(crate) mod backend;
pub mod paint;
pub(crate) mod pen;
pub(crate) mod row_chart;
pub mod svg;
pub mod theme;
pub mod vega_lite;
