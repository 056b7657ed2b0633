//! The four levers at hand while the page is read: small, at the foot of the window, with what comes out. In narrow
//! windows they are folded while no chart is in sight.

use super::dom::keep_seen;
use super::groups::levers_of;
use super::lever::{LeverContext, Size, prerender_lever};
use super::result::Strip;
use super::state::State;
use super::steps::TakeUp;
use super::{attribute, click, prerendered, when_prerendering};
use leptos::prelude::*;
use model::scenario::{Group, Scenario};

/// The strip. While the levers themselves are in sight it has the result alone, and nothing in windows that are wide enough to
/// show the result beside them.
#[component]
pub fn Dock(
    /// Whether the page has the levers in full, and charts.
    has_levers: bool,
) -> impl IntoView {
    // Unknown at first: then it stands as it is prerendered.
    let are_levers_seen = State::new((!has_levers).then_some(false));
    let are_charts_seen = State::new(Some(has_levers));
    if has_levers && cfg!(feature = "hydrate") {
        keep_seen(LEVERS, are_levers_seen);
        keep_seen(CHART, are_charts_seen);
    }
    let is_beside = move || are_levers_seen.get() != Some(false);
    // By the reader; else the levers are at hand beside a chart, and folded where there is none.
    let folded_by_reader = State::new(None::<bool>);
    let is_folded = move || folded_by_reader.get().unwrap_or(are_charts_seen.get() != Some(true));
    // Its levers are hydrated like any others.
    let levers = when_prerendering(|| {
        let small =
            |lever| prerender_lever(lever, Size::Small, &Scenario::baseline(), LeverContext::default());
        levers_of(Group::Headline).into_iter().map(small).collect::<String>()
    });
    view! {
        <section class="dock" aria-label=prerendered(|| "Lever bar") data-component=prerendered(|| "dock") data-name=prerendered(|| "dock")
            data-beside=attribute(move || is_beside().then(String::new))
            data-folded=attribute(move || is_folded().then(String::new))>
            <div class="dock-head">
                <Strip/>
                <TakeUp/>
                <button class="quiet" type="button" data-name=prerendered(|| "dock-fold") aria-controls=prerendered(|| "dock-levers")
                    aria-expanded=attribute(move || Some((!is_folded()).to_string()))
                    on:click=click(move |_| folded_by_reader.set(Some(!untrack(is_folded))))
                    inner_html=when_prerendering(|| "Levers")></button>
            </div>
            <div class="dock-levers" id="dock-levers" inner_html=levers></div>
        </section>
    }
}

/// Where the levers stand in full on the page.
pub const LEVERS: &str = "levers";

/// The canvas of the chart that is looked at while a lever is moved.
const CHART: &str = "canvas-profit";
