//! The inputs that change profit most.

use crate::messages::Request;
use crate::ui::drawing::{as_unfolded, width_of};
use crate::ui::frame::{AFTER, Pause};
use crate::ui::state::{State, follow};
use crate::ui::{app_state, attribute, prerendered, worker_client};
use leptos::html::Div;
use leptos::prelude::*;

/// The inputs that change profit most: requested shortly after a change is settled.
#[component]
pub fn Swings(
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
            let request = Request::Swings(u32::try_from(width).unwrap_or_default());
            requester.ask_of(&scenario, request, move |answer| {
                html.set(Some(as_unfolded(body, answer.html())));
            });
        });
    });
    view! {
        <div data-component=prerendered(|| "swings") data-name=prerendered(|| "swings-body") data-from-worker=prerendered(|| "") node_ref=body inner_html=attribute(move || html.get())></div>
    }
}
