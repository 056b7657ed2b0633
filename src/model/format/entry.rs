//! Numbers as a reader types them.

mod suffix;

use std::fmt;

use super::figures::{Figures, THOUSANDS};
use super::style::{Style, style};
use crate::quantity::{Unit, read};

/// Why a text is not a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryError {
    /// Nothing was typed.
    Empty,
    /// There is no number at the start.
    NotANumber {
        /// What was typed.
        text: String,
    },
    /// Commas, points or spaces are in places where they separate neither thousands nor decimals.
    Separators {
        /// The number as typed.
        text: String,
    },
    /// The text after the number is not a unit of this quantity.
    UnitUnknown {
        /// The text after the number.
        found: String,
        /// What may follow a number, as a list in words.
        allowed: String,
    },
    /// It is an amount in another currency than dollars.
    Currency {
        /// The sign or the name of the currency.
        found: String,
    },
    /// It is longer than any number that people write.
    TooLong,
    /// The number is larger than can be computed with.
    TooLarge {
        /// The number as typed.
        text: String,
    },
}

impl fmt::Display for EntryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "Nothing is typed. Type a number, for example 128, 1.5 or 2e6."),
            Self::NotANumber { text } => {
                write!(
                    f,
                    "“{text}” does not start with a number. Type digits first, for example 128, 1.5 or 2e6."
                )
            }
            Self::Separators { text } => write!(
                f,
                "“{text}” can be read in more than one way. Use one point or comma for decimals, and put thousands \
                 in groups of three, for example 1,234,567.5 or 1 234 567,5."
            ),
            Self::UnitUnknown { found, allowed } => {
                write!(f, "“{found}” is not a unit here. After the number you can write {allowed}.")
            }
            Self::Currency { found } => {
                write!(
                    f,
                    "Prices are in dollars here, and “{found}” is another currency. Type the amount in dollars."
                )
            }
            Self::TooLong => write!(f, "This is too long for a value. Type at most {LONGEST} characters."),
            Self::TooLarge { text } => write!(f, "“{text}” is too large. The largest power of ten is 1e300."),
        }
    }
}

impl std::error::Error for EntryError {}

/// Longest text that is read, in bytes. Error messages quote it, too.
const LONGEST: usize = 200;

/// Rejects a text that is too long, immediately and however long it is.
///
/// # Errors
/// [`EntryError::TooLong`], and nothing else.
pub fn bounded(text: &str) -> Result<&str, EntryError> {
    if text.len() <= LONGEST { Ok(text) } else { Err(EntryError::TooLong) }
}

/// Reads a number in a unit and gives it in base units.
///
/// A number alone is in the unit of display. It may have thousands separated by commas, points, spaces, apostrophes or
/// underscores, and a decimal point or comma; one comma followed by three figures separates thousands, unless there is
/// only a 0 before it. One point is a decimal point. After the number may come `e6`, `×10⁶`, and then `k`, `M`, `B`,
/// `T` or their words, `Ki`, `Mi`, `Gi`, `Ti` for powers of 1,024, cents if dollars are expected, and the unit or
/// another of the same kind: GW for MW, ms for s. A multiplier counts from one: 70B weights are 70 billion.
///
/// # Errors
///
/// One variant of [`EntryError`] for each thing that can be wrong. Whether the number is allowed is not checked here.
pub fn parse(text: &str, unit: &Unit) -> Result<f64, EntryError> {
    let cleaned = cleaned(bounded(text)?);
    if cleaned.is_empty() {
        return Err(EntryError::Empty);
    }
    let style = style(unit);
    if let (Style::Money(_), Some(found)) = (style, foreign(&cleaned)) {
        return Err(EntryError::Currency { found: found.to_owned() });
    }
    let unreadable = || EntryError::NotANumber { text: text.trim().to_owned() };
    let mut rest = cleaned.as_str();
    let (mut negative, mut dollars) = (false, false);
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('-').filter(|_| !negative) {
            (negative, rest) = (true, after);
        } else if let Some(after) = rest.strip_prefix('+').filter(|_| !negative) {
            rest = after;
        } else if let Some(after) =
            ["US$", "USD", "$"].iter().find_map(|sign| rest.strip_prefix(sign)).filter(|_| !dollars)
        {
            (dollars, rest) = (true, after);
        } else {
            break;
        }
    }
    let (number, exponent, rest) = split_number(rest).ok_or_else(unreadable)?;
    let plain = decimal(number).ok_or_else(|| EntryError::Separators { text: number.trim().to_owned() })?;
    let unknown = |found: &str| EntryError::UnitUnknown {
        found: found.trim().to_owned(),
        allowed: suffix::allowed(unit, style),
    };
    if dollars && !matches!(style, Style::Money(_)) {
        return Err(unknown("$"));
    }
    let (power, worth) = suffix::read(rest, unit, style).ok_or_else(|| unknown(rest))?;
    // Powers of ten are added in the decimal notation, so that 1.1M is the number nearest to 1,100,000.
    let too_large = || EntryError::TooLarge { text: text.trim().to_owned() };
    let digits: f64 =
        read::number(&format!("{plain}e{}", exponent.saturating_add(power))).ok_or_else(unreadable)?;
    let base = worth.in_base(digits, unit);
    if !base.is_finite() || base.abs() > 1e300 {
        return Err(too_large());
    }
    Ok(if negative && base != 0.0 { -base } else { base })
}

