//! Paints a laid-out figure on any plotters backend.
//!
//! Backends take whole device pixels, so everything is laid out in CSS pixels and multiplied at the last moment.
//! Horizontal and vertical strokes are filled rectangles, which are crisp at every pixel ratio.
//!
//! What is marked `inline(never)` is called from many places: inlined, it would make the page's program kilobytes larger.

use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::{DrawingArea, DrawingBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use std::fmt;
use std::ops::Range;

use super::theme::{Rgb, Theme};
use crate::layout::geometry::{Point, Rect};
use crate::layout::picture::Layout;
use crate::layout::shape::Ground;
use crate::layout::view::View;
use crate::layout::words::{Anchor, Words};
use crate::layout::{clip, plot_labels};
use crate::spec::figure::{Figure, finite};
use crate::spec::mark::{Dash, Dot, Fill, Form, Kind, Place, Swatch};

/// Font families, in order of preference. Text is measured as the widest of them.
const FACES: &str = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif";
/// Pixels between the slanted strokes that mark a loss.
const HATCH: f64 = 9.0;

/// The backend failed to draw, with its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawError(
    /// The message of the backend.
    pub String,
);

impl fmt::Display for DrawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the figure could not be drawn: {}", self.0)
    }
}

impl std::error::Error for DrawError {}

/// Sets how the following strokes are dashed: the lengths of a dash and of the gap after it, in device pixels; `None`
/// for unbroken strokes. Backends of plotters have no dashes, but the canvas has.
pub type SetDashes<'a> = &'a dyn Fn(Option<(f64, f64)>);

/// The layers of a picture, from the lowest up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The ground, zones, the grid and the texts along the axes: they do not change while the axes stay the same.
    Frame,
    /// Surfaces, axes and lines: they do not change while the marked place moves.
    Marks,
    /// Crossings, published points, the marked places, the crosshair and all other texts.
    Top,
}

/// A laid-out figure with everything needed to paint it.
///
/// The area to paint on must measure `view.width * view.ratio` by `view.height * view.ratio` device pixels.
#[derive(Clone, Copy)]
pub struct Painting<'a> {
    /// What is painted.
    pub figure: &'a Figure,
    /// The figure laid out for the view.
    pub layout: &'a Layout,
    /// The colours.
    pub theme: &'a Theme,
    /// The size and the reader's selections.
    pub view: &'a View,
    /// Sets the dashes of what the backend draws on.
    pub set_dashes: SetDashes<'a>,
}

impl<'a> Painting<'a> {
    /// Paints everything, including the ground unless the view has none.
    ///
    /// # Errors
    /// Errors reported by the backend.
    pub fn whole<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>) -> Result<(), DrawError> {
        let canvas = self.on(area);
        canvas.frame()?;
        canvas.marks()?;
        canvas.points()?;
        canvas.samples()?;
        canvas.texts(&(0..self.layout.words.len()))
    }
    /// Paints one layer.
    ///
    /// # Errors
    /// Errors reported by the backend.
    pub fn layer<DB: DrawingBackend>(
        &self,
        layer: Layer,
        area: &DrawingArea<DB, Shift>,
    ) -> Result<(), DrawError> {
        let (canvas, axis) = (self.on(area), &self.layout.axis_words);
        match layer {
            Layer::Frame => {
                canvas.frame()?;
                canvas.texts(axis)
            }
            Layer::Marks => canvas.marks(),
            Layer::Top => {
                canvas.points()?;
                canvas.samples()?;
                canvas.texts(&(0..axis.start))?;
                canvas.texts(&(axis.end..self.layout.words.len()))
            }
        }
    }
    fn on<DB: DrawingBackend>(&self, area: &'a DrawingArea<DB, Shift>) -> Canvas<'a, DB> {
        let Self { figure, layout, theme, view, set_dashes } = *self;
        let brush = Brush { area, ratio: view.ratio, set_dashes };
        let ground = Ground { figure, frame: layout.plot, x: layout.x, y: layout.y, hidden: &view.hidden };
        Canvas { brush, figure, theme, view, layout, ground }
    }
}

/// Whether two laid-out figures have the same [frame](Layer::Frame).
pub fn have_same_frame(one: (&Figure, &Layout), other: (&Figure, &Layout)) -> bool {
    let ((a, one), (b, other)) = (one, other);
    let scales = |layout: &Layout| (layout.plot, layout.x, layout.y);
    fn texts(layout: &Layout) -> &[Words] {
        layout.words.get(layout.axis_words.clone()).unwrap_or_default()
    }
    scales(one) == scales(other)
        && (&one.x_ticks, &one.y_ticks, texts(one)) == (&other.x_ticks, &other.y_ticks, texts(other))
        && (&a.zones, a.x.discrete) == (&b.zones, b.x.discrete)
}

