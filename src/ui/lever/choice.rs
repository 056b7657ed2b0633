//! A choice from a list, and a switch.

use super::shared::Shared;
use crate::ui::{changed, flag, prerendered, text, when_prerendering};
use leptos::html::Select;
use leptos::prelude::*;
use model::catalog::accelerators::Evidence;
use model::scenario::{Choice, Scale};

/// The list of a choice. Machines are split into those on the track and the others.
#[component]
pub fn ChoiceList(
    /// State shared by the parts of the lever.
    shared: Shared,
    /// Its name, if there is no label before it.
    label: Option<String>,
) -> impl IntoView {
    let Shared { app, lever, value, .. } = shared;
    let id = lever.about.id;
    let list = NodeRef::<Select>::new();
    let choose = move |_| {
        if let Some(base) = list.get_untracked().and_then(|list| lever.read(&list.value()).ok()) {
            app.set(lever, base);
        }
    };
    let options = when_prerendering(|| {
        let chosen = lever.written(value.get());
        let option = |choice: &Choice| {
            view! { <option value=choice.slug selected={chosen == choice.slug}>{choice.label}</option> }
        };
        let Scale::Choice(among) = lever.scale else { return String::new() };
        if lever.is_of_machines() {
            let (generations, others) = among.split_at(lever.generations.min(among.len()));
            let group = |label: &'static str, of: &'static [Choice]| {
                view! { <optgroup label=label>{of.iter().map(option).collect_view()}</optgroup> }
            };
            view! { {group("Generations", generations)}{group("Other machines", others)} }.to_html()
        } else {
            among.iter().map(option).collect_view().to_html()
        }
    });
    view! {
        <select id=prerendered(|| format!("pick-{id}")) data-name=prerendered(|| format!("pick-{id}"))
            aria-label=when_prerendering(|| label).flatten() autocomplete="off" node_ref=list
            prop:value=text(move || lever.written(value.get())) on:change=changed(choose) inner_html=options></select>
    }
}

/// Details of the choice: for a machine, how well its speed is known, and its maker.
#[component]
pub fn MachineDetail(
    /// State shared by the parts of the lever.
    shared: Shared,
) -> impl IntoView {
    let Shared { lever, value, .. } = shared;
    move || {
        lever.choice(value.get()).map(|choice| {
            let word = choice.evidence().map(Evidence::word);
            let maker = choice.detail.split(", ").next().unwrap_or_default();
            view! { {word.map(|word| view! { <span class=format!("badge is-{word}")>{word}</span>" " })}{maker} }
        })
    }
}

/// A check box for a switch.
#[component]
pub fn TickBox(
    /// State shared by the parts of the lever.
    shared: Shared,
) -> impl IntoView {
    let Shared { app, lever, value, .. } = shared;
    let id = lever.about.id;
    view! {
        <span class="entry">
            <input type="checkbox" autocomplete="off" id=prerendered(|| format!("switch-{id}"))
                data-name=prerendered(|| format!("switch-{id}"))
                checked=prerendered(|| value.get() > 0.0) prop:checked=flag(move || value.get() > 0.0)
                on:change=changed(move |event| app.set(lever, f64::from(u8::from(event_target_checked(&event)))))/>
        </span>
    }
}
