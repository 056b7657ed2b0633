//! HTML of what the page holds, as values.
//!
//! The site is prerendered when it is built: its pages are whole before a script runs ([`site`](crate::site)). The
//! program in the browser then attaches to the elements that stand there, and where a part has to be made anew, it
//! is made by the same function. So there is one markup of each part, and nothing moves when the program takes over.
//!
//! What the program attaches to is marked by data attributes:
//!
//! | attribute | element | what happens |
//! |---|---|---|
//! | `data-number="profit.profit"` | [`number`] | its digits and unit follow the scenario; it opens its derivation |
//! | `data-set="context=1M&gpu=rubin"` | button | sets levers, as a link would |
//! | `data-shock="electricity"` | button | a shock on and off |
//! | `data-shock-clear` | button | all shocks off |
//! | `data-figure="profit?over=context"` | `figure` | its drawing follows the scenario |
//! | `data-why="tier.fast.capacity"` | link | opens the derivation of a number whose text stays |
//! | `data-keep="save"` | button | the link or a file is kept: `src/script/files.js` |
//! | `data-live="growth.agents"` | any | its text follows the scenario |
//!
//! Without a script a number leads to its place in the manual.

pub mod answer;
pub mod chances;
pub mod derivation;
pub mod embed;
pub mod evidence;
pub mod groups;
mod ledger;
pub mod lever_context;
pub mod mathml;
pub mod meaning;
pub mod number;
pub mod page;
pub mod print;
pub mod right;
pub mod share;
pub mod shocks;
pub mod table;
pub mod tiers;
pub mod tornado;

pub use derivation::derivation;
pub use evidence::{Badge, Citation};
pub use ledger::ledger_stage;
pub use number::number;

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

/// The HTML of views that nothing hydrates: without the marks by which a program would find texts and lists again.
pub fn html(view: impl IntoView) -> String {
    view.into_view().to_html().replace("<!>", "")
}

/// HTML that is made already, as a view among others.
pub fn raw(html: impl Into<String>) -> InertElement {
    InertElement::new(html.into())
}
