//! The ways in which a case is computed.

use crate::catalog::accelerators::{ACCELERATORS, Generation};
use crate::catalog::formats::{Engine, Mixture, Precision, format};
use crate::catalog::llms::LLMS;
use crate::catalog::{calibration, find};
use crate::factory::{
    Basis, Cost, Decode, Demand, Hours, Instance, Layout, List, Plan, Point, Prices, Profit, Prompt,
    Reference, Serving, Site, Stack, Tier, TierSlo, Totals, Workload,
};
use crate::quantity::{Quantity, stage_and_id};
use crate::scenario::link;
use crate::stages;
use crate::study::evaluate::evaluate;
use crate::study::predict::{Load, Run, base, output_rate, rate_at_speed};
use crate::study::search::{Search, deploy};
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A number that is computed for a scenario.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The link it starts from.
    #[serde(default)]
    link: String,
    /// Levers set in addition, as the command line names them.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    /// Name in the sheet, such as `profit.revenue`.
    quantity: String,
}

impl Scenario {
    /// What the factory computes.
    pub fn value(&self) -> f64 {
        let (mut scenario, faults) = link::read(&self.link);
        assert_eq!(faults, vec![]);
        for (name, value) in &self.set {
            link::set(&mut scenario, name, value).expect("a lever and one of its values");
        }
        let (stage, id) = stage_and_id(&self.quantity).expect("a stage and an id");
        let (about, value) =
            evaluate(&scenario).factory.find(stage, id).expect("the factory computes a number of that name");
        about.unit.shown(value)
    }
}

/// One group of formulas alone; the results of several parts are added.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Name of the group.
    group: String,
    /// Which of its quantities is the result, in its display unit.
    result: String,
    /// Its inputs, by record and name, in display units. Those left out are NaN.
    pub inputs: BTreeMap<String, f64>,
    /// The point of NVIDIA's slide that the inputs correspond to.
    pub slide: Option<Slide>,
}

/// A point of NVIDIA's slide.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slide {
    /// The machines.
    pub system: String,
    /// The tier.
    pub tier: String,
}

/// Reads one result of a record in its display unit.
macro_rules! shown {
    ($Group:ident, $record:expr, $result:expr) => {{
        let about: &Quantity = $Group::ABOUT.get($result).expect("the group has a result of that name");
        about.unit.shown(*$record.get($result).expect("the same name"))
    }};
}

impl Part {
    /// What the factory computes.
    pub fn value(&self) -> f64 {
        let read = RefCell::new(BTreeSet::new());
        let from = |record: &'static str| {
            let read = &read;
            move |about: &'static Quantity| {
                let name = format!("{record}.{}", about.id);
                let given = self.inputs.get(&name).map_or(f64::NAN, |value| about.unit.base(*value));
                read.borrow_mut().insert(name);
                given
            }
        };
        let plan = Plan::build(from("plan"));
        let demand = Demand::build(from("demand"));
        let site = Site::build(from("site"));
        let result = self.result.as_str();
        let value = match self.group.as_str() {
            "prices" => {
                let (list, refer) = (List::build(from("list")), Reference::build(from("refer")));
                let basis = Basis::build(from("basis"));
                shown!(Prices, Prices::new("prices", &plan, &demand, &list, &refer, &basis), result)
            }
            "profit" => {
                let hour = Cost::build(from("hour"));
                let (totals, basis) = (Totals::build(from("totals")), Basis::build(from("basis")));
                let hours = Hours::build(from("hours"));
                let profit = Profit::new("profit", &site, &hour, &demand, &totals, &hours, &plan, &basis);
                shown!(Profit, profit, result)
            }
            "serving" => {
                let (prefill_layout, decode_layout) =
                    (Layout::build(from("reader")), Layout::build(from("writer")));
                let (prompt, decode) = (Prompt::build(from("prompt")), Decode::build(from("decode")));
                let (stack, work) = (Stack::build(from("stack")), Workload::build(from("work")));
                let point = Point::build(from("point"));
                let serving = Serving::new(
                    "serving",
                    &prefill_layout,
                    &decode_layout,
                    &prompt,
                    &decode,
                    &stack,
                    &work,
                    &point,
                );
                shown!(Serving, serving, result)
            }
            "tier" => {
                let (slo, serving) = (TierSlo::build(from("offer")), Serving::build(from("serving")));
                let (cost, prices) = (Cost::build(from("cost")), Prices::build(from("prices")));
                let (hours, basis) = (Hours::build(from("hours")), Basis::build(from("basis")));
                let tier =
                    Tier::new("tier", &slo, &serving, &site, &cost, &demand, &prices, &hours, &plan, &basis);
                shown!(Tier, tier, result)
            }
            other => panic!("no group is called {other}"),
        };
        let read = read.into_inner();
        for name in self.inputs.keys() {
            assert!(read.contains(name), "{} has no input called {name}", self.group);
        }
        value
    }
}

