//! A lever in the browser: its slider, field and buttons.

use super::app_state::AppState;
use super::entry::Entry;
use super::frame::{AFTER, Pause};
use super::hold::{
    all, all_within, attribute, find, from, on, on_first_open, openness, set_attribute, set_class,
    set_hidden, set_property, set_text, within,
};
use super::state::{Derived, State, follow};
use super::worker_client::WorkerClient;
use crate::markup::lever::{back, detail, listed, turns};
use crate::markup::published::turning;
use crate::markup::spark::Shape;
use crate::markup::track::Track;
use crate::messages::Request;
use leptos::prelude::*;
use model::quantity::read::number;
use model::scenario::levers::LEVERS;
use model::scenario::{Choice, Lever, Scale, Scenario};
use model::study::curve::Curve;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, KeyboardEvent};

/// Attaches to every lever of the page, and to those in folded groups when they come.
pub(crate) fn hold(app: AppState, worker: WorkerClient) {
    hold_all(app, worker, all("[data-lever]"), &Scenario::baseline());
    for group in all("details.group") {
        hold_group(app, worker, &group);
    }
}

/// Attaches to levers that were made for a scenario.
fn hold_all(app: AppState, worker: WorkerClient, elements: Vec<Element>, made_for: &Scenario) {
    for element in elements {
        if let Some(lever) = LEVERS.get(&attribute(&element, "data-lever")) {
            hold_one(app, lever, &element);
            ask_beside(app, worker, lever, &element, *made_for);
        }
    }
}

/// A folded group: its levers are asked for when it is unfolded for the first time, as they stand then.
fn hold_group(app: AppState, worker: WorkerClient, group: &Element) {
    let Some(room) = within(group, ".levers") else { return };
    let name = attribute(group, "data-name");
    on_first_open(group, move || {
        let scenario = app.settled.now();
        worker.ask_of(&scenario, Request::Group(name), move |answer| {
            room.set_inner_html(answer.html());
            hold_all(app, worker, all_within(&room, "[data-lever]"), &scenario);
            super::parts::hold_meanings(worker, &room);
        });
    });
}

fn hold_one(app: AppState, lever: &'static Lever, element: &Element) {
    let value = app.value(lever);
    hold_reset(app, lever, element, value);
    match lever.scale {
        Scale::Switch => hold_switch(app, lever, element, value),
        Scale::Choice(_) => hold_list(app, lever, element, value),
        Scale::Log | Scale::Linear { .. } => {}
    }
    if let Some(input) = within(element, "input[type=range]").and_then(|input| input.dyn_into().ok()) {
        hold_track(app, lever, element, input, value);
    }
    if let Some(entry) = Entry::hold(app, lever, element) {
        follow(move || entry.show(value.get()));
    }
    if let Some(place) = within(element, "[data-value]") {
        follow(move || set_text(&place, &lever.shown(value.get())));
    }
    hold_values(app, lever, element, value);
}

/// The slider: what it is moved to, and what it shows.
fn hold_track(
    app: AppState,
    lever: &'static Lever,
    element: &Element,
    input: HtmlInputElement,
    value: Derived<f64>,
) {
    let track = Rc::new(Track::of(lever));
    let Some(room) = within(element, ".track") else { return };
    let own = input.clone();
    let stops = Rc::clone(&track);
    on(&input, "input", move |_| {
        if let Some(base) = own.value().parse().ok().and_then(|place| stops.value(place)) {
            app.move_to(lever, base);
        }
    });
    on(&input, "change", move |_| app.settle());
    // A slider that was moved while the program was loading is a change that the reader made.
    if app.is_baseline()
        && input.value() != input.default_value()
        && app.faults.peek(Vec::is_empty)
        && let Some(base) = input.value().parse().ok().and_then(|place| track.value(place))
    {
        app.set(lever, base);
    }
    let default = Derived::new(move || app.scenario.with(|now| lever.default_base_in(now)));
    let marks = if lever.is_price() { all_within(&room, ".tick.is-default, .tick-name") } else { Vec::new() };
    let lever_element = element.clone();
    let stops = Rc::clone(&track);
    follow(move || {
        let now = value.get();
        let place = stops.place(now);
        let at = stops.along(place);
        let start = stops.along(stops.place(default.get()));
        for mark in &marks {
            set_property(mark, "--at", start);
            set_attribute(mark, "title", Some(&format!("Default: {}", lever.shown(default.get()))));
        }
        input.set_value(&place.to_string());
        set_attribute(&input, "aria-valuetext", Some(&stops.said(now)));
        set_property(&room, "--at", at);
        set_property(&room, "--low", at.min(start));
        set_property(&room, "--high", at.max(start));
        let is_off = lever.is_of_machines() && stops.value(stops.last()).is_some_and(|last| now > last);
        set_class(&lever_element, "is-off-track", is_off);
    });
    if within(element, ".spark").is_some() {
        hold_curve(app, lever, element, track);
    }
}

