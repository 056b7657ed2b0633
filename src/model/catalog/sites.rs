//! The site: electricity, building, service lives, finance, and what a machine-hour costs its owner.

use super::sources::{self as from, other};
use super::{Datum, Grade::*, between, exact, missing};

/// Dollars per euro, used to convert European prices of 2024.
pub const EURO: Datum = exact(1.08, Recalled, &from::COMMON).note("Mean rate of 2024.");

/// Price of electricity, in $/kWh. The value is the mean of industrial customers in the United States.
pub const ELECTRICITY: Datum = between(0.01, 0.0917, 0.40, Reported, &from::EIA).others(
    const {
        &[
            other(0.0679, "Iowa", Reported, &from::EIA),
            other(0.0713, "Ohio", Reported, &from::EIA),
            other(0.0779, "Pennsylvania", Reported, &from::EIA),
            other(0.0895, "Illinois", Reported, &from::EIA),
            other(0.07, "Virginia, Texas", Recalled, &from::EIA),
            other(0.1419, "United States, commercial", Reported, &from::EIA),
            other(0.13653, "PJM, wholesale, all in, early 2026", Reported, &from::PJM_WHOLESALE),
            other(0.256 * EURO.value, "Ireland, € 0.256 at 1.08 $/€", Reported, &from::EUROSTAT),
            other(0.233 * EURO.value, "Germany, € 0.233 at 1.08 $/€", Reported, &from::EUROSTAT),
            other(0.20, "European Union, about", Reported, &from::EUROSTAT),
            other(0.171 * EURO.value, "France, € 0.171 at 1.08 $/€", Reported, &from::EUROSTAT),
            other(0.098 * EURO.value, "Denmark, € 0.098 at 1.08 $/€", Reported, &from::EUROSTAT),
            other(0.094 * EURO.value, "Sweden, € 0.094 at 1.08 $/€", Reported, &from::EUROSTAT),
            other(0.093 * EURO.value, "Finland, € 0.093 at 1.08 $/€", Reported, &from::EUROSTAT),
            other(0.06, "Norway", Recalled, &from::COMMON),
            other(0.085, "China, industrial", Notes, &from::CHINA_ELECTRICITY),
            other(0.05, "Saudi Arabia, tariff", Recalled, &from::COMMON),
            other(0.095, "Emirates, tariff", Recalled, &from::COMMON),
            other(0.0104, "Saudi solar at the plant, not delivered", Reported, &from::SHUAIBAH),
        ]
    },
);

/// Power of the site for each watt of computing.
pub const PUE: Datum =
    between(1.05, 1.145, 1.6, Reported, &from::LBNL).note("Sites that serve AI, 2024.").others(
        const {
            &[
                other(1.136, "sites that serve AI, 2030", Reported, &from::LBNL),
                other(1.09, "Google", Recalled, &from::OPERATORS),
                other(1.2, "hyperscale, upper end", Reported, &from::OPERATORS),
                other(1.42, "Equinix, 2023", Reported, &from::OPERATORS),
                other(1.56, "average of all sites, 2024", Reported, &from::UPTIME),
            ]
        },
    );

/// The same within the all-in power of the machines, which already includes cooling and network.
pub const PUE_IN_ALL_IN_POWER: Datum = exact(PUE.value, Assumed, &from::LBNL).note(
    "The source of the all-in power does not say which it counts. Taken as that of sites that serve AI.",
);

/// Power of the whole site at the meter, in MW. A size is chosen, not estimated: it has no range.
pub const SITE_POWER: Datum = exact(100.0, Recalled, &from::GTC_2025)
    .note("The factory of NVIDIA's keynote of 2025. One building, large enough for racks of 72.")
    .others(
        const {
            &[
                other(1000.0, "the gigawatt of the 2026 slide", Notes, &from::GTC_2026_GIGAWATT),
                other(3.138, "DeepSeek's day: 1,814 machines at 1.73 kW", Derived, &from::DEEPSEEK_DAY),
            ]
        },
    );

