//! The figures of the page's charts.

use super::spec::{ChartSpec, Needs};
use crate::ui::app_state::{AppState, Turn};
use crate::ui::dom::keep_seen;
use crate::ui::state::{Derived, State};
use crate::ui::{app_state, changed, fetch, prerendered, provided, text, when_prerendering, worker_client};
use charts::Figure;
use charts::chart::{cost, frontier, market, profit};
use charts::spec::axis::Axes;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::scenario::levers::LEVERS;
use model::scenario::shocks::ShockedScenario;
use model::scenario::{Group, Lever, Scenario, link};
use model::study::evaluate::generations::chosen;
use model::study::evaluate::{Evaluation, evaluate};
use model::study::sensitivity::curve::Curve;
use model::study::validation::published::Published;
use std::cell::RefCell;
use std::sync::Arc;

/// The spec of the chart of that name; `None` if there is no such chart.
pub fn of(name: &str) -> Option<ChartSpec> {
    Some(match name {
        "profit" => {
            ChartSpec { name: "profit", figure: profit_figure(), needs: Needs::Draws, why_no_dots: None }
        }
        "market" => {
            ChartSpec { name: "market", figure: market_figure(), needs: Needs::Draws, why_no_dots: None }
        }
        "frontier" => over_speed("frontier", frontier::figure, without_business),
        "cost" => over_speed("cost", cost::figure, without_demand),
        _ => return None,
    })
}

/// Revenue and costs over the lever that was moved last.
fn profit_figure() -> Derived<Arc<Figure>> {
    let (app, worker) = (app_state(), worker_client());
    // The curve depends on all other levers, so that dragging this one does not recompute it.
    let others = Derived::new(move || {
        let lever = app.over.get();
        (lever, app.scenario.with(|scenario: &Scenario| scenario.with(lever, lever.default_base())))
    });
    let curve = Derived::new(move || {
        let (lever, scenario) = others.get();
        Arc::new(Curve::over(&scenario, lever))
    });
    let pinned = Derived::always(move || {
        let lever = app.over.get();
        let scenario = app.pinned.with(|pinned| pinned.as_ref().map(ShockedScenario::scenario))?;
        Some((Arc::new(Curve::over(&scenario, lever)), scenario))
    });
    let held = held(
        app,
        move || (app.over.get().about.id, place_of(worker.band), place_of(worker.outlook)),
        move || {
            let axes = curve.with(|curve| {
                let (band, outlook) = (worker.band.get(), worker.outlook.get());
                app.evaluation.with(|now| profit::axes(curve, now, band.as_deref(), outlook.as_deref()))
            });
            match pinned.get() {
                Some((curve, _)) => profit::axes_with_pinned(axes, &curve),
                None => axes,
            }
        },
    );
    let band = Derived::new(move || {
        let (lever, others) = others.get();
        worker.band_over(lever, &others)
    });
    Derived::always(move || {
        let figure =
            curve.with(|curve| app.evaluation.with(|now| held.with(|axes| profit::figure(curve, now, axes))));
        let (band, outlook) = (band.get(), worker.outlook.get());
        let figure = profit::with_band(figure, band.as_deref(), outlook.as_deref());
        Arc::new(match pinned.get() {
            Some((curve, scenario)) => profit::with_pinned(figure, &curve, &scenario),
            None => figure,
        })
    })
}

/// The title of the profit chart, which contains the choice of its lever.
#[component]
pub fn ProfitHeading() -> impl IntoView {
    let app = app_state();
    let options = when_prerendering(|| {
        let option = |lever: &'static Lever| {
            let about = &lever.about;
            view! { <option value=about.id selected={std::ptr::eq(lever, app.over.get())}>{about.label}</option> }
        };
        offered().into_iter().map(option).collect_view().to_html()
    });
    let choose = move |event| {
        if let Some(lever) = LEVERS.get(&event_target_value(&event)) {
            app.over.set(lever);
        }
    };
    view! {
        <h2 id="title-profit">
            "Profit over "
            <span class="visually-hidden">{text(move || app.over.get().about.label.to_ascii_lowercase())}</span>
        </h2>
        <select class="over" data-name=prerendered(|| "over") aria-label=prerendered(|| "Lever under the profit chart") autocomplete="off"
            prop:value=text(move || app.over.get().about.id.to_owned()) on:change=changed(choose) inner_html=options></select>
    }
}

/// Levers offered for the profit chart: those that change profit.
fn offered() -> Vec<&'static Lever> {
    link::levers().into_iter().filter(|lever| lever.group != Group::Market).collect()
}

