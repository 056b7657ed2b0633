//! Where documents contradict each other, the catalog has every reading: one as the value, the others alongside it.

use model::catalog::accelerators::{ACCELERATORS, LEFT_OUT};
use model::catalog::{Datum, demand, find, market, prices, sites};
use model::factory::Accelerator;

fn machine(slug: &str) -> Accelerator<Datum> {
    find(ACCELERATORS, slug).expect("the machine is in the table").row.row
}

fn list(slug: &str) -> &'static prices::PriceList {
    prices::PRICE_LISTS.iter().find(|list| list.slug == slug).expect("the price list is in the table")
}

fn owner(slug: &str) -> &'static sites::OwnerCost {
    sites::OWNER_COSTS.iter().find(|cost| cost.machine == slug).expect("the machine is in the table")
}

/// The topic, the datum that contains its readings, and the readings, with the precision of their publication.
fn topics() -> Vec<(&'static str, Datum, Vec<f64>)> {
    let slide = |slug: &str| {
        prices::SLIDE_THROUGHPUT.iter().find(|row| row.slug == slug).expect("a row of the slide")
    };
    let per_mw = |index: usize| prices::TOKENS_PER_MW[index].value;
    let [rubin, b300, gb200] = ["rubin", "b300", "gb200"].map(machine);
    vec![
        ("Blackwell in the Premium tier, tokens/s/MW", slide("blackwell").tiers[3], vec![0.02e6, 0.07e6]),
        ("one gigawatt of Hopper, tokens/s/MW", per_mw(5), vec![2e3, 22e3]),
        ("gain of Rubin over GB200", prices::RUBIN_GAIN, vec![5.4, 10.0]),
        ("NVIDIA's part of a gigawatt", market::NVIDIA_PER_GW, vec![25.0, 35.0, 40.0]),
        ("cost of a gigawatt", market::CAPEX_PER_GW, vec![35.0, 55.0, 80.0, 100.0, 40.0]),
        ("memory of Rubin", rubin.hbm, vec![288.0, 250.0]),
        ("bandwidth of Rubin", rubin.bandwidth, vec![22.0, 16.25]),
        ("FP4 rate of Rubin", rubin.fp4, vec![35e3, 50e3]),
        (
            "power of a Rubin rack of 72",
            rubin.power,
            vec![101e3 / 72.0, 190e3 / 72.0, 230e3 / 72.0, 240e3 / 72.0],
        ),
        ("memory of B300", b300.hbm, vec![268.0, 279.0, 288.0]),
        ("FP4 rate of MI455X", machine("mi455x").fp4, vec![40e3, 20e3]),
        ("availability of Ironwood", machine("tpu7x").year, vec![2025.0, 2026.0]),
        ("hour of GB200", owner("gb200").hyperscaler, vec![1.84, 2.21]),
        ("hour of GB300", owner("gb300").hyperscaler, vec![2.36, 2.65]),
        ("all-in power of GB300", machine("gb300").power, vec![2100.0, 2143.0]),
        ("price of a GB200 rack of 72", gb200.price, vec![3.1e6 / 72.0, 3.3e6 / 72.0, 5.9e6 / 72.0]),
        ("price of H100", machine("h100").price, vec![25e3, 40e3]),
        ("life of a server", sites::MACHINE_LIFE, vec![2.0, 3.0, 4.0, 5.0, 5.5, 6.0]),
        ("world tokens, T a day", demand::WORLD_TOKENS, vec![5000.0 / 30.4, 7400.0 / 30.4, 9460.0 / 30.4]),
        ("input price of DeepSeek V4 Pro", list("deepseek-v4-pro").input, vec![0.435, 1.74]),
        ("output price of DeepSeek V4 Pro", list("deepseek-v4-pro").output, vec![0.87, 3.48]),
        ("electricity at the Gulf", sites::ELECTRICITY, vec![0.0104, 0.05, 0.095]),
    ]
}

#[test]
fn every_reading_is_kept() {
    for (topic, datum, readings) in topics() {
        let held: Vec<f64> =
            std::iter::once(datum.value).chain(datum.others.iter().map(|other| other.value)).collect();
        for reading in readings {
            assert!(
                held.iter().any(|value| (value / reading - 1.0).abs() < 0.01),
                "{topic}: {reading} not in {held:?}"
            );
        }
    }
}

#[test]
fn tokens_per_megawatt_are_listed_by_workload() {
    for reading in [54e3, 2.8e6, 5e6, 0.62e6] {
        let listed = |row: &prices::PublishedReading| (row.value.value / reading - 1.0).abs() < 1e-9;
        assert!(prices::TOKENS_PER_MW.iter().any(listed), "{reading}");
    }
}

#[test]
fn what_is_not_a_number_is_said_in_a_note() {
    let claimed = prices::SLIDE_THROUGHPUT.iter().find(|row| row.slug == "blackwell").map(|row| row.claimed);
    assert!(claimed.is_some_and(|claim| claim.note.contains("labels it Hopper")));
    assert!(machine("b300").power.note.contains("1,400 W"));
    assert!(LEFT_OUT.iter().any(|(name, why)| name.contains("LPU") && why.contains("one note says prefill")));
    assert!(market::HUANG_2030.value.note.contains("some reports have it as a sum"));
}
