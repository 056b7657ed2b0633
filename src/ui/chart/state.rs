//! The state of a chart: its figure, the reader's selections in it, and its requests to the worker.

use super::figures::published_runs;
use super::spec::{ChartSpec, Needs};
use crate::messages::{Answer, Request};
use crate::ui::app_state::{AppState, Throttled};
use crate::ui::state::{Derived, State, follow};
use crate::ui::theme::{Appearance, appearance};
use crate::ui::{Text, app_state, openness, text, worker_client};
use charts::spec::mark::Place;
use charts::{Figure, Layout, View};
use leptos::ev::PointerEvent;
use leptos::html::Details;
use leptos::prelude::*;
use model::scenario::link::compared::write_pinned;
use std::sync::Arc;

/// The text of a component while its prerendered content is shown: it differs from any text that may follow,
/// including an empty one, so that Leptos sets the next one.
pub(super) const NOT_SHOWN: &str = " ";

/// A chart with the reader's selections in it.
#[derive(Clone, Copy)]
pub struct ChartState {
    pub(super) app: AppState,
    pub(super) appearance: State<Appearance>,
    pub(super) name: &'static str,
    pub(super) needs: Needs,
    pub(super) figure: Derived<Arc<Figure>>,
    /// The same for the text next to the drawing, throttled during a drag.
    pub(super) throttled_figure: Derived<Arc<Figure>>,
    /// Whether the canvas has replaced the prerendered drawing.
    pub(super) is_live: State<bool>,
    /// Names of the hidden series.
    pub(super) hidden: State<Vec<String>>,
    /// The stop under the crosshair.
    pub(super) crosshair: State<Option<usize>>,
    /// The series that is emphasised.
    pub(super) emphasis: State<Option<String>>,
    /// The single point being read.
    pub(super) dot: State<Option<usize>>,
    pub(super) is_pinned: State<bool>,
    pub(super) size: State<(f64, f64)>,
    pub(super) is_table_open: State<bool>,
    /// The table, whether folded or not.
    pub(super) table: NodeRef<Details>,
}

impl ChartState {
    pub(super) fn new(of: ChartSpec) -> Self {
        let (app, table) = (app_state(), NodeRef::new());
        let part = if of.needs == Needs::Draws { Throttled::Charts } else { Throttled::LaterCharts };
        Self {
            app,
            appearance: appearance(),
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
    pub(super) fn shows_runs(self) -> bool {
        self.needs == Needs::Runs
    }
    /// Whether texts are taken from the figure: when prerendering, and once the canvas is shown.
    pub(super) fn shows_figure(self) -> bool {
        !cfg!(feature = "hydrate") || self.is_live.get()
    }
    /// A text of the figure.
    pub(super) fn of_figure(self, of: impl Fn(&Figure) -> String + 'static) -> Text {
        text(move || {
            if self.shows_figure() {
                self.throttled_figure.with(|figure| of(figure))
            } else {
                NOT_SHOWN.to_owned()
            }
        })
    }
    pub(super) fn view(self) -> View {
        let (width, height) = self.size.get();
        View {
            ratio: self.appearance.with(|appearance| appearance.ratio),
            has_ground: self.appearance.with(|appearance| appearance.has_ground),
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
    pub(super) fn ask_while(
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
    pub(super) fn stop(self) -> Option<usize> {
        self.crosshair.get().or_else(|| self.throttled_figure.with(|figure| present(figure)))
    }
    /// Reads the values under the pointer.
    pub(super) fn point_at(self, event: &PointerEvent, is_pinned: bool) {
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

/// The stop at the reader's position; if the figure marks none, the last stop, unless a series has its own positions.
pub fn present(figure: &Figure) -> Option<usize> {
    match figure.marks.iter().find(|mark| mark.place == Place::Present) {
        Some(mark) => figure.nearest(mark.x),
        None if figure.series.iter().any(|series| series.at.is_some()) => None,
        None => figure.stops.len().checked_sub(1),
    }
}

/// Charts that also show the pinned scenario.
pub(super) const COMPARED: [&str; 2] = ["profit", "market"];

/// The name under which a chart is registered with the worker: it includes the lever over which the profit chart is
/// drawn, and the pinned scenario.
pub(super) fn registered(app: AppState, name: &str) -> String {
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
