//! The difference between two numbers, in figures and in words.

use super::digits::{DASH, shown};
use crate::quantity::Unit;

/// A difference below this part of the larger number is rounding.
const ROUNDING: f64 = 1e-9;

/// From this ratio on, a number is given as a multiple of another rather than as a percentage more.
const TIMES: f64 = 3.0;

/// A signed difference in base units. For percentages it is in points.
pub fn signed(difference: f64, unit: &Unit) -> String {
    let text = shown(difference, unit);
    let text = text.strip_suffix('%').map_or(text.clone(), |number| format!("{number}points"));
    if difference > 0.0 { format!("+{text}") } else { text }
}

/// Whether two numbers are the same except for rounding.
pub fn is_same(a: f64, b: f64) -> bool {
    (b - a).abs() <= ROUNDING * a.abs().max(b.abs())
}

/// How much more or less a number is than another, relative to it: `38 % more`, `4.2 times`. `None` if that has no
/// meaning: for percentages, across zero, below zero.
pub fn relative(a: f64, b: f64, unit: &Unit) -> Option<String> {
    let is_share = shown(1.0, unit).ends_with('%');
    if is_share || !(a > 0.0 && b >= 0.0 && (b / a).is_finite()) {
        return None;
    }
    let ratio = b / a;
    Some(if ratio >= TIMES {
        format!("{} times", figures(ratio))
    } else {
        let word = if ratio < 1.0 { "less" } else { "more" };
        format!("{}\u{a0}% {word}", figures(100.0 * (ratio - 1.0).abs()))
    })
}

/// A number compared with that of a scenario called A: `+$1.20B/year, 38 % more than A`. A dash if there is none.
pub fn against(a: f64, b: f64, unit: &Unit) -> String {
    if !(b - a).is_finite() {
        return DASH.to_owned();
    }
    if is_same(a, b) {
        return "as in A".to_owned();
    }
    let difference = signed(b - a, unit);
    match relative(a, b, unit) {
        Some(part) if part.ends_with("times") => format!("{difference}, {part} A"),
        Some(part) => format!("{difference}, {part} than A"),
        None => format!("{difference} against A"),
    }
}

/// The same in short form: only the relative difference, if there is one.
pub fn briefly_against(a: f64, b: f64, unit: &Unit) -> String {
    if !(b - a).is_finite() || is_same(a, b) {
        return against(a, b, unit);
    }
    match relative(a, b, unit) {
        Some(part) if part.ends_with("times") => format!("{part} A"),
        Some(part) => format!("{part} than A"),
        None => format!("{} vs A", without_time(signed(b - a, unit))),
    }
}

/// A number without its "per" part, for places that show it separately: `+$1.20B` of `+$1.20B/year`.
pub fn without_time(mut text: String) -> String {
    text.truncate(text.find('/').unwrap_or(text.len()));
    text
}

/// Two significant figures below a hundred, and whole numbers from there.
fn figures(value: f64) -> String {
    if value >= 9.95 {
        super::figures::in_threes(&format!("{value:.0}"))
    } else if value >= 0.095 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::unit::{PERCENT, USD_PER_YEAR};
    use proptest::prelude::*;

    fn plain(text: String) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn differences_have_signs_and_percentages_points() {
        assert_eq!(plain(signed(0.123, &PERCENT)), "+12.3 points");
        assert_eq!(plain(signed(-0.02, &PERCENT)), "−2 points");
        let year = |dollars: f64| USD_PER_YEAR.base(dollars);
        assert_eq!(signed(year(1.2e9), &USD_PER_YEAR), "+$1.20B/year");
    }

    #[test]
    fn a_number_is_put_beside_that_of_a() {
        let of = |a: f64, b: f64| plain(against(USD_PER_YEAR.base(a), USD_PER_YEAR.base(b), &USD_PER_YEAR));
        assert_eq!(of(1e9, 1.38e9), "+$380M/year, 38 % more than A");
        assert_eq!(of(1e9, 0.999e9), "−$1.00M/year, 0.1 % less than A");
        assert_eq!(of(1e9, 4.2e9), "+$3.20B/year, 4.2 times A");
        assert_eq!(of(-1e9, 1e9), "+$2.00B/year against A");
        assert_eq!(of(1e9, -1e9), "−$2.00B/year against A");
        assert_eq!(of(1e9, 1e9), "as in A");
        assert_eq!(of(f64::NAN, 1e9), "—");
        assert_eq!(plain(against(0.54, 0.5, &PERCENT)), "−4 points against A");
        assert_eq!(plain(briefly_against(0.54, 0.5, &PERCENT)), "−4 points vs A");
        assert_eq!(plain(briefly_against(1.0, 1.38, &USD_PER_YEAR)), "38 % more than A");
        assert_eq!(
            briefly_against(USD_PER_YEAR.base(-1e9), USD_PER_YEAR.base(1e9), &USD_PER_YEAR),
            "+$2.00B vs A"
        );
        assert_eq!(briefly_against(1.0, 5.0, &USD_PER_YEAR), "5.0 times A");
        assert_eq!(briefly_against(1.0, 1.0, &USD_PER_YEAR), "as in A");
    }

    proptest! {
        #[test]
        fn exchanged_numbers_have_the_other_sign(a in 0.001..1e12_f64, b in 0.001..1e12_f64) {
            prop_assume!(!is_same(a, b));
            let [there, back] = [against(a, b, &USD_PER_YEAR), against(b, a, &USD_PER_YEAR)];
            prop_assert_eq!(there.starts_with('+'), back.starts_with('−'), "{} {}", there, back);
            prop_assert_eq!(there.contains(" more ") || there.contains(" times "), b > a);
        }
    }
}
