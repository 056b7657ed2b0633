//! A sweep: a TOML file, and the scenarios that it describes.
//!
//! ```toml
//! # The scenario that all start from, as a link, with levers set in addition; both may be omitted.
//! scenario = "v=2&gpu=rubin"
//! set = { electricity = 0.05, context = "128k" }
//! # Numbers of the sheet; the headline results if none are named.
//! out = ["profit.profit", "profit.margin"]
//!
//! # Every value of an axis is combined with every value of the others. The last axis varies fastest.
//! [[axis]]
//! lever = "gpu"
//! values = ["h100", "gb300", "rubin"]
//!
//! [[axis]]
//! lever = "context"
//! from = "8k"
//! to = "1M"
//! steps = 25
//! # "log" or "linear"; if omitted, as on the track of the lever.
//! spacing = "log"
//!
//! # Without a number of steps an axis is a range, and scenarios are drawn from the axes instead.
//! [sample]
//! scenarios = 1_000_000
//! seed = 1
//! ```
//!
//! Scenarios are counted from 0, and each follows from its number alone: any part of them can be computed on any
//! machine.

use crate::columns::SCENARIO;
use crate::error::TableError;
use crate::evaluate::Evaluator;
use crate::levers::text_of;
use crate::numbers::field;
use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use model::quantity::read;
use model::scenario::link::{self, LinkFault, cut};
use model::scenario::{LISTS, Lever, Scale, Scenario};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Maximum number of scenarios of a grid.
pub const MOST_SCENARIOS: u64 = 100_000_000_000;

/// Maximum number of values of an axis.
pub const MOST_VALUES: usize = 1_000_000;

/// Longest file that is read, in bytes.
pub const LONGEST: usize = 16_000_000;

/// Scenarios in a part of the file unless the grid says otherwise: a row group, which is computed and kept as a whole.
pub const USUAL_PART: u64 = 65_536;

/// Smallest and largest number of scenarios in a part.
const PARTS: [u64; 2] = [1_000, 1_000_000];

/// Scenarios, and the numbers to compute for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    start: Scenario,
    axes: Vec<Axis>,
    evaluator: Evaluator,
    /// The seed, if scenarios are drawn.
    seed: Option<u64>,
    count: u64,
    part: u64,
}

/// A lever with its values.
#[derive(Debug, Clone, PartialEq)]
struct Axis {
    lever: &'static Lever,
    values: Values,
}

