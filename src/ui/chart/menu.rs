//! The menu of a chart: save it, open its numbers, enlarge it.
//!
//! The buttons come with a script that is loaded when the menu is first opened (`src/script/chart-menu.js`); the
//! files are made by the worker and are kept in an attribute of the menu while it is open.

use super::figures::published_runs;
use super::{ChartState, registered};
use crate::messages::Request;
use crate::ui::state::{State, follow};
use crate::ui::{address, attribute, openness, prerendered, toggled, worker_client};
use leptos::html::Details;
use leptos::prelude::*;

/// The menu. Opening it counts as a visit to the chart, which loads what the chart shows in addition to its curves.
#[component]
pub fn ChartMenu(
    /// The chart.
    chart: ChartState,
    /// Whether the chart shows everything it will show.
    is_ready: impl Fn() -> bool + 'static,
) -> impl IntoView {
    let (app, worker, runs) = (chart.app, worker_client(), published_runs());
    let menu = NodeRef::<Details>::new();
    let is_open = openness(menu);
    let files = State::new(None::<String>);
    let name = chart.name;
    follow(move || {
        files.set_if_other(None);
        if !is_open.get() || !is_ready() {
            return;
        }
        let scenario = app.settled.get();
        // Later draws change the file.
        worker.outlook.track();
        worker.band.track();
        let published = if chart.shows_runs() { runs.text.get() } else { String::new() };
        let request = Request::ChartFiles {
            name: registered(app, name),
            address: address::whole(&app.compared()),
            published,
        };
        worker.ask_of(&scenario, request, move |answer| {
            let written = answer.text();
            if !written.is_empty() {
                files.set(Some(written.to_owned()));
            }
        });
    });
    view! {
        <details class="chart-menu" data-name=prerendered(|| format!("menu-{name}")) data-menu=prerendered(|| name) node_ref=menu
            data-files=attribute(move || files.get()) on:toggle=toggled(menu, is_open)>
            <summary aria-label=prerendered(|| "Save, copy or enlarge this chart")></summary>
        </details>
    }
}
