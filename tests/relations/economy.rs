//! How demand, prices, load and machines respond to each other: relations that must hold whatever the constants are.

use crate::CASES;
use crate::strategy::{at_most, config, place, same, scenario, two};
use model::catalog::hours;
use model::factory::{Factory, YEARS};
use model::quantity::Num;
use model::scenario::levers::{DEFAULT_LLM, LEVERS, LLMS, PRICE_LISTS};
use model::scenario::{Lever, Scenario, link};
use model::study::evaluate::{evaluate, numbers};
use proptest::prelude::*;

/// The index of 2026 in the years.
const TODAY: usize = 3;

/// The baseline scenario with these settings.
fn set(settings: &[(&str, &str)]) -> Scenario {
    let mut scenario = Scenario::baseline();
    for (name, value) in settings {
        link::set(&mut scenario, name, value).expect("a lever and one of its values");
    }
    scenario
}

/// All list prices of the site multiplied by `k`.
fn priced(start: Scenario, k: f64) -> Scenario {
    Scenario {
        price_input: k * start.price_input,
        price_cached: k * start.price_cached,
        price_output: k * start.price_output,
        ..start
    }
}

/// Whether the busiest hour has enough machines for the whole demand, in each tier that has machines.
fn has_room(it: &Factory<f64>) -> bool {
    it.lines[1..].iter().flatten().all(|line| line.tier.pressure * it.inputs.hours.peak <= 1.0)
}

/// A scenario with any machine, model, call and load, at measured or plausible elasticities.
fn site() -> impl Strategy<Value = Scenario> {
    (place(&LEVERS.gpu), place(&LEVERS.llm), place(&LEVERS.context), 20.0..75.0_f64, 1.1..2.9_f64).prop_map(
        |(gpu, llm, context, load, seller_elasticity)| Scenario {
            gpu,
            context,
            load: 0.01 * load,
            seller_elasticity,
            ..Scenario::baseline().with(&LEVERS.llm, llm)
        },
    )
}

