//! The inputs that change profit most, as bars.

use crate::views::table::FigureTable;
use charts::chart::tornado::Tornado;
use leptos::prelude::*;
use model::study::evaluate::Evaluation;
use model::study::sensitivity::swing::swings;

/// Above this width the bars do not become easier to compare.
pub const WIDEST: f64 = 960.0;

/// Ranked swings of profit over the range of each input.
pub fn ranked(now: &Evaluation) -> Tornado {
    Tornado::new(now, &swings(now))
}

/// The content of the section, with a drawing.
pub fn body<V: IntoView>(tornado: &Tornado, drawing: V) -> impl IntoView + use<V> {
    view! {
        <p class="chart-finding measure" data-name="swings-finding">{tornado.finding.clone()}</p>
        <div class="swings-room">{drawing}</div>
    }
}

/// The numbers of the drawing.
pub fn numbers(tornado: &Tornado) -> impl IntoView + use<> {
    let all = [tornado.bars.as_slice(), tornado.rest.as_slice()].concat();
    let still = (!tornado.still.is_empty()).then(|| tornado.still.join(", "));
    view! {
        <FigureTable table=tornado.table(&all) note=tornado.note.clone()/>
        {still.map(|names| view! {
            <p class="small">"These do not move profit here over their ranges: " {names} "."</p>
        })}
    }
}
