//! The field next to a slider for typing the exact value.

use super::shared::Shared;
use crate::ui::dom::{self, focus};
use crate::ui::lever::track::Track;
use crate::ui::state::{State, follow};
use crate::ui::{attribute, changed, click, flag, prerendered, text};
use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use model::format::digits::{DASH, parts, shown};
use model::format::entry::editable;
use model::scenario::Scenario;
use std::rc::Rc;

/// Number of stops that Up and Down move by with Shift held.
const LEAP: i32 = 10;

/// A typed value: Enter or leaving the field settles it, Escape restores the old one, Up and Down move by a stop.
/// Text that cannot be parsed stays as typed, with an error message below.
#[component]
pub fn Entry(
    /// State shared by the parts of the lever.
    shared: Shared,
) -> impl IntoView {
    let Shared { app, lever, value, fault, .. } = shared;
    let (id, unit) = (lever.about.id, &lever.about.unit);
    let input = NodeRef::<Input>::new();
    // Typed text that is not settled.
    let draft = State::new(None::<String>);
    // Whether the field has the focus: the value is then written in full, including the unit if that has a multiple.
    let is_edited = State::new(false);
    // A price that is not published is typed into an empty field.
    let typed = move |now: f64| if lever.is_unknown(now) { String::new() } else { editable(now, unit) };
    let written = move |now: f64| {
        if is_edited.get() {
            typed(now)
        } else if lever.is_unknown(now) {
            DASH.to_owned()
        } else {
            parts(now, unit).0
        }
    };
    let shown = move || draft.get().unwrap_or_else(|| written(value.get()));
    let symbol = move || {
        let now = value.get();
        let symbol = parts(now, unit).1;
        // The unit is shown after the field unless the text contains it.
        if is_edited.get() && written(now).ends_with(symbol) { String::new() } else { symbol.to_owned() }
    };
    let forget = move || {
        draft.set_if_other(None);
        fault.set_if_other(None);
    };
    // Any other change of the value makes the typed text obsolete.
    follow(move || {
        value.get();
        forget();
    });
    let settle = move || {
        let Some(text) = draft.now() else { return };
        match lever.read_typed(&text, app.scenario.with(Scenario::linked_gpus)) {
            Ok(base) => {
                forget();
                app.set(lever, base);
            }
            Err(error) => fault.set_if_other(Some((error.to_string(), error.nearest()))),
        }
    };
    let enter = move |_| {
        is_edited.set(true);
        // Signals reach the field later, so the text to select is written immediately. Text with an error stays.
        if let Some(input) = input.get_untracked() {
            if draft.peek(Option::is_none) {
                input.set_value(&typed(value.now()));
            }
            input.select();
        }
    };
    let leave = move |_| {
        is_edited.set(false);
        settle();
    };
    let track = Rc::new(Track::of(lever));
    let press = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let leap = if event.shift_key() { LEAP } else { 1 };
        let step = |by: i32| {
            event.prevent_default();
            let to = track.neighbour(value.now(), by);
            forget();
            app.set(lever, to);
        };
        match event.key().as_str() {
            "Enter" => settle(),
            "Escape" => forget(),
            "ArrowUp" => step(leap),
            "ArrowDown" => step(-leap),
            _ => {}
        }
    };
    let is_faulty = move || fault.with(Option::is_some);
    view! {
        <span class="entry">
            <input type="text" inputmode="decimal" autocomplete="off" spellcheck="false" node_ref=input
                id=prerendered(|| format!("entry-{id}")) data-name=prerendered(|| format!("entry-{id}"))
                aria-label=prerendered(|| format!("{}, exact value", lever.about.label))
                aria-invalid=attribute(move || is_faulty().then(|| "true".to_owned()))
                aria-describedby=attribute(move || is_faulty().then(|| format!("fault-{id}")))
                value=prerendered(|| parts(value.get(), unit).0) prop:value=text(shown)
                on:input=changed(move |event| draft.set(Some(event_target_value(&event))))
                on:focus=enter on:blur=leave on:keydown=press/>
            <span class="entry-unit">{text(symbol)}</span>
        </span>
    }
}

/// The error in a typed value, with the nearest allowed value as a button.
#[component]
pub fn EntryFault(
    /// State shared by the parts of the lever.
    shared: Shared,
) -> impl IntoView {
    let Shared { lever, fault, .. } = shared;
    let id = lever.about.id;
    let nearest = move || {
        fault.with(|fault| {
            let base = fault.as_ref()?.1?;
            let label = format!("Use {}", shown(base, &lever.about.unit));
            Some(view! { <button type="button" class="link" data-base=format!("{base:e}")>{label}</button> })
        })
    };
    let sentence =
        move || fault.with(|fault| fault.as_ref().map_or_else(String::new, |(text, _)| format!("{text} ")));
    // The lever handles clicks on values. The button disappears, and the field gets the focus.
    let clicked = move |event: leptos::ev::MouseEvent| {
        if dom::from(&event, "[data-base]").is_some() {
            let field = dom::from(&event, "[data-lever]").and_then(|root| dom::within(&root, ".entry input"));
            fault.set(None);
            if let Some(field) = field {
                focus(&field);
            }
        }
    };
    view! {
        <p class="fault" id=prerendered(|| format!("fault-{id}")) data-name=prerendered(|| format!("fault-{id}"))
            hidden=flag(move || fault.with(Option::is_none)) on:click=click(clicked)>
            {text(sentence)}{nearest}
        </p>
    }
}
