//! How certain the profit is: twenty cases as dots, in words, and the inputs that were drawn.

use crate::messages::Request;
use crate::ui::answered::answered_while;
use crate::ui::state::{Derived, State, follow};
use crate::ui::worker_client::WorkerStatus;
use crate::ui::{app_state, attribute, openness, prerendered, toggled, when_prerendering, worker_client};
use charts::chart::quantile_dots::{HIGH, WIDE};
use leptos::html::Details;
use leptos::prelude::*;

/// The section.
#[component]
pub fn Chances(
    /// The dots and sentences of the prerendered scenario.
    #[prop(default = None)]
    chances: Option<String>,
) -> impl IntoView {
    let (app, worker) = (app_state(), worker_client());
    let body = State::new(chances);
    follow(move || {
        let said = match worker.state.get() {
            WorkerStatus::Asleep => return,
            WorkerStatus::Waiting | WorkerStatus::Ready => "The cases are being drawn.",
            WorkerStatus::NotComputable => "No odds can be given: this profit cannot be computed.",
            // The draws of the baseline are shown.
            WorkerStatus::Silent if worker.is_prerendered() => return,
            WorkerStatus::Silent => {
                "The draws cannot be made: the background program is not running. It is being restarted; \
                 everything else works without it."
            }
        };
        let summary = worker.summary.get();
        // The drawing of the baseline scenario stays until there is another.
        if summary.is_some() || worker.state.now() != WorkerStatus::Waiting || !app.is_baseline() {
            body.set_if_other(Some(summary.unwrap_or_else(|| room(said))));
        }
    });
    // For tests and benchmarks: how many draws of the present scenario are shown, and whether its band is. While the
    // worker is asleep, those of the prerendered page are shown.
    let is_known = move || !cfg!(feature = "hydrate") || worker.state.get() != WorkerStatus::Asleep;
    let draws = Derived::new(move || match worker.state.get() {
        WorkerStatus::NotComputable => "none".to_owned(),
        _ => worker.outlook.with(|outlook| {
            let is_present = |scenario| app.scenario.with(|now| now == scenario);
            outlook.as_deref().filter(|it| is_present(&it.scenario)).map_or(0, |it| it.draws).to_string()
        }),
    });
    let has_band = move || {
        let lever = app.over.get();
        let others = app.scenario.with(|scenario| scenario.with(lever, lever.default_base()));
        is_known().then(|| worker.band_over(lever, &others).is_some().to_string())
    };
    view! {
        <section class="part chances" aria-labelledby="chances" data-component=prerendered(|| "chances") data-name=prerendered(|| "chances")
            data-draws=attribute(move || is_known().then(|| draws.get())) data-band=attribute(has_band)>
            <h2 id="chances" inner_html=when_prerendering(|| "How sure is this profit?")></h2>
            <div class="chances-body" data-name=prerendered(|| "chances-body") data-from-worker=prerendered(|| "") inner_html=attribute(move || body.get())></div>
            <Drawn/>
        </section>
    }
}

/// Every input that is drawn, and how; requested while it is unfolded.
#[component]
fn Drawn() -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let is_open = openness(details);
    view! {
        <details class=when_prerendering(|| "more needs-script") data-name=prerendered(|| "drawn") node_ref=details
            on:toggle=toggled(details, is_open)>
            <summary inner_html=when_prerendering(|| "What is drawn, and how")></summary>
            <div data-from-worker=prerendered(|| "") inner_html=answered_while(is_open, Request::Drawn)></div>
        </details>
    }
}

/// Margin above the highest dot and below the lowest, in dots.
pub const MARGIN: f64 = 0.5;

/// A placeholder for draws that have not arrived, with a status sentence in place of theirs.
fn room(said: &str) -> String {
    let foot = HIGH + MARGIN;
    format!(
        "<figure class=\"cases\"><svg viewBox=\"0 0 {WIDE} {}\" role=\"img\" aria-label=\"{NO_DOTS}\" focusable=\"false\" \
         data-name=\"cases\"><path class=\"case-axis\" d=\"M0 {foot}H{WIDE}\"/></svg><div class=\"case-ticks\" \
         aria-hidden=\"true\"></div><figcaption class=\"case-key\">Profit per year, each dot one case of twenty</figcaption>\
         </figure><div class=\"chances-words\"><p class=\"chance\" data-name=\"chance\">{said}</p>\
         <p class=\"chance-ends\" data-name=\"chance-ends\"></p><p class=\"chance-against\" data-name=\"chance-against\"></p>\
         <p class=\"chance-market\" data-name=\"chance-market\"></p></div>",
        foot + MARGIN / 2.0
    )
}

/// The description of the figure while there are no dots.
const NO_DOTS: &str = "Room for twenty dots, one for each case.";
