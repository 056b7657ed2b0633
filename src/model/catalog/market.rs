//! The market: money spent, power built, forecasts, and the claim of a trillion.

use super::sources::{self as from, other};
use super::{Datum, Grade::*, Source, between, exact, missing};
use crate::quantity::explanation;

/// A figure of a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Whose it is or what it counts.
    pub label: &'static str,
    /// Middle of the period, as a year with a fraction.
    pub year: f64,
    /// The figure, in the unit of the series.
    pub value: Datum,
}

const fn point(label: &'static str, year: f64, value: f64, source: &'static Source) -> Point {
    Point { label, year, value: exact(value, Reported, source).by(source) }
}

/// Capital expenditure of the five largest cloud firms, in $B/year. Definitions differ, hence the ranges.
pub static HYPERSCALER_CAPEX: &[Point] = &[
    Point {
        label: "2024",
        year: 2024.5,
        value: between(200.0, CAPEX_2024, 261.0, Reported, &from::MORGAN_STANLEY)
            .by(&from::MORGAN_STANLEY)
            .others(&[other(215.0, "calls of the firms, 200 to 230", Reported, &from::HYPERSCALER_CALLS)]),
    },
    Point {
        label: "2025",
        year: 2025.5,
        value: between(380.0, CAPEX_2025, 520.0, Derived, &from::MORGAN_STANLEY)
            .by(&from::MORGAN_STANLEY)
            .note("Drawn from Morgan Stanley's figures of the years around it.")
            .others(&[
                other(450.0, "calls of the firms, 380 to 520", Reported, &from::HYPERSCALER_CALLS),
                other(410.0, "Goldman Sachs, four firms", Derived, &from::GOLDMAN_CAPEX),
            ]),
    },
    Point {
        label: "2026, forecast",
        year: 2026.5,
        value: between(630.0, CAPEX_2026, 805.0, Reported, &from::MORGAN_STANLEY)
            .by(&from::MORGAN_STANLEY)
            .others(&[
                other(645.0, "guides of February, 630 to 660", Reported, &from::HYPERSCALER_CALLS),
                other(725.0, "Zacks", Reported, &from::HYPERSCALER_CALLS),
                other(750.0, "CreditSights, top five", Reported, &from::HYPERSCALER_CALLS),
                other(754.0, "analysts of June, by Goldman Sachs", Derived, &from::GOLDMAN_CAPEX),
            ]),
    },
    Point {
        label: "2027, forecast",
        year: 2027.5,
        value: between(920.0, CAPEX_2027, 1400.0, Reported, &from::MORGAN_STANLEY)
            .by(&from::MORGAN_STANLEY)
            .others(&[
                other(920.0, "analysts of June", Reported, &from::GOLDMAN_CAPEX),
                other(1100.0, "Goldman Sachs", Reported, &from::GOLDMAN_CAPEX),
                other(1400.0, "Goldman Sachs, highest case", Reported, &from::GOLDMAN_CAPEX),
            ]),
    },
];
const CAPEX_2024: f64 = 261.0;
const CAPEX_2025: f64 = 437.0;
const CAPEX_2026: f64 = 805.0;
const CAPEX_2027: f64 = 1116.0;

/// Spending on AI of all kinds, in $B/year.
pub static GARTNER_TOTAL: &[Point] = &[
    point("2025", 2025.5, 1770.0, &from::GARTNER),
    point("2026", 2026.5, 2600.0, &from::GARTNER),
    point("2027", 2027.5, 3490.0, &from::GARTNER),
];

/// Spending on AI infrastructure, in $B/year.
pub static GARTNER_INFRASTRUCTURE: &[Point] = &[
    point("2025", 2025.5, 976.0, &from::GARTNER),
    point("2026", 2026.5, 1432.0, &from::GARTNER),
    point("2027", 2027.5, 1890.0, &from::GARTNER),
];

/// Spending on AI models, in $B/year.
pub static GARTNER_MODELS: &[Point] = &[
    point("2025", 2025.5, 15.5, &from::GARTNER),
    point("2026", 2026.5, 32.6, &from::GARTNER),
    point("2027", 2027.5, 59.2, &from::GARTNER),
];

/// Dollars spent on infrastructure per dollar spent on models, in 2026.
pub const INFRASTRUCTURE_PER_MODEL: Datum =
    exact(1432.0 / 32.6, Derived, &from::GARTNER).note("1,432 divided by 32.6, both of 2026.");