proptest! {
    #![proptest_config(config(CASES))]

    /// Prices a tenth higher lose between 8 and 25 % of the load while there is room, and change revenue according to
    /// the elasticity.
    #[test]
    fn dearer_tokens_are_bought_elsewhere(start in site()) {
        let (one, two) = (numbers(&start), numbers(&priced(start, 1.1)));
        prop_assume!(one.profit.profit.is_finite() && one.profit.load > 0.0 && has_room(&one));
        let (load, revenue) = (two.profit.load / one.profit.load, two.profit.revenue / one.profit.revenue);
        prop_assert!((0.75..=0.92).contains(&load), "load {load} at {}", start.seller_elasticity);
        prop_assert!(same(revenue, 1.1 * load, 0.0), "revenue {revenue} at {}", start.seller_elasticity);
        prop_assert!(start.seller_elasticity > 2.0 || (revenue - 1.0).abs() < 0.12, "revenue {revenue}");
    }

    /// A more expensive site is never busier, and a cheaper one never sells less.
    #[test]
    fn a_higher_price_never_raises_the_load(start in scenario(), k in 1.0..5.0_f64) {
        let (one, two) = (numbers(&start).profit, numbers(&priced(start, k)).profit);
        prop_assume!(one.profit.is_finite() && two.profit.is_finite());
        prop_assert!(at_most(two.load, one.load) && at_most(two.asked, one.asked));
    }

    /// Buyers who are more price-sensitive leave an expensive site sooner, and come to a cheap one sooner.
    #[test]
    fn elasticity_is_how_fast_buyers_leave(
        start in scenario(),
        (low, high) in two(&LEVERS.seller_elasticity),
        k in 0.3..3.0_f64,
    ) {
        let at = |seller_elasticity: f64| numbers(&Scenario { seller_elasticity, ..priced(start, k) }).prices;
        let (loyal, fickle) = (at(low), at(high));
        prop_assume!(loyal.pull.is_finite() && fickle.pull.is_finite());
        let (less, more) = if loyal.against >= 1.0 { (fickle, loyal) } else { (loyal, fickle) };
        prop_assert!(at_most(less.pull, more.pull));
    }

    /// Twice the agents make twice the calls. Sales never exceed what machines can serve: where demand exceeds
    /// supply, prices have risen above the list or calls queue.
    #[test]
    fn twice_the_agents_show_in_price_or_queue(start in scenario()) {
        let (one, two) = (numbers(&start), numbers(&Scenario { agents: 2.0 * start.agents, ..start }));
        prop_assert!(same(two.demand.calls, 2.0 * one.demand.calls, 0.0));
        prop_assert!(same(two.demand.pressure, 2.0 * one.demand.pressure, 0.0));
        prop_assume!(two.profit.load.is_finite());
        // The mean of a published profile is 1 up to rounding.
        prop_assert!(two.profit.load <= start.availability * (1.0 + 1e-9));
        if two.demand.pressure > 1.0 + 1e-9 {
            prop_assert!(two.demand.price_level > start.list_level || two.demand.served < 1.0);
        }
        // Load or prices have risen, unless the site was full at all hours and calls queue, or there is no demand.
        let rose = two.profit.load > one.profit.load || two.demand.price_level > one.demand.price_level;
        let full = one.lines[1..].iter().flatten().all(|line| line.tier.pressure <= 0.0 || line.tier.pressure > 1.0);
        prop_assert!(rose || full, "{} {}", one.profit.load, two.profit.load);
    }

    /// Market-clearing prices and a queue serve the same number of calls worldwide; a queue does not change the
    /// price.
    #[test]
    fn a_queue_serves_as_many_as_a_price(start in scenario()) {
        let at = |shortage: f64| numbers(&Scenario { shortage, ..start });
        let (price, queue) = (at(0.0), at(1.0));
        prop_assume!(price.demand.tokens.is_finite());
        prop_assert!(same(queue.demand.shortage, 1.0, 0.0) && price.demand.shortage >= 1.0);
        prop_assert!(same(queue.demand.tokens, price.demand.tokens, 0.0));
        prop_assert!(at_most(queue.demand.spend, price.demand.spend));
        prop_assert!(at_most(price.profit.asked, queue.profit.asked) || !queue.profit.asked.is_finite());
    }

    /// A larger share of paying users gives more revenue at the same cost: the margin rises.
    #[test]
    fn a_larger_paid_share_raises_the_margin(start in scenario(), (low, high) in two(&LEVERS.paid)) {
        let at = |paid: f64| numbers(&Scenario { paid, ..start }).profit;
        let (few, many) = (at(low), at(high));
        prop_assume!(few.margin.is_finite() && many.margin.is_finite() && few.revenue > 0.0);
        prop_assert!(at_most(few.margin, many.margin) && same(few.cost, many.cost, 0.0));
        prop_assert!(same(few.revenue * high, many.revenue * low, 0.0));
    }

    /// A better operator serves the same demand with fewer busy machines, and never earns less.
    #[test]
    fn a_higher_yield_lowers_the_load(start in scenario(), (low, high) in two(&LEVERS.operator_yield)) {
        let at = |operator_yield: f64| numbers(&Scenario { operator_yield, ..start }).profit;
        let (poor, good) = (at(low), at(high));
        prop_assume!(poor.load.is_finite());
        prop_assert!(at_most(good.load, poor.load) && at_most(poor.revenue, good.revenue));
    }

    /// Machines of a tier without demand earn nothing, and cost as much as others.
    #[test]
    fn a_tier_without_demand_earns_nothing(start in scenario()) {
        let idle = numbers(&Scenario { premium_share: 0.5, premium_demand: 0.0, ..start });
        let busy = numbers(&Scenario { premium_share: 0.5, premium_demand: 0.5, ..start });
        prop_assume!(busy.profit.profit.is_finite() && idle.profit.profit.is_finite());
        let tier = idle.lines[3].expect("it has machines").tier;
        prop_assert!(same(tier.load, 0.0, 0.0) && same(tier.calls, 0.0, 0.0) && tier.gpus > 0.0);
        prop_assert!(same(idle.profit.machines, busy.profit.machines, 0.0));
        prop_assert!(same(idle.profit.building, busy.profit.building, 0.0));
    }

    /// Another model has its own prices, their date and its longest context; a price that the reader has set stays.
    #[test]
    fn prices_belong_to_the_model(start in scenario(), llm in place(&LEVERS.llm), k in 1.1..3.0_f64) {
        let fresh = Scenario { price_list: 0.0, ..start };
        let at_list = LEVERS.prices().iter().fold(fresh, |it, price| it.with(price, price.default_base_in(&fresh)));
        let other = at_list.with(&LEVERS.llm, llm);
        for price in LEVERS.prices() {
            prop_assert!(price.is_default_in(&other, other.of(price)), "{}", price.about.id);
        }
        let sheet = other.price_sheet().expect("each model has a price sheet");
        let evaluation = evaluate(&other);
        prop_assert_eq!(evaluation.sheet.slug, sheet.slug);
        prop_assert_eq!(LEVERS.price_input.default_in(&other).source, sheet.input.source);
        prop_assert!(same(evaluation.factory.inputs.list.limit, sheet.context.value, 0.0));
        // The list of the model is what other sellers charge.
        prop_assert!(same(evaluation.factory.prices.against, 1.0, 0.0), "{}", evaluation.factory.prices.against);
        let moved = Scenario { price_output: k * at_list.price_output, ..at_list };
        let kept = moved.with(&LEVERS.llm, llm);
        prop_assert!(same(kept.price_output, moved.price_output, 0.0));
        prop_assert!(same(kept.price_input, other.price_input, 0.0));
    }

    /// No call is longer than the model's limit.
    #[test]
    fn no_call_exceeds_the_model(start in scenario(), context in place(&LEVERS.context)) {
        let it = numbers(&Scenario { context, ..start });
        let limit = it.inputs.list.limit;
        prop_assert!(at_most(it.demand.context, context));
        prop_assert!(at_most(it.demand.call, limit.max(1.0 + start.output_tokens)));
        prop_assert!(same(it.demand.context, it.workload.context, 0.0));
        if context + start.output_tokens <= limit {
            prop_assert!(same(it.demand.context, context, 0.0));
        }
    }

    /// Batch work fills idle hours: it takes machine time, but no additional machines.
    #[test]
    fn batch_work_costs_no_machines(start in scenario(), demand in place(&LEVERS.batch_demand)) {
        let (without, with) = (
            numbers(&Scenario { batch_demand: 0.0, batch_share: 0.0, ..start }),
            numbers(&Scenario { batch_demand: demand, batch_share: 0.0, ..start }),
        );
        prop_assume!(without.profit.profit.is_finite() && with.profit.profit.is_finite());
        prop_assert!(same(with.profit.machines, without.profit.machines, 0.0));
        prop_assert!(same(with.profit.building, without.profit.building, 0.0));
        prop_assert!(at_most(without.profit.load, with.profit.load));
        let idle = start.backfill * (start.availability - without.profit.load).max(0.0);
        prop_assert!(at_most(with.profit.load, without.profit.load + idle));
    }

    /// A larger supply of power never raises the price in the next year.
    #[test]
    fn supply_never_raises_the_price_of_the_next_year(start in scenario(), (low, high) in two(&LEVERS.supply)) {
        let at = |supply: f64| numbers(&Scenario { supply, ..start }).years[TODAY + 1].need.price_level;
        let (few, many) = (at(low), at(high));
        prop_assume!(few.is_finite());
        prop_assert!(at_most(many, few));
    }
}

