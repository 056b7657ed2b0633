//! The charts of the page.

use super::chart::{Chart, when_coming};
use super::fetch;
use super::theme::Look;
use crate::ui::app_state::AppState;
use crate::ui::dom::{find, named, on, set_text};
use crate::ui::state::{Derived, State, follow};
use crate::ui::worker_client::WorkerClient;
use charts::Figure;
use charts::chart::{cost, frontier, market, profit};
use charts::spec::axis::Axes;
use leptos::task::spawn_local;
use model::scenario::levers::LEVERS;
use model::scenario::{Group, Lever, Scenario, link};
use model::study::evaluate::{Evaluation, evaluate};
use model::study::sensitivity::curve::Curve;
use model::study::validation::published::Published;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

/// Attaches to all charts.
pub(crate) fn hold(app: AppState, worker: WorkerClient, look: State<Look>) {
    hold_over(app);
    // Draws stand in both. They are made again when the reader comes to the chart.
    let has_draws = Derived::new(move || worker.has_answered());
    let charts = [("profit", profit_figure(app, worker)), ("market", market_figure(app, worker))];
    for (name, figure) in charts {
        if let Some(chart) = named(&format!("chart-{name}")) {
            when_coming(&chart, move || worker.wake());
        }
        Chart::hold(app, look, name, figure, has_draws, None);
    }
    if named("chart-frontier").is_none() {
        return;
    }
    let runs = publish(app);
    over_speed(app, look, runs, "frontier", frontier::figure, without_business);
    over_speed(app, look, runs, "cost", cost::figure, without_demand);
}

/// Revenue and costs over the lever that was moved last.
fn profit_figure(app: AppState, worker: WorkerClient) -> Derived<Arc<Figure>> {
    // The curve is that of all other levers, so that dragging this one computes none.
    let others = Derived::new(move || {
        let lever = app.over.get();
        (lever, app.scenario.with(|scenario: &Scenario| scenario.with(lever, lever.default_base())))
    });
    let curve = Derived::new(move || {
        let (lever, scenario) = others.get();
        Arc::new(Curve::over(&scenario, lever))
    });
    let held = held(
        app,
        move || app.over.get().about.id,
        move || curve.with(|curve| app.evaluation.with(|now| profit::axes(curve, now))),
    );
    let band = Derived::new(move || {
        let (lever, others) = others.get();
        worker.band_over(lever, &others)
    });
    Derived::always(move || {
        let figure =
            curve.with(|curve| app.evaluation.with(|now| held.with(|axes| profit::figure(curve, now, axes))));
        band.with(|band| Arc::new(profit::with_band(figure, band.as_deref())))
    })
}

/// The title of the profit chart, in which the lever under it is chosen.
fn hold_over(app: AppState) {
    let Some(list) = named("over").and_then(|list| list.dyn_into::<HtmlSelectElement>().ok()) else { return };
    let own = list.clone();
    on(&list, "change", move |_| {
        if let Some(lever) = LEVERS.get(&own.value()) {
            app.over.set(lever);
        }
    });
    let name = find("[data-over-name]");
    follow(move || {
        let lever = app.over.get();
        list.set_value(lever.about.id);
        if let Some(name) = &name {
            set_text(name, &lever.about.label.to_ascii_lowercase());
        }
    });
}

/// Gigawatts and dollars of the world.
fn market_figure(app: AppState, worker: WorkerClient) -> Derived<Arc<Figure>> {
    let held = held(app, || "market", move || app.evaluation.with(|now| market::axes(now)));
    Derived::always(move || {
        let figure = app.evaluation.with(|now| held.with(|axes| market::figure(now, axes)));
        worker.outlook.with(|outlook| Arc::new(market::with_outlook(figure, outlook.as_deref())))
    })
}

/// A chart over the speed for a user. It asks for every layout of every generation: while a lever moves it follows
/// only where the reader sees it, and only levers that change it, which `without` leaves.
fn over_speed(
    app: AppState,
    look: State<Look>,
    (published, is_settled): (State<Published>, State<bool>),
    name: &'static str,
    draw: fn(&Evaluation, &Published) -> Figure,
    without: fn(&Scenario) -> Scenario,
) {
    let asked = Derived::new(move || {
        let chosen = if app.frontier_seen.get() { app.scenario } else { app.settled };
        chosen.with(without)
    });
    let figure = Derived::always(move || {
        asked.with(|scenario| published.with(|published| Arc::new(draw(&evaluate(scenario), published))))
    });
    let has_runs = Derived::new(move || is_settled.get());
    Chart::hold(app, look, name, figure, has_runs, Some(pointless(asked, published)));
}

/// Why no published runs stand in a chart of a scenario.
fn pointless(asked: Derived<Scenario>, published: State<Published>) -> Derived<String> {
    Derived::new(move || {
        asked.with(|scenario| published.with(|published| published.remark(&evaluate(scenario), 0)))
    })
}

/// Published runs. They are loaded when a chart that shows them comes to be painted: the prerendered drawings have them.
/// Until then, and where they cannot be had, there are none. With them, whether it is settled which of the two it is.
fn publish(app: AppState) -> (State<Published>, State<bool>) {
    let published = State::new(Published::default());
    let is_settled = State::new(false);
    let is_asked = State::new(false);
    let ask = move || {
        if is_asked.alter(|asked| std::mem::replace(asked, true)) {
            return;
        }
        spawn_local(async move {
            match fetch::text("measured.tsv").await.map(|text| Published::read(&text)) {
                Ok(Some(found)) => published.set(found),
                Ok(None) => leptos::logging::warn!("The file of published runs cannot be read."),
                Err(fault) => leptos::logging::warn!("{fault}"),
            }
            is_settled.set(true);
        });
    };
    for chart in ["chart-frontier", "chart-cost"].into_iter().filter_map(named) {
        when_coming(&chart, ask);
    }
    follow(move || {
        app.scenario.track();
        if !app.is_baseline() {
            ask();
        }
    });
    (published, is_settled)
}

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
    app: AppState,
    about: impl Fn() -> &'static str + 'static,
    fit: impl Fn() -> Axes + 'static,
) -> Derived<Axes> {
    let kept = RefCell::new(None::<(&'static str, Axes)>);
    Derived::new(move || {
        let about = about();
        let axes = match *kept.borrow() {
            Some((same, axes)) if about == same && app.moving.get() => axes,
            _ => fit(),
        };
        kept.replace(Some((about, axes)));
        axes
    })
}
