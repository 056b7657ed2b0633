//! What a formula needs of the type it is read with.

use super::{Quantity, Unit};
use std::ops::{Add, Div, Mul, Sub};

/// A type that a formula can be read with.
///
/// There is no comparison and no `if`: a formula has one shape for every scenario, so that it can be written
/// down, checked for units and differentiated. Choices go through [`min`](Num::min), [`max`](Num::max),
/// [`choose`](Num::choose) and [`floor`](Num::floor).
pub trait Num:
    Copy + From<f64> + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    /// The smaller of the two.
    fn min(self, other: Self) -> Self;
    /// The larger of the two.
    fn max(self, other: Self) -> Self;
    /// This number, without unit, to a power without unit.
    fn pow(self, exponent: Self) -> Self;
    /// The largest whole number that is not above this one.
    fn floor(self) -> Self;
    /// For a switch: `no` if it is 0, `yes` at any other value.
    fn choose(self, yes: Self, no: Self) -> Self;
    /// A maximum with a rounded corner: the norm `(a^p + b^p)^(1/p)` of two numbers that are not negative.
    /// At `p = 1` it is their sum; the larger `p`, the closer to the larger of the two.
    fn soft_max(self, other: Self, p: Self) -> Self;
    /// The mean of what is served over the hours of a week, as a share of capacity. The number itself is the mean
    /// demand as a share of capacity, and the argument gives the demand in each hour of a working day and of a weekend
    /// day relative to the mean. No hour serves more than the whole capacity.
    fn over_week(self, [workday, weekend]: &[[Self; 24]; 2]) -> Self {
        let day = |hours: &[Self; 24]| {
            let served = hours.iter().map(|&hour| (self * hour).min(Self::from(1.0)));
            served.reduce(|sum, hour| sum + hour).unwrap_or(self) / Self::from(24.0)
        };
        (Self::from(5.0) * day(workday) + Self::from(2.0) * day(weekend)) / Self::from(7.0)
    }
    /// A bare count as a count of `unit`, whose scale must be 1.
    fn of(self, unit: Unit) -> Self;
    /// A number in `unit`, whose scale must be 1, as a bare count.
    fn count(self, unit: Unit) -> Self;
    /// Called with the stage and the identity of each computed quantity; a plain number ignores both.
    #[inline(always)]
    fn named(self, _stage: &'static str, _about: &'static Quantity) -> Self {
        self
    }
}

/// An exponent as an integer, if it is whole and small.
#[allow(clippy::cast_possible_truncation, reason = "what is cut off shows in the comparison")]
#[allow(clippy::float_cmp, reason = "a whole number is exactly one")]
fn whole(exponent: f64) -> Option<i32> {
    let times = exponent as i32;
    (times.unsigned_abs() <= 32 && f64::from(times) == exponent).then_some(times)
}

/// A number to an integer power, by repeated squaring; a negative power gives the reciprocal.
fn multiplied(base: f64, times: i32) -> f64 {
    let (mut product, mut square, mut left) = (1.0, base, times.unsigned_abs());
    while left > 0 {
        if left % 2 == 1 {
            product *= square;
        }
        square *= square;
        left /= 2;
    }
    if times < 0 { 1.0 / product } else { product }
}

/// Read with `f64`, a formula computes. Whole powers are multiplied out and others go through `libm`, so that every
/// platform gives the same bits.
impl Num for f64 {
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        if self < other { other } else { self }
    }
    fn pow(self, exponent: Self) -> Self {
        // Years, drafted tokens and the like are whole: multiplying is five times as fast as logarithms.
        match whole(exponent) {
            Some(times) => multiplied(self, times),
            None => libm::pow(self, exponent),
        }
    }
    #[inline(always)]
    fn floor(self) -> Self {
        libm::floor(self)
    }
    #[inline(always)]
    fn choose(self, yes: Self, no: Self) -> Self {
        if self == 0.0 { no } else { yes }
    }
    #[allow(clippy::float_cmp, reason = "exactly the cubic norm has the short way")]
    #[inline]
    fn soft_max(self, other: Self, p: Self) -> Self {
        let (large, small) = if self < other { (other, self) } else { (self, other) };
        if large == 0.0 {
            return 0.0;
        }
        let ratio = small / large;
        // The calibrated norm is the cubic one, and a cube root costs a fifth of a power.
        if p == 3.0 {
            large * libm::cbrt(1.0 + ratio * ratio * ratio)
        } else {
            large * libm::pow(1.0 + libm::pow(ratio, p), 1.0 / p)
        }
    }
    #[inline(always)]
    fn of(self, _unit: Unit) -> Self {
        self
    }
    #[inline(always)]
    fn count(self, _unit: Unit) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whole_powers_are_powers(base in -50.0..50.0_f64, times in -40..40_i32) {
            let (power, known) = (base.pow(f64::from(times)), libm::pow(base, f64::from(times)));
            let is_same = power.to_bits() == known.to_bits();
            prop_assert!(is_same || ((power - known) / known).abs() < 1e-14, "{power} {known}");
        }
    }

    #[test]
    fn powers_at_the_edges_are_those_of_the_standard() {
        for base in [0.0, -0.0, 1.0, -1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            for exponent in
                [0.0, -0.0, 1.0, -1.0, 2.0, -3.0, f64::NAN, f64::INFINITY, 0.5, 33.0, 1e300, -1e300]
            {
                let (power, known) = (base.pow(exponent), libm::pow(base, exponent));
                assert!(
                    power.to_bits() == known.to_bits() || power.is_nan() && known.is_nan(),
                    "{base} {exponent}"
                );
            }
        }
    }
}
