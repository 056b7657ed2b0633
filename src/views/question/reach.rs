//! What must be true for a result: the smallest changes of several levers, in proportion, that reach it.

use super::fields::{fault, label, ready, result_fields};
use charts::chart::profit::uncapitalised;
use leptos::either::Either;
use leptos::prelude::*;
use model::format::digits::shown;
use model::scenario::levers::LEVERS;
use model::scenario::{Lever, Scenario, link};
use model::study::evaluate::number::Number;
use model::study::evaluate::numbers;
use model::study::reach::{Move, Reach, reach};

/// The name of the form.
pub const NAME: &str = "reach";

/// Levers that may be selected to move.
const LEVERS_OFFERED: [&str; 16] = [
    "agents",
    "context",
    "calls",
    "adoption",
    "calls_growth",
    "efficiency",
    "list_level",
    "supply",
    "chips",
    "price_output",
    "price_input",
    "paid",
    "load",
    "electricity",
    "machine_price",
    "life",
];

/// Questions asked with one click: their text, the result, its value, and the levers that may move.
const QUESTIONS: [(&str, &str, &str, &[&str]); 3] = [
    (
        "What must be true for $1 trillion of token revenue in 2027?",
        "market.2027.revenue",
        "$1T",
        &["agents", "adoption", "calls_growth", "supply", "chips"],
    ),
    (
        "What must be true for a margin of 70 %?",
        "profit.margin",
        "70 %",
        &["price_output", "paid", "load", "electricity", "machine_price", "life"],
    ),
    ("When is profit gone?", "profit.profit", "0", &["price_output", "paid", "electricity", "machine_price"]),
];

/// The question as form fields: the result, its value, and a check box for each lever.
pub fn fields() -> impl IntoView {
    let questions = QUESTIONS.map(|(words, number, target, levers)| {
        let ticks = LEVERS_OFFERED.map(|id| if levers.contains(&id) { id } else { "" });
        (words, [number, "", target].into_iter().chain(ticks).collect::<Vec<_>>().join(";"))
    });
    let (.., first) = QUESTIONS[0];
    let tick = |id: &'static str| {
        let label = LEVERS.get(id).map(|lever| lever.about.label);
        view! { <label class="tick-field"><input type="checkbox" name="lever" value=id checked=first.contains(&id) autocomplete="off"/>{label}</label> }
    };
    view! {
        <h3>"What must be true"</h3>
        <p class="measure">
            "Choose a target for a result, and the levers that may move. Of all combinations that reach it you see the one with the \
             smallest changes in proportion: doubling a lever counts as much as halving it."
        </p>
        {ready(questions)}
        <div class="question-fields">
            {result_fields("market.2027.revenue")}
            <label>"should be" <input type="text" name="target" inputmode="decimal" autocomplete="off" spellcheck="false" value="$1T" required/></label>
            <fieldset><legend>"by moving"</legend>{LEVERS_OFFERED.map(tick).into_iter().collect_view()}</fieldset>
            <button type="submit">"Find the smallest changes"</button>
        </div>
    }
}

/// The answer for a scenario to a question such as `market.2027.revenue=$1T` with the names of levers; empty names
/// are ignored.
pub fn answer(scenario: &Scenario, target: &str, levers: &[String]) -> impl IntoView + use<> {
    let named = || levers.iter().filter(|name| !name.is_empty());
    let asked = Number::with_typed_target(&numbers(scenario), target)
        .map_err(|fault| fault.to_string())
        .and_then(|asked| {
            let levers = named().map(|name| link::lever(name).map_err(|fault| fault.to_string()));
            let levers: Vec<&'static Lever> = levers.collect::<Result<_, _>>()?;
            if levers.is_empty() {
                Err("Tick at least one lever that may move.".to_owned())
            } else {
                Ok((asked, levers))
            }
        });
    match asked {
        Err(said) => Either::Left(fault(said, "reach-fault")),
        Ok(((number, target), levers)) => Either::Right(match reach(scenario, &levers, number, target) {
            None => Either::Left(fault(
                format!("{} cannot be computed in this scenario.", label(&number)),
                "reach-fault",
            )),
            Some(found) => Either::Right(answer_view(&found)),
        }),
    }
}

