//! The world's AI machines: how many were sold each year, what power they draw, how many tokens they can serve,
//! and which part of that serves tokens.

use super::market::Point;
use super::sources::{self as from, other};
use super::{Datum, Grade::*, Source, between, exact};

/// Years of [`MACHINES`], in order.
pub const YEARS: [u16; 4] = [2022, 2023, 2024, 2025];

/// Accelerators of one kind, by the year they were sold in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Machines {
    /// Name in links.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// Units sold in each of [`YEARS`], in thousands.
    pub sold: [Datum; 4],
    /// Power of one unit at the meter, in kW, including server, network and cooling. By year, because the mix can
    /// change.
    pub power: [Datum; 4],
    /// Tokens per watt, relative to GB200.
    pub tokens_per_watt: Datum,
}

/// Units in thousands. Epoch's 90 % range is about a fifth either way for all chips together, and wider for a single
/// kind.
const fn units(thousands: f64) -> Datum {
    between(thousands / EPOCH_RANGE, thousands, thousands * EPOCH_RANGE, Published, &from::EPOCH_CHIPS)
}
const EPOCH_RANGE: f64 = 1.2;

const fn sold([first, second, third, fourth]: [f64; 4]) -> [Datum; 4] {
    [units(first), units(second), units(third), units(fourth)]
}

/// All-in power according to the benchmark.
const fn measured(kilowatts: f64) -> [Datum; 4] {
    [exact(kilowatts, Published, &from::INFERENCEX); 4]
}

/// All-in power of a machine of which only the power of the chip is known: computed from it, by year.
const fn from_chip([first, second, third, fourth]: [f64; 4]) -> [Datum; 4] {
    [whole(first), whole(second), whole(third), whole(fourth)]
}
const fn whole(chip: f64) -> Datum {
    exact(CHIP_TO_METER * chip, Assumed, &from::EPOCH_CHIPS)
        .note("Power of the chips sold that year, divided by their number, times 1.8 for server, network and cooling. Epoch's own factor is 1.82 before the site's overhead.")
}
/// Power at the meter per watt of a chip, if nothing better is known.
const CHIP_TO_METER: f64 = 1.8;

const AMD_2025: Datum = exact(2.11, Derived, &from::INFERENCEX).note(
    "225 thousand of the MI300 line at 1.79 kW, 91 thousand MI325X at 2.18 and 125 thousand MI350X and MI355X at 2.65.",
);

/// The machines sold, by kind.
pub static MACHINES: &[Machines] = &[
    Machines {
        slug: "a100",
        label: "A100, A800",
        sold: sold([796.0, 287.0, 0.0, 0.0]),
        power: [exact(0.88, Assumed, &from::CHOICE)
            .note("About half of an H100, as its chip draws 400 W against 700 W."); 4],
        tokens_per_watt: exact(0.10, Assumed, &from::CHOICE)
            .note("No FP8, and less than half the bandwidth of H200. Nothing is measured for the calls computed here."),
    },
    Machines {
        slug: "hopper",
        label: "H100, H200, H800",
        sold: sold([39.0, 1007.0, 2679.0, 708.0]),
        power: measured(1.73),
        tokens_per_watt: exact(0.25, Derived, &from::SEARCH)
            .note("The program's own throughput on the baseline call."),
    },
    Machines {
        slug: "h20",
        label: "H20",
        sold: sold([0.0, 0.0, 958.0, 531.0]),
        power: [exact(1.2, Assumed, &from::CHOICE)
            .note("An H100 server with chips that draw less."); 4],
        tokens_per_watt: exact(0.30, Assumed, &from::CHOICE)
            .note("A little above Hopper: less arithmetic, more bandwidth, less power."),
    },
    Machines {
        slug: "b200",
        label: "B200, GB200",
        sold: sold([0.0, 0.0, 201.0, 1718.0]),
        power: measured(2.13),
        tokens_per_watt: between(0.89, 0.89, 1.0, Derived, &from::SEARCH)
            .note("B200 in servers of eight; GB200 has 1. Epoch does not count them separately."),
    },
    Machines {
        slug: "b300",
        label: "B300, GB300",
        sold: sold([0.0, 0.0, 0.0, 1501.0]),
        power: measured(2.15),
        tokens_per_watt: between(0.92, 0.92, 1.06, Derived, &from::SEARCH)
            .note("B300 in servers of eight; GB300 has 1.06. Epoch does not count them separately."),
    },
    Machines {
        slug: "amd",
        label: "AMD Instinct",
        sold: sold([0.0, 0.0, 481.0, 441.0]),
        power: {
            let mi300x = exact(1.79, Published, &from::INFERENCEX).note("As MI300X, most of what was sold.");
            [mi300x, mi300x, mi300x, AMD_2025]
        },
        tokens_per_watt: exact(0.54, Derived, &from::SEARCH)
            .note("The program's own throughput on the baseline call."),
    },
    Machines {
        slug: "tpu",
        label: "Google TPU v4 to v7",
        sold: sold([102.0, 1020.0, 2202.0, 2766.0]),
        power: from_chip([0.254, 0.254, 0.316, 0.444]),
        tokens_per_watt: exact(0.40, Assumed, &from::CHOICE).note("Between Hopper and Blackwell."),
    },
    Machines {
        slug: "trainium",
        label: "Amazon Trainium 1 and 2",
        sold: sold([0.0, 0.0, 755.0, 1085.0]),
        power: from_chip([0.384, 0.384, 0.384, 0.500]),
        tokens_per_watt: exact(0.30, Assumed, &from::CHOICE).note("A little above Hopper's."),
    },
];

