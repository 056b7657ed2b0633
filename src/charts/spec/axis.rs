//! The two axes of a figure: what is measured, how numbers are written on them, and their ends.

use super::scale::{ScaleKind, nice, to_f64};
use model::format::digits::in_threes;
use std::fmt;
use std::sync::Arc;

/// How a number is written.
#[derive(Clone)]
pub struct Format(Arc<dyn Fn(f64) -> String + Send + Sync>);

impl Format {
    /// Formats numbers with `write`.
    pub fn new(write: impl Fn(f64) -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(write))
    }
    /// The formatted number.
    pub fn write(&self, value: f64) -> String {
        (self.0)(value)
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Format({})", self.write(1.0))
    }
}

/// One of the two axes of a figure.
#[derive(Debug, Clone)]
pub struct Axis {
    /// What is measured: `Context length`.
    pub label: String,
    /// Its unit: `tokens`, `$ a year`. Empty if the ticks include it.
    pub unit: String,
    /// How distance on the axis relates to the number.
    pub scale: ScaleKind,
    /// The numbers at the two ends. The caller decides, so that an axis can stay fixed during a change.
    pub domain: (f64, f64),
    /// How a number is written at a tick: short.
    pub tick: Format,
    /// How a number is written in the table and in the description, with its unit.
    pub value: Format,
    /// How a number is spoken, with its unit.
    pub spoken: Format,
    /// Named ticks, in ascending order, instead of round numbers. Empty: round numbers.
    pub named: Vec<(f64, String)>,
    /// Whether the stops are categories, so that there are no values between them.
    pub discrete: bool,
}

impl Axis {
    /// An axis of numbers in the plain format until others are set.
    pub fn new(label: &str, unit: &str, scale: ScaleKind, domain: (f64, f64)) -> Self {
        let plain = Format::new(plain);
        Self {
            label: label.to_owned(),
            unit: unit.to_owned(),
            scale,
            domain,
            tick: plain.clone(),
            value: plain.clone(),
            spoken: plain,
            named: Vec::new(),
            discrete: false,
        }
    }
    /// An axis of ordered categories, evenly spaced: the first at 0, the next at 1 and so on.
    pub fn categories(label: &str, names: &[&str]) -> Self {
        let owned: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let named = owned.iter().enumerate().map(|(i, name)| (to_f64(i), name.clone())).collect();
        let name_of = Format::new(move |value| {
            owned
                .iter()
                .enumerate()
                .find(|(i, _)| (to_f64(*i) - value).abs() < 0.5)
                .map_or_else(String::new, |(_, name)| name.clone())
        });
        Self {
            named,
            discrete: true,
            ..Self::new(label, "", ScaleKind::Linear, (-0.5, to_f64(names.len()) - 0.5)).formats(
                name_of.clone(),
                name_of.clone(),
                name_of,
            )
        }
    }
    /// The same axis with these formats for ticks, for tables, and for speech.
    #[must_use]
    pub fn formats(self, tick: Format, value: Format, spoken: Format) -> Self {
        Self { tick, value, spoken, ..self }
    }
    /// Label and unit as shown next to the axis.
    pub fn caption(&self) -> String {
        let log = if self.scale == ScaleKind::Log { ", log scale" } else { "" };
        match (self.label.as_str(), self.unit.as_str()) {
            (label, "") => format!("{label}{log}"),
            ("", unit) => format!("{unit}{log}"),
            (label, unit) => format!("{label}, {unit}{log}"),
        }
    }
}

/// The ends of the axes of a figure. They are kept while a control is moved, so that the curve moves and not its
/// background.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axes {
    /// Ends of the horizontal axis.
    pub x: (f64, f64),
    /// Ends of the vertical axis.
    pub y: (f64, f64),
}

