//! A figure is a value: a title, a finding, two axes and what is drawn between them.
//!
//! The same value is painted on a canvas or as SVG ([`draw`], [`svg`]), printed as a table
//! ([`Figure::table`]) and told in sentences ([`Figure::describe`], [`Figure::announce`]). Nothing here knows
//! what a factory is, and nothing knows what a browser is: geometry is worked out first, in CSS pixels, as a
//! [`Layout`], which the page also asks what lies under the pointer.

pub mod agents;
mod axes;
pub mod backtest;
pub mod cases;
mod clip;
pub mod context;
pub mod cost;
mod describe;
mod draw;
pub mod drawing;
pub mod flow;
pub mod frontier;
pub mod hours;
mod label;
mod layout;
mod mark;
pub mod market;
mod pen;
mod place;
pub mod prices;
pub mod profit;
mod rows;
#[cfg(test)]
mod sample;
mod scale;
mod shape;
pub mod shocks;
mod svg;
mod table;
mod text;
pub mod theme;
pub mod tiers;
pub mod tornado;
pub mod waterfall;

pub use axes::Axes;
pub use draw::{DrawError, draw};
pub use layout::{Layout, Rect, View};
pub use mark::{Along, Area, Dash, Dot, Edge, Entry, Fill, Kind, Mark, Place, Rule, Series, Swatch, Zone};
pub use scale::{Kind as ScaleKind, Scale, nice};
pub use svg::{svg, svg_view, themed};
pub use table::{Cell, Column, Remark, Table};
pub use theme::{Rgb, Role, Theme, Token};

use std::fmt;
use std::sync::Arc;

/// How a number is written.
#[derive(Clone)]
pub struct Format(Arc<dyn Fn(f64) -> String + Send + Sync>);

impl Format {
    /// Writes numbers as `write` does.
    pub fn new(write: impl Fn(f64) -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(write))
    }
    /// The number, written.
    pub fn write(&self, value: f64) -> String {
        (self.0)(value)
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Format({})", self.write(1.0))
    }
}

/// One of the two axes of a figure.
#[derive(Debug, Clone)]
pub struct Axis {
    /// What is measured: `Context length`.
    pub label: String,
    /// In what: `tokens`, `$ a year`. Empty if the ticks say it.
    pub unit: String,
    /// How distance follows the number.
    pub scale: ScaleKind,
    /// The numbers at the two ends. The caller decides, so that an axis can be held still during a change.
    pub domain: (f64, f64),
    /// How a number is written at a tick: short.
    pub tick: Format,
    /// How a number is written in the table and in the description, with its unit.
    pub value: Format,
    /// How a number is spoken, with its unit.
    pub spoken: Format,
    /// Ticks with names, in rising order, in place of round numbers. Empty: round numbers.
    pub named: Vec<(f64, String)>,
    /// Whether the stops are things rather than numbers, so that nothing lies between them.
    pub discrete: bool,
}

impl Axis {
    /// An axis of numbers, written plainly until told otherwise.
    pub fn new(label: &str, unit: &str, scale: ScaleKind, domain: (f64, f64)) -> Self {
        let plain = Format::new(text::plain);
        Self {
            label: label.to_owned(),
            unit: unit.to_owned(),
            scale,
            domain,
            tick: plain.clone(),
            value: plain.clone(),
            spoken: plain,
            named: Vec::new(),
            discrete: false,
        }
    }
    /// An axis of things in order, evenly spaced; the first stands at 0, the next at 1 and so on.
    pub fn categories(label: &str, names: &[&str]) -> Self {
        let owned: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let named = owned.iter().enumerate().map(|(i, name)| (scale::to_f64(i), name.clone())).collect();
        let name_of = Format::new(move |value| {
            owned
                .iter()
                .enumerate()
                .find(|(i, _)| (scale::to_f64(*i) - value).abs() < 0.5)
                .map_or_else(String::new, |(_, name)| name.clone())
        });
        Self {
            named,
            discrete: true,
            ..Self::new(label, "", ScaleKind::Linear, (-0.5, scale::to_f64(names.len()) - 0.5)).formats(
                name_of.clone(),
                name_of.clone(),
                name_of,
            )
        }
    }
    /// The same, with numbers written so at ticks, in tables, and for the ear.
    #[must_use]
    pub fn formats(self, tick: Format, value: Format, spoken: Format) -> Self {
        Self { tick, value, spoken, ..self }
    }
    /// Label and unit as they stand beside the axis.
    pub fn caption(&self) -> String {
        let log = if self.scale == ScaleKind::Log { ", log scale" } else { "" };
        match (self.label.as_str(), self.unit.as_str()) {
            (label, "") => format!("{label}{log}"),
            ("", unit) => format!("{unit}{log}"),
            (label, unit) => format!("{label}, {unit}{log}"),
        }
    }
}

/// A figure.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Name in links and files.
    pub id: String,
    /// What it is about, in a few words.
    pub title: String,
    /// What it shows, in one sentence.
    pub finding: String,
    /// What to know of it: time basis, assumptions, where figures come from. May be empty.
    pub note: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// Where on the horizontal axis the series have their values, in rising order.
    pub stops: Vec<f64>,
    /// The series, those at the back first.
    pub series: Vec<Series>,
    /// The areas between series.
    pub areas: Vec<Area>,
    /// The dotted lines.
    pub rules: Vec<Rule>,
    /// The single points.
    pub dots: Vec<Dot>,
    /// The named stretches of the horizontal axis.
    pub zones: Vec<Zone>,
    /// The marked places on the horizontal axis.
    pub marks: Vec<Mark>,
}

