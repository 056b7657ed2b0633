//! A result over the whole track of one lever, or of two.

use super::{fault, lever_options, ready, result_fields};
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

/// The answer for a scenario: a number by its name over one or two levers by theirs.
pub fn answer(
    scenario: &Scenario,
    number: &str,
    first: &str,
    second: &str,
    width: f64,
) -> impl IntoView + use<> {
    let asked =
        Number::named(&numbers(scenario), number).map_err(|fault| fault.to_string()).and_then(|number| {
            let lever = |name: &str| link::lever(name).map_err(|fault| fault.to_string());
            let second = if second.is_empty() { None } else { Some(lever(second)?) };
            chart(scenario, number, lever(first)?, second).map_err(|fault| fault.to_string())
        });
    match asked {
        Err(said) => Either::Left(fault(said, "sweep-fault")),
        Ok(drawn) => Either::Right(told(drawn, width.clamp(280.0, WIDEST))),
    }
}

fn told(drawn: Chart, width: f64) -> impl IntoView {
    let (svg, table) = match drawn {
        Chart::Lines(figure) => {
            let bare = View::new(width, if width < 480.0 { 300.0 } else { 360.0 });
            let view = View { heading: true, ..bare };
            (svg_view(&figure, &view).unwrap_or_default(), figure.table())
        }
        Chart::Field(map) => (map.svg(width), map.table()),
    };
    view! { <div class="drawing" data-figure="sweep">{raw(svg)}</div> {drawing_table(Some(&table))} }
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
