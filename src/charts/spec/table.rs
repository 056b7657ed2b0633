//! A figure as a table that contains every number drawn.

use super::figure::{Figure, finite};
use super::mark::{Along, Area, Series};
use model::format::digits::NO_BREAK;
use model::quantity::order::insertion_sort_by_key;

/// The content of a table cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A number, formatted and as a value.
    Value {
        /// The formatted number, with its unit if the axis writes one.
        text: String,
        /// The unrounded value, in the unit of its column.
        number: f64,
    },
    /// A name.
    Name(String),
    /// There is no number, for the given reason.
    Missing(String),
    /// The series has no point here.
    Blank,
}

impl Cell {
    /// The text of the cell.
    pub fn text(&self) -> &str {
        match self {
            Self::Value { text, .. } | Self::Name(text) => text,
            Self::Missing(_) => "—",
            Self::Blank => "",
        }
    }
}

/// The unit of a column in which each row has its own, which is in another column.
pub(crate) const UNIT_OF_ROW: &str = "unit in its own column";

/// The header of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What it holds.
    pub label: String,
    /// Its unit; may be empty.
    pub unit: String,
}

/// A rule, a dot, a zone or a marked place, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// What it is.
    pub label: String,
    /// Its position on the axes.
    pub place: String,
    /// The source; may be empty.
    pub source: String,
}

/// All numbers of a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Title and finding.
    pub caption: String,
    /// The horizontal axis first, then a column for each series, two for a band.
    pub columns: Vec<Column>,
    /// One row for each position on the horizontal axis, with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// The other elements drawn.
    pub remarks: Vec<Remark>,
}

impl Figure {
    /// All numbers of the figure.
    pub fn table(&self) -> Table {
        let column = |label: String, unit: &str| Column { label, unit: unit.to_owned() };
        let mut columns = vec![column(self.x.label.clone(), &self.x.unit)];
        for series in &self.series {
            if series.low().is_some() {
                columns.push(column(format!("{}, from", series.label), &self.y.unit));
                columns.push(column(format!("{}, to", series.label), &self.y.unit));
            } else {
                columns.push(column(series.label.clone(), &self.y.unit));
            }
        }
        let shared: Vec<&Area> = self.areas.iter().filter(|area| self.is_shown_in_table(area)).collect();
        columns.extend(shared.iter().map(|area| column(area.label.clone(), &self.y.unit)));

        let mut places: Vec<f64> = self.stops.clone();
        places.extend(self.series.iter().filter_map(|series| series.at.as_ref()).flatten());
        places.retain(|place| place.is_finite());
        insertion_sort_by_key(&mut places, |place| *place);
        places.dedup_by(|a, b| a.total_cmp(b).is_eq());
        // Stops at which no series has its own value only serve the crosshair.
        let used = |place: &f64| self.series.iter().any(|series| find(self.places(series), *place).is_some());
        places.retain(used);

        let value = |number: f64| Cell::Value { text: self.y.value.write(number), number };
        let rows = places
            .iter()
            .map(|place| {
                let head = self.x.value.write(*place);
                let mut row = vec![if self.x.discrete {
                    Cell::Name(head)
                } else {
                    Cell::Value { text: head, number: *place }
                }];
                for series in &self.series {
                    let cell = |values: &[Option<f64>]| match find(self.places(series), *place) {
                        None => Cell::Blank,
                        Some(i) => finite(values.get(i).copied().flatten())
                            .map_or_else(|| Cell::Missing(reason(series)), value),
                    };
                    if let Some(low) = series.low() {
                        row.push(cell(low));
                    }
                    row.push(cell(&series.values));
                }
                for area in &shared {
                    let gap = find(&self.stops, *place).and_then(|i| self.gap(area, i));
                    row.push(match gap {
                        Some(gap) if gap > 0.0 => value(gap),
                        Some(_) => Cell::Blank,
                        None => Cell::Missing("one of the two sides cannot be computed".to_owned()),
                    });
                }
                row
            })
            .collect();
        let mut rows: Vec<Vec<Cell>> = rows;
        columns.iter_mut().enumerate().for_each(|(place, column)| say_unit_once(place, column, &mut rows));
        let caption = [self.title.as_str(), self.finding.as_str()].join(". ").replace("?. ", "? ");
        Table { caption, columns, rows, remarks: self.remarks() }
    }
    /// How far the upper side of an area is above the lower one at stop `i`.
    pub(crate) fn gap(&self, area: &Area, i: usize) -> Option<f64> {
        Some(self.edge(&area.upper, i, &[])? - self.edge(&area.lower, i, &[])?)
    }
    /// Whether an area is in the table: one above or below a fixed level only repeats its series.
    fn is_shown_in_table(&self, area: &Area) -> bool {
        let is_series = |edge: &super::mark::Edge| matches!(edge, super::mark::Edge::Series(_));
        is_series(&area.upper) && is_series(&area.lower)
    }
    /// What is drawn besides the series, in words.
    pub(super) fn remarks(&self) -> Vec<Remark> {
        let x = |at: f64| format!("{} {}", self.x.label, self.x.value.write(at));
        let y = |at: f64| format!("{} {}", self.y.label, self.y.value.write(at));
        let remark = |label: &str, place: String, source: &str| Remark {
            label: label.to_owned(),
            place,
            source: source.to_owned(),
        };
        let mut remarks = Vec::new();
        for mark in self.marks.iter().filter(|mark| !mark.label.is_empty()) {
            remarks.push(remark(&mark.label, x(mark.x), ""));
        }
        for area in self.areas.iter().filter(|area| !area.crossing.is_empty()) {
            remarks.extend(self.crossings(area).into_iter().map(|at| remark(&area.crossing, x(at), "")));
        }
        for zone in &self.zones {
            let place = format!("{} to {}", x(zone.from), self.x.value.write(zone.to));
            remarks.push(remark(&zone.label, place, ""));
        }
        for rule in &self.rules {
            let place = match rule.along {
                Along::Horizontal => y(rule.at),
                Along::Vertical => x(rule.at),
            };
            remarks.push(remark(&rule.label, place, &rule.source));
        }
        for dot in &self.dots {
            let range = dot.range.map_or_else(String::new, |(low, high)| {
                format!(" ({} to {})", self.y.value.write(low), self.y.value.write(high))
            });
            remarks.push(remark(&dot.label, format!("{}, {}{range}", x(dot.x), y(dot.y)), &dot.source));
        }
        remarks
    }
}

