//! How sure the profit is: twenty cases as dots, in words, and what was drawn.

use crate::ui::place::place;
use crate::ui::result::chances::MARGIN;
use charts::chart::quantile_dots::{Cases, HIGH, WIDE};
use charts::finding::chances;
use maud::{Markup, html};
use model::format::digits::shown;
use model::sheet::stage_label;
use model::study::evaluate::Evaluation;
use model::study::monte_carlo::draws::{Input, inputs};
use model::study::monte_carlo::outlook::{CASES, Outlook};

/// The dots and the sentences of a scenario. Without an outlook there is room for them.
pub fn chances(outlook: Option<&Outlook>) -> Markup {
    let say = |what: fn(&Outlook) -> String| outlook.map(what).unwrap_or_default();
    html! {
        (dots(outlook))
        div.chances-words {
            p.chance data-name="chance" { (say(chances::of_profit)) }
            p.chance-ends data-name="chance-ends" { (say(chances::ends)) }
            p.chance-against data-name="chance-against" { (say(chances::against)) }
            p.chance-market data-name="chance-market" { (say(chances::of_market)) }
        }
    }
}

/// The dots over an axis of dollars a year.
fn dots(outlook: Option<&Outlook>) -> Markup {
    let cases = outlook.map(Cases::of);
    let foot = HIGH + MARGIN;
    let label = outlook.map_or_else(|| "Room for twenty dots, one for each case.".to_owned(), chances::dots);
    let key = |class: &str| {
        html! {
            svg viewBox="0 0 1 1" aria-hidden="true" focusable="false" {
                circle class=(class) cx="0.5" cy="0.5" r="0.38" {}
            }
        }
    };
    html! {
        figure.cases {
            svg viewBox=(format!("0 0 {WIDE} {}", foot + MARGIN / 2.0)) role="img" aria-label=(label) focusable="false"
                data-name="cases" {
                path.case-axis d=(format!("M0 {foot}H{WIDE}")) {}
                @if let Some(cases) = &cases {
                    path.case-axis d=(format!("M{0:.2} {foot}V0", cases.zero)) {}
                    @for case in &cases.dots {
                        circle.case.case-dot.is-loss[case.is_loss] cx=(format!("{:.2}", case.x))
                            cy=(format!("{:.2}", foot - case.y)) r="0.38" {}
                    }
                } @else {
                    @for _ in 0..CASES { circle.case.case-dot.is-unknown {} }
                }
            }
            div.case-ticks aria-hidden="true" {
                @for (x, name) in cases.iter().flat_map(|cases| &cases.ticks) {
                    span class={ "case-tick " (place(x / WIDE)) } { (name) }
                }
            }
            figcaption.case-key {
                "Profit per year, each dot one case of twenty: " (key("case")) " profit, " (key("case is-loss")) " loss"
            }
        }
    }
}

/// What is drawn and how.
pub fn rules() -> Markup {
    html! {
        div.measure.drawn-rules {
            p {
                "Each input below has a range in the sources. Ten thousand times all of them are put at a random \
                 place of their range, each for itself, and the whole factory is computed. An end more than \
                 twice the other is drawn by ratio (log-triangular), any other range evenly on both sides of its \
                 value (triangular)."
            }
            p {
                "Held are the levers that you have set, the size of the site, which is chosen and not estimated, \
                 and the constants of the throughput formulas, whose error is in the drawn band of measured \
                 against predicted throughput. Layouts are searched for eight lengths of context across its \
                 range. The three list prices move together. Of agents, whom nobody counts, the tokens they use \
                 are drawn. Both scenarios of a comparison are drawn with the same numbers."
            }
        }
    }
}

/// Every input that is drawn in a scenario, a row each.
pub fn drawn(now: &Evaluation) -> Markup {
    html! { @for input in inputs(now) { (row(&input)) } }
}

fn row(input: &Input) -> Markup {
    let Input { stage, about, datum, spread } = *input;
    let unit = &about.unit;
    let [value, low, high] = [datum.value, datum.low, datum.high].map(|it| shown(unit.base(it), unit));
    html! {
        tr {
            th scope="row" {
                a.plain data-why={ (stage) "." (about.id) } href={ "manual.html#" (stage) "." (about.id) }
                    title=(stage_label(stage)) { (about.label) }
            }
            td.number { (value) }
            td.number { (low) }
            td.number { (high) }
            td title=(spread.sentence()) { (spread.word()) }
        }
    }
}
