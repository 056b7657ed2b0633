//! Levers of the folded groups, which come when they are unfolded.

use crate::ui::groups::{GROUPS, levers_of, slug};
use crate::ui::lever::{LeverContext, Size, prerender_lever};
use model::scenario::{Lever, Scenario};

/// The levers of the group of that name. `beside` tells what stands at a lever.
pub fn group(name: &str, now: &Scenario, beside: &dyn Fn(&'static Lever) -> LeverContext) -> Option<String> {
    let (group, ..) = GROUPS.into_iter().find(|(_, of, _)| slug(of) == name)?;
    Some(levers_of(group).into_iter().map(|it| prerender_lever(it, Size::Full, now, beside(it))).collect())
}
