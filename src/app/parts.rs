//! Parts of the page that come when they are unfolded: published results, every number.

use super::desk::Desk;
use super::fetch;
use super::hold::{all, all_within, attribute, find, on, within};
use super::oracle::Oracle;
use super::state::{Derived, State, follow};
use crate::markup::asked::Question;
use leptos::task::spawn_local;
use web_sys::Element;

/// Takes hold of all of them.
pub(crate) fn hold(desk: Desk, oracle: Oracle) {
    for details in all("details[data-part]") {
        hold_file(&details);
    }
    if let Some(page) = find("#factory") {
        hold_meanings(oracle, &page);
    }
    for details in all("details[data-stage]") {
        hold_stage(desk, oracle, &details);
    }
}

/// A part that is a file beside the page.
fn hold_file(details: &Element) {
    let Some(room) = within(details, "div") else { return };
    let own = details.clone();
    let mut is_asked = false;
    on(details, "toggle", move |_| {
        if is_asked || !own.has_attribute("open") {
            return;
        }
        is_asked = true;
        let (room, name) = (room.clone(), attribute(&own, "data-part"));
        room.set_inner_html("<p class=\"small\">Loading.</p>");
        spawn_local(async move {
            match fetch::text(&name).await {
                // Made by this program when the site was built.
                Ok(html) => room.set_inner_html(&html),
                Err(fault) => {
                    room.set_inner_html("<p class=\"fault\"></p>");
                    if let Some(place) = within(&room, "p") {
                        place.set_text_content(Some(&fault));
                    }
                }
            }
        });
    });
}

/// What levers within an element mean.
pub(crate) fn hold_meanings(oracle: Oracle, element: &Element) {
    for details in all_within(element, "details[data-meaning]") {
        hold_meaning(oracle, &details);
    }
}

/// What a lever means: the same in every scenario, so that it is asked once.
fn hold_meaning(oracle: Oracle, details: &Element) {
    let (own, lever) = (details.clone(), attribute(details, "data-meaning"));
    let mut is_asked = false;
    on(details, "toggle", move |_| {
        if is_asked || !own.has_attribute("open") {
            return;
        }
        is_asked = true;
        let own = own.clone();
        oracle.ask(Question::Meaning(lever.clone()), move |html| {
            if let Some(summary) = within(&own, "summary") {
                let html = html.to_owned();
                while let Some(after) = summary.next_element_sibling() {
                    after.remove();
                }
                let _refused = summary.insert_adjacent_html("afterend", &html);
            }
        });
    });
}

/// The numbers of a stage: asked while it is unfolded, and again when a change is settled.
fn hold_stage(desk: Desk, oracle: Oracle, details: &Element) {
    let (Some(room), stage) = (within(details, "[data-stage-body]"), attribute(details, "data-stage")) else {
        return;
    };
    let own = details.clone();
    let is_open = State::new(false);
    on(details, "toggle", move |_| is_open.set(own.has_attribute("open")));
    let wanted = Derived::new(move || is_open.get().then(|| desk.settled.get()));
    follow(move || {
        let Some(scenario) = wanted.get() else { return };
        let room = room.clone();
        oracle.ask_of(&scenario, Question::Stage(stage.clone()), move |html| room.set_inner_html(html));
    });
}
