//! A sheet as text: Markdown for people, JSON and CSV for programs.

use super::book::{Book, called};
use super::{Row, choice, filed, rows, stage_label};
use crate::catalog::sources::READ;
use crate::catalog::{Datum, Grade, Source, accuracy};
#[cfg(not(target_arch = "wasm32"))]
use crate::format::cells::{BYTE_ORDER_MARK, harmless};
use crate::format::digits::{shown, span};
use crate::scenario::link;
use crate::study::evaluate::Evaluation;
use crate::study::evaluate::note::Note;
use serde::Serialize;
use std::fmt::Write as _;

/// What every sheet is called.
const TITLE: &str = "Token Factory: every number of a scenario";

/// The value of a number as files hold it.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Held {
    /// A number. In JSON it is the place in the list of what was chosen from a list, and 0 or 1 of a switch.
    Number(f64),
    /// The name of what was chosen from a list, or on or off: for people, in CSV.
    #[cfg(not(target_arch = "wasm32"))]
    Name(String),
}

/// A number of the sheet as files hold it.
#[derive(Debug, Serialize)]
struct Record {
    name: String,
    label: String,
    /// In `unit`; empty where it cannot be computed.
    value: Option<Held>,
    unit: String,
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
    /// The day on which the data were read last.
    data: &'static str,
    /// The day on which the sheet was printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    printed: Option<String>,
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
        let range = row.range.map(|(low, high)| (filed(low, unit), filed(high, unit)));
        let about = |of: fn(&crate::catalog::Source) -> &str| {
            row.source.map_or(String::new(), |datum| of(datum.source).to_owned())
        };
        Self {
            name: row.name(),
            label: row.about.label.to_owned(),
            value: finite(filed(row.value, unit)).map(Held::Number),
            unit: unit.symbol.to_owned(),
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
    /// The same with the name of what was chosen in place of its number in the list.
    #[cfg(not(target_arch = "wasm32"))]
    fn by_name(mut self, row: &Row) -> Self {
        if let Some(lever) = choice::lever(row).filter(|lever| lever.is_named()) {
            self.value = Some(Held::Name(lever.shown(row.value)));
        }
        self
    }
    /// The same for a spreadsheet: no text of it is taken for a formula.
    #[cfg(not(target_arch = "wasm32"))]
    fn harmless(mut self) -> Self {
        if let Some(Held::Name(name)) = &mut self.value {
            *name = harmless(name);
        }
        for text in [
            &mut self.name,
            &mut self.label,
            &mut self.unit,
            &mut self.shown,
            &mut self.meaning,
            &mut self.formula,
            &mut self.expression,
            &mut self.source,
            &mut self.publisher,
            &mut self.url,
            &mut self.published,
            &mut self.read,
            &mut self.grade,
            &mut self.note,
            &mut self.reason,
        ] {
            *text = harmless(text);
        }
        self
    }
}

/// The sheet as JSON. Its date is the day on which it is printed, such as 2026-11-23; without one the text is the same on
/// every day.
///
/// # Errors
/// Never in practice: every field can be written.
pub fn json(evaluation: &Evaluation, date: Option<&str>) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&Document {
        title: TITLE,
        scenario: link::write(&evaluation.scenario),
        version: env!("CARGO_PKG_VERSION"),
        data: READ,
        printed: date.map(str::to_owned),
        notes: evaluation.notes.iter().map(ToString::to_string).collect(),
        throughput: Throughput::of(evaluation),
        numbers: rows(evaluation).iter().map(Record::of).collect(),
    })
}

/// The sheet as CSV for spreadsheets, with a header row. What was chosen from a list stands there by name. What the file is
/// stands in its last rows, a name and a text each, as in the files that the page saves. The date is that of [`json`].
///
/// # Errors
/// Where a row cannot be written.
#[cfg(not(target_arch = "wasm32"))]
pub fn csv(evaluation: &Evaluation, date: Option<&str>) -> Result<String, Box<dyn std::error::Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows(evaluation) {
        writer.serialize(Record::of(&row).by_name(&row).harmless())?;
    }
    for (name, said) in about(evaluation, date) {
        let blank = std::iter::repeat_n("", COLUMNS - 2);
        writer.write_record([name, &harmless(&said)].into_iter().chain(blank))?;
    }
    Ok(format!("{BYTE_ORDER_MARK}{}", String::from_utf8(writer.into_inner()?)?))
}

/// Columns of the sheet as CSV: the fields of a [`Record`].
#[cfg(not(target_arch = "wasm32"))]
const COLUMNS: usize = 18;

