//! Levers beyond the first four, in folded groups; the scenarios worth a look.

use crate::ui::lever::{LeverContext, Size, prerender_lever};
use crate::ui::prerender;
use crate::ui::steps::Preset;
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};
use model::quantity::explanation;
use model::scenario::link;
use model::scenario::presets::PRESETS;
use model::scenario::{Group, Lever, Scenario};

/// Folded groups with what each is about.
pub const GROUPS: [(Group, &str, &str); 6] = [
    (Group::Serving, "Serving", explanation("The language model and how it is run.")),
    (Group::Tiers, "Tiers", explanation("Speeds on offer and what they sell for.")),
    (Group::Site, "Site", explanation("Megawatts, load, paying users and the hours of the day.")),
    (
        Group::Demand,
        "Demand",
        explanation("How demand answers to prices and to longer calls, and what a shortage does."),
    ),
    (
        Group::Capital,
        "Capital",
        explanation("What machines and the building cost, and for how long they last."),
    ),
    (Group::Market, "Market", explanation("How the world goes on to 2032.")),
];

/// The levers of a group, in the order of the page.
pub fn levers(group: Group) -> Vec<&'static Lever> {
    link::levers().into_iter().filter(|lever| lever.group == group).collect()
}

/// Name of a group for tests.
pub fn slug(name: &str) -> String {
    format!("group-{}", name.to_ascii_lowercase())
}

/// All groups, folded. Their levers come when they are unfolded: [`group`].
pub fn groups() -> Markup {
    html! {
        div.groups data-name="groups" {
            @for (_, name, about) in GROUPS {
                details.group data-name=(slug(name)) {
                    summary {
                        span.group-name { (name) } " " span.group-about { (about) } " " span.group-count {}
                    }
                    div.levers {
                        p.small { "One moment. They are also in " a href="manual.html#plan" { "the manual" } "." }
                    }
                }
            }
        }
    }
}

/// The levers of the group of that name. `beside` tells what stands at a lever.
pub fn group(name: &str, now: &Scenario, beside: &dyn Fn(&'static Lever) -> LeverContext) -> Option<String> {
    let (group, ..) = GROUPS.into_iter().find(|(_, of, _)| slug(of) == name)?;
    Some(levers(group).into_iter().map(|it| prerender_lever(it, Size::Full, now, beside(it))).collect())
}

/// Scenarios with a name.
pub fn presets() -> Markup {
    html! {
        ul.presets data-name="presets" {
            @for preset in &PRESETS {
                li {
                    (PreEscaped(prerender(&Scenario::baseline(), || view! { <Preset of=preset/> })))
                    p { (preset.about) }
                }
            }
        }
    }
}
