//! The four main levers, available while the page is read: small, at the bottom of the window, with the result. In
//! narrow windows they are folded while no chart is visible.

use super::dom::keep_seen;
use super::groups::levers_of;
use super::lever::{LeverContext, Size, prerender_lever};
use super::result::Strip;
use super::state::State;
use super::undo::RestoreOwn;
use super::{attribute, click, prerendered, when_prerendering};
use leptos::prelude::*;
use model::scenario::{Group, Scenario};

/// The strip. While the levers themselves are visible it only has the result, and nothing in windows wide enough to
/// show the result next to them.
#[component]
pub fn LeverBar(
    /// Whether the page has the full levers, and charts.
    has_levers: bool,
) -> impl IntoView {
    // Unknown at first: until then the lever bar stays as prerendered.
    let are_levers_seen = State::new((!has_levers).then_some(false));
    let are_charts_seen = State::new(Some(has_levers));
    if has_levers && cfg!(feature = "hydrate") {
        keep_seen(LEVERS, are_levers_seen);
        keep_seen(CHART, are_charts_seen);
    }
    let may_see_levers = move || are_levers_seen.get() != Some(false);
    // Set by the reader; by default the levers are shown next to a visible chart, and folded otherwise.
    let folded_by_reader = State::new(None::<bool>);
    let is_folded = move || folded_by_reader.get().unwrap_or(are_charts_seen.get() != Some(true));
    // Its levers are hydrated like all others.
    let levers = when_prerendering(|| {
        let small =
            |lever| prerender_lever(lever, Size::Small, &Scenario::baseline(), LeverContext::default());
        levers_of(Group::Headline).into_iter().map(small).collect::<String>()
    });
    view! {
        <section class="lever-bar" aria-label=prerendered(|| "Lever bar") data-component=prerendered(|| "lever-bar") data-name=prerendered(|| "lever-bar")
            data-levers-seen=attribute(move || may_see_levers().then(String::new))
            data-folded=attribute(move || is_folded().then(String::new))>
            <div class="bar-head">
                <Strip/>
                <RestoreOwn/>
                <button class="quiet" type="button" data-name=prerendered(|| "bar-fold") aria-controls=prerendered(|| "bar-levers")
                    aria-expanded=attribute(move || Some((!is_folded()).to_string()))
                    on:click=click(move |_| folded_by_reader.set(Some(!untrack(is_folded))))
                    inner_html=when_prerendering(|| "Levers")></button>
            </div>
            <div class="bar-levers" id="bar-levers" inner_html=levers></div>
        </section>
    }
}

/// The id of the element with the full levers.
pub const LEVERS: &str = "levers";

/// The canvas of the chart that is watched while a lever is moved.
const CHART: &str = "canvas-profit";
