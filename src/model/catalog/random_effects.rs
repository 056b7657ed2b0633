//! How published runs compare with the formulas, model by model and machine by machine.
//!
//! The formulas account for the architecture and the data sheet, but not for how well an engine's kernels suit a model
//! or a machine. Published runs show it: a random effect is the factor by which runs of a kind were faster than predicted,
//! shrunk towards 1 if the runs are few or disagree. The factors of all kinds that a setup belongs to are multiplied.
//! They do not depend on lengths, batch or price, so every slope and limit is still that of the formulas.
//!
//! `make calibrate` produces the table; a test recomputes it.

mod coarse;
mod effect;
#[cfg(not(target_arch = "wasm32"))]
mod fine;

use super::formats::{Engine, Precision};
use crate::factory::Layout;
pub use effect::RandomEffect;
use effect::effect;

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

    /// Whether the page uses this level: it uses those without a layout, because the search chooses a new layout
    /// whenever a lever changes.
    pub const fn is_coarse(self) -> bool {
        matches!(self, Self::Model | Self::Machine | Self::Format)
    }
}

/// What runs on what: everything that random effects depend on.
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
    /// The name of its kind at a level; `None` if the level needs a layout and there is none.
    pub fn kind(&self, level: Level, layout: Option<&Layout<f64>>) -> Option<String> {
        let (engine, model, gpu) = (self.engine.slug(), self.model, self.gpu);
        let precision = self.precision.label();
        Some(match level {
            Level::Model => format!("{engine} {model}"),
            Level::Machine => format!("{engine} {gpu}"),
            Level::Format => format!("{engine} {model} {gpu} {precision}"),
            Level::Sharding => format!("{engine} {model} {}", sharding(layout?)),
            Level::Configuration => {
                let layout = layout?;
                format!("{engine} {model} {gpu} {precision} {}{}", sharding(layout), layout.gpus)
            }
        })
    }
    /// The factor on predicted throughput from the shipped table: over the kinds that need no layout, and over all
    /// kinds if a layout is given.
    pub fn factor(&self, layout: Option<&Layout<f64>>) -> f64 {
        let found = Level::ALL.into_iter().filter_map(|level| {
            let kind = self.kind(level, layout)?;
            table(level).iter().find(|effect| effect.kind == kind)
        });
        libm::exp(found.map(|effect| effect.log).sum())
    }
}

/// How a model is divided among accelerators: `dp` with separate attention on each, `ep` with separate experts, `tp`
/// within every layer.
fn sharding(layout: &Layout<f64>) -> &'static str {
    if layout.data_parallel > 0.0 {
        "dp"
    } else if layout.expert_parallel > 1.0 {
        "ep"
    } else {
        "tp"
    }
}

/// The shipped random effects of a level.
pub fn table(level: Level) -> &'static [RandomEffect] {
    match level {
        Level::Model => coarse::MODEL,
        Level::Machine => coarse::MACHINE,
        Level::Format => coarse::FORMAT,
        #[cfg(not(target_arch = "wasm32"))]
        Level::Sharding => fine::SHARDING,
        #[cfg(not(target_arch = "wasm32"))]
        Level::Configuration => fine::CONFIGURATION,
        // The page has no layout to look these up by, so they are not compiled into it.
        #[cfg(target_arch = "wasm32")]
        Level::Sharding | Level::Configuration => &[],
    }
}
