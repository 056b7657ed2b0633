//! A sheet as text: Markdown for people, JSON and CSV for programs.

use super::{Row, rows, stage_label};
use crate::catalog::{Grade, accuracy};
use crate::scenario::link;
use crate::study::evaluate::Evaluation;
use crate::study::note::Note;
use crate::words::digits::span;
use serde::Serialize;
use std::fmt::Write as _;

/// A number of the sheet as files hold it.
#[derive(Debug, Serialize)]
struct Record {
    name: String,
    label: &'static str,
    /// In `unit`; empty where it cannot be computed.
    value: Option<f64>,
    unit: &'static str,
    shown: String,
    meaning: String,
    formula: String,
    expression: String,
    source: String,
    publisher: String,
    url: String,
    published: String,
    read: String,
    grade: String,
    low: Option<f64>,
    high: Option<f64>,
    note: String,
    reason: String,
}

/// A whole sheet as JSON holds it.
#[derive(Debug, Serialize)]
struct Document {
    title: &'static str,
    scenario: String,
    version: &'static str,
    notes: Vec<String>,
    /// In what range of the prediction measured throughput lies, and over which runs.
    throughput: Throughput,
    numbers: Vec<Record>,
}

/// How sure predicted throughput is. The `low` and `high` of computed numbers follow from it.
#[derive(Debug, Serialize)]
struct Throughput {
    class: &'static str,
    runs: usize,
    median_error: f64,
    low: f64,
    high: f64,
    checked: &'static str,
    /// Why it is extrapolated; empty where published runs are near.
    extrapolated: Vec<String>,
}

impl Throughput {
    fn of(evaluation: &Evaluation) -> Self {
        let class = evaluation.class();
        let (errors, band) = (class.errors(), class.correction());
        Self {
            class: class.label(),
            runs: errors.runs,
            median_error: errors.median,
            low: band.low,
            high: band.high,
            checked: accuracy::DATE,
            extrapolated: evaluation.stretches().map(Note::reason).collect(),
        }
    }
}

impl Record {
    fn of(row: &Row) -> Self {
        let finite = |value: f64| value.is_finite().then_some(value);
        let source = row.source.filter(|datum| datum.grade != Grade::Missing);
        let unit = &row.about.unit;
        let range = row.range.map(|(low, high)| (tidy(unit.shown(low)), tidy(unit.shown(high))));
        let about = |of: fn(&crate::catalog::Source) -> &str| {
            row.source.map_or(String::new(), |datum| of(datum.source).to_owned())
        };
        Self {
            name: row.name(),
            label: row.about.label,
            value: finite(tidy(row.about.unit.shown(row.value))),
            unit: row.about.unit.symbol,
            shown: row.shown.clone(),
            meaning: row.about.meaning(),
            formula: row.in_words().unwrap_or_default(),
            expression: row.in_names().unwrap_or_default(),
            source: about(|source| source.title),
            publisher: about(|source| source.publisher),
            url: about(|source| source.url),
            published: about(|source| source.published),
            read: about(|source| source.read),
            grade: row.source.map_or("computed", |datum| datum.grade.word()).to_owned(),
            low: source.map(|datum| datum.low).or(range.map(|it| it.0)).and_then(finite),
            high: source.map(|datum| datum.high).or(range.map(|it| it.1)).and_then(finite),
            note: row.source.map_or("", |datum| datum.note).to_owned(),
            reason: row.reason.clone().unwrap_or_default(),
        }
    }
}

/// A number without the last bits that going to base units and back has changed.
fn tidy(value: f64) -> f64 {
    format!("{value:.13e}").parse().unwrap_or(value)
}

/// The sheet as JSON.
///
/// # Errors
/// Never in practice: every field can be written.
pub fn json(evaluation: &Evaluation) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&Document {
        title: "Token Factory: every number of a scenario",
        scenario: link::write(&evaluation.scenario),
        version: env!("CARGO_PKG_VERSION"),
        notes: evaluation.notes.iter().map(ToString::to_string).collect(),
        throughput: Throughput::of(evaluation),
        numbers: rows(evaluation).iter().map(Record::of).collect(),
    })
}

/// The sheet as CSV with a header row.
///
/// # Errors
/// Where a row cannot be written.
#[cfg(not(target_arch = "wasm32"))]
pub fn csv(evaluation: &Evaluation) -> Result<String, Box<dyn std::error::Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows(evaluation) {
        writer.serialize(Record::of(&row))?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// The sheet as Markdown: a section for each stage, a list entry for each number.
pub fn markdown(evaluation: &Evaluation) -> String {
    let mut text = String::from("# Token Factory: every number of a scenario\n\n");
    let link = link::write(&evaluation.scenario);
    let scenario = if link.is_empty() { "untouched".to_owned() } else { format!("`{link}`") };
    // Writing to a string cannot fail; the results are dropped for that reason alone.
    let _ = writeln!(text, "Scenario: {scenario}. Version {}.\n", env!("CARGO_PKG_VERSION"));
    for note in &evaluation.notes {
        let _ = writeln!(text, "- {note}");
    }
    let _ = writeln!(text, "\n{}", evaluation.sureness());
    let mut stage = "";
    for row in rows(evaluation) {
        if row.stage != stage {
            stage = row.stage;
            let _ = writeln!(text, "\n## {} (`{stage}`)\n", stage_label(stage));
        }
        let _ = write!(
            text,
            "- **{}** (`{}`): {}. {}",
            row.about.label,
            row.name(),
            row.shown,
            row.about.meaning()
        );
        if let Some((low, high)) = row.range {
            let _ = write!(text, " Range {}.", span(low, high, &row.about.unit));
        }
        if let Some(formula) = row.in_words() {
            let _ = write!(text, " = {formula}.");
        }
        if let Some(datum) = row.source {
            let source = datum.source;
            let title = if source.url.is_empty() {
                source.title.to_owned()
            } else {
                format!("[{}]({})", source.title, source.url)
            };
            let _ = write!(text, " Source: {title}, {}", source.publisher);
            if !source.published.is_empty() {
                let _ = write!(text, ", {}", source.published);
            }
            let _ = write!(text, " ({}).", datum.grade.word());
            if !datum.note.is_empty() {
                let _ = write!(text, " {}", datum.note);
            }
        }
        if let Some(reason) = &row.reason {
            let _ = write!(text, " Not computable: {reason}");
        }
        text.push('\n');
    }
    text
}
