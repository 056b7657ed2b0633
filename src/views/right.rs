//! How right the numbers are, in short.

use maud::{Markup, html};
use model::catalog::accuracy::{Class, DATE, Errors, WHOLE};
use model::format::digits::NO_BREAK;

/// The page that holds every published result against what is computed.
const PAGE: &str = "right.html";

/// The section.
pub(super) fn right() -> Markup {
    let Errors { runs, median, within_25, within_50, .. } = WHOLE;
    html! {
        section.part aria-labelledby="how-right" data-name="right" {
            h2 id="how-right" { "How right is this?" }
            p.measure {
                "On " (runs) " published runs that its constants were not fitted to, predicted throughput has a median \
                 error of " (percent(median)) "; " (percent(within_25)) " lie within a quarter of what was measured, "
                (percent(within_50)) " within a half (" (DATE) "). It differs by kind of model, and each range on this \
                 page is that of the model's kind."
            }
            div.scroll tabindex="0" role="region" aria-label="Table of errors by kind of model" {
                table.errors {
                    caption.visually-hidden { "Predicted against measured throughput" }
                    thead {
                        tr {
                            th scope="col" { "Runs of" }
                            @for head in ["Runs", "Median error", "Within 25 %", "Measured over predicted, nine of ten"] {
                                th.number scope="col" { (head) }
                            }
                        }
                    }
                    tbody {
                        @for class in Class::ALL { (row(class.label(), class.errors())) }
                        (row("all models", WHOLE))
                    }
                }
            }
            details data-name="right-details" data-part="right.part.html" {
                summary { "Every published result beside the computed one, and every group of runs" }
                div {}
            }
            p.small { a href=(PAGE) { "The same as a page of its own" } }
        }
    }
}

fn row(label: &str, errors: Errors) -> Markup {
    let Errors { runs, median, within_25, low, high, .. } = errors;
    html! {
        tr {
            th scope="row" { (label) }
            td.number { (runs) }
            td.number { (percent(median)) }
            td.number { (percent(within_25)) }
            td.number { (format!("{low:.2} to {high:.2}")) }
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.1}{NO_BREAK}%", 100.0 * share)
}
