//! Levers of the folded groups, loaded when they are unfolded.

use super::html;
use crate::ui::groups::{GROUPS, levers_of, slug};
use crate::ui::lever::{LeverContext, Size, prerender_lever};
use leptos::prelude::*;
use model::scenario::{Group, Lever, Scenario};

/// The levers of the group of that name. `context_of` returns the context of a lever.
pub fn group(
    name: &str,
    now: &Scenario,
    context_of: &dyn Fn(&'static Lever) -> LeverContext,
) -> Option<String> {
    let (group, ..) = GROUPS.into_iter().find(|(_, of, _)| slug(of) == name)?;
    let about = html(view! { <p class="small levers-about">{about_curves(group)}</p> });
    let levers = levers_of(group).into_iter().map(|it| prerender_lever(it, Size::Full, now, context_of(it)));
    Some(about + &levers.collect::<String>())
}

/// What the curves behind the sliders of a group represent.
fn about_curves(group: Group) -> &'static str {
    match group {
        Group::Market => {
            "Behind each slider: what the world spends by 2032, over the whole range of the lever."
        }
        Group::Capital => {
            "Behind each slider: profit over the whole range of the lever, all else equal. Behind tax: profit after tax. \
             Behind carbon intensity: carbon per million tokens."
        }
        _ => "Behind each slider: profit over the whole range of the lever, all else equal.",
    }
}
