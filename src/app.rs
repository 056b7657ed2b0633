//! The program of the page: starts, hydrates the prerendered page ([`ui`]), and adopts the scenario of the address.

#[cfg(feature = "crash")]
mod crash;

use crate::ui;
use crate::ui::app_state::AppState;
use crate::ui::number::Framed;
use crate::ui::worker_client::WorkerClient;
use any_spawner::Executor;
use js_sys::{Error, Function, Reflect};
use leptos::prelude::*;
use model::scenario::Scenario;
use model::scenario::shocks::ShockedScenario;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// The id of the element that contains the page.
const PLACE: &str = "factory";

/// Attaches to the prerendered page.
pub fn start() {
    tell_of_panics();
    #[cfg(all(feature = "host-number-parser", target_arch = "wasm32"))]
    model::quantity::read::set_parser(|text| JsValue::from_str(text).unchecked_into_f64());
    let place =
        document().get_element_by_id(PLACE).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(place) = place else {
        leptos::logging::error!("The page has no element called {PLACE}.");
        return;
    };
    // An error means that an executor is already set.
    let _running = Executor::init_wasm_bindgen();
    // Everything the page owns lives as long as the page.
    let owner = Owner::new();
    owner.with(|| attach(&place));
    std::mem::forget(owner);
    let _refused = place.set_attribute("data-ready", "true");
}

/// Reports each panic to the window: the script that started the program handles the event and removes the page from
/// the screen (`src/script/boot.js`). It detects traps without a panic, such as a stack overflow, on its own.
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

/// Hydrates the prerendered page, which is that of the baseline scenario; then adopts the scenario of the address.
fn attach(page: &Element) {
    let app = AppState::of(ShockedScenario::new(Scenario::baseline()));
    let appearance = ui::theme::light();
    ui::provide(app, WorkerClient::new(app), appearance);
    if page.class_list().contains("embed") {
        provide_context(Framed);
    }
    let early = ui::lever::slider::moved_early(page);
    ui::theme::follow_style_sheet(appearance);
    ui::hydrate_page(page);
    ui::keys::follow_history(app);
    ui::gestures::take_back_cancelled(app);
    // In a frame on another page, keys belong to that page.
    if ui::hydrate::has(page, "undo-buttons") {
        ui::keys::listen_for_undo(app);
        ui::compare::listen(app);
    }
    #[cfg(feature = "crash")]
    crash::hold(app);
    app.open_address();
    if app.is_baseline() && app.faults.peek(Vec::is_empty) {
        for (lever, base) in early {
            app.set(lever, base);
        }
    }
}
