//! Labels within the frame, for zones, areas, crossings, rules and dots, placed where they cover least.

use super::geometry::{Point, Rect};
use super::picture::Layout;
use super::shape::Ground;
use super::text::{width, wrap};
use super::words::{Anchor, Words};
use crate::spec::figure::Figure;
use crate::spec::mark::{Along, Fill, Kind, Place, Rule};
use crate::spec::scale::to_f64;
use model::quantity::order::insertion_sort_by_key;

/// Everything already placed in the frame.
struct Board {
    frame: Rect,
    taken: Vec<Rect>,
    strokes: Vec<Point>,
    /// Heights of the grid lines, which a name should preferably not cover.
    grid: Vec<f64>,
    /// Strongly coloured surfaces, on which text is illegible.
    solid: Vec<Vec<Point>>,
    /// Columns, which names must not cover.
    columns: Vec<Rect>,
}

impl Board {
    /// Chooses the text that covers least, counting the reluctance given with it. A text that touches another text, a
    /// point or a column, or leaves the frame, is never chosen.
    fn choose(&self, choices: impl IntoIterator<Item = (usize, Words)>) -> Option<Words> {
        self.choose_by(&mut choices.into_iter())
    }
    // Compiled once, and not for each kind of choices.
    #[inline(never)]
    fn choose_by(&self, choices: &mut dyn Iterator<Item = (usize, Words)>) -> Option<Words> {
        let mut best: Option<((usize, usize, usize), Words)> = None;
        for (reluctance, words) in choices {
            let most = best.as_ref().map_or(usize::MAX, |(least, _)| least.0);
            if reluctance > most {
                continue;
            }
            let rect = grown(words.rect(), 2.0);
            let within =
                self.frame.holds((rect.left, rect.top)) && self.frame.holds((rect.right, rect.bottom));
            let is_free = within
                && !self.taken.iter().any(|taken| taken.meets(&rect))
                && !self.columns.iter().any(|column| column.meets(&rect));
            if !is_free {
                continue;
            }
            // Stops counting as soon as the cost exceeds the best so far.
            let room = (most - reluctance).saturating_add(1);
            let covered = self.strokes.iter().filter(|stroke| rect.holds(**stroke)).take(room).count();
            let Some(left) = most.checked_sub(reluctance + covered) else { continue };
            let coloured = self.coloured(&rect, left);
            let gridded = self.grid.iter().filter(|y| (rect.top..rect.bottom).contains(*y)).count();
            let cost = (reluctance + covered + coloured, covered, gridded);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, words));
                // No text covers less than nothing.
                if cost == (0, 0, 0) {
                    break;
                }
            }
        }
        best.map(|((_, covered, _), words)| {
            let on_colour = self.coloured(&words.rect(), 0) > 0;
            Words { halo: words.halo || covered > 0 || on_colour, ..words }
        })
    }
    /// How much of a rectangle is on strong colours, as the number of sample points along its upper and its lower
    /// side; stops counting above `most`.
    #[inline(never)]
    fn coloured(&self, rect: &Rect, most: usize) -> usize {
        let steps = (rect.width() / 6.0).ceil().max(1.0);
        let mut count = 0;
        let mut step = 0.0;
        while step <= steps && count <= most {
            let x = rect.left + rect.width() * step / steps;
            let mut is_on = [false; 2];
            for (top, foot) in self.solid.iter().filter_map(|surface| thickness(surface, x)) {
                is_on[0] |= (top..foot).contains(&rect.top);
                is_on[1] |= (top..foot).contains(&rect.bottom);
            }
            count += is_on.into_iter().filter(|is_on| *is_on).count();
            step += 1.0;
        }
        count
    }
    #[inline(never)]
    fn put(&mut self, words: Words, layout: &mut Layout) {
        self.taken.push(grown(words.rect(), 3.0));
        layout.words.push(words);
    }
}

