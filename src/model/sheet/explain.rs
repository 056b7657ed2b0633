//! A formula in words and in names, what it reads, and why its value is missing.

use super::naming::Naming;
use crate::catalog::Datum;
use crate::format::digits::shown;
use crate::quantity::{Expr, Num, Quantity};
use std::collections::HashMap;

/// Numbers of a scenario in base units, by stage and name of the quantity.
pub type Values = HashMap<(&'static str, &'static str), f64>;

/// The value of a formula, with its named quantities taken from `values`.
pub fn value(formula: &Expr, values: &Values) -> f64 {
    match formula {
        Expr::Literal(number) => *number,
        Expr::Input(stage, about) | Expr::Named(stage, about, _) => {
            values.get(&(*stage, about.id)).copied().unwrap_or(f64::NAN)
        }
        Expr::Infix(sign, [left, right]) => {
            let (left, right) = (value(left, values), value(right, values));
            match sign {
                '+' => left + right,
                '-' => left - right,
                '*' => left * right,
                '/' => left / right,
                _ => left.pow(right),
            }
        }
        Expr::Call(function, of) => {
            let of: Vec<f64> = of.iter().map(|part| value(part, values)).collect();
            match (*function, of.as_slice()) {
                ("min", [a, b]) => Num::min(*a, *b),
                ("max", [a, b]) => Num::max(*a, *b),
                ("floor", [a]) => Num::floor(*a),
                ("if", [switch, yes, no]) => switch.choose(*yes, *no),
                ("soft_max", [a, b, p]) => a.soft_max(*b, *p),
                ("over_week", [demand, hours @ ..]) => match hours.as_chunks() {
                    ([workday, weekend], []) => demand.over_week(&[*workday, *weekend]),
                    _ => f64::NAN,
                },
                _ => f64::NAN,
            }
        }
    }
}

/// How tightly a sign binds: sums, products, powers.
fn rank(sign: char) -> u8 {
    match sign {
        '+' | '-' => 1,
        '*' | '/' => 2,
        _ => 3,
    }
}

/// The value of a formula without quantities, such as `0 / 1`, which is zero in some unit.
pub fn constant(formula: &Expr) -> Option<f64> {
    match formula {
        Expr::Literal(_) => {}
        Expr::Input(..) | Expr::Named(..) => return None,
        Expr::Infix(_, parts) => parts.iter().try_for_each(|part| constant(part).map(|_| ()))?,
        Expr::Call(_, parts) => parts.iter().try_for_each(|part| constant(part).map(|_| ()))?,
    }
    Some(value(formula, &Values::new()))
}

/// The term subtracted from zero in a formula: `x` of `0 - x`.
pub fn negated(formula: &Expr) -> Option<&'static Expr> {
    match formula {
        Expr::Infix('-', [nothing, right]) if constant(nothing) == Some(0.0) => Some(right),
        _ => None,
    }
}

/// A way of writing formulas.
struct Notation<'a> {
    name: &'a dyn Fn(&'static str, &'static Quantity) -> String,
    sign: fn(char) -> &'static str,
    call: fn(&str, &[String]) -> String,
    /// The sign of a term subtracted from zero; `None` if the subtraction is written out.
    minus: Option<&'static str>,
}

impl Notation<'_> {
    fn write(&self, formula: &Expr, outer: u8) -> String {
        if let Some(number) = constant(formula) {
            let text = match self.minus {
                Some(minus) if number < 0.0 => format!("{minus}{}", -number),
                _ => number.to_string(),
            };
            return if number < 0.0 && outer > 0 { format!("({text})") } else { text };
        }
        if let (Some(minus), Some(of)) = (self.minus, negated(formula)) {
            let text = format!("{minus}{}", self.write(of, 2));
            return if outer > 0 { format!("({text})") } else { text };
        }
        match formula {
            Expr::Literal(number) => number.to_string(),
            Expr::Input(stage, about) | Expr::Named(stage, about, _) => (self.name)(stage, about),
            Expr::Infix(sign, [left, right]) => {
                let rank = rank(*sign);
                // The right operand of a subtraction or a division needs parentheses at the same rank, as does a power
                // of a power.
                let inner = rank + u8::from(matches!(sign, '-' | '/' | '^'));
                let text =
                    format!("{}{}{}", self.write(left, rank), (self.sign)(*sign), self.write(right, inner));
                if rank < outer { format!("({text})") } else { text }
            }
            Expr::Call(function, of) => {
                let of: Vec<String> = of.iter().map(|part| self.write(part, 0)).collect();
                (self.call)(function, &of)
            }
        }
    }
}

