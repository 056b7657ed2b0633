//! A formula checked for units.

use super::unit::{Dimension, Unit};
use super::{Num, Quantity};
use std::ops::{Add, Div, Mul, Sub};

/// Read with `Check`, a formula proves that its units agree. It panics at the first term that does not fit; it is used
/// in tests, never on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Check(pub Dimension);

const BARE: Check = Check([0; 6]);

impl Check {
    fn same(self, other: Self) -> Self {
        assert_eq!(self, other, "terms of unlike units");
        self
    }
    fn bare(self) -> Self {
        assert_eq!(self, BARE, "a number without unit is wanted");
        self
    }
    fn zip(self, other: Self, join: impl Fn(i8, i8) -> i8) -> Self {
        Self(std::array::from_fn(|i| join(self.0[i], other.0[i])))
    }
}

impl From<f64> for Check {
    fn from(_: f64) -> Self {
        BARE
    }
}

impl Add for Check {
    type Output = Self;
    fn add(self, right: Self) -> Self {
        self.same(right)
    }
}

impl Sub for Check {
    type Output = Self;
    fn sub(self, right: Self) -> Self {
        self.same(right)
    }
}

impl Mul for Check {
    type Output = Self;
    fn mul(self, right: Self) -> Self {
        self.zip(right, |a, b| a + b)
    }
}

impl Div for Check {
    type Output = Self;
    fn div(self, right: Self) -> Self {
        self.zip(right, |a, b| a - b)
    }
}

impl Num for Check {
    fn min(self, other: Self) -> Self {
        self.same(other)
    }
    fn max(self, other: Self) -> Self {
        self.same(other)
    }
    fn pow(self, exponent: Self) -> Self {
        exponent.bare();
        self.bare()
    }
    fn floor(self) -> Self {
        self.bare()
    }
    fn choose(self, yes: Self, no: Self) -> Self {
        yes.same(no)
    }
    fn soft_max(self, other: Self, p: Self) -> Self {
        p.bare();
        self.same(other)
    }
    fn of(self, unit: Unit) -> Self {
        assert!(unit.is_base(), "a count is of a base unit, not of {}", unit.symbol);
        self.bare();
        Self(unit.dimension)
    }
    fn count(self, unit: Unit) -> Self {
        assert!(unit.is_base(), "a count is of a base unit, not of {}", unit.symbol);
        self.same(Self(unit.dimension));
        BARE
    }
    fn named(self, stage: &'static str, about: &'static Quantity) -> Self {
        assert_eq!(
            self.0, about.unit.dimension,
            "{stage}.{} is declared in {:?} and computed otherwise",
            about.id, about.unit.symbol
        );
        self
    }
}
