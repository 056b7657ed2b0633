//! A sheet as Markdown, for people.

use crate::about::{Export, LICENCE, TITLE, VERSION};
use model::catalog::sources::READ;
use model::catalog::{Datum, Source};
use model::format::digits::{shown, span};
use model::sheet::book::{Book, called};
use model::sheet::{Row, choice, stage_label};
use model::study::evaluate::Evaluation;
use std::fmt::Write as _;

/// The sheet as Markdown: a section for each stage, a list entry for each number.
pub fn text(export: &Export) -> String {
    let Export { evaluation, book, .. } = export;
    let link = export.link();
    let mut text = format!("# {TITLE}\n\n");
    // Writing to a string cannot fail, so the results are dropped.
    let _ = write!(
        text,
        "Scenario: {}.",
        if link.is_empty() { "baseline".to_owned() } else { format!("`{link}`") }
    );
    let _ = write!(text, " Version {VERSION}. Data as of {READ}. Price list of {}.", evaluation.sheet.dated);
    if let Some(date) = &export.made.date {
        let _ = write!(text, " Printed on {date}.");
    }
    let _ = writeln!(text, " Licence: {LICENCE}.\n");
    for note in &evaluation.notes {
        let _ = writeln!(text, "- {note}");
    }
    let _ = writeln!(text, "\n{}", evaluation.sureness());
    for (stage, rows) in book.stages() {
        let _ = writeln!(text, "\n## {} (`{stage}`)\n", stage_label(stage));
        for row in rows {
            entry(&mut text, evaluation, book, row);
        }
    }
    text
}

/// A list entry with a sub-entry for each thing to know about a number.
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
        if let Some(lever) = row.lever() {
            let scenario = &evaluation.scenario;
            if !lever.is_default_in(scenario, row.value) {
                let default = lever.shown(lever.default_base_in(scenario));
                line("Default", &format!("{default}. {}", source(row, &lever.default_in(scenario))));
            }
            line("Track", &choice::track(lever));
        }
        for other in row.lever().map_or(datum.others, |lever| lever.default_in(&evaluation.scenario).others) {
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

/// Where a value was read, how well it is known, and its range.
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
    use crate::about::Made;
    use model::scenario::link;

    fn lines_of(link: &str, name: &str) -> Vec<String> {
        let text = text(&Export::of(link::read_shocked(link).0, Made::default())).replace('\u{a0}', " ");
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
