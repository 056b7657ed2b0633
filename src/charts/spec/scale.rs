//! Maps numbers to positions on an axis and back.
//!
//! The coordinates of plotters map to whole pixels and not back. Charts are laid out in fractions of pixels, so that
//! canvas, SVG and labels agree, and the pointer has to be mapped back to a number.

/// How distance on an axis relates to the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleKind {
    /// Equal distances are equal differences.
    Linear,
    /// Equal distances are equal ratios: each decade takes the same room.
    Log,
}

/// An interval of numbers mapped to an interval of pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    kind: ScaleKind,
    domain: (f64, f64),
    range: (f64, f64),
}

impl Scale {
    /// Maps `domain` (in the unit of the axis) to `range` (in pixels; it may run downwards).
    ///
    /// A domain that cannot be drawn is replaced by the nearest one that can: the ends are put in order, a single
    /// number is given room on both sides, and a logarithmic domain that reaches zero or below starts six decades
    /// below its upper end.
    pub fn new(kind: ScaleKind, domain: (f64, f64), range: (f64, f64)) -> Self {
        Self { kind, domain: drawable(kind, domain), range }
    }
    /// The numbers at the two ends, lower first.
    pub fn domain(&self) -> (f64, f64) {
        self.domain
    }
    /// The pixels of the two ends, starting with that of the lower number.
    pub fn range(&self) -> (f64, f64) {
        self.range
    }
    /// The pixel of a number. Numbers outside the domain map outside the range; values without a position (not a
    /// number, or zero and below on a logarithmic axis) are `None`.
    pub fn project(&self, value: f64) -> Option<f64> {
        let (low, high) = (self.inner(self.domain.0), self.inner(self.domain.1));
        let place = self.inner(value);
        place.is_finite().then(|| self.range.0 + (place - low) / (high - low) * (self.range.1 - self.range.0))
    }
    /// The number at a pixel.
    pub fn invert(&self, pixel: f64) -> f64 {
        let (low, high) = (self.inner(self.domain.0), self.inner(self.domain.1));
        let place = low + (pixel - self.range.0) / (self.range.1 - self.range.0) * (high - low);
        match self.kind {
            ScaleKind::Linear => place,
            ScaleKind::Log => libm::pow(10.0, place),
        }
    }
    /// Round numbers inside the domain, about `count` of them, in ascending order.
    pub fn ticks(&self, count: usize) -> Vec<f64> {
        match self.kind {
            ScaleKind::Linear => linear_ticks(self.domain, count),
            ScaleKind::Log => log_ticks(self.domain, count),
        }
    }
    /// The number as measured by the axis; not finite where it has no position.
    fn inner(&self, value: f64) -> f64 {
        match self.kind {
            ScaleKind::Linear => value,
            ScaleKind::Log if value > 0.0 => libm::log10(value),
            ScaleKind::Log => f64::NAN,
        }
    }
}

/// The domain extended to the surrounding round numbers, for about `count` ticks.
pub fn nice(kind: ScaleKind, domain: (f64, f64), count: usize) -> (f64, f64) {
    let (low, high) = drawable(kind, domain);
    match kind {
        ScaleKind::Linear => {
            let step = Step::of((low, high), count);
            (step.at(step.place(low).floor()), step.at(step.place(high).ceil()))
        }
        ScaleKind::Log => {
            let round = |value: f64, up: bool| {
                let decade = libm::floor(libm::log10(value) + 1e-12);
                let candidates = [1.0, 2.0, 5.0, 10.0].map(|leading| leading * decade_of(decade));
                let near = |a: f64| (a / value - 1.0).abs() < 1e-9;
                if up {
                    candidates.into_iter().find(|a| *a >= value || near(*a)).unwrap_or(value)
                } else {
                    candidates.into_iter().rev().find(|a| *a <= value || near(*a)).unwrap_or(value)
                }
            };
            (round(low, false), round(high, true))
        }
    }
}

fn drawable(kind: ScaleKind, (a, b): (f64, f64)) -> (f64, f64) {
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    match kind {
        ScaleKind::Linear => match (low.is_finite() && high.is_finite(), low < high) {
            (false, _) => (0.0, 1.0),
            (true, true) => (low, high),
            (true, false) => (low - 0.5 * low.abs().max(1.0), high + 0.5 * high.abs().max(1.0)),
        },
        ScaleKind::Log => {
            if !high.is_finite() || high <= 0.0 {
                (1.0, 10.0)
            } else if low > 0.0 && low < high {
                (low, high)
            } else if low > 0.0 {
                (low / 2.0, high * 2.0)
            } else {
                (high * 1e-6, high)
            }
        }
    }
}

