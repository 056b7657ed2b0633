//! Properties that must hold for every scenario.

#![allow(
    clippy::disallowed_methods,
    reason = "a place on a logarithmic track need not be the same on every platform"
)]

mod strategy;

use model::catalog::accelerators::ACCELERATORS;
use model::catalog::formats::{Engine, Mixture, Precision, format};
use model::catalog::{calibration, find, llms};
use model::factory::{Factory, Instance, Stack, Workload};
use model::quantity::Dual;
use model::scenario::levers::LEVERS;
use model::scenario::{Lever, Scale, Scenario, link};
use model::sheet;
use model::study::evaluate::{Evaluation, evaluate, numbers};
use model::study::predict::base;
use model::study::search::{SIZES, Search, deploy, largest};
use model::study::sensitivity::curve::business;
use proptest::prelude::*;
use strategy::{at_most, config, same, scenario, two};

/// Tokens per second and accelerator of every tier that keeps its promise; 0 for the others.
fn rates(evaluation: &Evaluation) -> Vec<f64> {
    evaluation
        .factory
        .lines
        .iter()
        .flatten()
        .map(
            |line| {
                if line.slo.fits > 0.0 && line.tier.kept >= 1.0 - 1e-9 {
                    line.serving.output_rate
                } else {
                    0.0
                }
            },
        )
        .collect()
}

/// The throughput of a model on one machine at a promised speed; the machine can be changed first.
fn rate_of(
    machine: &str,
    model: &str,
    change: impl Fn(&mut Instance<f64>),
    work: &Workload<f64>,
    speed: f64,
) -> f64 {
    let machine = find(ACCELERATORS, machine).expect("the machine is in the catalog");
    let model = find(llms::LLMS, model).expect("the model is in the catalog");
    let shape = model.row.shape.expect("the model has a shape");
    let format = format(Mixture::of(model.slug, &shape), Precision::Fp8, Engine::TensorRt, false);
    let stack = Stack {
        overlap: 0.0,
        drafts: 0.0,
        acceptance: 0.0,
        draft_cost: 0.0,
        disaggregated: 1.0,
        kv_transfer: 0.83,
        correction: 1.0,
    };
    let fit = calibration::RECOMMENDED.of(Engine::TensorRt, machine.row.generation).map(base);
    let mut instance =
        Instance::new(machine.row.row.map(base), shape.map(base), format.map(base), fit, stack);
    change(&mut instance);
    let instance =
        Instance::new(instance.machine, instance.llm, instance.format, instance.fit, instance.stack);
    match deploy(&instance, work, speed, f64::INFINITY) {
        Search::Reached(found) => {
            let stages = model::stages!("test");
            let prefill = instance.prefill(&stages, &found.prefill_layout, work);
            let decode = instance.decode(&stages, &found.decode_layout, work, &found.point);
            let serving = model::factory::Serving::new(
                "test",
                &found.prefill_layout,
                &found.decode_layout,
                &prefill.prompt,
                &decode.output,
                &instance.stack,
                work,
                &found.point,
            );
            serving.output_rate
        }
        Search::TooSlow(..) | Search::DoesNotFit => 0.0,
    }
}

