//! Numbers over values of levers, printed as CSV.

use clap::Args;
use model::study::evaluate::number::{Number, NumberError};
use model::study::evaluate::numbers;
use model::study::sweep::{Axis, SweepError, sweep};
use std::error::Error;
use std::io::Write;

/// What is swept of which scenario.
#[derive(Debug, Args)]
pub(super) struct Sweep {
    /// Link of the scenario; the baseline scenario without one.
    link: Option<String>,
    /// Set a lever first, by the name that links use.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// A lever and its values: its stops, so many values of a range, or names of a list, e.g. --over electricity,
    /// --over electricity=0.03..0.2:5, --over gpu=h100,gb300. Given more than once, every value is combined with every other.
    #[arg(long, value_name = "LEVER[=VALUES]", required = true)]
    over: Vec<String>,
    /// Numbers of the sheet, by their full names.
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',', required = true)]
    out: Vec<String>,
}

/// Prints what was asked for.
///
/// # Errors
/// Where there is no such lever, value or number, the combinations are too many, or the output cannot be written.
pub(super) fn print(asked: &Sweep, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    let scenario = super::scenario(asked.link.as_deref(), &asked.set)?;
    let axes: Vec<Axis> =
        asked.over.iter().map(|text| Axis::read(text)).collect::<Result<_, SweepError>>()?;
    let factory = numbers(&scenario);
    let named = |name: &String| Number::named(&factory, name);
    let numbers: Vec<Number> = asked.out.iter().map(named).collect::<Result<_, NumberError>>()?;
    write!(out, "{}", sweep(&scenario, &axes, &numbers)?.csv())?;
    Ok(())
}
