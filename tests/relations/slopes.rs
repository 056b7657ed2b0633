//! Each operation of a formula has the slope of its numeric values.

use crate::CASES;
use crate::strategy::{config, same};
use model::quantity::unit::ONE;
use model::quantity::{Dual, Num};
use proptest::prelude::*;

/// A number with its own slope.
fn dual() -> impl Strategy<Value = Dual> {
    (0.1..10.0_f64, -3.0..3.0_f64).prop_map(|(value, slope)| Dual { value, slope })
}

/// The value of `dual` after a small step along its slope.
fn after(dual: Dual, step: f64) -> f64 {
    dual.value + step * dual.slope
}

/// Whether a result has the numeric value, and the slope of the difference between two small steps.
fn agrees(read: Dual, at: impl Fn(f64) -> f64) -> bool {
    let step = 1e-6;
    let difference = (at(step) - at(-step)) / (2.0 * step);
    same(read.value, at(0.0), 0.0)
        && (read.slope - difference).abs() <= 1e-6 * (1.0 + difference.abs() + read.value.abs())
}

proptest! {
    #![proptest_config(config(CASES))]

    /// Sums, differences, products and quotients.
    #[test]
    fn arithmetic_has_the_slope_of_its_numbers(a in dual(), b in dual()) {
        prop_assert!(agrees(a + b, |h| after(a, h) + after(b, h)));
        prop_assert!(agrees(a - b, |h| after(a, h) - after(b, h)));
        prop_assert!(agrees(a * b, |h| after(a, h) * after(b, h)));
        prop_assert!(agrees(a / b, |h| after(a, h) / after(b, h)));
    }

    /// The smaller and the larger of two, away from where they are equal.
    #[test]
    fn the_larger_has_its_own_slope(a in dual(), b in dual()) {
        prop_assume!((a.value - b.value).abs() > 1e-3);
        prop_assert!(agrees(Num::min(a, b), |h| Num::min(after(a, h), after(b, h))));
        prop_assert!(agrees(Num::max(a, b), |h| Num::max(after(a, h), after(b, h))));
    }

    /// For two equal numbers the first is chosen, for both minimum and maximum.
    #[test]
    fn of_two_equal_the_first_is_meant(a in dual(), slope in 4.0..5.0_f64) {
        let b = Dual { value: a.value, slope };
        prop_assert_eq!((Num::min(a, b), Num::max(a, b)), (a, a));
        prop_assert_eq!((Num::min(b, a), Num::max(b, a)), (b, b));
    }

    /// Powers, with a slope in the base, in the exponent, in both or in neither.
    #[test]
    fn powers_have_the_slope_of_their_numbers(a in dual(), b in dual(), base: bool, exponent: bool) {
        let a = if base { a } else { Dual::from(a.value) };
        let b = if exponent { b } else { Dual::from(b.value) };
        let (a, b) = (a, b * Dual::from(0.3));
        prop_assert!(agrees(a.pow(b), |h| after(a, h).pow(after(b, h))));
    }

    /// Zero to any power stays zero, without an infinite slope.
    #[test]
    fn powers_of_nothing_are_flat(exponent in dual()) {
        let nothing = Dual::from(0.0).pow(exponent + Dual::from(1.0));
        prop_assert_eq!(nothing, Dual::from(0.0));
        let square = Dual { value: 0.0, slope: 1.0 }.pow(Dual::from(2.0));
        prop_assert_eq!(square, Dual::from(0.0));
        let constant = Dual::from(0.0).pow(Dual::from(0.5));
        prop_assert_eq!(constant, Dual::from(0.0));
    }

    /// Rounded corners, at any sharpness.
    #[test]
    fn soft_maxima_have_the_slope_of_their_numbers(a in dual(), b in dual(), p in 1.0..8.0_f64, cubic: bool) {
        let p = if cubic { 3.0 } else { p };
        let read = a.soft_max(b, Dual::from(p));
        prop_assert!(agrees(read, |h| after(a, h).soft_max(after(b, h), p)));
    }

    /// A rounded maximum is a norm: for two equal numbers it is that number times the root of two, above both and
    /// below their sum, and equal to the sum at the lowest sharpness; of zeros it is zero.
    #[test]
    fn soft_maxima_are_norms(a in 0.1..10.0_f64, b in 0.1..10.0_f64, p in 1.0..8.0_f64, cubic: bool) {
        let p = if cubic { 3.0 } else { p };
        prop_assert!(same(a.soft_max(a, p), a * 2.0_f64.pow(1.0 / p), 0.0));
        prop_assert!(same(a.soft_max(b, p).pow(p), a.pow(p) + b.pow(p), 0.0));
        prop_assert!(same(a.soft_max(b, 1.0), a + b, 0.0) && same(a.soft_max(b, p), b.soft_max(a, p), 0.0));
        prop_assert!(same(a.soft_max(0.0, p), a, 0.0) && same(0.0.soft_max(b, p), b, 0.0));
        prop_assert_eq!(0.0.soft_max(0.0, p).to_bits(), 0.0_f64.to_bits());
        let flat = Dual::from(0.0).soft_max(Dual { value: 0.0, slope: b }, Dual::from(p));
        prop_assert_eq!(flat, Dual { value: 0.0, slope: b });
    }

    /// Switches select one side with its slope; rounding down is flat; units change nothing.
    #[test]
    fn switches_and_steps_have_their_slopes(a in dual(), b in dual(), k in 1.0..9.0_f64) {
        prop_assert_eq!(Dual::from(0.0).choose(a, b), b);
        prop_assert_eq!(Dual { value: k, slope: 1.0 }.choose(a, b), a);
        prop_assert_eq!((0.0.choose(a.value, b.value), k.choose(a.value, b.value)), (b.value, a.value));
        let whole = Num::floor(a);
        prop_assert!(whole.value <= a.value && whole.value > a.value - 1.0);
        prop_assert_eq!(whole, Dual::from(Num::floor(whole.value)));
        prop_assert_eq!((a.of(ONE), a.count(ONE)), (a, a));
        prop_assert_eq!((a.value.of(ONE), a.value.count(ONE)), (a.value, a.value));
        prop_assert!(same(Num::min(a.value, b.value) + Num::max(a.value, b.value), a.value + b.value, 0.0));
        prop_assert!(Num::min(a.value, b.value) <= Num::max(a.value, b.value));
    }
}
