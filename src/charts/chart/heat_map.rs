//! A number over two levers, as a grid of coloured cells with the contour along which it is zero.
//!
//! Each cell is computed at its centre. The contour is drawn between the centres of cells, straight from side to
//! side.

use crate::layout::geometry::Rect;
use crate::render::drawing_file::DrawingFile;
use crate::render::pen::{From, PLAIN, Pen, SMALL};
use crate::spec::role::Role;
use crate::spec::rows::{Data, Grid, GridCell};
use crate::spec::scale::to_f64;
use crate::spec::table::{Cell, Column, Table};
use model::format::digits::shown;
use model::quantity::Unit;

/// Height of a cell, in CSS pixels.
const ROW: f64 = 24.0;
/// Gap between the row names and the cells.
const GAP: f64 = 8.0;
/// The faintest and the strongest opacity.
const STRENGTH: (f64, f64) = (0.06, 0.9);

/// One axis of the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The lever.
    pub label: String,
    /// The name of the lever, without its unit.
    pub name: &'static str,
    /// The unit of its numbers; empty for a list.
    pub unit: &'static str,
    /// The value of each row or column, as written.
    pub values: Vec<String>,
    /// The same as numbers; empty for a list.
    pub numbers: Vec<f64>,
    /// The position of the present scenario, in cells from the middle of the first; `None` where it is outside the
    /// grid.
    pub present: Option<f64>,
}

/// The figure.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    /// Its title.
    pub title: String,
    /// What it shows, in a sentence.
    pub finding: String,
    /// The columns.
    pub x: Side,
    /// The rows, the lowest first.
    pub y: Side,
    /// The name of the number.
    pub number: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// The number in base units, one row for each value of `y`. Not finite where it cannot be computed.
    pub values: Vec<Vec<f64>>,
    /// The name of the contour along which the number is zero; `None` where that has no meaning.
    pub zero: Option<&'static str>,
}

impl Side {
    fn column(&self) -> Column {
        Column { label: self.name.to_owned(), unit: self.unit.to_owned() }
    }
    fn cell(&self, place: usize) -> Cell {
        let text = self.values[place].clone();
        self.numbers.get(place).map_or_else(
            || Cell::Name(text.clone()),
            |number| Cell::Value { text: text.clone(), number: *number },
        )
    }
}

