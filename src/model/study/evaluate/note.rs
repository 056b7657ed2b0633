//! What the reader should know about a scenario: broken promises, unpublished figures, extrapolated predictions.

use crate::catalog::accelerators::Evidence;
use crate::catalog::accuracy::{Class, MEASURED_CONTEXT};
use crate::catalog::demand::HIGHEST_LEVEL;
use crate::format::digits::shown;
use crate::quantity::unit::{GPUS, PERCENT, TOKEN, TOKEN_PER_S_USER};
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
    /// The site has fewer machines than the model and one call need.
    SiteTooSmall {
        /// Name of the model.
        model: &'static str,
        /// Name of the machine.
        machine: &'static str,
        /// Machines that the site has power for.
        has: f64,
        /// Least number of machines that serving takes.
        needs: f64,
        /// Whether prefill and decode run on separate machines, so that half of these are for prefill.
        is_separate: bool,
    },
    /// A tier promises more than any layout delivers. Speeds in tokens per second for a user.
    TooSlow {
        /// Name of the tier.
        tier: &'static str,
        /// What is promised.
        promised: f64,
        /// What the fastest layout delivers.
        quickest: f64,
        /// Name of the machine.
        machine: &'static str,
    },
    /// No tier has a part of the site.
    NoTier,
    /// A figure that the cost depends on is not published.
    NotPublished {
        /// What it is.
        what: &'static str,
        /// The machine that it belongs to.
        machine: &'static str,
    },
    /// The context is longer than the model reads. Its limit in tokens, answer included.
    ContextHeld {
        /// Name of the model.
        model: &'static str,
        /// Longest context with its answer, in tokens.
        limit: f64,
    },
    /// Demand exceeds what the site can serve. Demand as a multiple of the capacity.
    SoldOut(f64),
    /// The market's prices are above the list, because demand exceeds supply. Their level.
    PricesRisen(f64),
    /// The site alone would earn a large part of what the world spends. Its share.
    LargeInTheWorld(f64),
    /// The site would serve more tokens than the world is estimated to use. Its share.
    MoreThanTheWorld(f64),
    /// Part of the world's demand that is not served.
    WorldWaits(f64),
    /// A price was moved: it is no longer that of the list.
    OwnPrices {
        /// Name of the list.
        sheet: &'static str,
    },
    /// Price or rent of a machine was set: it is no longer the one listed for it.
    OwnMachinePrice {
        /// What it is.
        what: &'static str,
        /// The machine that it belongs to.
        machine: &'static str,
    },
    /// The price list is that of another model.
    OtherPrices {
        /// Name of the list.
        sheet: &'static str,
        /// Name of the model.
        model: &'static str,
    },
    /// No run of this machine has been published.
    MachineNotMeasured {
        /// Name of the machine.
        machine: &'static str,
        /// The basis of predictions for it.
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
    /// Whether a result is missing because of it, rather than less certain.
    pub fn is_fault(&self) -> bool {
        matches!(
            self,
            Self::DoesNotFit { .. } | Self::SiteTooSmall { .. } | Self::NoTier | Self::NotPublished { .. }
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
                "{model} and one call of this length do not fit into the memory of 64 {machine}. Shorten the \
                 context or choose a smaller format or model."
            ),
            Self::SiteTooSmall { model, machine, has, needs, is_separate } => write!(
                f,
                "The site has power for {}, and one call of {model} needs {needs:.0} {machine} at least{}. Raise the site's \
                 power, or choose a smaller model.",
                shown(*has, &GPUS),
                if *is_separate { ", half of them for prefill" } else { "" }
            ),
            Self::TooSlow { tier, promised, quickest, machine } => write!(
                f,
                "The {} tier promises {}, but {machine} reaches {} at most, for a single user. It serves one user at a time \
                 at that speed, for what the speed is worth.",
                tier_name(tier),
                shown(*promised, &TOKEN_PER_S_USER),
                shown(*quickest, &TOKEN_PER_S_USER)
            ),
            Self::NoTier => write!(f, "No speed tier has any machines, so nothing is sold."),
            Self::NotPublished { what, machine } => {
                write!(
                    f,
                    "The {what} of {machine} is not published, so what depends on it cannot be computed."
                )
            }
            Self::SoldOut(times) => write!(
                f,
                "Mean demand is {times:.2} times what the site can serve. It is sold out in busy hours, and part of the \
                 demand is turned away."
            ),
            Self::ContextHeld { model, limit } => write!(
                f,
                "{model} accepts at most {}, answer included. Longer contexts are cut to that length.",
                shown(*limit, &TOKEN)
            ),
            Self::PricesRisen(level) => write!(
                f,
                "World demand exceeds what its machines can serve, so market prices rise to {level:.2} times the list; \
                 {highest} times is the largest rise on record, and beyond it calls wait. With “Calls wait”, prices \
                 would stay.",
                highest = HIGHEST_LEVEL.value
            ),
            Self::LargeInTheWorld(share) => write!(
                f,
                "This one site would earn {} of what the world spends on tokens. A site of that size would move prices, \
                 which is not modeled here.",
                shown(*share, &PERCENT)
            ),
            Self::MoreThanTheWorld(times) => write!(
                f,
                "This one site would serve {times:.1} times the tokens that the world is estimated to use: such cheap \
                 calls would have to find new buyers, which is not modeled here."
            ),
            Self::WorldWaits(share) => write!(
                f,
                "World demand exceeds what its machines can serve: {} of the calls wait.",
                shown(*share, &PERCENT)
            ),
            Self::OwnPrices { sheet } => {
                write!(f, "A price was changed, so these are no longer the prices of {sheet}.")
            }
            Self::OwnMachinePrice { what, machine } => {
                write!(f, "The {what} of {machine} was changed, so it is no longer the one listed.")
            }
            Self::OtherPrices { sheet, model } => {
                write!(f, "{model} is sold here at the prices of {sheet}.")
            }
            Self::MachineNotMeasured { machine, evidence } => write!(
                f,
                "{machine} is {}, not measured: its speed is extrapolated from published runs of older machines.",
                evidence.word()
            ),
            Self::ContextNotMeasured => write!(
                f,
                "Published runs end at {}. Beyond that, the formulas are extrapolated.",
                shown(MEASURED_CONTEXT, &TOKEN)
            ),
            Self::SparseIsLittleMeasured { model } => write!(
                f,
                "{model} uses sparse attention. Few runs of such models are published, and their kernels change fast: its \
                 throughput and its top speed are less certain than those of others."
            ),
        }
    }
}

/// The name of a tier on the page.
pub fn tier_name(stage: &str) -> &'static str {
    match stage {
        "batch" => "batch",
        "standard" => "standard",
        "fast" => "real-time",
        "premium" => "premium",
        _ => "ultra",
    }
}