/// Signs and names of currencies other than the dollar.
const FOREIGN: [&str; 16] =
    ["€", "£", "¥", "₹", "₩", "元", "円", "EUR", "GBP", "JPY", "CNY", "RMB", "INR", "KRW", "CHF", "CAD"];

/// The sign or name of another currency in an amount, if there is one.
fn foreign(cleaned: &str) -> Option<&'static str> {
    let upper = cleaned.to_ascii_uppercase();
    FOREIGN.into_iter().find(|name| upper.contains(name))
}

/// The two numbers that a text with one point followed by three figures can mean: 1.500 is one and a half to some
/// readers and fifteen hundred to others. In base units; `None` if the text can be read in only one way.
pub fn two_readings(text: &str, unit: &Unit) -> Option<[f64; 2]> {
    let cleaned = cleaned(bounded(text).ok()?);
    let start = cleaned.find(|c: char| c.is_ascii_digit())?;
    let (number, exponent, _) = split_number(&cleaned[start..])?;
    let (whole, after) = number.trim().split_once('.')?;
    let is_group = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    let is_grouped = after.len() == 3
        && (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && [whole, after].into_iter().all(is_group);
    if !is_grouped || exponent != 0 {
        return None;
    }
    let without = cleaned.replacen('.', "", 1);
    Some([parse(&cleaned, unit).ok()?, parse(&without, unit).ok()?])
}

/// A number in base units as text to be edited: in full up to 15 figures, with the signs that [`parse`] reads in this
/// unit, and with a letter for a power of a thousand if that leaves at most four figures.
///
/// `parse(&editable(x, unit), unit)` is `x` to one part in 10^12, and exactly `x` where `x` has at most 15 figures in
/// the unit of display. Empty if the number is not finite.
pub fn editable(base_value: f64, unit: &Unit) -> String {
    let value = unit.shown(base_value);
    if !value.is_finite() {
        return String::new();
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let figures = Figures::of(value, 15).trimmed();
    let written = |figures: &Figures| {
        if figures.is_extreme() {
            format!("{}e{}", figures.in_units_of(figures.exponent), figures.exponent)
        } else {
            figures.in_units_of(0)
        }
    };
    let lettered = |figures: Figures, power: i32| {
        let (counted, rung) = figures.clone().on_ladder(power, THOUSANDS.len());
        let (letter, _) = THOUSANDS.get(rung).copied().unwrap_or_default();
        if letter.is_empty() || counted.is_extreme() || counted.len() > 4 {
            written(&figures)
        } else {
            counted.in_units_of(0) + letter
        }
    };
    match style(unit) {
        Style::Money(_) => format!("{sign}${}", lettered(figures, 0)),
        Style::Count { power, .. } => format!("{sign}{}", lettered(figures, power)),
        Style::Share => format!("{sign}{} %", written(&figures)),
        Style::Prefixed { power, ladder } => {
            let (counted, rung) = figures.clone().on_ladder(power, ladder.len());
            match ladder.get(rung) {
                Some(symbol) if counted.len() <= 4 && !counted.is_extreme() => {
                    format!("{sign}{} {symbol}", counted.in_units_of(0))
                }
                _ => format!("{sign}{} {}", written(&figures), unit.symbol),
            }
        }
        Style::Factor | Style::Bare | Style::Plain => format!("{sign}{}", written(&figures)),
    }
}

/// The text with plain spaces and signs, without invisible characters, and with `e6` for `×10⁶`.
fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Text copied from other programs may contain invisible characters.
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {}
            // Full-width characters, as typed with East Asian input methods: each is an ASCII character, shifted.
            '\u{ff01}'..='\u{ff5e}' => out.extend(char::from_u32(u32::from(c) - 0xfee0)),
            '\u{3000}' => out.push(' '),
            '\u{ffe5}' => out.push('¥'),
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t' => out.push(' '),
            '\u{2212}' | '\u{2013}' => out.push('-'),
            '\u{2019}' => out.push('\''),
            'μ' => out.push('µ'),
            '⁻' => out.push('-'),
            '⁰' => out.push('0'),
            '¹' => out.push('1'),
            '²' => out.push('2'),
            '³' => out.push('3'),
            '⁴'..='⁹' => out.extend(char::from_digit(u32::from(c) - u32::from('⁰'), 10)),
            _ => out.push(c),
        }
        if out.ends_with("×10") && chars.peek().is_some_and(|c| "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".contains(*c))
        {
            out.truncate(out.len() - "×10".len());
            out.push('e');
        }
    }
    out
}

