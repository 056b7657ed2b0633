//! A formula written down.

use super::{Num, Quantity, Unit};
use std::ops::{Add, Div, Mul, Sub};

/// Read with `Expr`, a formula is written down as a tree.
///
/// Nodes are kept for the life of the program: the factory is written down once, a few thousand nodes.
#[derive(Debug, Clone, Copy)]
pub enum Expr {
    /// A number in the text of the formula.
    Literal(f64),
    /// A given quantity, with the name of the record that holds it.
    Input(&'static str, &'static Quantity),
    /// A computed quantity, with its stage and its own formula.
    Named(&'static str, &'static Quantity, &'static Self),
    /// Two terms and the sign between them: `+ - * / ^`.
    Infix(char, &'static [Self; 2]),
    /// A function by name: `min max floor if soft_max over_week`.
    Call(&'static str, &'static [Self]),
}

fn keep<T>(node: T) -> &'static T {
    Box::leak(Box::new(node))
}

impl Expr {
    #[inline(never)]
    fn infix(self, sign: char, right: Self) -> Self {
        Self::Infix(sign, keep([self, right]))
    }
}

impl From<f64> for Expr {
    fn from(value: f64) -> Self {
        Self::Literal(value)
    }
}

impl Add for Expr {
    type Output = Self;
    fn add(self, right: Self) -> Self {
        self.infix('+', right)
    }
}

impl Sub for Expr {
    type Output = Self;
    fn sub(self, right: Self) -> Self {
        self.infix('-', right)
    }
}

impl Mul for Expr {
    type Output = Self;
    fn mul(self, right: Self) -> Self {
        self.infix('*', right)
    }
}

impl Div for Expr {
    type Output = Self;
    fn div(self, right: Self) -> Self {
        self.infix('/', right)
    }
}

impl Num for Expr {
    fn min(self, other: Self) -> Self {
        Self::Call("min", keep([self, other]))
    }
    fn max(self, other: Self) -> Self {
        Self::Call("max", keep([self, other]))
    }
    fn pow(self, exponent: Self) -> Self {
        self.infix('^', exponent)
    }
    fn floor(self) -> Self {
        Self::Call("floor", keep([self]))
    }
    fn choose(self, yes: Self, no: Self) -> Self {
        Self::Call("if", keep([self, yes, no]))
    }
    fn soft_max(self, other: Self, p: Self) -> Self {
        Self::Call("soft_max", keep([self, other, p]))
    }
    fn over_week(self, hours: &[[Self; 24]; 2]) -> Self {
        let mut parts = vec![self];
        parts.extend(hours.as_flattened());
        Self::Call("over_week", Vec::leak(parts))
    }
    fn of(self, _unit: Unit) -> Self {
        self
    }
    fn count(self, _unit: Unit) -> Self {
        self
    }
    fn named(self, stage: &'static str, about: &'static Quantity) -> Self {
        Self::Named(stage, about, keep(self))
    }
}
