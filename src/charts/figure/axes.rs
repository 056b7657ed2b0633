//! The ends of both axes, kept while a control is moved.

use super::scale::{Kind, nice};

/// The ends of the axes of a figure. They are remembered while a control is moved, so that what moves is the
/// curve and not the ground under it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axes {
    /// Ends of the horizontal axis.
    pub x: (f64, f64),
    /// Ends of the vertical axis.
    pub y: (f64, f64),
}

impl Axes {
    /// Axes with these ends across, and upwards from zero (or from the lowest value below it) to a round
    /// number above the highest of these values. What is not finite is passed over.
    pub fn from_zero(x: (f64, f64), values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        // An axis needs some length, also where all values are zero.
        let high = if high > low { high } else { low + 1.0 };
        Self { x, y: nice(Kind::Linear, (low, high), 5) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_hold_every_value_and_zero() {
        let axes = Axes::from_zero((0.0, 1.0), [3.7e9, f64::NAN, 1.2e9].into_iter());
        assert!(axes.y.0 <= 0.0 && axes.y.1 >= 3.7e9 && axes.y.1 <= 5e9, "{:?}", axes.y);
        let axes = Axes::from_zero((0.0, 1.0), [-2.0, 1.0].into_iter());
        assert!(axes.y.0 <= -2.0 && axes.y.1 >= 1.0);
        let axes = Axes::from_zero((0.0, 1.0), std::iter::empty());
        assert!(axes.y.1 > axes.y.0);
    }
}
