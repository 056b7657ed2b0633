//! Metamorphic relations: how the results must change when the inputs change in a known way. They hold even where the
//! correct number is unknown: scaling, monotonicity, limits, symmetry, conservation.
//!
//! Each is a sentence. `make test` tries every one on a hundred draws, `make test-long` on 10,000 (`PROPTEST_CASES`).
//! A condition is a `prop_assume!`, and a relation whose condition is rarely met fails.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::disallowed_methods,
    reason = "a place on a logarithmic track need not be the same on every platform"
)]

mod business;
mod costs;
mod economy;
mod market;
mod memory;
mod physics;
mod published;
mod search;
mod serving;
mod slopes;
#[path = "../strategy/mod.rs"]
mod strategy;
mod units;

use model::factory::{Deployment, Factory, Inputs, Layout, Point, TierResult};
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::study::evaluate::numbers;
use model::study::search::SIZES;
use proptest::prelude::*;
use strategy::{place, scenario};

/// Draws of each relation in the short run.
const CASES: u32 = 100;

/// Inputs of any model on any machine with a call of any size, in one tier, with a layout and a batch of any size,
/// whether or not a search would have chosen them.
fn laid() -> impl Strategy<Value = Inputs<f64>> {
    let levers = (
        place(&LEVERS.gpu),
        place(&LEVERS.llm),
        place(&LEVERS.precision),
        place(&LEVERS.context),
        place(&LEVERS.output_tokens),
        place(&LEVERS.cached),
        place(&LEVERS.serving),
    );
    let layout = (prop::sample::select(SIZES.to_vec()), any::<bool>(), 0.0..8.0_f64);
    (scenario(), levers, layout).prop_map(|(mut plan, levers, (gpus, replicated, batch))| {
        (plan.gpu, plan.llm, plan.precision, plan.context, plan.output_tokens, plan.cached, plan.serving) =
            levers;
        let mut inputs = numbers(&plan).inputs;
        inputs.plan = alone(inputs.plan);
        // Contexts of any length: the limit of a model is irrelevant to the physics.
        inputs.list.limit = 1e60;
        let replicated = replicated && gpus > 1.0 && inputs.llm.experts > 0.0;
        let layout = Layout {
            gpus,
            data_parallel: f64::from(u8::from(replicated)),
            expert_parallel: if replicated { gpus } else { 1.0 },
        };
        let point = Point { batch: batch.exp().floor() };
        let deployment = Deployment {
            prefill_layout: layout,
            decode_layout: layout,
            point,
            fits: 1.0,
            baseline_calls: 1.0,
        };
        inputs.deployments = [None, Some(deployment), None, None, None];
        inputs
    })
}

/// The same plan with the whole site, and all demand, in the second tier.
fn alone(plan: Scenario) -> Scenario {
    Scenario {
        batch_share: 0.0,
        standard_share: 1.0,
        fast_share: 0.0,
        premium_share: 0.0,
        ultra_share: 0.0,
        batch_demand: 0.0,
        standard_demand: 1.0,
        fast_demand: 0.0,
        premium_demand: 0.0,
        ultra_demand: 0.0,
        ..plan
    }
}

/// The tier of inputs drawn by [`laid`], after a change.
fn line(inputs: &Inputs<f64>, change: impl FnOnce(&mut Inputs<f64>)) -> TierResult<f64> {
    let mut changed = *inputs;
    change(&mut changed);
    Factory::new(changed).lines[1].expect("the tier is in use")
}

/// The layout and batch of that tier.
fn deployment(inputs: &mut Inputs<f64>) -> &mut Deployment<f64> {
    inputs.deployments[1].as_mut().expect("the tier is in use")
}

/// Sets the batch of that tier.
fn batch(inputs: &mut Inputs<f64>, batch: f64) {
    deployment(inputs).point.batch = batch;
}

/// Multiplies the arithmetic rates of the machine.
fn compute(inputs: &mut Inputs<f64>, k: f64) {
    inputs.machine.bf16 *= k;
    inputs.machine.fp8 *= k;
    inputs.machine.fp4 *= k;
}

/// Multiplies the rates of both networks.
fn network(inputs: &mut Inputs<f64>, k: f64) {
    inputs.machine.link *= k;
    inputs.machine.scale_out *= k;
}
