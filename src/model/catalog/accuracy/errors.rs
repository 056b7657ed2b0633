//! The errors of a group of predictions.

/// Predicted against measured throughput over a group of runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Errors {
    /// Number of runs.
    pub runs: usize,
    /// Median absolute error, as a share of the measured throughput.
    pub median: f64,
    /// Share of runs with an error of at most a quarter.
    pub within_25: f64,
    /// Share of runs with an error of at most a half.
    pub within_50: f64,
    /// Median of predicted against measured: above 1 where predictions are too high.
    pub bias: f64,
    /// 5th percentile of measured against predicted.
    pub low: f64,
    /// 95th percentile of measured against predicted.
    pub high: f64,
}
