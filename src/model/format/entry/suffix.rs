//! What a reader types after a number.

use super::super::style::{Style, singular, word};
use crate::quantity::Unit;
use crate::quantity::unit::{DAY_S, HOUR_S, YEAR_S};

/// What a number is worth once its powers of ten have been applied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Worth {
    /// A multiple of the unit of display.
    Shown(f64),
    /// A multiple of base units.
    Base(f64),
}

impl Worth {
    /// The number in base units.
    pub(super) fn in_base(self, number: f64, unit: &Unit) -> f64 {
        match self {
            Self::Shown(times) => unit.base(number * times),
            Self::Base(each) => number * each,
        }
    }
}

/// The unit itself.
const ITSELF: (i32, Worth) = (0, Worth::Shown(1.0));

/// The power of ten and the worth of the text after a number; `None` if it is not a unit of this quantity.
pub(super) fn read(rest: &str, unit: &Unit, style: Style) -> Option<(i32, Worth)> {
    let text = folded(rest);
    let text = text.as_str();
    if text.is_empty() {
        return Some(ITSELF);
    }
    match style {
        Style::Bare => multiplied(text, |rest| rest.is_empty().then_some(ITSELF)),
        Style::Money(_) => multiplied(text, |rest| money(rest, unit)),
        Style::Count { power, noun } => {
            multiplied(text, |rest| counted(rest, noun)).map(|(found, worth)| (found - power, worth))
        }
        Style::Share => ["%", "percent", "pct", "pc"].contains(&text).then_some(ITSELF),
        Style::Factor => ["×", "x", "times"].contains(&text).then_some(ITSELF),
        Style::Prefixed { power, ladder } => {
            let place = ladder.iter().position(|symbol| names(text, symbol));
            let binary = || binary_bytes(text, ladder).map(|bytes| (0, Worth::Base(bytes)));
            place
                .and_then(|place| i32::try_from(3 * place).ok())
                .map(|found| (found - power, Worth::Shown(1.0)))
                .or_else(binary)
        }
        Style::Plain => (text == folded(unit.symbol) || text == folded(singular(unit.symbol)))
            .then_some(ITSELF)
            .or_else(|| time(text, unit)),
    }
}

/// What may follow a number, as a list in words.
pub(super) fn allowed(unit: &Unit, style: Style) -> String {
    let per = unit.symbol.trim_start_matches('$');
    match style {
        Style::Money(_) if per.is_empty() => "K, M, B, T, $ or ¢".to_owned(),
        Style::Money(_) => format!("K, M, B, T, $ or ¢, and “{per}”"),
        Style::Share => "%".to_owned(),
        Style::Factor => "×".to_owned(),
        Style::Bare => "K, M, B or T".to_owned(),
        Style::Count { noun, .. } => format!("K, M, B, T, Ki or Mi, and “{noun}”"),
        Style::Prefixed { ladder, .. } => match ladder.split_last() {
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => unit.symbol.to_owned(),
        },
        Style::Plain if time("s", unit).is_some() => "µs, ms, s, min, h, days, months or years".to_owned(),
        Style::Plain => format!("“{}”", unit.symbol),
    }
}

/// The text after a number, in one spelling: lower case, no spaces, `/` for "per", `s`, `h` and `year` for time units.
fn folded(rest: &str) -> String {
    let mut text = rest.to_ascii_lowercase().replace(" per ", "/").replace(" a ", "/");
    if let Some(after) = text.trim_start().strip_prefix("per ") {
        text = format!("/{after}");
    }
    text.retain(|c| c != ' ');
    for (long, short) in [
        ("/second", "/s"),
        ("/sec", "/s"),
        ("/hour", "/h"),
        ("/hr", "/h"),
        ("/yr", "/year"),
        ("-hour", "-h"),
        ("kilowatt-h", "kwh"),
        ("megawatt-h", "mwh"),
        ("/megawatt/", "/mw/"),
        ("/kilowatt/", "/kw/"),
        ("gramsofcarbondioxide", "gco₂"),
        ("gramofcarbondioxide", "gco₂"),
        ("gco2", "gco₂"),
        ("/1million", "/million"),
        ("/1thousand", "/thousand"),
        ("/1m", "/m"),
        ("/1k", "/k"),
        ("/milliontokens", "/mtokens"),
        ("/mtoks", "/mtokens"),
    ] {
        text = text.replace(long, short);
    }
    match text.strip_suffix("/mtok").or_else(|| text.strip_suffix("/mtoken")) {
        Some(before) => format!("{before}/mtokens"),
        None => text,
    }
}

/// The multipliers that may follow a number, longest name first: name, power of ten, factor.
const MULTIPLIERS: [(&str, i32, f64); 21] = [
    ("thousand", 3, 1.0),
    ("trillion", 12, 1.0),
    ("million", 6, 1.0),
    ("billion", 9, 1.0),
    ("mio", 6, 1.0),
    ("mrd", 9, 1.0),
    ("mln", 6, 1.0),
    ("bln", 9, 1.0),
    ("mn", 6, 1.0),
    ("mm", 6, 1.0),
    ("bn", 9, 1.0),
    ("tn", 12, 1.0),
    ("ki", 0, 1024.0),
    ("mi", 0, 1_048_576.0),
    ("gi", 0, 1_073_741_824.0),
    ("ti", 0, 1_099_511_627_776.0),
    ("k", 3, 1.0),
    ("m", 6, 1.0),
    ("b", 9, 1.0),
    ("t", 12, 1.0),
    ("", 0, 1.0),
];

