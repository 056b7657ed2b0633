//! Where the thumb of a lever can rest.
//!
//! The element on the page counts positions in this list, so that each arrow key lands on a round number. The value of
//! a lever is kept separate from the position: a typed 130,000 stays, and the thumb rests at the nearest stop.

use super::scale::Scale;
use crate::quantity::order::insertion_sort_by_key;

/// The round numbers of a decade, in hundredths.
const ROUND: [f64; 10] = [100.0, 125.0, 150.0, 200.0, 250.0, 300.0, 400.0, 500.0, 600.0, 800.0];

/// Stops this close, relative to their size, count as one.
const SAME: f64 = 1e-9;

/// Decades below the highest value for a logarithmic track without a lowest value above 0.
const DECADES_ABOVE_ZERO: f64 = 6.0;

/// Most decimals that the steps of a linear track may have.
const MOST_DECIMALS: f64 = 9.0;

/// Largest number of even steps on a linear track; one with more has only its ends and marks.
const MOST_STEPS: f64 = 10_000.0;

/// The stops of a lever, in the display unit, ascending, each once.
///
/// A logarithmic track has the round numbers of each decade from `min` to `max`, a linear one even steps from `min`;
/// both have `min`, `max` and those of the `extra` marks that are in between: default, published values, 128,000. A
/// choice has its indices, a switch 0 and 1, whatever the bounds. Every round number and step is the number nearest to
/// its decimal notation. Bounds that are not finite or out of order give no stops.
pub fn stops(scale: &Scale, min: f64, max: f64, extra: &[f64]) -> Vec<f64> {
    let mut found = match scale {
        Scale::Choice(choices) => return (0_u32..).map(f64::from).take(choices.len()).collect(),
        Scale::Switch => return vec![0.0, 1.0],
        _ if !(min.is_finite() && max.is_finite() && min <= max) => return Vec::new(),
        Scale::Log => round_numbers(min, max),
        Scale::Linear { step } => even_steps(min, max, *step),
    };
    let regular = found.len();
    found.extend([min, max]);
    found.extend(extra);
    // Of two that are the same, the bounds win, so that no stop lies outside them; then the round number.
    let rank = |place: usize| match place.checked_sub(regular) {
        Some(0 | 1) => 0,
        None => 1,
        Some(_) => 2,
    };
    let mut ranked: Vec<(f64, u8)> =
        found.iter().enumerate().map(|(place, &stop)| (stop, rank(place))).collect();
    ranked.retain(|&(stop, _)| (min..=max).contains(&stop));
    insertion_sort_by_key(&mut ranked, |stop| stop.0);
    let mut kept: Vec<(f64, u8)> = Vec::with_capacity(ranked.len());
    for next in ranked {
        match kept.last_mut() {
            Some(last) if same(last.0, next.0) => {
                if next.1 < last.1 {
                    *last = next;
                }
            }
            _ => kept.push(next),
        }
    }
    kept.into_iter().map(|(stop, _)| stop).collect()
}

/// The index of the stop nearest to a value: by ratio on a logarithmic track, by difference on others; 0 if there is no
/// stop or the value is not a number. Of two equally near stops, the lower.
pub fn nearest(scale: &Scale, stops: &[f64], value: f64) -> usize {
    let by_ratio = *scale == Scale::Log && value > 0.0 && stops.first().is_some_and(|&lowest| lowest > 0.0);
    let place = |number: f64| if by_ratio { libm::log(number) } else { number };
    let distance = |stop: f64| (place(stop) - place(value)).abs();
    let first_not_below = stops.partition_point(|&stop| stop < value);
    match (first_not_below.checked_sub(1), stops.get(first_not_below)) {
        (None, _) => 0,
        (Some(below), None) => below,
        (Some(below), Some(&above)) => {
            let lower = stops.get(below).copied().unwrap_or(above);
            if distance(above) < distance(lower) { first_not_below } else { below }
        }
    }
}

/// The stop `by` places above (`by` > 0) or below (`by` < 0) a value, at most the last in that direction.
///
/// A value between two stops moves to the next one first. The value itself if `by` is 0, if there are no stops, or if
/// it is not a number.
pub fn neighbour(stops: &[f64], value: f64, by: i32) -> f64 {
    let Some(last) = stops.len().checked_sub(1) else { return value };
    if by == 0 || value.is_nan() {
        return value;
    }
    let steps = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX) - 1;
    let place = if by > 0 {
        stops.partition_point(|&stop| stop < value || same(stop, value)).saturating_add(steps).min(last)
    } else {
        stops
            .partition_point(|&stop| stop < value && !same(stop, value))
            .saturating_sub(1)
            .saturating_sub(steps)
    };
    stops.get(place).copied().unwrap_or(value)
}

/// Whether two values count as one stop.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * a.abs().max(b.abs())
}