/// Share of the year's capacity that is in use, in percent.
pub const LOAD_FACTOR: Datum =
    between(5.0, 75.0, 100.0, Reported, &from::EPRI).note("Hyperscale sites.").others(
        const {
            &[
                other(57.0, "colocation", Reported, &from::EPRI),
                other(84.0, "Meta's research cluster, 83 to 85 %", Reported, &from::META_CLUSTER),
                other(5.0, "typical enterprise cluster", Reported, &from::CAST_AI),
            ]
        },
    );

/// Load that a site for sale is built for, over day and week, in percent. It counts tokens sold, unlike
/// [`LOAD_FACTOR`], which counts electricity.
pub const LOAD_TARGET: Datum = between(33.0, 60.0, 75.0, Derived, &from::AZURE_TRACES)
    .note("Conversation through the week with 1.55 times the capacity of its mean demand gives 60 to 65 %.")
    .others(
        const {
            &[
                other(75.0, "DeepSeek's day, sized for its peak hour", Derived, &from::DEEPSEEK_DAY),
                other(33.0, "coding in one country, sized for its peak hour", Derived, &from::AZURE_TRACES),
            ]
        },
    );

/// Capacity that a site is built with, for each unit of mean demand.
pub const CAPACITY_MARGIN: Datum = between(1.33, 1.55, 3.0, Derived, &from::AZURE_TRACES)
    .note("Enough for all but the peak hours of conversation.")
    .others(
        const {
            &[
                other(1.33, "DeepSeek's peak hour", Published, &from::DEEPSEEK_DAY),
                other(1.66, "conversation, peak hour", Published, &from::AZURE_TRACES),
            ]
        },
    );

/// Share of the computed throughput that an operator reaches, in percent.
pub const YIELD: Datum = between(50.0, 80.0, 100.0, Derived, &from::DEEPSEEK_DAY)
    .note("DeepSeek's day, 2.86M tokens/s/MW, against 3.60M computed with overlap and drafting.")
    .others(
        const {
            &[
                other(65.0, "between DeepSeek and most operators", Assumed, &from::CHOICE),
                other(100.0, "as computed", Assumed, &from::CHOICE),
            ]
        },
    );

/// Share of idle hours that batches can fill.
pub const IDLE_USABLE: Datum = exact(0.85, Assumed, &from::CHOICE)
    .note("Some machines must stay free for a surge. Nothing is published.");

/// Power of an idle machine, as a share of its power at full load.
pub const IDLE_POWER: Datum = exact(0.3, Assumed, &from::CHOICE)
    .note("Memory, network and fans go on running. Nothing is published for whole racks.");

/// Years after which machines are replaced.
pub const MACHINE_LIFE: Datum = between(2.0, 5.0, 6.0, Reported, &from::SERVER_LIVES)
    .note("Amazon (in part) and Lambda; companies differ.")
    .others(
        const {
            &[
                other(2.0, "critics, lower end", Reported, &from::SERVER_LIVES),
                other(3.0, "critics, upper end", Reported, &from::SERVER_LIVES),
                other(4.0, "Nebius", Reported, &from::SERVER_LIVES),
                other(4.0, "SemiAnalysis model", Published, &from::INFERENCEX_V1),
                other(5.5, "Meta", Reported, &from::SERVER_LIVES),
                other(6.0, "Microsoft, Alphabet, Oracle, CoreWeave", Reported, &from::SERVER_LIVES),
            ]
        },
    );

/// Share of its value that a used machine loses in a year, in percent.
pub const RESALE_DECLINE: Datum = between(17.0, 17.0, 21.6, Reported, &from::RESALE)
    .note("H100 sold for 48.4 % of its price after 3.9 years.")
    .others(const { &[other(21.6, "A100: 24.4 % after 5.8 years", Derived, &from::RESALE)] });

/// Value that a machine loses in a year by wear alone, in percent.
pub const WEAR: Datum =
    exact(3.0, Assumed, &from::CHOICE).note("Failing chips and expiring warranties. Nothing is published.");

