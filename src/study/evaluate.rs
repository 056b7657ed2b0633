//! A scenario into numbers: rows of the catalog are looked up, layouts are searched, the factory is read.

use super::predict::base;
use super::search::{self, FrontierPoint, Search};
use crate::catalog::accelerators::{ACCELERATORS, Evidence, Generation, Machine};
use crate::catalog::accuracy::{Class, MEASURED_CONTEXT};
use crate::catalog::anchors::Setup;
use crate::catalog::formats::{Engine, Mixture, Precision, format};
use crate::catalog::llms::{LLMS, Model};
use crate::catalog::sources::{INFERENCE_FIT, READER, SEARCH};
use crate::catalog::{Datum, Grade, Named, calibration, exact, find, market, sites};
use crate::factory::{
    Basis, Calibration, Deployment, Factory, Format, Givens, Instance, Layout, Llm, Offer, Plan, Point,
    Reference, TIERS,
};
use crate::quantity::Quantity;
use crate::quantity::unit::{JOULE, PER_S};
use crate::scenario::levers::LEVERS;
use crate::scenario::{Lever, Scenario};
use crate::study::note::Note;
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
    fleet: market::FLEET_2026,
    fleet_before: market::FLEET_2025,
    spent: SPENT,
};

/// Money spent before the first year of the market; the catalog gives it in billions.
const SPENT: Datum = Datum {
    value: market::SPENT_BEFORE.value * 1e9,
    low: market::SPENT_BEFORE.low * 1e9,
    high: market::SPENT_BEFORE.high * 1e9,
    ..market::SPENT_BEFORE
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
    /// Precision that is used.
    pub precision: Precision,
    /// What the search found, tier by tier; none for a tier that is not in use.
    pub searches: [Option<Search>; 5],
    /// What the formulas started from, in base units.
    pub reference: Reference<f64>,
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
        Self { machine, model, precision, llm, format }
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

/// The givens of a scenario but for the layouts, as numbers.
fn givens(scenario: &Scenario, rows: &Rows, reference: Reference<f64>) -> Givens<f64> {
    Givens {
        plan: *scenario,
        machine: rows.machine.row.row.map(base),
        llm: rows.llm.map(base),
        format: rows.format.map(base),
        fit: rows.fit().map(base),
        basis: rows.basis().map(base),
        reference,
        deployments: [None; 5],
    }
}

/// Layouts for every tier in use, where all but the plan is as the catalog has it.
fn searches(givens: &Givens<f64>) -> [Option<Search>; 5] {
    let plan = &givens.plan;
    let mut instance: Option<Instance<f64>> = None;
    givens.promises().map(|[share, speed, _]| {
        (share > 0.0).then(|| {
            let key = key(plan, speed);
            if let Some(found) = FOUND.with_borrow(|found| found.get(&key).copied()) {
                return found;
            }
            let instance = instance.get_or_insert_with(|| givens.instance());
            let found = search::deploy(instance, &givens.workload(), speed);
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

/// What a tier works with: the layout found, or, where none was, the smallest, marked as not reached.
fn deployment(search: Search) -> Deployment<f64> {
    match search {
        Search::Reached(deployment) | Search::TooSlow(deployment, _) => deployment,
        Search::DoesNotFit => {
            let layout = Layout { gpus: 1.0, data_parallel: 0.0, expert_parallel: 1.0 };
            Deployment { reader: layout, writer: layout, point: Point { batch: 1.0 }, reached: 0.0 }
        }
    }
}

/// The factory of a scenario, without the market's reference.
fn read(scenario: &Scenario, rows: &Rows, reference: Reference<f64>) -> (Factory<f64>, [Option<Search>; 5]) {
    let mut givens = givens(scenario, rows, reference);
    let found = searches(&givens);
    givens.deployments = found.map(|search| search.map(deployment));
    (Factory::new(givens), found)
}

/// The factory of a scenario where nobody asks for the market: half the work of [`evaluate`].
pub fn numbers(scenario: &Scenario) -> Factory<f64> {
    read(scenario, &Rows::of(scenario), NO_REFERENCE).0
}

/// What an accelerator costs in this scenario, whatever it serves. In dollars per second.
pub fn hour(scenario: &Scenario) -> f64 {
    Factory::new(givens(scenario, &Rows::of(scenario), NO_REFERENCE)).cost.total
}

/// The deployments of a scenario alone.
pub(crate) fn deployments(scenario: &Scenario) -> [Option<Deployment<f64>>; 5] {
    searches(&givens(scenario, &Rows::of(scenario), NO_REFERENCE)).map(|search| search.map(deployment))
}

/// The factory of a scenario in which one given figure is so many times itself: layouts are searched for it. The
/// market has no reference.
pub fn changed(scenario: &Scenario, stage: &str, id: &str, times: f64) -> Factory<f64> {
    let given = givens(scenario, &Rows::of(scenario), NO_REFERENCE);
    let mut givens =
        given.map(|of, about, was| if of == stage && about.id == id { times * was } else { was });
    let (instance, work) = (givens.instance(), givens.workload());
    let found = givens.promises().map(|[share, speed, _]| {
        // What was remembered was found for the figures of the catalog.
        (share > 0.0).then(|| deployment(search::deploy(&instance, &work, speed)))
    });
    givens.deployments = found;
    Factory::new(givens)
}

/// In place of the untouched scenario where the market is not asked for.
pub(crate) const NO_REFERENCE: Reference<f64> =
    Reference { calls: f64::NAN, energy: f64::NAN, energy_now: f64::NAN };

/// Energy of a call at full load.
fn call_energy(scenario: &Scenario) -> f64 {
    numbers(scenario).work.energy
}

/// Calls and energy of the untouched scenario.
static TODAY: LazyLock<(f64, f64)> = LazyLock::new(|| {
    let untouched = Scenario::untouched();
    (untouched.agents * untouched.calls, call_energy(&untouched))
});

/// Computes a scenario.
pub fn evaluate(scenario: &Scenario) -> Evaluation {
    let rows = Rows::of(scenario);
    let (calls, energy) = *TODAY;
    let now = Scenario { gpu: LEVERS.gpu.default_base(), ..*scenario };
    let reference = Reference { calls, energy, energy_now: call_energy(&now) };
    let (factory, searches) = read(scenario, &rows, reference);
    let mut evaluation = Evaluation {
        scenario: *scenario,
        machine: rows.machine,
        model: rows.model,
        precision: rows.precision,
        searches,
        reference,
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
    let givens = givens(scenario, &Rows::of(scenario), NO_REFERENCE);
    let points = Rc::new(search::frontier(&givens.instance(), &givens.workload()));
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
    pub fn sources(&self) -> Givens<Datum> {
        let rows = Rows::of(&self.scenario);
        let scenario = &self.scenario;
        let found = |about: &'static Quantity, value: f64| {
            exact(about.unit.shown(value), Grade::Derived, &SEARCH)
                .note("Chosen by the search for the least machine time per call.")
        };
        Givens {
            plan: Plan::build(|about| setting(about, scenario)),
            machine: rows.machine.row.row,
            llm: rows.llm,
            format: rows.format,
            fit: rows.fit(),
            basis: rows.basis(),
            reference: Reference {
                calls: exact(PER_S.shown(self.reference.calls), Grade::Derived, &SEARCH)
                    .note("Agents times calls of each in the untouched scenario."),
                energy: exact(JOULE.shown(self.reference.energy), Grade::Derived, &SEARCH)
                    .note("Computed by this factory for the untouched scenario."),
                energy_now: exact(JOULE.shown(self.reference.energy_now), Grade::Derived, &SEARCH)
                    .note("Computed by this factory with the machines of the untouched scenario."),
            },
            deployments: self.factory.givens.deployments.map(|used| {
                used.map(|tier| Deployment {
                    reader: tier.reader.map(found),
                    writer: tier.writer.map(found),
                    point: tier.point.map(found),
                    reached: found(&Offer::ABOUT.reached, tier.reached),
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
    if lever.is_untouched(value) {
        lever.default
    } else {
        exact(about.unit.shown(value), Grade::Assumed, &READER)
    }
}
