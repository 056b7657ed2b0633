//! The meaning of a lever, its source, and values published by others.

use crate::messages::Request;
use crate::ui::state::{Derived, State, follow};
use crate::ui::{attribute, openness, prerendered, toggled, when_prerendering, worker_client};
use leptos::html::Details;
use leptos::prelude::*;
use model::scenario::Lever;

/// Meaning and source, folded. They are requested from the worker when unfolded; until then there is a link to the
/// manual. Prices have the source of the active price list; nothing else changes it.
#[component]
pub fn Meaning(
    /// The lever.
    of: &'static Lever,
) -> impl IntoView {
    let worker = worker_client();
    let requester = worker.requester();
    let details = NodeRef::<Details>::new();
    let is_open = openness(details);
    let content = State::new(None::<String>);
    let wanted = Derived::new(move || is_open.get().then(|| worker.lists()));
    follow(move || {
        if wanted.get().is_some() {
            requester.ask(Request::Meaning(of.about.id.to_owned()), move |answer| {
                content.set(Some(answer.html().to_owned()));
            });
        }
    });
    let summary = when_prerendering(|| {
        view! { "Meaning and source"<span class="visually-hidden">" of "{of.about.label}</span> }.to_html()
    });
    let manual = when_prerendering(|| {
        let href = format!("manual.html#plan.{}", of.about.id);
        view! { <p class="small"><a href=href>"In the manual"</a></p> }.to_html()
    });
    view! {
        <details class="more" data-meaning=prerendered(|| of.about.id) node_ref=details on:toggle=toggled(details, is_open)>
            <summary inner_html=summary></summary>
            <div data-from-worker=prerendered(|| "") inner_html=attribute(move || content.get().or_else(|| manual.clone()))></div>
        </details>
    }
}
