//! Where everything stands, in CSS pixels, worked out before anything is drawn.

use super::clip::Point;
use super::label::{self, Strip};
use super::mark::{Along, Dot, Kind, Place, Swatch};
use super::place;
use super::scale::{Scale, to_f64};
use super::shape::{Ground, Shape};
use super::text::{width, wrap};
use super::{Axis, Figure};

/// How a figure is looked at: the room it has, and what the reader picked.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// Pixels of the device for each CSS pixel.
    pub ratio: f64,
    /// Whether title, finding and note are part of the picture, as in an export.
    pub heading: bool,
    /// Whether names of series may stand above the frame, where there is no room beside it. Off where a legend is near.
    pub keys: bool,
    /// Names of the series that are not shown.
    pub hidden: Vec<String>,
    /// The stop at which the reader points, as its index.
    pub crosshair: Option<usize>,
    /// The series that stands out; the others step back.
    pub emphasis: Option<String>,
    /// The single point that the reader picked, as its index.
    pub dot: Option<usize>,
}

impl View {
    /// All series, nothing pointed at, one pixel for each CSS pixel, no heading.
    pub fn new(width: f64, height: f64) -> Self {
        let (hidden, crosshair, emphasis) = (Vec::new(), None, None);
        Self { width, height, ratio: 1.0, heading: false, keys: true, hidden, crosshair, emphasis, dot: None }
    }
}

/// A rectangle in CSS pixels; the vertical axis runs downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left side.
    pub left: f64,
    /// Upper side.
    pub top: f64,
    /// Right side.
    pub right: f64,
    /// Lower side.
    pub bottom: f64,
}

impl Rect {
    /// From left to right.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }
    /// From top to bottom.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
    /// Whether a place lies in it or on its border.
    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        x >= self.left - 1e-6 && x <= self.right + 1e-6 && y >= self.top - 1e-6 && y <= self.bottom + 1e-6
    }
    /// Whether the two share more than a border.
    pub fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Left,
    Centre,
    Right,
}

/// A text at a place, which is at half its height.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub anchor: Anchor,
    pub size: f64,
    pub bold: bool,
    pub muted: bool,
    /// Whether it needs the ground behind it, because it stands on marks.
    pub halo: bool,
    /// The series whose colour it has, if that is dark enough to read.
    pub of: Option<usize>,
}

impl Words {
    pub(super) fn new(text: impl Into<String>, (x, y): Point, anchor: Anchor, size: f64) -> Self {
        Self { text: text.into(), x, y, anchor, size, bold: false, muted: false, halo: false, of: None }
    }
    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
    pub(super) fn muted(self) -> Self {
        Self { muted: true, ..self }
    }
    /// The room it takes.
    pub(super) fn rect(&self) -> Rect {
        let wide = width(&self.text, self.size, self.bold);
        let left = match self.anchor {
            Anchor::Left => self.x,
            Anchor::Centre => self.x - wide / 2.0,
            Anchor::Right => self.x - wide,
        };
        let half = self.size * 0.58;
        Rect { left, right: left + wide, top: self.y - half, bottom: self.y + half }
    }
}

/// What stands for a series beside its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Key {
    pub series: usize,
    pub at: Point,
    pub swatch: Swatch,
}

/// A thin stroke from the end of a series to its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Leader {
    pub series: usize,
    pub from: Point,
    pub to: Point,
}

/// A figure laid out in the room it has.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The frame within which values are drawn.
    pub plot: Rect,
    /// The horizontal axis on it.
    pub x: Scale,
    /// The vertical axis on it.
    pub y: Scale,
    /// Whether there is little room: names of series stand above the frame rather than beside it.
    pub narrow: bool,
    pub(super) x_ticks: Vec<f64>,
    pub(super) y_ticks: Vec<f64>,
    pub(super) words: Vec<Words>,
    pub(super) keys: Vec<Key>,
    pub(super) leaders: Vec<Leader>,
    pub(super) shapes: Vec<(usize, Shape)>,
    pub(super) areas: Vec<(usize, Vec<Vec<Point>>)>,
    pub(super) crossings: Vec<Point>,
}

