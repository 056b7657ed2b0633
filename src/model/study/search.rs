//! The best layout and batch for a required speed, and the frontier of all of them.
//!
//! The formulas say how long a step takes on a given layout; which layout an operator would pick is a search
//! around them. A larger batch shares each read of the weights among more sequences, so machine time per call
//! falls with the batch, and so does the speed each user sees: for one layout the best batch is the largest
//! that fits and still keeps the promise.

use crate::factory::{Deployment, Instance, Layout, Point, Prompt, Serving, Stages, Workload};
use crate::quantity::Num;

/// Instance sizes that are tried.
pub const SIZES: [f64; 7] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// Largest batch on one attention rank that serving engines are set to.
pub const RANK_BATCH: f64 = 2048.0;

const STAGES: Stages = crate::stages!("search");

/// What a search for a speed found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Search {
    /// The deployment with the least machine time per call that keeps the promise.
    Reached(Deployment<f64>),
    /// No layout is fast enough; the fastest one, and the tokens per second it gives a user.
    TooSlow(Deployment<f64>, f64),
    /// The weights and one sequence fit on none of the layouts that the site has machines for.
    DoesNotFit,
}

/// A point of the frontier: no deployment is better in both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrontierPoint {
    /// Tokens per second for a user.
    pub speed: f64,
    /// Output tokens per second and accelerator, reading included.
    pub output_rate: f64,
    /// The deployment that achieves them.
    pub deployment: Deployment<f64>,
}

/// A layout that holds the model, with what does not depend on the batch.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    layout: Layout<f64>,
    /// Largest batch.
    limit: f64,
    /// Reading a prompt.
    prompt: Prompt<f64>,
}

impl Candidate {
    /// Accelerator time for a prompt.
    fn read_time(&self) -> f64 {
        self.layout.gpus * self.prompt.time
    }
}

/// The largest layout for a fleet of `fleet` accelerators; 0 if there is not one for each part. If prefill and decode
/// run on separate machines, each has at most half of them. For a fleet of unknown size, the largest of all layouts.
pub fn largest(instance: &Instance<f64>, fleet: f64) -> f64 {
    let parts = instance.stack.disaggregated.choose(2.0, 1.0);
    // The power of one machine, as typed by a reader, may be too small in the last bit.
    let has = |size: &f64| fleet.is_nan() || parts * size <= fleet * (1.0 + 1e-9);
    SIZES.into_iter().filter(has).fold(0.0, f64::max)
}

/// The smallest fleet that can serve a call of this workload; `None` if no layout holds it.
pub fn least_fleet(instance: &Instance<f64>, work: &Workload<f64>) -> Option<f64> {
    let parts = instance.stack.disaggregated.choose(2.0, 1.0);
    candidates(instance, work, f64::INFINITY).first().map(|least| parts * least.layout.gpus)
}

/// All layouts that hold the model and one sequence of this workload, up to a size.
fn candidates(instance: &Instance<f64>, work: &Workload<f64>, largest: f64) -> Vec<Candidate> {
    let experts = instance.llm.experts > 0.0;
    let mut fitting = Vec::new();
    for gpus in SIZES.into_iter().filter(|size| *size <= largest) {
        let divided = Layout { gpus, data_parallel: 0.0, expert_parallel: 1.0 };
        // Attention data parallelism is for models with experts, which are then divided among the machines.
        let replicated = Layout { gpus, data_parallel: 1.0, expert_parallel: gpus };
        let kinds: &[Layout<f64>] = if experts && gpus > 1.0 { &[divided, replicated] } else { &[divided] };
        for &layout in kinds {
            let ranks = layout.data_parallel.choose(gpus, 1.0);
            let fits = instance.memory(&STAGES, &layout, work).batch_limit;
            let limit = Num::floor(Num::min(fits, RANK_BATCH * ranks));
            if limit >= 1.0 {
                let prompt = instance.prefill(&STAGES, &layout, work).prompt;
                fitting.push(Candidate { layout, limit, prompt });
            }
        }
    }
    fitting
}

/// One way to serve: the layouts for prefill and for decode.
struct Pair<'a> {
    instance: &'a Instance<f64>,
    work: &'a Workload<f64>,
    prefill: Candidate,
    decode: Candidate,
}

impl Pair<'_> {
    fn serving(&self, batch: f64) -> Serving<f64> {
        let point = Point { batch };
        let decode = self.instance.decode(&STAGES, &self.decode.layout, self.work, &point);
        Serving::new(
            STAGES.serving,
            &self.prefill.layout,
            &self.decode.layout,
            &self.prefill.prompt,
            &decode.output,
            &self.instance.stack,
            self.work,
            &point,
        )
    }
    fn deployment(&self, batch: f64) -> Deployment<f64> {
        Deployment {
            prefill_layout: self.prefill.layout,
            decode_layout: self.decode.layout,
            point: Point { batch },
            fits: 1.0,
            baseline_calls: f64::NAN,
        }
    }
}

