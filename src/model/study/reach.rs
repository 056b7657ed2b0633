//! The smallest proportional changes of several levers by which a number of the sheet reaches a target value.
//!
//! A change is measured as the logarithm of a ratio: doubling a lever counts as much as halving it. Of all combinations
//! that reach the target, the one with the least sum of squared changes is sought, by repeatedly going to the point on
//! the tangent plane of the number that is nearest to the present scenario. A lever that reaches its limit stays there.
//! The last step scales all changes together, so that the number meets the value exactly.
//!
//! Layouts are discrete, so the number jumps. Slopes are taken over a few percent, and the target may lie within a
//! jump: then the changes are those to the nearer side.

use super::solve::halving::halve;
use crate::quantity::order::insertion_sort_by_key;
use crate::scenario::{Lever, Scale, Scenario};
use crate::study::evaluate::number::Number;
use crate::study::evaluate::numbers;

/// Half of the step over which a slope is taken, as a logarithm.
const STEP: f64 = 0.02;
/// Largest change of a lever from one round to the next, as a logarithm. Small, because limits give the number edges,
/// along which two levers move together.
const STRIDE: f64 = 0.15;
/// Maximum number of rounds; a few are usually enough, and along an edge the strides become shorter.
const ROUNDS: u16 = 160;
/// Rounds after which strides are half as long.
const SHORTER: f64 = 30.0;
/// Changes that differ by less than this from one round to the next have converged.
const SAME: f64 = 1e-5;
/// The target is met if the number is within this share of it.
const MET: f64 = 1e-9;
/// A change below this counts as none.
const NONE: f64 = 5e-4;

/// The change that one lever would need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// The lever.
    pub lever: &'static Lever,
    /// Its present value, in base units.
    pub from: f64,
    /// Its new value, in base units.
    pub to: f64,
    /// Whether that is the end of its allowed range.
    pub is_at_limit: bool,
}

impl Move {
    /// The factor by which it is multiplied.
    pub fn factor(&self) -> f64 {
        self.to / self.from
    }
}

/// The effect of several levers together on a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// The number.
    pub number: Number,
    /// Its target value, in base units.
    pub target: f64,
    /// Its present value.
    pub present: f64,
    /// Its value after the moves. If the target is not met, this is as near as they come.
    pub reached: f64,
    /// The levers that would have to move, the largest change first.
    pub moves: Vec<Move>,
    /// Levers that were named and not tried, because they cannot be changed in proportion.
    pub left_out: Vec<&'static Lever>,
    /// Whether the target is met, or lies within the jump to which the moves lead.
    pub is_met: bool,
}

impl Reach {
    /// The scenario after the moves.
    pub fn after(&self, scenario: &Scenario) -> Scenario {
        self.moves.iter().fold(*scenario, |scenario, it| scenario.with(it.lever, it.to))
    }
}

/// Whether a lever can be changed in proportion: its value is a number above zero.
pub fn is_proportional(scenario: &Scenario, lever: &Lever) -> bool {
    matches!(lever.scale, Scale::Log | Scale::Linear { .. }) && scenario.of(lever) > 0.0
}

/// The smallest changes of these levers by which the number has this value, in base units. Levers that cannot be
/// changed in proportion are left out. `None` if the number cannot be computed now.
pub fn reach(scenario: &Scenario, levers: &[&'static Lever], number: Number, target: f64) -> Option<Reach> {
    let (levers, left_out): (Vec<&'static Lever>, Vec<&'static Lever>) =
        levers.iter().copied().partition(|lever| is_proportional(scenario, lever));
    let search = Search { scenario, levers: &levers, number, target };
    let present = search.number(&vec![0.0; levers.len()]);
    if !present.is_finite() {
        return None;
    }
    let (changes, is_met) = search.met(&search.nearest());
    let moves = search.moves(&changes);
    Some(Reach { number, target, present, reached: search.number(&changes), moves, left_out, is_met })
}

struct Search<'a> {
    scenario: &'a Scenario,
    levers: &'a [&'static Lever],
    number: Number,
    target: f64,
}

