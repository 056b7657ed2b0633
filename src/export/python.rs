//! A program in Python that computes every number of a scenario, and checks whether its numbers are those of the page.
//!
//! It needs only the standard library of Python 3.8 or later. Formulas are those of the page, operator by operator;
//! divisions by zero and unknown numbers propagate as they do there, instead of ending the program.

use crate::about::Export;
use crate::record::UNKNOWN_REMARK;
use model::quantity::{Expr, Quantity};
use model::sheet::{Row, choice};
use std::fmt::Write as _;

/// Relative difference at which the program fails: the arithmetic is the same, and roots differ in the last bits.
pub const TOLERANCE: f64 = 1e-12;

/// The beginning of the program: a type of number that computes as the page does.
const PRELUDE: &str = include_str!("python/prelude.py");

/// The end of the program: the comparison, and the command line.
const EPILOGUE: &str = include_str!("python/epilogue.py");

/// The program.
pub fn text(export: &Export) -> String {
    let (given, computed): (Vec<&Row>, Vec<&Row>) =
        export.book.rows().iter().partition(|row| row.formula.is_none());
    let mut text = String::from("#!/usr/bin/env python3\n\"\"\"");
    // Writing to a string cannot fail.
    for it in export.about() {
        let said = if it.text.is_empty() { "the baseline" } else { &it.text };
        let _ = writeln!(text, "{}: {}", it.label, said.replace(['\\', '"'], " "));
    }
    text += PRELUDE;
    text += "# What the formulas start from, in base units: the dollar, token, second, joule, byte and operation.\nINPUTS = {\n";
    for row in given {
        let _ = writeln!(
            text,
            "    {}: ({}, {}, {}),  # {}",
            quoted(&row.name()),
            number(row.value),
            quoted(row.about.label),
            quoted(row.about.unit.symbol),
            comment(&remark(export, row))
        );
    }
    text += "}\n\n\ndef compute(inputs):\n    \"\"\"Every number in base units, by its name: those given, and what follows from them.\"\"\"\n";
    text += "    n = {name: Number(value) for name, value in inputs.items()}\n";
    for row in &computed {
        let Some(formula) = &row.formula else { continue };
        let words = row.in_words().unwrap_or_default();
        let _ = writeln!(text, "    # {} = {}", comment(row.about.label), comment(&words));
        let _ = writeln!(text, "    n[{}] = Number({})", quoted(&row.name()), write(formula, 0));
    }
    text += "    return n\n\n\n# What the page shows, in base units, with the unit it is shown in and the base units in one of that.\nPAGE = {\n";
    for row in export.book.rows() {
        let unit = &row.about.unit;
        let _ = writeln!(
            text,
            "    {}: ({}, {}, {}),",
            quoted(&row.name()),
            number(row.value),
            quoted(unit.symbol),
            number(unit.scale)
        );
    }
    let _ = write!(text, "}}\n\n# Relative difference that is allowed.\nTOLERANCE = {TOLERANCE:e}\n");
    text + EPILOGUE
}

/// Where a given number comes from.
fn remark(export: &Export, row: &Row) -> String {
    let shown = &row.shown;
    if row.value.is_finite() && row.why_missing().is_some() {
        return UNKNOWN_REMARK.to_owned();
    }
    if choice::search(&export.evaluation, row).is_some() {
        return format!("{shown}. Chosen by a search for layout and batch, and held fixed here.");
    }
    let source = row.source.map_or(String::new(), |datum| {
        let (title, url) = (datum.source.title, datum.source.url);
        if url.is_empty() { format!("{title}.") } else { format!("{title}, {url}") }
    });
    format!("{shown}. {source}")
}

/// A number as Python reads it to the same bits.
fn number(value: f64) -> String {
    if value.is_finite() {
        format!("{value:?}")
    } else {
        format!("float(\"{}\")", value.to_string().to_lowercase())
    }
}

/// A text as Python reads it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " "))
}

/// A text in a comment, which ends with its line.
fn comment(text: &str) -> String {
    text.replace(['\n', '\r', '\u{a0}'], " ")
}

/// How tightly a sign binds: sums, products, powers.
fn rank(sign: char) -> u8 {
    match sign {
        '+' | '-' => 1,
        '*' | '/' => 2,
        _ => 3,
    }
}

fn name(stage: &str, about: &Quantity) -> String {
    format!("n[\"{stage}.{}\"]", about.id)
}

/// A formula in Python; `outer` is the rank of the surrounding operator.
fn write(formula: &Expr, outer: u8) -> String {
    match formula {
        Expr::Literal(literal) => format!("Number({})", number(*literal)),
        Expr::Input(stage, about) | Expr::Named(stage, about, _) => name(stage, about),
        Expr::Infix(sign, [left, right]) => {
            let rank = rank(*sign);
            // Floating-point sums and products do not regroup: a right operand of the same rank keeps its parentheses.
            // A power of a power needs them on both sides.
            let text = format!(
                "{} {} {}",
                write(left, rank + u8::from(*sign == '^')),
                if *sign == '^' { "**".to_owned() } else { sign.to_string() },
                write(right, rank + 1)
            );
            if rank < outer { format!("({text})") } else { text }
        }
        Expr::Call(function, of) => {
            let of: Vec<String> = of.iter().map(|part| write(part, 0)).collect();
            let function = match *function {
                "min" => "smaller",
                "max" => "larger",
                "if" => "choose",
                "floor" => "rounded_down",
                other => other,
            };
            format!("{function}({})", of.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_bits_and_texts_end_where_they_end() {
        for (value, text) in
            [(0.1, "0.1"), (1e300, "1e300"), (f64::NAN, "float(\"nan\")"), (f64::INFINITY, "float(\"inf\")")]
        {
            assert_eq!(number(value), text);
        }
        assert_eq!(quoted("a \"b\" \\"), "\"a \\\"b\\\" \\\\\"");
        assert_eq!(comment("a\nb"), "a b");
    }

    #[test]
    fn sums_keep_the_order_in_which_they_are_computed() {
        let literal = |x: f64| Expr::from(x);
        let (a, b, c) = (literal(1.0), literal(2.0), literal(7.0));
        assert_eq!(write(&(a + (b + c)), 0), "Number(1.0) + (Number(2.0) + Number(7.0))");
        assert_eq!(write(&(a + b + c), 0), "Number(1.0) + Number(2.0) + Number(7.0)");
        assert_eq!(write(&(a * (b + c)), 0), "Number(1.0) * (Number(2.0) + Number(7.0))");
        assert_eq!(
            write(&model::quantity::Num::pow(model::quantity::Num::pow(a, b), c), 0),
            "(Number(1.0) ** Number(2.0)) ** Number(7.0)"
        );
    }
}