impl HeatMap {
    /// The figure for files, `width` CSS pixels wide.
    pub fn drawing_file(&self, width: f64) -> DrawingFile {
        let heading = [self.title.as_str(), &self.finding];
        DrawingFile::new(heading, self.svg(width), self.file_table(), Data::Grid(self.grid()))
    }
    /// All numbers with a row for each cell of the grid.
    fn file_table(&self) -> Table {
        let table = self.table();
        let count = self.y.values.len();
        let rows = table.rows.into_iter().enumerate().flat_map(|(row, cells)| {
            let numbers = cells.into_iter().skip(1).enumerate();
            numbers
                .map(move |(column, cell)| vec![self.y.cell(count - 1 - row), self.x.cell(column), cell])
                .collect::<Vec<_>>()
        });
        let number = Column { label: self.number.to_owned(), unit: self.unit.symbol.to_owned() };
        Table {
            columns: vec![self.y.column(), self.x.column(), number],
            rows: rows.collect(),
            caption: table.caption,
            remarks: table.remarks,
        }
    }
    /// The cells as data.
    fn grid(&self) -> Grid {
        let with_unit = |label: &str, unit: &str| {
            if unit.is_empty() { label.to_owned() } else { format!("{label}, {unit}") }
        };
        let cells = self.y.values.iter().zip(&self.values).flat_map(|(y, row)| {
            self.x.values.iter().zip(row).map(|(x, value)| GridCell {
                x: x.clone(),
                y: y.clone(),
                value: value.is_finite().then(|| self.unit.shown(*value)),
            })
        });
        Grid {
            labels: [self.x.label.clone(), self.y.label.clone(), with_unit(self.number, self.unit.symbol)],
            names: [self.x.values.clone(), self.y.values.iter().rev().cloned().collect()],
            cells: cells.collect(),
            roles: if self.zero.is_some() { [Role::Loss, Role::Profit] } else { [Role::Forecast; 2] },
        }
    }
    /// The drawing, `width` CSS pixels wide.
    pub fn svg(&self, width: f64) -> String {
        let (pen, high) = self.draw(width);
        pen.finish([width, high], &self.title, &self.finding)
    }
    /// All numbers, with the highest row first, as in the drawing.
    pub fn table(&self) -> Table {
        let column = |label: String, unit: &str| Column { label, unit: unit.to_owned() };
        let cell = |value: &f64| {
            if value.is_finite() {
                Cell::Value { text: shown(*value, &self.unit), number: self.unit.shown(*value) }
            } else {
                Cell::Missing("It cannot be computed here.".to_owned())
            }
        };
        let head = column(format!("{} by {}", self.y.label, self.x.label), "");
        let rows = self.y.values.iter().zip(&self.values).rev();
        Table {
            caption: format!("{}. {}", self.title, self.finding),
            columns: std::iter::once(head)
                .chain(self.x.values.iter().map(|value| column(value.clone(), "")))
                .collect(),
            rows: rows
                .map(|(name, row)| {
                    std::iter::once(Cell::Name(name.clone())).chain(row.iter().map(cell)).collect()
                })
                .collect(),
            remarks: Vec::new(),
        }
    }
    /// The lowest and the highest value.
    fn ends(&self) -> (f64, f64) {
        let finite = self.values.iter().flatten().filter(|value| value.is_finite());
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(*value), high.max(*value))
        })
    }
    /// The colour of a value within the range from lowest to highest, and its opacity.
    fn colour(&self, value: f64, (low, high): (f64, f64)) -> (&'static str, f64) {
        let part = if low < 0.0 && high > 0.0 {
            value.abs() / high.max(-low)
        } else if high > low {
            (value - low) / (high - low)
        } else {
            0.5
        };
        let token = match (self.zero.is_some(), value < 0.0) {
            (true, false) => "profit",
            (true, true) => "loss",
            (false, _) => "forecast",
        };
        (token, STRENGTH.0 + (STRENGTH.1 - STRENGTH.0) * part)
    }
    fn draw(&self, width: f64) -> (Pen, f64) {
        let mut pen = Pen::default();
        let y = pen.heading([&self.title, &self.finding], width) + 10.0;
        let letters = PLAIN.muted().size(SMALL);
        pen.text([0.0, y + 10.0], &letters, &self.y.label);
        let top = y + 18.0;
        let left = self.y.values.iter().map(|name| letters.width(name)).fold(0.0, f64::max) + GAP;
        let (columns, rows) = (to_f64(self.x.values.len()), to_f64(self.y.values.len()));
        let wide = (width - left - 1.0) / columns;
        let bottom = top + ROW * rows;
        let x = |place: f64| left + wide * (place + 0.5);
        let y = |place: f64| bottom - ROW * (place + 0.5);
        let ends = self.ends();
        for (row, values) in self.values.iter().enumerate() {
            for (column, value) in values.iter().enumerate() {
                let (at_x, at_y) = (x(to_f64(column)), y(to_f64(row)));
                let cell = Rect {
                    left: at_x - wide / 2.0,
                    right: at_x + wide / 2.0 - 1.0,
                    top: at_y - ROW / 2.0,
                    bottom: at_y + ROW / 2.0 - 1.0,
                };
                if value.is_finite() {
                    let (token, strength) = self.colour(*value, ends);
                    pen.rect(cell, &format!("c-{token}"), &format!(" fill-opacity=\"{strength:.2}\""));
                } else {
                    pen.line([cell.left, cell.bottom], [cell.right, cell.top], "l-muted", "");
                }
            }
        }
        if let Some(name) = self.zero {
            self.contour(&mut pen, name, &x, &y, (left, width));
        }
        if let (Some(column), Some(row)) = (self.x.present, self.y.present) {
            pen.circle([x(column), y(row)], 6.0, "c-ground", "");
            pen.circle([x(column), y(row)], 4.0, "c-ink", "");
        }
        self.names(&mut pen, (left, wide, width), bottom);
        let foot = self.key(&mut pen, ends, (left, width), bottom + 44.0);
        (pen, foot)
    }
    /// The values next to the rows and below the columns, as many as there is room for.
    fn names(&self, pen: &mut Pen, (left, wide, width): (f64, f64, f64), bottom: f64) {
        let letters = PLAIN.muted().size(SMALL);
        for (row, name) in self.y.values.iter().enumerate() {
            let y = bottom - ROW * (to_f64(row) + 0.5);
            pen.text([left - GAP, y + 4.0], &letters.from(From::End), name);
        }
        let mut free = left;
        for (column, name) in self.x.values.iter().enumerate() {
            let half = letters.width(name) / 2.0;
            let place = (left + wide * (to_f64(column) + 0.5)).clamp(half, (width - half).max(half));
            if place - half >= free {
                pen.text([place, bottom + 14.0], &letters.from(From::Middle), name);
                free = place + half + 8.0;
            }
        }
        pen.text([left, bottom + 30.0], &letters, &self.x.label);
    }
    /// The colour key. Returns its lower side.
    fn key(&self, pen: &mut Pen, (low, high): (f64, f64), (left, width): (f64, f64), top: f64) -> f64 {
        const STEPS: u8 = 7;
        if low > high {
            return top;
        }
        let letters = PLAIN.muted().size(SMALL);
        let [first, last] = [low, high].map(|end| shown(end, &self.unit));
        let start = left + letters.width(&first) + 8.0;
        let room = (width - start - letters.width(&last) - 8.0).clamp(20.0, 160.0);
        pen.text([left, top + 11.0], &letters, &first);
        for step in 0..STEPS {
            let part = f64::from(step) / f64::from(STEPS - 1);
            let (token, strength) = self.colour(low + part * (high - low), (low, high));
            let (from, wide) = (start + room * f64::from(step) / f64::from(STEPS), room / f64::from(STEPS));
            let rect = Rect { left: from, right: from + wide - 1.0, top, bottom: top + 14.0 };
            pen.rect(rect, &format!("c-{token}"), &format!(" fill-opacity=\"{strength:.2}\""));
        }
        pen.text([start + room + 8.0, top + 11.0], &letters, &last);
        top + 24.0
    }
    /// The contour along which the number is zero, with its name at its uppermost end.
    fn contour(
        &self,
        pen: &mut Pen,
        name: &str,
        x: &dyn Fn(f64) -> f64,
        y: &dyn Fn(f64) -> f64,
        (left, right): (f64, f64),
    ) {
        let strokes = zero_strokes(&self.values);
        let mut path = String::new();
        for [from, to] in &strokes {
            let point = |[column, row]: &[f64; 2]| format!("{:.1} {:.1}", x(*column), y(*row));
            path += &format!("M{}L{}", point(from), point(to));
        }
        if path.is_empty() {
            return;
        }
        pen.path(&path, "l-ground", " fill=\"none\" stroke-width=\"4\" stroke-linecap=\"round\"");
        pen.path(&path, "l-ink", " fill=\"none\" stroke-width=\"2\" stroke-linecap=\"round\"");
        let highest = strokes.iter().flatten().max_by(|a, b| a[1].total_cmp(&b[1]));
        if let Some([column, row]) = highest {
            let letters = PLAIN.bold();
            let half = letters.width(name) / 2.0 + 4.0;
            let place = (x(*column) + half + 4.0).clamp(left + half, (right - half).max(left + half));
            pen.text([place, y(*row) + 4.0], &letters.from(From::Middle), name);
        }
    }
}

