//! Parts of the page that are loaded when unfolded: published results, every number.

use super::answered::answered_while;
use super::dom::attribute as attribute_of;
use super::hydrate::each;
use super::state::{Derived, State, follow};
use super::{app_state, attribute, fetch, openness, prerendered, toggled, when_prerendering, worker_client};
use crate::messages::Request;
use leptos::html::{Details, Div};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::scenario::Scenario;
use model::sheet::stage_label;
use web_sys::Element;

/// A part that is loaded from a file next to the page.
#[component]
pub fn FilePart(
    /// Its file.
    file: String,
    /// Its title.
    #[prop(default = "")]
    title: &'static str,
    /// Its name for tests.
    #[prop(default = "")]
    mark: &'static str,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let is_open = openness(details);
    let content = State::new(None::<Result<String, String>>);
    let own = file.clone();
    follow(move || {
        if !is_open.get() || content.peek(Option::is_some) {
            return;
        }
        content.set(Some(Ok("<p class=\"small\">Loading.</p>".to_owned())));
        let file = own.clone();
        spawn_local(async move { content.set(Some(fetch::text(&file).await)) });
    });
    // The file was made by this program when the site was built.
    let html = move || content.with(|content| content.as_ref().and_then(|it| it.as_ref().ok().cloned()));
    let fault = move || {
        content.with(|content| match content {
            Some(Err(fault)) => Some(view! { <p class="fault">{fault.clone()}</p> }),
            _ => None,
        })
    };
    view! {
        <details data-component=prerendered(|| "file-part") data-name=prerendered(|| mark) data-part=prerendered(|| file.clone()) node_ref=details
            on:toggle=toggled(details, is_open)>
            <summary inner_html=when_prerendering(|| title)></summary>
            <div inner_html=attribute(html)></div>
            {fault}
        </details>
    }
}

/// Every number of the page. The stages are requested when it is first unfolded, and again while it is when other tiers are in
/// use; the numbers of a stage are requested when that stage is unfolded.
#[component]
pub fn Ledger() -> impl IntoView {
    let (app, requester) = (app_state(), worker_client().requester());
    let (details, room) = (NodeRef::<Details>::new(), NodeRef::<Div>::new());
    let is_open = openness(details);
    let owner = Owner::current().map(|owner| owner.child()).unwrap_or_default();
    let wanted = Derived::new(move || is_open.get().then(|| app.settled.with(Scenario::tiers_in_use)));
    let mut shown = None;
    follow(move || {
        let wanted = wanted.get();
        if wanted.is_none() || std::mem::replace(&mut shown, wanted) == wanted {
            return;
        }
        let owner = owner.clone();
        requester.ask_of(&app.settled.now(), Request::Stages, move |answer| {
            if let Some(room) = room.get_untracked() {
                room.set_inner_html(answer.html());
                owner.with(|| hydrate_stages(&room));
            }
        });
    });
    let about = when_prerendering(|| {
        view! {
            "Every number of the page, with its formula or its source. Open a stage, or follow a number from anywhere on the page. \
             For the baseline, all of it is in "
            <a href="manual.html">"the manual"</a>"."
        }
        .to_html()
    });
    view! {
        <details class="ledger" id="numbers" data-component=prerendered(|| "ledger") data-name=prerendered(|| "ledger") node_ref=details
            on:toggle=toggled(details, is_open)>
            <summary><h2 inner_html=when_prerendering(|| "Every number")></h2></summary>
            <p class="measure" inner_html=about></p>
            <div node_ref=room></div>
        </details>
    }
}

/// The numbers of a stage.
#[component]
pub fn Stage(
    /// Its stage.
    name: String,
    /// Its title, if that is not the name of the stage.
    #[prop(default = "")]
    label: &'static str,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let is_open = openness(details);
    let label = when_prerendering(|| if label.is_empty() { stage_label(&name) } else { label.to_owned() });
    view! {
        <details class="stage" data-component=prerendered(|| "stage") data-stage=prerendered(|| name.clone()) node_ref=details
            on:toggle=toggled(details, is_open)>
            <summary><h3 inner_html=label></h3></summary>
            <div data-from-worker=prerendered(|| "") inner_html=answered_while(is_open, Request::Stage(name.clone()))></div>
        </details>
    }
}

/// Hydrates the folded stages within an element.
fn hydrate_stages(within: &Element) {
    each(within, "stage", |it| view! { <Stage name=attribute_of(it, "data-stage")/> });
}