/// Whether two laid-out figures with the same frame also have the same [marks](Layer::Marks).
pub fn have_same_marks(one: (&Figure, &Layout), other: (&Figure, &Layout)) -> bool {
    let ((a, one), (b, other)) = (one, other);
    one.leaders == other.leaders
        && (&a.stops, &a.series, &a.areas, &a.rules) == (&b.stops, &b.series, &b.areas, &b.rules)
}

/// Draws in CSS pixels.
struct Brush<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    ratio: f64,
    set_dashes: SetDashes<'a>,
}

impl<DB: DrawingBackend> Brush<'_, DB> {
    fn pixel(&self, css: f64) -> i32 {
        // A figure is much smaller than this many pixels, and a position outside it is not visible.
        let place = libm::round(css * self.ratio).clamp(-1e8, 1e8);
        #[allow(clippy::cast_possible_truncation, reason = "clamped to what fits")]
        {
            place as i32
        }
    }
    fn at(&self, (x, y): Point) -> (i32, i32) {
        (self.pixel(x), self.pixel(y))
    }
    fn width(&self, css: f64) -> u32 {
        self.pixel(css).max(1).unsigned_abs()
    }
    fn rect(&self, rect: Rect, colour: Rgb, alpha: f64) -> Result<(), DrawError> {
        self.block(
            [(rect.left, rect.top), (rect.right, rect.bottom)].map(|corner| self.at(corner)),
            colour,
            alpha,
        )
    }
    /// A horizontal stroke, with a thickness of whole pixels.
    fn level(&self, (left, right): (f64, f64), y: f64, css: f64, colour: Rgb) -> Result<(), DrawError> {
        let (thick, y) = (i32::try_from(self.width(css)).unwrap_or(1), self.pixel(y));
        let top = y - thick / 2;
        self.block([(self.pixel(left), top), (self.pixel(right), top + thick)], colour, 1.0)
    }
    /// A vertical stroke, with a thickness of whole pixels.
    fn upright(&self, x: f64, (top, bottom): (f64, f64), css: f64, colour: Rgb) -> Result<(), DrawError> {
        let (thick, x) = (i32::try_from(self.width(css)).unwrap_or(1), self.pixel(x));
        let left = x - thick / 2;
        self.block([(left, self.pixel(top)), (left + thick, self.pixel(bottom))], colour, 1.0)
    }
    /// A rectangle with its corners in device pixels.
    #[inline(never)]
    fn block(&self, corners: [(i32, i32); 2], colour: Rgb, alpha: f64) -> Result<(), DrawError> {
        self.put(Rectangle::new(corners, fill(colour, alpha)))
    }
    #[inline(never)]
    fn path(&self, points: &[Point], css: f64, colour: Rgb, alpha: f64) -> Result<(), DrawError> {
        let mut places: Vec<(i32, i32)> = points.iter().map(|point| self.at(*point)).collect();
        places.dedup();
        if places.len() < 2 {
            return Ok(());
        }
        let style =
            ShapeStyle { color: ink(colour).mix(alpha), filled: false, stroke_width: self.width(css) };
        self.put(PathElement::new(places, style))
    }
    fn dashed(
        &self,
        points: &[Point],
        dash: Dash,
        css: f64,
        colour: Rgb,
        alpha: f64,
    ) -> Result<(), DrawError> {
        let (on, off) = match dash {
            Dash::Solid | Dash::Thin => return self.path(points, css, colour, alpha),
            Dash::Dashed => (8.0, 5.0),
            Dash::Dotted => (2.0, 4.0),
        };
        (self.set_dashes)(Some((on * self.ratio, off * self.ratio)));
        let drawn = self.path(points, css, colour, alpha);
        (self.set_dashes)(None);
        drawn
    }
    fn surface(&self, points: &[Point], colour: Rgb, alpha: f64) -> Result<(), DrawError> {
        let places: Vec<(i32, i32)> = points.iter().map(|point| self.at(*point)).collect();
        self.put(Polygon::new(places, fill(colour, alpha)))
    }
    #[inline(never)]
    fn disc(&self, centre: Point, radius: f64, colour: Rgb) -> Result<(), DrawError> {
        self.put(Circle::new(self.at(centre), self.pixel(radius).max(1), fill(colour, 1.0)))
    }
    /// A ring filled with the ground colour.
    fn ring(&self, centre: Point, radius: f64, css: f64, colour: Rgb, inside: Rgb) -> Result<(), DrawError> {
        self.disc(centre, radius, colour)?;
        self.disc(centre, radius - css, inside)
    }
    fn text(&self, words: &Words, colour: Rgb) -> Result<(), DrawError> {
        let style = if words.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name(FACES), words.size * self.ratio, style);
        let side = match words.anchor {
            Anchor::Left => HPos::Left,
            Anchor::Centre => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        let colour = ink(colour);
        let style = TextStyle::from(font).color(&colour).pos(Pos::new(side, VPos::Center));
        self.area
            .draw_text(&words.text, &style, self.at((words.x, words.y)))
            .map_err(|error| DrawError(error.to_string()))
    }
    fn put<E>(&self, element: E) -> Result<(), DrawError>
    where
        for<'b> &'b E: plotters::element::PointCollection<'b, (i32, i32)>,
        E: plotters::element::Drawable<DB>,
    {
        self.area.draw(&element).map_err(|error| DrawError(error.to_string()))
    }
}

