//! A scenario into numbers: rows of the catalog are looked up, layouts are searched, the factory is read.

mod baseline;
pub mod generations;
pub mod note;
pub mod range;

use super::predict::base;
use super::search::{self, FrontierPoint, Search};
use crate::catalog::accelerators::{ACCELERATORS, Evidence, Generation, Machine};
use crate::catalog::accuracy::{Class, MEASURED_CONTEXT};
use crate::catalog::anchors::Setup;
use crate::catalog::formats::{Engine, Mixture, Precision, format};
use crate::catalog::hours::{self, Profile};
use crate::catalog::llms::{LLMS, Model};
use crate::catalog::price_sheets::{self, PriceSheet};
use crate::catalog::sources::{INFERENCE_FIT, READER, SEARCH};
use crate::catalog::{Datum, Grade, Named, calibration, demand, exact, find, fleet, market, sites};
use crate::factory::{
    Basis, Calibration, Chain, Cohort, Deployment, Factory, Format, Hours, Inputs, Instance, Layout, List,
    Llm, Plan, Point, Reference, TIERS, TierSlo,
};
use crate::quantity::Quantity;
use crate::quantity::unit::TOKEN_PER_S_MW;
use crate::scenario::levers::LEVERS;
use crate::scenario::{Lever, Scenario};
use baseline::{best_rate, no_reference, planned_calls};
pub use baseline::{in_the_world, planned, reference, value};
use note::Note;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{LazyLock, OnceLock};

/// What the factory rests on that no lever moves.
pub static BASIS: Basis<Datum> = Basis {
    year: exact(1.0, Grade::Derived, &crate::catalog::sources::COMMON).note("8,760 hours."),
    source_pue: sites::PUE_IN_ALL_IN_POWER,
    draft_cost: calibration::DRAFT_COST,
    handover: calibration::HANDOVER,
    // Of a model and a machine of which no runs were published.
    correction: exact(1.0, Grade::Derived, &INFERENCE_FIT),
    price_floor: demand::PRICE_FLOOR,
    highest: demand::HIGHEST_LEVEL,
    retirement: fleet::KEEP_SHARPNESS,
    scrap: sites::SCRAP,
    software: fleet::SOFTWARE,
    world_spend: market::TOKEN_REVENUE.scaled(1e9),
    world_tokens: demand::WORLD_TOKENS,
    fleet: fleet::CAPACITY_2025,
};

/// A scenario with everything computed from it.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// What was chosen, in base units.
    pub scenario: Scenario,
    /// The accelerator's row.
    pub machine: &'static Named<Machine>,
    /// The language model's row.
    pub model: &'static Named<Model>,
    /// The price list of the model.
    pub sheet: &'static PriceSheet,
    /// The profile of the hours.
    pub profile: &'static Profile,
    /// Precision that is used.
    pub precision: Precision,
    /// What the search found, tier by tier; none for a tier that is not in use.
    pub searches: [Option<Search>; 5],
    /// The numbers.
    pub factory: Factory<f64>,
    /// What the reader should know of this scenario.
    pub notes: Vec<Note>,
    /// The same at both ends of the band of predicted throughput, once it was asked for.
    pub(super) ends: OnceLock<Box<[Self; 2]>>,
}

/// What the layout of a tier depends on, as bits: equal keys have equal layouts.
type Key = [u64; 11];

thread_local! {
    /// Layouts found before. A search takes a fraction of a millisecond, and a drag asks for the same again.
    static FOUND: RefCell<HashMap<Key, Search>> = RefCell::new(HashMap::new());
}

/// So many layouts are remembered before all are forgotten.
const REMEMBERED: usize = 20_000;

/// Rows of the catalog that a scenario names.
struct Rows {
    machine: &'static Named<Machine>,
    model: &'static Named<Model>,
    precision: Precision,
    llm: Llm<Datum>,
    format: Format<Datum>,
    sheet: &'static PriceSheet,
    /// Longest context that the model reads.
    limit: Datum,
    profile: &'static Profile,
}

