//! Numbers in words, for the ear.
//!
//! A screen reader says what it is given: no letters for powers of a thousand, no separators between
//! thousands, no symbols for units.

use super::figures::{Figures, THOUSANDS};
use super::style::{Style, style, word};
use crate::quantity::Unit;

/// Spoken for a number that could not be computed.
pub const NOT_COMPUTABLE: &str = "not computable";

/// A number in base units as it is spoken: "128 thousand tokens", "8 cents per kilowatt-hour", "minus 1.2 billion
/// dollars per year".
///
/// Three significant figures; bare numbers below ten thousand, and calendar years, are spoken in full. Dollar amounts
/// below one are spoken in cents. A number that is not finite is [`NOT_COMPUTABLE`].
pub fn spoken(base_value: f64, unit: &Unit) -> String {
    let value = unit.shown(base_value);
    if !value.is_finite() {
        return NOT_COMPUTABLE.to_owned();
    }
    let figures = Figures::of(value, 3).trimmed();
    let (number, symbol) = match style(unit) {
        Style::Money(_) if figures.exponent < 0 => {
            let per = unit.symbol.trim_start_matches('$');
            return signed(value, with_unit(&said(&figures.shifted(2)), ("cent", "cents"), per));
        }
        Style::Money(_) => (said(&figures), unit.symbol),
        Style::Share => return signed(value, share(value, &figures) + " percent"),
        Style::Factor => return signed(value, full(value, &figures) + " times"),
        Style::Bare | Style::Plain => (full(value, &figures), unit.symbol),
        Style::Count { power, noun } => (said(&figures.shifted(power)), noun),
        Style::Prefixed { power, ladder } => {
            let (figures, rung) = figures.on_ladder(power, ladder.len());
            (said(&figures), ladder.get(rung).copied().unwrap_or(unit.symbol))
        }
    };
    let (noun, per) = symbol.find('/').map_or((symbol, ""), |slash| symbol.split_at(slash));
    signed(value, with_unit(&number, word(noun), per))
}

/// A number with its noun and what it is per.
fn with_unit(number: &str, (one, many): (&str, &str), per: &str) -> String {
    let mut text = number.to_owned();
    let noun = if number == "1" { one } else { many };
    if !noun.is_empty() {
        text.push(' ');
        text += noun;
    }
    for part in per.split('/').skip(1) {
        text += " per ";
        text += word(part).0;
    }
    text
}

/// With "minus" in front if it is needed.
fn signed(value: f64, text: String) -> String {
    let is_zero = text.starts_with("0 ") || text == "0";
    if value < 0.0 && !is_zero { format!("minus {text}") } else { text }
}

/// Figures with the word of their power of a thousand.
fn said(figures: &Figures) -> String {
    if figures.is_extreme() {
        let sign = if figures.exponent < 0 { "minus " } else { "" };
        let power = figures.exponent.unsigned_abs();
        return format!("{} times 10 to the power of {sign}{power}", figures.in_units_of(figures.exponent));
    }
    let (figures, rung) = figures.clone().on_ladder(0, THOUSANDS.len());
    let number = figures.in_units_of(0);
    match THOUSANDS.get(rung) {
        Some((_, word)) if !word.is_empty() => format!("{number} {word}"),
        _ => number,
    }
}

/// A bare number: in full up to four figures before the point, else in words.
fn full(value: f64, figures: &Figures) -> String {
    if (999.5..9_999.5).contains(&value.abs()) { format!("{:.0}", value.abs()) } else { said(figures) }
}

/// A share with one decimal if it has one, or more if it would vanish.
fn share(value: f64, figures: &Figures) -> String {
    if (0.05..9_999.5).contains(&value.abs()) {
        let text = format!("{:.1}", value.abs());
        text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
    } else {
        said(figures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::style::all;
    use crate::quantity::unit::*;
    use proptest::prelude::*;

    fn say(value: f64, unit: Unit) -> String {
        spoken(unit.base(value), &unit)
    }

    #[test]
    fn numbers_are_said_in_words() {
        for (value, unit, expected) in [
            (128e3, TOKEN, "128 thousand tokens"),
            (1.0, TOKEN, "1 token"),
            (1e6, TOKEN, "1 million tokens"),
            (0.08, USD_PER_KWH, "8 cents per kilowatt-hour"),
            (0.01, USD_PER_KWH, "1 cent per kilowatt-hour"),
            (0.0375, USD_PER_MTOK, "3.75 cents per million tokens"),
            (2.5, USD_PER_MTOK, "2.5 dollars per million tokens"),
            (1.0, USD_PER_MTOK, "1 dollar per million tokens"),
            (0.0, USD_PER_KWH, "0 dollars per kilowatt-hour"),
            (1.2e9, USD_PER_YEAR, "1.2 billion dollars per year"),
            (-1.2e9, USD_PER_YEAR, "minus 1.2 billion dollars per year"),
            (-0.0, USD, "0 dollars"),
            (2.1, USD_PER_GPU_HOUR, "2.1 dollars per GPU-hour"),
            (100.0, MEGAWATT, "100 megawatts"),
            (1_000.0, MEGAWATT, "1 gigawatt"),
            (0.0, GIGAWATT, "0 gigawatts"),
            (12.34, PERCENT, "12.3 percent"),
            (60.0, PERCENT, "60 percent"),
            (-7.0, PERCENT, "minus 7 percent"),
            (2.5, TIMES, "2.5 times"),
            (45.0, TOKEN_PER_S_USER, "45 tokens per second per user"),
            (500.0, TTOKEN_PER_DAY, "500 trillion tokens per day"),
            (671.0, GIGAWEIGHT, "671 billion weights"),
            (989.0, TERAFLOP_PER_S, "989 trillion floating-point operations per second"),
            (8.0, TERABYTE_PER_S, "8 terabytes per second"),
            (70.0, KIB_PER_TOKEN, "70 kibibytes per token"),
            (2026.0, CALENDAR, "2026"),
            (1_250.0, MILLISECOND, "1250 milliseconds"),
            (1.0, YEAR, "1 year"),
            (4.5, YEAR, "4.5 years"),
            (12.0, PER_DAY, "12 per day"),
            (f64::NAN, USD, "not computable"),
            (f64::INFINITY, TOKEN, "not computable"),
        ] {
            assert_eq!(say(value, unit), expected);
        }
    }

    proptest! {
        #[test]
        fn speech_has_no_symbols(bits: u64, which in 0..all().len()) {
            let text = spoken(f64::from_bits(bits), &all()[which]);
            let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || " .-".contains(c));
            prop_assert!(plain && !text.contains("  ") && !text.ends_with(' '), "{}", text);
            prop_assert!(text == NOT_COMPUTABLE || text.contains(|c: char| c.is_ascii_digit()));
            prop_assert!(!text.split(' ').any(|word| word == "NaN" || word == "inf"));
        }
    }
}