/// Worldwide gigawatts and dollars.
fn market_figure() -> Derived<Arc<Figure>> {
    let (app, worker) = (app_state(), worker_client());
    let fit = move || {
        let axes = worker.outlook.with(|outlook| {
            app.evaluation
                .with(|now| app.baseline.with(|baseline| market::axes(now, baseline, outlook.as_deref())))
        });
        match app.pinned_evaluation.get() {
            Some(pinned) => market::axes_with_pinned(axes, &pinned),
            None => axes,
        }
    };
    let held = held(app, move || ("market", 0, place_of(worker.outlook)), fit);
    let figure = Derived::always(move || {
        let figure = app
            .evaluation
            .with(|now| app.baseline.with(|baseline| held.with(|axes| market::figure(now, baseline, axes))));
        let figure = worker.outlook.with(|outlook| market::with_outlook(figure, outlook.as_deref()));
        Arc::new(match app.pinned_evaluation.get() {
            Some(pinned) => market::with_pinned(figure, &pinned),
            None => figure,
        })
    });
    let shown = app.in_turn(figure, Turn::OtherChart);
    // Draws can come while a held lever rests, when there are no frames.
    Derived::always(move || {
        worker.outlook.track();
        shown.track();
        figure.now()
    })
}

/// A chart over the speed per user. It computes every layout of every generation: while a lever moves, it only
/// follows if the reader sees it, and only levers that change it, which are those that `without` leaves.
fn over_speed(
    name: &'static str,
    draw: fn(&Evaluation, &Published) -> Figure,
    without: fn(&Scenario) -> Scenario,
) -> ChartSpec {
    let (app, published) = (app_state(), published_runs().published);
    let is_seen = State::new(None);
    if cfg!(feature = "hydrate") {
        keep_seen(&format!("canvas-{name}"), is_seen);
    }
    let asked = Derived::new(move || {
        let chosen = if is_seen.get() == Some(true) { app.scenario } else { app.settled };
        chosen.with(without)
    });
    // A search for layouts: once for each pinned scenario.
    let pinned = Derived::always(move || Some(Arc::new(chosen(&*app.pinned_evaluation.get()?)?)));
    let figure = Derived::always(move || {
        let figure = asked.with(|scenario| published.with(|published| draw(&evaluate(scenario), published)));
        Arc::new(match pinned.get() {
            Some(line) => frontier::with_pinned(figure, &line),
            None => figure,
        })
    });
    let why_no_dots = Derived::new(move || {
        asked.with(|scenario| published.with(|published| published.remark(&evaluate(scenario), 0)))
    });
    ChartSpec { name, figure, needs: Needs::Runs, why_no_dots: Some(why_no_dots) }
}

/// Published runs: loaded once a chart that shows them is to be painted, because the prerendered drawings include
/// them. Until then, and if they cannot be loaded, there are none.
#[derive(Clone, Copy)]
pub struct PublishedRuns {
    /// The runs.
    pub published: State<Published>,
    /// The same as received, for the worker.
    pub(super) text: State<String>,
    /// Whether they are loaded or have failed to load.
    pub(super) is_settled: State<bool>,
    is_requested: State<bool>,
}

impl PublishedRuns {
    /// None, and none requested.
    pub(crate) fn new() -> Self {
        Self {
            published: State::new(Published::default()),
            text: State::new(String::new()),
            is_settled: State::new(false),
            is_requested: State::new(false),
        }
    }
    /// Loads them, once.
    pub(super) fn request(self) {
        if self.is_requested.alter(|requested| std::mem::replace(requested, true)) {
            return;
        }
        spawn_local(async move {
            match fetch::text("measured.tsv").await.map(|text| (Published::read(&text), text)) {
                Ok((Some(found), text)) => {
                    self.text.set(text);
                    self.published.set(found);
                }
                Ok((None, _)) => leptos::logging::warn!("The file of published runs cannot be read."),
                Err(fault) => leptos::logging::warn!("{fault}"),
            }
            self.is_settled.set(true);
        });
    }
}

/// The published runs of the page that a chart is part of.
pub(in crate::ui) fn published_runs() -> PublishedRuns {
    provided()
}

/// The scenario with levers that change neither machines nor promised speeds at their defaults.
fn without_business(scenario: &Scenario) -> Scenario {
    without(scenario, |lever| {
        matches!(lever.group, Group::Capital | Group::Market)
            || ["agents", "electricity"].contains(&lever.about.id)
    })
}

/// The scenario with levers that change neither machines, promised speeds nor cost at their defaults.
fn without_demand(scenario: &Scenario) -> Scenario {
    without(scenario, |lever| lever.group == Group::Market || lever.about.id == "agents")
}

/// The scenario with some levers at their defaults.
fn without(scenario: &Scenario, is_out: impl Fn(&Lever) -> bool) -> Scenario {
    let out = link::levers().into_iter().filter(|lever| is_out(lever));
    out.fold(*scenario, |scenario, lever| scenario.with(lever, lever.default_base()))
}

/// What a chart is about, and the addresses of the band and the draws that it shows.
type About = (&'static str, usize, usize);

/// The address of a value, which distinguishes it from the previous one; 0 if there is none.
fn place_of<T>(kept: State<Option<Arc<T>>>) -> usize {
    kept.with(|kept| kept.as_ref().map_or(0, |kept| Arc::as_ptr(kept).addr()))
}

/// Axes that stay fixed while a control is moved, and are fitted again when it is released, when draws arrive while
/// it is held at rest, or when the chart is about something else.
fn held(
    app: AppState,
    about: impl Fn() -> About + 'static,
    fit: impl Fn() -> Axes + 'static,
) -> Derived<Axes> {
    let kept = RefCell::new(None::<(About, Axes)>);
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
