//! Solving for a lever: the value at which a result reaches the reader's target, in sentences.

use super::fields::{fault, lever_options, ready, result_fields};
use charts::chart::profit::uncapitalised;
use leptos::either::Either;
use leptos::prelude::*;
use model::format::digits::shown;
use model::scenario::{Scenario, link};
use model::study::evaluate::number::Number;
use model::study::evaluate::numbers;
use model::study::solve::{Found, Kind, Point, Solution, solve};

/// The name of the form.
pub const NAME: &str = "solve";

/// Questions asked with one click: their text, the target, and the lever.
const QUESTIONS: [(&str, &str, &str); 3] = [
    ("What electricity price gives a 40 % margin?", "profit.margin;;40%", "electricity"),
    ("How many agents fill this site?", "profit.asked;;100%", "agents"),
    ("How low may the output price fall before profit is gone?", "profit.profit;;0", "price_output"),
];

/// The question as form fields: the result, its value, the lever.
pub fn fields() -> impl IntoView {
    view! {
        <h3>"Solve backwards"</h3>
        <p class="measure">"Choose a target for a result, and the lever that may move to reach it. Everything else stays as it is."</p>
        {ready(QUESTIONS.map(|(words, target, lever)| (words, format!("{target};{lever}"))))}
        <div class="question-fields">
            {result_fields("profit.margin")}
            <label>"should be" <input type="text" name="target" inputmode="decimal" autocomplete="off" spellcheck="false" value="40 %" required/></label>
            <label>"by moving" <select name="lever" autocomplete="off">{lever_options("electricity")}</select></label>
            <button type="submit">"Solve"</button>
        </div>
    }
}

/// The answer for a scenario to a question such as `profit.margin=40%` with the name of a lever.
pub fn answer(scenario: &Scenario, target: &str, lever: &str) -> impl IntoView + use<> {
    let asked = Number::with_typed_target(&numbers(scenario), target)
        .map_err(|fault| fault.to_string())
        .and_then(|asked| Ok((asked, link::lever(lever).map_err(|fault| fault.to_string())?)));
    match asked {
        Err(said) => Either::Left(fault(said, "solve-fault")),
        Ok(((number, target), lever)) => {
            let solution = solve(scenario, lever, number, target);
            let others = solution.others(scenario);
            Either::Right(answer_view(&solution, &others))
        }
    }
}

fn answer_view(solution: &Solution, others: &[Solution]) -> impl IntoView + use<> {
    let Solution { lever, number, target, present, .. } = solution;
    let unit = number.about.unit;
    let value = |number: f64| shown(number, &unit);
    let now = format!(
        "{} is {} now, with {} at {}.",
        number.about.label,
        value(present.number),
        uncapitalised(lever.about.label),
        lever.shown(present.at)
    );
    let found = solution.found.iter().map(|found| line(solution, found)).collect_view();
    let missed = solution.found.is_empty().then(|| {
        let mut said = match solution.reach {
            Some(_) if solution.is_without_effect() => {
                format!("{} does not move it here.", lever.about.label)
            }
            Some((least, most)) => {
                let point = |point: Point| format!("{} at {}", value(point.number), lever.shown(point.at));
                format!(
                    "No value of {} makes it {}. Along its whole track it goes from {} to {}.",
                    uncapitalised(lever.about.label),
                    value(*target),
                    point(least),
                    point(most)
                )
            }
            None => format!("It cannot be computed at any value of {}.", uncapitalised(lever.about.label)),
        };
        said += match (solution.reach, others) {
            (None, _) => "",
            (_, []) => " None of the other main levers reaches it alone either: several would have to move.",
            _ => " Other levers that reach it alone, or jump past it:",
        };
        let others = others.iter().filter_map(|other| Some(line(other, other.found.first()?))).collect_view();
        view! { <p data-name="solve-missed">{said}</p> <ul class="solved-list">{others}</ul> }
    });
    let unknown = (solution.unknown > 0 && solution.reach.is_some())
        .then(|| format!("At {} of the stops of the lever it cannot be computed.", solution.unknown));
    view! {
        <p>{now}</p>
        <ul class="solved-list">{found}</ul>
        {missed}
        {unknown.map(|unknown| view! { <p class="small">{unknown}</p> })}
    }
}

