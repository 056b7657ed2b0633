//! Fits the constants, and prints them as the lines that the catalog contains.

use clap::{Args, ValueEnum};
use model::catalog::calibration::RECOMMENDED;
use model::catalog::random_effects::Level;
use model::study::validation::calibrate::{FITTED_CONSTANTS, calibrate, leave_out};
use model::study::validation::errors::errors;
use model::study::validation::predicted::compare;
use model::study::validation::random_effects::RandomEffects;
use model::study::validation::runs::{Measured, Side, rows};
use std::io::{self, Write};

/// What is fitted.
#[derive(Debug, Args)]
pub(super) struct Calibrate {
    /// The constants of the formulas, the random effects of the shipped constants by level, or the error on generations of
    /// machines that were left out of the fit in turn.
    #[arg(value_enum)]
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// The constants, fitted to the fit side.
    Constants,
    /// `src/model/catalog/random_effects/coarse.rs`.
    Coarse,
    /// `src/model/catalog/random_effects/fine.rs`.
    Fine,
    /// Each generation predicted by constants that saw none of its machines.
    Generations,
}

/// Prints the requested fit.
///
/// # Errors
/// If the output cannot be written.
pub(super) fn print(asked: &Calibrate, mut out: impl Write) -> io::Result<()> {
    match asked.what {
        What::Constants => constants(&mut out),
        What::Coarse => effects(&mut out, true),
        What::Fine => effects(&mut out, false),
        What::Generations => generations(&mut out),
    }
}

fn constants(out: &mut impl Write) -> io::Result<()> {
    let fitted: Vec<&Measured> = rows().iter().filter(|row| row.side == Side::Fit).collect();
    let fit = calibrate(&fitted);
    for constant in &FITTED_CONSTANTS {
        writeln!(out, "{} = {:.4}", constant.name, constant.value(&fit))?;
    }
    Ok(())
}

fn effects(out: &mut impl Write, is_coarse: bool) -> io::Result<()> {
    let found = RandomEffects::of(&compare(rows(), &RECOMMENDED));
    writeln!(
        out,
        "//! Printed by `token-factory calibrate`; see [`super`].\n\nuse super::{{RandomEffect, effect}};"
    )?;
    for level in Level::ALL.into_iter().filter(|level| level.is_coarse() == is_coarse) {
        let name = format!("{level:?}").to_uppercase();
        writeln!(out, "\npub(super) static {name}: &[RandomEffect] = &[")?;
        for (kind, effect) in found.level(level) {
            writeln!(out, "    effect(\"{kind}\", {}, {:.4}),", effect.runs, effect.log)?;
        }
        writeln!(out, "];")?;
    }
    Ok(())
}

fn generations(out: &mut impl Write) -> io::Result<()> {
    let left_out = leave_out(rows(), |row| row.machine().generation as usize);
    let mut together = Vec::new();
    writeln!(out, "Formulas alone, each generation predicted by constants that saw none of its machines")?;
    for (_, compared) in left_out {
        let label = compared.first().map_or("", |it| it.row.machine().generation.label());
        line(out, label, &compared)?;
        together.extend(compared);
    }
    line(out, "all", &together)
}

fn line(
    out: &mut impl Write,
    label: &str,
    compared: &[model::study::validation::predicted::Compared],
) -> io::Result<()> {
    let Some(errors) = errors(compared) else { return Ok(()) };
    writeln!(
        out,
        "  {label:24}{:>6} runs, median error {:.1} %, within 25 % {:.1} %, within 50 % {:.1} %, bias {:.2}",
        errors.runs,
        100.0 * errors.median,
        100.0 * errors.within_25,
        100.0 * errors.within_50,
        errors.bias
    )
}
