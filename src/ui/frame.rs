//! Timing in the browser: the next frame, and delays.

use gloo::timers::callback::Timeout;
use leptos::prelude::request_animation_frame;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Milliseconds after a change before lower-priority values are recomputed: the page is painted first.
pub(crate) const AFTER: u32 = 40;

/// A task for the next animation frame that runs once, however often it is requested until then.
#[derive(Clone)]
pub(crate) struct NextFrame {
    asked: Rc<Cell<bool>>,
    task: Rc<dyn Fn()>,
}

impl NextFrame {
    /// The task, not yet requested.
    pub(crate) fn new(task: impl Fn() + 'static) -> Self {
        Self { asked: Rc::new(Cell::new(false)), task: Rc::new(task) }
    }
    /// Runs the task in the next frame.
    pub(crate) fn ask(&self) {
        if !self.asked.replace(true) {
            let this = self.clone();
            request_animation_frame(move || {
                this.asked.set(false);
                (this.task)();
            });
        }
    }
}

/// A task that waits until nothing has requested it for a while; a later one replaces an earlier one.
#[derive(Clone, Default)]
pub(crate) struct Pause(Rc<RefCell<Option<Timeout>>>);

impl Pause {
    /// Runs `task` after `milliseconds` without another call.
    pub(crate) fn then(&self, milliseconds: u32, task: impl FnOnce() + 'static) {
        let timeout = Timeout::new(milliseconds, task);
        // Dropping a timeout cancels it.
        *self.0.borrow_mut() = Some(timeout);
    }
    /// Cancels the waiting task.
    pub(crate) fn stop(&self) {
        *self.0.borrow_mut() = None;
    }
}
