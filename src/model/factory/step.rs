//! Time of one forward pass: a soft roofline over groups of operators, activations, network, fixed times.
//!
//! The step time is the sum over groups of the norm of compute time and memory time, as in the scaling book
//! (Austin et al., "How to Scale Your Model", 2025, ch. 7), with mixture-of-experts coverage after Erdil
//! ("Inference economics of language models", Epoch AI, 2025), and constants fitted to published runs.

use super::memory::{Accelerator, Cache, Calibration, Format, Layout, Llm, Sharding, Weights};
use crate::quantity::unit::*;
use crate::{inputs, outputs};

inputs! {
    /// What the serving software does beyond plain decoding.
    Stack {
        /// 1 where the network and the host work while the machines compute (two batches interleaved).
        overlap: "Overlap", ONE;
        /// Tokens drafted ahead in each step (multi-token prediction).
        drafts: "Draft tokens", ONE;
        /// Chance that a drafted token is accepted.
        acceptance: "Draft acceptance", PERCENT;
        /// Time of drafting, as a share of the step, when tokens are drafted.
        draft_cost: "Drafting cost", PERCENT;
        /// 1 where prefill and decode run on separate machines.
        disaggregated: "Disaggregated", ONE;
        /// Share of its throughput that a disaggregated factory keeps after hand-over and imbalance.
        kv_transfer as "handover": "Hand-over efficiency", PERCENT;
        /// Throughput that published runs of this model and machine reach, against what the formulas predict for
        /// them.
        correction: "Measured against predicted", TIMES;
    }
}

outputs! {
    /// Rates that the machine reaches with this format.
    Rates from (machine: Accelerator, format: Format, fit: Calibration) {
        /// Arithmetic rate on attention weights.
        attention: "Attention weight rate", TERAFLOP_PER_S, format.attention_fp4.choose(
            machine.fp4 * fit.compute_fp4, format.attention_fp8.choose(machine.fp8, machine.bf16) * fit.compute);
        /// Arithmetic rate on feed-forward weights.
        ffn: "Feed-forward rate", TERAFLOP_PER_S, format.ffn_fp4.choose(
            machine.fp4 * fit.compute_fp4, format.ffn_fp8.choose(machine.fp8, machine.bf16) * fit.compute);
        /// Arithmetic rate on the output head.
        head: "Head rate", TERAFLOP_PER_S, machine.bf16 * fit.compute;
        /// Arithmetic rate of attention over the cache.
        cache: "Cache attention rate", TERAFLOP_PER_S, format.cache_fp8.choose(machine.fp8, machine.bf16)
            * fit.attention;
        /// Arithmetic rate of attention over the prompt.
        prompt: "Prompt attention rate", TERAFLOP_PER_S, format.prompt_fp8.choose(machine.fp8, machine.bf16)
            * fit.attention;
        /// Arithmetic rate of the indexer of sparse attention, which scores in FP8.
        index: "Indexer rate", TERAFLOP_PER_S, machine.fp8 * fit.attention;
        /// Rate at which memory is read.
        memory: "Memory rate", TERABYTE_PER_S, machine.bandwidth * fit.memory;
    }
}

inputs! {
    /// What goes through one forward pass.
    Batch {
        /// Tokens in the pass, over the whole instance.
        tokens: "Tokens in the pass", TOKEN;
        /// Sequences that attend over their cache.
        sequences: "Decoding sequences", ONE;
        /// Mean context of those sequences.
        context: "Mean context", TOKEN;
        /// Tokens that each of them brings: one, and the drafted ones.
        width: "Tokens per sequence", TOKEN;
        /// Tokens for which the output head is computed.
        sampled: "Sampled tokens", TOKEN;
        /// 1 where a token crosses the scale-out network once for each node that holds one of its experts and
        /// is passed on inside it, as in prefill kernels; 0 where it is sent to each machine directly, as in decode
        /// kernels (DeepEP's normal and low-latency modes).
        relayed: "Tokens relayed inside nodes", ONE;
    }
}

