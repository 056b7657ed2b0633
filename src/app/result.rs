//! The results in the browser: the finding, the strip, what to know of the scenario, tiers, draws, swings.

use crate::messages::Request;
use crate::ui::app_state::AppState;
use crate::ui::dom::{all_within, named, openness, set_attribute, set_class, set_text, within};
use crate::ui::frame::{AFTER, Pause};
use crate::ui::state::follow;
use crate::ui::worker_client::{WorkerClient, WorkerStatus};
use crate::views;
use crate::views::result::STRIP;
use model::format::digits::shown;
use web_sys::Element;

/// Attaches to all of it.
pub(crate) fn hold(app: AppState, worker: WorkerClient) {
    hold_strip(app);
    hold_words(app);
    hold_chances(app, worker);
    if let Some(rows) = named("tier-rows") {
        worker.keep(rows, Request::Tiers);
    }
    hold_swings(app, worker);
    if let (Some(details), Some(rows)) = (named("drawn"), named("drawn-rows")) {
        worker.keep_while(openness(&details), rows, Request::Drawn);
    }
}

/// The line that stays in sight.
fn hold_strip(app: AppState) {
    let Some(strip) = named("strip") else { return };
    let places = all_within(&strip, "b");
    follow(move || {
        app.evaluation.with(|now| {
            for (place, (_, about, of)) in places.iter().zip(STRIP) {
                let value = of(&now.factory);
                set_text(place, &shown(value, &about.unit));
                set_class(place, "is-loss", value < 0.0);
            }
        });
    });
}

/// Parts that are made anew as a whole. What the page is prerendered with stays until something differs.
fn hold_words(app: AppState) {
    let baseline = app.baseline.peek(|baseline| baseline.factory.profit.profit);
    let parts = ["finding", "day", "notes", "sureness"].map(named);
    let mut before: [Option<String>; 4] = [const { None }; 4];
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let now = app.evaluation.get();
        if is_prerendered() {
            return;
        }
        let made = [
            views::result::finding(&now, baseline),
            views::result::day(&now),
            views::result::notes(&now),
            views::result::sureness(&now),
        ];
        for ((part, made), before) in parts.iter().zip(made).zip(&mut before) {
            let made = made.into_string();
            if let Some(part) = part.as_ref().filter(|_| before.as_ref() != Some(&made)) {
                part.set_inner_html(&made);
                *before = Some(made);
            }
        }
    });
}

/// How sure the profit is.
fn hold_chances(app: AppState, worker: WorkerClient) {
    let (Some(section), Some(body)) = (named("chances"), named("chances-body")) else { return };
    let own = section.clone();
    follow(move || {
        let state = worker.state.get();
        let said = match state {
            WorkerStatus::Asleep => return,
            WorkerStatus::Waiting | WorkerStatus::Ready => "The draws are being made.",
            WorkerStatus::NotComputable => "There are no chances to tell: this profit cannot be computed.",
            WorkerStatus::Silent => {
                "The draws cannot be made here: the program that makes them beside the page did not start. \
                 Loading the page again may help; all else works without it."
            }
        };
        worker.summary.with(|summary| match summary {
            Some(html) => body.set_inner_html(html),
            // The drawing of the baseline scenario stands until there is another.
            None if state == WorkerStatus::Waiting && app.is_baseline() => {}
            None => empty(&body, said),
        });
    });
    // For tests and benches: how many draws of the present scenario are shown, and whether its band is.
    follow(move || {
        let state = worker.state.get();
        let draws = match state {
            WorkerStatus::Asleep => return,
            WorkerStatus::NotComputable => "none".to_owned(),
            _ => worker.outlook.with(|outlook| {
                let is_present = |scenario| app.scenario.with(|now| now == scenario);
                outlook.as_deref().filter(|it| is_present(&it.scenario)).map_or(0, |it| it.draws).to_string()
            }),
        };
        let lever = app.over.get();
        let others = app.scenario.with(|scenario| scenario.with(lever, lever.default_base()));
        let has_band = worker.band_over(lever, &others).is_some();
        set_attribute(&own, "data-draws", Some(&draws));
        set_attribute(&own, "data-band", Some(if has_band { "true" } else { "false" }));
    });
}

/// Room for the draws that are to come, with a sentence on them in place of theirs.
fn empty(body: &Element, said: &str) {
    for dot in all_within(body, ".case-dot") {
        set_attribute(&dot, "class", Some("case case-dot is-unknown"));
    }
    for part in all_within(body, ".case-ticks, .chances-words > p") {
        part.set_text_content(None);
    }
    if let Some(drawing) = within(body, "[data-name=cases]") {
        set_attribute(&drawing, "aria-label", Some("Room for twenty dots, one for each case."));
    }
    if let Some(sentence) = within(body, "[data-name=chance]") {
        set_text(&sentence, said);
    }
}

/// What moves profit most: asked when a change is settled.
fn hold_swings(app: AppState, worker: WorkerClient) {
    let Some(body) = named("swings-body") else { return };
    let later = Pause::default();
    let mut is_prerendered = app.prerendered();
    follow(move || {
        let scenario = app.settled.get();
        if is_prerendered() {
            return;
        }
        let body = body.clone();
        later.then(AFTER, move || {
            let width = crate::ui::dom::width_of(&body);
            worker.ask_of(&scenario, Request::Swings(width), move |answer| {
                let is_open = within(&body, "details").is_some_and(|details| details.has_attribute("open"));
                body.set_inner_html(answer.html());
                if let Some(details) = within(&body, "details").filter(|_| is_open) {
                    set_attribute(&details, "open", Some(""));
                }
            });
        });
    });
}
