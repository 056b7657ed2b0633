//! Where a figure was read, and how well it is known.

use crate::catalog::{Grade, Source};
use maud::{Markup, html};

/// How well a figure is known, in a word; the sentence is its title.
pub fn badge(grade: Grade) -> Markup {
    html! { span class={ "badge is-" (class(grade)) } title=(grade.meaning()) { (grade.word()) } }
}

/// A document: title with its address, publisher and date.
pub fn citation(source: &Source) -> Markup {
    html! {
        span.citation {
            cite {
                @if source.url.is_empty() { (source.title) }
                @else { a href=(source.url) rel="noopener external" { (source.title) } }
            }
            @for part in [source.publisher, source.published] {
                @if !part.is_empty() { ", " (part) }
            }
        }
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
