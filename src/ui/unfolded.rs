//! Parts of the page that are loaded when unfolded: published results, every number.

use super::answered::answered_while;
use super::state::{State, follow};
use super::{attribute, fetch, openness, prerendered, toggled, when_prerendering};
use crate::messages::Request;
use leptos::html::Details;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::sheet::stage_label;

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
