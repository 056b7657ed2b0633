//! The numbers of a chart.

use super::state::ChartState;
use crate::messages::Request;
use crate::ui::state::State;
use crate::ui::{attribute, prerendered, toggled, when_prerendering};
use leptos::prelude::*;

/// The numbers of a chart, folded. While they are unfolded, the worker writes them for each scenario that is settled on.
#[component]
pub fn ChartTable(
    /// The chart.
    chart: ChartState,
) -> impl IntoView {
    let name = chart.name;
    let is_open = chart.is_table_open;
    let html = State::new(None::<String>);
    chart.ask_while(
        move || is_open.get(),
        |name, published| Request::ChartTable { name, published },
        move |answer| {
            if let Some(answer) = answer {
                html.set(Some(answer.html().to_owned()));
            }
        },
    );
    view! {
        <details class="more chart-table" id=prerendered(|| format!("table-{name}")) data-name=prerendered(|| format!("table-{name}"))
            node_ref=chart.table on:toggle=toggled(chart.table, is_open)>
            <summary inner_html=when_prerendering(|| "Numbers of this chart")></summary>
            <div data-table=prerendered(|| "") data-from-worker=prerendered(|| "") inner_html=attribute(move || html.get())></div>
        </details>
    }
}
