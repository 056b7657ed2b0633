//! Elements of the prerendered page that a component cannot hold in a `NodeRef`: roots to hydrate, targets of events,
//! elements to focus.

use super::state::State;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, IntersectionObserver, IntersectionObserverEntry, ResizeObserver};

/// The first element of the page that matches a selector.
pub(crate) fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// The first descendant of an element that matches a selector.
pub(crate) fn within(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

/// Every descendant of an element that matches a selector, in document order.
pub(crate) fn all_within(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = element.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.get(i)?.dyn_into().ok()).collect()
}

/// Every element of the page that matches a selector.
pub(crate) fn all(selector: &str) -> Vec<Element> {
    document().document_element().map_or_else(Vec::new, |root| all_within(&root, selector))
}

/// The target of an event, or its nearest ancestor, that matches a selector.
pub(crate) fn from(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

/// An attribute of an element, empty if it is absent.
pub(crate) fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// Focuses an element.
pub(crate) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _refused = element.focus();
    }
}

/// Keeps a state up to date with whether any part of an element is within the window, as soon as that is known.
pub(crate) fn keep_seen(id: &str, is_seen: State<Option<bool>>) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let seen = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let last = entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
        if let Some(entry) = last {
            is_seen.set_if_other(Some(entry.is_intersecting()));
        }
    });
    if let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) {
        observer.observe(&element);
    }
    // The element exists as long as the page.
    seen.forget();
}

/// The size of an element in CSS pixels.
pub(crate) fn size_of(element: &Element) -> (f64, f64) {
    let rect = element.get_bounding_client_rect();
    (rect.width(), rect.height())
}

/// Keeps a state up to date with the size of an element in CSS pixels, from when the browser next lays it out.
pub(crate) fn keep_size(element: &Element, size: State<(f64, f64)>) {
    let own = element.clone();
    let resized = Closure::<dyn FnMut()>::new(move || size.set_if_other(size_of(&own)));
    if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    // The element exists as long as the page.
    resized.forget();
}