/// Data-centre revenue of NVIDIA, in $B/year. Its fiscal years end in January.
pub static NVIDIA_DATACENTER: &[Point] = &[
    Point { label: "fiscal 2024", year: 2023.57, value: exact(47.5, Recalled, &from::NVIDIA_10K) },
    point("fiscal 2025", 2024.57, 115.2, &from::NVIDIA_10K),
    point("fiscal 2026", 2025.57, 193.7, &from::NVIDIA_10K),
    Point {
        label: "quarter to July 2026, times four",
        year: 2026.45,
        value: exact(4.0 * 89.0, Derived, &from::NVIDIA_CALL).note("$89.0B in the quarter."),
    },
    Point {
        label: "fiscal 2028, guided, all of NVIDIA",
        year: 2027.57,
        value: between(670.0, 685.0, 700.0, Reported, &from::NVIDIA_CALL)
            .note("Implied by a guide of 70 % growth."),
    },
];

/// AI infrastructure by 2030 according to NVIDIA's CEO, in $B/year.
pub static HUANG_2030: Point = Point {
    label: "NVIDIA, by 2030",
    year: 2030.5,
    value: between(3000.0, 3500.0, 4000.0, Reported, &from::HUANG_2030)
        .by(&from::HUANG_2030)
        .note("Three to four trillion a year; some reports have it as a sum up to 2030."),
};

/// AI data centres up to 2030 according to McKinsey, in $B in total.
pub const MCKINSEY_2030: Datum = exact(5200.0, Reported, &from::MCKINSEY)
    .others(const { &[other(6700.0, "all data centres", Reported, &from::MCKINSEY)] });

/// AI infrastructure in 2029 according to IDC, in $B/year. No page of IDC was found.
pub const IDC_2029: Datum = exact(758.0, Recalled, &from::COMMON);

/// A claim that is repeated in a different sense from the original.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    /// The figure, in $B in total.
    pub value: Datum,
    /// What it counted.
    pub counted: &'static str,
    /// How the article reads it.
    pub read_as: &'static str,
    /// The document that reads it that way.
    pub reader: &'static Source,
    /// What remains unclear.
    pub open: &'static str,
}

/// The claim of a trillion dollars.
pub static CLAIM_TRILLION: Claim = Claim {
    value: exact(1000.0, Reported, &from::GTC_2026_ORDERS)
        .note("At least so much; five months before it was 500 through 2026.")
        .others(&[other(500.0, "the statement before, through 2026", Reported, &from::GTC_2026_ORDERS)]),
    counted: explanation(
        "Orders and demand of high confidence for two generations of NVIDIA machines, Blackwell and Vera Rubin, summed up to the end of 2027. About 60 % of it from the five largest cloud firms.",
    ),
    read_as: explanation("The yearly size of the market for AI chips and infrastructure by 2027."),
    reader: &from::ARTICLE,
    open: explanation("Whether stand-alone Vera, LPX and Rubin Ultra are in it."),
};

/// NVIDIA's sales per gigawatt, in $B/GW, including network and processors.
pub const NVIDIA_PER_GW: Datum =
    between(18.0, 25.0, 40.0, Reported, &from::NVIDIA_CALL).note("Grace Blackwell.").others(
        const {
            &[
                other(18.0, "Hopper", Reported, &from::NVIDIA_CALL),
                other(40.0, "Vera Rubin", Reported, &from::NVIDIA_CALL),
                other(35.0, "Blackwell, a year before", Reported, &from::NVIDIA_CALL_2025),
            ]
        },
    );

/// Total cost of a gigawatt, in $B/GW.
pub const CAPEX_PER_GW: Datum = between(35.0, 55.0, 100.0, Reported, &from::NVIDIA_CALL_2025)
    .note("50 to 60 for Blackwell, according to NVIDIA's CEO.")
    .others(
        const {
            &[
                other(35.0, "Bernstein", Reported, &from::BERNSTEIN),
                other(45.0, "IEA, 40 to 50", Reported, &from::IEA),
                other(80.0, "soon, lower end", Reported, &from::GTC_TAIPEI_2026),
                other(100.0, "soon, upper end", Reported, &from::GTC_TAIPEI_2026),
                other(40.0, "keynote, over 15 years, unclear of what", Notes, &from::GTC_2026),
            ]
        },
    );

/// Power of the world's AI data centres at the end of 2025, in GW.
pub const FLEET_2025: Datum = exact(156.0 - 125.0, Derived, &from::MCKINSEY)
    .note("156 GW in 2030 less the 125 GW to be added.")
    .others(
        const { &[other(25.0, "chips sold from 2022 to 2025, by their power", Derived, &from::EPOCH_CHIPS)] },
    );

/// Power of the world's AI data centres in 2030, in GW.
pub const FLEET_2030: Datum = exact(156.0, Reported, &from::MCKINSEY);

/// Power of the world's AI data centres at the end of 2026, in GW.
pub const FLEET_2026: Datum = between(31.0, 42.8, 56.0, Derived, &from::MCKINSEY)
    .note("Between 31 GW at the end of 2025 and 156 GW at the end of 2030 by equal yearly factors. The range runs from no growth to equal yearly additions.")
    .others(const { &[other(45.0, "chips sold from 2022 to 2025 and 20 GW of 2026", Derived, &from::EPOCH_CHIPS)] });

