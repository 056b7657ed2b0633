//! Hydrates prerendered elements.

use super::dom::all_within;
use leptos::prelude::*;
use leptos::tachys::view::Position;
use web_sys::Element;

/// The root elements of all components of that name.
pub(crate) fn roots(page: &Element, component: &str) -> Vec<Element> {
    all_within(page, &format!("[data-component=\"{component}\"]"))
}

/// Hydrates an element: it is the root element of the view.
pub(crate) fn hydrate(element: &Element, view: impl IntoView) {
    // Components live as long as the page, or until their container removes the element.
    std::mem::forget(view.into_view().hydrate_from_position::<true>(element, Position::Current));
}

/// Whether there is a component of that name on the page.
pub(crate) fn has(page: &Element, component: &str) -> bool {
    !roots(page, component).is_empty()
}

/// Hydrates every component of that name.
pub(crate) fn each<V: IntoView>(page: &Element, component: &str, view: impl Fn(&Element) -> V) {
    for element in roots(page, component) {
        hydrate(&element, view(&element));
    }
}
