//! The reader's steps: undo, redo, back to the baseline, and back to the reader's own settings.

use super::{Flag, app_state, click, flag, prerendered, when_prerendering};
use crate::ui::app_state::AppState;
use crate::ui::dom::{find, focus};
use leptos::prelude::*;
use model::scenario::Scenario;
use model::scenario::shocks::ShockedScenario;

/// Undo, redo, and back to the baseline.
#[component]
pub fn UndoButtons() -> impl IntoView {
    let app = app_state();
    let (can_undo, can_redo) = app.can();
    let changed = app.changes(None);
    view! {
        <div class="steps" role="group" aria-label=prerendered(|| "Changes") data-component=prerendered(|| "undo-buttons")>
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

/// Returns to the reader's own scenario, if the story or a preset has set something since.
#[component]
pub fn RestoreOwn() -> impl IntoView {
    let app = app_state();
    let is_idle =
        move || !app.own.with(|own| own.as_ref().is_some_and(|own| app.shocked.with(|now| now != own)));
    let restore_own = move |_| {
        app.restore_own();
        // The focused button disappears: the focus moves to the control next to it that is shown.
        for place in ["[aria-controls=\"bar-levers\"]", ".bar-lever input"] {
            if let Some(element) = find(place) {
                focus(&element);
            }
        }
    };
    view! {
        <button class="quiet" type="button" data-restore-own=prerendered(|| "") hidden=flag(is_idle) on:click=click(restore_own)
            inner_html=when_prerendering(|| "Back to your settings")></button>
    }
}
