//! The interactive parts of the story: phrases that set levers, texts that follow the scenario, and the shocks.

pub mod shocks;

use super::pressed;
use super::{app_state, click, prerendered, text, worker_client};
use crate::messages::Request;
use crate::ui::state::{Derived, State};
use leptos::prelude::*;
use model::scenario::link;
use model::scenario::shocks::ShockedScenario;

/// A phrase or the button of a claim: it sets its levers in the baseline scenario, so that the sentence matches what
/// is shown, and indicates whether they are set.
#[component]
pub fn Phrase(
    /// The settings, as in a link: `context=1M&gpu=rubin`.
    settings: String,
    /// Its additional class.
    class: &'static str,
    /// Its text.
    #[prop(default = None)]
    words: Option<String>,
) -> impl IntoView {
    let app = app_state();
    let (scenario, _) = link::read(&format!("v={}&{settings}", link::VERSION));
    let is_set = Derived::new(move || app.settled.with(|now| *now == scenario));
    view! {
        <button type="button" class=super::when_prerendering(|| class) data-component=prerendered(|| "phrase") data-set=prerendered(|| settings)
            aria-pressed=pressed(move || is_set.get())
            on:click=click(move |_| app.try_out(ShockedScenario::new(scenario))) inner_html=words></button>
    }
}

/// A text from another part of the program that follows the scenario.
#[component]
pub fn LiveText(
    /// Its name.
    name: String,
    /// Its text for the prerendered scenario.
    #[prop(default = String::new())]
    content: String,
) -> impl IntoView {
    let said = State::new(content);
    let request = Request::Live(name.clone());
    worker_client().follow_settled(request, move |answer| said.set(answer.text().to_owned()));
    view! { <span data-component=prerendered(|| "live-text") data-live=prerendered(|| name) data-from-worker=prerendered(|| "")>{text(move || said.get())}</span> }
}
