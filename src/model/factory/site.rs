//! Megawatts to accelerators.

use super::memory::Accelerator;
use super::plan::{Basis, Plan};
use crate::outputs;
use crate::quantity::unit::*;

outputs! {
    /// The site.
    Site from (machine: Accelerator, plan: Plan, basis: Basis) {
        /// Power of an accelerator with its share of everything else. The published all-in power already includes
        /// cooling, so only a different power usage effectiveness changes it.
        power_per_gpu: "Power per GPU", WATT, machine.power * plan.pue / basis.source_pue;
        /// Accelerators that the power of the site can run.
        gpus: "Accelerators", GPUS, plan.power / power_per_gpu;
    }
}
