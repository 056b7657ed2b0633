//! The story in the browser: phrases that set levers, texts and drawings that follow the scenario, shocks.

use crate::messages::Request;
use crate::ui::app_state::AppState;
use crate::ui::dom::{all, all_within, attribute, from, named, on, set_pressed, set_text, within};
use crate::ui::frame::Pause;
use crate::ui::state::{Derived, follow};
use crate::ui::worker_client::WorkerClient;
use leptos::prelude::*;
use model::scenario::shocks::{ShockedScenario, find};
use model::scenario::{Scenario, link};
use web_sys::Element;

/// Milliseconds after a settled change before drawings further down follow: what is in sight comes first.
const LATER: u32 = 200;

/// Attaches to the story.
pub(crate) fn hold(app: AppState, worker: WorkerClient) {
    hold_phrases(app);
    hold_texts(app, worker);
    hold_drawings(app, worker);
    hold_shocks(app, worker);
}

/// Phrases and buttons of claims: each sets its levers in the scenario that nobody has touched, so that what the
/// sentence says is what is shown.
fn hold_phrases(app: AppState) {
    on(&document(), "click", move |event| {
        if let Some(button) = from(event, "[data-set]") {
            app.try_out(ShockedScenario::new(set_by(&button)));
        }
    });
    // A phrase whose settings are in force says so.
    let buttons: Vec<(Element, Scenario)> =
        all("[data-set]").into_iter().map(|button| (button.clone(), set_by(&button))).collect();
    follow(move || {
        app.settled.with(|now| {
            for (button, scenario) in &buttons {
                set_pressed(button, scenario == now);
            }
        });
    });
}

/// The scenario that a phrase sets.
fn set_by(button: &Element) -> Scenario {
    link::read(&format!("v={}&{}", link::VERSION, attribute(button, "data-set"))).0
}

/// Texts by name.
fn hold_texts(app: AppState, worker: WorkerClient) {
    let places = all("[data-live]");
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let scenario = app.settled.get();
        if is_prerendered() {
            return;
        }
        for place in &places {
            let (own, name) = (place.clone(), attribute(place, "data-live"));
            worker.ask_of(&scenario, Request::Live(name), move |answer| set_text(&own, answer.text()));
        }
    });
}

/// The name of a drawing as it is asked for: the profit chart's is drawn over the lever chosen there.
fn drawing_of(app: AppState, element: &Element) -> String {
    match attribute(element, "data-figure").as_str() {
        "profit" => format!("profit?over={}", app.over.get().about.id),
        name => name.to_owned(),
    }
}

/// Drawings as SVG: those of the story, and those that stand under the canvases, for print.
fn hold_drawings(app: AppState, worker: WorkerClient) {
    let places = all("[data-figure]");
    let later = Pause::default();
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let scenario = app.settled.get();
        let names: Vec<String> = places.iter().map(|place| drawing_of(app, place)).collect();
        if is_prerendered() {
            return;
        }
        let asked: Vec<(Element, String)> = places.iter().cloned().zip(names).collect();
        later.then(LATER, move || {
            for (place, name) in asked {
                let slot = within(&place, ".slot").unwrap_or_else(|| place.clone());
                let width = crate::ui::dom::width_of(&slot).max(320);
                worker.ask_of(&scenario, Request::Drawing(name, width), move |answer| {
                    let svg = answer.html();
                    if !svg.is_empty() {
                        slot.set_inner_html(svg);
                    }
                });
            }
        });
    });
}

/// Shocks on and off; what each would do is asked again when a change is settled.
fn hold_shocks(app: AppState, worker: WorkerClient) {
    let Some(room) = named("shocks") else { return };
    on(&room, "click", move |event| {
        if from(event, "[data-shock-clear]").is_some() {
            app.adopt(app.shocked.now().undone(), crate::ui::address::Step::New);
        } else if let Some(shock) =
            from(event, "[data-shock]").and_then(|it| find(&attribute(&it, "data-shock")))
        {
            app.adopt(app.shocked.now().toggle(shock), crate::ui::address::Step::New);
        }
    });
    let active = Derived::new(move || {
        app.shocked.with(|shocked| {
            let names: Vec<String> = shocked.active().iter().map(|shock| shock.slug.to_owned()).collect();
            (*shocked.origin(), names)
        })
    });
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let (origin, active) = active.get();
        for button in all_within(&room, "[data-shock]") {
            let name = attribute(&button, "data-shock");
            let holds = active.contains(&name);
            set_pressed(&button, holds);
        }
        if is_prerendered() {
            return;
        }
        let room = room.clone();
        worker.ask_of(&origin, Request::Shocks(active), move |answer| {
            let focused =
                all_within(&room, "button").into_iter().find(|it| it.matches(":focus").unwrap_or(false));
            room.set_inner_html(answer.html());
            if let Some(focused) = focused {
                let name = attribute(&focused, "data-shock");
                let again = all_within(&room, "[data-shock]")
                    .into_iter()
                    .find(|it| attribute(it, "data-shock") == name);
                // The button that takes all back is gone when it was pressed.
                if let Some(button) = again.or_else(|| within(&room, "[data-shock]")) {
                    crate::ui::dom::focus(&button);
                }
            }
        });
    });
}
