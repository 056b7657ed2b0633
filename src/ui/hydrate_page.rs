//! Hydrates the whole page.

use super::announcements::Announcements;
use super::chart::hydrate_chart;
use super::compare::{CompareBody, Pinned, QuestionForm};
use super::derivation_dialog::DerivationDialog;
use super::differences::Differences;
use super::dom::{all_within, attribute};
use super::drawing::DrawingSlot;
use super::groups::LeverGroup;
use super::hydrate::{each, has, hydrate, roots};
use super::lever::hydrate_levers;
use super::lever_bar::LeverBar;
use super::link_faults::LinkFaults;
use super::number::{self, Number, Range};
use super::preset::Preset;
use super::print::PrintSettings;
use super::result::chances::Chances;
use super::result::tiers::TierRows;
use super::result::tornado::{TornadoChart, TornadoNumbers};
use super::result::{Day, Finding, Notes, Remedies, Sureness};
use super::site_nav::{SiteNav, SitePage};
use super::story::shocks::Shocks;
use super::story::{LiveText, Phrase};
use super::theme::Schemes;
use super::undo::UndoButtons;
use super::unfolded::{FilePart, Ledger};
use leptos::prelude::*;
use model::scenario::Scenario;
use model::scenario::presets::PRESETS;
use web_sys::Element;

/// Hydrates all components of the page.
pub(crate) fn hydrate_page(page: &Element) {
    each(page, "site-nav", |it| view! { <SiteNav here=SitePage::named(&attribute(it, "data-here"))/> });
    each(page, "undo-buttons", |_| view! { <UndoButtons/> });
    each(page, "schemes", |_| view! { <Schemes/> });
    each(page, "link-faults", |_| view! { <LinkFaults/> });
    each(page, "finding", |_| view! { <Finding/> });
    each(page, "differences", |_| view! { <Differences/> });
    each(page, "pinned", |_| view! { <Pinned/> });
    each(page, "compare", |_| view! { <CompareBody/> });
    each(page, "question", |it| view! { <QuestionForm name=attribute(it, "data-question")/> });
    each(page, "day", |_| view! { <Day/> });
    for element in roots(page, "chart") {
        hydrate_chart(&element);
    }
    each(page, "chances", |_| view! { <Chances/> });
    each(page, "notes", |_| view! { <Notes/> });
    each(page, "remedies", |_| view! { <Remedies/> });
    each(page, "sureness", |_| view! { <Sureness/> });
    each(page, "tornado", |_| view! { <TornadoChart/> });
    each(page, "tornado-numbers", |_| view! { <TornadoNumbers/> });
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
    each(page, "print-settings", |_| view! { <PrintSettings/> });
    each(page, "lever-bar", |_| view! { <LeverBar has_levers=has(page, "chart")/> });
    each(page, "derivation", |_| view! { <DerivationDialog/> });
    each(page, "announcements", |_| view! { <Announcements/> });
    for element in all_within(page, ".number[data-number]") {
        let (name, title, is_exact) = number::read(&element);
        hydrate(&element, view! { <Number name title is_exact/> });
    }
    for element in all_within(page, "[data-range]") {
        hydrate(&element, view! { <Range name=attribute(&element, "data-range")/> });
    }
    hydrate_levers(page, &Scenario::baseline());
}
