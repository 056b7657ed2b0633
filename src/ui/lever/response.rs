//! The effect of increasing a lever by a tenth.

use super::shared::{IsUnfolded, LeverContext, Shared};
use crate::messages::{Answer, Request};
use crate::ui::state::{State, follow};
use crate::ui::{attribute, prerendered, text, worker_client};
use leptos::prelude::*;

/// The effect of increasing the lever by a tenth. It is requested from the worker whenever a change is settled while
/// the lever is in an open group, together with the points where profit is zero and the curve behind the slider.
#[component]
pub fn Response(
    /// State shared by the parts of the lever.
    shared: Shared,
    /// The context of the lever.
    context: LeverContext,
) -> impl IntoView {
    let Shared { lever, turns, curve, .. } = shared;
    let id = lever.about.id;
    let response = State::new((context.response, String::new()));
    let (app, requester) = (shared.app, worker_client().requester());
    let mut shown = context.scenario;
    let group = use_context::<IsUnfolded>();
    follow(move || {
        let settled = app.settled.get();
        let is_open = group.as_ref().is_none_or(|group| group.0.get());
        if !is_open || settled == shown {
            return;
        }
        shown = settled;
        requester.ask_of(&settled, Request::LeverContext(id.to_owned()), move |answer| {
            if let Answer::LeverContext { response: text, how, turns: zeros, curve: paths } = answer {
                response.set((text.clone(), how.clone()));
                turns.set(zeros.clone());
                curve.set(paths.clone());
            }
        });
    });
    let how = move || response.with(|(_, how)| (!how.is_empty()).then(|| how.clone()));
    view! {
        <p class="response" data-name=prerendered(|| format!("response-{id}")) data-from-worker=prerendered(|| "") title=attribute(how)>
            {text(move || response.with(|(text, _)| text.clone()))}
        </p>
    }
}
