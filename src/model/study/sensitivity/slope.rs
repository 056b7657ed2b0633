//! Slopes: how much every number changes with a lever, derived from the formulas themselves.
//!
//! Evaluated with [`Dual`], the factory gives the slope of each of its numbers against one lever. The decisions of the
//! search are not formulas, so their response is defined here:
//!
//! - Layouts are held. They change at individual values of a lever and stay the same between them.
//! - The batch follows. It is taken as a real number, the largest that fits into memory, that an engine can be set to,
//!   or that keeps the promised speed, whichever limit comes first. In the last case its slope is that of the implicit
//!   function: with `speed(lever, batch) = promise`, `d batch = (d promise - speed by lever) / speed by batch`
//!   (Griewank and Walther, "Evaluating Derivatives", 2008, ch. 15).
//!
//! At a corner the slope is that of the side the value is on: a tier is bound by memory if the largest batch that fits
//! keeps the promise exactly, a site is not sold out if demand is exactly what it can sell.

use crate::factory::{Factory, Inputs, Plan, TierResult};
use crate::quantity::Dual;
use crate::scenario::{Lever, Scenario};
use crate::study::evaluate::{in_the_world, numbers, numbers_of_plan, planned};
use crate::study::search::RANK_BATCH;

/// What keeps the batch of a tier from growing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// No more sequences fit into memory.
    Memory,
    /// Engines are not set to more.
    Engine,
    /// Users would get less than they were promised.
    Speed,
    /// The promise is not kept at any batch, and a single sequence is served.
    Broken,
}

/// A scenario with its layouts held and its batches taken as real numbers.
#[derive(Debug, Clone)]
pub struct Relaxed {
    inputs: Inputs<f64>,
    /// What binds the tiers in use.
    bounds: [Option<Bound>; 5],
    /// Slope of speed against batch, tier by tier; used where speed binds.
    by_batch: [f64; 5],
    /// What the scenario is measured against; `None` for a scenario that is itself such a measure.
    measures: Option<Box<Measures>>,
}

/// What a scenario is measured against. Both follow its levers.
#[derive(Debug, Clone)]
struct Measures {
    /// Today's calls on its machines: what its site was planned for.
    planned: Relaxed,
    /// Its calls on today's machines: their weight in the world.
    world: Relaxed,
}

/// Levers that change the weight of a call in the world.
const WORLD: [&str; 3] = ["context", "answer", "cached"];

/// Levers that change how many calls a site is planned for.
const SITE: [&str; 6] = ["overlap", "drafts", "acceptance", "power", "pue", "serving"];

/// A promise is kept if the speed found is this near to it: the search found a whole batch for it.
const NEAR: f64 = 1e-9;

/// Steps after which Newton's method has long converged.
const MOST_STEPS: usize = 40;

/// A batch has converged when it moves by no more than this part of its value.
const AT_REST: f64 = 1e-14;

/// Smallest fractional batch: below it a step serves nothing.
const LEAST: f64 = 1e-3;

