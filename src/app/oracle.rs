//! The page's side of the draws: what is asked of the worker, and what it told last.

use super::desk::Desk;
use super::frame::{NextFrame, Pause};
use crate::scenario::{Lever, Scenario};
use crate::study::drawing::{Answer, Question};
use crate::study::outlook::{Band, Outlook};
use crate::worker::Bridge;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// Milliseconds without any answer after which the page says that there will be none.
const PATIENCE: u32 = 10_000;

/// How it stands with the draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// None was made yet.
    Waiting,
    /// Some are there.
    Told,
    /// This scenario has none: its profit cannot be computed.
    NotComputable,
    /// The worker did not start, or does not understand this page.
    Silent,
}

/// What the worker told last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Oracle {
    /// How it stands.
    pub(crate) state: RwSignal<State>,
    /// The draws of the scenario. While a lever is moved they may be those of a frame or two before.
    pub(crate) outlook: RwSignal<Option<Arc<Outlook>>>,
    /// The draws over the lever of the profit chart. Whoever shows them asks whether they are those wanted.
    pub(crate) band: RwSignal<Option<Arc<Band>>>,
}

/// Answers that the next frame will show; a later one takes the place of an earlier.
#[derive(Default)]
struct Heard {
    chances: Option<Result<Outlook, Scenario>>,
    band: Option<Band>,
}

impl Oracle {
    /// The draws of this page.
    pub(crate) fn here() -> Self {
        expect_context()
    }
    /// The draws over a lever, all others as in that scenario; none where those at hand are of other ones.
    pub(crate) fn band_over(self, lever: &'static Lever, others: &Scenario) -> Option<Arc<Band>> {
        self.band.get().filter(|band| std::ptr::eq(band.lever, lever) && band.others == *others)
    }
    /// Starts the worker when the page has been painted, and asks it whenever the scenario changes.
    pub(crate) fn consult(desk: Desk) -> Self {
        let this = Self {
            state: RwSignal::new(State::Waiting),
            outlook: RwSignal::new(None),
            band: RwSignal::new(None),
        };
        let bridge = StoredValue::new_local(None::<Bridge>);
        let is_started = RwSignal::new(false);
        let is_owed = StoredValue::new(false);
        let patience = StoredValue::new_local(Pause::default());
        let start = move || {
            bridge.set_value(Some(this.start(desk, is_owed)));
            is_started.set(true);
        };
        // The first frame paints the page, the second comes after it.
        request_animation_frame(move || request_animation_frame(start));
        Effect::new(move |_| {
            let question = Question { scenario: desk.scenario.get(), over: desk.over.get() };
            if !is_started.get() {
                return;
            }
            is_owed.set_value(true);
            bridge.with_value(|bridge| {
                if let Some(bridge) = bridge {
                    bridge.ask(&question);
                }
            });
            let give_up = move || {
                if is_owed.get_value() {
                    this.state.set(State::Silent);
                }
            };
            patience.with_value(|patience| patience.then(PATIENCE, give_up));
        });
        this
    }
    fn start(self, desk: Desk, is_owed: StoredValue<bool>) -> Bridge {
        let heard = Rc::new(RefCell::new(Heard::default()));
        let show = {
            let heard = Rc::clone(&heard);
            NextFrame::new(move || self.show(heard.take(), desk))
        };
        Bridge::start(move |told| {
            is_owed.set_value(false);
            match told.read() {
                Some(Answer::Outlook(outlook)) => heard.borrow_mut().chances = Some(Ok(*outlook)),
                Some(Answer::NotComputable(scenario)) => heard.borrow_mut().chances = Some(Err(*scenario)),
                Some(Answer::Band(band)) => heard.borrow_mut().band = Some(*band),
                None => self.state.set(State::Silent),
            }
            show.ask();
        })
    }
    fn show(self, heard: Heard, desk: Desk) {
        if let Some(band) = heard.band {
            self.band.set(Some(Arc::new(band)));
        }
        // What belongs to an earlier scenario is shown while the lever moves on, and not after.
        let is_wanted = |scenario: &Scenario| {
            desk.moving.get_untracked() || desk.scenario.with_untracked(|now| now == scenario)
        };
        match heard.chances {
            Some(Ok(outlook)) if is_wanted(&outlook.scenario) => {
                self.outlook.set(Some(Arc::new(outlook)));
                self.state.set(State::Told);
            }
            Some(Err(scenario)) if is_wanted(&scenario) => {
                self.outlook.set(None);
                self.state.set(State::NotComputable);
            }
            _ => {}
        }
    }
}
