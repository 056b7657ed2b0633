//! A result over the whole track of one lever, or of two.

use super::fields::{fault, lever_options, ready, result_fields};
use crate::views::menu::figure_menu;
use crate::views::raw;
use crate::views::table::drawing_table;
use charts::View;
use charts::chart::sweep::{Chart, chart};
use charts::render::svg::svg_view;
use leptos::either::Either;
use leptos::prelude::*;
use model::scenario::{Scenario, link};
use model::study::evaluate::number::Number;
use model::study::evaluate::numbers;

/// The name of the form.
pub const NAME: &str = "sweep";

/// Maximum width of the drawing, in CSS pixels.
const WIDEST: f64 = 960.0;

/// Questions asked with one click: their text, the result, and the levers.
const QUESTIONS: [(&str, [&str; 3]); 3] = [
    ("Profit by output price and paid share", ["profit.profit", "price_output", "paid"]),
    ("Margin by electricity price, for the latest GPUs", ["profit.margin", "electricity", "gpu"]),
    ("Cost per token by context length", ["profit.token_cost", "context", ""]),
];

/// The question as form fields: the result and one or two levers.
pub fn fields() -> impl IntoView {
    view! {
        <h3>"Sweep"</h3>
        <p class="measure">"See a result over the whole range of a lever, or of two at once."</p>
        {ready(QUESTIONS.map(|(words, values)| {
            let [number, first, second] = values;
            (words, [number, "", first, second].join(";"))
        }))}
        <div class="question-fields">
            {result_fields("profit.profit")}
            <label>"over" <select name="first" autocomplete="off">{lever_options("context")}</select></label>
            <label>
                "and"
                <select name="second" autocomplete="off"><option value="">"nothing else"</option>{lever_options("")}</select>
            </label>
            <button type="submit">"Sweep"</button>
        </div>
    }
}

/// The chart of a question as in the name of the chart: `number=profit.profit&by=price_output&by=paid`.
///
/// # Errors
/// If it names a number or a lever that does not exist, or a lever twice.
pub fn named(scenario: &Scenario, question: &str) -> Result<Chart, String> {
    let (mut number, mut levers) = ("", Vec::new());
    for (name, value) in question.split('&').filter_map(|pair| pair.split_once('=')) {
        match name {
            "number" => number = value,
            "by" => levers.push(value),
            _ => {}
        }
    }
    let lever = |place: usize| levers.get(place).copied().unwrap_or_default();
    asked(scenario, number, lever(0), lever(1))
}

/// A number by its name over one or two levers by theirs; `second` may be empty.
fn asked(scenario: &Scenario, number: &str, first: &str, second: &str) -> Result<Chart, String> {
    let number = Number::named(&numbers(scenario), number).map_err(|fault| fault.to_string())?;
    let lever = |name: &str| link::lever(name).map_err(|fault| fault.to_string());
    let second = if second.is_empty() { None } else { Some(lever(second)?) };
    chart(scenario, number, lever(first)?, second).map_err(|fault| fault.to_string())
}

/// The answer for a scenario: a number by its name over one or two levers by theirs.
pub fn answer(
    scenario: &Scenario,
    number: &str,
    first: &str,
    second: &str,
    width: f64,
) -> impl IntoView + use<> {
    match asked(scenario, number, first, second) {
        Err(said) => Either::Left(fault(said, "sweep-fault")),
        Ok(drawn) => {
            let levers = [first, second].into_iter().filter(|name| !name.is_empty());
            let name =
                levers.fold(format!("{NAME}?number={number}"), |name, lever| format!("{name}&by={lever}"));
            Either::Right(answer_view(drawn, &name, width.clamp(280.0, WIDEST)))
        }
    }
}

/// The answer: the drawing with its menu, and its numbers.
fn answer_view(drawn: Chart, name: &str, width: f64) -> impl IntoView + use<> {
    let (svg, table) = match drawn {
        Chart::Lines(figure) => {
            let bare = View::new(width, if width < 480.0 { 300.0 } else { 360.0 });
            let view = View { heading: true, ..bare };
            (svg_view(&figure, &view).unwrap_or_default(), figure.table())
        }
        Chart::Field(map) => (map.svg(width), map.table()),
    };
    view! {
       <div class="drawing has-menu" data-figure="sweep">{figure_menu(name)} {raw(svg)}</div>
       {drawing_table(Some(&table))}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;

    fn of(number: &str, first: &str, second: &str) -> String {
        html(answer(&Scenario::baseline(), number, first, second, 640.0))
    }

    #[test]
    fn every_ready_question_is_drawn_and_has_its_numbers() {
        for (words, [number, first, second]) in QUESTIONS {
            let said = of(number, first, second);
            assert!(said.contains("<svg") && said.contains("The same as a table"), "{words}: {said}");
            assert!(!said.contains("NaN"), "{words}");
        }
        assert!(of("profit.profit", "price_output", "paid").contains("break-even"));
    }

    #[test]
    fn a_question_that_cannot_be_read_says_why() {
        assert!(of("profit.moon", "context", "").contains("no number called “profit.moon”"));
        assert!(of("profit.margin", "moon", "").contains("no lever called “moon”"));
        assert!(of("profit.margin", "context", "context").contains("context is swept twice"));
        assert!(of("", "", "").contains("sweep-fault"));
    }
}
