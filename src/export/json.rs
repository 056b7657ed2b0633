//! A sheet as JSON, for programs, and as a scenario file that can be opened again.
//!
//! `schema.json` next to this file describes it. Its first fields are those of the scenario files that the page saves
//! and opens (`src/script/files.js`): the link, and the levers and shocks that the link names.

use crate::about::{Export, LICENCE, Made, SCENARIO_TITLE, TITLE, VERSION, price_day};
use crate::record::Record;
use model::catalog::accuracy;
use model::catalog::sources::READ;
use model::scenario::Scenario;
use model::scenario::link::compared::{Compared, write_compared};
use model::scenario::shocks::ShockedScenario;
use model::study::evaluate::Evaluation;
use model::study::evaluate::note::Note;
use serde::{Serialize, Serializer};

/// The form of the file. Files of later forms are not read.
pub const FORM: u64 = 1;

/// The contents of a file of this form, as JSON Schema (draft 2020-12).
pub const SCHEMA: &str = include_str!("schema.json");

/// A file as it is written.
#[derive(Debug, Serialize)]
struct Document<'a> {
    #[serde(rename = "token-factory")]
    form: u64,
    title: &'static str,
    link: String,
    levers: Levers,
    shocks: Vec<&'static str>,
    /// The day on which it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    saved: Option<&'a str>,
    version: &'static str,
    /// The day on which the data were read last.
    data: &'static str,
    /// The day of the price list.
    prices: &'static str,
    licence: &'static str,
    /// The address of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(flatten)]
    computed: Option<Computed>,
}

/// What follows from the scenario.
#[derive(Debug, Serialize)]
struct Computed {
    notes: Vec<String>,
    /// The range of measured throughput around the prediction, and the runs it is based on.
    throughput: Throughput,
    numbers: Vec<Record>,
}

/// Levers that differ from their default, by their names and values in links.
#[derive(Debug)]
struct Levers(Scenario);

impl Serialize for Levers {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(
            self.0.changed().into_iter().map(|(lever, value)| (lever.about.id, lever.written(value))),
        )
    }
}

/// How reliable the predicted throughput is. The `low` and `high` of computed numbers follow from it.
#[derive(Debug, Serialize)]
struct Throughput {
    class: &'static str,
    runs: usize,
    median_error: f64,
    low: f64,
    high: f64,
    checked: &'static str,
    /// Why it is extrapolated; empty if there are published runs nearby.
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

/// The sheet as JSON, with everything that follows from the scenario.
///
/// # Errors
/// Never in practice: every field can be written.
pub fn text(export: &Export) -> Result<String, serde_json::Error> {
    let evaluation = &export.evaluation;
    let computed = Computed {
        notes: evaluation.notes.iter().map(ToString::to_string).collect(),
        throughput: Throughput::of(evaluation),
        numbers: export.book.rows().iter().map(Record::of).collect(),
    };
    written(TITLE, &export.both(), evaluation.sheet.dated, &export.made, Some(computed))
}

/// Only the scenario, without anything computed.
///
/// # Errors
/// Never in practice: every field can be written.
pub fn scenario(shocked: &ShockedScenario, made: &Made) -> Result<String, serde_json::Error> {
    written(SCENARIO_TITLE, &Compared::alone(shocked.clone()), price_day(shocked), made, None)
}

fn written(
    title: &'static str,
    both: &Compared,
    prices: &'static str,
    made: &Made,
    computed: Option<Computed>,
) -> Result<String, serde_json::Error> {
    let document = Document {
        form: FORM,
        title,
        link: write_compared(both),
        levers: Levers(*both.shown.origin()),
        shocks: both.shown.active().iter().map(|shock| shock.slug).collect(),
        saved: made.date.as_deref(),
        version: VERSION,
        data: READ,
        prices,
        licence: LICENCE,
        source: made.site.as_deref(),
        computed,
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
