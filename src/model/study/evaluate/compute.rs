//! The factory of a scenario, whole or in part.

use super::baseline::{chain, planned_calls, reference};
use super::evaluation::Evaluation;
use super::inputs::{Rows, inputs, no_reference};
use super::layouts::{deployment, largest, searches, searches_of_any};
use super::notes::notes;
use crate::factory::{Deployment, Factory, Inputs};
use crate::scenario::Scenario;
use crate::study::predict::base;
use crate::study::search::{self, Search};
use std::sync::OnceLock;

/// The factory of a scenario, and the layouts of its tiers.
fn read(scenario: &Scenario, rows: &Rows) -> (Factory<f64>, [Option<Search>; 5]) {
    let (inputs, found) = whole(scenario, rows);
    (Factory::new(inputs), found)
}

/// The inputs of a scenario with its layouts.
fn whole(scenario: &Scenario, rows: &Rows) -> (Inputs<f64>, [Option<Search>; 5]) {
    let mut inputs = inputs(scenario, rows, reference(scenario));
    inputs.chain = chain().map(base);
    let found = searches(&inputs);
    let today = planned_calls(scenario);
    inputs.deployments = std::array::from_fn(|i| found[i].map(|search| deployment(search, today[i])));
    (inputs, found)
}

/// Only the site of a scenario: the years of the market are NaN.
pub fn site(scenario: &Scenario) -> Factory<f64> {
    let rows = Rows::of(scenario);
    let (inputs, _) = whole(scenario, &rows);
    Factory::of_site(inputs)
}

/// The factory for the plan of a site, on layouts of any size.
pub fn numbers_of_plan(scenario: &Scenario) -> Factory<f64> {
    let (mut inputs, _) = whole(scenario, &Rows::of(scenario));
    let today = planned_calls(scenario);
    let found = searches_of_any(&inputs);
    inputs.deployments = std::array::from_fn(|i| found[i].map(|search| deployment(search, today[i])));
    Factory::new(inputs)
}

/// The factory of a scenario, without notes.
pub fn numbers(scenario: &Scenario) -> Factory<f64> {
    read(scenario, &Rows::of(scenario)).0
}

/// The cost of an accelerator in this scenario, regardless of what it serves, in dollars per second.
pub fn accelerator_cost_rate(scenario: &Scenario) -> f64 {
    Factory::of_site(inputs(scenario, &Rows::of(scenario), no_reference())).cost.total
}

/// Only the deployments of a scenario.
pub fn deployments(scenario: &Scenario) -> [Option<Deployment<f64>>; 5] {
    let today = planned_calls(scenario);
    let found = searches(&inputs(scenario, &Rows::of(scenario), no_reference()));
    std::array::from_fn(|i| found[i].map(|search| deployment(search, today[i])))
}

/// The factory of a scenario in which one given figure is multiplied by `times`: layouts are searched for it. The plan
/// of the site is kept.
pub fn changed(scenario: &Scenario, stage: &str, id: &str, times: f64) -> Factory<f64> {
    let mut given = inputs(scenario, &Rows::of(scenario), reference(scenario));
    given.chain = chain().map(base);
    let mut inputs =
        given.map(|of, about, was| if of == stage && about.id == id { times * was } else { was });
    let (instance, work) = (inputs.instance(), inputs.workload());
    let today = planned_calls(scenario);
    let (in_use, promises) = (inputs.plan.tiers_in_use(), inputs.plan.promises());
    // Remembered layouts were found for the figures of the catalog.
    let largest = largest(&inputs);
    inputs.deployments = std::array::from_fn(|i| {
        in_use[i].then(|| deployment(search::deploy(&instance, &work, promises[i].speed, largest), today[i]))
    });
    Factory::new(inputs)
}

/// Computes a scenario.
pub fn evaluate(scenario: &Scenario) -> Evaluation {
    let rows = Rows::of(scenario);
    let (factory, searches) = read(scenario, &rows);
    let mut evaluation = Evaluation {
        scenario: *scenario,
        machine: rows.machine,
        model: rows.model,
        sheet: rows.sheet,
        profile: rows.profile,
        precision: rows.precision,
        searches,
        factory,
        notes: Vec::new(),
        ends: OnceLock::new(),
    };
    evaluation.notes = notes(&evaluation);
    evaluation
}
