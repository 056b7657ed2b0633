//! Taking over what is prerendered.

use super::lever::hydrate_lever;
use super::steps::{Announcements, LinkFaults, Preset, Steps, TakeUp};
use crate::ui::dom::{all_within, attribute};
use leptos::prelude::*;
use leptos::tachys::view::Position;
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::scenario::presets::PRESETS;
use web_sys::Element;

/// Attribute of the root element of a component that the program takes over.
pub(crate) const COMPONENT: &str = "data-component";

/// Every part within an element that has one of these names.
fn parts(within: &Element, name: &str) -> Vec<Element> {
    all_within(within, &format!("[{COMPONENT}=\"{name}\"]"))
}

/// Takes over an element: it is the root element of the view.
pub(crate) fn hydrate(element: &Element, view: impl IntoView) {
    // Components live as long as the page, or until the element is taken away by what holds it.
    std::mem::forget(view.into_view().hydrate_from_position::<true>(element, Position::Current));
}

/// Takes over all parts of the page.
pub(crate) fn hydrate_page(page: &Element) {
    levers(page, &Scenario::baseline());
    for element in parts(page, "steps") {
        hydrate(&element, view! { <Steps/> });
    }
    for element in parts(page, "announcements") {
        hydrate(&element, view! { <Announcements/> });
    }
    for element in parts(page, "link-faults") {
        hydrate(&element, view! { <LinkFaults/> });
    }
    for element in parts(page, "preset") {
        let slug = attribute(&element, "data-preset");
        if let Some(preset) = PRESETS.iter().find(|preset| preset.slug == slug) {
            hydrate(&element, view! { <Preset of=preset/> });
        }
    }
    for element in parts(page, "take-up") {
        hydrate(&element, view! { <TakeUp/> });
    }
}

/// Takes over the levers within an element, which were prerendered for a scenario.
pub(crate) fn levers(within: &Element, made_for: &Scenario) {
    for element in all_within(within, "[data-lever]") {
        let Some(of) = LEVERS.get(&attribute(&element, "data-lever")) else { continue };
        hydrate_lever(&element, of, *made_for);
    }
}
