//! How a unit is written and spoken.

use crate::quantity::Unit;

/// How numbers of a unit are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Style {
    /// Dollars, with the sign in front and this many decimals; with `None`, three figures and K, M, B, T.
    Money(Option<usize>),
    /// A share in percent, one decimal unless it is zero.
    Share,
    /// A factor, with the sign directly after it.
    Factor,
    /// A bare number; a calendar year is one.
    Bare,
    /// Things counted, with K, M, B, T.
    Count {
        /// Powers of ten that the unit of display already holds: 9 for billions of weights.
        power: i32,
        /// What is counted, without that power.
        noun: &'static str,
    },
    /// A physical unit that changes its prefix with the size of the number.
    Prefixed {
        /// Powers of ten that the unit of display already holds: 6 for megawatts.
        power: i32,
        /// The unit at 1, 10^3, 10^6 and so on.
        ladder: &'static [&'static str],
    },
    /// Any other unit: the number, then the symbol.
    Plain,
}

const POWER: &[&str] = &["W", "kW", "MW", "GW", "TW", "PW"];
const ENERGY: &[&str] = &["J", "kJ", "MJ", "GJ", "TJ", "PJ", "EJ"];
const BYTES: &[&str] = &["bytes", "kB", "MB", "GB", "TB", "PB", "EB"];
const BYTES_PER_S: &[&str] = &["bytes/s", "kB/s", "MB/s", "GB/s", "TB/s", "PB/s", "EB/s"];
const FLOP: &[&str] = &["FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP", "PFLOP", "EFLOP", "ZFLOP", "YFLOP"];
const FLOP_PER_S: &[&str] =
    &["FLOP/s", "kFLOP/s", "MFLOP/s", "GFLOP/s", "TFLOP/s", "PFLOP/s", "EFLOP/s", "ZFLOP/s", "YFLOP/s"];

/// The style of a unit, known by its symbol.
pub(super) fn style(unit: &Unit) -> Style {
    let prefixed = |power, ladder| Style::Prefixed { power, ladder };
    match unit.symbol {
        "" => Style::Bare,
        "%" => Style::Share,
        "×" => Style::Factor,
        "$/GPU-h" => Style::Money(Some(2)),
        "$/kWh" => Style::Money(Some(3)),
        symbol if symbol.starts_with('$') => Style::Money(None),
        "T tokens/day" => Style::Count { power: 12, noun: "tokens/day" },
        "B weights" => Style::Count { power: 9, noun: "weights" },
        "GPUs" | "agents" | "weights" | "token pairs" | "/s" | "/day" => {
            Style::Count { power: 0, noun: unit.symbol }
        }
        symbol if symbol.starts_with("tokens") => Style::Count { power: 0, noun: symbol },
        "W" => prefixed(0, POWER),
        "MW" => prefixed(6, POWER),
        "GW" => prefixed(9, POWER),
        "J" => prefixed(0, ENERGY),
        "bytes" => prefixed(0, BYTES),
        "GB" => prefixed(9, BYTES),
        "GB/s" => prefixed(9, BYTES_PER_S),
        "TB/s" => prefixed(12, BYTES_PER_S),
        "TFLOP" => prefixed(12, FLOP),
        "TFLOP/s" => prefixed(12, FLOP_PER_S),
        _ => Style::Plain,
    }
}

