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

/// Every root element of a component of that name.
fn roots(page: &Element, component: &str) -> Vec<Element> {
    all_within(page, &format!("[data-component=\"{component}\"]"))
}

/// Takes over an element: it is the root element of the view.
pub(crate) fn hydrate(element: &Element, view: impl IntoView) {
    // Components live as long as the page, or until the element is taken away by what holds it.
    std::mem::forget(view.into_view().hydrate_from_position::<true>(element, Position::Current));
}

/// Takes over all components of the page.
pub(crate) fn hydrate_page(page: &Element) {
    levers(page, &Scenario::baseline());
    hydrate_all(page, "steps", || view! { <Steps/> });
    hydrate_all(page, "announcements", || view! { <Announcements/> });
    hydrate_all(page, "link-faults", || view! { <LinkFaults/> });
    hydrate_all(page, "take-up", || view! { <TakeUp/> });
    for element in roots(page, "preset") {
        let slug = attribute(&element, "data-preset");
        if let Some(preset) = PRESETS.iter().find(|preset| preset.slug == slug) {
            hydrate(&element, view! { <Preset of=preset/> });
        }
    }
}

/// Takes over every component of that name.
fn hydrate_all<V: IntoView>(page: &Element, component: &str, view: impl Fn() -> V) {
    for element in roots(page, component) {
        hydrate(&element, view());
    }
}

/// Takes over the levers within an element, which were prerendered for a scenario.
pub(crate) fn levers(within: &Element, made_for: &Scenario) {
    for element in all_within(within, "[data-lever]") {
        let Some(of) = LEVERS.get(&attribute(&element, "data-lever")) else { continue };
        hydrate_lever(&element, of, *made_for);
    }
}
