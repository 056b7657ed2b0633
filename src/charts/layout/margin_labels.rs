//! Labels around the frame: ticks below it, series next to or above it, marked places above it.

use super::geometry::Rect;
use super::picture::{Key, LINE, Layout, Leader};
use super::shape::Shape;
use super::text::{width, wrap};
use super::view::View;
use super::words::{Anchor, Words, inside};
use crate::spec::axis::Axis;
use crate::spec::figure::Figure;
use crate::spec::mark::Kind;
use crate::spec::scale::{Scale, to_f64};
use model::quantity::order::insertion_sort_by_key;

/// Length of the line or surface sample next to a name, including the space after it.
const SAMPLE: f64 = 16.0;

/// A text below the axis with the position of its tick.
#[derive(Debug, Clone)]
pub(crate) struct Under {
    /// The position of the tick.
    pub tick: f64,
    /// The lines of the text, with `y` measured downwards from the axis.
    pub lines: Vec<Words>,
}

/// The texts below the axis and how far down they reach.
pub(crate) fn under(axis: &Axis, scale: &Scale, wide: f64, size: f64, narrow: bool) -> (Vec<Under>, f64) {
    let room = scale.range().1 - scale.range().0;
    let each = if narrow { 56.0 } else { 78.0 };
    let texts: Vec<(f64, String)> = ticks(axis, room, each, 2, 12)
        .into_iter()
        .filter_map(|(value, text)| Some((scale.project(value)?, text)))
        .filter(|(at, _)| *at >= scale.range().0 - 1e-6 && *at <= scale.range().1 + 1e-6)
        .collect();
    // In order of preference: one line; broken at spaces; every other label one row lower.
    let slot = texts.windows(2).map(|pair| pair[1].0 - pair[0].0).fold(room, f64::min);
    for (break_at, stagger) in
        [(f64::INFINITY, false), (slot - 6.0, false), (f64::INFINITY, true), (2.0 * slot - 6.0, true)]
    {
        let laid = lay_under(&texts, wide, size, break_at, stagger);
        if !overlap(&laid) {
            let depth = reach(&laid);
            return (laid, depth);
        }
    }
    // Too many for the available room: labels that touch the one before are left out.
    let mut kept: Vec<Under> = Vec::new();
    for next in lay_under(&texts, wide, size, f64::INFINITY, false) {
        if !kept.last().is_some_and(|last| overlap(&[last.clone(), next.clone()])) {
            kept.push(next);
        }
    }
    let depth = reach(&kept);
    (kept, depth)
}

fn lay_under(texts: &[(f64, String)], wide: f64, size: f64, break_at: f64, stagger: bool) -> Vec<Under> {
    let broken: Vec<Vec<String>> = texts.iter().map(|(_, text)| wrap(text, size, false, break_at)).collect();
    let rows = broken.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: f64, row: usize, text: &str| {
        inside(Words::new(text, (at, 15.0 + to_f64(row) * 14.0), Anchor::Centre, size).muted(), wide)
    };
    let of = |(i, (at, _)): (usize, &(f64, String))| {
        let first = if stagger && i % 2 == 1 { rows } else { 0 };
        let lines = broken[i].iter().enumerate().map(|(row, text)| line(*at, first + row, text)).collect();
        Under { tick: *at, lines }
    };
    texts.iter().enumerate().map(of).collect()
}

fn overlap(laid: &[Under]) -> bool {
    let rects: Vec<(usize, Rect)> = laid
        .iter()
        .enumerate()
        .flat_map(|(i, under)| under.lines.iter().map(move |w| (i, w.rect())))
        .collect();
    let near = |a: &Rect, b: &Rect| Rect { left: a.left - 4.0, right: a.right + 4.0, ..*a }.meets(b);
    rects.iter().any(|(i, a)| rects.iter().any(|(j, b)| i < j && near(a, b)))
}

fn reach(laid: &[Under]) -> f64 {
    laid.iter().flat_map(|under| &under.lines).map(|words| words.y + 7.0).fold(8.0, f64::max)
}

/// Names of series to the right of the frame, each at the height where its series ends.
pub(crate) struct SideLabels {
    /// Pixels from the frame to the edge of the picture.
    pub room: f64,
    names: Vec<(usize, Vec<String>)>,
}

/// Whether a series has no values in the last part of the axis, so that its end is far from the edge.
pub(crate) fn ends_early(figure: &Figure, k: usize) -> bool {
    let series = &figure.series[k];
    let across = Scale::new(figure.x.scale, figure.x.domain, (0.0, 1.0));
    let known = figure.places(series).iter().zip(&series.values).filter(|(_, value)| value.is_some());
    let last = known.max_by(|a, b| a.0.total_cmp(b.0)).and_then(|(place, _)| across.project(*place));
    matches!(series.kind, Kind::Line(_)) && !figure.x.discrete && last.is_some_and(|last| last < 0.9)
}

