//! The rows, one for each model.

use super::architecture::*;
use crate::catalog::Grade::*;
use crate::catalog::{Datum, Named, Source, exact, missing, sources as from};
use crate::factory::Llm;

const LLAMA_70B_SHAPE: Llm<Datum> =
    Llm::body([80.0, 8192.0, 64.0, 8.0, 128.0, 128_256.0], &from::LLAMA_70B).dense(80.0, 28_672.0);

pub(super) const LLAMA_2_70B: Named<Model> = model(
    ["llama-2-70b", "Llama 2 70B", "Meta", "BF16"],
    &["Llama-2-70B", "Llama-2-70B (MLPerf)"],
    Kind::Dense,
    stated(69.0, 69.0),
    Ok(Llm {
        vocabulary: exact(32_000.0, Recalled, &from::COMMON).note("The rest is the shape of Llama 3.1 70B."),
        ..LLAMA_70B_SHAPE
    }),
);

pub(super) const LLAMA_8B: Named<Model> = model(
    ["llama-3.1-8b", "Llama 3.1 8B", "Meta", "BF16"],
    &["Llama-3.1-8B"],
    Kind::Dense,
    stated(8.03, 8.03),
    Ok(Llm::body([32.0, 4096.0, 32.0, 8.0, 128.0, 128_256.0], &from::LLAMA_8B).dense(32.0, 14_336.0)),
);

pub(super) const LLAMA_70B: Named<Model> = model(
    ["llama-3.1-70b", "Llama 3.1 70B", "Meta", "BF16"],
    &["Llama-3.1-70B", "Llama-3.3-70B", "Llama 3.3 70B", "Llama-3.1-70B / 3.3-70B"],
    Kind::Dense,
    stated(70.6, 70.6),
    Ok(LLAMA_70B_SHAPE),
);

pub(super) const LLAMA_405B: Named<Model> = model(
    ["llama-3.1-405b", "Llama 3.1 405B", "Meta", "BF16"],
    &["Llama-3.1-405B"],
    Kind::Dense,
    stated(405.0, 405.0),
    Ok(Llm::body([126.0, 16_384.0, 128.0, 8.0, 128.0, 128_256.0], &from::LLAMA_405B).dense(126.0, 53_248.0)),
);

/// Llama 4 attends in chunks; which layers do is not in its file.
const fn chunked(shape: Llm<Datum>) -> Llm<Datum> {
    let note = "Three of four layers attend in chunks of 8,192: assumed, the file does not say which.";
    let shape = shape.windowed(36.0, 8192.0);
    Llm {
        full_layers: exact(12.0, Assumed, shape.layers.source).note(note),
        window_layers: exact(36.0, Assumed, shape.layers.source).note(note),
        ..shape
    }
}

pub(super) const LLAMA4_SCOUT: Named<Model> = model(
    ["llama-4-scout", "Llama 4 Scout", "Meta", "BF16"],
    &["Llama-4-Scout"],
    Kind::MixtureOfExperts,
    stated(109.0, 17.0),
    Ok(chunked(Llm::body([48.0, 5120.0, 40.0, 8.0, 128.0, 202_048.0], &from::LLAMA4_SCOUT))
        .experts(16.0, 1.0, 8192.0, 8192.0)),
);

pub(super) const LLAMA4_MAVERICK: Named<Model> = model(
    ["llama-4-maverick", "Llama 4 Maverick", "Meta", "BF16, FP8 release"],
    &["Llama-4-Maverick"],
    Kind::MixtureOfExperts,
    stated(400.0, 17.0),
    Ok(Llm {
        ffn: exact(16_384.0, Assumed, &from::LLAMA4_MAVERICK).note("Width of the dense layers: assumed."),
        ..chunked(Llm::body([48.0, 5120.0, 40.0, 8.0, 128.0, 202_048.0], &from::LLAMA4_MAVERICK))
            .dense(24.0, 16_384.0)
            .experts(128.0, 1.0, 8192.0, 8192.0)
    }),
);

pub(super) const QWEN3_30B: Named<Model> = model(
    ["qwen3-30b", "Qwen3 30B A3B", "Alibaba", "BF16"],
    &["Qwen3-30B-A3B"],
    Kind::MixtureOfExperts,
    stated(30.5, 3.3),
    Ok(Llm::body([48.0, 2048.0, 32.0, 4.0, 128.0, 151_936.0], &from::QWEN3_30B)
        .experts(128.0, 8.0, 768.0, 0.0)),
);

