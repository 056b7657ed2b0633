//! The inputs that change profit most.

use crate::messages::Request;
use crate::ui::answered::answered_while;
use crate::ui::drawing::width_of;
use crate::ui::frame::{AFTER, Pause};
use crate::ui::state::{State, follow};
use crate::ui::{app_state, attribute, openness, prerendered, toggled, when_prerendering, worker_client};
use leptos::html::{Details, Div};
use leptos::prelude::*;

/// The inputs that change profit most: requested shortly after a change is settled.
#[component]
pub fn TornadoChart(
    /// The prerendered ones.
    #[prop(default = None)]
    swings: Option<String>,
) -> impl IntoView {
    let (app, requester) = (app_state(), worker_client().requester());
    let body = NodeRef::<Div>::new();
    let html = State::new(swings);
    let (later, width) = (Pause::default(), width_of(body));
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let scenario = app.settled.get();
        if is_prerendered() {
            return;
        }
        width.track();
        later.then(AFTER, move || {
            let width = body.get_untracked().map_or(0, |body| body.client_width());
            let request = Request::Tornado(u32::try_from(width).unwrap_or_default());
            requester.ask_of(&scenario, request, move |answer| html.set(Some(answer.html().to_owned())));
        });
    });
    view! {
        <div data-component=prerendered(|| "tornado") data-name=prerendered(|| "swings-body") data-from-worker=prerendered(|| "") node_ref=body inner_html=attribute(move || html.get())></div>
    }
}

/// The numbers of the tornado chart, folded; requested while they are unfolded.
#[component]
pub fn TornadoNumbers() -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let is_open = openness(details);
    view! {
        <details class=when_prerendering(|| "more needs-script") data-component=prerendered(|| "tornado-numbers") data-name=prerendered(|| "table-swings") node_ref=details
            on:toggle=toggled(details, is_open)>
            <summary inner_html=when_prerendering(|| "Numbers of this chart")></summary>
            <div data-from-worker=prerendered(|| "") inner_html=answered_while(is_open, Request::TornadoNumbers)></div>
        </details>
    }
}
