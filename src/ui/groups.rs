//! Levers beyond the first four, in folded groups.

use super::hydrate::levers;
use super::state::State;
use super::steps::count;
use super::{app_state, prerendered, prerendered_html, text, worker_client};
use crate::messages::Request;
use leptos::html::{Details, Div};
use leptos::prelude::*;
use model::quantity::explanation;
use model::scenario::{self, Lever, link};

/// Folded groups with what each is about.
pub const GROUPS: [(scenario::Group, &str, &str); 6] = [
    (scenario::Group::Serving, "Serving", explanation("The language model and how it is run.")),
    (scenario::Group::Tiers, "Tiers", explanation("Speeds on offer and what they sell for.")),
    (scenario::Group::Site, "Site", explanation("Megawatts, load, paying users and the hours of the day.")),
    (
        scenario::Group::Demand,
        "Demand",
        explanation("How demand answers to prices and to longer calls, and what a shortage does."),
    ),
    (
        scenario::Group::Capital,
        "Capital",
        explanation("What machines and the building cost, and for how long they last."),
    ),
    (scenario::Group::Market, "Market", explanation("How the world goes on to 2032.")),
];

/// The levers of a group, in the order of the page.
pub fn levers_of(group: scenario::Group) -> Vec<&'static Lever> {
    link::levers().into_iter().filter(|lever| lever.group == group).collect()
}

/// Name of a group for requests and tests.
pub fn slug(name: &str) -> String {
    format!("group-{}", name.to_ascii_lowercase())
}

/// Whether the group of a lever is unfolded, for its parts.
#[derive(Clone, Copy)]
pub(super) struct IsUnfolded(pub(super) State<bool>);

/// A folded group. Its levers are requested when it is unfolded for the first time, as they stand then.
#[component]
pub fn LeverGroup(
    /// Which one: its place among [`GROUPS`].
    place: usize,
) -> impl IntoView {
    let (app, worker) = (app_state(), worker_client());
    let (group, name, about) = GROUPS[place];
    let changed = app.changes(Some(group));
    let (details, room) = (NodeRef::<Details>::new(), NodeRef::<Div>::new());
    let is_open = State::new(false);
    let owner = Owner::current().map(|owner| owner.child()).unwrap_or_default();
    owner.with(|| provide_context(send_wrapper::SendWrapper::new(IsUnfolded(is_open))));
    let mut is_requested = false;
    let toggled = move |_| {
        is_open.set_if_other(details.get_untracked().is_some_and(|details| details.open()));
        if !is_open.now() || std::mem::replace(&mut is_requested, true) {
            return;
        }
        let (settled, owner) = (app.settled.now(), owner.clone());
        worker.ask_of(&settled, Request::Group(slug(name)), move |answer| {
            if let Some(room) = room.get_untracked() {
                room.set_inner_html(answer.html());
                owner.with(|| levers(&room, &settled));
            }
        });
    };
    let waiting = prerendered_html(|| {
        view! {
            <p class="small">"One moment. They are also in "<a href="manual.html#plan">"the manual"</a>"."</p>
        }
        .to_html()
    });
    view! {
        <details class="group" data-component=prerendered(|| "group") data-place=prerendered(|| place.to_string())
            data-name=prerendered(|| slug(name)) node_ref=details on:toggle=toggled>
            <summary>
                <span class="group-name" inner_html=prerendered_html(|| name)></span>
                " "
                <span class="group-about" inner_html=prerendered_html(|| about)></span>
                " "
                <span class="group-count">{text(move || count(changed.get(), "", ""))}</span>
            </summary>
            <div class="levers" node_ref=room inner_html=waiting></div>
        </details>
    }
}
