//! Numbers of the sheet as columns.

use crate::error::TableError;
use arrow_array::{ArrayRef, Float64Array, StringArray};
use arrow_schema::{DataType, Field};
use model::factory::Factory;
use model::quantity::{Quantity, stage_and_id};
use model::scenario::{Lever, Scenario};
use model::sheet::reasons;
use model::study::evaluate::number::{Number, each};
use model::study::evaluate::{evaluate, numbers, site};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Reported for a number of a tier that a scenario does not use.
const NOT_IN_USE: &str = "The tier is not in use.";

/// The numbers to compute for every scenario.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Numbers {
    wanted: Vec<Number>,
    /// Whether one of them belongs to the years of the market, which take a third of the time.
    with_years: bool,
}

impl Numbers {
    /// The numbers of these names, such as `profit.margin`. Numbers of tiers that the baseline does not use are known too.
    ///
    /// # Errors
    /// If there are none, one of them is unknown, or one occurs twice.
    pub fn named(names: &[String]) -> Result<Self, TableError> {
        let mut wanted: Vec<Number> = Vec::new();
        let mut with_years = false;
        for name in names {
            let known = stage_and_id(name.trim())
                .and_then(|name| ALL.iter().find(|(number, _)| (number.stage, number.about.id) == name));
            let Some((number, of_years)) = known else {
                // This finds similar names.
                let unknown = Number::named(&numbers(&every_tier()), name).map(|_| Self::default());
                return unknown.map_err(TableError::Number);
            };
            if wanted.contains(number) {
                return Err(TableError::Twice(number.name()));
            }
            wanted.push(*number);
            with_years |= *of_years;
        }
        if wanted.is_empty() { Err(TableError::NoNumbers) } else { Ok(Self { wanted, with_years }) }
    }
    /// Every number that can be requested, in the order of the sheet.
    pub fn all() -> Vec<Number> {
        ALL.iter().map(|(number, _)| *number).collect()
    }
    /// Their names.
    pub fn names(&self) -> Vec<String> {
        self.wanted.iter().map(Number::name).collect()
    }
    /// Names and types of the columns. The unit of each is in its metadata.
    pub fn fields(&self) -> Vec<Field> {
        self.wanted.iter().map(|number| field(number.name(), number.about, number.lever(), true)).collect()
    }
    fn factory(&self, scenario: &Scenario) -> Factory<f64> {
        if self.with_years { numbers(scenario) } else { site(scenario) }
    }
}

/// Every number, and whether it belongs to the years of the market: the site alone does not have it.
static ALL: LazyLock<Vec<(Number, bool)>> = LazyLock::new(|| {
    let every_tier = every_tier();
    let (mut alone, mut all) = (Vec::new(), Vec::new());
    each(&site(&every_tier), |_, value| alone.push(value));
    each(&numbers(&every_tier), |number, value| {
        let same = |alone: &f64| alone.is_finite() && alone.to_bits() == value.to_bits();
        all.push((number, !alone.get(all.len()).is_some_and(same)));
    });
    all
});

/// The baseline with all tiers in use, in which every number has a name.
fn every_tier() -> Scenario {
    let some = 0.2;
    Scenario {
        batch_share: some,
        standard_share: some,
        fast_share: some,
        premium_share: some,
        ultra_share: some,
        ..Scenario::baseline()
    }
}

/// A column of a quantity. Lists and switches are text, all else numbers in the unit of the quantity.
pub(crate) fn field(name: String, about: &Quantity, lever: Option<&Lever>, may_be_null: bool) -> Field {
    let kind = if lever.is_some_and(Lever::is_named) { DataType::Utf8 } else { DataType::Float64 };
    let said = [("label", about.label.to_owned()), ("unit", about.unit.symbol.to_owned())];
    let said = said.into_iter().map(|(key, text)| (key.to_owned(), text)).collect::<HashMap<_, _>>();
    Field::new(name, kind, may_be_null).with_metadata(said)
}

/// Numbers of many scenarios, as they are computed.
pub(crate) struct Computed<'a> {
    numbers: &'a Numbers,
    /// A column for each number, in its unit; not finite if it does not exist.
    columns: Vec<Vec<f64>>,
    reasons: Vec<Option<String>>,
    /// The indices of the numbers among all of a factory, by the tiers in use.
    places: HashMap<[bool; 5], Vec<Option<usize>>>,
    /// All numbers of the factory that is read.
    values: Vec<f64>,
}

impl<'a> Computed<'a> {
    pub(crate) fn new(numbers: &'a Numbers, rows: usize) -> Self {
        Self {
            numbers,
            columns: vec![vec![f64::NAN; rows]; numbers.wanted.len()],
            reasons: vec![None; rows],
            places: HashMap::new(),
            values: Vec::new(),
        }
    }
    /// Computes a row.
    pub(crate) fn read(&mut self, row: usize, scenario: &Scenario) {
        let Self { numbers, columns, places, values, .. } = self;
        let wanted = &numbers.wanted;
        let factory = numbers.factory(scenario);
        let places = places.entry(scenario.tiers_in_use()).or_insert_with(|| places_of(&factory, wanted));
        values.clear();
        each(&factory, |_, value| values.push(value));
        let mut exist = true;
        for ((column, place), number) in columns.iter_mut().zip(places.iter()).zip(wanted) {
            let value = place.map_or(f64::NAN, |place| values[place]);
            exist &= value.is_finite();
            column[row] = number.about.unit.shown(value);
        }
        if !exist {
            let reason = self.reason(row, scenario);
            self.reasons[row] = Some(reason);
        }
    }
    /// Why a row lacks numbers: each cause once, in the order of the columns.
    fn reason(&self, row: usize, scenario: &Scenario) -> String {
        let missing = |(number, column): (&Number, &Vec<f64>)| (!column[row].is_finite()).then_some(*number);
        let missing: Vec<Number> =
            self.numbers.wanted.iter().zip(&self.columns).filter_map(missing).collect();
        let mut causes: Vec<String> = Vec::new();
        for cause in reasons(&evaluate(scenario), &missing) {
            let cause = cause.unwrap_or_else(|| NOT_IN_USE.to_owned());
            if !causes.contains(&cause) {
                causes.push(cause);
            }
        }
        causes.join(" ")
    }
    /// The columns of the numbers, followed by that of the reasons.
    pub(crate) fn finish(self) -> Vec<ArrayRef> {
        let number = |(number, column): (&Number, Vec<f64>)| -> ArrayRef {
            let exists = |value: &f64| value.is_finite();
            match number.lever().filter(|lever| lever.is_named()) {
                Some(lever) => {
                    let name = |value: f64| exists(&value).then(|| lever.written(value));
                    Arc::new(column.into_iter().map(name).collect::<StringArray>())
                }
                None => Arc::new(
                    column.into_iter().map(|value| Some(value).filter(exists)).collect::<Float64Array>(),
                ),
            }
        };
        let mut columns: Vec<ArrayRef> = self.numbers.wanted.iter().zip(self.columns).map(number).collect();
        columns.push(Arc::new(self.reasons.into_iter().collect::<StringArray>()));
        columns
    }
}

/// The indices of numbers among all of a factory; `None` if their tier is not in use.
fn places_of(factory: &Factory<f64>, wanted: &[Number]) -> Vec<Option<usize>> {
    let mut all = Vec::new();
    each(factory, |number, _| all.push(number));
    wanted.iter().map(|number| all.iter().position(|other| other == number)).collect()
}
