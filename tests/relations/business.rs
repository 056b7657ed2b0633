//! Demand, prices, speed tiers and profit.

use crate::CASES;
use crate::strategy::{at_most, config, place, same, scenario, two};
use proptest::prelude::*;
use token_factory::factory::Profit;
use token_factory::scenario::Scenario;
use token_factory::scenario::levers::LEVERS;
use token_factory::study::evaluate::numbers;

fn profit(scenario: &Scenario) -> Profit<f64> {
    numbers(scenario).profit
}

/// The same business, but for rounding.
fn alike(one: &Profit<f64>, two: &Profit<f64>) -> bool {
    same(one.revenue, two.revenue, 0.0)
        && same(one.cost, two.cost, 0.0)
        && same(one.load, two.load, 0.0)
        && same(one.tokens, two.tokens, 0.0)
}

/// Share, speed and price of each tier.
type Tiers = [[f64; 3]; 5];

fn tiers(scenario: &Scenario) -> Tiers {
    numbers(scenario).givens.promises()
}

fn with_tiers(scenario: Scenario, tiers: Tiers) -> Scenario {
    let [batch, standard, fast, premium, ultra] = tiers;
    Scenario {
        batch_share: batch[0],
        batch_speed: batch[1],
        batch_price: batch[2],
        standard_share: standard[0],
        standard_speed: standard[1],
        standard_price: standard[2],
        fast_share: fast[0],
        fast_speed: fast[1],
        fast_price: fast[2],
        premium_share: premium[0],
        premium_speed: premium[1],
        premium_price: premium[2],
        ultra_share: ultra[0],
        ultra_speed: ultra[1],
        ultra_price: ultra[2],
        ..scenario
    }
}

