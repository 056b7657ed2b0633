//! The page on paper: its levers follow the scenario, and it says when it was printed and where it is.

use super::answered::answered;
use super::state::State;
use super::{prerendered, prerendered_html, text};
use crate::messages::Request;
use gloo::events::EventListener;
use leptos::prelude::*;

/// What only paper shows.
#[component]
pub fn Paper(
    /// The levers of the scenario that is prerendered.
    #[prop(default = None)]
    settings: Option<String>,
) -> impl IntoView {
    let printed = State::new(String::new());
    if cfg!(feature = "hydrate") {
        let note = move |_: &web_sys::Event| {
            let address = window().location().href().unwrap_or_default();
            let now = String::from(js_sys::Date::new_0().to_iso_string());
            let day = now.split('T').next().unwrap_or_default();
            printed.set(format!("Printed on {day} from {address}"));
        };
        EventListener::new(&window(), "beforeprint", note).forget();
    }
    view! {
        <section class="paper" aria-labelledby="paper" data-component=prerendered(|| "paper") data-name=prerendered(|| "paper")>
            <h2 id="paper" inner_html=prerendered_html(|| "The levers as they are set")></h2>
            <div data-name=prerendered(|| "paper-levers") inner_html=answered(Request::Paper, settings)></div>
            <p data-print=prerendered(|| "")>{text(move || printed.get())}</p>
        </section>
    }
}
