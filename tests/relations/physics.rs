//! Time of a step, on any layout and at any batch.

use crate::strategy::{at_most, config, same};
use crate::{CASES, batch, compute, deployment, laid, line, network};
use model::factory::{Factory, Inputs, Layout};
use model::quantity::near::is_near;
use model::quantity::unit::SECOND;
use model::scenario::Scenario;
use proptest::prelude::*;

/// A factor so large that a resource takes no time.
const FREE: f64 = 1e12;

/// The time of a step after a change.
fn step(inputs: &Inputs<f64>, change: impl FnOnce(&mut Inputs<f64>)) -> f64 {
    line(inputs, change).decode.output.step
}

/// Accelerators of the layout.
fn gpus(inputs: &Inputs<f64>) -> f64 {
    inputs.deployments[1].map_or(f64::NAN, |it| it.decode_layout.gpus)
}

/// Whether a step is a fixed time plus one that `part` divides: when it is doubled and doubled again, the second gain
/// is half the first. Gains lost in rounding error are not informative.
fn falls_as_one_over(
    inputs: &Inputs<f64>,
    part: impl Fn(&mut Inputs<f64>, f64),
) -> Result<bool, TestCaseError> {
    let at = |k: f64| step(inputs, |it| part(it, k));
    let (one, two, four) = (at(1.0), at(2.0), at(4.0));
    prop_assume!(one - four > 1e-4 * one);
    Ok(is_near(one - two, 2.0 * (two - four), 1e-6))
}

/// One machine, a dense model, no traffic except for weights and cache, and no time except for memory and arithmetic.
fn bare(inputs: &mut Inputs<f64>) {
    let layout = Layout { gpus: 1.0, data_parallel: 0.0, expert_parallel: 1.0 };
    deployment(inputs).prefill_layout = layout;
    deployment(inputs).decode_layout = layout;
    inputs.plan.drafts = 0.0;
    inputs.plan.context = 1e-6;
    inputs.plan.output_tokens = 1e-6;
    inputs.llm.linear_state = 0.0;
    inputs.fit.activation = 0.0;
    inputs.fit.routing = 0.0;
    inputs.fit = inputs.fit.map(|about, x| if about.unit.dimension == SECOND.dimension { 0.0 } else { x });
}

/// Efficiencies that do not fade with the rate of the machine, so that a faster one is used equally well; and a
/// network that does not overlap with computation.
fn unfading(inputs: &Inputs<f64>) -> Inputs<f64> {
    let fit = inputs.fit.map(|about, x| if about.id.ends_with("_fade") { 0.0 } else { x });
    Inputs { plan: Scenario { overlap: 0.0, ..inputs.plan }, fit, ..*inputs }
}

