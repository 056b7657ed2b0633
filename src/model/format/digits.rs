//! Numbers in figures, for the eye.
//!
//! Three significant figures; K, M, B, T for powers of a thousand of dollars and of things counted; SI prefixes for
//! power, energy, bytes and operations; a true minus sign; a no-break space before a unit. A dash for anything that is
//! not a number.

pub use super::figures::in_threes;
use super::figures::{Figures, THOUSANDS, grouped, raised};
use super::style::{Style, has_time_basis, singular, style, word};
use crate::quantity::Unit;

/// Shown for a number that could not be computed.
pub const DASH: &str = "—";
/// The space between a number and its unit.
pub const NO_BREAK: char = '\u{a0}';
/// The minus sign.
pub const MINUS: char = '\u{2212}';

/// A number in base units as text, with its unit: `$12.8B/year`, `128K tokens`, `1.25 GW`, `12.3 %`, `2026`.
///
/// A number that is not finite is [`DASH`].
pub fn shown(base_value: f64, unit: &Unit) -> String {
    let (number, symbol) = parts(base_value, unit);
    joined(number, symbol)
}

/// The number and its unit separately, to be set in two sizes: `("$12.8B", "/year")`, `("1.25", "GW")`.
///
/// The dollar sign stays with the number. A number that is not finite is [`DASH`], without unit.
pub fn parts(base_value: f64, unit: &Unit) -> (String, &'static str) {
    written(base_value, unit, false)
}

/// Two numbers in base units as a range, with the unit given once if it is the same: `0.89 to 1.2 GW`.
pub fn span(low: f64, high: f64, unit: &Unit) -> String {
    let ((first, its), (second, symbol)) = (parts(low, unit), parts(high, unit));
    let first = if its == symbol || low == 0.0 { first } else { joined(first, its) };
    format!("{first} to {}", joined(second, symbol))
}

/// A number in base units for the tick of an axis: no trailing zeros, and only units that belong to the number: `$10B`,
/// `128K`, `100 MW`, `40 %`. The title of the axis names the rest.
///
/// Numbers keep up to six significant figures, so that neighbouring ticks differ.
pub fn tick(base_value: f64, unit: &Unit) -> String {
    let (number, symbol) = written(base_value, unit, true);
    match style(unit) {
        Style::Share | Style::Factor | Style::Prefixed { .. } => {
            joined(number, symbol.strip_suffix("/s").unwrap_or(symbol))
        }
        _ => number,
    }
}

/// As [`shown`], with the time unit written out: `$12.8B per year`, `45 tokens per second per user`.
///
/// A unit without a time unit is written as usual.
pub fn with_time(base_value: f64, unit: &Unit) -> String {
    let (number, symbol) = parts(base_value, unit);
    if !has_time_basis(symbol) {
        return joined(number, symbol);
    }
    let mut pieces = symbol.split('/');
    let mut text = joined(number, pieces.next().unwrap_or_default());
    for piece in pieces {
        text += " per ";
        text += word(piece).0;
    }
    text
}

/// A number followed by its unit.
fn joined(number: String, symbol: &str) -> String {
    if symbol.is_empty() {
        number
    } else if symbol.starts_with('/') || symbol == "×" {
        number + symbol
    } else {
        format!("{number}{NO_BREAK}{symbol}")
    }
}

/// The number with its sign, and the unit after it. `exact` keeps more figures and drops trailing zeros.
fn written(base_value: f64, unit: &Unit, exact: bool) -> (String, &'static str) {
    let value = unit.shown(base_value);
    if !value.is_finite() {
        return (DASH.to_owned(), "");
    }
    let style = style(unit);
    let count = if exact { 6_u8 } else { 3 };
    let figures = Figures::of(value, usize::from(count));
    let short = figures.clone().trimmed();
    let (number, symbol) = match style {
        Style::Money(decimals) => {
            let per = unit.symbol.trim_start_matches('$');
            let number = match decimals {
                Some(places) if !exact => fixed(value, places),
                _ => lettered(if exact { short } else { figures }, 0),
            };
            (format!("${number}"), per)
        }
        Style::Share if exact => (whole(value, short, count.into()), "%"),
        Style::Share => {
            let text = fixed(value, 1);
            (text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned), "%")
        }
        Style::Factor => (whole(value, short, count.into()), "×"),
        Style::Bare | Style::Plain => (whole(value, short, count.into()), unit.symbol),
        Style::Count { power, noun } => (lettered(short, power), noun),
        Style::Prefixed { power, ladder } => {
            let (figures, rung) = short.on_ladder(power, ladder.len());
            (plain(&figures), ladder.get(rung).copied().unwrap_or(unit.symbol))
        }
    };
    let symbol = if number == "1" { singular(symbol) } else { symbol };
    let is_zero = !number.contains(|c: char| c.is_ascii_digit() && c != '0');
    if value < 0.0 && !is_zero { (format!("{MINUS}{number}"), symbol) } else { (number, symbol) }
}

