//! Presets: scenarios that a button sets.

use super::{app_state, click, prerendered, pressed, when_prerendering};
use leptos::prelude::*;
use model::scenario::shocks::ShockedScenario;
use model::scenario::{link, presets};

/// A scenario with a name.
#[component]
pub fn Preset(
    /// The preset.
    of: &'static presets::Preset,
) -> impl IntoView {
    let app = app_state();
    let (scenario, _) = link::read(of.link);
    let is_here = move || app.settled.with(|now| link::write(now) == link::write(&scenario));
    view! {
        <button class="preset" type="button" data-component=prerendered(|| "preset") data-preset=prerendered(|| of.slug)
            aria-pressed=pressed(is_here)
            on:click=click(move |_| app.try_out(ShockedScenario::new(scenario))) inner_html=when_prerendering(|| of.label)></button>
    }
}
