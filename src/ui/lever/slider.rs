//! The slider of a lever, with the marks of its track and the curve behind it.

use super::Shared;
use crate::ui::dom;
use crate::ui::frame::{AFTER, Pause};
use crate::ui::lever::spark::Shape;
use crate::ui::lever::track::{Tick, Track};
use crate::ui::place::place;
use crate::ui::state::{Derived, State, follow};
use crate::ui::{attribute, changed, flag, prerendered, prerendered_html, property, text};
use leptos::prelude::*;
use model::scenario::Lever;
use model::scenario::levers::LEVERS;
use model::study::sensitivity::curve::Curve;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// The slider.
#[component]
pub fn Slider(
    /// What the parts of the lever share.
    shared: Shared,
    /// The curve behind it.
    curve: Option<Shape>,
    /// Whether its track is marked.
    has_marks: bool,
    /// What stands before the name of the lever in the id of the slider.
    name: &'static str,
) -> impl IntoView {
    let Shared { app, lever, value, .. } = shared;
    let id = format!("{name}-{}", lever.about.id);
    let track: &'static Track = Box::leak(Box::new(Track::of(lever)));
    let at = move || track.along(track.place(value.get()));
    let default = Derived::new(move || app.scenario.with(|now| lever.default_base_in(now)));
    let start = move || track.along(track.place(default.get()));
    let moved = move |event: leptos::ev::Event| {
        if let Some(base) = event_target_value(&event).parse().ok().and_then(|place| track.value(place)) {
            app.move_to(lever, base);
        }
    };
    view! {
        <div class=prerendered_html(|| format!("track {}", place(at()))) data-track=prerendered(|| lever.about.id)
            style=("--at", property(at)) style=("--low", property(move || at().min(start())))
            style=("--high", property(move || at().max(start())))>
            {curve.map(|shape| view! { <CurveBehind shared shape track/> })}
            <input type="range" autocomplete="off" min="0" step="1" max=prerendered(|| track.last().to_string())
                id=prerendered(|| id.clone()) data-name=prerendered(|| id.clone())
                value=prerendered(|| track.place(value.get()).to_string())
                prop:value=text(move || track.place(value.get()).to_string())
                aria-valuetext=text(move || track.said(value.get()))
                on:input=changed(moved) on:change=changed(move |_| app.settle())/>
            {has_marks.then(|| view! { <Ticks shared track start=Rc::new(start)/> })}
        </div>
    }
}

/// The curve behind the slider: profit over the track, drawn anew when another lever was let go.
#[component]
fn CurveBehind(shared: Shared, shape: Shape, track: &'static Track) -> impl IntoView {
    let Shared { app, lever, .. } = shared;
    let shape = State::new(shape);
    let others =
        Derived::new(move || app.settled.with(|scenario| scenario.with(lever, lever.default_base())));
    let later = Pause::default();
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let scenario = others.get();
        if !is_prerendered() {
            later.then(AFTER, move || shape.set(Shape::of(&Curve::over(&scenario, lever), track)));
        }
    });
    let path = move |place: usize| text(move || shape.with(|shape| shape.paths()[place].to_owned()));
    view! {
        <div class="field">
            <svg class="spark" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <path class="spark-profit" d=path(0)></path>
                <path class="spark-loss" d=path(1)></path>
                <path class="spark-zero" d=path(2)></path>
                <path class="spark-line" d=path(3)></path>
            </svg>
            <span class="needle"></span>
        </div>
    }
}

/// What is marked on the track: the default, what others publish, where profit is zero, its ends.
#[component]
fn Ticks(shared: Shared, track: &'static Track, start: Rc<dyn Fn() -> f64>) -> impl IntoView {
    let Shared { app, lever, turns, pointed, .. } = shared;
    let fixed = prerendered_html(|| {
        app.scenario.with(|now| {
            let ticks = track.ticks(&lever.default_in(now));
            let others = ticks.into_iter().filter(|tick| tick.kind != "default");
            others.map(|tick| view! { <Mark tick/> }).collect_view().to_html()
        })
    });
    let default = move || {
        let base = app.scenario.with(|now| lever.default_base_in(now));
        format!("Default: {}", lever.shown(base))
    };
    let has_default = track.ends().is_some();
    let own = Rc::clone(&start);
    let mark = has_default.then(|| {
        view! {
            <span class=prerendered_html(|| format!("tick is-default {}", place(own()))) title=text(default)
                style=("--at", property({ let own = Rc::clone(&own); move || own() }))></span>
        }
    });
    let near = |end: f64| if (end - start()).abs() < 0.2 { " is-near" } else { "" };
    let ends = prerendered_html(|| {
        track.ends().map(|(low, high)| {
            view! {
                <span class=format!("tick-end is-low{}", near(0.0))>{low}</span>
                <span class=format!("tick-end is-high{}", near(1.0))>{high}</span>
            }
            .to_html()
        })
    })
    .flatten();
    let own = Rc::clone(&start);
    let named = has_default.then(|| {
        view! {
            <span class=prerendered_html(|| format!("tick-name {}", place(own())))
                style=("--at", property({ let own = Rc::clone(&own); move || own() }))
                inner_html=prerendered_html(|| "default")></span>
        }
    });
    let turns = move || {
        turns.with(|turns| {
            let mark = |&base: &f64| {
                let at = track.spot(base);
                let title = format!("Break-even: {}", lever.shown(base));
                let style = cfg!(feature = "hydrate").then(|| at.to_string());
                view! { <span class=format!("tick is-turn {}", place(at)) title=title style=("--at", style)></span> }
            };
            turns.iter().map(mark).collect_view()
        })
    };
    let pointed_at = move || pointed.with(|base| base.map(|base| track.spot(base)));
    view! {
        <div class="ticks" aria-hidden="true">
            {mark}
            <span class="ticks-fixed" inner_html=fixed></span>
            <span data-turns="">{turns}</span>
            <span class="ticks-fixed" inner_html=ends></span>
            {named}
            <span class="tick is-pointed" hidden=flag(move || pointed_at().is_none())
                style=("--at", attribute(move || pointed_at().filter(|_| cfg!(feature = "hydrate")).map(|at| at.to_string())))></span>
        </div>
    }
}

#[component]
fn Mark(tick: Tick) -> impl IntoView {
    let title = (tick.kind != "other").then(|| tick.title.clone());
    view! { <span class=format!("tick is-{} {}", tick.kind, place(tick.at)) title=title>{tick.label}</span> }
}

/// The sliders that stand elsewhere than they were prerendered, and the values they were moved to.
pub(super) fn moved_early(page: &Element) -> Vec<(&'static Lever, f64)> {
    let inputs = dom::all_within(page, "input[data-name^=\"range-\"], input[data-name^=\"dock-\"]");
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
