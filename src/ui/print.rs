//! The page in print: its levers follow the scenario, and it shows when it was printed and its address, as text and
//! as a QR code.

use super::address::whole;
use super::answered::answered;
use super::day::today;
use super::state::{State, follow};
use super::{app_state, attribute, prerendered, when_prerendering, worker_client};
use crate::messages::Request;
use gloo::events::EventListener;
use leptos::html::P;
use leptos::prelude::*;

/// The part that is only printed.
#[component]
pub fn PrintSettings(
    /// The levers of the prerendered scenario.
    #[prop(default = None)]
    settings: Option<String>,
) -> impl IntoView {
    let line = NodeRef::<P>::new();
    let (app, requester) = (app_state(), worker_client().requester());
    let code = State::new(None);
    // The address of the baseline is printed in full.
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let both = app.compared_followed();
        if !is_prerendered() {
            requester.ask(Request::Qr(whole(&both)), move |answer| code.set(Some(answer.html().to_owned())));
        }
    });
    if cfg!(feature = "hydrate") {
        // Written immediately: a page printed by a script is laid out before any effect runs.
        let note = move |_: &web_sys::Event| {
            let address = window().location().href().unwrap_or_default();
            let day = today();
            if let Some(line) = line.get_untracked() {
                line.set_text_content(Some(&format!("Printed on {day} from {address}")));
            }
        };
        EventListener::new(&window(), "beforeprint", note).forget();
    }
    view! {
        <section class="paper" aria-labelledby="paper" data-component=prerendered(|| "print-settings") data-name=prerendered(|| "paper")>
            <h2 id="paper" inner_html=when_prerendering(|| "Lever settings")></h2>
            <div data-name=prerendered(|| "paper-levers") data-from-worker=prerendered(|| "") inner_html=answered(Request::PrintSettings, settings)></div>
            <p data-print=prerendered(|| "") node_ref=line></p>
            <div data-name=prerendered(|| "qr") data-from-worker=prerendered(|| "") inner_html=attribute(move || code.get())></div>
        </section>
    }
}