/// A formula in words: labels of the quantities and signs between them.
pub fn words(formula: &Expr) -> String {
    words_named(formula, &Naming::of(inputs(formula)))
}

/// The same with names that are unambiguous among other quantities.
pub fn words_named(formula: &Expr, naming: &Naming) -> String {
    let notation = Notation {
        name: &|stage, about| naming.name(stage, about),
        minus: Some("−"),
        sign: |sign| match sign {
            '+' => " + ",
            '-' => " − ",
            '*' => " × ",
            '/' => " ÷ ",
            _ => " to the power of ",
        },
        call: |function, of| match (function, of) {
            ("min", [a, b]) => format!("the smaller of [{a}] and [{b}]"),
            ("max", [a, b]) => format!("the larger of [{a}] and [{b}]"),
            ("floor", [a]) => format!("[{a}] rounded down"),
            ("if", [switch, yes, no]) => format!("(if {switch} then [{yes}] else [{no}])"),
            ("soft_max", [a, b, p]) => format!("the soft maximum of [{a}] and [{b}], sharpness {p}"),
            ("over_week", [demand, ..]) => {
                format!(
                    "the mean over the hours of the week of the smaller of [{demand} × demand of the hour] and 1"
                )
            }
            _ => format!("{function}({})", of.join(", ")),
        },
    };
    notation.write(formula, 0)
}

/// A formula in names, with the operators and functions of common programming languages.
pub fn names(formula: &Expr) -> String {
    let notation = Notation {
        name: &|stage, about| format!("{stage}.{}", about.id),
        minus: None,
        sign: |sign| match sign {
            '+' => " + ",
            '-' => " - ",
            '*' => " * ",
            '/' => " / ",
            _ => "^",
        },
        call: |function, of| format!("{function}({})", of.join(", ")),
    };
    notation.write(formula, 0)
}

/// The quantities that a formula reads, each once, in order of appearance.
pub fn inputs(formula: &Expr) -> Vec<(&'static str, &'static Quantity)> {
    fn walk(formula: &Expr, found: &mut Vec<(&'static str, &'static Quantity)>) {
        match formula {
            Expr::Literal(_) => {}
            Expr::Input(stage, about) | Expr::Named(stage, about, _) => {
                if !found.iter().any(|(s, q)| s == stage && q.id == about.id) {
                    found.push((stage, about));
                }
            }
            Expr::Infix(_, parts) => parts.iter().for_each(|part| walk(part, found)),
            Expr::Call(_, parts) => parts.iter().for_each(|part| walk(part, found)),
        }
    }
    let mut found = Vec::new();
    walk(formula, &mut found);
    found
}

/// Why a given number is missing.
pub fn not_published(about: &Quantity, datum: &Datum) -> String {
    let note = if datum.note.is_empty() { "It is not published." } else { datum.note };
    format!("{}: {note}", about.label)
}

/// Why a formula has no finite value: the innermost number that is missing, or the division by zero.
pub fn reason(formula: &Expr, values: &Values) -> String {
    cause(formula, values).unwrap_or_else(|| "The result is infinite.".to_owned())
}

fn cause(formula: &Expr, values: &Values) -> Option<String> {
    if value(formula, values).is_finite() {
        return None;
    }
    match formula {
        Expr::Literal(_) => None,
        Expr::Input(_, about) => Some(format!("{} is not known.", about.label)),
        Expr::Named(_, _, inner) => cause(inner, values),
        Expr::Infix(sign, [left, right]) => {
            cause(left, values).or_else(|| cause(right, values)).or_else(|| {
                let zero = value(right, values) == 0.0;
                match (sign, zero) {
                    ('/', true) => Some(format!("{} is zero.", capital(&words(right)))),
                    ('/', false) | ('*' | '+' | '-' | '^', _) => {
                        Some(format!("{} is infinite.", capital(&words(formula))))
                    }
                    _ => None,
                }
            })
        }
        Expr::Call("if", [switch, yes, no]) => cause(switch, values)
            .or_else(|| cause(if value(switch, values) == 0.0 { no } else { yes }, values)),
        Expr::Call(_, parts) => parts.iter().find_map(|part| cause(part, values)),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// The quantities of a formula with their current values.
pub fn with_values(formula: &Expr, values: &Values) -> String {
    inputs(formula)
        .into_iter()
        .map(|(stage, about)| {
            let number = values.get(&(stage, about.id)).copied().unwrap_or(f64::NAN);
            format!("{} = {}", about.label, shown(number, &about.unit))
        })
        .collect::<Vec<_>>()
        .join("; ")
}
