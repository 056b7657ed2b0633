//! Turns columns of values into scenarios.

use crate::error::TableError;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Decimal128Type, Float32Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, Float64Array, StringArray};
use arrow_schema::DataType;
use arrow_select::take::take;
use model::scenario::{LISTS, Lever, Scenario, link};
use std::collections::HashMap;

/// Number of values of a column that are remembered before all are dropped.
const REMEMBERED: usize = 1 << 16;

/// Values of a lever, row by row.
#[derive(Debug)]
pub(crate) struct Column {
    lever: &'static Lever,
    cells: Cells,
    /// Values in base units that were read before, by the lever's default, which decides about the last bit, and by the cell.
    numbers: HashMap<(u64, u64), f64>,
    texts: HashMap<u64, HashMap<String, f64>>,
}

#[derive(Debug)]
enum Cells {
    /// In the unit of the lever.
    Numbers(Float64Array),
    /// As people type it.
    Texts(StringArray),
}

impl Column {
    pub(crate) fn new(lever: &'static Lever, array: &ArrayRef) -> Result<Self, TableError> {
        let cells = cells(array).ok_or_else(|| TableError::Kind {
            column: lever.about.id.to_owned(),
            found: array.data_type().to_string(),
        })?;
        Ok(Self { lever, cells, numbers: HashMap::new(), texts: HashMap::new() })
    }
    /// Whether it decides which price list applies: such columns are set first.
    pub(crate) fn is_list(&self) -> bool {
        LISTS.contains(&self.lever.about.id)
    }
    /// The scenario with the lever at its value in a row, exactly as a link sets it.
    pub(crate) fn set(&mut self, scenario: &Scenario, row: usize) -> Result<Scenario, TableError> {
        let lever = self.lever;
        let default = lever.default_base_in(scenario).to_bits();
        let read = |text: &str| {
            let mut set = *scenario;
            let fault = |fault| TableError::Value { column: lever.about.id, row, fault };
            link::set(&mut set, lever.about.id, text).map_err(fault)?;
            Ok(set.of(lever))
        };
        let base = match &self.cells {
            Cells::Numbers(cells) => {
                let value = cells.value(row);
                if cells.is_null(row) || value.is_nan() {
                    return Err(TableError::Empty { column: lever.about.id, row });
                }
                let key = (default, value.to_bits());
                match self.numbers.get(&key) {
                    Some(base) => *base,
                    None => {
                        let base = read(&text_of(value))?;
                        if self.numbers.len() >= REMEMBERED {
                            self.numbers.clear();
                        }
                        self.numbers.insert(key, base);
                        base
                    }
                }
            }
            Cells::Texts(cells) => {
                if cells.is_null(row) {
                    return Err(TableError::Empty { column: lever.about.id, row });
                }
                let text = cells.value(row);
                let known = self.texts.entry(default).or_default();
                match known.get(text) {
                    Some(base) => *base,
                    None => {
                        let base = read(text)?;
                        if known.len() >= REMEMBERED {
                            known.clear();
                        }
                        known.insert(text.to_owned(), base);
                        base
                    }
                }
            }
        };
        Ok(scenario.with(lever, base))
    }
}

/// A number as links write it.
pub(crate) fn text_of(value: f64) -> String {
    // A very large or small one would otherwise be a row of zeros.
    if value == 0.0 || (1e-7..1e15).contains(&value.abs()) { value.to_string() } else { format!("{value:e}") }
}

/// Values as numbers or text; `None` if they are neither.
fn cells(array: &ArrayRef) -> Option<Cells> {
    macro_rules! whole {
        ($Type:ty) => {{
            #[allow(clippy::cast_precision_loss, reason = "no lever reaches where whole numbers are lost")]
            let to_float = |value| value as f64;
            Cells::Numbers(array.as_primitive::<$Type>().unary(to_float))
        }};
    }
    Some(match array.data_type() {
        DataType::Float64 => Cells::Numbers(array.as_primitive().clone()),
        DataType::Float32 => {
            // A number of few figures is taken as it is written, not as the bits next to it.
            let exact = |value: f32| value.to_string().parse::<f64>().unwrap_or(f64::from(value));
            Cells::Numbers(array.as_primitive::<Float32Type>().unary(exact))
        }
        DataType::Int8 => Cells::Numbers(array.as_primitive::<Int8Type>().unary(f64::from)),
        DataType::Int16 => Cells::Numbers(array.as_primitive::<Int16Type>().unary(f64::from)),
        DataType::Int32 => Cells::Numbers(array.as_primitive::<Int32Type>().unary(f64::from)),
        DataType::Int64 => whole!(Int64Type),
        DataType::UInt8 => Cells::Numbers(array.as_primitive::<UInt8Type>().unary(f64::from)),
        DataType::UInt16 => Cells::Numbers(array.as_primitive::<UInt16Type>().unary(f64::from)),
        DataType::UInt32 => Cells::Numbers(array.as_primitive::<UInt32Type>().unary(f64::from)),
        DataType::UInt64 => whole!(UInt64Type),
        DataType::Decimal128(_, scale) => {
            let values = array.as_primitive::<Decimal128Type>();
            let read = |value: Option<i128>| value.map(|value| decimal(value, *scale));
            Cells::Numbers(values.iter().map(read).collect())
        }
        DataType::Boolean => {
            let word = |value: Option<bool>| value.map(|is_on| if is_on { "on" } else { "off" });
            Cells::Texts(array.as_boolean().iter().map(word).collect())
        }
        DataType::Utf8 => Cells::Texts(array.as_string::<i32>().clone()),
        DataType::LargeUtf8 => Cells::Texts(array.as_string::<i64>().iter().collect()),
        DataType::Utf8View => Cells::Texts(array.as_string_view().iter().collect()),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary_opt()?;
            return cells(&take(dictionary.values(), dictionary.keys(), None).ok()?);
        }
        _ => return None,
    })
}

/// A decimal number as the nearest floating-point number.
fn decimal(value: i128, scale: i8) -> f64 {
    format!("{value}e{}", -i32::from(scale)).parse().unwrap_or(f64::NAN)
}
