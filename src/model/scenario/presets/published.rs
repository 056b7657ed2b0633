//! Published figures that presets reproduce, each with the number of the sheet that corresponds to it.

use crate::catalog::demand::DEEPSEEK_DAY;
use crate::catalog::fleet::OUTLOOKS;
use crate::catalog::sources::{
    COREWEAVE_QUARTER, DEEPSEEK_DAY as DEEPSEEK_DAY_DOCUMENT, GTC_2026, INFERENCEX_V1, LAB_MARGINS,
};
use crate::catalog::{Datum, Grade, between, exact};
use crate::quantity::Unit;
use crate::quantity::unit::{PERCENT, USD_PER_DAY, USD_PER_W, USD_PER_YEAR};

/// A published figure and the number that corresponds to it in the scenario of a preset.
#[derive(Debug, Clone, Copy)]
pub struct Reproduced {
    /// Slug of the preset.
    pub preset: &'static str,
    /// The number's name in the sheet.
    pub number: &'static str,
    /// What was published, in `unit`. A range without a middle has both ends.
    pub published: Datum,
    /// The unit in which it was published.
    pub unit: Unit,
    /// Whose figure it is, and why ours may differ, in a few words.
    pub of: &'static str,
}

const fn published(
    preset: &'static str,
    number: &'static str,
    (published, unit): (Datum, Unit),
    of: &'static str,
) -> Reproduced {
    Reproduced { preset, number, published, unit, of }
}

/// All of them, in the order of the presets.
pub static REPRODUCED: [Reproduced; 11] = [
    published(
        "deepseek-day",
        "profit.revenue",
        (DEEPSEEK_DAY.revenue, USD_PER_DAY),
        "DeepSeek's count at list prices",
    ),
    published(
        "deepseek-day",
        "profit.load",
        (
            exact(100.0 * 226.75 / 278.0, Grade::Derived, &DEEPSEEK_DAY_DOCUMENT)
                .note("226.75 nodes on average, 278 at the peak."),
            PERCENT,
        ),
        "DeepSeek, mean nodes against the peak",
    ),
    published(
        "deepseek-day",
        "profit.cost",
        (DEEPSEEK_DAY.cost, USD_PER_DAY),
        "DeepSeek, nodes in use at $2 a GPU-hour; here all nodes are owned",
    ),
    published(
        "nvidia-tiers",
        "profit.revenue",
        (exact(150e9, Grade::Notes, &GTC_2026), USD_PER_YEAR),
        "NVIDIA's slide, every token sold",
    ),
    published(
        "lab",
        "profit.margin",
        (exact(33.0, Grade::Reported, &LAB_MARGINS), PERCENT),
        "OpenAI in 2025",
    ),
    published(
        "lab",
        "profit.margin",
        (exact(40.0, Grade::Reported, &LAB_MARGINS), PERCENT),
        "Anthropic in 2025",
    ),
    published(
        "interface-seller",
        "profit.margin",
        (between(50.0, 62.5, 75.0, Grade::Published, &INFERENCEX_V1), PERCENT),
        "API vendors, as SemiAnalysis estimates them",
    ),
    published(
        "renter",
        "profit.per_gw",
        (
            exact(1.365 * 4.0 / 0.53, Grade::Derived, &COREWEAVE_QUARTER)
                .note("$1.365B in a quarter on 0.53 GW in use on average."),
            USD_PER_W,
        ),
        "CoreWeave, third quarter of 2025; the price is set to match",
    ),
    published("market-low", "market.2027.spending", forecast(0), "Analysts' mean, five largest cloud firms"),
    published("market-base", "market.2027.spending", forecast(1), "Goldman Sachs, five largest cloud firms"),
    published("market-high", "market.2027.spending", forecast(2), "Goldman Sachs' highest case"),
];

const fn forecast(place: usize) -> (Datum, Unit) {
    let billions = OUTLOOKS[place].capex_2027;
    (
        Datum { value: billions.value * 1e9, low: billions.low * 1e9, high: billions.high * 1e9, ..billions },
        USD_PER_YEAR,
    )
}

impl Reproduced {
    /// What was published, in base units.
    pub fn base(&self) -> f64 {
        self.unit.base(self.published.value)
    }
    /// Whether it is a range rather than a single figure.
    pub fn is_range(&self) -> bool {
        self.published.low < self.published.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::link;
    use crate::scenario::presets::PRESETS;
    use crate::sheet;
    use crate::study::evaluate::evaluate;

    #[test]
    fn every_figure_is_of_a_preset_and_a_number_in_a_unit_of_its_kind() {
        for it in &REPRODUCED {
            let preset = PRESETS.iter().find(|preset| preset.slug == it.preset).expect(it.preset);
            let row = sheet::row(&evaluate(&link::read(preset.link).0), it.number).expect(it.number);
            assert!(row.value.is_finite() && it.base() > 0.0, "{} {}", it.preset, it.number);
            // Within an order of magnitude: the same thing in the same kind of unit.
            assert!(
                (0.1..10.0).contains(&(row.value / it.base())),
                "{} {}: {}",
                it.preset,
                it.number,
                row.value / it.base()
            );
        }
    }
}
