//! What the reader chose.

#[cfg(test)]
pub(crate) mod arbitrary;
mod choices;
pub mod history;
mod lever;
pub mod levers;
pub mod link;
pub mod presets;
mod scale;
mod serial;
pub mod shocks;
pub mod stops;

use crate::catalog::price_sheets::{self, PriceSheet};
use crate::catalog::{Datum, Grade, exact};
use crate::factory::Plan;
pub use lever::{Group, Lever, SettingError};
use levers::LEVERS;
pub use scale::{Choice, Release, Scale};

/// What the reader chose: a number for each lever, in base units.
pub type Scenario = Plan<f64>;

impl Scenario {
    /// The scenario that nobody has touched.
    pub fn baseline() -> Self {
        LEVERS.map(|about, lever| about.unit.base(lever.default.value))
    }
    /// The levers that differ from their default, with their values.
    pub fn changed(&self) -> Vec<(&'static Lever, f64)> {
        let mut changed = Vec::new();
        self.each(|about, &value| {
            if let Some(lever) = LEVERS.get(about.id)
                && !lever.is_default_in(self, value)
            {
                changed.push((lever, value));
            }
        });
        changed
    }
    /// The value of a lever.
    pub fn of(&self, lever: &Lever) -> f64 {
        self.get(lever.about.id).copied().unwrap_or(f64::NAN)
    }
    /// The same scenario with one lever at another value, in base units.
    ///
    /// Prices belong to the model: where another model or price list is chosen, every price that stood at the former
    /// list goes to the new one. A price that the reader has moved stays.
    pub fn with(self, lever: &Lever, value: f64) -> Self {
        let mut changed = self.put(lever, value);
        if LISTS.contains(&lever.about.id) {
            for price in LEVERS.prices() {
                if price.is_default_in(&self, self.of(price)) {
                    changed = changed.put(price, price.default_base_in(&changed));
                }
            }
        }
        changed
    }
    fn put(mut self, lever: &Lever, value: f64) -> Self {
        if let Some(place) = self.get_mut(lever.about.id) {
            *place = value;
        }
        self
    }
    /// The price list in force: the one chosen, or that of the model.
    pub fn price_sheet(&self) -> Option<&'static PriceSheet> {
        let slug = |lever: &Lever| lever.choice(self.of(lever)).map_or("", |choice| choice.slug);
        price_sheets::named(slug(&LEVERS.price_list)).or_else(|| price_sheets::of_model(slug(&LEVERS.llm)))
    }
}

/// The levers that decide which price list holds.
pub const LISTS: [&str; 2] = ["llm", "price_list"];

impl Plan<Lever> {
    /// The levers whose default is the price list in force.
    pub fn prices(&self) -> [&Lever; 5] {
        [&self.price_input, &self.price_cached, &self.cache_write, &self.price_output, &self.peak_price]
    }
}

impl Lever {
    /// Whether its default is the price list in force.
    pub fn is_price(&self) -> bool {
        LEVERS.prices().iter().any(|price| price.about.id == self.about.id)
    }
    /// Its default in a scenario: that of the price list in force for prices, and the same for every scenario for others.
    /// In the display unit.
    pub fn default_in(&self, scenario: &Scenario) -> Datum {
        let Some(sheet) = scenario.price_sheet() else { return self.default };
        let times = |value| exact(value, Grade::Derived, sheet.input.source);
        match self.about.id {
            "price_input" => sheet.input,
            "price_cached" => sheet.cached,
            "price_output" => sheet.output,
            "cache_write" => times(sheet.cache_write.value / sheet.input.value),
            "peak_price" => times(sheet.peak.as_ref().map_or(1.0, |peak| peak.times)),
            _ => self.default,
        }
    }
    /// The same in base units.
    pub fn default_base_in(&self, scenario: &Scenario) -> f64 {
        self.about.unit.base(self.default_in(scenario).value)
    }
    /// Whether a value is its default in a scenario.
    #[allow(clippy::float_cmp, reason = "both went through the same conversion")]
    pub fn is_default_in(&self, scenario: &Scenario, base: f64) -> bool {
        base == self.default_base_in(scenario)
    }
}