/// Places the labels of everything in the frame that has a name.
pub(crate) fn lay(ground: &Ground<'_>, layout: &mut Layout, early: &[usize], size: f64) {
    let figure = ground.figure;
    let (taken, strokes, solid, columns) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // Where there are no names next to the frame, those inside may extend slightly over its border.
    let over = if layout.narrow { 12.0 } else { 0.0 };
    let frame = Rect { right: ground.frame.right + over, ..ground.frame };
    let mut board = Board { frame, taken, strokes, grid: layout.y_ticks.clone(), solid, columns };
    let spot =
        |(x, y): Point, half: f64| Rect { left: x - half, right: x + half, top: y - half, bottom: y + half };
    for (k, shape) in &layout.shapes {
        shape.lines.iter().for_each(|line| board.strokes.extend(sampled(line)));
        shape.apart.iter().for_each(|ends| board.strokes.extend(sampled(ends)));
        board.taken.extend(shape.alone.iter().map(|point| spot(*point, 4.0)));
        if matches!(figure.series[*k].kind, Kind::Stack | Kind::Bars) {
            board.solid.extend(shape.surfaces.iter().cloned());
        }
        if is_columns(figure, *k) {
            board.columns.extend(shape.surfaces.iter().filter_map(|surface| outer(surface)));
        }
    }
    for rule in &figure.rules {
        board.strokes.extend(rule_ends(ground, rule).map(|ends| sampled(&ends)).unwrap_or_default());
    }
    for dot in &figure.dots {
        if let Some((low, high)) = dot.range
            && let Some(ends) = ground.point(dot.x, low).zip(ground.point(dot.x, high))
        {
            board.strokes.extend(sampled(&[ends.0, ends.1]));
        }
    }
    for dot in figure.dots.iter().filter_map(|dot| ground.point(dot.x, dot.y)) {
        board.taken.push(spot(dot, 5.0));
    }
    zones(ground, &mut board, layout, size);
    for mark in &figure.marks {
        for point in mark.on.iter().filter_map(|id| ring(ground, id, mark.x)) {
            board.taken.push(spot(point, 6.0));
        }
        if mark.place == Place::Pinned
            && let Some(point) = mark.on.first().and_then(|id| ring(ground, id, mark.x))
            && let Some(words) = board.choose(around(point, PINNED, size))
        {
            board.put(words, layout);
        }
        if let Some(x) = ground.x.project(mark.x).filter(|_| mark.place == Place::Present) {
            board.strokes.extend(sampled(&[(x, ground.frame.top), (x, ground.frame.bottom)]));
        }
    }
    cuts(ground, &mut board, layout, size);
    crossings(ground, &mut board, layout, size);
    areas(ground, &mut board, layout, size);
    rules(ground, &mut board, layout, size);
    early.iter().for_each(|k| along(ground, *k, &mut board, layout, size));
    dots(ground, &mut board, layout, size);
}

/// Name of the pinned scenario, next to its ring.
const PINNED: &str = "A";

/// Whether a series is drawn as columns.
pub(crate) fn is_columns(figure: &Figure, k: usize) -> bool {
    let kind = &figure.series[k].kind;
    *kind == Kind::Bars || figure.x.discrete && *kind == Kind::Stack
}

/// The bounding rectangle of a surface.
pub(crate) fn outer(surface: &[Point]) -> Option<Rect> {
    let first = surface.first()?;
    let start = Rect { left: first.0, right: first.0, top: first.1, bottom: first.1 };
    Some(surface.iter().fold(start, |rect, (x, y)| Rect {
        left: rect.left.min(*x),
        right: rect.right.max(*x),
        top: rect.top.min(*y),
        bottom: rect.bottom.max(*y),
    }))
}

