//! Parts of the page that come when they are unfolded: published results, every number.

use super::fetch;
use crate::messages::Request;
use crate::ui::dom::{all, attribute, on_first_open, openness, within};
use crate::ui::hydrate;
use crate::ui::worker_client::WorkerClient;
use leptos::prelude::Owner;
use leptos::task::spawn_local;
use web_sys::Element;

/// Attaches to all of them.
pub(crate) fn hold(worker: WorkerClient) {
    for details in all("details[data-part]") {
        hold_file(&details);
    }
    for group in all("details.group") {
        hold_group(worker, &group);
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

/// A folded group of levers: they are requested when it is unfolded for the first time, as they stand then.
fn hold_group(worker: WorkerClient, group: &Element) {
    let Some(room) = within(group, ".levers") else { return };
    let name = attribute(group, "data-name");
    let owner = Owner::current().expect("the page has an owner");
    on_first_open(group, move || {
        let scenario = worker.settled();
        worker.ask_of(&scenario, Request::Group(name), move |answer| {
            room.set_inner_html(answer.html());
            owner.with(|| hydrate::levers(&room, &scenario));
        });
    });
}
