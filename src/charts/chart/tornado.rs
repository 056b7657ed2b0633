//! Ranked swings as a figure: one bar per input, around the present profit.
//!
//! The bars are horizontal, the names of inputs are long, and each bar links to its number, so this figure has its
//! own SVG drawing, which the page shows unchanged. Its table and its sentence come from the same value.

mod bars;

use super::profit::written;
use crate::finding;
use crate::render::drawing_file::DrawingFile;
use crate::spec::axis::Axis;
use crate::spec::role::Role;
use crate::spec::rows::{Data, RowMark, Rows};
use crate::spec::scale::ScaleKind;
use crate::spec::table::{Cell, Column, Table, UNIT_OF_ROW};
use model::format::cells::filed;
use model::format::digits::{parts, shown, with_time};
use model::quantity::unit::USD_PER_YEAR;
use model::study::evaluate::Evaluation;
use model::study::sensitivity::swing::Swing;

/// Number of bars drawn; the rest are in the table.
const MOST: usize = 12;

/// Names of the two ends in the key.
const LOWEST: &str = "input at its lowest";
const HIGHEST: &str = "input at its highest";

/// A swing below this fraction of the largest counts as zero.
const STILL: f64 = 1e-9;

/// One end of a bar.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// The value of the input at this end, without its unit: `$0.28`.
    pub short: String,
    /// With its unit: `$0.28/M tokens`.
    pub value: String,
    /// As a number in the unit that files name.
    pub number: f64,
    /// Profit at this end, in dollars a year; not finite where it cannot be computed.
    pub profit: f64,
}

/// The effect of one input.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Name of the input in the sheet: `plan.price_output`.
    pub name: String,
    /// Its name on the page.
    pub label: &'static str,
    /// Its unit; may be empty.
    pub unit: &'static str,
    /// The unit of its numbers in files; may be empty.
    pub symbol: &'static str,
    /// The end at which the input is lowest.
    pub low: End,
    /// The end at which the input is highest.
    pub high: End,
    /// Titles of the documents from which its ends were taken.
    pub source: String,
}

impl Bar {
    fn of(swing: &Swing) -> Self {
        let about = swing.input.about;
        let (low, high) = (parts(swing.input.low(), &about.unit), parts(swing.input.high(), &about.unit));
        // Ends in different units, such as watts and kilowatts, each keep their own.
        let unit = if low.1 == high.1 { high.1 } else { "" };
        let end = |base: f64, profit: f64| {
            let (number, symbol) = parts(base, &about.unit);
            let value = shown(base, &about.unit);
            let short = if symbol == unit { number } else { value.clone() };
            End { short, value, number: filed(base, &about.unit), profit: USD_PER_YEAR.shown(profit) }
        };
        Self {
            name: swing.input.name(),
            label: about.label,
            unit,
            symbol: about.unit.symbol,
            low: end(swing.input.low(), swing.at_low),
            high: end(swing.input.high(), swing.at_high),
            source: match swing.input.ends_read_in() {
                [low, high] if low == high => low.to_owned(),
                [low, high] => format!("{low}; {high}"),
            },
        }
    }
    /// The distance from the lower profit to the higher, in dollars a year.
    pub fn size(&self) -> f64 {
        (self.high.profit - self.low.profit).abs()
    }
    fn said(&self) -> String {
        let at = |end: &End| format!("{} at {}", money(end.profit), end.value);
        format!("{}: profit {}, {}. Range by {}.", self.label, at(&self.low), at(&self.high), self.source)
    }
}

/// A profit in dollars a year, as written in the figure.
fn money(profit: f64) -> String {
    with_time(USD_PER_YEAR.base(profit), &USD_PER_YEAR)
}

/// The figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Tornado {
    /// What it is about.
    pub title: String,
    /// What it shows, in one sentence.
    pub finding: String,
    /// How to read it.
    pub note: String,
    /// Present profit, in dollars a year.
    pub present: f64,
    /// The largest swings, largest first.
    pub bars: Vec<Bar>,
    /// The remaining inputs that change profit.
    pub rest: Vec<Bar>,
    /// Names of inputs with a range that does not change profit.
    pub still: Vec<&'static str>,
}

/// The names of bars without duplicates: the same input in several years has one name.
fn names(bars: &[Bar]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for bar in bars {
        if !names.contains(&bar.label) {
            names.push(bar.label);
        }
    }
    names
}