/// A value at which the target is reached, with the button that adopts it.
fn line(solution: &Solution, found: &Found) -> impl IntoView + use<> {
    let Solution { lever, number, .. } = solution;
    let value = |value: f64| shown(value, &number.about.unit);
    let at = lever.shown(found.point.at);
    let name = lever.about.label;
    let said = match found.kind {
        Kind::Met => format!("{name} {at}: {}.", value(found.point.number)),
        Kind::Jump(below, above) => format!(
            "{name} {at}: it jumps over the target here, from {} to {}, because machines and layouts are whole.",
            value(below.number),
            value(above.number)
        ),
        Kind::Stretch(from, to) => {
            format!(
                "{name} {} to {}: {} all along.",
                lever.shown(from),
                lever.shown(to),
                value(found.point.number)
            )
        }
    };
    let step = format!("{}={}", lever.about.id, lever.written(found.point.at));
    let label = format!("Use this value: {name} {at}");
    view! {
        <li>
            <span>{said}</span>
            " "
            <button type="button" data-step=step aria-label=label>"Use this value"</button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;

    fn of(link: &str, target: &str, lever: &str) -> String {
        html(answer(&link::read(link).0, target, lever))
    }

    #[test]
    fn every_ready_question_has_a_value_to_use() {
        for (words, target, lever) in QUESTIONS {
            let target = &target.replace(";;", "=");
            let said = of("", target, lever);
            let step = said.split("data-step=\"").nth(1).and_then(|rest| rest.split('"').next());
            let step = step.unwrap_or_else(|| panic!("{words}: {said}"));
            let (scenario, faults) = link::read(step);
            assert_eq!(faults, vec![], "{step}");
            let factory = numbers(&scenario);
            let (number, target) = Number::with_target(&factory, target).unwrap();
            let there = number.of(&factory);
            let size = factory.profit.revenue.abs().max(target.abs());
            let is_met = (there - target).abs() <= 1e-6 * if target == 0.0 { size } else { target.abs() };
            assert!(is_met || said.contains("jumps"), "{words}: {there} for {target}");
        }
    }

    #[test]
    fn a_lever_without_effect_is_named_as_such_and_a_target_with_two_readings_asked_back() {
        let said = of("v=2&tenure=rented", "profit.token_cost=$1/1M", "gpu_price");
        assert!(said.contains("Price per GPU does not move it here."), "{said}");
        let said = of("", "profit.profit=$1.500B", "electricity");
        assert!(said.contains("can mean") && said.contains("solve-fault"), "{said}");
    }

    #[test]
    fn the_form_offers_every_lever_and_every_ready_question() {
        let form = html(fields());
        let levers = form.split("name=\"lever\"").nth(1).unwrap();
        assert_eq!(levers.matches("<option").count(), link::levers().len());
        assert_eq!(form.matches("data-ask").count(), QUESTIONS.len());
        assert!(form.contains("should be") && form.contains("type=\"submit\""));
    }

    #[test]
    fn what_is_not_reached_says_how_far_it_goes_and_what_else_would() {
        let said = of("", "profit.margin=90%", "electricity");
        assert!(said.contains("No value of electricity price makes it 90"), "{said}");
        assert!(said.contains("Along its whole track it goes from"), "{said}");
        assert!(
            said.contains("Other levers that reach it alone") || said.contains("several would have to move"),
            "{said}"
        );
        assert!(
            of("gpu=tpu7x", "profit.margin=40%", "electricity").contains("cannot be computed at any value")
        );
    }

    #[test]
    fn a_question_that_cannot_be_read_says_why() {
        assert!(of("", "profit.margin=much", "electricity").contains("much"));
        assert!(of("", "profit.margin=", "electricity").contains("solve-fault"));
        assert!(of("", "profit.moon=1", "electricity").contains("no number called “profit.moon”"));
        assert!(of("", "profit.margin=40%", "moon").contains("no lever called “moon”"));
        assert!(of("", "profit.margin=<b>", "agents").contains("&lt;b&gt;"));
    }
}
