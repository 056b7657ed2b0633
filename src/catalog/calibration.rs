//! Constants of the fit of predictions to published measurements.
//!
//! One set for all machines and models, fitted in log space to the training halves of three collections of
//! published runs. The single values are partly interchangeable (fixed time of a layer against latency of a
//! collective, imbalance against routing traffic): they are an effective set, not properties of a chip.

use super::sources::INFERENCE_FIT;
use super::{Datum, Grade, between, exact};
use crate::factory::Calibration;

const fn fitted(value: f64) -> Datum {
    exact(value, Grade::Derived, &INFERENCE_FIT)
}

/// Fitted with equal weight to TensorRT-LLM's tables of maximum throughput, to InferenceX and to latency
/// runs: the set that every prediction uses.
pub const RECOMMENDED: Calibration<Datum> = Calibration {
    compute: between(0.672, 0.716_628_486_959_662_2, 0.85, Grade::Derived, &INFERENCE_FIT)
        .note("Range: refits for single generations of machines."),
    compute_fp4: between(0.404, 0.441_638_099_751_803_2, 0.576, Grade::Derived, &INFERENCE_FIT),
    memory: between(0.729, 0.805_142_867_990_068_3, 0.837, Grade::Derived, &INFERENCE_FIT),
    attention: between(0.454, 0.558_884_933_521_808_8, 0.624, Grade::Derived, &INFERENCE_FIT),
    activation: between(1.0, 1.477_664_275_182_831_3, 3.23, Grade::Derived, &INFERENCE_FIT),
    routing: between(6.59, 8.049_516_039_415_929, 21.5, Grade::Derived, &INFERENCE_FIT)
        .note("Large, because the kernels that permute and quantise tokens for experts were poor in 2025."),
    layer_time: between(18.3, 23.960_474_467_385_17, 24.0, Grade::Derived, &INFERENCE_FIT),
    expert_layer_time: between(23.4, 31.718_351_480_266_58, 36.2, Grade::Derived, &INFERENCE_FIT),
    step_time: between(0.08, 0.335_972_751_449_573_2, 2.12, Grade::Derived, &INFERENCE_FIT),
    sequence_time: between(3.56, 6.589_784_235_548_181, 9.1, Grade::Derived, &INFERENCE_FIT),
    hop_time: between(20.4, 21.908_082_275_978_725, 53.4, Grade::Derived, &INFERENCE_FIT),
    scale_out_time: between(20.0, 20.0, 60.0, Grade::Derived, &INFERENCE_FIT),
    link: between(0.45, 0.494_508_405_399_090_9, 0.552, Grade::Derived, &INFERENCE_FIT),
    sharpness: between(1.0, 3.0, 50.0, Grade::Derived, &INFERENCE_FIT)
        .note("Fixed: from 1 to 50 it moves the error on held-back runs by less than one point."),
    imbalance: fitted(1.596_693_296_178_426_1),
    expert_compute: between(0.534, 0.840_836_294_902_407_2, 0.841, Grade::Derived, &INFERENCE_FIT),
    expert_memory: between(0.512, 0.807_245_718_482_385_6, 1.0, Grade::Derived, &INFERENCE_FIT),
    expert_half: between(4.69, 7.290_736_777_296_34, 104.4, Grade::Derived, &INFERENCE_FIT),
    reserve: fitted(5.0).note("Fixed, not fitted."),
    cache_share: fitted(0.92).note("Fixed, not fitted."),
    hidden_passes: fitted(10.0)
        .note("Counted from the operators of a layer: norms, residuals, quantisation."),
    value_bytes: fitted(2.0).note("Activations are kept in BF16."),
    dispatch_bytes: fitted(1.0).note("Tokens are sent to experts in FP8."),
    combine_bytes: fitted(2.0).note("Results come back in BF16."),
    index_bytes: fitted(1.0).note("Indexer keys are kept in FP8."),
    chunk: fitted(8192.0).note("Common setting of serving engines."),
};

/// Fitted to the training half of TensorRT-LLM's tables of maximum throughput alone. Kept to check the
/// physics against a second set of constants.
pub const THROUGHPUT: Calibration<Datum> = Calibration {
    compute: fitted(0.672_290_130_174_682_8),
    compute_fp4: fitted(0.404_323_777_580_851_5),
    memory: fitted(0.833_233_555_309_222_8),
    attention: fitted(0.623_592_786_493_397_2),
    activation: fitted(1.004_159_818_904_623_5),
    routing: fitted(7.248_071_775_213_346),
    layer_time: fitted(20.148_875_187_887_33),
    expert_layer_time: fitted(30.590_261_794_915_89),
    step_time: fitted(2.121_431_873_499_284_6),
    sequence_time: fitted(3.556_712_060_030_607),
    hop_time: fitted(22.021_214_727_397_2),
    link: fitted(0.552_470_853_731_712_1),
    imbalance: fitted(1.6),
    expert_compute: fitted(0.784_724_226_602_43),
    expert_memory: fitted(0.787_882_497_376_682_6),
    expert_half: fitted(104.443_912_025_068_06),
    ..RECOMMENDED
};

/// Time of drafting tokens for multi-token prediction, as a share of a step.
pub const DRAFT_COST: Datum =
    fitted(4.0).note("From 132 pairs of InferenceX runs with and without drafting.");

/// Share of its throughput that a factory keeps when prompts are read on machines of their own.
pub const HANDOVER: Datum =
    fitted(83.0).note("Fitted to 136 disaggregated runs; without it predictions are 22 % high.");
