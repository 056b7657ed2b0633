//! What components take from the page that they are part of.

use super::app_state::AppState;
use super::worker_client::WorkerClient;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

/// The state of the page that a component is part of.
pub(crate) fn app_state() -> AppState {
    expect_context()
}

/// The worker of the page that a component is part of.
pub(crate) fn worker_client() -> WorkerClient {
    *expect_context::<SendWrapper<WorkerClient>>()
}
