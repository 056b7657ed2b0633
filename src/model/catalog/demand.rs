//! Demand: the tokens that are served in the world, and the tokens of one call and of one day of an agent.

use super::market::Point;
use super::sources::{self as from, other};
use super::{Datum, Grade::*, Source, between, exact};

/// Mean number of days in a month.
const MONTH: f64 = 365.0 / 12.0;

/// Tokens served in the world, in T (10^12) tokens/day.
pub const WORLD_TOKENS: Datum = between(160.0, 345.0, 550.0, Reported, &from::GATT)
    .note("An estimate of May 2026 by one author, whose own range is 250 to 400. The range here reaches down to Goldman Sachs' figure.")
    .others(
        const {
            &[
                other(5000.0 / MONTH, "Goldman Sachs, 5 quadrillion a month", Derived, &from::GOLDMAN),
                other(3200.0 / MONTH + 140.0, "Google and China alone", Derived, &from::GOOGLE_TOKENS),
                other(140.0, "China alone", Reported, &from::CHINA_TOKENS),
                other(3200.0 / MONTH, "Google alone", Derived, &from::GOOGLE_TOKENS),
                other(311.0, "the same author, before", Reported, &from::GATT),
            ]
        },
    );

/// Input tokens of one call.
pub const CONTEXT: Datum = between(1155.0, 67_800.0, 263_000.0, Published, &from::COPILOT_TRACES)
    .note("Mean of 9.31 million calls of a coding agent.")
    .others(
        const {
            &[
                other(56_000.0, "coding agent, median call", Published, &from::COPILOT_TRACES),
                other(263_000.0, "coding agent, longest hundredth", Published, &from::COPILOT_TRACES),
                other(119_875.0, "coding agent, second trace", Reported, &from::TRACELAB),
                other(6000.0, "OpenRouter, mean of 2025", Published, &from::OPENROUTER_STUDY),
                other(1500.0, "OpenRouter, mean of 2024", Published, &from::OPENROUTER_STUDY),
                other(4989.0, "DeepSeek's day, mean length in the cache", Published, &from::DEEPSEEK_DAY),
                other(1632.0, "chat, 2024", Reported, &from::AZURE_TRACES),
                other(1155.0, "chat, 2023", Derived, &from::AZURE_TRACES),
            ]
        },
    );

/// Output tokens of one call.
pub const OUTPUT_TOKENS: Datum =
    between(106.0, 527.0, 8559.0, Published, &from::COPILOT_TRACES).note("Mean of the same calls.").others(
        const {
            &[
                other(214.0, "coding agent, second trace", Reported, &from::TRACELAB),
                other(400.0, "OpenRouter, mean of 2025", Published, &from::OPENROUTER_STUDY),
                other(150.0, "OpenRouter, mean of 2024", Published, &from::OPENROUTER_STUDY),
                other(106.0, "chat, 2024", Reported, &from::AZURE_TRACES),
                other(211.0, "chat, 2023", Derived, &from::AZURE_TRACES),
                other(439.0, "keynote demo without reasoning", Reported, &from::GTC_2025),
                other(8559.0, "keynote demo with reasoning", Reported, &from::GTC_2025),
            ]
        },
    );

/// Share of the context that is found in the prefix cache, in percent.
pub const CACHED_SHARE: Datum =
    between(55.0, 85.7, 95.7, Published, &from::COPILOT_TRACES).note("Mean of the same calls.").others(
        const {
            &[
                other(56.3, "DeepSeek's day", Published, &from::DEEPSEEK_DAY),
                other(95.7, "coding agent, second trace", Reported, &from::TRACELAB),
                other(90.0, "coding agent, within a turn", Published, &from::COPILOT_TRACES),
                other(55.0, "coding agent, across turns", Published, &from::COPILOT_TRACES),
            ]
        },
    );

/// Calls that one agent makes in a day.
pub const CALLS_PER_DAY: Datum = between(1.0, 30.9, 732.0, Assumed, &from::COPILOT_TRACES)
    .note("One session of a coding agent a day: the mean of 301,000 sessions. How many sessions an agent runs is not published.")
    .others(
        const {
            &[other(
                50e6 / (CONTEXT.value + OUTPUT_TOKENS.value),
                "a researcher who uses 50M tokens a day",
                Derived,
                &from::GTC_2026,
            )]
        },
    );

