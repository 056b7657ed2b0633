//! How far predictions of throughput lie from published runs, by class of model.
//!
//! The figures are the errors of the shipped constants on the runs that they were not fitted to. `make bands` computes
//! them, and a test recomputes them.

mod bands;
mod errors;

use super::sources::INFERENCE_FIT;
use super::{Datum, Grade, between};
use crate::factory::Llm;
pub use bands::{DATE, WHOLE};
use bands::{DENSE, EXPERTS, SPARSE};
pub use errors::Errors;

/// Models with similar prediction errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Every token uses every weight.
    Dense,
    /// A token uses some of the experts.
    Experts,
    /// Experts, and attention that reads only part of the cache.
    Sparse,
}

/// Longest context of a published run, in tokens.
pub const MEASURED_CONTEXT: f64 = 32_768.0;

impl Class {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dense, Self::Experts, Self::Sparse];

    /// The class of a model of this shape.
    pub fn of(llm: &Llm<Datum>) -> Self {
        Self::with(llm.sparse_top.value, llm.experts.value)
    }
    /// The class of a model that attends to `sparse_top` tokens and has `experts` experts; 0 means none.
    pub fn with(sparse_top: f64, experts: f64) -> Self {
        if sparse_top > 0.0 {
            Self::Sparse
        } else if experts > 0.0 {
            Self::Experts
        } else {
            Self::Dense
        }
    }
    /// Its name on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Dense => "dense models",
            Self::Experts => "models with experts",
            Self::Sparse => "models with sparse attention",
        }
    }
    /// Predicted against measured throughput of its runs outside the fit.
    pub const fn errors(self) -> Errors {
        match self {
            Self::Dense => DENSE,
            Self::Experts => EXPERTS,
            Self::Sparse => SPARSE,
        }
    }
    /// Measured against predicted throughput: 1, and the 5th to 95th percentile of published runs that the
    /// constants were not fitted to.
    pub const fn correction(self) -> Datum {
        let Errors { low, high, .. } = self.errors();
        // If nearly all predictions err to one side, the prediction itself is the other end of the range.
        let low = if low < 1.0 { low } else { 1.0 };
        let high = if high > 1.0 { high } else { 1.0 };
        between(low, 1.0, high, Grade::Derived, &INFERENCE_FIT)
            .note("What published runs of the model and the machine reached, and the 5th to 95th percentile of measured against \
                 predicted throughput on runs outside the fit.")
    }
}