proptest! {
    #![proptest_config(config(160))]

    #[test]
    fn dearer_electricity_never_raises_profit(start in scenario(), (low, high) in two(&LEVERS.electricity)) {
        let cheap = evaluate(&Scenario { electricity: low, ..start }).factory.profit.profit;
        let dear = evaluate(&Scenario { electricity: high, ..start }).factory.profit.profit;
        prop_assume!(cheap.is_finite());
        prop_assert!(at_most(dear, cheap), "{} at {}, {} at {}", cheap, low, dear, high);
    }

    #[test]
    fn longer_context_never_raises_tokens_per_second(start in scenario(), (low, high) in two(&LEVERS.context)) {
        let short = rates(&evaluate(&Scenario { context: low, ..start }));
        let long = rates(&evaluate(&Scenario { context: high, ..start }));
        for (short, long) in short.into_iter().zip(long) {
            prop_assert!(at_most(long, short), "{} at {}, {} at {}", short, low, long, high);
        }
    }

    #[test]
    fn a_faster_promise_never_raises_tokens_per_second(start in scenario(), (low, high) in two(&LEVERS.standard_speed)) {
        let slow = rates(&evaluate(&Scenario { standard_share: 0.25, standard_speed: low, ..start }));
        let fast = rates(&evaluate(&Scenario { standard_share: 0.25, standard_speed: high, ..start }));
        for (slow, fast) in slow.into_iter().zip(fast) {
            prop_assert!(at_most(fast, slow));
        }
    }

    #[test]
    fn more_agents_never_lower_demand_or_load(start in scenario(), (low, high) in two(&LEVERS.agents)) {
        let few = evaluate(&Scenario { agents: low, ..start }).factory;
        let many = evaluate(&Scenario { agents: high, ..start }).factory;
        prop_assert!(at_most(few.demand.tokens, many.demand.tokens));
        prop_assert!(at_most(few.demand.output_tokens, many.demand.output_tokens));
        if few.profit.revenue.is_finite() && many.profit.revenue.is_finite() {
            prop_assert!(at_most(few.profit.load, many.profit.load));
        }
    }

    /// Without batch work in the idle hours of faster tiers: it is displaced by their own calls, and at the price
    /// ceiling it may have earned more than they do.
    #[test]
    fn more_agents_never_lower_revenue(start in scenario(), (low, high) in two(&LEVERS.agents)) {
        let start = Scenario { batch_demand: 0.0, backfill: 0.0, ..start };
        let few = evaluate(&Scenario { agents: low, ..start }).factory.profit.revenue;
        let many = evaluate(&Scenario { agents: high, ..start }).factory.profit.revenue;
        prop_assert!(!few.is_finite() || !many.is_finite() || at_most(few, many));
    }

    #[test]
    fn parts_sum_to_the_whole(start in scenario()) {
        let Factory { cost, profit, demand, .. } = evaluate(&start).factory;
        if cost.total.is_finite() {
            prop_assert!(same(cost.machines + cost.building + cost.electricity + cost.running, cost.total, 0.0));
        }
        if profit.cost.is_finite() {
            let parts = profit.electricity + profit.machines + profit.building + profit.running;
            prop_assert!(same(parts, profit.cost, 0.0));
            prop_assert!(same(profit.revenue - profit.cost, profit.profit, profit.cost));
            // The curves of the charts are stacks of these parts.
            let at = business(&start);
            prop_assert!(same(at.electricity + at.machines + at.building + at.running, at.cost, 0.0));
            prop_assert!(same(at.cost, profit.cost, 0.0) && same(at.profit, profit.profit, profit.cost));
        }
        prop_assert!(same(demand.fresh_tokens + demand.cached_tokens + demand.output_tokens, demand.tokens, 0.0));
    }

    #[test]
    fn profit_is_tokens_times_price_less_cost_per_token(start in scenario()) {
        let profit = evaluate(&start).factory.profit;
        prop_assume!(profit.token_profit.is_finite() && profit.profit.is_finite());
        prop_assert!(same(profit.tokens * profit.token_profit, profit.profit, profit.cost));
    }

    #[test]
    fn break_even_prices_put_back_in_give_zero(start in scenario()) {
        // As long as demand does not respond to prices.
        let start = Scenario { seller_elasticity: 0.0, ..start };
        let before = evaluate(&start).factory.profit;
        let factor = before.break_even_price;
        prop_assume!(factor.is_finite());
        let even = Scenario {
            price_input: start.price_input * factor,
            price_cached: start.price_cached * factor,
            price_output: start.price_output * factor,
            ..start
        };
        prop_assert!(same(evaluate(&even).factory.profit.profit, 0.0, before.cost));
    }

    #[test]
    fn break_even_electricity_put_back_in_gives_zero(start in scenario()) {
        let before = evaluate(&start).factory.profit;
        let electricity = before.break_even_electricity;
        prop_assume!(electricity.is_finite());
        let even = evaluate(&Scenario { electricity, ..start }).factory.profit;
        prop_assert!(same(even.profit, 0.0, before.cost + before.revenue));
    }

    #[test]
    fn break_even_agents_put_back_in_give_zero(start in scenario()) {
        // One tier, so that all machines are equally busy; the grid does not charge for peak demand.
        let start = Scenario {
            fast_share: 0.0,
            fast_demand: 0.0,
            premium_share: 0.0,
            premium_demand: 0.0,
            ultra_share: 0.0,
            ultra_demand: 0.0,
            batch_share: 0.0,
            batch_demand: 0.0,
            demand_charge: 0.0,
            ..start
        };
        // Demand neither raises prices nor fills the site.
        let has_room = |it: &Factory<f64>| {
            it.demand.pressure <= 1.0
                && it.lines[1].is_some_and(|line| line.tier.pressure * it.inputs.hours.peak <= 1.0)
        };
        let factory = evaluate(&start).factory;
        prop_assume!(has_room(&factory));
        let before = factory.profit;
        let agents = before.break_even_agents;
        prop_assume!(agents.is_finite() && agents > 0.0);
        let even = evaluate(&Scenario { agents, ..start }).factory;
        prop_assume!(has_room(&even));
        let even = even.profit;
        prop_assert!(same(even.profit, 0.0, before.cost), "{} at {}", even.profit, agents);
    }

    #[test]
    fn a_site_twice_as_large_costs_twice_as_much(start in scenario()) {
        let one = evaluate(&start).factory;
        let two = evaluate(&Scenario { power: 2.0 * start.power, ..start }).factory;
        prop_assume!(one.profit.profit.is_finite());
        // The smaller site has room for every layout.
        prop_assume!(largest(&one.inputs.instance(), one.site.gpus) >= SIZES[SIZES.len() - 1]);
        prop_assert!(same(2.0 * one.profit.cost, two.profit.cost, 0.0));
        prop_assert!(same(2.0 * one.profit.revenue, two.profit.revenue, 0.0));
        prop_assert!(same(one.profit.load, two.profit.load, 0.0));
    }

    #[test]
    fn dollars_are_a_unit_like_any_other(start in scenario()) {
        // All prices a thousand times as high, as if the books were kept in tenths of a cent.
        let k = 1000.0;
        let dear = Scenario {
            electricity: k * start.electricity,
            machine_price: k * start.machine_price,
            building: k * start.building,
            staff: k * start.staff,
            demand_charge: k * start.demand_charge,
            licence: k * start.licence,
            // The price list of other sellers is in the original currency.
            seller_elasticity: 0.0,
            price_input: k * start.price_input,
            price_cached: k * start.price_cached,
            price_output: k * start.price_output,
            ..start
        };
        let plain = Scenario { seller_elasticity: 0.0, ..start };
        let (one, other) = (evaluate(&plain).factory.profit, evaluate(&dear).factory.profit);
        prop_assume!(one.profit.is_finite());
        prop_assert!(same(k * one.profit, other.profit, k * one.cost));
        prop_assert!(same(one.load, other.load, 0.0));
    }

    #[test]
    fn more_bandwidth_never_lowers_tokens_per_second(
        model in prop::sample::select(vec!["deepseek-v3", "llama-3.1-70b", "qwen3-235b", "gpt-oss-120b", "qwen3.5-397b"]),
        machine in prop::sample::select(vec!["h100", "h200", "gb200", "mi355x", "rubin"]),
        context in 500.0..200_000.0_f64,
        answer in 50.0..4_000.0_f64,
        speed in 1.0..150.0_f64,
        more in 1.0..4.0_f64,
    ) {
        let work = Workload { context, output_tokens: answer, cached_share: 0.5, output_reserved: 1.0 };
        let plain = rate_of(machine, model, |_| (), &work, speed);
        let memory = rate_of(machine, model, |it| it.machine.bandwidth *= more, &work, speed);
        let link = rate_of(machine, model, |it| it.machine.link *= more, &work, speed);
        let compute = rate_of(machine, model, |it| { it.machine.fp8 *= more; it.machine.bf16 *= more; }, &work, speed);
        let capacity = rate_of(machine, model, |it| it.machine.hbm *= more, &work, speed);
        for (what, better) in [("memory", memory), ("link", link), ("compute", compute), ("capacity", capacity)] {
            prop_assert!(at_most(plain, better), "{}: {} became {}", what, plain, better);
        }
    }

    #[test]
    fn a_link_keeps_a_scenario(start in scenario()) {
        let written = link::write(&start);
        let (again, faults) = link::read(&written);
        prop_assert_eq!(faults, vec![]);
        let mut close = true;
        again.each(|about, &x| close &= same(x, *start.get(about.id).unwrap(), 0.0));
        prop_assert!(close, "{}", written);
        prop_assert_eq!(link::write(&again), written);
    }

    #[test]
    fn nobody_can_break_the_link(text in "\\PC{0,200}") {
        let (scenario, _) = link::read(&text);
        scenario.each(|about, x| assert!(x.is_finite(), "{}", about.id));
    }

    #[test]
    fn what_cannot_be_computed_has_a_reason(start in scenario()) {
        for row in sheet::rows(&evaluate(&start)) {
            prop_assert_eq!(row.value.is_finite(), row.reason.is_none(), "{}", row.name());
            if let Some(reason) = &row.reason {
                prop_assert!(reason.len() > 8, "{}: {:?}", row.name(), reason);
                prop_assert_eq!(row.shown.as_str(), "—", "{}", row.name());
            }
        }
    }

    #[test]
    fn the_slope_is_that_of_the_numbers(start in scenario(), electricity in 0.02..0.39_f64) {
        let start = Scenario { electricity: LEVERS.electricity.about.unit.base(electricity), ..start };
        let factory = numbers(&start);
        prop_assume!(factory.profit.profit.is_finite());
        let seeded = factory.inputs.map(|stage, about, value| {
            let slope = if stage == "plan" && about.id == "electricity" { value } else { 0.0 };
            Dual { value, slope }
        });
        let slope = Factory::new(seeded).profit.profit.slope;
        let step = 1e-4;
        let at = |factor: f64| numbers(&Scenario { electricity: start.electricity * factor, ..start }).profit.profit;
        let difference = (at(1.0 + step) - at(1.0 - step)) / (2.0 * step);
        prop_assert!((slope - difference).abs() <= 1e-6 * (slope.abs() + factory.profit.cost), "{} {}", slope, difference);
    }
}

