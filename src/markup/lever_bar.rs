//! The four levers at hand while the page is read: small, at the foot of the window, with what comes out. In narrow
//! windows they are folded at first.

use super::place::place;
use super::result::strip;
use super::track::Track;
use maud::{Markup, html};
use model::scenario::{Group, Lever, Scenario};
use model::study::evaluate::Evaluation;

/// The strip. It comes when the levers themselves are out of sight.
pub fn dock(now: &Evaluation) -> Markup {
    html! {
        section.dock aria-label="Levers at hand" data-name="dock" data-folded hidden {
            div.dock-head {
                (strip(now))
                button.quiet type="button" data-take-up hidden { "Back to your settings" }
                button.quiet type="button" data-name="dock-fold" aria-expanded="false" aria-controls="dock-levers" {
                    "Levers"
                }
            }
            div.dock-levers id="dock-levers" {
                @for lever in super::groups::levers(Group::Headline) { (small(lever, &now.scenario)) }
            }
        }
    }
}

/// What a lever is called where there is little room.
fn short(lever: &Lever) -> &str {
    match lever.about.id {
        "context" => "Context",
        "gpu" => "GPU",
        "electricity" => "Electricity",
        _ => lever.about.label,
    }
}

/// One lever without marks.
fn small(lever: &'static Lever, now: &Scenario) -> Markup {
    let (id, value, track) = (lever.about.id, now.of(lever), Track::of(lever));
    let at = track.place(value);
    html! {
        div.dock-lever data-lever=(id) {
            label for={ "dock-" (id) } { (short(lever)) }
            span.dock-value data-value { (lever.shown(value)) }
            div class={ "track " (place(track.along(at))) } {
                input type="range" autocomplete="off" id={ "dock-" (id) } data-name={ "dock-" (id) } min="0"
                    max=(track.last()) step="1" value=(at) aria-valuetext=(track.said(value));
            }
        }
    }
}
