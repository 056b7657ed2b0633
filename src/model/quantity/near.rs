//! For tests: numbers that agree except for rounding or an imprecise source.

/// Whether a value differs from the expected one by at most a share of it.
pub fn is_near(value: f64, expected: f64, share: f64) -> bool {
    (value - expected).abs() <= share * expected.abs()
}

/// Panics if a value differs from the expected one by more than a share of it.
///
/// # Panics
/// As stated.
#[track_caller]
pub fn near(value: f64, expected: f64, share: f64) {
    assert!(is_near(value, expected, share), "{value} for {expected}");
}