/// The number at the start without its exponent, the exponent, and what follows.
fn split_number(text: &str) -> Option<(&str, i32, &str)> {
    let bytes = text.as_bytes();
    let digit_at = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'0'..=b'9' | b'.' | b',' | b'_' => end += 1,
            b' ' | b'\'' if digit_at(end + 1) => end += 1,
            _ => break,
        }
    }
    let (number, rest) = text.split_at(end);
    if !number.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(tail) = rest.strip_prefix(['e', 'E']) {
        let sign = usize::from(tail.starts_with(['+', '-']));
        let digits = tail[sign..].bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let (exponent, rest) = tail.split_at(sign + digits);
            // An exponent beyond i32 is out of range for any number; the limit keeps its sign.
            let limit = if exponent.starts_with('-') { -100_000 } else { 100_000 };
            return Some((number, exponent.parse::<i32>().unwrap_or(limit).clamp(-100_000, 100_000), rest));
        }
    }
    Some((number, 0, rest))
}

/// The number without thousands separators and with a decimal point.
fn decimal(number: &str) -> Option<String> {
    let number = number.trim().replace('_', "");
    let count = |c: char| number.matches(c).count();
    let (points, commas, gaps) = (count('.'), count(','), count(' ') + count('\''));
    // Which sign separates decimals, if any.
    let mark = match (points, commas) {
        (0, 0) => None,
        (1, 0) => Some('.'),
        (0, 1) => {
            let (whole, after) = number.split_once(',')?;
            let thousands = gaps == 0
                && after.len() == 3
                && (1..=3).contains(&whole.len())
                && whole.bytes().any(|digit| digit != b'0');
            (!thousands).then_some(',')
        }
        (0, _) | (_, 0) => None,
        _ if number.rfind('.') > number.rfind(',') => Some('.'),
        _ => Some(','),
    };
    let (whole, after) = match mark {
        Some(mark) => number.split_once(mark)?,
        None => (number.as_str(), ""),
    };
    if !after.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let mut separators = whole.chars().filter(|c| !c.is_ascii_digit());
    let digits = match separators.next() {
        None => whole.to_owned(),
        Some(first) if separators.all(|c| c == first) => {
            let groups: Vec<&str> = whole.split(first).collect();
            let (head, tail) = groups.split_first()?;
            let regular = (1..=3).contains(&head.len()) && tail.iter().all(|group| group.len() == 3);
            regular.then(|| groups.concat())?
        }
        Some(_) => return None,
    };
    Some(format!("0{digits}.{after}0"))
}

#[cfg(test)]
mod tests;
