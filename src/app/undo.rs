//! Steps of the reader: undo, redo, reset, presets, counts of what is changed, and what could not be read of the link.

use super::app_state::AppState;
use super::hold::{
    all, attribute, find, named, on, set_attribute, set_hidden, set_pressed, set_text, within,
};
use super::state::follow;
use crate::markup::groups::{GROUPS, slug};
use leptos::prelude::*;
use model::scenario::link;
use model::scenario::presets::PRESETS;
use model::scenario::shocks::ShockedScenario;
use model::scenario::{Group, Scenario};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Attaches to all of them.
pub(crate) fn hold(app: AppState) {
    hold_history(app);
    for (group, name, _) in GROUPS {
        hold_count(app, group, &slug(name));
    }
    for button in all("[data-preset]") {
        hold_preset(app, button);
    }
    hold_own(app);
    hold_faults(app);
    on(&window(), "popstate", move |_| app.follow_address());
    // In a frame of another page the keys are those of that page.
    if named("undo").is_some() {
        listen_for_undo(app);
    }
}

fn hold_history(app: AppState) {
    let (can_undo, can_redo) = app.can();
    let changed = app.changes(None);
    let is_free = move |name: &'static str| match name {
        "undo" => can_undo.get(),
        "redo" => can_redo.get(),
        _ => changed.get() > 0,
    };
    for name in ["undo", "redo", "reset-all"] {
        let Some(button) = named(name) else { continue };
        on(&button, "click", move |_| match name {
            "undo" => app.undo(),
            "redo" => app.redo(),
            _ => app.try_out(ShockedScenario::new(Scenario::baseline())),
        });
        follow(move || {
            set_attribute(&button, "disabled", (!is_free(name)).then_some(""));
            if let Some(count) = within(&button, ".count") {
                set_text(&count, &count_of(changed.get(), " (", ")"));
            }
        });
    }
}

/// So many changed, in words; nothing where none is.
fn count_of(changed: usize, before: &str, after: &str) -> String {
    if changed == 0 { String::new() } else { format!("{before}{changed} changed{after}") }
}

fn hold_count(app: AppState, group: Group, name: &str) {
    let Some(count) = named(name).and_then(|details| within(&details, ".group-count")) else { return };
    let changed = app.changes(Some(group));
    follow(move || set_text(&count, &count_of(changed.get(), "", "")));
}

fn hold_preset(app: AppState, button: Element) {
    let slug = attribute(&button, "data-preset");
    let Some(preset) = PRESETS.iter().find(|preset| preset.slug == slug) else { return };
    let (scenario, _) = link::read(preset.link);
    on(&button, "click", move |_| app.try_out(ShockedScenario::new(scenario)));
    follow(move || {
        let is_here = app.settled.with(|now| link::write(now) == link::write(&scenario));
        set_pressed(&button, is_here);
    });
}

/// Back to what the reader had, where the story or a preset has set something since.
fn hold_own(app: AppState) {
    for button in all("[data-take-up]") {
        on(&button, "click", move |_| {
            app.take_up();
            // The button goes away under the reader's focus: what stands beside it takes it, as far as it is shown.
            for place in ["[data-name=\"dock-fold\"]", ".dock-lever input"] {
                if let Some(element) = find(place) {
                    super::focus(&element);
                }
            }
        });
        follow(move || {
            let is_other =
                app.own.with(|own| own.as_ref().is_some_and(|own| app.shocked.with(|now| now != own)));
            set_hidden(&button, !is_other);
        });
    }
}

/// What could not be read of the address.
fn hold_faults(app: AppState) {
    let Some(section) = named("link-faults") else { return };
    let (Some(list), Some(button)) = (within(&section, "ul"), within(&section, "button")) else { return };
    on(&button, "click", move |_| app.faults.set(Vec::new()));
    follow(move || {
        app.faults.with(|faults| {
            list.set_text_content(None);
            for fault in faults {
                if let Ok(item) = document().create_element("li") {
                    item.set_text_content(Some(&fault.to_string()));
                    let _refused = list.append_child(&item);
                }
            }
            set_hidden(&section, faults.is_empty());
        });
    });
}

/// Ctrl+Z and Cmd+Z take a step back, with Shift a step forward. A field with a text being typed keeps its own.
fn listen_for_undo(app: AppState) {
    on(&window(), "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if !(key.ctrl_key() || key.meta_key()) || key.alt_key() || !key.key().eq_ignore_ascii_case("z") {
            return;
        }
        let is_typing = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|element| element.get_attribute("inputmode").is_some());
        if is_typing {
            return;
        }
        event.prevent_default();
        if key.shift_key() { app.redo() } else { app.undo() }
    });
}