/// Figures times `10^power`, with the letter of their power of a thousand; for 10^18 and more with a power of ten.
fn lettered(figures: Figures, power: i32) -> String {
    let counted = figures.clone().shifted(power);
    if counted.is_extreme() {
        return plain(&counted);
    }
    let (figures, rung) = figures.on_ladder(power, THOUSANDS.len());
    let (letter, _) = THOUSANDS.get(rung).copied().unwrap_or_default();
    grouped(&figures.in_units_of(0)) + letter
}

/// Figures written out, or with a power of ten where that would be unreadable.
fn plain(figures: &Figures) -> String {
    if figures.is_extreme() {
        format!("{}×10{}", figures.in_units_of(figures.exponent), raised(figures.exponent))
    } else {
        grouped(&figures.in_units_of(0))
    }
}

/// A number rounded to a whole if its figures end before the decimal point, else its figures.
fn whole(value: f64, figures: Figures, count: i32) -> String {
    if figures.exponent >= count && !figures.is_extreme() {
        grouped(&format!("{:.0}", value.abs()))
    } else {
        plain(&figures)
    }
}

/// A number with `places` decimals, or with two significant figures if it would otherwise round to zero.
fn fixed(value: f64, places: usize) -> String {
    let text = format!("{:.places$}", value.abs());
    let vanished = value != 0.0 && text.bytes().all(|c| c == b'0' || c == b'.');
    let figures = Figures::of(value, if vanished { 2 } else { 3 }).trimmed();
    if vanished || figures.is_extreme() { plain(&figures) } else { grouped(&text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::style::all;
    use crate::quantity::unit::*;
    use proptest::prelude::*;

    /// A number given in the unit of display, as shown, with plain spaces.
    fn show(value: f64, unit: Unit) -> String {
        shown(unit.base(value), &unit).replace(NO_BREAK, " ")
    }

    #[test]
    fn money() {
        for (value, expected) in [
            (0.0, "$0"),
            (-0.0, "$0"),
            (950.0, "$950"),
            (12.5, "$12.5"),
            (999.4, "$999"),
            (999.6, "$1.00K"),
            (1_240.0, "$1.24K"),
            (3.4e6, "$3.40M"),
            (12.8e9, "$12.8B"),
            (1.02e12, "$1.02T"),
            (1.02e15, "$1020T"),
            (1.23e16, "$12,300T"),
            (1.02e18, "$1.02×10¹⁸"),
            (-42e6, "−$42.0M"),
        ] {
            assert_eq!(show(value, USD), expected);
        }
        assert_eq!(show(12.8e9, USD_PER_YEAR), "$12.8B/year");
        assert_eq!(show(0.0375, USD_PER_MTOK), "$0.0375/M tokens");
        assert_eq!(show(2.5, USD_PER_MTOK), "$2.50/M tokens");
        assert_eq!(show(15.0, USD_PER_MTOK), "$15.0/M tokens");
        assert_eq!(show(0.08, USD_PER_KWH), "$0.080/kWh");
        assert_eq!(show(0.000_12, USD_PER_KWH), "$0.00012/kWh");
        assert_eq!(show(2.1, USD_PER_GPU_HOUR), "$2.10/GPU-h");
        assert_eq!(show(-2.1, USD_PER_GPU_HOUR), "−$2.10/GPU-h");
    }

    #[test]
    fn counts() {
        for (value, unit, expected) in [
            (128e3, TOKEN, "128K tokens"),
            (1e6, TOKEN, "1M tokens"),
            (4.2e12, TOKEN, "4.2T tokens"),
            (1.0, TOKEN, "1 token"),
            (147e6, AGENTS, "147M agents"),
            (47_640.0, GPUS, "47.6K GPUs"),
            (72.0, GPUS, "72 GPUs"),
            (45.0, TOKEN_PER_S_USER, "45 tokens/s/user"),
            (500.0, TTOKEN_PER_DAY, "500T tokens/day"),
            (0.5, TTOKEN_PER_DAY, "500B tokens/day"),
            (671.0, GIGAWEIGHT, "671B weights"),
            (1_000.0, GIGAWEIGHT, "1T weights"),
            (12_300.0, PER_S, "12.3K/s"),
        ] {
            assert_eq!(show(value, unit), expected);
        }
    }

    #[test]
    fn physical_units_change_their_prefix() {
        for (value, unit, expected) in [
            (100.0, MEGAWATT, "100 MW"),
            (1_000.0, MEGAWATT, "1 GW"),
            (0.12, MEGAWATT, "120 kW"),
            (1.25, GIGAWATT, "1.25 GW"),
            (1_400.0, WATT, "1.4 kW"),
            (0.0, MEGAWATT, "0 MW"),
            (80.0, GIGABYTE, "80 GB"),
            (1_440.0, GIGABYTE, "1.44 TB"),
            (8.0, TERABYTE_PER_S, "8 TB/s"),
            (900.0, GIGABYTE_PER_S, "900 GB/s"),
            (989.0, TERAFLOP_PER_S, "989 TFLOP/s"),
            (15_000.0, TERAFLOP_PER_S, "15 PFLOP/s"),
            (1.0, BYTE, "1 byte"),
            (-3.0, GIGAWATT, "−3 GW"),
            (70.0, KIB_PER_TOKEN, "70 KiB/token"),
            (0.4, JOULE_PER_TOKEN, "0.4 J/token"),
        ] {
            assert_eq!(show(value, unit), expected);
        }
    }

    #[test]
    fn shares_times_and_bare_numbers() {
        for (value, unit, expected) in [
            (12.34, PERCENT, "12.3 %"),
            (60.0, PERCENT, "60 %"),
            (54.4, PERCENT, "54.4 %"),
            (99.96, PERCENT, "100 %"),
            (0.0, PERCENT, "0 %"),
            (-0.04, PERCENT, "−0.04 %"),
            (-7.0, PERCENT, "−7 %"),
            (2.5, TIMES, "2.5×"),
            (20.0, MILLISECOND, "20 ms"),
            (1_250.0, MILLISECOND, "1250 ms"),
            (0.5, SECOND, "0.5 s"),
            (5.0, MICROSECOND, "5 µs"),
            (2026.0, CALENDAR, "2026"),
            (4.0, YEAR, "4 years"),
            (1.0, YEAR, "1 year"),
            (30.0, DAY, "30 days"),
            (1.2, ONE, "1.2"),
            (-1.5, ONE, "−1.5"),
        ] {
            assert_eq!(show(value, unit), expected);
        }
        assert_eq!(shown(0.6, &PERCENT), "60\u{a0}%");
    }

    #[test]
    fn a_range_has_its_unit_once_where_both_ends_share_it() {
        let span =
            |low, high, unit: Unit| span(unit.base(low), unit.base(high), &unit).replace(NO_BREAK, " ");
        assert_eq!(span(0.89, 1.2, GIGAWATT), "890 MW to 1.2 GW");
        assert_eq!(span(1.0, 1.2, GIGAWATT), "1 to 1.2 GW");
        assert_eq!(span(-1e9, 12.8e9, USD_PER_YEAR), "−$1.00B to $12.8B/year");
        assert_eq!(span(0.0, 3.0, GIGAWATT), "0 to 3 GW");
    }

    #[test]
    fn what_is_not_a_number_is_a_dash() {
        for unit in all() {
            for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                assert_eq!(shown(value, &unit), DASH);
                assert_eq!(tick(value, &unit), DASH);
                assert_eq!(with_time(value, &unit), DASH);
            }
        }
    }

    #[test]
    fn ticks_are_short_and_time_is_spelled_out() {
        for (value, unit, expected) in [
            (10e9, USD_PER_YEAR, "$10B"),
            (0.08, USD_PER_KWH, "$0.08"),
            (128e3, TOKEN, "128K"),
            (100.0, MEGAWATT, "100 MW"),
            (40.0, PERCENT, "40 %"),
            (2026.0, CALENDAR, "2026"),
            (1_001.5e6, USD, "$1.0015B"),
            (1_002.5, MILLISECOND, "1002.5"),
        ] {
            assert_eq!(tick(unit.base(value), &unit).replace(NO_BREAK, " "), expected);
        }
        for (value, unit, expected) in [
            (12.8e9, USD_PER_YEAR, "$12.8B per year"),
            (2.1, USD_PER_GPU_HOUR, "$2.10 per GPU-hour"),
            (45.0, TOKEN_PER_S_USER, "45 tokens per second per user"),
            (1.0, TOKEN_PER_S, "1 token per second"),
            (8.0, TERABYTE_PER_S, "8 TB per second"),
            (12.0, PER_DAY, "12 per day"),
            (0.08, USD_PER_KWH, "$0.080/kWh"),
        ] {
            assert_eq!(with_time(unit.base(value), &unit).replace(NO_BREAK, " "), expected);
        }
    }

    proptest! {
        #[test]
        fn no_number_is_written_as_nan_or_infinity(bits: u64, which in 0..all().len()) {
            let unit = all()[which];
            let value = f64::from_bits(bits);
            for text in [shown(value, &unit), tick(value, &unit), with_time(value, &unit)] {
                let lower = text.to_lowercase();
                prop_assert!(!lower.contains("nan") && !lower.contains("inf") && !text.is_empty());
                prop_assert!(!text.contains("-0") && text.chars().count() < 50, "{}", text);
            }
        }

        #[test]
        fn a_sign_is_never_lost(value in 1e-9..1e15, which in 0..all().len()) {
            let unit = all()[which];
            let (plus, minus) = (show(value, unit), show(-value, unit));
            prop_assert_eq!(minus.chars().next(), Some(MINUS));
            prop_assert_eq!(&minus[MINUS.len_utf8()..], plus);
        }
    }
}
