//! Errors of the shipped constants over runs outside the fit. Written by `make bands`.

use super::Errors;

/// When they were computed.
pub const DATE: &str = "2026-11-24";

/// All runs.
pub const WHOLE: Errors = Errors {
    runs: 717,
    median: 0.1149,
    within_25: 0.795,
    within_50: 0.9512,
    bias: 1.0129,
    low: 0.6793,
    high: 1.3956,
};

/// Runs of dense models.
pub(super) const DENSE: Errors = Errors {
    runs: 347,
    median: 0.0689,
    within_25: 0.8818,
    within_50: 0.951,
    bias: 1.0183,
    low: 0.7069,
    high: 1.2014,
};

/// Runs of models with experts.
pub(super) const EXPERTS: Errors = Errors {
    runs: 356,
    median: 0.1631,
    within_25: 0.7247,
    within_50: 0.9579,
    bias: 0.9785,
    low: 0.6821,
    high: 1.4424,
};

/// Runs of models with sparse attention.
pub(super) const SPARSE: Errors = Errors {
    runs: 14,
    median: 0.2994,
    within_25: 0.4286,
    within_50: 0.7857,
    bias: 1.2994,
    low: 0.6118,
    high: 1.0211,
};
