//! How far predictions of throughput lie from published runs, by class of model.

use super::sources::INFERENCE_FIT;
use super::{Datum, Grade, between};
use crate::factory::Llm;

/// Models whose predictions err alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Every token passes every weight.
    Dense,
    /// A token visits some of the experts.
    Experts,
    /// Experts, and attention that reads part of the cache.
    Sparse,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dense, Self::Experts, Self::Sparse];

    /// The class of a model of that shape.
    pub fn of(llm: &Llm<Datum>) -> Self {
        if llm.sparse_top.value > 0.0 {
            Self::Sparse
        } else if llm.experts.value > 0.0 {
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
    /// Measured against predicted throughput: 1, and the 5th to 95th percentile of published runs that the
    /// constants were not fitted to.
    pub const fn correction(self) -> Datum {
        let (low, high) = match self {
            Self::Dense => (0.72, 1.23),
            Self::Experts => (0.67, 1.42),
            Self::Sparse => (0.5, 1.0),
        };
        between(low, 1.0, high, Grade::Derived, &INFERENCE_FIT)
            .note("5th to 95th percentile of measured against predicted throughput, on runs outside the fit.")
    }
}