fn ink(colour: Rgb) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

fn fill(colour: Rgb, alpha: f64) -> ShapeStyle {
    ShapeStyle { color: ink(colour).mix(alpha), filled: true, stroke_width: 0 }
}

/// A figure with everything needed to paint it.
struct Canvas<'a, DB: DrawingBackend> {
    brush: Brush<'a, DB>,
    figure: &'a Figure,
    theme: &'a Theme,
    view: &'a View,
    layout: &'a Layout,
    ground: Ground<'a>,
}

impl<'a, DB: DrawingBackend> Canvas<'a, DB> {
    /// The opacity of a series: lower when another one is emphasised.
    fn weight(&self, k: usize) -> f64 {
        match &self.view.emphasis {
            Some(id) if *id != self.figure.series[k].id => 0.3,
            _ => 1.0,
        }
    }
    /// The ground, the zones and the grid.
    #[inline(never)]
    fn frame(&self) -> Result<(), DrawError> {
        let (brush, theme, plot) = (&self.brush, self.theme, self.layout.plot);
        if self.view.has_ground {
            let all = Rect { left: 0.0, top: 0.0, right: self.view.width, bottom: self.view.height };
            brush.rect(all, theme.ground(), 1.0)?;
        }
        for (i, zone) in self.figure.zones.iter().enumerate() {
            let ends = self.layout.x.project(zone.from).zip(self.layout.x.project(zone.to));
            let Some((from, to)) = ends else { continue };
            let (left, right) = (from.max(plot.left), to.min(plot.right));
            if left < right && i % 2 == 0 {
                brush.rect(Rect { left, right, ..plot }, theme.grid(), 0.45)?;
            }
        }
        for y in &self.layout.y_ticks {
            brush.level((plot.left, plot.right), *y, 1.0, theme.grid())?;
        }
        Ok(())
    }
    /// Bands, layers, columns and the areas between series.
    fn surfaces(&self) -> Result<(), DrawError> {
        let (brush, theme) = (&self.brush, self.theme);
        for (k, shape) in &self.layout.shapes {
            let series = &self.figure.series[*k];
            let colour = theme.role(series.role);
            let strength = match series.kind {
                Kind::Above(_) | Kind::Band(_) => 0.13,
                _ => 0.92,
            };
            for surface in &shape.surfaces {
                brush.surface(surface, colour, strength * self.weight(*k))?;
            }
            // A line in the ground colour separates layers where their colours do not.
            if series.kind == Kind::Stack {
                shape.lines.iter().try_for_each(|line| brush.path(line, 1.0, theme.ground(), 1.0))?;
            }
        }
        for (i, surfaces) in &self.layout.areas {
            let area = &self.figure.areas[*i];
            let colour = theme.role(area.role);
            for surface in surfaces {
                match area.fill {
                    Fill::Tint => brush.surface(surface, colour, 0.14)?,
                    Fill::Hatch => {
                        brush.surface(surface, theme.ground(), 0.45)?;
                        brush.surface(surface, colour, 0.12)?;
                        for (from, to) in clip::hatch(surface, HATCH) {
                            brush.path(&[from, to], 1.5, colour, 0.85)?;
                        }
                    }
                }
            }
        }
        Ok(())
    }
    /// Surfaces, axes and lines.
    fn marks(&self) -> Result<(), DrawError> {
        self.surfaces()?;
        self.axes()?;
        self.lines()
    }
    /// The line at the bottom of the frame or at zero, and the tick strokes below it.
    fn axes(&self) -> Result<(), DrawError> {
        let (brush, theme, plot) = (&self.brush, self.theme, self.layout.plot);
        let zero = self.layout.y.project(0.0).filter(|y| *y >= plot.top && *y <= plot.bottom);
        brush.level((plot.left, plot.right), zero.unwrap_or(plot.bottom), 1.0, theme.axis())?;
        if !self.figure.x.discrete {
            for x in &self.layout.x_ticks {
                brush.upright(*x, (plot.bottom, plot.bottom + 5.0), 1.0, theme.axis())?;
            }
        }
        Ok(())
    }
    /// Dotted rules, lines of series, and leaders from series to their names.
    fn lines(&self) -> Result<(), DrawError> {
        let (brush, theme, plot) = (&self.brush, self.theme, self.layout.plot);
        for rule in &self.figure.rules {
            if let Some(ends) = plot_labels::rule_ends(&self.ground, rule) {
                brush.dashed(&ends, Dash::Dotted, 1.5, theme.role(rule.role), 1.0)?;
            }
        }
        for leader in &self.layout.leaders {
            let colour = theme.role(self.figure.series[leader.series].role);
            // Horizontally to the border of the frame, then to the name.
            let corner = (plot.right.max(leader.from.0), leader.from.1);
            let path = [leader.from, corner, leader.to];
            brush.path(&path, 1.0, colour, 0.5 * self.weight(leader.series))?;
        }
        for (k, shape) in &self.layout.shapes {
            let series = &self.figure.series[*k];
            for [top, foot] in &shape.apart {
                let colour = theme.role(series.role);
                brush.upright(top.0, (top.1, foot.1), 3.0, colour)?;
                for end in [top, foot] {
                    brush.level((end.0 - 5.0, end.0 + 5.0), end.1, 2.0, colour)?;
                }
            }
            let dash = match series.kind {
                Kind::Line(dash) => dash,
                Kind::Middle => Dash::Solid,
                _ => continue,
            };
            let colour = theme.role(series.role);
            let picked = self.view.emphasis.as_ref() == Some(&series.id);
            let thick = if picked {
                3.0
            } else if series.kind == Kind::Middle {
                1.0
            } else if dash == Dash::Thin {
                1.25
            } else if dash == Dash::Solid {
                2.25
            } else {
                1.75
            };
            let on_colour = self.figure.series.iter().any(|s| matches!(s.kind, Kind::Stack | Kind::Bars));
            for line in &shape.lines {
                if on_colour {
                    let around = if dash == Dash::Solid && series.kind != Kind::Middle { 0.9 } else { 0.5 };
                    brush.path(line, thick + 2.0, theme.ground(), around)?;
                }
                brush.dashed(line, dash, thick, colour, self.weight(*k))?;
            }
            for point in &shape.alone {
                brush.disc(*point, 3.5, colour)?;
            }
        }
        Ok(())
    }
    /// Crossings, published points, the marked places and the crosshair.
    fn points(&self) -> Result<(), DrawError> {
        let (brush, theme, plot) = (&self.brush, self.theme, self.layout.plot);
        for cut in &self.layout.cuts {
            let ((x, y), inwards) = (cut.at, if cut.is_above { 1.0 } else { -1.0 });
            let corners = [(x, y + inwards), (x + 5.0, y + 7.0 * inwards), (x - 5.0, y + 7.0 * inwards)];
            brush.surface(&corners, theme.role(self.figure.series[cut.series].role), 1.0)?;
        }
        for crossing in &self.layout.crossings {
            brush.ring(*crossing, 4.0, 1.5, theme.ink(), theme.ground())?;
        }
        for (i, dot) in self.figure.dots.iter().enumerate() {
            let colour = theme.role(dot.role);
            let ends =
                dot.range.and_then(|(low, high)| self.layout.y.project(low).zip(self.layout.y.project(high)));
            let Some(point) = self.ground.point(dot.x, dot.y) else { continue };
            if let Some((low, high)) = ends {
                brush.upright(point.0, (high.max(plot.top), low.min(plot.bottom)), 1.0, colour)?;
            }
            if self.view.dot == Some(i) {
                brush.ring(point, 8.0, 2.0, theme.role(crate::spec::role::Role::Focus), theme.ground())?;
            }
            self.dot(dot, point)?;
        }
        for mark in &self.figure.marks {
            let Some(x) = self.layout.x.project(mark.x) else { continue };
            if x < plot.left - 1e-6 || x > plot.right + 1e-6 {
                continue;
            }
            let rings: Vec<Point> =
                mark.on.iter().filter_map(|id| plot_labels::ring(&self.ground, id, mark.x)).collect();
            if mark.place != Place::Present {
                brush.upright(x, (plot.top - 6.0, plot.top), 1.0, theme.muted())?;
                brush.upright(x, (plot.bottom - 4.0, plot.bottom + 5.0), 2.0, theme.muted())?;
                rings
                    .iter()
                    .try_for_each(|ring| brush.ring(*ring, 4.0, 1.5, theme.muted(), theme.ground()))?;
                continue;
            }
            brush.upright(x, (plot.top - 6.0, plot.bottom + 5.0), 1.0, theme.ink())?;
            rings.iter().try_for_each(|ring| brush.ring(*ring, 5.0, 2.0, theme.ink(), theme.ground()))?;
        }
        let Some((i, x)) = self.view.crosshair.and_then(|i| Some((i, *self.figure.stops.get(i)?))) else {
            return Ok(());
        };
        let Some(pixel) = self.layout.x.project(x).filter(|x| *x >= plot.left && *x <= plot.right) else {
            return Ok(());
        };
        brush.upright(pixel, (plot.top, plot.bottom), 1.0, theme.role(crate::spec::role::Role::Focus))?;
        for (k, _) in &self.layout.shapes {
            let series = &self.figure.series[*k];
            let value = if series.at.is_some() {
                self.figure.height(*k, x, &self.view.hidden)
            } else {
                finite(self.figure.extent(*k, i, &self.view.hidden).map(|(_, top)| top))
            };
            if let Some(point) = value.and_then(|value| self.ground.point(x, value)) {
                brush.ring(point, 4.5, 2.0, theme.role(series.role), theme.ground())?;
            }
        }
        Ok(())
    }
    /// A single point at a position.
    fn dot(&self, dot: &Dot, place: Point) -> Result<(), DrawError> {
        let (brush, theme, colour) = (&self.brush, self.theme, self.theme.role(dot.role));
        brush.disc(place, 4.5, theme.ground())?;
        match dot.form {
            Form::Disc => brush.disc(place, 3.5, colour),
            Form::Ring => brush.ring(place, 4.0, 1.5, colour, theme.ground()),
            Form::Square => {
                let ((x, y), half) = (place, 3.5);
                brush.rect(
                    Rect { left: x - half, right: x + half, top: y - half, bottom: y + half },
                    colour,
                    1.0,
                )
            }
        }
    }
    /// The samples of lines, surfaces and single points next to their names.
    fn samples(&self) -> Result<(), DrawError> {
        let (brush, theme) = (&self.brush, self.theme);
        for key in &self.layout.keys {
            let colour = theme.role(self.figure.series[key.series].role);
            let (x, y) = key.at;
            let block = Rect { left: x, right: x + 15.0, top: y - 5.0, bottom: y + 5.0 };
            match key.swatch {
                // On a sample this short, dashes are only visible if they are shorter too.
                Swatch::Line(Dash::Dashed) => {
                    brush.path(&[(x, y), (x + 6.0, y)], 2.25, colour, 1.0)?;
                    brush.path(&[(x + 9.0, y), (x + 15.0, y)], 2.25, colour, 1.0)?;
                }
                Swatch::Line(dash) => brush.dashed(&[(x, y), (x + 15.0, y)], dash, 2.25, colour, 1.0)?,
                Swatch::Thin => brush.path(&[(x, y), (x + 15.0, y)], 1.0, colour, 1.0)?,
                Swatch::Block => brush.rect(block, colour, 1.0)?,
                Swatch::Wash => brush.rect(block, colour, 0.25)?,
            }
        }
        // In a frame, so that nobody takes the sample for data.
        for (i, frame) in &self.layout.samples {
            brush.rect(*frame, theme.grid(), 1.0)?;
            brush.rect(plot_labels::grown(*frame, -1.0), theme.ground(), 1.0)?;
            self.dot(&self.figure.dots[*i], plot_labels::sample(frame))?;
        }
        Ok(())
    }
    /// Some of the texts.
    #[inline(never)]
    fn texts(&self, which: &Range<usize>) -> Result<(), DrawError> {
        let (brush, theme) = (&self.brush, self.theme);
        for words in self.layout.words.get(which.clone()).unwrap_or_default() {
            if words.halo {
                let rect = words.rect();
                let around = Rect { left: rect.left - 2.0, right: rect.right + 2.0, ..rect };
                brush.rect(around, theme.ground(), 0.82)?;
            }
            let plain = if words.muted { theme.muted() } else { theme.ink() };
            let own = words.of.map(|k| theme.role(self.figure.series[k].role));
            brush.text(words, own.filter(|own| own.contrast(theme.ground()) >= 4.5).unwrap_or(plain))?;
        }
        Ok(())
    }
}
