//! Where profit crosses zero between two stops of a lever.

use crate::scenario::Scale;
use crate::study::solve::halving::{halve, passes};

/// A crossing is found to this part of its value, or of the way between two stops.
const FINE: f64 = 1e-9;

/// Significant digits to which a crossing is given, on the side that pays.
const DIGITS: i32 = 6;

/// The values at which profit turns from loss to gain or back, in the order of the stops, from the profit at each.
/// Along choices there is none: a list has no place between its entries.
pub(super) fn crossings(
    scale: &Scale,
    stops: &[f64],
    profits: impl Iterator<Item = f64>,
    profit: impl Fn(f64) -> f64,
) -> Vec<f64> {
    if matches!(scale, Scale::Choice(_) | Scale::Switch) {
        return Vec::new();
    }
    let profits: Vec<f64> = profits.collect();
    passes(&profits)
        .map(|place| between([stops[place], stops[place + 1]], profits[place + 1] >= 0.0, scale, &profit))
        .collect()
}

/// The crossing between two values, by halving: the value on the paying side, written short where a short one
/// pays, too. Where profit jumps over zero, it is the place of the jump.
fn between([from, to]: [f64; 2], pays_above: bool, scale: &Scale, profit: &impl Fn(f64) -> f64) -> f64 {
    let [low, high] = halve([from, to], scale, FINE, |x| (profit(x) >= 0.0) == pays_above);
    let paying = if pays_above { high } else { low };
    let short = rounded(paying, pays_above);
    if (from..=to).contains(&short) && profit(short) >= 0.0 { short } else { paying }
}

/// A number cut to [`DIGITS`] significant digits, upwards or downwards.
fn rounded(value: f64, up: bool) -> f64 {
    if value == 0.0 {
        return value;
    }
    let size = libm::floor(libm::log10(value.abs()));
    #[allow(clippy::cast_possible_truncation, reason = "numbers of levers have some twelve digits")]
    let decimals = DIGITS - 1 - size as i32;
    let scale = libm::pow(10.0, f64::from(decimals.abs()));
    let counted = if decimals < 0 { value / scale } else { value * scale };
    let whole = if up { libm::ceil(counted) } else { libm::floor(counted) };
    if decimals < 0 { whole * scale } else { whole / scale }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert!((rounded(value, up) - expected).abs() <= 1e-12 * value.abs(), "{value}");
        }
    }
}
