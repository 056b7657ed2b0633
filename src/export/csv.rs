//! A sheet as comma-separated values, one row per quantity.
//!
//! The first row names the columns. Choices from a list are given by name, numbers in their unit. The last rows
//! describe the file, with a name and a text each: `file.title`, `file.link` and so on, as in the files that the page
//! saves.

use crate::about::{Export, Made, SCENARIO_TITLE, about, price_day};
use crate::record::Record;
use model::format::cells::{self, BYTE_ORDER_MARK, harmless};
use model::scenario::link;
use model::scenario::link::compared::Compared;
use model::scenario::shocks::ShockedScenario;
use std::error::Error;

/// Columns of the sheet: the fields of a record.
pub(crate) const COLUMNS: usize = 18;

/// The sheet as CSV for spreadsheets and for statistics, with a byte order mark. No text in it can be taken for a
/// formula.
///
/// # Errors
/// If a row cannot be written, which does not happen with a sheet.
pub fn text(export: &Export) -> Result<String, Box<dyn Error>> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for row in export.book.rows() {
        writer.serialize(Record::of(row).by_name(row).harmless())?;
    }
    for it in export.about() {
        let blank = std::iter::repeat_n("", COLUMNS - 2);
        writer.write_record([it.name, &harmless(&it.text)].into_iter().chain(blank))?;
    }
    Ok(format!("{BYTE_ORDER_MARK}{}", String::from_utf8(writer.into_inner()?)?))
}

/// Only the levers of a scenario as CSV, without anything computed: name, label, value and unit.
pub fn scenario(shocked: &ShockedScenario, made: &Made) -> String {
    let row = |cells: [&str; 4]| cells::line(cells.map(harmless));
    let scenario = shocked.scenario();
    let mut text = format!("{BYTE_ORDER_MARK}{}", row(["name", "label", "value", "unit"]));
    for lever in link::levers() {
        let (value, unit) = (scenario.of(lever), &lever.about.unit);
        let name = format!("plan.{}", lever.about.id);
        let shown = if lever.is_named() {
            harmless(&lever.shown(value))
        } else if lever.is_unknown(value) {
            String::new()
        } else {
            cells::number(value, unit)
        };
        let [name, label, unit] = [&name, lever.about.label, unit.symbol].map(harmless);
        text += &cells::line([name, label, shown, unit]);
    }
    let both = Compared::alone(shocked.clone());
    for it in about(SCENARIO_TITLE, &both, price_day(shocked), made) {
        text += &row([it.name, &it.text, "", ""]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::about::{TITLE, VERSION};
    use model::catalog::sources::READ;
    use model::format::cells::is_formula;

    #[test]
    fn no_text_of_a_sheet_is_a_formula_and_negative_numbers_are_numbers() {
        // A site that loses money.
        let shocked = link::read_shocked("price_output=0.1&price_input=0.01&price_cached=0.001").0;
        let made = Made { date: Some("2026-11-23".to_owned()), site: None };
        let text = text(&Export::of(shocked.clone(), made)).unwrap();
        assert!(text.starts_with(BYTE_ORDER_MARK));
        let mut reader = ::csv::Reader::from_reader(text.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
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
        assert_eq!(said("file.link"), Some(link::write_shocked(&shocked).as_str()));
        assert_eq!((said("file.title"), said("file.saved")), (Some(TITLE), Some("2026-11-23")));
        assert_eq!((said("file.data"), said("file.version")), (Some(READ), Some(VERSION)));
        assert!(
            said("file.prices").is_some_and(|day| day.len() == 10) && said("file.licence") == Some("MIT")
        );
    }
}
