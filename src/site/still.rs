//! Charts as pictures that stand in for the canvas until the program runs.

use charts::render::svg::svg_view;
use charts::{Figure, View};

/// Sizes in CSS pixels in which a chart is drawn before any script runs: for phones, and for wide windows. The style
/// sheet uses their proportions for the canvas, too.
pub(super) const STILLS: [(f64, f64); 2] = [(330.0, 272.0), (480.0, 352.0)];

/// A chart as SVG in one size; its legend is next to it in the page.
pub(super) fn still(figure: &Figure, (width, height): (f64, f64)) -> Option<String> {
    let view = View { keys: false, ..View::new(width, height) };
    svg_view(figure, &view).ok()
}