impl Rows {
    fn of(scenario: &Scenario) -> Self {
        let machine = find(ACCELERATORS, slug(&LEVERS.gpu, scenario.gpu))
            .expect("each machine of the lever is in the catalog, as a test holds");
        let (model, llm) = find(LLMS, slug(&LEVERS.llm, scenario.llm))
            .and_then(|model| Some((model, model.row.shape.ok()?)))
            .expect("each model of the lever is in the catalog with its shape, as a test holds");
        let row = &machine.row.row;
        let precision = Precision::named(slug(&LEVERS.precision, scenario.precision)).unwrap_or(
            if row.fp4.value > row.fp8.value {
                Precision::Fp4
            } else if row.fp8.value > row.bf16.value {
                Precision::Fp8
            } else {
                Precision::Bf16
            },
        );
        let hopper = machine.row.generation == Generation::Hopper;
        let format = format(Mixture::of(model.slug, &llm), precision, ENGINE, hopper);
        let own = price_sheets::of_model(model.slug)
            .expect("each model of the lever has a price sheet, as a test holds");
        let sheet = price_sheets::named(slug(&LEVERS.price_list, scenario.price_list)).unwrap_or(own);
        let profile = hours::named(slug(&LEVERS.hours, scenario.hours))
            .expect("each profile of the lever is in the catalog, as a test holds");
        Self { machine, model, precision, llm, format, sheet, limit: own.context, profile }
    }
}

impl Rows {
    /// What the factory rests on besides, with what published runs of this model and machine reached.
    fn basis(&self) -> Basis<Datum> {
        let setup = Setup {
            engine: ENGINE,
            model: self.model.slug,
            gpu: self.machine.slug,
            precision: self.precision,
        };
        let anchor = exact(setup.factor(None), Grade::Derived, &INFERENCE_FIT);
        Basis { correction: Class::of(&self.llm).correction().times(&anchor), ..BASIS }
    }
    /// The price list of the model.
    fn list(&self) -> List<Datum> {
        list(self.sheet, self.limit, self.profile)
    }
    /// Demand by hour.
    fn hours(&self) -> Hours<Datum> {
        let [workday, weekend] = hours::week(self.profile.slug).unwrap_or([self.profile; 2]);
        let busiest = workday.hours.iter().chain(&weekend.hours).copied().fold(0.0, f64::max);
        Hours::build(|about| {
            let of = |day: &Profile, hour: &str| {
                let value = *day.hours.get(hour.parse::<usize>().ok()?)?;
                Some(exact(value, Grade::Published, day.source).note(day.note))
            };
            let hour = match about.id.split_at(1) {
                ("d", hour) => of(workday, hour),
                ("e", hour) => of(weekend, hour),
                _ => None,
            };
            hour.unwrap_or_else(|| {
                exact(busiest, Grade::Derived, workday.source).note("The largest of the hours of the week.")
            })
        })
    }
    /// The constants that hold for this machine.
    fn fit(&self) -> Calibration<Datum> {
        calibration::RECOMMENDED.of(ENGINE, self.machine.row.generation)
    }
}

/// The serving software of the page's factory.
const ENGINE: Engine = Engine::TensorRt;

/// Name of the chosen entry of a list.
fn slug(lever: &Lever, value: f64) -> &'static str {
    lever.choice(value).map_or("", |choice| choice.slug)
}

/// The inputs of a scenario but for the layouts, as numbers.
fn inputs(scenario: &Scenario, rows: &Rows, reference: Reference<f64>) -> Inputs<f64> {
    Inputs {
        plan: *scenario,
        machine: rows.machine.row.row.map(base),
        llm: rows.llm.map(base),
        format: rows.format.map(base),
        fit: rows.fit().map(base),
        basis: rows.basis().map(base),
        reference,
        list: rows.list().map(base),
        hours: rows.hours().map(base),
        // Computed from other inputs: filled in where the whole factory is read.
        chain: Chain::build(|_| f64::NAN),
        cohorts: cohorts().map(|cohort| cohort.map(base)),
        deployments: [None; 5],
    }
}

/// A price list as the factory reads it, where demand is spread over the hours like this.
fn list(sheet: &PriceSheet, limit: Datum, profile: &Profile) -> List<Datum> {
    let source = sheet.input.source;
    let derived = |value, note| exact(value, Grade::Derived, source).note(note);
    let plain = |value, note| exact(value, sheet.input.grade, source).note(note);
    let times = "Against the price of other input on the same list.";
    let (peak, peak_share) = sheet
        .peak
        .as_ref()
        .map_or((1.0, 0.0), |peak| (peak.times, peak.volume(&profile.hours) * peak.week_share));
    let long = sheet.long.as_ref();
    List {
        input: sheet.input,
        cached: sheet.cached,
        write: derived(sheet.cache_write.value / sheet.input.value, times),
        output: sheet.output,
        peak: plain(peak, "1 where the list has one price for all hours."),
        peak_share: derived(100.0 * peak_share, "Demand of the hours in which the list charges more."),
        // A list with one price for all lengths ends where the model does, which no call exceeds.
        long: plain(
            long.map_or(2.0 * sheet.context.value, |long| long.above),
            "From here on the list charges more.",
        ),
        long_input: plain(
            long.map_or(1.0, |long| long.input),
            "1 where the list has one price for all lengths.",
        ),
        long_output: plain(
            long.map_or(1.0, |long| long.output),
            "1 where the list has one price for all lengths.",
        ),
        limit,
    }
}

