//! A figure with its heading and legend above it and its numbers below.
//!
//! The drawing stands twice in its room: as SVG, which is there from the first and for print, and on a canvas, which
//! takes its place on the screen as soon as something moves.

use super::legend::{legend, present};
use charts::Figure;
use maud::{Markup, html};

/// What stands in place of a single point while none is read.
pub const HINT: &str = "Each dot rests on a published figure: point at it, or go from one to the next with the up and down arrow keys.";

/// The frame of a figure. `still` is what is drawn of it before there is a canvas; `over` stands in the
/// title after "Profit over"; `told` where it has single points, or says why it has none.
pub fn chart(
    figure: &Figure,
    name: &str,
    still: &Markup,
    over: Option<Markup>,
    told: Option<&str>,
) -> Markup {
    html! {
        figure.chart data-name={ "chart-" (name) } data-chart=(name) aria-labelledby={ "title-" (name) } {
            figcaption.chart-head {
                @match over {
                    Some(over) => (over),
                    None => h2 id={ "title-" (name) } { (figure.title) },
                }
                p.chart-finding { (figure.finding) }
            }
            div.legend data-name={ "legend-" (name) } role="group" aria-label="Series" {
                (legend(figure, present(figure), &[]))
            }
            div.chart-room {
                div.still data-figure=(name) aria-hidden="true" {
                    (still)
                }
                canvas tabindex="0" role="application" aria-roledescription="interactive chart"
                    aria-label=(label(figure)) aria-describedby={ "description-" (name) } id={ "canvas-" (name) }
                    data-name={ "canvas-" (name) } {}
            }
            @if let Some(told) = told {
                p.chart-told data-name={ "told-" (name) } data-dots=(!figure.dots.is_empty()) { (told) }
            }
            p.visually-hidden id={ "description-" (name) } { (figure.describe()) }
            details class="more chart-table" id={ "table-" (name) } data-name={ "table-" (name) } {
                summary { "Numbers of this chart" }
                div data-table {}
            }
        }
    }
}

/// What the chart is called, and how it is read by keys.
pub fn label(figure: &Figure) -> String {
    let dots = if figure.dots.is_empty() { "" } else { ", up and down arrows published figures" };
    format!("{}. Left and right arrows read values{dots}, T opens the table.", figure.title)
}
