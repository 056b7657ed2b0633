//! What screen readers are told after a change.

use super::{app_state, prerendered};
use leptos::prelude::*;

/// The polite live region for screen readers: the result of a change.
#[component]
pub fn Announcements() -> impl IntoView {
    let app = app_state();
    view! {
        <p class="visually-hidden" role="status" aria-live="polite" data-component=prerendered(|| "announcements") data-name=prerendered(|| "said")>
            {app.said}
        </p>
    }
}
