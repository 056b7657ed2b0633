//! Ways to crash, for tests of how the page handles crashes. Published programs have none of them: the feature
//! `crash` is only enabled by the tests, and one of them checks that the site does not include it.

use crate::ui::app_state::AppState;
use crate::ui::state::{Derived, State, follow};
use gloo::events::EventListener;
use leptos::prelude::{document, request_animation_frame};
use leptos::task::spawn_local;
use std::hint::black_box;
use web_sys::Event;

/// Handles the events that crash the page: `crash-handler`, `crash-derived`, `crash-draw`, `crash-future`,
/// `crash-stack` and `crash-memory`.
pub(crate) fn hold(app: AppState) {
    let is_broken = State::new(false);
    let derived = Derived::new(move || {
        assert!(!is_broken.get(), "broken in a derived value");
        app.scenario.with(|scenario| scenario.changed().len())
    });
    follow(move || {
        black_box(derived.get());
    });
    on("crash-handler", |_| panic!("broken in a handler"));
    on("crash-derived", move |_| is_broken.set(true));
    on("crash-draw", |_| request_animation_frame(|| panic!("broken in a frame")));
    on("crash-future", |_| spawn_local(async { panic!("broken in a future") }));
    on("crash-stack", |_| {
        black_box(deep(0));
    });
    on("crash-memory", |_| {
        let mut held = Vec::new();
        loop {
            held.push(black_box(vec![1_u8; 1 << 24]));
        }
    });
}

fn on(event: &'static str, mut run: impl FnMut(&Event) + 'static) {
    EventListener::new(&document(), event, move |event| run(event)).forget();
}

/// Recurses until the stack overflows.
fn deep(depth: u64) -> u64 {
    let room = black_box([depth; 64]);
    if depth == u64::MAX { 0 } else { 1 + deep(depth + 1) + room[0] }
}
