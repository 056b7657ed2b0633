//! Errors of the shipped constants over runs outside the fit. Written by `make bands`.

use super::Errors;

/// When they were computed.
pub const DATE: &str = "2026-11-28";

/// All runs.
pub const WHOLE: Errors = Errors {
    runs: 723,
    median: 0.1067,
    within_25: 0.8036,
    within_50: 0.9654,
    bias: 1.0307,
    low: 0.6836,
    high: 1.2902,
};

/// Runs of dense models.
pub(super) const DENSE: Errors = Errors {
    runs: 347,
    median: 0.0936,
    within_25: 0.8732,
    within_50: 0.9885,
    bias: 1.024,
    low: 0.742,
    high: 1.3031,
};

/// Runs of models with experts.
pub(super) const EXPERTS: Errors = Errors {
    runs: 356,
    median: 0.1298,
    within_25: 0.7331,
    within_50: 0.9466,
    bias: 1.0387,
    low: 0.662,
    high: 1.2807,
};

/// Runs of models with sparse attention.
pub(super) const SPARSE: Errors = Errors {
    runs: 20,
    median: 0.1076,
    within_25: 0.85,
    within_50: 0.9,
    bias: 1.1076,
    low: 0.637,
    high: 1.0732,
};