/// Values in the unit of the lever; for a list, indices.
#[derive(Debug, Clone, PartialEq)]
enum Values {
    Listed(Vec<f64>),
    /// Anything between two ends, with equal chances, or with equal chances for equal ratios.
    Between {
        from: f64,
        to: f64,
        by_ratio: bool,
    },
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    scenario: String,
    #[serde(default)]
    set: BTreeMap<String, toml::Value>,
    out: Option<Vec<String>>,
    #[serde(default)]
    axis: Vec<WrittenAxis>,
    sample: Option<WrittenSample>,
    rows_per_part: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAxis {
    lever: String,
    values: Option<Vec<toml::Value>>,
    from: Option<toml::Value>,
    to: Option<toml::Value>,
    steps: Option<u64>,
    spacing: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSample {
    scenarios: u64,
    #[serde(default)]
    seed: u64,
}

impl Grid {
    /// The grid of a file's text.
    ///
    /// # Errors
    /// The first thing that is wrong with it, where it is and what is allowed there.
    pub fn read(text: &str) -> Result<Self, GridError> {
        if text.len() > LONGEST {
            return Err(GridError::TooLong);
        }
        let written: Written = toml::from_str(text).map_err(|error| GridError::Toml {
            line: error.span().map(|span| line_of(text, span.start)),
            message: error.message().trim().replace('\n', " "),
        })?;
        let start = start(&written)?;
        let sampled = written.sample.is_some();
        let mut axes: Vec<Axis> = Vec::new();
        for (place, axis) in written.axis.iter().enumerate() {
            let read = Axis::read(axis, sampled).map_err(|fault| GridError::Axis {
                place: place + 1,
                lever: cut(&axis.lever),
                fault,
            })?;
            if axes.iter().any(|other| other.lever.about.id == read.lever.about.id) {
                return Err(GridError::Twice(read.lever.about.id));
            }
            axes.push(read);
        }
        if axes.is_empty() {
            return Err(GridError::NoAxis);
        }
        if let Some(axis) = axes.iter().find(|axis| written.set.contains_key(axis.lever.about.id)) {
            return Err(GridError::SetAndSwept(axis.lever.about.id));
        }
        let count = match &written.sample {
            Some(sample) => Some(sample.scenarios),
            None => axes.iter().try_fold(1, |count: u64, axis| count.checked_mul(axis.count())),
        };
        let count = count.filter(|count| *count <= MOST_SCENARIOS).ok_or(GridError::TooMany)?;
        if count == 0 {
            return Err(GridError::NoScenarios);
        }
        let part = written.rows_per_part.unwrap_or(USUAL_PART);
        if !(PARTS[0]..=PARTS[1]).contains(&part) {
            return Err(GridError::Part(part));
        }
        let out = written.out.unwrap_or_else(Evaluator::usual);
        let evaluator =
            Evaluator::starting_from(start, &out, &[SCENARIO.to_owned()]).map_err(GridError::Out)?;
        let grid =
            Self { start, axes, evaluator, seed: written.sample.map(|sample| sample.seed), count, part };
        // A requested number may be a lever that is swept: then its name would occur twice.
        grid.schema().map_err(GridError::Out)?;
        Ok(grid)
    }
    /// Number of scenarios.
    pub fn count(&self) -> u64 {
        self.count
    }
    /// The scenario that all start from, as a link.
    pub fn link(&self) -> String {
        link::write(&self.start)
    }
    /// Names of the requested numbers.
    pub fn out(&self) -> Vec<String> {
        self.evaluator.numbers().names()
    }
    /// Computes the requested numbers for each scenario.
    pub fn evaluator(&self) -> &Evaluator {
        &self.evaluator
    }
    /// The parts that are computed as a whole, in order: numbers of scenarios.
    pub fn parts(&self) -> impl ExactSizeIterator<Item = Range<u64>> + use<> {
        let (part, count) = (self.part, self.count);
        let parts = usize::try_from(count.div_ceil(part)).unwrap_or(usize::MAX);
        (0..parts).map(move |place| {
            let first = place as u64 * part;
            first..count.min(first + part)
        })
    }
    /// The columns of the scenarios: their number and the levers that are swept.
    pub fn levers_schema(&self) -> SchemaRef {
        let count = Field::new(SCENARIO, DataType::Int64, false);
        let lever =
            |axis: &Axis| field(axis.lever.about.id.to_owned(), axis.lever.about, Some(axis.lever), false);
        Arc::new(Schema::new(std::iter::once(count).chain(self.axes.iter().map(lever)).collect::<Vec<_>>()))
    }
    /// The columns of the evaluated scenarios.
    ///
    /// # Errors
    /// If two would have the same name.
    pub fn schema(&self) -> Result<SchemaRef, TableError> {
        self.evaluator.schema(&self.levers_schema())
    }
    /// Scenarios by their numbers.
    ///
    /// # Errors
    /// The first number that is not that of a scenario.
    pub fn scenarios(&self, numbers: impl IntoIterator<Item = i64>) -> Result<RecordBatch, GridError> {
        let numbers: Vec<i64> = numbers.into_iter().collect();
        let mut columns: Vec<Vec<f64>> = vec![Vec::with_capacity(numbers.len()); self.axes.len()];
        for number in &numbers {
            let place = u64::try_from(*number).ok().filter(|place| *place < self.count);
            self.place(place.ok_or(GridError::NoScenario(*number, self.count))?, &mut columns);
        }
        let column = |(axis, values): (&Axis, Vec<f64>)| -> ArrayRef {
            if axis.lever.is_named() {
                Arc::new(
                    values.into_iter().map(|value| Some(axis.lever.written(value))).collect::<StringArray>(),
                )
            } else {
                Arc::new(Float64Array::from(values))
            }
        };
        let counted: ArrayRef = Arc::new(Int64Array::from(numbers));
        let all = std::iter::once(counted).chain(self.axes.iter().zip(columns).map(column)).collect();
        Ok(RecordBatch::try_new(self.levers_schema(), all).expect("columns are made for the schema"))
    }
    /// Adds the values of a scenario to the columns.
    fn place(&self, number: u64, columns: &mut [Vec<f64>]) {
        match self.seed {
            None => {
                let mut rest = number;
                for (axis, column) in self.axes.iter().zip(columns).rev() {
                    column.push(axis.at(rest % axis.count()));
                    rest /= axis.count();
                }
            }
            Some(seed) => {
                let mut chance =
                    Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_mul(1 << 40).wrapping_add(number));
                for (axis, column) in self.axes.iter().zip(columns) {
                    column.push(axis.drawn(chance.next_u64()));
                }
            }
        }
    }
    /// Everything that the numbers of the grid depend on except the model, as text.
    pub fn described(&self) -> String {
        let axes = self.axes.iter().map(|axis| {
            let values = match &axis.values {
                Values::Listed(values) => {
                    values.iter().map(|value| value.to_bits().to_string()).collect::<Vec<_>>().join(",")
                }
                Values::Between { from, to, by_ratio } => {
                    format!("{}..{} {by_ratio}", from.to_bits(), to.to_bits())
                }
            };
            format!("{}={values}\n", axis.lever.about.id)
        });
        let mut start = String::new();
        self.start.each(|about, value| start.push_str(&format!("{}={},", about.id, value.to_bits())));
        format!(
            "{start}\n{}{}\n{:?} {} {}\n",
            axes.collect::<String>(),
            self.out().join(","),
            self.seed,
            self.count,
            self.part
        )
    }
}

/// The scenario that all start from.
fn start(written: &Written) -> Result<Scenario, GridError> {
    let (mut start, faults) = link::read(&written.scenario);
    if let Some(fault) = faults.into_iter().find(|fault| !fault.is_notice()) {
        return Err(GridError::Scenario(fault));
    }
    let (lists, others): (Vec<_>, Vec<_>) =
        written.set.iter().partition(|(name, _)| LISTS.contains(&name.as_str()));
    for (name, value) in lists.into_iter().chain(others) {
        let text = text(value).ok_or_else(|| GridError::SetValue(cut(name)))?;
        link::set(&mut start, name, &text).map_err(GridError::Set)?;
    }
    // Values changed by shocks can have more figures than a link, from which others start with the same scenario.
    Ok(link::read(&link::write(&start)).0)
}

impl Axis {
    fn read(written: &WrittenAxis, sampled: bool) -> Result<Self, AxisFault> {
        let lever = link::lever(written.lever.trim()).map_err(AxisFault::Lever)?;
        let value = |value: &toml::Value| {
            let text = text(value).ok_or(AxisFault::Kind)?;
            let mut set = Scenario::baseline();
            link::set(&mut set, lever.about.id, &text).map_err(AxisFault::Lever)?;
            Ok(shown(lever, set.of(lever)))
        };
        let WrittenAxis { values, from, to, steps, spacing, .. } = written;
        match (values, from, to) {
            (Some(values), None, None) => {
                if steps.is_some() || spacing.is_some() {
                    return Err(AxisFault::Both);
                }
                let values = values.iter().map(value).collect::<Result<Vec<_>, _>>()?;
                if values.is_empty() {
                    return Err(AxisFault::NoValues);
                }
                if values.len() > MOST_VALUES {
                    return Err(AxisFault::TooManyValues);
                }
                let mut sorted = values.clone();
                sorted.sort_by(f64::total_cmp);
                if let Some(twice) = sorted.windows(2).find(|pair| pair[0].total_cmp(&pair[1]).is_eq()) {
                    return Err(AxisFault::Twice(lever.written(lever.about.unit.base(twice[0]))));
                }
                Ok(Self { lever, values: Values::Listed(values) })
            }
            (None, Some(from), Some(to)) => {
                if lever.is_named() {
                    return Err(AxisFault::Named(names(lever)));
                }
                let (from, to) = (value(from)?, value(to)?);
                let by_ratio = match spacing.as_deref() {
                    None => lever.scale == Scale::Log && from > 0.0 && to > 0.0,
                    Some("linear") => false,
                    Some("log") if from > 0.0 && to > 0.0 => true,
                    Some("log") => return Err(AxisFault::NoRatio),
                    Some(other) => return Err(AxisFault::Spacing(cut(other))),
                };
                if from.total_cmp(&to).is_eq() {
                    return Err(AxisFault::NoRange);
                }
                match *steps {
                    None if sampled => Ok(Self { lever, values: Values::Between { from, to, by_ratio } }),
                    None => Err(AxisFault::NoSteps),
                    Some(steps) if (2..=MOST_VALUES as u64).contains(&steps) => {
                        let values =
                            (0..steps).map(|step| step_of(step, steps, from, to, by_ratio)).collect();
                        Ok(Self { lever, values: Values::Listed(values) })
                    }
                    Some(steps) => Err(AxisFault::Steps(steps)),
                }
            }
            _ => Err(AxisFault::Both),
        }
    }
    /// Number of values; a range has any number of them.
    fn count(&self) -> u64 {
        match &self.values {
            Values::Listed(values) => values.len() as u64,
            Values::Between { .. } => u64::MAX,
        }
    }
    fn at(&self, place: u64) -> f64 {
        match &self.values {
            Values::Listed(values) => {
                usize::try_from(place).ok().and_then(|place| values.get(place).copied()).unwrap_or(f64::NAN)
            }
            Values::Between { from, .. } => *from,
        }
    }
    /// The value for a random number.
    fn drawn(&self, chance: u64) -> f64 {
        match &self.values {
            Values::Listed(values) => {
                let place = (u128::from(chance) * values.len() as u128) >> 64;
                self.at(u64::try_from(place).unwrap_or_default())
            }
            Values::Between { from, to, by_ratio } => {
                #[allow(clippy::cast_precision_loss, reason = "53 bits are as many as a number has")]
                let part = (chance >> 11) as f64 / (1_u64 << 53) as f64;
                rounded(between(part, *from, *to, *by_ratio))
            }
        }
    }
}

/// One of `steps` values from one end to the other, both included.
fn step_of(step: u64, steps: u64, from: f64, to: f64, by_ratio: bool) -> f64 {
    match step {
        0 => from,
        last if last == steps - 1 => to,
        #[allow(clippy::cast_precision_loss, reason = "at most a million")]
        _ => rounded(between(step as f64 / (steps - 1) as f64, from, to, by_ratio)),
    }
}

fn between(part: f64, from: f64, to: f64, by_ratio: bool) -> f64 {
    if by_ratio { from * libm::pow(to / from, part) } else { from + part * (to - from) }
}

/// A value rounded to 14 figures: its last bits come from the arithmetic.
fn rounded(value: f64) -> f64 {
    read::number(&format!("{value:.13e}")).unwrap_or(value)
}

/// A value in base units as in a table: in the unit of its lever, or as an index in its list.
fn shown(lever: &Lever, base: f64) -> f64 {
    if lever.is_named() { base } else { rounded(lever.about.unit.shown(base)) }
}

/// A value of TOML as text; `None` if it is neither text, number nor switch.
fn text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(number) => Some(text_of(*number)),
        toml::Value::Boolean(is_on) => Some((if *is_on { "on" } else { "off" }).to_owned()),
        _ => None,
    }
}