/// The symbol after exactly one: `1 GPU`, `1 year`.
pub(super) fn singular(symbol: &'static str) -> &'static str {
    match symbol {
        "GPUs" => "GPU",
        "agents" => "agent",
        "tokens" => "token",
        "token pairs" => "token pair",
        "weights" => "weight",
        "days" => "day",
        "years" => "year",
        "bytes" => "byte",
        "tokens/day" => "token/day",
        "tokens/s" => "token/s",
        "tokens/s/user" => "token/s/user",
        "tokens/s/GPU" => "token/s/GPU",
        "tokens/s/MW" => "token/s/MW",
        "bytes/s" => "byte/s",
        "bytes/weight" => "byte/weight",
        "bytes/value" => "byte/value",
        "values/token" => "value/token",
        other => other,
    }
}

/// Parts of symbols in words, for one and for many.
const WORDS: [(&str, &str, &str); 54] = [
    ("$", "dollar", "dollars"),
    ("GPUs", "GPU", "GPUs"),
    ("GPU", "GPU", "GPUs"),
    ("g CO₂", "gram of carbon dioxide", "grams of carbon dioxide"),
    ("GPU-h", "GPU-hour", "GPU-hours"),
    ("agents", "agent", "agents"),
    ("tokens", "token", "tokens"),
    ("token", "token", "tokens"),
    ("token pairs", "token pair", "token pairs"),
    ("M tokens", "million tokens", "million tokens"),
    ("weights", "weight", "weights"),
    ("weight", "weight", "weights"),
    ("values", "value", "values"),
    ("value", "value", "values"),
    ("user", "user", "users"),
    ("s", "second", "seconds"),
    ("ms", "millisecond", "milliseconds"),
    ("µs", "microsecond", "microseconds"),
    ("h", "hour", "hours"),
    ("day", "day", "days"),
    ("days", "day", "days"),
    ("year", "year", "years"),
    ("years", "year", "years"),
    ("W", "watt", "watts"),
    ("kW", "kilowatt", "kilowatts"),
    ("MW", "megawatt", "megawatts"),
    ("GW", "gigawatt", "gigawatts"),
    ("TW", "terawatt", "terawatts"),
    ("PW", "petawatt", "petawatts"),
    ("kWh", "kilowatt-hour", "kilowatt-hours"),
    ("J", "joule", "joules"),
    ("kJ", "kilojoule", "kilojoules"),
    ("MJ", "megajoule", "megajoules"),
    ("GJ", "gigajoule", "gigajoules"),
    ("TJ", "terajoule", "terajoules"),
    ("PJ", "petajoule", "petajoules"),
    ("EJ", "exajoule", "exajoules"),
    ("bytes", "byte", "bytes"),
    ("kB", "kilobyte", "kilobytes"),
    ("KiB", "kibibyte", "kibibytes"),
    ("MB", "megabyte", "megabytes"),
    ("GB", "gigabyte", "gigabytes"),
    ("TB", "terabyte", "terabytes"),
    ("PB", "petabyte", "petabytes"),
    ("EB", "exabyte", "exabytes"),
    ("FLOP", "floating-point operation", "floating-point operations"),
    ("kFLOP", "thousand floating-point operations", "thousand floating-point operations"),
    ("MFLOP", "million floating-point operations", "million floating-point operations"),
    ("GFLOP", "billion floating-point operations", "billion floating-point operations"),
    ("TFLOP", "trillion floating-point operations", "trillion floating-point operations"),
    ("PFLOP", "quadrillion floating-point operations", "quadrillion floating-point operations"),
    ("EFLOP", "quintillion floating-point operations", "quintillion floating-point operations"),
    ("ZFLOP", "sextillion floating-point operations", "sextillion floating-point operations"),
    ("YFLOP", "septillion floating-point operations", "septillion floating-point operations"),
];

/// One part of a symbol in words, for one and for many: `kWh` is "kilowatt-hour", "kilowatt-hours".
pub(super) fn word(part: &str) -> (&str, &str) {
    WORDS.iter().find(|row| row.0 == part).map_or((part, part), |&(_, one, many)| (one, many))
}

/// Whether a symbol is a rate per unit of time.
pub(super) fn has_time_basis(symbol: &str) -> bool {
    symbol.split('/').skip(1).any(|part| matches!(part, "s" | "h" | "day" | "year" | "GPU-h"))
}

/// Every unit that is shown, for tests.
#[cfg(test)]
pub(super) fn all() -> Vec<Unit> {
    use crate::quantity::unit::*;
    vec![
        ONE,
        PERCENT,
        TIMES,
        GPUS,
        AGENTS,
        CALENDAR,
        USD,
        USD_PER_HOUR,
        USD_PER_GPU_HOUR,
        USD_PER_DAY,
        USD_PER_YEAR,
        USD_PER_MTOK,
        USD_PER_KWH,
        USD_PER_W,
        USD_PER_MW_YEAR,
        USD_PER_KW_YEAR,
        USD_PER_GPU_YEAR,
        GRAM_PER_KWH,
        GRAM_PER_MTOK,
        SECOND,
        MILLISECOND,
        MICROSECOND,
        DAY,
        YEAR,
        PER_S,
        PER_DAY,
        TOKEN,
        TOKEN_PAIRS,
        TOKEN_PER_S,
        TOKEN_PER_S_USER,
        TOKEN_PER_S_GPU,
        TTOKEN_PER_DAY,
        TOKEN_PER_S_MW,
        JOULE_PER_TOKEN,
        JOULE,
        WATT,
        MEGAWATT,
        GIGAWATT,
        GIGAWEIGHT,
        WEIGHT,
        CACHED_PER_TOKEN,
        BYTE_PER_WEIGHT,
        BYTE_PER_VALUE,
        BYTE,
        GIGABYTE,
        KIB_PER_TOKEN,
        GIGABYTE_PER_S,
        TERABYTE_PER_S,
        TERAFLOP,
        TERAFLOP_PER_S,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ladder_holds_its_own_unit() {
        for unit in all() {
            if let Style::Prefixed { power, ladder } = style(&unit) {
                let rung = usize::try_from(power / 3).unwrap();
                assert_eq!(ladder[rung], unit.symbol);
            }
        }
    }

    #[test]
    fn every_part_of_every_unit_has_a_word() {
        for unit in all() {
            let symbols: Vec<&str> = match style(&unit) {
                Style::Prefixed { ladder, .. } => ladder.to_vec(),
                Style::Count { noun, .. } => vec![noun],
                Style::Share | Style::Factor | Style::Bare => vec![],
                _ => vec![unit.symbol],
            };
            for part in symbols.iter().flat_map(|symbol| symbol.split('/')).filter(|part| !part.is_empty()) {
                let known = word(part).1 != part || part.len() > 4 || ["days", "GPUs"].contains(&part);
                assert!(known, "{part} of {} has no word", unit.symbol);
            }
        }
    }
}
