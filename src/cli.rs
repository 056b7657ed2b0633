//! The command line: the same numbers as the page.

mod accuracy;
mod calibrate;
mod compare;
mod day;
mod files;
mod scenario;
mod solve;
mod sweep;
mod table;

use crate::serve;
use crate::site;
use clap::{Parser, Subcommand};
use model::scenario::link;
use model::study::predict::{self, Load, Run};
use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;

/// The token economy as a factory that can be run.
#[derive(Debug, Parser)]
#[command(name = "token-factory", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write every number of a scenario with value, unit, formula and source, as text, table, workbook or program.
    Sheet(files::Sheet),
    /// Print the link of a scenario file, or of a scenario with the prices of a price sheet.
    Import(files::Import),
    /// Print how to cite a scenario.
    Cite(files::Cite),
    /// Compare two scenarios: what differs, what comes of it, and how much of the change of profit each difference has. Or
    /// put up to four side by side.
    Compare(compare::Compare),
    /// Find the values of a lever at which a number of the sheet has a value.
    Solve(solve::Solve),
    /// Print numbers of the sheet over values of one lever or more, as CSV.
    Sweep(sweep::Sweep),
    /// Add the predicted throughput to rows of runs: CSV in, CSV out. Predictions are anchored to the published runs of
    /// the catalog, so those are known to it; `accuracy` says how far it errs on others.
    Predict,
    /// Compare predicted with measured throughput over the published runs.
    Accuracy(accuracy::Accuracy),
    /// Fit the constants of the throughput model to published runs and print them.
    Calibrate(calibrate::Calibrate),
    /// Serve the built site on 127.0.0.1.
    Serve {
        /// Folder of the built site.
        #[arg(long, default_value = "dist")]
        dir: PathBuf,
        /// Port to listen on.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Write the files that are made when the site is built; Trunk calls it.
    Prerender {
        /// Folder of the site, with its index.html.
        dir: PathBuf,
    },
    /// Print every lever with the name that links use, its range and its default.
    Levers,
}

/// Runs the command line and returns the exit code. Errors are printed as a sentence on standard error.
pub fn run() -> u8 {
    let result = match Cli::parse().command {
        Command::Sheet(asked) => files::sheet(&asked),
        Command::Import(asked) => files::open(&asked, io::stdout().lock()),
        Command::Cite(asked) => files::cite(&asked, io::stdout().lock()),
        Command::Compare(asked) => compare::print(&asked, io::stdout().lock()),
        Command::Solve(asked) => solve::print(&asked, io::stdout().lock()),
        Command::Sweep(asked) => sweep::print(&asked, io::stdout().lock()),
        Command::Predict => predict_rows(io::stdin().lock(), io::stdout().lock()),
        Command::Calibrate(asked) => calibrate::print(&asked, io::stdout().lock()).map_err(Into::into),
        Command::Accuracy(asked) => accuracy::print(&asked, io::stdout().lock()).map_err(Into::into),
        Command::Serve { dir, port } => serve::serve(&dir, port).map_err(Into::into),
        Command::Prerender { dir } => {
            site::prerender(&dir).map_err(|error| format!("{}: {error}", dir.display()).into())
        }
        Command::Levers => levers(),
    };
    match result {
        Ok(()) => 0,
        // The reader of a pipe has closed it, as `head` does.
        Err(error) if is_broken_pipe(error.as_ref()) => 0,
        Err(error) => {
            eprintln!("token-factory: {error}");
            1
        }
    }
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    let broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.downcast_ref::<io::Error>().is_some_and(broken)
        || error.downcast_ref::<csv::Error>().is_some_and(|error| match error.kind() {
            csv::ErrorKind::Io(error) => broken(error),
            _ => false,
        })
}

fn levers() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for lever in link::levers() {
        let unit = &lever.about.unit;
        writeln!(
            out,
            "{:16} {:28} {} to {}, baseline {}",
            lever.about.id,
            lever.about.label,
            lever.written(unit.base(lever.min)),
            lever.written(unit.base(lever.max)),
            lever.written(lever.default_base())
        )?;
    }
    Ok(())
}

/// Columns that a row of a published run must have.
const COLUMNS: [&str; 11] = [
    "model",
    "gpu",
    "gpus",
    "precision",
    "input_tokens",
    "output_tokens",
    "serving",
    "load",
    "attention_dp",
    "expert_parallel",
    "engine",
];

/// Reads rows of published runs and writes them with the columns `predicted_output_tok_s` and `reason` added. Other
/// columns are passed through.
///
/// # Errors
/// If the input is not CSV or lacks a column. A row that cannot be predicted is not an error: it gets a reason.
pub fn predict_rows(input: impl io::Read, output: impl Write) -> Result<(), Box<dyn Error>> {
    let mut reader = csv::Reader::from_reader(input);
    let mut header = reader.headers()?.clone();
    let mut places = [0; COLUMNS.len()];
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        *place = header
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| format!("the input has no column “{name}”; needed are {}", COLUMNS.join(", ")))?;
    }
    if let Some(name) =
        COLUMNS.into_iter().find(|name| header.iter().filter(|column| column == name).count() > 1)
    {
        return Err(
            format!("the input has the column “{name}” twice; which one is meant is not known").into()
        );
    }
    header.push_field("predicted_output_tok_s");
    header.push_field("reason");
    let mut writer = csv::Writer::from_writer(output);
    writer.write_record(&header)?;
    for record in reader.records() {
        let mut record = record?;
        let fields = places.map(|place| record.get(place).unwrap_or("").to_owned());
        let (rate, reason) = match run_of(&fields)
            .and_then(|run| predict::rate_with_effects(&run).map_err(|why| why.to_string()))
        {
            Ok(rate) => (rate.to_string(), String::new()),
            Err(reason) => (String::new(), reason),
        };
        record.push_field(&rate);
        record.push_field(&reason);
        writer.write_record(&record)?;
    }
    writer.flush()?;
    Ok(())
}

/// A run from the fields of [`COLUMNS`].
fn run_of(fields: &[String; COLUMNS.len()]) -> Result<Run, String> {
    let [model, gpu, gpus, precision, input, output, serving, load, attention_dp, expert_parallel, engine] =
        fields;
    let number = |name: &str, text: &str| {
        let read = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        read.ok_or_else(|| format!("{name} is “{}”, which is no number", link::cut(text)))
    };
    Ok(Run {
        model: model.clone(),
        gpu: gpu.clone(),
        gpus: number("gpus", gpus)?,
        precision: precision.clone(),
        input_tokens: number("input_tokens", input)?,
        output_tokens: number("output_tokens", output)?,
        serving: match serving.trim() {
            "offline" => Load::Queue,
            "closed-loop" => Load::Users,
            other => {
                return Err(format!("serving is “{}”; known are offline and closed-loop", link::cut(other)));
            }
        },
        load: number("load", load)?,
        attention_dp: match attention_dp.trim() {
            "1" | "true" => true,
            "0" | "false" | "" => false,
            other => return Err(format!("attention_dp is “{}”; it is 0 or 1", link::cut(other))),
        },
        expert_parallel: number("expert_parallel", expert_parallel)?,
        engine: engine.clone(),
        reading_gpus: 0.0,
        reading_size: 0.0,
    })
}
