//! The whole page.

use super::chances::{self, Rules};
use super::print::Settings;
use super::right::Right;
use super::share::Keep;
use super::{html, raw, tiers};
use crate::ui::chart::legend::LegendEntry;
use crate::ui::chart::{Chart, figures};
use crate::ui::derivation_dialog::DerivationDialog;
use crate::ui::dock::{self, Dock};
use crate::ui::drawing::DrawingSlot;
use crate::ui::groups::{GROUPS, LeverGroup, levers_of};
use crate::ui::lever::{LeverContext, Size, prerender_lever};
use crate::ui::paper::Paper;
use crate::ui::result::chances::Chances;
use crate::ui::result::swings::Swings;
use crate::ui::result::tiers::TierTable;
use crate::ui::result::{Day, Equation, Facts, Finding, Notes, Sureness};
use crate::ui::steps::{Announcements, LinkFaults, Preset, Steps};
use crate::ui::theme::Schemes;
use crate::ui::unfolded::Stage;
use crate::ui::{Computed, with_state_of};
use charts::Figure;
use leptos::prelude::*;
use model::catalog::sources::READ;
use model::scenario::presets::{self, PRESETS};
use model::scenario::{Group, Lever, Scenario};
use model::sheet::book::Book;
use model::study::evaluate::{Evaluation, evaluate};

/// What a page is made of besides the baseline scenario.
pub struct Parts<'a> {
    /// Draws and published runs.
    pub computed: Computed,
    /// What stands at a lever.
    pub beside: &'a dyn Fn(&'static Lever) -> LeverContext,
    /// What is drawn of a chart, by its name, before there is a canvas.
    pub still: &'a dyn Fn(&str, &Figure) -> String,
    /// The factory as a flow, and its numbers.
    pub flow: [String; 2],
    /// What moves profit most.
    pub swings: String,
    /// The story.
    pub story: String,
}

/// Sections a reader may go to: the name of the place, and what it is called.
const PLACES: [(&str, &str); 6] = [
    ("flow", "The factory"),
    ("story", "The story"),
    ("more-levers", "All levers"),
    ("how-right", "How right is this?"),
    ("every-number", "Every number"),
    ("sources", "Sources"),
];

/// The HTML of what stands in the `main` element of the page.
pub fn page(parts: Parts<'_>) -> String {
    let scenario = Scenario::baseline();
    let now = evaluate(&scenario);
    with_state_of(&scenario, parts.computed.clone(), || view! { <Page parts now=&now/> }.to_html())
}

