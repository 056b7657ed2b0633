//! The world, year by year.

use crate::CASES;
use crate::strategy::{at_most, config, place, same, scenario, two};
use model::factory::{Factory, Inputs, Need, YEARS, Year};
use model::quantity::near::is_near;
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::study::evaluate::evaluate;
use proptest::prelude::*;

/// The index of 2026 in the years.
const TODAY: usize = 3;

/// All years; `None` if the scenario serves nobody.
fn years(scenario: &Scenario) -> Option<[Year<f64>; YEARS]> {
    let years = evaluate(scenario).factory.years;
    years
        .iter()
        .all(|year| year.market.revenue.is_finite() && year.market.served.is_finite())
        .then_some(years)
}

/// The growth of `base` up to the year with that index, relative to 2026.
fn power(base: f64, place: usize) -> f64 {
    let product = |times: usize| (0..times).fold(1.0, |product, _| product * base);
    if place < TODAY { 1.0 / product(TODAY - place) } else { product(place - TODAY) }
}

/// The same inputs, after a change.
fn with(inputs: &Inputs<f64>, change: impl FnOnce(&mut Inputs<f64>)) -> Inputs<f64> {
    let mut changed = *inputs;
    change(&mut changed);
    changed
}

proptest! {
    #![proptest_config(config(CASES))]

    /// A world without growth has the same demand each year.
    #[test]
    fn a_world_that_stands_still_asks_for_the_same(start in scenario()) {
        let still = years(&Scenario { adoption: 1.0, calls_growth: 1.0, price_change: 1.0, ..start });
        prop_assume!(still.is_some());
        for Year { need, .. } in still.unwrap() {
            prop_assert!(same(need.growth, 1.0, 0.0) && same(need.agents, start.agents, 0.0));
            prop_assert!(same(need.now, need.needed, 0.0));
        }
    }

    /// If demand does not respond to prices, list prices only change revenue.
    #[test]
    fn without_elasticity_prices_change_revenue_alone(start in scenario(), k in place(&LEVERS.price_change)) {
        let flat = years(&Scenario { elasticity: 0.0, price_change: 1.0, ..start });
        let other = years(&Scenario { elasticity: 0.0, price_change: k, ..start });
        prop_assume!(flat.is_some());
        for (n, (flat, other)) in flat.unwrap().iter().zip(&other.unwrap()).enumerate() {
            prop_assert!(same(other.market.revenue, power(k, n) * flat.market.revenue, 0.0));
            prop_assert!(same(other.market.tokens, flat.market.tokens, 0.0));
            prop_assert!(same(other.market.installed, flat.market.installed, 0.0));
        }
    }

    /// At an elasticity of one, demand at its price is the same amount of money at any price.
    #[test]
    fn at_elasticity_one_demand_in_money_stands(start in scenario(), k in place(&LEVERS.price_change)) {
        let flat = years(&Scenario { elasticity: 1.0, price_change: 1.0, ..start });
        let other = years(&Scenario { elasticity: 1.0, price_change: k, ..start });
        prop_assume!(flat.is_some());
        for (flat, other) in flat.unwrap().iter().zip(&other.unwrap()) {
            prop_assert!(same(other.need.tokens * other.need.price, flat.need.tokens * flat.need.price, 0.0));
        }
    }

    /// If prices clear the market, demand at the price of a year is at most what the machines can serve; and sales
    /// are worth what buyers pay.
    #[test]
    fn prices_clear_the_market(start in scenario()) {
        let it = years(&Scenario { shortage: 0.0, ..start });
        let basis = evaluate(&start).factory.inputs.basis;
        prop_assume!(it.is_some() && start.elasticity >= basis.price_floor);
        let highest = basis.highest;
        for Year { need, .. } in it.unwrap() {
            // Up to the largest observed rise; beyond it calls queue.
            let left = need.pressure * (-start.elasticity * need.price_level.ln()).exp();
            let is_highest = same(need.price_level, highest, 0.0);
            prop_assert!(need.price_level >= 1.0 && (is_highest || at_most(left, 1.0)), "{left}");
            prop_assert!(is_highest || same(left, need.pressure.min(1.0), 0.0));
        }
    }

    /// If calls queue, prices stay at the list.
    #[test]
    fn a_queue_leaves_prices_alone(start in scenario()) {
        let it = years(&Scenario { shortage: 1.0, ..start });
        prop_assume!(it.is_some());
        prop_assert!(it.unwrap().iter().all(|it| same(it.need.price_level, 1.0, 0.0)));
    }

    /// Calls per agent grow by their factor each year.
    #[test]
    fn calls_grow_by_their_factor(start in scenario(), k in place(&LEVERS.calls_growth)) {
        let flat = years(&Scenario { calls_growth: 1.0, ..start });
        let other = years(&Scenario { calls_growth: k, ..start });
        prop_assume!(flat.is_some());
        for (n, (flat, other)) in flat.unwrap().iter().zip(&other.unwrap()).enumerate() {
            let (flat, other): (Need<f64>, Need<f64>) = (flat.need, other.need);
            prop_assert!(same(other.tokens, power(k, n) * flat.tokens, 0.0));
            prop_assert!(same(other.now, power(k, n) * flat.now, 0.0));
            prop_assert!(same(other.needed, power(k, n + 1) * flat.needed, 0.0));
        }
    }

    /// More available power never leaves more demand unserved in its first year, nor raises prices in the next.
    #[test]
    fn more_supply_never_serves_less(start in scenario(), (low, high) in two(&LEVERS.supply)) {
        let (few, many) = (years(&Scenario { supply: low, ..start }), years(&Scenario { supply: high, ..start }));
        prop_assume!(few.is_some());
        let (few, many) = (few.unwrap(), many.unwrap());
        let (a, b) = (few[TODAY].market, many[TODAY].market);
        prop_assert!(at_most(a.served, b.served) && at_most(a.capacity, b.capacity));
        prop_assert!(at_most(many[TODAY + 1].need.price_level, few[TODAY + 1].need.price_level));
    }

    /// Until 2025 machines are those actually sold, whatever the reader assumes for later years.
    #[test]
    fn the_past_is_as_published(start in scenario(), other in scenario()) {
        let (one, two) = (evaluate(&start).factory, evaluate(&other).factory);
        for n in 0..TODAY {
            let sold = one.inputs.cohorts[n + 1].sold;
            prop_assert!(same(one.years[n].market.added, sold, 0.0));
            prop_assert!(same(one.years[n].market.added, two.years[n].market.added, 0.0));
        }
    }

    /// What the world buys through 2026 does not depend on the chosen machines; what it buys afterwards is better and
    /// more expensive in proportion to them.
    #[test]
    fn the_world_buys_the_chosen_generation(start in scenario(), gpu in place(&LEVERS.gpu)) {
        let (one, two) = (evaluate(&start).factory, evaluate(&Scenario { gpu, ..start }).factory);
        let (a, b) = (one.inputs.reference, two.inputs.reference);
        for (n, (one, two)) in one.years.iter().zip(&two.years).enumerate() {
            let [better, dearer] = if n <= TODAY {
                [1.0; 2]
            } else {
                [b.generation / a.generation, b.generation_price / a.generation_price]
            };
            prop_assert!(is_near(two.build.efficiency, one.build.efficiency * better, 1e-12));
            prop_assert!(is_near(two.build.machines, one.build.machines * dearer, 1e-12));
        }
    }

    /// If unlimited power can be added and chips are available, all demand is served from 2026 on.
    #[test]
    fn without_a_limit_all_is_served(start in scenario()) {
        let free = years(&Scenario { supply: 1e60, chips: 1e60, ..start });
        prop_assume!(free.is_some());
        for year in &free.unwrap()[TODAY..] {
            prop_assert!(same(year.market.served, 1.0, 0.0), "{}", year.market.served);
        }
    }

    /// Additions never exceed what is wanted, what there is room for, and what chip makers deliver.
    #[test]
    fn limits_hold(start in scenario()) {
        let it = years(&start);
        prop_assume!(it.is_some());
        for year in &it.unwrap()[TODAY..] {
            let it = year.market;
            prop_assert!(at_most(it.added, it.wanted) && at_most(it.added, it.sites) && at_most(it.added, it.chips));
            prop_assert!(same(it.added, it.wanted.min(it.sites).min(it.chips), 0.0));
        }
    }

    /// Agents never exceed their ceiling; starting from a few, the odds of adoption grow by their factor.
    #[test]
    fn odds_of_adoption_grow_by_their_factor(start in scenario(), k in place(&LEVERS.adoption)) {
        let grown = years(&Scenario { adoption: k, ..start });
        prop_assume!(grown.is_some());
        let grown = grown.unwrap();
        prop_assume!(grown[TODAY].need.ceiling > 1.001 * start.agents);
        let odds = |year: &Year<f64>| year.need.agents / (year.need.ceiling - year.need.agents);
        for (n, year) in grown.iter().enumerate() {
            prop_assert!(at_most(year.need.agents, year.need.ceiling));
            // Close to the ceiling the odds are a quotient with a small difference as divisor.
            let close = year.need.ceiling / (year.need.ceiling - year.need.agents);
            prop_assert!(is_near(odds(year), odds(&grown[TODAY]) * power(k, n), 1e-12 * close.max(1e3)), "{}", n);
        }
    }

    /// Token prices of the site, and costs other than machines and halls, do not change any power in the world.
    #[test]
    fn prices_of_the_site_move_no_watt(start in scenario(), other in scenario()) {
        let mixed = Scenario {
            price_input: other.price_input,
            price_cached: other.price_cached,
            price_output: other.price_output,
            cache_write: other.cache_write,
            peak_price: other.peak_price,
            storage: other.storage,
            licence: other.licence,
            reseller: other.reseller,
            tax: other.tax,
            paid: other.paid,
            seller_elasticity: other.seller_elasticity,
            quality: other.quality,
            ..start
        };
        let (one, two) = (evaluate(&start).factory.years, evaluate(&mixed).factory.years);
        for (one, two) in one.iter().zip(&two) {
            prop_assert_eq!(
                [one.market.tokens, one.need.needed, one.market.added, one.market.capacity, one.market.installed]
                    .map(f64::to_bits),
                [two.market.tokens, two.need.needed, two.market.added, two.market.capacity, two.market.installed]
                    .map(f64::to_bits)
            );
        }
    }

    /// In another currency the world is the same: no power changes if all costs are multiplied by the same factor.
    #[test]
    fn another_coin_moves_no_watt(start in scenario(), k in 0.01..100.0_f64) {
        let inputs = evaluate(&start).factory.inputs;
        let dearer = with(&inputs, |it| {
            it.cohorts.iter_mut().for_each(|cohort| {
                cohort.machines *= k;
                cohort.shell *= k;
            });
            it.plan.building *= k;
            it.plan.electricity *= k;
            it.plan.demand_charge *= k;
            it.plan.staff *= k;
            it.plan.chips *= k;
        });
        let (one, other) = (Factory::new(inputs).years, Factory::new(dearer).years);
        prop_assume!(one[YEARS - 1].market.served.is_finite());
        for (one, other) in one.iter().zip(&other) {
            prop_assert!(same(other.market.installed, one.market.installed, 0.0));
            prop_assert!(same(other.market.capacity, one.market.capacity, 0.0));
            prop_assert!(same(other.market.spending, k * one.market.spending, 0.0));
        }
    }

    /// Total spending is the sum over years, for machines or for halls; halls are new or refitted.
    #[test]
    fn spending_adds_up(start in scenario()) {
        let Factory { inputs, years, .. } = evaluate(&start).factory;
        prop_assume!(years[YEARS - 1].market.spent.is_finite());
        let year = inputs.basis.year;
        let spending: f64 = years.iter().map(|it| it.market.spending * year).sum();
        prop_assert!(same(spending, years[YEARS - 1].market.spent, 0.0));
        for Year { market: it, build, .. } in years {
            let halls = (it.new_halls + start.refit * it.refitted) * build.shell;
            prop_assert!(same(it.added * build.machines + halls, it.spending * year, 0.0));
            prop_assert!(same(it.new_halls + it.refitted, it.added, 0.0));
            prop_assert!(at_most(0.0, it.refitted) && at_most(it.refitted, it.freed));
        }
    }

    /// Installed power is the previous power, minus what is switched off, plus what is added.
    #[test]
    fn power_is_kept_freed_or_added(start in scenario()) {
        let it = years(&start);
        prop_assume!(it.is_some());
        for pair in it.unwrap().windows(2) {
            let [before, now] = [pair[0].market, pair[1].market];
            prop_assert!(same(now.installed, before.installed - now.freed + now.added, before.installed));
        }
    }

    /// Machines that were switched off stay off, and none is kept beyond its life.
    #[test]
    fn what_is_switched_off_stays_off(start in scenario()) {
        let it = years(&start);
        prop_assume!(it.is_some());
        let it = it.unwrap();
        for sold in 0..YEARS {
            let kept: Vec<_> = it.iter().filter_map(|year| year.kept[sold]).collect();
            prop_assert!(kept.windows(2).all(|pair| pair[1].share <= pair[0].share), "{sold}");
            prop_assert!(kept.iter().all(|it| at_most(it.share, it.alive) && it.share >= 0.0));
        }
    }

    /// Machines that last no longer than a year are all new; machines that last forever and cost nothing to keep
    /// running are never removed.
    #[test]
    fn machines_of_a_year_are_all_new(start in scenario()) {
        let short = years(&Scenario { life: LEVERS.life.about.unit.base(0.5), ..start });
        let still = Scenario { wear: 0.0, pass_through: 0.0, ..start };
        let free = Scenario { electricity: 0.0, demand_charge: 0.0, staff: 0.0, running: 0.0, ..still };
        let long = years(&Scenario { life: LEVERS.life.about.unit.base(1e15), ..free });
        prop_assume!(short.is_some() && long.is_some());
        prop_assert!(short.unwrap().iter().all(|it| same(it.market.installed, it.market.added, 0.0)));
        for pair in long.unwrap().windows(2) {
            let [before, now] = [pair[0].market, pair[1].market];
            prop_assert!(same(now.installed, before.installed + now.added, 0.0));
        }
    }

    /// The power needed today is proportional to the number of agents.
    #[test]
    fn today_needs_power_for_its_agents(start in scenario(), k in 0.01..100.0_f64) {
        let (one, more) = (years(&start), years(&Scenario { agents: k * start.agents, ..start }));
        prop_assume!(one.is_some());
        prop_assert!(same(more.unwrap()[TODAY].need.now, k * one.unwrap()[TODAY].need.now, 0.0));
    }

    /// A world with proportionally more machines and supply of power and chips builds proportionally more, and serves
    /// equally well.
    #[test]
    fn a_world_twice_as_large_is_built_twice(start in scenario(), k in 0.1..10.0_f64) {
        let inputs = evaluate(&start).factory.inputs;
        let larger = with(&inputs, |it| {
            it.basis.fleet *= k;
            it.cohorts.iter_mut().for_each(|cohort| cohort.sold *= k);
            it.plan.supply *= k;
            it.plan.chips *= k;
        });
        let (one, other) = (Factory::new(inputs).years, Factory::new(larger).years);
        prop_assume!(one[YEARS - 1].market.served.is_finite());
        for (one, other) in one.iter().zip(&other) {
            prop_assert!(same(other.market.served, one.market.served, 0.0));
            prop_assert!(same(other.market.installed, k * one.market.installed, 0.0));
            prop_assert!(same(other.market.spending, k * one.market.spending, 0.0));
        }
    }
}