/// The round numbers of the decades that `min` and `max` span.
fn round_numbers(min: f64, max: f64) -> Vec<f64> {
    if max <= 0.0 {
        return Vec::new();
    }
    let last = libm::floor(libm::log10(max));
    let first = if min > 0.0 { libm::floor(libm::log10(min)) - 1.0 } else { last - DECADES_ABOVE_ZERO };
    let mut found = Vec::new();
    let mut decade = first;
    while decade <= last + 1.0 {
        found.extend(ROUND.map(|hundredths| decimal(hundredths, decade - 2.0)));
        decade += 1.0;
    }
    found
}

/// `min`, `min + step`, … up to `max`, rounded to the decimals that `min` and `step` have.
fn even_steps(min: f64, max: f64, step: f64) -> Vec<f64> {
    let count = libm::floor((max - min) / step * (1.0 + SAME));
    if !(0.0..=MOST_STEPS).contains(&count) {
        return Vec::new();
    }
    let places = decimals(min).max(decimals(step));
    let units = power_of_ten(places);
    let mut found = Vec::new();
    let mut taken = 0.0;
    while taken <= count {
        // Adding 0 turns a rounded −0 into 0.
        found.push(decimal(libm::round((min + taken * step) * units), -places) + 0.0);
        taken += 1.0;
    }
    found
}

/// The number nearest to `digits` × 10^`exponent`, for whole digits and an exponent from −22 to 22. Whole numbers below 2^53 and powers of ten up to 10^22 are exact, so
/// that only the product or the quotient is rounded.
fn decimal(digits: f64, exponent: f64) -> f64 {
    let power = power_of_ten(exponent.abs());
    if exponent < 0.0 { digits / power } else { digits * power }
}

/// 10^`exponent`, for a whole number from 0.
fn power_of_ten(exponent: f64) -> f64 {
    let mut power = 1.0;
    let mut count = 0.0;
    while count < exponent {
        power *= 10.0;
        count += 1.0;
    }
    power
}

/// How many decimals the shortest notation of a number has, at most [`MOST_DECIMALS`].
#[allow(clippy::float_cmp, reason = "the same number, not a similar one")]
fn decimals(number: f64) -> f64 {
    let mut places = 0.0;
    while places < MOST_DECIMALS && decimal(libm::round(number * power_of_ten(places)), -places) != number {
        places += 1.0;
    }
    places
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "stops are exact decimal literals")]
mod tests {
    use super::*;
    use crate::scenario::Choice;
    use proptest::prelude::*;

    #[test]
    fn a_logarithmic_track_has_round_numbers_bounds_and_marks() {
        assert_eq!(
            stops(&Scale::Log, 0.9, 12.0, &[5.0, 7.0, 40.0, f64::NAN]),
            [0.9, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0]
        );
        assert_eq!(
            stops(&Scale::Log, 1e5, 3e5, &[128e3, 200e3]),
            [100_000.0, 125_000.0, 128_000.0, 150_000.0, 200_000.0, 250_000.0, 300_000.0]
        );
        assert_eq!(stops(&Scale::Log, 0.02, 0.05, &[0.035]), [0.02, 0.025, 0.03, 0.035, 0.04, 0.05]);
        assert_eq!(stops(&Scale::Log, 0.0, 1.0, &[])[..3], [0.0, 1e-6, 1.25e-6]);
    }

    #[test]
    fn every_round_number_is_its_literal() {
        let all = stops(&Scale::Log, 1e-3, 1e12, &[]);
        assert_eq!(all.len(), 15 * 10 + 1);
        for stop in all {
            assert_eq!(format!("{stop:.2e}").parse::<f64>().unwrap(), stop);
        }
    }

    #[test]
    fn a_linear_track_has_even_steps() {
        assert_eq!(
            stops(&Scale::Linear { step: 0.05 }, 1.0, 1.2, &[1.07]),
            [1.0, 1.05, 1.07, 1.1, 1.15, 1.2]
        );
        assert_eq!(stops(&Scale::Linear { step: 0.1 }, -0.3, 0.1, &[]), [-0.3, -0.2, -0.1, 0.0, 0.1]);
        assert_eq!(stops(&Scale::Linear { step: 4.0 }, 0.0, 10.0, &[]), [0.0, 4.0, 8.0, 10.0]);
        assert_eq!(stops(&Scale::Linear { step: 0.0 }, 0.0, 10.0, &[3.0]), [0.0, 3.0, 10.0]);
        assert_eq!(stops(&Scale::Linear { step: 1e-9 }, 0.0, 10.0, &[]), [0.0, 10.0]);
    }

    #[test]
    fn every_even_step_is_its_literal() {
        for lever in crate::scenario::link::levers() {
            let Scale::Linear { step } = lever.scale else { continue };
            for stop in stops(&lever.scale, lever.min, lever.max, &[]) {
                let places = [lever.min, step]
                    .map(|value| value.to_string().split_once('.').map_or(0, |it| it.1.len()));
                let places = places.into_iter().max().unwrap();
                assert_eq!(format!("{stop:.places$}").parse(), Ok(stop), "{}", lever.about.id);
            }
        }
        assert_eq!([0.0, 4.0, 0.05, 1e-3, 0.125, -2.5].map(decimals), [0.0, 0.0, 2.0, 3.0, 3.0, 1.0]);
    }

