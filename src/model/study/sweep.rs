//! Numbers of a scenario over the values of one or more levers, in all combinations.

use crate::factory::Factory;
use crate::format::cells::{column, harmless, line, number};
use crate::scenario::link::{self, LinkFault, cut};
use crate::scenario::{LISTS, Lever, Scale, Scenario, SettingError};
use crate::study::evaluate::number::Number;
use crate::study::evaluate::numbers;
use std::fmt;

/// Largest number of rows of a sweep.
pub const MOST_ROWS: usize = 100_000;

/// A lever and the values that it takes in turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The lever.
    pub lever: &'static Lever,
    /// Its values in base units.
    pub values: Vec<f64>,
}

impl Axis {
    /// An axis from a text: `electricity` has the stops of the lever's track, `electricity=0.03..0.2:5` five values
    /// from one end to the other, both included, and `gpu=h100,gb300` these entries of a list. The values of a
    /// logarithmic track are spaced by equal ratios, those of a linear one by equal steps.
    ///
    /// # Errors
    /// If there is no such lever, or the text after it gives no values.
    pub fn read(text: &str) -> Result<Self, SweepError> {
        let (name, values) = text.split_once('=').map_or((text, None), |(name, values)| (name, Some(values)));
        let lever = link::lever(name.trim()).map_err(SweepError::Lever)?;
        let value = |text: &str| lever.read(text).map_err(SweepError::Value);
        let base = |stop: f64| lever.about.unit.base(stop);
        let values = match values {
            None => lever.stops().into_iter().map(base).collect(),
            Some(values) if lever.is_named() => values.split(',').map(value).collect::<Result<_, _>>()?,
            Some(values) => {
                let parts = values.split_once("..").and_then(|(from, rest)| {
                    let (to, steps) = rest.rsplit_once(':')?;
                    Some((from, to, steps.trim().parse::<u32>().ok()?))
                });
                let (from, to, steps) = parts.ok_or_else(|| SweepError::NoRange(cut(values)))?;
                if usize::try_from(steps).is_ok_and(|steps| steps > MOST_ROWS) {
                    return Err(SweepError::TooMany);
                }
                spread(lever, value(from)?, value(to)?, steps)
            }
        };
        if values.is_empty() { Err(SweepError::NoRange(cut(text))) } else { Ok(Self { lever, values }) }
    }
}

/// `steps` values from one to another.
fn spread(lever: &Lever, from: f64, to: f64, steps: u32) -> Vec<f64> {
    let by_ratio = lever.scale == Scale::Log && from > 0.0 && to > 0.0;
    let last = steps.saturating_sub(1);
    let at = |step: u32| match step {
        0 => from,
        step if step == last => to,
        step => {
            let part = f64::from(step) / f64::from(last);
            if by_ratio { from * libm::pow(to / from, part) } else { from + part * (to - from) }
        }
    };
    (0..steps).map(at).collect()
}

/// Numbers over the values of some levers.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// The levers with their values.
    pub axes: Vec<Axis>,
    /// The numbers.
    pub out: Vec<Number>,
    /// A row for each combination, the last axis varying fastest: values of the levers and the numbers there, in base
    /// units.
    /// A number that cannot be computed is not finite.
    pub rows: Vec<(Vec<f64>, Vec<f64>)>,
}

/// Computes numbers over the values of some levers. Prices that were not moved follow the model, as everywhere.
///
/// # Errors
/// If a lever is swept twice, or there are more combinations than [`MOST_ROWS`].
pub fn sweep(scenario: &Scenario, axes: &[Axis], out: &[Number]) -> Result<Sweep, SweepError> {
    for (place, axis) in axes.iter().enumerate() {
        if axes[..place].iter().any(|other| other.lever.about.id == axis.lever.about.id) {
            return Err(SweepError::Twice(axis.lever.about.id));
        }
    }
    let count = axes.iter().try_fold(1_usize, |count, axis| count.checked_mul(axis.values.len()));
    if count.is_none_or(|count| count > MOST_ROWS) {
        return Err(SweepError::TooMany);
    }
    let row = |at: Vec<f64>| {
        let factory = factory(scenario, axes, &at);
        let numbers = out.iter().map(|number| number.of(&factory)).collect();
        (at, numbers)
    };
    Ok(Sweep { axes: axes.to_vec(), out: out.to_vec(), rows: places(axes).into_iter().map(row).collect() })
}

