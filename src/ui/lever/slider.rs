//! The slider of a lever, with the marks of its track and the curve behind it.

use super::shared::Shared;
use crate::ui::dom;
use crate::ui::lever::track::{Tick, Track};
use crate::ui::place::place;
use crate::ui::{attribute, changed, css_value, flag, prerendered, property, text, when_prerendering};
use leptos::prelude::*;
use model::scenario::Lever;
use model::scenario::levers::LEVERS;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// The slider.
#[component]
pub fn Slider(
    /// State shared by the parts of the lever.
    shared: Shared,
    /// Whether there is a curve behind it.
    has_curve: bool,
    /// Whether its track has marks.
    has_marks: bool,
    /// The prefix of the lever's name in the id of the slider.
    name: &'static str,
) -> impl IntoView {
    let Shared { app, lever, value, default, .. } = shared;
    let id = format!("{name}-{}", lever.about.id);
    let track: &'static Track = Box::leak(Box::new(Track::of(lever)));
    let at = move || track.along(track.place(value.get()));
    let start = move || track.along(track.place(default.get()));
    let moved = move |event: leptos::ev::Event| {
        if let Some(base) = event_target_value(&event).parse().ok().and_then(|place| track.value(place)) {
            app.move_to(lever, base);
        }
    };
    view! {
        <div class="track" data-track=prerendered(|| lever.about.id)>
            {has_curve.then(|| view! { <CurveBehind shared track/> })}
            // Set on the elements that use them and not on their container: otherwise the browser would check every
            // mark of the track in each frame of a drag.
            <input class=when_prerendering(|| place(at())) style=("--low", property(move || at().min(start())))
                style=("--high", property(move || at().max(start()))) type="range" autocomplete="off" min="0" step="1" max=prerendered(|| track.last().to_string())
                id=prerendered(|| id.clone()) data-name=prerendered(|| id.clone())
                value=prerendered(|| track.place(value.get()).to_string())
                prop:value=text(move || track.place(value.get()).to_string())
                aria-valuetext=text(move || track.said(value.get()))
                on:input=changed(moved) on:change=changed(move |_| app.settle())/>
            {has_marks.then(|| view! { <Ticks shared track/> })}
        </div>
    }
}

/// The curve behind the slider: profit over the track, or what else the lever changes.
#[component]
fn CurveBehind(shared: Shared, track: &'static Track) -> impl IntoView {
    let Shared { value, curve, .. } = shared;
    let at = move || track.along(track.place(value.get()));
    let path = move |place: usize| text(move || curve.with(|paths| paths[place].clone()));
    view! {
        <div class="field">
            <svg class="spark" data-from-worker=prerendered(|| "") viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <path class="spark-profit" d=path(0)></path>
                <path class="spark-loss" d=path(1)></path>
                <path class="spark-zero" d=path(2)></path>
                <path class="spark-line" d=path(3)></path>
            </svg>
            <span class=when_prerendering(|| format!("needle {}", place(at()))) style=("--at", property(at))></span>
        </div>
    }
}

/// The marks of the track: the default, published values, points where profit is zero, and the ends.
#[component]
fn Ticks(shared: Shared, track: &'static Track) -> impl IntoView {
    let Shared { app, lever, default, turns, pointed, .. } = shared;
    let start = move || track.along(track.place(default.get()));
    let fixed = when_prerendering(|| {
        app.scenario.with(|now| {
            let mut default = lever.default_in(now);
            if lever.is_of_machine() {
                // They would be those of the machine for which the page was made.
                default.others = &[];
            }
            let ticks = track.ticks(&default);
            let others = ticks.into_iter().filter(|tick| tick.kind != "default");
            others.map(|tick| view! { <Mark tick/> }).collect_view().to_html()
        })
    });
    let title = move || format!("Default: {}", lever.shown(default.get()));
    let has_default = track.ends().is_some();
    let mark = has_default.then(|| {
        view! {
            <span class=when_prerendering(|| format!("tick is-default {}", place(start()))) title=text(title)
                style=("--at", property(start))></span>
        }
    });
    let near = |end: f64| if (end - start()).abs() < 0.2 { " is-near" } else { "" };
    let ends = when_prerendering(|| {
        track.ends().map(|(low, high)| {
            view! {
                <span class=format!("tick-end is-low{}", near(0.0))>{low}</span>
                <span class=format!("tick-end is-high{}", near(1.0))>{high}</span>
            }
            .to_html()
        })
    })
    .flatten();
    let named = has_default.then(|| {
        view! {
            <span class=when_prerendering(|| format!("tick-name {}", place(start())))
                style=("--at", property(start))
                inner_html=when_prerendering(|| "default")></span>
        }
    });
    let turns = move || {
        turns.with(|turns| {
            let mark = |&base: &f64| {
                let at = track.spot(base);
                let title = format!("Break-even: {}", lever.shown(base));
                view! { <span class=format!("tick is-turn {}", place(at)) title=title style=("--at", css_value(at))></span> }
            };
            turns.iter().map(mark).collect_view()
        })
    };
    let pointed_at = move || pointed.with(|base| base.map(|base| track.spot(base)));
    view! {
        <div class="ticks" aria-hidden="true">
            {mark}
            <span class="ticks-fixed" inner_html=fixed></span>
            <span data-turns=prerendered(|| "")>{turns}</span>
            <span class="ticks-fixed" inner_html=ends></span>
            {named}
            <span class="tick is-pointed" hidden=flag(move || pointed_at().is_none())
                style=("--at", attribute(move || pointed_at().and_then(css_value)))></span>
        </div>
    }
}

#[component]
fn Mark(tick: Tick) -> impl IntoView {
    let title = (tick.kind != "other").then(|| tick.title.clone());
    // The label as HTML: for an empty text Leptos would prerender a space.
    view! { <span class=format!("tick is-{} {}", tick.kind, place(tick.at)) title=title inner_html=tick.label></span> }
}

/// The sliders that were moved while the program was loading, which counts as a change by the reader, and the values
/// they were moved to.
pub(crate) fn moved_early(page: &Element) -> Vec<(&'static Lever, f64)> {
    let inputs = dom::all_within(page, "input[id^=\"range-\"], input[id^=\"bar-\"]");
    let moved = inputs.into_iter().filter_map(|input| {
        let input: HtmlInputElement = input.dyn_into().ok()?;
        if input.value() == input.default_value() {
            return None;
        }
        let lever = LEVERS.get(input.id().split_once('-')?.1)?;
        let base = Track::of(lever).value(input.value().parse().ok()?)?;
        Some((lever, base))
    });
    moved.collect()
}