/// Power of the machines sold in one of [`YEARS`], in GW at the meter.
pub fn gigawatts_sold(year: usize) -> f64 {
    MACHINES.iter().map(|kind| gigawatts(kind, year)).sum()
}

/// Power of all machines sold up to the end of one of [`YEARS`], in GW.
pub fn gigawatts_stock(year: usize) -> f64 {
    (0..=year).map(gigawatts_sold).sum()
}

/// Serving capacity of those machines, in GW of GB200.
pub fn capacity(year: usize) -> f64 {
    let each = |kind: &Machines| {
        kind.tokens_per_watt.value * (0..=year).map(|year| gigawatts(kind, year)).sum::<f64>()
    };
    MACHINES.iter().map(each).sum()
}

fn gigawatts(kind: &Machines, year: usize) -> f64 {
    kind.sold[year].value * kind.power[year].value / 1000.0
}

/// Power of the machines that served the tokens of May 2026, in GW.
pub const FLEET_MAY_2026: Datum = between(22.0, 26.0, 33.0, Derived, &from::EPOCH_CHIPS)
    .note("Machines sold to the end of 2025, which were at work by May 2026 after a lag of about two quarters, with 1 GW of older and of Chinese chips.")
    .others(const { &[other(31.0, "McKinsey, end of 2025", Derived, &from::MCKINSEY)] });

/// Tokens that a megawatt of GB200 serves in a day if nothing is held back, in T (10^12) tokens.
pub const TOKENS_PER_MW_DAY: Datum = exact(1.096, Derived, &from::SEARCH)
    .note("DeepSeek V3 and the baseline call at 21 tokens/s/user: 12.68M tokens/s/MW.");

/// Share of the power used for serving rather than for training or research.
pub const SERVING: Datum = between(0.30, 0.45, 0.65, Derived, &from::OPENAI_SPLIT_2025)
    .note("Published for two laboratories; reports on all compute give a higher share.")
    .others(
        const {
            &[
                other(0.29, "OpenAI, 2024: 2 of 7 billion dollars", Reported, &from::OPENAI_SPLIT_2024),
                other(0.26, "OpenAI, 2025, lower end", Derived, &from::OPENAI_SPLIT_2025),
                other(0.40, "OpenAI, 2025, upper end; Anthropic", Derived, &from::LAB_MARGINS),
                other(0.70, "all compute, 60 to 80 %", Reported, &from::INFERENCE_SHARE),
            ]
        },
    );

/// Share of that used for language models rather than for ranking, images, video or idle reservations.
pub const TEXT: Datum =
    between(0.40, 0.55, 0.80, Assumed, &from::CHOICE).note("Nothing is published. A little more than half.");

