//! The four levers at hand while the page is read: small, at the foot of the window, with what comes out. In narrow
//! windows they are folded at first.

use super::result::strip;
use crate::ui::lever::{LeverContext, Size, prerender_lever};
use crate::ui::prerender;
use crate::ui::steps::TakeUp;
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};
use model::scenario::Group;
use model::study::evaluate::Evaluation;

/// The strip. It comes when the levers themselves are out of sight.
pub fn dock(now: &Evaluation) -> Markup {
    html! {
        section.dock aria-label="Levers at hand" data-name="dock" data-folded hidden {
            div.dock-head {
                (strip(now))
                (PreEscaped(prerender(&now.scenario, || view! { <TakeUp/> })))
                button.quiet type="button" data-name="dock-fold" aria-expanded="false" aria-controls="dock-levers" {
                    "Levers"
                }
            }
            div.dock-levers id="dock-levers" {
                @for lever in super::groups::levers(Group::Headline) {
                    (PreEscaped(prerender_lever(lever, Size::Small, &now.scenario, LeverContext::default())))
                }
            }
        }
    }
}
