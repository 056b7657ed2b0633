//! The reader's steps: undo, redo, reset, presets, back to own settings, and the parts of the link that could not be
//! parsed.

use super::address::Step as AddressStep;
use super::{Flag, Text, app_state, click, flag, prerendered, text, when_prerendering};
use crate::ui::app_state::AppState;
use crate::ui::dom::find;
use crate::ui::dom::focus;
use leptos::prelude::*;
use model::scenario::link::compared::Compared;
use model::scenario::presets;
use model::scenario::shocks::ShockedScenario;
use model::scenario::{Scenario, link};

/// Undo, redo, and back to the baseline.
#[component]
pub fn Steps() -> impl IntoView {
    let app = app_state();
    let (can_undo, can_redo) = app.can();
    let changed = app.changes(None);
    view! {
        <div class="steps" role="group" aria-label=prerendered(|| "Changes") data-component=prerendered(|| "steps")>
            <Step name="undo" keys="Control+Z Meta+Z" label="Undo" is_idle=flag(move || !can_undo.get()) run=AppState::undo/>
            <Step name="redo" keys="Control+Shift+Z Meta+Shift+Z" label="Redo" is_idle=flag(move || !can_redo.get())
                run=AppState::redo/>
            <button class="quiet" type="button" data-name=prerendered(|| "reset-all") disabled=flag(move || changed.get() == 0)
                on:click=click(move |_| app.try_out(ShockedScenario::new(Scenario::baseline())))
                inner_html=when_prerendering(|| "Reset all")></button>
        </div>
    }
}

#[component]
fn Step(
    name: &'static str,
    keys: &'static str,
    label: &'static str,
    is_idle: Flag,
    run: fn(AppState),
) -> impl IntoView {
    let app = app_state();
    view! {
        <button class="quiet" type="button" data-name=prerendered(|| name) aria-keyshortcuts=prerendered(|| keys)
            disabled=is_idle on:click=click(move |_| run(app)) inner_html=when_prerendering(|| label)></button>
    }
}

/// The number of changed levers, in words; empty if there are none.
pub(crate) fn count(changed: usize) -> String {
    if changed == 0 { String::new() } else { format!("{changed} changed") }
}

/// Whether a button is pressed, as the value of its attribute.
pub(crate) fn pressed(mut is_pressed: impl FnMut() -> bool + 'static) -> Text {
    text(move || if is_pressed() { "true" } else { "false" }.to_owned())
}

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

/// Returns to the reader's own scenario, if the story or a preset has set something since.
#[component]
pub fn TakeUp() -> impl IntoView {
    let app = app_state();
    let is_idle =
        move || !app.own.with(|own| own.as_ref().is_some_and(|own| app.shocked.with(|now| now != own)));
    let take_up = move |_| {
        app.take_up();
        // The focused button disappears: the focus moves to the control next to it that is shown.
        for place in ["[aria-controls=\"dock-levers\"]", ".dock-lever input"] {
            if let Some(element) = find(place) {
                focus(&element);
            }
        }
    };
    view! {
        <button class="quiet" type="button" data-take-up=prerendered(|| "") hidden=flag(is_idle) on:click=click(take_up)
            inner_html=when_prerendering(|| "Back to your settings")></button>
    }
}

/// The polite live region for screen readers: the result of a change.
#[component]
pub fn Announcements() -> impl IntoView {
    let app = app_state();
    view! {
        <p class="visually-hidden" role="status" aria-live="polite" data-component=prerendered(|| "announcements") data-name=prerendered(|| "said")>
            {app.said}
        </p>
    }
}

/// The parts of the address that could not be parsed. A link from an earlier version is read with today's baseline;
/// the reading with the old baseline is offered, on its own or for comparison.
#[component]
pub fn LinkFaults() -> impl IntoView {
    let app = app_state();
    let is_of_today = move || app.as_made.with(Option::is_none);
    let open = move |_| {
        if let Some(made) = app.as_made.now() {
            app.try_out(made);
        }
    };
    let compare =
        move |_| app.settle_on(Compared { pinned: app.as_made.now(), ..app.compared() }, AddressStep::New);
    let sentences = move || {
        app.faults
            .with(|faults| faults.iter().map(|fault| view! { <li>{fault.to_string()}</li> }).collect_view())
    };
    view! {
        <section class="faults" aria-label=prerendered(|| "About this link") data-component=prerendered(|| "link-faults") data-name=prerendered(|| "link-faults")
            hidden=flag(move || app.faults.with(Vec::is_empty))>
            <ul>{sentences}</ul>
            <button class="quiet" type="button" data-name=prerendered(|| "as-made") hidden=flag(is_of_today) on:click=click(open)
                inner_html=when_prerendering(|| "Read it with the old baseline")></button>
            <button class="quiet" type="button" data-name=prerendered(|| "compare-as-made") hidden=flag(is_of_today) on:click=click(compare)
                inner_html=when_prerendering(|| "Compare both readings")></button>
            <button class="quiet" type="button" on:click=click(move |_| app.faults.set(Vec::new()))
                inner_html=when_prerendering(|| "Dismiss")></button>
        </section>
    }
}
