//! Every unit that is shown.

/// Powers of dollar, token, second, joule, byte and floating-point operation.
pub type Dimension = [i8; 6];

/// How a number is shown: in `symbol`s, each worth `scale` base units.
///
/// Base units are the dollar, token, second, joule, byte and operation and their products. Machines,
/// sequences, agents and calls are bare counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// The text after the number, e.g. `$/kWh`. Empty for a bare number.
    pub symbol: &'static str,
    /// Base units in one of this.
    pub scale: f64,
    /// What it measures.
    pub dimension: Dimension,
}

impl Unit {
    /// Whether one of it is one base unit.
    #[allow(clippy::float_cmp, reason = "a scale of exactly 1 is what makes a base unit")]
    pub const fn is_base(&self) -> bool {
        self.scale == 1.0
    }
    /// A number in this unit, in base units.
    pub const fn base(&self, shown: f64) -> f64 {
        shown * self.scale
    }
    /// A number in base units, in this unit.
    pub const fn shown(&self, base: f64) -> f64 {
        base / self.scale
    }
}

const fn unit(symbol: &'static str, scale: f64, dimension: Dimension) -> Unit {
    Unit { symbol, scale, dimension }
}

/// Seconds in an hour.
pub const HOUR_S: f64 = 3_600.0;
/// Seconds in a day.
pub const DAY_S: f64 = 24.0 * HOUR_S;
/// Seconds in a year of 8,760 hours, the year of every figure "per year" here.
pub const YEAR_S: f64 = 8_760.0 * HOUR_S;

/// A bare number.
pub const ONE: Unit = unit("", 1.0, [0; 6]);
/// A share, shown in percent.
pub const PERCENT: Unit = unit("%", 0.01, [0; 6]);
/// A factor.
pub const TIMES: Unit = unit("×", 1.0, [0; 6]);
/// Accelerators ("GPUs"), counted.
pub const GPUS: Unit = unit("GPUs", 1.0, [0; 6]);
/// Agents, counted.
pub const AGENTS: Unit = unit("agents", 1.0, [0; 6]);
/// A calendar year by its number.
pub const CALENDAR: Unit = unit("", 1.0, [0; 6]);

/// US dollars.
pub const USD: Unit = unit("$", 1.0, [1, 0, 0, 0, 0, 0]);
/// Dollars per hour, of a whole site or of one accelerator.
pub const USD_PER_HOUR: Unit = unit("$/h", 1.0 / HOUR_S, [1, 0, -1, 0, 0, 0]);
/// Dollars per accelerator and hour.
pub const USD_PER_GPU_HOUR: Unit = unit("$/GPU-h", 1.0 / HOUR_S, [1, 0, -1, 0, 0, 0]);
/// Dollars per day.
pub const USD_PER_DAY: Unit = unit("$/day", 1.0 / DAY_S, [1, 0, -1, 0, 0, 0]);
/// Dollars per year.
pub const USD_PER_YEAR: Unit = unit("$/year", 1.0 / YEAR_S, [1, 0, -1, 0, 0, 0]);
/// Dollars per million tokens.
pub const USD_PER_MTOK: Unit = unit("$/M tokens", 1e-6, [1, -1, 0, 0, 0, 0]);
/// Dollars per kilowatt-hour.
pub const USD_PER_KWH: Unit = unit("$/kWh", 1.0 / (1e3 * HOUR_S), [1, 0, 0, -1, 0, 0]);
/// Dollars per watt of capacity.
pub const USD_PER_W: Unit = unit("$/W", 1.0, [1, 0, 1, -1, 0, 0]);

/// Dollars per megawatt of capacity and year.
pub const USD_PER_MW_YEAR: Unit = unit("$/MW/year", 1e-6 / YEAR_S, [1, 0, 0, -1, 0, 0]);
/// Dollars per kilowatt of capacity and year.
pub const USD_PER_KW_YEAR: Unit = unit("$/kW/year", 1e-3 / YEAR_S, [1, 0, 0, -1, 0, 0]);
/// Dollars per accelerator and year.
pub const USD_PER_GPU_YEAR: Unit = unit("$/GPU/year", 1.0 / YEAR_S, [1, 0, -1, 0, 0, 0]);

/// Grams of carbon dioxide per kilowatt-hour. A gram is a bare count here.
pub const GRAM_PER_KWH: Unit = unit("g CO₂/kWh", 1.0 / (1e3 * HOUR_S), [0, 0, 0, -1, 0, 0]);
/// Grams of carbon dioxide per million tokens.
pub const GRAM_PER_MTOK: Unit = unit("g CO₂/M tokens", 1e-6, [0, -1, 0, 0, 0, 0]);

