//! What a chart draws.

use crate::ui::state::Derived;
use charts::Figure;
use std::sync::Arc;

/// What has to be loaded before the canvas can replace a prerendered chart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// The draws of the worker.
    Draws,
    /// The published runs.
    Runs,
}

/// What a chart draws, and the text next to it.
#[derive(Clone, Copy)]
pub struct ChartSpec {
    /// Its name: `profit`.
    pub name: &'static str,
    /// What is drawn.
    pub figure: Derived<Arc<Figure>>,
    /// What it shows that is loaded later.
    pub needs: Needs,
    /// The reason shown where the chart has no dots; `None` for a chart that never has any.
    pub why_no_dots: Option<Derived<String>>,
}
