//! The drawing of a chart shown before its canvas is ready, and in print.

use super::state::registered;
use crate::ui::drawing::drawn;
use crate::ui::{app_state, prerendered};
use leptos::html::Div;
use leptos::prelude::*;

/// The drawing. That of the profit chart is drawn over the lever chosen there.
#[component]
pub fn Still(
    /// The name of the chart.
    name: &'static str,
    /// The prerendered drawing.
    still: Option<String>,
) -> impl IntoView {
    let app = app_state();
    let slot = NodeRef::<Div>::new();
    // The legend names the series.
    let own_name = move || {
        let name = registered(app, name);
        let sign = if name.contains('?') { '&' } else { '?' };
        format!("{name}{sign}keys=off")
    };
    view! {
        <div class="still" data-figure=prerendered(|| name) aria-hidden="true" data-from-worker=prerendered(|| "") node_ref=slot
            inner_html=drawn(own_name, slot, still)></div>
    }
}
