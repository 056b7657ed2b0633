//! What comes out: the equation with its numbers, the finding, and what to know of a scenario.

use super::number::ranged;
use charts::finding;
use maud::{Markup, html};
use model::catalog::sources::READ;
use model::factory::{Factory, Profit};
use model::format::digits::{MINUS, shown};
use model::quantity::Quantity;
use model::quantity::unit::USD_PER_YEAR;
use model::study::evaluate::Evaluation;
use model::study::evaluate::note::Note;

/// `profit = tokens × (price − cost per token)`, with the numbers of a scenario.
pub fn equation(now: &Evaluation) -> Markup {
    let term = |name: &str, mark: &str, label: &str| {
        html! {
            div.term.is-result[mark == "profit"] {
                (ranged(now, name, Some(mark)))
                span.term-name { (label) }
            }
        }
    };
    html! {
        section.equation aria-label="The equation of the factory" data-name="equation" {
            (term("profit.profit", "profit", "profit"))
            span.sign { "=" }
            (term("profit.tokens", "tokens", "tokens served"))
            span.sign { "×" }
            div.term-pair {
                span.sign.is-bracket { "(" }
                (term("profit.token_price", "price", "price"))
                span.sign { (MINUS) }
                (term("profit.token_cost", "cost", "cost per token"))
                span.sign.is-bracket { ")" }
            }
        }
    }
}

/// The finding of a scenario, how far it is from the baseline one, and whether it is extrapolated.
pub fn finding(now: &Evaluation, baseline: f64) -> Markup {
    let reasons = now.stretches().map(Note::reason).collect::<Vec<_>>().join("; ");
    html! {
        (finding::sentence(now)) " "
        span.difference data-name="difference" { (difference(now, baseline).unwrap_or_default()) }
        @if !reasons.is_empty() {
            " "
            a class="badge is-extrapolated" href="#sureness" data-name="extrapolated" title=(reasons) {
                "throughput extrapolated"
            }
        }
    }
}

/// The day of the picture: whose prices, and of when.
pub fn day(now: &Evaluation) -> Markup {
    let sheet = now.sheet;
    html! { "Prices of " (sheet.day()) ": " (sheet.label) ". Other figures as read on " (READ) "." }
}

/// The signed difference in profit to the baseline scenario, where there is one.
fn difference(now: &Evaluation, before: f64) -> Option<String> {
    let change = now.factory.profit.profit - before;
    if !change.is_finite() || change.abs() < 1e-6 * before.abs() {
        return None;
    }
    let sign = if change > 0.0 { "+" } else { "" };
    Some(format!("{sign}{} against the default.", shown(change, &USD_PER_YEAR)))
}

/// A number of the strip: what stands before it, what it is, and where.
type Item = (&'static str, &'static Quantity, fn(&Factory<f64>) -> f64);

/// The numbers of the strip, which only repeats the equation.
pub const STRIP: [Item; 4] = [
    ("", &Profit::ABOUT.profit, |factory| factory.profit.profit),
    ("price ", &Profit::ABOUT.token_price, |factory| factory.profit.token_price),
    ("cost ", &Profit::ABOUT.token_cost, |factory| factory.profit.token_cost),
    ("load ", &Profit::ABOUT.load, |factory| factory.profit.load),
];

/// The result in one line that stays in sight while the page scrolls.
pub fn strip(now: &Evaluation) -> Markup {
    html! {
        div.strip data-name="strip" aria-hidden="true" {
            @for (i, (lead, about, of)) in STRIP.into_iter().enumerate() {
                @let value = of(&now.factory);
                span.strip-item.is-wide[i == 1 || i == 2] {
                    (lead) b.is-loss[value < 0.0] { (shown(value, &about.unit)) }
                }
            }
        }
    }
}

/// What the reader should know: missing results first, then what is less sure.
pub fn notes(now: &Evaluation) -> Markup {
    html! { @for note in &now.notes { li.note.is-fault[note.is_fault()] { (note) } } }
}

/// How sure the throughput is, and where to read on.
pub fn sureness(now: &Evaluation) -> Markup {
    html! { (now.sureness()) " " a href="#how-right" { "How right is this?" } }
}

/// Numbers of the machine, the business and the world: label, name in the sheet, name for tests.
const FACTS: [(&str, &str, Option<&str>); 12] = [
    ("A GPU-hour costs", "cost.total", None),
    ("Written per megawatt", "profit.output_per_mw", None),
    ("Energy of a token", "profit.energy", None),
    ("Load", "profit.load", Some("load")),
    ("Breaks even at load", "profit.break_even_load", None),
    ("Gross margin", "profit.margin", None),
    ("Revenue per watt and year", "profit.per_gw", None),
    ("Share of world token revenue", "profit.revenue_share", None),
    ("Share of world tokens", "profit.token_share", None),
    ("The world is served", "demand.tokens", Some("demand")),
    ("Price level of the market", "demand.price_level", None),
    ("Power added this year", "market.2026.added", None),
];

/// The machine, the business and the world in a few numbers each.
pub fn facts(now: &Evaluation) -> Markup {
    html! {
        section.facts aria-label="The factory in numbers" data-name="facts" {
            dl {
                @for (label, name, mark) in FACTS {
                    div.fact { dt { (label) } dd { (ranged(now, name, mark)) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::Scenario;
    use model::sheet::seen::seen;
    use model::study::evaluate::evaluate;

    #[test]
    fn every_fact_is_a_number_of_the_sheet() {
        let now = evaluate(&Scenario::baseline());
        for (label, name, _) in FACTS {
            assert!(seen(&now, name).is_some_and(|it| it.value.is_finite()), "{label}");
        }
        assert_eq!(equation(&now).into_string().matches("data-number").count(), 4);
    }
}