/// Load of the serving machines over the day and the week.
pub const LOAD: Datum = between(0.33, 0.55, 0.75, Derived, &from::AZURE_TRACES)
    .note(
        "From capacity for the highest hour of one country's coding, 0.33, to that of DeepSeek's day, 0.75.",
    )
    .others(const { &[other(0.75, "DeepSeek's day", Derived, &from::DEEPSEEK_DAY)] });

/// Tokens per watt of the machines in use, relative to GB200.
pub const GENERATIONS: Datum = between(0.38, 0.485, 0.62, Derived, &from::EPOCH_CHIPS)
    .note("Machines sold from 2022 to 2025, weighted by their power.");

/// Throughput of calls of all kinds relative to that of a coding agent's calls.
pub const CALLS: Datum = between(0.50, 0.73, 1.0, Derived, &from::SEARCH).note(
    "Half coding calls at 12.68M tokens/s/MW; the rest calls of 6,000 tokens at 9.30M and chat at 6.01M. The split is assumed.",
);

/// Share of the throughput that remains at speeds above 21 tokens/s/user.
pub const SPEED: Datum = between(0.45, 0.70, 0.95, Derived, &from::SEARCH)
    .note("0.92 at 50 tokens/s/user and 0.45 at 100. How much is served at which speed is assumed.");

/// Throughput of the mix of models relative to that of DeepSeek V3.
pub const MODELS: Datum = between(0.30, 0.68, 1.5, Assumed, &from::SEARCH).note(
    "30 % of tokens from models with 0.3 of V3's throughput, 70 % from models with 1.5 times as much. Makers of closed models publish no sizes.",
);

/// Share of the computed throughput that operators reach.
pub const YIELD: Datum = between(0.30, 0.50, 0.80, Assumed, &from::CHOICE)
    .note("The best operator with a published day, DeepSeek, reaches 0.80. Most are taken to reach less.")
    .others(
        const {
            &[
                other(0.80, "DeepSeek's day", Derived, &from::DEEPSEEK_DAY),
                other(0.46, "Google, arithmetic in use while training", Reported, &from::TRAINING_MFU),
                other(0.43, "Meta, arithmetic in use while training", Reported, &from::TRAINING_MFU),
                other(0.11, "xAI, arithmetic in use while training", Reported, &from::TRAINING_MFU),
            ]
        },
    );

/// One step from the power installed to the tokens served.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Name in links.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// Share that is left after it.
    pub left: Datum,
}

const fn step(slug: &'static str, label: &'static str, left: Datum) -> Step {
    Step { slug, label, left }
}

/// The eight steps, in order.
pub static WATERFALL: [Step; 8] = [
    step("serving", "Serving, not training", SERVING),
    step("text", "Language models", TEXT),
    step("load", "Load over day and week", LOAD),
    step("generations", "Older generations of machines", GENERATIONS),
    step("calls", "Calls of other kinds", CALLS),
    step("speed", "Faster answers", SPEED),
    step("models", "Other models", MODELS),
    step("yield", "Yield of operators", YIELD),
];

/// Factor, up and down, within which the product of the eight steps is known.
pub const BAND: Datum = exact(3.6, Derived, &from::SEARCH)
    .note("Half of each step's range as a logarithm; the root of the sum of their squares.");

/// Tokens of the world by these steps, in T tokens/day.
pub fn tokens_per_day() -> f64 {
    let left: f64 = WATERFALL.iter().map(|step| step.left.value).product();
    FLEET_MAY_2026.value * 1000.0 * TOKENS_PER_MW_DAY.value * left
}

/// Machines sold in one year, from which the market is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cohort {
    /// The year.
    pub year: u16,
    /// Power sold, in GW at the meter.
    pub sold: Datum,
    /// Tokens per watt of that year's sales, relative to GB200.
    pub tokens_per_watt: Datum,
    /// Price of the machines, in $/W.
    pub machines: Datum,
    /// Price of building, power and cooling, in $/W.
    pub shell: Datum,
    /// Published price of everything together, in $/W. It is not always the sum, because definitions differ.
    pub all_in: Datum,
}

