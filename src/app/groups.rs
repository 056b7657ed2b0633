//! Levers beyond the first four, in folded groups, and the scenarios worth a look.

use super::address::Step;
use super::desk::Desk;
use super::lever::LeverView;
use crate::scenario::link;
use crate::scenario::presets::{PRESETS, Preset};
use crate::scenario::{Group, Lever, Scenario};
use leptos::prelude::*;

/// Folded groups with what each is about.
const GROUPS: [(Group, &str, &str); 5] = [
    (Group::Serving, "Serving", "The language model and how it is run."),
    (Group::Tiers, "Tiers", "Speeds on offer and what they sell for."),
    (Group::Site, "Site", "Megawatts, and its share of the world’s demand."),
    (Group::Capital, "Capital", "What machines and the building cost, and for how long they last."),
    (Group::Market, "Market", "How the world goes on to 2032."),
];

/// The levers of a group, in the order of the page.
pub(crate) fn levers(group: Group) -> Vec<&'static Lever> {
    link::levers().into_iter().filter(|lever| lever.group == group).collect()
}

/// All groups, folded. Levers are made when a group is opened.
#[component]
pub(crate) fn Groups() -> impl IntoView {
    view! {
        <div class="groups" data-name="groups">
            {GROUPS.into_iter().map(|(group, name, about)| view! { <Folded group name about/> }).collect_view()}
        </div>
    }
    .into_any()
}

#[component]
fn Folded(group: Group, name: &'static str, about: &'static str) -> impl IntoView {
    let desk = Desk::here();
    let open = RwSignal::new(false);
    let changed = desk.changes(Some(group));
    let count = move || match changed.get() {
        0 => String::new(),
        count => format!("{count} changed"),
    };
    let slug = name.to_lowercase();
    view! {
        <details
            class="group"
            data-name=format!("group-{slug}")
            on:toggle=move |event| open.set(super::is_open(&event))
        >
            <summary>
                <span class="group-name">{name}</span>
                " "
                <span class="group-about">{about}</span>
                " "
                <span class="group-count">{count}</span>
            </summary>
            <Show when=move || open.get()>
                <div class="levers">
                    {levers(group).into_iter().map(|lever| view! { <LeverView lever/> }).collect_view()}
                </div>
            </Show>
        </details>
    }
    .into_any()
}

/// Scenarios with a name. Each is a page of its own in the history of the browser.
#[component]
pub(crate) fn Presets() -> impl IntoView {
    let desk = Desk::here();
    let item = move |preset: &'static Preset| {
        let (scenario, _) = link::read(preset.link);
        let is_here = Memo::new(move |_| desk.settled.with(|now| link::write(now) == link::write(&scenario)));
        view! {
            <li>
                <button
                    type="button"
                    class="preset"
                    aria-pressed=move || if is_here.get() { "true" } else { "false" }
                    data-name=format!("preset-{}", preset.slug)
                    on:click=move |_| desk.adopt(scenario, Step::New)
                >
                    {preset.label}
                </button>
                <p>{preset.about}</p>
            </li>
        }
    };
    view! { <ul class="presets" data-name="presets">{PRESETS.iter().map(item).collect_view()}</ul> }
        .into_any()
}

/// Undo, redo, and back to the default with how much that takes back.
#[component]
pub(crate) fn Steps() -> impl IntoView {
    let desk = Desk::here();
    let (can_undo, can_redo) = desk.can();
    let changed = desk.changes(None);
    view! {
        <div class="steps" role="group" aria-label="Changes">
            <button
                type="button"
                class="quiet"
                data-name="undo"
                aria-keyshortcuts="Control+Z Meta+Z"
                disabled=move || !can_undo.get()
                on:click=move |_| desk.undo()
            >
                "Undo"
            </button>
            <button
                type="button"
                class="quiet"
                data-name="redo"
                aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"
                disabled=move || !can_redo.get()
                on:click=move |_| desk.redo()
            >
                "Redo"
            </button>
            <button
                type="button"
                class="quiet"
                data-name="reset-all"
                disabled=move || changed.get() == 0
                on:click=move |_| desk.adopt(Scenario::untouched(), Step::New)
            >
                "Reset all"
                <span class="count">{move || match changed.get() {
                    0 => String::new(),
                    count => format!(" ({count} changed)"),
                }}</span>
            </button>
        </div>
    }
    .into_any()
}
