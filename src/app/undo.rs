//! Keys and history: undo and redo by keys, Back and Forward of the browser, counts of what is changed.

use crate::ui::app_state::AppState;
use crate::ui::dom::{named, on, set_text, within};
use crate::ui::state::follow;
use crate::ui::steps::count;
use crate::views::groups::{GROUPS, slug};
use leptos::prelude::*;
use model::scenario::Group;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Attaches to all of them.
pub(crate) fn hold(app: AppState) {
    for (group, name, _) in GROUPS {
        hold_count(app, group, &slug(name));
    }
    on(&window(), "popstate", move |_| app.follow_address());
    // In a frame of another page the keys are those of that page.
    if named("undo").is_some() {
        listen_for_undo(app);
    }
}

fn hold_count(app: AppState, group: Group, name: &str) {
    let Some(place) = named(name).and_then(|details| within(&details, ".group-count")) else { return };
    let changed = app.changes(Some(group));
    follow(move || set_text(&place, &count(changed.get(), "", "")));
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