/// Power sold in a year, from Epoch's counts.
const fn counted(gigawatts: f64) -> Datum {
    between(gigawatts / EPOCH_RANGE, gigawatts, gigawatts * EPOCH_RANGE, Derived, &from::EPOCH_CHIPS)
        .note("Units sold times their power at the meter.")
}
/// Tokens per watt, with the same relative range as the whole fleet.
const fn mixed(tokens: f64) -> Datum {
    between(
        tokens * GENERATIONS.low / GENERATIONS.value,
        tokens,
        tokens * GENERATIONS.high / GENERATIONS.value,
        Derived,
        &from::EPOCH_CHIPS,
    )
    .note("That year's sales, weighted by power.")
}
/// NVIDIA's revenue divided by the power it sold, which is within 12 % of NVIDIA's own figure.
const fn priced(dollars: f64) -> Datum {
    between(0.88 * dollars, dollars, 1.12 * dollars, Derived, &from::NVIDIA_10K)
        .note("NVIDIA's data-centre revenue divided by the power it sold. It comes within 12 % of the figures NVIDIA gives, hence the range.")
}
/// Price of a building, within the range of all cities.
const fn shell(dollars: f64, grade: super::Grade, source: &'static Source) -> Datum {
    between(8.0, dollars, 15.2, grade, source)
}

/// The years 2023 to 2027. The last is a forecast, the one before it partly so.
pub const COHORTS: [Cohort; 5] = [
    Cohort {
        year: 2023,
        sold: counted(2.5),
        tokens_per_watt: mixed(0.25),
        machines: between(15.8, 18.0, 20.2, Reported, &from::NVIDIA_CALL).note("Hopper, as NVIDIA says; 12 % either way."),
        shell: shell(10.5, Assumed, &from::JLL).note("The mean of 2025, less two years of rising prices."),
        all_in: exact(29.0, Derived, &from::NVIDIA_CALL).note("Machines and building."),
    },
    Cohort {
        year: 2024,
        sold: counted(8.8),
        tokens_per_watt: mixed(0.33),
        machines: priced(18.6),
        shell: shell(11.0, Assumed, &from::JLL).note("The mean of 2025, less a year of rising prices."),
        all_in: exact(30.0, Derived, &from::NVIDIA_10K).note("Machines and building."),
    },
    Cohort {
        year: 2025,
        sold: counted(12.8),
        tokens_per_watt: mixed(0.67),
        machines: between(22.1, 23.5, 25.0, Derived, &from::NVIDIA_10K)
            .note("22.1 from NVIDIA's revenue and the power it sold; 25 as NVIDIA says of Grace Blackwell."),
        shell: shell(11.8, Reported, &from::JLL).note("11.3, the mean of the world, to 12.3, the same with what AI needs."),
        all_in: between(35.0, 40.0, 45.0, Reported, &from::BERNSTEIN).note("Bernstein has 35."),
    },
    Cohort {
        year: 2026,
        sold: between(17.0, 20.0, 24.0, Derived, &from::NVIDIA_CALL)
            .note("NVIDIA's $374B, by two quarters and its guides, at $27 a watt: 14 GW. 6 GW from others are assumed."),
        tokens_per_watt: between(0.86, 1.1, 1.41, Assumed, &from::CHOICE)
            .note("Mostly GB300, with the first Rubin. The range is that of the years before."),
        machines: between(23.8, 27.0, 30.2, Derived, &from::NVIDIA_CALL).note("Between Grace Blackwell at 25 and Rubin at 40; 12 % either way."),
        shell: shell(12.3, Derived, &from::JLL).note("The mean of the world and 8.5 % more for AI."),
        all_in: between(40.0, 45.0, 50.0, Reported, &from::IEA),
    },
    Cohort {
        year: 2027,
        sold: between(20.0, 25.0, 32.0, Assumed, &from::CHOICE)
            .note("A quarter more than in 2026. The range is that of the forecasts of spending."),
        tokens_per_watt: between(2.0, 3.0, 5.0, Assumed, &from::INFERENCEX_RUBIN)
            .note("Mostly Rubin: 5.4 times GB200 as measured, with less of it at full use and other machines beside it."),
        machines: between(33.0, 38.0, 43.0, Derived, &from::NVIDIA_CALL)
            .note("Mostly Rubin at 40 a watt, as NVIDIA says, with other machines beside it.")
            .others(const { &[other(41.0, "Vera Rubin, Morgan Stanley", Reported, &from::MORGAN_STANLEY_GW)] }),
        shell: shell(13.0, Assumed, &from::JLL).note("The price of 2026 and a year of rising prices."),
        all_in: between(50.0, 55.0, 60.0, Reported, &from::NVIDIA_CALL_2025)
            .others(const { &[
                other(80.0, "soon, lower end", Reported, &from::GTC_TAIPEI_2026),
                other(100.0, "soon, upper end", Reported, &from::GTC_TAIPEI_2026),
            ] }),
    },
];

