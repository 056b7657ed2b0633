//! Language models: their shapes, as their configuration files give them.
//!
//! A shape is what the throughput formulas need. If a file leaves out something that matters, the row has the reason in
//! place of a shape.

mod architecture;
mod rows;

use super::Named;
pub use architecture::{Kind, Model};
use rows::*;

/// Every model in the catalog, by maker and size.
pub static LLMS: &[Named<Model>] = &[
    LLAMA_2_70B,
    LLAMA_8B,
    LLAMA_70B,
    LLAMA_405B,
    LLAMA4_SCOUT,
    LLAMA4_MAVERICK,
    QWEN3_30B,
    QWEN3_32B,
    QWEN3_235B,
    QWEN35_397B,
    MIXTRAL_8X7B,
    MIXTRAL_8X22B,
    GPT_OSS_20B,
    GPT_OSS_120B,
    DEEPSEEK_V3,
    DEEPSEEK_V32,
    DEEPSEEK_V4_FLASH,
    DEEPSEEK_V4_PRO,
    KIMI_K2,
    KIMI_K3,
    GLM_5,
    MINIMAX_M25,
    MINIMAX_M3,
    MIMO_V2_FLASH,
    NEMOTRON_3_SUPER,
];

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "numbers are compared as they are written")]
mod tests {
    use super::*;
    use crate::catalog::{Datum, find};
    use crate::factory::Llm;
    use std::collections::BTreeSet;

    /// Total and active weights in billions, and bytes of BF16 cache per token, as computed by a reference from the
    /// same configuration files. NaN if the reference has no value.
    const REFERENCE: [(&str, f64, f64, f64); 25] = [
        ("Llama-3.1-8B", 8.03, 7.50, 131_072.0),
        ("Llama-3.1-70B", 70.55, 69.50, 327_680.0),
        ("Llama-3.1-405B", 405.85, 403.75, 516_096.0),
        ("Llama-2-70B", 68.98, 68.71, 327_680.0),
        ("Qwen3-32B", 32.76, 31.98, 262_144.0),
        ("Qwen3-30B-A3B", 30.53, 3.04, 98_304.0),
        ("Qwen3-235B-A22B", 235.09, 21.57, 192_512.0),
        ("Qwen3.5-397B-A17B", 396.32, 16.31, 30_720.0),
        ("Mixtral-8x7B", 46.70, 12.75, 131_072.0),
        ("Mixtral-8x22B", 140.62, 38.95, 229_376.0),
        ("gpt-oss-120b", 116.79, 5.13, 36_864.0),
        ("gpt-oss-20b", 20.91, 3.61, 24_576.0),
        ("Llama-4-Scout", 107.77, 16.14, 49_152.0),
        ("Llama-4-Maverick", 400.71, 16.15, 49_152.0),
        ("DeepSeek-V3/R1", 671.03, 36.62, 70_272.0),
        ("DeepSeek-V3.2", 671.88, 37.48, 70_272.0),
        ("Kimi-K2", 1026.41, 31.69, 70_272.0),
        ("GLM-5", 743.91, 40.83, 89_856.0),
        ("MiniMax-M2.5", 228.69, 10.42, 253_952.0),
        ("DeepSeek-V4-Pro", 1600.0, 49.0, 7928.0),
        ("DeepSeek-V4-Flash", 284.0, 13.0, 5536.0),
        ("Kimi-K3", 2800.0, f64::NAN, 27_648.0),
        ("MiniMax-M3", f64::NAN, f64::NAN, 122_880.0),
        ("MiMo-V2-Flash", 309.0, 15.0, 23_040.0),
        ("Nemotron-3-Super-120B-A12B", 120.0, 12.0, 8192.0),
    ];

    /// Total and active weights, counted independently here, and the BF16 cache per token.
    fn count(shape: &Llm<Datum>) -> [f64; 3] {
        let Llm { layers, hidden: h, heads, kv_heads, head_dim, vocabulary, tied, gate, mla, .. } =
            shape.map(|_, datum| datum.value);
        let Llm { kv_rank, q_rank, rope, nope, value_dim, full_layers, window_layers, .. } =
            shape.map(|_, datum| datum.value);
        let Llm { linear_layers, linear_weights, sparse_top, index_heads, index_dim, ffn, .. } =
            shape.map(|_, datum| datum.value);
        let Llm { shared_kv, out_rank, out_groups, pooled_layers, compression, pooling, .. } =
            shape.map(|_, datum| datum.value);
        let Llm {
            ffn_matrices,
            dense_layers,
            experts,
            experts_per_token,
            expert_width,
            shared_width,
            latent,
            ..
        } = shape.map(|_, datum| datum.value);
        let layer = if mla > 0.0 {
            h * q_rank
                + q_rank * heads * (nope + rope)
                + h * (kv_rank + rope)
                + kv_rank * heads * (nope + value_dim)
                + heads * value_dim * h * (1.0 + gate)
        } else {
            let out = heads * head_dim;
            let query = if q_rank > 0.0 { q_rank * (h + out) } else { h * out };
            let output = if out_rank > 0.0 { out_rank * (out + out_groups * h) } else { h * out };
            query + output + h * out * gate + (2.0 - shared_kv) * h * kv_heads * head_dim
        };
        let mut attention =
            layer * (full_layers + pooled_layers + window_layers) + linear_weights * linear_layers;
        if sparse_top > 0.0 {
            attention += full_layers * (q_rank * index_heads * index_dim + h * index_dim + h * index_heads);
        }
        let expert_layers = if experts > 0.0 { layers - dense_layers } else { 0.0 };
        let expert = ffn_matrices * if latent > 0.0 { latent } else { h } * expert_width;
        let always = attention
            + dense_layers * ffn_matrices * h * ffn
            + expert_layers * h * (ffn_matrices * shared_width + experts + 2.0 * latent)
            + vocabulary * h;
        let cached = if mla > 0.0 { kv_rank + rope } else { (2.0 - shared_kv) * kv_heads * head_dim };
        [
            (always + expert_layers * experts * expert + vocabulary * h * (1.0 - tied)) / 1e9,
            (always + expert_layers * experts_per_token * expert) / 1e9,
            2.0 * (full_layers / compression + pooled_layers / pooling) * cached,
        ]
    }

