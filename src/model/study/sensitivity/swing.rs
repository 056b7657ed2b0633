//! Swings: the profit when one input is as low, and as high, as its evidence allows.
//!
//! Each input with a stated range is moved alone, everything else held, and the search is run again, so that the
//! factory responds with other layouts as an operator would. What the reader has set has no range: it is a choice. The
//! constants of the fit are left out, because their errors are not independent: the range of measured against predicted
//! throughput includes their error.

use crate::catalog::{Datum, Other};
use crate::quantity::Quantity;
use crate::scenario::Scenario;
use crate::scenario::levers::LEVERS;
use crate::study::evaluate::{Evaluation, changed, numbers};

/// An input with its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Input {
    /// Its stage in the sheet.
    pub stage: &'static str,
    /// What it is.
    pub about: &'static Quantity,
    /// Its value, range and source.
    pub datum: Datum,
}

impl Input {
    /// The lowest value in base units.
    pub fn low(&self) -> f64 {
        self.about.unit.base(self.datum.low)
    }
    /// The highest value in base units.
    pub fn high(&self) -> f64 {
        self.about.unit.base(self.datum.high)
    }
    /// Titles of the documents from which its two ends come: those of other published values that equal an end, else
    /// that of the value itself, which states its range.
    pub fn ends_read_in(&self) -> [&'static str; 2] {
        [self.datum.low, self.datum.high].map(|end| {
            let at_end = |other: &&Other| (other.value - end).abs() <= 1e-9 * end.abs();
            self.datum.others.iter().find(at_end).map_or(self.datum.source.title, |other| other.source.title)
        })
    }
    /// Its name in the sheet: `plan.price_output`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.stage, self.about.id)
    }
    /// Profit of a scenario with another value of this input, in base units.
    fn profit(&self, scenario: &Scenario, value: f64) -> f64 {
        let lever = (self.stage == "plan").then(|| LEVERS.get(self.about.id)).flatten();
        match lever {
            Some(lever) => numbers(&scenario.with(lever, value)),
            None => changed(scenario, self.stage, self.about.id, value / self.datum.base(&self.about.unit)),
        }
        .profit
        .profit
    }
}

/// The effect of an input on profit over its range, in dollars per second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swing {
    /// The input.
    pub input: Input,
    /// Profit at its lowest value.
    pub at_low: f64,
    /// Profit at its highest value.
    pub at_high: f64,
}

impl Swing {
    /// From the lower profit to the higher.
    pub fn size(&self) -> f64 {
        (self.at_high - self.at_low).abs()
    }
}

/// All inputs of a scenario that have a range and can move it.
pub fn inputs(evaluation: &Evaluation) -> Vec<Input> {
    let mut found = Vec::new();
    evaluation.sources().map(|stage, about, datum| {
        if stage != "fit" && datum.low < datum.high {
            found.push(Input { stage, about, datum });
        }
    });
    found
}

/// The swings of a scenario, largest first. An input for which no profit can be computed comes last.
pub fn swings(evaluation: &Evaluation) -> Vec<Swing> {
    let scenario = &evaluation.scenario;
    let swing = |input: Input| Swing {
        input,
        at_low: input.profit(scenario, input.low()),
        at_high: input.profit(scenario, input.high()),
    };
    let mut ranked: Vec<Swing> = inputs(evaluation).into_iter().map(swing).collect();
    let size = |swing: &Swing| if swing.size().is_finite() { swing.size() } else { -1.0 };
    ranked.sort_by(|a, b| size(b).total_cmp(&size(a)));
    ranked
}
