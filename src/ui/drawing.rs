//! Drawings as SVG rendered by the worker: those of the story, and those below the canvases, for print.

use super::dom::keep_size;
use super::frame::Pause;
use super::state::{Derived, State, follow};
use super::{Attribute, app_state, attribute, prerendered, worker_client};
use crate::messages::Request;
use leptos::html::Div;
use leptos::prelude::*;

/// Milliseconds after a settled change before drawings further down are updated: visible parts come first.
const LATER: u32 = 200;

/// No drawing is made below this width in CSS pixels.
const NARROWEST: i32 = 320;

/// A drawing that follows the scenario, by its name in the registry of charts, as the content of an element whose
/// width it takes. The prerendered drawing, which exists in several widths, stays until a different scenario is settled.
pub(crate) fn drawn(
    name: impl Fn() -> String + 'static,
    slot: NodeRef<Div>,
    prerendered: Option<String>,
) -> Attribute {
    let (app, requester) = (app_state(), worker_client().requester());
    let html = State::new(prerendered);
    let (later, width) = (Pause::default(), width_of(slot));
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let (scenario, name) = (app.settled.get(), name());
        if is_prerendered() {
            return;
        }
        width.track();
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

/// The width of a slot in CSS pixels: what is drawn for it is drawn again when it changes. As long as the slot is far
/// off the screen it is that of the last time it was near, because browsers do not lay out such parts; 0 before.
pub(crate) fn width_of(slot: NodeRef<Div>) -> Derived<f64> {
    let size = State::new((0.0, 0.0));
    follow(move || {
        if let Some(slot) = slot.get() {
            keep_size(&slot, size);
        }
    });
    Derived::new(move || size.with(|(width, _)| *width))
}

/// The HTML that replaces the content of a slot: a table that the reader unfolded stays unfolded.
pub(crate) fn as_unfolded(slot: NodeRef<Div>, html: &str) -> String {
    let is_open = slot
        .get_untracked()
        .is_some_and(|slot| slot.query_selector(".more[open]").is_ok_and(|found| found.is_some()));
    html.replacen("\"more\"", if is_open { "\"more\" open" } else { "\"more\"" }, 1)
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
