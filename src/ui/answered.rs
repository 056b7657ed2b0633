//! HTML rendered by the worker for the settled scenario, because the page does not include the code for it.

use super::{Attribute, attribute, worker_client};
use crate::messages::Request;
use crate::ui::state::{Derived, State, follow};

/// The answer to a request, as the content of an element. Prerendered content stays until a different scenario is
/// settled.
pub(crate) fn answered(request: Request, prerendered: Option<String>) -> Attribute {
    let (html, worker) = (State::new(prerendered), worker_client());
    worker.follow_settled(request, move |answer| html.set(Some(answer.html().to_owned())));
    attribute(move || html.get())
}

/// The same while an element is unfolded; nothing is prerendered for it.
pub(crate) fn answered_while(is_open: State<bool>, request: Request) -> Attribute {
    let (html, worker) = (State::new(None), worker_client());
    let requester = worker.requester();
    let wanted = Derived::new(move || is_open.get().then(|| worker.settled()));
    follow(move || {
        if let Some(scenario) = wanted.get() {
            requester
                .ask_of(&scenario, request.clone(), move |answer| html.set(Some(answer.html().to_owned())));
        }
    });
    attribute(move || html.get())
}
