//! Price lists, each bound to the model it is for: four prices, a date, and the longest context sold.
//!
//! Open models are named by their row in [`super::llms`]; closed models are listed for comparison. If a model has
//! several lists, the first is the current one.

use super::sources::{self as from, other};
use super::{Datum, Grade, Grade::*, Other, Source, exact};

/// Who sells at a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seller {
    /// The model's own maker.
    Maker,
    /// A marketplace or a cloud that serves open weights. The cheapest one found comes first.
    Market,
    /// No seller: the list is no longer in force.
    Retired,
    /// The maker of a model whose weights are closed.
    Closed,
}

impl Seller {
    /// The seller in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Maker => "maker's price",
            Self::Market => "marketplace price",
            Self::Retired => "no longer in force",
            Self::Closed => "closed model",
        }
    }
}

/// What a long context costs relative to the list price.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LongContext {
    /// Tokens of context above which it applies.
    pub above: f64,
    /// Factor on the price of input, cached or not.
    pub input: f64,
    /// Factor on the price of output.
    pub output: f64,
}

/// What busy hours cost relative to the list price, which is that of the other hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peak {
    /// Hours of the day to which it applies, in the maker's local time. Beijing time for DeepSeek, as in its
    /// profile of [`super::hours`].
    pub hours: [bool; 24],
    /// Factor on all prices.
    pub times: f64,
    /// Share of the days of a week to which it applies.
    pub week_share: f64,
}

impl Peak {
    /// Share of a day's volume that falls in peak hours, given the day's profile.
    pub fn volume(&self, day: &[f64; 24]) -> f64 {
        let all: f64 = day.iter().sum();
        self.hours.iter().zip(day).filter(|(peak, _)| **peak).map(|(_, volume)| volume).sum::<f64>() / all
    }
    /// Mean price over a week of such days, as a multiple of the list price.
    pub fn mean(&self, day: &[f64; 24]) -> f64 {
        1.0 + (self.times - 1.0) * self.week_share * self.volume(day)
    }
}

/// The prices of one model, in $ per million tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PriceSheet {
    /// Name in links. Never changed, because old links contain it.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// Slug of the model in [`super::llms::LLMS`]; none for closed models.
    pub model: Option<&'static str>,
    /// Who sells at this price.
    pub seller: Seller,
    /// When the price was listed.
    pub dated: &'static str,
    /// Tokens read for the first time.
    pub input: Datum,
    /// Tokens found in the cache.
    pub cached: Datum,
    /// Tokens read for the first time and kept in the cache. Equal to the price of input if there is no separate
    /// charge.
    pub cache_write: Datum,
    /// Tokens written.
    pub output: Datum,
    /// What a long context costs, if it costs more.
    pub long: Option<LongContext>,
    /// What busy hours cost, if they cost more.
    pub peak: Option<Peak>,
    /// Longest context, in tokens.
    pub context: Datum,
}

