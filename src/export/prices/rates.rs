//! The prices of one model: as in the JSON of a sheet, and in base units.

use model::quantity::Unit;
use model::scenario::link;
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Models of the largest sheet that is read: about four times as many as models.dev has.
pub const MOST_MODELS: usize = 20_000;

/// Most prices by length that one model may have, and most entries of other lists within a model.
pub(super) const FEW: usize = 100;

/// What a sheet says about a model, in base units: dollars per token, tokens.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Prices {
    pub(super) input: f64,
    pub(super) output: f64,
    pub(super) cached: Option<f64>,
    pub(super) write: Option<f64>,
    pub(super) reasoning: Option<f64>,
    /// Input and output of work that is delivered within a day.
    pub(super) batch: [Option<f64>; 2],
    /// Prices above a length, shortest first.
    pub(super) long: Vec<Long>,
}

/// Prices above a length, in base units. A price that is not listed is the same as below it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Long {
    pub(super) above: f64,
    pub(super) input: Option<f64>,
    pub(super) output: Option<f64>,
    pub(super) cached: Option<f64>,
    pub(super) write: Option<f64>,
}

/// Why the prices of a model cannot be set.
#[derive(Debug, Clone, PartialEq)]
pub enum NotOffered {
    /// It is not a model that reads and writes text; its mode or family.
    Kind(String),
    /// It does not write text.
    NoText,
    /// It has no price per token of input and of output. It may have one per second, picture or request.
    NoPrices,
    /// One of its prices is not a number, or is below zero: which one, and the text found.
    Unreadable(&'static str, String),
}

impl fmt::Display for NotOffered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => {
                write!(f, "It is of the kind “{kind}”. Allowed: models that read and write text.")
            }
            Self::NoText => write!(f, "It does not write text. Allowed: models that do."),
            Self::NoPrices => {
                write!(
                    f,
                    "It has no price for a token of input and of output. Allowed: models that have both."
                )
            }
            Self::Unreadable(what, found) => {
                write!(f, "Its {what} is “{found}”. Allowed: a number of dollars, 0 or more.")
            }
        }
    }
}

/// A number as in a sheet: some write numbers as texts.
#[derive(Debug, Clone, Default)]
pub(super) enum Number {
    #[default]
    None,
    Some(f64),
    /// The value is not a number, or is below zero.
    Bad(String),
}

impl Number {
    fn of(number: f64) -> Self {
        // Zero may have a sign.
        if number >= 0.0 { Self::Some(number.abs()) } else { Self::Bad(number.to_string()) }
    }
    /// The number in base units.
    pub(super) fn base(&self, what: &'static str, unit: Option<&Unit>) -> Result<Option<f64>, NotOffered> {
        match self {
            Self::None => Ok(None),
            Self::Some(number) => Ok(Some(unit.map_or(*number, |unit| unit.base(*number)))),
            Self::Bad(found) => Err(NotOffered::Unreadable(what, found.clone())),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Number;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a number")
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Number, E> {
                Ok(Number::of(number))
            }
            #[allow(clippy::cast_precision_loss, reason = "a price of so many dollars is refused")]
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Number, E> {
                Ok(Number::of(number as f64))
            }
            #[allow(clippy::cast_precision_loss, reason = "a price below zero is refused")]
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Number, E> {
                Ok(Number::of(number as f64))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
                Ok(number.map_or_else(|| Number::Bad(link::cut(text)), Number::of))
            }
            fn visit_unit<E: de::Error>(self) -> Result<Number, E> {
                Ok(Number::None)
            }
            fn visit_bool<E: de::Error>(self, is_on: bool) -> Result<Number, E> {
                Ok(Number::Bad(is_on.to_string()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Number, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Number::Bad("a list".to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Number, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Number::Bad("an object".to_owned()))
            }
        }
        from.deserialize_any(Reader)
    }
}

/// A short list.
#[derive(Debug, Clone)]
pub(super) struct Few<T>(pub(super) Vec<T>);

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Few<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of up to {FEW} entries")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Few<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = list.next_element()? {
                    if entries.len() == FEW {
                        return Err(de::Error::invalid_length(FEW + 1, &self));
                    }
                    entries.push(entry);
                }
                Ok(Few(entries))
            }
            fn visit_unit<E: de::Error>(self) -> Result<Few<T>, E> {
                Ok(Few(Vec::new()))
            }
        }
        from.deserialize_any(Reader(PhantomData))
    }
}

/// The prices of one model for one length, as in a sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct Rates {
    pub(super) input: Number,
    pub(super) output: Number,
    pub(super) cached: Number,
    pub(super) write: Number,
    pub(super) reasoning: Number,
    pub(super) batch: [Number; 2],
}

impl Rates {
    /// These prices above a length.
    pub(super) fn above(&self, above: f64, unit: Option<&Unit>) -> Result<Long, NotOffered> {
        Ok(Long {
            above,
            input: self.input.base("price of long input", unit)?,
            output: self.output.base("price of long output", unit)?,
            cached: self.cached.base("price of long cached input", unit)?,
            write: self.write.base("price of long cache writes", unit)?,
        })
    }
    /// The prices of a model: these, and those above lengths.
    pub(super) fn with(&self, long: Vec<Long>, unit: Option<&Unit>) -> Result<Prices, NotOffered> {
        let input = self.input.base("input price", unit)?;
        let output = self.output.base("output price", unit)?;
        let (Some(input), Some(output)) = (input, output) else { return Err(NotOffered::NoPrices) };
        let mut long: Vec<Long> =
            long.into_iter().filter(|it| it.input.is_some() || it.output.is_some()).collect();
        long.sort_by(|one, other| one.above.total_cmp(&other.above));
        Ok(Prices {
            input,
            output,
            cached: self.cached.base("price of cached input", unit)?,
            write: self.write.base("price of cache writes", unit)?,
            reasoning: self.reasoning.base("price of reasoning", unit)?,
            batch: [
                self.batch[0].base("batch price of input", unit)?,
                self.batch[1].base("batch price of output", unit)?,
            ],
            long,
        })
    }
}
