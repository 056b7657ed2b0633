use super::*;
use crate::catalog::{demand, market};
use crate::quantity::near::near;

#[test]
fn machines_sold_come_to_the_published_power() {
    for (year, (sold, stock)) in [(0.8, 0.8), (2.5, 3.4), (8.8, 12.2), (12.8, 25.0)].into_iter().enumerate() {
        near(gigawatts_sold(year), sold, 0.03);
        near(gigawatts_stock(year), stock, 0.04);
    }
    near(capacity(3) / gigawatts_stock(3), GENERATIONS.value, 0.01);
}

#[test]
fn kinds_come_to_the_published_power() {
    let expected = [1.0, 7.7, 1.8, 4.1, 3.2, 1.7, 4.0, 1.5];
    for (kind, expected) in MACHINES.iter().zip(expected) {
        let all: f64 = (0..4).map(|year| gigawatts(kind, year)).sum();
        near(all, expected, 0.06);
    }
    // Power of chips at the end of 2025 according to Epoch, for machines of which only the power of the chip is known.
    for (slug, chips) in [("tpu", 2.22), ("trainium", 0.84)] {
        let kind = MACHINES.iter().find(|kind| kind.slug == slug).unwrap();
        near((0..4).map(|year| gigawatts(kind, year)).sum::<f64>() / CHIP_TO_METER, chips, 0.02);
    }
    near(AMD_2025.value, (225.1 * 1.79 + 91.3 * 2.18 + 125.0 * 2.65) / 441.4, 2e-3);
}

#[test]
fn eight_steps_lead_from_the_fleet_to_the_tokens_of_the_world() {
    let left: f64 = WATERFALL.iter().map(|step| step.left.value).product();
    near(left, 0.0115, 0.005);
    near(TOKENS_PER_MW_DAY.value, 12.68 * 86_400.0 / 1e6, 1e-3);
    near(tokens_per_day(), 327.0, 0.005);
    let squares: f64 =
        WATERFALL.iter().map(|step| libm::pow(libm::log(step.left.high / step.left.low) / 2.0, 2.0)).sum();
    assert!((libm::exp(libm::sqrt(squares)) - BAND.value).abs() < 0.15);
    let residual = demand::WORLD_TOKENS.value / tokens_per_day();
    near(residual, 1.06, 0.01);
    assert!(residual < BAND.value);
}

#[test]
fn cohorts_are_the_machines_sold() {
    for (year, cohort) in COHORTS.iter().enumerate().take(3).map(|(at, cohort)| (at + 1, cohort)) {
        assert_eq!(cohort.year, YEARS[year]);
        near(gigawatts_sold(year), cohort.sold.value, 0.03);
        let served = capacity(year) - capacity(year - 1);
        near(served / gigawatts_sold(year), cohort.tokens_per_watt.value, 0.06);
    }
    for pair in COHORTS.windows(2) {
        assert_eq!(pair[0].year + 1, pair[1].year);
        for of in [
            (|cohort| cohort.sold) as fn(&Cohort) -> Datum,
            |cohort| cohort.tokens_per_watt,
            |cohort| cohort.machines,
            |cohort| cohort.shell,
            |cohort| cohort.all_in,
        ] {
            assert!(of(&pair[0]).value < of(&pair[1]).value, "{}", pair[1].year);
        }
    }
    // NVIDIA's revenue over the power it sold.
    near(COHORTS[1].machines.value, 115.2 / 6.2, 0.01);
    near(COHORTS[2].machines.low, 193.7 / 8.75, 0.01);
    near(COHORTS[3].sold.value, 374.0 / COHORTS[3].machines.value + 6.0, 0.01);
}

#[test]
fn the_actual_figures_agree_with_each_other() {
    let mut stock = 0.8;
    for (cohort, seen) in COHORTS.iter().zip(STOCK) {
        stock += cohort.sold.value;
        assert!((seen.value.low..=seen.value.high).contains(&stock), "{}: {stock}", seen.label);
    }
    for (year, seen) in (1..4).zip(CAPACITY) {
        near(capacity(year), seen.value.value, 0.08);
    }
    let nvidia = market::NVIDIA_DATACENTER;
    for (seen, known) in NVIDIA.iter().zip(nvidia).take(3) {
        near(seen.value.value, known.value.value, 1e-12);
    }
    // Ten billion dollars for each gigawatt, three years running.
    for (revenue, power) in OPENAI_REVENUE.iter().zip(OPENAI_POWER) {
        near(revenue.value.value / power.value.value, 10.25, 0.03);
    }
    for series in [STOCK, CAPACITY, NVIDIA, OPENAI_REVENUE, OPENAI_POWER, ANTHROPIC_REVENUE] {
        for pair in series.windows(2) {
            assert!(
                pair[0].year < pair[1].year && pair[0].value.value < pair[1].value.value,
                "{}",
                pair[1].label
            );
        }
    }
    assert!(H100_RENT.windows(2).all(|pair| pair[0].year < pair[1].year) && MICROSOFT_REVENUE.len() == 1);
}

#[test]
fn outlooks_rise_and_hold_the_spending_of_2027() {
    for pair in OUTLOOKS.windows(2) {
        assert!(pair[0].capex_2027.value < pair[1].capex_2027.value && pair[0].sold[1] < pair[1].sold[1]);
    }
    let last = COHORTS[4];
    near(SPENDING_2027.value, last.sold.value * (last.machines.value + last.shell.value), 1e-9);
    assert!(OUTLOOKS[0].capex_2027.value < SPENDING_2027.value);
    // A machine that earns half as much again as it costs to run.
    let kept = libm::pow(1.5, KEEP_SHARPNESS.value);
    near(kept / (1.0 + kept), 0.92, 0.01);
}
