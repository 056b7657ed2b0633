//! Predicted throughput of a published run: the same physics, on the layout of the run.

use crate::catalog::accelerators::{ACCELERATORS, Generation};
use crate::catalog::calibration::{Fit, KV_TRANSFER, RECOMMENDED};
use crate::catalog::formats::{Engine, Mixture, Precision, format};
use crate::catalog::llms::LLMS;
use crate::catalog::random_effects::Setup;
use crate::catalog::{Datum, find};
use crate::factory::instance::{Instance, Stages};
use crate::factory::{Layout, Point, Stack, Workload};
use crate::quantity::{Num, Quantity};
use crate::scenario::link::cut;
use std::fmt;

/// How the load was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// A queue of equal requests, processed as fast as possible.
    Queue,
    /// A number of users, each with one request in progress.
    Users,
}

/// A published run.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Model, by any of its names.
    pub model: String,
    /// Accelerator, by any of its names.
    pub gpu: String,
    /// Accelerators of the deployment.
    pub gpus: f64,
    /// Precision of the checkpoint.
    pub precision: String,
    /// Mean tokens in.
    pub input_tokens: f64,
    /// Mean tokens out.
    pub output_tokens: f64,
    /// How the load was offered.
    pub serving: Load,
    /// Requests in the queue, or users.
    pub load: f64,
    /// Whether attention is replicated and sequences are divided.
    pub attention_dp: bool,
    /// Accelerators among which experts are divided; 1 if they are not.
    pub expert_parallel: f64,
    /// Serving software.
    pub engine: String,
    /// If prompts are read on separate accelerators, their number for this deployment, which then only writes; else 0.
    pub reading_gpus: f64,
    /// Accelerators of one instance that reads, experts divided among them; 0 if there is none.
    pub reading_size: f64,
}

impl Run {
    /// The layout of the run. Experts cannot be divided among more accelerators than there are: if a document says so
    /// of one accelerator, it is a rank of a deployment in which each has its own attention; if it says so of several,
    /// experts were divided among these.
    pub fn layout(&self) -> Layout<f64> {
        let is_rank = self.gpus <= 1.0 && self.expert_parallel > 1.0;
        let gpus = if is_rank { self.expert_parallel } else { self.gpus };
        Layout {
            gpus,
            data_parallel: f64::from(u8::from(self.attention_dp || is_rank)),
            expert_parallel: Num::min(self.expert_parallel, gpus),
        }
    }
}

/// Why no throughput can be predicted.
#[derive(Debug, Clone, PartialEq)]
pub enum NoPrediction {
    /// The catalog has no such model.
    UnknownModel(String),
    /// The model's shape is not known well enough; the reason.
    NoShape(String, &'static str),
    /// The catalog has no such accelerator.
    UnknownMachine(String),
    /// No such precision.
    UnknownPrecision(String),
    /// No such engine.
    UnknownEngine(String),
    /// A number that must be above zero is not.
    NotPositive(&'static str, f64),
    /// The weights leave no room for one sequence.
    DoesNotFit,
    /// These numbers give no finite rate: they are far from those of any machine.
    NoRate,
}

impl fmt::Display for NoPrediction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownModel(name) => write!(f, "no model called {name:?} in the catalog"),
            Self::NoShape(name, why) => write!(f, "the shape of {name} is not known well enough: {why}"),
            Self::UnknownMachine(name) => write!(f, "no accelerator called {name:?} in the catalog"),
            Self::UnknownPrecision(name) => {
                write!(f, "no precision called {name:?}; known are BF16, FP8, FP4, INT4")
            }
            Self::UnknownEngine(name) => write!(f, "no engine called {name:?}; known are trt, vllm, sglang"),
            Self::NotPositive(what, value) => write!(f, "{what} is {} and must be above zero", plain(*value)),
            Self::DoesNotFit => {
                write!(f, "weights and one sequence do not fit into the memory of these machines")
            }
            Self::NoRate => write!(f, "numbers of this size lead to no throughput"),
        }
    }
}

/// A number as it was written, unless it has hundreds of digits.
fn plain(value: f64) -> String {
    if value == 0.0 || (1e-6..1e15).contains(&value.abs()) { value.to_string() } else { format!("{value:e}") }
}

