//! The curve behind a slider: profit over the whole track, each place above the thumb that reaches it.

use super::track::Track;
use crate::ui::dom;
use model::study::sensitivity::curve::Curve;
use std::fmt::Write;
use web_sys::Element;

/// Paths in a square of a hundred.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    /// Ground of the profit.
    pub above: String,
    /// Ground of the loss.
    pub below: String,
    /// Where profit is zero.
    pub zero: String,
    line: String,
}

impl Shape {
    /// The shape that is prerendered. Leptos sets `d` when it hydrates.
    pub(super) fn read(svg: &Element) -> Self {
        let path =
            |class: &str| dom::within(svg, class).map(|path| dom::attribute(&path, "d")).unwrap_or_default();
        Self {
            above: path(".spark-profit"),
            below: path(".spark-loss"),
            zero: path(".spark-zero"),
            line: path(".spark-line"),
        }
    }
    /// Its paths in the order in which they are drawn.
    pub fn paths(&self) -> [&str; 4] {
        [&self.above, &self.below, &self.zero, &self.line]
    }
    /// The shape of a curve over a track.
    pub fn of(curve: &Curve, track: &Track) -> Self {
        let profits: Vec<f64> = curve.business.iter().map(|business| business.profit).collect();
        let known = || profits.iter().copied().filter(|profit| profit.is_finite());
        let (low, high) = (known().fold(0.0, f64::min), known().fold(0.0, f64::max));
        if high <= low {
            return Self::default();
        }
        let up = |profit: f64| 96.0 - 92.0 * (profit - low) / (high - low);
        let along = |place: usize| 100.0 * track.along(place);
        let mut shape = Self { zero: format!("M0 {0:.2}H100", up(0.0)), ..Self::default() };
        if curve.is_choice() {
            shape.bars(&profits, along, up);
        } else {
            shape.run(&profits, along, up);
        }
        shape
    }
    /// A column for each thing.
    fn bars(&mut self, profits: &[f64], along: impl Fn(usize) -> f64, up: impl Fn(f64) -> f64) {
        for (place, &profit) in profits.iter().enumerate().filter(|(_, profit)| profit.is_finite()) {
            let side = if profit < 0.0 { &mut self.below } else { &mut self.above };
            let (x, zero, top) = (along(place), up(0.0), up(profit));
            let _infallible = write!(side, "M{:.2} {zero:.2}V{top:.2}H{:.2}V{zero:.2}Z", x - 2.4, x + 2.4);
        }
    }
    /// A line through numbers, with its ground down or up to zero.
    fn run(&mut self, profits: &[f64], along: impl Fn(usize) -> f64, up: impl Fn(f64) -> f64) {
        let mut pen_down = false;
        for (place, &profit) in profits.iter().enumerate() {
            if profit.is_finite() {
                let verb = if pen_down { 'L' } else { 'M' };
                let _infallible = write!(self.line, "{verb}{:.2} {:.2}", along(place), up(profit));
            }
            pen_down = profit.is_finite();
        }
        // Grounds: one piece for each run of profit, and one for each of loss.
        let mut piece = Piece::default();
        let zero = up(0.0);
        for (place, &profit) in profits.iter().enumerate() {
            if !profit.is_finite() {
                self.close(&mut piece, zero);
                continue;
            }
            if let Some((last, before)) = piece.last
                && (before < 0.0) != (profit < 0.0)
            {
                let (left, right) = (along(last), along(place));
                let cut = left + (right - left) * before / (before - profit);
                piece.add(cut, zero);
                self.close(&mut piece, zero);
                piece.add(cut, zero);
            }
            piece.is_loss = profit < 0.0;
            piece.last = Some((place, profit));
            piece.add(along(place), up(profit));
        }
        self.close(&mut piece, zero);
    }
    /// Ends a piece of ground; one of a single point is none.
    fn close(&mut self, piece: &mut Piece, zero: f64) {
        let Piece { points, is_loss, .. } = std::mem::take(piece);
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        if points.len() > 1 {
            let side = if is_loss { &mut self.below } else { &mut self.above };
            let _infallible = write!(side, "M{:.2} {zero:.2}", first.0);
            for (x, y) in &points {
                let _infallible = write!(side, "L{x:.2} {y:.2}");
            }
            let _infallible = write!(side, "L{:.2} {zero:.2}Z", last.0);
        }
    }
}

/// A run of profit or of loss along the track.
#[derive(Default)]
struct Piece {
    points: Vec<(f64, f64)>,
    is_loss: bool,
    /// The place and the profit that came last.
    last: Option<(usize, f64)>,
}

impl Piece {
    fn add(&mut self, x: f64, y: f64) {
        self.points.push((x, y));
    }
}

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use super::*;
    use model::scenario::Scenario;
    use model::scenario::levers::LEVERS;

    #[test]
    fn a_curve_has_one_ground_for_each_run_of_profit_or_loss() {
        let shape =
            Shape::of(&Curve::over(&Scenario::baseline(), &LEVERS.agents), &Track::of(&LEVERS.agents));
        for ground in [&shape.above, &shape.below] {
            assert_eq!((ground.matches('M').count(), ground.matches('Z').count()), (1, 1), "{ground}");
        }
        // They meet where profit is zero.
        let x = |path: &str, at: usize| {
            path.split(['M', 'L', 'Z'])
                .filter(|it| !it.is_empty())
                .nth(at)
                .and_then(|it| it.split(' ').next())
                .unwrap_or_default()
                .to_owned()
        };
        let count = shape.below.matches('L').count();
        assert_eq!(x(&shape.above, 0), x(&shape.below, count));
    }
}