/// The curve behind the slider: drawn anew when another lever was let go.
fn hold_curve(app: AppState, lever: &'static Lever, element: &Element, track: Rc<Track>) {
    let paths = all_within(element, ".spark path");
    let others =
        Derived::new(move || app.settled.with(|scenario| scenario.with(lever, lever.default_base())));
    let later = Pause::default();
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let scenario = others.get();
        if is_prerendered() {
            return;
        }
        let (paths, track) = (paths.clone(), Rc::clone(&track));
        later.then(AFTER, move || {
            let shape = Shape::of(&Curve::over(&scenario, lever), &track);
            for (path, d) in paths.iter().zip(shape.paths()) {
                set_attribute(path, "d", Some(d));
            }
        });
    });
}

/// A list of things: machines, models.
fn hold_list(app: AppState, lever: &'static Lever, element: &Element, value: Derived<f64>) {
    let Some(list) = within(element, "select").and_then(|list| list.dyn_into::<HtmlSelectElement>().ok())
    else {
        return;
    };
    let own = list.clone();
    on(&list, "change", move |_| {
        if let Ok(base) = lever.read(&own.value()) {
            app.set(lever, base);
        }
    });
    let note = within(element, ".lever-note");
    follow(move || {
        let now = value.get();
        list.set_value(&lever.written(now));
        if let Some(note) = &note {
            if lever.is_of_machines() {
                note.set_inner_html(&detail(lever, now).into_string());
            } else {
                set_text(note, &lever.choice(now).map(Choice::details).unwrap_or_default());
            }
        }
    });
}

fn hold_switch(app: AppState, lever: &'static Lever, element: &Element, value: Derived<f64>) {
    let input =
        within(element, "input[type=checkbox]").and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let own = input.clone();
    on(&input, "change", move |_| app.set(lever, f64::from(u8::from(own.checked()))));
    follow(move || input.set_checked(value.get() > 0.0));
}

/// Back to the default; there only where it differs.
fn hold_reset(app: AppState, lever: &'static Lever, element: &Element, value: Derived<f64>) {
    let Some(button) = within(element, ".reset") else { return };
    on(&button, "click", move |_| {
        app.reset(lever);
        // The button goes away under the reader's focus: the control next to it takes it.
        let id = lever.about.id;
        if let Some(control) = find(&format!(":is(#range-{id}, #pick-{id}, #switch-{id})")) {
            super::focus(&control);
        }
    });
    let note = within(element, "[data-listed]");
    follow(move || {
        let now = value.get();
        app.scenario.with(|scenario| {
            set_hidden(&button, lever.is_default_in(scenario, now));
            let Some(note) = &note else { return };
            set_text(note, &listed(lever, scenario).unwrap_or_default());
            let [title, default] = back(lever, scenario);
            for (name, text) in [("title", &title), ("aria-label", &title), ("data-default", &default)] {
                set_attribute(&button, name, Some(text));
            }
        });
    });
}

/// Values that a click sets. What the reader points at is told in full, and marked on the track.
fn hold_values(app: AppState, lever: &'static Lever, element: &Element, value: Derived<f64>) {
    let read = |button: &Element| number(&attribute(button, "data-base"));
    let set = move |button: &Element| {
        if let Some(base) = read(button) {
            app.set(lever, base);
        }
    };
    on(element, "click", move |event| {
        if let Some(button) = from(event, "[data-base]") {
            set(&button);
        }
    });
    let Some(row) = within(element, ".published") else { return };
    let (told, marks) = (within(&row, ".told"), within(element, "[data-turns]"));
    let track = Track::of(lever);
    let pointed = marks.and_then(|marks| {
        let mark = document().create_element("span").ok()?;
        mark.set_class_name("tick is-pointed");
        set_hidden(&mark, true);
        marks.parent_element()?.append_child(&mark).ok()?;
        Some(mark)
    });
    let point = Rc::new(move |button: Option<&Element>| {
        let base = button.and_then(read);
        if let Some(told) = &told {
            set_hidden(told, button.is_none());
            set_text(told, &button.and_then(told_of).unwrap_or_default());
        }
        if let Some(mark) = &pointed {
            set_hidden(mark, base.is_none());
            if let Some(base) = base {
                set_property(mark, "--at", track.spot(base));
            }
        }
    });
    for event in ["focusin", "pointerover"] {
        let point = Rc::clone(&point);
        on(&row, event, move |event| {
            if let Some(button) = from(event, ".chip") {
                point(Some(&button));
            }
        });
    }
    for event in ["focusout", "pointerleave", "click"] {
        let point = Rc::clone(&point);
        on(&row, event, move |_| point(None));
    }
    let own = row.clone();
    on(&row, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if key.key() == "Escape" {
            point(None);
        } else if rove(&own, event, &key.key()) {
            event.prevent_default();
        }
    });
    follow(move || {
        let now = value.get();
        for button in all_within(&row, ".chip") {
            let is_here = read(&button).is_some_and(|base| base.total_cmp(&now).is_eq());
            set_attribute(&button, "aria-current", is_here.then_some("true"));
        }
    });
}