/// A round step: 1, 2 or 5 times a power of ten. Stored as a whole number or the reciprocal of one, so that ticks are
/// `0.3` and not `0.30000000000000004`. It is chosen like in d3-array's `tickIncrement` (M. Bostock, ISC licence):
/// the step nearest to the wanted one in ratio.
struct Step {
    size: f64,
    below_one: bool,
}

impl Step {
    fn of((low, high): (f64, f64), count: usize) -> Self {
        let wanted = (high - low) / to_f64(count.max(1));
        let power = libm::floor(libm::log10(wanted));
        let excess = wanted / decade_of(power);
        let leading = if excess >= 50f64.sqrt() {
            10.0
        } else if excess >= 10f64.sqrt() {
            5.0
        } else if excess >= 2f64.sqrt() {
            2.0
        } else {
            1.0
        };
        if power < 0.0 {
            let size = decade_of(-power) / leading;
            // 10 / 10: the reciprocal form is valid down to a step of one.
            Self { size, below_one: true }
        } else {
            Self { size: decade_of(power) * leading, below_one: false }
        }
    }
    fn place(&self, value: f64) -> f64 {
        if self.below_one { value * self.size } else { value / self.size }
    }
    fn at(&self, place: f64) -> f64 {
        // Adding zero turns -0 into 0, which would be written with a sign.
        (if self.below_one { place / self.size } else { place * self.size }) + 0.0
    }
}

fn linear_ticks((low, high): (f64, f64), count: usize) -> Vec<f64> {
    let step = Step::of((low, high), count);
    // Keeps a tick at the very end of the domain from being lost to rounding.
    let first = libm::ceil(step.place(low) - 1e-9);
    let last = libm::floor(step.place(high) + 1e-9);
    let mut ticks = Vec::new();
    let mut place = first;
    while place <= last && ticks.len() <= 4 * count.max(1) {
        ticks.push(step.at(place).clamp(low, high));
        place += 1.0;
    }
    ticks
}

fn log_ticks((low, high): (f64, f64), count: usize) -> Vec<f64> {
    let inside = |value: f64| value >= low * (1.0 - 1e-9) && value <= high * (1.0 + 1e-9);
    let (first, last) = (libm::floor(libm::log10(low)), libm::ceil(libm::log10(high)));
    let walk = |leadings: &[f64], stride: f64| {
        let mut ticks = Vec::new();
        // Decades are counted from one, so that every third is 1, 1,000, 1,000,000.
        let mut decade = libm::ceil(first / stride) * stride;
        while decade <= last {
            for leading in leadings {
                let value = leading * decade_of(decade);
                if inside(value) {
                    ticks.push(value.clamp(low, high));
                }
            }
            decade += stride;
        }
        ticks
    };
    let fine = walk(&[1.0, 2.0, 5.0], 1.0);
    if fine.len() < 3 {
        return linear_ticks((low, high), count.clamp(2, 5));
    }
    let choices = [
        fine,
        walk(&[1.0, 3.0], 1.0),
        walk(&[1.0], 1.0),
        walk(&[1.0], 2.0),
        walk(&[1.0], 3.0),
        walk(&[1.0], 6.0),
    ];
    let fits = |ticks: &&Vec<f64>| ticks.len() <= count.max(2);
    choices
        .iter()
        .find(fits)
        .filter(|ticks| ticks.len() >= 2)
        .or_else(|| choices.iter().rev().find(|ticks| ticks.len() >= 2))
        .cloned()
        .unwrap_or_default()
}

/// Ten to a whole power, exact where the number type allows it: by multiplication instead of logarithms.
fn decade_of(power: f64) -> f64 {
    let mut value = 1.0;
    let mut left = libm::fabs(power).min(330.0);
    while left >= 1.0 {
        value *= 10.0;
        left -= 1.0;
    }
    if power < 0.0 { 1.0 / value } else { value }
}

