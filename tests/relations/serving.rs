//! Prompts and answers together.

use crate::strategy::{at_most, config, same};
use crate::{CASES, laid, line};
use model::factory::Inputs;
use model::quantity::near::is_near;
use model::scenario::Scenario;
use proptest::prelude::*;

proptest! {
    #![proptest_config(config(CASES))]

    /// Reading a context in two parts, the second time with the first part cached, is the same attention.
    #[test]
    fn a_prompt_in_two_parts_is_the_same_work(inputs in laid(), share in 0.01..0.99_f64) {
        let context = inputs.plan.context;
        let part = |context: f64, cached: f64| {
            let prompt = line(&inputs, |it| (it.plan.context, it.plan.cached) = (context, cached)).prefill.prompt;
            [prompt.attention_flop, prompt.sparse_pairs, prompt.index_flop]
        };
        let (whole, first, rest) = (part(context, 0.0), part(context * share, 0.0), part(context, share));
        // Sparse attention reads all of a short prompt if selecting would be more work: that can apply to a part, but
        // not to the whole.
        for place in usize::from(inputs.llm.sparse_top > 0.0)..3 {
            prop_assert!(same(first[place] + rest[place], whole[place], whole[place]));
        }
    }

    /// Beyond its window, each further token of a prompt reads the window.
    #[test]
    fn beyond_its_window_a_token_sees_the_window(inputs in laid(), window in 100.0..1000.0_f64, more in 1.0..1e5_f64) {
        let pairs = |context: f64| {
            let prompt = line(&inputs, |it| {
                (it.llm.window, it.llm.sparse_top, it.llm.compression) = (window, window, 1.0);
                (it.plan.context, it.plan.cached) = (context, 0.0);
            });
            (prompt.prefill.prompt.window_pairs, prompt.prefill.prompt.sparse_pairs)
        };
        let (short, long) = (pairs(2.0 * window), pairs(2.0 * window + more));
        prop_assert!(same(long.0 - short.0, more * window, long.0) && same(long.1 - short.1, more * window, long.1));
        // Inside it, a token reads all tokens before it: half the square.
        prop_assert!(same(pairs(window).0, window * window / 2.0, 0.0));
    }

    /// Doubling a very long prompt takes four times as long, if attention reads all of it.
    #[test]
    fn endless_prompts_take_the_square(inputs in laid()) {
        prop_assume!(inputs.llm.full_layers > 0.0 && inputs.llm.sparse_top == 0.0);
        let time = |context: f64| {
            line(&inputs, |it| (it.plan.context, it.plan.cached) = (context, 0.0)).prefill.prompt.time
        };
        prop_assert!(is_near(time(2e15), 4.0 * time(1e15), 1e-4));
    }

    /// Each prompt that fits into a chunk samples one token; for longer ones only the last pass would.
    #[test]
    fn a_prompt_samples_one_token(inputs in laid()) {
        let it = line(&inputs, |_| ()).prefill.batch;
        let sampled = if it.fresh <= inputs.fit.chunk { 1.0 } else { 0.0 };
        prop_assert!(same(it.sampled * it.passes, sampled, 1.0), "{}", it.sampled * it.passes);
        prop_assert!(same(it.tokens * it.passes, it.fresh, 0.0));
    }

    /// If each token only reads selected tokens, doubling a very long prompt doubles the attention.
    #[test]
    fn picked_tokens_take_no_square(inputs in laid(), top in 100.0..4000.0_f64) {
        let flop = |context: f64| {
            let it = line(&inputs, |it| {
                (it.llm.sparse_top, it.llm.index_heads, it.llm.pooled_layers) = (top, 0.0, 0.0);
                (it.plan.context, it.plan.cached) = (context, 0.0);
            });
            it.prefill.prompt.attention_flop
        };
        prop_assume!(inputs.llm.full_layers > 0.0);
        prop_assert!(is_near(flop(2e12), 2.0 * flop(1e12), 1e-6));
    }

    /// Cached tokens are not read again: with the whole context cached, the only reading work is for the one token
    /// that it samples.
    #[test]
    fn a_cached_prompt_takes_no_reading(inputs in laid()) {
        let read = |cached: f64| line(&inputs, |it| it.plan.cached = cached).serving.read_time;
        prop_assert!(read(1.0 - 1e-9) <= 2.0 / inputs.plan.context * read(0.0));
    }

    /// The larger the cached share of the context, the less machine time a call takes.
    #[test]
    fn cache_hits_never_slow_a_call(inputs in laid(), a in 0.0..1.0_f64, b in 0.0..1.0_f64) {
        let call = |cached: f64| line(&inputs, |it| it.plan.cached = cached).serving.call_time;
        prop_assert!(at_most(call(a.max(b)), call(a.min(b))), "{} and {}", a, b);
    }

    /// A longer context never makes a call cheaper, with the same layout and batch.
    #[test]
    fn longer_contexts_never_quicken_a_call(inputs in laid(), more in 1.0..10.0_f64) {
        let long = line(&inputs, |it| it.plan.context *= more);
        let short = line(&inputs, |_| ());
        prop_assert!(at_most(short.serving.call_time, long.serving.call_time));
        prop_assert!(at_most(long.serving.speed, short.serving.speed));
        prop_assert!(at_most(long.memory.batch_limit, short.memory.batch_limit));
    }

    /// Drafted tokens that are never accepted cost time and gain nothing. If the host sets the pace, time lost by the
    /// machines has no effect: without overlap it always counts.
    #[test]
    fn drafts_never_accepted_gain_nothing(inputs in laid(), drafts in 1..=3_u8) {
        let inputs = Inputs { plan: Scenario { overlap: 0.0, ..inputs.plan }, ..inputs };
        let plain = line(&inputs, |it| it.plan.drafts = 0.0).decode.output;
        let drafts = f64::from(drafts);
        let wasted = line(&inputs, |it| (it.plan.drafts, it.plan.acceptance) = (drafts, 0.0)).decode.output;
        prop_assert!(same(wasted.gained, plain.gained, 0.0) && same(plain.gained, 1.0, 0.0));
        prop_assert!(wasted.step > plain.step && wasted.rate < plain.rate);
    }

    /// Drafted tokens that are always accepted all count.
    #[test]
    fn drafts_always_accepted_all_count(inputs in laid(), drafts in 0..=3_u8) {
        let drafts = f64::from(drafts);
        let sure = line(&inputs, |it| (it.plan.drafts, it.plan.acceptance) = (drafts, 1.0 - 1e-9));
        prop_assert!(is_near(sure.decode.output.gained, drafts + 1.0, 1e-6));
    }

    /// A higher acceptance never slows anything.
    #[test]
    fn better_drafts_never_slow(inputs in laid(), drafts in 0..=3_u8, a in 0.0..0.95_f64, b in 0.0..0.95_f64) {
        let call = |acceptance: f64| {
            line(&inputs, |it| (it.plan.drafts, it.plan.acceptance) = (f64::from(drafts), acceptance)).serving
        };
        let (poor, good) = (call(a.min(b)), call(a.max(b)));
        prop_assert!(at_most(good.call_time, poor.call_time) && at_most(poor.speed, good.speed));
    }

    /// The ratio of measured to predicted is a factor on tokens, and does not affect the speed a user sees in a step.
    #[test]
    fn a_correction_scales_tokens_alone(inputs in laid(), k in 0.3..3.0_f64) {
        let plain = line(&inputs, |_| ());
        let corrected = line(&inputs, |it| it.basis.correction *= k);
        prop_assume!(plain.tier.capacity.is_finite());
        prop_assert!(same(corrected.serving.output_rate, k * plain.serving.output_rate, 0.0));
        prop_assert!(same(corrected.tier.capacity, k * plain.tier.capacity, 0.0));
        prop_assert!(same(corrected.serving.reading_share, plain.serving.reading_share, 0.0));
    }

    /// The costs of input and output of a call add up to the cost of the call.
    #[test]
    fn input_and_output_share_the_cost_of_a_call(inputs in laid()) {
        let it = line(&inputs, |_| ()).tier;
        prop_assume!(it.call_cost.is_finite());
        let parts = it.input_cost * inputs.plan.context + it.output_cost * inputs.plan.output_tokens;
        prop_assert!(same(parts, it.call_cost, 0.0));
    }

    /// Machines for prefill and for decode only delay each other if they are the same: apart from the hand-over,
    /// separating them does not change machine time, and a user no longer waits for the prompts of others.
    #[test]
    fn separate_machines_spare_a_user_the_prompts_of_others(inputs in laid()) {
        let shared = line(&inputs, |it| it.plan.serving = 0.0);
        let separate = line(&inputs, |it| it.plan.serving = 1.0).serving;
        prop_assert!(same(separate.call_time * inputs.basis.kv_transfer, shared.serving.call_time, 0.0));
        let prompts = shared.prefill.prompt.time * inputs.deployments[1].map_or(f64::NAN, |it| it.point.batch);
        let wait = shared.serving.token_time - separate.token_time;
        prop_assert!(same(wait * inputs.plan.output_tokens, prompts, shared.serving.token_time * inputs.plan.output_tokens));
    }
}