/// Factor by which new machines serve more tokens for a dollar each year.
pub const YEARLY_GAIN: Datum = between(1.0, 1.57, 3.0, Derived, &from::SEARCH)
    .note("H100 to GB200, 3.05 times the tokens for a dollar in 2.5 years.");

/// How much of that gain lowers the price of used machines: none at 0, all at 1.
pub const PASS_THROUGH: Datum = between(0.4, 0.45, 1.0, Derived, &from::RESALE)
    .note("Resale prices of A100 and H100 in years of shortage. In a glut it would be near 1.");

/// Lowest share of its price that a used machine fetches, in percent.
pub const SCRAP: Datum = exact(3.0, Assumed, &from::CHOICE).note("Metals and parts.");

/// Yearly cost of capital, in percent.
pub const COST_OF_CAPITAL: Datum = between(5.0, 9.0, 15.0, Reported, &from::COREWEAVE_FILINGS)
    .note("Lower end of CoreWeave's notes at 9 to 10 %.")
    .others(
        const {
            &[
                other(15.0, "CoreWeave, first loan", Published, &from::COREWEAVE_FILINGS),
                other(11.0, "CoreWeave, second loan", Published, &from::COREWEAVE_FILINGS),
                other(10.0, "CoreWeave, notes, upper end", Reported, &from::COREWEAVE_FILINGS),
                other(5.9, "CoreWeave, fourth loan, March 2026", Published, &from::COREWEAVE_FILINGS),
            ]
        },
    );

/// Price of a building with power and cooling but no computers, in $/W.
pub const BUILDING_COST: Datum = between(8.0, 11.3 * 1.085, 15.2, Derived, &from::JLL)
    .note("The world mean of $11.3 by JLL, and 8.5 % more for AI, the middle of 7 to 10 % by Turner & Townsend.")
    .others(
        const {
            &[
                other(11.3, "world mean, not for AI", Reported, &from::JLL),
                other(8.0, "United States, lower end", Reported, &from::CUSHMAN),
                other(15.0, "United States, upper end", Reported, &from::CUSHMAN),
                other(15.2, "Tokyo", Reported, &from::TURNER_TOWNSEND),
                other(14.5, "Singapore", Reported, &from::TURNER_TOWNSEND),
                other(14.2, "Zurich", Reported, &from::TURNER_TOWNSEND),
                other(13.3, "Silicon Valley", Reported, &from::TURNER_TOWNSEND),
                other(12.0, "London", Reported, &from::TURNER_TOWNSEND),
                other(11.6, "Frankfurt", Reported, &from::TURNER_TOWNSEND),
                other(40.0, "keynote: $40B a gigawatt, unclear of what", Notes, &from::GTC_2026),
            ]
        },
    );

/// Years over which a building is depreciated.
pub const BUILDING_LIFE: Datum = exact(15.0, Notes, &from::GTC_2026);

/// Staff, repair, insurance and network as a share of the capital charge, in percent.
pub const RUNNING_SHARE: Datum = exact((29.0 - 9.0) / 71.0 * 100.0, Derived, &from::CLUSTER_SPLIT).note(
    "Of the cost of an H100 cluster 71 % is capital and 29 % running, 9 % being electricity: (29 - 9) / 71.",
);

/// Cost of staff, in $ per MW and year.
pub const STAFF: Datum = exact(100.0 * 150_000.0 / 100.0, Assumed, &from::CHOICE)
    .note("100 people at $150,000 a year for 100 MW. No published figure was found; Microsoft has about 50 people a building, a campus 100 to 1,000.");

