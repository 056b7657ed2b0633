//! Errors of the shipped constants over runs outside the fit. Written by `make bands`.

use super::Errors;

/// When they were computed.
pub const DATE: &str = "2026-11-28";

/// All runs.
pub const WHOLE: Errors = Errors {
    runs: 728,
    median: 0.1081,
    within_25: 0.7981,
    within_50: 0.9657,
    bias: 1.035,
    low: 0.683,
    high: 1.2902,
};

/// Runs of dense models.
pub(super) const DENSE: Errors = Errors {
    runs: 347,
    median: 0.0932,
    within_25: 0.8732,
    within_50: 0.9885,
    bias: 1.024,
    low: 0.7419,
    high: 1.3048,
};

/// Runs of models with experts.
pub(super) const EXPERTS: Errors = Errors {
    runs: 356,
    median: 0.1316,
    within_25: 0.7331,
    within_50: 0.9466,
    bias: 1.039,
    low: 0.6606,
    high: 1.2823,
};

/// Runs of models with sparse attention.
pub(super) const SPARSE: Errors = Errors {
    runs: 25,
    median: 0.1452,
    within_25: 0.68,
    within_50: 0.92,
    bias: 1.1452,
    low: 0.6532,
    high: 1.0639,
};
