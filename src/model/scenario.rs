//! What the reader chose.

#[cfg(test)]
pub(crate) mod arbitrary;
mod choices;
pub mod history;
mod lever;
pub mod levers;
pub mod link;
pub mod presets;
mod purchase;
mod scale;
mod serial;
pub mod shocks;
pub mod stops;

use crate::catalog::accelerators::ACCELERATORS;
use crate::catalog::price_sheets::{self, PriceSheet};
use crate::catalog::{Datum, Grade, exact, find};
use crate::factory::{Accelerator, Plan};
pub use lever::{Group, Lever, SettingError, UNKNOWN};
use levers::{LEVERS, held};
pub use purchase::Purchase;
pub use scale::{Choice, Release, Scale};

/// What the reader chose: a number for each lever, in base units.
pub type Scenario = Plan<f64>;

impl Scenario {
    /// The scenario before any change: every lever at its default.
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
    /// The accelerators that a scale-up link joins; 0 if there is no machine of that number.
    pub fn linked_gpus(&self) -> f64 {
        self.machine().map_or(0.0, |machine| machine.domain.value)
    }
    /// What is known about the chosen machine.
    fn machine(&self) -> Option<Accelerator<Datum>> {
        Some(find(ACCELERATORS, LEVERS.gpu.choice(self.gpu)?.slug)?.row.row)
    }
    /// The same scenario with one lever at another value, in base units.
    ///
    /// Token prices belong to the model, and a machine's price and rent to the machine: when another model, price list
    /// or machine is chosen, every price still at its old default moves to the new one. A price that the reader has
    /// changed stays.
    pub fn with(self, lever: &Lever, value: f64) -> Self {
        // A machine price or rent of zero means the published one, which may be missing.
        let is_listed = value == 0.0 && lever.is_of_machine();
        let value = if is_listed { lever.default_base_in(&self) } else { value };
        let mut changed = self.put(lever, value);
        if LISTS.contains(&lever.about.id) {
            for price in LEVERS.followers() {
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
    /// The price list in force: the chosen one, or that of the model.
    pub fn price_sheet(&self) -> Option<&'static PriceSheet> {
        let slug = |lever: &Lever| lever.choice(self.of(lever)).map_or("", |choice| choice.slug);
        price_sheets::named(slug(&LEVERS.price_list)).or_else(|| price_sheets::of_model(slug(&LEVERS.llm)))
    }
}

/// The levers that decide which prices are listed.
pub const LISTS: [&str; 3] = ["llm", "price_list", "gpu"];

impl Plan<Lever> {
    /// The levers whose default comes from the price list in force.
    pub fn prices(&self) -> [&Lever; 8] {
        [
            &self.price_input,
            &self.price_cached,
            &self.cache_write,
            &self.price_output,
            &self.peak_price,
            &self.long_from,
            &self.long_input,
            &self.long_output,
        ]
    }
    /// The levers whose default is listed for the machine.
    pub fn of_machine(&self) -> [&Lever; 2] {
        [&self.rent, &self.gpu_price]
    }
    /// The levers whose default depends on another lever.
    pub fn followers(&self) -> impl Iterator<Item = &Lever> {
        self.prices().into_iter().chain(self.of_machine())
    }
}

impl Lever {
    /// Whether its default comes from the price list in force.
    pub fn is_price(&self) -> bool {
        LEVERS.prices().iter().any(|price| price.about.id == self.about.id)
    }
    /// Whether its default is listed for the machine.
    pub fn is_of_machine(&self) -> bool {
        LEVERS.of_machine().iter().any(|price| price.about.id == self.about.id)
    }
    /// Whether its default depends on another lever.
    pub fn follows(&self) -> bool {
        self.is_price() || self.is_of_machine()
    }
    /// What its default follows, if it follows something.
    pub fn followed(&self) -> &'static str {
        if self.is_of_machine() { "machine" } else { "price list" }
    }
    /// Its default in a scenario, in the display unit: that of the price list in force for prices, that of the machine
    /// for its price and rent, and the same in every scenario for all others. 0 if nothing is published about the
    /// machine.
    pub fn default_in(&self, scenario: &Scenario) -> Datum {
        if self.is_of_machine() {
            return self.of_its_machine(scenario).unwrap_or(self.default);
        }
        let Some(sheet) = scenario.price_sheet() else { return self.default };
        let times = |value| exact(value, Grade::Derived, sheet.input.source);
        match self.about.id {
            "price_input" => sheet.input,
            "price_cached" => sheet.cached,
            "price_output" => sheet.output,
            "cache_write" => times(sheet.cache_write.value / sheet.input.value),
            "peak_price" => times(sheet.peak.as_ref().map_or(1.0, |peak| peak.times)),
            "long_from" => sheet.long_from(),
            "long_input" => sheet.long_input(),
            "long_output" => sheet.long_output(),
            _ => self.default,
        }
    }
    /// What is listed for the machine of a scenario. If machines are rented, the published rents give the range.
    fn of_its_machine(&self, scenario: &Scenario) -> Option<Datum> {
        let machine = scenario.machine()?;
        let is_rent = self.about.id == LEVERS.rent.about.id;
        let listed = if is_rent { machine.rent } else { machine.price };
        if !listed.is_known() {
            return Some(Datum { value: 0.0, low: 0.0, high: 0.0, ..listed });
        }
        let mut datum = held(listed);
        if is_rent && scenario.tenure != 0.0 {
            for other in listed.others {
                datum.low = datum.low.min(other.value);
                datum.high = datum.high.max(other.value);
            }
        }
        Some(datum)
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
