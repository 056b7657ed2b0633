//! What a scenario is measured against: the baseline, and what today's machines serve of today's calls.

use super::inputs::{Rows, inputs, no_reference, slug};
use super::layouts::{REMEMBERED, deployment, searches, searches_of_any};
use crate::catalog::sources::INFERENCE_FIT;
use crate::catalog::{Datum, Grade, demand, exact, fleet, price_sheets};
use crate::factory::{Accelerator, Chain, Factory, Inputs, List, Reference, Site, TIERS};
use crate::quantity::unit::TOKEN_PER_S_MW;
use crate::scenario::levers::LEVERS;
use crate::scenario::{Lever, Scenario};
use crate::study::predict::base;
use crate::study::search::Search;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Machine time of a call, tier by tier, in seconds of an accelerator.
struct Times {
    inputs: Inputs<f64>,
    found: [Option<Search>; 5],
}

impl Times {
    fn of(scenario: &Scenario, rows: &Rows) -> Self {
        let inputs = inputs(scenario, rows, no_reference());
        Self { found: searches_of_any(&inputs), inputs }
    }
    /// For one tier; `None` if it is not in use, or if model and call do not fit.
    fn call(&self, tier: usize) -> Option<f64> {
        let found = deployment(self.found[tier]?, f64::NAN);
        let inputs = &self.inputs;
        (found.fits > 0.0).then(|| inputs.instance().call_time(&TIERS[tier], &found, &inputs.workload()))
    }
}

/// Today's calls of today's model on the machines of a scenario: what its site was planned for.
pub fn planned(scenario: &Scenario) -> Scenario {
    let baseline = Scenario::baseline();
    Scenario {
        gpu: scenario.gpu,
        precision: scenario.precision,
        serving: scenario.serving,
        overlap: scenario.overlap,
        drafts: scenario.drafts,
        acceptance: scenario.acceptance,
        power: scenario.power,
        pue: scenario.pue,
        batch_share: scenario.batch_share,
        standard_share: scenario.standard_share,
        fast_share: scenario.fast_share,
        premium_share: scenario.premium_share,
        ultra_share: scenario.ultra_share,
        batch_demand: scenario.batch_demand,
        standard_demand: scenario.standard_demand,
        fast_demand: scenario.fast_demand,
        premium_demand: scenario.premium_demand,
        ultra_demand: scenario.ultra_demand,
        ..baseline
    }
}

/// Calls of a scenario, cut to what its model reads, on today's machines and model: their weight in the world.
pub fn in_the_world(scenario: &Scenario) -> Scenario {
    let Scenario { output_tokens, cached, .. } = *scenario;
    let limit = price_sheets::of_model(slug(&LEVERS.llm, scenario.llm))
        .map_or(f64::INFINITY, |sheet| base(&List::ABOUT.limit, sheet.context));
    let context = scenario.context.min((limit - output_tokens).max(1.0));
    Scenario { context, output_tokens, cached, ..Scenario::baseline() }
}

/// Calls per second, tier by tier, that the whole site would serve if they were those it was planned for.
pub(super) fn planned_calls(scenario: &Scenario) -> [f64; 5] {
    thread_local! {
        /// The most recent plan: few levers change it.
        static LAST: Cell<Option<(Scenario, [f64; 5])>> = const { Cell::new(None) };
    }
    let planned = planned(scenario);
    match LAST.get() {
        Some((of, calls)) if of == planned => calls,
        _ => {
            let calls = calls_of_plan(&planned);
            LAST.set(Some((planned, calls)));
            calls
        }
    }
}

/// The same for a plan.
fn calls_of_plan(planned: &Scenario) -> [f64; 5] {
    let rows = Rows::of(planned);
    let times = Times::of(planned, &rows);
    let gpus = Site::new("site", &times.inputs.machine, planned, &times.inputs.basis).gpus;
    let calls = |time: f64| gpus * planned.operator_yield / time;
    // Machines whose power is not published have no plan; the numbers that depend on their power say so.
    std::array::from_fn(|tier| times.call(tier).map(calls).filter(|calls| calls.is_finite()).unwrap_or(0.0))
}

/// Energy per call of a scenario at full load.
fn call_energy(scenario: &Scenario) -> f64 {
    let mut inputs = inputs(scenario, &Rows::of(scenario), no_reference());
    inputs.deployments = searches(&inputs).map(|found| found.map(|search| deployment(search, f64::NAN)));
    Factory::of_site(inputs).work.energy
}

/// Cost of a call at the list prices of the baseline scenario's model.
pub fn value(plan: &Scenario, baseline: &Reference<f64>) -> f64 {
    let Reference { input, cached, output, .. } = baseline;
    plan.context * (1.0 - plan.cached) * input
        + plan.context * plan.cached * cached
        + plan.output_tokens * output
}