/// The names that a lever takes.
fn names(lever: &Lever) -> String {
    match lever.scale {
        Scale::Choice(among) => among.iter().map(|choice| choice.slug).collect::<Vec<_>>().join(", "),
        _ => "off, on".to_owned(),
    }
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// Why a text is not a grid.
#[derive(Debug, Clone, PartialEq)]
pub enum GridError {
    /// It is longer than any grid.
    TooLong,
    /// It is not TOML, or has entries of other names or kinds.
    Toml {
        /// The line, counted from 1.
        line: Option<usize>,
        /// The message of the TOML parser.
        message: String,
    },
    /// The link to start from cannot be read.
    Scenario(LinkFault),
    /// A lever to be set does not exist, or has no such value.
    Set(LinkFault),
    /// The value that a lever is set to is neither text, number nor switch.
    SetValue(String),
    /// Something is wrong with an axis.
    Axis {
        /// Its index, counted from 1.
        place: usize,
        /// The name of its lever.
        lever: String,
        /// What is wrong.
        fault: AxisFault,
    },
    /// Two axes have the same lever.
    Twice(&'static str),
    /// A lever is both set and swept.
    SetAndSwept(&'static str),
    /// There is no axis.
    NoAxis,
    /// There are more scenarios than [`MOST_SCENARIOS`].
    TooMany,
    /// The number of scenarios to draw is zero.
    NoScenarios,
    /// The rows of a part are too few or too many.
    Part(u64),
    /// A requested number is not on the sheet.
    Out(TableError),
    /// There is no scenario of this number; how many there are.
    NoScenario(i64, u64),
}

/// What can be wrong with an axis.
#[derive(Debug, Clone, PartialEq)]
pub enum AxisFault {
    /// There is no such lever, or it has no such value.
    Lever(LinkFault),
    /// A value is neither text, number nor switch.
    Kind,
    /// It has neither values nor both ends of a range, or parts of both.
    Both,
    /// The list of values is empty.
    NoValues,
    /// There are more values than [`MOST_VALUES`].
    TooManyValues,
    /// A value occurs twice.
    Twice(String),
    /// The values of the lever are names, which have no range; the names.
    Named(String),
    /// A range by equal ratios cannot start or end at zero.
    NoRatio,
    /// The spacing is neither of the two.
    Spacing(String),
    /// Both ends are the same.
    NoRange,
    /// The number of values in the range is not given.
    NoSteps,
    /// The number of values is too small or too large.
    Steps(u64),
}

impl fmt::Display for GridError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "The grid is longer than {LONGEST} bytes."),
            Self::Toml { line: Some(line), message } => write!(f, "Line {line}: {message}."),
            Self::Toml { line: None, message } => write!(f, "{message}."),
            Self::Scenario(fault) => write!(f, "scenario: {fault}"),
            Self::Set(fault) => write!(f, "set: {fault}"),
            Self::SetValue(name) => write!(f, "set: “{name}” is a number, a text, true or false."),
            Self::Axis { place, lever, fault } => write!(f, "Axis {place} (“{lever}”): {fault}"),
            Self::Twice(id) => write!(f, "“{id}” has two axes. One is allowed for each lever."),
            Self::SetAndSwept(id) => {
                write!(f, "“{id}” is set and has an axis. Leave out one of the two.")
            }
            Self::NoAxis => {
                write!(f, "There is no axis. Write one or more as [[axis]], with a lever and its values.")
            }
            Self::TooMany => write!(
                f,
                "These are more than {MOST_SCENARIOS} scenarios. Give fewer values, or draw some of them with [sample]."
            ),
            Self::NoScenarios => {
                write!(f, "sample: 0 scenarios are none. Allowed: 1 to {MOST_SCENARIOS}.")
            }
            Self::Part(rows) => {
                write!(f, "rows_per_part is {rows}. Allowed: {} to {}.", PARTS[0], PARTS[1])
            }
            Self::Out(error) => write!(f, "out: {error}"),
            Self::NoScenario(number, count) => {
                write!(
                    f,
                    "There is no scenario {number}. Those of the grid are numbered from 0 to {}.",
                    count - 1
                )
            }
        }
    }
}

