//! Levers beyond the first four, in folded groups.

use super::app_state::AppState;
use super::lever::hydrate_levers;
use super::lever::shared::IsUnfolded;
use super::state::follow;
use super::worker_client::Requester;
use super::{app_state, openness, prerendered, text, toggled, when_prerendering, worker_client};
use crate::messages::Request;
use leptos::html::{Details, Div};
use leptos::prelude::*;
use model::quantity::explanation;
use model::scenario::{self, Lever, link};

/// The folded groups, each with a description.
pub const GROUPS: [(scenario::Group, &str, &str); 6] = [
    (scenario::Group::Serving, "Serving", explanation("The language model and how it is run.")),
    (scenario::Group::Tiers, "Tiers", explanation("Speeds on offer and what they sell for.")),
    (scenario::Group::Site, "Site", explanation("Megawatts, load, paying users and the hours of the day.")),
    (
        scenario::Group::Demand,
        "Demand",
        explanation("How demand responds to prices and longer calls, and what a shortage does."),
    ),
    (
        scenario::Group::Capital,
        "Capital",
        explanation("What machines and the building cost, and how long they last."),
    ),
    (scenario::Group::Market, "Market", explanation("How the world develops to 2032.")),
];

/// The levers of a group, in page order.
pub fn levers_of(group: scenario::Group) -> Vec<&'static Lever> {
    link::levers().into_iter().filter(|lever| lever.group == group).collect()
}

/// Name of a group for requests and tests.
pub fn slug(name: &str) -> String {
    format!("group-{}", name.to_ascii_lowercase())
}

/// A folded group. Its levers are requested when it is first unfolded, in their present state.
#[component]
pub fn LeverGroup(
    /// Its index in [`GROUPS`].
    place: usize,
) -> impl IntoView {
    let (app, requester) = (app_state(), worker_client().requester());
    let (group, name, about) = GROUPS[place];
    let changed = app.changes(Some(group));
    let (details, room) = (NodeRef::<Details>::new(), NodeRef::<Div>::new());
    let is_open = openness(details);
    let owner = Owner::current().map(|owner| owner.child()).unwrap_or_default();
    owner.with(|| provide_context(IsUnfolded(is_open)));
    let mut is_requested = false;
    follow(move || {
        if is_open.get() && !std::mem::replace(&mut is_requested, true) {
            request(app, requester, name, room, owner.clone());
        }
    });
    let waiting = when_prerendering(|| {
        view! {
            <p class="small">"One moment. They are also in "<a href="manual.html#plan">"the manual"</a>"."</p>
        }
        .to_html()
    });
    view! {
        <details class="group" data-component=prerendered(|| "group") data-place=prerendered(|| place.to_string())
            data-name=prerendered(|| slug(name)) node_ref=details on:toggle=toggled(details, is_open)>
            <summary>
                <span class="group-name" inner_html=when_prerendering(|| name)></span>
                " "
                <span class="group-about" inner_html=when_prerendering(|| about)></span>
                " "
                <span class="group-count">{text(move || count(changed.get()))}</span>
            </summary>
            <div class="levers" node_ref=room inner_html=waiting></div>
        </details>
    }
}

/// Requests the levers of a group for the present scenario and inserts them. If the scenario has changed meanwhile they
/// are requested again, because hydrating does not set text.
fn request(app: AppState, requester: Requester, name: &'static str, room: NodeRef<Div>, owner: Owner) {
    let scenario = app.scenario.now();
    requester.ask_of(&scenario, Request::Group(slug(name)), move |answer| {
        if app.scenario.peek(|now| *now != scenario) {
            return request(app, requester, name, room, owner);
        }
        if let Some(room) = room.get_untracked() {
            room.set_inner_html(answer.html());
            owner.with(|| hydrate_levers(&room, &scenario));
        }
    });
}

/// The number of changed levers, in words; empty if there are none.
fn count(changed: usize) -> String {
    if changed == 0 { String::new() } else { format!("{changed} changed") }
}