/// What a file of numbers is, in rows of a name and a text.
#[cfg(not(target_arch = "wasm32"))]
fn about(evaluation: &Evaluation, date: Option<&str>) -> Vec<(&'static str, String)> {
    let mut about = vec![
        ("file.title", TITLE.to_owned()),
        ("file.link", link::write(&evaluation.scenario)),
        ("file.version", env!("CARGO_PKG_VERSION").to_owned()),
        ("file.data", READ.to_owned()),
        ("file.licence", "MIT".to_owned()),
    ];
    about.extend(date.map(|date| ("file.saved", date.to_owned())));
    about
}

/// The sheet as Markdown: a section for each stage, a list entry for each number.
pub fn markdown(evaluation: &Evaluation) -> String {
    markdown_of(evaluation, None)
}

/// The same with the day on which it is printed.
pub fn markdown_of(evaluation: &Evaluation, date: Option<&str>) -> String {
    let mut text = format!("# {TITLE}\n\n");
    let link = link::write(&evaluation.scenario);
    let scenario = if link.is_empty() { "baseline".to_owned() } else { format!("`{link}`") };
    let printed = date.map_or(String::new(), |date| format!(" Printed on {date}."));
    // Writing to a string cannot fail; the results are dropped for that reason alone.
    let _ = writeln!(
        text,
        "Scenario: {scenario}. Version {}. Data as of {READ}.{printed}\n",
        env!("CARGO_PKG_VERSION")
    );
    for note in &evaluation.notes {
        let _ = writeln!(text, "- {note}");
    }
    let _ = writeln!(text, "\n{}", evaluation.sureness());
    let book = Book::of(evaluation);
    for (stage, rows) in book.stages() {
        let _ = writeln!(text, "\n## {} (`{stage}`)\n", stage_label(stage));
        for row in rows {
            entry(&mut text, evaluation, &book, row);
        }
    }
    text
}

/// A list entry with an entry below it for each thing to know of a number.
fn entry(text: &mut String, evaluation: &Evaluation, book: &Book, row: &Row) {
    let about = row.about;
    // Writing to a string cannot fail.
    let _ = write!(text, "- **{}** (`{}`): {}. {}", about.label, row.name(), row.shown, about.meaning());
    if let Some((low, high)) = row.range {
        let _ = write!(text, " Range {}.", span(low, high, &about.unit));
    }
    text.push('\n');
    let mut line = |head: &str, said: &str| {
        let _ = writeln!(text, "  - {head}: {said}");
    };
    if let Some(reason) = &row.reason {
        line("Not computable", reason);
    }
    if let Some(formula) = row.in_words() {
        let name = row.naming().name(row.stage, about);
        line("Formula", &format!("{name} = {formula}"));
        let inputs = book.inputs(row);
        if !inputs.is_empty() {
            line("Computed from", &list(&inputs));
        }
    }
    if let Some(datum) = row.source {
        line("Source", &source(row, &datum));
        if let Some(why) = choice::search(evaluation, row) {
            line("Search", &why);
        }
        if let Some(lever) = choice::lever(row) {
            let scenario = &evaluation.scenario;
            if !lever.is_default_in(scenario, row.value) {
                let default = lever.shown(lever.default_base_in(scenario));
                line("Default", &format!("{default}. {}", source(row, &lever.default_in(scenario))));
            }
            line("Track", &choice::track(lever));
        }
        for other in
            choice::lever(row).map_or(datum.others, |lever| lever.default_in(&evaluation.scenario).others)
        {
            let value = shown(about.unit.base(other.value), &about.unit);
            line(
                "Also published",
                &format!("{value}: {}. {} ({}).", other.label, document(other.source), other.grade.said()),
            );
        }
    }
    if let Some(role) = choice::role(row) {
        line("Role", role);
    }
    let dependants = book.dependants(row);
    if !dependants.is_empty() {
        let more = match book.followers(row) {
            0 => String::new(),
            more => format!("; {more} more follow from these"),
        };
        line("Read by", &format!("{}{more}", list(&dependants)));
    }
}

/// Numbers by label and name.
fn list(rows: &[&Row]) -> String {
    called(rows).iter().map(|(row, name)| format!("{name} (`{}`)", row.name())).collect::<Vec<_>>().join(", ")
}

/// Where a value was read, how well it is known, and the range that allows.
fn source(row: &Row, datum: &Datum) -> String {
    let mut text = format!("{} ({}).", document(datum.source), datum.grade.said());
    if datum.low < datum.high {
        let unit = &row.about.unit;
        let _ = write!(text, " Range {}.", span(unit.base(datum.low), unit.base(datum.high), unit));
    }
    if !datum.note.is_empty() {
        let _ = write!(text, " {}", datum.note);
    }
    text
}

