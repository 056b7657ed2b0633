//! The small curve behind a slider: the effect of the lever over its whole track, with each value directly above its
//! thumb position.

use std::fmt::Write;

/// Paths in a square with a side of a hundred.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spark {
    /// The area above zero.
    above: String,
    /// The area below zero.
    below: String,
    /// The zero line.
    zero: String,
    line: String,
}

impl Spark {
    /// The curve of values, one for each place of a track; values that are not finite leave a gap. `along` returns
    /// how far along the track a place is, from 0 to 1. Choices are drawn as bars.
    pub fn of(values: &[f64], is_choice: bool, along: impl Fn(usize) -> f64) -> Self {
        let known = || values.iter().copied().filter(|value| value.is_finite());
        let (low, high) = (known().fold(0.0, f64::min), known().fold(0.0, f64::max));
        if high <= low {
            return Self::default();
        }
        let up = |value: f64| 96.0 - 92.0 * (value - low) / (high - low);
        let along = |place: usize| 100.0 * along(place);
        let mut spark = Self { zero: format!("M0 {0:.1}H100", up(0.0)), ..Self::default() };
        if is_choice {
            spark.bars(values, along, up);
        } else {
            spark.run(values, along, up);
        }
        spark
    }
    /// Its paths in drawing order.
    pub fn into_paths(self) -> [String; 4] {
        [self.above, self.below, self.zero, self.line]
    }
    /// A column for each entry.
    fn bars(&mut self, values: &[f64], along: impl Fn(usize) -> f64, up: impl Fn(f64) -> f64) {
        for (place, &value) in values.iter().enumerate().filter(|(_, value)| value.is_finite()) {
            let side = if value < 0.0 { &mut self.below } else { &mut self.above };
            let (x, zero, top) = (along(place), up(0.0), up(value));
            let _infallible = write!(side, "M{:.1} {zero:.1}V{top:.1}H{:.1}V{zero:.1}Z", x - 2.4, x + 2.4);
        }
    }
    /// A line through numbers, with its area down or up to zero.
    fn run(&mut self, values: &[f64], along: impl Fn(usize) -> f64, up: impl Fn(f64) -> f64) {
        let mut pen_down = false;
        for (place, &value) in values.iter().enumerate() {
            if value.is_finite() {
                let verb = if pen_down { ' ' } else { 'M' };
                let _infallible = write!(self.line, "{verb}{:.1} {:.1}", along(place), up(value));
            }
            pen_down = value.is_finite();
        }
        // Areas: one piece for each run of profit, and one for each of loss.
        let mut piece = Piece::default();
        let zero = up(0.0);
        for (place, &value) in values.iter().enumerate() {
            if !value.is_finite() {
                self.close(&mut piece, zero);
                continue;
            }
            if let Some((last, before)) = piece.last
                && (before < 0.0) != (value < 0.0)
            {
                let (left, right) = (along(last), along(place));
                let cut = left + (right - left) * before / (before - value);
                piece.add(cut, zero);
                self.close(&mut piece, zero);
                piece.add(cut, zero);
            }
            piece.is_loss = value < 0.0;
            piece.last = Some((place, value));
            piece.add(along(place), up(value));
        }
        self.close(&mut piece, zero);
    }
    /// Ends a piece of an area; one with a single point is dropped.
    fn close(&mut self, piece: &mut Piece, zero: f64) {
        let Piece { points, is_loss, .. } = std::mem::take(piece);
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        if points.len() > 1 {
            let side = if is_loss { &mut self.below } else { &mut self.above };
            let _infallible = write!(side, "M{:.1} {zero:.1}", first.0);
            for (x, y) in &points {
                let _infallible = write!(side, " {x:.1} {y:.1}");
            }
            let _infallible = write!(side, " {:.1} {zero:.1}Z", last.0);
        }
    }
}

/// A run of profit or of loss along the track.
#[derive(Default)]
struct Piece {
    points: Vec<(f64, f64)>,
    is_loss: bool,
    /// The last place and its value.
    last: Option<(usize, f64)>,
}

impl Piece {
    fn add(&mut self, x: f64, y: f64) {
        self.points.push((x, y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::lever::track::Track;
    use model::scenario::Scenario;
    use model::scenario::levers::LEVERS;
    use model::study::sensitivity::curve::Curve;

    #[test]
    fn a_curve_has_one_ground_for_each_run_above_or_below_zero() {
        let curve = Curve::over(&Scenario::baseline(), &LEVERS.agents);
        let profits: Vec<f64> = curve.business.iter().map(|business| business.profit).collect();
        let track = Track::of(&LEVERS.agents);
        let spark = Spark::of(&profits, false, |place| track.along(place));
        for ground in [&spark.above, &spark.below] {
            assert_eq!((ground.matches('M').count(), ground.matches('Z').count()), (1, 1), "{ground}");
        }
        // They meet where profit is zero.
        let places = |path: &str| -> Vec<String> {
            let numbers = path.split(['M', ' ', 'Z']).filter(|number| !number.is_empty());
            numbers.step_by(2).map(str::to_owned).collect()
        };
        assert_eq!(places(&spark.above).first(), places(&spark.below).last());
    }

    #[test]
    fn values_without_a_number_leave_a_gap() {
        let [above, _, _, line] =
            Spark::of(&[1.0, 2.0, f64::NAN, 2.0, 1.0], false, |at| at as f64 / 4.0).into_paths();
        assert_eq!((line.matches('M').count(), above.matches('Z').count()), (2, 2), "{line}");
        assert_eq!(Spark::of(&[f64::NAN; 3], false, |_| 0.0).into_paths().concat(), "");
    }
}
