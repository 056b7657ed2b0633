//! Errors of the shipped constants over runs outside the fit. Written by `make bands`.

use super::Errors;

/// When they were computed.
pub const DATE: &str = "2026-11-25";

/// All runs.
pub const WHOLE: Errors = Errors {
    runs: 717,
    median: 0.109,
    within_25: 0.7992,
    within_50: 0.9651,
    bias: 1.0292,
    low: 0.687,
    high: 1.3056,
};

/// Runs of dense models.
pub(super) const DENSE: Errors = Errors {
    runs: 347,
    median: 0.0939,
    within_25: 0.8703,
    within_50: 0.9885,
    bias: 1.0241,
    low: 0.7475,
    high: 1.3097,
};

/// Runs of models with experts.
pub(super) const EXPERTS: Errors = Errors {
    runs: 356,
    median: 0.1327,
    within_25: 0.7331,
    within_50: 0.941,
    bias: 1.0326,
    low: 0.6599,
    high: 1.2926,
};

/// Runs of models with sparse attention.
pub(super) const SPARSE: Errors = Errors {
    runs: 14,
    median: 0.1706,
    within_25: 0.7143,
    within_50: 1.0,
    bias: 1.1541,
    low: 0.7564,
    high: 1.1701,
};