/// Machine, model and software of a case.
#[derive(Debug, Clone, Copy)]
struct Machines<'a> {
    model: &'a str,
    gpu: &'a str,
    precision: &'a str,
    engine: &'a str,
    overlap: bool,
    drafts: f64,
    /// Tokens that a sequence gains in a step with those drafts.
    tau: f64,
    draft_cost: f64,
    separate: bool,
}

impl Machines<'_> {
    fn instance(self) -> Instance<f64> {
        let model = find(LLMS, self.model).expect("a model of the catalog");
        let shape = model.row.shape.expect("a model with a shape");
        let machine = find(ACCELERATORS, self.gpu).expect("a machine of the catalog");
        let generation = machine.row.generation;
        let precision = Precision::named(self.precision).expect("a precision");
        let engine = Engine::named(self.engine).expect("an engine");
        let switch = |on: bool| f64::from(u8::from(on));
        let stack = Stack {
            overlap: switch(self.overlap),
            drafts: self.drafts,
            acceptance: acceptance(self.drafts, self.tau),
            draft_cost: self.draft_cost,
            disaggregated: switch(self.separate),
            kv_transfer: base(&Stack::ABOUT.kv_transfer, calibration::KV_TRANSFER),
            correction: 1.0,
        };
        Instance::new(
            machine.row.row.map(base),
            shape.map(base),
            format(Mixture::of(model.slug, &shape), precision, engine, generation == Generation::Hopper)
                .map(base),
            calibration::RECOMMENDED.of(engine, generation).map(base),
            stack,
        )
    }
}

/// The chance of acceptance at which `drafts` drafted tokens bring `tau` tokens a step: 1 + a + a² + … = tau.
fn acceptance(drafts: f64, tau: f64) -> f64 {
    assert!(tau >= 1.0 && tau < drafts + 1.0 || drafts < 1.0, "{drafts} drafts cannot bring {tau} tokens");
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        let gained = (1.0 - libm::pow(middle, drafts + 1.0)) / (1.0 - middle);
        if gained < tau { low = middle } else { high = middle }
    }
    low
}

/// A deployment with its layout and batch as published.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deployment {
    /// `decode`: output tokens per second and accelerator while only answers are written; `prefill`: context tokens per
    /// second and accelerator while only prompts are read.
    expects: Rate,
    model: String,
    gpu: String,
    precision: String,
    engine: String,
    gpus: f64,
    data_parallel: bool,
    expert_parallel: f64,
    /// Sequences per accelerator.
    #[serde(default)]
    batch: f64,
    /// Mean tokens of context while decoding, tokens of the prompt while it is read.
    context: f64,
    /// Share of the prompt that is found in the prefix cache.
    #[serde(default)]
    cached: f64,
    overlap: bool,
    #[serde(default)]
    drafts: f64,
    #[serde(default = "one")]
    tau: f64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Rate {
    Decode,
    Prefill,
}

fn one() -> f64 {
    1.0
}

impl Deployment {
    /// What the factory computes.
    pub fn value(&self) -> f64 {
        let instance = Machines {
            model: &self.model,
            gpu: &self.gpu,
            precision: &self.precision,
            engine: &self.engine,
            overlap: self.overlap,
            drafts: self.drafts,
            tau: self.tau,
            // Published tokens per step already include the cost of drafting.
            draft_cost: 0.0,
            separate: true,
        }
        .instance();
        let layout = Layout {
            gpus: self.gpus,
            data_parallel: f64::from(u8::from(self.data_parallel)),
            expert_parallel: self.expert_parallel,
        };
        let work = Workload {
            context: self.context,
            output_tokens: 0.0,
            cached_share: self.cached,
            output_reserved: 1.0,
        };
        let stages = stages!("case");
        match self.expects {
            Rate::Decode => {
                let point = Point { batch: self.batch * self.gpus };
                let limit = instance.memory(&stages, &layout, &work).batch_limit;
                assert!(point.batch > 0.0 && point.batch <= limit, "{} sequences, {limit} fit", point.batch);
                instance.decode(&stages, &layout, &work, &point).output.rate_per_gpu
            }
            Rate::Prefill => {
                self.context / (instance.prefill(&stages, &layout, &work).prompt.time * self.gpus)
            }
        }
    }
}