impl std::error::Error for GridError {}

impl fmt::Display for AxisFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lever(fault) => fault.fmt(f),
            Self::Kind => write!(f, "A value is a number, a text, true or false."),
            Self::Both => write!(
                f,
                "An axis has either values, such as values = [1, 2], or a range, such as from = 1, to = 8, steps = 4."
            ),
            Self::NoValues => write!(f, "The list of values is empty."),
            Self::TooManyValues => write!(f, "These are more than {MOST_VALUES} values."),
            Self::Twice(value) => write!(f, "The value {value} stands there twice."),
            Self::Named(names) => write!(f, "It has names and no range. Allowed: {names}."),
            Self::NoRatio => write!(f, "Equal ratios lead neither from nor to 0. Use spacing = \"linear\"."),
            Self::Spacing(found) => {
                write!(f, "The spacing “{found}” is not known. Allowed: log and linear.")
            }
            Self::NoRange => write!(f, "The range begins where it ends. Write the value as values = [1]."),
            Self::NoSteps => {
                write!(f, "The range has no steps: write how many values it has, such as steps = 25.")
            }
            Self::Steps(steps) => write!(f, "The range has {steps} steps. Allowed: 2 to {MOST_VALUES}."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::cast::AsArray;
    use arrow_array::types::Float64Type;

    const SMALL: &str = r#"
        scenario = "electricity=0.05"
        set = { load = 40 }
        out = ["profit.profit"]
        [[axis]]
        lever = "gpu"
        values = ["h100", "GB300"]
        [[axis]]
        lever = "context"
        from = "1k"
        to = 100_000
        steps = 3
        [[axis]]
        lever = "overlap"
        values = [true, "off"]
    "#;

    fn rows(grid: &Grid, numbers: Range<i64>) -> Vec<String> {
        let table = grid.scenarios(numbers).unwrap();
        let cell = |row: usize, column: usize| match table.column(column).data_type() {
            DataType::Utf8 => table.column(column).as_string::<i32>().value(row).to_owned(),
            _ => table.column(column).as_primitive::<Float64Type>().value(row).to_string(),
        };
        (0..table.num_rows())
            .map(|row| (1..table.num_columns()).map(|column| cell(row, column)).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn every_value_meets_every_other_and_the_last_axis_moves_first() {
        let grid = Grid::read(SMALL).unwrap();
        assert_eq!((grid.count(), grid.out()), (12, vec!["profit.profit".to_owned()]));
        assert_eq!(grid.link(), "v=2&electricity=0.05&load=40");
        let all = rows(&grid, 0..12);
        assert_eq!(all[..3], ["h100 1000 on", "h100 1000 off", "h100 10000 on"]);
        assert_eq!(all[11], "gb300 100000 off");
        // Any part is the same, wherever it is computed.
        assert_eq!(rows(&grid, 7..9), all[7..9]);
        assert!(grid.scenarios([12]).unwrap_err().to_string().contains("from 0 to 11"));
        assert!(grid.scenarios([-1]).unwrap_err().to_string().contains("no scenario -1"));
    }

    #[test]
    fn drawn_scenarios_follow_from_their_number_and_lie_within() {
        let text = r#"
            [[axis]]
            lever = "context"
            from = 1000
            to = 100_000
            [[axis]]
            lever = "electricity"
            from = 0.05
            to = 0.15
            spacing = "linear"
            [[axis]]
            lever = "llm"
            values = ["deepseek-v3", "kimi-k3", "deepseek-v4-pro"]
            [sample]
            scenarios = 4000
            seed = 7
        "#;
        let grid = Grid::read(text).unwrap();
        assert_eq!((grid.count(), grid.out()), (4000, Evaluator::usual()));
        assert_eq!(rows(&grid, 10..20), rows(&grid, 0..20)[10..]);
        assert_ne!(
            rows(&Grid::read(&text.replace("seed = 7", "seed = 8")).unwrap(), 0..5),
            rows(&grid, 0..5)
        );
        let table = grid.scenarios(0..4000).unwrap();
        let mean = |column: usize, to: fn(f64) -> f64| {
            table
                .column(column)
                .as_primitive::<Float64Type>()
                .values()
                .iter()
                .map(|value| to(*value))
                .sum::<f64>()
                / 4000.0
        };
        // With equal chances for equal ratios, as on the track of the context; and with equal chances.
        assert!((mean(1, libm::log10) - 4.0).abs() < 0.03, "{}", mean(1, libm::log10));
        assert!((mean(2, |price| price) - 0.1).abs() < 0.002, "{}", mean(2, |price| price));
        let models = table.column(3).as_string::<i32>();
        for model in ["deepseek-v3", "kimi-k3", "deepseek-v4-pro"] {
            let count = models.iter().filter(|name| *name == Some(model)).count();
            assert!((1200..1470).contains(&count), "{model}: {count}");
        }
    }

    #[test]
    fn parts_cover_the_grid_once() {
        let text = "rows_per_part = 1000\n[[axis]]\nlever = \"load\"\nfrom = 10\nto = 100\nsteps = 2500";
        let parts: Vec<Range<u64>> = Grid::read(text).unwrap().parts().collect();
        assert_eq!(parts, [0..1000, 1000..2000, 2000..2500]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_what_is_allowed() {
        let axis = |rest: &str| format!("[[axis]]\n{rest}");
        let load = "[[axis]]\nlever = \"load\"\nvalues = [50]\n";
        let cases = [
            (String::new(), "There is no axis"),
            ("out = [".to_owned(), "Line 1"),
            (format!("{load}steeps = 4"), "Line 4: unknown field `steeps`, expected one of"),
            (
                axis("lever = \"lod\"\nvalues = [1]"),
                "Axis 1 (“lod”): There is no lever called “lod”. Did you mean load",
            ),
            (axis("lever = \"load\"\nvalues = [50, 500]"), "Allowed: 1 % to 150 %"),
            (axis("lever = \"load\"\nvalues = [50, \"50 %\"]"), "The value 50 stands there twice"),
            (axis("lever = \"load\"\nvalues = []"), "The list of values is empty"),
            (axis("lever = \"load\"\nvalues = [[1]]"), "A value is a number, a text"),
            (axis("lever = \"load\"\nvalues = [1]\nsteps = 3"), "An axis has either values"),
            (axis("lever = \"load\"\nfrom = 1"), "An axis has either values"),
            (axis("lever = \"load\"\nfrom = 10\nto = 20"), "The range has no steps"),
            (axis("lever = \"load\"\nfrom = 10\nto = 20\nsteps = 1"), "Allowed: 2 to 1000000"),
            (axis("lever = \"load\"\nfrom = 10\nto = 10\nsteps = 3"), "begins where it ends"),
            (
                axis("lever = \"load\"\nfrom = 10\nto = 20\nsteps = 3\nspacing = \"even\""),
                "Allowed: log and linear",
            ),
            (
                axis("lever = \"tax\"\nfrom = 0\nto = 20\nsteps = 3\nspacing = \"log\""),
                "Use spacing = \"linear\"",
            ),
            (axis("lever = \"overlap\"\nfrom = 0\nto = 1\nsteps = 2"), "Allowed: off, on"),
            (format!("{load}{load}"), "“load” has two axes"),
            (format!("set = {{ load = 3 }}\n{load}"), "“load” is set and has an axis"),
            (format!("set = {{ lod = 3 }}\n{load}"), "set: There is no lever called “lod”"),
            (format!("set = {{ tax = [3] }}\n{load}"), "set: “tax” is a number"),
            (format!("scenario = \"gpu=abacus\"\n{load}"), "scenario: “gpu” was not set"),
            (
                format!("out = [\"profit.profits\"]\n{load}"),
                "out: There is no number called “profit.profits”",
            ),
            (format!("out = []\n{load}"), "out: No number is asked for"),
            (format!("rows_per_part = 5\n{load}"), "Allowed: 1000 to 1000000"),
            (format!("{load}[sample]\nscenarios = 0"), "Allowed: 1 to 100000000000"),
            (format!("{load}[sample]\nscenarios = 100000000001"), "more than 100000000000 scenarios"),
        ];
        for (text, part) in cases {
            let said = Grid::read(&text).unwrap_err().to_string().replace('\u{a0}', " ");
            assert!(said.contains(part), "{said}");
        }
        let wide =
            |lever: &str| format!("[[axis]]\nlever = \"{lever}\"\nfrom = 10\nto = 20\nsteps = 1000000\n");
        assert_eq!(Grid::read(&format!("{}{}", wide("load"), wide("paid"))), Err(GridError::TooMany));
        assert_eq!(Grid::read(&" ".repeat(LONGEST + 1)), Err(GridError::TooLong));
    }
}