/// Fixed price of grid capacity, in $ per MW of peak and year, regardless of the energy used.
pub const CAPACITY_CHARGE: Datum =
    between(28.92 * 365.0, 333.44 * 365.0, 529.0 * 365.0, Reported, &from::PJM_CAPACITY)
        .note("PJM, 2027/28: $333.44 a MW and day, the highest price allowed.")
        .others(
            const {
                &[
                    other(28.92 * 365.0, "PJM, 2024/25", Reported, &from::PJM_CAPACITY),
                    other(269.92 * 365.0, "PJM, 2025/26", Reported, &from::PJM_CAPACITY),
                    other(329.17 * 365.0, "PJM, 2026/27", Reported, &from::PJM_CAPACITY),
                    other(
                        529.0 * 365.0,
                        "PJM, 2027/28, had there been no limit",
                        Reported,
                        &from::PJM_CAPACITY,
                    ),
                ]
            },
        );

/// Tax on profit, in percent.
pub const TAX_RATE: Datum = exact(21.0, Recalled, &from::COMMON)
    .note("Federal tax of the United States. States and property are not in it.");

/// Carbon dioxide of a kWh, in g.
pub const GRID_CARBON: Datum = between(370.0, 545.0, 545.0, Published, &from::GRID_CARBON)
    .note("US grids, weighted by the location of large data centers.")
    .others(const { &[other(370.0, "mean of the United States", Published, &from::GRID_CARBON)] });

/// Disks and memory for caches that outlive a call, in percent of the price of the machines.
pub const CACHE_STORAGE: Datum = exact(1.5, Reported, &from::BERNSTEIN)
    .note("1 to 1.5 % of all capital goes into storage. Ordinary storage is within the price of a gigawatt already.");

/// Cash cost of an H100-hour without capital, in $. With capital it is 1.43 over 6 years.
pub const H100_CASH_COST: Datum = exact(0.66, Notes, &from::H100_SCRIPT).others(
    const {
        &[
            other(1.43, "full cost, 6 years", Notes, &from::H100_SCRIPT),
            other(1.59, "full cost, 5 years", Notes, &from::H100_SCRIPT),
            other(1.82, "full cost, 4 years", Notes, &from::H100_SCRIPT),
        ]
    },
);

/// Yield of a neocloud, in $M per MW and year, on contracts of medium term.
pub const NEOCLOUD_YIELD: Datum = between(20.0, 22.5, 25.0, Reported, &from::NEBIUS)
    .others(const { &[other(45.0, "short contracts, 40 to 50", Reported, &from::NEBIUS)] });

/// Hourly rent of an A100, in $.
pub const A100_RENTAL: Datum = exact(1.58, Reported, &from::RENTAL_INDEX);

/// Cost of an hour of one accelerator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OwnerCost {
    /// Slug of the machine.
    pub machine: &'static str,
    /// All-in power, in kW.
    pub power: Datum,
    /// Cost to a hyperscale owner, in $/h.
    pub hyperscaler: Datum,
    /// Cost to a smaller cloud that owns it, in $/h.
    pub neocloud: Datum,
    /// Rent on a contract of three years, in $/h.
    pub rental: Datum,
    /// Whether the source itself calls the figures placeholders, or scales another machine's figures by 1.2.
    pub placeholder: bool,
}

/// A figure of April 2026 with that of August 2026 and those of other sources.
macro_rules! vintage {
    ($april:literal, $august:literal $(, $more:expr)* $(,)?) => {
        exact($april, Published, &from::INFERENCEX).others(const {
            &[other($august, "August 2026", Published, &from::INFERENCEX_AUGUST) $(, $more)*]
        })
    };
}