/// Names of single points: each nearer to its own point than to any other, or away from all points and in a frame
/// with a sample of its own.
fn dots(ground: &Ground<'_>, board: &mut Board, layout: &mut Layout, size: f64) {
    let dots = &ground.figure.dots;
    let places: Vec<Option<Point>> = dots.iter().map(|dot| ground.point(dot.x, dot.y)).collect();
    for (i, dot) in dots.iter().enumerate().filter(|(_, dot)| !dot.label.is_empty()) {
        let Some(point) = places[i] else { continue };
        let others = || places.iter().enumerate().filter(|(j, _)| *j != i).filter_map(|(_, place)| *place);
        // A sample distinguishes points of one form and colour from others, but not from each other.
        let is_kind = dots.iter().all(|other| {
            (other.role, other.form) != (dot.role, dot.form)
                || [dot.label.as_str(), ""].contains(&other.label.as_str())
        });
        let is_nearest = |words: &Words| {
            let (rect, own) = (words.rect(), away(&words.rect(), point));
            others().all(|other| away(&rect, other) > own + 2.0)
        };
        let near = around(point, &dot.label, size).filter(|(_, words)| is_nearest(words));
        if let Some(words) = board.choose(near) {
            board.put(words, layout);
        } else if is_kind
            && let Some(words) = board.choose(apart(point, &format!("{SAMPLE}{}", dot.label), size))
        {
            let frame = grown(words.rect(), 3.0);
            let after = (words.rect().left + width(SAMPLE, size, false), words.y);
            board.taken.push(frame);
            layout.samples.push((i, frame));
            layout.words.push(Words::new(&dot.label, after, Anchor::Left, size));
        }
    }
}

/// Letters as wide as the sample of a point including the space after it.
const SAMPLE: &str = "M ";

/// The place of a sample in its frame.
pub(crate) fn sample(frame: &Rect) -> Point {
    (frame.left + 8.0, (frame.top + frame.bottom) / 2.0)
}

/// The distance of a point from a rectangle.
fn away(rect: &Rect, (x, y): Point) -> f64 {
    libm::hypot(x - x.clamp(rect.left, rect.right), y - y.clamp(rect.top, rect.bottom))
}

/// Positions for a name away from its point, nearest first.
fn apart((x, y): Point, label: &str, size: f64) -> impl Iterator<Item = (usize, Words)> {
    let label = label.to_owned();
    let heights = [-28.0, -44.0, -60.0, -80.0, -110.0, 28.0, 44.0, 60.0];
    let shifts = [(-8.0, Anchor::Right), (0.0, Anchor::Centre), (8.0, Anchor::Left), (-40.0, Anchor::Right)];
    heights.into_iter().enumerate().flat_map(move |(row, dy)| {
        let label = label.clone();
        shifts.into_iter().enumerate().map(move |(column, (dx, anchor))| {
            (2 * row + column, Words::new(&label, (x + dx, y + dy), anchor, size))
        })
    })
}

/// The two ends of a rule, if it is within the frame.
pub(crate) fn rule_ends(ground: &Ground<'_>, rule: &Rule) -> Option<[Point; 2]> {
    let frame = ground.frame;
    let ends = match rule.along {
        Along::Horizontal => ground.y.project(rule.at).map(|y| [(frame.left, y), (frame.right, y)]),
        Along::Vertical => ground.x.project(rule.at).map(|x| [(x, frame.top), (x, frame.bottom)]),
    };
    ends.filter(|ends| ends.iter().all(|end| frame.holds(*end)))
}

/// The position of a mark on a series.
pub(crate) fn ring(ground: &Ground<'_>, id: &str, x: f64) -> Option<Point> {
    if ground.hidden.iter().any(|hidden| hidden == id) {
        return None;
    }
    let k = ground.figure.index(id)?;
    ground.point(x, ground.figure.height(k, x, ground.hidden)?)
}

