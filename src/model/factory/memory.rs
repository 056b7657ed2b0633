//! Bytes: the weights, the key-value cache, and the batch that fits next to them.

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
        /// Peak bandwidth of the high-bandwidth memory.
        bandwidth: "Memory bandwidth", TERABYTE_PER_S;
        /// Bandwidth of the scale-up link, one direction.
        link: "Link bandwidth", GIGABYTE_PER_S;
        /// Accelerators joined by the scale-up link.
        domain: "Link domain", GPUS;
        /// Bandwidth of the scale-out network, one direction.
        scale_out: "Scale-out bandwidth", GIGABYTE_PER_S;
        /// All-in power at the meter: accelerator, server share, network and cooling.
        power: "All-in power", WATT;
        /// Price of an accelerator, with its share of the rack where it is only sold so.
        price: "Machine price", USD;
        /// Rent of an accelerator by the hour on a contract of three years, with all that it needs to work.
        rent: "Machine rent", USD_PER_GPU_HOUR;
    }
}

inputs! {
    /// A language model, as its configuration file describes it. Features that an architecture lacks are zero.
    Llm {
        /// Layers of the model, of every kind.
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
        /// Width of the part of an MLA head without rotary position.
        nope: "Non-rotary width", ONE;
        /// Width of an MLA value head.
        value_dim: "Value head width", ONE;
        /// 1 where one cached vector is both the key and the value of a token.
        shared_kv: "One vector for key and value", ONE;
        /// Width to which each group of heads is compressed before the output projection; 0 where it is not.
        out_rank: "Compressed output width", ONE;
        /// Groups of heads whose outputs are compressed separately.
        out_groups: "Output groups", ONE;
        /// Layers whose attention sees the whole context, or picks from it.
        full_layers: "Full-attention layers", ONE;
        /// Tokens of context for each entry that a full-attention layer keeps: 1 where it keeps every token.
        compression: "Tokens per entry", TOKEN;
        /// Layers whose attention sees the whole context as a few entries, each made of many tokens.
        pooled_layers: "Pooled-attention layers", ONE;
        /// Tokens of context for each entry that a pooled-attention layer keeps.
        pooling: "Tokens per pooled entry", TOKEN;
        /// 1 where layers that compress the context also see the window of the latest tokens as they are.
        local: "Window beside compression", ONE;
        /// Layers whose attention sees a sliding window.
        window_layers: "Sliding-window layers", ONE;
        /// Tokens that a layer with a sliding window sees.
        window: "Window", TOKEN;
        /// Layers with a linear attention of constant state.
        linear_layers: "Linear-attention layers", ONE;
        /// Bytes of constant state that a linear-attention layer keeps for a sequence.
        linear_state: "Linear state", BYTE;
        /// Weights of a linear-attention layer's mixing block.
        linear_weights: "Linear layer weights", WEIGHT;
        /// Entries that sparse attention picks, one a token where nothing is compressed; 0 where attention is dense.
        sparse_top: "Sparse attention top-k", TOKEN;
        /// Heads of the indexer that picks tokens for sparse attention.
        index_heads: "Indexer heads", ONE;
        /// Width of a head of the indexer of sparse attention.
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

inputs! {
    /// How numbers are stored and with which arithmetic they are multiplied.
    Format {
        /// Bytes of a weight of attention.
        attention_bytes: "Attention weight size", BYTE_PER_WEIGHT;
        /// Bytes of a weight of feed-forward blocks and experts.
        ffn_bytes: "Feed-forward weight size", BYTE_PER_WEIGHT;
        /// Bytes of a weight of the embedding and the output head.
        head_bytes: "Head weight size", BYTE_PER_WEIGHT;
        /// Bytes of a cached key or value.
        cache_bytes: "Cached value size", BYTE_PER_WEIGHT;
        /// 1 where attention weights are multiplied in FP8.
        attention_fp8: "Attention in FP8", ONE;
        /// 1 where attention weights are multiplied in FP4.
        attention_fp4: "Attention in FP4", ONE;
        /// 1 where feed-forward weights and experts are multiplied in FP8.
        ffn_fp8: "Feed-forward in FP8", ONE;
        /// 1 where feed-forward weights and experts are multiplied in FP4.
        ffn_fp4: "Feed-forward in FP4", ONE;
        /// 1 where activations are quantised before layers multiply them.
        narrow: "Quantised activations", ONE;
        /// 1 where attention over the cache runs in FP8 while decoding.
        cache_fp8: "Cache attention in FP8", ONE;
        /// 1 where attention over the prompt runs in FP8 while it is read.
        prompt_fp8: "Prompt attention in FP8", ONE;
    }
}

inputs! {
    /// Results of the fit of predictions to published measurements: one set for all machines and models.
    Calibration {
        /// Share of the peak arithmetic rate that large matrix products reach.
        compute: "Compute efficiency", ONE;
        /// Share of the peak FP4 rate that large matrix products reach.
        compute_fp4: "FP4 compute efficiency", ONE;
        /// Share of the peak memory bandwidth that is reached.
        memory: "Memory efficiency", ONE;
        /// Bandwidth efficiency of reading the compressed cache of latent attention against reading weights.
        latent_cache: "Latent cache bandwidth factor", ONE;
        /// Share of the peak arithmetic rate that attention kernels reach, the indexer of sparse attention among them.
        attention: "Attention efficiency", ONE;
        /// Multiplier on the traffic of activations: norms, residuals, quantisation.
        activation: "Activation traffic factor", ONE;
        /// Multiplier on the traffic of routing tokens to experts.
        routing: "Routing traffic factor", ONE;
        /// Fixed time of a layer.
        layer_time: "Time per layer", MICROSECOND;
        /// Further fixed time of a layer whose activations are quantised to FP8 or FP4 before they are multiplied.
        narrow_layer_time: "Time per quantised layer", MICROSECOND;
        /// Further fixed time of a layer with experts.
        expert_layer_time: "Time per expert layer", MICROSECOND;
        /// Further fixed time of a layer with a shared expert.
        shared_layer_time: "Time per shared expert", MICROSECOND;
        /// Further fixed time of a layer with sparse attention: the kernels that score, pick and gather.
        sparse_layer_time: "Time per sparse layer", MICROSECOND;
        /// Host time of a step.
        step_time: "Host time per step", MILLISECOND;
        /// Host time of each sequence in a step.
        sequence_time: "Host time per sequence", MICROSECOND;
        /// Latency of one collective operation over a scale-up link of the reference bandwidth.
        hop_time: "Reference collective latency", MICROSECOND;
        /// Exponent of the link's bandwidth by which the latency of a collective operation falls: each generation of links
        /// improves both.
        hop_fade: "Latency fade", ONE;
        /// Link bandwidth at which the reference collective latency holds.
        hop_reference: "Reference link", GIGABYTE_PER_S;
        /// Further latency where machines lie outside the link domain.
        scale_out_time: "Scale-out latency", MICROSECOND;
        /// Share of the peak link bandwidth that is reached.
        link: "Link efficiency", ONE;
        /// Sharpness of the transition between the arithmetic and the bandwidth limit.
        sharpness: "Roofline sharpness", ONE;
        /// Load of the busiest rank against the mean, under expert parallelism.
        imbalance: "Expert imbalance", ONE;
        /// Compute efficiency of grouped expert kernels against plain ones.
        expert_compute: "Expert compute factor", ONE;
        /// Tokens an expert must receive to reach half its arithmetic rate.
        expert_half: "Expert half-rate tokens", TOKEN;
        /// Memory kept back for the runtime and its workspaces.
        reserve: "Reserved memory", GIGABYTE;
        /// Share of the memory beside weights and reserve that the cache can fill.
        cache_share: "Usable cache share", ONE;
        /// Times the residual stream of a layer passes through memory.
        hidden_passes: "Hidden passes", ONE;
        /// Bytes of an activation.
        value_bytes: "Activation size", BYTE_PER_VALUE;
        /// Bytes of a value sent to the experts.
        dispatch_bytes: "Dispatch size", BYTE_PER_VALUE;
        /// Bytes of a value returned from the experts.
        combine_bytes: "Combine size", BYTE_PER_VALUE;
        /// Bytes of an indexer key of sparse attention.
        index_bytes: "Indexer key size", BYTE_PER_WEIGHT;
        /// Tokens of a prompt that are read in one pass.
        chunk: "Prompt chunk", TOKEN;
    }
}

inputs! {
    /// How one instance of the model is spread over machines.
    Layout {
        /// Accelerators of one instance.
        gpus: "Instance size", GPUS;
        /// 1 where attention is replicated and sequences are divided; 0 where each layer is divided.
        data_parallel: "Attention data parallel", ONE;
        /// Accelerators among which the experts are divided; 1 where they are split like any other layer.
        expert_parallel: "Expert parallel", GPUS;
    }
}

inputs! {
    /// One call of the model.
    Workload {
        /// Input tokens of a call: instructions, documents, history.
        context: "Context length", TOKEN;
        /// Output tokens of a call.
        output_tokens as "answer": "Answer length", TOKEN;
        /// Share of the context that is found in the prefix cache.
        cached_share: "Cache hits", PERCENT;
        /// Share of the answer whose room is kept free from the start: 1 if no sequence may be evicted.
        output_reserved as "answer_reserved": "Answer room reserved", ONE;
    }
}

outputs! {
    /// Weights of the model, counted from its shape.
    Weights from (llm: Llm) {
        /// Layers with routed experts.
        expert_layers: "Expert layers", ONE, llm.experts.choose(llm.layers - llm.dense_layers, N::from(0.0));
        /// Query projection of a latent-attention layer.
        latent_query: "Latent query weights", WEIGHT, (llm.heads * (llm.nope + llm.rope)
            * llm.q_rank.choose(llm.q_rank, llm.hidden) + llm.hidden * llm.q_rank).of(WEIGHT);
        /// Weights of a layer with latent attention.
        latent_layer: "Latent layer weights", WEIGHT, latent_query + (llm.hidden * (llm.kv_rank + llm.rope)
            + llm.kv_rank * llm.heads * (llm.nope + llm.value_dim)
            + llm.heads * llm.value_dim * llm.hidden * (N::from(1.0) + llm.gate)).of(WEIGHT);
        /// Query projection of a layer with grouped-query attention; through a compressed query where there is one.
        grouped_query: "Grouped query weights", WEIGHT, llm.q_rank.choose(llm.q_rank * (llm.hidden
            + llm.heads * llm.head_dim), llm.hidden * llm.heads * llm.head_dim).of(WEIGHT);
        /// Output projection of a layer with grouped-query attention; through a compressed output of each group of heads
        /// where there is one.
        grouped_output: "Grouped output weights", WEIGHT, llm.out_rank.choose(llm.out_rank * (llm.heads * llm.head_dim
            + llm.out_groups * llm.hidden), llm.hidden * llm.heads * llm.head_dim).of(WEIGHT);
        /// Weights of a layer with grouped-query attention.
        grouped_layer: "Grouped layer weights", WEIGHT, grouped_query + grouped_output
            + (llm.hidden * llm.heads * llm.head_dim * llm.gate
            + (N::from(2.0) - llm.shared_kv) * llm.hidden * llm.kv_heads * llm.head_dim).of(WEIGHT);
        /// Weights of the indexer of sparse attention, a layer.
        index_layer: "Indexer weights", WEIGHT, llm.sparse_top.choose(
            llm.q_rank.choose(llm.q_rank, llm.hidden) * llm.index_heads * llm.index_dim
            + llm.hidden * (llm.index_dim + llm.index_heads), N::from(0.0)).of(WEIGHT);
        /// Weights of attention in all layers.
        attention: "Attention weights", GIGAWEIGHT, llm.mla.choose(latent_layer, grouped_layer)
            * (llm.full_layers + llm.pooled_layers + llm.window_layers) + index_layer * llm.full_layers
            + llm.linear_weights * llm.linear_layers;
        /// Weights of the dense feed-forward blocks.
        dense: "Dense weights", GIGAWEIGHT, (llm.dense_layers * llm.ffn_matrices * llm.hidden * llm.ffn).of(WEIGHT);
        /// Weights of one routed expert.
        expert: "Weights of an expert", WEIGHT, (llm.ffn_matrices * llm.latent.choose(llm.latent, llm.hidden)
            * llm.expert_width).of(WEIGHT);
        /// Weights of all routed experts.
        routed: "Routed weights", GIGAWEIGHT, expert_layers * llm.experts * expert;
        /// Weights of shared experts, routers and the way into a latent width.
        shared: "Shared weights", GIGAWEIGHT, (expert_layers * llm.hidden * (llm.ffn_matrices * llm.shared_width
            + llm.experts + N::from(2.0) * llm.latent)).of(WEIGHT);
        /// Weights of the output head; the input embedding has as many.
        head: "Head weights", GIGAWEIGHT, (llm.vocabulary * llm.hidden).of(WEIGHT);
        /// All weights of the model.
        total: "Weights in all", GIGAWEIGHT, attention + dense + routed + shared + head
            + llm.tied.choose(N::from(0.0).of(WEIGHT), head);
        /// Weights that take part in computing one token.
        active: "Active weights", GIGAWEIGHT, attention + dense + expert_layers * llm.experts_per_token * expert
            + shared + head;
    }
}

outputs! {
    /// The key-value cache of one sequence, and the work of attending over it.
    Cache from (llm: Llm, format: Format, fit: Calibration) {
        /// Values kept for each token in one layer, or for each entry where tokens are compressed: keys and values, or
        /// one vector for both.
        width: "Cached values", CACHED_PER_TOKEN, llm.mla.choose(llm.kv_rank + llm.rope,
            (N::from(2.0) - llm.shared_kv) * llm.kv_heads * llm.head_dim).of(CACHED_PER_TOKEN);
        /// Multiplications for each token of context in one layer while decoding; latent attention works in
        /// the compressed width.
        work: "Decode attention work", CACHED_PER_TOKEN, (llm.heads * llm.mla.choose(
            N::from(2.0) * llm.kv_rank + llm.rope, N::from(2.0) * llm.head_dim)).of(CACHED_PER_TOKEN);
        /// Multiplications for each token of context in one layer while the prompt is read; latent attention is
        /// expanded to full heads then.
        prompt_work: "Prompt attention work", CACHED_PER_TOKEN, llm.mla.choose((llm.heads
            * (llm.nope + llm.rope + llm.value_dim)).of(CACHED_PER_TOKEN), work);
        /// Multiplications of the indexer for each entry that it scores, all layers.
        index_work: "Indexer work", CACHED_PER_TOKEN, llm.sparse_top.choose(llm.full_layers * llm.index_heads
            * llm.index_dim, N::from(0.0)).of(CACHED_PER_TOKEN);
        /// Bytes of a token in the layers that see the whole context, or pick from it.
        full_token: "Cache per token", KIB_PER_TOKEN, llm.full_layers * width * format.cache_bytes
            / llm.compression.count(TOKEN);
        /// Bytes of a token in the layers that keep one entry for many tokens.
        pooled_token: "Pooled cache per token", KIB_PER_TOKEN, llm.pooled_layers * width * format.cache_bytes
            / llm.pooling.count(TOKEN);
        /// Bytes of a token in the cache of the indexer of sparse attention.
        index_token: "Indexer cache per token", KIB_PER_TOKEN, llm.sparse_top.choose(llm.full_layers
            * llm.index_dim, N::from(0.0)).of(CACHED_PER_TOKEN) * fit.index_bytes / llm.compression.count(TOKEN);
        /// Layers that see a window of the latest tokens, alone or beside a compressed context.
        window_layers: "Layers with a window", ONE, llm.window_layers + llm.local
            * (llm.full_layers + llm.pooled_layers);
        /// Bytes of a token in the layers with a window, as long as it is inside the window.
        window_token: "Window cache per token", KIB_PER_TOKEN, window_layers * width * format.cache_bytes;
        /// Bytes of constant state that all linear-attention layers keep for a sequence.
        state: "Constant state", BYTE, llm.linear_layers * llm.linear_state;
    }
}

outputs! {
    /// How an instance is divided: what each accelerator holds and computes.
    Sharding from (llm: Llm, layout: Layout) {
        /// Groups of accelerators that each compute attention for sequences of their own.
        ranks: "Attention ranks", GPUS, layout.data_parallel.choose(layout.gpus, N::from(1.0));
        /// Accelerators that share one copy of the attention weights.
        shards: "Attention shards", GPUS, layout.gpus / ranks;
        /// Accelerators among which the cache is divided. A latent cache cannot be cut by heads, and grouped
        /// heads not finer than there are heads: beyond that it is replicated.
        cache_shards: "Cache shards", GPUS, layout.data_parallel.choose(layout.gpus,
            llm.mla.choose(N::from(1.0), layout.gpus.min(llm.kv_heads)));
    }
}

outputs! {
    /// What fits into the memory of an instance.
    Memory from (machine: Accelerator, llm: Llm, weights: Weights, cache: Cache, format: Format,
                 layout: Layout, sharding: Sharding, work: Workload, fit: Calibration) {
        /// Weights on each accelerator.
        weights_per_gpu: "Weights per GPU", GIGABYTE, (weights.attention * format.attention_bytes
            + weights.shared * format.ffn_bytes) / sharding.shards + ((weights.dense + weights.routed)
            * format.ffn_bytes + N::from(2.0) * weights.head * format.head_bytes) / layout.gpus;
        /// Memory left for the cache on each accelerator.
        free: "Free for cache", GIGABYTE, (machine.hbm - weights_per_gpu - fit.reserve) * fit.cache_share;
        /// Tokens that a sequence may come to hold: its context and the room kept for its answer.
        resident: "Tokens held", TOKEN, work.context + work.output_tokens * work.output_reserved;
        /// Key-value cache of one sequence with all tokens it may come to hold.
        sequence: "Cache per sequence", GIGABYTE, (cache.full_token + cache.pooled_token + cache.index_token)
            * resident
            + cache.window_token * resident.min(llm.window) + cache.state;
        /// Sequences whose cache fits into memory at once.
        batch_limit: "Batch that fits", ONE, free.max(N::from(0.0).of(BYTE)) * sharding.cache_shards / sequence;
    }
}
