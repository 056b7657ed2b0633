//! Where profit crosses zero between two stops of a lever.

use crate::scenario::Scale;
use crate::study::solve::halving::{halve, passes, rounded};

/// Precision of a crossing, as a share of its value or of the distance between two stops.
const FINE: f64 = 1e-9;

/// Significant digits to which a crossing is given, on the profitable side.
const DIGITS: i32 = 6;

/// The values at which profit turns from loss to gain or back, in the order of the stops, from the profit at each.
/// There are none for choices: a list has nothing between its entries.
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

/// The crossing between two values, by halving: the value on the profitable side, rounded if the rounded value is
/// profitable, too. If profit jumps over zero, it is the place of the jump.
fn between([from, to]: [f64; 2], pays_above: bool, scale: &Scale, profit: &impl Fn(f64) -> f64) -> f64 {
    let [low, high] = halve([from, to], scale, FINE, |x| (profit(x) >= 0.0) == pays_above);
    let paying = if pays_above { high } else { low };
    let short = rounded(paying, DIGITS, pays_above);
    if (from..=to).contains(&short) && profit(short) >= 0.0 { short } else { paying }
}