/// Base-unit value of a datum, for turning a record of data into a record of numbers.
pub fn base(about: &'static Quantity, datum: Datum) -> f64 {
    datum.base(&about.unit)
}

/// No drafting, no overlap, reading and writing on the same machines.
pub const PLAIN: Stack<f64> = Stack {
    overlap: 0.0,
    drafts: 0.0,
    acceptance: 0.0,
    draft_cost: 0.0,
    disaggregated: 0.0,
    kv_transfer: 1.0,
    correction: 1.0,
};

/// Largest batch that engines of the tables allow on one attention rank.
const RANK_BATCH: f64 = 2048.0;

const STAGES: Stages = crate::stages!("run");

/// Model, machine and software of the run, by the names of the catalog.
///
/// # Errors
/// If a name is unknown.
pub fn setup(run: &Run) -> Result<Setup, NoPrediction> {
    let model = find(LLMS, &run.model).ok_or_else(|| NoPrediction::UnknownModel(cut(&run.model)))?;
    let machine = find(ACCELERATORS, &run.gpu).ok_or_else(|| NoPrediction::UnknownMachine(cut(&run.gpu)))?;
    let precision = Precision::named(&run.precision)
        .ok_or_else(|| NoPrediction::UnknownPrecision(cut(&run.precision)))?;
    let engine = Engine::named(&run.engine).ok_or_else(|| NoPrediction::UnknownEngine(cut(&run.engine)))?;
    Ok(Setup { engine, model: model.slug, gpu: machine.slug, precision })
}

/// Output tokens per second of the whole deployment: the prediction of the formulas, times the factor that published
/// runs of its kind reached relative to it.
///
/// # Errors
/// As [`output_rate`].
pub fn rate_with_effects(run: &Run) -> Result<f64, NoPrediction> {
    Ok(output_rate(run, &RECOMMENDED)? * setup(run)?.factor(Some(&run.layout())))
}

/// The instance that serves a run.
///
/// # Errors
/// If a name is unknown or the model has no shape.
pub fn instance(run: &Run, fit: &Fit) -> Result<Instance<f64>, NoPrediction> {
    let Setup { engine, model, gpu, precision } = setup(run)?;
    let model = find(LLMS, model).ok_or_else(|| NoPrediction::UnknownModel(run.model.clone()))?;
    let shape = model.row.shape.map_err(|why| NoPrediction::NoShape(model.label.to_owned(), why))?;
    let machine = find(ACCELERATORS, gpu).ok_or_else(|| NoPrediction::UnknownMachine(run.gpu.clone()))?;
    let generation = machine.row.generation;
    let format = format(Mixture::of(model.slug, &shape), precision, engine, generation == Generation::Hopper);
    let fit = fit.of(engine, generation);
    Ok(Instance::new(machine.row.row.map(base), shape.map(base), format.map(base), fit.map(base), PLAIN))
}

/// A call of the run.
fn workload(run: &Run) -> Workload<f64> {
    Workload {
        context: run.input_tokens,
        output_tokens: run.output_tokens,
        cached_share: 0.0,
        // A queue reserves room for the whole answer; with steady users, the average answer is half written.
        output_reserved: match run.serving {
            Load::Queue => 1.0,
            Load::Users => 0.5,
        },
    }
}

/// Output tokens per second of the whole deployment, by the formulas alone.
///
/// # Errors
/// If a name is unknown, a number is not above zero or is far outside the usual range, or the model does not fit.
pub fn output_rate(run: &Run, fit: &Fit) -> Result<f64, NoPrediction> {
    let rate = rate(run, fit)?;
    if rate.is_finite() && rate > 0.0 { Ok(rate) } else { Err(NoPrediction::NoRate) }
}

