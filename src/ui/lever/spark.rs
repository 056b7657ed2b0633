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
        for (place, pair) in profits.windows(2).enumerate() {
            let (before, after) = (pair[0], pair[1]);
            if !(before.is_finite() && after.is_finite()) {
                continue;
            }
            let (left, right, zero) = (along(place), along(place + 1), up(0.0));
            let mut piece = |from: (f64, f64), to: (f64, f64), is_loss: bool| {
                let side = if is_loss { &mut self.below } else { &mut self.above };
                let _infallible = write!(
                    side,
                    "M{:.2} {zero:.2}L{:.2} {:.2}L{:.2} {:.2}L{:.2} {zero:.2}Z",
                    from.0,
                    from.0,
                    up(from.1),
                    to.0,
                    up(to.1),
                    to.0
                );
            };
            if (before < 0.0) == (after < 0.0) {
                piece((left, before), (right, after), before < 0.0);
            } else {
                let cut = left + (right - left) * before / (before - after);
                piece((left, before), (cut, 0.0), before < 0.0);
                piece((cut, 0.0), (right, after), after < 0.0);
            }
        }
    }
}
