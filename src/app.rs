//! The page in a browser: attaches to the prerendered HTML and keeps it in step with the state.
//!
//! `app_state` holds the state. Each other module finds the elements that it is for (`hold`), hears them, and sets them when
//! the state changes. Markup is made in [`markup`](crate::markup) alone, so that what a part is made of anew is what
//! it was prerendered with.

mod address;
mod app_state;
mod chart;
#[cfg(feature = "crash")]
mod crash;
mod derivation_dialog;
mod entry;
mod fetch;
mod figures;
mod frame;
mod hold;
mod lever;
mod lever_bar;
mod marks;
mod parts;
mod print;
mod result;
mod state;
mod story;
mod theme;
mod undo;
mod worker_client;

use app_state::AppState;
use js_sys::{Error, Function, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};
use worker_client::WorkerClient;

/// Name of the element that holds the page.
const PLACE: &str = "factory";

/// Attaches to the prerendered page.
pub fn start() {
    tell_of_panics();
    #[cfg(all(feature = "lent-reader", target_arch = "wasm32"))]
    model::quantity::read::lend(|text| JsValue::from_str(text).unchecked_into_f64());
    let place =
        document().get_element_by_id(PLACE).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(place) = place else {
        leptos::logging::error!("The page has no element called {PLACE}.");
        return;
    };
    mount_to(place.clone(), Page).forget();
    let _refused = place.set_attribute("data-ready", "true");
}

/// Tells the window of each panic: the script that started the program hears of it and takes the page off the screen
/// (`src/script/boot.js`). What traps without a panic, as where the stack runs out, it hears of by itself.
fn tell_of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let error = Error::new(&panic.to_string());
        error.set_name("Panic");
        let report = Reflect::get(&js_sys::global(), &JsValue::from_str("reportError"));
        if let Some(report) = report.ok().and_then(|it| it.dyn_into::<Function>().ok()) {
            let _refused = report.call1(&JsValue::UNDEFINED, &error);
        }
    }));
}

/// The live region for screen readers: the only element that the program adds to the prerendered page.
#[component]
fn Page() -> impl IntoView {
    let app = AppState::new();
    let worker = WorkerClient::new(app);
    lever::hold(app, worker);
    figures::hold(app, worker, theme::hold());
    marks::hold(app, worker);
    result::hold(app, worker);
    undo::hold(app);
    lever_bar::hold();
    story::hold(app, worker);
    parts::hold(worker);
    print::hold(worker);
    derivation_dialog::hold(app, worker);
    #[cfg(feature = "crash")]
    crash::hold(app);
    view! { <p class="visually-hidden" role="status" aria-live="polite" data-name="said">{app.said}</p> }
        .into_any()
}

/// Puts the focus on an element.
fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _refused = element.focus();
    }
}

/// Whether any of an element is within the window.
fn is_on_screen(id: &str) -> bool {
    let rect = document().get_element_by_id(id).map(|element| element.get_bounding_client_rect());
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    rect.zip(height).is_some_and(|(rect, height)| rect.bottom() > 0.0 && rect.top() < height)
}

/// Width of an element in whole CSS pixels.
fn width_of(element: &Element) -> u32 {
    u32::try_from(element.client_width()).unwrap_or_default()
}
