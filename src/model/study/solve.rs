//! The values of a lever at which a number of the sheet has a target value.
//!
//! The number is computed at each stop of the lever's track and at the present value, everything else held; layouts are
//! searched again at each. If it passes the target between two stops, the place is found by halving. A number that
//! passes it twice between two neighbouring stops is missed. The break-even points of a lever are found by the same
//! halving.

pub(in crate::study) mod halving;

use crate::format::difference::is_same;
use crate::scenario::{Group, Lever, Scale, Scenario, link};
use crate::study::evaluate::number::Number;
use crate::study::evaluate::numbers;
use halving::{halve, passes};

/// Precision of a place, as a part of its value.
const FINE: f64 = 1e-15;

/// Two values of a number are equal if they differ by less than this part of the target, or of the range of the number
/// along the track.
const SAME: f64 = 1e-9;

/// A value of the lever and the number there, both in base units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The value of the lever.
    pub at: f64,
    /// The number at that value.
    pub number: f64,
}

/// How the target is reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// The number has the target value here.
    Met,
    /// The number jumps over the target here, because layouts are discrete: the points just below and just above.
    Jump(Point, Point),
    /// The number has the target value throughout this interval.
    Stretch(f64, f64),
}

/// A value of the lever at which the target is reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The value and the number there. For a jump, the side that is nearer to the target; for a stretch, the value that
    /// is nearest to the present one.
    pub point: Point,
    /// How the target is reached there.
    pub kind: Kind,
}

/// How a lever can reach a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The lever.
    pub lever: &'static Lever,
    /// The number.
    pub number: Number,
    /// Its target value, in base units.
    pub target: f64,
    /// The present values of the lever and the number. The number is not finite if it cannot be computed.
    pub present: Point,
    /// All values of the lever at which the target is reached, nearest to the present one first.
    pub found: Vec<Found>,
    /// The points with the lowest and the highest number among the stops of the track; `None` if it cannot be computed
    /// at any of them.
    pub reach: Option<(Point, Point)>,
    /// Stops of the track at which the number cannot be computed.
    pub unknown: usize,
}

/// Levers that are tried in addition to the headline ones if the chosen one does not reach the target.
const OTHERS: [&str; 4] = ["load", "paid", "price_output", "power"];

/// Most other levers that are proposed.
const NAMED: usize = 3;

impl Solution {
    /// Whether the lever does not move the number, which has the same value at all its stops.
    pub fn is_without_effect(&self) -> bool {
        self.unknown == 0 && self.reach.is_some_and(|(least, most)| is_same(least.number, most.number))
    }
    /// Other levers by which the target is reached alone, or passed between two neighbouring values, if it is not by this
    /// one; each with the solution nearest to its present value. Tried are the headline levers and a few others.
    pub fn others(&self, scenario: &Scenario) -> Vec<Self> {
        if !self.found.is_empty() {
            return Vec::new();
        }
        let tried = link::levers().into_iter().filter(|lever| {
            (lever.group == Group::Headline || OTHERS.contains(&lever.about.id))
                && lever.about.id != self.lever.about.id
        });
        let solved = tried.map(|lever| solve(scenario, lever, self.number, self.target));
        solved.filter(|solution| !solution.found.is_empty()).take(NAMED).collect()
    }
}