impl Figure {
    /// A figure with nothing in it yet.
    pub fn new(id: &str, title: &str, finding: &str, x: Axis, y: Axis, stops: Vec<f64>) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            finding: finding.to_owned(),
            note: String::new(),
            x,
            y,
            stops,
            series: Vec::new(),
            areas: Vec::new(),
            rules: Vec::new(),
            dots: Vec::new(),
            zones: Vec::new(),
            marks: Vec::new(),
        }
    }
    /// What the legend says, in the order of the series.
    pub fn legend(&self) -> Vec<Entry> {
        self.series.iter().map(Series::entry).collect()
    }
    /// The stop nearest to a number of the horizontal axis, as its index. `None` if there are no stops.
    pub fn nearest(&self, x: f64) -> Option<usize> {
        let scale = Scale::new(self.x.scale, self.x.domain, (0.0, 1.0));
        let here = scale.project(x)?;
        let away = |stop: f64| scale.project(stop).map_or(f64::INFINITY, |there| (there - here).abs());
        (0..self.stops.len()).min_by(|a, b| away(self.stops[*a]).total_cmp(&away(self.stops[*b])))
    }
    /// Where the values of a series stand on the horizontal axis.
    pub fn places<'a>(&'a self, series: &'a Series) -> &'a [f64] {
        series.at.as_deref().unwrap_or(&self.stops)
    }
    /// Lower and upper end of what is drawn for value `i` of series `k`, with the series named in `hidden`
    /// left out of stacks. A line has no extent: both are its value.
    pub fn extent(&self, k: usize, i: usize, hidden: &[String]) -> Option<(f64, f64)> {
        let series = self.series.get(k)?;
        let value = finite(series.values.get(i).copied().flatten())?;
        match &series.kind {
            Kind::Line(_) => Some((value, value)),
            Kind::Bars => Some((value.min(0.0), value.max(0.0))),
            Kind::Band(low) => Some((finite(low.get(i).copied().flatten())?, value)),
            Kind::Above(low) => {
                let floor = self.floor(k, i, hidden)?;
                Some((floor + finite(low.get(i).copied().flatten())?, floor + value))
            }
            Kind::Stack => self.floor(k, i, hidden).map(|floor| (floor, floor + value)),
        }
    }
    /// The top of the stacked series before series `k`.
    fn floor(&self, k: usize, i: usize, hidden: &[String]) -> Option<f64> {
        let below = self.series[..k].iter().filter(|s| s.kind == Kind::Stack && !hidden.contains(&s.id));
        below.map(|s| finite(s.values.get(i).copied().flatten())).sum()
    }
    /// What series `k` shows at a number of the horizontal axis: the upper side of a layer or band, the
    /// value of a line; between two values along the straight stroke that joins them.
    pub fn height(&self, k: usize, x: f64, hidden: &[String]) -> Option<f64> {
        let series = self.series.get(k)?;
        let places = self.places(series);
        let after = places.iter().position(|place| *place >= x)?;
        let top = |i: usize| self.extent(k, i, hidden).map(|(_, top)| top);
        if after == 0 || (places[after] - x).abs() <= 1e-12 * x.abs() {
            return if (places[after] - x).abs() <= 1e-12 * x.abs().max(1.0) { top(after) } else { None };
        }
        let (across, up) = (
            Scale::new(self.x.scale, self.x.domain, (0.0, 1.0)),
            Scale::new(self.y.scale, self.y.domain, (0.0, 1.0)),
        );
        let (x0, x1, here) =
            (across.project(places[after - 1])?, across.project(places[after])?, across.project(x)?);
        let (y0, y1) = (up.project(top(after - 1)?)?, up.project(top(after)?)?);
        Some(up.invert(y0 + (here - x0) / (x1 - x0) * (y1 - y0)))
    }
    /// The series of that name, as its index.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.series.iter().position(|series| series.id == id)
    }
    /// The value of an edge at stop `i`. `None` where it cannot be computed, where the series does not
    /// stand at the stops, or where a series it rests on is hidden.
    pub fn edge(&self, edge: &Edge, i: usize, hidden: &[String]) -> Option<f64> {
        match edge {
            Edge::Level(level) => finite(Some(*level)),
            Edge::Series(id) => {
                let k = self.index(id)?;
                let rests_on_hidden = self.series[k].kind == Kind::Stack
                    && self.series[..k].iter().any(|s| s.kind == Kind::Stack && hidden.contains(&s.id));
                if hidden.contains(id) || rests_on_hidden || self.series[k].at.is_some() {
                    return None;
                }
                self.extent(k, i, hidden).map(|(_, top)| top)
            }
        }
    }
    /// The numbers of the horizontal axis at which an area begins or ends.
    pub fn crossings(&self, area: &Area) -> Vec<f64> {
        let scale = Scale::new(self.x.scale, self.x.domain, (0.0, 1.0));
        let gap = |i: usize| Some(self.edge(&area.upper, i, &[])? - self.edge(&area.lower, i, &[])?);
        let mut found = Vec::new();
        for i in 1..self.stops.len() {
            if self.x.discrete {
                break;
            }
            let (Some(before), Some(after)) = (gap(i - 1), gap(i)) else { continue };
            if (before > 0.0) != (after > 0.0) {
                let ends = scale.project(self.stops[i - 1]).zip(scale.project(self.stops[i]));
                let Some((from, to)) = ends else { continue };
                found.push(scale.invert(from + before / (before - after) * (to - from)));
            }
        }
        found
    }
}

/// The number, if it is one.
pub fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}