/// A queue of equal requests, processed as fast as possible; output tokens per second and accelerator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    model: String,
    gpu: String,
    gpus: f64,
    precision: String,
    engine: String,
    attention_dp: bool,
    expert_parallel: f64,
    input_tokens: f64,
    output_tokens: f64,
    requests: f64,
}

impl Queue {
    /// What the factory computes.
    pub fn value(&self) -> f64 {
        let run = Run {
            model: self.model.clone(),
            gpu: self.gpu.clone(),
            gpus: self.gpus,
            precision: self.precision.clone(),
            input_tokens: self.input_tokens,
            output_tokens: self.output_tokens,
            serving: Load::Queue,
            load: self.requests,
            attention_dp: self.attention_dp,
            expert_parallel: self.expert_parallel,
            engine: self.engine.clone(),
            reading_gpus: 0.0,
            reading_size: 0.0,
        };
        output_rate(&run, &calibration::RECOMMENDED).expect("the catalog has model and machine") / self.gpus
    }
}

/// A deployment that reads prompts on separate machines, laid out as published, at the largest batch that gives each
/// user a speed; tokens per second, in and out, per accelerator over all of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pools {
    model: String,
    gpu: String,
    precision: String,
    engine: String,
    /// Accelerators of one instance that writes.
    gpus: f64,
    attention_dp: bool,
    expert_parallel: f64,
    /// Accelerators that read for that instance, and those of one instance that reads.
    reading_gpus: f64,
    reading_size: f64,
    input_tokens: f64,
    output_tokens: f64,
    /// Tokens per second that each user gets.
    speed: f64,
}

impl Pools {
    /// What the factory computes.
    pub fn value(&self) -> f64 {
        let run = Run {
            model: self.model.clone(),
            gpu: self.gpu.clone(),
            gpus: self.gpus,
            precision: self.precision.clone(),
            input_tokens: self.input_tokens,
            output_tokens: self.output_tokens,
            serving: Load::Users,
            load: 1.0,
            attention_dp: self.attention_dp,
            expert_parallel: self.expert_parallel,
            engine: self.engine.clone(),
            reading_gpus: self.reading_gpus,
            reading_size: self.reading_size,
        };
        rate_at_speed(&run, &calibration::RECOMMENDED, self.speed).expect("the catalog has model and machine")
            / (self.gpus + self.reading_gpus)
    }
}

/// Two machines at the same promised speed, each with the deployment that the search finds best.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// The machine whose output is computed.
    machine: String,
    /// The machine it is compared with.
    against: String,
    /// Output tokens per `watt` or per `dollar`.
    per: Per,
    /// Cost of an accelerator-hour, of the machine and of the one it is compared with.
    hour: Option<[f64; 2]>,
    model: String,
    precision: String,
    engine: String,
    context: f64,
    answer: f64,
    /// Tokens per second that each user gets.
    speed: f64,
    separate: bool,
    drafts: f64,
    tau: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Per {
    Watt,
    Dollar,
}

impl Ratio {
    /// What the factory computes.
    pub fn value(&self) -> f64 {
        let [one, other] =
            [(&self.machine, 0), (&self.against, 1)].map(|(gpu, place)| self.output(gpu, place));
        one / other
    }
    /// Output tokens per second and accelerator, for a watt or a dollar an hour.
    fn output(&self, gpu: &str, place: usize) -> f64 {
        let draft_cost =
            if self.drafts > 0.0 { base(&Stack::ABOUT.draft_cost, calibration::DRAFT_COST) } else { 0.0 };
        let instance = Machines {
            model: &self.model,
            gpu,
            precision: &self.precision,
            engine: &self.engine,
            overlap: false,
            drafts: self.drafts,
            tau: self.tau,
            draft_cost,
            separate: self.separate,
        }
        .instance();
        let work = Workload {
            context: self.context,
            output_tokens: self.answer,
            cached_share: 0.0,
            output_reserved: 1.0,
        };
        let Search::Reached(found) = deploy(&instance, &work, self.speed, f64::INFINITY) else {
            panic!("{gpu} does not reach {} tokens/s/user", self.speed)
        };
        let stages = stages!("case");
        let prompt = instance.prefill(&stages, &found.prefill_layout, &work).prompt;
        let decode = instance.decode(&stages, &found.decode_layout, &work, &found.point).output;
        let serving = Serving::new(
            "case",
            &found.prefill_layout,
            &found.decode_layout,
            &prompt,
            &decode,
            &instance.stack,
            &work,
            &found.point,
        );
        let share = match (self.per, self.hour) {
            (Per::Watt, None) => instance.machine.power,
            (Per::Dollar, Some(hours)) => hours[place],
            _ => panic!("dollars want what an hour costs, and watts do not"),
        };
        serving.output_rate / share
    }
}
