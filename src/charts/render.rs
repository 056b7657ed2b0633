//! The appearance of a figure: its colours, and the code that draws it on a canvas or as SVG.
//!
//! `theme` comes first, then `pen`, which writes every SVG element. `paint` draws charts with two axes on any
//! plotters backend, `backend` is the one that writes with the pen, and `svg` turns the result into documents;
//! `row_chart` uses the pen alone. `vega_lite` exports a chart to be drawn by another program, and `drawing_file` makes files of
//! a drawing without two axes.

pub(crate) mod backend;
pub mod drawing_file;
pub mod paint;
pub(crate) mod pen;
pub(crate) mod row_chart;
pub mod svg;
pub mod theme;
pub mod vega_lite;
