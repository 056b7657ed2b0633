//! A figure after layout: the frame, its scales, and everything drawn with its position.

use super::geometry::{Point, Rect};
use super::shape::{Cut, Shape};
use super::words::Words;
use crate::spec::figure::Figure;
use crate::spec::mark::{Dot, Swatch};
use crate::spec::scale::Scale;
use std::ops::Range;

/// The sample of a series next to its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Key {
    pub series: usize,
    pub at: Point,
    pub swatch: Swatch,
}

/// A thin line from the end of a series to its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Leader {
    pub series: usize,
    pub from: Point,
    pub to: Point,
}

/// A figure laid out in the available room.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The frame within which values are drawn.
    pub plot: Rect,
    /// The horizontal axis, scaled to the frame.
    pub x: Scale,
    /// The vertical axis, scaled to the frame.
    pub y: Scale,
    /// Whether there is little room: names of series are above the frame instead of next to it.
    pub narrow: bool,
    pub(crate) x_ticks: Vec<f64>,
    pub(crate) y_ticks: Vec<f64>,
    pub(crate) words: Vec<Words>,
    /// Which of them are along the axes: texts of ticks, and the caption below.
    pub(crate) axis_words: Range<usize>,
    pub(crate) keys: Vec<Key>,
    pub(crate) leaders: Vec<Leader>,
    pub(crate) shapes: Vec<(usize, Shape)>,
    pub(crate) areas: Vec<(usize, Vec<Vec<Point>>)>,
    pub(crate) crossings: Vec<Point>,
    pub(crate) cuts: Vec<Cut>,
    /// Frames around names that are away from their point, with a sample of it, by index of the point.
    pub(crate) samples: Vec<(usize, Rect)>,
}

pub(crate) const LINE: f64 = 15.0;
/// Pixels within which the pointer selects a single point.
const REACH: f64 = 12.0;
impl Layout {
    /// The value on the horizontal axis at a pixel, measured from the left side of the picture.
    pub fn x_at(&self, pixel: f64) -> f64 {
        self.x.invert(pixel.clamp(self.plot.left, self.plot.right))
    }
    /// The index of the single point nearest to a pixel of the picture, if one is near enough to be selected.
    pub fn dot_at(&self, figure: &Figure, (x, y): (f64, f64)) -> Option<usize> {
        let away = |dot: &Dot| {
            let (across, up) = (self.x.project(dot.x)?, self.y.project(dot.y)?);
            Some(libm::hypot(across - x, up - y))
                .filter(|away| *away <= REACH && self.plot.holds((across, up)))
        };
        let near = figure.dots.iter().enumerate().filter_map(|(i, dot)| Some((i, away(dot)?)));
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    }
    /// The index of the stop nearest to a pixel, measured from the left side of the picture.
    pub fn nearest(&self, figure: &Figure, pixel: f64) -> Option<usize> {
        figure.nearest(self.x_at(pixel))
    }
}
