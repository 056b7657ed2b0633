//! Which notes a scenario has.

use super::evaluation::Evaluation;
use super::note::Note;
use crate::catalog::Datum;
use crate::catalog::accelerators::Evidence;
use crate::catalog::accuracy::MEASURED_CONTEXT;
use crate::factory::{Accelerator, TIERS};
use crate::scenario::levers::LEVERS;
use crate::scenario::{Lever, Scenario};
use crate::study::search::{self, Search};

/// Price levels closer to the list than this are not reported.
const RAISED: f64 = 1.005;

/// A site with a larger share of the world's revenue is not a small part of its market.
const LARGE: f64 = 0.2;

/// Shares of demand below this are not reported.
const HARDLY: f64 = 0.005;

/// What is paid for a machine: its name, what is listed, and the lever that sets it.
fn paid(scenario: &Scenario, row: &Accelerator<Datum>) -> (&'static str, Datum, &'static Lever) {
    if scenario.tenure == 0.0 {
        ("price", row.price, &LEVERS.gpu_price)
    } else {
        ("rent", row.rent, &LEVERS.rent)
    }
}

/// Why nothing is served: no layout holds the model and a call, or the site is smaller than the smallest that does.
fn unserved(evaluation: &Evaluation) -> Note {
    let (model, machine) = (evaluation.model.label, evaluation.machine.label);
    let inputs = &evaluation.factory.inputs;
    let instance = inputs.instance();
    match search::least_fleet(&instance, &inputs.workload()) {
        Some(needs) => {
            let is_separate = instance.stack.disaggregated > 0.0;
            Note::SiteTooSmall { model, machine, has: evaluation.factory.site.gpus, needs, is_separate }
        }
        None => Note::DoesNotFit { model, machine },
    }
}

/// The notes of a scenario, most important first.
pub(super) fn notes(evaluation: &Evaluation) -> Vec<Note> {
    let machine = evaluation.machine.label;
    let model = evaluation.model.label;
    let mut notes = Vec::new();
    let promises = evaluation.scenario.promises();
    let mut fits = true;
    for ((found, promise), stages) in evaluation.searches.iter().zip(promises).zip(TIERS) {
        let promised = promise.speed;
        match found {
            Some(Search::TooSlow(_, quickest)) => {
                notes.push(Note::TooSlow { tier: stages.name, promised, quickest: *quickest, machine });
            }
            Some(Search::DoesNotFit) => fits = false,
            Some(Search::Reached(_)) | None => {}
        }
    }
    if !fits {
        notes.insert(0, unserved(evaluation));
    }
    if evaluation.searches.iter().all(Option::is_none) {
        notes.push(Note::NoTier);
    }
    let row = &evaluation.machine.row.row;
    let scenario = &evaluation.scenario;
    let (what, listed, lever) = paid(scenario, row);
    let is_own = !lever.is_default_in(scenario, scenario.of(lever));
    for (what, is_known) in [(what, is_own || listed.is_known()), ("power", row.power.is_known())] {
        if !is_known {
            notes.push(Note::NotPublished { what, machine });
        }
    }
    let factory = &evaluation.factory;
    if evaluation.scenario.context > factory.demand.context {
        notes.push(Note::ContextHeld { model, limit: factory.inputs.list.limit });
    }
    let asked = factory.profit.asked;
    if asked > 1.0 && asked.is_finite() {
        notes.push(Note::SoldOut(asked));
    }
    let price_level = factory.demand.shortage;
    if price_level > RAISED {
        notes.push(Note::PricesRisen(price_level));
    }
    let share = factory.profit.revenue_share;
    if share > LARGE && share.is_finite() {
        notes.push(Note::LargeInTheWorld(share));
    }
    let tokens = factory.profit.token_share;
    if tokens > 1.0 && tokens.is_finite() {
        notes.push(Note::MoreThanTheWorld(tokens));
    }
    let served = factory.demand.served;
    if served < 1.0 - HARDLY {
        notes.push(Note::WorldWaits(1.0 - served));
    }
    if LEVERS
        .prices()
        .iter()
        .any(|price| !price.is_default_in(&evaluation.scenario, evaluation.scenario.of(price)))
    {
        notes.push(Note::OwnPrices { sheet: evaluation.sheet.label });
    } else if evaluation.sheet.model != Some(evaluation.model.slug) {
        notes.push(Note::OtherPrices { sheet: evaluation.sheet.label, model });
    }
    if is_own {
        notes.push(Note::OwnMachinePrice { what, machine });
    }
    let evidence = evaluation.machine.row.evidence;
    if evidence != Evidence::Measured {
        notes.push(Note::MachineNotMeasured { machine, evidence });
    }
    if evaluation.scenario.context > MEASURED_CONTEXT {
        notes.push(Note::ContextNotMeasured);
    }
    if evaluation.factory.inputs.llm.sparse_top > 0.0 {
        notes.push(Note::SparseIsLittleMeasured { model });
    }
    notes
}
