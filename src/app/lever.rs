//! A lever: its name, its exact value, its slider, what is marked on the track, and where all that was read.

use super::desk::Desk;
use super::entry::Entry;
use super::evidence::{Citation, GradeBadge};
use super::published::{Published, turns};
use super::response::{NextGeneration, ResponseView};
use super::spark::Spark;
use super::track::{Tick, Track, evidence};
use crate::scenario::levers::GENERATIONS;
use crate::scenario::{Choice, Lever, Scale};
use crate::words::digits::shown;
use leptos::prelude::*;

/// A lever of whatever kind. The four of the first screen have a curve behind their track.
#[component]
pub(crate) fn LeverView(lever: &'static Lever, #[prop(optional)] headline: bool) -> impl IntoView {
    match lever.scale {
        Scale::Switch => view! { <Switch lever/> }.into_any(),
        Scale::Choice(among) if headline => view! { <Generations lever among/> }.into_any(),
        Scale::Choice(among) => view! { <Pick lever among/> }.into_any(),
        Scale::Log | Scale::Linear { .. } => view! { <Dial lever headline/> }.into_any(),
    }
}

/// A number on a track.
#[component]
fn Dial(lever: &'static Lever, headline: bool) -> impl IntoView {
    let track = StoredValue::new(Track::of(lever));
    let turns = turns(lever);
    let pointed = RwSignal::new(None);
    let id = lever.about.id;
    view! {
        <div class="lever" class:is-headline=headline data-name=format!("lever-{id}")>
            <div class="lever-head">
                <label for=format!("range-{id}")>{lever.about.label}</label>
                <Reset lever/>
                <Entry lever track/>
            </div>
            <Slider lever track curve=headline turns pointed/>
            <Published lever turns pointed/>
            <ResponseView lever/>
            <More lever/>
        </div>
    }
    .into_any()
}

/// The slider itself with the marks of its track.
#[component]
fn Slider(
    lever: &'static Lever,
    track: StoredValue<Track>,
    curve: bool,
    /// Where profit is zero, in base units.
    #[prop(optional)]
    turns: RwSignal<Vec<f64>>,
    /// A value that the reader points at, in base units.
    #[prop(optional)]
    pointed: RwSignal<Option<f64>>,
) -> impl IntoView {
    let desk = Desk::here();
    let value = desk.value(lever);
    let id = lever.about.id;
    let (last, start, ticks, ends) = track.with_value(|track| {
        (track.last(), track.along(track.place(lever.default_base())), track.ticks(), track.ends())
    });
    let place = Memo::new(move |_| track.with_value(|track| track.place(value.get())));
    let along = move || track.with_value(|track| track.along(place.get()));
    let moved = move |text: String| {
        if let Some(base) = text.parse().ok().and_then(|place| track.with_value(|track| track.value(place))) {
            desk.move_to(lever, base);
        }
    };
    let near_start = move |at: f64| (at - start).abs() < 0.2;
    let spot = move |base: f64| track.with_value(|track| track.spot(base));
    let even = move || {
        let turn = |base| mark(spot(base), "turn", format!("Break-even: {}", lever.shown(base)));
        let pointed = pointed.get().map(|base| mark(spot(base), "pointed", lever.shown(base)));
        turns.get().into_iter().map(turn).chain(pointed).collect_view()
    };
    view! {
        <div
            class="track"
            style:--at=move || along().to_string()
            style:--low=move || along().min(start).to_string()
            style:--high=move || along().max(start).to_string()
        >
            {curve.then(|| view! {
                <div class="field">
                    <Spark lever track/>
                    <span class="needle"></span>
                </div>
            })}
            <input
                type="range"
                id=format!("range-{id}")
                data-name=format!("range-{id}")
                min="0"
                max=last.to_string()
                step="1"
                prop:value=move || place.get().to_string()
                aria-valuetext=move || track.with_value(|track| track.said(value.get()))
                on:input:target=move |event| moved(event.target().value())
                on:change=move |_| desk.settle()
            />
            <div class="ticks" aria-hidden="true">
                {ticks.into_iter().map(tick).collect_view()}
                {even}
                {ends.map(|(low, high)| view! {
                    <span class="tick-end is-low" class:is-near=near_start(0.0)>{low}</span>
                    <span class="tick-end is-high" class:is-near=near_start(1.0)>{high}</span>
                    <span class="tick-name" style:--at=start.to_string()>"default"</span>
                })}
            </div>
        </div>
    }
    .into_any()
}