/// Names next to the frame, if they fit there.
pub(crate) fn side_labels(
    figure: &Figure,
    shown: &[usize],
    size: f64,
    most: f64,
    height: f64,
) -> Option<SideLabels> {
    if shown.is_empty() {
        return None;
    }
    let names: Vec<(usize, Vec<String>)> = shown
        .iter()
        .map(|k| (*k, wrap(&figure.series[*k].label, size, true, most - SAMPLE - 20.0)))
        .collect();
    let lines: usize = names.iter().map(|(_, lines)| lines.len()).sum();
    let widest =
        names.iter().flat_map(|(_, lines)| lines).map(|line| width(line, size, true)).fold(0.0, f64::max);
    let room = libm::ceil(widest + SAMPLE + 20.0);
    (room <= most + 12.0 && to_f64(lines) * LINE <= height).then_some(SideLabels { room, names })
}

impl SideLabels {
    /// Places the names at their heights without overlap.
    pub(crate) fn lay(self, figure: &Figure, layout: &mut Layout, view: &View, size: f64) {
        let plot = layout.plot;
        let mut wanted: Vec<(usize, Vec<String>, (f64, f64))> = Vec::new();
        for (k, lines) in self.names {
            let shape = layout.shapes.iter().find(|(i, _)| *i == k).map(|(_, shape)| shape);
            if let Some(end) = shape.and_then(|shape| end_of(&figure.series[k].kind, shape)) {
                wanted.push((k, lines, end));
            }
        }
        insertion_sort_by_key(&mut wanted, |it| it.2.1);
        let places: Vec<(f64, f64)> =
            wanted.iter().map(|(_, lines, end)| (end.1, to_f64(lines.len()) * LINE)).collect();
        let heights = spread(&places, plot.top - 4.0, plot.bottom + 4.0);
        for ((k, lines, end), y) in wanted.into_iter().zip(heights) {
            let series = &figure.series[k];
            let x = plot.right + 12.0;
            let first = y - LINE * (to_f64(lines.len()) - 1.0) / 2.0;
            layout.keys.push(Key { series: k, at: (x, first), swatch: series.entry().swatch });
            for (row, line) in lines.into_iter().enumerate() {
                let place = (x + SAMPLE + 4.0, first + LINE * to_f64(row));
                let words = Words::new(line, place, Anchor::Left, size);
                let picked = view.emphasis.as_ref() == Some(&series.id);
                layout.words.push(if picked { words.bold() } else { words });
            }
            if (end.1 - y).abs() > 3.0 || end.0 < plot.right - 8.0 {
                layout.leaders.push(Leader { series: k, from: end, to: (x - 3.0, first) });
            }
        }
    }
}

/// The point where a series ends in the frame: for a line its last point, for a surface the middle of its right side.
fn end_of(kind: &Kind, shape: &Shape) -> Option<(f64, f64)> {
    let right = |points: &[(f64, f64)]| points.iter().map(|p| p.0).fold(f64::NEG_INFINITY, f64::max);
    let last_side = |surface: &Vec<(f64, f64)>| {
        let edge = right(surface);
        let side = surface.iter().filter(|p| p.0 > edge - 0.5).map(|p| p.1);
        let (top, foot) =
            (side.clone().fold(f64::INFINITY, f64::min), side.fold(f64::NEG_INFINITY, f64::max));
        (edge, if *kind == Kind::Bars { top } else { (top + foot) / 2.0 })
    };
    match kind {
        Kind::Line(_) | Kind::Middle => shape
            .lines
            .iter()
            .map(|line| line.last())
            .chain([shape.alone.last()])
            .flatten()
            .copied()
            .max_by(|a, b| a.0.total_cmp(&b.0)),
        _ => shape.surfaces.iter().map(last_side).max_by(|a, b| a.0.total_cmp(&b.0)),
    }
}

/// Positions as close as possible to the wanted ones without overlap, in the same order: neighbours that touch become
/// one block around the mean of their wanted positions, as in isotonic regression (pool adjacent violators). Each
/// item is its wanted middle and its height.
fn spread(items: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    struct Block {
        first: usize,
        count: usize,
        start: f64,
        height: f64,
    }
    let mut blocks: Vec<Block> = Vec::new();
    let total: f64 = items.iter().map(|(_, height)| height).sum();
    let bottom = bottom.max(top + total);
    for (i, (middle, height)) in items.iter().enumerate() {
        blocks.push(Block { first: i, count: 1, start: middle - height / 2.0, height: *height });
        while let Some(last) = blocks.last_mut() {
            last.start = last.start.min(bottom - last.height).max(top);
            let Some(before) = blocks.len().checked_sub(2) else { break };
            if blocks[before].start + blocks[before].height <= blocks[before + 1].start {
                break;
            }
            let Some(after) = blocks.pop() else { break };
            let joined = &mut blocks[before];
            // The mean of the positions both want, each relative to the top of the joined block.
            let (m, n) = (to_f64(joined.count), to_f64(after.count));
            joined.start = (joined.start * m + (after.start - joined.height) * n) / (m + n);
            joined.count += after.count;
            joined.height += after.height;
        }
    }
    let mut middles = Vec::with_capacity(items.len());
    for block in blocks {
        let mut y = block.start;
        for (_, height) in &items[block.first..block.first + block.count] {
            middles.push(y + height / 2.0);
            y += height;
        }
    }
    middles
}

