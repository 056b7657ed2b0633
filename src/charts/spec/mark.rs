//! The elements of a figure: lines, layers, bands and bars; areas between them; rules, dots, zones and marks.

use super::role::Role;

/// The stroke of a line. Together with the colour it distinguishes series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// Unbroken and thin: the pinned scenario.
    Thin,
    /// Long strokes: another assumption, such as the default behind the reader's choice.
    Dashed,
    /// Short strokes: extrapolated, or a limit.
    Dotted,
}

/// How the values of a series are drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A line through the values.
    Line(Dash),
    /// An area on top of the stacked series before it; the values are thicknesses. On a category axis, a column.
    Stack,
    /// The range from these lower ends (one for each value) up to the values.
    Band(Vec<Option<f64>>),
    /// The same, measured from the top of the stacked series before it: the amount that may be left above them.
    Above(Vec<Option<f64>>),
    /// A thin line through the values, measured from the top of the stacked series before it: the middle of a range.
    Middle,
    /// Columns from zero, side by side with those of other series of this kind.
    Bars,
}

/// One sequence of values along the horizontal axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Name by which areas, marks and the page refer to it.
    pub id: String,
    /// Name on the page.
    pub label: String,
    /// Name in the legend, where there is little room. Empty: the whole name.
    pub short: String,
    /// What its colour means.
    pub role: Role,
    /// How it is drawn.
    pub kind: Kind,
    /// Values in the unit of the vertical axis, one for each stop. `None` where there is none.
    pub values: Vec<Option<f64>>,
    /// Why values are missing, if any are: a few words.
    pub gap: String,
    /// The positions of the values on the horizontal axis, in ascending order, if not at the stops of the figure.
    pub at: Option<Vec<f64>>,
    /// The index at which a range is of a different kind than its neighbours: it is drawn there as a separate stroke.
    pub apart: Option<usize>,
}

impl Series {
    /// A series at the stops of the figure.
    pub fn new(id: &str, label: &str, role: Role, kind: Kind, values: Vec<Option<f64>>) -> Self {
        let (id, label) = (id.to_owned(), label.to_owned());
        Self {
            id,
            label,
            short: String::new(),
            role,
            kind,
            values,
            gap: String::new(),
            at: None,
            apart: None,
        }
    }
    /// An unbroken line at the stops of the figure.
    pub fn line(id: &str, label: &str, role: Role, values: Vec<Option<f64>>) -> Self {
        Self::new(id, label, role, Kind::Line(Dash::Solid), values)
    }
    /// A layer of a stack at the stops of the figure.
    pub fn stack(id: &str, label: &str, role: Role, values: Vec<Option<f64>>) -> Self {
        Self::new(id, label, role, Kind::Stack, values)
    }
    /// The same series, with a short reason why values are missing.
    #[must_use]
    pub fn gap(self, reason: &str) -> Self {
        Self { gap: reason.to_owned(), ..self }
    }
    /// The same series, with a shorter name in the legend.
    #[must_use]
    pub fn short(self, name: &str) -> Self {
        Self { short: name.to_owned(), ..self }
    }
    /// The same series, with one place drawn apart from its neighbours.
    #[must_use]
    pub fn apart(self, place: Option<usize>) -> Self {
        Self { apart: place, ..self }
    }
    /// The lower ends of a range; `None` if it is not a range.
    pub fn low(&self) -> Option<&[Option<f64>]> {
        match &self.kind {
            Kind::Band(low) | Kind::Above(low) => Some(low),
            _ => None,
        }
    }
    /// The same series, with its own positions on the horizontal axis.
    #[must_use]
    pub fn at(self, places: Vec<f64>) -> Self {
        Self { at: Some(places), ..self }
    }
}

/// One side of an area.
#[derive(Debug, Clone, PartialEq)]
pub enum Edge {
    /// The series of that name; for a stacked one, its upper side.
    Series(String),
    /// The same number everywhere.
    Level(f64),
}

