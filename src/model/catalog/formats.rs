//! How a model of a given precision is stored and computed: what published checkpoints and engines do.

use super::sources::{CONFIG_FILES, INFERENCE_FIT};
use super::{Datum, Grade, exact};
use crate::factory::{Format, Llm};

/// The precision that a checkpoint is published in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// 16-bit floating point.
    Bf16,
    /// 8-bit floating point.
    Fp8,
    /// 4-bit floating point with a scale for each 16 or 32 weights (NVFP4, MXFP4).
    Fp4,
    /// 4-bit integers for the weights, BF16 arithmetic.
    Int4,
}

impl Precision {
    /// All of them, widest first.
    pub const ALL: [Self; 4] = [Self::Bf16, Self::Fp8, Self::Fp4, Self::Int4];

    /// The precision of that name; FP16 counts as BF16, which is as wide.
    pub fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_uppercase().as_str() {
            "BF16" | "FP16" => Some(Self::Bf16),
            "FP8" => Some(Self::Fp8),
            "FP4" | "NVFP4" | "MXFP4" => Some(Self::Fp4),
            "INT4" => Some(Self::Int4),
            _ => None,
        }
    }
    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Bf16 => "BF16",
            Self::Fp8 => "FP8",
            Self::Fp4 => "FP4",
            Self::Int4 => "INT4",
        }
    }
    /// Bytes of a weight, scales included.
    const fn weight_bytes(self) -> f64 {
        match self {
            Self::Bf16 => 2.0,
            Self::Fp8 => 1.0,
            // 4 bits, and one 8-bit scale for 16 weights.
            Self::Fp4 => 0.5625,
            Self::Int4 => MXFP4_BYTES,
        }
    }
}

/// 4 bits, and one 8-bit scale for 32 weights, rounded as the fit used it.
const MXFP4_BYTES: f64 = 0.53;

/// The serving software, as far as it decides how the cache is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// TensorRT-LLM.
    TensorRt,
    /// vLLM.
    Vllm,
    /// SGLang.
    Sglang,
}

impl Engine {
    /// Its name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::TensorRt => "trt",
            Self::Vllm => "vllm",
            Self::Sglang => "sglang",
        }
    }
    /// The engine of that name.
    pub fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "trt" | "trtllm" | "tensorrt" | "tensorrt-llm" => Some(Self::TensorRt),
            "vllm" => Some(Self::Vllm),
            "sglang" => Some(Self::Sglang),
            _ => None,
        }
    }
    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::TensorRt => "TensorRT-LLM",
            Self::Vllm => "vLLM",
            Self::Sglang => "SGLang",
        }
    }
}

/// Families of checkpoints that keep some of their weights in a wider format than their name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mixture {
    /// All weights in the precision of the name.
    Uniform,
    /// DeepSeek and similar models, whose cache holds one vector for key and value: attention stays in FP8 if experts
    /// are FP4, and in BF16 if they are INT4.
    LatentAttention,
    /// gpt-oss: experts are MXFP4 in every release, the rest BF16.
    NativeFp4Experts,
}

impl Mixture {
    /// The mixture of a model of that slug and shape.
    pub fn of(slug: &str, shape: &Llm<Datum>) -> Self {
        if slug.starts_with("gpt-oss") {
            Self::NativeFp4Experts
        } else if shape.mla.value + shape.shared_kv.value > 0.0 {
            Self::LatentAttention
        } else {
            Self::Uniform
        }
    }
}

/// How an engine stores and computes a checkpoint on a machine. `hopper` says whether the machine is of NVIDIA's Hopper
/// generation, whose engines keep some attention in BF16.
pub fn format(mixture: Mixture, precision: Precision, engine: Engine, hopper: bool) -> Format<Datum> {
    use Precision::{Bf16, Fp4, Fp8, Int4};
    let weight = precision.weight_bytes();
    // Bytes of attention and feed-forward weights, and the precision each is multiplied in.
    let (attention_bytes, attention, ffn_bytes, ffn) = match (mixture, precision) {
        (Mixture::NativeFp4Experts, Fp4) => (2.0, Bf16, MXFP4_BYTES, Fp4),
        (Mixture::NativeFp4Experts, _) => (2.0, Bf16, MXFP4_BYTES, Bf16),
        (Mixture::LatentAttention, Fp4) => (1.2, Fp8, weight, Fp4),
        (Mixture::LatentAttention, Int4) => (2.0, Bf16, weight, Bf16),
        (_, Int4) => (weight, Bf16, weight, Bf16),
        _ => (weight, precision, weight, precision),
    };
    let wide_cache = match (precision, mixture, engine) {
        (Bf16, ..) => true,
        (_, Mixture::NativeFp4Experts, _) if hopper => true,
        (_, _, Engine::Vllm) => precision != Fp4,
        (_, Mixture::LatentAttention, Engine::Sglang) => hopper || precision == Fp8,
        _ => false,
    };
    let is = |yes: bool| exact(f64::from(u8::from(yes)), Grade::Derived, &INFERENCE_FIT);
    let bytes = |value: f64| exact(value, Grade::Published, &CONFIG_FILES);
    Format {
        attention_bytes: bytes(attention_bytes),
        ffn_bytes: bytes(ffn_bytes),
        head_bytes: bytes(2.0),
        cache_bytes: exact(if wide_cache { 2.0 } else { 1.0 }, Grade::Derived, &INFERENCE_FIT)
            .note("FP8 or BF16, as the engine stores it for this checkpoint."),
        attention_fp8: is(attention == Fp8),
        attention_fp4: is(attention == Fp4),
        ffn_fp8: is(ffn == Fp8),
        ffn_fp4: is(ffn == Fp4),
        narrow: is(matches!(attention, Fp8 | Fp4)),
        cache_fp8: is(!wide_cache),
        prompt_fp8: is(matches!(attention, Fp8 | Fp4) && !hopper),
    }
}