impl Relaxed {
    /// The scenario on the layouts that the search finds for it.
    pub fn of(scenario: &Scenario) -> Self {
        let alone = |whole: Factory<f64>| {
            // No batch keeps the promise if the one that the search found does not.
            let broken = whole.lines.map(|line| line.is_some_and(|line| line.tier.kept < 1.0 - NEAR));
            Self::relax(whole.inputs, broken)
        };
        let measures = Measures {
            planned: alone(numbers_of_plan(&planned(scenario))),
            world: alone(numbers(&in_the_world(scenario))),
        };
        Self { measures: Some(Box::new(measures)), ..alone(numbers(scenario)) }
    }
    /// Another scenario of the same machines and model, on the same layouts.
    pub fn held(&self, scenario: &Scenario) -> Self {
        let here = |of: &Self, plan: Scenario| {
            let plan = Scenario { gpu: of.inputs.plan.gpu, llm: of.inputs.plan.llm, ..plan };
            Self::relax(Inputs { plan, ..of.inputs }, of.bounds.map(|bound| bound == Some(Bound::Broken)))
        };
        let mut own = here(self, *scenario);
        if let Some(measures) = self.measures.as_deref() {
            let there = Measures {
                planned: here(&measures.planned, planned(scenario)),
                world: here(&measures.world, in_the_world(scenario)),
            };
            // Both are computed for whole batches; their changes are taken from fractional ones.
            let energy = |of: &Self| Factory::of_site(of.inputs).work.energy;
            own.inputs.reference.weight *= energy(&there.world) / energy(&measures.world);
            let whole =
                |of: &Self| Factory::of_site(of.inputs).lines.map(|line| line.map(|line| line.tier.whole));
            let (before, after) = (whole(&measures.planned), whole(&there.planned));
            for (i, used) in own.inputs.deployments.iter_mut().enumerate() {
                if let (Some(used), Some(before), Some(after)) = (used, before[i], after[i]) {
                    used.baseline_calls *= after / before;
                }
            }
            own.measures = Some(Box::new(there));
        }
        own
    }
    /// What binds the tiers in use, slowest tier first.
    pub fn bounds(&self) -> [Option<Bound>; 5] {
        self.bounds
    }
    /// The numbers.
    pub fn factory(&self) -> Factory<f64> {
        Factory::new(self.inputs)
    }
    /// The numbers with their slopes against a lever, both in base units.
    pub fn along(&self, lever: &Lever) -> Factory<Dual> {
        Factory::new(self.inputs_along(lever))
    }
    /// Profit with its slope against a lever, without the years of the market.
    pub fn profit_along(&self, lever: &Lever) -> Dual {
        Factory::of_site(self.inputs_along(lever)).profit.profit
    }
    /// The inputs with slope 1 in a lever, and what the scenario is measured against with the slopes that follow.
    fn inputs_along(&self, lever: &Lever) -> Inputs<Dual> {
        let of_lever = |of: &str| f64::from(u8::from(of == lever.about.id));
        let mut inputs = self.seeded(&of_lever);
        if let Some(measures) = self.measures.as_deref() {
            let id = lever.about.id;
            // A lever that a measure does not follow is at its default there.
            let follows = |of: &Self| of.inputs.plan.get(id) == self.inputs.plan.get(id);
            if WORLD.contains(&id) && follows(&measures.world) {
                // A context that is limited by what the model reads becomes shorter when the answer becomes longer.
                let context = &Plan::ABOUT.context;
                let held = &measures.world.inputs.plan;
                let is_held = id == Plan::ABOUT.output_tokens.id
                    && held.context > 1.0
                    && held.get(context.id) != self.inputs.plan.get(context.id);
                let seeds = |of: &str| match of {
                    of if of == id => 1.0,
                    of if is_held && of == context.id => -1.0,
                    _ => 0.0,
                };
                let energy = Factory::of_site(measures.world.seeded(&seeds)).work.energy;
                inputs.reference.weight.slope = inputs.reference.weight.value * energy.slope / energy.value;
            }
            if SITE.contains(&id) {
                let planned = Factory::of_site(measures.planned.seeded(&of_lever));
                for (used, line) in inputs.deployments.iter_mut().zip(&planned.lines) {
                    if let (Some(used), Some(line)) = (used, line) {
                        let whole = line.tier.whole;
                        used.baseline_calls.slope = used.baseline_calls.value * whole.slope / whole.value;
                    }
                }
            }
        }
        inputs
    }

