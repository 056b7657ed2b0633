//! The world, year by year.

use crate::CASES;
use crate::near;
use crate::strategy::{at_most, config, place, same, scenario, two};
use proptest::prelude::*;
use token_factory::factory::{Factory, Market};
use token_factory::scenario::Scenario;
use token_factory::scenario::levers::LEVERS;
use token_factory::study::evaluate::evaluate;

/// All years; none where the scenario serves nobody.
fn years(scenario: &Scenario) -> Option<[Market<f64>; 7]> {
    let market = evaluate(scenario).factory.market;
    market.iter().all(|year| year.revenue.is_finite() && year.served.is_finite()).then_some(market)
}

/// `base` so many times multiplied with itself.
fn power(base: f64, times: usize) -> f64 {
    (0..times).fold(1.0, |product, _| product * base)
}

proptest! {
    #![proptest_config(config(CASES))]

    /// A world in which nothing grows asks for the same each year.
    #[test]
    fn a_world_that_stands_still_asks_for_the_same(start in scenario()) {
        let still = years(&Scenario { adoption: 1.0, calls_growth: 1.0, price_change: 1.0, ..start });
        prop_assume!(still.is_some());
        for year in still.unwrap() {
            prop_assert!(same(year.growth, 1.0, 0.0) && same(year.agents, start.agents, 0.0));
        }
    }

    /// Where demand does not answer to prices, prices change revenue and nothing else.
    #[test]
    fn without_elasticity_prices_change_revenue_alone(start in scenario(), k in place(&LEVERS.price_change)) {
        let flat = years(&Scenario { elasticity: 0.0, price_change: 1.0, ..start });
        let other = years(&Scenario { elasticity: 0.0, price_change: k, ..start });
        prop_assume!(flat.is_some());
        for (n, (flat, other)) in flat.unwrap().iter().zip(&other.unwrap()).enumerate() {
            prop_assert!(same(other.revenue, power(k, n) * flat.revenue, 0.0));
            prop_assert!(same(other.tokens, flat.tokens, 0.0) && same(other.installed, flat.installed, 0.0));
        }
    }

    /// At an elasticity of one, what is asked for at its price is the same money at any price.
    #[test]
    fn at_elasticity_one_demand_in_money_stands(start in scenario(), k in place(&LEVERS.price_change)) {
        let flat = years(&Scenario { elasticity: 1.0, price_change: 1.0, ..start });
        let other = years(&Scenario { elasticity: 1.0, price_change: k, ..start });
        prop_assume!(flat.is_some());
        for (flat, other) in flat.unwrap().iter().zip(&other.unwrap()) {
            prop_assert!(same(other.tokens * other.price, flat.tokens * flat.price, 0.0));
        }
    }

    /// Calls of each agent grow by their factor, year for year.
    #[test]
    fn calls_grow_by_their_factor(start in scenario(), k in place(&LEVERS.calls_growth)) {
        let flat = years(&Scenario { calls_growth: 1.0, ..start });
        let other = years(&Scenario { calls_growth: k, ..start });
        prop_assume!(flat.is_some());
        for (n, (flat, other)) in flat.unwrap().iter().zip(&other.unwrap()).enumerate() {
            prop_assert!(same(other.tokens, power(k, n) * flat.tokens, 0.0));
            prop_assert!(same(other.needed, power(k, n) * flat.needed, 0.0));
        }
    }

    /// More power that can be added never leaves more demand unserved, in any year.
    #[test]
    fn more_supply_never_serves_less(start in scenario(), (low, high) in two(&LEVERS.supply)) {
        let (few, many) = (years(&Scenario { supply: low, ..start }), years(&Scenario { supply: high, ..start }));
        prop_assume!(few.is_some());
        for (few, many) in few.unwrap().iter().zip(&many.unwrap()) {
            prop_assert!(at_most(few.served, many.served) && at_most(few.capacity, many.capacity));
            // What is not served brings nothing.
            prop_assert!(same(few.revenue * many.served, many.revenue * few.served, 0.0));
        }
    }

    /// Where any power can be added, all demand is served.
    #[test]
    fn without_a_limit_all_is_served(start in scenario()) {
        let free = years(&Scenario { supply: 1e60, ..start });
        prop_assume!(free.is_some());
        for year in free.unwrap() {
            prop_assert!(same(year.served, 1.0, 0.0), "{}", year.served);
        }
    }

    /// Agents never outnumber their ceiling; from a few on, the odds of adoption grow by their factor.
    #[test]
    fn odds_of_adoption_grow_by_their_factor(start in scenario(), k in place(&LEVERS.adoption)) {
        let grown = years(&Scenario { adoption: k, ..start });
        prop_assume!(grown.is_some());
        let grown = grown.unwrap();
        prop_assume!(grown[0].ceiling > 1.001 * start.agents);
        let odds = |year: &Market<f64>| year.agents / (year.ceiling - year.agents);
        for (n, year) in grown.iter().enumerate() {
            prop_assert!(at_most(year.agents, year.ceiling));
            // Close to the ceiling the odds are a quotient by a small difference.
            let close = year.ceiling / (year.ceiling - year.agents);
            prop_assert!(near(odds(year), odds(&grown[0]) * power(k, n), 1e-12 * close.max(1e3)), "{}", n);
        }
    }

    /// What money costs moves no watt.
    #[test]
    fn prices_of_capital_move_no_watt(start in scenario(), other in scenario()) {
        let mixed = Scenario {
            electricity: other.electricity,
            machine_price: other.machine_price,
            resale: other.resale,
            interest: other.interest,
            building: other.building,
            building_life: other.building_life,
            running: other.running,
            price_input: other.price_input,
            price_cached: other.price_cached,
            price_output: other.price_output,
            ..start
        };
        let (one, two) = (evaluate(&start).factory.market, evaluate(&mixed).factory.market);
        for (one, two) in one.iter().zip(&two) {
            prop_assert_eq!(
                [one.tokens, one.needed, one.added, one.capacity, one.installed].map(f64::to_bits),
                [two.tokens, two.needed, two.added, two.capacity, two.installed].map(f64::to_bits)
            );
        }
    }

    /// Money spent is spent in some year, on machines or on buildings.
    #[test]
    fn spending_adds_up(start in scenario()) {
        let evaluation = evaluate(&start);
        let Factory { givens, market, .. } = evaluation.factory;
        prop_assume!(market[6].spent.is_finite());
        let year = givens.basis.year;
        let spending: f64 = market.iter().map(|it| it.spending * year).sum();
        prop_assert!(same(givens.basis.spent + spending, market[6].spent, 0.0));
        for it in market {
            prop_assert!(same(it.machines * year + it.added * start.building, it.spending * year, 0.0));
        }
    }

    /// Machines that last no longer than a year are all new; machines that last forever are never taken away.
    #[test]
    fn machines_of_a_year_are_all_new(start in scenario()) {
        let short = years(&Scenario { life: LEVERS.life.about.unit.base(0.5), ..start });
        let long = years(&Scenario { life: LEVERS.life.about.unit.base(1e15), ..start });
        prop_assume!(short.is_some() && long.is_some());
        prop_assert!(short.unwrap().iter().all(|it| same(it.installed, it.added, 0.0)));
        for pair in long.unwrap().windows(2) {
            prop_assert!(same(pair[1].installed, pair[0].installed + pair[1].added, 0.0));
        }
    }

    /// In its first year a world of today's kind needs power in proportion to its agents.
    #[test]
    fn the_first_year_needs_power_for_its_agents(start in scenario(), k in 0.01..100.0_f64) {
        let (one, more) = (years(&start), years(&Scenario { agents: k * start.agents, ..start }));
        prop_assume!(one.is_some());
        prop_assert!(same(more.unwrap()[0].needed, k * one.unwrap()[0].needed, 0.0));
    }

    /// A world with twice the fleet today and twice the supply builds twice as much, and serves as well.
    #[test]
    fn a_world_twice_as_large_is_built_twice(start in scenario(), k in 0.1..10.0_f64) {
        let givens = evaluate(&start).factory.givens;
        let mut larger = givens;
        larger.basis.fleet *= k;
        larger.basis.fleet_before *= k;
        larger.plan.supply *= k;
        let (one, other) = (Factory::new(givens).market, Factory::new(larger).market);
        prop_assume!(one[6].served.is_finite());
        for (one, other) in one.iter().zip(&other) {
            prop_assert!(same(other.served, one.served, 0.0));
            prop_assert!(same(other.installed, k * one.installed, 0.0));
            prop_assert!(same(other.spending, k * one.spending, 0.0));
        }
    }
}