fn zones(ground: &Ground<'_>, board: &mut Board, layout: &mut Layout, size: f64) {
    let frame = ground.frame;
    let mut names: Vec<(f64, Vec<String>)> = Vec::new();
    for zone in &ground.figure.zones {
        let Some((from, to)) = ground.x.project(zone.from).zip(ground.x.project(zone.to)) else { continue };
        let (from, to) = (from.max(frame.left), to.min(frame.right));
        let lines = wrap(&zone.label, size, false, to - from - 6.0);
        if lines.iter().all(|line| width(line, size, false) <= to - from - 4.0) {
            names.push(((from + to) / 2.0, lines));
        }
    }
    // All at the same height: the one at which they cover least.
    let most = names.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
    let at = |first: f64| {
        let names = &names;
        names.iter().flat_map(move |(middle, lines)| {
            lines.iter().enumerate().map(move |(row, line)| {
                Words::new(line, (*middle, first + 14.0 * to_f64(row)), Anchor::Centre, size).muted()
            })
        })
    };
    let cost = |first: &f64| {
        let of = |words: Words| {
            let rect = grown(words.rect(), 1.0);
            let grid = board.grid.iter().filter(|y| (rect.top..rect.bottom).contains(*y)).count();
            let points = board.taken.iter().filter(|taken| taken.meets(&rect)).count();
            40 * points + 2 * grid + board.strokes.iter().filter(|stroke| rect.holds(**stroke)).count()
        };
        at(*first).map(of).sum::<usize>()
    };
    let rows = [frame.top + 10.0, frame.top + 18.0, frame.bottom - 10.0 - 14.0 * (to_f64(most) - 1.0)];
    if let Some(first) = rows.into_iter().min_by_key(cost) {
        for words in at(first).collect::<Vec<_>>() {
            board.put(words, layout);
        }
    }
}

fn crossings(ground: &Ground<'_>, board: &mut Board, layout: &mut Layout, size: f64) {
    let figure = ground.figure;
    for area in figure.areas.iter().filter(|area| !area.crossing.is_empty()) {
        for x in figure.crossings(area) {
            let known = |edge| (0..figure.stops.len()).any(|i| figure.edge(edge, i, ground.hidden).is_some());
            if !known(&area.upper) || !known(&area.lower) {
                continue;
            }
            let height = |edge: &crate::spec::mark::Edge| match edge {
                crate::spec::mark::Edge::Level(level) => Some(*level),
                crate::spec::mark::Edge::Series(id) => figure.height(figure.index(id)?, x, ground.hidden),
            };
            let both = height(&area.upper).and(height(&area.lower));
            let Some(point) = both.and_then(|y| ground.point(x, y)) else { continue };
            layout.crossings.push(point);
            board.taken.push(Rect {
                left: point.0 - 4.0,
                right: point.0 + 4.0,
                top: point.1 - 4.0,
                bottom: point.1 + 4.0,
            });
            if let Some(words) = board.choose(around(point, &area.crossing, size)) {
                board.put(words, layout);
            }
        }
    }
}

/// The value at the far end of a band clipped by the frame, next to the place where it is clipped.
fn cuts(ground: &Ground<'_>, board: &mut Board, layout: &mut Layout, size: f64) {
    let frame = ground.frame;
    for cut in layout.cuts.clone() {
        let (x, y) = cut.at;
        let inwards = if cut.is_above { 1.0 } else { -1.0 };
        board.taken.push(Rect { left: x - 5.0, right: x + 5.0, top: y - 7.0, bottom: y + 7.0 });
        let value = ground.figure.y.value.write(cut.reach);
        let text = format!("band reaches {}", value.split(" per ").next().unwrap_or(&value));
        let half = width(&text, size, false) / 2.0;
        let (first, last) = (frame.left + half + 3.0, (frame.right - half - 3.0).max(0.0));
        // Next to the mark, preferably below rather than far from it; never beyond the side of the frame.
        let mut choices = Vec::new();
        for (row, away) in [10.0, 24.0, 38.0].into_iter().enumerate() {
            for (step, far) in [0.0, 20.0, 40.0, 80.0, 160.0].into_iter().enumerate() {
                for side in [-1.0, 1.0] {
                    let middle = (x + side * (half + 9.0 + far)).clamp(first, last.max(first));
                    let words = Words::new(&text, (middle, y + inwards * away), Anchor::Centre, size).muted();
                    choices.push((4 * row + 8 * step, words));
                }
            }
        }
        if let Some(words) = board.choose(choices) {
            board.put(words, layout);
        }
    }
}