pub(super) const LINE: f64 = 15.0;
/// Pixels within which a single point is meant.
const REACH: f64 = 12.0;
const TITLE: f64 = 17.0;
const NOTE: f64 = 11.0;

impl Layout {
    /// Lays a figure out.
    pub fn new(figure: &Figure, view: &View) -> Self {
        let narrow = view.width < 480.0;
        let size = if narrow { 11.0 } else { 12.0 };
        let mut words = Vec::new();
        let mut top = if view.heading { heading(figure, view, &mut words) } else { 4.0 };

        // Ticks of the vertical axis decide the left side, names of series the right one.
        let guess = (view.height - top - 60.0).max(40.0);
        let y_ticks = ticks(&figure.y, guess, if narrow { 40.0 } else { 46.0 }, 2, 7);
        let widest =
            |texts: &[(f64, String)]| texts.iter().map(|t| width(&t.1, size, false)).fold(0.0, f64::max);
        let left = libm::ceil(widest(&y_ticks) + 8.0).max(12.0);
        let shown: Vec<usize> = (0..figure.series.len())
            .filter(|k| !view.hidden.contains(&figure.series[*k].id) && !figure.series[*k].label.is_empty())
            .collect();
        // Ranges of what is left above a stack lie all over it: they are named in the note and the legend.
        let is_named = |k: &usize| !matches!(figure.series[*k].kind, Kind::Above(_));
        let named: Vec<usize> = shown.iter().copied().filter(is_named).collect();
        // A line that ends early is named where it runs: the border would be too far from it.
        let (early, late): (Vec<usize>, Vec<usize>) =
            named.iter().copied().partition(|k| label::ends_early(figure, *k));
        let beside = if narrow { None } else { label::beside(figure, &late, size, view.width * 0.27, guess) };
        let named_inside = !narrow && (beside.is_some() || late.is_empty());
        let right = view.width - beside.as_ref().map_or(14.0, |labels| labels.room);

        let across = Scale::new(figure.x.scale, figure.x.domain, (left, right));
        let (x_texts, depth) = label::under(&figure.x, &across, view.width, size, narrow);
        let note = if view.heading { wrap(&figure.note, NOTE, false, view.width - 8.0) } else { Vec::new() };
        let caption = if figure.x.caption().is_empty() { 0.0 } else { 17.0 };
        let foot = if note.is_empty() { 2.0 } else { to_f64(note.len()) * 14.0 + 8.0 };
        let bottom = view.height - foot - caption - depth;

        // Above the frame: names of series where there is no room beside, then names of marked places.
        let mut keys = Vec::new();
        if view.keys && beside.is_none() && !named_inside && figure.series.len() > 1 {
            top = label::above(figure, &named, size, view.width, top, &mut words, &mut keys);
        }
        let mut strip = Strip::new(view.width);
        for rule in figure.rules.iter().filter(|rule| rule.along == Along::Vertical) {
            if let Some(x) = across.project(rule.at).filter(|x| (left..=right).contains(x)) {
                strip.add(Words::new(&rule.label, (x, 0.0), Anchor::Centre, size).muted());
            }
        }
        for mark in &figure.marks {
            if let Some(x) = across.project(mark.x).filter(|x| (left - 1e-6..=right + 1e-6).contains(x)) {
                let name = Words::new(&mark.label, (x, 0.0), Anchor::Centre, size);
                strip.add(if mark.place == Place::Present { name.bold() } else { name.muted() });
            }
        }
        let y_caption = figure.y.caption();
        for (i, line) in wrap(&y_caption, size, false, view.width - 8.0).into_iter().enumerate() {
            strip.add_above(Words::new(line, (0.0, to_f64(i)), Anchor::Left, size).muted());
        }
        let plot_top = strip.lay(top, &mut words);
        let plot = Rect { left, top: plot_top, right, bottom: bottom.max(plot_top + 20.0) };
        let up = Scale::new(figure.y.scale, figure.y.domain, (plot.bottom, plot.top));

        for (value, text) in &y_ticks {
            if let Some(y) = up.project(*value) {
                words.push(Words::new(text, (left - 6.0, y), Anchor::Right, size).muted());
            }
        }
        let x_ticks = x_texts.iter().map(|under| under.tick).collect();
        let lower = |words: Words| Words { y: words.y + plot.bottom, ..words };
        words.extend(x_texts.into_iter().flat_map(|under| under.lines).map(lower));
        if caption > 0.0 {
            let place = ((left + right) / 2.0, plot.bottom + depth + 8.0);
            words.push(inside(
                Words::new(figure.x.caption(), place, Anchor::Centre, size).muted(),
                view.width,
            ));
        }
        for (i, line) in note.into_iter().enumerate() {
            let y = view.height - foot + 10.0 + 14.0 * to_f64(i);
            words.push(Words::new(line, (0.0, y), Anchor::Left, NOTE).muted());
        }

        let ground = Ground { figure, frame: plot, x: across, y: up, hidden: &view.hidden };
        let visible = |k: &usize| !view.hidden.contains(&figure.series[*k].id);
        let shapes: Vec<_> =
            (0..figure.series.len()).filter(visible).map(|k| (k, ground.series(k))).collect();
        let areas = figure.areas.iter().enumerate().map(|(i, area)| (i, ground.between(area))).collect();
        let y_ticks = y_ticks.iter().filter_map(|(value, _)| up.project(*value)).collect();
        let (leaders, crossings) = (Vec::new(), Vec::new());
        let mut layout = Self {
            plot,
            x: across,
            y: up,
            narrow,
            x_ticks,
            y_ticks,
            words,
            keys,
            leaders,
            shapes,
            areas,
            crossings,
        };
        if let Some(labels) = beside {
            labels.lay(figure, &mut layout, view, size);
        }
        place::lay(&ground, &mut layout, if named_inside { &early } else { &[] }, size);
        layout
    }
    /// The number of the horizontal axis under a pixel, from the left side of the picture.
    pub fn x_at(&self, pixel: f64) -> f64 {
        self.x.invert(pixel.clamp(self.plot.left, self.plot.right))
    }
    /// The single point nearest to a pixel of the picture, as its index, if one is near enough to be meant.
    pub fn dot_at(&self, figure: &Figure, (x, y): (f64, f64)) -> Option<usize> {
        let away = |dot: &Dot| {
            let (across, up) = (self.x.project(dot.x)?, self.y.project(dot.y)?);
            Some(libm::hypot(across - x, up - y))
                .filter(|away| *away <= REACH && self.plot.holds((across, up)))
        };
        let near = figure.dots.iter().enumerate().filter_map(|(i, dot)| Some((i, away(dot)?)));
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    }
    /// The stop nearest to a pixel from the left side of the picture, as its index.
    pub fn nearest(&self, figure: &Figure, pixel: f64) -> Option<usize> {
        figure.nearest(self.x_at(pixel))
    }
}