fn answer_view(found: &Reach) -> impl IntoView + use<> {
    let unit = found.number.about.unit;
    let name = label(&found.number);
    let value = |value: f64| shown(value, &unit);
    let said = match (found.is_met, found.moves.is_empty()) {
        (true, true) => format!("{name} is {} already.", value(found.present)),
        (true, false) => format!(
            "{name} is {} now. These are the smallest changes in proportion that make it {}:",
            value(found.present),
            value(found.target)
        ),
        (false, true) => {
            format!("{name} is {} now, and none of these levers moves it.", value(found.present))
        }
        (false, false) => format!(
            "{name} is {} now. These levers alone do not make it {}: the nearest that was found is {}, with these changes. \
             Other levers would have to move as well.",
            value(found.present),
            value(found.target),
            value(found.reached)
        ),
    };
    let rows = found.moves.iter().map(row).collect_view();
    let step: Vec<String> =
        found.moves.iter().map(|it| format!("{}={}", it.lever.about.id, it.lever.written(it.to))).collect();
    let table = (!found.moves.is_empty()).then(|| {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label="Smallest changes">
                <table data-name="reach-moves">
                    <caption class="visually-hidden">"Smallest changes"</caption>
                    <thead><tr>
                        <th scope="col">"Lever"</th><th scope="col" class="number">"Now"</th>
                        <th scope="col" class="number">"Would have to be"</th><th scope="col" class="number">"Times"</th>
                        <th scope="col">"Against what is known"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p><button type="button" data-step=step.join("&")>"Use these values"</button></p>
        }
    });
    let left_out = (!found.left_out.is_empty()).then(|| {
        let names: Vec<String> = found.left_out.iter().map(|lever| uncapitalised(lever.about.label)).collect();
        view! { <p class="small">{format!("Not changed, because a list, a switch or a value of zero cannot be scaled: {}.", names.join(", "))}</p> }
    });
    view! { <p data-name="reach-said">{said}</p> {table} {left_out} }
}

fn row(it: &Move) -> impl IntoView + use<> {
    let (lever, datum) = (it.lever, it.lever.default);
    let unit = &lever.about.unit;
    let to = unit.shown(it.to);
    let range = || format!("{} to {}", shown(unit.base(datum.low), unit), shown(unit.base(datum.high), unit));
    let is_at_end = || {
        let end = if it.to > it.from { lever.max } else { lever.min };
        (to - end).abs() <= 1e-6 * (lever.max - lever.min)
    };
    let known = if it.is_at_limit && is_at_end() {
        "As far as the lever goes".to_owned()
    } else if it.is_at_limit {
        "The largest change that was tried".to_owned()
    } else if datum.high - datum.low <= 0.0 {
        "No range is known".to_owned()
    } else if (datum.low..=datum.high).contains(&to) {
        format!("Within {}", range())
    } else {
        format!("Beyond {}", range())
    };
    let factor =
        if it.factor() >= 0.995 { format!("{:.2}×", it.factor()) } else { format!("{:.3}×", it.factor()) };
    view! {
        <tr>
            <th scope="row">{lever.about.label}</th>
            <td class="number">{lever.shown(it.from)}</td>
            <td class="number">{lever.shown(it.to)}</td>
            <td class="number">{factor}</td>
            <td>{known}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use model::study::reach::is_proportional;

    fn of(link: &str, target: &str, levers: &[&str]) -> String {
        let levers: Vec<String> = levers.iter().map(|lever| (*lever).to_owned()).collect();
        html(answer(&link::read(link).0, target, &levers))
    }

    #[test]
    fn every_ready_question_is_answered_with_values_to_use() {
        for (words, number, target, levers) in QUESTIONS {
            let said = of("", &format!("{number}={target}"), levers);
            assert!(said.contains("smallest changes in proportion that make it"), "{words}: {said}");
            let step = said.split("data-step=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            let (scenario, faults) = link::read(&step.replace("&amp;", "&"));
            assert_eq!(faults, vec![], "{step}");
            let factory = numbers(&scenario);
            let (number, target) = Number::with_target(&factory, &format!("{number}={target}")).unwrap();
            let size = if target == 0.0 { factory.profit.revenue } else { target };
            assert!((number.of(&factory) - target).abs() <= 2e-3 * size, "{words}: {}", number.of(&factory));
        }
    }

    #[test]
    fn every_lever_that_is_offered_is_there_and_can_be_changed_in_proportion() {
        for id in LEVERS_OFFERED {
            assert!(is_proportional(&Scenario::baseline(), LEVERS.get(id).unwrap()), "{id}");
        }
        let form = html(fields());
        assert_eq!(form.matches("type=\"checkbox\"").count(), LEVERS_OFFERED.len());
        assert!(QUESTIONS.iter().all(|(.., levers)| levers.iter().all(|id| LEVERS_OFFERED.contains(id))));
    }

    #[test]
    fn what_is_not_reached_or_cannot_be_read_says_so() {
        let said = of("", "profit.margin=95%", &["electricity"]);
        assert!(
            said.contains("do not make it 95") && said.contains("The largest change that was tried"),
            "{said}"
        );
        let said = of("", "market.2027.revenue=$100T", &["adoption"]);
        assert!(said.contains("As far as the lever goes"), "{said}");
        assert!(of("", "profit.margin=50%", &[]).contains("Tick at least one lever"));
        assert!(of("", "profit.margin=much", &["load"]).contains("much"));
        assert!(of("", "profit.margin=50%", &["moon"]).contains("no lever called “moon”"));
        assert!(of("gpu=tpu7x", "profit.margin=50%", &["load"]).contains("cannot be computed"));
    }
}
