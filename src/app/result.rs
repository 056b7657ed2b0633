//! What comes out: the equation with its numbers, the finding, and what to know of this scenario.

use super::desk::Desk;
use super::number::Number;
use crate::factory::{Demand, Profit};
use crate::finding;
use crate::quantity::unit::USD_PER_YEAR;
use crate::study::note::Note;
use crate::words::digits::{MINUS, shown};
use leptos::prelude::*;

/// `profit = tokens × (price − cost per token)`, with the numbers of this scenario.
#[component]
pub(crate) fn Equation() -> impl IntoView {
    let about = &Profit::ABOUT;
    view! {
        <section class="equation" aria-label="The equation of the factory" data-name="equation">
            <div class="term is-result">
                <Number stage="profit" about=&about.profit of=|now| now.factory.profit.profit name="profit"/>
                <span class="term-name">"profit"</span>
            </div>
            <span class="sign">"="</span>
            <div class="term">
                <Number stage="profit" about=&about.tokens of=|now| now.factory.profit.tokens name="tokens"/>
                <span class="term-name">"tokens sold"</span>
            </div>
            <span class="sign">"×"</span>
            <div class="term-pair">
                <span class="sign is-bracket">"("</span>
                <div class="term">
                    <Number
                        stage="profit"
                        about=&about.token_price
                        of=|now| now.factory.profit.token_price
                        name="price"
                    />
                    <span class="term-name">"price"</span>
                </div>
                <span class="sign">{MINUS.to_string()}</span>
                <div class="term">
                    <Number stage="profit" about=&about.token_cost of=|now| now.factory.profit.token_cost name="cost"/>
                    <span class="term-name">"cost per token"</span>
                </div>
                <span class="sign is-bracket">")"</span>
            </div>
        </section>
    }
    .into_any()
}

/// The finding of this scenario, and how far it is from the untouched one.
#[component]
pub(crate) fn Finding() -> impl IntoView {
    let desk = Desk::here();
    view! {
        <p class="finding" data-name="finding">
            {move || desk.evaluation.with(|now| finding::sentence(now))}
            " "
            <Difference/>
            " "
            <Extrapolated/>
        </p>
    }
    .into_any()
}

/// The signed difference in profit to the untouched scenario, where there is one.
#[component]
fn Difference() -> impl IntoView {
    let desk = Desk::here();
    let before = desk.untouched.with_value(|untouched| untouched.factory.profit.profit);
    let text = move || {
        let change = desk.evaluation.with(|now| now.factory.profit.profit) - before;
        if !change.is_finite() || change.abs() < 1e-6 * before.abs() {
            return None;
        }
        let sign = if change > 0.0 { "+".to_owned() } else { String::new() };
        Some(format!("{sign}{} against the default.", shown(change, &USD_PER_YEAR)))
    };
    view! { <span class="difference" data-name="difference">{text}</span> }.into_any()
}

/// A word where published runs are far, with the reasons; it leads to what the ranges rest on.
#[component]
fn Extrapolated() -> impl IntoView {
    let desk = Desk::here();
    let reasons = Memo::new(move |_| {
        desk.evaluation.with(|now| now.stretches().map(Note::reason).collect::<Vec<_>>().join("; "))
    });
    view! {
        <Show when=move || reasons.with(|reasons| !reasons.is_empty())>
            <a class="badge is-extrapolated" href="#sureness" data-name="extrapolated" title=reasons>
                "throughput extrapolated"
            </a>
        </Show>
    }
    .into_any()
}

/// The result in one line that stays in sight while the page scrolls.
#[component]
pub(crate) fn Strip() -> impl IntoView {
    let about = &Profit::ABOUT;
    view! {
        <div class="strip" data-name="strip" aria-hidden="true">
            <span class="strip-item">
                <Plain about=&about.profit of=|now| now.factory.profit.profit/>
            </span>
            <span class="strip-item is-wide">
                "price "
                <Plain about=&about.token_price of=|now| now.factory.profit.token_price/>
            </span>
            <span class="strip-item is-wide">
                "cost "
                <Plain about=&about.token_cost of=|now| now.factory.profit.token_cost/>
            </span>
            <span class="strip-item">
                "load "
                <Plain about=&about.load of=|now| now.factory.profit.load/>
            </span>
        </div>
    }
    .into_any()
}

/// A number of the strip, which only repeats the equation.
#[component]
fn Plain(
    about: &'static crate::quantity::Quantity,
    of: fn(&crate::study::evaluate::Evaluation) -> f64,
) -> impl IntoView {
    let desk = Desk::here();
    let value = Memo::new(move |_| desk.evaluation.with(|now| of(now)));
    view! { <b class:is-loss=move || value.get() < 0.0>{move || shown(value.get(), &about.unit)}</b> }
        .into_any()
}

/// What the reader should know: missing results first, then what is less sure.
#[component]
pub(crate) fn Notes() -> impl IntoView {
    let desk = Desk::here();
    let notes = Memo::new(move |_| desk.evaluation.with(|now| now.notes.clone()));
    let item = |note: Note| {
        let mark = if note.is_fault() { "note is-fault" } else { "note" };
        view! { <li class=mark>{note.to_string()}</li> }
    };
    view! {
        <ul class="notes" data-name="notes" aria-label="What to know of this scenario">
            {move || notes.get().into_iter().map(item).collect_view()}
        </ul>
        <p class="note sureness" id="sureness" data-name="sureness">
            {move || desk.evaluation.with(|now| now.sureness())}
            " "
            <a href="#how-right">"How right is this?"</a>
        </p>
    }
    .into_any()
}

/// The machine, the business and the world in a few numbers each.
#[component]
pub(crate) fn Facts() -> impl IntoView {
    let about = &Profit::ABOUT;
    view! {
        <section class="facts" aria-label="The factory in numbers" data-name="facts">
            <dl>
                <Fact label="Machines at the site">
                    <Number stage="site" about=&crate::factory::Site::ABOUT.gpus of=|now| now.factory.site.gpus/>
                </Fact>
                <Fact label="A GPU-hour costs">
                    <Number stage="cost" about=&crate::factory::Cost::ABOUT.total of=|now| now.factory.cost.total/>
                </Fact>
                <Fact label="Written per megawatt">
                    <Number stage="profit" about=&about.output_per_mw of=|now| now.factory.profit.output_per_mw/>
                </Fact>
                <Fact label="Energy of a token">
                    <Number stage="profit" about=&about.energy of=|now| now.factory.profit.energy/>
                </Fact>
                <Fact label="Capacity sold">
                    <Number stage="profit" about=&about.load of=|now| now.factory.profit.load name="load"/>
                </Fact>
                <Fact label="Breaks even at load">
                    <Number
                        stage="profit"
                        about=&about.break_even_load
                        of=|now| now.factory.profit.break_even_load
                    />
                </Fact>
                <Fact label="The world asks for">
                    <Number stage="demand" about=&Demand::ABOUT.tokens of=|now| now.factory.demand.tokens name="demand"/>
                </Fact>
                <Fact label="Power added this year">
                    <Number
                        stage="market.2026"
                        about=&crate::factory::Market::ABOUT.added
                        of=|now| now.factory.market[0].added
                    />
                </Fact>
            </dl>
        </section>
    }
    .into_any()
}

#[component]
fn Fact(label: &'static str, children: Children) -> impl IntoView {
    view! { <div class="fact"><dt>{label}</dt><dd>{children()}</dd></div> }.into_any()
}
