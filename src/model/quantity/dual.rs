//! A formula with its slope.

use super::{Num, Unit};
use std::ops::{Add, Div, Mul, Sub};

/// Read with `Dual`, a formula gives its value and its slope against whatever was seeded with slope 1
/// (forward-mode automatic differentiation; Griewank and Walther, "Evaluating Derivatives", 2008, ch. 3).
///
/// At a corner (`min`, `max`, `choose`) it is the slope of the side the value is on; `floor` is flat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dual {
    /// The number.
    pub value: f64,
    /// Its change for a unit change of the seeded input.
    pub slope: f64,
}

impl From<f64> for Dual {
    fn from(value: f64) -> Self {
        Self { value, slope: 0.0 }
    }
}

impl Add for Dual {
    type Output = Self;
    fn add(self, right: Self) -> Self {
        Self { value: self.value + right.value, slope: self.slope + right.slope }
    }
}

impl Sub for Dual {
    type Output = Self;
    fn sub(self, right: Self) -> Self {
        Self { value: self.value - right.value, slope: self.slope - right.slope }
    }
}

impl Mul for Dual {
    type Output = Self;
    fn mul(self, right: Self) -> Self {
        Self { value: self.value * right.value, slope: self.slope * right.value + self.value * right.slope }
    }
}

impl Div for Dual {
    type Output = Self;
    fn div(self, right: Self) -> Self {
        let value = self.value / right.value;
        Self { value, slope: (self.slope - value * right.slope) / right.value }
    }
}

impl Num for Dual {
    fn min(self, other: Self) -> Self {
        if other.value < self.value { other } else { self }
    }
    fn max(self, other: Self) -> Self {
        if self.value < other.value { other } else { self }
    }
    fn pow(self, exponent: Self) -> Self {
        let value = self.value.pow(exponent.value);
        // Terms whose factor is zero are left out, so that a power of zero has no infinite logarithm in it.
        let by_base = if self.slope == 0.0 {
            0.0
        } else {
            exponent.value * self.value.pow(exponent.value - 1.0) * self.slope
        };
        let by_exponent = if exponent.slope == 0.0 || value == 0.0 {
            0.0
        } else {
            value * libm::log(self.value) * exponent.slope
        };
        Self { value, slope: by_base + by_exponent }
    }
    fn floor(self) -> Self {
        Self::from(Num::floor(self.value))
    }
    fn choose(self, yes: Self, no: Self) -> Self {
        if self.value == 0.0 { no } else { yes }
    }
    fn soft_max(self, other: Self, p: Self) -> Self {
        let value = self.value.soft_max(other.value, p.value);
        if value == 0.0 {
            return Self { value, slope: self.slope.max(other.slope) };
        }
        // d/da (a^p + b^p)^(1/p) = (a / norm)^(p - 1); the sharpness itself is a constant of the calibration.
        let share = |part: f64| (part / value).pow(p.value - 1.0);
        Self { value, slope: share(self.value) * self.slope + share(other.value) * other.slope }
    }
    fn of(self, _unit: Unit) -> Self {
        self
    }
    fn count(self, _unit: Unit) -> Self {
        self
    }
}