fn tick(tick: Tick) -> impl IntoView {
    view! {
        <span class=format!("tick is-{}", tick.kind) style:--at=tick.at.to_string() title=tick.title>
            {tick.label}
        </span>
    }
}

/// A mark of a track without a name.
fn mark(at: f64, kind: &'static str, title: String) -> impl IntoView {
    view! { <span class=format!("tick is-{kind}") style:--at=at.to_string() title=title></span> }
}

/// The generations of accelerators as stops, and all machines as a list.
#[component]
fn Generations(lever: &'static Lever, among: &'static [Choice]) -> impl IntoView {
    let desk = Desk::here();
    let track = StoredValue::new(Track::of(lever));
    let id = lever.about.id;
    let value = desk.value(lever);
    let now = move || lever.choice(value.get());
    let off_track =
        move || track.with_value(|track| track.stops.last().is_some_and(|last| value.get() > *last));
    view! {
        <div class="lever is-headline" class:is-off-track=off_track data-name=format!("lever-{id}")>
            <div class="lever-head">
                <label for=format!("range-{id}")>{lever.about.label}</label>
                <Reset lever/>
                <span class="entry">
                    <Options lever among label=format!("{}, all machines", lever.about.label)/>
                </span>
            </div>
            <Slider lever track curve=true/>
            <NextGeneration/>
            <p class="lever-note" data-name="gpu-detail">
                {move || now().map(|choice| view! {
                    {badge(choice)}
                    {choice.detail.split(", ").next().unwrap_or_default()}
                })}
            </p>
        </div>
    }
    .into_any()
}

/// What is known of a machine's speed.
fn badge(choice: &Choice) -> Option<AnyView> {
    let word = evidence(choice)?;
    Some(view! { <span class=format!("badge is-{word}")>{word}</span> " " }.into_any())
}

/// A list to choose from.
#[component]
fn Pick(lever: &'static Lever, among: &'static [Choice]) -> impl IntoView {
    let desk = Desk::here();
    let value = desk.value(lever);
    let id = lever.about.id;
    view! {
        <div class="lever is-choice" data-name=format!("lever-{id}")>
            <div class="lever-head">
                <label for=format!("pick-{id}")>{lever.about.label}</label>
                <Reset lever/>
                <span class="entry"><Options lever among label=String::new()/></span>
            </div>
            <p class="lever-note">{move || lever.choice(value.get()).map(|choice| choice.detail)}</p>
            <More lever/>
        </div>
    }
    .into_any()
}

/// The list itself. Machines are parted into those on the track and the others.
#[component]
fn Options(lever: &'static Lever, among: &'static [Choice], label: String) -> impl IntoView {
    let desk = Desk::here();
    let value = desk.value(lever);
    let chosen = move || lever.written(value.get());
    let pick = move |slug: String| {
        if let Ok(base) = lever.read(&slug) {
            desk.set(lever, base);
        }
    };
    let option = move |choice: &'static Choice| {
        view! {
            <option value=choice.slug prop:selected=move || chosen() == choice.slug>{choice.label}</option>
        }
    };
    let list = if lever.about.id == "gpu" {
        let (generations, others) = among.split_at(GENERATIONS.min(among.len()));
        view! {
            <optgroup label="Generations">{generations.iter().map(option).collect_view()}</optgroup>
            <optgroup label="Other machines">{others.iter().map(option).collect_view()}</optgroup>
        }
        .into_any()
    } else {
        among.iter().map(option).collect_view().into_any()
    };
    let id = lever.about.id;
    view! {
        <select
            id=format!("pick-{id}")
            data-name=format!("pick-{id}")
            aria-label=(!label.is_empty()).then_some(label)
            on:change:target=move |event| pick(event.target().value())
        >
            {list}
        </select>
    }
    .into_any()
}