    /// The inputs with these slopes of the levers, and with the response of the batches.
    fn seeded(&self, slopes: &dyn Fn(&str) -> f64) -> Inputs<Dual> {
        let mut inputs = self.inputs.map(|stage, about, value| {
            let slope = if stage == "plan" { slopes(about.id) } else { 0.0 };
            Dual { value, slope }
        });
        let still = Factory::of_site(inputs);
        for (i, line) in still.lines.iter().enumerate() {
            let (Some(line), Some(used)) = (line, &mut inputs.deployments[i]) else { continue };
            used.point.batch.slope = match self.bounds[i] {
                Some(Bound::Memory) => line.memory.batch_limit.slope,
                Some(Bound::Speed) => (line.slo.speed.slope - line.serving.speed.slope) / self.by_batch[i],
                Some(Bound::Engine | Bound::Broken) | None => 0.0,
            };
        }
        inputs
    }

    /// Makes the batches of the tiers fractional: each goes to the smallest of its bounds.
    fn relax(mut inputs: Inputs<f64>, broken: [bool; 5]) -> Self {
        let found = inputs.deployments;
        let mut bounds = [None; 5];
        let mut limits = [f64::NAN; 5];
        for (i, line) in Factory::of_site(inputs).lines.iter().enumerate() {
            let (Some(line), Some(used)) = (line, &mut inputs.deployments[i]) else { continue };
            if used.fits > 0.0 && !broken[i] {
                let engine = RANK_BATCH * line.decode.sharding.ranks;
                let memory = line.memory.batch_limit;
                bounds[i] = Some(if memory <= engine { Bound::Memory } else { Bound::Engine });
                limits[i] = memory.min(engine).max(LEAST);
                used.point.batch = limits[i];
            } else {
                bounds[i] = Some(Bound::Broken);
            }
        }
        // If the largest batch is too slow, the promise binds; the solution is not far from the whole batch that was
        // found.
        for (i, line) in Factory::of_site(inputs).lines.iter().enumerate() {
            let (Some(line), Some(used), Some(before)) = (line, &mut inputs.deployments[i], found[i]) else {
                continue;
            };
            if bounds[i] != Some(Bound::Broken) && line.serving.speed < line.slo.speed {
                bounds[i] = Some(Bound::Speed);
                used.point.batch = before.point.batch.clamp(LEAST, limits[i]);
            }
        }
        let mut relaxed = Self { inputs, bounds, by_batch: [f64::NAN; 5], measures: None };
        if bounds.contains(&Some(Bound::Speed)) {
            relaxed.keep_promises(&limits);
        }
        relaxed
    }

    /// Newton's method on the time of a token, which is nearly linear in the batch, for all tiers at once.
    fn keep_promises(&mut self, limits: &[f64; 5]) {
        for _ in 0..MOST_STEPS {
            let mut moved = false;
            for (i, line) in self.leaning().lines.iter().enumerate() {
                let (Some(line), Some(used)) = (line, &mut self.inputs.deployments[i]) else { continue };
                if self.bounds[i] != Some(Bound::Speed) {
                    continue;
                }
                self.by_batch[i] = line.serving.speed.slope;
                let batch = used.point.batch;
                let next = (batch - excess(line)).clamp(LEAST, limits[i]);
                if (next - batch).abs() > AT_REST * batch {
                    used.point.batch = next;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
    }
    /// The numbers with their slopes against the batches.
    fn leaning(&self) -> Factory<Dual> {
        let mut inputs = self.inputs.map(|_, _, value| Dual::from(value));
        for used in inputs.deployments.iter_mut().flatten() {
            used.point.batch.slope = 1.0;
        }
        Factory::of_site(inputs)
    }
}

/// How much too large a batch is for its promise, to first order.
fn excess(line: &TierResult<Dual>) -> f64 {
    let time = Dual::from(1.0) / line.serving.speed;
    let step = (time.value - 1.0 / line.slo.speed.value) / time.slope;
    if step.is_finite() { step } else { 0.0 }
}

/// Percent by which a result changes when its lever changes by one percent, at the value of the lever in base
/// units.
pub fn elasticity(result: Dual, at: f64) -> f64 {
    result.slope * at / result.value
}
