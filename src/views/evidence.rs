//! Where a figure was read, and how well it is known.

use maud::{Markup, html};
use model::catalog::{Datum, Grade, Source};

/// How well a figure is known, in a word; the sentence is its title.
pub fn badge(grade: Grade) -> Markup {
    html! { span class=(format!("badge is-{}", class(grade))) title=(grade.meaning()) { (grade.word()) } }
}

/// The same of a datum, with its note in the title.
pub fn badge_of(datum: &Datum) -> Markup {
    let title = format!("{} {}", datum.grade.meaning(), datum.note);
    html! { span class=(format!("badge is-{}", class(datum.grade))) title=(title) { (datum.grade.word()) } }
}

/// A document: title with its address, publisher and date.
pub fn citation(source: &Source) -> Markup {
    html! {
        span.citation {
            cite {
                @if source.url.is_empty() { (source.title) }
                @else { a href=(source.url) rel="noopener external" { (source.title) } }
            }
            @for part in [source.publisher, source.published].iter().filter(|part| !part.is_empty()) {
                ", " (part)
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

#[cfg(test)]
mod tests {
    use super::*;
    use model::catalog::sources::{GTC_2025, GTC_2026};

    #[test]
    fn a_document_is_a_link_where_it_has_an_address() {
        let linked = citation(&GTC_2026).into_string();
        assert!(linked.contains(GTC_2026.url) && linked.contains("NVIDIA, 2026-03-16"), "{linked}");
        assert!(!citation(&GTC_2025).into_string().contains("<a"));
    }

    #[test]
    fn a_badge_says_its_grade_and_what_it_means() {
        let text = badge(Grade::Notes).into_string();
        assert!(
            text.contains("is-notes") && text.contains("from notes") && text.contains("Approximate"),
            "{text}"
        );
    }
}
