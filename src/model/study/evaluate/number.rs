//! A number of the factory by its name on the sheet.

use crate::factory::Factory;
use crate::format::entry::{self, EntryError};
use crate::quantity::order::insertion_sort_by_key;
use crate::quantity::{Quantity, stage_and_id};
use crate::scenario::levers::LEVERS;
use crate::scenario::link::cut;
use crate::scenario::{Lever, SettingError};
use std::fmt;

/// Number of names that are suggested in place of an unknown one.
const OFFERED: usize = 4;

/// A number of the factory, given or computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// The stage it belongs to.
    pub stage: &'static str,
    /// What it is.
    pub about: &'static Quantity,
}

impl Number {
    /// The number of this name, such as `profit.margin`.
    ///
    /// # Errors
    /// If the factory has no number of that name, with similar names. Numbers of a tier that is not in use do not
    /// exist.
    pub fn named(factory: &Factory<f64>, name: &str) -> Result<Self, NumberError> {
        let wanted = stage_and_id(name.trim());
        let mut found = None;
        let mut all = Vec::new();
        each(factory, |number, _| {
            if wanted == Some((number.stage, number.about.id)) {
                found = Some(number);
            }
            all.push(number);
        });
        found.ok_or_else(|| NumberError::Unknown { name: cut(name), near: near(name.trim(), &all) })
    }
    /// A number and its target value, from a text such as `profit.margin=40%`. The value is read in the unit of the
    /// number, and returned in base units.
    ///
    /// # Errors
    /// If there is no such number, or the text after it is not a value.
    pub fn with_target(factory: &Factory<f64>, text: &str) -> Result<(Self, f64), NumberError> {
        let (name, value) = text.split_once('=').ok_or_else(|| NumberError::NoTarget { text: cut(text) })?;
        let number = Self::named(factory, name)?;
        let target = entry::parse(value, &number.about.unit).map_err(NumberError::Value)?;
        Ok((number, target))
    }
    /// The same as a reader types it: a value with two readings is not accepted. Percentages have one, because nobody means
    /// thousands of them.
    ///
    /// # Errors
    /// As [`with_target`](Self::with_target), and [`NumberError::TwoReadings`].
    pub fn with_typed_target(factory: &Factory<f64>, text: &str) -> Result<(Self, f64), NumberError> {
        let (number, target) = Self::with_target(factory, text)?;
        let (unit, value) = (number.about.unit, text.split_once('=').map_or("", |(_, value)| value));
        let both = if unit.symbol.contains('%') { None } else { entry::two_readings(value, &unit) };
        match both {
            Some(both) => {
                Err(NumberError::TwoReadings(SettingError::TwoReadings { text: cut(value), both, unit }))
            }
            None => Ok((number, target)),
        }
    }
    /// Its value in base units; not finite if it cannot be computed, or if its tier is not in use.
    pub fn of(&self, factory: &Factory<f64>) -> f64 {
        if self.stage == "plan"
            && let Some(value) = factory.inputs.plan.get(self.about.id)
        {
            return *value;
        }
        if let Some((_, value)) = factory.find(self.stage, self.about.id) {
            return value;
        }
        let mut found = f64::NAN;
        factory.inputs.each(|stage, about, &value| {
            if stage == self.stage && about.id == self.about.id {
                found = value;
            }
        });
        found
    }
    /// Its name on the sheet: `profit.margin`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.stage, self.about.id)
    }
    /// The lever that sets it, if any.
    pub fn lever(&self) -> Option<&'static Lever> {
        (self.stage == "plan").then(|| LEVERS.get(self.about.id)).flatten()
    }
}

/// Calls `see` with every number of a factory, given ones first.
pub fn each(factory: &Factory<f64>, mut see: impl FnMut(Number, f64)) {
    factory.inputs.each(|stage, about, &value| see(Number { stage, about }, value));
    factory.each(|stage, about, value| see(Number { stage, about }, *value));
}

/// Names that a reader may have meant, nearest first.
fn near(name: &str, all: &[Number]) -> Vec<String> {
    // A longer text is not similar to any name, and would take long to compare.
    let start: String = name.chars().take(64).collect();
    let id = start.rsplit('.').next().unwrap_or_default();
    let mut names: Vec<(usize, String)> = Vec::new();
    for number in all {
        let reach = strsim::levenshtein(&start, &number.name());
        if reach <= 3 || number.about.id == id {
            names.push((reach, number.name()));
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "names are short")]
    insertion_sort_by_key(&mut names, |name| name.0 as f64);
    names.into_iter().map(|(_, name)| name).take(OFFERED).collect()
}

/// Why a text does not name a number, or a value of it.
#[derive(Debug, Clone, PartialEq)]
pub enum NumberError {
    /// The factory has no number of that name.
    Unknown {
        /// What was given.
        name: String,
        /// Similar names.
        near: Vec<String>,
    },
    /// There is no target value.
    NoTarget {
        /// What was given.
        text: String,
    },
    /// The target is not a value.
    Value(EntryError),
    /// The target has two readings, as the value of a lever may have.
    TwoReadings(SettingError),
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, near } => {
                write!(f, "There is no number called “{name}” in this scenario.")?;
                if near.is_empty() {
                    write!(f, " The sheet has all names, such as profit.margin.")
                } else {
                    write!(f, " Did you mean {}?", near.join(", "))
                }
            }
            Self::NoTarget { text } => {
                write!(f, "A target is NAME=VALUE, such as profit.margin=40%, not “{text}”.")
            }
            Self::Value(error) => error.fmt(f),
            Self::TwoReadings(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NumberError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::study::evaluate::numbers;

    #[test]
    fn every_number_is_found_by_its_name() {
        let factory = numbers(&Scenario::baseline());
        let mut all = Vec::new();
        each(&factory, |number, value| all.push((number, value)));
        assert!(all.len() > 500);
        for (number, value) in all {
            assert_eq!(Number::named(&factory, &number.name()), Ok(number));
            assert_eq!(number.of(&factory).to_bits(), value.to_bits(), "{}", number.name());
        }
    }

    #[test]
    fn a_target_is_read_in_the_unit_of_its_number() {
        let factory = numbers(&Scenario::baseline());
        let read = |text| Number::with_target(&factory, text);
        let (margin, target) = read("profit.margin=40%").unwrap();
        assert_eq!((margin.name().as_str(), target.to_bits()), ("profit.margin", 0.4_f64.to_bits()));
        let (_, loss) = read("profit.profit=-$1B").unwrap();
        assert!(loss < 0.0);
        assert!(matches!(read("profit.margin"), Err(NumberError::NoTarget { .. })));
        assert!(matches!(read("profit.margin=much"), Err(NumberError::Value(_))));
        assert!(read("profit.profit=$1.500B").is_ok());
        let typed = |text| Number::with_typed_target(&factory, text);
        assert_eq!(typed("profit.margin=40.125%").map(|it| it.1), Ok(0.401_25));
        let said = typed("profit.profit=$1.500B").unwrap_err().to_string();
        assert!(said.starts_with("“$1.500B” can mean $1.50B") && said.contains("$1.50T"), "{said}");
        let said = read("profit.margn=4").unwrap_err().to_string();
        assert!(said.contains("“profit.margn”") && said.contains("profit.margin"), "{said}");
        let said = read("margin=4").unwrap_err().to_string();
        assert!(said.contains("profit.margin"), "{said}");
    }
}
