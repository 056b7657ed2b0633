//! Under a track: the values at which a click sets the lever, break-even and what others publish.

use super::desk::Desk;
use super::frame::{AFTER, Pause};
use crate::catalog::Other;
use crate::scenario::{Lever, Scale};
use crate::study::break_even::break_even;
use crate::words::digits::{parts, shown};
use leptos::prelude::*;

/// The values of a lever at which profit is zero, in base units: found anew when another lever is let go.
pub(crate) fn turns(lever: &'static Lever) -> RwSignal<Vec<f64>> {
    let desk = Desk::here();
    let found = RwSignal::new(Vec::new());
    let later = StoredValue::new_local(Pause::default());
    // The lever's own place changes none of them.
    let others = Memo::new(move |_| desk.settled.with(|scenario| scenario.with(lever, lever.default_base())));
    Effect::new(move |_| {
        let scenario = others.get();
        later.with_value(|later| later.then(AFTER, move || found.set(break_even(&scenario, lever))));
    });
    found
}

/// A value to set, and all that is known of it.
#[derive(Debug, Clone, PartialEq)]
struct Chip {
    /// In base units.
    base: f64,
    /// The value, without its unit.
    value: String,
    /// What it stands for.
    label: String,
    /// Both, with unit, source, date and grade.
    told: String,
    is_turn: bool,
}

impl Chip {
    fn turn(lever: &Lever, base: f64) -> Self {
        let unit = &lever.about.unit;
        Self {
            base,
            value: parts(base, unit).0,
            label: "break-even".to_owned(),
            told: format!("Break-even: profit is zero at {}, everything else held.", shown(base, unit)),
            is_turn: true,
        }
    }
    fn published(lever: &Lever, other: &Other) -> Self {
        let unit = &lever.about.unit;
        let base = unit.base(other.value);
        let source = [other.source.title, other.source.publisher, other.source.published];
        let source: Vec<&str> = source.into_iter().filter(|part| !part.is_empty()).collect();
        Self {
            base,
            value: parts(base, unit).0,
            label: other.label.to_owned(),
            told: format!(
                "{}: {}. {}. {}.",
                other.label,
                shown(base, unit),
                source.join(", "),
                capital(other)
            ),
            is_turn: false,
        }
    }
}

fn capital(other: &Other) -> String {
    let mut word = other.grade.word().to_owned();
    word[..1].make_ascii_uppercase();
    word
}

/// What others publish for a lever, and lies on its track, in the order of the track.
fn published(lever: &'static Lever) -> Vec<Chip> {
    if !matches!(lever.scale, Scale::Log | Scale::Linear { .. }) {
        return Vec::new();
    }
    let others = lever.default.others.iter();
    let mut chips: Vec<Chip> = others.map(|other| Chip::published(lever, other)).collect();
    chips.retain(|chip| lever.within(chip.base).is_ok());
    chips.sort_by(|a, b| a.base.total_cmp(&b.base));
    chips
}

/// A row of values to set. What the reader points at is told in full, and marked on the track.
#[component]
pub(crate) fn Published(
    lever: &'static Lever,
    /// Where profit is zero.
    turns: RwSignal<Vec<f64>>,
    /// The value that the reader points at, in base units.
    pointed: RwSignal<Option<f64>>,
) -> impl IntoView {
    let value = Desk::here().value(lever);
    let told = RwSignal::new(None::<String>);
    let point = move |at: Option<(f64, String)>| {
        let (base, text) = at.map_or((None, None), |(base, text)| (Some(base), Some(text)));
        pointed.set(base);
        told.set(text);
    };
    let fixed = published(lever);
    let is_empty = {
        let none = fixed.is_empty();
        move || none && turns.with(Vec::is_empty)
    };
    let even = move || {
        let chips = turns.get().into_iter().map(|base| chip(lever, value, Chip::turn(lever, base), point));
        chips.collect_view()
    };
    view! {
        <div
            class="published"
            role="group"
            aria-label=format!("{}: values to set", lever.about.label)
            data-name=format!("published-{}", lever.about.id)
            hidden=is_empty
            on:pointerleave=move |_| point(None)
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    point(None);
                }
            }
        >
            <div class="chips">
                {even}
                {fixed.into_iter().map(|it| chip(lever, value, it, point)).collect_view()}
            </div>
            <Show when=move || told.with(Option::is_some)>
                <p class="told" aria-hidden="true">{told}</p>
            </Show>
        </div>
    }
    .into_any()
}

fn chip(
    lever: &'static Lever,
    value: Memo<f64>,
    chip: Chip,
    point: impl Fn(Option<(f64, String)>) + Copy + 'static,
) -> impl IntoView {
    let desk = Desk::here();
    let Chip { base, value: short, label, told, is_turn } = chip;
    let is_here = move || value.with(|value| value.total_cmp(&base).is_eq());
    let here = StoredValue::new((base, told.clone()));
    let show = move || point(Some(here.get_value()));
    view! {
        <button
            type="button"
            class="chip"
            class:is-turn=is_turn
            aria-current=move || is_here().then_some("true")
            on:click=move |_| {
                point(None);
                desk.set(lever, base);
            }
            on:focus=move |_| show()
            on:blur=move |_| point(None)
            on:pointerenter=move |_| show()
        >
            <b>{short}</b> " " {label} <span class="visually-hidden">{format!(". {told}")}</span>
        </button>
    }
}