/// What is known of a value, as it stands in its button for the ear.
fn told_of(chip: &Element) -> Option<String> {
    Some(within(chip, ".visually-hidden")?.text_content()?.trim_start_matches(". ").to_owned())
}

/// Goes from one value to the next by the arrow keys: all of them are one stop of the Tab key.
fn rove(row: &Element, event: &web_sys::Event, key: &str) -> bool {
    let chips = all_within(row, ".chip");
    let Some(here) = from(event, ".chip").and_then(|here| chips.iter().position(|chip| *chip == here)) else {
        return false;
    };
    let to = match key {
        "ArrowRight" | "ArrowDown" => (here + 1).min(chips.len() - 1),
        "ArrowLeft" | "ArrowUp" => here.saturating_sub(1),
        "Home" => 0,
        "End" => chips.len() - 1,
        _ => return false,
    };
    for (i, chip) in chips.iter().enumerate() {
        set_attribute(chip, "tabindex", Some(if i == to { "0" } else { "-1" }));
    }
    super::focus(&chips[to]);
    true
}

/// What a tenth more does, and where profit is zero: asked of the program beside the page whenever a change is
/// settled, while the lever is unfolded.
fn ask_beside(
    app: AppState,
    worker: WorkerClient,
    lever: &'static Lever,
    element: &Element,
    made_for: Scenario,
) {
    let value = app.value(lever);
    let response = within(element, ".response");
    let row = within(element, ".published");
    if response.is_none() && row.is_none() {
        return;
    }
    let (marks, group) = (within(element, "[data-turns]"), element.closest("details.group").ok().flatten());
    let is_open = group.map_or_else(|| State::new(true), |group| openness(&group));
    let mut shown = made_for;
    follow(move || {
        let settled = app.settled.get();
        if !is_open.get() || settled == shown {
            return;
        }
        shown = settled;
        if let Some(response) = response.clone() {
            worker.ask_of(&settled, Request::Response(lever.about.id.to_owned()), move |answer| {
                set_text(&response, answer.text());
                let how = answer.how();
                set_attribute(&response, "title", (!how.is_empty()).then_some(how));
            });
        }
        if let (Some(row), Some(marks)) = (row.clone(), marks.clone()) {
            worker.ask_of(&settled, Request::Turns(lever.about.id.to_owned()), move |answer| {
                let found = answer.numbers();
                marks.set_inner_html(&turns(lever, found).into_string());
                for (mark, base) in all_within(&marks, ".tick").iter().zip(found) {
                    set_property(mark, "--at", Track::of(lever).spot(*base));
                }
                show_chips(&row, lever, value.now(), found);
            });
        }
    });
}

/// The values at which profit is zero, made anew; what others publish stays. So does the focus.
fn show_chips(row: &Element, lever: &'static Lever, value: f64, turns: &[f64]) {
    let Some(list) = within(row, ".chips") else { return };
    let is_focused = |chip: &Element| chip.matches(":focus").unwrap_or(false);
    let before = all_within(&list, ".chip.is-turn");
    let focused = before.iter().position(is_focused);
    for chip in &before {
        chip.remove();
    }
    let _refused = list.insert_adjacent_html("afterbegin", &turning(lever, value, turns).into_string());
    let chips = all_within(&list, ".chip");
    set_hidden(row, chips.is_empty());
    let stop = chips.iter().position(is_focused).unwrap_or(0);
    for (i, chip) in chips.iter().enumerate() {
        set_attribute(chip, "tabindex", Some(if i == stop { "0" } else { "-1" }));
    }
    if let Some(chip) = focused.and_then(|place| chips.get(place)) {
        super::focus(chip);
    }
}
