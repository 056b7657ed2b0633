//! Forms for questions about the scenario, and their answers.
//!
//! A form is static markup in a `QuestionForm` (`src/ui/compare.rs`), which sends the values of its fields, in order,
//! to the worker: [`answer`] reads them in the same order.

pub mod reach;
pub mod solve;
pub mod sweep;

use leptos::prelude::*;
use model::scenario::{Lever, Scenario, link};
use model::study::evaluate::number::Number;
use model::study::evaluate::numbers;

/// Results that questions can be about, by their names on the sheet.
const RESULTS: [&str; 13] = [
    "profit.margin",
    "profit.profit",
    "profit.revenue",
    "profit.cost",
    "profit.token_cost",
    "profit.load",
    "profit.asked",
    "profit.payback",
    "profit.tokens",
    "market.2027.spending",
    "market.2027.revenue",
    "market.2030.revenue",
    "market.2032.spent",
];

/// The answer to a form, in HTML, drawn `width` CSS pixels wide; `None` if there is no such form.
pub fn answer(name: &str, values: &[String], width: f64, scenario: &Scenario) -> Option<String> {
    let value = |place: usize| values.get(place).map_or("", String::as_str);
    Some(match name {
        solve::NAME => super::html(solve::answer(scenario, &format!("{}={}", value(0), value(1)), value(2))),
        reach::NAME => {
            super::html(reach::answer(scenario, &format!("{}={}", value(0), value(1)), values.get(2..)?))
        }
        sweep::NAME => super::html(sweep::answer(scenario, value(0), value(1), value(2), width)),
        _ => return None,
    })
}

/// The field for choosing a result.
fn result_field(chosen: &'static str) -> impl IntoView {
    let factory = numbers(&Scenario::baseline());
    let results = RESULTS.iter().filter_map(|name| {
        let number = Number::named(&factory, name).ok()?;
        Some(view! { <option value=*name selected=*name == chosen>{label(&number)}</option> })
    });
    view! { <select name="number" autocomplete="off">{results.collect_view()}</select> }
}

/// The label of a number; for one of the market, with its year.
pub(super) fn label(number: &Number) -> String {
    match number.stage.strip_prefix("market.") {
        Some(year) if number.about.id == "spent" => format!("{} by {year}", number.about.label),
        Some(year) => format!("{} in {year}", number.about.label),
        None => number.about.label.to_owned(),
    }
}

/// The levers as options.
fn lever_options(chosen: &'static str) -> impl IntoView {
    let option = |lever: &'static Lever| {
        let about = &lever.about;
        view! { <option value=about.id selected=about.id == chosen>{about.label}</option> }
    };
    link::levers().into_iter().map(option).collect_view()
}

/// Buttons that fill in the fields with a question, each with its text.
fn ready(questions: impl IntoIterator<Item = (&'static str, String)>) -> impl IntoView {
    let button = |(words, values)| view! { <button type="button" data-ask=values>{words}</button> };
    view! { <div class="ways">{questions.into_iter().map(button).collect_view()}</div> }
}

/// A question that cannot be parsed.
fn fault(said: String, name: &'static str) -> impl IntoView {
    view! { <p class="fault" data-name=name>{said}</p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_answered_and_no_other() {
        let scenario = Scenario::baseline();
        let of = |name: &str, values: &[&str]| {
            let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            answer(name, &values, 640.0, &scenario)
        };
        assert!(of("solve", &["profit.margin", "50%", "electricity"]).unwrap().contains("Use this value"));
        assert!(
            of("reach", &["market.2027.revenue", "$1T", "agents", "", "supply"])
                .unwrap()
                .contains("Use these values")
        );
        assert!(of("sweep", &["profit.margin", "context", ""]).unwrap().contains("<svg"));
        assert_eq!(of("sing", &["la"]), None);
        // Missing fields count as empty.
        assert!(of("solve", &[]).is_some() && of("sweep", &[]).is_some());
    }

    #[test]
    fn every_result_that_is_offered_is_there() {
        let field = crate::views::html(result_field("profit.margin"));
        assert_eq!(field.matches("<option").count(), RESULTS.len());
        assert!(
            field.contains("Spent since 2023 by 2032") && field.contains("Token revenue in 2027"),
            "{field}"
        );
    }
}