pub(super) const QWEN3_32B: Named<Model> = model(
    ["qwen3-32b", "Qwen3 32B", "Alibaba", "BF16"],
    &["Qwen3-32B"],
    Kind::Dense,
    stated(32.8, 32.8),
    Ok(Llm::body([64.0, 5120.0, 64.0, 8.0, 128.0, 151_936.0], &from::QWEN3_32B).dense(64.0, 25_600.0)),
);

pub(super) const QWEN3_235B: Named<Model> = model(
    ["qwen3-235b", "Qwen3 235B A22B", "Alibaba", "BF16, FP8 release"],
    &["Qwen3-235B-A22B"],
    Kind::MixtureOfExperts,
    stated(235.0, 22.0),
    Ok(Llm::body([94.0, 4096.0, 64.0, 4.0, 128.0, 151_936.0], &from::QWEN3_235B)
        .experts(128.0, 8.0, 1536.0, 0.0)),
);

pub(super) const QWEN35_397B: Named<Model> = model(
    ["qwen3.5-397b", "Qwen3.5 397B A17B", "Alibaba", "BF16"],
    &["Qwen3.5-397B-A17B"],
    Kind::MixtureOfExperts,
    stated(397.0, 17.0),
    Ok(Llm::body([60.0, 4096.0, 32.0, 2.0, 256.0, 248_320.0], &from::QWEN35_397B)
        .experts(512.0, 10.0, 1024.0, 1024.0)
        .gated()
        .linear(
            45.0,
            64.0 * 128.0 * 128.0 * 4.0,
            4096.0 * (2.0 * 16.0 * 128.0 + 2.0 * 64.0 * 128.0) + 64.0 * 128.0 * 4096.0,
            "Gated DeltaNet: 16 query and key heads and 64 value heads of 128, a state of 128 by 128 in FP32 for each value head.",
        )),
);

pub(super) const MIXTRAL_8X7B: Named<Model> = model(
    ["mixtral-8x7b", "Mixtral 8x7B", "Mistral", "BF16"],
    &["Mixtral-8x7B"],
    Kind::MixtureOfExperts,
    stated(46.7, 12.9),
    Ok(Llm::body([32.0, 4096.0, 32.0, 8.0, 128.0, 32_000.0], &from::MIXTRAL_8X7B)
        .experts(8.0, 2.0, 14_336.0, 0.0)),
);

pub(super) const MIXTRAL_8X22B: Named<Model> = model(
    ["mixtral-8x22b", "Mixtral 8x22B", "Mistral", "BF16"],
    &["Mixtral-8x22B"],
    Kind::MixtureOfExperts,
    stated(141.0, 39.0),
    Ok(Llm::body([56.0, 6144.0, 48.0, 8.0, 128.0, 32_000.0], &from::MIXTRAL_8X22B)
        .experts(8.0, 2.0, 16_384.0, 0.0)),
);

pub(super) const GPT_OSS_20B: Named<Model> = model(
    ["gpt-oss-20b", "gpt-oss 20b", "OpenAI", "MXFP4 experts, BF16 rest"],
    &[],
    Kind::MixtureOfExperts,
    stated(20.9, 3.6),
    Ok(Llm::body([24.0, 2880.0, 64.0, 8.0, 64.0, 201_088.0], &from::GPT_OSS_20B)
        .experts(32.0, 4.0, 2880.0, 0.0)
        .windowed(12.0, 128.0)),
);

pub(super) const GPT_OSS_120B: Named<Model> = model(
    ["gpt-oss-120b", "gpt-oss 120b", "OpenAI", "MXFP4 experts, BF16 rest"],
    &[],
    Kind::MixtureOfExperts,
    stated(116.8, 5.1),
    Ok(Llm::body([36.0, 2880.0, 64.0, 8.0, 64.0, 201_088.0], &from::GPT_OSS_120B)
        .experts(128.0, 4.0, 2880.0, 0.0)
        .windowed(18.0, 128.0)),
);

const fn deepseek(source: &'static Source) -> Llm<Datum> {
    Llm::body([61.0, 7168.0, 128.0, 128.0, 128.0, 129_280.0], source)
        .latent_attention(512.0, 1536.0, 64.0, 128.0, 128.0)
        .dense(3.0, 18_432.0)
        .experts(256.0, 8.0, 2048.0, 2048.0)
}

