//! Laws do not depend on the units in which they are written.

use crate::strategy::{config, same, scenario};
use crate::{CASES, laid};
use model::factory::{Deployment, Factory, Inputs};
use model::quantity::{Dual, Quantity};
use model::study::evaluate::evaluate;
use model::study::search::{Search, deploy};
use proptest::prelude::*;

/// Indices of the units in a dimension.
const DOLLAR: usize = 0;
const SECOND: usize = 2;
const JOULE: usize = 3;
const BYTE: usize = 4;

/// `unit` to the power with which it occurs in the dimension of the quantity.
fn factor(about: &Quantity, axis: usize, unit: f64) -> f64 {
    let power = about.unit.dimension[axis];
    let one = if power < 0 { 1.0 / unit } else { unit };
    (0..power.unsigned_abs()).fold(1.0, |product, _| product * one)
}

fn rescaled(inputs: Inputs<f64>, axis: usize, unit: f64) -> Inputs<f64> {
    inputs.map(|_, about, x| x * factor(about, axis, unit))
}

/// Names of the numbers that do not convert to the same numbers in the other unit. A unit that is a power of two
/// changes no digit of a number, so equal numbers have equal bits.
fn changed(inputs: Inputs<f64>, axis: usize, unit: f64) -> Vec<String> {
    let (one, other) = (Factory::new(inputs), Factory::new(rescaled(inputs, axis, unit)));
    let mut expected = Vec::new();
    one.each(|stage, about, x| expected.push((stage, about.id, x * factor(about, axis, unit))));
    let mut expected = expected.into_iter();
    let mut changed = Vec::new();
    other.each(|stage, about, &x| {
        let wanted = expected.next().expect("as many numbers").2;
        if x.to_bits() != wanted.to_bits() && !(x.is_nan() && wanted.is_nan()) {
            changed.push(format!("{stage}.{}: {x} and not {wanted}", about.id));
        }
    });
    changed
}

/// Numbers of a factory that are sums of positive terms, with their slopes.
fn sums(factory: &Factory<Dual>) -> Vec<(&'static str, &'static Quantity, Dual)> {
    let mut sums = Vec::new();
    factory.each(|stage, about, &x| {
        let kept = ["cost.", "site.", "prices."].iter().any(|start| format!("{stage}.").starts_with(start));
        let kept = kept || ["time", "step", "call_time", "revenue", "tokens", "spent"].contains(&about.id);
        if kept && x.value.is_finite() {
            sums.push((stage, about, x));
        }
    });
    sums
}

/// Euler's theorem: for a function that is homogeneous of degree n in the numbers with a unit, the sum of its slopes,
/// each times its number, is n times its value.
fn off_by_euler(inputs: Inputs<f64>, axis: usize) -> Vec<String> {
    let seeded =
        inputs.map(|_, about, value| Dual { value, slope: f64::from(about.unit.dimension[axis]) * value });
    let sums = sums(&Factory::new(seeded));
    assert!(sums.len() > 20, "only {} numbers", sums.len());
    sums.into_iter()
        .filter(|(_, about, x)| {
            let wanted = f64::from(about.unit.dimension[axis]) * x.value;
            !same(x.slope, wanted, x.value)
        })
        .map(|(stage, about, x)| format!("{stage}.{}: {x:?}", about.id))
        .collect()
}

fn power_of_two() -> impl Strategy<Value = f64> {
    (-8..=8_i32).prop_map(|n| f64::from(n).exp2())
}

proptest! {
    #![proptest_config(config(CASES))]

    /// Another currency changes no result.
    #[test]
    fn another_dollar_changes_no_number(start in scenario(), unit in power_of_two()) {
        prop_assert_eq!(changed(evaluate(&start).factory.inputs, DOLLAR, unit), Vec::<String>::new());
    }

    /// Physics, costs and market do not depend on the unit of time.
    #[test]
    fn another_second_changes_no_number(start in scenario(), unit in power_of_two()) {
        prop_assert_eq!(changed(evaluate(&start).factory.inputs, SECOND, unit), Vec::<String>::new());
    }

    /// Energy is only added up, never compared with a number.
    #[test]
    fn another_joule_changes_no_number(start in scenario(), unit in power_of_two()) {
        prop_assert_eq!(changed(evaluate(&start).factory.inputs, JOULE, unit), Vec::<String>::new());
    }

    /// Memory is only used as a ratio of bytes to bytes.
    #[test]
    fn another_byte_changes_no_number(start in scenario(), unit in power_of_two()) {
        prop_assert_eq!(changed(evaluate(&start).factory.inputs, BYTE, unit), Vec::<String>::new());
    }

    /// The search finds the same layouts with any unit of time or of bytes.
    #[test]
    fn another_unit_changes_no_layout(inputs in laid(), speed in 1.0..200.0_f64, unit in power_of_two(), bytes: bool) {
        let axis = if bytes { BYTE } else { SECOND };
        let other = rescaled(inputs, axis, unit);
        let pace = if bytes { speed } else { speed / unit };
        // The demand a site was planned for is unknown to the search.
        let laid_out = |found: Search| {
            let plain = |it: Deployment<f64>| Deployment { baseline_calls: 0.0, ..it };
            match found {
                Search::Reached(it) => Search::Reached(plain(it)),
                Search::TooSlow(it, speed) => Search::TooSlow(plain(it), speed),
                Search::DoesNotFit => Search::DoesNotFit,
            }
        };
        let found = laid_out(deploy(&inputs.instance(), &inputs.workload(), speed, f64::INFINITY));
        match (found, laid_out(deploy(&other.instance(), &other.workload(), pace, f64::INFINITY))) {
            (Search::TooSlow(one, a), Search::TooSlow(two, b)) => {
                prop_assert_eq!((one, if bytes { a } else { a / unit }), (two, b));
            }
            (one, two) => prop_assert_eq!(one, two),
        }
    }

    /// Euler's theorem for dollars.
    #[test]
    fn slopes_against_all_money_sum_to_the_money(start in scenario()) {
        prop_assert_eq!(off_by_euler(evaluate(&start).factory.inputs, DOLLAR), Vec::<String>::new());
    }

    /// Euler's theorem for seconds.
    #[test]
    fn slopes_against_all_times_sum_to_the_time(start in scenario()) {
        prop_assert_eq!(off_by_euler(evaluate(&start).factory.inputs, SECOND), Vec::<String>::new());
    }

    /// Euler's theorem for bytes.
    #[test]
    fn slopes_against_all_bytes_sum_to_the_bytes(start in scenario()) {
        prop_assert_eq!(off_by_euler(evaluate(&start).factory.inputs, BYTE), Vec::<String>::new());
    }
}