proptest! {
    #![proptest_config(config(CASES))]

    /// Twice the agents ask for what agents with twice the calls ask for.
    #[test]
    fn more_agents_are_like_more_calls(start in scenario(), k in 0.01..100.0_f64) {
        let agents = numbers(&Scenario { agents: k * start.agents, ..start });
        let calls = numbers(&Scenario { calls: k * start.calls, ..start });
        prop_assert!(same(agents.demand.tokens, calls.demand.tokens, 0.0));
        prop_assert!(same(agents.demand.tokens, k * numbers(&start).demand.tokens, 0.0));
        prop_assume!(agents.profit.profit.is_finite());
        prop_assert!(alike(&agents.profit, &calls.profit));
    }

    /// Calls served at the edge are calls that nobody makes here.
    #[test]
    fn calls_at_the_edge_are_no_calls(start in scenario(), edge in place(&LEVERS.edge)) {
        let away = profit(&Scenario { edge, ..start });
        let fewer = profit(&Scenario { edge: 0.0, agents: start.agents * (1.0 - edge), ..start });
        prop_assume!(away.profit.is_finite());
        prop_assert!(alike(&away, &fewer));
    }

    /// While machines stand idle, twice the agents are twice the revenue at the same cost.
    #[test]
    fn with_room_to_spare_twice_the_agents_are_twice_the_revenue(start in scenario()) {
        let start = Scenario { agents: 0.1 * start.agents, ..start };
        let (one, two) = (profit(&start), profit(&Scenario { agents: 2.0 * start.agents, ..start }));
        prop_assume!(2.0 * one.asked <= start.availability);
        // All calls that come are sold.
        prop_assert!(same(two.calls, numbers(&start).demand.site_calls * 2.0, 0.0));
        prop_assert!(same(two.revenue, 2.0 * one.revenue, 0.0) && same(two.cost, one.cost, 0.0));
    }

    /// A site that is sold out earns nothing from more agents.
    #[test]
    fn a_site_sold_out_sells_no_more(start in scenario(), more in 1.0..100.0_f64) {
        let start = Scenario { agents: 10.0 * start.agents, ..start };
        let (one, two) = (profit(&start), profit(&Scenario { agents: more * start.agents, ..start }));
        prop_assume!(one.asked >= start.availability);
        prop_assert!(alike(&one, &two));
    }

    /// More of the year in which machines can serve never lowers profit.
    #[test]
    fn more_availability_never_lowers_profit(start in scenario(), (low, high) in two(&LEVERS.availability)) {
        let at = |availability: f64| profit(&Scenario { availability, ..start }).profit;
        prop_assume!(at(low).is_finite());
        prop_assert!(at_most(at(low), at(high)));
    }

    /// Revenue is what fresh input, cached input and output bring, each alone.
    #[test]
    fn each_kind_of_token_brings_its_own(start in scenario()) {
        let all = profit(&start).revenue;
        prop_assume!(all.is_finite());
        let none = Scenario { price_input: 0.0, price_cached: 0.0, price_output: 0.0, ..start };
        let input = profit(&Scenario { price_input: start.price_input, ..none }).revenue;
        let cached = profit(&Scenario { price_cached: start.price_cached, ..none }).revenue;
        let output = profit(&Scenario { price_output: start.price_output, ..none }).revenue;
        prop_assert!(same(input + cached + output, all, 0.0));
    }

    /// A list price twice as high is every tier twice as dear.
    #[test]
    fn list_prices_and_tier_prices_are_one_factor(start in scenario(), k in 0.1..10.0_f64) {
        let list = profit(&Scenario {
            price_input: k * start.price_input,
            price_cached: k * start.price_cached,
            price_output: k * start.price_output,
            ..start
        });
        let tiers = tiers(&start).map(|[share, speed, price]| [share, speed, k * price]);
        let dearer = profit(&with_tiers(start, tiers));
        prop_assume!(list.profit.is_finite());
        prop_assert!(alike(&list, &dearer));
        prop_assert!(same(list.revenue, k * profit(&start).revenue, 0.0));
    }

    /// Only the proportion of the tiers counts.
    #[test]
    fn parts_of_a_site_are_proportions(start in scenario(), k in 0.1..10.0_f64) {
        let tiers = tiers(&start).map(|[share, speed, price]| [k * share, speed, price]);
        let (one, two) = (profit(&start), profit(&with_tiers(start, tiers)));
        prop_assume!(one.profit.is_finite());
        prop_assert!(alike(&one, &two));
    }

    /// A tier is what it promises, not what it is called: in another order they are the same business.
    #[test]
    fn tiers_in_another_order_are_the_same_business(start in scenario(), turn in 1..5_usize) {
        let mut turned = tiers(&start);
        turned.rotate_left(turn);
        let (one, two) = (profit(&start), profit(&with_tiers(start, turned)));
        prop_assume!(one.profit.is_finite());
        prop_assert!(alike(&one, &two));
    }

    /// Two halves of a tier are the tier.
    #[test]
    fn two_halves_of_a_tier_are_the_tier(start in scenario()) {
        let mut whole = tiers(&start);
        whole[4][0] = 0.0;
        let mut halves = whole;
        halves[1][0] /= 2.0;
        halves[4] = halves[1];
        let (one, two) = (profit(&with_tiers(start, whole)), profit(&with_tiers(start, halves)));
        prop_assume!(one.profit.is_finite() && whole[1][0] > 0.0);
        prop_assert!(alike(&one, &two));
    }

    /// Where all tokens go at open-weights prices, the discount is a factor on every price.
    #[test]
    fn an_open_market_is_a_cheaper_market(start in scenario(), discount in place(&LEVERS.open_discount)) {
        let open = profit(&Scenario { open_share: 1.0, open_discount: discount, ..start });
        let cheap = profit(&Scenario {
            open_share: 0.0,
            price_input: start.price_input / discount,
            price_cached: start.price_cached / discount,
            price_output: start.price_output / discount,
            ..start
        });
        prop_assume!(open.profit.is_finite());
        prop_assert!(alike(&open, &cheap));
    }

    /// A discount that nobody gets, and one that is none, change nothing.
    #[test]
    fn a_discount_for_nobody_changes_nothing(
        start in scenario(),
        discount in place(&LEVERS.open_discount),
        share in 0.0..1.0_f64,
    ) {
        let list = profit(&Scenario { open_share: 0.0, open_discount: 1.0, ..start });
        prop_assume!(list.profit.is_finite());
        let nobody = profit(&Scenario { open_share: 0.0, open_discount: discount, ..start });
        let nothing = profit(&Scenario { open_share: share, open_discount: 1.0, ..start });
        prop_assert!(alike(&list, &nobody) && alike(&list, &nothing));
    }

    /// Margin and break-even price are two sides of one dollar.
    #[test]
    fn margin_and_break_even_make_one(start in scenario()) {
        let it = profit(&start);
        prop_assume!(it.margin.is_finite());
        prop_assert!(same(it.margin + it.break_even_price, 1.0, it.break_even_price));
    }

    /// Payback is what it says: so many years of what is left after electricity and running bring the investment.
    #[test]
    fn payback_brings_the_investment(start in scenario()) {
        let it = profit(&start);
        prop_assume!(it.payback.is_finite());
        let left = it.revenue - it.electricity - it.running;
        prop_assert!(same(it.payback * left, it.investment, it.payback * it.revenue));
    }

    /// Energy, money and tokens of a site stay in proportion: energy per token times tokens is its power.
    #[test]
    fn energy_per_token_times_tokens_is_the_power(start in scenario()) {
        let it = profit(&start);
        prop_assume!(it.energy.is_finite());
        prop_assert!(same(it.energy * it.tokens, start.power, 0.0));
        let call = start.context + start.answer;
        prop_assert!(same(it.output_per_mw * start.power * call, it.tokens * start.answer, 0.0));
    }
}