pub(super) const DEEPSEEK_V3: Named<Model> = model(
    ["deepseek-v3", "DeepSeek V3 / R1", "DeepSeek", "FP8"],
    &[
        "DeepSeek-V3/R1",
        "DeepSeek-V3 / R1",
        "DeepSeek-R1",
        "DeepSeek-V3",
        "DeepSeek-R1-0528",
        "DeepSeek R1",
        "DeepSeek V3",
    ],
    Kind::MixtureOfExperts,
    stated(671.0, 37.0),
    Ok(deepseek(&from::DEEPSEEK_V3)),
);

pub(super) const DEEPSEEK_V32: Named<Model> = model(
    ["deepseek-v3.2", "DeepSeek V3.2", "DeepSeek", "FP8"],
    &["DeepSeek-V3.2"],
    Kind::MixtureOfExperts,
    stated(671.0, 37.0),
    Ok(deepseek(&from::DEEPSEEK_V32).sparse(2048.0, 64.0, 128.0)),
);

pub(super) const DEEPSEEK_V4_FLASH: Named<Model> = model(
    ["deepseek-v4-flash", "DeepSeek V4 Flash", "DeepSeek", "FP8 and FP4"],
    &["DeepSeek-V4-Flash"],
    Kind::MixtureOfExperts,
    stated(284.0, 13.0),
    Ok(Llm::body([43.0, 4096.0, 64.0, 1.0, 512.0, 129_280.0], &from::DEEPSEEK_V4_FLASH)
        .compressed([21.0, 4.0], [20.0, 128.0], 128.0, [1024.0, 1024.0, 8.0])
        .sparse(512.0, 64.0, 128.0)
        .experts(256.0, 6.0, 2048.0, 2048.0)),
);

pub(super) const DEEPSEEK_V4_PRO: Named<Model> = model(
    ["deepseek-v4-pro", "DeepSeek V4 Pro", "DeepSeek", "FP8 and FP4"],
    &["DeepSeek-V4-Pro"],
    Kind::MixtureOfExperts,
    [exact(1600.0, Reported, &from::INFERENCEX_BLOG), exact(49.0, Reported, &from::INFERENCEX_BLOG)],
    Ok(Llm::body([61.0, 7168.0, 128.0, 1.0, 512.0, 129_280.0], &from::DEEPSEEK_V4_PRO)
        .compressed([30.0, 4.0], [31.0, 128.0], 128.0, [1536.0, 1024.0, 16.0])
        .sparse(1024.0, 64.0, 128.0)
        .experts(384.0, 6.0, 3072.0, 3072.0)),
);

pub(super) const KIMI_K2: Named<Model> = model(
    ["kimi-k2", "Kimi K2 / K2.5", "Moonshot", "FP8 (K2), INT4 (K2.5)"],
    &["Kimi-K2", "Kimi-K2.5", "Kimi-K2 / K2.5", "Kimi K2", "Kimi K2.5"],
    Kind::MixtureOfExperts,
    stated(1000.0, 32.0),
    Ok(Llm::body([61.0, 7168.0, 64.0, 64.0, 128.0, 163_840.0], &from::KIMI_K2)
        .latent_attention(512.0, 1536.0, 64.0, 128.0, 128.0)
        .dense(1.0, 18_432.0)
        .experts(384.0, 8.0, 2048.0, 2048.0)),
);

/// Weights of one layer of Kimi delta attention: query, key, value, output gate and output are full matrices,
/// the decay gate passes through one head, and each head has a step size.
const KIMI_DELTA_WEIGHTS: f64 =
    5.0 * 7168.0 * 96.0 * 128.0 + 7168.0 * 128.0 + 128.0 * 96.0 * 128.0 + 7168.0 * 96.0;

pub(super) const KIMI_K3: Named<Model> = model(
    ["kimi-k3", "Kimi K3", "Moonshot", "MXFP4"],
    &["Kimi-K3"],
    Kind::MixtureOfExperts,
    [
        exact(2800.0, Reported, &from::INFERENCEX_BLOG),
        missing("Its maker's count of active weights was not found.", &from::INFERENCEX_BLOG),
    ],
    Ok(Llm {
        latent: read(3584.0, &from::KIMI_K3),
        ..Llm::body([93.0, 7168.0, 96.0, 96.0, 128.0, 163_840.0], &from::KIMI_K3)
            .latent_attention(512.0, 1536.0, 64.0, 128.0, 128.0)
            .dense(1.0, 33_792.0)
            .experts(896.0, 16.0, 3072.0, 2.0 * 3072.0)
            .gated()
            .linear(
                69.0,
                96.0 * 128.0 * 128.0 * 4.0,
                KIMI_DELTA_WEIGHTS,
                "Kimi delta attention: 96 heads of 128 with a full-rank output gate, as public serving code quotes the file; a state of 128 by 128 in FP32 for each head.",
            )
    }),
);

