//! What comes out, taken hold of: the finding, the strip, what to know of the scenario, tiers, draws, swings.

use super::desk::Desk;
use super::frame::{AFTER, Pause};
use super::hold::{all_within, named, openness, set_attribute, set_class, set_text, within};
use super::oracle::{Oracle, Standing};
use super::state::follow;
use crate::markup;
use crate::markup::asked::Question;
use crate::markup::result::STRIP;
use crate::words::digits::shown;
use web_sys::Element;

/// Takes hold of all of it.
pub(crate) fn hold(desk: Desk, oracle: Oracle) {
    hold_strip(desk);
    hold_words(desk);
    hold_chances(desk, oracle);
    if let Some(rows) = named("tier-rows") {
        oracle.keep(rows, Question::Tiers);
    }
    hold_swings(desk, oracle);
    if let (Some(details), Some(rows)) = (named("drawn"), named("drawn-rows")) {
        oracle.keep_while(openness(&details), rows, Question::Drawn);
    }
}

/// The line that stays in sight.
fn hold_strip(desk: Desk) {
    let Some(strip) = named("strip") else { return };
    let places = all_within(&strip, "b");
    follow(move || {
        desk.evaluation.with(|now| {
            for (place, (_, about, of)) in places.iter().zip(STRIP) {
                let value = of(&now.factory);
                set_text(place, &shown(value, &about.unit));
                set_class(place, "is-loss", value < 0.0);
            }
        });
    });
}

/// Parts that are made anew as a whole. What the page is pressed with stays until something differs.
fn hold_words(desk: Desk) {
    let untouched = desk.untouched.peek(|untouched| untouched.factory.profit.profit);
    let parts = ["finding", "day", "notes", "sureness"].map(named);
    let mut before: [Option<String>; 4] = [const { None }; 4];
    let mut is_pressed = desk.pressed();
    follow(move || {
        let now = desk.evaluation.get();
        if is_pressed() {
            return;
        }
        let made = [
            markup::result::finding(&now, untouched),
            markup::result::day(&now),
            markup::result::notes(&now),
            markup::result::sureness(&now),
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
fn hold_chances(desk: Desk, oracle: Oracle) {
    let (Some(section), Some(body)) = (named("chances"), named("chances-body")) else { return };
    let own = section.clone();
    follow(move || {
        let state = oracle.state.get();
        let said = match state {
            Standing::Asleep => return,
            Standing::Waiting | Standing::Told => "The draws are being made.",
            Standing::NotComputable => "There are no chances to tell: this profit cannot be computed.",
            Standing::Silent => {
                "The draws cannot be made here: the program that makes them beside the page did not start. \
                 Loading the page again may help; all else works without it."
            }
        };
        oracle.told.with(|told| match told {
            Some(html) => body.set_inner_html(html),
            // The drawing of the untouched scenario stands until there is another.
            None if state == Standing::Waiting && desk.is_untouched() => {}
            None => empty(&body, said),
        });
    });
    // For tests and benches: how many draws of the present scenario are shown, and whether its band is.
    follow(move || {
        let state = oracle.state.get();
        let draws = match state {
            Standing::Asleep => return,
            Standing::NotComputable => "none".to_owned(),
            _ => oracle.outlook.with(|outlook| {
                let is_present = |scenario| desk.scenario.with(|now| now == scenario);
                outlook.as_deref().filter(|it| is_present(&it.scenario)).map_or(0, |it| it.draws).to_string()
            }),
        };
        let lever = desk.over.get();
        let others = desk.scenario.with(|scenario| scenario.with(lever, lever.default_base()));
        let has_band = oracle.band_over(lever, &others).is_some();
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
fn hold_swings(desk: Desk, oracle: Oracle) {
    let Some(body) = named("swings-body") else { return };
    let later = Pause::default();
    let mut is_pressed = desk.pressed();
    follow(move || {
        let scenario = desk.settled.get();
        if is_pressed() {
            return;
        }
        let body = body.clone();
        later.then(AFTER, move || {
            let width = super::width_of(&body);
            oracle.ask_of(&scenario, Question::Swings(width), move |html| {
                let is_open = within(&body, "details").is_some_and(|details| details.has_attribute("open"));
                body.set_inner_html(html);
                if let Some(details) = within(&body, "details").filter(|_| is_open) {
                    set_attribute(&details, "open", Some(""));
                }
            });
        });
    });
}
