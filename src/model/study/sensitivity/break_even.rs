//! Where profit crosses zero between two stops of a lever.

use crate::scenario::Scale;

/// A crossing is found to this part of its value, or of the way between two stops.
const FINE: f64 = 1e-9;

/// Halvings after which a crossing is as fine as it will be.
const MOST_HALVINGS: usize = 60;

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
    let is_log = match scale {
        Scale::Log => true,
        Scale::Linear { .. } => false,
        Scale::Choice(_) | Scale::Switch => return Vec::new(),
    };
    let profits: Vec<f64> = profits.collect();
    let mut found = Vec::new();
    for (ends, of) in stops.windows(2).zip(profits.windows(2)) {
        let is_known = of[0].is_finite() && of[1].is_finite();
        if is_known && (of[0] < 0.0) != (of[1] < 0.0) {
            found.push(between([ends[0], ends[1]], of[1] >= 0.0, is_log, &profit));
        }
    }
    found
}

/// The crossing between two values, by halving: the value on the paying side, written short where a short one
/// pays, too. Where profit jumps over zero, it is the place of the jump.
fn between([from, to]: [f64; 2], pays_above: bool, is_log: bool, profit: &impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (from, to);
    for _ in 0..MOST_HALVINGS {
        if high - low <= FINE * high.abs() {
            break;
        }
        let middle = if is_log && low > 0.0 { libm::sqrt(low * high) } else { low + (high - low) / 2.0 };
        if (profit(middle) >= 0.0) == pays_above { high = middle } else { low = middle }
    }
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
