//! The parts of the page as Leptos components: each file has both the appearance and the behaviour of a part.
//!
//! A component is prerendered to HTML outside the page: natively when the site is built, and in the worker for parts
//! that are loaded later (feature `ssr`). In the browser (feature `hydrate`) it hydrates the existing element.
//! Everything is prerendered with the baseline scenario, and so the state is that of the baseline scenario while
//! components hydrate; the scenario of the address is adopted once all of them have.
//!
//! Hydrating sets neither text nor attributes, except attributes that begin with `data-`. Values that never change
//! are [`prerendered`]: they add no bytes to the program, and are missing from elements created in the browser.

pub(crate) mod address;
pub(crate) mod answered;
pub(crate) mod app_state;
pub(crate) mod bridge;
pub mod chart;
pub mod compare;
pub mod derivation_dialog;
pub mod differences;
pub mod dock;
pub(crate) mod dom;
pub mod drawing;
pub(crate) mod fetch;
pub(crate) mod frame;
pub(crate) mod gestures;
pub mod groups;
pub mod hydrate;
pub(crate) mod keys;
pub mod lever;
pub mod number;
pub mod paper;
pub mod place;
pub mod result;
pub mod site_nav;
pub mod state;
pub mod steps;
pub mod story;
pub mod theme;
pub mod unfolded;
pub(crate) mod worker_client;

use app_state::AppState;
use chart::figures::PublishedRuns;
use leptos::ev::{Event, MouseEvent};
use leptos::html::Details;
use leptos::prelude::*;
use model::scenario::Scenario;
use model::scenario::shocks::ShockedScenario;
use model::study::monte_carlo::outlook::{Band, Outlook};
use model::study::validation::published::Published;
use send_wrapper::SendWrapper;
use state::{State, follow};
use std::sync::Arc;
use theme::Look;
use worker_client::WorkerClient;

/// A text in a view that follows the state.
pub(crate) type Text = Box<dyn FnMut() -> String + Send>;
/// An attribute in a view that follows the state, absent if `None`.
pub(crate) type Attribute = Box<dyn FnMut() -> Option<String> + Send>;
/// A boolean attribute or a class in a view that follows the state.
pub(crate) type Flag = Box<dyn FnMut() -> bool + Send>;

/// A closure in a view. It is boxed so that the code Leptos generates for closures is compiled once and not for each
/// of them, which saves a tenth of the program.
fn boxed<T: 'static>(run: impl FnMut() -> T + 'static) -> Box<dyn FnMut() -> T + Send> {
    // Views require values that could be sent to another thread; a page has only one.
    let mut run = SendWrapper::new(Box::new(run) as Box<dyn FnMut() -> T>);
    Box::new(move || {
        let run = &mut *run;
        run()
    })
}

/// A text that follows the state.
pub(crate) fn text(run: impl FnMut() -> String + 'static) -> Text {
    boxed(run)
}

/// An attribute that follows the state.
pub(crate) fn attribute(run: impl FnMut() -> Option<String> + 'static) -> Attribute {
    boxed(run)
}

/// A boolean attribute or a class that follows the state.
pub(crate) fn flag(run: impl FnMut() -> bool + 'static) -> Flag {
    boxed(run)
}

/// The value of a custom property. It is only set through the CSSOM: the policy of the page refuses inline styles in
/// markup, so a class gives positions until the program runs.
pub(crate) fn css_value(value: f64) -> Option<String> {
    cfg!(feature = "hydrate").then(|| value.to_string())
}

/// A custom property that follows the state.
pub(crate) fn property(mut run: impl FnMut() -> f64 + 'static) -> Attribute {
    attribute(move || css_value(run()))
}

/// A click handler, boxed for the same reason.
pub(crate) fn click(run: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(run)
}

/// A handler of input and change events.
pub(crate) fn changed(run: impl FnMut(Event) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(run)
}

/// The value of an attribute that is set when a component is prerendered, and never changes afterwards.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn prerendered<T>(make: impl FnOnce() -> T) -> Option<T> {
    Some(make())
}

/// The value of an attribute that is set when a component is prerendered, and never changes afterwards.
#[cfg(feature = "hydrate")]
pub(crate) fn prerendered<T>(_make: impl FnOnce() -> T) {}

/// The same for values that are an option on both sides: HTML, a class, a prop.
pub(crate) fn when_prerendering<T>(make: impl FnOnce() -> T) -> Option<T> {
    (!cfg!(feature = "hydrate")).then(make)
}

/// Whether a folded element is unfolded. Elements that the reader unfolded before the program started count as
/// unfolded.
pub(crate) fn openness(details: NodeRef<Details>) -> State<bool> {
    let is_open = State::new(false);
    follow(move || {
        if let Some(details) = details.get() {
            is_open.set_if_other(details.open());
        }
    });
    is_open
}

/// A handler of the toggle event of a folded element.
pub(crate) fn toggled(details: NodeRef<Details>, is_open: State<bool>) -> impl FnMut(Event) {
    move |_| is_open.set_if_other(details.get_untracked().is_some_and(|details| details.open()))
}

/// The state of the page that a component is part of.
pub(crate) fn app_state() -> AppState {
    expect_context()
}

/// The worker of the page that a component is part of.
pub(crate) fn worker_client() -> WorkerClient {
    *expect_context::<SendWrapper<WorkerClient>>()
}

/// Provides the state of the page to the components below.
pub(crate) fn provide(app: AppState, worker: WorkerClient, look: State<Look>) {
    provide_context(app);
    provide_context(SendWrapper::new(worker));
    provide_context(look);
    provide_context(PublishedRuns::new());
}

/// Prerendered inputs in addition to those that follow directly from the scenario.
#[derive(Debug, Clone, Default)]
pub struct Computed {
    /// The draws of the scenario.
    pub outlook: Option<Arc<Outlook>>,
    /// The draws over the lever of the profit chart.
    pub band: Option<Arc<Band>>,
    /// Published runs.
    pub published: Published,
}

/// Runs a function with the state of a page with a scenario.
pub fn with_state_of<T>(scenario: &Scenario, computed: Computed, run: impl FnOnce() -> T) -> T {
    Owner::new().with(|| {
        let app = AppState::of(ShockedScenario::new(*scenario));
        let worker = WorkerClient::new(app);
        worker.outlook.set(computed.outlook);
        worker.band.set(computed.band);
        provide(app, worker, theme::plain());
        chart::figures::published_runs().published.set(computed.published);
        run()
    })
}

/// The HTML of components for a scenario.
pub fn prerender<V: IntoView>(scenario: &Scenario, view: impl FnOnce() -> V) -> String {
    with_state_of(scenario, Computed::default(), || view().into_view().to_html())
}
