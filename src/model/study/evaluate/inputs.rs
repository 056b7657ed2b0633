//! What the factory starts from: the rows of the catalog that a scenario names, and everything else except the layouts.

use crate::catalog::accelerators::{ACCELERATORS, Generation, Machine};
use crate::catalog::accuracy::Class;
use crate::catalog::formats::{Engine, Mixture, Precision, format};
use crate::catalog::hours::{self, Profile};
use crate::catalog::llms::{LLMS, Model};
use crate::catalog::price_sheets::{self, PriceSheet};
use crate::catalog::random_effects::Setup;
use crate::catalog::sources::{INFERENCE_FIT, READER};
use crate::catalog::{Datum, Grade, Named, calibration, demand, exact, find, fleet, market, sites};
use crate::factory::{
    Accelerator, Basis, Calibration, Chain, Cohort, Format, Hours, Inputs, List, Llm, Reference,
};
use crate::scenario::levers::{LEVERS, held};
use crate::scenario::{Lever, Scenario};
use crate::study::predict::base;

/// What the factory is based on that no lever changes.
pub static BASIS: Basis<Datum> = Basis {
    year: exact(1.0, Grade::Derived, &crate::catalog::sources::COMMON).note("8,760 hours."),
    source_pue: sites::PUE_IN_ALL_IN_POWER,
    draft_cost: calibration::DRAFT_COST,
    kv_transfer: calibration::KV_TRANSFER,
    // For a model and a machine without published runs.
    correction: exact(1.0, Grade::Derived, &INFERENCE_FIT),
    price_floor: demand::PRICE_FLOOR,
    highest: demand::HIGHEST_LEVEL,
    retirement: fleet::KEEP_SHARPNESS,
    // Filled in for the machine.
    listed: exact(f64::NAN, Grade::Derived, &INFERENCE_FIT),
    least_running: fleet::LEAST_RUNNING,
    scrap: sites::SCRAP,
    software: fleet::SOFTWARE,
    world_spend: market::TOKEN_REVENUE.scaled(1e9),
    world_tokens: demand::WORLD_TOKENS,
    fleet: fleet::CAPACITY_2025,
};

/// Rows of the catalog that a scenario names.
pub(super) struct Rows {
    pub machine: &'static Named<Machine>,
    /// The machine's figures, with those the reader set in place of unpublished ones.
    pub row: Accelerator<Datum>,
    pub model: &'static Named<Model>,
    pub precision: Precision,
    pub llm: Llm<Datum>,
    pub format: Format<Datum>,
    pub sheet: &'static PriceSheet,
    /// Longest context that the model reads.
    pub limit: Datum,
    pub profile: &'static Profile,
}

impl Rows {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let machine = find(ACCELERATORS, slug(&LEVERS.gpu, scenario.gpu))
            .expect("each machine of the lever is in the catalog, as a test holds");
        let (model, llm) = find(LLMS, slug(&LEVERS.llm, scenario.llm))
            .and_then(|model| Some((model, model.row.shape.ok()?)))
            .expect("each model of the lever is in the catalog with its shape, as a test holds");
        let row = row(machine, scenario);
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
        Self { machine, row, model, precision, llm, format, sheet, limit: own.context, profile }
    }
}

/// The figures of a machine. If the reader has set a price, the published price loses its range, which belongs to
/// another price; if none is published, the reader's price takes its place.
fn row(machine: &Named<Machine>, scenario: &Scenario) -> Accelerator<Datum> {
    let row = machine.row.row;
    let own = scenario.gpu_price;
    let price = if LEVERS.gpu_price.is_default_in(scenario, own) {
        row.price
    } else if row.price.is_known() {
        held(row.price)
    } else {
        exact(Accelerator::ABOUT.price.unit.shown(own), Grade::Assumed, &READER)
    };
    Accelerator { price, ..row }
}

impl Rows {
    /// What else the factory is based on, with the results of published runs of this model and machine.
    pub(super) fn basis(&self) -> Basis<Datum> {
        let setup = Setup {
            engine: ENGINE,
            model: self.model.slug,
            gpu: self.machine.slug,
            precision: self.precision,
        };
        let effect = exact(setup.factor(None), Grade::Derived, &INFERENCE_FIT);
        Basis {
            correction: Class::of(&self.llm).correction().times(&effect),
            listed: held(self.row.price),
            ..BASIS
        }
    }
    /// The price list of the model.
    pub(super) fn list(&self) -> List<Datum> {
        list(self.sheet, self.limit, self.profile)
    }
    /// Demand by hour.
    pub(super) fn hours(&self) -> Hours<Datum> {
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
    /// The fitted constants for this machine.
    pub(super) fn fit(&self) -> Calibration<Datum> {
        calibration::RECOMMENDED.of(ENGINE, self.machine.row.generation)
    }
}

/// The serving software of the page's factory.
pub(super) const ENGINE: Engine = Engine::TensorRt;

/// Name of the chosen entry of a list.
pub(super) fn slug(lever: &Lever, value: f64) -> &'static str {
    lever.choice(value).map_or("", |choice| choice.slug)
}

/// The inputs of a scenario except for the layouts, as numbers.
pub(super) fn inputs(scenario: &Scenario, rows: &Rows, reference: Reference<f64>) -> Inputs<f64> {
    Inputs {
        plan: *scenario,
        machine: rows.row.map(base),
        llm: rows.llm.map(base),
        format: rows.format.map(base),
        fit: rows.fit().map(base),
        basis: rows.basis().map(base),
        reference,
        list: rows.list().map(base),
        hours: rows.hours().map(base),
        // Computed from other inputs: filled in when the whole factory is evaluated.
        chain: Chain::build(|_| f64::NAN),
        cohorts: cohorts().map(|cohort| cohort.map(base)),
        deployments: [None; 5],
    }
}

/// Replaces the baseline when only machines are needed.
pub(super) fn no_reference() -> Reference<f64> {
    Reference::build(|_| f64::NAN)
}

/// A price list as the factory reads it, for demand that is spread over the hours like this.
fn list(sheet: &PriceSheet, limit: Datum, profile: &Profile) -> List<Datum> {
    let source = sheet.input.source;
    let derived = |value, note| exact(value, Grade::Derived, source).note(note);
    let plain = |value, note| exact(value, sheet.input.grade, source).note(note);
    let times = "Against the price of other input on the same list.";
    let (peak, peak_share) = sheet
        .peak
        .as_ref()
        .map_or((1.0, 0.0), |peak| (peak.times, peak.volume(&profile.hours) * peak.week_share));
    List {
        input: sheet.input,
        cached: sheet.cached,
        write: derived(sheet.cache_write.value / sheet.input.value, times),
        output: sheet.output,
        peak: plain(peak, "1 where the list has one price for all hours."),
        peak_share: derived(100.0 * peak_share, "Demand of the hours in which the list charges more."),
        long: sheet.long_from(),
        long_input: sheet.long_input(),
        long_output: sheet.long_output(),
        limit,
    }
}

/// Machines by the year they were sold in: 2022 by the counts of chips, later years with their prices.
pub(super) fn cohorts() -> [Cohort<Datum>; 5] {
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
