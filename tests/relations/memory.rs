//! Weights, caches, and what fits into the memory of a layout.

use crate::strategy::{at_most, config, same};
use crate::{CASES, deployment, laid, line};
use model::factory::{Factory, Inputs, Layout, TIERS, Workload};
use model::study::search::SIZES;
use proptest::prelude::*;

proptest! {
    #![proptest_config(config(CASES))]

    /// However many machines share a model, together they store its bytes once.
    #[test]
    fn dividing_a_model_keeps_its_bytes(inputs in laid()) {
        let held = |gpus: f64| {
            let layout = Layout { gpus, data_parallel: 0.0, expert_parallel: 1.0 };
            gpus * line(&inputs, |it| deployment(it).decode_layout = layout).memory.weights_per_gpu
        };
        prop_assert!(same(held(1.0), held(8.0), 0.0));
        prop_assert!(same(held(1.0), held(64.0), 0.0));
    }

    /// Weights, reserve and as many caches as fit fill the memory completely.
    #[test]
    fn a_full_memory_is_full(inputs in laid()) {
        let it = line(&inputs, |_| ());
        prop_assume!(it.memory.free > 0.0);
        let caches = it.memory.batch_limit * it.memory.sequence / it.decode.sharding.cache_shards;
        let filled = it.memory.weights_per_gpu + inputs.fit.reserve + caches / inputs.fit.cache_share;
        prop_assert!(same(filled, inputs.machine.hbm, 0.0));
    }

    /// If the cache consists only of keys and values, half the bytes for each make room for twice the sequences.
    #[test]
    fn half_the_bytes_hold_twice_the_sequences(inputs in laid()) {
        let whole = line(&inputs, |_| ());
        prop_assume!(whole.memory.free > 0.0 && inputs.llm.sparse_top == 0.0 && inputs.llm.linear_layers == 0.0);
        let half = line(&inputs, |it| it.format.cache_bytes /= 2.0);
        prop_assert!(same(half.memory.batch_limit, 2.0 * whole.memory.batch_limit, 0.0));
    }

    /// A token that visits every expert passes every weight except the input embedding, which is only looked up.
    #[test]
    fn visiting_every_expert_is_passing_every_weight(inputs in laid()) {
        let mut all = inputs;
        all.llm.experts_per_token = all.llm.experts;
        let weights = Factory::new(all).instance.weights;
        let embedding = if all.llm.tied == 0.0 { weights.head } else { 0.0 };
        prop_assert!(same(weights.active + embedding, weights.total, 0.0));
        let fewer = Factory::new(inputs).instance.weights;
        prop_assert!(at_most(fewer.active, weights.active));
    }

    /// The cache stores what is projected: keys and values, with the width of the weights that produce them.
    #[test]
    fn the_cache_keeps_what_is_projected(inputs in laid()) {
        let mut without = inputs;
        without.llm.kv_heads = 0.0;
        without.llm.kv_rank = 0.0;
        without.llm.rope = 0.0;
        // The part of a query or an output that relates to the latent vector is not in the cache.
        without.llm.nope += inputs.llm.rope;
        let layer = |inputs: Inputs<f64>| {
            let Factory { instance, .. } = Factory::new(inputs);
            if inputs.llm.mla == 0.0 { instance.weights.grouped_layer } else { instance.weights.latent_layer }
        };
        let llm = inputs.llm;
        let expanded = llm.mla * llm.kv_rank * llm.heads * (llm.nope + llm.value_dim);
        let projected = llm.hidden * Factory::new(inputs).instance.cache.width;
        prop_assert!(same(layer(inputs) - layer(without), projected + expanded, layer(inputs)));
    }

    /// Cached values interact with each head that reads them: keys and values once each, a latent vector twice,
    /// except for its rotary part, which values lack. An indexer's keys interact with its own heads.
    #[test]
    fn what_is_cached_meets_each_head(inputs in laid(), sparse: bool) {
        let mut it = inputs;
        let top = if sparse { 2048.0 } else { 0.0 };
        (it.llm.sparse_top, it.llm.index_heads, it.llm.index_dim) = (top, 64.0, 128.0);
        let (llm, cache) = (it.llm, Factory::new(it).instance.cache);
        let group = llm.heads / llm.kv_heads;
        // A vector shared by keys and values is used as both.
        let met = if llm.mla == 0.0 { (1.0 + llm.shared_kv) * cache.width * group } else { llm.heads * (2.0 * cache.width - llm.rope) };
        prop_assert!(same(cache.work, met, 0.0));
        let keys = if llm.sparse_top > 0.0 { llm.full_layers * llm.index_dim } else { 0.0 };
        prop_assert!(same(cache.index_token, keys * it.fit.index_bytes / llm.compression, 0.0));
        prop_assert!(same(cache.index_work, keys * llm.index_heads, 0.0));
    }

    /// Room is reserved for the context and for the reserved share of the answer, half of it with steady users.
    #[test]
    fn room_is_kept_for_the_reserved_answer(inputs in laid(), share in 0.0..1.0_f64) {
        let work = Workload { output_reserved: share, ..inputs.workload() };
        let layout = Layout { gpus: 8.0, data_parallel: 0.0, expert_parallel: 1.0 };
        let memory = inputs.instance().memory(&TIERS[1], &layout, &work);
        prop_assert!(same(memory.resident, work.context + share * work.output_tokens, 0.0));
    }

    /// The cache can be split by heads and by sequences: a latent vector is stored whole when layers are split, keys
    /// and values are split over at most as many machines as there are heads, and each data-parallel rank has its own
    /// sequences.
    #[test]
    fn a_cache_is_cut_by_heads_and_sequences(inputs in laid()) {
        let llm = inputs.llm;
        for gpus in SIZES {
            let shards = |data_parallel: f64| {
                let layout = Layout { gpus, data_parallel, expert_parallel: 1.0 };
                line(&inputs, |it| deployment(it).decode_layout = layout).decode.sharding.cache_shards
            };
            let heads = if llm.mla == 0.0 { llm.kv_heads } else { 1.0 };
            let (divided, replicated) = (shards(0.0), shards(1.0));
            prop_assert!(same(divided, heads.min(gpus), 0.0));
            prop_assert!(same(replicated, gpus, 0.0));
        }
    }

    /// A query that is not compressed is a single matrix from the residual stream to its heads.
    #[test]
    fn a_query_is_compressed_or_one_matrix(inputs in laid(), rank in 1.0..4096.0_f64) {
        let query = |rank: f64| {
            let mut it = inputs;
            it.llm.q_rank = rank;
            Factory::new(it).instance.weights.latent_query
        };
        let heads = inputs.llm.heads * (inputs.llm.nope + inputs.llm.rope);
        prop_assert!(same(query(0.0), heads * inputs.llm.hidden, 0.0));
        prop_assert!(same(query(rank), rank * (heads + inputs.llm.hidden), 0.0));
    }

    /// An indexer of sparse attention grows with its heads and with their width, and is zero if either is zero.
    #[test]
    fn an_indexer_is_as_large_as_its_heads(inputs in laid(), heads in 1..64_u8, width in 1..128_u8) {
        let indexer = |top: f64, heads: f64, width: f64| {
            let mut sparse = inputs;
            (sparse.llm.sparse_top, sparse.llm.index_heads, sparse.llm.index_dim) = (top, heads, width);
            Factory::new(sparse).instance.weights.index_layer
        };
        let layer = |heads: f64, width: f64| indexer(2048.0, heads, width);
        let (heads, width) = (f64::from(heads), f64::from(width));
        prop_assert_eq!(indexer(0.0, heads, width).to_bits(), 0.0_f64.to_bits());
        prop_assert!(same(layer(heads, 0.0), heads * inputs.llm.hidden, 0.0));
        prop_assert!(same(layer(0.0, width), width * inputs.llm.hidden, 0.0));
        let query = layer(heads, width) - layer(heads, 0.0) - layer(0.0, width);
        prop_assert!(same(layer(2.0 * heads, width) - layer(2.0 * heads, 0.0) - layer(0.0, width), 2.0 * query, 0.0));
    }
}