/// Costs of owning and renting, by machine.
pub static OWNER_COSTS: &[OwnerCost] = &[
    OwnerCost {
        machine: "h100",
        power: vintage!(1.73, 1.37),
        hyperscaler: vintage!(1.30, 1.17),
        neocloud: vintage!(1.69, 1.55),
        rental: vintage!(
            1.30,
            1.78,
            other(1.70, "one-year contract, October 2025", Reported, &from::RENTAL_CONTRACTS),
            other(2.35, "one-year contract, March 2026", Reported, &from::RENTAL_CONTRACTS),
            other(2.00, "index, low of December 2025", Reported, &from::RENTAL_INDEX),
            other(2.65, "index, September 2026", Reported, &from::RENTAL_INDEX),
            other(3.41, "spot, April 2026", Notes, &from::RENTAL_SPOT),
        ),
        placeholder: false,
    },
    OwnerCost {
        machine: "h200",
        power: vintage!(1.73, 1.37),
        hyperscaler: vintage!(1.41, 1.22, other(1.41, "NVIDIA, April 2026", Published, &from::TCO_BLOG)),
        neocloud: vintage!(1.74, 1.59),
        rental: vintage!(1.60, 2.05),
        placeholder: false,
    },
    OwnerCost {
        machine: "b200",
        power: vintage!(2.17, 1.71),
        hyperscaler: vintage!(1.95, 1.73),
        neocloud: vintage!(2.34, 2.07),
        rental: vintage!(
            2.90,
            2.60,
            other(5.30, "index", Reported, &from::RENTAL_INDEX),
            other(5.88, "spot, April 2026", Notes, &from::RENTAL_SPOT),
        ),
        placeholder: false,
    },
    OwnerCost {
        machine: "b300",
        power: vintage!(2.17, 1.90),
        hyperscaler: vintage!(2.34, 2.26),
        neocloud: vintage!(2.81, 2.52),
        rental: vintage!(3.48, 3.00),
        placeholder: true,
    },
    OwnerCost {
        machine: "gb200",
        power: vintage!(2.10, 1.87),
        hyperscaler: vintage!(2.21, 1.86, other(1.84, "July 2026", Reported, &from::INFERENCEX_RUBIN)),
        neocloud: vintage!(2.75, 2.26),
        rental: vintage!(3.30, 2.60),
        placeholder: false,
    },
    OwnerCost {
        machine: "gb300",
        power: vintage!(2.10, 2.12),
        hyperscaler: vintage!(
            2.65,
            2.31,
            other(2.65, "NVIDIA, April 2026", Published, &from::TCO_BLOG),
            other(2.36, "July 2026", Reported, &from::INFERENCEX_RUBIN),
        ),
        neocloud: vintage!(3.30, 2.79),
        rental: vintage!(3.96, 3.30),
        placeholder: true,
    },
    OwnerCost {
        machine: "rubin",
        power: missing("Not in the source.", &from::INFERENCEX_RUBIN),
        hyperscaler: exact(3.57, Reported, &from::INFERENCEX_RUBIN).note("Whose cost it is, is not said."),
        neocloud: missing("Not in the source.", &from::INFERENCEX_RUBIN),
        rental: missing("Not in the source.", &from::INFERENCEX_RUBIN),
        placeholder: false,
    },
    OwnerCost {
        machine: "mi300x",
        power: vintage!(1.79, 1.39),
        hyperscaler: vintage!(1.12, 0.95),
        neocloud: vintage!(1.40, 1.16),
        rental: vintage!(1.55, 1.30),
        placeholder: false,
    },
    OwnerCost {
        machine: "mi325x",
        power: vintage!(2.18, 1.69),
        hyperscaler: vintage!(1.28, 1.10),
        neocloud: vintage!(1.59, 1.32),
        rental: vintage!(1.80, 1.60),
        placeholder: false,
    },
    OwnerCost {
        machine: "mi355x",
        power: vintage!(2.65, 2.09),
        hyperscaler: vintage!(1.48, 1.50),
        neocloud: vintage!(1.90, 2.09),
        rental: vintage!(2.10, 2.10),
        placeholder: false,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::accelerators::ACCELERATORS;
    use crate::catalog::{find, hours};
    use crate::quantity::near::near;

    #[test]
    fn derived_figures_follow_from_what_their_notes_say() {
        near(BUILDING_COST.value, 12.26, 1e-3);
        near(RUNNING_SHARE.value, 28.2, 2e-3);
        near(RESALE_DECLINE.value, 100.0 * (1.0 - libm::pow(0.484, 1.0 / 3.9)), 5e-3);
        near(RESALE_DECLINE.high, 100.0 * (1.0 - libm::pow(0.244, 1.0 / 5.8)), 5e-3);
        near(SITE_POWER.others[1].value, 226.75 * 8.0 * 1.73 / 1000.0, 2e-3);
    }

    #[test]
    fn used_machines_fetch_about_what_they_fetched() {
        let left = |gain: f64, years: f64| {
            let kept = (1.0 - WEAR.value / 100.0) * libm::pow(gain, -PASS_THROUGH.value);
            libm::pow(kept, years).max(SCRAP.value / 100.0)
        };
        near(YEARLY_GAIN.value, libm::pow(3.05, 1.0 / 2.5), 0.01);
        near(left(YEARLY_GAIN.value, 5.8), 0.244, 0.1);
        near(left(YEARLY_GAIN.value, 3.9), 0.40, 0.02);
        for (gain, expected) in [(1.0, 0.86), (1.3, 0.48), (1.57, 0.31), (1.9, 0.20), (3.0, 0.07)] {
            near(left(gain, 5.0), expected, 0.04);
        }
    }

    #[test]
    fn load_capacity_and_yield_fit_each_other() {
        let idle = |slug: &str, capacity: f64| hours::served(hours::week(slug).unwrap(), capacity)[1];
        let load = 100.0 * (1.0 - idle("conversation", CAPACITY_MARGIN.value));
        assert!((60.0..=65.0).contains(&load.round()), "{load}");
        near(100.0 * (1.0 - idle("deepseek", CAPACITY_MARGIN.low)), LOAD_TARGET.high, 0.02);
        near(100.0 * (1.0 - idle("coding", 3.03)), LOAD_TARGET.low, 0.02);
        near(YIELD.value, 100.0 * 2.86 / 3.60, 0.01);
        near(CAPACITY_CHARGE.value, 121_700.0, 1e-3);
        near(STAFF.value * 100.0, 15e6, 1e-12);
        for datum in [LOAD_TARGET, CAPACITY_MARGIN, YIELD, CAPACITY_CHARGE, GRID_CARBON] {
            assert!(datum.others.iter().all(|it| (datum.low..=datum.high).contains(&it.value)));
        }
    }

    #[test]
    fn power_agrees_with_the_table_of_machines() {
        for cost in OWNER_COSTS {
            let machine = find(ACCELERATORS, cost.machine).unwrap().row.row;
            if cost.power.is_known() {
                near(cost.power.value * 1000.0, machine.power.value, 1e-9);
                near(
                    cost.power.others[0].value * 1000.0,
                    machine
                        .power
                        .others
                        .iter()
                        .map(|reading| reading.value)
                        .find(|watts| (watts / cost.power.others[0].value / 1000.0 - 1.0).abs() < 1e-9)
                        .unwrap(),
                    1e-9,
                );
            } else {
                assert_eq!(cost.machine, "rubin");
            }
        }
    }

    #[test]
    fn placeholders_are_a_fifth_above_the_machine_they_are_scaled_from() {
        let of = |slug| OWNER_COSTS.iter().find(|cost| cost.machine == slug).unwrap();
        for (scaled, base) in [("b300", "b200"), ("gb300", "gb200")] {
            assert!(of(scaled).placeholder && !of(base).placeholder);
            near(of(scaled).hyperscaler.value, 1.2 * of(base).hyperscaler.value, 3e-3);
            near(of(scaled).rental.value, 1.2 * of(base).rental.value, 1e-9);
        }
    }

    #[test]
    fn a_smaller_cloud_pays_more_and_every_region_lies_within_the_range() {
        for cost in OWNER_COSTS.iter().filter(|cost| cost.neocloud.is_known()) {
            assert!(cost.neocloud.value > cost.hyperscaler.value, "{}", cost.machine);
        }
        for region in ELECTRICITY.others {
            assert!((ELECTRICITY.low..=ELECTRICITY.high).contains(&region.value), "{}", region.label);
        }
    }
}