impl Edge {
    /// The series of that name.
    pub fn series(id: &str) -> Self {
        Self::Series(id.to_owned())
    }
}

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// A light wash.
    Tint,
    /// A light wash below slanted lines.
    Hatch,
}

/// An area where one value exceeds another: profit where revenue is above cost, loss where cost is above revenue.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its name, in the figure and in sentences: `Loss`.
    pub label: String,
    /// What its colour means.
    pub role: Role,
    /// How it is filled.
    pub fill: Fill,
    /// The side that must be higher.
    pub upper: Edge,
    /// The side that must be lower.
    pub lower: Edge,
    /// The name of the points at which the area begins or ends: `Break-even`. Empty: they have no name and are not
    /// drawn. Set it on only one of two areas that share their sides.
    pub crossing: String,
    /// The numbers on the horizontal axis at which it begins or ends, where they are known more precisely than the
    /// stops.
    pub turns: Option<Vec<f64>>,
}

/// The direction of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Along {
    /// At one number on the vertical axis, from left to right.
    Horizontal,
    /// At one number on the horizontal axis, from bottom to top.
    Vertical,
}

/// A dotted line at one number: a claim, a limit or a goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Its direction.
    pub along: Along,
    /// Its position, in the unit of the axis it is on.
    pub at: f64,
    /// What it is.
    pub label: String,
    /// What its colour means.
    pub role: Role,
    /// The source; empty if none is needed.
    pub source: String,
}

/// The form of a single point. Together with the colour it distinguishes kinds of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Filled.
    Disc,
    /// Hollow.
    Ring,
    /// Filled, with corners.
    Square,
}

/// A single point, usually a published figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// Place on the horizontal axis.
    pub x: f64,
    /// Place on the vertical axis.
    pub y: f64,
    /// Lowest and highest value, if a range is given.
    pub range: Option<(f64, f64)>,
    /// Its name. Empty: not written next to it, which suits one of many points of the same form and colour.
    pub label: String,
    /// What its colour means.
    pub role: Role,
    /// Its form.
    pub form: Form,
    /// The source.
    pub source: String,
}

/// A named interval of the horizontal axis, such as a speed tier.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Its name.
    pub label: String,
}

/// The meaning of a marked place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The reader's current position: a ring with a line down to the axis.
    Present,
    /// The position with nothing changed: a small tick.
    Baseline,
    /// An event or a publication: also a tick.
    Event,
    /// The pinned scenario: a tick, and rings that are named in the frame.
    Pinned,
}

/// A marked place on the horizontal axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its meaning.
    pub place: Place,
    /// Its position.
    pub x: f64,
    /// Its name; empty: it is not named.
    pub label: String,
    /// Names of the series on which it shows as a ring.
    pub on: Vec<String>,
}

/// The legend entry of a series: the page makes a button of each.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Name by which the page hides or emphasises it.
    pub id: String,
    /// Name on the page.
    pub label: String,
    /// What its colour means.
    pub role: Role,
    /// How it is drawn.
    pub swatch: Swatch,
}

/// The sample of a series next to its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swatch {
    /// A piece of its line.
    Line(Dash),
    /// A piece of its thin line.
    Thin,
    /// A piece of its surface.
    Block,
    /// A piece of its lighter surface.
    Wash,
}

impl Series {
    /// Its legend entry.
    pub fn entry(&self) -> Entry {
        let swatch = match self.kind {
            Kind::Line(Dash::Thin) | Kind::Middle => Swatch::Thin,
            Kind::Line(dash) => Swatch::Line(dash),
            Kind::Stack | Kind::Bars => Swatch::Block,
            Kind::Band(_) | Kind::Above(_) => Swatch::Wash,
        };
        let label = if self.short.is_empty() { &self.label } else { &self.short };
        Entry { id: self.id.clone(), label: label.clone(), role: self.role, swatch }
    }
}
