//! The outlines of series and areas in the frame.

use super::clip;
use super::geometry::{Point, Rect};
use crate::spec::figure::{Figure, finite};
use crate::spec::mark::{Area, Kind};
use crate::spec::scale::{Scale, to_f64};

/// The drawn outline of one series or area.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Shape {
    /// Lines, each unbroken.
    pub lines: Vec<Vec<Point>>,
    /// Filled surfaces.
    pub surfaces: Vec<Vec<Point>>,
    /// Isolated values that cannot be joined to others.
    pub alone: Vec<Point>,
    /// Ranges drawn separately, with upper and lower end.
    pub apart: Vec<[Point; 2]>,
}

/// Where the frame clips a band, at its farthest end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cut {
    pub series: usize,
    /// On the upper or on the lower side of the frame.
    pub at: Point,
    pub is_above: bool,
    /// The value of the band at that point, as given by its series.
    pub reach: f64,
}

/// The frame with the two scales.
pub(crate) struct Ground<'a> {
    pub figure: &'a Figure,
    pub frame: Rect,
    pub x: Scale,
    pub y: Scale,
    pub hidden: &'a [String],
}

impl Ground<'_> {
    /// The outline of series `k`.
    pub(crate) fn series(&self, k: usize) -> Shape {
        let series = &self.figure.series[k];
        let places = self.figure.places(series);
        let is_column = matches!(series.kind, Kind::Stack | Kind::Above(_) | Kind::Middle);
        let columns = self.figure.x.discrete && is_column || series.kind == Kind::Bars;
        let mut shape = Shape::default();
        let mut run: Vec<(f64, f64, f64)> = Vec::new();
        for (i, place) in places.iter().enumerate() {
            let ends = self.figure.extent(k, i, self.hidden);
            let point = self.x.project(*place).zip(ends).and_then(|(x, (low, high))| {
                // A surface that starts at zero starts at the bottom of a logarithmic axis.
                let low = self.y.project(low).or_else(|| (low <= 0.0).then_some(self.frame.bottom))?;
                Some((x, low, self.y.project(high)?))
            });
            match point {
                // The middle of a range has no ends of its own to show.
                Some((x, low, high)) if series.apart == Some(i) => {
                    let within = |y: f64| y.clamp(self.frame.top, self.frame.bottom);
                    if low > high {
                        shape.apart.push([(x, within(high)), (x, within(low))]);
                    }
                }
                // The middle of a column is a horizontal stroke across it.
                Some((x, _, high)) if columns && series.kind == Kind::Middle => {
                    let (left, right) = self.column(k);
                    shape.lines.extend(clip::line(&[(x + left, high), (x + right, high)], &self.frame));
                }
                Some((x, low, high)) if columns => {
                    let (left, right) = self.column(k);
                    let corners = [(x + left, high), (x + right, high), (x + right, low), (x + left, low)];
                    shape.surfaces.push(clip::area(&corners, &self.frame));
                }
                Some(point) => run.push(point),
                None => self.finish(&series.kind, &mut run, &mut shape),
            }
        }
        self.finish(&series.kind, &mut run, &mut shape);
        shape
    }
    /// The outline of an area between two edges.
    pub(crate) fn between(&self, area: &Area) -> Vec<Vec<Point>> {
        let mut surfaces = Vec::new();
        // Upper and lower side from left to right, while the upper one is higher.
        let mut run: Vec<(f64, f64, f64)> = Vec::new();
        let mut before: Option<(f64, f64, f64)> = None;
        let mut finish = |run: &mut Vec<(f64, f64, f64)>| {
            if run.len() > 1 {
                surfaces.push(clip::area(&outline(run), &self.frame));
            }
            run.clear();
        };
        for (i, stop) in self.figure.stops.iter().enumerate() {
            let edge = |edge| {
                let value = self.figure.edge(edge, i, self.hidden)?;
                self.y.project(value).or_else(|| (value <= 0.0).then_some(self.frame.bottom))
            };
            let now = self
                .x
                .project(*stop)
                .zip(edge(&area.upper).zip(edge(&area.lower)))
                .map(|(x, (upper, lower))| (x, lower, upper));
            let Some((x, lower, upper)) = now else {
                finish(&mut run);
                before = None;
                continue;
            };
            if self.figure.x.discrete {
                if upper < lower {
                    let half = self.slot() * 0.31;
                    run.extend([(x - half, lower, upper), (x + half, lower, upper)]);
                    finish(&mut run);
                }
                continue;
            }
            if let Some((x0, lower0, upper0)) = before {
                let (gap0, gap) = (lower0 - upper0, lower - upper);
                if (gap0 > 0.0) != (gap > 0.0) {
                    let along = gap0 / (gap0 - gap);
                    let level = lower0 + along * (lower - lower0);
                    run.push((x0 + along * (x - x0), level, level));
                    if gap <= 0.0 {
                        finish(&mut run);
                    }
                }
            }
            if upper < lower {
                run.push((x, lower, upper));
            }
            before = now;
        }
        finish(&mut run);
        surfaces.retain(|surface| surface.len() > 2);
        surfaces
    }
    /// Room per stop in pixels.
    fn slot(&self) -> f64 {
        let places: Vec<f64> = self.figure.stops.iter().filter_map(|stop| self.x.project(*stop)).collect();
        let nearest = places.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(f64::INFINITY, f64::min);
        nearest.min(self.frame.right - self.frame.left).min(110.0)
    }
    /// Left and right side of the columns of series `k`, relative to the stop.
    fn column(&self, k: usize) -> (f64, f64) {
        let half = self.slot() * 0.31;
        let is_bar = |i: &usize| self.figure.series[*i].kind == Kind::Bars;
        let shown = |i: &usize| !self.hidden.contains(&self.figure.series[*i].id);
        if !is_bar(&k) {
            return (-half, half);
        }
        let bars: Vec<usize> = (0..self.figure.series.len()).filter(is_bar).filter(shown).collect();
        let wide = 2.0 * half / to_f64(bars.len().max(1));
        let place = to_f64(bars.iter().position(|i| *i == k).unwrap_or(0));
        (place * wide - half, (place + 1.0) * wide - half)
    }
    fn finish(&self, kind: &Kind, run: &mut Vec<(f64, f64, f64)>, shape: &mut Shape) {
        let top: Vec<Point> = run.iter().map(|(x, _, high)| (*x, *high)).collect();
        let single = top.len() == 1;
        match kind {
            Kind::Line(_) if single || self.figure.x.discrete => {
                shape.alone.extend(top.iter().filter(|point| self.frame.holds(**point)));
                shape.lines.extend(clip::line(&top, &self.frame));
            }
            Kind::Line(_) | Kind::Middle => shape.lines.extend(clip::line(&top, &self.frame)),
            Kind::Stack | Kind::Band(_) | Kind::Above(_) if !single && !top.is_empty() => {
                let surface = clip::area(&outline(run), &self.frame);
                if surface.len() > 2 {
                    shape.surfaces.push(surface);
                }
                shape.lines.extend(clip::line(&top, &self.frame));
            }
            _ => {}
        }
        run.clear();
    }
    /// The places where the frame clips bands, each at its farthest end above and below.
    pub(crate) fn cuts(&self) -> Vec<Cut> {
        let figure = self.figure;
        let (foot, head) = figure.y.domain;
        let mut cuts = Vec::new();
        for (series, of) in figure.series.iter().enumerate().filter(|(_, of)| !self.hidden.contains(&of.id)) {
            let Some(low) = of.low() else { continue };
            // How far each end is beyond the frame, with its position and its value.
            let (mut above, mut below) = (None, None);
            for (i, place) in figure.places(of).iter().enumerate() {
                let Some((from, to)) = figure.extent(series, i, self.hidden) else { continue };
                let Some(x) = self.x.project(*place) else { continue };
                let value = |values: &[Option<f64>]| values.get(i).copied().flatten();
                farthest(&mut above, to - head, x, value(&of.values));
                farthest(&mut below, foot - from, x, value(low));
            }
            let cut = |end: Option<(f64, f64, f64)>, is_above| {
                let (_, x, reach) = end?;
                let x = x.clamp(self.frame.left, self.frame.right);
                let y = if is_above { self.frame.top } else { self.frame.bottom };
                Some(Cut { series, at: (x, y), is_above, reach })
            };
            cuts.extend([cut(above, true), cut(below, false)].into_iter().flatten());
        }
        cuts
    }
    /// The point of a pair of values, if it is within the frame.
    pub(crate) fn point(&self, x: f64, y: f64) -> Option<Point> {
        let point = (self.x.project(x)?, self.y.project(finite(Some(y))?)?);
        self.frame.holds(point).then_some(point)
    }
}

/// Keeps the farthest point beyond the frame: by how much, where, and its value.
fn farthest(kept: &mut Option<(f64, f64, f64)>, beyond: f64, x: f64, value: Option<f64>) {
    let Some(value) = value.filter(|_| beyond > 0.0) else { return };
    if kept.is_none_or(|(most, _, _)| beyond > most) {
        *kept = Some((beyond, x, value));
    }
}

/// The outline of a surface: along the top and back along the bottom.
fn outline(run: &[(f64, f64, f64)]) -> Vec<Point> {
    let top = run.iter().map(|(x, _, high)| (*x, *high));
    let foot = run.iter().rev().map(|(x, low, _)| (*x, *low));
    top.chain(foot).collect()
}
