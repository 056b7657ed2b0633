//! HTML of views, and views of HTML.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

/// The HTML of views that are not hydrated: without the marks by which a program would find texts and lists again.
pub fn html(view: impl IntoView) -> String {
    view.into_view().to_html().replace("<!>", "")
}

/// Existing HTML as a view.
pub fn raw(html: impl Into<String>) -> InertElement {
    InertElement::new(html.into())
}