/// Something that is on or off.
#[component]
fn Switch(lever: &'static Lever) -> impl IntoView {
    let desk = Desk::here();
    let value = desk.value(lever);
    let is_on = move || value.get() > 0.0;
    let id = lever.about.id;
    view! {
        <div class="lever is-switch" data-name=format!("lever-{id}")>
            <div class="lever-head">
                <label for=format!("switch-{id}")>{lever.about.label}</label>
                <Reset lever/>
                <span class="entry">
                    <input
                        type="checkbox"
                        id=format!("switch-{id}")
                        data-name=format!("switch-{id}")
                        prop:checked=is_on
                        on:change:target=move |event| desk.set(lever, f64::from(u8::from(event.target().checked())))
                    />
                </span>
            </div>
            <More lever/>
        </div>
    }
    .into_any()
}

/// Back to the default; there only where it differs.
#[component]
fn Reset(lever: &'static Lever) -> impl IntoView {
    let desk = Desk::here();
    let is_changed = desk.is_changed(lever);
    let id = lever.about.id;
    let back = move |_| {
        desk.reset(lever);
        // The button goes away under the reader's focus: the control next to it takes it.
        let control = ["range", "pick", "switch"]
            .iter()
            .find_map(|kind| document().get_element_by_id(&format!("{kind}-{id}")));
        if let Some(control) = control {
            super::focus(&control);
        }
    };
    let title = format!("Reset {} to {}", lever.about.label, lever.shown(lever.default_base()));
    view! {
        <button
            type="button"
            class="reset"
            data-name=format!("reset-{id}")
            aria-label=title.clone()
            title=title
            hidden=move || !is_changed.get()
            on:click=back
        >
            "↺"
        </button>
    }
    .into_any()
}

/// What the lever means, where its default was read, and what others publish.
#[component]
fn More(lever: &'static Lever) -> impl IntoView {
    let open = RwSignal::new(false);
    let desk = Desk::here();
    let is_number = matches!(lever.scale, Scale::Log | Scale::Linear { .. });
    let inside = move || {
        let unit = &lever.about.unit;
        let others = lever.default.others.iter().map(move |other| {
            let base = unit.base(other.value);
            let is_on_track = lever.within(base).is_ok();
            let value = shown(base, unit);
            let figure = if is_on_track && is_number {
                view! {
                    <button type="button" class="link" on:click=move |_| desk.set(lever, base)>{value}</button>
                }
                .into_any()
            } else {
                view! { <span>{value}</span> }.into_any()
            };
            view! { <li>{figure} " " {other.label} " " <GradeBadge grade=other.grade/> " " <Citation source=other.source/></li> }
        });
        let note = lever.default.note;
        view! {
            <p>{lever.about.meaning()}</p>
            <ul class="readings">
                <li>
                    <span>{lever.shown(lever.default_base())}</span>
                    " default. "
                    {note}
                    " "
                    <GradeBadge grade=lever.default.grade/>
                    " "
                    <Citation source=lever.default.source/>
                </li>
                {others.collect_view()}
            </ul>
        }
    };
    view! {
        <details class="more" on:toggle=move |event| open.set(super::is_open(&event))>
            <summary>"Meaning and source"<span class="visually-hidden">" of " {lever.about.label}</span></summary>
            <Show when=move || open.get()>{inside}</Show>
        </details>
    }
    .into_any()
}