/// Every combination of the values.
fn places(axes: &[Axis]) -> Vec<Vec<f64>> {
    axes.iter().fold(vec![Vec::new()], |before, axis| {
        before
            .iter()
            .flat_map(|place| {
                axis.values.iter().map(move |value| place.iter().copied().chain([*value]).collect())
            })
            .collect()
    })
}

/// The factory with each lever at its value. The model and the price list go first, because prices belong to them.
fn factory(scenario: &Scenario, axes: &[Axis], at: &[f64]) -> Factory<f64> {
    let is_list = |axis: &Axis| LISTS.contains(&axis.lever.about.id);
    let pairs = || axes.iter().zip(at);
    let lists = pairs().filter(|(axis, _)| is_list(axis));
    let others = pairs().filter(|(axis, _)| !is_list(axis));
    numbers(&lists.chain(others).fold(*scenario, |scenario, (axis, value)| scenario.with(axis.lever, *value)))
}

impl Sweep {
    /// The sweep as CSV: a column for each lever and each number, with its unit in its name. Choices have their names;
    /// a number that cannot be computed is left empty.
    pub fn csv(&self) -> String {
        let levers = self.axes.iter().map(|axis| column(axis.lever.about.id, &axis.lever.about.unit));
        let numbers = self.out.iter().map(|number| column(&number.name(), &number.about.unit));
        let mut text = line(levers.chain(numbers));
        for (at, values) in &self.rows {
            let levers = self
                .axes
                .iter()
                .zip(at)
                .map(|(axis, value)| cell(Some(axis.lever), axis.lever.about, *value));
            let numbers =
                self.out.iter().zip(values).map(|(out, value)| cell(out.lever(), out.about, *value));
            text.push_str(&line(levers.chain(numbers)));
        }
        text
    }
}

/// A value as a cell: for a list by name, else in its unit.
fn cell(lever: Option<&Lever>, about: &crate::quantity::Quantity, value: f64) -> String {
    match lever {
        Some(lever) if lever.is_named() => harmless(&lever.shown(value)),
        _ => number(value, &about.unit),
    }
}

/// Why there is no sweep.
#[derive(Debug, Clone, PartialEq)]
pub enum SweepError {
    /// No lever of that name.
    Lever(LinkFault),
    /// One of the values is not a value of the lever.
    Value(SettingError),
    /// The text after the name of the lever gives no values.
    NoRange(String),
    /// A lever is swept twice.
    Twice(&'static str),
    /// There are more combinations than [`MOST_ROWS`].
    TooMany,
}

impl fmt::Display for SweepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lever(fault) => fault.fmt(f),
            Self::Value(error) => error.fmt(f),
            Self::NoRange(text) => write!(
                f,
                "“{text}” gives no values. Write a range with the number of values, such as electricity=0.03..0.2:5, or \
                 names of a list, such as gpu=h100,gb300."
            ),
            Self::Twice(id) => write!(f, "{id} is swept twice."),
            Self::TooMany => write!(f, "These are more than {MOST_ROWS} combinations. Give fewer values."),
        }
    }
}