/// The baseline scenario as others are measured against it.
static BASELINE: LazyLock<Reference<f64>> = LazyLock::new(|| {
    let baseline = Scenario::baseline();
    let list = Rows::of(&baseline).list().map(base);
    let hours = 1.0 + (list.peak - 1.0) * list.peak_share;
    let [input, cached, output] = [list.input, list.cached, list.output].map(|price| price * hours);
    let reference = Reference {
        calls: baseline.agents * baseline.calls * (1.0 - baseline.edge),
        value: f64::NAN,
        input,
        cached,
        output,
        weight: 1.0,
        batch: baseline.batch_price,
        standard: baseline.standard_price,
        fast: baseline.fast_price,
        premium: baseline.premium_price,
        ultra: baseline.ultra_price,
        generation: 1.0,
        generation_price: 1.0,
    };
    Reference { value: value(&baseline, &reference), ..reference }
});

/// What a scenario is measured against.
pub fn reference(scenario: &Scenario) -> Reference<f64> {
    static ENERGY: LazyLock<f64> = LazyLock::new(|| call_energy(&Scenario::baseline()));
    thread_local! {
        /// Weights computed before: most levers do not change the call.
        static WEIGHED: RefCell<HashMap<[u64; 3], f64>> = RefCell::new(HashMap::new());
    }
    let (generation, generation_price) = generation(scenario.gpu);
    let baseline = Reference { generation, generation_price, ..*BASELINE };
    let there = in_the_world(scenario);
    if there == Scenario::baseline() {
        return baseline;
    }
    let call = [there.context, there.output_tokens, there.cached].map(f64::to_bits);
    let weighed = WEIGHED.with_borrow(|known| known.get(&call).copied());
    let weight = weighed.unwrap_or_else(|| {
        let weight = call_energy(&there) / *ENERGY;
        WEIGHED.with_borrow_mut(|known| {
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(call, weight);
        });
        weight
    });
    Reference { weight, ..baseline }
}

/// Tokens and price per watt of a machine relative to those of the baseline scenario, for the calls by which the fleet
/// is counted. A machine that cannot hold them, or whose power or price is not published, counts as the baseline
/// scenario's.
fn generation(gpu: f64) -> (f64, f64) {
    thread_local! {
        static KNOWN: RefCell<HashMap<u64, (f64, f64)>> = RefCell::new(HashMap::new());
    }
    let baseline = Scenario::baseline();
    if gpu.to_bits() == baseline.gpu.to_bits() {
        return (1.0, 1.0);
    }
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&gpu.to_bits()).copied()) {
        return known;
    }
    let price = |gpu: f64| {
        let machine = Rows::of(&Scenario { gpu, ..baseline }).machine.row.row.map(base);
        machine.price / machine.power
    };
    let against = |of: &dyn Fn(f64) -> f64| {
        let own = of(gpu);
        if own > 0.0 { own / of(baseline.gpu) } else { 1.0 }
    };
    let found = (against(&tokens_per_joule), against(&price));
    KNOWN.with_borrow_mut(|known| known.insert(gpu.to_bits(), found));
    found
}

/// The value of a lever for an entry by which the fleet is counted.
fn counted_by(lever: &Lever, slug: &str) -> f64 {
    lever.read(slug).expect("what the fleet is counted by is on the tracks, as a test holds")
}

/// Tokens of calls, input and output, per joule of a site of GB200 that serves DeepSeek V3 slowly to all.
fn best_rate() -> f64 {
    tokens_per_joule(counted_by(&LEVERS.gpu, "gb200"))
}

/// The same for other machines, to compare the generations of the world's fleet. Not finite if the power of the
/// machines is not published.
fn tokens_per_joule(gpu: f64) -> f64 {
    let scenario = Scenario {
        llm: counted_by(&LEVERS.llm, "deepseek-v3"),
        gpu,
        batch_share: 0.0,
        fast_share: 0.0,
        batch_demand: 0.0,
        fast_demand: 0.0,
        standard_share: 1.0,
        standard_demand: 1.0,
        standard_speed: demand::DEEPSEEK_DAY.speed.value,
        ..Scenario::baseline()
    };
    let rows = Rows::of(&scenario);
    let times = Times::of(&scenario, &rows);
    let call = scenario.context + scenario.output_tokens;
    call / times.call(1).unwrap_or(f64::NAN) / base(&Accelerator::ABOUT.power, rows.machine.row.row.power)
}

/// The factors between the power of the world and its tokens.
pub(super) fn chain() -> Chain<Datum> {
    static RATE: LazyLock<f64> = LazyLock::new(best_rate);
    Chain {
        power: fleet::FLEET_MAY_2026,
        rate: exact(TOKEN_PER_S_MW.shown(*RATE), Grade::Derived, &INFERENCE_FIT).note(
            "Computed by this factory: DeepSeek V3 on GB200 NVL72 with calls of a coding agent at 21 tokens/s/user.",
        ),
        serving: fleet::SERVING.percent(),
        text: fleet::TEXT.percent(),
        load: fleet::LOAD.percent(),
        generations: fleet::GENERATIONS.percent(),
        calls: fleet::CALLS.percent(),
        speed: fleet::SPEED.percent(),
        models: fleet::MODELS.percent(),
        operators: fleet::YIELD.percent(),
    }
}
