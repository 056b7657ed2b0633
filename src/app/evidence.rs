//! Where a figure was read, and how well it is known.

use crate::catalog::{Grade, Source};
use leptos::prelude::*;

/// How well a figure is known, in a word; the sentence is its title.
#[component]
pub(crate) fn GradeBadge(grade: Grade) -> impl IntoView {
    view! { <span class=format!("badge is-{}", class(grade)) title=grade.meaning()>{grade.word()}</span> }
        .into_any()
}

/// A document: title with its address, publisher and date.
#[component]
pub(crate) fn Citation(source: &'static Source) -> impl IntoView {
    let title = if source.url.is_empty() {
        view! { <cite>{source.title}</cite> }.into_any()
    } else {
        view! { <cite><a href=source.url rel="noopener external">{source.title}</a></cite> }.into_any()
    };
    let after: String = [source.publisher, source.published]
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| format!(", {part}"))
        .collect();
    view! { <span class="citation">{title}{after}</span> }.into_any()
}

fn class(grade: Grade) -> &'static str {
    match grade {
        Grade::Published => "published",
        Grade::Reported => "reported",
        Grade::Derived => "derived",
        Grade::Notes | Grade::Recalled => "notes",
        Grade::Assumed => "assumed",
        Grade::Missing => "missing",
    }
}
