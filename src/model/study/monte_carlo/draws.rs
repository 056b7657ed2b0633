//! Joint draws: the factory with every uncertain entry at a random place of its range, all at once.
//!
//! What is drawn, and what is not:
//! - Every entry whose value has a range is drawn as its [`Spread`] says. A lever that the reader has set is exact, and
//!   so is the size of the site, which is chosen rather than estimated.
//! - The constants of the fit are not drawn one by one: their error, and that of the formulas, is in the band of
//!   measured against predicted throughput, which is drawn.
//! - Layouts are those that the search finds for the value of each entry. Only the context changes them: they are
//!   searched again for each eighth of its cases. A batch that does not fit into memory is cut.
//! - List prices are published rather than estimated, so they are held. What the market pays is in the elasticities,
//!   the load and the paid share.
//! - The number of agents is not published: it is the number that, with such calls, uses the tokens that the world is
//!   served. So the tokens are drawn, and agents follow from them and from the drawn calls.
//! - The baseline scenario, against which demand and market are measured, is drawn too: today's calls, their value and
//!   their weight depend on the same drawn figures, so that only the reader's changes make a difference.
//! - A site was planned for today's drawn calls at the predicted throughput: if machines serve more than was predicted,
//!   load falls.
//!
//! Each entry has its own random stream, seeded from its name: draw number `i` puts an entry at the same place of its
//! range in every scenario, so that two scenarios differ because of their differences, not by luck.

use crate::catalog::Datum;
use crate::catalog::spread::Spread;
use crate::factory::{Deployment, Factory, Inputs, Plan, Reference, TIERS};
use crate::quantity::{Num, Quantity};
use crate::scenario::{Lever, Scenario};
use crate::study::evaluate::{Evaluation, deployments, evaluate, in_the_world, value};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// Number of parts of the range of contexts, for each of which the layouts are searched.
const PARTS: u8 = 8;

/// An uncertain entry.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The group it belongs to.
    pub stage: &'static str,
    /// What it is.
    pub about: &'static Quantity,
    /// Its value with range and source.
    pub datum: Datum,
    /// How it is drawn.
    pub spread: Spread,
}

/// How an entry is drawn. The size of a site is the reader's choice, and the errors of the fitted constants are not
/// independent: both are held, whatever their range.
pub fn spread(stage: &str, about: &Quantity, datum: &Datum) -> Spread {
    let is_held = stage == "fit" || stage == "plan" && about.id == Plan::ABOUT.power.id;
    if is_held { Spread::Exact(datum.value) } else { Spread::of(about, datum) }
}

/// The entries of a scenario that are drawn.
pub fn inputs(evaluation: &Evaluation) -> Vec<Input> {
    let mut inputs = Vec::new();
    evaluation.sources().each(|stage, about, &datum| {
        let spread = spread(stage, about, &datum);
        if spread.is_drawn() {
            inputs.push(Input { stage, about, datum, spread });
        }
    });
    inputs
}

/// Name of the random stream of an entry.
fn stream(input: &Input) -> String {
    format!("{}.{}", input.stage, input.about.id)
}

/// The start of a stream: the name's Fowler-Noll-Vo hash (FNV-1a, 64 bits).
fn seed(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A share of the cases, above 0 and below 1, from 52 random bits.
fn share(bits: u64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "52 bits fit, and a half")]
    let whole = (bits >> 12) as f64;
    (whole + 0.5) / 4_503_599_627_370_496.0
}

/// An entry of the inputs: held, or the place of its variable.
#[derive(Debug, Clone, Copy)]
enum Slot {
    Held(f64),
    Drawn(usize),
}

#[derive(Debug, Clone)]
struct Variable {
    input: Input,
    stream: Xoshiro256PlusPlus,
    /// The last value, in base units.
    value: f64,
    /// Share of the cases below it.
    share: f64,
}

/// Draws of one scenario.
#[derive(Debug, Clone)]
struct Sampler {
    slots: Inputs<Slot>,
    variables: Vec<Variable>,
    /// Layouts for each part of the drawn contexts, lowest first; only one if the context is exact.
    layouts: Vec<[Option<Deployment<f64>>; 5]>,
    context: Option<usize>,
    agents: Option<usize>,
    /// Tokens of an agent when nothing is drawn.
    usage: f64,
}

/// Tokens that an agent uses in a second.
fn usage(plan: &Scenario) -> f64 {
    plan.calls * (plan.context + plan.output_tokens)
}

impl Sampler {
    fn new(evaluation: &Evaluation) -> Self {
        Self::of(evaluation, inputs(evaluation))
    }

