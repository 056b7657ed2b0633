//! Tokens per second: reading prompts, decoding answers, and both together.

use super::memory::{Cache, Calibration, Layout, Llm, Sharding, Workload};
use super::step::{Batch, Pass, Rates, Stack};
use crate::quantity::Num;
use crate::quantity::unit::*;
use crate::{inputs, outputs};

outputs! {
    /// The pass in which prompts are read.
    PromptBatch from (sharding: Sharding, work: Workload, fit: Calibration) {
        /// Tokens of the context that are not in the prefix cache. The last token of a prompt is always read: what it says
        /// next is not in the cache.
        fresh: "Fresh tokens", TOKEN, (work.context * (N::from(1.0) - work.cached_share)).max(N::from(1.0).of(TOKEN));
        /// Whole prompts that fit into one chunk; 0 where a prompt is longer.
        prompts: "Prompts per chunk", ONE, (fit.chunk / fresh).floor();
        /// Tokens that one rank reads in a pass.
        chunk: "Tokens per chunk", TOKEN, (prompts.max(N::from(1.0)) * fresh).min(fit.chunk);
        /// Tokens that all ranks read in a pass.
        tokens: "Tokens in the pass", TOKEN, chunk * sharding.ranks;
        /// Passes that one prompt takes: below one where several share a pass.
        passes: "Passes per prompt", ONE, fresh / tokens;
        /// Prompts that end in one pass, each with one token sampled.
        sampled: "Sampled tokens", TOKEN, prompts.choose(tokens / fresh, N::from(0.0)).of(TOKEN);
    }
}

impl<N: Num> PromptBatch<N> {
    /// What goes through the pass. Attention is counted separately, over the whole prompt.
    pub fn batch(&self) -> Batch<N> {
        Batch {
            tokens: self.tokens,
            sequences: N::from(0.0),
            context: N::from(0.0).of(TOKEN),
            width: N::from(1.0).of(TOKEN),
            sampled: self.sampled,
            relayed: N::from(1.0),
        }
    }
}

outputs! {
    /// Machine time of one prompt.
    Prompt from (llm: Llm, cache: Cache, rates: Rates, layout: Layout, work: Workload, batch: PromptBatch, pass: Pass) {
        /// Tokens of the context that are in the prefix cache.
        past: "Cached tokens", TOKEN, work.context - batch.fresh;
        /// Pairs of a fresh token and a token it sees: quadratic in the prompt.
        pairs: "Attended pairs", TOKEN_PAIRS, batch.fresh * (past + batch.fresh / N::from(2.0));
        /// Pairs of a fresh token and an entry of the context that a full-attention layer keeps.
        entry_pairs: "Pairs with entries", TOKEN_PAIRS, pairs / llm.compression.count(TOKEN);
        /// Pairs of a fresh token and an entry it sees where sparse attention sees at most its top-k.
        sparse_pairs: "Sparse pairs", TOKEN_PAIRS, (seen_pairs(work.context, llm.sparse_top
            * llm.compression.count(TOKEN)) - seen_pairs(past, llm.sparse_top * llm.compression.count(TOKEN)))
            / llm.compression.count(TOKEN);
        /// Pairs of a fresh token and a token it sees where a layer sees at most its window.
        window_pairs: "Windowed pairs", TOKEN_PAIRS, seen_pairs(work.context, llm.window)
            - seen_pairs(past, llm.window);
        /// Arithmetic of one full-attention layer over one prompt. Where sparse attention would take more than seeing
        /// all of a short prompt, all of it is seen.
        full_layer: "Prompt attention of a full layer", TERAFLOP, N::from(2.0) * llm.sparse_top.choose(
            (cache.work * sparse_pairs).min(cache.prompt_work * entry_pairs), cache.prompt_work * entry_pairs);
        /// Arithmetic of attention over one prompt.
        attention_flop: "Prompt attention", TERAFLOP, llm.full_layers * full_layer + N::from(2.0)
            * cache.prompt_work * (llm.pooled_layers * pairs / llm.pooling.count(TOKEN)
            + cache.window_layers * window_pairs);
        /// Arithmetic of the indexer of sparse attention over one prompt.
        index_flop: "Prompt indexing", TERAFLOP, N::from(2.0) * cache.index_work * entry_pairs;
        /// Time for which one prompt keeps the instance busy.
        time: "Time of a prompt", MILLISECOND, pass.time * batch.passes + attention_flop
            / layout.gpus / rates.prompt + index_flop / layout.gpus / rates.index;
    }
}

