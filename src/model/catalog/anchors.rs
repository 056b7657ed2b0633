//! How published runs compare with the formulas, model by model and machine by machine.
//!
//! The formulas know architecture and data sheet, not how well an engine's kernels suit a model or a machine. Published
//! runs do: an anchor is the factor by which runs of a kind were quicker than predicted, drawn towards 1 where runs
//! are few or disagree. The factors of all kinds that a setup belongs to multiply. They do not depend on lengths,
//! batch or price, so that every slope and limit is that of the formulas.
//!
//! The table is what `make calibrate` finds; a test computes it again.

mod anchor;
mod coarse;
#[cfg(not(target_arch = "wasm32"))]
mod fine;

use super::formats::{Engine, Precision};
use crate::factory::Layout;
pub use anchor::Anchor;
use anchor::anchor;

/// What runs of a kind have in common, from wide to narrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Software and model.
    Model,
    /// Software and machine.
    Machine,
    /// Software, model, machine and precision.
    Format,
    /// Software, model and the way it is divided.
    Sharding,
    /// All of these, and the number of accelerators.
    Configuration,
}

impl Level {
    /// All of them, from wide to narrow.
    pub const ALL: [Self; 5] =
        [Self::Model, Self::Machine, Self::Format, Self::Sharding, Self::Configuration];

    /// Whether a factory on the page, whose layout the search chooses anew with every lever, looks at it.
    pub const fn is_coarse(self) -> bool {
        matches!(self, Self::Model | Self::Machine | Self::Format)
    }
}

/// What is run on what: all that anchors look at.
#[derive(Debug, Clone, Copy)]
pub struct Setup {
    /// Serving software.
    pub engine: Engine,
    /// Slug of the model.
    pub model: &'static str,
    /// Slug of the accelerator.
    pub gpu: &'static str,
    /// Precision of the checkpoint.
    pub precision: Precision,
}

impl Setup {
    /// The name of the kind that it belongs to at a level; none where the level asks for a layout and there is none.
    pub fn kind(&self, level: Level, layout: Option<&Layout<f64>>) -> Option<String> {
        let (engine, model, gpu) = (self.engine.slug(), self.model, self.gpu);
        let precision = self.precision.label();
        Some(match level {
            Level::Model => format!("{engine} {model}"),
            Level::Machine => format!("{engine} {gpu}"),
            Level::Format => format!("{engine} {model} {gpu} {precision}"),
            Level::Sharding => format!("{engine} {model} {}", division(layout?)),
            Level::Configuration => {
                let layout = layout?;
                format!("{engine} {model} {gpu} {precision} {}{}", division(layout), layout.gpus)
            }
        })
    }
    /// The factor on predicted throughput from the shipped table: of the kinds that need no layout, and where one is
    /// given, of all.
    pub fn factor(&self, layout: Option<&Layout<f64>>) -> f64 {
        let found = Level::ALL.into_iter().filter_map(|level| {
            let kind = self.kind(level, layout)?;
            table(level).iter().find(|anchor| anchor.kind == kind)
        });
        libm::exp(found.map(|anchor| anchor.log).sum())
    }
}

/// How a model is divided among accelerators: `dp` with attention of their own, `ep` with experts of their own, `tp`
/// in every layer.
fn division(layout: &Layout<f64>) -> &'static str {
    if layout.data_parallel > 0.0 {
        "dp"
    } else if layout.expert_parallel > 1.0 {
        "ep"
    } else {
        "tp"
    }
}

/// The shipped anchors of a level.
pub fn table(level: Level) -> &'static [Anchor] {
    match level {
        Level::Model => coarse::MODEL,
        Level::Machine => coarse::MACHINE,
        Level::Format => coarse::FORMAT,
        #[cfg(not(target_arch = "wasm32"))]
        Level::Sharding => fine::DIVISION,
        #[cfg(not(target_arch = "wasm32"))]
        Level::Configuration => fine::CONFIGURATION,
        // The page has no layout to look them up by, and need not carry them.
        #[cfg(target_arch = "wasm32")]
        Level::Sharding | Level::Configuration => &[],
    }
}