/// Agents at work in the world: the number that explains the tokens served.
pub const AGENTS: Datum = between(
    agents(WORLD_TOKENS.low),
    agents(WORLD_TOKENS.value),
    agents(WORLD_TOKENS.high),
    Derived,
    &from::GATT,
)
.note("Nobody counts agents. This many, each with such calls, would use all the tokens served in the world.")
.others(
    const {
        &[
            other(
                agents(WORLD_TOKENS.others[0].value),
                "by Goldman Sachs' tokens of the world",
                Derived,
                &from::GOLDMAN,
            ),
            other(
                agents(WORLD_TOKENS.others[1].value),
                "by the tokens of Google and China alone",
                Derived,
                &from::GOOGLE_TOKENS,
            ),
            other(
                agents(WORLD_TOKENS.others[2].value),
                "by China's tokens alone",
                Derived,
                &from::CHINA_TOKENS,
            ),
            other(
                agents(WORLD_TOKENS.others[3].value),
                "by Google's tokens alone",
                Derived,
                &from::GOOGLE_TOKENS,
            ),
        ]
    },
);

const fn agents(world: f64) -> f64 {
    world * 1e12 / (CALLS_PER_DAY.value * (CONTEXT.value + OUTPUT_TOKENS.value))
}

/// Tokens of an agent relative to a chat about the same task, as a multiple.
pub const AGENT_MULTIPLE: Datum = exact(4.0, Published, &from::ANTHROPIC_AGENTS)
    .others(const { &[other(15.0, "several agents together", Published, &from::ANTHROPIC_AGENTS)] });

/// Cost of a coding agent for a developer, in $ per active day. Nine of ten developers stay under 30.
pub const DEVELOPER_DAY: Datum = exact(13.0, Reported, &from::CLAUDE_CODE);

const fn volume(label: &'static str, year: f64, t_per_day: f64, source: &'static Source) -> Point {
    Point { label, year, value: exact(t_per_day, Reported, source) }
}

/// Billions of tokens a minute, in T tokens/day.
const fn per_minute(billions: f64) -> f64 {
    billions * 1440.0 / 1000.0
}

/// Published volumes of tokens served, in T tokens/day, by provider and date.
pub static SERVED: &[Point] = &[
    volume("Google", 2024.5, 9.7 / MONTH, &from::GOOGLE_TOKENS),
    volume("Google", 2025.375, 480.0 / MONTH, &from::GOOGLE_TOKENS),
    Point { label: "Google", year: 2025.542, value: exact(980.0 / MONTH, Recalled, &from::GOOGLE_TOKENS) },
    volume("Google", 2025.792, 1300.0 / MONTH, &from::GOOGLE_TOKENS),
    volume("Google", 2026.375, 3200.0 / MONTH, &from::GOOGLE_TOKENS),
    volume("Gemini API", 2025.625, per_minute(7.0), &from::INTERFACE_TOKENS),
    volume("Gemini API", 2025.875, per_minute(10.0), &from::INTERFACE_TOKENS),
    volume("Gemini API", 2026.292, per_minute(16.0), &from::INTERFACE_TOKENS),
    volume("Gemini API", 2026.375, per_minute(19.0), &from::GOOGLE_TOKENS),
    volume("OpenAI API, at least", 2023.792, 13.0 / MONTH, &from::INTERFACE_TOKENS),
    volume("OpenAI API, at least", 2025.792, per_minute(6.0), &from::OPENAI_TOKENS),
    volume("OpenAI API, at least", 2026.292, per_minute(15.0), &from::INTERFACE_TOKENS),
    volume("OpenAI, all", 2026.375, 45.0, &from::GATT),
    volume("Anthropic", 2026.375, 22.0, &from::GATT),
    volume("China", 2024.125, 0.1, &from::CHINA_TOKENS),
    volume("China", 2025.958, 100.0, &from::CHINA_TOKENS),
    volume("China", 2026.208, 140.0, &from::CHINA_TOKENS),
    volume("Doubao", 2024.375, 0.12, &from::DOUBAO_TOKENS),
    volume("Doubao", 2024.708, 1.3, &from::DOUBAO_TOKENS),
    volume("Doubao", 2025.708, 30.0, &from::DOUBAO_TOKENS),
    volume("Doubao", 2025.958, 50.0, &from::DOUBAO_TOKENS),
    volume("Doubao", 2026.292, 120.0, &from::BYTEDANCE_TOKENS),
    volume("Doubao", 2026.458, 180.0, &from::DOUBAO_TOKENS),
    volume("Microsoft, at least", 2025.5, 100.0 / 91.25, &from::MICROSOFT_TOKENS),
    volume("OpenRouter, at least", 2025.875, 1.0, &from::OPENROUTER_TOKENS),
    volume("OpenRouter", 2026.458, 28.9 / 7.0, &from::OPENROUTER_TOKENS),
    Point { label: "World, estimate", year: 2026.375, value: WORLD_TOKENS },
];

