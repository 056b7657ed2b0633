//! Texts, attributes and handlers of views, and values that are only prerendered.

use super::state::{State, follow};
use leptos::ev::{Event, MouseEvent};
use leptos::html::Details;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

/// A text in a view that follows the state.
pub(crate) type Text = Box<dyn FnMut() -> String + Send>;
/// An attribute in a view that follows the state, absent if `None`.
pub(crate) type Attribute = Box<dyn FnMut() -> Option<String> + Send>;
/// A boolean attribute or a class in a view that follows the state.
pub(crate) type Flag = Box<dyn FnMut() -> bool + Send>;

/// A closure in a view. It is boxed so that the code Leptos generates for closures is compiled once and not for each
/// of them, which saves a tenth of the program.
fn boxed<T: 'static>(run: impl FnMut() -> T + 'static) -> Box<dyn FnMut() -> T + Send> {
    // Views require values that could be sent to another thread; a page has only one.
    let mut run = SendWrapper::new(Box::new(run) as Box<dyn FnMut() -> T>);
    Box::new(move || {
        let run = &mut *run;
        run()
    })
}

/// A text that follows the state.
pub(crate) fn text(run: impl FnMut() -> String + 'static) -> Text {
    boxed(run)
}

/// An attribute that follows the state.
pub(crate) fn attribute(run: impl FnMut() -> Option<String> + 'static) -> Attribute {
    boxed(run)
}

/// A boolean attribute or a class that follows the state.
pub(crate) fn flag(run: impl FnMut() -> bool + 'static) -> Flag {
    boxed(run)
}

/// Whether a button is pressed, as the value of its attribute.
pub(crate) fn pressed(mut is_pressed: impl FnMut() -> bool + 'static) -> Text {
    text(move || if is_pressed() { "true" } else { "false" }.to_owned())
}

/// The value of a custom property. It is only set through the CSSOM: the policy of the page refuses inline styles in
/// markup, so a class gives positions until the program runs.
pub(crate) fn css_value(value: f64) -> Option<String> {
    cfg!(feature = "hydrate").then(|| value.to_string())
}

/// A custom property that follows the state.
pub(crate) fn property(mut run: impl FnMut() -> f64 + 'static) -> Attribute {
    attribute(move || css_value(run()))
}

/// A click handler, boxed for the same reason.
pub(crate) fn click(run: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(run)
}

/// A handler of input and change events.
pub(crate) fn changed(run: impl FnMut(Event) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(run)
}

/// The value of an attribute that is set when a component is prerendered, and never changes afterwards.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn prerendered<T>(make: impl FnOnce() -> T) -> Option<T> {
    Some(make())
}

/// The value of an attribute that is set when a component is prerendered, and never changes afterwards.
#[cfg(feature = "hydrate")]
pub(crate) fn prerendered<T>(_make: impl FnOnce() -> T) {}

/// The same for values that are an option on both sides: HTML, a class, a prop.
pub(crate) fn when_prerendering<T>(make: impl FnOnce() -> T) -> Option<T> {
    (!cfg!(feature = "hydrate")).then(make)
}

/// What the page provides to the components below. `expect_context` would put the name of each type into the program.
pub(crate) fn provided<T: Clone + 'static>() -> T {
    use_context().expect("the page provides it")
}

/// Whether a folded element is unfolded. Elements that the reader unfolded before the program started count as
/// unfolded.
pub(crate) fn openness(details: NodeRef<Details>) -> State<bool> {
    let is_open = State::new(false);
    follow(move || {
        if let Some(details) = details.get() {
            is_open.set_if_other(details.open());
        }
    });
    is_open
}

/// A handler of the toggle event of a folded element.
pub(crate) fn toggled(details: NodeRef<Details>, is_open: State<bool>) -> impl FnMut(Event) {
    move |_| is_open.set_if_other(details.get_untracked().is_some_and(|details| details.open()))
}
