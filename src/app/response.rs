//! Beside a slider: what a tenth more of the lever does.

use super::desk::Desk;
use super::frame::{AFTER, Pause};
use crate::scenario::Lever;
use crate::study::response::{Response, next_generation};
use crate::study::slope::Relaxed;
use leptos::prelude::*;

/// The response to a lever, read off the formulas where the reader has let go.
#[component]
pub(crate) fn ResponseView(lever: &'static Lever) -> impl IntoView {
    let desk = Desk::here();
    let response = RwSignal::new(None::<Response>);
    let later = StoredValue::new_local(Pause::default());
    Effect::new(move |_| {
        let scenario = desk.settled.get();
        let ask = move || response.set(Response::of(&scenario, &Relaxed::of(&scenario), lever));
        later.with_value(|later| later.then(AFTER, ask));
    });
    let title = move || response.with(|response| response.as_ref().map(Response::explained));
    let text = move || response.with(|response| response.as_ref().map(ToString::to_string));
    view! { <p class="response" data-name=format!("response-{}", lever.about.id) title=title>{text}</p> }
        .into_any()
}

/// What the next generation of machines does.
#[component]
pub(crate) fn NextGeneration() -> impl IntoView {
    let desk = Desk::here();
    let text = RwSignal::new(None);
    let later = StoredValue::new_local(Pause::default());
    Effect::new(move |_| {
        let scenario = desk.settled.get();
        later.with_value(|later| later.then(AFTER, move || text.set(next_generation(&scenario))));
    });
    view! { <p class="response" data-name="response-gpu">{text}</p> }.into_any()
}