/// Factor by which tokens served grow in a year.
pub const DEMAND_GROWTH: Datum = between(1.5, 2.21, 4.14, Derived, &from::GOLDMAN)
    .note("24 times from 2026 to 2030: the fourth root of 24.")
    .others(const { &[other(4.14, "Google, July 2025 to May 2026", Derived, &from::GOOGLE_TOKENS)] });

/// Factor by which tokens per watt grow in a year.
pub const EFFICIENCY_GAIN: Datum = between(1.0, 1.60, 2.32, Derived, &from::GOLDMAN)
    .note("Tokens grow 24 times from 2026 to 2030 (Goldman Sachs) on 156 / 42.8 times the power (McKinsey): the fourth root of the quotient. Two forecasts by two firms.")
    .others(
        const {
            &[
                other(2.32, "Rubin against GB200, 5.4 times in two years", Derived, &from::INFERENCEX_RUBIN),
                other(3.16, "Rubin against GB200, NVIDIA's 10 times in two years", Derived, &from::GTC_2026),
            ]
        },
    );

/// Power of AI data centres that the world can add in 2026, in GW.
pub const SUPPLY_LIMIT: Datum =
    between(CAPEX_2026 / CAPEX_PER_GW.value, 20.0, 25.0, Derived, &from::NVIDIA_CALL)
        .note("NVIDIA's $374B of 2026, by two quarters and its guides, at $27B a gigawatt: 14 GW. 6 GW from others are assumed.")
        .others(
            const {
                &[
                    other(
                        CAPEX_2026 / CAPEX_PER_GW.value,
                        "$805B of five firms at $55B a gigawatt",
                        Derived,
                        &from::MORGAN_STANLEY,
                    ),
                    other(125.0 / 5.0, "mean of 2026 to 2030", Derived, &from::MCKINSEY),
                    other(CAPEX_2026 / CAPEX_PER_GW.low, "$805B at Bernstein's $35B a gigawatt", Derived, &from::BERNSTEIN),
                ]
            },
        );

/// Factor by which that limit grows in a year.
pub const SUPPLY_GROWTH: Datum = between(1.0, 260.0 / 200.0, 200.0 / 130.0, Derived, &from::PACKAGING)
    .note("Wafers of chip packaging in 2028 against 2027.")
    .others(const { &[other(200.0 / 130.0, "2027 against 2026", Derived, &from::PACKAGING)] });

const fn wafers(label: &'static str, year: f64, thousands: f64) -> Point {
    Point { label, year, value: exact(thousands, Notes, &from::PACKAGING) }
}

/// Wafers of chip packaging, in thousands a month.
pub static PACKAGING: &[Point] = &[
    wafers("2023", 2023.5, 13.0),
    wafers("2024", 2024.5, 35.0),
    wafers("2025", 2025.5, 77.5),
    wafers("2026", 2026.5, 130.0),
    wafers("2027", 2027.5, 200.0),
    wafers("2028", 2028.5, 260.0),
];

/// Electricity of data centres in the United States, in TWh/year.
pub static US_ELECTRICITY: &[Point] = &[
    point("2024", 2024.5, 192.0, &from::LBNL),
    Point { label: "2030", year: 2030.5, value: between(521.0, 649.0, 843.0, Reported, &from::LBNL) },
];

/// Money spent on AI data centres in 2024 and 2025, in $B.
pub const SPENT_BEFORE: Datum =
    between(580.0, CAPEX_2024 + CAPEX_2025, 781.0, Derived, &from::MORGAN_STANLEY)
        .note("Capital expenditure of the five largest cloud firms in both years.")
        .others(const { &[other(976.0, "all AI infrastructure in 2025 alone", Reported, &from::GARTNER)] });

/// What the world pays for tokens, in $B/year.
pub const TOKEN_REVENUE: Datum = between(70.0, 115.6, 140.0, Reported, &from::GATT)
    .note("An estimate of May 2026 by one author, with the range given there.")
    .others(
        const {
            &[
                other(97.0, "the same author, before", Reported, &from::GATT),
                other(32.6, "AI models, 2026", Reported, &from::GARTNER),
                other(47.0, "Anthropic alone, late May 2026", Reported, &from::ANTHROPIC_RUN_RATE),
                other(44.0, "Anthropic alone, May 2026", Reported, &from::GATT),
                other(30.0, "Anthropic alone, April 2026", Reported, &from::LAB_REVENUE),
                other(24.5, "OpenAI alone", Reported, &from::LAB_REVENUE),
                other(37.0, "Microsoft's AI", Reported, &from::LAB_REVENUE),
            ]
        },
    );