impl Search<'_> {
    /// The lowest and highest change that a lever allows.
    fn limits(&self, place: usize) -> (f64, f64) {
        let lever = self.levers[place];
        let (now, unit) = (self.scenario.of(lever), &lever.about.unit);
        let (min, max) = (unit.base(lever.min), unit.base(lever.max));
        // There is no proportional limit on the way down to zero: a thousandth counts as zero.
        (libm::log((min.max(1e-3 * now) / now).min(1.0)), libm::log((max / now).max(1.0)))
    }
    fn value(&self, place: usize, change: f64) -> f64 {
        let lever = self.levers[place];
        let (low, high) = self.limits(place);
        if change == 0.0 {
            self.scenario.of(lever)
        } else {
            self.scenario.of(lever) * libm::exp(change.clamp(low, high))
        }
    }
    /// The number after these changes.
    fn number(&self, changes: &[f64]) -> f64 {
        let places = changes.iter().enumerate();
        let moved = places.fold(*self.scenario, |scenario, (place, change)| {
            scenario.with(self.levers[place], self.value(place, *change))
        });
        self.number.of(&numbers(&moved))
    }
    /// How far it is above the target.
    fn off(&self, changes: &[f64]) -> f64 {
        self.number(changes) - self.target
    }
    fn slope(&self, changes: &[f64], place: usize) -> f64 {
        let (low, high) = self.limits(place);
        let [below, above] = [-STEP, STEP].map(|step| {
            let mut there = changes.to_vec();
            there[place] = (there[place] + step).clamp(low, high);
            (there[place], self.off(&there))
        });
        let slope = (above.1 - below.1) / (above.0 - below.0);
        if slope.is_finite() { slope } else { 0.0 }
    }
    /// The smallest changes on the tangent plane.
    fn tangent(&self, changes: &[f64], off: f64, slopes: &[f64]) -> Vec<f64> {
        let mut next = vec![0.0; changes.len()];
        let mut is_held = vec![false; changes.len()];
        // Each round holds at least one more lever at its limit.
        for _ in 0..=changes.len() {
            let free = |place: &usize| !is_held[*place];
            let aim: f64 = (0..changes.len())
                .map(|place| {
                    slopes[place] * (changes[place] - if is_held[place] { next[place] } else { 0.0 })
                })
                .sum::<f64>()
                - off;
            let size: f64 = (0..changes.len()).filter(free).map(|place| slopes[place] * slopes[place]).sum();
            if size == 0.0 {
                // Without a slope there is no direction to move in.
                return if is_held.contains(&true) { next } else { changes.to_vec() };
            }
            let scale = aim / size;
            let mut is_within = true;
            for place in 0..changes.len() {
                if is_held[place] {
                    continue;
                }
                let (low, high) = self.limits(place);
                next[place] = scale * slopes[place];
                if next[place] < low || next[place] > high {
                    next[place] = next[place].clamp(low, high);
                    is_held[place] = true;
                    is_within = false;
                }
            }
            if is_within {
                break;
            }
        }
        next
    }
    fn nearest(&self) -> Vec<f64> {
        let mut changes = vec![0.0; self.levers.len()];
        // The mean of the later rounds, which go back and forth over an edge.
        let mut mean = vec![0.0; self.levers.len()];
        for round in 1..=ROUNDS {
            let off = self.off(&changes);
            if !off.is_finite() {
                // Too far: halve the changes.
                changes.iter_mut().for_each(|change| *change /= 2.0);
                continue;
            }
            let slopes: Vec<f64> = (0..changes.len()).map(|place| self.slope(&changes, place)).collect();
            let aim = self.tangent(&changes, off, &slopes);
            let far = aim.iter().zip(&changes).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            let part = (STRIDE / far).min(1.0) / (1.0 + f64::from(round) / SHORTER);
            changes.iter_mut().zip(&aim).for_each(|(change, aim)| *change += part * (aim - *change));
            if far < SAME {
                return changes;
            }
            let weight = 1.0 / f64::from(round.saturating_sub(ROUNDS / 2).max(1));
            mean.iter_mut().zip(&changes).for_each(|(mean, change)| *mean += weight * (change - *mean));
        }
        mean
    }
    /// Changes near these by which the target, or the jump over it, is reached: first in the same proportion to each
    /// other, then in the direction in which the number changes most. If neither reaches it, the nearest ones found.
    fn met(&self, changes: &[f64]) -> (Vec<f64>, bool) {
        let none = vec![0.0; changes.len()];
        let (along, is_met) = self.met_along(&none, changes, 5.0);
        if is_met {
            return (along, true);
        }
        let slopes: Vec<f64> = (0..along.len()).map(|place| self.slope(&along, place)).collect();
        let size = libm::sqrt(slopes.iter().map(|slope| slope * slope).sum());
        let sign = if self.off(&along) > 0.0 { -1.0 } else { 1.0 };
        let steepest: Vec<f64> =
            slopes.iter().map(|slope| if size > 0.0 { sign * slope / size } else { 0.0 }).collect();
        self.met_along(&along, &steepest, 2.0)
    }
    /// The place at which the target is met between `from` and `most` times `by` further.
    fn met_along(&self, from: &[f64], by: &[f64], most: f64) -> (Vec<f64>, bool) {
        const STEPS: u8 = 100;
        let at = |part: f64| -> Vec<f64> {
            let place = from.iter().zip(by).enumerate();
            place
                .map(|(place, (from, by))| {
                    let (low, high) = self.limits(place);
                    (from + part * by).clamp(low, high)
                })
                .collect()
        };
        let off = |part: f64| self.off(&at(part));
        let start = off(0.0);
        if start.abs() <= MET * self.target.abs() {
            return (at(0.0), true);
        }
        let (mut before, mut best) = (0.0, (start.abs(), 0.0));
        for step in 1..=STEPS {
            let part = most * f64::from(step) / f64::from(STEPS);
            let there = off(part);
            if there.is_finite() && (there > 0.0) != (start > 0.0) {
                let has_passed = |part: f64| (off(part) > 0.0) != (start > 0.0);
                let ends = halve([before, part], &Scale::Log, 1e-15, has_passed);
                let [below, above] = ends.map(|end| off(end).abs());
                return (at(if below < above { ends[0] } else { ends[1] }), true);
            }
            if there.abs() < best.0 {
                best = (there.abs(), part);
            }
            before = part;
        }
        (at(best.1), false)
    }
    fn moves(&self, changes: &[f64]) -> Vec<Move> {
        let mut moves: Vec<Move> = (0..changes.len())
            .filter(|place| changes[*place].abs() > NONE)
            .map(|place| {
                let (low, high) = self.limits(place);
                let is_at_limit = changes[place] <= low || changes[place] >= high;
                let lever = self.levers[place];
                Move {
                    lever,
                    from: self.scenario.of(lever),
                    to: self.value(place, changes[place]),
                    is_at_limit,
                }
            })
            .collect();
        insertion_sort_by_key(&mut moves, |it| -libm::log(it.factor()).abs());
        moves
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::levers::LEVERS;
    use crate::scenario::link;
    use crate::study::solve::solve;

    fn named(name: &str) -> Number {
        Number::named(&numbers(&Scenario::baseline()), name).unwrap()
    }

    fn levers(ids: &[&str]) -> Vec<&'static Lever> {
        ids.iter().map(|id| LEVERS.get(id).unwrap()).collect()
    }

    fn size(reach: &Reach) -> f64 {
        reach.moves.iter().map(|it| libm::log(it.factor())).map(|change| change * change).sum()
    }

    #[test]
    fn the_number_has_the_value_after_the_moves() {
        for (link, name, target, ids) in [
            (
                "",
                "market.2027.revenue",
                1e12 / 31_536_000.0,
                &["agents", "adoption", "calls_growth", "chips", "supply"][..],
            ),
            ("", "profit.margin", 0.7, &["electricity", "machine_price", "price_output", "load"]),
            ("", "profit.profit", 0.0, &["price_output", "price_input", "paid", "machine_price"]),
            ("", "market.2032.spent", 1e13, &["agents", "adoption", "calls_growth", "chips", "supply"]),
        ] {
            let scenario = link::read(link).0;
            let found = reach(&scenario, &levers(ids), named(name), target).unwrap();
            let moves: Vec<_> = found.moves.iter().map(|it| (it.lever.about.id, it.factor())).collect();
            assert!(found.is_met, "{name}: {} by {moves:?}", found.reached);
            let there = found.number.of(&numbers(&found.after(&scenario)));
            assert_eq!(there.to_bits(), found.reached.to_bits(), "{name}");
            let size = if target == 0.0 { numbers(&scenario).profit.revenue } else { target.abs() };
            assert!((there - target).abs() <= 2e-3 * size, "{name}: {there} for {target}");
        }
    }

    #[test]
    fn one_lever_alone_is_moved_as_far_as_when_it_is_solved_for() {
        let scenario = Scenario::baseline();
        for (name, target, id) in [
            ("profit.margin", 0.5, "electricity"),
            ("demand.spend", 6_000.0, "agents"),
            ("profit.profit", 0.0, "paid"),
        ] {
            let (number, lever) = (named(name), LEVERS.get(id).unwrap());
            let alone = solve(&scenario, lever, number, target)
                .found
                .first()
                .unwrap_or_else(|| panic!("{name} by {id}"))
                .point
                .at;
            let found = reach(&scenario, &[lever], number, target).unwrap();
            assert!((found.moves[0].to / alone - 1.0).abs() < 1e-3, "{name}: {found:?} for {alone}");
        }
    }

    #[test]
    fn no_other_combination_that_reaches_it_is_smaller() {
        let scenario = Scenario::baseline();
        let pair = levers(&["electricity", "machine_price"]);
        let (number, target) = (named("profit.margin"), 0.4);
        let found = reach(&scenario, &pair, number, target).unwrap();
        let least = size(&found);
        for step in 0..40_u8 {
            let first = pair[0].default_base() * libm::exp(0.1 * f64::from(step));
            if pair[0].within(first).is_err() {
                break;
            }
            let moved = scenario.with(pair[0], first);
            for second in solve(&moved, pair[1], number, target).found {
                let changes =
                    [first / scenario.electricity, second.point.at / scenario.machine_price].map(libm::log);
                let other: f64 = changes.iter().map(|change| change * change).sum();
                assert!(other >= least * 0.98, "{changes:?} is less than {found:?}");
            }
        }
    }

    #[test]
    fn what_is_out_of_reach_says_how_far_it_comes() {
        let scenario = Scenario::baseline();
        let found = reach(&scenario, &levers(&["electricity"]), named("profit.margin"), 0.9).unwrap();
        assert!(!found.is_met && found.reached > found.present && found.reached < 0.9, "{found:?}");
        assert!(found.moves[0].is_at_limit);
        assert!(
            reach(&scenario, &[], named("profit.margin"), 0.9)
                .is_some_and(|it| !it.is_met && it.moves.is_empty())
        );
        assert_eq!(
            reach(&link::read("gpu=tpu7x").0, &levers(&["electricity"]), named("profit.margin"), 0.4),
            None
        );
    }
}
