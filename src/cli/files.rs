//! Exports scenarios to files, and imports them again.

use super::day::today;
use super::scenario::{compared_as, set, shocked};
use clap::{Args, ValueEnum};
use export::import::{self, LARGEST, Opened};
use export::prices::Sheet as PriceSheet;
use export::{Export, Made, cite, csv, json, markdown, python, xlsx};
use model::scenario::link;
use model::scenario::link::compared::{Compared, write_compared};
use model::scenario::shocks::ShockedScenario;
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// Which scenario.
#[derive(Debug, Args)]
struct Which {
    /// Link of the scenario: the address of the page, or the part after its question mark; the baseline scenario without one.
    link: Option<String>,
    /// Set a lever by the name that links use, e.g. --set context=128k --set gpu=gb300.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Address of the page, which links in the file then begin with, e.g. https://example.org/. Without it that of the link.
    #[arg(long, value_name = "ADDRESS")]
    site: Option<String>,
    /// Read a link of an earlier version with the baseline that it was made with, not with the present one.
    #[arg(long)]
    as_made: bool,
}

impl Which {
    fn export(&self) -> Result<Export, Box<dyn Error>> {
        let link = self.link.as_deref().unwrap_or("");
        let mut both = compared_as(link, self.as_made);
        if self.as_made {
            both.shown = link::read_as_made(link).ok_or(
                "The link is not of an earlier version. Without --as-made it is read with the present baseline.",
            )?;
        }
        if !self.set.is_empty() {
            both.shown = ShockedScenario::new(set(both.shown.scenario(), &self.set)?);
        }
        let site = match &self.site {
            Some(text) => Some(crate::site::address::read(text).ok_or_else(|| {
                format!(
                    "“{}” is no address of a page. Allowed: one such as https://example.org/",
                    link::cut(text)
                )
            })?),
            None => site_of(link),
        };
        Ok(Export::of_compared(both, Made { date: Some(today()), site }))
    }
}

/// The address of the page in a link that is a whole address; `None` for a query, and for a page that is not on a server.
fn site_of(link: &str) -> Option<String> {
    let page = link.split(['?', '#']).next().unwrap_or(link);
    let folder = match page.rsplit_once('/') {
        Some((folder, file)) if file.ends_with(".html") => folder,
        _ => page,
    };
    crate::site::address::read(folder)
}

/// A sheet, and how it is written.
#[derive(Debug, Args)]
pub(super) struct Sheet {
    #[command(flatten)]
    which: Which,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = Format::Md)]
    format: Format,
    /// File to write it to, instead of printing it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown.
    Md,
    /// Comma-separated values.
    Csv,
    /// JSON, which can be imported.
    Json,
    /// A workbook whose cells compute.
    Xlsx,
    /// A program in Python that computes the numbers and checks them.
    Py,
}

/// Writes a sheet.
///
/// # Errors
/// If a lever cannot be set, the output cannot be written, or a workbook would be written to a terminal.
pub(super) fn sheet(asked: &Sheet) -> Result<(), Box<dyn Error>> {
    if asked.format == Format::Xlsx && asked.out.is_none() && io::stdout().is_terminal() {
        return Err("a workbook is no text for a terminal; name a file with --out FILE.xlsx".into());
    }
    let export = asked.which.export()?;
    let bytes = match asked.format {
        Format::Md => markdown::text(&export).into_bytes(),
        Format::Csv => csv::text(&export)?.into_bytes(),
        Format::Json => json::text(&export)?.into_bytes(),
        Format::Xlsx => xlsx::bytes(&export)?,
        Format::Py => python::text(&export).into_bytes(),
    };
    match &asked.out {
        Some(path) => fs::write(path, bytes).map_err(|error| named(path, &error))?,
        None => io::stdout().lock().write_all(&bytes)?,
    }
    Ok(())
}

fn named(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

/// A file to be opened.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// A scenario as JSON or CSV, as `sheet --format json`, `sheet --format csv` and the page write it; or a price sheet as
    /// JSON in the form of LiteLLM or models.dev.
    file: PathBuf,
    /// Model of the price sheet whose prices are set. A sheet that has prices of one model alone needs none.
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
    /// Link of the scenario in which the prices are set; the baseline scenario without one.
    #[arg(long, value_name = "LINK")]
    scenario: Option<String>,
}

/// Prints the link of the scenario in a file, or that of a scenario with the prices of a model.
///
/// # Errors
/// The reason why the file cannot be read, or the prices cannot be set.
pub(super) fn open(asked: &Import, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    let path = &asked.file;
    let file = File::open(path).map_err(|error| named(path, &error))?;
    let mut bytes = Vec::new();
    // One extra byte reveals that the file is too long.
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(|error| named(path, &error))?;
    let refused = |why: String| format!("{}: {why}", path.display());
    let both = match import::open(&bytes).map_err(|fault| refused(fault.to_string()))? {
        Opened::Scenario(_) if asked.model.is_some() || asked.scenario.is_some() => {
            let why = "The file is a scenario. --model and --scenario are allowed for price sheets.";
            return Err(refused(why.to_owned()).into());
        }
        Opened::Scenario(found) => {
            for notice in &found.notices {
                eprintln!("token-factory: {notice}");
            }
            Compared { shown: found.shocked, pinned: found.pinned }
        }
        Opened::Prices(sheet) => Compared::alone(priced(&sheet, asked).map_err(refused)?),
    };
    writeln!(out, "{}", write_compared(&both))?;
    Ok(())
}

/// The scenario with the prices of a model. Reports on standard error which prices were set.
fn priced(sheet: &PriceSheet, asked: &Import) -> Result<ShockedScenario, String> {
    let model = match &asked.model {
        Some(name) => sheet.find(name).map_err(|fault| fault.to_string())?,
        None => sheet.only().ok_or_else(|| {
            let first: Vec<&str> = sheet.names().take(5).collect();
            format!(
                "It has prices of {} models. Name one of them with --model NAME. The first are {}.",
                sheet.names().count(),
                first.join(", ")
            )
        })?,
    };
    let origin = shocked(asked.scenario.as_deref().unwrap_or(""));
    let applied = model.apply(&origin).map_err(|fault| fault.to_string())?;
    for sentence in &applied.said {
        eprintln!("token-factory: {sentence}");
    }
    Ok(applied.shocked)
}

/// A scenario to be cited.
#[derive(Debug, Args)]
pub(super) struct Cite {
    #[command(flatten)]
    which: Which,
    /// The form of the citation.
    #[arg(long, value_enum, default_value_t = Style::Text)]
    format: Style,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Style {
    /// A sentence.
    Text,
    /// An entry for BibTeX.
    Bibtex,
    /// CSL-JSON, for citation managers.
    Csl,
}

/// Prints how to cite a scenario.
///
/// # Errors
/// If a lever cannot be set, or the output cannot be written.
pub(super) fn cite(asked: &Cite, mut out: impl Write) -> Result<(), Box<dyn Error>> {
    let export = asked.which.export()?;
    let text = match asked.format {
        Style::Text => cite::text(&export),
        Style::Bibtex => cite::bibtex(&export),
        Style::Csl => cite::csl(&export)?,
    };
    write!(out, "{text}")?;
    Ok(())
}