/// Every number of a scenario is finite or has a reason, and so has every year of the market.
fn check(scenario: &Scenario) {
    let evaluation = evaluate(scenario);
    let mut missing = 0;
    evaluation.factory.each(|_, _, value| missing += usize::from(!value.is_finite()));
    if missing == 0 {
        return;
    }
    for row in sheet::rows(&evaluation) {
        assert!(
            row.value.is_finite() || row.reason.as_ref().is_some_and(|reason| reason.len() > 8),
            "{}: {} has no reason",
            link::write(scenario),
            row.name()
        );
    }
}

#[test]
fn every_pair_of_levers_at_their_ends_is_finite_or_has_a_reason() {
    let levers = link::levers();
    let ends = |lever: &Lever| [lever.min, lever.max].map(|end| lever.about.unit.base(end));
    let mut scenarios = 0;
    for (i, first) in levers.iter().enumerate() {
        for a in ends(first) {
            let one = Scenario::baseline().with(first, a);
            check(&one);
            for second in &levers[i + 1..] {
                for b in ends(second) {
                    check(&one.with(second, b));
                    scenarios += 1;
                }
            }
        }
    }
    assert!(scenarios > 5_000, "only {scenarios} pairs");
}

#[test]
fn every_choice_is_finite_or_has_a_reason() {
    for lever in link::levers() {
        if matches!(lever.scale, Scale::Choice(_)) {
            for stop in lever.stops() {
                check(&Scenario::baseline().with(lever, stop));
            }
        }
    }
}