/// Share of the world's tokens that are sold through an API, in percent. The rest is firms' own use and free use.
pub const SOLD_SHARE: Datum = between(20.0, 30.0, 45.0, Derived, &from::GATT)
    .note("Google sells a quarter of its tokens through its API, OpenAI half, Anthropic nearly all, Doubao hardly any.");

/// How far demand in the whole market falls as prices rise: percent of tokens for each percent of price.
pub const ELASTICITY: Datum = between(0.8, 1.1, 1.8, Reported, &from::INTELLIGENCE_MARKET)
    .note("Measured for one open model at its several sellers, over a short time: 1.11. Taken for the whole market.")
    .others(
        const {
            &[
                other(1.2, "10 % cheaper, 12 % more, weak evidence", Reported, &from::COST_ESTIMATOR),
                other(1.8, "10 % cheaper, 18 % more, weak evidence", Reported, &from::COST_ESTIMATOR),
            ]
        },
    );

/// How far demand for one seller falls as its price rises relative to those of others.
pub const SELLER_ELASTICITY: Datum = between(1.1, 2.0, 5.0, Assumed, &from::INTELLIGENCE_MARKET)
    .note("1.11 was measured over a short time. Given time, buyers move to another seller more readily.")
    .others(
        const { &[other(1.11, "one seller of several, short time", Reported, &from::INTELLIGENCE_MARKET)] },
    );

/// Forecasts of tokens served, in T tokens/day.
pub static FORECAST: &[Point] = &[
    volume("World, Goldman Sachs", 2026.5, 5000.0 / MONTH, &from::GOLDMAN),
    volume("World, Goldman Sachs", 2030.5, 120_000.0 / MONTH, &from::GOLDMAN),
];

/// Users of ChatGPT, in millions per week; the last figure is per month.
pub static CHATGPT_USERS: &[Point] = &[
    volume("a week", 2025.792, 800.0, &from::OPENAI_TOKENS),
    volume("a week", 2026.125, 900.0, &from::OPENAI_TOKENS),
    volume("a month", 2026.375, 1000.0, &from::OPENAI_TOKENS),
];

/// One day of serving, as published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ServingDay {
    /// Mean number of nodes at work.
    pub nodes: Datum,
    /// Highest number of nodes at work.
    pub nodes_peak: Datum,
    /// Accelerators per node.
    pub node: Datum,
    /// Price of an accelerator, in $/h.
    pub gpu_hour: Datum,
    /// Cost of the day, in $.
    pub cost: Datum,
    /// Tokens read, in billions.
    pub input: Datum,
    /// Tokens found in the cache among them, in billions.
    pub cached: Datum,
    /// Tokens written, in billions.
    pub output: Datum,
    /// Speed of an answer, in tokens/s/user.
    pub speed: Datum,
    /// Mean length of a sequence in the cache, in tokens.
    pub held: Datum,
    /// Tokens read per prefill node, cache hits included, in tokens/s.
    pub node_input: Datum,
    /// Tokens written per decode node, in tokens/s.
    pub node_output: Datum,
    /// Price of input found in the cache, in $ per million tokens.
    pub price_cached: Datum,
    /// Price of other input, in $ per million tokens.
    pub price_input: Datum,
    /// Price of output, in $ per million tokens.
    pub price_output: Datum,
    /// Revenue if all of it were sold at that price, in $.
    pub revenue: Datum,
    /// Margin of that revenue on cost, in percent.
    pub margin: Datum,
    /// The publisher's own reservation about the revenue.
    pub caveat: &'static str,
}

const fn day(value: f64) -> Datum {
    exact(value, Published, &from::DEEPSEEK_DAY)
}