/// Pairs of each of the first `until` tokens and the tokens it sees, if it sees at most `most`: the sum of `min(t,
/// most)` over `t` up to `until`.
fn seen_pairs<N: Num>(until: N, most: N) -> N {
    let growing = until.min(most);
    growing * growing / N::from(2.0) + most * (until - growing)
}

inputs! {
    /// The point of the throughput curve at which an instance works, found by the search.
    Point {
        /// Sequences decoded together on one instance.
        batch: "Batch", ONE;
    }
}

outputs! {
    /// The pass in which answers are decoded.
    DecodeBatch from (work: Workload, stack: Stack, point: Point) {
        /// Tokens that each sequence brings to a step: one, and the drafted ones.
        width: "Tokens per sequence", TOKEN, (N::from(1.0) + stack.drafts).of(TOKEN);
        /// Tokens of one pass, all sequences together.
        tokens: "Tokens in the pass", TOKEN, point.batch * width;
        /// Mean context of a sequence over its answer.
        context: "Mean context", TOKEN, work.context + work.output_tokens / N::from(2.0);
    }
}

impl<N: Num> DecodeBatch<N> {
    /// What goes through the pass.
    pub fn batch(&self, point: &Point<N>) -> Batch<N> {
        Batch {
            tokens: self.tokens,
            sequences: point.batch,
            context: self.context,
            width: self.width,
            sampled: self.tokens,
            relayed: N::from(0.0),
        }
    }
}

outputs! {
    /// Decoding on one instance.
    Decode from (layout: Layout, sharding: Sharding, stack: Stack, point: Point, pass: Pass, fit: Calibration) {
        /// Time that the machines take of a step: the pass, and drafting.
        computing: "Computing a step", MILLISECOND, pass.time * (N::from(1.0) + stack.drafts.choose(stack.draft_cost,
            N::from(0.0)));
        /// Time that the host takes of a step: scheduling it, and each of its sequences.
        host: "Host time", MILLISECOND, fit.step_time + fit.sequence_time * point.batch / sharding.ranks;
        /// Time of one step. Where two batches are interleaved, the host prepares one while the machines compute the
        /// other.
        step: "Time of a step", MILLISECOND, stack.overlap.choose(computing.max(host), computing + host);
        /// Tokens that a sequence gains in a step: the first, and each drafted one that is accepted with all
        /// before it.
        gained: "Tokens per step", TOKEN, ((N::from(1.0) - stack.acceptance.pow(stack.drafts + N::from(1.0)))
            / (N::from(1.0) - stack.acceptance)).of(TOKEN);
        /// Time between two tokens of one answer while nothing else runs.
        token_time: "Time per token", MILLISECOND, step / gained.count(TOKEN);
        /// Output of the instance while it decodes.
        rate: "Decode rate", TOKEN_PER_S, point.batch * gained / step;
        /// Output of an instance while it decodes, for each of its accelerators.
        rate_per_gpu: "Decode rate per GPU", TOKEN_PER_S_GPU, rate / layout.gpus;
    }
}

outputs! {
    /// Prompts and answers together.
    Serving from (prefill_layout: Layout, decode_layout: Layout, prompt: Prompt, decode: Decode, stack: Stack, work: Workload,
                  point: Point) {
        /// Accelerator time to prefill the context of one call.
        read_time: "Reading a call", SECOND, prefill_layout.gpus * prompt.time;
        /// Accelerator time to decode the answer of one call.
        write_time: "Answering a call", SECOND, decode_layout.gpus * work.output_tokens / decode.rate;
        /// Accelerator time of one call, both parts, with what is lost between them.
        call_time: "Machine time of a call", SECOND, (read_time + write_time)
            / stack.disaggregated.choose(stack.kv_transfer, N::from(1.0)) / stack.correction;
        /// Share of the accelerators that run prefill; the others run decode.
        reading_share: "Share that reads", PERCENT, read_time / (read_time + write_time);
        /// Mean time between two tokens as a user sees it. Where reading and writing share machines, each
        /// prompt that is read holds up all answers.
        token_time: "Mean time per token", MILLISECOND, decode.token_time + stack.disaggregated.choose(
            N::from(0.0).of(SECOND), prompt.time * point.batch / work.output_tokens.count(TOKEN));
        /// Tokens per second that a user sees.
        speed: "Speed for a user", TOKEN_PER_S_USER, N::from(1.0).of(TOKEN) / token_time;
        /// Output tokens per second and accelerator, reading included.
        output_rate: "Output rate per GPU", TOKEN_PER_S_GPU, work.output_tokens / call_time;
    }
}
