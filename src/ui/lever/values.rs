//! Values that set a lever when clicked: break-even, and published values.

use super::shared::Shared;
use crate::ui::dom::{all_within, attribute as attribute_of, focus, from, within};
use crate::ui::lever::published::{Chip, published};
use crate::ui::state::State;
use crate::ui::{attribute, click, flag, prerendered, text};
use leptos::prelude::*;
use model::quantity::read::number;
use web_sys::{Element, Event};

/// The values. One of them is in the tab order; arrow keys move between them.
#[component]
pub fn Values(
    /// State shared by the parts of the lever.
    shared: Shared,
) -> impl IntoView {
    let Shared { lever, value, turns, pointed, .. } = shared;
    let fixed = published(lever);
    let count = move |fixed: usize| turns.with(|turns| turns.len() + fixed);
    let fixed_count = fixed.len();
    // The one in the tab order, and the details of the one being pointed at.
    let stop = State::new(0_usize);
    let details = State::new(None::<String>);
    let point = move |chip: Option<&Element>| {
        pointed.set_if_other(chip.and_then(|chip| number(&attribute_of(chip, "data-base"))));
        details.set_if_other(chip.and_then(details_of));
    };
    let enter = move |event: &Event| {
        if let Some(chip) = from(event, ".chip") {
            point(Some(&chip));
        }
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        let Some(row) = from(&event, ".published") else { return };
        let chips = all_within(&row, ".chip");
        let here = from(&event, ".chip").and_then(|here| chips.iter().position(|chip| *chip == here));
        if event.key() == "Escape" {
            point(None);
        } else if let Some(to) = here.and_then(|here| next(here, chips.len() - 1, &event.key())) {
            event.prevent_default();
            stop.set(to);
            focus(&chips[to]);
        }
    };
    let chip = move |chip: Chip, place: Box<dyn Fn() -> usize>| {
        let Chip { base, value: shown, label, details, is_turn } = chip;
        let is_here = move || value.get().total_cmp(&base).is_eq().then(|| "true".to_owned());
        let tab = move || {
            let last = count(fixed_count).saturating_sub(1);
            if place() == stop.get().min(last) { "0" } else { "-1" }.to_owned()
        };
        view! {
            <button class=if is_turn { "chip is-turn" } else { "chip" } type="button" tabindex=text(tab)
                aria-current=attribute(is_here) data-base=format!("{base:e}")>
                <b>{shown}</b>" "{label}<span class="visually-hidden">": "{details}</span>
            </button>
        }
    };
    let turning = move || {
        turns.with(|turns| {
            let chips = turns.iter().enumerate();
            chips.map(|(i, &base)| chip(Chip::turn(lever, base), Box::new(move || i))).collect_view()
        })
    };
    let others = fixed.into_iter().enumerate().map(|(i, it)| chip(it, Box::new(move || count(i))));
    let others = others.collect_view();
    let has_details = move || details.with(Option::is_some);
    view! {
        <div class="published" role="group" aria-label=prerendered(|| format!("{}: values to set", lever.about.label))
            data-name=prerendered(|| format!("published-{}", lever.about.id))
            hidden=flag(move || count(fixed_count) == 0)
            on:focusin=move |event| enter(&event) on:pointerover=move |event| enter(&event)
            on:focusout=move |_| point(None) on:pointerleave=move |_| point(None) on:click=click(move |_| point(None))
            on:keydown=press>
            <div class="chips">{turning}{others}</div>
            <p class="chip-details" aria-hidden="true" hidden=flag(move || !has_details())>{text(move || details.get().unwrap_or_default())}</p>
        </div>
    }
}

/// The value that a key moves to.
fn next(here: usize, last: usize, key: &str) -> Option<usize> {
    match key {
        "ArrowRight" | "ArrowDown" => Some((here + 1).min(last)),
        "ArrowLeft" | "ArrowUp" => Some(here.saturating_sub(1)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// The label of a value and its details, which only screen readers see in its button.
fn details_of(chip: &Element) -> Option<String> {
    let (value, all) = (within(chip, "b")?.text_content()?, chip.text_content()?);
    Some(all.strip_prefix(&value)?.trim_start().to_owned())
}
