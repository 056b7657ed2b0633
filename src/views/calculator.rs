//! The first page: levers, result and charts in one view, followed by the details.

use super::chances;
use super::compare::{CompareSection, pinned_steps};
use super::masthead::Masthead;
use super::menu::figure_menu;
use super::print::Settings;
use super::reproduced::reproduced;
use super::right::Right;
use super::share::Share;
use super::{html, raw, tiers};
use crate::ui::announcements::Announcements;
use crate::ui::chart::legend::LegendEntry;
use crate::ui::chart::{Chart, figures};
use crate::ui::compare::Pinned;
use crate::ui::derivation_dialog::DerivationDialog;
use crate::ui::differences::Differences;
use crate::ui::drawing::DrawingSlot;
use crate::ui::groups::{GROUPS, LeverGroup, levers_of};
use crate::ui::lever::{LeverContext, Size, prerender_lever};
use crate::ui::lever_bar::{self, LeverBar};
use crate::ui::link_faults::LinkFaults;
use crate::ui::preset::Preset;
use crate::ui::print::PrintSettings;
use crate::ui::result::chances::Chances;
use crate::ui::result::tiers::TierTable;
use crate::ui::result::tornado::{TornadoChart, TornadoNumbers};
use crate::ui::result::{Day, Equation, Facts, Finding, Notes, Remedies, Sureness};
use crate::ui::site_nav::SitePage;
use crate::ui::undo::UndoButtons;
use crate::ui::unfolded::Ledger;
use crate::ui::{Computed, with_state_of};
use charts::Figure;
use leptos::prelude::*;
use model::catalog::sources::READ;
use model::scenario::presets::{self, PRESETS};
use model::scenario::{Group, Lever, Scenario};
use model::study::evaluate::{Evaluation, evaluate};

/// The inputs of a page in addition to the baseline scenario.
pub struct Parts<'a> {
    /// Draws and published runs.
    pub computed: Computed,
    /// The context of a lever.
    pub lever_context: &'a dyn Fn(&'static Lever) -> LeverContext,
    /// The prerendered drawing of a chart, by its name.
    pub still: &'a dyn Fn(&str, &Figure) -> String,
    /// The factory as a flow, and its numbers.
    pub flow: String,
    /// The inputs that change profit most.
    pub swings: String,
}

/// The HTML content of the page's `main` element.
pub fn page(parts: Parts<'_>) -> String {
    let scenario = Scenario::baseline();
    let now = evaluate(&scenario);
    with_state_of(&scenario, parts.computed.clone(), || view! { <Page parts now=&now/> }.to_html())
}

#[component]
fn Page<'a>(parts: Parts<'a>, now: &'a Evaluation) -> impl IntoView + use<> {
    let scenario = now.scenario;
    let lever = |it| raw(prerender_lever(it, Size::Full, &scenario, (parts.lever_context)(it)));
    let levers = levers_of(Group::Headline).into_iter().map(lever).collect_view();
    let [profit, market, frontier, cost] =
        ["profit", "market", "frontier", "cost"].map(|name| chart(name, parts.still));
    let chances = parts.computed.outlook.as_deref().map(|outlook| html(chances::chances(outlook)));
    view! {
        <Masthead here=SitePage::Calculator/>
        <LinkFaults/>
        <div class="instrument" data-name="instrument">
            <div class="result">
                <p class="strap">{STRAP}</p>
                <Equation/>
            </div>
            <Finding/>
            <div class="changes">
                <UndoButtons/>
                <button class="quiet" type="button" data-step="pin" title="Pin these settings as A, to compare with later changes">
                    "Compare"
                </button>
                <Differences/>
            </div>
            <Day/>
            <Pinned steps=Some(html(pinned_steps()))/>
            <section class="lever-panel" aria-label="Levers" id=lever_bar::LEVERS>
                <div class="levers is-headline">{levers}</div>
                <p class="scriptless">"The levers need JavaScript. Their baseline settings and results can be read without it."</p>
            </section>
            {profit}
            {market}
        </div>
        <Chances chances/>
        <Notes/>
        <Remedies/>
        <Sureness/>
        <Facts/>
        <CompareSection/>
        <section class="part" aria-labelledby="presets">
            <h2 id="presets">"Scenarios to try"</h2>
            <ul class="presets" data-name="presets">{PRESETS.iter().map(preset).collect_view()}</ul>
        </section>
        <Share/>
        <section class="part" aria-labelledby="more-levers">
            <h2 id="more-levers">"All levers"</h2>
            <div class="groups" data-name="groups">
                {(0..GROUPS.len()).map(|place| view! { <LeverGroup place/> }).collect_view()}
            </div>
        </section>
        <section class="part flow has-menu" aria-labelledby="flow" data-name="flow">
            <h2 id="flow">"What goes in, what comes out"</h2>
            {figure_menu("flow")}
            <div class="drawing" data-figure="flow"><DrawingSlot name="flow".to_owned() drawing=Some(parts.flow)/></div>
        </section>
        <section class="part swings has-menu" aria-labelledby="swings" data-name="swings">
            <h2 id="swings">"What moves profit most"</h2>
            {figure_menu("swings")}
            <TornadoChart swings=Some(parts.swings)/>
            <TornadoNumbers/>
        </section>
        <section class="part" aria-labelledby="tiers">
            <h2 id="tiers">"Speed tiers"</h2>
            <TierTable rows=html(tiers::rows(now))/>
        </section>
        <div class="pair is-later">{frontier}{cost}</div>
        <Right/>
        <Ledger/>
        <Colophon/>
        <PrintSettings settings=Some(html(view! { <Settings now=scenario/> }))/>
        <LeverBar has_levers=true/>
        <DerivationDialog/>
        <Announcements/>
    }
}

/// An introduction for readers who have never heard of it.
const STRAP: &str =
    "An AI data center run as a factory: electricity in, tokens out. Move a lever and see what it earns.";

/// A chart of the page, by its name.
pub(super) fn chart(name: &str, still: &dyn Fn(&str, &Figure) -> String) -> impl IntoView + use<> {
    figures::of(name).map(|of| {
        let (entries, still) = of.figure.with(|figure| (LegendEntry::all(figure), still(name, figure)));
        view! { <Chart of entries still=Some(still)/> }
    })
}

/// The end of a page: the date of its data, whether it is available without a network, and a message until the
/// program starts.
#[component]
pub(super) fn Colophon() -> impl IntoView {
    view! {
        <footer class="colophon">
            <p>"Data as of "<time datetime=READ>{READ}</time>". "<span id="offline" role="status"></span></p>
        </footer>
        <p class="new-version unstarted">
            "The levers have not started. All numbers here are those of the baseline, whatever the link says. "
            <a href="">"Load the page again"</a>
            ". A copy that is opened from a folder needs a web server: " <code>"token-factory serve --dir ."</code> " starts one."
        </p>
    }
}

fn preset(of: &'static presets::Preset) -> impl IntoView {
    view! { <li><Preset of/><p>{of.about}</p>{reproduced(of)}</li> }
}