    /// Draws of these entries, all others held.
    fn of(evaluation: &Evaluation, inputs: Vec<Input>) -> Self {
        let variables: Vec<Variable> = inputs
            .into_iter()
            .map(|input| Variable {
                stream: Xoshiro256PlusPlus::seed_from_u64(seed(&stream(&input))),
                input,
                value: f64::NAN,
                share: 0.5,
            })
            .collect();
        let place = |stage: &str, about: &Quantity| {
            variables.iter().position(|it| it.input.stage == stage && it.input.about.id == about.id)
        };
        let slots = evaluation.factory.inputs.map(|stage, about, value| match place(stage, about) {
            Some(place) => Slot::Drawn(place),
            None => Slot::Held(value),
        });
        let context = place("plan", &Plan::ABOUT.context);
        let layouts = match context {
            None => vec![evaluation.factory.inputs.deployments],
            Some(place) => {
                let input = &variables[place].input;
                let part = |k| (f64::from(k) + 0.5) / f64::from(PARTS);
                let context = |k| input.about.unit.base(input.spread.quantile(part(k)));
                (0..PARTS)
                    .map(|k| deployments(&Scenario { context: context(k), ..evaluation.scenario }))
                    .collect()
            }
        };
        let agents = place("plan", &Plan::ABOUT.agents);
        Self { slots, variables, layouts, context, agents, usage: usage(&Scenario::baseline()) }
    }

    /// The next draw. Agents are those of a draw of the baseline, if one is given.
    fn next(&mut self, baseline: Option<&BaselineDraw>) -> Inputs<f64> {
        for variable in &mut self.variables {
            variable.share = share(variable.stream.next_u64());
            variable.value = variable.input.about.unit.base(variable.input.spread.quantile(variable.share));
        }
        let mut inputs = self.slots.map(|_, _, slot| match slot {
            Slot::Held(value) => value,
            Slot::Drawn(place) => self.variables[place].value,
        });
        if self.agents.is_some() {
            let own = inputs.plan.agents * self.usage / usage(&inputs.plan);
            inputs.plan.agents = baseline.map_or(own, |draw| draw.agents);
        }
        if let Some(place) = self.context {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of eight parts"
            )]
            let part = (self.variables[place].share * f64::from(PARTS)) as usize;
            inputs.deployments = self.layouts[part.min(self.layouts.len() - 1)];
            fit(&mut inputs);
        }
        inputs
    }
}

/// Cuts the batches that do not fit into memory. If not even one sequence fits, nothing is served.
fn fit(inputs: &mut Inputs<f64>) {
    let (instance, work) = (inputs.instance(), inputs.workload());
    for (stages, used) in TIERS.iter().zip(&mut inputs.deployments) {
        let Some(tier) = used else { continue };
        let limit = Num::floor(instance.memory(stages, &tier.decode_layout, &work).batch_limit);
        if limit < 1.0 {
            tier.fits = 0.0;
        }
        tier.point.batch = Num::max(Num::min(tier.point.batch, limit), 1.0);
    }
}

/// One draw of the baseline scenario.
#[derive(Debug, Clone, Copy)]
struct BaselineDraw {
    agents: f64,
    /// What other scenarios are measured against.
    reference: Reference<f64>,
    energy: f64,
    /// Calls that the site was planned for, tier by tier, against those of the baseline scenario.
    planned: [f64; 5],
    profit: f64,
}

/// The draws of the baseline scenario, made on first use and kept: every other scenario is measured against them.
#[derive(Debug)]
pub struct BaselineDraws {
    sampler: Sampler,
    operator_yield: f64,
    correction: f64,
    draws: Vec<BaselineDraw>,
}

impl Default for BaselineDraws {
    fn default() -> Self {
        let baseline = evaluate(&Scenario::baseline());
        Self::of(&baseline, inputs(&baseline))
    }
}

impl BaselineDraws {
    fn of(baseline: &Evaluation, inputs: Vec<Input>) -> Self {
        let Inputs { plan, basis, .. } = &baseline.factory.inputs;
        Self {
            sampler: Sampler::of(baseline, inputs),
            operator_yield: plan.operator_yield,
            correction: basis.correction,
            draws: Vec::new(),
        }
    }
    fn draw(&mut self, i: usize) -> BaselineDraw {
        while self.draws.len() <= i {
            let mut inputs = self.sampler.next(None);
            let plan = &inputs.plan;
            inputs.reference.calls = plan.agents * plan.calls * (1.0 - plan.edge);
            inputs.reference.value = value(plan, &inputs.reference);
            let drawn = Factory::of_site(inputs);
            // The site was planned for the predicted throughput.
            let luck =
                (self.operator_yield / plan.operator_yield) * (self.correction / inputs.basis.correction);
            let mut planned = [1.0; 5];
            for ((used, line), times) in inputs.deployments.iter_mut().zip(&drawn.lines).zip(&mut planned) {
                let (Some(used), Some(line)) = (used, line) else { continue };
                let ratio = line.tier.whole * luck / used.baseline_calls;
                if ratio.is_finite() {
                    *times = ratio;
                    used.baseline_calls *= ratio;
                }
            }
            let factory = Factory::of_site(inputs);
            self.draws.push(BaselineDraw {
                agents: plan.agents,
                reference: inputs.reference,
                energy: factory.work.energy,
                planned,
                profit: factory.profit.profit,
            });
        }
        self.draws[i]
    }
}

