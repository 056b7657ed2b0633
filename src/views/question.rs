//! Forms for questions about the scenario, and their answers.
//!
//! A form is static markup in a `QuestionForm` (`src/ui/compare.rs`), which sends the values of its fields, in order,
//! to the worker: [`answer`] reads them in the same order.

pub mod columns;
pub(super) mod fields;
pub mod reach;
pub mod solve;
pub mod sweep;

use super::html;
use fields::{fault, label};
use model::scenario::{Scenario, link};
use model::study::evaluate::number::{Number, each};
use model::study::evaluate::numbers;

/// The answer to a form, in HTML, drawn `width` CSS pixels wide; `None` if there is no such form. `link` is the link of
/// the page, with the pinned scenario.
pub fn answer(name: &str, values: &[String], link: &str, width: f64, scenario: &Scenario) -> Option<String> {
    if name == columns::NAME {
        return Some(html(columns::answer(values, link)));
    }
    let value = |place: usize| values.get(place).map_or("", String::as_str);
    let chosen = if value(0).is_empty() { named(value(1), scenario) } else { Ok(value(0).to_owned()) };
    let number = match chosen {
        Ok(number) => number,
        Err(said) => return Some(html(fault(said, "number-fault"))),
    };
    let target = || format!("{number}={}", value(2));
    Some(match name {
        solve::NAME => html(solve::answer(scenario, &target(), value(3))),
        reach::NAME => html(reach::answer(scenario, &target(), values.get(3..)?)),
        sweep::NAME => html(sweep::answer(scenario, &number, value(2), value(3), width)),
        _ => return None,
    })
}

/// The name of a number that a reader types by its name or by its label.
///
/// # Errors
/// If several numbers have that label, or if nothing was typed. A text that is neither a name nor a label is returned as it
/// is.
fn named(text: &str, scenario: &Scenario) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("Type the name or the label of a number, such as profit.margin or Margin.".to_owned());
    }
    let factory = numbers(scenario);
    if Number::named(&factory, text).is_ok() {
        return Ok(text.to_owned());
    }
    let mut called = Vec::new();
    each(&factory, |number, _| {
        if label(&number).eq_ignore_ascii_case(text) {
            called.push(number.name());
        }
    });
    match called.as_slice() {
        [] => Ok(text.to_owned()),
        [name] => Ok(name.clone()),
        names => Err(format!(
            "{} numbers are called “{}”: {}. Type one of these names.",
            names.len(),
            link::cut(text),
            names.join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_answered_and_no_other() {
        let scenario = Scenario::baseline();
        let of = |name: &str, values: &[&str]| {
            let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            answer(name, &values, "", 640.0, &scenario)
        };
        assert!(
            of("solve", &["profit.margin", "", "50%", "electricity"]).unwrap().contains("Use this value")
        );
        assert!(
            of("reach", &["market.2027.revenue", "", "$1T", "agents", "", "supply"])
                .unwrap()
                .contains("Use these values")
        );
        assert!(of("sweep", &["profit.margin", "", "context", ""]).unwrap().contains("<svg"));
        assert!(of("columns", &["H100", "GB200"]).unwrap().contains("<table"));
        assert_eq!(of("sing", &["la"]), None);
        // Missing fields count as empty.
        assert!(of("solve", &[]).is_some() && of("sweep", &[]).is_some());
    }

    #[test]
    fn any_number_can_be_asked_about_by_its_name_or_its_label() {
        let scenario = Scenario::baseline();
        let of = |other: &str| named(other, &scenario);
        for (text, name) in [
            ("cost.capital_rate", "cost.capital_rate"),
            (" margin ", "profit.margin"),
            ("Token revenue in 2029", "market.2029.revenue"),
            ("moon", "moon"),
        ] {
            assert_eq!(of(text).as_deref(), Ok(name), "{text}");
        }
        let many = of("Calls asked for").unwrap_err();
        assert!(
            many.contains("numbers are called “Calls asked for”: ") && many.contains("fast.tier.asked"),
            "{many}"
        );
        assert!(of("").unwrap_err().starts_with("Type the name"));
        let values = ["", "Token revenue in 2029", "$1T", "agents"].map(str::to_owned);
        let by_label = answer("solve", &values, "", 640.0, &scenario).unwrap();
        let values = ["market.2029.revenue", "", "$1T", "agents"].map(str::to_owned);
        assert_eq!(by_label, answer("solve", &values, "", 640.0, &scenario).unwrap());
        let unknown =
            answer("sweep", &["", "profit.moon", "context"].map(str::to_owned), "", 640.0, &scenario);
        assert!(unknown.unwrap().contains("no number called “profit.moon”"));
        // Every label leads to its number, or to a question which of several is meant.
        let factory = numbers(&scenario);
        each(&factory, |number, _| match of(&label(&number)) {
            Ok(name) => assert_eq!(name, number.name()),
            Err(said) => assert!(said.contains(&number.name()), "{said}"),
        });
    }
}
