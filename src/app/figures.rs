//! The charts of the page.

use super::chart::Chart;
use super::desk::Desk;
use super::fetch;
use super::oracle::Oracle;
use crate::figure::{Axes, Figure, cost, frontier, market, profit};
use crate::scenario::levers::LEVERS;
use crate::scenario::{Group, Lever, Scenario, link};
use crate::study::curve::Curve;
use crate::study::evaluate::{Evaluation, evaluate};
use crate::study::published::Published;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Levers over which profit is worth a look: those that move it.
fn offered() -> Vec<&'static Lever> {
    link::levers().into_iter().filter(|lever| lever.group != Group::Market).collect()
}

/// Revenue and costs over the lever that was moved last.
#[component]
pub(crate) fn ProfitChart() -> impl IntoView {
    let desk = Desk::here();
    // The curve is that of all other levers, so that dragging this one computes none.
    let others = Memo::new(move |_| {
        let lever = desk.over.get();
        (lever, desk.scenario.with(|scenario: &Scenario| scenario.with(lever, lever.default_base())))
    });
    let curve = Memo::new(move |_| {
        let (lever, scenario) = others.get();
        Arc::new(Curve::over(&scenario, lever))
    });
    let held = held(
        desk,
        move || desk.over.get().about.id,
        move || curve.with(|curve| desk.evaluation.with(|now| profit::axes(curve, now))),
    );
    let oracle = Oracle::here();
    let band = Memo::new(move |_| {
        let (lever, others) = others.get();
        oracle.band_over(lever, &others)
    });
    let figure = Memo::new_with_compare(
        move |_| {
            let figure = curve
                .with(|curve| desk.evaluation.with(|now| held.with(|axes| profit::figure(curve, now, axes))));
            band.with(|band| Arc::new(profit::with_band(figure, band.as_deref())))
        },
        |_, _| true,
    );
    view! { <Chart figure name="profit" heading=move || view! { <Over/> }.into_any()/> }.into_any()
}

/// The title of the profit chart, in which the lever under it is chosen.
#[component]
fn Over() -> impl IntoView {
    let desk = Desk::here();
    let option = move |lever: &'static Lever| {
        let is_chosen = move || desk.over.get().about.id == lever.about.id;
        view! { <option value=lever.about.id prop:selected=is_chosen>{lever.about.label}</option> }
    };
    let choose = move |id: String| {
        if let Some(lever) = LEVERS.get(&id) {
            desk.over.set(lever);
        }
    };
    view! {
        <h2 id="title-profit">
            "Profit over "
            <span class="visually-hidden">{move || desk.over.get().about.label.to_lowercase()}</span>
        </h2>
            <select
                class="over"
                data-name="over"
                aria-label="Lever under the profit chart"
                on:change:target=move |event| choose(event.target().value())>
                {offered().into_iter().map(option).collect_view()}
            </select>
    }
    .into_any()
}

/// Gigawatts and dollars of the world.
#[component]
pub(crate) fn MarketChart() -> impl IntoView {
    let desk = Desk::here();
    let held = held(desk, || "market", move || desk.evaluation.with(|now| market::axes(now)));
    let oracle = Oracle::here();
    let figure = Memo::new_with_compare(
        move |_| {
            let figure = desk.evaluation.with(|now| held.with(|axes| market::figure(now, axes)));
            oracle.outlook.with(|outlook| Arc::new(market::with_outlook(figure, outlook.as_deref())))
        },
        |_, _| true,
    );
    view! { <Chart figure name="market"/> }.into_any()
}

/// Speed for a user against output of the machines.
#[component]
pub(crate) fn FrontierChart() -> impl IntoView {
    over_speed("frontier", frontier::figure, without_business)
}

/// Speed for a user against what a million tokens cost.
#[component]
pub(crate) fn CostChart() -> impl IntoView {
    over_speed("cost", cost::figure, without_demand)
}

/// A chart over the speed for a user. It asks for every layout of every generation: while a lever moves it follows
/// only where the reader sees it, and only levers that change it, which `without` leaves.
fn over_speed(
    name: &'static str,
    draw: fn(&Evaluation, &Published) -> Figure,
    without: fn(&Scenario) -> Scenario,
) -> AnyView {
    let desk = Desk::here();
    let published = expect_context::<RwSignal<Published>>();
    let asked = Memo::new(move |_| {
        let chosen = if desk.frontier_seen.get() { desk.scenario } else { desk.settled };
        chosen.with(without)
    });
    let figure = Memo::new_with_compare(
        move |_| {
            asked.with(|scenario| published.with(|published| Arc::new(draw(&evaluate(scenario), published))))
        },
        |_, _| true,
    );
    view! { <Chart figure name pointless=pointless(asked, published)/> }.into_any()
}

/// Why no published runs stand in a chart of a scenario.
fn pointless(asked: Memo<Scenario>, published: RwSignal<Published>) -> Memo<String> {
    Memo::new(move |_| {
        asked.with(|scenario| published.with(|published| published.remark(&evaluate(scenario), 0)))
    })
}

/// Published runs, which come when the page is painted; until then, and where they cannot be had, there are none.
pub(crate) fn publish() -> RwSignal<Published> {
    let published = RwSignal::new(Published::default());
    gloo::timers::callback::Timeout::new(PAINTED, move || {
        spawn_local(async move {
            match fetch::text("measured.tsv").await.map(|text| Published::read(&text)) {
                Ok(Some(found)) => published.set(found),
                Ok(None) => leptos::logging::warn!("The file of published runs cannot be read."),
                Err(fault) => leptos::logging::warn!("{fault}"),
            }
        });
    })
    .forget();
    published
}

/// Milliseconds after which the page is surely painted.
const PAINTED: u32 = 300;

/// The scenario with every lever at its default that changes neither machines nor what is promised.
fn without_business(scenario: &Scenario) -> Scenario {
    without(scenario, |lever| {
        matches!(lever.group, Group::Capital | Group::Market)
            || ["agents", "electricity"].contains(&lever.about.id)
    })
}

/// The scenario with every lever at its default that changes neither machines, nor what is promised, nor cost.
fn without_demand(scenario: &Scenario) -> Scenario {
    without(scenario, |lever| lever.group == Group::Market || lever.about.id == "agents")
}

/// The scenario with some levers at their defaults.
fn without(scenario: &Scenario, is_out: impl Fn(&Lever) -> bool) -> Scenario {
    let out = link::levers().into_iter().filter(|lever| is_out(lever));
    out.fold(*scenario, |scenario, lever| scenario.with(lever, lever.default_base()))
}

/// Axes that hold still while a control is moved, and fit again when it is let go, or when the chart comes to
/// be about something else.
fn held(
    desk: Desk,
    about: impl Fn() -> &'static str + Send + Sync + 'static,
    fit: impl Fn() -> Axes + Send + Sync + 'static,
) -> Memo<Axes> {
    let kept = Memo::new_with_compare(
        move |before: Option<&(&'static str, Axes)>| match (about(), before) {
            (about, Some((same, axes))) if about == *same && desk.moving.get() => (about, *axes),
            (about, _) => (about, fit()),
        },
        |before, after| before != after,
    );
    Memo::new(move |_| kept.get().1)
}
