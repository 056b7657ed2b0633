//! Constants of the fit of predictions to published measurements.
//!
//! One set for all machines and models, fitted in log space to the runs of the fit side ([`measured`](super::measured))
//! by `token-factory calibrate`. If the software or the maker of the machine makes a difference that the architecture
//! does not explain, a constant has a value for each: the host time of each engine, and the kernels for AMD's machines.
//! The individual values are partly interchangeable (fixed time of a layer and latency of a collective, imbalance and
//! routing traffic): together they are an effective set, not properties of a chip.

use super::accelerators::Generation;
use super::formats::Engine;
use super::sources::INFERENCE_FIT;
use super::{Datum, Grade, exact};
use crate::factory::Calibration;

const fn fitted(value: f64) -> Datum {
    exact(value, Grade::Derived, &INFERENCE_FIT)
}

const fn fixed(value: f64) -> Datum {
    fitted(value).note("Fixed, not fitted.")
}

/// The share of a serving engine's host in the time of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Host {
    /// Host time of a step, in milliseconds.
    pub step_time: Datum,
    /// Host time of each sequence in a step, in microseconds.
    pub sequence_time: Datum,
}

/// How the kernels for a maker's machines compare with those for NVIDIA's, which most models are tuned on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kernels {
    /// Compute efficiency relative to the common one.
    pub compute: Datum,
    /// Fixed times of a layer relative to the common ones.
    pub fixed: Datum,
}

/// All constants.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The constants common to all; the host times are those of TensorRT-LLM.
    pub common: Calibration<Datum>,
    /// The host of vLLM.
    pub vllm: Host,
    /// The host of SGLang.
    pub sglang: Host,
    /// AMD's machines.
    pub cdna: Kernels,
}

impl Fit {
    /// The constants for a machine of this generation, served by this software.
    pub fn of(&self, engine: Engine, generation: Generation) -> Calibration<Datum> {
        let mut fit = self.common;
        if let Some(Host { step_time, sequence_time }) = match engine {
            Engine::TensorRt => None,
            Engine::Vllm => Some(self.vllm),
            Engine::Sglang => Some(self.sglang),
        } {
            (fit.step_time, fit.sequence_time) = (step_time, sequence_time);
        }
        if matches!(generation, Generation::Cdna3 | Generation::Cdna4 | Generation::Cdna5) {
            fit.compute = fit.compute.times(&self.cdna.compute);
            fit.compute_fp4 = fit.compute_fp4.times(&self.cdna.compute);
            for time in [
                &mut fit.layer_time,
                &mut fit.narrow_layer_time,
                &mut fit.expert_layer_time,
                &mut fit.shared_layer_time,
            ] {
                *time = time.times(&self.cdna.fixed);
            }
        }
        fit
    }
}

/// The set that every prediction uses.
pub const RECOMMENDED: Fit = Fit {
    common: Calibration {
        compute: fitted(0.7907),
        compute_fp4: fixed(0.44).note(
            "Held at the value of an earlier fit to tables of maximum throughput: fitted with the rest it rises to the peak, \
             which no kernel reaches.",
        ),
        memory: fitted(0.7992),
        latent_cache: fitted(0.7931),
        attention: fitted(0.5583),
        activation: fitted(1.4749),
        routing: fitted(8.0303).note(
            "Large, because the kernels that permute and quantise tokens for experts were poor in 2025.",
        ),
        layer_time: fitted(18.0231),
        narrow_layer_time: fitted(8.2683),
        expert_layer_time: fitted(23.4329),
        shared_layer_time: fitted(12.3549),
        sparse_layer_time: fitted(96.4534),
        step_time: fitted(0.3363),
        sequence_time: fitted(6.8191),
        hop_time: fitted(19.5138),
        hop_fade: fitted(0.5083),
        hop_reference: fixed(450.0),
        scale_out_time: fixed(20.0),
        link: fitted(0.4527),
        sharpness: fixed(3.0)
            .note("Fixed. With the constants of an earlier fit, values from 1 to 50 moved the error by less than one point."),
        imbalance: fixed(1.6).note(
            "Fixed: the runs cannot determine it separately from the compute factor of experts.",
        ),
        expert_compute: fitted(0.8738),
        expert_half: fitted(7.0755),
        reserve: fixed(5.0),
        cache_share: fixed(0.92),
        hidden_passes: fixed(10.0)
            .note("Counted from the operators of a layer: norms, residuals, quantisation."),
        value_bytes: fixed(2.0).note("Activations are kept in BF16."),
        dispatch_bytes: fixed(1.0).note("Tokens are sent to experts in FP8."),
        combine_bytes: fixed(2.0).note("Results come back in BF16."),
        index_bytes: fixed(1.0).note("Indexer keys are kept in FP8."),
        chunk: fixed(8192.0).note("Common setting of serving engines."),
    },
    vllm: Host { step_time: fitted(0.5877), sequence_time: fitted(16.0782) },
    sglang: Host { step_time: fitted(0.8823), sequence_time: fitted(28.3037) },
    cdna: Kernels { compute: fitted(0.598), fixed: fitted(1.0314) },
};

/// Time of drafting tokens for multi-token prediction, as a share of a step.
pub const DRAFT_COST: Datum =
    fitted(4.0).note("From 132 pairs of InferenceX runs with and without drafting.");

/// Share of its throughput that a factory keeps when prompts are read on separate machines.
pub const KV_TRANSFER: Datum =
    fitted(83.0).note("Fitted to 136 disaggregated runs; without it predictions are 22 % high.");
