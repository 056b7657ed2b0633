//! Every number of a scenario, stage by stage.

use super::{badge, citation, number};
use crate::views::derivation::{evidence_range, range};
use maud::{Markup, html};
use model::sheet::book::Book;
use model::sheet::book::called;
use model::sheet::{Row, choice};
use model::study::evaluate::Evaluation;

/// The numbers of a stage; none where the scenario has no such stage.
pub fn ledger_stage(evaluation: &Evaluation, stage: &str) -> Option<Markup> {
    let book = Book::of(evaluation);
    let (_, rows) = book.stages().into_iter().find(|(of, _)| *of == stage)?;
    Some(html! { dl.rows { @for row in rows { (entry(&book, row)) } } })
}

/// A number with how it came about.
fn entry(book: &Book, row: &Row) -> Markup {
    let name = row.name();
    html! {
        div.row id=(name) tabindex="-1" {
            dt { a.anchor href=(format!("#{name}")) { (row.about.label) } }
            dd {
                span.row-value { (value(row)) }
                p.meaning { (row.about.meaning()) }
                @if let Some(words) = row.in_words() {
                    p.formula { (row.naming().name(row.stage, row.about)) " = " (words) }
                    ul.inputs aria-label="Inputs" {
                        @for (input, label) in called(&book.inputs(row)) {
                            li { a href=(format!("#{}", input.name())) { (label) } }
                        }
                    }
                }
                @if let Some(range) = range(row) { p.origin { (range) } }
                @if let Some(datum) = row.source {
                    p.origin {
                        (badge(datum.grade)) " "
                        @if let Some((range, how)) = evidence_range(row, &datum) { span title=(how) { (range) } " " }
                        (datum.note) " " (citation(datum.source))
                    }
                }
                @if let Some(reason) = &row.reason { p.fault { (reason) } }
            }
        }
    }
}

/// The value as a number that opens its derivation. An entry of a list, or a switch, is a word that does.
fn value(row: &Row) -> Markup {
    match choice::lever(row) {
        Some(lever) if lever.is_named() => {
            let name = row.name();
            html! { a data-number=(name) href=(format!("manual.html#{name}")) { (row.shown) } }
        }
        _ => number(row.stage, row.about, row.value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::link;
    use model::study::evaluate::evaluate;

    #[test]
    fn every_number_stands_in_its_stage() {
        for link in ["", "gpu=mi455x&ultra_share=5&overlap=on"] {
            let evaluation = evaluate(&link::read(link).0);
            let book = Book::of(&evaluation);
            for (stage, rows) in book.stages() {
                let text = ledger_stage(&evaluation, stage).expect("the stage").into_string();
                for row in &rows {
                    assert!(text.contains(&format!("id=\"{}\"", row.name())), "{}", row.name());
                    assert!(text.contains(&format!("data-number=\"{}\"", row.name())), "{}", row.name());
                }
                assert_eq!(text.matches("class=\"row\"").count(), rows.len());
                assert!(!text.contains("NaN"));
            }
            assert!(ledger_stage(&evaluation, "nothing").is_none());
        }
    }

    #[test]
    fn a_row_shows_what_the_sheet_shows() {
        let evaluation = evaluate(&link::read("").0);
        let text = ledger_stage(&evaluation, "plan").expect("the levers").into_string();
        assert!(text.contains(">GB300 NVL72</a>") && text.contains(">off</a>"), "{text}");
        let text = ledger_stage(&evaluation, "profit").expect("profit").into_string();
        assert!(text.contains("<a href=\"#profit.revenue\">Revenue</a>"), "{text}");
    }
}