/// The values of a lever at which a number has this value, in base units.
///
/// For a list or a switch each entry is tried, and there is nothing between two of them. A target that is not reached
/// is not an error: nothing is found then, and [`Solution::reach`] says how far the number goes.
pub fn solve(scenario: &Scenario, lever: &'static Lever, number: Number, target: f64) -> Solution {
    let unit = &lever.about.unit;
    let at = |shown: f64| number.of(&numbers(&scenario.with(lever, unit.base(shown))));
    let now = scenario.of(lever);
    let present = Point { at: now, number: number.of(&numbers(scenario)) };
    let stops = track(lever, unit.shown(now));
    let values: Vec<f64> = stops.iter().map(|stop| at(*stop)).collect();
    let reach = reach(&stops, &values);
    let size = reach.map_or(0.0, |(least, most)| most.number - least.number).max(target.abs());
    let asked = Asked { lever, target, size, at: &at };
    let mut found = asked.stretches(&stops, &values, unit.shown(now));
    if !lever.is_named() {
        found.extend(asked.crossings(&stops, &values));
    }
    let away = |found: &Found| distance(&lever.scale, unit.shown(now), found.point.at);
    found.sort_by(|a, b| away(a).total_cmp(&away(b)));
    let base = |point: Point| Point { at: unit.base(point.at), ..point };
    Solution {
        lever,
        number,
        target,
        present,
        found: found.into_iter().map(|found| found.mapped(unit.scale)).collect(),
        reach: reach.map(|(least, most)| (base(least), base(most))),
        unknown: values.iter().filter(|value| !value.is_finite()).count(),
    }
}

/// The stops of a lever in display units, with the present value among them.
fn track(lever: &Lever, now: f64) -> Vec<f64> {
    let mut stops = lever.stops();
    let place = stops.partition_point(|stop| *stop < now);
    let is_stop = stops.get(place).is_some_and(|stop| stop.to_bits() == now.to_bits());
    if !lever.is_named() && now.is_finite() && !is_stop {
        stops.insert(place, now);
    }
    stops
}

/// The points with the lowest and the highest of the finite values.
fn reach(stops: &[f64], values: &[f64]) -> Option<(Point, Point)> {
    let points = || {
        let point = |(&at, &number): (&f64, &f64)| Point { at, number };
        stops.iter().zip(values).map(point).filter(|point| point.number.is_finite())
    };
    let by_number = |a: &Point, b: &Point| a.number.total_cmp(&b.number);
    Some((points().min_by(by_number)?, points().max_by(by_number)?))
}

/// How far apart two values of a track lie: by ratio on a logarithmic one.
fn distance(scale: &Scale, a: f64, b: f64) -> f64 {
    let by_ratio = *scale == Scale::Log && a > 0.0 && b > 0.0;
    if by_ratio { libm::log(a / b).abs() } else { (a - b).abs() }
}

impl Found {
    /// The same with every value of the lever times a factor: from display units to base units.
    fn mapped(self, factor: f64) -> Self {
        let point = |point: Point| Point { at: point.at * factor, ..point };
        let kind = match self.kind {
            Kind::Met => Kind::Met,
            Kind::Jump(below, above) => Kind::Jump(point(below), point(above)),
            Kind::Stretch(from, to) => Kind::Stretch(from * factor, to * factor),
        };
        Self { point: point(self.point), kind }
    }
}

/// What is to be solved. Values of the lever are in display units here.
struct Asked<'a, F: Fn(f64) -> f64> {
    lever: &'static Lever,
    target: f64,
    /// The size that differences of the number are compared with.
    size: f64,
    at: &'a F,
}

