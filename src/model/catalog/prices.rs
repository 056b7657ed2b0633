//! What tokens are sold for, and what NVIDIA's token factory claims to earn.

use super::sources::{self as from, other};
use super::{Datum, Grade::*, Source, between, exact, missing};

/// A list price, in $ per million tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PriceList {
    /// Name in links.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// When the price was listed.
    pub dated: &'static str,
    /// Tokens read for the first time.
    pub input: Datum,
    /// Tokens found in the cache.
    pub cached: Datum,
    /// Tokens written.
    pub output: Datum,
}

const fn list(
    [slug, label, dated]: [&'static str; 3],
    [input, cached, output]: [f64; 3],
    source: &'static Source,
) -> PriceList {
    PriceList {
        slug,
        label,
        dated,
        input: exact(input, Published, source),
        cached: exact(cached, Published, source),
        output: exact(output, Published, source),
    }
}

/// A list of a maker that sells cached input at a tenth of the input price: OpenAI, Anthropic, Google.
const fn tenth(names: [&'static str; 3], [input, output]: [f64; 2], source: &'static Source) -> PriceList {
    let cached =
        exact(0.1 * input, Derived, source).note("A tenth of the input price, as the maker's rule is.");
    PriceList { cached, ..list(names, [input, 0.0, output], source) }
}

/// A list without a price for cached input.
const fn uncached(names: [&'static str; 3], [input, output]: [f64; 2], source: &'static Source) -> PriceList {
    PriceList {
        cached: missing("No price of cached input found.", source),
        ..list(names, [input, 0.0, output], source)
    }
}

const AUGUST: &str = "2026-08-05";

/// List prices, by maker.
pub static PRICE_LISTS: &[PriceList] = &[
    list(["gpt-5.5", "GPT-5.5", AUGUST], [5.0, 0.50, 30.0], &from::LLM_PRICES),
    list(["gpt-5.5-long", "GPT-5.5 above 272K", AUGUST], [10.0, 1.0, 45.0], &from::LLM_PRICES),
    uncached(["gpt-5.5-pro", "GPT-5.5 pro", AUGUST], [30.0, 180.0], &from::LLM_PRICES),
    tenth(["gpt-5.6-sol", "GPT-5.6 sol", AUGUST], [5.0, 30.0], &from::LLM_PRICES),
    list(["gpt-5.6-terra", "GPT-5.6 terra", AUGUST], [2.0, 0.20, 12.0], &from::LLM_PRICES),
    list(["gpt-5.6-luna", "GPT-5.6 luna", AUGUST], [0.2, 0.02, 1.2], &from::LLM_PRICES),
    tenth(["gpt-5.4", "GPT-5.4", AUGUST], [2.5, 15.0], &from::LLM_PRICES),
    tenth(["gpt-5.4-mini", "GPT-5.4 mini", AUGUST], [0.75, 4.5], &from::LLM_PRICES),
    tenth(["gpt-5.4-nano", "GPT-5.4 nano", AUGUST], [0.2, 1.25], &from::LLM_PRICES),
    tenth(["gpt-5", "GPT-5", "2025"], [1.25, 10.0], &from::LLM_PRICES),
    tenth(["claude-opus-4", "Claude Opus 4.x", AUGUST], [5.0, 25.0], &from::LLM_PRICES),
    tenth(["claude-fable-5", "Claude Fable 5", AUGUST], [10.0, 50.0], &from::LLM_PRICES),
    tenth(
        ["claude-sonnet-5", "Claude Sonnet 5, from September 2026", AUGUST],
        [3.0, 15.0],
        &from::LLM_PRICES,
    ),
    list(["claude-opus-5.5", "Claude Opus 5.5", "2026-11"], [4.0, 0.20, 20.0], &from::CLAUDE_PRICES),
    PriceList {
        cached: exact(0.10, Reported, &from::PRICE_NOTES).note("Since 7 October 2026."),
        ..tenth(["claude-sonnet-5.5", "Claude Sonnet 5.5", "2026-11"], [2.0, 10.0], &from::ANTHROPIC_PRICES)
    },
    tenth(
        ["claude-haiku-5.5", "Claude Haiku 5.5, to 100K", "2026-11"],
        [0.10, 0.50],
        &from::ANTHROPIC_PRICES,
    ),
    tenth(["gemini-3.1-pro", "Gemini 3.1 Pro", AUGUST], [2.0, 12.0], &from::LLM_PRICES),
    tenth(["gemini-3.1-pro-long", "Gemini 3.1 Pro above 200K", AUGUST], [4.0, 18.0], &from::LLM_PRICES),
    tenth(["gemini-3.6-flash", "Gemini 3.6 Flash", AUGUST], [1.5, 7.5], &from::LLM_PRICES),
    tenth(["gemini-3.1-flash-lite", "Gemini 3.1 Flash-Lite", AUGUST], [0.25, 1.5], &from::LLM_PRICES),
    PriceList {
        slug: "deepseek-v4-pro",
        label: "DeepSeek V4 Pro",
        dated: "2026-07-02",
        input: exact(0.435, Published, &from::MODELS_DEV).note("After a price cut.").others(&[other(
            1.74,
            "before the cut",
            Published,
            &from::LLM_PRICES,
        )]),
        cached: exact(0.0036, Published, &from::MODELS_DEV).others(&[other(
            0.145,
            "before the cut",
            Published,
            &from::LLM_PRICES,
        )]),
        output: exact(0.87, Published, &from::MODELS_DEV).others(&[other(
            3.48,
            "before the cut",
            Published,
            &from::LLM_PRICES,
        )]),
    },
    list(
        ["deepseek-v4-pro-by-hour", "DeepSeek V4 Pro, quiet hours", "2026-08-17"],
        [0.66, 0.022, 1.98],
        &from::DEEPSEEK_PRICES,
    ),
    list(
        ["deepseek-v4-flash", "DeepSeek V4.1 Flash, quiet hours", "2026-10-27"],
        [0.15, 0.003, 0.60],
        &from::DEEPSEEK_PRICES,
    ),
    list(["deepseek-r1", "DeepSeek R1", "2025-02"], [0.55, 0.14, 2.19], &from::DEEPSEEK_DAY),
    uncached(["deepseek-v3", "DeepSeek V3", "2025"], [0.27, 1.10], &from::LLM_PRICES),
    uncached(["grok-4.3", "Grok 4.3", AUGUST], [1.25, 2.5], &from::LLM_PRICES),
    list(["kimi-k2.6", "Kimi K2.6", AUGUST], [0.95, 0.16, 4.0], &from::MODELS_DEV),
    uncached(["minimax-m3", "MiniMax M3", AUGUST], [0.3, 1.2], &from::MODELS_DEV),
    uncached(["glm-5.2", "GLM-5.2", AUGUST], [1.4, 4.4], &from::MODELS_DEV),
    uncached(["gpt-oss-120b", "gpt-oss 120b on Cerebras", "2026-07-02"], [0.35, 0.75], &from::MODELS_DEV),
    uncached(["median", "Median of 294 models", "2026"], [0.30, 1.00], &from::OPENROUTER_PRICES),
];

const AS_SOLD: &str =
    "DeepSeek R1 in its published day of serving: the one price list with a published cost beside it.";

/// Price of input, in $ per million tokens.
pub const PRICE_INPUT: Datum = between(0.14, 0.55, 5.0, Published, &from::DEEPSEEK_DAY).note(AS_SOLD).others(
    const {
        &[
            other(5.0, "GPT-5.5", Published, &from::LLM_PRICES),
            other(4.0, "Claude Opus 5.5", Reported, &from::ANTHROPIC_PRICES),
            other(2.0, "Gemini 3.1 Pro", Published, &from::LLM_PRICES),
            other(1.4, "GLM-5.2", Published, &from::MODELS_DEV),
            other(0.95, "Kimi K2.6", Published, &from::MODELS_DEV),
            other(0.66, "DeepSeek V4 Pro, quiet hours", Published, &from::DEEPSEEK_PRICES),
            other(0.435, "DeepSeek V4 Pro, July 2026", Published, &from::MODELS_DEV),
            other(0.30, "median of 294 models", Reported, &from::OPENROUTER_PRICES),
            other(0.15, "DeepSeek V4.1 Flash", Published, &from::DEEPSEEK_PRICES),
        ]
    },
);

/// Price of cached input, in $ per million tokens.
pub const PRICE_CACHED: Datum =
    between(0.003, 0.14, 0.50, Published, &from::DEEPSEEK_DAY).note(AS_SOLD).others(
        const {
            &[
                other(0.50, "GPT-5.5", Published, &from::LLM_PRICES),
                other(0.20, "Claude Opus 5.5", Published, &from::CLAUDE_PRICES),
                other(0.20, "Gemini 3.1 Pro", Derived, &from::LLM_PRICES),
                other(0.16, "Kimi K2.6", Published, &from::MODELS_DEV),
                other(0.022, "DeepSeek V4 Pro, quiet hours", Published, &from::DEEPSEEK_PRICES),
                other(0.0036, "DeepSeek V4 Pro, July 2026", Published, &from::MODELS_DEV),
                other(0.003, "DeepSeek V4.1 Flash", Published, &from::DEEPSEEK_PRICES),
            ]
        },
    );

/// Price of output, in $ per million tokens.
pub const PRICE_OUTPUT: Datum =
    between(0.28, 2.19, 30.0, Published, &from::DEEPSEEK_DAY).note(AS_SOLD).others(
        const {
            &[
                other(30.0, "GPT-5.5", Published, &from::LLM_PRICES),
                other(20.0, "Claude Opus 5.5", Reported, &from::ANTHROPIC_PRICES),
                other(12.0, "Gemini 3.1 Pro", Published, &from::LLM_PRICES),
                other(4.4, "GLM-5.2", Published, &from::MODELS_DEV),
                other(4.0, "Kimi K2.6", Published, &from::MODELS_DEV),
                other(1.0, "median of 294 models", Reported, &from::OPENROUTER_PRICES),
                other(1.98, "DeepSeek V4 Pro, quiet hours", Published, &from::DEEPSEEK_PRICES),
                other(0.87, "DeepSeek V4 Pro, July 2026", Published, &from::MODELS_DEV),
                other(0.60, "DeepSeek V4.1 Flash", Published, &from::DEEPSEEK_PRICES),
            ]
        },
    );

/// Mean price actually paid over all tokens, in $ per million tokens.
pub const PRICE_REALISED: Datum =
    exact(1.5, Reported, &from::GATT).note("United States; an estimate.").others(
        const {
            &[
                other(1.2, "Europe, an estimate", Reported, &from::GATT),
                other(0.10, "China, an estimate", Reported, &from::GATT),
            ]
        },
    );

/// Price of a faster answer relative to the list price.
pub const FAST_MULTIPLE: Datum = between(1.8, 2.0, 6.0, Reported, &from::PRICE_NOTES)
    .note("Fast modes of Claude Opus 5.5, GPT-6.2 Sol and Kimi K2.6, November 2026.")
    .others(
        const {
            &[
                other(2.5, "GPT-5.5, priority", Published, &from::LLM_PRICES),
                other(6.0, "Claude Opus 4.8, fast", Reported, &from::ANTHROPIC_PRICES),
                other(1.8, "Gemini 4, priority", Reported, &from::PRICE_NOTES),
            ]
        },
    );

/// Price of an answer within a day relative to the list price. Half of them arrive within 7 minutes.
pub const BATCH_MULTIPLE: Datum = exact(0.5, Published, &from::OPENAI_PRICES);

/// Price of input above 200,000 to 272,000 tokens of context relative to the list price.
pub const LONG_INPUT_MULTIPLE: Datum = exact(2.0, Published, &from::LLM_PRICES);

/// Price of output above that length relative to the list price.
pub const LONG_OUTPUT_MULTIPLE: Datum = exact(1.5, Published, &from::LLM_PRICES);

/// Cost of a token at 2.5 times the speed for each user, on the same B200, as a multiple.
pub const SPEED_PREMIUM: Datum = exact(7.0, Published, &from::INFERENCEX_V2);

/// Price of output relative to input.
pub const OUTPUT_RATIO: Datum =
    between(2.0, 2.19 / 0.55, 6.0, Derived, &from::DEEPSEEK_DAY).note("DeepSeek R1.").others(
        const {
            &[
                other(6.0, "OpenAI, Google", Derived, &from::LLM_PRICES),
                other(5.0, "Anthropic", Derived, &from::LLM_PRICES),
                other(4.0, "Alibaba, MiniMax", Derived, &from::MODELS_DEV),
                other(3.0, "Mistral", Derived, &from::MODELS_DEV),
                other(2.0, "DeepSeek V4, xAI", Derived, &from::LLM_PRICES),
            ]
        },
    );

/// Price of cached input relative to input.
pub const CACHED_RATIO: Datum =
    between(0.02, 0.14 / 0.55, 0.26, Derived, &from::DEEPSEEK_DAY).note("DeepSeek R1.").others(
        const {
            &[
                other(0.10, "OpenAI, Anthropic, Google", Derived, &from::LLM_PRICES),
                other(0.20, "others, upper end", Derived, &from::MODELS_DEV),
                other(0.02, "others, lower end", Derived, &from::MODELS_DEV),
            ]
        },
    );

/// Factor by which token prices change in a year. At the frontier they were flat or rose; at fixed quality
/// they fell fast.
pub const PRICE_CHANGE: Datum = between(1.0 / 900.0, 0.8, 2.0, Derived, &from::LLM_PRICES)
    .note("Between flat, as the newest models of each maker list at the price of those before them, and 0.64, by which the cost of a token on new machines falls: their geometric mean.")
    .others(
        const {
            &[
                other(0.1, "fixed quality, a tenth each year", Reported, &from::A16Z),
                other(1.0 / 9.0, "fixed quality, slowest task", Published, &from::EPOCH),
                other(1.0 / 40.0, "fixed quality, GPT-4 level on GPQA", Published, &from::EPOCH),
                other(1.0 / 50.0, "fixed quality, median task", Recalled, &from::EPOCH),
                other(1.0 / 900.0, "fixed quality, fastest task", Published, &from::EPOCH),
                other(0.158, "GPT-4 level, a fortieth in two years", Derived, &from::PRICE_PAPER),
                other(1.0, "newest models of each maker", Derived, &from::LLM_PRICES),
            ]
        },
    );

/// Share of the served tokens that are paid for, in percent.
pub const PAID_SHARE: Datum = between(25.0, 45.0, 100.0, Derived, &from::OPENAI_COMPUTE_MARGIN)
    .note("OpenAI's compute costs 30 % of what paying users bring in, and all compute 67 % of revenue: 0.30 / 0.67. The second figure includes some other cost, so the share is probably higher. Two leaks from one firm.")
    .others(const { &[other(100.0, "a seller with an API only", Assumed, &from::CHOICE)] });

/// Share of the price that a reseller keeps, in percent. Zero unless a cloud sells on behalf of the maker.
pub const RESELLER_CUT: Datum = between(0.0, 0.0, 20.0, Assumed, &from::CHOICE)
    .note("The site sells its tokens itself.")
    .others(const { &[other(20.0, "Microsoft's share of OpenAI's revenue", Reported, &from::RESELLERS)] });

/// How the price of a token falls if its speed is below the promised one: the exponent of their ratio.
pub const SPEED_PRICE: Datum = between(0.8, 1.0, 2.0, Derived, &from::ANTHROPIC_PRICES)
    .note("Fast modes: 2 to 2.5 times the speed at twice the price, and once at six times.")
    .others(
        const {
            &[
                other(0.8, "2.5 times the speed at twice the price", Derived, &from::ANTHROPIC_PRICES),
                other(2.0, "2.5 times the speed at six times the price", Derived, &from::ANTHROPIC_PRICES),
            ]
        },
    );

/// A speed tier of NVIDIA's token factory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tier {
    /// Name in links.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// The model it is shown with.
    pub model: &'static str,
    /// Context, in tokens.
    pub context: Datum,
    /// Speed, in tokens/s/user.
    pub speed: Datum,
    /// Price, in $ per million tokens.
    pub price: Datum,
    /// Share of the power in NVIDIA's comparison of revenue, in percent.
    pub share: Datum,
}

const fn tier(
    [slug, label, model]: [&'static str; 3],
    context: f64,
    speed: Datum,
    price: f64,
    share: f64,
) -> Tier {
    Tier {
        slug,
        label,
        model,
        context: exact(context, Notes, &from::GTC_2026),
        speed,
        price: exact(price, Notes, &from::GTC_2026),
        share: exact(share, Notes, &from::GTC_2026),
    }
}

/// The five tiers of the keynote of 2026.
pub static NVIDIA_TIERS: &[Tier] = &[
    tier(["free", "Free", "Qwen3 235B"], 32e3, exact(50.0, Notes, &from::GTC_2026_POINTS), 0.0, 25.0),
    tier(["medium", "Medium", "Kimi K2.5"], 128e3, exact(100.0, Notes, &from::GTC_2026_POINTS), 3.0, 25.0),
    tier(
        ["high", "High", "Model of 2T weights"],
        128e3,
        exact(200.0, Notes, &from::GTC_2026_POINTS),
        6.0,
        25.0,
    ),
    tier(
        ["premium", "Premium", "Model of 2T weights"],
        400e3,
        exact(400.0, Published, &from::LPX_BLOG),
        45.0,
        25.0,
    ),
    tier(
        ["ultra", "Ultra", "Model of 2T weights"],
        400e3,
        missing("The slide gives no speed; the text speaks of about 1,000 and more.", &from::GTC_2026),
        150.0,
        0.0,
    ),
];

/// Throughput of a system on the slide, in tokens/s/MW, by tier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlideRow {
    /// Name in links.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// In the tiers Free, Medium, High and Premium.
    pub tiers: [Datum; 4],
    /// Revenue that NVIDIA claims for it with a quarter of the power in each tier, in $B per gigawatt and year.
    pub claimed: Datum,
}

const fn eye(value: f64) -> Datum {
    exact(value, Notes, &from::GTC_2026_POINTS)
}
const NOT_DRAWN: Datum = missing("The slide draws no point there.", &from::GTC_2026_POINTS);
const BLACKWELL_CLAIM: Datum =
    exact(30.0, Notes, &from::GTC_2026).note("One note labels it Hopper, whose points compute to $1.4B.");
const RATIOS: &str = "The Rubin point divided by the ratio that is printed beside it.";

/// The slide as read by eye, with the Blackwell points adjusted to agree with the ratios printed on it.
pub static SLIDE_THROUGHPUT: &[SlideRow] = &[
    SlideRow {
        slug: "hopper",
        label: "Hopper",
        tiers: [eye(0.15e6), eye(0.06e6), NOT_DRAWN, NOT_DRAWN],
        claimed: missing("No claim.", &from::GTC_2026),
    },
    SlideRow {
        slug: "blackwell-as-read",
        label: "GB NVL72, as read by eye",
        tiers: [eye(0.70e6), eye(0.60e6), eye(0.15e6), eye(0.07e6)],
        claimed: BLACKWELL_CLAIM,
    },
    SlideRow {
        slug: "blackwell",
        label: "GB NVL72, by the printed ratios",
        tiers: [
            eye(0.70e6),
            eye(0.60e6),
            exact(0.23e6, Derived, &from::GTC_2026_POINTS).note(RATIOS),
            exact(0.02e6, Derived, &from::GTC_2026_POINTS).note(RATIOS).others(&[other(
                0.07e6,
                "read by eye",
                Notes,
                &from::GTC_2026_POINTS,
            )]),
        ],
        claimed: BLACKWELL_CLAIM,
    },
    SlideRow {
        slug: "rubin",
        label: "Vera Rubin NVL72",
        tiers: [eye(1.65e6), eye(1.60e6), eye(0.70e6), eye(0.20e6)],
        claimed: exact(150.0, Notes, &from::GTC_2026),
    },
    SlideRow {
        slug: "rubin-lpx",
        label: "Vera Rubin with LPX in the Premium quarter",
        tiers: [
            eye(1.65e6),
            eye(1.60e6),
            eye(0.70e6),
            exact(35.0 * 0.02e6, Derived, &from::LPX_BLOG)
                .note("35 times GB200 NVL72, by the printed ratios."),
        ],
        claimed: exact(300.0, Notes, &from::GTC_2026),
    },
];

/// A published figure and its description.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PublishedReading {
    /// What was measured or claimed, and where.
    pub label: &'static str,
    /// The figure, in the unit of the list.
    pub value: Datum,
}

/// Tokens/s/MW as published, by workload. They are not like for like.
pub static TOKENS_PER_MW: &[PublishedReading] = &[
    PublishedReading { label: "H200, DeepSeek-R1, NVIDIA", value: exact(54e3, Published, &from::TCO_BLOG) },
    PublishedReading {
        label: "GB300 NVL72, DeepSeek-R1, NVIDIA",
        value: exact(2.8e6, Published, &from::TCO_BLOG),
    },
    PublishedReading {
        label: "H800, DeepSeek's own day, output at 20 to 22 tok/s/user",
        value: exact(0.62e6, Derived, &from::DEEPSEEK_DAY).note("At 1.73 kW an accelerator."),
    },
    PublishedReading {
        label: "H800, DeepSeek's own day, all tokens",
        value: exact(2.86e6, Derived, &from::DEEPSEEK_DAY).note("At 1.73 kW an accelerator."),
    },
    PublishedReading {
        label: "GB200 NVL72, Mistral Large 3 at 40 tok/s/user, at least",
        value: exact(5e6, Reported, &from::MISTRAL_BLOG),
    },
    PublishedReading {
        label: "Hopper, one gigawatt of the 2026 slide",
        value: exact(2e3, Notes, &from::GTC_2026_GIGAWATT).others(&[other(
            22e3,
            "as transcribed elsewhere",
            Notes,
            &from::GTC_2026,
        )]),
    },
    PublishedReading {
        label: "Vera Rubin, one gigawatt of the 2026 slide",
        value: exact(0.7e6, Notes, &from::GTC_2026_GIGAWATT),
    },
];

/// Tokens/s/MW of Vera Rubin against GB200, as a multiple.
pub const RUBIN_GAIN: Datum = between(5.0, 5.4, 10.0, Reported, &from::INFERENCEX_RUBIN)
    .note("By SemiAnalysis, from the operator's first runs.")
    .others(
        const {
            &[
                other(10.0, "NVIDIA", Reported, &from::GTC_2026),
                other(10.0, "CoreWeave, DeepSeek-R1", Reported, &from::COREWEAVE_RUBIN),
            ]
        },
    );

/// Tokens/s/MW of Rubin with LPX against GB200 NVL72 in the Premium tier, as a multiple.
pub const LPX_GAIN: Datum = exact(35.0, Published, &from::LPX_BLOG);

#[cfg(test)]
mod tests;
