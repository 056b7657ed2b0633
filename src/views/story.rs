//! The story page: its numbers follow the levers, which are available at the bottom of the window.

use super::calculator::Colophon;
use super::masthead::Masthead;
use super::raw;
use crate::ui::announcements::Announcements;
use crate::ui::derivation_dialog::DerivationDialog;
use crate::ui::differences::Differences;
use crate::ui::lever_bar::LeverBar;
use crate::ui::link_faults::LinkFaults;
use crate::ui::result::Equation;
use crate::ui::site_nav::SitePage;
use crate::ui::undo::UndoButtons;
use crate::ui::{Computed, with_state_of};
use leptos::prelude::*;
use model::scenario::Scenario;

/// The HTML content of the page's `main` element. `chapters` is the HTML of the story.
pub fn page(chapters: String) -> String {
    with_state_of(&Scenario::baseline(), Computed::default(), || view! { <Page chapters/> }.to_html())
}

#[component]
fn Page(chapters: String) -> impl IntoView {
    view! {
        <Masthead here=SitePage::Story/>
        <LinkFaults/>
        <section class="story" aria-labelledby="story" data-name="story">
            <header class="story-head">
                <h1 id="story">"The story"</h1>
                <p class="measure">
                    "The claims of NVIDIA's March 2026 keynote, retold and tested. Numbers in the text follow the levers; "
                    "underlined phrases set them. Your own settings are kept."
                </p>
                <Equation/>
                <div class="changes"><UndoButtons/><Differences/></div>
            </header>
            {raw(chapters)}
        </section>
        <Colophon/>
        <LeverBar has_levers=false/>
        <DerivationDialog/>
        <Announcements/>
    }
}