pub(super) const GLM_5: Named<Model> = model(
    ["glm-5", "GLM-5", "Zhipu", "FP8"],
    &[],
    Kind::MixtureOfExperts,
    stated(744.0, 40.0),
    Ok(Llm::body([78.0, 6144.0, 64.0, 64.0, 256.0, 154_880.0], &from::GLM_5)
        .latent_attention(512.0, 2048.0, 64.0, 192.0, 256.0)
        .dense(3.0, 12_288.0)
        .experts(256.0, 8.0, 2048.0, 2048.0)
        .sparse(2048.0, 32.0, 128.0)),
);

pub(super) const MINIMAX_M25: Named<Model> = model(
    ["minimax-m2.5", "MiniMax M2.5", "MiniMax", "FP8"],
    &["MiniMax-M2.5"],
    Kind::MixtureOfExperts,
    stated(230.0, 10.0),
    Ok(Llm::body([62.0, 3072.0, 48.0, 8.0, 128.0, 200_064.0], &from::MINIMAX_M25)
        .experts(256.0, 8.0, 1536.0, 0.0)),
);

pub(super) const MINIMAX_M3: Named<Model> = model(
    ["minimax-m3", "MiniMax M3", "MiniMax", "BF16 and NVFP4"],
    &["MiniMax-M3"],
    Kind::MixtureOfExperts,
    no_count(&from::MINIMAX_M3),
    Err((
        "57 of its 60 layers attend to picked blocks of tokens, and how many they pick is not in what was read.",
        &from::MINIMAX_M3,
    )),
);

pub(super) const MIMO_V2_FLASH: Named<Model> = model(
    ["mimo-v2-flash", "MiMo V2 Flash", "Xiaomi", "BF16 and FP8"],
    &["MiMo-V2-Flash"],
    Kind::MixtureOfExperts,
    stated(309.0, 15.0),
    Ok(Llm {
        head_dim: exact(160.0, Derived, &from::MIMO_V2_FLASH)
            .note("Mean of keys of 192 and values of 128: weights, cache and work come out as with the two."),
        kv_heads: read(4.0, &from::MIMO_V2_FLASH)
            .note("The layers with a window have 8; their cache of 128 tokens counts half of itself here."),
        ..Llm::body([48.0, 4096.0, 64.0, 4.0, 160.0, 152_576.0], &from::MIMO_V2_FLASH)
            .dense(1.0, 16_384.0)
            .experts(256.0, 8.0, 2048.0, 0.0)
            .windowed(39.0, 128.0)
    }),
);

pub(super) const NEMOTRON_3_SUPER: Named<Model> = model(
    ["nemotron-3-super", "Nemotron 3 Super 120B A12B", "NVIDIA", "BF16 and NVFP4"],
    &["Nemotron-3-Super-120B-A12B", "Nemotron 3 Super"],
    Kind::MixtureOfExperts,
    [
        exact(120.0, Published, &from::NEMOTRON_3_SUPER).note("From its name."),
        exact(12.0, Published, &from::NEMOTRON_3_SUPER).note("From its name."),
    ],
    Ok(Llm {
        latent: read(1024.0, &from::NEMOTRON_3_SUPER),
        ffn_matrices: exact(2.0, Reported, &from::PUBLIC_CODE)
            .note("Squared ReLU has no gate: up and down only."),
        full_layers: exact(8.0, Reported, &from::PUBLIC_CODE)
            .note("Each of the 88 layers is one thing: 8 attend, 40 are Mamba-2, 40 have experts."),
        shared_width: exact(5376.0, Reported, &from::PUBLIC_CODE),
        ..Llm::body([88.0, 4096.0, 32.0, 2.0, 128.0, 131_072.0], &from::NEMOTRON_3_SUPER)
            .dense(48.0, 0.0)
            .experts(512.0, 22.0, 2688.0, 5376.0)
            .linear(
                40.0,
                128.0 * 64.0 * 128.0 * 4.0,
                4096.0 * (2.0 * 128.0 * 64.0 + 2.0 * 8.0 * 128.0 + 128.0) + 128.0 * 64.0 * 4096.0,
                "Mamba-2: 128 heads of 64 with a state of 128 in FP32, and 8 groups.",
            )
    }),
);