fn areas(ground: &Ground<'_>, board: &mut Board, layout: &mut Layout, size: f64) {
    let surfaces: Vec<(usize, Vec<Point>)> = layout
        .areas
        .iter()
        .filter_map(|(i, surfaces)| {
            let largest = surfaces.iter().max_by(|a, b| extent(a).total_cmp(&extent(b)))?;
            Some((*i, largest.clone()))
        })
        .collect();
    for (i, surface) in surfaces {
        let label = &ground.figure.areas[i].label;
        let half = width(label, size, true) / 2.0 + 3.0;
        let (left, right) = span(&surface);
        // Positions at which the surface extends above and below the whole word, the roomiest and most central first.
        let mut spots: Vec<(f64, f64, Point)> = Vec::new();
        let mut x = left + half;
        while x <= right - half {
            let sides: Vec<(f64, f64)> =
                [x - half, x, x + half].iter().filter_map(|x| thickness(&surface, *x)).collect();
            let top = sides.iter().map(|side| side.0).fold(f64::NEG_INFINITY, f64::max);
            let bottom = sides.iter().map(|side| side.1).fold(f64::INFINITY, f64::min);
            if sides.len() == 3 {
                let central = -(x - (left + right) / 2.0).abs() / (right - left);
                spots.push((
                    (bottom - top).min(4.0 * size) + 2.0 * size * central,
                    bottom - top,
                    (x, (top + bottom) / 2.0),
                ));
            }
            x += 6.0;
        }
        insertion_sort_by_key(&mut spots, |spot| -spot.0);
        let hatched = ground.figure.areas[i].fill == Fill::Hatch;
        let inside = |(_, _, point): &(f64, f64, Point)| {
            (0, Words { halo: hatched, ..Words::new(label, *point, Anchor::Centre, size).bold() })
        };
        let within = spots.iter().filter(|(_, room, _)| *room >= size + 6.0).map(inside);
        let middle = (left + right) / 2.0;
        let outside = spots
            .first()
            .map(|(_, _, point)| *point)
            .or_else(|| thickness(&surface, middle).map(|side| (middle, (side.0 + side.1) / 2.0)))
            .map(|point| around(point, label, size).map(|(far, words)| (far, words.bold())));
        // A hatched surface too low for the word is still used if the middle of the word is on it.
        let upon = spots.iter().filter(|(_, room, _)| hatched && *room > 2.0).map(inside);
        let chosen = board
            .choose(within)
            .or_else(|| board.choose(upon))
            .or_else(|| board.choose(outside.into_iter().flatten()));
        if let Some(words) = chosen {
            board.put(words, layout);
        }
    }
}

fn rules(ground: &Ground<'_>, board: &mut Board, layout: &mut Layout, size: f64) {
    for rule in ground.figure.rules.iter().filter(|rule| rule.along == Along::Horizontal) {
        let frame = ground.frame;
        let Some(y) = ground.y.project(rule.at).filter(|y| *y >= frame.top && *y <= frame.bottom) else {
            continue;
        };
        let wide = width(&rule.label, size, false) + 8.0;
        let mut choices = Vec::new();
        let mut x = frame.left + 6.0;
        while x + wide <= frame.right {
            for (reluctance, beside) in [(0, -10.0), (0, 10.0), (8, -24.0), (8, 24.0), (12, -38.0)] {
                choices.push((reluctance, Words::new(&rule.label, (x, y + beside), Anchor::Left, size)));
            }
            x += 16.0;
        }
        if let Some(words) = board.choose(choices) {
            board.put(words, layout);
        }
    }
}

