//! Errors of the shipped constants over runs outside the fit. Written by `make bands`.

use super::Errors;

/// When they were computed.
pub const DATE: &str = "2026-11-25";

/// All runs.
pub const WHOLE: Errors = Errors {
    runs: 717,
    median: 0.105,
    within_25: 0.8089,
    within_50: 0.9651,
    bias: 1.0249,
    low: 0.6932,
    high: 1.3053,
};

/// Runs of dense models.
pub(super) const DENSE: Errors = Errors {
    runs: 347,
    median: 0.0944,
    within_25: 0.8703,
    within_50: 0.9885,
    bias: 1.0238,
    low: 0.7472,
    high: 1.3095,
};

/// Runs of models with experts.
pub(super) const EXPERTS: Errors = Errors {
    runs: 356,
    median: 0.1254,
    within_25: 0.7528,
    within_50: 0.941,
    bias: 1.0275,
    low: 0.6592,
    high: 1.2913,
};

/// Runs of models with sparse attention.
pub(super) const SPARSE: Errors = Errors {
    runs: 14,
    median: 0.1475,
    within_25: 0.7143,
    within_50: 1.0,
    bias: 1.0666,
    low: 0.7563,
    high: 1.2151,
};