impl Tornado {
    /// The figure of a scenario and its ranked swings.
    pub fn new(now: &Evaluation, ranked: &[Swing]) -> Self {
        let bars: Vec<Bar> = ranked.iter().map(Bar::of).collect();
        let largest = bars.first().map_or(0.0, Bar::size);
        let is_moving =
            |bar: &Bar| largest > 0.0 && (!bar.size().is_finite() || bar.size() > STILL * largest);
        let (moving, still): (Vec<Bar>, Vec<Bar>) = bars.into_iter().partition(is_moving);
        let mut bars = moving;
        let rest = bars.split_off(bars.len().min(MOST));
        Self {
            title: "What moves profit most".to_owned(),
            finding: finding::of_swings(now, ranked),
            note: "Each input is moved by itself from the lowest to the highest value that its source allows, with layouts \
                   searched again each time. Inputs that you set have no range. “Measured against predicted” \
                   stands for all constants of the throughput formulas together."
                .to_owned(),
            present: USD_PER_YEAR.shown(now.factory.profit.profit),
            bars,
            rest,
            still: if largest > 0.0 { names(&still) } else { Vec::new() },
        }
    }
    /// The figure for files, `width` CSS pixels wide.
    pub fn drawing_file(&self, width: f64) -> DrawingFile {
        let all = [self.bars.as_slice(), &self.rest].concat();
        let (heading, svg) = ([self.title.as_str(), &self.finding], self.svg(width, "manual.html#"));
        let file = DrawingFile::new(heading, svg, self.file_table(&all), Data::Rows(self.rows()));
        DrawingFile { note: self.note.clone(), is_headed: false, ..file }
    }
    /// All numbers of the given bars, with those of the inputs in a unit for each row.
    fn file_table(&self, bars: &[Bar]) -> Table {
        let mut table = self.table(bars);
        for (row, bar) in table.rows.iter_mut().zip(bars) {
            for (place, end) in [(1, &bar.low), (3, &bar.high)] {
                row[place] = Cell::Value { text: end.value.clone(), number: end.number };
            }
            row.insert(5, Cell::Name(bar.symbol.to_owned()));
        }
        let column = |label: &str, unit: &str| Column { label: label.to_owned(), unit: unit.to_owned() };
        for (place, end) in [(1, "lowest"), (3, "highest")] {
            UNIT_OF_ROW.clone_into(&mut table.columns[place].unit);
            table.columns[place + 1] = column(&format!("Profit at the {end}"), USD_PER_YEAR.symbol);
        }
        table.columns.insert(5, column("Unit", ""));
        table
    }
    /// The bars as data.
    fn rows(&self) -> Rows {
        let is_alone = |bar: &Bar| self.bars.iter().filter(|other| other.label == bar.label).count() == 1;
        let mark = |bar: &Bar, part: &'static str, end: &End| RowMark {
            row: if is_alone(bar) { bar.label.to_owned() } else { format!("{} ({})", bar.label, bar.name) },
            part,
            from: Some(self.present),
            to: end.profit,
            range: None,
        };
        let marks =
            self.bars.iter().flat_map(|bar| [mark(bar, LOWEST, &bar.low), mark(bar, HIGHEST, &bar.high)]);
        let axis = written(Axis::new("Profit", "per year", ScaleKind::Linear, (0.0, 1.0)), USD_PER_YEAR);
        let line = Some((self.present, format!("now {}", money(self.present))));
        let parts = vec![(LOWEST, Role::Electricity), (HIGHEST, Role::Revenue)];
        Rows { is_split: true, ..Rows::new(axis, parts, marks.collect(), line) }
    }
    /// All numbers of the given bars.
    pub fn table(&self, bars: &[Bar]) -> Table {
        let column = |label: &str, unit: &str| Column { label: label.to_owned(), unit: unit.to_owned() };
        let profit = |end: &End| {
            if end.profit.is_finite() {
                Cell::Value { text: money(end.profit), number: end.profit }
            } else {
                Cell::Missing("Profit cannot be computed there.".to_owned())
            }
        };
        let row = |bar: &Bar| {
            vec![
                Cell::Name(bar.label.to_owned()),
                Cell::Name(bar.low.value.clone()),
                profit(&bar.low),
                Cell::Name(bar.high.value.clone()),
                profit(&bar.high),
                Cell::Name(bar.source.clone()),
            ]
        };
        Table {
            caption: format!("{}. {}", self.title, self.finding),
            columns: vec![
                column("Input", ""),
                column("Lowest", ""),
                column("Profit there", ""),
                column("Highest", ""),
                column("Profit there", ""),
                column("Source of the range", ""),
            ],
            rows: bars.iter().map(row).collect(),
            remarks: Vec::new(),
        }
    }
}
