//! A scenario with everything computed from it.

use super::baseline::chain;
use super::inputs::{Rows, cohorts};
use super::note::Note;
use crate::catalog::accelerators::{Evidence, Machine};
use crate::catalog::accuracy::MEASURED_CONTEXT;
use crate::catalog::formats::Precision;
use crate::catalog::hours::Profile;
use crate::catalog::llms::Model;
use crate::catalog::price_sheets::PriceSheet;
use crate::catalog::sources::{READER, SEARCH};
use crate::catalog::{Datum, Grade, Named, exact};
use crate::factory::{Deployment, Factory, Inputs, Plan, Reference, TIERS, TierSlo};
use crate::quantity::Quantity;
use crate::scenario::Scenario;
use crate::scenario::levers::LEVERS;
use crate::study::search::Search;
use std::sync::OnceLock;

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
    /// What the search found, tier by tier; `None` for a tier that is not in use.
    pub searches: [Option<Search>; 5],
    /// The numbers.
    pub factory: Factory<f64>,
    /// What the reader should know about this scenario.
    pub notes: Vec<Note>,
    /// The same at both ends of the band of predicted throughput, computed on first use.
    pub(super) ends: OnceLock<Box<[Self; 2]>>,
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
            machine: rows.row,
            llm: rows.llm,
            format: rows.format,
            fit: rows.fit(),
            basis: rows.basis(),
            reference: self.factory.inputs.reference.map(|about, value| {
                let of = &Reference::ABOUT;
                let note = if about.id == of.weight.id {
                    "Computed by this factory for both calls, on the machines and the model of the baseline."
                } else if about.id == of.generation.id {
                    "Computed by this factory for both machines: DeepSeek V3 with calls of a coding agent at 21 tokens/s/user."
                } else if about.id == of.generation_price.id {
                    "From the price and the all-in power of both machines; 1 where one of them is not published."
                } else {
                    "From the baseline, with its mean price over the hours."
                };
                exact(about.unit.shown(value), Grade::Derived, &SEARCH).note(note)
            }),
            list: rows.list(),
            hours: rows.hours(),
            chain: chain(),
            cohorts: cohorts(),
            deployments: self.factory.inputs.deployments.map(|used| {
                used.map(|tier| Deployment {
                    prefill_layout: tier.prefill_layout.map(found),
                    decode_layout: tier.decode_layout.map(found),
                    point: tier.point.map(found),
                    fits: found(&TierSlo::ABOUT.fits, tier.fits),
                    baseline_calls: found(&TierSlo::ABOUT.baseline_calls, tier.baseline_calls),
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

/// The value of a lever, with the source of its default, or the reader as the source.
fn setting(about: &'static Quantity, scenario: &Scenario) -> Datum {
    let lever = LEVERS.get(about.id).expect("each quantity of the plan has a lever");
    let value = *scenario.get(about.id).expect("each quantity of the plan has a value");
    if lever.is_default_in(scenario, value) {
        lever.default_in(scenario)
    } else {
        exact(about.unit.shown(value), Grade::Assumed, &READER)
    }
}
