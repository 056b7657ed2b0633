//! What a tenth more of a lever does.

use super::{LeverContext, Shared};
use crate::messages::Request;
use crate::ui::groups::IsUnfolded;
use crate::ui::state::{State, follow};
use crate::ui::{attribute, prerendered, text, worker_client};
use leptos::prelude::*;

/// What a tenth more does, and where profit is zero: requested from the worker whenever a change is settled, while the
/// lever is in an open group.
#[component]
pub fn Response(
    /// What the parts of the lever share.
    shared: Shared,
    /// What stands at the lever.
    context: LeverContext,
) -> impl IntoView {
    let Shared { lever, turns, .. } = shared;
    let id = lever.about.id;
    let response = State::new((context.response, String::new()));
    let (app, worker) = (shared.app, worker_client());
    let mut shown = context.scenario;
    let group = use_context::<IsUnfolded>();
    follow(move || {
        let settled = app.settled.get();
        let is_open = group.as_ref().is_none_or(|group| group.0.get());
        if !is_open || settled == shown {
            return;
        }
        shown = settled;
        worker.ask_of(&settled, Request::Response(id.to_owned()), move |answer| {
            response.set((answer.text().to_owned(), answer.how().to_owned()));
        });
        if !lever.is_of_machines() {
            worker.ask_of(&settled, Request::Turns(id.to_owned()), move |answer| {
                turns.set(answer.numbers().to_vec());
            });
        }
    });
    let how = move || response.with(|(_, how)| (!how.is_empty()).then(|| how.clone()));
    view! {
        <p class="response" data-name=prerendered(|| format!("response-{id}")) data-from-worker=prerendered(|| "") title=attribute(how)>
            {text(move || response.with(|(text, _)| text.clone()))}
        </p>
    }
}
