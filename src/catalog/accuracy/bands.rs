//! Errors of the shipped constants over runs outside the fit. Written by `make bands`.

use super::Errors;

/// When they were computed.
pub const DATE: &str = "2026-11-24";

/// All runs.
pub const WHOLE: Errors = Errors {
    runs: 717,
    median: 0.1049,
    within_25: 0.8131,
    within_50: 0.9623,
    bias: 1.0246,
    low: 0.6905,
    high: 1.312,
};

/// Runs of dense models.
pub(super) const DENSE: Errors = Errors {
    runs: 347,
    median: 0.0926,
    within_25: 0.8732,
    within_50: 0.9885,
    bias: 1.0216,
    low: 0.751,
    high: 1.3128,
};

/// Runs of models with experts.
pub(super) const EXPERTS: Errors = Errors {
    runs: 356,
    median: 0.1233,
    within_25: 0.7556,
    within_50: 0.9354,
    bias: 1.0279,
    low: 0.6608,
    high: 1.2935,
};

/// Runs of models with sparse attention.
pub(super) const SPARSE: Errors = Errors {
    runs: 14,
    median: 0.1741,
    within_25: 0.7857,
    within_50: 1.0,
    bias: 1.0069,
    low: 0.7741,
    high: 1.3335,
};
