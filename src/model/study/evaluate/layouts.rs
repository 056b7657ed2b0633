//! The layouts that a scenario's tiers are served with, searched for once and remembered.

use super::inputs::{Rows, inputs, no_reference};
use crate::factory::{Deployment, Inputs, Instance, Layout, Point, Site};
use crate::scenario::Scenario;
use crate::study::search::{self, FrontierPoint, SIZES, Search};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What the layout of a tier depends on, as bits: equal keys have equal layouts.
type Key = [u64; 12];

thread_local! {
    /// Layouts found before. A search takes a fraction of a millisecond, and a drag needs the same ones again.
    static FOUND: RefCell<HashMap<Key, Search>> = RefCell::new(HashMap::new());
}

/// Number of layouts that are remembered before all of them are dropped.
pub(super) const REMEMBERED: usize = 20_000;

/// Layouts for every tier in use, if everything except the plan is as in the catalog. Each fits into the whole site:
/// tiers take turns on an instance if a site has no room for one each.
pub(super) fn searches(inputs: &Inputs<f64>) -> [Option<Search>; 5] {
    searches_of(inputs, largest(inputs))
}

/// The largest layout that the site has machines for.
pub(super) fn largest(inputs: &Inputs<f64>) -> f64 {
    let fleet = Site::new("site", &inputs.machine, &inputs.plan, &inputs.basis).gpus;
    search::largest(&inputs.instance(), fleet)
}

/// Layouts for every tier in use, for a site of any size: the plan of a site is counted per accelerator.
pub(super) fn searches_of_any(inputs: &Inputs<f64>) -> [Option<Search>; 5] {
    searches_of(inputs, LARGEST)
}

/// The largest layout that is tried.
const LARGEST: f64 = SIZES[SIZES.len() - 1];

fn searches_of(inputs: &Inputs<f64>, largest: f64) -> [Option<Search>; 5] {
    let plan = &inputs.plan;
    let mut instance: Option<Instance<f64>> = None;
    let in_use = plan.tiers_in_use();
    let promises = plan.promises();
    std::array::from_fn(|i| {
        in_use[i].then(|| {
            let speed = promises[i].speed;
            let key = key(plan, speed, largest);
            if let Some(found) = FOUND.with_borrow(|found| found.get(&key).copied()) {
                return found;
            }
            let instance = instance.get_or_insert_with(|| inputs.instance());
            let found = search::deploy(instance, &inputs.workload(), speed, largest);
            FOUND.with_borrow_mut(|known| {
                if known.len() >= REMEMBERED {
                    known.clear();
                }
                known.insert(key, found);
            });
            found
        })
    })
}

/// The deployment of a tier: the one found, the fastest if none keeps the promise, or the smallest if model and call do
/// not fit on any.
pub(super) fn deployment(search: Search, baseline_calls: f64) -> Deployment<f64> {
    match search {
        Search::Reached(deployment) | Search::TooSlow(deployment, _) => {
            Deployment { baseline_calls, ..deployment }
        }
        Search::DoesNotFit => {
            let layout = Layout { gpus: 1.0, data_parallel: 0.0, expert_parallel: 1.0 };
            Deployment {
                prefill_layout: layout,
                decode_layout: layout,
                point: Point { batch: 1.0 },
                fits: 0.0,
                baseline_calls,
            }
        }
    }
}

/// The Pareto-optimal deployments of this scenario's model and calls on its machine.
pub fn frontier(scenario: &Scenario) -> Rc<Vec<FrontierPoint>> {
    thread_local! {
        static KNOWN: RefCell<HashMap<Key, Rc<Vec<FrontierPoint>>>> = RefCell::new(HashMap::new());
    }
    let inputs = inputs(scenario, &Rows::of(scenario), no_reference());
    let largest = largest(&inputs);
    let key = key(scenario, 0.0, largest);
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&key).map(Rc::clone)) {
        return known;
    }
    let points = Rc::new(search::frontier(&inputs.instance(), &inputs.workload(), largest));
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= REMEMBERED_FRONTIERS {
            known.clear();
        }
        known.insert(key, Rc::clone(&points));
    });
    points
}

/// Number of frontiers that are remembered before all of them are dropped.
const REMEMBERED_FRONTIERS: usize = 500;

/// The part of a plan that a layout depends on, except for the promised speed and the size of the site.
pub fn of_layout(plan: &Scenario) -> [f64; 10] {
    [
        plan.gpu,
        plan.llm,
        plan.precision,
        plan.serving,
        plan.overlap,
        plan.drafts,
        plan.acceptance,
        plan.context,
        plan.output_tokens,
        plan.cached,
    ]
}

/// Everything that a layout depends on.
fn key(plan: &Scenario, speed: f64, largest: f64) -> Key {
    let [gpu, llm, precision, serving, overlap, drafts, acceptance, context, answer, cached] =
        of_layout(plan);
    [gpu, llm, precision, serving, overlap, drafts, acceptance, context, answer, cached, speed, largest]
        .map(f64::to_bits)
}