/// The name of series `k` above or below its own line.
fn along(ground: &Ground<'_>, k: usize, board: &mut Board, layout: &mut Layout, size: f64) {
    let Some(shape) = layout.shapes.iter().find(|(i, _)| *i == k).map(|(_, shape)| shape) else { return };
    let line: Vec<Point> = shape.lines.iter().flatten().copied().collect();
    let label = &ground.figure.series[k].label;
    let name = |at: Point| (0, Words { of: Some(k), ..Words::new(label, at, Anchor::Left, size).bold() });
    let steps = || sampled(&line).into_iter().step_by(2);
    let beside = |dy: f64| steps().map(move |(x, y)| (x, y + dy));
    let choices = beside(-11.0).chain(beside(11.0)).map(name);
    // Near the beginning of its line the name may cover the grid.
    let grid = std::mem::take(&mut board.grid);
    if let Some(words) = board.choose(choices) {
        board.put(words, layout);
    }
    board.grid = grid;
}

/// Positions for a name around a point, best first.
fn around((x, y): Point, label: &str, size: f64) -> impl Iterator<Item = (usize, Words)> {
    let label = label.to_owned();
    [
        (9.0, 0.0, Anchor::Left),
        (-9.0, 0.0, Anchor::Right),
        (0.0, -15.0, Anchor::Centre),
        (0.0, 15.0, Anchor::Centre),
        (7.0, -14.0, Anchor::Left),
        (7.0, 14.0, Anchor::Left),
        (-7.0, -14.0, Anchor::Right),
        (-7.0, 14.0, Anchor::Right),
        (10.0, -30.0, Anchor::Left),
        (-10.0, -30.0, Anchor::Right),
        (10.0, 30.0, Anchor::Left),
        (-10.0, 30.0, Anchor::Right),
    ]
    .into_iter()
    .map(move |(dx, dy, anchor): (f64, f64, Anchor)| {
        // Far from the point it is unclear what the name belongs to.
        let reluctance = if dy.abs() > 20.0 { 5 } else { 0 };
        (reluctance, Words::new(&label, (x + dx, y + dy), anchor, size))
    })
}

pub(crate) fn grown(rect: Rect, by: f64) -> Rect {
    Rect { left: rect.left - by, top: rect.top - by, right: rect.right + by, bottom: rect.bottom + by }
}

/// Sample points every few pixels along a line.
fn sampled(line: &[Point]) -> Vec<Point> {
    let mut places = Vec::new();
    for pair in line.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let length = libm::hypot(to.0 - from.0, to.1 - from.1);
        let mut along = 0.0;
        while along <= length {
            let part = if length > 0.0 { along / length } else { 0.0 };
            places.push((from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1)));
            along += 5.0;
        }
    }
    places
}

/// Left and right end of a surface.
fn span(surface: &[Point]) -> (f64, f64) {
    let ends = surface.iter().map(|p| p.0);
    (ends.clone().fold(f64::INFINITY, f64::min), ends.fold(f64::NEG_INFINITY, f64::max))
}

/// The area of a surface, in square pixels: the shoelace formula.
fn extent(surface: &[Point]) -> f64 {
    let next = surface.iter().cycle().skip(1);
    surface.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
}

/// Upper and lower side of a surface at a place.
fn thickness(surface: &[Point], x: f64) -> Option<(f64, f64)> {
    let mut from = *surface.last()?;
    let mut sides: Option<(f64, f64)> = None;
    for &to in surface {
        if (from.0 <= x) != (to.0 <= x) {
            let y = from.1 + (x - from.0) / (to.0 - from.0) * (to.1 - from.1);
            let (top, bottom) = sides.unwrap_or((y, y));
            sides = Some((top.min(y), bottom.max(y)));
        }
        from = to;
    }
    sides
}
