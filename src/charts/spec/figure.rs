//! A figure is a value: a title, a finding, two axes and the elements drawn between them.
//!
//! The same value is painted on a canvas or as SVG ([`Painting`](crate::render::paint::Painting),
//! [`svg`](crate::render::svg::svg)), printed as a table ([`Figure::table`]) and described in sentences
//! ([`Figure::describe`], [`Figure::announce`]). Nothing here knows about factories or browsers: geometry is computed
//! first, in CSS pixels, as a [`Layout`](crate::Layout), which the page also queries for what is under the pointer.

use super::axis::Axis;
use super::mark::{Area, Dot, Edge, Entry, Kind, Mark, Rule, Series, Zone};
use super::scale::Scale;

/// A figure.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Name used in links and files.
    pub id: String,
    /// What it is about, in a few words.
    pub title: String,
    /// What it shows, in one sentence.
    pub finding: String,
    /// Background: time basis, assumptions, sources of figures. May be empty. The program of the page shows none, and has most of
    /// them left out (`explanation`).
    pub note: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// The positions on the horizontal axis at which the series have values, in ascending order.
    pub stops: Vec<f64>,
    /// The series, from back to front.
    pub series: Vec<Series>,
    /// The areas between series.
    pub areas: Vec<Area>,
    /// The dotted lines.
    pub rules: Vec<Rule>,
    /// The single points.
    pub dots: Vec<Dot>,
    /// The named intervals of the horizontal axis.
    pub zones: Vec<Zone>,
    /// The marked places on the horizontal axis.
    pub marks: Vec<Mark>,
}

impl Figure {
    /// An empty figure.
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
    /// The entries of the legend, in the order of the series.
    pub fn legend(&self) -> Vec<Entry> {
        self.series.iter().map(Series::entry).collect()
    }
    /// The index of the stop nearest to a number on the horizontal axis. `None` if there are no stops.
    pub fn nearest(&self, x: f64) -> Option<usize> {
        let scale = Scale::new(self.x.scale, self.x.domain, (0.0, 1.0));
        let here = scale.project(x)?;
        let away = |stop: f64| scale.project(stop).map_or(f64::INFINITY, |there| (there - here).abs());
        (0..self.stops.len()).min_by(|a, b| away(self.stops[*a]).total_cmp(&away(self.stops[*b])))
    }
    /// The positions of a series' values on the horizontal axis.
    pub fn places<'a>(&'a self, series: &'a Series) -> &'a [f64] {
        series.at.as_deref().unwrap_or(&self.stops)
    }
    /// Lower and upper end of what is drawn for value `i` of series `k`, with the series named in `hidden` left out
    /// of stacks. A line has no extent: both ends are its value.
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
            Kind::Middle => self.floor(k, i, hidden).map(|floor| (floor + value, floor + value)),
        }
    }
    /// The top of the stacked series below series `k`.
    fn floor(&self, k: usize, i: usize, hidden: &[String]) -> Option<f64> {
        let below = self.series[..k].iter().filter(|s| s.kind == Kind::Stack && !hidden.contains(&s.id));
        below.map(|s| finite(s.values.get(i).copied().flatten())).sum()
    }
    /// The height of series `k` at a number on the horizontal axis: the upper side of a layer or band, the value of a
    /// line; between two values, interpolated along the straight line that joins them.
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
    /// The index of the series with that name.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.series.iter().position(|series| series.id == id)
    }
    /// The value of an edge at stop `i`. `None` where it cannot be computed, where the series has no value at the
    /// stops, or where a series it is stacked on is hidden.
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
    /// The numbers on the horizontal axis at which an area begins or ends.
    pub fn crossings(&self, area: &Area) -> Vec<f64> {
        if let Some(turns) = &area.turns {
            return turns.clone();
        }
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

/// The number, if it is finite.
pub fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}