fn rate(run: &Run, fit: &Fit) -> Result<f64, NoPrediction> {
    let positive = [
        ("gpus", run.gpus),
        ("input_tokens", run.input_tokens),
        ("output_tokens", run.output_tokens),
        ("load", run.load),
        ("expert_parallel", run.expert_parallel),
    ];
    if let Some((what, value)) = positive.into_iter().find(|(_, value)| !(value.is_finite() && *value > 0.0))
    {
        return Err(NoPrediction::NotPositive(what, value));
    }
    let instance = instance(run, fit)?;
    let layout = run.layout();
    let work = workload(run);
    let fits = instance.memory(&STAGES, &layout, &work).batch_limit;
    let prompt = instance.prefill(&STAGES, &layout, &work).prompt.time;
    let step = |batch: f64| instance.decode(&STAGES, &layout, &work, &Point { batch }).output.step;
    if run.reading_gpus > 0.0 {
        return Ok(apart(run, &instance, &work, fits, &step));
    }
    match run.serving {
        Load::Queue => {
            if fits < 1.0 {
                return Err(NoPrediction::DoesNotFit);
            }
            let ranks = layout.data_parallel.choose(layout.gpus, 1.0);
            let batch = Num::min(Num::min(fits, run.load), RANK_BATCH * ranks);
            // The queue is processed in waves of a full batch, and one smaller wave at the end.
            let waves = Num::floor(run.load / batch + 1e-9);
            let rest = run.load - waves * batch;
            let last = if rest > 1.0 { step(rest) } else { 0.0 };
            Ok(run.load * run.output_tokens
                / (run.load * prompt + run.output_tokens * (waves * step(batch) + last)))
        }
        Load::Users => {
            // Published runs were made, so one sequence fits even where our estimate of the memory says no.
            let batch = Num::min(run.load, Num::max(fits, 1.0));
            Ok(run.output_tokens / (prompt + run.output_tokens * step(batch) / batch))
        }
    }
}

/// Time of a prompt on instances that only read, and the prompts per second of all of them.
fn prefill(gpus: f64, size: f64, instance: &Instance<f64>, work: &Workload<f64>) -> (f64, f64) {
    let layout = Layout { gpus: size, data_parallel: 1.0, expert_parallel: size };
    let prompt = instance.prefill(&STAGES, &layout, work).prompt.time;
    (prompt, gpus / size / prompt)
}

/// Tokens per second, read and written, if prompts are read on separate machines, at the largest batch that gives each
/// user `speed` tokens per second.
///
/// # Errors
/// As [`output_rate`].
pub fn rate_at_speed(run: &Run, fit: &Fit, speed: f64) -> Result<f64, NoPrediction> {
    let instance = instance(run, fit)?;
    let work = workload(run);
    let layout = run.layout();
    let (_, most) = prefill(run.reading_gpus, run.reading_size, &instance, &work);
    let calls = |batch: f64| {
        let step = instance.decode(&STAGES, &layout, &work, &Point { batch }).output.step;
        (step * speed <= 1.0).then_some(batch / (run.output_tokens * step))
    };
    let fits = Num::floor(instance.memory(&STAGES, &layout, &work).batch_limit);
    let (mut enough, mut slow) = (0.0, fits + 1.0);
    while slow - enough > 1.0 {
        let middle = Num::floor(0.5 * (enough + slow));
        if calls(middle).is_some() { enough = middle } else { slow = middle }
    }
    let written = calls(enough).ok_or(NoPrediction::DoesNotFit)?;
    let kept = base(&Stack::ABOUT.kv_transfer, KV_TRANSFER);
    Ok(kept * Num::min(written, most) * (run.input_tokens + run.output_tokens))
}

/// Rounds after which the number of sequences being written has settled.
const ROUNDS: usize = 60;

/// Output tokens per second if prompts are read on separate machines: some users wait for their prompt to be read while
/// the others receive their answers, in such numbers that both go at the same pace, which reading limits.
fn apart(
    run: &Run,
    instance: &Instance<f64>,
    work: &Workload<f64>,
    fits: f64,
    step: &dyn Fn(f64) -> f64,
) -> f64 {
    let (prompt, most) = prefill(run.reading_gpus, run.reading_size, instance, work);
    let (mut written, mut calls) = (run.load, 0.0);
    for _ in 0..ROUNDS {
        let batch = Num::max(Num::min(written, Num::max(fits, 1.0)), f64::MIN_POSITIVE);
        calls = Num::min(batch / (run.output_tokens * step(batch)), most);
        let waiting = Num::min(calls * prompt, run.load);
        written = 0.5 * (written + Num::min(run.load - waiting, calls * run.output_tokens * step(batch)));
    }
    base(&Stack::ABOUT.kv_transfer, KV_TRANSFER) * calls * run.output_tokens
}
