//! Drawings as SVG rendered by the worker: those of the story, and those below the canvases, for print.

use super::frame::Pause;
use super::state::{State, follow};
use super::{Attribute, app_state, attribute, prerendered, worker_client};
use crate::messages::Request;
use leptos::html::Div;
use leptos::prelude::*;

/// Milliseconds after a settled change before drawings further down are updated: visible parts come first.
const LATER: u32 = 200;

/// No drawing is made below this width in CSS pixels.
const NARROWEST: i32 = 320;

/// A drawing that follows the scenario, by its name in the registry of charts, as the content of an element whose
/// width it takes. The prerendered drawing stays until a different scenario is settled.
pub(crate) fn drawn(
    name: impl Fn() -> String + 'static,
    slot: NodeRef<Div>,
    prerendered: Option<String>,
) -> Attribute {
    let (app, requester) = (app_state(), worker_client().requester());
    let html = State::new(prerendered);
    let later = Pause::default();
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let (scenario, name) = (app.settled.get(), name());
        if is_prerendered() {
            return;
        }
        later.then(LATER, move || {
            let width = slot.get_untracked().map_or(NARROWEST, |slot| slot.client_width().max(NARROWEST));
            let request = Request::Drawing(name, width.unsigned_abs());
            requester.ask_of(&scenario, request, move |answer| {
                if !answer.html().is_empty() {
                    html.set(Some(as_unfolded(slot, answer.html())));
                }
            });
        });
    });
    attribute(move || html.get())
}

/// The HTML that replaces the content of a slot: a table that the reader unfolded stays unfolded.
pub(crate) fn as_unfolded(slot: NodeRef<Div>, html: &str) -> String {
    let is_open = slot
        .get_untracked()
        .is_some_and(|slot| slot.query_selector("details[open]").is_ok_and(|found| found.is_some()));
    html.replacen("<details", if is_open { "<details open" } else { "<details" }, 1)
}

/// The slot of a drawing of the story.
#[component]
pub fn DrawingSlot(
    /// Its name in the registry of charts.
    name: String,
    /// The prerendered drawing.
    #[prop(default = None)]
    drawing: Option<String>,
) -> impl IntoView {
    let slot = NodeRef::<Div>::new();
    let own = name.clone();
    view! {
        <div class="slot" data-component=prerendered(|| "drawing") data-drawing=prerendered(|| name.clone()) data-from-worker=prerendered(|| "") node_ref=slot
            inner_html=drawn(move || own.clone(), slot, drawing)></div>
    }
}
