//! A chart with its heading and legend above it and its numbers below.
//!
//! There are two drawings in the same place: an SVG, which is prerendered and used for print, and a canvas, which
//! replaces it on the screen when the scenario changes, or when the reader points at or focuses the chart.

pub mod figures;
mod keys;
pub mod legend;
pub mod menu;
mod paint;
pub mod spec;
pub mod state;
pub mod still;
pub mod table;

use super::{attribute, prerendered, text, when_prerendering, worker_client};
use crate::messages::{Answer, Request};
use crate::ui::dom;
use crate::ui::state::{Derived, State, follow};
use charts::Figure;
use figures::{ProfitHeading, published_runs};
use legend::{Legend, LegendEntry};
use leptos::html::Canvas;
use leptos::prelude::*;
use menu::ChartMenu;
use spec::{ChartSpec, Needs};
use state::{COMPARED, ChartState, NOT_SHOWN};
use still::Still;
use table::ChartTable;
use web_sys::Element;

/// Shown in place of a single point's text while none is selected.
const HINT: &str = "Each dot is a published figure: point at it, or step from one to the next with the up and down arrow keys.";

/// The chart.
#[component]
pub fn Chart(
    /// The figure it shows.
    of: ChartSpec,
    /// Its series as prerendered.
    entries: Vec<LegendEntry>,
    /// The prerendered drawing.
    #[prop(default = None)]
    still: Option<String>,
) -> impl IntoView {
    let chart = ChartState::new(of);
    let name = of.name;
    let canvas = NodeRef::<Canvas>::new();
    let (app, worker, runs) = (chart.app, worker_client(), published_runs());
    // Whether the reader has reached the chart, with the pointer or the keyboard.
    let is_visited = State::new(false);
    let visit = move || {
        match of.needs {
            Needs::Draws => worker.wake(),
            Needs::Runs => runs.request(),
        }
        is_visited.set_if_other(true);
    };
    let is_ready = move || match of.needs {
        Needs::Draws => worker.has_answered(),
        Needs::Runs => runs.is_settled.get(),
    };
    follow(move || {
        app.scenario.track();
        let is_pinned = app.pinned.with(Option::is_some) && COMPARED.contains(&name);
        let is_other = !app.is_baseline() || is_pinned;
        if is_other && of.needs == Needs::Runs {
            runs.request();
        }
        if is_other || !std::ptr::eq(app.over.get(), app.first_over) || (is_visited.get() && is_ready()) {
            chart.is_live.set_if_other(true);
        }
    });
    let is_painted = paint::keep_painted(chart, canvas);
    let label = move || chart.shows_figure().then(|| chart.throttled_figure.with(|figure| label(figure)));
    let description =
        State::new(when_prerendering(|| chart.figure.with(|figure| figure.describe())).unwrap_or_default());
    chart.ask_while(
        move || chart.is_live.get(),
        |name, published| Request::ChartDescription { name, published },
        move |answer| {
            if let Some(written) = answer.map(Answer::text).filter(|written| !written.is_empty()) {
                description.set_if_other(written.to_owned());
            }
        },
    );
    view! {
        <figure class="chart" data-component=prerendered(|| "chart") data-name=prerendered(|| format!("chart-{name}")) data-chart=prerendered(|| name)
            aria-labelledby=prerendered(|| format!("title-{name}")) data-live=attribute(move || is_painted.get().then(|| "true".to_owned()))
            on:pointerover=move |_| visit() on:focusin=move |_| visit() on:click=move |_| chart.is_live.set_if_other(true)>
            <figcaption class="chart-head">
                {(name == "profit").then(|| view! { <ProfitHeading/> })}
                {(name != "profit").then(|| view! {
                    <h2 id=prerendered(|| format!("title-{name}"))>{chart.of_figure(|figure| figure.title.clone())}</h2>
                })}
                <ChartMenu chart is_ready/>
                <p class="chart-finding">{chart.of_figure(|figure| figure.finding.clone())}</p>
            </figcaption>
            <Legend chart entries/>
            <div class="chart-room">
                <Still name still/>
                <canvas tabindex="0" role="application" aria-roledescription=prerendered(|| "interactive chart") node_ref=canvas
                    aria-label=attribute(label) aria-describedby=prerendered(|| format!("description-{name}"))
                    id=prerendered(|| format!("canvas-{name}")) data-name=prerendered(|| format!("canvas-{name}"))
                    on:pointermove=move |event| chart.point_at(&event, chart.is_pinned.now())
                    on:pointerdown=move |event| {
                        let was_pinned = chart.is_pinned.now();
                        chart.is_pinned.set(!was_pinned && event.pointer_type() == "mouse");
                        chart.point_at(&event, false);
                    }
                    on:pointerleave=move |_| if !chart.is_pinned.now() { chart.crosshair.set_if_other(None) }
                    on:keydown=move |event| keys::press(chart, &event)></canvas>
            </div>
            {of.why_no_dots.map(|why_no_dots| view! { <DotReading chart why_no_dots/> })}
            <p class="visually-hidden" id=prerendered(|| format!("description-{name}")) data-from-worker=prerendered(|| "")>
                {text(move || description.get())}
            </p>
            <ChartTable chart/>
        </figure>
    }
}

/// The text of the single point being read.
#[component]
fn DotReading(chart: ChartState, why_no_dots: Derived<String>) -> impl IntoView {
    let has_dots = move || chart.throttled_figure.with(|figure| !figure.dots.is_empty());
    let description = move || {
        if !chart.shows_figure() {
            return NOT_SHOWN.to_owned();
        }
        if !has_dots() {
            return why_no_dots.get();
        }
        let read = chart.dot.get().map(|dot| chart.throttled_figure.with(|figure| figure.describe_dot(dot)));
        read.filter(|text| !text.is_empty()).unwrap_or_else(|| HINT.to_owned())
    };
    let name = chart.name;
    view! {
        <p class="chart-description" data-name=prerendered(|| format!("description-{name}"))
            data-dots=attribute(move || chart.shows_figure().then(|| has_dots().to_string()))>
            {text(description)}
        </p>
    }
}

/// The name of the chart, and how to read it with the keyboard.
pub fn label(figure: &Figure) -> String {
    let dots = if figure.dots.is_empty() { "" } else { ", up and down arrows published figures" };
    format!("{}. Left and right arrows read values{dots}, T opens the table.", figure.title)
}

/// Hydrates a prerendered chart.
pub(super) fn hydrate_chart(element: &Element) {
    if let Some(of) = figures::of(&dom::attribute(element, "data-chart")) {
        super::hydrate::hydrate(element, view! { <Chart of entries=LegendEntry::read(element)/> });
    }
}