/// What the world spends on AI machines and sites in 2027, in $B.
pub const SPENDING_2027: Datum = between(1000.0, 1275.0, 1600.0, Derived, &from::MORGAN_STANLEY)
    .note("25 GW at $38 for machines and $13 for the building of each watt. Morgan Stanley has 1,116 for five firms, who spend on more than AI; others may add 30 %.");

/// A forecast that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// Name in links.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// Capital expenditure of the largest cloud firms in 2027, in $B.
    pub capex_2027: Datum,
    /// Power sold in 2026 and in 2027, in GW.
    pub sold: [f64; 2],
    /// Tokens per watt sold in 2027, relative to GB200.
    pub tokens_per_watt: f64,
}

const fn outlook(
    slug: &'static str,
    label: &'static str,
    capex: f64,
    [first, second, tokens]: [f64; 3],
) -> Outlook {
    Outlook {
        slug,
        label,
        capex_2027: exact(capex, Reported, &from::GOLDMAN_CAPEX),
        sold: [first, second],
        tokens_per_watt: tokens,
    }
}

/// Low, middle and high: analysts' expectation, Goldman Sachs' own forecast, and its highest case.
pub const OUTLOOKS: [Outlook; 3] = [
    outlook(
        "low",
        "What analysts expect",
        920.0,
        [COHORTS[3].sold.low, COHORTS[4].sold.low, COHORTS[4].tokens_per_watt.low],
    ),
    outlook(
        "base",
        "Goldman Sachs",
        1100.0,
        [COHORTS[3].sold.value, COHORTS[4].sold.value, COHORTS[4].tokens_per_watt.value],
    ),
    outlook(
        "high",
        "Goldman Sachs, highest case",
        1400.0,
        [COHORTS[3].sold.high, COHORTS[4].sold.high, COHORTS[4].tokens_per_watt.high],
    ),
];

/// How sharply machines are switched off as their earnings fall below their running cost.
pub const KEEP_SHARPNESS: Datum = exact(6.0, Assumed, &from::CHOICE)
    .note("A machine that earns its running cost is kept in half of all cases; one that earns 1.5 times as much in 92 of 100.");

/// Lowest running cost of a machine, in percent of what it earns.
pub const LEAST_RUNNING: Datum = exact(1e-4, Assumed, &from::CHOICE).note(
    "So that machines of which the electricity is free are kept, and what they earn against it has a value.",
);

/// Cost of fitting new machines into an old building, in percent of the price of a building.
pub const REFIT: Datum = exact(10.0, Assumed, &from::CHOICE)
    .note("New racks, pipes and feeds in an old building. Nothing is published.");

const fn seen(label: &'static str, year: f64, value: f64, source: &'static Source) -> Point {
    Point { label, year, value: exact(value, Reported, source) }
}
const fn reckoned(label: &'static str, year: f64, value: f64, source: &'static Source) -> Point {
    Point { label, year, value: exact(value, Derived, source) }
}
const fn within(
    label: &'static str,
    year: f64,
    [low, value, high]: [f64; 3],
    source: &'static Source,
) -> Point {
    Point { label, year, value: between(low, value, high, Derived, source) }
}

/// Power of all machines sold, in GW at the end of a year.
pub static STOCK: &[Point] = &[
    within("2023", 2024.0, [2.8, 3.4, 4.1], &from::EPOCH_CHIPS),
    within("2024", 2025.0, [10.0, 12.2, 15.0], &from::EPOCH_CHIPS),
    within("2025", 2026.0, [22.0, 25.0, 31.0], &from::EPOCH_CHIPS),
    within("2026", 2027.0, [43.0, 45.0, 47.0], &from::NVIDIA_CALL),
];

