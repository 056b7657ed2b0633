//! A number of the sheet as written to files.

use model::catalog::{Grade, Source};
use model::format::cells::harmless;
use model::sheet::{Row, filed};
use serde::Serialize;

/// The value of a number as written to files.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(crate) enum Held {
    /// A number. In JSON, a choice from a list is its index, and a switch is 0 or 1.
    Number(f64),
    /// The name of what was chosen from a list, or on or off: for people, in CSV.
    Name(String),
}

/// What is said of a price or a rent that is not published where a file computes, and needs a number.
pub(crate) const UNKNOWN_REMARK: &str = "It is not published for this machine. 0 stands for that.";

/// A number of the sheet as written to files.
#[derive(Debug, Serialize)]
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) label: String,
    /// In `unit`; empty if it cannot be computed or is not published.
    pub(crate) value: Option<Held>,
    pub(crate) unit: String,
    pub(crate) shown: String,
    pub(crate) meaning: String,
    pub(crate) formula: String,
    pub(crate) expression: String,
    pub(crate) source: String,
    pub(crate) publisher: String,
    pub(crate) url: String,
    pub(crate) published: String,
    pub(crate) read: String,
    pub(crate) grade: String,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) note: String,
    pub(crate) reason: String,
}

impl Record {
    pub(crate) fn of(row: &Row) -> Self {
        let finite = |value: f64| value.is_finite().then_some(value);
        let source = row.source.filter(|datum| datum.grade != Grade::Missing);
        let (unit, missing) = (&row.about.unit, row.why_missing());
        let range = row.range.map(|(low, high)| (filed(low, unit), filed(high, unit)));
        let about =
            |of: fn(&Source) -> &str| row.source.map_or(String::new(), |datum| of(datum.source).to_owned());
        Self {
            name: row.name(),
            label: row.about.label.to_owned(),
            value: finite(filed(row.value, unit)).filter(|_| missing.is_none()).map(Held::Number),
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
            reason: missing.unwrap_or_default(),
        }
    }
    /// The same with the name of a choice in place of its index in the list.
    pub(crate) fn by_name(mut self, row: &Row) -> Self {
        if let Some(lever) = row.lever().filter(|lever| lever.is_named()) {
            self.value = Some(Held::Name(lever.shown(row.value)));
        }
        self
    }
    /// The same for a spreadsheet: no text in it can be taken for a formula.
    pub(crate) fn harmless(mut self) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::Scenario;
    use model::sheet::rows;
    use model::study::evaluate::evaluate;

    #[test]
    fn a_text_that_is_a_formula_gets_a_mark_in_every_cell() {
        let evaluation = evaluate(&Scenario::baseline());
        let mut record = Record::of(&rows(&evaluation)[0]);
        record.note = "=HYPERLINK(1)".to_owned();
        record.label = "-2".to_owned();
        record.value = Some(Held::Number(-2.0));
        let record = record.harmless();
        assert_eq!((record.note.as_str(), record.label.as_str()), ("'=HYPERLINK(1)", "'-2"));
        assert_eq!(record.value, Some(Held::Number(-2.0)));
        assert!(!record.name.starts_with('\''));
    }
}
