//! Every number of a scenario, stage by stage.

use super::{Badge, Citation, number};
use crate::ui::prerender;
use crate::ui::unfolded::Stage;
use crate::views::derivation::{evidence_range, range};
use leptos::either::Either;
use leptos::prelude::*;
use model::scenario::Scenario;
use model::sheet::Row;
use model::sheet::book::Book;
use model::sheet::book::called;
use model::study::evaluate::{Evaluation, evaluate};

/// The stages of a scenario, folded, as HTML that is hydrated.
pub fn ledger_stages(scenario: &Scenario) -> String {
    let evaluation = evaluate(scenario);
    let book = Book::of(&evaluation);
    let stages = book.stages().into_iter().map(|(stage, _)| stage.to_owned());
    prerender(scenario, || stages.map(|name| view! { <Stage name/> }).collect_view())
}

/// The numbers of a stage; `None` if the scenario has no such stage.
pub fn ledger_stage(evaluation: &Evaluation, stage: &str) -> Option<impl IntoView + use<>> {
    let book = Book::of(evaluation);
    let (_, rows) = book.stages().into_iter().find(|(of, _)| *of == stage)?;
    let entries = rows.into_iter().map(|row| entry(&book, row)).collect_view();
    Some(view! { <dl class="rows">{entries}</dl> })
}

/// A number with its origin.
fn entry(book: &Book, row: &Row) -> impl IntoView + use<> {
    let name = row.name();
    let anchor = format!("#{name}");
    let formula = row.in_words().map(|words| {
        let inputs = called(&book.inputs(row)).into_iter();
        let input = |(input, label): (&Row, String)| {
            view! { <li><a href=format!("#{}", input.name())>{label}</a></li> }
        };
        view! {
            <p class="formula">{row.naming().name(row.stage, row.about)} " = " {words}</p>
            <ul class="inputs" aria-label="Inputs">{inputs.map(input).collect_view()}</ul>
        }
    });
    let source = row.source.map(|datum| {
        let range =
            evidence_range(row, &datum).map(|(range, how)| view! { <span title=how>{range}</span> " " });
        let note = (!datum.note.is_empty()).then_some(datum.note);
        view! {
            <p class="origin">
                <Badge of=datum.grade/> " " {range} {note} " " <Citation of=datum.source/>
            </p>
        }
    });
    view! {
        <div class="row" id=name tabindex="-1">
            <dt><a class="anchor" href=anchor>{row.about.label}</a></dt>
            <dd>
                <span class="row-value">{value(row)}</span>
                <p class="meaning">{row.about.meaning()}</p>
                {formula}
                {range(row).map(|range| view! { <p class="origin">{range}</p> })}
                {source}
                {row.reason.clone().map(|reason| view! { <p class="fault">{reason}</p> })}
            </dd>
        </div>
    }
}

/// The value as a number that opens its derivation. For an entry of a list, or a switch, it is a word.
fn value(row: &Row) -> impl IntoView + use<> {
    match row.lever() {
        Some(lever) if lever.is_named() => {
            let name = row.name();
            let href = format!("manual.html#{name}");
            Either::Left(view! { <a data-number=name href=href>{row.shown.clone()}</a> })
        }
        _ => Either::Right(number(row.stage, row.about, row.value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use model::scenario::link;

    #[test]
    fn every_stage_of_a_scenario_is_listed_once() {
        for link in ["", "ultra_share=5"] {
            let now = link::read(link).0;
            let listed = ledger_stages(&now);
            for (stage, _) in Book::of(&evaluate(&now)).stages() {
                assert_eq!(listed.matches(&format!("data-stage=\"{stage}\"")).count(), 1, "{link}: {stage}");
            }
        }
    }

    #[test]
    fn every_number_stands_in_its_stage() {
        for link in ["", "gpu=mi455x&ultra_share=5&overlap=on"] {
            let evaluation = evaluate(&link::read(link).0);
            let book = Book::of(&evaluation);
            for (stage, rows) in book.stages() {
                let text = html(ledger_stage(&evaluation, stage).expect("the stage"));
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
        let text = html(ledger_stage(&evaluation, "plan").expect("the levers"));
        assert!(text.contains(">GB300 NVL72</a>") && text.contains(">off</a>"), "{text}");
        let text = html(ledger_stage(&evaluation, "profit").expect("profit"));
        assert!(text.contains("<a href=\"#profit.revenue\">Revenue</a>"), "{text}");
    }
}
