//! The page on paper: its levers follow the scenario, and it says when it was printed and where it is.

use crate::messages::Request;
use crate::ui::dom::{find, named, on, set_text};
use crate::ui::worker_client::WorkerClient;
use leptos::prelude::window;

/// Attaches to what only paper shows.
pub(crate) fn hold(worker: WorkerClient) {
    let (Some(levers), Some(line)) = (named("paper-levers"), find("[data-print]")) else { return };
    on(&window(), "beforeprint", move |_| {
        let address = window().location().href().unwrap_or_default();
        let now = String::from(js_sys::Date::new_0().to_iso_string());
        let day = now.split('T').next().unwrap_or_default();
        set_text(&line, &format!("Printed on {day} from {address}"));
    });
    worker.keep(levers, Request::Paper);
}
