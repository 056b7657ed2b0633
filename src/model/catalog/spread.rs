//! A range as a distribution: the rule that chooses it, and its quantiles.
//!
//! A document gives two ends and a value, rarely more. The rule chooses the simplest distribution that keeps all three,
//! and the page names it wherever it shows a range. Quantiles use `libm`, so that every platform draws the same
//! numbers.

mod normal;

use super::Datum;
use crate::quantity::Quantity;

pub use normal::quantile as normal;

/// A range whose ends differ by more than this factor is drawn on a log scale rather than a linear one: the middle of
/// $0.14 and $5 is nearer to one dollar than to three.
const WIDE: f64 = 2.0;

/// Standard deviations from the middle of a normal distribution to its 95th percentile.
const TO_95TH: f64 = 1.644_853_626_951_472_2;

/// How the values of an entry are spread over its range, in the unit of the entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spread {
    /// No range: always the value.
    Exact(f64),
    /// Between the two ends, likeliest at the value.
    Triangular(Triangle),
    /// The same for the logarithm: each factor up counts as much as the same factor down.
    LogTriangular(Triangle),
    /// Half of the cases below the value and half above, each half log-normal. The ends are the 5th and the
    /// 95th percentile, so that one case in ten lies outside.
    Percentiles {
        /// The value.
        median: f64,
        /// Standard deviation of the logarithm below the value.
        below: f64,
        /// Standard deviation of the logarithm above it.
        above: f64,
    },
}

/// A triangular distribution with the constants that its quantiles need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triangle {
    low: f64,
    high: f64,
    /// Share of the cases below the peak.
    turn: f64,
    /// Square of the distance from the lower end for each unit of probability.
    rise: f64,
    /// The same from the upper end.
    fall: f64,
}

impl Triangle {
    fn new(low: f64, mode: f64, high: f64) -> Self {
        let wide = high - low;
        Self { low, high, turn: (mode - low) / wide, rise: wide * (mode - low), fall: wide * (high - mode) }
    }
    fn quantile(&self, p: f64) -> f64 {
        if p < self.turn {
            self.low + libm::sqrt(p * self.rise)
        } else {
            self.high - libm::sqrt((1.0 - p) * self.fall)
        }
    }
}

impl Spread {
    /// How an entry is spread. The range of the correction of predicted throughput was measured as two percentiles;
    /// every other range consists of two ends.
    pub fn of(about: &Quantity, datum: &Datum) -> Self {
        let Datum { low, value, high, .. } = *datum;
        // The ends are NaN if the value is not published.
        let is_range = low < high;
        if !is_range {
            Self::Exact(value)
        } else if about.id == "correction" {
            let sigma = |wide: f64| libm::log(wide) / TO_95TH;
            Self::Percentiles { median: value, below: sigma(value / low), above: sigma(high / value) }
        } else if low > 0.0 && high > WIDE * low {
            Self::LogTriangular(Triangle::new(libm::log(low), libm::log(value), libm::log(high)))
        } else {
            Self::Triangular(Triangle::new(low, value, high))
        }
    }
    /// The value below which a share `p` of the cases lies; `p` is above 0 and below 1.
    pub fn quantile(&self, p: f64) -> f64 {
        match self {
            Self::Exact(value) => *value,
            Self::Triangular(triangle) => triangle.quantile(p),
            Self::LogTriangular(triangle) => libm::exp(triangle.quantile(p)),
            Self::Percentiles { median, below, above } => {
                let z = normal(p);
                median * libm::exp(z * if z < 0.0 { *below } else { *above })
            }
        }
    }
    /// Whether there is a range to draw from.
    pub fn is_drawn(&self) -> bool {
        !matches!(self, Self::Exact(_))
    }
    /// Its name.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Exact(_) => "exact",
            Self::Triangular(_) => "triangular",
            Self::LogTriangular(_) => "log-triangular",
            Self::Percentiles { .. } => "two-piece log-normal",
        }
    }
    /// What that means, in a sentence.
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::Exact(_) => "Not drawn: it stays at its value.",
            Self::Triangular(_) => "Drawn between the two ends, most often near the value.",
            Self::LogTriangular(_) => {
                "Drawn between the two ends on a log scale: a factor up is as likely as the same factor down; most \
                 often near the value."
            }
            Self::Percentiles { .. } => {
                "Drawn with half of the cases below the value and one case in twenty beyond each end."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::sources::COMMON;
    use crate::catalog::{Grade, between, exact, missing};
    use crate::factory::{Basis, Plan};
    use proptest::prelude::*;

    fn spread(low: f64, value: f64, high: f64) -> Spread {
        Spread::of(&Plan::ABOUT.price_input, &between(low, value, high, Grade::Assumed, &COMMON))
    }

    #[test]
    fn the_rule_names_each_kind() {
        assert_eq!(spread(1.0, 1.0, 2.0).word(), "triangular");
        assert_eq!(spread(1.0, 1.0, 2.1).word(), "log-triangular");
        assert_eq!(spread(-1.0, 0.5, 3.0).word(), "triangular");
        assert_eq!(spread(0.0, 0.5, 3.0).word(), "triangular");
        let about = &Basis::ABOUT.correction;
        let band = between(0.7, 1.0, 1.4, Grade::Derived, &COMMON);
        assert_eq!(Spread::of(about, &band).word(), "two-piece log-normal");
        assert_eq!(Spread::of(about, &exact(1.0, Grade::Derived, &COMMON)), Spread::Exact(1.0));
        let Spread::Exact(none) = Spread::of(about, &missing("", &COMMON)) else { panic!("nothing to draw") };
        assert!(none.is_nan());
    }

    #[test]
    fn measured_percentiles_are_those_of_the_draws() {
        for (low, value, high) in [(0.67, 1.0, 1.42), (0.5, 1.0, 1.0), (0.8, 0.95, 1.1)] {
            let band = between(low, value, high, Grade::Derived, &COMMON);
            let spread = Spread::of(&Basis::ABOUT.correction, &band);
            for (p, expected) in [(0.05, low), (0.5, value), (0.95, high)] {
                assert!((spread.quantile(p) / expected - 1.0).abs() < 1e-12, "{p} of {band:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn quantiles_rise_from_end_to_end(
            low in -5.0..5.0_f64, rise in 0.0..50.0_f64, more in 0.01..50.0_f64, p in 0.000_1..0.999_9_f64
        ) {
            for low in [low, low.abs() + 0.001] {
                let (value, high) = (low + rise, low + rise + more);
                let spread = spread(low, value, high);
                let slack = 1e-12 * (1.0 + high.abs());
                let here = spread.quantile(p);
                prop_assert!(low - slack <= here && here <= high + slack);
                prop_assert!(here <= spread.quantile(p + 0.000_1) + slack);
                prop_assert!((spread.quantile(1e-15) - low).abs() < 1e-3 * (high - low));
                prop_assert!((spread.quantile(1.0 - 1e-15) - high).abs() < 1e-3 * (high - low));
            }
        }

        #[test]
        fn the_value_is_where_cases_are_densest(
            low in 0.1..5.0_f64, rise in 0.01..50.0_f64, more in 0.01..50.0_f64
        ) {
            // The cases below the value and those above it are in proportion to their part of the range.
            let (value, high) = (low + rise, low + rise + more);
            let spread = spread(low, value, high);
            let turn = if high > 2.0 * low {
                libm::log(value / low) / libm::log(high / low)
            } else {
                (value - low) / (high - low)
            };
            prop_assert!((spread.quantile(turn) / value - 1.0).abs() < 1e-9);
        }
    }
}
