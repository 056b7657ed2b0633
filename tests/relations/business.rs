//! Demand, prices, speed tiers and profit.

use crate::CASES;
use crate::strategy::{at_most, config, place, same, scenario, two};
use model::factory::{Factory, Inputs, Profit, Promise, TierResult};
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::study::evaluate::numbers;
use proptest::prelude::*;

fn profit(scenario: &Scenario) -> Profit<f64> {
    numbers(scenario).profit
}

/// Whether two businesses are the same, up to rounding.
fn alike(one: &Profit<f64>, two: &Profit<f64>) -> bool {
    same(one.revenue, two.revenue, 0.0)
        && same(one.cost, two.cost, 0.0)
        && same(one.load, two.load, 0.0)
        && same(one.tokens, two.tokens, 0.0)
}

/// The promises of each tier.
type Tiers = [Promise<f64>; 5];

fn with_tiers(scenario: Scenario, tiers: Tiers) -> Scenario {
    let [batch, standard, fast, premium, ultra] = tiers;
    Scenario {
        batch_share: batch.share,
        batch_demand: batch.demand,
        batch_speed: batch.speed,
        batch_price: batch.price,
        standard_share: standard.share,
        standard_demand: standard.demand,
        standard_speed: standard.speed,
        standard_price: standard.price,
        fast_share: fast.share,
        fast_demand: fast.demand,
        fast_speed: fast.speed,
        fast_price: fast.price,
        premium_share: premium.share,
        premium_demand: premium.demand,
        premium_speed: premium.speed,
        premium_price: premium.price,
        ultra_share: ultra.share,
        ultra_demand: ultra.demand,
        ultra_speed: ultra.speed,
        ultra_price: ultra.price,
        ..scenario
    }
}

/// The same inputs with other usual prices of the tiers.
fn with_usual(mut inputs: Inputs<f64>, usual: [f64; 5]) -> Inputs<f64> {
    let it = &mut inputs.reference;
    [it.batch, it.standard, it.fast, it.premium, it.ultra] = usual;
    inputs
}

/// A site whose buyers do not respond to prices.
fn deaf(scenario: Scenario) -> Scenario {
    Scenario { seller_elasticity: 0.0, ..scenario }
}

/// Whether the site serves the whole demand, even in the busiest hour, and the world has enough machines.
fn has_room(it: &Factory<f64>) -> bool {
    let interactive = it.lines[1..].iter().flatten();
    it.demand.pressure <= 1.0
        && interactive.clone().all(|line| line.tier.pressure * it.inputs.hours.peak <= 1.0)
        && it.backfill.is_none_or(|batch| batch.asked <= batch.reserve + batch.idle)
}