/// The same for the baseline scenario, whose revenue changes by less than 12 %.
#[test]
fn baseline_prices_a_tenth_higher() {
    let start = Scenario::baseline();
    let (one, two) = (numbers(&start).profit, numbers(&priced(start, 1.1)).profit);
    let (load, revenue) = (two.load / one.load - 1.0, two.revenue / one.revenue - 1.0);
    println!("13: load {load:.4}, revenue {revenue:.4}");
    assert!((-0.25..=-0.08).contains(&load), "{load}");
    assert!(revenue.abs() < 0.12, "{revenue}");
}

/// Calls twice as long are fewer if worldwide spending is constant.
#[test]
fn longer_calls_are_fewer() {
    for context in ["16k", "32k", "64k", "128k", "256k"] {
        let start = set(&[("context", context)]);
        let (one, two) =
            (numbers(&start).demand, numbers(&Scenario { context: 2.0 * start.context, ..start }).demand);
        let (tokens, spend) = (two.tokens / one.tokens, two.spend / one.spend);
        println!("14: from {context}: tokens {tokens:.4}, spend {spend:.4}");
    }
    let start = Scenario::baseline();
    let (one, two) =
        (numbers(&start).demand, numbers(&Scenario { context: 2.0 * start.context, ..start }).demand);
    let (tokens, spend) = (two.tokens / one.tokens, two.spend / one.spend);
    println!("14: baseline: tokens {tokens:.4}, spend {spend:.4}, price level {:.4}", two.price_level);
    assert!((tokens - 1.0).abs() <= 0.15, "{tokens}");
    assert!((spend - 1.0).abs() <= 0.02, "{spend}");
}