impl Axes {
    /// Axes with these ends horizontally, and vertically from zero (or from the lowest value below it) to a round
    /// number above the highest of these values. Values that are not finite are ignored.
    pub fn from_zero(x: (f64, f64), values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        // An axis needs a length above zero, even where all values are zero.
        let high = if high > low { high } else { low + 1.0 };
        Self { x, y: nice(ScaleKind::Linear, (low, high), 5) }
    }
    /// The same axes with room for these values as well. Values that are not finite are ignored.
    #[must_use]
    pub fn holding(self, values: &[f64]) -> Self {
        let (mut low, mut high) = self.y;
        for value in values.iter().filter(|value| value.is_finite()) {
            (low, high) = (low.min(*value), high.max(*value));
        }
        let round = nice(ScaleKind::Linear, (low, high), 5);
        let low = if low < self.y.0 { round.0 } else { self.y.0 };
        let high = if high > self.y.1 { round.1 } else { self.y.1 };
        Self { x: self.x, y: (low, high) }
    }
    /// The same axes with room for a band around the values, given as alternating lowest and highest ends, and for
    /// its `middle`.
    ///
    /// If the whole band would leave the values less than half the height, they keep two thirds of it, and the frame
    /// clips the band.
    #[must_use]
    pub fn with_band(
        self,
        values: impl Iterator<Item = f64>,
        middle: impl Iterator<Item = f64>,
        band: impl Iterator<Item = f64>,
    ) -> Self {
        let ends = |values: &mut dyn Iterator<Item = f64>, ends: (f64, f64)| {
            values.filter(|value| value.is_finite()).fold(ends, |(low, high), it| (low.min(it), high.max(it)))
        };
        let own = ends(&mut { values }, (0.0, 0.0));
        let least = ends(&mut { middle }, own);
        let whole = ends(&mut { band }, least);
        let room = own.1 - own.0;
        let is_whole = room >= CURVES * (whole.1 - whole.0);
        let spare = SPARE * room;
        let (low, high) = if is_whole {
            whole
        } else {
            (whole.0.max(own.0 - spare).min(least.0), whole.1.min(own.1 + spare).max(least.1))
        };
        // Upwards to a round number; downwards a band takes only the room it needs.
        let top = if high > self.y.1 { nice(ScaleKind::Linear, (self.y.0, high), 5).1 } else { self.y.1 };
        Self { x: self.x, y: (self.y.0.min(low), top) }
    }
}

/// The fraction of the height that curves keep next to an unclipped band.
const CURVES: f64 = 0.5;
/// The maximum height of a clipped band, as a fraction of the height of the curves.
const SPARE: f64 = 0.5;

/// A number with up to three significant digits, commas between thousands, and a true minus sign.
pub(crate) fn plain(value: f64) -> String {
    if !value.is_finite() {
        return "—".to_owned();
    }
    let size = value.abs();
    let whole_digits = if size >= 1.0 { libm::floor(libm::log10(size)) + 1.0 } else { 0.0 };
    let text = if whole_digits >= 3.0 {
        format!("{:.0}", size)
    } else if size == 0.0 {
        "0".to_owned()
    } else {
        // Decimals up to three significant digits: the smaller the number, the more of them.
        let mut decimals = 2usize;
        let mut leading = size;
        if size >= 10.0 {
            decimals = 1;
        }
        while leading < 1.0 && decimals < 12 {
            leading *= 10.0;
            decimals += 1;
        }
        let text = format!("{size:.decimals$}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if value < 0.0 && text != "0" {
        out.push('−');
    }
    out += &in_threes(whole);
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
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

    #[test]
    fn a_band_has_its_room_unless_it_would_squash_the_curves() {
        let axes = |middle: f64, band: [f64; 2]| {
            let values = [4.0, 10.0];
            let own = Axes::from_zero((0.0, 1.0), values.into_iter());
            own.with_band(values.into_iter(), std::iter::once(middle), band.into_iter()).y
        };
        assert_eq!(axes(9.0, [3.0, 18.0]), (0.0, 20.0));
        assert_eq!(axes(9.0, [-1.0, 12.0]), (-1.0, 12.0));
        // Clipped: two thirds of the height are for the curves, unless the middle of the band is higher.
        assert_eq!(axes(9.0, [3.0, 300.0]), (0.0, 16.0));
        assert_eq!(axes(28.0, [3.0, 300.0]), (0.0, 30.0));
        assert_eq!(axes(f64::NAN, [f64::NAN; 2]), (0.0, 10.0));
    }

    #[test]
    fn numbers_are_written_plainly() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (0.2, "0.2"),
            (0.037_5, "0.0375"),
            (12.34, "12.3"),
            (1_234.4, "1,234"),
            (-1e6, "−1,000,000"),
            (f64::NAN, "—"),
            (f64::INFINITY, "—"),
        ];
        for (value, text) in cases {
            assert_eq!(plain(value), text, "{value}");
        }
    }
}
