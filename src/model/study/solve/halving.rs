//! The place between two stops of a lever where something changes, by halving.

use crate::scenario::Scale;

/// Number of halvings after which a place does not become more precise.
const MOST_HALVINGS: usize = 100;

/// The indices of neighbouring stops between which a number passes through zero; zero itself counts as above. Values
/// that are not finite are skipped.
pub(in crate::study) fn passes(values: &[f64]) -> impl Iterator<Item = usize> + '_ {
    let passes = |of: &[f64]| of.iter().all(|value| value.is_finite()) && (of[0] < 0.0) != (of[1] < 0.0);
    values.windows(2).enumerate().filter(move |(_, of)| passes(of)).map(|(place, _)| place)
}

/// The two sides of the place from which on a condition holds that does not hold at the lower end and holds at the
/// upper. They differ by no more than a part `fine` of the upper one, or by as little as numbers can. On a logarithmic
/// track the interval is halved by ratio.
pub(in crate::study) fn halve(
    [mut low, mut high]: [f64; 2],
    scale: &Scale,
    fine: f64,
    holds: impl Fn(f64) -> bool,
) -> [f64; 2] {
    for _ in 0..MOST_HALVINGS {
        if high - low <= fine * high.abs() {
            break;
        }
        let by_ratio = *scale == Scale::Log && low > 0.0;
        let middle = if by_ratio { libm::sqrt(low * high) } else { low + (high - low) / 2.0 };
        if middle <= low || middle >= high {
            break;
        }
        if holds(middle) { high = middle } else { low = middle }
    }
    [low, high]
}

/// A number rounded to `digits` significant digits, upwards or downwards.
pub(in crate::study) fn rounded(value: f64, digits: i32, up: bool) -> f64 {
    if value == 0.0 {
        return value;
    }
    let size = libm::floor(libm::log10(value.abs()));
    #[allow(clippy::cast_possible_truncation, reason = "numbers of levers have some twelve digits")]
    let decimals = digits - 1 - size as i32;
    let scale = libm::pow(10.0, f64::from(decimals.abs()));
    let counted = if decimals < 0 { value / scale } else { value * scale };
    let whole = if up { libm::ceil(counted) } else { libm::floor(counted) };
    if decimals < 0 { whole * scale } else { whole / scale }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_cut_to_the_side_that_is_asked_for() {
        let cases = [
            (123_456_789.0, true, 123_457_000.0),
            (123_456_789.0, false, 123_456_000.0),
            (0.012_345_678, true, 0.012_345_7),
            (0.012_345_678, false, 0.012_345_6),
            (5.0, true, 5.0),
            (0.0, true, 0.0),
        ];
        for (value, up, expected) in cases {
            assert!((rounded(value, 6, up) - expected).abs() <= 1e-12 * value.abs(), "{value}");
        }
    }

    #[test]
    fn a_number_passes_zero_where_its_sign_turns() {
        let values = [-1.0, -2.0, 0.0, 3.0, -1.0, f64::NAN, 1.0];
        assert_eq!(passes(&values).collect::<Vec<_>>(), [1, 3]);
    }

    proptest! {
        #[test]
        fn the_place_lies_between_the_sides(from in 0.1..10.0, span in 1.01..1e6, at in 0.0..1.0) {
            let to = from * span;
            let place = from + at * (to - from);
            for scale in [Scale::Log, Scale::Linear { step: 1.0 }] {
                let [low, high] = halve([from, to], &scale, 1e-14, |x| x >= place);
                prop_assert!(low <= place && place <= high && high - low <= 1e-12 * high, "{low} {place} {high}");
            }
        }
    }
}
