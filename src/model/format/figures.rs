//! Decimal figures of a number, rounded once and exactly.

/// Powers of a thousand that have a letter on the page and a word in speech.
pub(super) const THOUSANDS: [(&str, &str); 5] =
    [("", ""), ("K", "thousand"), ("M", "million"), ("B", "billion"), ("T", "trillion")];

/// From this power of ten on, a number is written with a power of ten instead of a letter.
pub(super) const HUGE: i32 = 18;
/// Below this power of ten, a number is written with a power of ten.
pub(super) const TINY: i32 = -6;

/// The size of a number, not its sign: `d.dd × 10^exponent`, where `dd…` are the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figures {
    /// Significant figures, the first not 0 unless the number is.
    digits: String,
    /// Power of ten of the first figure.
    pub(super) exponent: i32,
}

impl Figures {
    /// The first `count` significant figures of a finite number, rounded half to even on its exact binary value.
    pub(super) fn of(number: f64, count: usize) -> Self {
        let text = format!("{:.*e}", count.saturating_sub(1), number.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        Self { digits: mantissa.replace('.', ""), exponent: exponent.parse().unwrap_or(0) }
    }
    /// The same number without trailing zeros.
    pub(super) fn trimmed(mut self) -> Self {
        let kept = self.digits.trim_end_matches('0').len().max(1);
        self.digits.truncate(kept);
        self
    }
    /// How many figures there are.
    pub(super) fn len(&self) -> usize {
        self.digits.len()
    }
    /// Whether the number is 0.
    pub(super) fn is_zero(&self) -> bool {
        self.digits.bytes().all(|digit| digit == b'0')
    }
    /// Written out, in units of `10^power`.
    pub(super) fn in_units_of(&self, power: i32) -> String {
        if self.is_zero() {
            return "0".to_owned();
        }
        let whole = self.exponent - power + 1;
        match usize::try_from(whole) {
            Err(_) | Ok(0) => {
                format!("0.{}{}", "0".repeat(usize::try_from(-whole).unwrap_or(0)), self.digits)
            }
            Ok(whole) if whole >= self.digits.len() => {
                format!("{}{}", self.digits, "0".repeat(whole - self.digits.len()))
            }
            Ok(whole) => format!("{}.{}", &self.digits[..whole], &self.digits[whole..]),
        }
    }
    /// The number `10^shift` times as large.
    pub(super) fn shifted(mut self, shift: i32) -> Self {
        if !self.is_zero() {
            self.exponent += shift;
        }
        self
    }
    /// The number in the power of a thousand to write it in, and the index of that power on a ladder of `steps` rungs,
    /// where `self` counts units of `10^power`. 0 stays as it is.
    pub(super) fn on_ladder(self, power: i32, steps: usize) -> (Self, usize) {
        let counted = self.shifted(power);
        let tenfold = if counted.is_zero() { power } else { counted.exponent };
        let rung = usize::try_from(tenfold / 3).unwrap_or(0).min(steps.saturating_sub(1));
        (counted.shifted(-i32::try_from(3 * rung).unwrap_or(0)), rung)
    }
    /// Whether it needs a power of ten to be read.
    pub(super) fn is_extreme(&self) -> bool {
        !self.is_zero() && !(TINY..HUGE).contains(&self.exponent)
    }
}

/// `text`, a decimal number without sign, with commas between groups of three from five whole figures on.
///
/// Four figures stay together: 2026 is as often a year as a count.
pub(super) fn grouped(text: &str) -> String {
    let (whole, rest) = text.find('.').map_or((text, ""), |dot| text.split_at(dot));
    if whole.len() < 5 {
        return text.to_owned();
    }
    in_threes(whole) + rest
}

/// Whole figures with commas between groups of three.
pub fn in_threes(whole: &str) -> String {
    let mut out = String::with_capacity(whole.len() + whole.len() / 3);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// An exponent as raised figures.
pub(super) fn raised(exponent: i32) -> String {
    let figure = |c: char| match c {
        '-' => '⁻',
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        _ => '⁹',
    };
    exponent.to_string().chars().map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_in_any_unit() {
        let figures = Figures::of(12_345.0, 3);
        assert_eq!(figures.in_units_of(0), "12300");
        assert_eq!(figures.in_units_of(3), "12.3");
        assert_eq!(figures.in_units_of(4), "1.23");
        assert_eq!(figures.in_units_of(6), "0.0123");
        assert_eq!(Figures::of(0.0375, 3).in_units_of(0), "0.0375");
        assert_eq!(Figures::of(0.0, 3).in_units_of(0), "0");
    }

    #[test]
    fn rounding_comes_before_the_choice_of_thousand() {
        for (number, power, expected, rung) in [
            (999.4, 0, "999", 0),
            (999.6, 0, "1.00", 1),
            (0.5, 0, "0.500", 0),
            (1e17, 0, "100000", 4),
            (1_250.0, 6, "1.25", 3),
            (0.0, 6, "0", 2),
        ] {
            let (figures, found) = Figures::of(number, 3).on_ladder(power, 5);
            assert_eq!((figures.in_units_of(0).as_str(), found), (expected, rung));
        }
    }

    #[test]
    fn long_numbers_are_grouped() {
        for (plain, expected) in
            [("2026", "2026"), ("12345", "12,345"), ("1234567.25", "1,234,567.25"), ("0.00012", "0.00012")]
        {
            assert_eq!(grouped(plain), expected);
        }
    }
}
