//! Clips lines and areas to the frame, and hatches areas.

use super::geometry::{Point, Rect};
use model::quantity::order::insertion_sort_by_key;

/// The parts of a line inside the frame.
pub(crate) fn line(points: &[Point], frame: &Rect) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    for pair in points.windows(2) {
        let Some((from, to)) = segment(pair[0], pair[1], frame) else { continue };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

/// The part of one stroke inside the frame: Y. Liang and B. Barsky, "A new concept and method for line clipping", ACM
/// Transactions on Graphics 3 (1984).
fn segment(from: Point, to: Point, frame: &Rect) -> Option<(Point, Point)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (speed, room) in [
        (-dx, from.0 - frame.left),
        (dx, frame.right - from.0),
        (-dy, from.1 - frame.top),
        (dy, frame.bottom - from.1),
    ] {
        if speed.abs() < 1e-12 {
            if room < 0.0 {
                return None;
            }
        } else if speed < 0.0 {
            enter = enter.max(room / speed);
        } else {
            leave = leave.min(room / speed);
        }
    }
    let at = |along: f64| (from.0 + along * dx, from.1 + along * dy);
    // Unclipped ends are returned unchanged, so that neighbouring strokes meet exactly.
    let start = if enter > 0.0 { at(enter) } else { from };
    let end = if leave < 1.0 { at(leave) } else { to };
    (enter <= leave).then_some((start, end))
}

/// The part of an area inside the frame: I. Sutherland and G. Hodgman, "Reentrant polygon clipping",
/// Communications of the ACM 17 (1974).
pub(crate) fn area(points: &[Point], frame: &Rect) -> Vec<Point> {
    let sides: [(bool, f64, f64); 4] = [
        (true, frame.left, 1.0),
        (true, frame.right, -1.0),
        (false, frame.top, 1.0),
        (false, frame.bottom, -1.0),
    ];
    let mut shape = points.to_vec();
    for (across, limit, sign) in sides {
        let depth = |p: Point| sign * (if across { p.0 } else { p.1 } - limit);
        let mut kept = Vec::with_capacity(shape.len() + 4);
        for (i, &here) in shape.iter().enumerate() {
            let before = shape[(i + shape.len() - 1) % shape.len()];
            let (a, b) = (depth(before), depth(here));
            if (a < 0.0) != (b < 0.0) {
                let along = a / (a - b);
                kept.push((before.0 + along * (here.0 - before.0), before.1 + along * (here.1 - before.1)));
            }
            if b >= 0.0 {
                kept.push(here);
            }
        }
        shape = kept;
    }
    shape
}

/// Slanted strokes that fill an area, `spacing` pixels apart horizontally. Strokes of different areas lie on the same
/// lines, so that they join up across neighbouring areas.
pub(crate) fn hatch(shape: &[Point], spacing: f64) -> Vec<(Point, Point)> {
    let slant = |p: Point| p.0 + p.1;
    let lowest = shape.iter().map(|p| slant(*p)).fold(f64::INFINITY, f64::min);
    let highest = shape.iter().map(|p| slant(*p)).fold(f64::NEG_INFINITY, f64::max);
    let mut strokes = Vec::new();
    if shape.len() < 3 || !lowest.is_finite() || !highest.is_finite() {
        return strokes;
    }
    let mut level = libm::ceil(lowest / spacing) * spacing;
    while level < highest {
        let mut crossed: Vec<Point> = Vec::new();
        for (i, &to) in shape.iter().enumerate() {
            let from = shape[(i + shape.len() - 1) % shape.len()];
            let (a, b) = (slant(from) - level, slant(to) - level);
            if (a < 0.0) != (b < 0.0) {
                let along = a / (a - b);
                crossed.push((from.0 + along * (to.0 - from.0), from.1 + along * (to.1 - from.1)));
            }
        }
        insertion_sort_by_key(&mut crossed, |it| it.0);
        strokes.extend(crossed.chunks_exact(2).map(|pair| (pair[0], pair[1])));
        level += spacing;
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FRAME: Rect = Rect { left: 0.0, top: 0.0, right: 100.0, bottom: 50.0 };

    #[test]
    fn a_line_that_leaves_and_comes_back_is_in_two_parts() {
        let parts = line(&[(10.0, 25.0), (30.0, -25.0), (50.0, 25.0), (60.0, 25.0)], &FRAME);
        let expected = vec![vec![(10.0, 25.0), (20.0, 0.0)], vec![(40.0, 0.0), (50.0, 25.0), (60.0, 25.0)]];
        assert_eq!(parts, expected);
        assert!(line(&[(-10.0, -5.0), (200.0, -5.0)], &FRAME).is_empty());
    }

    #[test]
    fn an_area_larger_than_the_frame_becomes_the_frame() {
        let mut corners = area(&[(-10.0, -10.0), (200.0, -10.0), (200.0, 90.0), (-10.0, 90.0)], &FRAME);
        corners.sort_by(|p, q| p.0.total_cmp(&q.0).then(p.1.total_cmp(&q.1)));
        assert_eq!(corners, [(0.0, 0.0), (0.0, 50.0), (100.0, 0.0), (100.0, 50.0)]);
        assert!(area(&[(-10.0, 0.0), (-5.0, 0.0), (-5.0, 9.0)], &FRAME).is_empty());
    }

    proptest! {
        #[test]
        fn nothing_leaves_the_frame(points in prop::collection::vec((-200.0..300.0, -200.0..300.0), 3..30)) {
            let inside = |p: &Point| p.0 >= -1e-6 && p.0 <= 100.0 + 1e-6 && p.1 >= -1e-6 && p.1 <= 50.0 + 1e-6;
            prop_assert!(line(&points, &FRAME).iter().flatten().all(inside));
            prop_assert!(area(&points, &FRAME).iter().all(inside));
            for (from, to) in hatch(&area(&points, &FRAME), 8.0) {
                prop_assert!(inside(&from) && inside(&to));
                prop_assert!((from.0 + from.1 - to.0 - to.1).abs() < 1e-6);
            }
        }
    }
}
