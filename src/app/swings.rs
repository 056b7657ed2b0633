//! The inputs that move profit most, as bars: made when they come near the window, and again when a change settles.

use super::chart::follow_size;
use super::desk::Desk;
use super::frame::{AFTER, Pause};
use super::look::Look;
use super::table;
use crate::figure::swings::Tornado;
use crate::study::evaluate::evaluate;
use crate::study::swings::swings;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How near the window the section comes before it is made.
const NEAR: &str = "600px";

/// Ranked swings of profit over the range of each input.
#[component]
pub(crate) fn SwingsView() -> impl IntoView {
    let desk = Desk::here();
    let look = expect_context::<RwSignal<Look>>();
    let room = NodeRef::<html::Div>::new();
    let size = RwSignal::new((0.0, 0.0));
    let is_near = RwSignal::new(false);
    let tornado = RwSignal::new(None::<Arc<Tornado>>);
    let later = StoredValue::new_local(Pause::default());
    Effect::new(move |_| {
        if let Some(room) = room.get() {
            follow_size(&room, size);
            tell_when_near(&room, is_near);
        }
    });
    Effect::new(move |_| {
        if !is_near.get() {
            return;
        }
        let scenario = desk.settled.get();
        let make = move || {
            let now = evaluate(&scenario);
            tornado.set(Some(Arc::new(Tornado::new(&now, &swings(&now)))));
        };
        later.with_value(|later| later.then(AFTER, make));
    });
    let drawn = move || {
        let width = size.get().0;
        let theme = look.with(|look| look.theme);
        tornado.with(|tornado| {
            let tornado = tornado.as_ref().filter(|tornado| !tornado.bars.is_empty() && width > 40.0)?;
            Some(tornado.svg(&theme, width.min(WIDEST)))
        })
    };
    let finding = move || tornado.with(|tornado| tornado.as_ref().map(|tornado| tornado.finding.clone()));
    let open = RwSignal::new(false);
    let numbers = move || tornado.get().map(|tornado| numbers(&tornado));
    view! {
        <section class="part swings" aria-labelledby="swings" data-name="swings">
            <h2 id="swings">"What moves profit most"</h2>
            <p class="chart-finding measure" data-name="swings-finding">{finding}</p>
            <div class="swings-room" node_ref=room inner_html=move || drawn().unwrap_or_default()></div>
            <details class="more" data-name="table-swings" on:toggle=move |event| open.set(super::is_open(&event))>
                <summary>"Numbers of this chart"</summary>
                <Show when=move || open.get()>{numbers}</Show>
            </details>
        </section>
    }
    .into_any()
}

/// Wider than this the bars are no easier to compare.
const WIDEST: f64 = 960.0;

/// All swings as a table, and the names of the inputs that have none.
fn numbers(tornado: &Tornado) -> AnyView {
    let all = [tornado.bars.as_slice(), tornado.rest.as_slice()].concat();
    let still = (!tornado.still.is_empty()).then(|| {
        view! { <p class="small">"Over their ranges these do not move profit here: " {tornado.still.join(", ")} "."</p> }
    });
    view! { {table::whole(&tornado.table(&all), &tornado.note)} {still} }.into_any()
}

/// Sets `near` when an element comes near the window for the first time.
fn tell_when_near(element: &Element, near: RwSignal<bool>) {
    let told = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let is_near = entries
            .iter()
            .any(|entry| entry.dyn_ref().is_some_and(IntersectionObserverEntry::is_intersecting));
        if is_near && !near.get_untracked() {
            near.set(true);
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(NEAR);
    match IntersectionObserver::new_with_options(told.as_ref().unchecked_ref(), &options) {
        Ok(observer) => observer.observe(element),
        Err(_) => near.set(true),
    }
    // The section lives as long as the page.
    told.forget();
}
