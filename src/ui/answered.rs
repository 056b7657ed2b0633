//! HTML that the worker makes of the settled scenario, because the page does not hold what explains it.

use super::{Attribute, attribute, worker_client};
use crate::messages::Request;
use crate::ui::state::{Derived, State, follow};

/// The answer to a request, as what stands within an element. What is prerendered stands until another scenario is settled on.
pub(crate) fn answered(request: Request, prerendered: Option<String>) -> Attribute {
    let (html, worker) = (State::new(prerendered), worker_client());
    worker.follow_settled(request, move |answer| html.set(Some(answer.html().to_owned())));
    attribute(move || html.get())
}

/// The same while an element is unfolded; nothing is prerendered there.
pub(crate) fn answered_while(is_open: State<bool>, request: Request) -> Attribute {
    let (html, worker) = (State::new(None), worker_client());
    let wanted = Derived::new(move || is_open.get().then(|| worker.settled()));
    follow(move || {
        if let Some(scenario) = wanted.get() {
            worker.ask_of(&scenario, request.clone(), move |answer| html.set(Some(answer.html().to_owned())));
        }
    });
    attribute(move || html.get())
}
