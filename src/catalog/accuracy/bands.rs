//! Errors of the shipped constants over runs outside the fit. Written by `make bands`.

use super::Errors;

/// When they were computed.
pub const DATE: &str = "2026-11-24";

/// All runs.
pub const WHOLE: Errors = Errors {
    runs: 717,
    median: 0.1123,
    within_25: 0.7824,
    within_50: 0.9372,
    bias: 0.9906,
    low: 0.6551,
    high: 1.4045,
};

/// Runs of dense models.
pub(super) const DENSE: Errors = Errors {
    runs: 347,
    median: 0.0742,
    within_25: 0.902,
    within_50: 0.9539,
    bias: 0.989,
    low: 0.7393,
    high: 1.2345,
};

/// Runs of models with experts.
pub(super) const EXPERTS: Errors = Errors {
    runs: 356,
    median: 0.1773,
    within_25: 0.6826,
    within_50: 0.9382,
    bias: 0.9887,
    low: 0.6369,
    high: 1.4653,
};

/// Runs of models with sparse attention.
pub(super) const SPARSE: Errors = Errors {
    runs: 14,
    median: 0.4532,
    within_25: 0.3571,
    within_50: 0.5,
    bias: 1.4532,
    low: 0.5596,
    high: 0.9287,
};
