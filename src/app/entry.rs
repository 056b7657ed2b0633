//! The field beside a slider, where the exact value is typed.

use super::desk::Desk;
use super::track::Track;
use crate::scenario::Lever;
use crate::words::digits::{parts, shown};
use crate::words::entry::editable;
use leptos::prelude::*;

/// Stops that Up and Down move with Shift held.
const LEAP: i32 = 10;

/// A typed value: Enter or leaving the field settles, Escape restores, Up and Down move a stop. What cannot be
/// read stays as typed, with the sentence of the fault below.
#[component]
pub(crate) fn Entry(lever: &'static Lever, track: StoredValue<Track>) -> impl IntoView {
    let desk = Desk::here();
    let value = desk.value(lever);
    let unit = &lever.about.unit;
    let draft = RwSignal::new(None::<String>);
    let fault = RwSignal::new(None);
    let forget = move || {
        draft.set(None);
        fault.set(None);
    };
    // Whatever else changes the value makes what was typed obsolete.
    Effect::new(move |before: Option<f64>| {
        let now = value.get();
        if before.is_some_and(|before| before.total_cmp(&now).is_ne()) {
            forget();
        }
        now
    });
    let settle = move || {
        let Some(text) = draft.get_untracked() else { return };
        match lever.read(&text) {
            Ok(base) => {
                forget();
                desk.set(lever, base);
            }
            Err(error) => fault.set(Some(error)),
        }
    };
    let press = move |event: web_sys::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let leap = if event.shift_key() { LEAP } else { 1 };
        let step = |by: i32| {
            event.prevent_default();
            let to = track.with_value(|track| track.neighbour(value.get_untracked(), by));
            forget();
            desk.set(lever, to);
        };
        match event.key().as_str() {
            "Enter" => settle(),
            "Escape" => forget(),
            "ArrowUp" => step(leap),
            "ArrowDown" => step(-leap),
            _ => {}
        }
    };
    // Rounded as everywhere until the reader comes to change it; then in full.
    let is_edited = RwSignal::new(false);
    let text = move || {
        let now = value.get();
        draft.get().unwrap_or_else(|| if is_edited.get() { editable(now, unit) } else { parts(now, unit).0 })
    };
    // The unit behind the field, where the text does not hold it.
    let behind = move || {
        let (_, symbol) = parts(value.get(), unit);
        if is_edited.get() && editable(value.get(), unit).ends_with(symbol) { "" } else { symbol }
    };
    let id = lever.about.id;
    let nearest = move || {
        let base = fault.with(|fault: &Option<crate::scenario::SettingError>| fault.as_ref()?.nearest())?;
        let take = move |_| {
            forget();
            desk.set(lever, base);
        };
        Some(view! { <button type="button" class="link" on:click=take>"Use " {shown(base, unit)}</button> })
    };
    view! {
        <span class="entry">
            <input
                type="text"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                id=format!("entry-{id}")
                data-name=format!("entry-{id}")
                aria-label=format!("{}, exact value", lever.about.label)
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || fault.with(Option::is_some).then(|| format!("fault-{id}"))
                prop:value=text
                on:input:target=move |event| draft.set(Some(event.target().value()))
                on:focus:target=move |event| {
                    // At once, so that what the reader types next takes the place of all of it.
                    event.target().set_value(&editable(value.get_untracked(), unit));
                    event.target().select();
                    is_edited.set(true);
                }
                on:blur=move |_| {
                    settle();
                    is_edited.set(false);
                }
                on:keydown=press
            />
            <span class="entry-unit">{behind}</span>
        </span>
        <Show when=move || fault.with(Option::is_some)>
            <p class="fault" id=format!("fault-{id}") data-name=format!("fault-{id}")>
                {move || fault.with(|fault| fault.as_ref().map(ToString::to_string))} " " {nearest}
            </p>
        </Show>
    }
    .into_any()
}
