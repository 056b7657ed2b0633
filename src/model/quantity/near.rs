//! For tests: numbers that agree except for rounding or an imprecise source.

/// Whether two numbers differ by at most a share of the larger one.
pub fn is_near(one: f64, other: f64, share: f64) -> bool {
    (one - other).abs() <= share * one.abs().max(other.abs())
}

/// Panics if two numbers differ by more than a share of the larger one.
///
/// # Panics
/// As stated.
#[track_caller]
pub fn near(value: f64, expected: f64, share: f64) {
    assert!(is_near(value, expected, share), "{value} for {expected}");
}