/// A document with its address, publisher and date.
fn document(source: &Source) -> String {
    let title = if source.url.is_empty() {
        source.title.to_owned()
    } else {
        format!("[{}]({})", source.title, source.url)
    };
    let parts = [title.as_str(), source.publisher, source.published];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::cells::is_formula;
    use crate::study::evaluate::evaluate;

    #[test]
    fn no_text_of_a_sheet_is_a_formula_and_negative_numbers_are_numbers() {
        // A site that loses money.
        let scenario = link::read("price_output=0.1&price_input=0.01&price_cached=0.001").0;
        let text = csv(&evaluate(&scenario), Some("2026-11-23")).unwrap();
        assert!(text.starts_with(BYTE_ORDER_MARK));
        let mut reader = csv::Reader::from_reader(text.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
        let header = reader.headers().unwrap().clone();
        assert_eq!(header.len(), COLUMNS);
        let named: Vec<String> = link::levers()
            .into_iter()
            .filter(|lever| lever.is_named())
            .map(|lever| format!("plan.{}", lever.about.id))
            .collect();
        let (mut below, mut names, mut about) = (0, 0, Vec::new());
        for record in reader.records() {
            let record = record.unwrap();
            if record[0].starts_with("file.") {
                about.push((record[0].to_owned(), record[1].to_owned()));
                continue;
            }
            let is_named = named.contains(&record[0].to_owned());
            for (name, cell) in header.iter().zip(&record) {
                if ["low", "high"].contains(&name) || name == "value" && !is_named {
                    let number: Option<f64> = (!cell.is_empty()).then(|| cell.parse().unwrap());
                    below += usize::from(number.is_some_and(|number| number < 0.0));
                } else {
                    assert!(!is_formula(cell), "{name}: {cell}");
                    names += usize::from(name == "value" && !cell.is_empty());
                }
            }
        }
        assert!(below > 3, "{below}");
        assert_eq!(names, named.len());
        let said = |name: &str| about.iter().find(|(of, _)| of == name).map(|(_, said)| said.as_str());
        assert_eq!(said("file.link"), Some(link::write(&scenario).as_str()));
        assert_eq!((said("file.title"), said("file.saved")), (Some(TITLE), Some("2026-11-23")));
        assert_eq!((said("file.data"), said("file.version")), (Some(READ), Some(env!("CARGO_PKG_VERSION"))));
    }

    #[test]
    fn a_text_that_is_a_formula_gets_a_mark_in_every_cell() {
        let evaluation = evaluate(&link::read("").0);
        let mut record = Record::of(&rows(&evaluation)[0]);
        record.note = "=HYPERLINK(1)".to_owned();
        record.label = "-2".to_owned();
        record.value = Some(Held::Number(-2.0));
        let record = record.harmless();
        assert_eq!((record.note.as_str(), record.label.as_str()), ("'=HYPERLINK(1)", "'-2"));
        assert_eq!(record.value, Some(Held::Number(-2.0)));
        assert!(!record.name.starts_with('\''));
    }

    fn lines_of(link: &str, name: &str) -> Vec<String> {
        let text = markdown(&evaluate(&link::read(link).0)).replace('\u{a0}', " ");
        let head = format!("(`{name}`): ");
        let from = text.lines().skip_while(|line| !(line.starts_with("- **") && line.contains(&head)));
        let mut lines: Vec<String> = from.take(1).map(str::to_owned).collect();
        let below =
            text.lines().skip_while(|line| !(line.starts_with("- **") && line.contains(&head))).skip(1);
        lines.extend(below.take_while(|line| line.starts_with("  - ")).map(str::to_owned));
        lines
    }

    #[test]
    fn a_computed_number_has_its_formula_what_it_reads_and_what_reads_it() {
        let lines = lines_of("", "profit.cost");
        assert!(lines[0].contains("All costs of the site"), "{lines:?}");
        assert_eq!(lines[1], "  - Formula: Cost = Electricity + Machines + Building + Running");
        assert!(
            lines[2].starts_with("  - Computed from: Electricity (`profit.electricity`), Machines (`profit.")
        );
        assert!(lines[3].starts_with("  - Read by: Profit (`profit.profit`), "), "{lines:?}");
        assert!(lines[3].contains(" more follow from these"), "{lines:?}");
    }

    #[test]
    fn a_lever_has_its_source_its_track_and_its_default_once_it_was_set() {
        let lines = lines_of("context=128k", "plan.context");
        let text = lines.join("\n");
        assert!(text.contains("Source: Set by the reader, The reader (assumed)."), "{text}");
        assert!(text.contains("Default: 67.8K tokens. [GitHub Copilot trace study](https://"), "{text}");
        assert!(
            text.contains("Track: From 1K to 2M tokens. ") && text.contains("Also published: "),
            "{text}"
        );
        assert!(!lines_of("", "plan.context").join(" ").contains("Default:"));
    }

    #[test]
    fn what_cannot_be_computed_says_why() {
        let text = lines_of("gpu=tpu7x", "profit.profit").join("\n");
        assert!(text.contains("Not computable: All-in power is not known."), "{text}");
    }
}
