//! Numbers over values of levers: a few printed as CSV, a grid of millions written as Parquet.

use super::scenario::scenario;
use clap::Args;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use model::study::evaluate::number::{Number, NumberError};
use model::study::evaluate::numbers;
use model::study::sweep::{Axis, SweepError, sweep};
use std::error::Error;
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;
use tables::{Grid, file, grid};

/// What is swept of which scenario.
#[derive(Debug, Args)]
pub(super) struct Sweep {
    /// Link of the scenario, the baseline scenario without one; or a grid, which is a file whose name ends in .toml: the
    /// manual describes it under “Sweep millions of scenarios”.
    #[arg(value_name = "LINK|GRID.toml")]
    of: Option<String>,
    /// Set a lever first, by the name that links use.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// A lever and its values: its stops, so many values of a range, or names of a list, e.g. --over electricity,
    /// --over electricity=0.03..0.2:5, --over gpu=h100,gb300. Given more than once, every value is combined with every other.
    #[arg(long, value_name = "LEVER[=VALUES]")]
    over: Vec<String>,
    /// Numbers of the sheet, by their full names; or of a grid the file to write, as Parquet.
    #[arg(long, value_name = "NUMBERS|FILE.parquet", required = true)]
    out: Vec<String>,
    /// Of a grid: so many threads, as many as there are cores without it. What is written does not depend on it.
    #[arg(long, value_name = "N", conflicts_with = "over")]
    threads: Option<NonZeroUsize>,
}

/// Prints or writes the requested sweep.
///
/// # Errors
/// If there is no such lever, value or number, there are too many combinations, or the output cannot be written.
pub(super) fn print(asked: &Sweep, out: impl Write) -> Result<(), Box<dyn Error>> {
    match &asked.of {
        Some(path) if path.ends_with(".toml") => write_grid(Path::new(path), asked, out),
        _ => print_rows(asked, out),
    }
}

fn print_rows(asked: &Sweep, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    if asked.over.is_empty() {
        return Err("name a lever to sweep, e.g. --over electricity, or a grid in a file, GRID.toml".into());
    }
    let scenario = scenario(asked.of.as_deref(), &asked.set)?;
    let axes: Vec<Axis> =
        asked.over.iter().map(|text| Axis::read(text)).collect::<Result<_, SweepError>>()?;
    let factory = numbers(&scenario);
    let named = |name: &str| Number::named(&factory, name);
    let names = asked.out.iter().flat_map(|names| names.split(','));
    let numbers: Vec<Number> = names.map(named).collect::<Result<_, NumberError>>()?;
    write!(out, "{}", sweep(&scenario, &axes, &numbers)?.csv())?;
    Ok(())
}

fn write_grid(path: &Path, asked: &Sweep, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    if !asked.over.is_empty() || !asked.set.is_empty() {
        return Err("a grid has its levers in its file; leave out --over and --set".into());
    }
    let [to] = &asked.out[..] else {
        return Err("a grid is written to one file; name it once, e.g. --out sweep.parquet".into());
    };
    if !to.ends_with(".parquet") {
        return Err(format!(
            "a grid is written as Parquet; name a file such as sweep.parquet, not “{to}”. Which numbers it has stands in the \
             grid, as out = [\"profit.profit\"]"
        )
        .into());
    }
    let grid = read(path)?;
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = asked.threads.map_or_else(cores, NonZeroUsize::get);
    let start = Instant::now();
    // Drawn on standard error, and only if that is a terminal.
    let bar = ProgressBar::new(grid.count()).with_style(ProgressStyle::with_template(
        "{wide_bar} {human_pos} of {human_len} scenarios, {per_sec}, {eta} left",
    )?);
    let written = file::write(&grid, Path::new(to), threads, |progress| bar.set_position(progress.done))?;
    bar.finish_and_clear();
    let (all, seconds) = (HumanCount(written.of), start.elapsed().as_secs_f64());
    let found = if written.found > 0 {
        format!(" {} of them an earlier run had left.", HumanCount(written.found))
    } else {
        String::new()
    };
    #[allow(clippy::cast_precision_loss, reason = "shown without decimals")]
    let rate = (written.of - written.found) as f64 / seconds;
    writeln!(out, "{all} scenarios are in {to}, after {seconds:.1} s: {rate:.0} a second.{found}")?;
    Ok(())
}

/// The grid in a file.
fn read(path: &Path) -> Result<Grid, Box<dyn Error>> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let file = File::open(path).map_err(|error| named(&error))?;
    let mut text = String::new();
    // One extra byte reveals that the file is too long.
    file.take(grid::LONGEST as u64 + 1).read_to_string(&mut text).map_err(|error| named(&error))?;
    Grid::read(&text).map_err(|error| named(&error).into())
}