/// A count as a number.
pub(crate) fn to_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The mantissa of a number, between 1 and 10.
    fn leading(value: f64) -> f64 {
        value.abs() / libm::pow(10.0, libm::floor(libm::log10(value.abs()) + 1e-9))
    }

    #[test]
    fn ticks_are_those_a_person_would_choose() {
        let linear = |low, high, count| Scale::new(ScaleKind::Linear, (low, high), (0.0, 1.0)).ticks(count);
        assert_eq!(linear(0.0, 1.0, 5), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert_eq!(linear(0.0, 0.3, 3), [0.0, 0.1, 0.2, 0.3]);
        assert_eq!(linear(-30.0, 70.0, 5), [-20.0, 0.0, 20.0, 40.0, 60.0]);
        assert_eq!(linear(0.0, 2.4e9, 5), [0.0, 0.5e9, 1.0e9, 1.5e9, 2.0e9]);
        let log = |low, high, count| Scale::new(ScaleKind::Log, (low, high), (0.0, 1.0)).ticks(count);
        assert_eq!(log(1e3, 1e5, 8), [1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5]);
        assert_eq!(log(1e3, 2e6, 5), [1e3, 1e4, 1e5, 1e6]);
        assert_eq!(log(1.0, 1e12, 5), [1.0, 1e3, 1e6, 1e9, 1e12]);
        assert_eq!(log(0.03, 0.05, 3), [0.03, 0.035, 0.04, 0.045, 0.05]);
    }

    #[test]
    fn a_domain_is_widened_to_round_ends() {
        assert_eq!(nice(ScaleKind::Linear, (0.0, 0.93), 5), (0.0, 1.0));
        assert_eq!(nice(ScaleKind::Linear, (-3.0, 97.0), 5), (-20.0, 100.0));
        assert_eq!(nice(ScaleKind::Log, (1_300.0, 1.9e6), 5), (1_000.0, 2e6));
        assert_eq!(nice(ScaleKind::Log, (1_000.0, 1e6), 5), (1_000.0, 1e6));
    }

    #[test]
    fn what_cannot_be_drawn_is_drawn_somewhere() {
        for kind in [ScaleKind::Linear, ScaleKind::Log] {
            for domain in [(3.0, 3.0), (0.0, 0.0), (5.0, -1.0), (f64::NAN, 2.0), (0.0, f64::INFINITY)] {
                let scale = Scale::new(kind, domain, (0.0, 100.0));
                assert!(scale.domain().0 < scale.domain().1, "{kind:?} {domain:?}");
                assert!(scale.ticks(5).iter().all(|tick| tick.is_finite()));
            }
        }
        let log = Scale::new(ScaleKind::Log, (1.0, 10.0), (0.0, 100.0));
        assert_eq!((log.project(0.0), log.project(-1.0), log.project(f64::NAN)), (None, None, None));
    }

    fn scales() -> impl Strategy<Value = Scale> {
        let linear = (-1e12..1e12, 1e-3..1e12).prop_map(|(low, span): (f64, f64)| {
            Scale::new(ScaleKind::Linear, (low, low + span), (40.0, 700.0))
        });
        let log = (-9.0..12.0, 0.02..14.0).prop_map(|(low, span): (f64, f64)| {
            let domain = (libm::pow(10.0, low), libm::pow(10.0, low + span));
            Scale::new(ScaleKind::Log, domain, (300.0, 10.0))
        });
        prop_oneof![linear, log]
    }

    proptest! {
        #[test]
        fn going_and_coming_back_changes_nothing(scale in scales(), along in 0.0..1.0) {
            let (from, to) = scale.range();
            let pixel = from + along * (to - from);
            let back = scale.project(scale.invert(pixel)).unwrap();
            prop_assert!((back - pixel).abs() < 1e-2, "{pixel} became {back}");
        }

        #[test]
        fn larger_numbers_lie_further_along(scale in scales(), a in 0.0..1.0f64, b in 0.0..1.0f64) {
            let (from, to) = scale.range();
            let value = |along: f64| scale.invert(from + along * (to - from));
            let (a, b) = (value(a.min(b)), value(a.max(b)));
            prop_assert!(a <= b);
            let along = |v| (scale.project(v).unwrap() - from) / (to - from);
            prop_assert!(along(a) <= along(b));
        }

        #[test]
        fn ticks_are_round_rising_and_inside(scale in scales(), count in 2usize..12) {
            let ticks = scale.ticks(count);
            let (low, high) = scale.domain();
            prop_assert!(ticks.iter().all(|tick| (low..=high).contains(tick)));
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
            // Never more than half as many again as requested, and never an empty axis where there is room.
            prop_assert!(ticks.len() <= count.max(3) * 2 + 1, "{} for {count}", ticks.len());
            // Either even steps of 1, 2 or 5, or numbers that start with 1, 2, 3 or 5.
            let is = |value: f64, rounds: &[f64]| rounds.iter().any(|r| (leading(value) / r - 1.0).abs() < 1e-6);
            let steps: Vec<f64> = ticks.windows(2).map(|pair| pair[1] - pair[0]).collect();
            let even = steps.iter().all(|step| (step / steps[0] - 1.0).abs() < 1e-6 && is(*step, &[1.0, 2.0, 5.0, 10.0]));
            let named = ticks.iter().all(|tick| is(*tick, &[1.0, 2.0, 3.0, 5.0, 10.0]));
            prop_assert!(even || named, "{ticks:?}");
        }
    }
}
