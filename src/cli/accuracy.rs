//! Prints the comparison of predicted with measured throughput.

use clap::{Args, ValueEnum};
use model::catalog::accuracy::Errors;
use model::catalog::calibration::RECOMMENDED;
use model::study::validation::errors::{
    By, Pairs, constants, context_pairs, groups, held_out, machine_pairs, neighbours, shipped,
};
use model::study::validation::predicted::{Compared, compare};
use model::study::validation::runs::{Side, rows};
use std::io::{self, Write};

/// Which runs are compared, and what is printed.
#[derive(Debug, Args)]
pub(super) struct Accuracy {
    /// Which runs: those that the constants were not fitted to, those that they were, or all.
    #[arg(long, value_enum, default_value_t = Which::Check)]
    side: Which,
    /// The formulas alone, without random effects.
    #[arg(long)]
    formulas: bool,
    /// Print `src/model/catalog/accuracy/bands.rs` as it should be, for the runs outside the fit.
    #[arg(long, requires = "date")]
    bands: bool,
    /// Today, for that file: 2026-11-24.
    #[arg(long)]
    date: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// Outside the fit: neither constants nor random effects saw their configuration.
    Check,
    /// In the fit.
    Fit,
    /// All, each third with the random effects of the other two: other lengths and loads of what was measured.
    Neighbours,
    /// All, as the shipped program predicts them; it knows them.
    All,
}

impl Which {
    fn compared(self, formulas: bool) -> Vec<Compared> {
        let of = |side: Side| compare(rows().iter().filter(move |row| row.side == side), &RECOMMENDED);
        match self {
            Self::Check if formulas => of(Side::Check),
            Self::Check => held_out(),
            Self::Fit if formulas => of(Side::Fit),
            Self::Fit => shipped().into_iter().filter(|it| it.row.side == Side::Fit).collect(),
            Self::Neighbours | Self::All if formulas => compare(rows(), &RECOMMENDED),
            Self::Neighbours => neighbours(),
            Self::All => shipped(),
        }
    }
    fn words(self) -> &'static str {
        match self {
            Self::Check => "runs of configurations that neither constants nor random effects saw",
            Self::Neighbours => "all runs, each third with the random effects of the other two",
            Self::Fit => "runs that the constants were fitted to",
            Self::All => "all runs, fitted and not",
        }
    }
}

/// Prints the requested comparison.
///
/// # Errors
/// If the output cannot be written.
pub(super) fn print(asked: &Accuracy, mut out: impl Write) -> io::Result<()> {
    if let (true, Some(date)) = (asked.bands, &asked.date) {
        return write!(out, "{}", constants(&Which::Check.compared(false), date));
    }
    let compared = asked.side.compared(asked.formulas);
    writeln!(out, "Predicted against measured output tokens per second, {}\n", asked.side.words())?;
    let mut heading = None;
    for group in groups(&compared) {
        if heading != Some(group.by) {
            heading = Some(group.by);
            writeln!(
                out,
                "{}{:42}{:>6}{:>9}{:>10}{:>10}{:>7}  measured/predicted, 5th to 95th percentile",
                if group.by == By::Whole { "" } else { "\n" },
                group.by.label(),
                "runs",
                "median",
                "in 25 %",
                "in 50 %",
                "bias"
            )?;
        }
        line(&mut out, group.label, &group.errors)?;
    }
    writeln!(
        out,
        "\n{:42}{:>6}{:>9}{:>10}{:>13}",
        "Ratios of pairs of runs", "pairs", "median", "in 25 %", "right order"
    )?;
    for (label, pairs) in [
        ("other lengths, same machine", context_pairs(&compared)),
        ("other machine, same work", machine_pairs(&compared)),
    ] {
        if let Some(Pairs { pairs, median, within_25, apart, ordered }) = pairs {
            writeln!(
                out,
                "  {label:40}{pairs:>6}{:>8.1}%{:>9.1}%{:>12.1}% of the {apart} that differ by more than a tenth",
                100.0 * median,
                100.0 * within_25,
                100.0 * ordered
            )?;
        }
    }
    Ok(())
}

fn line(out: &mut impl Write, label: &str, errors: &Errors) -> io::Result<()> {
    let Errors { runs, median, within_25, within_50, bias, low, high } = errors;
    writeln!(
        out,
        "  {label:40}{runs:>6}{:>8.1}%{:>9.1}%{:>9.1}%{bias:>7.2}  {low:.2} to {high:.2}",
        100.0 * median,
        100.0 * within_25,
        100.0 * within_50
    )
}