/// 24 hours of DeepSeek V3 and R1 on H800, to noon of 28 February 2025.
pub static DEEPSEEK_DAY: ServingDay = ServingDay {
    nodes: day(226.75),
    nodes_peak: day(278.0),
    node: day(8.0),
    gpu_hour: day(2.0),
    cost: day(87_072.0),
    input: day(608.0),
    cached: day(342.0),
    output: day(168.0),
    speed: between(20.0, 21.0, 22.0, Published, &from::DEEPSEEK_DAY),
    held: day(4989.0),
    node_input: day(73_700.0),
    node_output: day(14_800.0),
    price_cached: day(0.14),
    price_input: day(0.55),
    price_output: day(2.19),
    revenue: day(562_027.0),
    margin: day(545.0),
    caveat: "V3 is cheaper than R1, web and app are free and nights are discounted: real revenue is much lower.",
};

/// Highest level of market prices relative to list prices in a shortage.
pub const HIGHEST_LEVEL: Datum = between(2.0, 3.8, 5.0, Assumed, &from::KIMI_K3_PRICE)
    .note("The largest rise seen while machines were sold out: Kimi K3 lists at 3.2 to 3.8 times K2.6. DeepSeek's peak price rose threefold.");

/// Ratio of prices below which demand is assumed not to respond any further.
pub const PRICE_FLOOR: Datum = exact(0.1, Assumed, &from::CHOICE)
    .note("No elasticity was measured for a price below a tenth of what others take.");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::near::near;

    #[test]
    fn the_published_day_adds_up() {
        let day = &DEEPSEEK_DAY;
        near(day.nodes.value * day.node.value * 24.0 * day.gpu_hour.value, day.cost.value, 1e-12);
        let revenue = 1e3
            * (day.cached.value * day.price_cached.value
                + (day.input.value - day.cached.value) * day.price_input.value
                + day.output.value * day.price_output.value);
        near(revenue, 562_100.0, 1e-9);
        near(revenue, day.revenue.value, 2e-4);
        near(100.0 * (day.revenue.value / day.cost.value - 1.0), day.margin.value, 2e-3);
        // Nodes that read and nodes that write make up the nodes at work.
        let busy = |billions: f64, rate: f64| billions * 1e9 / rate / 86_400.0;
        let nodes =
            busy(day.input.value, day.node_input.value) + busy(day.output.value, day.node_output.value);
        near(nodes, day.nodes.value, 1e-3);
        near(100.0 * day.cached.value / day.input.value, CACHED_SHARE.others[0].value, 1e-3);
    }

    #[test]
    fn agents_use_the_tokens_of_the_world() {
        for (agents, world) in [(AGENTS.low, 160e12), (AGENTS.value, 345e12), (AGENTS.high, 550e12)] {
            near(agents * 30.9 * (67_800.0 + 527.0), world, 1e-9);
        }
        near(AGENTS.value, 163.4e6, 1e-3);
        near(CALLS_PER_DAY.high, CALLS_PER_DAY.others[0].value, 1e-3);
    }

    #[test]
    fn readings_of_the_world_spread_as_published() {
        near(WORLD_TOKENS.value * MONTH, 10_494.0, 1e-2);
        near(WORLD_TOKENS.others[4].value * MONTH, 9460.0, 1e-2);
        near(WORLD_TOKENS.others[1].value * MONTH, 7400.0, 1e-2);
        near(FORECAST[1].value.value / FORECAST[0].value.value, 24.0, 1e-9);
    }

    #[test]
    fn volumes_of_one_server_grow() {
        for pair in SERVED.windows(2).filter(|pair| pair[0].label == pair[1].label) {
            assert!(
                pair[0].year < pair[1].year && pair[0].value.value < pair[1].value.value,
                "{}",
                pair[0].label
            );
        }
        let whole = SERVED.last().unwrap().value.value;
        assert!(SERVED.iter().all(|point| point.value.value <= whole));
    }

    #[test]
    fn other_values_lie_within_the_range() {
        for datum in [CONTEXT, OUTPUT_TOKENS, CACHED_SHARE, CALLS_PER_DAY, ELASTICITY, SELLER_ELASTICITY] {
            for reading in datum.others {
                assert!(
                    reading.value >= datum.low && reading.value <= datum.high * 1.001,
                    "{}",
                    reading.label
                );
            }
        }
    }
}
