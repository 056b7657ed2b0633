//! The parts of the page as Leptos components: each file has both the appearance and the behaviour of a part.
//!
//! A component is prerendered to HTML outside the page: natively when the site is built, and in the worker for parts
//! that are loaded later (feature `ssr`). In the browser (feature `hydrate`) it hydrates the existing element.
//! Everything is prerendered with the baseline scenario, and so the state is that of the baseline scenario while
//! components hydrate; the scenario of the address is adopted once all of them have.
//!
//! Hydrating sets neither text nor attributes, except attributes that begin with `data-`. Values that never change
//! are [`prerendered`]: they add no bytes to the program, and are missing from elements created in the browser.

pub(crate) mod address;
pub mod announcements;
pub(crate) mod answered;
pub(crate) mod app_state;
pub(crate) mod bridge;
pub mod chart;
pub mod compare;
mod context;
pub(crate) mod day;
pub mod derivation_dialog;
pub mod differences;
pub(crate) mod dom;
pub mod drawing;
pub(crate) mod fetch;
pub(crate) mod frame;
pub(crate) mod gestures;
pub mod groups;
pub mod hydrate;
mod hydrate_page;
pub(crate) mod keys;
pub mod lever;
pub mod lever_bar;
pub mod link_faults;
pub mod number;
pub mod place;
mod prerender;
pub mod preset;
pub mod print;
mod reactive;
pub mod result;
pub mod site_nav;
pub mod state;
pub mod story;
pub mod theme;
pub mod undo;
pub mod unfolded;
pub(crate) mod worker_client;

pub(crate) use context::{app_state, worker_client};
pub(crate) use hydrate_page::hydrate_page;
pub(crate) use prerender::provide;
pub use prerender::{Computed, prerender, with_state_of};
pub(crate) use reactive::{
    Attribute, Flag, Text, attribute, changed, click, css_value, flag, openness, prerendered, pressed,
    property, provided, text, toggled, when_prerendering,
};
