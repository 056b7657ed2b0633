//! How certain the profit is: twenty cases as dots, in words, and the inputs that were drawn.

use crate::ui::place::place;
use crate::ui::result::chances::MARGIN;
use charts::chart::quantile_dots::{Case, Cases, HIGH, WIDE};
use charts::finding::chances;
use leptos::prelude::*;
use model::format::digits::shown;
use model::sheet::stage_label;
use model::study::evaluate::Evaluation;
use model::study::monte_carlo::draws::{Input, inputs};
use model::study::monte_carlo::outlook::Outlook;

/// The dots and the sentences of a scenario.
pub fn chances(outlook: &Outlook) -> impl IntoView + use<> {
    let say = |what: fn(&Outlook) -> String| what(outlook);
    view! {
        {dots(outlook)}
        <div class="chances-words">
            <p class="chance" data-name="chance">{say(chances::of_profit)}</p>
            <p class="chance-ends" data-name="chance-ends">{say(chances::ends)}</p>
            <p class="chance-against" data-name="chance-against">{say(chances::against)}</p>
            <p class="chance-market" data-name="chance-market">{say(chances::of_market)}</p>
        </div>
    }
}

/// The dots over an axis of dollars a year.
fn dots(outlook: &Outlook) -> impl IntoView + use<> {
    let foot = HIGH + MARGIN;
    let view_box = format!("0 0 {WIDE} {}", foot + MARGIN / 2.0);
    let label = chances::dots(outlook);
    let dot = |case: &Case| {
        let (x, y) = (format!("{:.2}", case.x), format!("{:.2}", foot - case.y));
        view! { <circle class="case case-dot" class:is-loss=case.is_loss cx=x cy=y r="0.38"></circle> }
    };
    let tick = |(x, name): (f64, String)| {
        view! { <span class=format!("case-tick {}", place(x / WIDE))>{name}</span> }
    };
    let Cases { dots, ticks, zero, .. } = Cases::of(outlook);
    let zero = format!("M{zero:.2} {foot}V0");
    view! {
        <figure class="cases">
            <svg viewBox=view_box role="img" aria-label=label focusable="false" data-name="cases">
                <path class="case-axis" d=format!("M0 {foot}H{WIDE}")></path>
                <path class="case-axis" d=zero></path>
                {dots.iter().map(dot).collect_view()}
            </svg>
            <div class="case-ticks" aria-hidden="true">{ticks.into_iter().map(tick).collect_view()}</div>
            <figcaption class="case-key">
                "Profit per year, each dot one case of twenty: " {key("case")} " profit, "
                {key("case is-loss")} " loss"
            </figcaption>
        </figure>
    }
}

/// A dot as shown in the key.
fn key(class: &'static str) -> impl IntoView {
    view! {
        <svg viewBox="0 0 1 1" aria-hidden="true" focusable="false">
            <circle class=class cx="0.5" cy="0.5" r="0.38"></circle>
        </svg>
    }
}

/// Which inputs are drawn and how.
pub fn rules() -> impl IntoView {
    view! {
            <p>
                "Ten thousand times, every input that has a range in the sources is drawn from it, independently of the \
                 others, and the whole factory is computed. Where the upper end is more than \
                 twice the lower, the draw is log-triangular; any other range is drawn as triangular. Both peak at \
                 the value."
            </p>
            <p>
                "Not drawn are the levers that you set, the size of the site, which is a choice, and the constants of \
                 the throughput formulas, whose error is covered by drawing measured against predicted throughput. \
                 Layouts are searched for eight context lengths across its range. The three list prices move \
                 together. The number of agents is unknown, so the tokens they use are drawn instead. Both \
                 scenarios of a comparison use the same draws."
            </p>
    }
}

/// How inputs are drawn, and every input drawn in a scenario, one row each.
pub fn drawn(now: &Evaluation) -> impl IntoView + use<> {
    let heads =
        ["Input", "Value", "From", "To", "Drawn as"].map(|head| view! { <th scope="col">{head}</th> });
    view! {
        <div class="measure drawn-rules">{rules()}</div>
        <div class="scroll" tabindex="0" role="region" aria-label="Inputs that are drawn">
            <table>
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{inputs(now).iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(input: &Input) -> impl IntoView + use<> {
    let Input { stage, about, datum, spread } = *input;
    let unit = &about.unit;
    let [value, low, high] = [datum.value, datum.low, datum.high].map(|it| shown(unit.base(it), unit));
    let name = format!("{stage}.{}", about.id);
    let href = format!("manual.html#{name}");
    view! {
        <tr>
            <th scope="row">
                <a class="plain" data-why=name href=href title=stage_label(stage)>{about.label}</a>
            </th>
            <td class="number">{value}</td>
            <td class="number">{low}</td>
            <td class="number">{high}</td>
            <td title=spread.sentence()>{spread.word()}</td>
        </tr>
    }
}
