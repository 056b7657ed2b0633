//! Views that are not hydrated: the page as a whole, and the explanations of its numbers.
//!
//! They are Leptos components like those of [`ui`](crate::ui), and contain some of them, but they are only rendered
//! to HTML: natively when the site is built, or in the worker when the page requests a part ([`answer`]). None of
//! this is in the program of the page, so `into_any` and explanatory texts do not increase its size.
//!
//! The page handles clicks on two attributes, wherever the view is inserted: `data-number="profit.profit"` and
//! `data-why="fast.tier.capacity"` open the derivation of a number. `data-share="save"` on a button is handled by
//! `src/script/files.js`. A menu with `data-of` has its files made when one is saved (`src/ui/compare.rs`). Without a script a number links to its entry in the manual.

pub mod answer;
pub mod calculator;
pub mod chances;
pub mod chart_files;
pub mod compare;
pub mod derivation;
pub mod embed;
pub mod evidence;
pub mod flow;
pub mod groups;
pub mod html;
mod ledger;
pub mod lever_context;
pub mod masthead;
pub mod mathml;
pub mod meaning;
pub mod menu;
pub mod number;
pub mod print;
pub mod qr;
pub mod question;
pub mod remedies;
pub mod reproduced;
pub mod right;
pub mod share;
pub mod shocks;
pub mod spark;
pub mod story;
pub mod table;
pub mod tiers;
pub mod tornado;

pub use derivation::derivation;
pub use evidence::{Badge, Citation};
pub use html::{html, raw};
pub use ledger::{ledger_stage, ledger_stages};
pub use number::number;
