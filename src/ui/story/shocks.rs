//! The risks as cards, each with a button, and the combined effect of the active ones.

use crate::messages::Request;
use crate::ui::address::Step;
use crate::ui::pressed;
use crate::ui::state::{Derived, State, follow};
use crate::ui::{app_state, click, flag, prerendered, text, when_prerendering, worker_client};
use leptos::html::Ul;
use leptos::prelude::*;
use model::scenario::shocks::{SHOCKS, Shock, ShockedScenario};
use wasm_bindgen::JsCast;

/// The effects of shocks in words: one line for each, and one for all active ones.
pub type Results = Vec<String>;

/// All shocks. `evidence` is the source and the grade of the size of each, as HTML.
#[component]
pub fn Shocks(
    /// Their effects in the prerendered scenario.
    #[prop(default = Results::new())]
    results: Results,
    /// Source and grade of each, as HTML.
    #[prop(default = Vec::new())]
    evidence: Vec<String>,
) -> impl IntoView {
    let (app, requester) = (app_state(), worker_client().requester());
    let results = State::new(results);
    let list = NodeRef::<Ul>::new();
    let active = Derived::new(move || {
        app.shocked.with(|shocked| {
            let names: Vec<String> = shocked.active().iter().map(|shock| shock.slug.to_owned()).collect();
            (*shocked.origin(), names)
        })
    });
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let (origin, active) = active.get();
        if !is_prerendered() {
            requester
                .ask_of(&origin, Request::Shocks(active), move |answer| results.set(answer.texts().to_vec()));
        }
    });
    let is_calm = move || active.with(|(_, active)| active.is_empty());
    let undo = move |_| {
        app.adopt(app.shocked.now().undone(), Step::New);
        // The focused button disappears: the focus moves to the first card.
        let first = list.get_untracked().and_then(|list| list.query_selector("button").ok().flatten());
        if let Some(button) = first.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _refused = button.focus();
        }
    };
    let cards = SHOCKS.iter().enumerate().map(|(place, of)| {
        let evidence = evidence.get(place).cloned();
        view! { <Card of place results evidence/> }
    });
    let together = move || results.with(|results| results.get(SHOCKS.len()).cloned().unwrap_or_default());
    view! {
        <div data-component=prerendered(|| "shocks") data-name=prerendered(|| "shocks")>
            <div class="shocks">
                <ul class="shock-list" node_ref=list>{cards.collect_view()}</ul>
                <p class="shock-sum" aria-live="polite">
                    <span data-from-worker=prerendered(|| "")>{text(together)}</span>
                    " "
                    <button type="button" data-shock-clear=prerendered(|| "") hidden=flag(is_calm) on:click=click(undo)
                        inner_html=when_prerendering(|| "Clear all")></button>
                </p>
            </div>
        </div>
    }
}

/// A shock.
#[component]
fn Card(
    of: &'static Shock,
    place: usize,
    results: State<Results>,
    evidence: Option<String>,
) -> impl IntoView {
    let app = app_state();
    let is_on = Derived::new(move || app.shocked.with(|shocked: &ShockedScenario| shocked.holds(of)));
    let result = move || results.with(|results| results.get(place).cloned().unwrap_or_default());
    let about = when_prerendering(|| format!("shock-{}", of.slug));
    view! {
        <li class="shock" class=("is-on", flag(move || is_on.get()))>
            <button type="button" data-shock=prerendered(|| of.slug) aria-pressed=pressed(move || is_on.get())
                aria-describedby=about.clone() on:click=click(move |_| app.adopt(app.shocked.now().toggle(of), Step::New))
                inner_html=when_prerendering(|| of.label)></button>
            <p class="shock-size small" id=about inner_html=when_prerendering(|| of.about)></p>
            <p inner_html=evidence></p>
            <p class="shock-result" data-from-worker=prerendered(|| "")>{text(result)}</p>
        </li>
    }
}