    #[test]
    fn nearly_equal_stops_are_one_and_bounds_win() {
        let close = 2.0 * (1.0 + 1e-12);
        assert_eq!(stops(&Scale::Log, 1.5, 2.5, &[close]), [1.5, 2.0, 2.5]);
        assert_eq!(stops(&Scale::Log, close, 2.5, &[2.0]), [close, 2.5]);
    }

    #[test]
    fn lists_and_switches_count() {
        const TWO: &[Choice] = &[
            Choice { slug: "a", label: "A", detail: "", release: None },
            Choice { slug: "b", label: "B", detail: "", release: None },
        ];
        assert_eq!(stops(&Scale::Choice(TWO), 0.0, 9.0, &[0.5]), [0.0, 1.0]);
        assert_eq!(stops(&Scale::Switch, 0.0, 1.0, &[]), [0.0, 1.0]);
        assert_eq!(stops(&Scale::Log, f64::NAN, 1.0, &[]), [0.0; 0]);
        assert_eq!(stops(&Scale::Log, 2.0, 1.0, &[]), [0.0; 0]);
    }

    #[test]
    fn the_thumb_rests_at_the_nearest_stop() {
        let decade = [1.0, 10.0, 100.0];
        let linear = Scale::Linear { step: 1.0 };
        for (value, by_ratio, by_difference) in [
            (0.1, 0, 0),
            (3.0, 0, 0),
            (4.0, 1, 0),
            (5.6, 1, 1),
            (10.0, 1, 1),
            (33.0, 2, 1),
            (60.0, 2, 2),
            (1e9, 2, 2),
        ] {
            assert_eq!(nearest(&Scale::Log, &decade, value), by_ratio, "{value}");
            assert_eq!(nearest(&linear, &decade, value), by_difference, "{value}");
        }
        assert_eq!(nearest(&Scale::Log, &decade, f64::NAN), 0);
        assert_eq!(nearest(&Scale::Log, &decade, -5.0), 0);
        assert_eq!(nearest(&Scale::Log, &[], 5.0), 0);
    }

    #[test]
    fn a_value_between_stops_moves_to_the_next() {
        let track = [1.0, 2.0, 3.0, 4.0];
        for (value, by, expected) in [
            (2.0, 1, 3.0),
            (2.0, -1, 1.0),
            (2.5, 1, 3.0),
            (2.5, -1, 2.0),
            (2.5, 2, 4.0),
            (2.5, -9, 1.0),
            (4.0, 1, 4.0),
            (1.0, -1, 1.0),
            (9.0, 1, 4.0),
            (9.0, -1, 4.0),
            (0.0, -1, 1.0),
            (2.0 * (1.0 + 1e-12), 1, 3.0),
            (2.0 * (1.0 - 1e-12), -1, 1.0),
            (2.7, 0, 2.7),
            (2.0, i32::MIN, 1.0),
            (2.0, i32::MAX, 4.0),
        ] {
            assert_eq!(neighbour(&track, value, by), expected, "{value} by {by}");
        }
        assert_eq!(neighbour(&[], 5.0, 1), 5.0);
    }

    proptest! {
        #[test]
        fn stops_ascend_within_their_bounds(low in 1e-6..1e12, span in 1.0..1e6, marks in proptest::collection::vec(1e-7..1e13, 0..6)) {
            let high = low * span;
            for scale in [Scale::Log, Scale::Linear { step: low / 2.0 }] {
                let found = stops(&scale, low, high, &marks);
                prop_assert_eq!(found.first(), Some(&low));
                prop_assert!(same(*found.last().unwrap(), high));
                prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1] && !same(pair[0], pair[1])));
                prop_assert!(found.iter().all(|stop| (low..=high).contains(stop)));
                for mark in marks.iter().filter(|mark| (low..=high).contains(*mark)) {
                    prop_assert!(found.iter().any(|stop| same(*stop, *mark)));
                }
            }
        }

        #[test]
        fn no_other_stop_is_nearer(value in 1e-3..1e9) {
            let track = stops(&Scale::Log, 0.01, 1e8, &[128e3]);
            let found = track[nearest(&Scale::Log, &track, value)];
            let ratio = |stop: f64| (stop / value).max(value / stop);
            prop_assert!(track.iter().all(|stop| ratio(found) <= ratio(*stop) * (1.0 + 1e-12)));
        }

        #[test]
        fn up_and_down_again_is_home(value in 0.01..1e8) {
            let track = stops(&Scale::Log, 0.01, 1e8, &[]);
            let home = track[nearest(&Scale::Log, &track, value)];
            let up = neighbour(&track, home, 1);
            if up > home {
                prop_assert_eq!(neighbour(&track, up, -1), home);
            }
        }
    }
}