#[component]
fn Page<'a>(parts: Parts<'a>, now: &'a Evaluation) -> impl IntoView + use<> {
    let scenario = now.scenario;
    let lever = |it| raw(prerender_lever(it, Size::Full, &scenario, (parts.beside)(it)));
    let levers = levers_of(Group::Headline).into_iter().map(lever).collect_view();
    let [profit, market, frontier, cost] =
        ["profit", "market", "frontier", "cost"].map(|name| chart(name, parts.still));
    let [flow, flow_numbers] = parts.flow;
    let chances = parts.computed.outlook.as_deref().map(|outlook| html(chances::chances(outlook)));
    view! {
        <Masthead/>
        <LinkFaults/>
        <Equation/>
        <Finding/>
        <Day/>
        <section class="desk" aria-label="Levers" data-name="desk" id=dock::LEVERS>
            <div class="levers is-headline">{levers}</div>
            <p class="scriptless">"The levers need JavaScript. Their baseline settings and results can be read without it."</p>
        </section>
        <div class="pair">{profit}{market}</div>
        <Chances chances rules=Some(html(view! { <Rules/> }))/>
        <Notes/>
        <Sureness/>
        <Facts/>
        <Places/>
        <section class="part flow" aria-labelledby="flow" data-name="flow">
            <h2 id="flow">"What goes in, what comes out"</h2>
            <div class="drawing" data-figure="flow"><DrawingSlot name="flow".to_owned() drawing=Some(flow)/></div>
            {raw(flow_numbers)}
        </section>
        <section class="part swings" aria-labelledby="swings" data-name="swings">
            <h2 id="swings">"What moves profit most"</h2>
            <Swings swings=Some(parts.swings)/>
        </section>
        <section class="story" aria-labelledby="story" data-name="story">
            <header class="story-head">
                <h2 id="story">"The story"</h2>
                <p class="measure">
                    "The claims of NVIDIA's March 2026 keynote, retold and tested. Numbers in the text follow the levers; "
                    "underlined phrases set them. Your own settings are kept."
                </p>
            </header>
            {raw(parts.story)}
        </section>
        <section class="part" aria-labelledby="more-levers">
            <h2 id="more-levers">"All levers"</h2>
            <div class="groups" data-name="groups">
                {(0..GROUPS.len()).map(|place| view! { <LeverGroup place/> }).collect_view()}
            </div>
        </section>
        <div class="pair is-later">{frontier}{cost}</div>
        <section class="part" aria-labelledby="presets">
            <h2 id="presets">"Scenarios to try"</h2>
            <ul class="presets" data-name="presets">{PRESETS.iter().map(preset).collect_view()}</ul>
        </section>
        <section class="part" aria-labelledby="tiers">
            <h2 id="tiers">"Speed tiers"</h2>
            <TierTable rows=html(tiers::rows(now))/>
        </section>
        <Right/>
        <Ledger now/>
        <Keep/>
        <footer class="colophon">
            <p>"Data as of "<time datetime=READ>{READ}</time>". "<span data-name="offline" role="status"></span></p>
        </footer>
        <p class="new-version unstarted">
            "The levers have not started yet. All numbers here are those of the baseline."
        </p>
        <Paper settings=Some(html(view! { <Settings now=scenario/> }))/>
        <Dock/>
        <DerivationDialog/>
        <Announcements/>
    }
}

/// A chart of the page, by its name.
pub(super) fn chart(name: &str, still: &dyn Fn(&str, &Figure) -> String) -> impl IntoView + use<> {
    figures::of(name).map(|of| {
        let (entries, still) = of.figure.with(|figure| (LegendEntry::all(figure), still(name, figure)));
        view! { <Chart of entries still=Some(still)/> }
    })
}

/// Title, changes, colours.
#[component]
fn Masthead() -> impl IntoView {
    view! {
        <header class="masthead">
            <h1>"Token Factory"</h1>
            <p class="strap">"Electricity and data in, tokens out. Move a lever and see what it earns."</p>
            <span class="badge is-offline">"Offline: data as of "{READ}</span>
            <Steps/>
            <Schemes/>
        </header>
    }
}

/// The ways to the sections of the page.
#[component]
fn Places() -> impl IntoView {
    let place = |(place, name)| view! { <li><a href=format!("#{place}")>{name}</a></li> };
    view! { <nav class="places" aria-label="On this page"><ul>{PLACES.map(place).collect_view()}</ul></nav> }
}

fn preset(of: &'static presets::Preset) -> impl IntoView {
    view! { <li><Preset of/><p>{of.about}</p></li> }
}

/// Every number by stage, folded.
#[component]
fn Ledger<'a>(now: &'a Evaluation) -> impl IntoView + use<> {
    let book = Book::of(now);
    let stages = book.stages().into_iter().map(|(stage, _)| view! { <Stage name=stage.to_owned()/> });
    view! {
        <details class="ledger" id="every-number" data-name="ledger">
            <summary><h2>"Every number"</h2></summary>
            <p class="measure">
                "Every number of the page, with its formula or its source. Open a stage, or follow a number from anywhere \
                 on the page. For the baseline, all of it is in "
                <a href="manual.html">"the manual"</a>"."
            </p>
            {stages.collect_view()}
        </details>
    }
}
