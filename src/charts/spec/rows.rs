//! What a drawing without two axes shows, as data: rows on one axis, or a grid of cells.

use super::axis::Axis;
use super::role::Role;
use super::scale::{ScaleKind, nice};

/// An element of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowMark {
    /// The name of the row.
    pub row: String,
    /// What the element is, by its name in the legend.
    pub part: &'static str,
    /// Where its bar begins; `None` for a point.
    pub from: Option<f64>,
    /// Where its bar ends, or the point is.
    pub to: f64,
    /// The range around it.
    pub range: Option<(f64, f64)>,
}

impl RowMark {
    /// Its numbers.
    fn numbers(&self) -> impl Iterator<Item = f64> {
        let range = self.range.into_iter().flat_map(|(low, high)| [low, high]);
        self.from.into_iter().chain([self.to]).chain(range)
    }
}

/// Rows in the order in which their names first appear.
#[derive(Debug, Clone)]
pub struct Rows {
    /// The axis.
    pub axis: Axis,
    /// The names in the legend, with their colours.
    pub parts: Vec<(&'static str, Role)>,
    /// The elements of all rows.
    pub marks: Vec<RowMark>,
    /// A line through all rows, with its name.
    pub line: Option<(f64, String)>,
    /// Whether the bars of a row are next to each other, because they would cover each other.
    pub is_split: bool,
}

impl Rows {
    /// Rows on an axis that covers all their elements and the line. Elements that are not finite are left out.
    pub fn new(
        axis: Axis,
        parts: Vec<(&'static str, Role)>,
        mut marks: Vec<RowMark>,
        line: Option<(f64, String)>,
    ) -> Self {
        let is_shown = |number: f64| number.is_finite() && (axis.scale == ScaleKind::Linear || number > 0.0);
        marks.retain(|mark| mark.numbers().all(is_shown));
        let line = line.filter(|(at, _)| is_shown(*at));
        let all = marks.iter().flat_map(RowMark::numbers).chain(line.iter().map(|(at, _)| *at));
        let (low, high) =
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
        let ends = match axis.scale {
            _ if low < high => (low, high),
            _ if low > high => (0.5, 1.5),
            ScaleKind::Log => (low / 2.0, 2.0 * low),
            ScaleKind::Linear => (low - 0.1 * low.abs().max(1.0), low + 0.1 * low.abs().max(1.0)),
        };
        let axis = Axis { domain: nice(axis.scale, ends, 5), ..axis };
        Self { axis, parts, marks, line, is_split: false }
    }
}

/// One cell of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct GridCell {
    /// The column, by its name.
    pub x: String,
    /// The row, by its name.
    pub y: String,
    /// The number; `None` where it cannot be computed.
    pub value: Option<f64>,
}

/// A grid of cells that are coloured by their number.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// What the columns, the rows and the numbers are, each with its unit.
    pub labels: [String; 3],
    /// Names of the columns and of the rows, from left to right and from the top down.
    pub names: [Vec<String>; 2],
    /// All cells.
    pub cells: Vec<GridCell>,
    /// Colours of numbers below zero and above.
    pub roles: [Role; 2],
}

/// The data of a drawing.
#[derive(Debug, Clone)]
pub enum Data {
    /// Only its table.
    Table,
    /// Rows on one axis.
    Rows(Rows),
    /// A grid of cells.
    Grid(Grid),
}
