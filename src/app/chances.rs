//! How sure the profit is: twenty cases as dots, in words, and what was drawn.

use super::desk::Desk;
use super::oracle::{Oracle, State};
use crate::figure::cases::{Cases, HIGH, WIDE};
use crate::finding::chances;
use crate::sheet::stage_label;
use crate::study::draws::{Input, inputs};
use crate::study::evaluate::evaluate;
use crate::study::outlook::{CASES, Outlook};
use crate::words::digits::shown;
use leptos::prelude::*;

/// Room above the highest dot and below the lowest, in dots.
const MARGIN: f64 = 0.5;

/// The chances of the present scenario.
#[component]
pub(crate) fn Chances() -> impl IntoView {
    let oracle = Oracle::here();
    let say = move |what: fn(&Outlook) -> String| {
        move || oracle.outlook.with(|outlook| outlook.as_deref().map(what).unwrap_or_default())
    };
    let sentence = move || match oracle.state.get() {
        State::Waiting => "The draws are being made.".to_owned(),
        State::Told => say(chances::of_profit)(),
        State::NotComputable => "There are no chances to tell: this profit cannot be computed.".to_owned(),
        State::Silent => {
            "The draws cannot be made here: the program that makes them beside the page did not start. \
                          Loading the page again may help; all else works without it."
                .to_owned()
        }
    };
    // For tests and benches: how many draws of the present scenario are shown, and whether its band is.
    let desk = Desk::here();
    let draws = move || {
        let is_present = |outlook: &&Outlook| desk.scenario.with(|scenario| outlook.scenario == *scenario);
        if oracle.state.get() == State::NotComputable {
            return "none".to_owned();
        }
        oracle.outlook.with(|outlook| {
            outlook.as_deref().filter(is_present).map_or(0, |outlook| outlook.draws).to_string()
        })
    };
    let has_band = move || {
        let lever = desk.over.get();
        let others = desk.scenario.with(|scenario| scenario.with(lever, lever.default_base()));
        oracle.band_over(lever, &others).is_some().to_string()
    };
    view! {
        <section
            class="part chances"
            aria-labelledby="chances"
            data-name="chances"
            data-draws=draws
            data-band=has_band
        >
            <h2 id="chances">"How sure is this profit?"</h2>
            <div class="chances-body">
                <Dots/>
                <div class="chances-words">
                    <p class="chance" data-name="chance">{sentence}</p>
                    <p class="chance-ends" data-name="chance-ends">{say(chances::ends)}</p>
                    <p class="chance-against" data-name="chance-against">{say(chances::against)}</p>
                    <p class="chance-market" data-name="chance-market">{say(chances::of_market)}</p>
                </div>
            </div>
            <Drawn/>
        </section>
    }
    .into_any()
}

/// The dots over an axis of dollars a year.
#[component]
fn Dots() -> impl IntoView {
    let oracle = Oracle::here();
    let cases = Memo::new(move |_| oracle.outlook.with(|outlook| outlook.as_deref().map(Cases::of)));
    let foot = HIGH + MARGIN;
    let dot = move |i: usize| {
        let case =
            Memo::new(move |_| cases.with(|cases| cases.as_ref().and_then(|it| it.dots.get(i).copied())));
        let class = move || match case.get() {
            None => "case is-unknown",
            Some(case) if case.is_loss => "case is-loss",
            Some(_) => "case",
        };
        view! {
            <circle
                class=class
                cx=move || case.get().map(|case| format!("{:.2}", case.x))
                cy=move || case.get().map(|case| format!("{:.2}", foot - case.y))
                r="0.38"
            />
        }
    };
    let zero = move || cases.with(|it| it.as_ref().map(|it| format!("M{0:.2} {foot}V0", it.zero)));
    let ticks = move || {
        let ticks = cases.with(|cases| cases.as_ref().map(|it| it.ticks.clone())).unwrap_or_default();
        let tick = |(x, name): (f64, String)| {
            view! { <span class="case-tick" style:--at=format!("{:.4}", x / WIDE)>{name}</span> }
        };
        ticks.into_iter().map(tick).collect_view()
    };
    let label = move || {
        let none = || "Room for twenty dots, one for each case.".to_owned();
        oracle.outlook.with(|outlook| outlook.as_deref().map_or_else(none, chances::dots))
    };
    view! {
        <figure class="cases">
            <svg
                viewBox=format!("0 0 {WIDE} {}", foot + MARGIN / 2.0)
                role="img"
                aria-label=label
                focusable="false"
                data-name="cases"
            >
                <path class="case-axis" d=format!("M0 {foot}H{WIDE}")/>
                <path class="case-axis" d=zero/>
                {(0..CASES).map(dot).collect_view()}
            </svg>
            <div class="case-ticks" aria-hidden="true">{ticks}</div>
            <figcaption class="case-key">
                "Profit per year, each dot one case of twenty: "
                <svg viewBox="0 0 1 1" aria-hidden="true" focusable="false">
                    <circle class="case" cx="0.5" cy="0.5" r="0.38"/>
                </svg>
                " profit, "
                <svg viewBox="0 0 1 1" aria-hidden="true" focusable="false">
                    <circle class="case is-loss" cx="0.5" cy="0.5" r="0.38"/>
                </svg>
                " loss"
            </figcaption>
        </figure>
    }
    .into_any()
}

/// What is drawn and how, made when it is opened.
#[component]
fn Drawn() -> impl IntoView {
    let desk = Desk::here();
    let open = RwSignal::new(false);
    let rows =
        move || desk.settled.with(|scenario| inputs(&evaluate(scenario)).iter().map(row).collect_view());
    view! {
        <details class="more" data-name="drawn" on:toggle=move |event| open.set(super::is_open(&event))>
            <summary>"What is drawn, and how"</summary>
            <Show when=move || open.get()>
                <div class="measure drawn-rules">
                    <p>
                        "Each input below has a range in the sources. Ten thousand times all of them are put at a random \
                         place of their range, each for itself, and the whole factory is computed. An end more than \
                         twice the other is drawn by ratio (log-triangular), any other range evenly on both sides of its \
                         value (triangular)."
                    </p>
                    <p>
                        "Held are the levers that you have set, the size of the site, which is chosen and not estimated, \
                         and the constants of the throughput formulas, whose error is in the drawn band of measured \
                         against predicted throughput. Layouts are searched for eight lengths of context across its \
                         range. The three list prices move together. Of agents, whom nobody counts, the tokens they use \
                         are drawn. Both scenarios of a comparison are drawn with the same numbers."
                    </p>
                </div>
                <div class="scroll" tabindex="0" role="region" aria-label="Inputs that are drawn">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Input"</th>
                                <th scope="col">"Value"</th>
                                <th scope="col">"From"</th>
                                <th scope="col">"To"</th>
                                <th scope="col">"Drawn as"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Show>
        </details>
    }
    .into_any()
}

fn row(input: &Input) -> impl IntoView + use<> {
    let Input { stage, about, datum, spread } = *input;
    let unit = &about.unit;
    let [value, low, high] = [datum.value, datum.low, datum.high].map(|it| shown(unit.base(it), unit));
    view! {
        <tr>
            <th scope="row">
                <a href=format!("#{stage}.{}", about.id) title=stage_label(stage)>{about.label}</a>
            </th>
            <td class="number">{value}</td>
            <td class="number">{low}</td>
            <td class="number">{high}</td>
            <td title=spread.sentence()>{spread.word()}</td>
        </tr>
    }
}
