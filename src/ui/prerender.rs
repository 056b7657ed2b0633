//! Rendering components to HTML, and the context that they need there and on the page.

use super::app_state::AppState;
use super::chart::figures::{PublishedRuns, published_runs};
use super::state::State;
use super::theme::{self, Appearance};
use super::worker_client::WorkerClient;
use leptos::prelude::*;
use model::scenario::Scenario;
use model::scenario::shocks::ShockedScenario;
use model::study::monte_carlo::outlook::{Band, Outlook};
use model::study::validation::published::Published;
use send_wrapper::SendWrapper;
use std::sync::Arc;

/// Provides the state of the page to the components below.
pub(crate) fn provide(app: AppState, worker: WorkerClient, appearance: State<Appearance>) {
    provide_context(app);
    provide_context(SendWrapper::new(worker));
    provide_context(appearance);
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
        provide(app, worker, theme::light());
        published_runs().published.set(computed.published);
        run()
    })
}

/// The HTML of components for a scenario.
pub fn prerender<V: IntoView>(scenario: &Scenario, view: impl FnOnce() -> V) -> String {
    with_state_of(scenario, Computed::default(), || view().into_view().to_html())
}
