//! Parts of the page that come when they are unfolded: published results, every number.

use super::answered::answered_while;
use super::state::State;
use super::{attribute, fetch, prerendered, prerendered_html};
use crate::messages::Request;
use leptos::html::Details;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::sheet::stage_label;

/// A part that is a file beside the page.
#[component]
pub fn FilePart(
    /// Its file.
    file: String,
    /// What it is called.
    #[prop(default = "")]
    title: &'static str,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let content = State::new(None::<Result<String, String>>);
    let own = file.clone();
    let toggled = move |_| {
        let is_open = details.get_untracked().is_some_and(|details| details.open());
        if !is_open || content.peek(|content| content.is_some()) {
            return;
        }
        content.set(Some(Ok("<p class=\"small\">Loading.</p>".to_owned())));
        let file = own.clone();
        spawn_local(async move { content.set(Some(fetch::text(&file).await)) });
    };
    // The file was made by this program when the site was built.
    let html = move || content.with(|content| content.as_ref().and_then(|it| it.as_ref().ok().cloned()));
    let fault = move || {
        content.with(|content| match content {
            Some(Err(fault)) => Some(view! { <p class="fault">{fault.clone()}</p> }),
            _ => None,
        })
    };
    view! {
        <details data-component=prerendered(|| "file-part") data-name=prerendered(|| "right-details") data-part=prerendered(|| file.clone()) node_ref=details
            on:toggle=toggled>
            <summary inner_html=prerendered_html(|| title)></summary>
            <div inner_html=attribute(html)></div>
            {fault}
        </details>
    }
}

/// The numbers of a stage.
#[component]
pub fn Stage(
    /// Which one.
    name: String,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let is_open = State::new(false);
    let label = prerendered_html(|| stage_label(&name));
    view! {
        <details class="stage" data-component=prerendered(|| "stage") data-stage=prerendered(|| name.clone()) node_ref=details
            on:toggle=move |_| is_open.set_if_other(details.get_untracked().is_some_and(|details| details.open()))>
            <summary><h3 inner_html=label></h3></summary>
            <div inner_html=answered_while(is_open, Request::Stage(name.clone()))></div>
        </details>
    }
}
