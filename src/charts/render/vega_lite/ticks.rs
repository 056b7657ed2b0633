//! How Vega writes the numbers of an axis.

use crate::spec::axis::{Axis, Format};
use crate::spec::scale::{Scale, ScaleKind};
use model::format::digits::{MINUS, in_threes};
use serde_json::{Map, Value, json};

/// Writes a number the way a Vega expression does.
type Write = fn(f64) -> String;

/// How the numbers of an axis are written, in terms of Vega.
pub(super) struct AxisLabels {
    /// The numbers that have ticks.
    pub ticks: Vec<f64>,
    /// The axis fields that format them.
    pub labels: Map<String, Value>,
}

impl AxisLabels {
    /// For an axis with about `count` ticks.
    pub(super) fn of(axis: &Axis, count: usize) -> Self {
        let (ticks, texts): (Vec<f64>, Vec<String>) = if axis.named.is_empty() {
            // A logarithmic axis has ticks within its decades if it spans few of them.
            let count = if axis.scale == ScaleKind::Log { count + 4 } else { count };
            let ticks = Scale::new(axis.scale, axis.domain, (0.0, 1.0)).ticks(count);
            let texts = ticks.iter().map(|at| axis.tick.write(*at)).collect();
            (ticks, texts)
        } else {
            axis.named.iter().cloned().unzip()
        };
        let expression = Self::expression(&ticks, &texts);
        Self { ticks, labels: Map::from_iter([("labelExpr".to_owned(), json!(expression))]) }
    }
    /// A Vega expression that writes the numbers in the same way: by a rule if one matches, otherwise one by one.
    fn expression(numbers: &[f64], texts: &[String]) -> String {
        let prefix = if texts.iter().any(|text| text.starts_with('$')) { "$" } else { "" };
        let rules: [(Write, String); 3] = [
            (|number| number.to_string(), "datum.value".to_owned()),
            (grouped, format!("format(datum.value, '{prefix},')")),
            (
                lettered,
                // SI prefixes match the letters used for money and counts, with two exceptions.
                format!("replace(replace(format(datum.value, '{prefix}~s'), 'G', 'B'), 'k', 'K')"),
            ),
        ];
        for (i, (write, expression)) in rules.into_iter().enumerate() {
            let rest = |(number, text): (&f64, &String)| {
                let written = match i {
                    0 => write(*number),
                    _ if *number < 0.0 => format!("{MINUS}{prefix}{}", write(-number)),
                    _ => format!("{prefix}{}", write(*number)),
                };
                text.strip_prefix(&written).map(str::to_owned)
            };
            let rests: Option<Vec<String>> = numbers.iter().zip(texts).map(rest).collect();
            let Some(rests) = rests else { continue };
            match rests.first() {
                Some(suffix) if rests.iter().all(|rest| rest == suffix) => {
                    return if suffix.is_empty() {
                        expression
                    } else {
                        format!("{expression} + {}", quoted(suffix))
                    };
                }
                _ => {}
            }
        }
        let pairs: Vec<String> =
            numbers.iter().zip(texts).map(|(number, text)| format!("'{number}': {}", quoted(text))).collect();
        format!("{{{}}}[datum.value]", pairs.join(", "))
    }
}

/// A quoted string for a Vega expression.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// The number with commas as thousands separators.
fn grouped(number: f64) -> String {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{point}{fraction}", in_threes(whole))
}

/// The number with a letter for its power of a thousand.
fn lettered(number: f64) -> String {
    let (part, letter) = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")]
        .into_iter()
        .find(|(power, _)| number.abs() >= *power)
        .unwrap_or((1.0, ""));
    format!("{}{letter}", number / part)
}

/// How tooltips write numbers of an axis, in d3-format syntax.
pub(super) fn digits(format: &Format) -> String {
    let written = format.write(1_234.0);
    let dollar = if written.starts_with('$') { "$" } else { "" };
    let comma = if written.contains("1234") { "" } else { "," };
    // Years and other numbers without commas are written unchanged.
    if comma.is_empty() { "~r".to_owned() } else { format!("{dollar}{comma}.4~r") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_written_by_a_rule_where_there_is_one() {
        let of = |numbers: &[f64], texts: &[&str]| {
            AxisLabels::expression(numbers, &texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(of(&[2024.0, 2026.0], &["2024", "2026"]), "datum.value");
        assert_eq!(of(&[0.0, 40.0], &["0\u{a0}%", "40\u{a0}%"]), "datum.value + '\u{a0}%'");
        assert_eq!(of(&[500.0, 1_500.0], &["$500B", "$1,500B"]), "format(datum.value, '$,') + 'B'");
        assert_eq!(
            of(&[0.0, 5e8, 1e9], &["$0", "$500M", "$1B"]),
            "replace(replace(format(datum.value, '$~s'), 'G', 'B'), 'k', 'K')"
        );
        assert_eq!(
            of(&[0.1, 1e3], &["100\u{a0}kW", "1\u{a0}GW"]),
            "{'0.1': '100\u{a0}kW', '1000': '1\u{a0}GW'}[datum.value]"
        );
        assert_eq!(
            of(&[-2e9, 0.0], &["−$2B", "$0"]),
            "replace(replace(format(datum.value, '$~s'), 'G', 'B'), 'k', 'K')"
        );
        assert_eq!(quoted("Huang's \\"), "'Huang\\'s \\\\'");
    }
}