/// Moves a unit shared by every number of a column into its header.
fn say_unit_once(place: usize, column: &mut Column, rows: &mut [Vec<Cell>]) {
    let texts = || {
        rows.iter().filter_map(|row| match row.get(place) {
            Some(Cell::Value { text, .. }) => Some(text.as_str()),
            _ => None,
        })
    };
    // The unit is in the singular for a value of one.
    let one = |text: &str| {
        let unit = parted(text).1;
        let (noun, rest) = unit.split_once(' ').unwrap_or((unit, ""));
        format!("{} {rest}", noun.trim_end_matches('s'))
    };
    let Some(first) = texts().next() else { return };
    let longest = texts().map(|text| parted(text).1).max_by_key(|unit| unit.len()).unwrap_or_default();
    if longest.is_empty() || texts().any(|text| one(text) != one(first)) {
        return;
    }
    if column.unit.is_empty() {
        longest.clone_into(&mut column.unit);
    }
    for row in rows {
        if let Some(Cell::Value { text, .. }) = row.get_mut(place) {
            *text = parted(text).0.to_owned();
        }
    }
}

/// A number and the unit after it.
fn parted(text: &str) -> (&str, &str) {
    let end = text.find([NO_BREAK, ' ', '/']).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    (number, unit.trim_start_matches([NO_BREAK, ' ']))
}

fn reason(series: &Series) -> String {
    if series.gap.is_empty() { "cannot be computed here".to_owned() } else { series.gap.clone() }
}

/// The index of a position in a list of positions.
fn find(places: &[f64], place: f64) -> Option<usize> {
    places.iter().position(|other| other.total_cmp(&place).is_eq())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::sample;

    #[test]
    fn every_row_has_a_cell_for_every_column() {
        for figure in sample::all() {
            let table = figure.table();
            assert!(table.rows.len() >= 6, "{}", figure.id);
            for row in &table.rows {
                assert_eq!(row.len(), table.columns.len(), "{}", figure.id);
                let shown = row.iter().all(|cell| *cell == Cell::Blank || !cell.text().is_empty());
                assert!(shown && row.iter().all(|cell| !cell.text().contains("NaN")));
            }
        }
    }

    #[test]
    fn every_value_drawn_is_in_the_table() {
        for figure in sample::all() {
            let table = figure.table();
            let numbers = table.rows.iter().flatten().filter_map(|cell| match cell {
                Cell::Value { number, .. } => Some(*number),
                _ => None,
            });
            let numbers: Vec<f64> = numbers.collect();
            for value in figure.series.iter().flat_map(|series| &series.values).flatten() {
                assert!(
                    numbers.iter().any(|number| number.total_cmp(value).is_eq()),
                    "{}: {value}",
                    figure.id
                );
            }
        }
    }

    #[test]
    fn a_missing_value_says_why_and_a_loss_is_a_column() {
        let table = sample::profit().table();
        let labels: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
        let expected =
            ["Context length", "Machines", "Electricity", "Building", "Running", "Revenue by default"];
        assert_eq!(labels[..6], expected);
        assert_eq!(labels[6..], ["Revenue", "Profit", "Loss"]);
        let last = table.rows.last().unwrap();
        assert_eq!(last[6], Cell::Missing("one sequence no longer fits the memory".to_owned()));
        assert_eq!(last[6].text(), "—");
        // Where there is a profit there is no loss.
        assert!(matches!(table.rows[0][7], Cell::Value { number, .. } if (number - 2.174).abs() < 0.01));
        assert_eq!(table.rows[0][8], Cell::Blank);
        // 4.6 / (1 + x / 290,000) = 2.41 at x = 263,527.
        let break_even = table.remarks.iter().find(|remark| remark.label == "Break-even").unwrap();
        assert_eq!(break_even.place, "Context length 264K");
    }

    #[test]
    fn published_figures_keep_their_source() {
        let remarks = sample::market().table().remarks;
        let bank = remarks.iter().find(|remark| remark.label == "Bank forecast").unwrap();
        assert_eq!(bank.place, "Year 2028, Spend $900B ($800B to $1,000B)");
        assert_eq!(bank.source, "annual report");
    }
}