/// Machines by the year they were sold in: 2022 by the counts of chips, later years with their prices.
fn cohorts() -> [Cohort<Datum>; 5] {
    let counted = |value| exact(value, Grade::Derived, &crate::catalog::sources::EPOCH_CHIPS);
    let first = fleet::COHORTS[0];
    let before = Cohort {
        sold: counted(fleet::gigawatts_sold(0)).note("Units sold in 2022 at the all-in power of each."),
        efficiency: counted(fleet::capacity(0) / fleet::gigawatts_stock(0))
            .note("The mean of the machines sold in 2022."),
        machines: first.machines,
        shell: first.shell,
    };
    let of = |year: usize| {
        let fleet::Cohort { sold, tokens_per_watt, machines, shell, .. } = fleet::COHORTS[year];
        Cohort { sold, efficiency: tokens_per_watt, machines, shell }
    };
    [before, of(0), of(1), of(2), of(3)]
}

/// What stands between the power of the world and its tokens.
fn chain() -> Chain<Datum> {
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

/// Layouts for every tier in use, where all but the plan is as the catalog has it.
fn searches(inputs: &Inputs<f64>) -> [Option<Search>; 5] {
    let plan = &inputs.plan;
    let mut instance: Option<Instance<f64>> = None;
    let in_use = plan.tiers_in_use();
    let promises = plan.promises();
    std::array::from_fn(|i| {
        in_use[i].then(|| {
            let speed = promises[i].speed;
            let key = key(plan, speed);
            if let Some(found) = FOUND.with_borrow(|found| found.get(&key).copied()) {
                return found;
            }
            let instance = instance.get_or_insert_with(|| inputs.instance());
            let found = search::deploy(instance, &inputs.workload(), speed);
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

/// What a tier works with: the layout found, the quickest where none keeps the promise, or the smallest where model and
/// call do not fit on any.
fn deployment(search: Search, today: f64) -> Deployment<f64> {
    match search {
        Search::Reached(deployment) | Search::TooSlow(deployment, _) => Deployment { today, ..deployment },
        Search::DoesNotFit => {
            let layout = Layout { gpus: 1.0, data_parallel: 0.0, expert_parallel: 1.0 };
            Deployment { reader: layout, writer: layout, point: Point { batch: 1.0 }, fits: 0.0, today }
        }
    }
}

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

/// The site of a scenario alone: the years of the market are not numbers.
pub fn site(scenario: &Scenario) -> Factory<f64> {
    let rows = Rows::of(scenario);
    let (inputs, _) = whole(scenario, &rows);
    Factory::of_site(inputs)
}

/// The factory of a scenario, without notes.
pub fn numbers(scenario: &Scenario) -> Factory<f64> {
    read(scenario, &Rows::of(scenario)).0
}

/// What an accelerator costs in this scenario, whatever it serves. In dollars per second.
pub fn accelerator_cost_rate(scenario: &Scenario) -> f64 {
    Factory::of_site(inputs(scenario, &Rows::of(scenario), no_reference())).cost.total
}

/// The deployments of a scenario alone.
pub fn deployments(scenario: &Scenario) -> [Option<Deployment<f64>>; 5] {
    let today = planned_calls(scenario);
    let found = searches(&inputs(scenario, &Rows::of(scenario), no_reference()));
    std::array::from_fn(|i| found[i].map(|search| deployment(search, today[i])))
}

/// The factory of a scenario in which one given figure is so many times itself: layouts are searched for it. What the
/// site was planned for is held.
pub fn changed(scenario: &Scenario, stage: &str, id: &str, times: f64) -> Factory<f64> {
    let mut given = inputs(scenario, &Rows::of(scenario), reference(scenario));
    given.chain = chain().map(base);
    let mut inputs =
        given.map(|of, about, was| if of == stage && about.id == id { times * was } else { was });
    let (instance, work) = (inputs.instance(), inputs.workload());
    let today = planned_calls(scenario);
    let (in_use, promises) = (inputs.plan.tiers_in_use(), inputs.plan.promises());
    // What was remembered was found for the figures of the catalog.
    inputs.deployments = std::array::from_fn(|i| {
        in_use[i].then(|| deployment(search::deploy(&instance, &work, promises[i].speed), today[i]))
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
    evaluation.notes = Note::all(&evaluation);
    evaluation
}

/// Deployments of this scenario's model and calls on a machine, that nobody would trade for another.
pub fn frontier(scenario: &Scenario) -> Rc<Vec<FrontierPoint>> {
    thread_local! {
        static KNOWN: RefCell<HashMap<Key, Rc<Vec<FrontierPoint>>>> = RefCell::new(HashMap::new());
    }
    let key = key(scenario, 0.0);
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&key).map(Rc::clone)) {
        return known;
    }
    let inputs = inputs(scenario, &Rows::of(scenario), no_reference());
    let points = Rc::new(search::frontier(&inputs.instance(), &inputs.workload()));
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= REMEMBERED_FRONTIERS {
            known.clear();
        }
        known.insert(key, Rc::clone(&points));
    });
    points
}

/// So many frontiers are remembered before all are forgotten.
const REMEMBERED_FRONTIERS: usize = 500;

/// All that a layout depends on.
fn key(plan: &Scenario, speed: f64) -> Key {
    [
        plan.gpu,
        plan.llm,
        plan.precision,
        plan.serving,
        plan.overlap,
        plan.drafts,
        plan.acceptance,
        plan.context,
        plan.answer,
        plan.cached,
        speed,
    ]
    .map(f64::to_bits)
}

impl Evaluation {
    /// Everything that the formulas started from, with sources.
    pub fn sources(&self) -> Inputs<Datum> {
        let rows = Rows::of(&self.scenario);
        let scenario = &self.scenario;
        let found = |about: &'static Quantity, value: f64| {
            exact(about.unit.shown(value), Grade::Derived, &SEARCH)
                .note("Chosen by the search for the least machine time per call.")
        };
        Inputs {
            plan: Plan::build(|about| setting(about, scenario)),
            machine: rows.machine.row.row,
            llm: rows.llm,
            format: rows.format,
            fit: rows.fit(),
            basis: rows.basis(),
            reference: self.factory.inputs.reference.map(|about, value| {
                let of = &Reference::ABOUT;
                let note = if about.id == of.weight.id {
                    "Computed by this factory for both calls, on the machines and the model of the baseline scenario."
                } else if about.id == of.generation.id {
                    "Computed by this factory for both machines: DeepSeek V3 with calls of a coding agent at 21 tokens/s/user."
                } else if about.id == of.generation_price.id {
                    "From the price and the all-in power of both machines; 1 where one of them is not published."
                } else {
                    "As the baseline scenario has it, with its mean price over the hours."
                };
                exact(about.unit.shown(value), Grade::Derived, &SEARCH).note(note)
            }),
            list: rows.list(),
            hours: rows.hours(),
            chain: chain(),
            cohorts: cohorts(),
            deployments: self.factory.inputs.deployments.map(|used| {
                used.map(|tier| Deployment {
                    reader: tier.reader.map(found),
                    writer: tier.writer.map(found),
                    point: tier.point.map(found),
                    fits: found(&TierSlo::ABOUT.fits, tier.fits),
                    today: found(&TierSlo::ABOUT.today, tier.today),
                })
            }),
        }
    }
    /// Whether the predictions rest on runs of this machine at such contexts.
    pub fn is_measured(&self) -> bool {
        self.machine.row.evidence == Evidence::Measured && self.scenario.context <= MEASURED_CONTEXT
    }
    /// Names of the tiers in use with what the search found for them.
    pub fn tiers(&self) -> impl Iterator<Item = (&'static str, Search)> + '_ {
        TIERS.iter().zip(self.searches).filter_map(|(stages, found)| Some((stages.name, found?)))
    }
}

/// What a lever stands at, with the source of its default, or the reader as the source.
fn setting(about: &'static Quantity, scenario: &Scenario) -> Datum {
    let lever = LEVERS.get(about.id).expect("each quantity of the plan has a lever");
    let value = *scenario.get(about.id).expect("each quantity of the plan has a value");
    if lever.is_default_in(scenario, value) {
        lever.default_in(scenario)
    } else {
        exact(about.unit.shown(value), Grade::Assumed, &READER)
    }
}
