//! Yield and cost of the generations of machines at each speed, for a scenario's model and calls.

use super::{Evaluation, accelerator_cost_rate, frontier};
use crate::catalog::accelerators::{ACCELERATORS, Evidence};
use crate::catalog::find;
use crate::quantity::unit::{TOKEN_PER_S_MW, USD_PER_MTOK};
use crate::scenario::levers::GPUS;
use crate::scenario::levers::LEVERS;
use crate::scenario::{Choice, Scenario};

/// One machine for each generation, by slug, oldest first.
const SHOWN: [&str; 6] = ["h100", "h200", "gb200", "gb300", "rubin", "rubin-ultra"];

/// The frontier of one machine: speeds for a user, with yields and costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// Name in links.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// The basis of the machine's figures.
    pub evidence: Evidence,
    /// Speeds in tokens per second for a user, rising.
    pub speeds: Vec<f64>,
    /// Output tokens per second and megawatt at the meter at those speeds.
    pub yields: Vec<f64>,
    /// Dollars for a million output tokens at those speeds.
    pub costs: Vec<f64>,
}

impl Frontier {
    /// Yield of a megawatt at a speed: that of the best deployment at least this fast. `None` above the highest speed.
    pub fn at(&self, speed: f64) -> Option<f64> {
        self.place(speed).map(|i| self.yields[i])
    }
    /// Cost of a million tokens at a speed, likewise.
    pub fn cost_at(&self, speed: f64) -> Option<f64> {
        self.place(speed).map(|i| self.costs[i])
    }
    fn place(&self, speed: f64) -> Option<usize> {
        self.speeds.iter().position(|&own| own >= speed)
    }
}

/// Power and cost of an accelerator in this scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Upkeep {
    /// Watts at the meter.
    pub power: f64,
    /// Dollars per second.
    pub cost_rate: f64,
}

impl Upkeep {
    /// Output tokens per second and megawatt, if each accelerator gives `rate` tokens per second.
    pub fn output(&self, rate: f64) -> f64 {
        TOKEN_PER_S_MW.shown(rate / self.power)
    }
    /// Dollars for a million output tokens.
    pub fn cost(&self, rate: f64) -> f64 {
        USD_PER_MTOK.shown(self.cost_rate / rate)
    }
}

/// The scenario on another of the machines that the page offers, with the power and cost of one of them.
pub fn elsewhere(now: &Evaluation, slug: &str) -> Option<(Scenario, &'static Choice, Evidence, Upkeep)> {
    let (place, choice) = (0u8..).zip(&GPUS).find(|(_, choice)| choice.slug == slug)?;
    let machine = find(ACCELERATORS, slug)?;
    let scenario = now.scenario.with(&LEVERS.gpu, f64::from(place));
    // Power for cooling is that of the scenario's site.
    let power = machine.row.row.power.value * scenario.pue / now.factory.inputs.basis.source_pue;
    Some((
        scenario,
        choice,
        machine.row.evidence,
        Upkeep { power, cost_rate: accelerator_cost_rate(&scenario) },
    ))
}

/// Frontiers of the generations, and of the chosen machine if it is not one of them, for this scenario's model and
/// calls.
pub fn frontiers(now: &Evaluation) -> Vec<Frontier> {
    let chosen = now.machine.slug;
    let extra = (!SHOWN.contains(&chosen)).then_some(chosen);
    SHOWN.into_iter().chain(extra).filter_map(|slug| of_machine(now, slug)).collect()
}

/// The frontier of the chosen machine.
pub fn chosen(now: &Evaluation) -> Option<Frontier> {
    of_machine(now, now.machine.slug)
}

fn of_machine(now: &Evaluation, slug: &'static str) -> Option<Frontier> {
    let (scenario, choice, evidence, upkeep) = elsewhere(now, slug)?;
    let points = frontier(&scenario);
    Some(Frontier {
        slug,
        label: choice.label,
        evidence,
        speeds: points.iter().map(|point| point.speed).collect(),
        yields: points.iter().map(|point| upkeep.output(point.output_rate)).collect(),
        costs: points.iter().map(|point| upkeep.cost(point.output_rate)).collect(),
    })
}
