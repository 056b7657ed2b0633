//! The result: the equation with its numbers, the finding, and notes on a scenario.

pub mod chances;
pub mod tiers;
pub mod tornado;

use super::answered::answered;
use super::number::{RangedNumber, is_framed};
use super::{app_state, flag, prerendered, text, when_prerendering};
use crate::messages::Request;
use crate::ui::state::Derived;
use charts::finding;
use leptos::prelude::*;
use model::catalog::sources::READ;
use model::factory::{Factory, Profit};
use model::format::difference::{against, signed, without_time};
use model::format::digits::{MINUS, shown};
use model::quantity::Quantity;
use model::quantity::unit::USD_PER_YEAR;
use model::study::evaluate::note::Note;

/// `profit = tokens × (price − cost per token)`, with the numbers of the scenario: tokens per day, and therefore
/// times the days of a year.
#[component]
pub fn Equation(
    /// Whether its values are written in full, for scripts.
    #[prop(default = false)]
    is_exact: bool,
) -> impl IntoView {
    let term = move |name: &'static str, mark: &'static str, label: &'static str| {
        view! {
            <div class="term" class:is-result=mark == "profit">
                <RangedNumber name mark=Some(mark) is_exact/>
                <span class="term-name">{label}</span>
            </div>
        }
    };
    view! {
        <section class="equation" aria-label="The equation of the factory" data-name=prerendered(|| "equation")>
            {term("profit.profit", "profit", "profit")}
            <span class="sign">"="</span>
            {term("profit.tokens", "tokens", "tokens served × 365 days")}
            <span class="sign">"×"</span>
            <div class="term-pair">
                <span class="sign is-bracket">"("</span>
                {term("profit.token_price", "price", "price")}
                <span class="sign">{MINUS}</span>
                {term("profit.token_cost", "cost", "cost per token")}
                <span class="sign is-bracket">")"</span>
            </div>
        </section>
    }
}

/// The finding of the scenario, how far it is from the baseline, and whether it is extrapolated.
#[component]
pub fn Finding() -> impl IntoView {
    let app = app_state();
    let sentence = move || app.throttled_evaluation.with(|now| format!("{} ", finding::sentence(now)));
    let difference = move || {
        let profit = app.throttled_evaluation.with(|now| now.factory.profit.profit);
        match app.pinned_evaluation.get() {
            Some(a) => format!("{}.", against(a.factory.profit.profit, profit, &USD_PER_YEAR)),
            None => app.baseline.with(|before| difference(profit, before.factory.profit.profit)),
        }
    };
    let reasons = Derived::new(move || {
        let reasons = app
            .throttled_evaluation
            .with(|now| now.stretches().map(Note::reason).collect::<Vec<_>>().join("; "));
        (!reasons.is_empty()).then_some(reasons)
    });
    view! {
        <p class="finding" data-component=prerendered(|| "finding") data-name=prerendered(|| "finding")>
            <span>{text(sentence)}</span>
            <span class="difference" data-name=prerendered(|| "difference")>{text(difference)}</span>
            " "
            {move || reasons.get().map(|reasons| view! { <Extrapolated reasons/> })}
        </p>
    }
}

/// Marks throughput that is not based on any published run, with the reasons.
#[component]
fn Extrapolated(reasons: String) -> impl IntoView {
    let is_framed = is_framed();
    let target = is_framed.then_some("_blank");
    view! {
        <a class="badge is-extrapolated" data-name="extrapolated" title=reasons
            href=if is_framed { "../#sureness" } else { "#sureness" } target=target rel=target.map(|_| "noopener")>
            "throughput extrapolated"
        </a>
    }
}

/// The signed difference in profit from the baseline scenario, empty if there is none.
fn difference(now: f64, before: f64) -> String {
    let change = now - before;
    if !change.is_finite() || change.abs() < 1e-6 * before.abs() {
        return String::new();
    }
    format!("{} against the baseline.", signed(change, &USD_PER_YEAR))
}

/// The date of the present picture: whose prices, and from when.
#[component]
pub fn Day() -> impl IntoView {
    let app = app_state();
    let day = move || {
        let sheet = app.throttled_evaluation.with(|now| now.sheet);
        format!("Prices of {}: {}. Other figures read on {READ}.", sheet.day(), sheet.label)
    };
    view! { <p class="small day" data-component=prerendered(|| "day") data-name=prerendered(|| "day")>{text(day)}</p> }
}

/// A number in the strip: the text before it, its quantity, and the accessor for its value.
type Item = (&'static str, &'static Quantity, fn(&Factory<f64>) -> f64);

/// The numbers of the strip, which only repeat the equation.
const STRIP: [Item; 4] = [
    ("", &Profit::ABOUT.profit, |factory| factory.profit.profit),
    ("price ", &Profit::ABOUT.token_price, |factory| factory.profit.token_price),
    ("cost ", &Profit::ABOUT.token_cost, |factory| factory.profit.token_cost),
    ("load ", &Profit::ABOUT.load, |factory| factory.profit.load),
];