    #[test]
    fn shapes_count_as_many_weights_as_the_reference() {
        for (name, total, active, _) in REFERENCE {
            let Ok(shape) = &find(LLMS, name).unwrap().row.shape else { continue };
            let [all, some, _] = count(shape);
            for (counted, expected) in [(all, total), (some, active)] {
                assert!(
                    expected.is_nan() || (counted / expected - 1.0).abs() < 0.03,
                    "{name}: {counted} for {expected}"
                );
            }
        }
    }

    #[test]
    fn caches_are_as_large_as_the_reference() {
        for (name, _, _, cache) in REFERENCE {
            let Ok(shape) = &find(LLMS, name).unwrap().row.shape else { continue };
            assert_eq!(count(shape)[2], cache, "{name}");
        }
    }

    #[test]
    fn shapes_agree_with_what_makers_state() {
        for Named { label, row, .. } in LLMS {
            let Ok(shape) = &row.shape else { continue };
            let [all, some, _] = count(shape);
            for (counted, stated) in [(all, row.published_total_b), (some, row.published_active_b)] {
                // Makers round, and some count the input embedding among the active weights.
                assert!(
                    !stated.is_known() || (counted / stated.value - 1.0).abs() < 0.1,
                    "{label}: {counted} {stated:?}"
                );
            }
        }
    }

    /// Values cached per token: 30 layers with 512 per 4 tokens, 31 with 512 per 128, and 30 indexer keys of 128 per 4.
    #[test]
    fn a_compressed_cache_keeps_as_little_as_published() {
        let shape = find(LLMS, "deepseek-v4-pro").unwrap().row.shape.unwrap();
        let values = count(&shape)[2] / 2.0
            + shape.full_layers.value * shape.index_dim.value / shape.compression.value;
        assert_eq!(values, 4924.0);
        let before = find(LLMS, "deepseek-v3.2").unwrap().row.shape.unwrap();
        let of_before = count(&before)[2] / 2.0 + before.layers.value * before.index_dim.value;
        // Published: a tenth.
        assert!((0.08..0.13).contains(&(values / of_before)), "{}", values / of_before);
    }

    #[test]
    fn every_model_of_the_reference_has_a_row_and_every_row_a_reference() {
        let found: BTreeSet<&str> =
            REFERENCE.iter().map(|(name, ..)| find(LLMS, name).unwrap().slug).collect();
        assert_eq!(found.len(), LLMS.len());
        for name in ["DeepSeek-R1", "DeepSeek-V3", "DeepSeek-R1-0528", "Kimi-K2.5", "Llama-3.3-70B"] {
            assert!(find(LLMS, name).unwrap().row.shape.is_ok(), "{name}");
        }
    }

    #[test]
    fn a_name_finds_one_model() {
        let mut names = BTreeSet::new();
        for row in LLMS {
            let own: BTreeSet<String> =
                [row.slug, row.label].iter().chain(row.aliases).map(|name| name.to_lowercase()).collect();
            for name in own {
                assert!(names.insert(name.clone()), "{name} names two models");
            }
        }
    }

    #[test]
    fn layers_add_up_and_kinds_match_shapes() {
        for Named { label, row, .. } in LLMS {
            let Ok(shape) = &row.shape else { continue };
            let mixing = shape.full_layers.value
                + shape.pooled_layers.value
                + shape.window_layers.value
                + shape.linear_layers.value;
            // Layers of Nemotron do one thing each: those with experts mix no tokens.
            let silent =
                if row.maker == "NVIDIA" { shape.layers.value - shape.dense_layers.value } else { 0.0 };
            assert_eq!(mixing + silent, shape.layers.value, "{label}");
            assert_eq!(row.kind == Kind::Dense, shape.experts.value == 0.0, "{label}");
            assert_eq!(row.kind == Kind::Dense, shape.dense_layers.value == shape.layers.value, "{label}");
        }
    }
}
