//! The cost of an accelerator-hour, and of its site.

use crate::CASES;
use crate::strategy::{at_most, config, place, same, scenario, two};
use model::factory::Cost;
use model::quantity::near::is_near;
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::study::evaluate::numbers;
use proptest::prelude::*;

/// A scenario with owned machines whose price and power are published.
fn known() -> impl Strategy<Value = Scenario> {
    scenario().prop_filter("machines are owned, and price and power published", |it| {
        it.tenure == 0.0 && cost(it).total.is_finite()
    })
}

fn cost(scenario: &Scenario) -> Cost<f64> {
    numbers(scenario).cost
}

proptest! {
    #![proptest_config(config(CASES))]

    /// If capital is free, machines and building are depreciated in a straight line.
    #[test]
    fn free_capital_is_written_off_in_a_straight_line(start in known()) {
        let start = Scenario { interest: 1e-7, ..start };
        let it = cost(&start);
        let whole = it.price / start.life;
        prop_assert!((it.machines - whole * (1.0 - it.residual)).abs() <= 1e-5 * whole);
        let site = numbers(&start).site;
        prop_assert!(is_near(it.building, start.building * site.power_per_gpu / start.building_life, 1e-5));
    }

    /// A machine that keeps its value only costs its interest, whenever it is sold.
    #[test]
    fn a_machine_that_keeps_its_value_costs_its_interest(start in known(), life in place(&LEVERS.life)) {
        let it = cost(&Scenario { wear: 0.0, pass_through: 0.0, life, ..start });
        let year = numbers(&start).inputs.basis.year;
        prop_assert!(same(it.machines, it.price * start.interest / year, 0.0));
    }

    /// Value declines by the same share each year: over two lifetimes by the square of that over one; a machine that
    /// loses all its value has its scrap value left.
    #[test]
    fn value_declines_by_the_same_share(start in known()) {
        let (one, two) = (cost(&start), cost(&Scenario { life: 2.0 * start.life, ..start }));
        let basis = numbers(&start).inputs.basis;
        prop_assert!(same(two.residual, (one.residual * one.residual).max(basis.scrap), 0.0));
        let year = cost(&Scenario { life: basis.year, ..start });
        prop_assert!(same(year.residual, year.kept.max(basis.scrap), 1.0));
        let lost = cost(&Scenario { wear: 1.0, ..start });
        prop_assert!(same(lost.residual, basis.scrap, 0.0));
        let paid_back = lost.price * (1.0 - basis.scrap * lost.discount) * lost.annuity / basis.year;
        prop_assert!(same(lost.machines, paid_back, 0.0));
    }

    /// If progress does not affect used prices, or there is no progress, only wear remains.
    #[test]
    fn without_progress_machines_only_wear(start in known(), other in place(&LEVERS.pass_through)) {
        let hidden = cost(&Scenario { pass_through: 0.0, ..start });
        let none = cost(&Scenario { machine_growth: start.efficiency, pass_through: other, ..start });
        prop_assert!(same(hidden.kept, 1.0 - start.wear, 0.0) && same(none.kept, 1.0 - start.wear, 0.0));
    }

    /// Running costs are a share of the straight-line depreciation of machines and building, and of nothing else.
    #[test]
    fn running_is_a_share_of_the_write_off(start in known()) {
        let (with, without) = (cost(&start), cost(&Scenario { running: 0.0, ..start }));
        prop_assert!(same(with.total - without.total, start.running * with.write_off, with.total));
        let power = numbers(&start).site.power_per_gpu;
        let off = with.price / start.life + start.building * power / start.building_life;
        prop_assert!(same(with.write_off, off, 0.0));
    }

    /// Machines used for longer never cost more per hour, unless they gain value.
    #[test]
    fn a_longer_life_never_costs_more(start in known(), (short, long) in two(&LEVERS.life)) {
        prop_assume!(cost(&start).kept <= 1.0);
        let at = |life: f64| cost(&Scenario { life, ..start }).total;
        prop_assert!(at_most(at(long), at(short)));
    }

    /// The total cost never falls when a price, the interest or the depreciation rises, unless machines gain value.
    #[test]
    fn nothing_gets_cheaper_when_its_price_rises(start in known(), more in 1.0..2.0_f64) {
        let plain = cost(&start);
        prop_assume!(plain.kept <= 1.0);
        let capital = [&LEVERS.machine_price, &LEVERS.building, &LEVERS.interest, &LEVERS.wear, &LEVERS.storage];
        let others = [&LEVERS.electricity, &LEVERS.running, &LEVERS.pue, &LEVERS.licence, &LEVERS.staff];
        for lever in capital.into_iter().chain(others).chain([&LEVERS.demand_charge]) {
            // A lever at zero is also moved.
            let value = (start.of(lever) * more).max(lever.about.unit.base(0.01 * lever.max) * (more - 1.0));
            prop_assert!(at_most(plain.total, cost(&start.with(lever, value)).total), "{}", lever.about.id);
        }
        // Progress only affects used prices if there is some.
        if plain.progress >= 1.0 {
            let faster = Scenario { efficiency: more * start.efficiency, ..start };
            let shown = Scenario { pass_through: more * start.pass_through, ..start };
            prop_assert!(at_most(plain.total, cost(&faster).total) && at_most(plain.total, cost(&shown).total));
        }
    }

    /// Raising the electricity price adds exactly the rise times the energy the site draws.
    #[test]
    fn dearer_electricity_costs_energy_times_the_rise(start in known(), (low, high) in two(&LEVERS.electricity)) {
        let at = |electricity: f64| numbers(&Scenario { electricity, ..start }).profit;
        let (low_cost, high_cost) = (at(low).cost, at(high).cost);
        prop_assume!(low_cost.is_finite());
        prop_assert!(same(high_cost - low_cost, start.power * at(low).draw * (high - low), high_cost));
    }

    /// An hour of a machine costs the same whatever its workload and demand, to the last bit.
    #[test]
    fn an_hour_costs_the_same_whatever_runs(start in known(), other in scenario()) {
        let mixed = Scenario {
            gpu: start.gpu,
            tenure: start.tenure,
            rent: start.rent,
            gpu_price: start.gpu_price,
            electricity: start.electricity,
            pue: start.pue,
            machine_price: start.machine_price,
            life: start.life,
            machine_growth: start.machine_growth,
            efficiency: start.efficiency,
            wear: start.wear,
            pass_through: start.pass_through,
            staff: start.staff,
            demand_charge: start.demand_charge,
            storage: start.storage,
            licence: start.licence,
            interest: start.interest,
            building: start.building,
            building_life: start.building_life,
            running: start.running,
            ..other
        };
        prop_assert_eq!(cost(&start), cost(&mixed));
    }

    /// Multiplying overhead and power by the same factor leaves the machines unchanged, and multiplies building and
    /// electricity.
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

    /// At the overhead included in the published power, an accelerator takes the published power.
    #[test]
    fn published_power_holds_its_overhead(start in known()) {
        let pue = numbers(&start).inputs.basis.source_pue;
        let it = numbers(&Scenario { pue, ..start });
        prop_assert!(same(it.site.power_per_gpu, it.inputs.machine.power, 0.0));
    }

    /// The power is used up: all accelerators together take the power of the site, and the tiers share it.
    #[test]
    fn machines_take_the_power_of_the_site(start in known()) {
        let it = numbers(&start);
        prop_assert!(same(it.site.gpus * it.site.power_per_gpu, start.power, 0.0));
        prop_assume!(start.promises().iter().any(|it| it.share > 0.0));
        let tiers: f64 = it.lines.iter().flatten().map(|line| line.tier.gpus).sum();
        prop_assert!(same(tiers, it.site.gpus, 0.0));
    }
}
