//! For tests: numbers that agree, but for rounding or what a source leaves open.

/// Panics where a value lies further from the expected one than a share of it.
#[track_caller]
pub(crate) fn near(value: f64, expected: f64, share: f64) {
    assert!((value / expected - 1.0).abs() <= share, "{value} for {expected}");
}
