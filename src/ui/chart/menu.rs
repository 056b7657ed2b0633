//! The menu of a chart: save it, open its numbers, enlarge it.
//!
//! The buttons come with a script that is loaded when the menu is first opened (`src/script/chart-menu.js`); the
//! files are made by the worker and are kept in an attribute of the menu while it is open.

use super::state::ChartState;
use crate::messages::{Answer, Request};
use crate::ui::day::today;
use crate::ui::state::State;
use crate::ui::{address, attribute, openness, prerendered, toggled};
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
    let menu = NodeRef::<Details>::new();
    let is_open = openness(menu);
    let files = State::new(None::<String>);
    let name = chart.name;
    chart.ask_while(
        move || is_open.get() && is_ready(),
        move |name, published| {
            let address = address::whole(&chart.app.compared());
            Request::ChartFiles { name, address, day: today(), published }
        },
        move |answer| {
            let written = answer.map(Answer::text).filter(|written| !written.is_empty());
            files.set_if_other(written.map(str::to_owned));
        },
    );
    view! {
        <details class="chart-menu" data-name=prerendered(|| format!("menu-{name}")) data-menu=prerendered(|| name) node_ref=menu
            data-files=attribute(move || files.get()) on:toggle=toggled(menu, is_open)>
            <summary aria-label=prerendered(|| "Save, copy or enlarge this chart")></summary>
        </details>
    }
}