/// One joint draw.
#[derive(Debug, Clone)]
pub struct Draw {
    /// The factory in it.
    pub factory: Factory<f64>,
    /// Profit of the baseline factory in the same draw.
    pub baseline_profit: f64,
}

/// The draws of a scenario, one after the other.
#[derive(Debug, Clone)]
pub struct Draws {
    own: Sampler,
    /// The scenario's calls on today's machines and model, if they are not today's calls.
    world: Option<Sampler>,
    next: usize,
}

impl Draws {
    /// Draws of a scenario from the first on.
    pub fn of(evaluation: &Evaluation) -> Self {
        Self { own: Sampler::new(evaluation), world: Self::world(evaluation), next: 0 }
    }
    fn world(evaluation: &Evaluation) -> Option<Sampler> {
        let there = in_the_world(&evaluation.scenario);
        (there != Scenario::baseline()).then(|| Sampler::new(&evaluate(&there)))
    }
    /// Draws of a site with one lever held at its value, even if that is its default: one place of a range that is
    /// shown for all of its places.
    pub fn at(evaluation: &Evaluation, lever: &Lever) -> Self {
        let mut inputs = inputs(evaluation);
        inputs.retain(|input| input.stage != "plan" || input.about.id != lever.about.id);
        Self { own: Sampler::of(evaluation, inputs), world: Self::world(evaluation), next: 0 }
    }
    /// The next draw, the world's years included.
    pub fn next(&mut self, baseline: &mut BaselineDraws) -> Draw {
        let (inputs, baseline_profit) = self.inputs(baseline);
        Draw { factory: Factory::new(inputs), baseline_profit }
    }
    /// The next draw of the site alone, for when the world's years are not needed.
    pub fn next_site(&mut self, baseline: &mut BaselineDraws) -> Factory<f64> {
        Factory::of_site(self.inputs(baseline).0)
    }
    /// The inputs of the next draw, and the profit of the baseline site in it.
    fn inputs(&mut self, baseline: &mut BaselineDraws) -> (Inputs<f64>, f64) {
        let drawn = baseline.draw(self.next);
        self.next += 1;
        let mut inputs = self.own.next(Some(&drawn));
        let Reference { generation, generation_price, .. } = inputs.reference;
        inputs.reference = Reference { generation, generation_price, ..drawn.reference };
        if let Some(sampler) = &mut self.world {
            inputs.reference.weight = Factory::of_site(sampler.next(Some(&drawn))).work.energy / drawn.energy;
        }
        for (used, times) in inputs.deployments.iter_mut().zip(drawn.planned) {
            if let Some(used) = used {
                used.baseline_calls *= times;
            }
        }
        (inputs, drawn.profit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::link;
    use std::collections::BTreeMap;

    #[test]
    fn without_ranges_a_draw_is_the_scenario() {
        let baseline = evaluate(&Scenario::baseline());
        let mut draws = BaselineDraws::of(&baseline, Vec::new());
        for link in ["", "context=128k", "agents=1B&electricity=0.2"] {
            let evaluation = evaluate(&link::read(link).0);
            let exact = |evaluation: &Evaluation| Sampler::of(evaluation, Vec::new());
            let there = in_the_world(&evaluation.scenario);
            let world = (there != Scenario::baseline()).then(|| exact(&evaluate(&there)));
            let draw = Draws { own: exact(&evaluation), world, next: 0 }.next(&mut draws);
            let mut numbers = Vec::new();
            evaluation.factory.each(|stage, about, value| numbers.push((stage, about.id, value.to_bits())));
            let mut drawn = Vec::new();
            draw.factory.each(|stage, about, value| drawn.push((stage, about.id, value.to_bits())));
            assert_eq!(numbers, drawn, "{link}");
            assert_eq!(draw.baseline_profit.to_bits(), baseline.factory.profit.profit.to_bits());
        }
    }

    #[test]
    fn every_entry_has_a_stream_of_its_own() {
        let mut streams: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
        for input in inputs(&evaluate(&Scenario::baseline())) {
            streams.entry(seed(&stream(&input))).or_default().push(input.about.id);
        }
        let shared: Vec<_> = streams.values().filter(|entries| entries.len() > 1).collect();
        assert!(shared.is_empty(), "{shared:?}");
    }

    #[test]
    fn shares_are_even_and_neither_nothing_nor_all() {
        assert!(share(0) > 0.0 && share(u64::MAX) < 1.0);
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed("plan.context"));
        let mut counts = [0; 10];
        for _ in 0..10_000 {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a tenth")]
            let tenth = (10.0 * share(random.next_u64())) as usize;
            counts[tenth] += 1;
        }
        // Five standard deviations of a count of a thousand.
        assert!(counts.iter().all(|count: &i32| (count - 1_000).abs() < 150), "{counts:?}");
    }
}
