//! A chart with its heading and legend above it and its numbers below.
//!
//! There are two drawings in the same place: an SVG, which is prerendered and used for print, and a canvas, which
//! replaces it on the screen when the scenario changes, or when the reader points at or focuses the chart.

pub mod figures;
mod keys;
pub mod legend;
pub mod menu;
mod paint;
pub mod still;
pub mod table;

use super::{app_state, attribute, openness, prerendered, text, when_prerendering, worker_client};
use crate::messages::{Answer, Request};
use crate::ui::app_state::{AppState, Throttled};
use crate::ui::dom;
use crate::ui::state::{Derived, State, follow};
use crate::ui::theme::{Look, look};
use charts::{Figure, Layout, View};
use figures::{ProfitHeading, published_runs};
use legend::{Legend, LegendEntry, present};
use leptos::ev::PointerEvent;
use leptos::html::{Canvas, Details};
use leptos::prelude::*;
use menu::ChartMenu;
use model::scenario::link::compared::write_pinned;
use std::sync::Arc;
use still::Still;
use table::ChartTable;
use web_sys::Element;

/// Shown in place of a single point's text while none is selected.
const HINT: &str = "Each dot is a published figure: point at it, or step from one to the next with the up and down arrow keys.";

/// The text of a component while its prerendered content is shown: it differs from any text that may follow,
/// including an empty one, so that Leptos sets the next one.
const NOT_SHOWN: &str = " ";

/// A chart with the reader's selections in it.
#[derive(Clone, Copy)]
pub struct ChartState {
    app: AppState,
    look: State<Look>,
    name: &'static str,
    needs: Needs,
    figure: Derived<Arc<Figure>>,
    /// The same for the text next to the drawing, throttled during a drag.
    throttled_figure: Derived<Arc<Figure>>,
    /// Whether the canvas has replaced the prerendered drawing.
    is_live: State<bool>,
    /// Names of the hidden series.
    hidden: State<Vec<String>>,
    /// The stop under the crosshair.
    crosshair: State<Option<usize>>,
    /// The series that is emphasised.
    emphasis: State<Option<String>>,
    /// The single point being read.
    dot: State<Option<usize>>,
    is_pinned: State<bool>,
    size: State<(f64, f64)>,
    is_table_open: State<bool>,
    /// The table, whether folded or not.
    table: NodeRef<Details>,
}

/// What has to be loaded before the canvas can replace a prerendered chart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// The draws of the worker.
    Draws,
    /// The published runs.
    Runs,
}

/// What a chart draws, and the text next to it.
#[derive(Clone, Copy)]
pub struct ChartSpec {
    /// Its name: `profit`.
    pub name: &'static str,
    /// What is drawn.
    pub figure: Derived<Arc<Figure>>,
    /// What it shows that is loaded later.
    pub needs: Needs,
    /// The reason shown where the chart has no dots; `None` for a chart that never has any.
    pub why_no_dots: Option<Derived<String>>,
}

impl ChartState {
    fn new(of: ChartSpec) -> Self {
        let (app, table) = (app_state(), NodeRef::new());
        let part = if of.needs == Needs::Draws { Throttled::Charts } else { Throttled::LaterCharts };
        Self {
            app,
            look: look(),
            name: of.name,
            needs: of.needs,
            figure: of.figure,
            throttled_figure: app.throttled(of.figure, part),
            is_live: State::new(false),
            hidden: State::new(Vec::new()),
            crosshair: State::new(None),
            emphasis: State::new(None),
            dot: State::new(None),
            is_pinned: State::new(false),
            size: State::new((0.0, 0.0)),
            is_table_open: openness(table),
            table,
        }
    }
    /// Whether it shows published runs.
    fn shows_runs(self) -> bool {
        self.needs == Needs::Runs
    }
    /// Whether texts are taken from the figure: when prerendering, and once the canvas is shown.
    fn shows_figure(self) -> bool {
        !cfg!(feature = "hydrate") || self.is_live.get()
    }
    /// A text of the figure.
    fn of_figure(self, of: impl Fn(&Figure) -> String + 'static) -> super::Text {
        text(move || {
            if self.shows_figure() {
                self.throttled_figure.with(|figure| of(figure))
            } else {
                NOT_SHOWN.to_owned()
            }
        })
    }
    fn view(self) -> View {
        let (width, height) = self.size.get();
        View {
            ratio: self.look.with(|look| look.ratio),
            has_ground: self.look.with(|look| look.has_ground),
            keys: false,
            hidden: self.hidden.get(),
            crosshair: self.crosshair.get(),
            emphasis: self.emphasis.get(),
            dot: self.dot.get(),
            ..View::new(width, height)
        }
    }
    /// Asks the worker about the chart for each scenario that is settled on, while something holds, and again when other draws
    /// or the published runs have come. `then` gets nothing when an answer no longer holds.
    fn ask_while(
        self,
        is_wanted: impl Fn() -> bool + 'static,
        request: impl Fn(String, String) -> Request + 'static,
        then: impl Fn(Option<&Answer>) + Copy + 'static,
    ) {
        let (app, worker, runs) = (self.app, worker_client(), published_runs());
        let requester = worker.requester();
        follow(move || {
            then(None);
            if !is_wanted() {
                return;
            }
            let scenario = app.settled.get();
            worker.outlook.track();
            worker.band.track();
            let published = if self.shows_runs() { runs.text.get() } else { String::new() };
            let request = request(registered(app, self.name), published);
            requester.ask_of(&scenario, request, move |answer| then(Some(answer)));
        });
    }
    /// The stop whose values are shown.
    fn stop(self) -> Option<usize> {
        self.crosshair.get().or_else(|| self.throttled_figure.with(|figure| present(figure)))
    }
    /// Reads the values under the pointer.
    fn point_at(self, event: &PointerEvent, is_pinned: bool) {
        let view = untrack(|| self.view());
        let place = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let (stop, dot) = self.figure.peek(|figure| {
            let layout = Layout::bare(figure, &view);
            (layout.nearest(figure, place.0), layout.dot_at(figure, place))
        });
        self.dot.set_if_other(dot);
        if !is_pinned {
            self.crosshair.set_if_other(stop);
        }
    }
}

/// Charts that also show the pinned scenario.
const COMPARED: [&str; 2] = ["profit", "market"];

/// The name under which a chart is registered with the worker: it includes the lever over which the profit chart is
/// drawn, and the pinned scenario.
fn registered(app: AppState, name: &str) -> String {
    let pinned = app.pinned.with(|pinned| pinned.as_ref().map(write_pinned));
    let pinned = pinned.filter(|_| COMPARED.contains(&name));
    let over = (name == "profit").then(|| app.over.get().about.id);
    let settings = [("over=", over.map(str::to_owned)), ("vs=", pinned)];
    settings.into_iter().fold(name.to_owned(), |name, (key, value)| {
        let Some(value) = value else { return name };
        let sign = if name.contains('?') { '&' } else { '?' };
        format!("{name}{sign}{key}{value}")
    })
}

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
    let told = move || {
        if !chart.shows_figure() {
            return NOT_SHOWN.to_owned();
        }
        if !has_dots() {
            return why_no_dots.get();
        }
        let read = chart.dot.get().map(|dot| chart.throttled_figure.with(|figure| figure.tell_dot(dot)));
        read.filter(|text| !text.is_empty()).unwrap_or_else(|| HINT.to_owned())
    };
    let name = chart.name;
    view! {
        <p class="chart-told" data-name=prerendered(|| format!("told-{name}"))
            data-dots=attribute(move || chart.shows_figure().then(|| has_dots().to_string()))>
            {text(told)}
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