proptest! {
    #![proptest_config(config(CASES))]

    /// More agents have the same demand as agents with proportionally more calls, at the same prices.
    #[test]
    fn more_agents_are_like_more_calls(start in scenario(), k in 0.01..100.0_f64) {
        let agents = numbers(&Scenario { agents: k * start.agents, ..start });
        let calls = numbers(&Scenario { calls: k * start.calls, ..start });
        prop_assert!(same(agents.demand.tokens, calls.demand.tokens, 0.0));
        prop_assert!(same(agents.demand.calls, k * numbers(&start).demand.calls, 0.0));
        prop_assume!(agents.profit.profit.is_finite());
        prop_assert!(alike(&agents.profit, &calls.profit));
    }

    /// Calls served at the edge do not count as demand here.
    #[test]
    fn calls_at_the_edge_are_no_calls(start in scenario(), edge in place(&LEVERS.edge)) {
        let away = profit(&Scenario { edge, ..start });
        let fewer = profit(&Scenario { edge: 0.0, agents: start.agents * (1.0 - edge), ..start });
        prop_assume!(away.profit.is_finite());
        prop_assert!(alike(&away, &fewer));
    }

    /// While machines are idle, in the world and at the site, twice the agents give twice the revenue at the same
    /// cost, except for the electricity of busy machines.
    #[test]
    fn with_room_to_spare_twice_the_agents_are_twice_the_revenue(start in scenario()) {
        let start = Scenario { agents: 0.1 * start.agents, batch_demand: 0.0, ..start };
        let (one, two) = (numbers(&start), numbers(&Scenario { agents: 2.0 * start.agents, ..start }));
        prop_assume!(has_room(&two));
        let (one, two) = (one.profit, two.profit);
        prop_assume!(one.profit.is_finite());
        prop_assert!(same(two.calls, 2.0 * one.calls, 0.0) && same(two.load, 2.0 * one.load, 0.0));
        prop_assert!(same(two.revenue, 2.0 * one.revenue, 0.0));
        prop_assert!(same(two.cost - two.electricity, one.cost - one.electricity, 0.0));
    }

    /// If there is room, all calls are served.
    #[test]
    fn with_room_to_spare_all_is_served(start in scenario()) {
        let start = Scenario { agents: 0.1 * start.agents, batch_demand: 0.0, hours: 0.0, ..start };
        let it = numbers(&start);
        prop_assume!(has_room(&it) && it.profit.calls.is_finite());
        let served: f64 = it.lines[1..].iter().flatten().filter(|line| line.tier.capacity > 0.0).map(|line| line.tier.asked).sum();
        prop_assert!(same(it.profit.calls, served, 0.0), "{} of {}", it.profit.calls, served);
    }

    /// If calls queue, a site that is sold out at every hour earns nothing from more agents.
    #[test]
    fn a_site_sold_out_sells_no_more(start in scenario(), more in 1.0..100.0_f64) {
        let start = Scenario { agents: 1e4 * start.agents, shortage: 1.0, batch_demand: 0.0, ..start };
        let (one, two) = (numbers(&start), profit(&Scenario { agents: more * start.agents, ..start }));
        let quietest = one.inputs.hours.of_week().concat().into_iter().fold(f64::INFINITY, f64::min);
        let sold_out = |line: &TierResult<f64>| line.tier.pressure <= 0.0 || line.tier.pressure * quietest >= 1.0;
        prop_assume!(one.lines.iter().flatten().all(sold_out) && one.profit.profit.is_finite());
        prop_assert!(alike(&one.profit, &two));
    }

    /// Higher availability never lowers load or revenue.
    #[test]
    fn more_availability_never_lowers_revenue(start in scenario(), (low, high) in two(&LEVERS.availability)) {
        let at = |availability: f64| profit(&Scenario { availability, ..start });
        let (low, high) = (at(low), at(high));
        prop_assume!(low.revenue.is_finite());
        prop_assert!(at_most(low.load, high.load) && at_most(low.revenue, high.revenue));
    }

    /// Revenue is the sum of what fresh input, cached input and output earn separately, if demand does not respond to
    /// prices.
    #[test]
    fn each_kind_of_token_brings_its_own(start in scenario()) {
        let start = deaf(start);
        let all = profit(&start).revenue;
        prop_assume!(all.is_finite());
        let none = Scenario { price_input: 0.0, price_cached: 0.0, price_output: 0.0, ..start };
        let input = profit(&Scenario { price_input: start.price_input, ..none }).revenue;
        let cached = profit(&Scenario { price_cached: start.price_cached, ..none }).revenue;
        let output = profit(&Scenario { price_output: start.price_output, ..none }).revenue;
        prop_assert!(same(input + cached + output, all, 0.0));
    }

    /// Raising the list price by a factor is the same as raising the price of every tier, however demand responds.
    #[test]
    fn list_prices_and_tier_prices_are_one_factor(start in scenario(), k in 0.1..10.0_f64) {
        let dearer = |start: Scenario| {
            (
                Scenario {
                    price_input: k * start.price_input,
                    price_cached: k * start.price_cached,
                    price_output: k * start.price_output,
                    ..start
                },
                with_tiers(start, start.promises().map(|it| Promise { price: k * it.price, ..it })),
            )
        };
        let (list, tiers) = dearer(start);
        let (one, list, tiers) = (numbers(&start), numbers(&list), numbers(&tiers));
        prop_assume!(list.profit.profit.is_finite());
        // Below some price ratio buyers do not respond to prices.
        let floor = one.inputs.basis.price_floor;
        let above = |it: &Factory<f64>| {
            it.prices.against > floor && it.lines.iter().flatten().all(|line| line.slo.price > floor * line.slo.usual)
        };
        prop_assume!(above(&one) && above(&list) && above(&tiers));
        prop_assert!(alike(&list.profit, &tiers.profit));
        let (list, _) = dearer(deaf(start));
        prop_assert!(same(profit(&list).revenue, k * profit(&deaf(start)).revenue, 0.0));
    }

    /// Only the proportions of the tiers matter, for machines and for demand.
    #[test]
    fn parts_of_a_site_are_proportions(start in scenario(), k in 0.1..10.0_f64) {
        let tiers = start.promises().map(|it| Promise { share: k * it.share, ..it });
        let (one, two) = (profit(&start), profit(&with_tiers(start, tiers)));
        prop_assume!(one.profit.is_finite());
        prop_assert!(alike(&one, &two));
    }

    /// Tiers are defined by their promises, not by their names: reordering the interactive ones does not change the
    /// business, and reordering all of them does not change the total capacity and revenue they could reach.
    #[test]
    fn tiers_in_another_order_are_the_same_business(start in scenario(), turn in 1..5_usize) {
        let one = numbers(&start);
        prop_assume!(one.profit.profit.is_finite());
        let mut all = start.promises();
        all.rotate_left(turn);
        let other = numbers(&with_tiers(start, all));
        prop_assert!(same(other.totals.capacity, one.totals.capacity, 0.0));
        prop_assert!(same(other.totals.revenue, one.totals.revenue, 0.0));
        // The reference values of a tier move with it.
        let mut inputs = one.inputs;
        let (mut promises, mut usual) = (start.promises(), one.inputs.reference.usual());
        promises[1..].rotate_left(turn % 4);
        usual[1..].rotate_left(turn % 4);
        inputs.deployments[1..].rotate_left(turn % 4);
        inputs.plan = with_tiers(start, promises);
        prop_assert!(alike(&one.profit, &Factory::new(with_usual(inputs, usual)).profit));
    }

    /// Splitting a tier into two halves changes nothing.
    #[test]
    fn two_halves_of_a_tier_are_the_tier(start in scenario()) {
        let mut whole = start.promises();
        (whole[4].share, whole[4].demand) = (0.0, 0.0);
        let one = numbers(&with_tiers(start, whole));
        prop_assume!(one.profit.profit.is_finite() && (whole[1].share > 0.0 || whole[1].demand > 0.0));
        let mut halves = whole;
        halves[1].share /= 2.0;
        halves[1].demand /= 2.0;
        halves[4] = halves[1];
        let mut inputs = one.inputs;
        let mut usual = inputs.reference.usual();
        usual[4] = usual[1];
        inputs.deployments[4] = inputs.deployments[1];
        inputs.plan = with_tiers(start, halves);
        prop_assert!(alike(&one.profit, &Factory::new(with_usual(inputs, usual)).profit));
    }

    /// If all tokens are sold at open-weights prices, the discount is a factor on every price: it applies to all
    /// sellers, so that no buyer switches.
    #[test]
    fn an_open_market_is_a_cheaper_market(start in scenario(), discount in place(&LEVERS.open_discount)) {
        let start = deaf(start);
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

    /// A discount that applies to nobody, and a discount of zero, change nothing.
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

    /// Margin and break-even price add up to one.
    #[test]
    fn margin_and_break_even_make_one(start in scenario()) {
        let it = profit(&start);
        prop_assume!(it.margin.is_finite());
        prop_assert!(same(it.margin + it.break_even_price, 1.0, it.break_even_price));
    }

    /// Payback is correct: the cash flow after electricity and running costs returns the investment in that number of
    /// years.
    #[test]
    fn payback_brings_the_investment(start in scenario()) {
        let it = profit(&start);
        prop_assume!(it.payback.is_finite());
        let left = it.revenue - it.electricity - it.running;
        prop_assert!(same(it.payback * left, it.investment, it.payback * it.revenue));
    }

    /// Energy, money and tokens of a site are consistent: energy per token times tokens is the power drawn, and idle
    /// machines draw some.
    #[test]
    fn energy_per_token_times_tokens_is_the_power_drawn(start in scenario()) {
        let factory = numbers(&start);
        let it = factory.profit;
        prop_assume!(it.energy.is_finite());
        prop_assert!(same(it.energy * it.tokens, start.power * it.draw, 0.0));
        let between = start.idle_power + (1.0 - start.idle_power) * it.load;
        prop_assert!(same(it.draw, between, 0.0) && at_most(it.draw, 1.0));
        let call = factory.demand.call;
        prop_assert!(same(it.output_per_mw * start.power * call, it.tokens * start.output_tokens, 0.0));
    }
}