proptest! {
    #![proptest_config(config(CASES))]

    /// A machine at half the efficiency is half as fast, in everything.
    #[test]
    fn half_the_efficiency_is_half_the_rate(inputs in laid()) {
        let mut half = inputs;
        let parts = ["compute", "compute_fp4", "attention", "memory"];
        half.fit = inputs.fit.map(|about, x| if parts.contains(&about.id) { x / 2.0 } else { x });
        let (whole, half) = (Factory::new(inputs).instance.rates, Factory::new(half).instance.rates);
        whole.each(|about, &rate| {
            let slow = half.get(about.id).copied().unwrap_or(f64::NAN);
            assert!(same(slow, rate / 2.0, 0.0), "{}: {} and {}", about.id, slow, rate);
        });
    }

    /// Keys and values are read at the memory's rate, like weights.
    #[test]
    fn keys_and_values_are_read_at_the_rate_of_the_memory(inputs in laid()) {
        prop_assume!(inputs.llm.mla == 0.0 && inputs.llm.shared_kv == 0.0);
        let it = line(&inputs, |it| compute(it, FREE));
        let batch = inputs.deployments[1].map_or(f64::NAN, |it| it.point.batch);
        let bytes = it.decode.pass.cache_read * batch / it.decode.sharding.cache_shards;
        prop_assert!(is_near(it.decode.pass.attention, bytes / Factory::new(inputs).instance.rates.memory, 1e-6));
    }

    /// A layer takes its own fixed time and, if it has them, those of quantised activations, of experts, of a shared
    /// expert and of sparse attention.
    #[test]
    fn fixed_times_are_those_of_what_a_layer_has(inputs in laid()) {
        let fixed = |narrow: f64, shared: f64| {
            line(&inputs, |it| (it.format.narrow, it.llm.shared_width) = (narrow, shared)).decode.pass.fixed
        };
        let (llm, fit, plain) = (inputs.llm, inputs.fit, fixed(0.0, 0.0));
        let expert_layers = if llm.experts > 0.0 { llm.layers - llm.dense_layers } else { 0.0 };
        let sparse = if llm.sparse_top > 0.0 { llm.full_layers * fit.sparse_layer_time } else { 0.0 };
        let layers = llm.layers * fit.layer_time + expert_layers * fit.expert_layer_time;
        prop_assert!(same(plain, layers + sparse, 0.0));
        prop_assert!(same(fixed(1.0, 0.0) - plain, llm.layers * fit.narrow_layer_time, plain));
        prop_assert!(same(fixed(0.0, 512.0) - plain, expert_layers * fit.shared_layer_time, plain));
    }

    /// A layer is multiplied at the rate of its own format, whatever the rates of other formats.
    #[test]
    fn a_format_works_at_its_own_rate(inputs in laid(), attention in 0..3_usize, ffn in 0..3_usize, k in 1.5..8.0_f64) {
        let flag = |format: usize, wanted: usize| f64::from(u8::from(format == wanted));
        let rates = |part: Option<&str>| {
            let mut it = inputs;
            (it.format.attention_fp8, it.format.attention_fp4) = (flag(attention, 1), flag(attention, 2));
            (it.format.ffn_fp8, it.format.ffn_fp4) = (flag(ffn, 1), flag(ffn, 2));
            if let Some(part) = part {
                *it.machine.get_mut(part).expect("a part of a machine") *= k;
            }
            Factory::new(it).instance.rates
        };
        let mut narrow = inputs;
        (narrow.format.cache_fp8, narrow.format.prompt_fp8) = (flag(attention, 1), flag(ffn, 1));
        let slow = Factory::new(narrow).instance.rates;
        narrow.machine.bf16 *= k;
        let quick = Factory::new(narrow).instance.rates;
        prop_assert_eq!(quick.cache > slow.cache, attention != 1);
        prop_assert_eq!(quick.prompt > slow.prompt, ffn != 1);
        let plain = rates(None);
        for (format, part) in ["bf16", "fp8", "fp4"].into_iter().enumerate() {
            let quicker = rates(Some(part));
            prop_assert_eq!(quicker.attention > plain.attention, format == attention);
            prop_assert_eq!(quicker.ffn > plain.ffn, format == ffn);
            prop_assert_eq!(quicker.head > plain.head, format == 0);
        }
    }

    /// At the end of its context, attention that selects nothing reads everything a sequence stores in a step, and
    /// writes a linear state back.
    #[test]
    fn a_step_reads_what_a_sequence_holds(inputs in laid(), sparse: bool) {
        let mut whole = inputs;
        whole.plan.output_tokens = 0.0;
        whole.llm.sparse_top = if sparse { FREE } else { 0.0 };
        (whole.llm.index_heads, whole.llm.index_dim) = (64.0, 128.0);
        let cache = Factory::new(whole).instance.cache;
        let it = line(&whole, |_| ());
        // The indexer reads its own keys separately.
        let read = it.decode.pass.cache_read + cache.index_token * whole.plan.context;
        prop_assert!(same(read, it.memory.sequence + cache.state, 0.0));
    }

    /// If arithmetic and networks are free, a step is a fixed time plus bytes over bandwidth. This holds if the
    /// network does not overlap, and a faster machine is used as well as a slow one.
    #[test]
    fn without_arithmetic_a_step_is_bytes_over_bandwidth(inputs in laid()) {
        let mut free = unfading(&inputs);
        compute(&mut free, FREE);
        network(&mut free, FREE);
        prop_assert!(falls_as_one_over(&free, |it, k| it.machine.bandwidth *= k)?);
    }

    /// If memory and networks are free, a step is a fixed time plus operations over their rate, under the same
    /// conditions.
    #[test]
    fn without_memory_a_step_is_operations_over_rate(inputs in laid()) {
        let mut free = unfading(&inputs);
        free.machine.bandwidth *= FREE;
        network(&mut free, FREE);
        prop_assert!(falls_as_one_over(&free, compute)?);
    }

    /// If machines take no time, a pass is a fixed time plus bytes over networks, under the same conditions.
    #[test]
    fn without_machines_a_step_is_bytes_over_wires(inputs in laid()) {
        let mut free = unfading(&inputs);
        prop_assume!(gpus(&free) > 1.0);
        free.machine.bandwidth *= FREE;
        compute(&mut free, FREE);
        prop_assert!(falls_as_one_over(&free, network)?);
    }

    /// No step reads the weights that a token passes faster than memory can deliver them.
    #[test]
    fn no_step_beats_the_memory(inputs in laid()) {
        let Factory { instance, .. } = Factory::new(inputs);
        let (weights, format) = (instance.weights, instance.format);
        let routed = if inputs.llm.experts > 0.0 {
            weights.routed * inputs.llm.experts_per_token / inputs.llm.experts
        } else {
            0.0
        };
        let bytes = weights.attention * format.attention_bytes
            + (weights.dense + weights.shared + routed) * format.ffn_bytes
            + weights.head * format.head_bytes;
        prop_assert!(step(&inputs, |_| ()) >= bytes / (gpus(&inputs) * inputs.machine.bandwidth));
    }

    /// No step does the two operations per weight and token faster than the machine can.
    #[test]
    fn no_step_beats_the_arithmetic(inputs in laid()) {
        let one = Inputs { plan: Scenario { drafts: 0.0, ..inputs.plan }, ..inputs };
        let tokens = one.deployments[1].map_or(f64::NAN, |it| it.point.batch);
        let peak = one.machine.bf16.max(one.machine.fp8).max(one.machine.fp4);
        let work = 2.0 * Factory::new(one).instance.weights.active * tokens;
        prop_assert!(step(&one, |_| ()) >= work / (gpus(&one) * peak));
    }

    /// A machine that is better in one respect never takes longer for a step or a prompt.
    #[test]
    fn a_better_part_never_slows(inputs in laid(), more in 1.0..8.0_f64) {
        let plain = line(&inputs, |_| ());
        for part in ["bf16", "fp8", "fp4", "bandwidth", "link", "scale_out", "domain"] {
            let better = line(&inputs, |it| *it.machine.get_mut(part).expect("a part of a machine") *= more);
            prop_assert!(at_most(better.decode.output.step, plain.decode.output.step), "{}: step", part);
            prop_assert!(at_most(better.serving.call_time, plain.serving.call_time), "{}: call", part);
        }
    }

    /// Inside one link domain the outer network does not matter, to the last bit; beyond it, it does.
    #[test]
    fn only_instances_beyond_a_domain_use_the_outer_network(inputs in laid(), k in 2.0..8.0_f64) {
        let times = |domain: f64, k: f64| {
            let it = line(&inputs, |it| {
                it.machine.domain = domain;
                it.machine.scale_out *= k;
                it.plan.overlap = 0.0;
            });
            (it.prefill.pass.time.to_bits(), it.decode.pass.time.to_bits())
        };
        prop_assume!(gpus(&inputs) > 1.0);
        let inside = gpus(&inputs);
        prop_assert_eq!(times(inside, 1.0), times(inside, k));
        let (slow, quick) = (times(inside / 2.0, 1.0), times(inside / 2.0, k));
        prop_assert!(slow.0 > quick.0 && slow.1 > quick.1);
    }

    /// With overlap the slowest part sets the pace, whether host or network; without it, all add up.
    #[test]
    fn under_overlap_the_slowest_sets_the_pace(inputs in laid()) {
        let pace = |overlap: f64, host: f64| {
            step(&inputs, |it| (it.plan.overlap, it.fit.step_time, it.fit.sequence_time) = (overlap, host, 0.0))
        };
        let (alone, endless) = (pace(1.0, 0.0), 1e6);
        prop_assert!(same(pace(1.0, endless), endless, 0.0) && same(pace(1.0, alone / 2.0), alone, 0.0));
        prop_assert!(same(pace(0.0, endless) - endless, pace(0.0, 0.0), endless));
        prop_assert!(at_most(alone, pace(0.0, 0.0)));
        let slow = |overlap: f64| {
            line(&inputs, |it| {
                it.plan.overlap = overlap;
                network(it, 1e-9);
            })
            .decode
            .pass
        };
        let (together, after) = (slow(1.0), slow(0.0));
        prop_assert!(same(together.time, together.network.max(together.machine_time), 0.0));
        prop_assert!(same(after.time, after.network + after.machine_time, 0.0));
    }

    /// If both networks are equally fast, it does not matter which of them a byte takes.
    #[test]
    fn equal_networks_are_one(inputs in laid(), domain in 1.0..128.0_f64) {
        let it = line(&inputs, |it| {
            it.machine.domain = domain;
            it.machine.scale_out = it.machine.link;
        });
        prop_assert!(same(it.decode.pass.wire, inputs.machine.link * inputs.fit.link, 0.0));
    }

    /// Tokens relayed inside nodes load the outer network less than tokens sent to each machine directly. This holds
    /// if a token visits several experts, some of which share a node.
    #[test]
    fn relaying_spares_the_outer_network(inputs in laid()) {
        let it = line(&inputs, |it| {
            let gpus = deployment(it).decode_layout.gpus;
            let layout = Layout { gpus, data_parallel: 1.0, expert_parallel: gpus };
            (deployment(it).prefill_layout, deployment(it).decode_layout) = (layout, layout);
            it.machine.domain = 4.0;
            it.machine.link *= FREE;
        });
        prop_assume!(inputs.llm.experts_per_token >= 4.0 && gpus(&inputs) > 4.0);
        let relayed = it.prefill.pass.expert_time / it.prefill.pass.gpu_tokens;
        let direct = it.decode.pass.expert_time / it.decode.pass.gpu_tokens;
        prop_assert!(relayed < direct, "{} {}", relayed, direct);
    }

    /// With the same layout, a larger batch takes less machine time per call, and serves each user more slowly.
    #[test]
    fn larger_batches_save_machines_and_slow_users(inputs in laid(), more in 1.0..20.0_f64) {
        let few = line(&inputs, |_| ()).serving;
        let many = line(&inputs, |it| deployment(it).point.batch *= more).serving;
        prop_assert!(at_most(many.call_time, few.call_time));
        prop_assert!(at_most(many.speed, few.speed));
    }

    /// A huge batch reaches a rate that a larger one does not exceed.
    #[test]
    fn huge_batches_reach_a_constant_rate(inputs in laid()) {
        let rate = |sequences: f64| line(&inputs, |it| batch(it, sequences)).decode.output.rate;
        prop_assert!(is_near(rate(2e15), rate(1e15), 1e-6));
    }

    /// A dense model with a huge batch and no context writes F eta / 2 P tokens per second: the arithmetic rate over
    /// two operations per weight.
    #[test]
    fn a_huge_batch_works_at_the_rate_of_arithmetic(inputs in laid()) {
        prop_assume!(inputs.llm.experts == 0.0);
        let mut bare_inputs = inputs;
        bare(&mut bare_inputs);
        batch(&mut bare_inputs, 1e15);
        let Factory { instance, .. } = Factory::new(bare_inputs);
        let (weights, rates) = (instance.weights, instance.rates);
        let layers = weights.attention / rates.attention + weights.dense / rates.ffn;
        let seconds = 2.0 * (layers + weights.head / rates.head);
        prop_assert!(is_near(line(&bare_inputs, |_| ()).decode.output.rate * seconds, 1.0, 1e-6));
    }

    /// A dense model with one sequence and no context reads its weights once per step: W beta / weights.
    #[test]
    fn one_sequence_reads_the_weights_once(inputs in laid()) {
        prop_assume!(inputs.llm.experts == 0.0);
        let mut bare_inputs = inputs;
        bare(&mut bare_inputs);
        batch(&mut bare_inputs, 1.0);
        compute(&mut bare_inputs, FREE);
        let Factory { instance, .. } = Factory::new(bare_inputs);
        let (weights, format) = (instance.weights, instance.format);
        let bytes = weights.attention * format.attention_bytes + weights.dense * format.ffn_bytes
            + weights.head * format.head_bytes;
        let seconds = bytes / instance.rates.memory;
        prop_assert!(is_near(step(&bare_inputs, |_| ()), seconds, 1e-6));
    }

    /// Doubling a very long context halves the tokens per second, as long as attention sees all of it.
    #[test]
    fn endless_contexts_serve_one_over_context(inputs in laid()) {
        prop_assume!(inputs.llm.full_layers > 0.0 && inputs.llm.sparse_top == 0.0);
        let rate = |context: f64| line(&inputs, |it| it.plan.context = context).decode.output.rate;
        prop_assert!(is_near(rate(2e15), rate(1e15) / 2.0, 1e-4));
    }

    /// A layer whose window is wider than the context is a layer that sees all of it.
    #[test]
    fn a_window_wider_than_the_context_is_none(inputs in laid(), share in 0.0..1.0_f64) {
        prop_assume!(inputs.llm.sparse_top == 0.0 && inputs.llm.window_layers == 0.0);
        let full = line(&inputs, |_| ());
        let windowed = line(&inputs, |it| {
            it.llm.window_layers = it.llm.full_layers * share;
            it.llm.full_layers *= 1.0 - share;
            it.llm.window = FREE;
        });
        prop_assert!(same(windowed.decode.output.step, full.decode.output.step, 0.0));
        prop_assert!(same(windowed.prefill.prompt.time, full.prefill.prompt.time, 0.0));
        prop_assert!(same(windowed.memory.sequence, full.memory.sequence, 0.0));
    }
}
