//! What components take from the page that they are part of.

use super::app_state::AppState;
use super::reactive::provided;
use super::worker_client::WorkerClient;
use send_wrapper::SendWrapper;

/// The state of the page that a component is part of.
pub(crate) fn app_state() -> AppState {
    provided()
}

/// The worker of the page that a component is part of.
pub(crate) fn worker_client() -> WorkerClient {
    *provided::<SendWrapper<WorkerClient>>()
}
