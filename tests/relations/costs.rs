//! What an hour of an accelerator costs, and the site it stands on.

use crate::CASES;
use crate::near;
use crate::strategy::{at_most, config, place, same, scenario, two};
use proptest::prelude::*;
use token_factory::factory::Cost;
use token_factory::scenario::Scenario;
use token_factory::scenario::levers::LEVERS;
use token_factory::study::evaluate::numbers;

/// A scenario with a machine whose price and power are published.
fn known() -> impl Strategy<Value = Scenario> {
    scenario().prop_filter("price and power are published", |it| cost(it).total.is_finite())
}

fn cost(scenario: &Scenario) -> Cost<f64> {
    numbers(scenario).cost
}

proptest! {
    #![proptest_config(config(CASES))]

    /// Where capital is free, machines and building are written off in a straight line.
    #[test]
    fn free_capital_is_written_off_in_a_straight_line(start in known()) {
        let start = Scenario { interest: 1e-7, ..start };
        let it = cost(&start);
        let whole = it.price / start.life;
        prop_assert!((it.machines - whole * (1.0 - it.residual)).abs() <= 1e-5 * whole);
        let site = numbers(&start).site;
        prop_assert!(near(it.building, start.building * site.power_per_gpu / start.building_life, 1e-5));
    }

    /// A machine that keeps its value costs its interest and nothing else, whenever it is sold.
    #[test]
    fn a_machine_that_keeps_its_value_costs_its_interest(start in known(), life in place(&LEVERS.life)) {
        let it = cost(&Scenario { resale: 0.0, life, ..start });
        let year = numbers(&start).givens.basis.year;
        prop_assert!(same(it.machines, it.price * start.interest / year, 0.0));
    }

    /// Value declines by the same share each year: over two lives by the square of that over one; and a machine
    /// that loses all of it pays back all of its price.
    #[test]
    fn value_declines_by_the_same_share(start in known()) {
        let (one, two) = (cost(&start), cost(&Scenario { life: 2.0 * start.life, ..start }));
        prop_assert!(same(two.residual, one.residual * one.residual, 0.0));
        let year = cost(&Scenario { life: numbers(&start).givens.basis.year, ..start });
        prop_assert!(same(year.residual, 1.0 - start.resale, 1.0));
        let lost = cost(&Scenario { resale: 1.0, ..start });
        let basis = numbers(&start).givens.basis;
        prop_assert!(same(lost.machines, lost.price * lost.annuity / basis.year, 0.0));
    }

    /// Running takes its share of what machines and building take, and of nothing else.
    #[test]
    fn running_is_a_share_of_capital(start in known()) {
        let (with, without) = (cost(&start), cost(&Scenario { running: 0.0, ..start }));
        let capital = without.total - without.electricity;
        prop_assert!(same(with.total - without.total, start.running * capital, with.total));
    }

    /// Machines used for longer never cost more an hour.
    #[test]
    fn a_longer_life_never_costs_more(start in known(), (short, long) in two(&LEVERS.life)) {
        let at = |life: f64| cost(&Scenario { life, ..start }).total;
        prop_assert!(at_most(at(long), at(short)));
    }

    /// Nothing gets cheaper when its price, the interest or the decline rises.
    #[test]
    fn nothing_gets_cheaper_when_its_price_rises(start in known(), more in 1.0..2.0_f64) {
        let plain = cost(&start).total;
        let capital = [&LEVERS.machine_price, &LEVERS.building, &LEVERS.interest, &LEVERS.resale];
        for lever in capital.into_iter().chain([&LEVERS.electricity, &LEVERS.running, &LEVERS.pue]) {
            let value = start.of(lever) * more;
            // More than all of its value no machine can lose.
            let value = if lever.about.id == "resale" { value.min(1.0) } else { value };
            prop_assert!(at_most(plain, cost(&start.with(lever, value)).total), "{}", lever.about.id);
        }
    }

    /// A dollar more for electricity is a dollar more for every unit of energy the site takes, and nothing else.
    #[test]
    fn dearer_electricity_costs_power_times_the_rise(start in known(), (low, high) in two(&LEVERS.electricity)) {
        let at = |electricity: f64| numbers(&Scenario { electricity, ..start }).profit.cost;
        prop_assert!(same(at(high) - at(low), start.power * (high - low), at(high)));
    }

    /// An hour of a machine costs the same whatever runs on it and whoever asks for it, to the last bit.
    #[test]
    fn an_hour_costs_the_same_whatever_runs(start in known(), other in scenario()) {
        let mixed = Scenario {
            gpu: start.gpu,
            electricity: start.electricity,
            pue: start.pue,
            machine_price: start.machine_price,
            life: start.life,
            resale: start.resale,
            interest: start.interest,
            building: start.building,
            building_life: start.building_life,
            running: start.running,
            ..other
        };
        prop_assert_eq!(cost(&start), cost(&mixed));
    }

    /// Twice the overhead on twice the power feeds the same machines, with twice the building and electricity.
    #[test]
    fn overhead_is_power_for_no_machine(start in known(), k in 0.5..4.0_f64) {
        let one = numbers(&start);
        let two = numbers(&Scenario { pue: k * start.pue, power: k * start.power, ..start });
        prop_assert!(same(two.site.gpus, one.site.gpus, 0.0));
        prop_assert!(same(two.profit.electricity, k * one.profit.electricity, 0.0));
        prop_assert!(same(two.profit.building, k * one.profit.building, 0.0));
        prop_assert!(same(two.profit.machines, one.profit.machines, 0.0));
        prop_assert!(same(two.totals.capacity, one.totals.capacity, 0.0));
    }

    /// At the overhead that the published power holds, an accelerator takes the published power.
    #[test]
    fn published_power_holds_its_overhead(start in known()) {
        let pue = numbers(&start).givens.basis.source_pue;
        let it = numbers(&Scenario { pue, ..start });
        prop_assert!(same(it.site.power_per_gpu, it.givens.machine.power, 0.0));
    }

    /// Power is used up: what accelerators take together is the power of the site, and tiers share it out.
    #[test]
    fn machines_take_the_power_of_the_site(start in known()) {
        let it = numbers(&start);
        prop_assert!(same(it.site.gpus * it.site.power_per_gpu, start.power, 0.0));
        prop_assume!(it.lines.iter().any(Option::is_some));
        let tiers: f64 = it.lines.iter().flatten().map(|line| line.tier.gpus).sum();
        prop_assert!(same(tiers, it.site.gpus, 0.0));
    }
}
