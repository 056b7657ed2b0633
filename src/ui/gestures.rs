//! Gestures that turn out to be meant for the page.
//!
//! A slider follows a finger from the moment it touches. Where the browser then takes the gesture for scrolling, it sends
//! `pointercancel`: the lever goes back to where it was, and address and history have never known.

use super::app_state::AppState;
use leptos::ev;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

/// Takes back what a slider was moved by a gesture that the browser cancels.
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

/// The slider at which an event begins.
fn slider(event: &Event) -> Option<HtmlInputElement> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    (input.type_() == "range").then_some(input)
}
