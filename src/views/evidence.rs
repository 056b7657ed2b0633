//! The source of a figure, and how well it is known.

use leptos::either::Either;
use leptos::prelude::*;
use model::catalog::{Grade, Source};

/// How well a figure is known, in a word; the sentence is its title.
#[component]
pub fn Badge(
    /// The grade.
    of: Grade,
    /// A note on the figure, shown after the sentence.
    #[prop(optional)]
    note: &'static str,
) -> impl IntoView {
    let title = if note.is_empty() { of.meaning().to_owned() } else { format!("{} {note}", of.meaning()) };
    view! { <span class=format!("badge is-{}", class(of)) title=title>{of.said()}</span> }
}

/// A document: title with its address, publisher and date.
#[component]
pub fn Citation(
    /// The document.
    of: &'static Source,
) -> impl IntoView {
    let title = if of.url.is_empty() {
        Either::Left(of.title)
    } else {
        Either::Right(view! { <a href=of.url rel="noopener external">{of.title}</a> })
    };
    let rest = [of.publisher, of.published].into_iter().filter(|part| !part.is_empty());
    view! {
        <span class="citation">
            <cite>{title}</cite> {rest.map(|part| view! { ", " {part} }).collect_view()}
        </span>
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use model::catalog::sources::{GTC_2026, GTC_2026_GIGAWATT};

    #[test]
    fn a_document_is_a_link_where_it_has_an_address() {
        let linked = html(view! { <Citation of=&GTC_2026/> });
        assert!(linked.contains(GTC_2026.url) && linked.contains("NVIDIA, 2026-03-16"), "{linked}");
        assert!(!html(view! { <Citation of=&GTC_2026_GIGAWATT/> }).contains("<a"));
    }

    #[test]
    fn a_badge_says_its_grade_and_what_it_means() {
        let text = html(view! { <Badge of=Grade::Notes/> });
        assert!(
            text.contains("is-notes") && text.contains("from notes") && text.contains("Approximate"),
            "{text}"
        );
    }
}
