//! Fields and texts that the questions share.

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

/// The fields for choosing a result: a list, and a text for any other number.
pub(super) fn result_fields(chosen: &'static str) -> impl IntoView {
    let factory = numbers(&Scenario::baseline());
    let results = RESULTS.iter().filter_map(|name| {
        let number = Number::named(&factory, name).ok()?;
        Some(view! { <option value=*name selected=*name == chosen>{label(&number)}</option> })
    });
    view! {
        <label>"Result" <select name="number" autocomplete="off">{results.collect_view()}<option value="">"Another number"</option></select></label>
        <label class="other-number">"by name or label" <input type="text" name="other" autocomplete="off" spellcheck="false" placeholder="profit.margin"/></label>
    }
}

/// The label of a number; for one of the market, with its year.
pub(in crate::views) fn label(number: &Number) -> String {
    match number.stage.strip_prefix("market.") {
        Some(year) if number.about.id == "spent" => format!("{} by {year}", number.about.label),
        Some(year) => format!("{} in {year}", number.about.label),
        None => number.about.label.to_owned(),
    }
}

/// The levers as options.
pub(super) fn lever_options(chosen: &'static str) -> impl IntoView {
    let option = |lever: &'static Lever| {
        let about = &lever.about;
        view! { <option value=about.id selected=about.id == chosen>{about.label}</option> }
    };
    link::levers().into_iter().map(option).collect_view()
}

/// Buttons that fill in the fields with a question, each with its text.
pub(super) fn ready(questions: impl IntoIterator<Item = (&'static str, String)>) -> impl IntoView {
    let button = |(words, values)| view! { <button type="button" data-ask=values>{words}</button> };
    view! { <div class="ways">{questions.into_iter().map(button).collect_view()}</div> }
}

/// A question that cannot be parsed.
pub(super) fn fault(said: String, name: &'static str) -> impl IntoView {
    view! { <p class="fault" data-name=name>{said}</p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_that_is_offered_is_there() {
        let field = crate::views::html(result_fields("profit.margin"));
        assert_eq!(field.matches("<option").count(), RESULTS.len() + 1);
        assert!(
            field.contains("Spent since 2023 by 2032") && field.contains("Token revenue in 2027"),
            "{field}"
        );
    }
}
