//! Bytes: the weights, the key-value cache, and the batch that fits beside them.

use crate::quantity::unit::*;
use crate::{inputs, outputs};

inputs! {
    /// One accelerator, with its share of server, network and cooling.
    Accelerator {
        /// Year of first shipments in volume.
        year: "Year", CALENDAR;
        /// Dense arithmetic rate in 16-bit floating point.
        bf16: "BF16 rate", TERAFLOP_PER_S;
        /// Dense arithmetic rate in 8-bit floating point; the BF16 rate where the machine has none.
        fp8: "FP8 rate", TERAFLOP_PER_S;
        /// Dense arithmetic rate in 4-bit floating point; the FP8 rate where the machine has none.
        fp4: "FP4 rate", TERAFLOP_PER_S;
        /// High-bandwidth memory as the driver reports it, in units of 10^9 bytes.
        hbm: "Memory", GIGABYTE;
        /// Peak bandwidth of that memory.
        bandwidth: "Memory bandwidth", TERABYTE_PER_S;
        /// Bandwidth of the scale-up link, one direction.
        link: "Link bandwidth", GIGABYTE_PER_S;
        /// Accelerators joined by the scale-up link.
        domain: "Link domain", GPUS;
        /// Bandwidth of the scale-out network, one direction.
        scale_out: "Scale-out bandwidth", GIGABYTE_PER_S;
        /// All-in power at the meter: accelerator, server share, network and cooling.
        power: "All-in power", WATT;
        /// Price with its share of the rack where it is only sold so.
        price: "Machine price", USD;
    }
}

inputs! {
    /// A language model, as its configuration file describes it. What an architecture lacks is zero.
    Llm {
        /// Layers in all.
        layers: "Layers", ONE;
        /// Width of the residual stream.
        hidden: "Hidden width", ONE;
        /// Query heads of an attention layer.
        heads: "Query heads", ONE;
        /// Key-value heads of an attention layer.
        kv_heads: "Key-value heads", ONE;
        /// Width of one head.
        head_dim: "Head width", ONE;
        /// Tokens of the vocabulary.
        vocabulary: "Vocabulary", ONE;
        /// 1 where input embedding and output head share one matrix.
        tied: "Tied embedding", ONE;
        /// 1 where a gate multiplies the output of attention.
        gate: "Attention gate", ONE;
        /// 1 for multi-head latent attention (MLA), 0 for grouped-query attention (GQA).
        mla: "Latent attention", ONE;
        /// Width of the compressed key-value vector of MLA.
        kv_rank: "Latent cache width", ONE;
        /// Width of the compressed query of MLA.
        q_rank: "Latent query width", ONE;
        /// Width of the rotary part of an MLA head.
        rope: "Rotary width", ONE;
        /// Width of the other part of an MLA head.
        nope: "Non-rotary width", ONE;
        /// Width of an MLA value head.
        value_dim: "Value head width", ONE;
        /// Layers whose attention sees the whole context.
        full_layers: "Full-attention layers", ONE;
        /// Layers whose attention sees a sliding window.
        window_layers: "Sliding-window layers", ONE;
        /// Length of that window.
        window: "Window", TOKEN;
        /// Layers with a linear attention of constant state.
        linear_layers: "Linear-attention layers", ONE;
        /// Bytes of that state, per sequence and layer.
        linear_state: "Linear state", BYTE;
        /// Weights of a linear-attention layer's mixing block.
        linear_weights: "Linear layer weights", WEIGHT;
        /// Tokens that sparse attention picks; 0 where attention is dense.
        sparse_top: "Sparse attention top-k", TOKEN;
        /// Heads of the indexer that picks them.
        index_heads: "Indexer heads", ONE;
        /// Width of an indexer head.
        index_dim: "Indexer width", ONE;
        /// Width of the feed-forward block of a dense layer.
        ffn: "Feed-forward width", ONE;
        /// Matrices of a feed-forward block or an expert: gate, up and down.
        ffn_matrices: "Feed-forward matrices", ONE;
        /// Layers with a dense feed-forward block.
        dense_layers: "Dense layers", ONE;
        /// Routed experts of a mixture-of-experts (MoE) layer.
        experts: "Experts", ONE;
        /// Experts that one token visits.
        experts_per_token: "Experts per token", ONE;
        /// Width of one expert.
        expert_width: "Expert width", ONE;
        /// Width of the shared experts of a layer together.
        shared_width: "Shared expert width", ONE;
        /// Width in which routed experts work, where it is not the hidden width; else 0.
        latent: "Latent expert width", ONE;
    }
}
