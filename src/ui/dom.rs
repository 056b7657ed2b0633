//! Access to the elements of the prerendered page: find them, set them, listen to them.
//!
//! Each function is compiled once, whatever is done with it: the closures of a page with hundreds of elements would
//! otherwise be most of its bytes.

use super::state::State;
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlElement};

/// The first element of the page that a selector fits.
pub(crate) fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// The element of that name for tests and for the program.
pub(crate) fn named(name: &str) -> Option<Element> {
    find(&format!("[data-name=\"{name}\"]"))
}

/// The first element within another that a selector fits.
pub(crate) fn within(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// Every element within another that a selector fits, in the order of the page.
pub(crate) fn all_within(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = element.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.get(i)?.dyn_into().ok()).collect()
}

/// Every element of the page that a selector fits.
pub(crate) fn all(selector: &str) -> Vec<Element> {
    document().document_element().map_or_else(Vec::new, |root| all_within(&root, selector))
}

/// Sets the text of an element where it is another.
pub(crate) fn set_text(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// Sets or takes away an attribute.
pub(crate) fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    let _refused = match value {
        Some(value) if element.get_attribute(name).as_deref() == Some(value) => Ok(()),
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Shows or hides an element.
pub(crate) fn set_hidden(element: &Element, is_hidden: bool) {
    set_attribute(element, "hidden", is_hidden.then_some(""));
}

/// Gives an element a class or takes it away.
pub(crate) fn set_class(element: &Element, class: &str, is_wanted: bool) {
    let _refused = element.class_list().toggle_with_force(class, is_wanted);
}

/// Hears an event for as long as the page lives. The default action can be kept from happening.
pub(crate) fn on(target: &EventTarget, event: &'static str, run: impl FnMut(&Event) + 'static) {
    on_boxed(target, event, Box::new(run));
}

#[inline(never)]
fn on_boxed(target: &EventTarget, event: &'static str, run: Box<dyn FnMut(&Event)>) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(target, event, options, run).forget();
}

/// Does something when a folded element is unfolded for the first time.
pub(crate) fn on_first_open(details: &Element, run: impl FnOnce() + 'static) {
    let own = details.clone();
    let mut waiting: Option<Box<dyn FnOnce()>> = Some(Box::new(run));
    on(details, "toggle", move |_| {
        if own.has_attribute("open")
            && let Some(run) = waiting.take()
        {
            run();
        }
    });
}

/// Whether a folded element is unfolded.
pub(crate) fn openness(details: &Element) -> State<bool> {
    let is_open = State::new(details.has_attribute("open"));
    let own = details.clone();
    on(details, "toggle", move |_| is_open.set(own.has_attribute("open")));
    is_open
}

/// Says of a button whether it is pressed.
pub(crate) fn set_pressed(button: &Element, is_pressed: bool) {
    set_attribute(button, "aria-pressed", Some(if is_pressed { "true" } else { "false" }));
}

/// The element that an event came from, or the nearest around it, that a selector fits.
pub(crate) fn from(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

/// An attribute of an element, empty where it has none.
pub(crate) fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// Puts the focus on an element.
pub(crate) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _refused = element.focus();
    }
}

/// Whether any of an element is within the window.
pub(crate) fn is_on_screen(id: &str) -> bool {
    let rect = document().get_element_by_id(id).map(|element| element.get_bounding_client_rect());
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    rect.zip(height).is_some_and(|(rect, height)| rect.bottom() > 0.0 && rect.top() < height)
}

/// Width of an element in whole CSS pixels.
pub(crate) fn width_of(element: &Element) -> u32 {
    u32::try_from(element.client_width()).unwrap_or_default()
}
