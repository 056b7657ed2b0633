//! The four levers at hand while the page is read: small, at the foot of the window, with what comes out. In narrow
//! windows they are folded while no chart is in sight.

use super::groups::levers_of;
use super::lever::{LeverContext, Size, prerender_lever};
use super::result::Strip;
use super::state::State;
use super::steps::TakeUp;
use super::{attribute, click, prerendered, when_prerendering};
use leptos::prelude::*;
use model::scenario::{Group, Scenario};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

/// The strip. While the levers themselves are in sight it has the result alone, and nothing in windows that are wide enough to
/// show the result beside them.
#[component]
pub fn Dock() -> impl IntoView {
    let are_levers_seen = State::new(true);
    // Folded or not by the reader; until then by what is in sight: beside charts the levers are at hand.
    let folded_by_reader = State::new(None::<bool>);
    let are_charts_seen = State::new(false);
    if cfg!(feature = "hydrate") {
        watch(LEVERS, are_levers_seen);
        watch(CHARTS, are_charts_seen);
    }
    let is_folded = move || folded_by_reader.get().unwrap_or_else(|| !are_charts_seen.get());
    // Its levers are hydrated like any others.
    let levers = when_prerendering(|| {
        let small =
            |lever| prerender_lever(lever, Size::Small, &Scenario::baseline(), LeverContext::default());
        levers_of(Group::Headline).into_iter().map(small).collect::<String>()
    });
    view! {
        <section class="dock" aria-label=prerendered(|| "Levers at hand") data-component=prerendered(|| "dock") data-name=prerendered(|| "dock")
            data-beside=attribute(move || are_levers_seen.get().then(String::new))
            data-folded=attribute(move || is_folded().then(String::new))>
            <div class="dock-head">
                <Strip/>
                <TakeUp/>
                <button class="quiet" type="button" data-name=prerendered(|| "dock-fold") aria-controls=prerendered(|| "dock-levers")
                    aria-expanded=attribute(move || Some((!is_folded()).to_string()))
                    on:click=click(move |_| folded_by_reader.set(Some(!untrack(is_folded))))
                    inner_html=when_prerendering(|| "Levers")></button>
            </div>
            <div class="dock-levers" id="dock-levers" inner_html=levers></div>
        </section>
    }
}

/// Where the levers stand in full on the page.
pub const LEVERS: &str = "levers";

/// The canvas of the chart that is looked at while a lever is moved.
const CHARTS: &str = "canvas-profit";

/// Keeps a state at whether an element is in sight; one that the page does not have is not.
fn watch(id: &str, is_seen: State<bool>) {
    let Some(element) = document().get_element_by_id(id) else { return is_seen.set_if_other(false) };
    let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let last = entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
        if let Some(entry) = last {
            is_seen.set_if_other(entry.is_intersecting());
        }
    });
    if let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) {
        observer.observe(&element);
    }
    // The element lives as long as the page.
    seen.forget();
}