/// Seconds.
pub const SECOND: Unit = unit("s", 1.0, [0, 0, 1, 0, 0, 0]);
/// Milliseconds.
pub const MILLISECOND: Unit = unit("ms", 1e-3, [0, 0, 1, 0, 0, 0]);
/// Microseconds.
pub const MICROSECOND: Unit = unit("µs", 1e-6, [0, 0, 1, 0, 0, 0]);
/// Days.
pub const DAY: Unit = unit("days", DAY_S, [0, 0, 1, 0, 0, 0]);
/// Years of 8,760 hours.
pub const YEAR: Unit = unit("years", YEAR_S, [0, 0, 1, 0, 0, 0]);
/// A count per second.
pub const PER_S: Unit = unit("/s", 1.0, [0, 0, -1, 0, 0, 0]);
/// A count per day.
pub const PER_DAY: Unit = unit("/day", 1.0 / DAY_S, [0, 0, -1, 0, 0, 0]);

/// Tokens.
pub const TOKEN: Unit = unit("tokens", 1.0, [0, 1, 0, 0, 0, 0]);
/// Pairs of tokens.
pub const TOKEN_PAIRS: Unit = unit("token pairs", 1.0, [0, 2, 0, 0, 0, 0]);
/// Tokens per second.
pub const TOKEN_PER_S: Unit = unit("tokens/s", 1.0, [0, 1, -1, 0, 0, 0]);
/// Tokens per second as one user sees them arrive.
pub const TOKEN_PER_S_USER: Unit = unit("tokens/s/user", 1.0, [0, 1, -1, 0, 0, 0]);
/// Tokens per second of one accelerator.
pub const TOKEN_PER_S_GPU: Unit = unit("tokens/s/GPU", 1.0, [0, 1, -1, 0, 0, 0]);
/// Trillions (10^12) of tokens per day.
pub const TTOKEN_PER_DAY: Unit = unit("T tokens/day", 1e12 / DAY_S, [0, 1, -1, 0, 0, 0]);
/// Tokens per second and megawatt.
pub const TOKEN_PER_S_MW: Unit = unit("tokens/s/MW", 1e-6, [0, 1, 0, -1, 0, 0]);
/// Joules per token.
pub const JOULE_PER_TOKEN: Unit = unit("J/token", 1.0, [0, -1, 0, 1, 0, 0]);
/// Joules.
pub const JOULE: Unit = unit("J", 1.0, [0, 0, 0, 1, 0, 0]);

/// Watts.
pub const WATT: Unit = unit("W", 1.0, [0, 0, -1, 1, 0, 0]);
/// Megawatts.
pub const MEGAWATT: Unit = unit("MW", 1e6, [0, 0, -1, 1, 0, 0]);
/// Gigawatts.
pub const GIGAWATT: Unit = unit("GW", 1e9, [0, 0, -1, 1, 0, 0]);

/// Weights of a network, in billions. A weight does one multiplication and one addition per token, so a weight is two
/// operations per token; the base unit is one weight, and the factor 2 is part of the formulas.
pub const GIGAWEIGHT: Unit = unit("B weights", 1e9, [0, -1, 0, 0, 0, 1]);
/// Weights of a network, single.
pub const WEIGHT: Unit = unit("weights", 1.0, [0, -1, 0, 0, 0, 1]);
/// Values kept in the cache for each token of context. Each is used for a new token as a weight is.
pub const CACHED_PER_TOKEN: Unit = unit("values/token", 1.0, [0, -2, 0, 0, 0, 1]);
/// Bytes that store one weight, or one cached value.
pub const BYTE_PER_WEIGHT: Unit = unit("bytes/weight", 1.0, [0, 1, 0, 0, 1, -1]);
/// Bytes that carry one value of one token between layers or machines.
pub const BYTE_PER_VALUE: Unit = unit("bytes/value", 1.0, [0, -1, 0, 0, 1, 0]);

/// Bytes.
pub const BYTE: Unit = unit("bytes", 1.0, [0, 0, 0, 0, 1, 0]);
/// Gigabytes of 10^9 bytes.
pub const GIGABYTE: Unit = unit("GB", 1e9, [0, 0, 0, 0, 1, 0]);
/// Kibibytes of 1,024 bytes per token.
pub const KIB_PER_TOKEN: Unit = unit("KiB/token", 1024.0, [0, -1, 0, 0, 1, 0]);
/// Gigabytes per second.
pub const GIGABYTE_PER_S: Unit = unit("GB/s", 1e9, [0, 0, -1, 0, 1, 0]);
/// Terabytes per second.
pub const TERABYTE_PER_S: Unit = unit("TB/s", 1e12, [0, 0, -1, 0, 1, 0]);
/// Tera (10^12) floating-point operations.
pub const TERAFLOP: Unit = unit("TFLOP", 1e12, [0, 0, 0, 0, 0, 1]);
/// Tera (10^12) floating-point operations per second.
pub const TERAFLOP_PER_S: Unit = unit("TFLOP/s", 1e12, [0, 0, -1, 0, 0, 1]);