/// How the site's revenue changes from one fraction of a tier's reachable speed to another.
fn around_the_reachable_speed(tiers: &[(&str, usize, &'static Lever)], [from, to]: [f64; 2]) -> f64 {
    let mut worst: f64 = 0.0;
    for gpu in ["h200", "gb200", "gb300", "rubin"] {
        for &(tier, place, lever) in tiers {
            let start = set(&[("gpu", gpu), ("premium_share", "20"), ("premium_demand", "20")]);
            let reachable = {
                let line = numbers(&start.with(lever, 1e4)).lines[place].expect("it is in use");
                line.serving.speed
            };
            let at = |times: f64| {
                let it = numbers(&start.with(lever, times * reachable));
                (it.profit.revenue, it.lines[place].expect("it is in use").tier)
            };
            let ((below, a), (above, b)) = (at(from), at(to));
            let moved = above / below - 1.0;
            println!(
                "16: {gpu} {tier} at {reachable:.1}: revenue {moved:+.4}, capacity {:.4} to {:.4} calls/s, load {:.3} to {:.3}, kept {:.4}, worth {:.4} to {:.4}",
                a.capacity, b.capacity, a.load, b.load, b.kept, a.worth, b.worth
            );
            worst = worst.max(moved.abs());
        }
    }
    worst
}

/// A promise that is narrowly missed is nearly as good as one that is narrowly kept.
#[test]
fn there_is_no_cliff_at_the_reachable_speed() {
    let worst = around_the_reachable_speed(
        &[
            ("standard", 1, &LEVERS.standard_speed),
            ("fast", 2, &LEVERS.fast_speed),
            ("premium", 3, &LEVERS.premium_speed),
        ],
        [1.0 - 1e-9, 1.0 + 1e-9],
    );
    assert!(worst < 1e-6, "{worst}");
}

/// From 0.98 to 1.02 of the reachable speed, revenue changes by less than 5 %.
#[test]
fn near_the_reachable_speed_revenue_holds() {
    let worst = around_the_reachable_speed(
        &[("fast", 2, &LEVERS.fast_speed), ("premium", 3, &LEVERS.premium_speed)],
        [0.98, 1.02],
    );
    assert!(worst < 0.05, "{worst}");
}

/// The standard tier earns most of a site's revenue, and its last percents of speed cost half of its machines and
/// more: revenue bends there by more than the twentieth allowed for the faster tiers, but it does not drop abruptly.
#[test]
fn near_the_reachable_speed_revenue_of_the_standard_tier_bends() {
    let worst = around_the_reachable_speed(&[("standard", 1, &LEVERS.standard_speed)], [0.98, 1.02]);
    assert!(worst < 0.3, "{worst}");
}

/// A context beyond the model's limit is clamped to it, and the page says so.
#[test]
fn a_context_beyond_the_model_is_held_and_said() {
    let start = set(&[("llm", "kimi-k2"), ("context", "300k")]);
    let it = evaluate(&start);
    assert!(same(it.factory.demand.call, 262_144.0, 0.0), "{}", it.factory.demand.call);
    let held = set(&[("llm", "kimi-k2"), ("context", "1M")]);
    assert!(same(numbers(&held).profit.tokens, it.factory.profit.tokens, 0.0));
    let said: Vec<String> = it.notes.iter().map(|note| format!("{note:?}")).collect();
    let short = evaluate(&set(&[("llm", "kimi-k2"), ("context", "100k")]));
    assert!(it.notes.len() > short.notes.len(), "{said:?}");
}

/// The price list of R1 states its date, and the baseline scenario does not use it.
#[test]
fn a_retired_list_is_dated() {
    let place = PRICE_LISTS.iter().position(|list| list.slug == "deepseek-r1").expect("it is listed");
    assert!(
        PRICE_LISTS[place].label.contains("February 2025") && PRICE_LISTS[place].detail.contains("retired")
    );
    let start = Scenario::baseline();
    assert!(start.price_list.abs() < f64::EPSILON);
    assert_eq!(LLMS[DEFAULT_LLM].slug, "deepseek-v4-pro");
    assert_ne!(start.price_sheet().map(|sheet| sheet.slug), Some("deepseek-r1"));
}

/// Published traces of Azure and DeepSeek: what a capacity relative to mean demand serves, and what remains idle.
#[test]
fn hours_serve_and_idle_as_reckoned() {
    let served = |slug: &str, capacity: f64| {
        let week = hours::week(slug).expect("a profile of that name");
        let [served, idle] = hours::served(week, capacity);
        let load = (1.0 / capacity).over_week(&week.map(|profile| profile.hours));
        // The factory's load is the fraction that is not idle.
        assert!((load - (1.0 - idle)).abs() < 1e-12, "{load} {idle}");
        println!("{slug} at {capacity}: served {served:.4}, idle {idle:.4}, load {load:.4}");
        (served, idle, load)
    };
    let (coding, idle, _) = served("coding", 1.5);
    assert!((coding - 0.79).abs() <= 0.02 && (idle - 0.47).abs() <= 0.02, "{coding} {idle}");
    let (.., load) = served("deepseek", 1.33);
    assert!((load - 0.75).abs() <= 0.02, "{load}");
}

/// Batch work of a fifth of the site in addition to a load of 65 % raises it by 15 to 20 %, on the same machines.
#[test]
fn batch_work_fills_idle_hours() {
    let at = |batch: &str| numbers(&set(&[("load", "65"), ("batch_demand", batch)])).profit;
    let (without, with) = (at("0"), at("20"));
    let more = with.load - without.load;
    println!("22: load {:.4} to {:.4}", without.load, with.load);
    assert!((0.15..=0.2 + 1e-9).contains(&more), "{more}");
    assert!(same(with.machines, without.machines, 0.0));
}

/// GB300 serves DeepSeek V4 Pro at 27 tokens/s/user better than GB200 does.
#[test]
fn gb300_is_ahead_of_gb200() {
    let of = |gpu: &str| {
        let call = [("context", "8192"), ("answer", "1024"), ("cached", "0"), ("standard_speed", "27")];
        let settings: Vec<(&str, &str)> = call.into_iter().chain([("gpu", gpu)]).collect();
        numbers(&set(&settings)).lines[1].expect("it is in use").serving.output_rate
    };
    assert!(of("gb300") > of("gb200"), "{} {}", of("gb300"), of("gb200"));
}

/// Without new power and with machines that last four years, old halls are refitted, and no new ones are built.
#[test]
fn without_new_power_halls_are_refitted() {
    let start = set(&[("supply", "0"), ("life", "4")]);
    let years = numbers(&start).years;
    let mut refitted = 0.0;
    for year in &years[TODAY..] {
        let it = year.market;
        assert!(it.new_halls.abs() <= 1e-9 * it.installed, "{}", it.new_halls);
        assert!(same(
            it.halls * numbers(&start).inputs.basis.year,
            start.refit * it.refitted * year.build.shell,
            0.0
        ));
        refitted += it.refitted;
    }
    let spending: Vec<f64> = years.iter().map(|year| year.market.spending).collect();
    assert!(refitted > 0.0 && spending[TODAY + 1] > 0.0, "{spending:?}");
}

/// The lifetime of machines changes worldwide spending.
#[test]
fn life_changes_spending() {
    let spent = |life: &str| numbers(&set(&[("life", life)])).years[YEARS - 1].market.spent;
    let spent = ["3", "5", "8"].map(spent);
    // Longer lives need fewer replacements; most machines are switched off earlier, when they are no longer
    // profitable.
    assert!(spent.windows(2).all(|pair| pair[1] < 0.998 * pair[0]), "{spent:?}");
}

/// The more new machines improve per dollar, the less old ones are worth.
#[test]
fn progress_eats_the_value_of_machines() {
    let left = |gain: f64, life: &str| {
        let start = set(&[("life", life), ("machine_growth", "1")]);
        numbers(&Scenario { efficiency: gain, ..start }).cost.residual
    };
    for (gain, life, low, high) in
        [(1.0, "5", 0.75, 0.95), (1.57, "5", 0.22, 0.42), (3.0, "5", 0.0, 0.12), (1.57, "5.8", 0.20, 0.32)]
    {
        let left = left(gain, life);
        println!("27, 28: at {gain} after {life} years: {left:.4}");
        assert!((low..=high).contains(&left), "{gain}, {life}: {left}");
    }
    // Only progress per dollar matters: machines whose price rises as much as their performance are no progress.
    let none = Scenario { efficiency: 1.5, machine_growth: 1.5, ..Scenario::baseline() };
    let plain = Scenario { efficiency: 1.0, machine_growth: 1.0, ..Scenario::baseline() };
    assert!(same(numbers(&none).cost.residual, numbers(&plain).cost.residual, 0.0));
}

/// More new power never raises the price of tokens, in any year of the baseline world, except by the ten-thousandth
/// due to machines being older where more were built early.
#[test]
fn more_power_never_raises_prices() {
    let supply = &LEVERS.supply;
    let levels: Vec<[f64; YEARS]> = supply
        .stops()
        .into_iter()
        .map(|stop| {
            numbers(&Scenario::baseline().with(supply, supply.about.unit.base(stop)))
                .years
                .map(|year| year.need.price_level)
        })
        .collect();
    for (n, pair) in levels.windows(2).enumerate() {
        for (year, (less, more)) in pair[0].iter().zip(pair[1]).enumerate() {
            assert!(at_most(more, less * (1.0 + 1e-4)), "stop {n}, year {year}: {more} after {less}");
        }
    }
}
