//! The four levers at hand while the page is read: small, at the foot of the window, with what comes out. In narrow
//! windows they are folded at first.

use super::groups::levers_of;
use super::lever::{LeverContext, Size, prerender_lever};
use super::result::Strip;
use super::state::State;
use super::steps::TakeUp;
use super::{attribute, click, flag, prerendered, when_prerendering};
use leptos::prelude::*;
use model::scenario::{Group, Scenario};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

/// The strip. It comes when the levers themselves are out of sight.
#[component]
pub fn Dock() -> impl IntoView {
    let (is_hidden, is_folded) = (State::new(true), State::new(true));
    watch_levers(is_hidden);
    // Its levers are hydrated like any others.
    let levers = when_prerendering(|| {
        let small =
            |lever| prerender_lever(lever, Size::Small, &Scenario::baseline(), LeverContext::default());
        levers_of(Group::Headline).into_iter().map(small).collect::<String>()
    });
    view! {
        <section class="dock" aria-label=prerendered(|| "Lever bar") data-component=prerendered(|| "dock") data-name=prerendered(|| "dock")
            data-folded=attribute(move || is_folded.get().then(String::new)) hidden=flag(move || is_hidden.get())>
            <div class="dock-head">
                <Strip/>
                <TakeUp/>
                <button class="quiet" type="button" data-name=prerendered(|| "dock-fold") aria-controls=prerendered(|| "dock-levers")
                    aria-expanded=attribute(move || Some((!is_folded.get()).to_string()))
                    on:click=click(move |_| is_folded.set(!is_folded.now()))
                    inner_html=when_prerendering(|| "Levers")></button>
            </div>
            <div class="dock-levers" id="dock-levers" inner_html=levers></div>
        </section>
    }
}

/// Where the levers stand in full on the page.
pub const LEVERS: &str = "levers";

/// Hides the strip as long as the reader has not gone past the levers: above them there is nothing to read.
fn watch_levers(is_hidden: State<bool>) {
    if !cfg!(feature = "hydrate") {
        return;
    }
    let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let last = entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
        if let Some(entry) = last {
            is_hidden.set_if_other(entry.is_intersecting() || entry.bounding_client_rect().bottom() > 0.0);
        }
    });
    let levers = document().get_element_by_id(LEVERS);
    if let (Some(levers), Ok(observer)) = (levers, IntersectionObserver::new(seen.as_ref().unchecked_ref())) {
        observer.observe(&levers);
    }
    // The levers live as long as the page.
    seen.forget();
}