impl<F: Fn(f64) -> f64> Asked<'_, F> {
    fn is_met(&self, number: f64) -> bool {
        (number - self.target).abs() <= SAME * self.size
    }
    fn point(&self, at: f64) -> Point {
        Point { at, number: (self.at)(at) }
    }
    /// Stops at which the target is met. Neighbours that meet it form one stretch, up to where it ends between stops.
    fn stretches(&self, stops: &[f64], values: &[f64], now: f64) -> Vec<Found> {
        let met: Vec<usize> = (0..values.len()).filter(|place| self.is_met(values[*place])).collect();
        if self.lever.is_named() {
            let one = |place: &usize| self.met(stops[*place], values[*place]);
            return met.iter().map(one).collect();
        }
        met.chunk_by(|a, b| a + 1 == *b)
            .map(|run| {
                let (first, last) = (run[0], run[run.len() - 1]);
                if first == last {
                    return self.met(stops[first], values[first]);
                }
                let (from, to) = (self.start(stops, first), self.end(stops, last));
                Found { point: self.point(now.clamp(from, to)), kind: Kind::Stretch(from, to) }
            })
            .collect()
    }
    fn met(&self, at: f64, number: f64) -> Found {
        Found { point: Point { at, number }, kind: Kind::Met }
    }
    fn start(&self, stops: &[f64], first: usize) -> f64 {
        let Some(before) = first.checked_sub(1) else { return stops[first] };
        let holds = |x: f64| self.is_met((self.at)(x));
        halve([stops[before], stops[first]], &self.lever.scale, FINE, holds)[1]
    }
    fn end(&self, stops: &[f64], last: usize) -> f64 {
        let Some(after) = stops.get(last + 1) else { return stops[last] };
        let holds = |x: f64| !self.is_met((self.at)(x));
        halve([stops[last], *after], &self.lever.scale, FINE, holds)[0]
    }
    /// Where the number passes the target between two stops that do not meet it.
    fn crossings(&self, stops: &[f64], values: &[f64]) -> Vec<Found> {
        let off: Vec<f64> = values.iter().map(|value| value - self.target).collect();
        passes(&off)
            .filter(|place| !self.is_met(values[*place]) && !self.is_met(values[*place + 1]))
            .map(|place| {
                let rises = off[place + 1] >= 0.0;
                let holds = |x: f64| ((self.at)(x) >= self.target) == rises;
                let [below, above] = halve([stops[place], stops[place + 1]], &self.lever.scale, FINE, holds)
                    .map(|at| self.point(at));
                let far = |point: Point| (point.number - self.target).abs();
                let point = if far(below) < far(above) { below } else { above };
                let kind = if self.is_met(point.number) { Kind::Met } else { Kind::Jump(below, above) };
                Found { point, kind }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::levers::LEVERS;
    use crate::scenario::link;
    use crate::study::sensitivity::curve::break_even;
    use proptest::prelude::*;

    fn named(name: &str) -> Number {
        Number::named(&numbers(&Scenario::baseline()), name).unwrap()
    }

    #[test]
    fn profit_is_zero_where_it_breaks_even() {
        let scenario = Scenario::baseline();
        for lever in link::levers().into_iter().filter(|lever| lever.moves_profit() && !lever.is_named()) {
            let turns = break_even(&scenario, lever);
            let mut found: Vec<f64> = solve(&scenario, lever, named("profit.profit"), 0.0)
                .found
                .iter()
                .map(|it| it.point.at)
                .collect();
            found.sort_by(f64::total_cmp);
            assert_eq!(found.len(), turns.len(), "{}", lever.about.id);
            for (at, turn) in found.iter().zip(turns) {
                // Break-even points are cut to six digits.
                assert!((at / turn - 1.0).abs() < 1e-5, "{}: {at} for {turn}", lever.about.id);
            }
        }
    }

    #[test]
    fn what_is_not_reached_says_how_far_it_goes() {
        let scenario = Scenario::baseline();
        let found = solve(&scenario, &LEVERS.electricity, named("profit.margin"), 0.999);
        assert_eq!(found.found, vec![]);
        let (least, most) = found.reach.unwrap();
        let unit = &LEVERS.electricity.about.unit;
        assert_eq!(unit.shown(most.at).to_bits(), LEVERS.electricity.min.to_bits());
        assert!(
            least.number < found.present.number && found.present.number < most.number && most.number < 0.999
        );
    }

    #[test]
    fn what_does_not_move_meets_its_value_everywhere() {
        let scenario = Scenario::baseline();
        let gpus = named("site.gpus");
        let now = gpus.of(&numbers(&scenario));
        let lever = &LEVERS.electricity;
        let found = solve(&scenario, lever, gpus, now).found;
        let ends = [lever.min, lever.max].map(|end| lever.about.unit.base(end));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, Kind::Stretch(ends[0], ends[1]));
        assert!((found[0].point.at / scenario.of(lever) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn entries_of_a_list_are_tried_one_by_one() {
        let scenario = Scenario::baseline();
        let rubin = LEVERS.gpu.read("rubin").unwrap();
        let target = numbers(&scenario.with(&LEVERS.gpu, rubin)).profit.profit;
        let found = solve(&scenario, &LEVERS.gpu, named("profit.profit"), target);
        assert_eq!(found.found.len(), 1);
        assert_eq!(found.found[0].point.at.to_bits(), rubin.to_bits());
        assert!(found.unknown > 0, "of some machines no price is published");
    }

    /// A place on the track of a number, in base units.
    fn place(lever: &'static Lever) -> impl Strategy<Value = f64> {
        let stops = lever.stops();
        (0..stops.len() - 1, 0.0..1.0)
            .prop_map(move |(at, part)| lever.about.unit.base(stops[at] + part * (stops[at + 1] - stops[at])))
    }

    fn dial() -> impl Strategy<Value = &'static Lever> {
        prop::sample::select(link::levers().into_iter().filter(|lever| !lever.is_named()).collect::<Vec<_>>())
    }

    /// A scenario with some levers moved.
    fn scenario() -> impl Strategy<Value = Scenario> {
        let moves = dial().prop_flat_map(|lever| (Just(lever), place(lever)));
        prop::collection::vec(moves, 0..4).prop_map(|moves| {
            moves.into_iter().fold(Scenario::baseline(), |scenario, (lever, x)| scenario.with(lever, x))
        })
    }

    fn number() -> impl Strategy<Value = Number> {
        let names = [
            "profit.profit",
            "profit.margin",
            "profit.cost",
            "cost.total",
            "profit.load",
            "market.2032.spent",
        ];
        prop::sample::select(names.to_vec()).prop_map(named)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn at_what_is_found_the_number_is_the_target(
            scenario in scenario(), (lever, x) in dial().prop_flat_map(|lever| (Just(lever), place(lever))), number in number()
        ) {
            let forward = |x: f64| number.of(&numbers(&scenario.with(lever, x)));
            let target = forward(x);
            prop_assume!(target.is_finite());
            let solution = solve(&scenario, lever, number, target);
            let (least, most) = solution.reach.expect("it is finite somewhere");
            let near = |number: f64| (number - target).abs() <= 1e-8 * (most.number - least.number).max(target.abs());
            for found in &solution.found {
                prop_assert!(lever.within(found.point.at).is_ok());
                match found.kind {
                    Kind::Met => prop_assert!(near(forward(found.point.at)), "{found:?}"),
                    Kind::Stretch(from, to) => prop_assert!([from, to].into_iter().all(|x| near(forward(x))), "{found:?}"),
                    Kind::Jump(below, above) => {
                        prop_assert!((below.number < target) != (above.number < target), "{found:?}");
                        // As close as a step of the track, for a lever that may be zero.
                        let track = lever.about.unit.base(lever.max) - lever.about.unit.base(lever.min);
                        prop_assert!((above.at - below.at).abs() <= 1e-9 * track.max(above.at.abs()), "{found:?}");
                    }
                }
            }
            // A target between neighbouring stops is found.
            if solution.found.is_empty() {
                prop_assert!(target < least.number || target > most.number || solution.unknown > 0, "{solution:?}");
            }
        }

        #[test]
        fn the_present_value_is_found_first(
            scenario in scenario(), (lever, x) in dial().prop_flat_map(|lever| (Just(lever), place(lever))), number in number()
        ) {
            let here = scenario.with(lever, x);
            let now = number.of(&numbers(&here));
            prop_assume!(now.is_finite());
            let found = solve(&here, lever, number, now).found;
            prop_assert!((found[0].point.at - x).abs() <= 1e-9 * x.abs(), "{found:?}");
        }

        #[test]
        fn what_only_rises_is_found_once_and_where_it_was(scenario in scenario(), x in place(&LEVERS.electricity)) {
            let (lever, cost) = (&LEVERS.electricity, named("cost.total"));
            let target = cost.of(&numbers(&scenario.with(lever, x)));
            prop_assume!(target.is_finite());
            let found = solve(&scenario, lever, cost, target).found;
            prop_assert_eq!(found.len(), 1);
            prop_assert!((found[0].point.at / x - 1.0).abs() < 1e-6, "{} for {x}", found[0].point.at);
        }
    }
}
