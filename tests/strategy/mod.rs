//! The inputs of the property tests: scenarios anywhere on the tracks of the levers.

use model::scenario::{Lever, Scale, Scenario, link};
use proptest::prelude::*;

/// Runs `cases` cases of each property, or as many as the variable `PROPTEST_CASES` says.
///
/// A property with a condition skips the draws that do not meet it. It fails if more than nine draws are skipped for
/// each that counts, so that no property is vacuous.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(cases);
    ProptestConfig {
        cases,
        max_global_rejects: 9 * cases.max(25),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A lever at any position of its track; choices and switches at any entry.
pub(crate) fn place(lever: &'static Lever) -> BoxedStrategy<f64> {
    let unit = lever.about.unit;
    let stops = lever.stops();
    match lever.scale {
        Scale::Log => (lever.min.ln()..=lever.max.ln()).prop_map(move |x| unit.base(x.exp())).boxed(),
        Scale::Linear { .. } => (lever.min..=lever.max).prop_map(move |x| unit.base(x)).boxed(),
        _ => prop::sample::select(stops).boxed(),
    }
}

/// A scenario with up to five levers moved anywhere.
pub(crate) fn scenario() -> impl Strategy<Value = Scenario> {
    let levers = link::levers();
    prop::collection::vec(
        prop::sample::select(levers).prop_flat_map(|lever| (Just(lever), place(lever))),
        0..6,
    )
    .prop_map(|moves| moves.into_iter().fold(Scenario::baseline(), |s, (lever, x)| s.with(lever, x)))
}

/// Two positions on one track, the lower first.
pub(crate) fn two(lever: &'static Lever) -> impl Strategy<Value = (f64, f64)> {
    (place(lever), place(lever)).prop_map(|(a, b)| if a <= b { (a, b) } else { (b, a) })
}

/// Equal up to rounding, which is relative to `scale` if the numbers are small differences of large ones.
pub(crate) fn same(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-9 * scale.abs().max(a.abs()).max(b.abs())
}

/// Not larger, up to rounding.
pub(crate) fn at_most(a: f64, b: f64) -> bool {
    a <= b || same(a, b, 0.0)
}