/// The result in one line that stays visible while the page scrolls.
#[component]
pub fn Strip() -> impl IntoView {
    let app = app_state();
    let item = move |place: usize| {
        let (lead, about, of) = STRIP[place];
        let value = move || app.throttled_evaluation.with(|now| of(&now.factory));
        let is_wide = place == 1 || place == 2;
        // If a scenario is pinned, the last item shows the difference from it.
        let difference = move || {
            let a = app.pinned_evaluation.get().filter(|_| place == 3)?.factory.profit.profit;
            let b = app.throttled_evaluation.with(|now| now.factory.profit.profit);
            Some(without_time(signed(b - a, &USD_PER_YEAR)))
        };
        let written = move || difference().unwrap_or_else(|| shown(value(), &about.unit));
        let lead = move || if difference().is_some() { "vs A " } else { lead }.to_owned();
        view! {
            <span class=when_prerendering(|| if is_wide { "strip-item is-wide" } else { "strip-item" })>
                {text(lead)}
                <b class=("is-loss", flag(move || value() < 0.0))>{text(written)}</b>
            </span>
        }
    };
    view! {
        <div class="strip" data-name=prerendered(|| "strip") aria-hidden="true">{item(0)}{item(1)}{item(2)}{item(3)}</div>
    }
}

/// Notes for the reader: missing results first, then what is less certain.
#[component]
pub fn Notes() -> impl IntoView {
    let app = app_state();
    let notes = Derived::new(move || {
        app.throttled_evaluation
            .with(|now| now.notes.iter().map(|note| (note.is_fault(), note.to_string())).collect::<Vec<_>>())
    });
    let list = move || {
        let note = |(is_fault, sentence)| view! { <li class=if is_fault { "note is-fault" } else { "note" }>{sentence}</li> };
        notes.get().into_iter().map(note).collect_view()
    };
    view! {
        <ul class="notes" data-component=prerendered(|| "notes") data-name=prerendered(|| "notes") aria-label=prerendered(|| "Notes on this scenario")>
            {list}
        </ul>
    }
}

/// The nearest settings that satisfy the rules the scenario violates. The baseline violates none.
#[component]
pub fn Remedies() -> impl IntoView {
    view! {
        <div data-component=prerendered(|| "remedies") data-name=prerendered(|| "remedies") data-from-worker=prerendered(|| "")
            inner_html=answered(Request::Remedies, None)></div>
    }
}

/// How certain the throughput is, and where to read more.
#[component]
pub fn Sureness() -> impl IntoView {
    let app = app_state();
    let sentence = move || app.throttled_evaluation.with(|now| format!("{} ", now.sureness()));
    view! {
        <p class="note sureness" id="sureness" data-component=prerendered(|| "sureness") data-name=prerendered(|| "sureness")>
            <span>{text(sentence)}</span>
            <a href="#how-right" inner_html=when_prerendering(|| "How accurate is this?")></a>
        </p>
    }
}

/// Numbers of the machine, the business and the world: label, name in the sheet, name for tests.
const FACTS: [(&str, &str, Option<&str>); 12] = [
    ("Cost per GPU-hour", "cost.total", None),
    ("Output per megawatt", "profit.output_per_mw", None),
    ("Energy per token", "profit.energy", None),
    ("Load", "profit.load", Some("load")),
    ("Break-even load", "profit.break_even_load", None),
    ("Gross margin", "profit.margin", None),
    ("Revenue per watt and year", "profit.per_gw", None),
    ("Share of world token revenue", "profit.revenue_share", None),
    ("Share of world tokens", "profit.token_share", None),
    ("Tokens served worldwide", "demand.tokens", Some("demand")),
    ("Market price level", "demand.price_level", None),
    ("Power added this year", "market.2026.added", None),
];

/// A few numbers each for the machine, the business and the world.
#[component]
pub fn Facts() -> impl IntoView {
    let fact = |(label, name, mark)| {
        view! { <div class="fact"><dt>{label}</dt><dd><RangedNumber name mark/></dd></div> }
    };
    view! {
        <section class="facts" aria-label="The factory in numbers" data-name=prerendered(|| "facts")>
            <dl>{FACTS.map(fact).collect_view()}</dl>
        </section>
    }
}

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use super::*;
    use crate::ui::prerender;
    use model::scenario::Scenario;
    use model::sheet::seen::seen;
    use model::study::evaluate::evaluate;

    #[test]
    fn every_fact_is_a_number_of_the_sheet() {
        let now = evaluate(&Scenario::baseline());
        for (label, name, _) in FACTS {
            assert!(seen(&now, name).is_some_and(|it| it.value.is_finite()), "{label}");
        }
        let equation = prerender(&Scenario::baseline(), || view! { <Equation/> });
        assert_eq!(equation.matches("data-number").count(), 4);
    }

    #[test]
    fn a_finding_says_what_is_extrapolated_and_only_then() {
        let html = |query| prerender(&model::scenario::link::read(query).0, || view! { <Finding/> });
        let near = "llm=deepseek-v3&gpu=gb200&context=7373&answer=922&cached=0&serving=shared";
        assert!(!html(near).contains("throughput extrapolated"));
        assert!(html("gpu=rubin").contains("throughput extrapolated"));
    }
}
