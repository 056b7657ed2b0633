//! For tests: numbers that agree except for rounding or an imprecise source.

/// Panics if a value differs from the expected one by more than a share of it.
#[track_caller]
pub(crate) fn near(value: f64, expected: f64, share: f64) {
    assert!((value / expected - 1.0).abs() <= share, "{value} for {expected}");
}
