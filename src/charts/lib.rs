//! Charts and drawings as values: built from results, laid out, and drawn on a canvas or as SVG.
//!
//! A module uses only modules listed before its own: `finding, spec, layout, render, chart`.

pub mod chart;
pub mod finding;
pub mod layout;
pub mod render;
pub mod spec;

pub use layout::picture::Layout;
pub use layout::view::View;
pub use render::theme::Theme;
pub use spec::figure::Figure;