/// Their serving capacity, in GW of GB200 at the end of a year.
pub static CAPACITY: &[Point] = &[
    reckoned("2023", 2024.0, 0.7, &from::EPOCH_CHIPS),
    reckoned("2024", 2025.0, 3.6, &from::EPOCH_CHIPS),
    reckoned("2025", 2026.0, 12.2, &from::EPOCH_CHIPS),
    reckoned("2026", 2027.0, 34.0, &from::NVIDIA_CALL),
];

/// Data-centre revenue of NVIDIA by the fiscal year that covers all but a month of the calendar year, in $B.
pub static NVIDIA: &[Point] = &[
    seen("2023", 2023.57, 47.5, &from::NVIDIA_10K),
    seen("2024", 2024.57, 115.2, &from::NVIDIA_10K),
    seen("2025", 2025.57, 193.7, &from::NVIDIA_10K),
    reckoned("2026, by two quarters and guides", 2026.57, 374.0, &from::NVIDIA_CALL),
];

/// Annualized revenue of OpenAI, in $B, net of Microsoft's share. Must not be added to Anthropic's.
pub static OPENAI_REVENUE: &[Point] = &[
    seen("end of 2023", 2024.0, 2.0, &from::OPENAI_FRIAR),
    seen("end of 2024", 2025.0, 6.0, &from::OPENAI_FRIAR),
    seen("end of 2025, at least", 2026.0, 20.0, &from::OPENAI_FRIAR),
    seen("April 2026, 24 to 25", 2026.29, 24.5, &from::LAB_REVENUE),
];

/// Power of OpenAI's machines, in GW.
pub static OPENAI_POWER: &[Point] = &[
    seen("end of 2023", 2024.0, 0.2, &from::OPENAI_FRIAR),
    seen("end of 2024", 2025.0, 0.6, &from::OPENAI_FRIAR),
    seen("end of 2025", 2026.0, 1.9, &from::OPENAI_FRIAR),
];

/// Annualized revenue of Anthropic, in $B, including the clouds' share.
pub static ANTHROPIC_REVENUE: &[Point] = &[
    seen("January 2024", 2024.04, 0.09, &from::ANTHROPIC_RUN_RATE),
    seen("end of 2024", 2025.0, 1.0, &from::ANTHROPIC_RUN_RATE),
    seen("end of 2025", 2026.0, 9.0, &from::ANTHROPIC_RUN_RATE),
    seen("February 2026", 2026.12, 14.0, &from::ANTHROPIC_RUN_RATE),
    seen("April 2026", 2026.29, 30.0, &from::ANTHROPIC_RUN_RATE),
    seen("late May 2026", 2026.4, 47.0, &from::ANTHROPIC_RUN_RATE),
];

/// Annualized revenue of Microsoft from AI, in $B.
pub static MICROSOFT_REVENUE: &[Point] =
    &[seen("April 2026, 123 % more than a year before", 2026.29, 37.0, &from::LAB_REVENUE)];

/// Rent of an H100, in $/h.
pub static H100_RENT: &[Point] = &[
    Point {
        label: "2023",
        year: 2023.5,
        value: between(7.0, 9.5, 12.0, Recalled, &from::COMMON).note("7 to 12; no document at hand."),
    },
    Point { label: "October 2024", year: 2024.79, value: exact(2.99, Recalled, &from::COMMON) },
    seen("October 2025, for a year", 2025.79, 1.70, &from::RENTAL_CONTRACTS),
    seen("March 2026, for a year", 2026.21, 2.35, &from::RENTAL_CONTRACTS),
    seen("September 2026, another index", 2026.71, 2.65, &from::RENTAL_INDEX),
];

/// Capacity of the machines that served the tokens of May 2026, in GW of GB200.
pub const CAPACITY_2025: Datum = between(10.0, 12.2, 14.6, Derived, &from::EPOCH_CHIPS)
    .note("What was sold to the end of 2025, each type at its tokens per watt against GB200.");

/// Yearly factor by which serving software increased the tokens served on the same machines.
pub const SOFTWARE: Datum = exact(2.0, Assumed, &from::CHOICE)
    .note("Tokens of Google grew 6.7 times in a year in which the capacity of machines grew 3.3 times.");

#[cfg(test)]
mod tests;