outputs! {
    /// One forward pass.
    Pass from (machine: Accelerator, llm: Llm, weights: Weights, cache: Cache, rates: Rates, format: Format,
               layout: Layout, sharding: Sharding, stack: Stack, fit: Calibration, batch: Batch) {
        /// Tokens that pass through one copy of the attention weights.
        local_tokens: "Tokens per rank", TOKEN, batch.tokens / sharding.ranks;
        /// Tokens for each accelerator.
        gpu_tokens: "Tokens per GPU", TOKEN, batch.tokens / layout.gpus;
        /// Time of the projections into and out of attention, all layers.
        projections: "Attention projections", MILLISECOND,
            (N::from(2.0) * weights.attention * local_tokens / sharding.shards / rates.attention).soft_max(
            weights.attention * format.attention_bytes / sharding.shards / rates.memory, fit.sharpness);
        /// Time of the dense feed-forward blocks, all layers.
        dense: "Dense feed-forward", MILLISECOND,
            (N::from(2.0) * weights.dense * gpu_tokens / rates.ffn).soft_max(
            weights.dense * format.ffn_bytes / layout.gpus / rates.memory, fit.sharpness);
        /// Time of the shared experts and routers, all layers.
        shared: "Shared experts", MILLISECOND,
            (N::from(2.0) * weights.shared * local_tokens / sharding.shards / rates.ffn).soft_max(
            weights.shared * format.ffn_bytes / sharding.shards / rates.memory, fit.sharpness);
        /// Share of the experts that at least one token of the pass visits.
        coverage: "Expert coverage", ONE, N::from(1.0) - (N::from(1.0) - llm.experts_per_token
            / llm.experts.max(N::from(1.0))).pow(batch.tokens.count(TOKEN));
        /// Accelerators of the instance less one: 0 where one works alone and needs no network.
        several: "Several GPUs", ONE, layout.gpus - N::from(1.0);
        /// Load of the busiest rank: uneven only where experts are divided among machines.
        imbalance: "Load of the busiest rank", ONE, (several * (layout.data_parallel + layout.expert_parallel
            - N::from(1.0))).choose(fit.imbalance, N::from(1.0));
        /// Time of the arithmetic of the routed experts; small groups of tokens run below the full rate.
        routed_compute: "Routed experts, arithmetic", MILLISECOND, N::from(2.0) * weights.expert_layers
            * weights.expert / layout.gpus * (llm.experts_per_token * batch.tokens + fit.expert_half * llm.experts)
            * imbalance / (rates.ffn * fit.expert_compute);
        /// Time to read the weights of the experts that are visited.
        routed_memory: "Routed experts, memory", MILLISECOND, weights.routed * format.ffn_bytes * coverage
            / layout.gpus / rates.memory;
        /// Time of the routed experts: of their arithmetic and of reading their weights, which overlap.
        routed: "Routed experts", MILLISECOND, routed_compute.soft_max(routed_memory, fit.sharpness);
        /// Time of the output head.
        head: "Output head", MILLISECOND, (N::from(2.0) * weights.head * batch.sampled / layout.gpus / rates.head)
            .soft_max(weights.head * format.head_bytes / layout.gpus / rates.memory, fit.sharpness);
        /// Entries of the context that a full-attention layer keeps.
        entries: "Entries of the context", TOKEN, batch.context / llm.compression.count(TOKEN);
        /// Entries that full attention reads: all of them, or what sparse attention picks.
        read_context: "Context read", TOKEN, llm.sparse_top.choose(entries.min(llm.sparse_top), entries);
        /// Entries that pooled attention reads.
        pooled_context: "Pooled context read", TOKEN, batch.context / llm.pooling.count(TOKEN);
        /// Context that windowed attention reads.
        window_context: "Window read", TOKEN, batch.context.min(llm.window);
        /// Cache that one sequence reads in a step. A linear state is read and written.
        cache_read: "Cache read", BYTE, cache.full_token * llm.compression.count(TOKEN) * read_context
            + cache.pooled_token * batch.context + cache.window_token * window_context + N::from(2.0) * cache.state;
        /// Arithmetic of attention of one sequence in a step.
        cache_flop: "Cache arithmetic", TERAFLOP, N::from(2.0) * cache.work * (llm.full_layers * read_context
            + llm.pooled_layers * pooled_context + cache.window_layers * window_context) * batch.width;
        /// Time of attention over the cache, all sequences.
        attention: "Attention over the cache", MILLISECOND,
            (cache_flop * batch.sequences / layout.gpus / rates.cache).soft_max(
            cache_read * batch.sequences / sharding.cache_shards / (rates.memory
            * (llm.mla + llm.shared_kv).choose(fit.latent_cache, N::from(1.0))), fit.sharpness);
        /// Time of the indexer of sparse attention, all sequences: it reads the keys of all entries and scores them.
        indexing: "Indexer", MILLISECOND, (N::from(2.0) * cache.index_work * entries * batch.width * batch.sequences
            / layout.gpus / rates.index).soft_max(cache.index_token * batch.context * batch.sequences
            / sharding.cache_shards / rates.memory, fit.sharpness);
        /// Values that norms, residuals and blocks move for a token.
        activation_values: "Activation values", ONE, llm.layers * (fit.hidden_passes * llm.hidden
            + N::from(2.0) * llm.heads * llm.head_dim) + llm.ffn_matrices * (llm.dense_layers * llm.ffn
            + weights.expert_layers * llm.shared_width);
        /// Values that routing moves for a token.
        routing_values: "Routing values", ONE, weights.expert_layers * (llm.experts_per_token * (N::from(2.0)
            * llm.hidden + llm.ffn_matrices * llm.expert_width) + N::from(2.0) * llm.experts);
        /// Time to move activations through memory.
        activations: "Activations", MILLISECOND, (fit.activation * activation_values + fit.routing * routing_values)
            * fit.value_bytes * gpu_tokens / rates.memory;
        /// Share of the instance that lies outside the link domain.
        outside: "Outside the link domain", ONE, (N::from(1.0) - machine.domain / layout.gpus).max(N::from(0.0));
        /// Bandwidth between machines, mixed over both networks.
        wire: "Network rate", GIGABYTE_PER_S, fit.link / ((N::from(1.0) - outside) / machine.link
            + outside / machine.scale_out);
        /// Latency of one collective operation between the machines of the instance.
        hop: "Collective latency", MICROSECOND, fit.hop_time * (fit.hop_reference / machine.link).pow(fit.hop_fade)
            + outside.choose(fit.scale_out_time,
            N::from(0.0).of(SECOND));
        /// Machines to which a token is sent for its experts.
        destinations: "Destinations per token", ONE, llm.experts_per_token.min(several * (N::from(1.0)
            - (N::from(1.0) - N::from(1.0) / layout.gpus).pow(llm.experts_per_token)));
        /// Bytes for one destination of every token, under expert parallelism, from each machine.
        expert_bytes: "Expert traffic to one destination", BYTE, weights.expert_layers * gpu_tokens * llm.hidden
            * (fit.dispatch_bytes + fit.combine_bytes);
        /// Nodes, each a link domain, over which the instance is spread.
        nodes: "Nodes", ONE, (layout.gpus / machine.domain).max(N::from(1.0));
        /// Other nodes to which a token is sent for its experts.
        remote_nodes: "Remote nodes per token", ONE, llm.experts_per_token.min((nodes - N::from(1.0))
            * (N::from(1.0) - (N::from(1.0) - N::from(1.0) / nodes).pow(llm.experts_per_token)));
        /// Time to move tokens to their experts and back.
        expert_time: "Expert traffic time", MILLISECOND, batch.relayed.choose(
            expert_bytes * (remote_nodes / machine.scale_out + destinations / machine.link) / fit.link,
            expert_bytes * destinations / wire);
        /// Bytes over the network under tensor parallelism: two all-reduces a layer.
        reduce_bytes: "All-reduce traffic", BYTE, N::from(2.0) * llm.layers * batch.tokens * llm.hidden
            * fit.value_bytes * N::from(2.0) * several / layout.gpus;
        /// Time of the network in a pass: moving bytes, and two collective operations for each layer.
        network: "Network", MILLISECOND, several.choose(layout.data_parallel.choose(
            expert_time + N::from(2.0) * weights.expert_layers * hop,
            reduce_bytes / wire + N::from(2.0) * llm.layers * hop), N::from(0.0).of(SECOND));
        /// Fixed time of launching and synchronising the layers.
        fixed: "Fixed time", MILLISECOND, llm.layers * (fit.layer_time + format.narrow.choose(fit.narrow_layer_time,
            N::from(0.0).of(SECOND))) + weights.expert_layers * (fit.expert_layer_time
            + llm.shared_width.choose(fit.shared_layer_time, N::from(0.0).of(SECOND)))
            + llm.sparse_top.choose(llm.full_layers * fit.sparse_layer_time, N::from(0.0).of(SECOND));
        /// Time of a pass without the network.
        machine_time: "Machine time", MILLISECOND, projections + dense + shared + routed + head + attention
            + indexing + activations + fixed;
        /// Time of one forward pass: machine time and network.
        time: "Time of a pass", MILLISECOND, stack.overlap.choose(machine_time.max(network), machine_time + network);
    }
}
