//! Parts of the page that come when they are unfolded: published results, every number.

use super::fetch;
use super::hold::{all, all_within, attribute, find, on_first_open, openness, within};
use super::state::{Derived, follow};
use super::worker_client::WorkerClient;
use crate::messages::Request;
use leptos::task::spawn_local;
use web_sys::Element;

/// Attaches to all of them.
pub(crate) fn hold(worker: WorkerClient) {
    for details in all("details[data-part]") {
        hold_file(&details);
    }
    if let Some(page) = find("#factory") {
        hold_meanings(worker, &page);
    }
    for details in all("details[data-stage]") {
        // The numbers of a stage.
        if let Some(room) = within(&details, "[data-stage-body]") {
            worker.keep_while(openness(&details), room, Request::Stage(attribute(&details, "data-stage")));
        }
    }
}

/// A part that is a file beside the page.
fn hold_file(details: &Element) {
    let Some(room) = within(details, "div") else { return };
    let name = attribute(details, "data-part");
    on_first_open(details, move || {
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
pub(crate) fn hold_meanings(worker: WorkerClient, element: &Element) {
    for details in all_within(element, "details[data-meaning]") {
        hold_meaning(worker, &details);
    }
}

/// What a lever means, and where its default was read. Prices have that of the list in force; nothing else changes it.
fn hold_meaning(worker: WorkerClient, details: &Element) {
    let (details, lever) = (details.clone(), attribute(details, "data-meaning"));
    let is_open = openness(&details);
    let wanted = Derived::new(move || is_open.get().then(|| worker.lists()));
    follow(move || {
        if wanted.get().is_none() {
            return;
        }
        let own = details.clone();
        worker.ask(Request::Meaning(lever.clone()), move |answer| {
            if let Some(summary) = within(&own, "summary") {
                while let Some(after) = summary.next_element_sibling() {
                    after.remove();
                }
                let _refused = summary.insert_adjacent_html("afterend", answer.html());
            }
        });
    });
}
