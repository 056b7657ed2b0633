//! Gestures on a slider that turn out to be meant for the page.
//!
//! A slider follows a finger from the first touch. If the browser then treats the gesture as scrolling, it sends
//! `pointercancel`: the lever returns to its previous value, without any change to address and history.

use super::app_state::AppState;
use leptos::ev;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

/// Reverts the change of a slider when the browser cancels the gesture.
pub(crate) fn take_back_cancelled(app: AppState) {
    let held = Rc::new(RefCell::new(None::<(HtmlInputElement, String)>));
    let holds = Rc::clone(&held);
    window_event_listener(ev::pointerdown, move |event| {
        *holds.borrow_mut() = slider(&event).map(|slider| {
            let place = slider.value();
            (slider, place)
        });
    });
    let lets_go = Rc::clone(&held);
    window_event_listener(ev::pointerup, move |_| *lets_go.borrow_mut() = None);
    window_event_listener(ev::pointercancel, move |_| {
        if let Some((slider, place)) = held.borrow_mut().take() {
            slider.set_value(&place);
            app.cancel();
        }
    });
}

/// The slider that is the target of an event.
fn slider(event: &Event) -> Option<HtmlInputElement> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    (input.type_() == "range").then_some(input)
}
