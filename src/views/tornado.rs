//! The inputs that move profit most, as bars.

use super::table::table;
use charts::chart::tornado::Tornado;
use maud::{Markup, PreEscaped, html};
use model::study::evaluate::Evaluation;
use model::study::sensitivity::swing::swings;

/// Wider than this the bars are no easier to compare.
pub const WIDEST: f64 = 960.0;

/// Ranked swings of profit over the range of each input.
pub fn ranked(now: &Evaluation) -> Tornado {
    Tornado::new(now, &swings(now))
}

/// What the section holds, with a drawing.
pub fn body(tornado: &Tornado, drawing: &str) -> Markup {
    let all = [tornado.bars.as_slice(), tornado.rest.as_slice()].concat();
    html! {
        p class="chart-finding measure" data-name="swings-finding" { (tornado.finding) }
        div.swings-room { (PreEscaped(drawing)) }
        details.more data-name="table-swings" {
            summary { "Numbers of this chart" }
            (table(&tornado.table(&all), &tornado.note))
            @if !tornado.still.is_empty() {
                p.small { "Over their ranges these do not move profit here: " (tornado.still.join(", ")) "." }
            }
        }
    }
}