/// Moved so that it lies within the width of the picture.
pub(super) fn inside(words: Words, wide: f64) -> Words {
    let rect = words.rect();
    let shift = (0.0 - rect.left).max(0.0) + (wide - 1.0 - rect.right).min(0.0);
    Words { x: words.x + shift, ..words }
}

/// Numbers and texts of the ticks of an axis that is `room` pixels long.
pub(super) fn ticks(axis: &Axis, room: f64, each: f64, least: usize, most: usize) -> Vec<(f64, String)> {
    if !axis.named.is_empty() {
        return axis.named.clone();
    }
    let mut count = most;
    while count > least && to_f64(count) * each > room {
        count -= 1;
    }
    let scale = Scale::new(axis.scale, axis.domain, (0.0, 1.0));
    scale.ticks(count).into_iter().map(|value| (value, axis.tick.write(value))).collect()
}

fn heading(figure: &Figure, view: &View, words: &mut Vec<Words>) -> f64 {
    let mut y = 4.0;
    for line in wrap(&figure.title, TITLE, true, view.width) {
        words.push(Words::new(line, (0.0, y + 10.0), Anchor::Left, TITLE).bold());
        y += 21.0;
    }
    for line in wrap(&figure.finding, 13.0, false, view.width) {
        words.push(Words::new(line, (0.0, y + 9.0), Anchor::Left, 13.0));
        y += 18.0;
    }
    y + 10.0
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn no_text_touches_another_or_leaves_the_picture() {
        let mut faults = Vec::new();
        for figure in sample::all() {
            for width in [300.0, 320.0, 375.0, 479.0, 480.0, 560.0, 640.0, 768.0, 1_024.0, 1_280.0, 2_000.0] {
                for (height, heading) in [(280.0, false), (340.0, true), (460.0, true), (700.0, false)] {
                    let view = View { heading, ..View::new(width, height) };
                    let words = Layout::new(&figure, &view).words;
                    let border = Rect { left: 0.0, top: 0.0, right: width, bottom: height };
                    for (i, a) in words.iter().enumerate() {
                        let rect = a.rect();
                        if !border.holds((rect.left, rect.top)) || !border.holds((rect.right, rect.bottom)) {
                            faults.push(format!("{} {width}x{height}: {:?} is cut off", figure.id, a.text));
                        }
                        for b in words.iter().skip(i + 1).filter(|b| b.rect().meets(&rect)) {
                            let (a, b) = (&a.text, &b.text);
                            faults.push(format!("{} {width}x{height}: {a:?} touches {b:?}", figure.id));
                        }
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn the_frame_has_most_of_the_room() {
        for figure in sample::all() {
            for (width, height) in [(320.0, 320.0), (640.0, 360.0), (1_280.0, 500.0)] {
                let plot = Layout::new(&figure, &View::new(width, height)).plot;
                let share = plot.width() * plot.height() / (width * height);
                assert!(share > 0.42, "{} {width}x{height}: {share:.2}", figure.id);
            }
        }
    }

    #[test]
    fn the_pointer_finds_the_stop_it_is_nearest_to() {
        let figure = sample::profit();
        let layout = Layout::new(&figure, &View::new(640.0, 320.0));
        for (i, stop) in figure.stops.iter().enumerate() {
            let pixel = layout.x.project(*stop).unwrap();
            assert_eq!(layout.nearest(&figure, pixel + 1.0), Some(i));
            assert!((layout.x_at(pixel) / stop - 1.0).abs() < 1e-9);
        }
        assert_eq!(layout.nearest(&figure, -50.0), Some(0));
        assert_eq!(layout.nearest(&figure, 9_999.0), Some(figure.stops.len() - 1));
    }

    #[test]
    fn the_pointer_finds_the_single_point_it_is_on() {
        let figure = sample::market();
        let layout = Layout::new(&figure, &View::new(640.0, 320.0));
        for (i, dot) in figure.dots.iter().enumerate() {
            let (x, y) = (layout.x.project(dot.x).unwrap(), layout.y.project(dot.y).unwrap());
            assert_eq!(layout.dot_at(&figure, (x + 1.0, y - 1.0)), Some(i));
            assert_eq!(layout.dot_at(&figure, (x, y - 200.0)), None);
            let told = figure.tell_dot(i);
            assert!(told.contains(&figure.dots[i].source) && told.ends_with('.'), "{told}");
        }
        assert_eq!(figure.tell_dot(figure.dots.len()), "");
    }

    #[test]
    fn a_hidden_series_leaves_the_stack() {
        let figure = sample::profit();
        let all = figure.extent(3, 0, &[]).unwrap();
        let hidden = ["machines".to_owned()];
        let fewer = figure.extent(3, 0, &hidden).unwrap();
        assert!((all.1 - fewer.1 - 1.62).abs() < 1e-12);
        // Without the machines there is no telling profit from loss.
        let view = View { hidden: hidden.to_vec(), ..View::new(640.0, 320.0) };
        assert!(Layout::new(&figure, &view).areas.iter().all(|(_, surfaces)| surfaces.is_empty()));
    }
}