/// Prices of input, cached input and output, and the longest context. Zero for cached input means that it is not
/// listed.
const fn sheet(
    [slug, label, dated]: [&'static str; 3],
    model: &'static str,
    seller: Seller,
    [input, cached, output, context]: [f64; 4],
    grade: Grade,
    source: &'static Source,
) -> PriceSheet {
    let cached = if cached > 0.0 {
        exact(cached, grade, source)
    } else {
        exact(CACHED_RULE * input, Assumed, source)
            .note("No price of cached input is listed. A tenth of the input price is assumed, which several makers have charged.")
    };
    let input = exact(input, grade, source);
    PriceSheet {
        slug,
        label,
        model: if model.is_empty() { None } else { Some(model) },
        seller,
        dated,
        input,
        cached,
        cache_write: input,
        output: exact(output, grade, source),
        long: None,
        peak: None,
        context: exact(context, grade, source),
    }
}

/// Price of cached input relative to input, assumed if a list gives none.
const CACHED_RULE: f64 = 0.1;

impl PriceSheet {
    /// Its date in words: 17 August 2026.
    pub fn day(&self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let mut parts = self.dated.split('-');
        let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let month = month.and_then(|month| MONTHS.get(month.parse::<usize>().ok()?.wrapping_sub(1)));
        match (day, month) {
            (Some(day), Some(month)) => format!("{} {month} {year}", day.trim_start_matches('0')),
            (None, Some(month)) => format!("{month} {year}"),
            _ => year.to_owned(),
        }
    }
    /// Context above which the list charges more. For a list with one price for all lengths it is twice the model's
    /// longest context, which no call exceeds.
    pub const fn long_from(&self) -> Datum {
        let above = match &self.long {
            Some(long) => long.above,
            None => 2.0 * self.context.value,
        };
        exact(above, self.input.grade, self.input.source).note("From here on the list charges more.")
    }
    /// Price of input of a long context relative to other input.
    pub const fn long_input(&self) -> Datum {
        self.for_length(match &self.long {
            Some(long) => long.input,
            None => 1.0,
        })
    }
    /// Price of output after a long context relative to other output.
    pub const fn long_output(&self) -> Datum {
        self.for_length(match &self.long {
            Some(long) => long.output,
            None => 1.0,
        })
    }
    const fn for_length(&self, times: f64) -> Datum {
        exact(times, self.input.grade, self.input.source)
            .note("1 where the list has one price for all lengths.")
    }
    /// The same with a price for writing to the cache.
    const fn written(self, price: f64, grade: Grade, note: &'static str) -> Self {
        Self { cache_write: exact(price, grade, self.input.source).note(note), ..self }
    }
    /// The same with the price of a long context.
    const fn long(self, above: f64, input: f64, output: f64) -> Self {
        Self { long: Some(LongContext { above, input, output }), ..self }
    }
    /// The same with DeepSeek's price in busy hours.
    const fn peak(self) -> Self {
        Self { peak: Some(DEEPSEEK_PEAK), ..self }
    }
    /// The same with a note on the price, and with other prices of input and output.
    const fn with_others(
        self,
        note: &'static str,
        input: &'static [Other],
        output: &'static [Other],
    ) -> Self {
        Self { input: self.input.note(note).others(input), output: self.output.others(output), ..self }
    }
}

/// Price of DeepSeek in busy hours relative to the others, as a multiple.
pub const PEAK_PRICE: Datum = exact(2.0, Published, &from::DEEPSEEK_PRICES)
    .note("From 9:00 to 12:00 and from 14:00 to 18:00 Beijing time, Monday to Friday. Public holidays in China count as quiet days.");

/// Share of a working day's tokens that DeepSeek serves in the hours that became its busy hours, in percent.
pub const PEAK_VOLUME: Datum = exact(37.3, Derived, &from::DEEPSEEK_DAY)
    .note("Sum of the seven hours in the profile of DeepSeek's published day, over the sum of all 24. That day is older than the price by hour.");

const fn hours(spans: &[[usize; 2]]) -> [bool; 24] {
    let mut hours = [false; 24];
    let mut span = 0;
    while span < spans.len() {
        let mut hour = spans[span][0];
        while hour < spans[span][1] {
            hours[hour] = true;
            hour += 1;
        }
        span += 1;
    }
    hours
}

const DEEPSEEK_PEAK: Peak =
    Peak { hours: hours(&[[9, 12], [14, 18]]), times: PEAK_PRICE.value, week_share: 5.0 / 7.0 };

const JULY: &str = "2026-07-02";
const NOVEMBER: &str = "2026-11";

/// A price from the collection of 2 July 2026.
const fn july(
    slug: &'static str,
    label: &'static str,
    model: &'static str,
    seller: Seller,
    prices: [f64; 4],
) -> PriceSheet {
    sheet([slug, label, JULY], model, seller, prices, Published, &from::MODELS_DEV)
}

/// A price that a collection quotes from the page of a maker of closed models.
const fn closed(
    slug: &'static str,
    label: &'static str,
    dated: &'static str,
    prices: [f64; 4],
) -> PriceSheet {
    sheet([slug, label, dated], "", Seller::Closed, prices, Reported, &from::PRICE_NOTES)
}

/// A price on Anthropic's own page.
const fn claude(slug: &'static str, label: &'static str, prices: [f64; 4]) -> PriceSheet {
    sheet([slug, label, NOVEMBER], "", Seller::Closed, prices, Published, &from::CLAUDE_PRICES)
}

const FOR_MINUTES: &str = "Kept for five minutes. For an hour, twice the input price.";

/// Price lists: open models first, those of one model together, then closed models.
pub static PRICE_SHEETS: &[PriceSheet] = &[
    sheet(
        ["deepseek-v4-pro", "DeepSeek V4 Pro, price by hour", "2026-08-17"],
        "deepseek-v4-pro",
        Seller::Maker,
        [0.66, 0.022, 1.98, 1_048_576.0],
        Published,
        &from::DEEPSEEK_PRICES,
    )
    .peak(),
    july(
        "deepseek-v4-pro-flat",
        "DeepSeek V4 Pro, one price at all hours",
        "deepseek-v4-pro",
        Seller::Retired,
        [0.435, 0.0036, 0.87, 1_048_576.0],
    ),
    sheet(
        ["deepseek-v4-flash", "DeepSeek V4.1 Flash, price by hour", "2026-10-27"],
        "deepseek-v4-flash",
        Seller::Maker,
        [0.15, 0.003, 0.60, 1_048_576.0],
        Published,
        &from::DEEPSEEK_PRICES,
    )
    .peak()
    .with_others(
        "V4.1 Flash is what the maker now sells under this name. V4 Flash itself is retired.",
        const { &[other(0.22, "V4 Flash, August 2026", Reported, &from::DEEPSEEK_PEAK_NEWS)] },
        const { &[other(0.66, "V4 Flash, August 2026", Reported, &from::DEEPSEEK_PEAK_NEWS)] },
    ),
    july(
        "deepseek-r1-0528",
        "DeepSeek R1-0528, marketplace",
        "deepseek-v3",
        Seller::Market,
        [0.50, 0.35, 2.15, 163_840.0],
    ),
    july(
        "deepseek-v3-0324",
        "DeepSeek V3-0324, marketplace",
        "deepseek-v3",
        Seller::Market,
        [0.20, 0.135, 0.77, 163_840.0],
    ),
    sheet(
        ["deepseek-r1", "DeepSeek R1, list of February 2025", "2025-02"],
        "deepseek-v3",
        Seller::Retired,
        [0.55, 0.14, 2.19, 163_840.0],
        Published,
        &from::DEEPSEEK_DAY,
    ),
    july(
        "deepseek-v3.2",
        "DeepSeek V3.2, marketplace",
        "deepseek-v3.2",
        Seller::Market,
        [0.229, 0.023, 0.343, 163_840.0],
    ),
    july("kimi-k2.5", "Kimi K2.5", "kimi-k2", Seller::Maker, [0.60, 0.10, 3.00, 262_144.0]),
    july("kimi-k2.6", "Kimi K2.6", "kimi-k2", Seller::Maker, [0.95, 0.16, 4.00, 262_144.0]).with_others(
        "The fast version costs twice as much.",
        const { &[other(1.90, "fast version", Published, &from::MODELS_DEV)] },
        const { &[other(8.00, "fast version", Published, &from::MODELS_DEV)] },
    ),
    sheet(
        ["kimi-k3", "Kimi K3", "2026-07-16"],
        "kimi-k3",
        Seller::Maker,
        [3.00, 0.30, 15.00, 1_048_576.0],
        Reported,
        &from::KIMI_K3_PRICE,
    ),
    july("glm-5", "GLM-5", "glm-5", Seller::Maker, [1.00, 0.20, 3.20, 204_800.0]),
    july("glm-5.2", "GLM-5.2 and 5.3", "glm-5", Seller::Maker, [1.40, 0.26, 4.40, 1_000_000.0]),
    july("minimax-m2.5", "MiniMax M2.5", "minimax-m2.5", Seller::Maker, [0.30, 0.03, 1.20, 204_800.0])
        .written(0.375, Published, "")
        .with_others(
            "The fast version costs twice as much.",
            const { &[other(0.60, "fast version", Published, &from::MODELS_DEV)] },
            const { &[other(2.40, "fast version", Published, &from::MODELS_DEV)] },
        ),
    july("minimax-m3", "MiniMax M3", "minimax-m3", Seller::Maker, [0.30, 0.06, 1.20, 1_000_000.0])
        .long(512_000.0, 2.0, 2.0),
    july("qwen3.5-397b", "Qwen3.5 397B A17B", "qwen3.5-397b", Seller::Maker, [0.60, 0.0, 3.60, 262_144.0]),
    july("qwen3-235b", "Qwen3 235B A22B", "qwen3-235b", Seller::Maker, [0.70, 0.0, 2.80, 131_072.0]),
    july(
        "qwen3-235b-2507",
        "Qwen3 235B A22B 2507, marketplace",
        "qwen3-235b",
        Seller::Market,
        [0.09, 0.0, 0.10, 262_144.0],
    ),
    july("qwen3-32b", "Qwen3 32B", "qwen3-32b", Seller::Maker, [0.70, 0.0, 2.80, 131_072.0]),
    july("qwen3-30b", "Qwen3 30B A3B, marketplace", "qwen3-30b", Seller::Market, [0.12, 0.0, 0.50, 40_960.0]),
    july(
        "gpt-oss-120b",
        "gpt-oss 120b, marketplace",
        "gpt-oss-120b",
        Seller::Market,
        [0.03, 0.0, 0.15, 131_072.0],
    ),
    july(
        "gpt-oss-120b-groq",
        "gpt-oss 120b on Groq",
        "gpt-oss-120b",
        Seller::Market,
        [0.15, 0.075, 0.60, 131_072.0],
    ),
    july(
        "gpt-oss-120b-cerebras",
        "gpt-oss 120b on Cerebras",
        "gpt-oss-120b",
        Seller::Market,
        [0.35, 0.0, 0.75, 131_072.0],
    ),
    july(
        "gpt-oss-20b",
        "gpt-oss 20b, marketplace",
        "gpt-oss-20b",
        Seller::Market,
        [0.029, 0.0, 0.14, 131_072.0],
    ),
    july("mimo-v2-flash", "MiMo V2 Flash", "mimo-v2-flash", Seller::Maker, [0.14, 0.0028, 0.28, 262_144.0]),
    july(
        "nemotron-3-super",
        "Nemotron 3 Super, marketplace",
        "nemotron-3-super",
        Seller::Market,
        [0.085, 0.0, 0.40, 262_144.0],
    ),
    july(
        "llama-3.1-8b",
        "Llama 3.1 8B, marketplace",
        "llama-3.1-8b",
        Seller::Market,
        [0.02, 0.0, 0.03, 131_072.0],
    ),
    july(
        "llama-3.1-70b",
        "Llama 3.1 70B, marketplace",
        "llama-3.1-70b",
        Seller::Market,
        [0.40, 0.0, 0.40, 131_072.0],
    ),
    july(
        "llama-3.1-405b",
        "Llama 3.1 405B on Azure",
        "llama-3.1-405b",
        Seller::Market,
        [5.33, 0.0, 16.0, 128_000.0],
    ),
    july(
        "llama-4-scout",
        "Llama 4 Scout, marketplace",
        "llama-4-scout",
        Seller::Market,
        [0.10, 0.0, 0.30, 327_680.0],
    ),
    july(
        "llama-4-maverick",
        "Llama 4 Maverick, marketplace",
        "llama-4-maverick",
        Seller::Market,
        [0.15, 0.0, 0.60, 1_048_576.0],
    ),
    july(
        "mixtral-8x22b",
        "Mixtral 8x22B, marketplace",
        "mixtral-8x22b",
        Seller::Market,
        [2.0, 0.20, 6.0, 65_536.0],
    ),
    sheet(
        ["mixtral-8x7b", "Mixtral 8x7B, marketplace", "2026"],
        "mixtral-8x7b",
        Seller::Market,
        [0.54, 0.0, 0.54, 32_768.0],
        Published,
        &from::OPENROUTER_MIXTRAL,
    ),
    PriceSheet {
        context: exact(4096.0, Published, &from::OPENROUTER_LLAMA_2),
        ..sheet(
            ["llama-2-70b", "Llama 2 70B, at the price of Llama 3.1 70B", JULY],
            "llama-2-70b",
            Seller::Market,
            [0.40, 0.0, 0.40, 4096.0],
            Assumed,
            &from::MODELS_DEV,
        )
        .with_others(
            "Nobody lists a price for Llama 2 70B any more. This is the price of Llama 3.1 70B, which has the same shape.",
            const { &[other(0.90, "Together, February 2024", Reported, &from::MODEL_COSTS_2024)] },
            const { &[other(0.90, "Together, February 2024", Reported, &from::MODEL_COSTS_2024)] },
        )
    },
    claude("claude-fable-5.1", "Claude Fable 5.1", [10.0, 0.25, 50.0, 1e6])
        .written(12.5, Published, FOR_MINUTES),
    claude("claude-opus-5.5", "Claude Opus 5.5", [4.0, 0.20, 20.0, 1e6])
        .written(5.0, Published, FOR_MINUTES)
        .with_others(
            "The fast mode costs twice as much.",
            const { &[other(8.0, "fast mode", Reported, &from::PRICE_NOTES)] },
            const { &[other(40.0, "fast mode", Reported, &from::PRICE_NOTES)] },
        ),
    closed("claude-sonnet-5.5", "Claude Sonnet 5.5", "2026-10-07", [2.0, 0.10, 10.0, 1e6])
        .written(2.5, Reported, FOR_MINUTES)
        .with_others("The price of cached input was cut on that day.", &[], &[]),
    closed("claude-haiku-5.5", "Claude Haiku 5.5", NOVEMBER, [0.10, 0.01, 0.50, 1e6]).long(100_000.0, 5.0, 5.0),
    closed("gpt-6.2-sol", "GPT-6.2 Sol", "2026-11-17", [2.0, 0.10, 10.0, 1_050_000.0])
        .written(2.5, Reported, "")
        .long(272_000.0, 2.0, 1.5)
        .with_others(
            "The fast mode costs twice as much.",
            const { &[other(4.0, "fast mode", Reported, &from::PRICE_NOTES)] },
            const { &[other(20.0, "fast mode", Reported, &from::PRICE_NOTES)] },
        ),
    closed("gpt-6.2-astra", "GPT-6.2 Astra", "2026-11-17", [8.0, 0.40, 40.0, 1_050_000.0])
        .written(10.0, Derived, "No price is given. 1.25 times the input price, as for GPT-6 Astra and GPT-6.2 Sol.")
        .long(272_000.0, 2.0, 1.5)
        .with_others(
            "The fast mode costs twice as much.",
            const { &[other(16.0, "fast mode", Reported, &from::PRICE_NOTES)] },
            const { &[other(80.0, "fast mode", Reported, &from::PRICE_NOTES)] },
        ),
    closed("gpt-6-luna", "GPT-6 Luna", NOVEMBER, [0.10, 0.01, 0.50, 1e6]),
    closed("gemini-4-neon", "Gemini 4 Neon", NOVEMBER, [3.0, 0.15, 15.0, 1e6]).with_others(
        "Priority costs 1.8 times as much, flexible timing half.",
        const { &[other(5.4, "priority", Reported, &from::PRICE_NOTES), other(1.5, "flexible", Reported, &from::PRICE_NOTES)] },
        const { &[other(27.0, "priority", Reported, &from::PRICE_NOTES), other(7.5, "flexible", Reported, &from::PRICE_NOTES)] },
    ),
    closed("gemini-4-hydrogen", "Gemini 4 Hydrogen", NOVEMBER, [1.5, 0.075, 7.5, 1e6]).with_others(
        "Priority costs 1.8 times as much, flexible timing half.",
        const { &[other(2.7, "priority", Reported, &from::PRICE_NOTES), other(0.75, "flexible", Reported, &from::PRICE_NOTES)] },
        const { &[other(13.5, "priority", Reported, &from::PRICE_NOTES), other(3.75, "flexible", Reported, &from::PRICE_NOTES)] },
    ),
];

/// The current price list of an open model.
pub fn of_model(slug: &str) -> Option<&'static PriceSheet> {
    PRICE_SHEETS.iter().find(|sheet| sheet.model == Some(slug))
}

/// The price list of that slug.
pub fn named(slug: &str) -> Option<&'static PriceSheet> {
    PRICE_SHEETS.iter().find(|sheet| sheet.slug == slug)
}

#[cfg(test)]
mod tests;