/// The pairs that are worth trying. If machines are separate, prompts are read on the layout that takes the least
/// machine time for it, whatever the layout for the answers.
fn pairs<'a>(instance: &'a Instance<f64>, work: &'a Workload<f64>, fitting: &[Candidate]) -> Vec<Pair<'a>> {
    let cheapest = fitting.iter().min_by(|a, b| a.read_time().total_cmp(&b.read_time())).copied();
    let separate = instance.stack.disaggregated > 0.0;
    fitting
        .iter()
        .map(|&decode| {
            let prefill = if separate { cheapest.unwrap_or(decode) } else { decode };
            Pair { instance, work, prefill, decode }
        })
        .collect()
}

/// The deployment with the least machine time per call that gives each user `speed` tokens per second, on layouts of at
/// most `largest` accelerators.
pub fn deploy(instance: &Instance<f64>, work: &Workload<f64>, speed: f64, largest: f64) -> Search {
    let fitting = candidates(instance, work, largest);
    let mut best: Option<(f64, Deployment<f64>)> = None;
    let mut quickest: Option<(f64, Deployment<f64>)> = None;
    for pair in pairs(instance, work, &fitting) {
        // No batch of this layout needs less machine time per call than its largest one.
        let full = pair.serving(pair.decode.limit);
        if best.is_some_and(|(least, _)| full.call_time >= least) {
            continue;
        }
        let (batch, serving) = if full.speed >= speed {
            (pair.decode.limit, full)
        } else {
            let single = pair.serving(1.0);
            if single.speed < speed {
                if quickest.is_none_or(|(most, _)| single.speed > most) {
                    quickest = Some((single.speed, pair.deployment(1.0)));
                }
                continue;
            }
            largest_batch(&pair, speed, single)
        };
        if best.is_none_or(|(least, _)| serving.call_time < least) {
            best = Some((serving.call_time, pair.deployment(batch)));
        }
    }
    match (best, quickest) {
        (Some((_, deployment)), _) => Search::Reached(deployment),
        (None, Some((most, deployment))) => Search::TooSlow(deployment, most),
        (None, None) => Search::DoesNotFit,
    }
}

/// The largest whole batch at which users still get `speed`, by bisection between 1, where they do, and the
/// limit, where they do not.
fn largest_batch(pair: &Pair<'_>, speed: f64, single: Serving<f64>) -> (f64, Serving<f64>) {
    let (mut enough, mut slow) = ((1.0, single), pair.decode.limit);
    while slow - enough.0 > 1.0 {
        let middle = Num::floor(libm::sqrt(enough.0 * slow));
        let batch = if middle > enough.0 { middle } else { enough.0 + 1.0 };
        let serving = pair.serving(batch);
        if serving.speed >= speed {
            enough = (batch, serving);
        } else {
            slow = batch;
        }
    }
    enough
}

/// The Pareto-optimal deployments: the more speed for a user, the fewer tokens in total. Sorted by speed, slowest
/// first.
pub fn frontier(instance: &Instance<f64>, work: &Workload<f64>, largest: f64) -> Vec<FrontierPoint> {
    let fitting = candidates(instance, work, largest);
    let mut points: Vec<FrontierPoint> = Vec::new();
    for pair in pairs(instance, work, &fitting) {
        let mut batch = 1.0;
        loop {
            let serving = pair.serving(batch);
            let deployment = pair.deployment(batch);
            let point = FrontierPoint { speed: serving.speed, output_rate: serving.output_rate, deployment };
            add_unless_dominated(&mut points, point);
            if batch >= pair.decode.limit {
                break;
            }
            batch = Num::min(Num::max(Num::floor(batch * GRID), batch + 1.0), pair.decode.limit);
        }
    }
    points
}

/// Adds a point to a Pareto front, sorted by speed, unless a point of the front is at least as fast and yields at least as many
/// tokens; removes the points for which that is true of the new one.
fn add_unless_dominated(front: &mut Vec<FrontierPoint>, point: FrontierPoint) {
    let is_point = point.speed.is_finite() && point.output_rate > 0.0;
    let is_dominated = !is_point
        || front.iter().any(|other| other.speed >= point.speed && other.output_rate >= point.output_rate);
    if !is_dominated {
        front.retain(|other| other.speed > point.speed || other.output_rate > point.output_rate);
        front.insert(front.partition_point(|other| other.speed < point.speed), point);
    }
}

/// Factor from one batch of the frontier to the next.
const GRID: f64 = 1.5;
