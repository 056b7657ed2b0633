//! Hydrates the prerendered page.

use super::chart::hydrate_chart;
use super::compare::{CompareBody, Pinned, QuestionForm};
use super::derivation_dialog::DerivationDialog;
use super::differences::Differences;
use super::dock::Dock;
use super::dom::{all_within, attribute};
use super::drawing::DrawingSlot;
use super::groups::LeverGroup;
use super::lever::hydrate_lever;
use super::number::{self, Number, Range};
use super::paper::Paper;
use super::result::chances::Chances;
use super::result::swings::{Swings, SwingsNumbers};
use super::result::tiers::TierRows;
use super::result::{Day, Finding, Notes, Remedies, Sureness};
use super::site_nav::{SiteNav, SitePage};
use super::steps::{Announcements, LinkFaults, Preset, Steps};
use super::story::shocks::Shocks;
use super::story::{LiveText, Phrase};
use super::theme::Schemes;
use super::unfolded::{FilePart, Ledger, Stage};
use leptos::prelude::*;
use leptos::tachys::view::Position;
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::scenario::presets::PRESETS;
use web_sys::Element;

/// The root elements of all components of that name.
fn roots(page: &Element, component: &str) -> Vec<Element> {
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

/// Hydrates all components of the page.
pub(crate) fn hydrate_page(page: &Element) {
    each(page, "site-nav", |it| view! { <SiteNav here=SitePage::named(&attribute(it, "data-here"))/> });
    each(page, "steps", |_| view! { <Steps/> });
    each(page, "schemes", |_| view! { <Schemes/> });
    each(page, "link-faults", |_| view! { <LinkFaults/> });
    each(page, "finding", |_| view! { <Finding/> });
    each(page, "differences", |_| view! { <Differences/> });
    each(page, "pinned", |_| view! { <Pinned/> });
    each(page, "compare", |_| view! { <CompareBody/> });
    each(page, "question", |it| view! { <QuestionForm name=attribute(it, "data-name")/> });
    each(page, "day", |_| view! { <Day/> });
    for element in roots(page, "chart") {
        hydrate_chart(&element);
    }
    each(page, "chances", |_| view! { <Chances/> });
    each(page, "notes", |_| view! { <Notes/> });
    each(page, "remedies", |_| view! { <Remedies/> });
    each(page, "sureness", |_| view! { <Sureness/> });
    each(page, "swings", |_| view! { <Swings/> });
    each(page, "swings-numbers", |_| view! { <SwingsNumbers/> });
    each(page, "tier-rows", |_| view! { <TierRows/> });
    each(page, "phrase", |it| view! { <Phrase settings=attribute(it, "data-set") class=""/> });
    each(page, "live-text", |it| view! { <LiveText name=attribute(it, "data-live")/> });
    each(page, "drawing", |it| view! { <DrawingSlot name=attribute(it, "data-drawing")/> });
    each(page, "shocks", |_| view! { <Shocks/> });
    each(
        page,
        "group",
        |it| view! { <LeverGroup place=attribute(it, "data-place").parse().unwrap_or_default()/> },
    );
    for element in roots(page, "preset") {
        let slug = attribute(&element, "data-preset");
        if let Some(preset) = PRESETS.iter().find(|preset| preset.slug == slug) {
            hydrate(&element, view! { <Preset of=preset/> });
        }
    }
    each(page, "file-part", |it| view! { <FilePart file=attribute(it, "data-part")/> });
    each(page, "ledger", |_| view! { <Ledger/> });
    each(page, "paper", |_| view! { <Paper/> });
    each(page, "dock", |_| view! { <Dock has_levers=has(page, "chart")/> });
    each(page, "derivation", |_| view! { <DerivationDialog/> });
    each(page, "announcements", |_| view! { <Announcements/> });
    for element in all_within(page, ".number[data-number]") {
        let (name, title, is_exact) = number::read(&element);
        hydrate(&element, view! { <Number name title is_exact/> });
    }
    for element in all_within(page, "[data-range]") {
        hydrate(&element, view! { <Range name=attribute(&element, "data-range")/> });
    }
    levers(page, &Scenario::baseline());
}

/// Hydrates every component of that name.
fn each<V: IntoView>(page: &Element, component: &str, view: impl Fn(&Element) -> V) {
    for element in roots(page, component) {
        hydrate(&element, view(&element));
    }
}

/// Hydrates the folded stages within an element.
pub(super) fn stages(within: &Element) {
    each(within, "stage", |it| view! { <Stage name=attribute(it, "data-stage")/> });
}

/// Hydrates the levers within an element, which were prerendered for a scenario.
pub(crate) fn levers(within: &Element, made_for: &Scenario) {
    for element in all_within(within, "[data-lever]") {
        let Some(of) = LEVERS.get(&attribute(&element, "data-lever")) else { continue };
        hydrate_lever(&element, of, *made_for);
    }
}