/// A multiplier, then what `after` makes of the rest; the whole text is tried first.
fn multiplied(text: &str, after: impl Fn(&str) -> Option<(i32, Worth)>) -> Option<(i32, Worth)> {
    let mut tried = MULTIPLIERS.iter().rev().take(1).chain(&MULTIPLIERS);
    tried.find_map(|&(name, power, factor)| {
        let (found, worth) = after(text.strip_prefix(name)?)?;
        let worth = match worth {
            Worth::Shown(times) => Worth::Shown(times * factor),
            Worth::Base(each) => Worth::Base(each * factor),
        };
        Some((found + power, worth))
    })
}

/// What follows the multiplier of a dollar amount: dollars or cents, and per what.
fn money(text: &str, unit: &Unit) -> Option<(i32, Worth)> {
    let signs = [
        ("us$", 0),
        ("usd", 0),
        ("dollars", 0),
        ("dollar", 0),
        ("$", 0),
        ("cents", -2),
        ("cent", -2),
        ("ct", -2),
        ("¢", -2),
        ("c", -2),
        ("", 0),
    ];
    signs.into_iter().find_map(|(sign, power)| {
        let per = text.strip_prefix(sign)?;
        if per.is_empty() || per == folded(unit.symbol.trim_start_matches('$')) {
            return Some((power, Worth::Shown(1.0)));
        }
        let each = match (unit.symbol, per) {
            ("$/GPU-h", "/h" | "/gpuh" | "/gpu/h") | ("$/kWh", "/kw-h") | ("$/W", "/watt") => {
                return Some((power, Worth::Shown(1.0)));
            }
            ("$/h" | "$/day" | "$/year", "/h") => HOUR_S.recip(),
            ("$/h" | "$/day" | "$/year", "/day") => DAY_S.recip(),
            ("$/h" | "$/day" | "$/year", "/month") => 12.0 / YEAR_S,
            ("$/h" | "$/day" | "$/year", "/year") => YEAR_S.recip(),
            ("$/kWh", "/mwh") => (1e6 * HOUR_S).recip(),
            ("$/M tokens", "/m" | "/million") => return Some((power, Worth::Shown(1.0))),
            ("$/M tokens", "/token") => 1.0,
            ("$/M tokens", "/k" | "/thousand" | "/ktokens" | "/thousandtokens" | "/ktok") => 1e-3,
            ("$/M tokens", "/btokens" | "/billiontokens") => 1e-9,
            ("$/W", "/kw") => 1e-3,
            ("$/W", "/mw") => 1e-6,
            ("$/W", "/gw") => 1e-9,
            _ => return None,
        };
        Some((power, Worth::Base(each)))
    })
}

/// What follows the multiplier of a count.
///
/// A number alone never gets here, so an empty rest means that there was a multiplier.
fn counted(text: &str, noun: &'static str) -> Option<(i32, Worth)> {
    let also: &[&str] = match noun {
        "tokens" => &["tok", "toks"],
        "tokens/s/user" | "tokens/s/GPU" => &["tok/s", "tokens/s", "token/s"],
        "tokens/s" => &["tok/s"],
        "tokens/s/MW" => &["tok/s/mw", "tokens/s/megawatt", "token/s/megawatt"],
        "GPUs" => &["accelerators", "accelerator", "chips", "chip"],
        "weights" => &["parameters", "parameter", "params"],
        _ => &[],
    };
    let known =
        text.is_empty() || text == folded(noun) || text == folded(singular(noun)) || also.contains(&text);
    known.then_some((0, Worth::Shown(1.0)))
}

/// Whether a folded text is a unit with a prefix, by symbol or by word.
fn names(text: &str, symbol: &'static str) -> bool {
    let (noun, per) = symbol.find('/').map_or((symbol, ""), |slash| symbol.split_at(slash));
    let Some(text) = text.strip_suffix(per) else { return false };
    let (one, many) = word(noun);
    text == noun.to_ascii_lowercase()
        || text == folded(one)
        || text == folded(many)
        || (noun == "bytes" && text == "b")
}

/// The number of bytes in one unit with a binary prefix.
fn binary_bytes(text: &str, ladder: &[&str]) -> Option<f64> {
    let per = ladder.first()?.strip_prefix("bytes")?;
    let name = text.strip_suffix(per)?.strip_suffix('b')?;
    MULTIPLIERS.iter().find(|(times, ..)| *times == name && name.ends_with('i')).map(|&(.., factor)| factor)
}

/// A duration, if one is expected.
fn time(text: &str, unit: &Unit) -> Option<(i32, Worth)> {
    if !["s", "ms", "µs", "days", "years"].contains(&unit.symbol) {
        return None;
    }
    let seconds = match text {
        "s" | "sec" | "second" | "seconds" => 1.0,
        "ms" | "millisecond" | "milliseconds" => 1e-3,
        "µs" | "us" | "microsecond" | "microseconds" => 1e-6,
        "min" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hour" | "hours" => HOUR_S,
        "d" | "day" | "days" => DAY_S,
        "month" | "months" => YEAR_S / 12.0,
        "y" | "yr" | "yrs" | "year" | "years" => YEAR_S,
        _ => return None,
    };
    Some((0, Worth::Base(seconds)))
}