impl std::error::Error for SweepError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::levers::LEVERS;
    use proptest::prelude::*;

    fn axis(text: &str) -> Axis {
        Axis::read(text).unwrap()
    }

    fn out(names: &[&str]) -> Vec<Number> {
        let factory = numbers(&Scenario::baseline());
        names.iter().map(|name| Number::named(&factory, name).unwrap()).collect()
    }

    #[test]
    fn axes_are_read_with_or_without_values() {
        let electricity = &LEVERS.electricity;
        assert_eq!(axis("electricity").values.len(), electricity.stops().len());
        let range = axis("electricity = 0.04..0.16:3").values;
        let shown: Vec<f64> = range.iter().map(|value| electricity.about.unit.shown(*value)).collect();
        for (value, expected) in shown.iter().zip([0.04, 0.1, 0.16]) {
            assert!((value - expected).abs() < 1e-12, "{shown:?}");
        }
        let context = axis("context=1k..100k:3").values;
        assert!((context[1] - 1e4).abs() < 1e-6, "{context:?}");
        assert_eq!(axis("cached=20..60%:3").values, [0.2, 0.4, 0.6]);
        assert_eq!(axis("cached=60..20:2").values, [0.6, 0.2]);
        assert_eq!(
            axis("gpu=h100,GB300").values,
            [LEVERS.gpu.read("h100").unwrap(), LEVERS.gpu.read("gb300").unwrap()]
        );
        let said = |text: &str| Axis::read(text).unwrap_err().to_string();
        assert!(said("electrcity").contains("Did you mean electricity"));
        assert!(said("electricity=1").contains("gives no values"));
        assert!(said("electricity=0.1..0.2:0").contains("gives no values"));
        assert!(said("electricity=0.1..99:4").contains("cannot be above"));
        assert!(said("electricity=0.1..0.2:4000000000").contains("more than 100000"));
        assert!(said("gpu=h100,abacus").contains("abacus"));
    }

    #[test]
    fn a_sweep_has_a_row_for_each_combination_and_units_in_its_head() {
        let axes = [axis("gpu=gb300,tpu7x"), axis("context=1k..100k:3")];
        let swept =
            sweep(&Scenario::baseline(), &axes, &out(&["profit.profit", "profit.margin", "plan.overlap"]))
                .unwrap();
        let text = swept.csv();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "gpu,context (tokens),profit.profit ($/year),profit.margin (%),plan.overlap");
        assert_eq!(lines.len(), 7);
        assert!(lines[1].starts_with("GB300") && lines[1].contains(",1000,"), "{text}");
        // The power of the TPU is not published: no profit.
        assert!(lines[6].contains(",100000,,,o"), "{text}");
    }

    #[test]
    fn a_sweep_that_makes_no_sense_is_refused() {
        let twice = [axis("context=1k..2k:2"), axis("context=3k..4k:2")];
        assert_eq!(sweep(&Scenario::baseline(), &twice, &[]), Err(SweepError::Twice("context")));
        let many = [axis("context=1k..2k:1000"), axis("answer=100..200:1000")];
        assert_eq!(sweep(&Scenario::baseline(), &many, &[]), Err(SweepError::TooMany));
    }

    #[test]
    fn prices_follow_a_model_that_is_swept() {
        let swept =
            sweep(&Scenario::baseline(), &[axis("llm=kimi-k3")], &out(&["plan.price_output"])).unwrap();
        let listed = link::read("llm=kimi-k3").0.price_output;
        assert_eq!(swept.rows[0].1[0].to_bits(), listed.to_bits());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn each_row_is_the_scenario_of_its_values(
            lever in prop::sample::select(link::levers()), other in prop::sample::select(link::levers())
        ) {
            prop_assume!(lever.about.id != other.about.id);
            let some = |lever: &'static Lever| {
                let stops = lever.stops();
                let values = [stops[0], stops[stops.len() - 1]].map(|stop| lever.about.unit.base(stop));
                Axis { lever, values: values.to_vec() }
            };
            let swept = sweep(&Scenario::baseline(), &[some(lever), some(other)], &out(&["profit.profit"])).unwrap();
            prop_assert_eq!(swept.rows.len(), 4);
            for (at, values) in swept.rows {
                let text = format!("{}={}&{}={}", lever.about.id, lever.written(at[0]), other.about.id, other.written(at[1]));
                let profit = numbers(&link::read(&text).0).profit.profit;
                let same = (profit - values[0]).abs() <= 1e-6 * profit.abs() || !profit.is_finite() && !values[0].is_finite();
                prop_assert!(same, "{text}: {profit} is {}", values[0]);
            }
        }
    }
}
