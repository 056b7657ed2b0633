//! What the reader should know of a scenario: promises not kept, figures not published, predictions stretched.

use super::evaluate::Evaluation;
use super::search::Search;
use crate::catalog::accelerators::Evidence;
use crate::catalog::accuracy::{Class, MEASURED_CONTEXT};
use crate::quantity::unit::{TOKEN, TOKEN_PER_S_USER};
use crate::words::digits::shown;
use std::fmt;

/// A remark on a scenario, in order of weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Note {
    /// Weights and one call do not fit into the memory of any layout.
    DoesNotFit {
        /// Name of the model.
        model: &'static str,
        /// Name of the machine.
        machine: &'static str,
    },
    /// A tier promises more than any layout gives. Speeds in tokens per second for a user.
    TooSlow {
        /// Name of the tier.
        tier: &'static str,
        /// What is promised.
        promised: f64,
        /// What the quickest layout gives.
        quickest: f64,
        /// Name of the machine.
        machine: &'static str,
    },
    /// No tier has a part of the site.
    NoTier,
    /// A figure that the cost rests on is not published.
    NotPublished {
        /// What it is.
        what: &'static str,
        /// Of which machine.
        machine: &'static str,
    },
    /// More is asked than the site can serve. Demand as a multiple of the capacity.
    SoldOut(f64),
    /// Nobody has published a run of this machine.
    MachineNotMeasured {
        /// Name of the machine.
        machine: &'static str,
        /// What predictions for it rest on.
        evidence: Evidence,
    },
    /// Contexts beyond what was measured.
    ContextNotMeasured,
    /// Sparse attention, of which few runs were published.
    SparseIsLittleMeasured {
        /// Name of the model.
        model: &'static str,
    },
}

impl Note {
    /// The notes of a scenario, heaviest first.
    pub fn all(evaluation: &Evaluation) -> Vec<Self> {
        let machine = evaluation.machine.label;
        let model = evaluation.model.label;
        let mut notes = Vec::new();
        let promises = evaluation.factory.givens.promises();
        let mut fits = true;
        for ((found, [_, promised, _]), stages) in
            evaluation.searches.iter().zip(promises).zip(crate::factory::TIERS)
        {
            match found {
                Some(Search::TooSlow(_, quickest)) => {
                    notes.push(Self::TooSlow { tier: stages.name, promised, quickest: *quickest, machine });
                }
                Some(Search::DoesNotFit) => fits = false,
                Some(Search::Reached(_)) | None => {}
            }
        }
        if !fits {
            notes.insert(0, Self::DoesNotFit { model, machine });
        }
        if evaluation.searches.iter().all(Option::is_none) {
            notes.push(Self::NoTier);
        }
        let row = &evaluation.machine.row.row;
        for (what, datum) in [("price", row.price), ("power", row.power)] {
            if !datum.is_known() {
                notes.push(Self::NotPublished { what, machine });
            }
        }
        let asked = evaluation.factory.profit.asked;
        if asked > evaluation.scenario.availability && asked.is_finite() {
            notes.push(Self::SoldOut(asked));
        }
        let evidence = evaluation.machine.row.evidence;
        if evidence != Evidence::Measured {
            notes.push(Self::MachineNotMeasured { machine, evidence });
        }
        if evaluation.scenario.context > MEASURED_CONTEXT {
            notes.push(Self::ContextNotMeasured);
        }
        if evaluation.factory.givens.llm.sparse_top > 0.0 {
            notes.push(Self::SparseIsLittleMeasured { model });
        }
        notes
    }

    /// Whether a result is missing because of it, as against less sure.
    pub fn is_fault(&self) -> bool {
        matches!(
            self,
            Self::DoesNotFit { .. } | Self::TooSlow { .. } | Self::NoTier | Self::NotPublished { .. }
        )
    }
}

impl Note {
    /// Whether it says that throughput is extrapolated beyond published runs.
    pub fn is_stretch(&self) -> bool {
        matches!(
            self,
            Self::MachineNotMeasured { .. } | Self::ContextNotMeasured | Self::SparseIsLittleMeasured { .. }
        )
    }
    /// The same as a reason, in a few words.
    pub fn reason(&self) -> String {
        match self {
            Self::MachineNotMeasured { machine, .. } => format!("no published run of {machine}"),
            Self::ContextNotMeasured => {
                format!("no published run beyond {} of context", shown(MEASURED_CONTEXT, &TOKEN))
            }
            Self::SparseIsLittleMeasured { .. } => {
                format!("{} published runs with sparse attention, too few", Class::Sparse.errors().runs)
            }
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DoesNotFit { model, machine } => write!(
                f,
                "{model} with one call of this length does not fit into the memory of 64 {machine}. Shorten the \
                 context or choose a smaller format or model."
            ),
            Self::TooSlow { tier, promised, quickest, machine } => write!(
                f,
                "The {} tier promises {}, and {machine} gives a single user {} at most. Its part of the site earns \
                 nothing.",
                tier_name(tier),
                shown(*promised, &TOKEN_PER_S_USER),
                shown(*quickest, &TOKEN_PER_S_USER)
            ),
            Self::NoTier => write!(f, "No speed tier has a part of the site, so nothing is sold."),
            Self::NotPublished { what, machine } => {
                write!(
                    f,
                    "The {what} of {machine} is not published, so what depends on it cannot be computed."
                )
            }
            Self::SoldOut(times) => write!(
                f,
                "Demand is {times:.1} times what the site can serve. It is sold out, and more agents bring no more \
                 revenue."
            ),
            Self::MachineNotMeasured { machine, evidence } => write!(
                f,
                "{machine} is {}, not measured: its speed is extrapolated from published runs of older machines.",
                evidence.word()
            ),
            Self::ContextNotMeasured => write!(
                f,
                "Published runs end at {}. Beyond, the formulas are extrapolated.",
                shown(MEASURED_CONTEXT, &TOKEN)
            ),
            Self::SparseIsLittleMeasured { model } => write!(
                f,
                "{model} attends sparsely. Runs of few such models were published, and their kernels change fast: its \
                 speed is less sure than that of others."
            ),
        }
    }
}

/// What a tier is called on the page.
pub fn tier_name(stage: &str) -> &'static str {
    match stage {
        "batch" => "batch",
        "standard" => "standard",
        "fast" => "real-time",
        "premium" => "premium",
        _ => "ultra",
    }
}