/// People in the world.
pub const PEOPLE: Datum = exact(8.2e9, Recalled, &from::COMMON);

/// Number of agents at which adoption saturates.
pub const AGENT_CEILING: Datum = exact(PEOPLE.value, Assumed, &from::COMMON)
    .note("At most one working agent for each person. Nothing is published.");

/// Share of tokens that open-weights models serve, in percent.
pub const OPEN_SHARE: Datum =
    exact(69.0, Reported, &from::TUNGUZ).note("Of the tokens of one marketplace, OpenRouter.");

/// Factor by which open-weights models are cheaper.
pub const OPEN_DISCOUNT: Datum = between(10.0, 10.0, 20.0, Reported, &from::TUNGUZ)
    .note("Ten to twenty times; the lower end.")
    .others(const { &[other(20.0, "the upper end", Reported, &from::TUNGUZ)] });

/// Cost of a token without multi-token prediction relative to that with it, at 150 tokens/s/user on GB300.
pub const PREDICTION_SHOCK: Datum = exact(21.0, Published, &from::INFERENCEX_V2);

/// Share of demand served at the edge instead, in percent.
pub const EDGE: Datum =
    missing("No figure was found of how much demand phones and computers take over.", &from::COMMON);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::near::near;

    fn root(value: f64, years: f64) -> f64 {
        libm::pow(value, 1.0 / years)
    }

    #[test]
    fn derived_figures_follow_from_what_their_notes_say() {
        near(FLEET_2026.value, FLEET_2025.value * root(FLEET_2030.value / FLEET_2025.value, 5.0), 2e-3);
        near(FLEET_2026.high, FLEET_2025.value + (FLEET_2030.value - FLEET_2025.value) / 5.0, 1e-9);
        near(DEMAND_GROWTH.value, root(24.0, 4.0), 3e-3);
        near(DEMAND_GROWTH.high, root(3200.0 / 980.0, 10.0 / 12.0), 3e-3);
        near(EFFICIENCY_GAIN.value, root(24.0 / (FLEET_2030.value / FLEET_2026.value), 4.0), 3e-3);
        near(EFFICIENCY_GAIN.others[0].value, root(5.4, 2.0), 3e-3);
        near(EFFICIENCY_GAIN.others[1].value, root(10.0, 2.0), 3e-3);
        near(SUPPLY_LIMIT.value, 20.0, 1e-9);
        near(SUPPLY_LIMIT.high, SUPPLY_LIMIT.others[1].value, 1e-9);
        near(SUPPLY_GROWTH.value, PACKAGING[5].value.value / PACKAGING[4].value.value, 1e-9);
        near(SUPPLY_GROWTH.high, PACKAGING[4].value.value / PACKAGING[3].value.value, 1e-9);
        near(
            INFRASTRUCTURE_PER_MODEL.value,
            GARTNER_INFRASTRUCTURE[1].value.value / GARTNER_MODELS[1].value.value,
            1e-9,
        );
    }

    #[test]
    fn sums_are_of_the_series() {
        let [low, value, high] = [0, 1].iter().fold([0.0; 3], |[low, value, high], &year| {
            let datum = HYPERSCALER_CAPEX[year].value;
            [low + datum.low, value + datum.value, high + datum.high]
        });
        near(SPENT_BEFORE.low, low, 1e-9);
        near(SPENT_BEFORE.value, value, 1e-9);
        near(SPENT_BEFORE.high, high, 1e-9);
        near(SUPPLY_LIMIT.others[2].value, HYPERSCALER_CAPEX[2].value.value / CAPEX_PER_GW.low, 1e-9);
        near(SUPPLY_LIMIT.low, HYPERSCALER_CAPEX[2].value.value / CAPEX_PER_GW.value, 1e-9);
        near(SUPPLY_LIMIT.value, crate::catalog::fleet::COHORTS[3].sold.value, 1e-9);
    }

    #[test]
    fn series_run_forward() {
        for series in [
            HYPERSCALER_CAPEX,
            GARTNER_TOTAL,
            GARTNER_INFRASTRUCTURE,
            GARTNER_MODELS,
            NVIDIA_DATACENTER,
            PACKAGING,
            US_ELECTRICITY,
        ] {
            for pair in series.windows(2) {
                assert!(
                    pair[0].year < pair[1].year && pair[0].value.value < pair[1].value.value,
                    "{}",
                    pair[1].label
                );
            }
        }
        for [total, part] in
            [[GARTNER_TOTAL, GARTNER_INFRASTRUCTURE], [GARTNER_INFRASTRUCTURE, GARTNER_MODELS]]
        {
            assert!(total.iter().zip(part).all(|(total, part)| total.value.value > part.value.value));
        }
    }
}
