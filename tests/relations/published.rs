//! Published comparisons of models and machines, checked with bounds that leave room for unstated conditions.

use model::factory::{Layout, Point, Workload};
use model::quantity::near::is_near;
use model::scenario::{Scenario, link};
use model::study::evaluate::numbers;

/// The factory with one tier and these settings.
fn factory(settings: &[(&str, &str)]) -> model::factory::Factory<f64> {
    let mut scenario = Scenario::baseline();
    let alone = [("batch_share", "0"), ("fast_share", "0"), ("standard_share", "100")];
    for (name, value) in alone.iter().chain(settings) {
        link::set(&mut scenario, name, value).expect("a lever and one of its values");
    }
    numbers(&scenario)
}

/// Output tokens per second and accelerator, including prefill, at a speed that is reached.
fn output(settings: &[(&str, &str)]) -> f64 {
    let line = factory(settings).lines[1].expect("the tier is in use");
    assert!(line.slo.fits > 0.0 && line.tier.kept >= 1.0 - 1e-9, "{settings:?} is not reached");
    line.serving.output_rate
}

/// Published: sparse attention makes long calls cheaper. DeepSeek V3.2 is V3 with it.
#[test]
fn sparse_attention_makes_long_calls_cheaper() {
    let gain = |context: &str| {
        let of = |llm: &str| output(&[("llm", llm), ("context", context), ("standard_speed", "21")]);
        of("deepseek-v3.2") / of("deepseek-v3")
    };
    let (long, longer) = (gain("128k"), gain("1M"));
    assert!(long > 1.5 && longer > long, "{long}, {longer}");
}

/// Operations for a new token at a context of a million: for weights, attention and the indexer.
fn operations(llm: &str) -> f64 {
    let instance = factory(&[("llm", llm)]).instance;
    let layout = Layout { gpus: 8.0, data_parallel: 1.0, expert_parallel: 8.0 };
    let work = Workload { context: 1e6, output_tokens: 0.0, cached_share: 0.0, output_reserved: 1.0 };
    let stages = model::stages!("test");
    let pass = instance.decode(&stages, &layout, &work, &Point { batch: 1.0 }).pass;
    2.0 * (instance.weights.active + instance.cache.index_work * pass.entries) + pass.cache_flop
}

/// Published by its maker: at a million tokens V4 Pro takes 27 % of the operations of V3.2.
#[test]
fn a_compressed_context_takes_a_quarter_of_the_operations() {
    let share = operations("deepseek-v4-pro") / operations("deepseek-v3.2");
    assert!((0.24..0.30).contains(&share), "{share}");
}

/// A new token of V4 Pro reads the selected entries and the window in 30 layers, and all of the few entries and the
/// window in 31.
#[test]
fn a_compressed_context_is_read_by_entries() {
    let instance = factory(&[("llm", "deepseek-v4-pro")]).instance;
    let layout = Layout { gpus: 8.0, data_parallel: 1.0, expert_parallel: 8.0 };
    for (context, picked) in [(1e6, 1024.0), (2048.0, 512.0)] {
        let work = Workload { context, output_tokens: 0.0, cached_share: 0.0, output_reserved: 1.0 };
        let stages = model::stages!("test");
        let pass = instance.decode(&stages, &layout, &work, &Point { batch: 1.0 }).pass;
        let values = 512.0 * (30.0 * (picked + 128.0) + 31.0 * (context / 128.0 + 128.0));
        assert!(is_near(pass.cache_read, values * instance.format.cache_bytes, 1e-12), "{context}");
        assert!(is_near(pass.cache_flop, 2.0 * 2.0 * 128.0 * values, 1e-12), "{context}");
    }
}

/// Published: at 2.5 times the speed per user a token costs about 7 times as much on the same B200
/// (`prices::SPEED_PREMIUM`), for DeepSeek R1 as it is run there.
#[test]
fn speed_costs_what_was_published_for_b200() {
    for precision in ["fp4", "fp8"] {
        for drafts in ["0", "1"] {
            let at = |speed: &str| {
                output(&[
                    ("gpu", "b200"),
                    ("llm", "deepseek-v3"),
                    ("precision", precision),
                    ("drafts", drafts),
                    ("context", "7373"),
                    ("answer", "922"),
                    ("cached", "0"),
                    ("standard_speed", speed),
                ])
            };
            let premium = at("50") / at("125");
            assert!((4.0..10.0).contains(&premium), "{precision}, {drafts} drafts: {premium}");
        }
    }
}

/// Published: Vera Rubin serves 5.4 times (SemiAnalysis) to 10 times (NVIDIA, CoreWeave) the tokens per watt of
/// GB200, at the speeds where the older machine falls off; at lower speeds SemiAnalysis found twice those of GB300.
#[test]
fn rubin_serves_more_for_a_watt_the_faster_it_must_be() {
    let per_watt = |gpu: &str, speed: &str| {
        let settings = [("gpu", gpu), ("llm", "deepseek-v3"), ("standard_speed", speed)];
        output(&settings) / factory(&settings).inputs.machine.power
    };
    let gain = |speed: &str| per_watt("rubin", speed) / per_watt("gb200", speed);
    assert!((1.7..3.0).contains(&gain("21")), "{}", gain("21"));
    assert!((3.0..10.0).contains(&gain("100")), "{}", gain("100"));
    assert!((3.0..10.0).contains(&gain("120")), "{}", gain("120"));
}

/// Published: DeepSeek's day gave 2.86 million tokens per second and megawatt, input and output; an operator reaches
/// about 0.8 of what fully used machines could do.
#[test]
fn the_day_of_deepseek_comes_out_per_megawatt() {
    let settings = [
        ("gpu", "h800"),
        ("llm", "deepseek-v3"),
        ("precision", "fp8"),
        ("serving", "separate"),
        ("overlap", "on"),
        ("drafts", "1"),
        ("context", "4377"),
        ("answer", "1209"),
        ("cached", "56.3"),
        ("standard_speed", "21"),
    ];
    let tokens = output(&settings) * (4377.0 + 1209.0) / 1209.0;
    let yielded = 0.8 * tokens / factory(&settings).inputs.machine.power * 1e6;
    assert!((2.3e6..3.6e6).contains(&yielded), "{yielded}");
}
