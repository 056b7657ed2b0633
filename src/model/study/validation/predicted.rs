//! Published runs with what the formulas predict for them.

use super::runs::Measured;
use crate::catalog::calibration::Fit;
use crate::study::predict::output_rate;

/// A published run with what is predicted for it.
#[derive(Debug, Clone, Copy)]
pub struct Compared {
    /// What was published.
    pub row: &'static Measured,
    /// Predicted output tokens per second.
    pub predicted: f64,
}

impl Compared {
    /// Predicted against measured.
    pub fn ratio(&self) -> f64 {
        self.predicted / self.row.output_rate
    }
}

/// Predicts runs by the formulas alone, with a set of constants. Every run of the catalog can be predicted, as a test
/// checks; one that could not be would count as predicted to be infinitely slow.
pub fn compare(rows: impl IntoIterator<Item = &'static Measured>, fit: &Fit) -> Vec<Compared> {
    rows.into_iter()
        .map(|row| Compared { row, predicted: output_rate(&row.run, fit).unwrap_or(0.0) })
        .collect()
}