/// Names of series in rows above the frame. Returns the y coordinate below them.
pub(crate) fn above(
    figure: &Figure,
    shown: &[usize],
    size: f64,
    wide: f64,
    top: f64,
    words: &mut Vec<Words>,
    keys: &mut Vec<Key>,
) -> f64 {
    let (mut x, mut y) = (0.0, top + 8.0);
    for k in shown {
        let series = &figure.series[*k];
        let long = SAMPLE + 4.0 + width(&series.label, size, false);
        if x > 0.0 && x + long > wide {
            x = 0.0;
            y += LINE + 2.0;
        }
        keys.push(Key { series: *k, at: (x, y), swatch: series.entry().swatch });
        words.push(Words::new(&series.label, (x + SAMPLE + 4.0, y), Anchor::Left, size));
        x += long + 12.0;
    }
    y + LINE - 3.0
}

/// Rows of names between the top of the picture and the frame.
pub(crate) struct Strip {
    wide: f64,
    /// From the row nearest to the frame upwards.
    rows: Vec<Vec<Words>>,
}

impl Strip {
    /// A strip without names, in a picture of this width.
    pub(crate) fn new(wide: f64) -> Self {
        Self { wide, rows: Vec::new() }
    }
    /// Adds a name above its place, in the lowest row with room for it.
    pub(crate) fn add(&mut self, words: Words) {
        if words.text.is_empty() {
            return;
        }
        let words = inside(words, self.wide);
        let rect = words.rect();
        let apart = |other: &Words| {
            let other = other.rect();
            other.right + 8.0 <= rect.left || rect.right + 8.0 <= other.left
        };
        match self.rows.iter_mut().find(|row| row.iter().all(apart)) {
            Some(row) => row.push(words),
            None => self.rows.push(vec![words]),
        }
    }
    /// Adds the caption of the vertical axis: it shares the highest row if there is room.
    pub(crate) fn add_above(&mut self, words: Words) {
        let rect = words.rect();
        let fits = self
            .rows
            .last()
            .is_some_and(|row| row.iter().all(|other| rect.right + 12.0 <= other.rect().left));
        match self.rows.last_mut() {
            Some(row) if fits => row.push(words),
            _ => self.rows.push(vec![words]),
        }
    }
    /// Places the rows below `top`; returns the upper side of the frame.
    pub(crate) fn lay(self, top: f64, words: &mut Vec<Words>) -> f64 {
        let count = to_f64(self.rows.len());
        for (i, row) in self.rows.into_iter().enumerate() {
            let y = top + 8.0 + LINE * (count - 1.0 - to_f64(i));
            words.extend(row.into_iter().map(|w| Words { y, ..w }));
        }
        top + LINE * count + 11.0
    }
}

/// The numbers and labels of the ticks of an axis that is `room` pixels long.
pub(crate) fn ticks(axis: &Axis, room: f64, each: f64, least: usize, most: usize) -> Vec<(f64, String)> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_would_touch_share_the_room_about_their_middle() {
        assert_eq!(spread(&[(10.0, 4.0), (30.0, 4.0)], 0.0, 100.0), [10.0, 30.0]);
        assert_eq!(spread(&[(50.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [45.0, 55.0]);
        assert_eq!(spread(&[(99.0, 10.0), (99.0, 10.0)], 0.0, 100.0), [85.0, 95.0]);
        assert_eq!(spread(&[(0.0, 10.0), (1.0, 10.0)], 0.0, 100.0), [5.0, 15.0]);
    }

    proptest! {
        #[test]
        fn names_never_touch_and_keep_their_order(mut wanted in prop::collection::vec(0.0..300.0, 1..15)) {
            wanted.sort_by(f64::total_cmp);
            let items: Vec<(f64, f64)> = wanted.iter().map(|y| (*y, 15.0)).collect();
            let placed = spread(&items, 0.0, 300.0);
            prop_assert!(placed.windows(2).all(|pair| pair[1] - pair[0] >= 15.0 - 1e-9));
            prop_assert!(placed[0] >= 7.5 - 1e-9 && placed[placed.len() - 1] <= 292.5 + 1e-9);
        }
    }
}
