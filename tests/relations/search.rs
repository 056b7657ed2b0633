//! The search for layouts, and the prediction of published runs.

use crate::strategy::{at_most, config, scenario};
use crate::{CASES, laid, line};
use model::catalog::calibration;
use model::factory::{Deployment, Inputs};
use model::scenario::levers::{GPUS, LLMS};
use model::study::evaluate::evaluate;
use model::study::predict::{Load, Run, output_rate};
use model::study::search::{RANK_BATCH, Search, deploy, frontier};
use proptest::prelude::*;

/// Tokens per second of a deployment, per user and per accelerator.
fn given(inputs: &Inputs<f64>, found: Deployment<f64>) -> (f64, f64) {
    let serving = line(inputs, |it| it.deployments[1] = Some(found)).serving;
    (serving.speed, serving.output_rate)
}

/// A published run as in tables: any machine and model of the levers.
fn run() -> impl Strategy<Value = Run> {
    let names = (prop::sample::select(&LLMS[..]), prop::sample::select(&GPUS[..]));
    let load = (0..4_u8, 7.0..10.0_f64, 4.0..8.0_f64, 0.0..6.0_f64, any::<bool>());
    (names, load).prop_map(|((model, gpu), (gpus, input, output, users, attention_dp))| {
        let gpus = f64::from(1_u8 << gpus);
        Run {
            model: model.slug.to_owned(),
            gpu: gpu.slug.to_owned(),
            gpus,
            precision: "FP8".to_owned(),
            input_tokens: input.exp().round(),
            output_tokens: output.exp().round(),
            serving: Load::Users,
            load: users.exp().round(),
            attention_dp,
            expert_parallel: if attention_dp { gpus } else { 1.0 },
            engine: "sglang".to_owned(),
            reading_gpus: 0.0,
            reading_size: 0.0,
        }
    })
}

proptest! {
    #![proptest_config(config(CASES))]

    /// The result keeps its promise and fits, and one more sequence would violate one or the other.
    #[test]
    fn a_batch_found_is_the_largest_that_keeps_the_promise(inputs in laid(), speed in 1.0..200.0_f64) {
        let found = deploy(&inputs.instance(), &inputs.workload(), speed, f64::INFINITY);
        prop_assume!(matches!(found, Search::Reached(_)));
        let Search::Reached(found) = found else { return Ok(()) };
        let at = |batch: f64| line(&inputs, |it| {
            let mut more = found;
            more.point.batch = batch;
            it.deployments[1] = Some(more);
        });
        let (kept, more) = (at(found.point.batch), at(found.point.batch + 1.0));
        let limit = kept.memory.batch_limit.min(RANK_BATCH * kept.decode.sharding.ranks);
        prop_assert!(kept.serving.speed >= speed && found.point.batch <= limit);
        prop_assert!(more.serving.speed < speed || found.point.batch + 1.0 > limit);
    }

    /// If no layout is fast enough, not even the fastest is.
    #[test]
    fn a_promise_called_too_fast_is(inputs in laid(), speed in 20.0..2000.0_f64) {
        let found = deploy(&inputs.instance(), &inputs.workload(), speed, f64::INFINITY);
        prop_assume!(matches!(found, Search::TooSlow(..)));
        let Search::TooSlow(quickest, most) = found else { return Ok(()) };
        prop_assert!(most < speed);
        prop_assert!(at_most(given(&inputs, quickest).0, most) && at_most(most, given(&inputs, quickest).0));
        // At that speed, and slightly below, a layout is found.
        let slower = deploy(&inputs.instance(), &inputs.workload(), most * (1.0 - 1e-9), f64::INFINITY);
        prop_assert!(matches!(slower, Search::Reached(_)));
    }

    /// The search for one speed is at least as good as the frontier over all speeds, at every point of it.
    #[test]
    fn the_search_does_as_well_as_its_frontier(inputs in laid(), place in any::<prop::sample::Index>()) {
        let points = frontier(&inputs.instance(), &inputs.workload(), f64::INFINITY);
        prop_assume!(!points.is_empty());
        let point = *place.get(&points);
        let found = deploy(&inputs.instance(), &inputs.workload(), point.speed, f64::INFINITY);
        let Search::Reached(found) = found else { return Err(TestCaseError::fail("not reached")) };
        prop_assert!(at_most(point.output_rate, given(&inputs, found).1));
    }

    /// Along the frontier, more speed per user means less total output.
    #[test]
    fn nobody_would_trade_along_the_frontier(inputs in laid()) {
        let points = frontier(&inputs.instance(), &inputs.workload(), f64::INFINITY);
        for pair in points.windows(2) {
            prop_assert!(pair[0].speed < pair[1].speed && pair[0].output_rate > pair[1].output_rate);
        }
    }

    /// A scenario has one result: a cached layout is the one that a new search finds.
    #[test]
    fn what_is_remembered_is_what_is_found(start in scenario()) {
        let bits = move || {
            let mut bits = Vec::new();
            evaluate(&start).factory.each(|_, _, x| bits.push(x.to_bits()));
            bits
        };
        bits();
        let remembered = bits();
        let anew = std::thread::spawn(bits).join().expect("an evaluation cannot fail");
        prop_assert_eq!(remembered, anew);
    }

    /// More users on the same machines never lower the total tokens per second.
    #[test]
    fn more_users_never_lower_tokens_per_second(run in run(), more in 1.0..10.0_f64) {
        let rate = |load: f64| output_rate(&Run { load, ..run.clone() }, &calibration::RECOMMENDED).ok();
        let (few, many) = (rate(run.load), rate((run.load * more).ceil()));
        prop_assume!(few.is_some());
        prop_assert!(few <= many || at_most(few.unwrap(), many.unwrap()), "{:?} {:?}", few, many);
    }

    /// Longer prompts never make a run faster.
    #[test]
    fn longer_prompts_never_raise_tokens_per_second(run in run(), more in 1.0..10.0_f64) {
        let rate = |input_tokens: f64| {
            output_rate(&Run { input_tokens, ..run.clone() }, &calibration::RECOMMENDED).ok()
        };
        let (short, long) = (rate(run.input_tokens), rate((run.input_tokens * more).ceil()));
        prop_assume!(short.is_some());
        prop_assert!(long <= short || at_most(long.unwrap(), short.unwrap()), "{:?} {:?}", short, long);
    }
}
