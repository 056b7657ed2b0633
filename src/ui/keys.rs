//! Keys and history of the whole page: undo and redo with the keyboard, Back and Forward of the browser.

use super::app_state::AppState;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Follows changes of the address by Back and Forward.
pub(crate) fn follow_history(app: AppState) {
    window_event_listener(ev::popstate, move |_| app.follow_address());
}

/// Ctrl+Z and Cmd+Z undo a step, with Shift they redo it. A field with text being typed handles these keys itself.
pub(crate) fn listen_for_undo(app: AppState) {
    window_event_listener(ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key())
            || event.alt_key()
            || !event.key().eq_ignore_ascii_case("z")
        {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|element| element.has_attribute("inputmode")) {
            return;
        }
        event.prevent_default();
        if event.shift_key() { app.redo() } else { app.undo() }
    });
}