/// The strokes between the centres of neighbouring cells along which the number is zero, as column and row: one or
/// two for each group of four cells whose values differ in sign. Groups with a missing value have none.
fn zero_strokes(values: &[Vec<f64>]) -> Vec<[[f64; 2]; 2]> {
    let mut strokes = Vec::new();
    for (row, pair) in values.windows(2).enumerate() {
        for (column, (below, above)) in pair[0].windows(2).zip(pair[1].windows(2)).enumerate() {
            // The corners in order around the square.
            let corners =
                [(0.0, 0.0, below[0]), (1.0, 0.0, below[1]), (1.0, 1.0, above[1]), (0.0, 1.0, above[0])];
            if corners.iter().any(|corner| !corner.2.is_finite()) {
                continue;
            }
            let crossings: Vec<[f64; 2]> = (0..4)
                .filter_map(|k| {
                    let (from, to) = (corners[k], corners[(k + 1) % 4]);
                    let part = from.2 / (from.2 - to.2);
                    ((from.2 < 0.0) != (to.2 < 0.0)).then(|| {
                        let between = |a: f64, b: f64, base: usize| to_f64(base) + a + part * (b - a);
                        [between(from.0, to.0, column), between(from.1, to.1, row)]
                    })
                })
                .collect();
            strokes.extend(crossings.chunks_exact(2).map(|ends| [ends[0], ends[1]]));
        }
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pen::faults;
    use model::quantity::unit::USD_PER_YEAR;

    fn sample(columns: usize, rows: usize, value: impl Fn(f64, f64) -> f64) -> HeatMap {
        let side = |name: &'static str, count: usize| Side {
            label: name.to_owned(),
            name,
            unit: "$",
            numbers: (0..count).map(|place| 10.0 * to_f64(place)).collect(),
            values: (0..count).map(|place| format!("${}", 10 * place)).collect(),
            present: Some(1.5),
        };
        HeatMap {
            title: "Profit by context length and electricity price".to_owned(),
            finding: "It is above zero in 12 of 20 cells.".to_owned(),
            x: side("Context length", columns),
            y: side("Electricity price", rows),
            number: "Profit",
            unit: USD_PER_YEAR,
            values: (0..rows)
                .map(|row| (0..columns).map(|column| value(to_f64(column), to_f64(row))).collect())
                .collect(),
            zero: Some("break-even"),
        }
    }

    #[test]
    fn the_line_runs_where_the_number_is_zero() {
        let map = sample(9, 7, |column, row| column - row - 0.5);
        let strokes = zero_strokes(&map.values);
        assert_eq!(strokes.len(), 12);
        for [column, row] in strokes.into_iter().flatten() {
            assert!((column - row - 0.5).abs() < 1e-12, "{column} {row}");
        }
        assert!(zero_strokes(&sample(9, 7, |_, _| 1.0).values).is_empty());
        assert!(
            zero_strokes(
                &sample(9, 7, |column, row| if column > 3.0 { f64::NAN } else { -row - 1.0 }).values
            )
            .is_empty()
        );
    }

    #[test]
    fn every_cell_is_drawn_and_is_in_the_table() {
        let map = sample(9, 7, |column, row| if row == 0.0 { f64::NAN } else { 1e9 * (column - row) });
        let svg = map.svg(640.0);
        assert_eq!(svg.matches("fill-opacity").count(), 9 * 6 + 7);
        assert!(
            svg.contains("break-even")
                && svg.contains("c-loss")
                && svg.contains("c-profit")
                && !svg.contains("NaN")
        );
        let table = map.table();
        assert_eq!((table.columns.len(), table.rows.len()), (10, 7));
        assert_eq!(table.rows[6][0], Cell::Name("$0".to_owned()), "the highest row comes first");
        assert!(matches!(table.rows[6][1], Cell::Missing(_)));
    }

    #[test]
    fn no_text_touches_another_or_leaves_the_picture() {
        for width in [280.0, 360.0, 640.0, 960.0] {
            let (pen, high) = sample(21, 13, |column, row| column - 2.0 * row).draw(width);
            // The name of the contour may overlap cells; no other text may.
            let texts: Vec<_> = pen.texts.into_iter().filter(|(_, text)| text != "break-even").collect();
            assert_eq!(faults(&texts, [width, high]), Vec::<String>::new(), "{width}");
        }
    }
}
