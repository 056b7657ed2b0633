//! Time in the browser: the next frame, and a little later.

use gloo::timers::callback::Timeout;
use leptos::prelude::request_animation_frame;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Milliseconds after a change before what can wait is computed again: the page is painted first.
pub(crate) const AFTER: u32 = 40;

/// A task for the next animation frame that is done once, however often it is asked for until then.
#[derive(Clone)]
pub(crate) struct NextFrame {
    asked: Rc<Cell<bool>>,
    task: Rc<dyn Fn()>,
}

impl NextFrame {
    /// The task, not yet asked for.
    pub(crate) fn new(task: impl Fn() + 'static) -> Self {
        Self { asked: Rc::new(Cell::new(false)), task: Rc::new(task) }
    }
    /// Does the task in the next frame.
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

/// A task that waits until nothing has asked for it for a while; a later one takes the place of an earlier.
#[derive(Clone, Default)]
pub(crate) struct Pause(Rc<RefCell<Option<Timeout>>>);

impl Pause {
    /// Does `task` when so many milliseconds have passed without another.
    pub(crate) fn then(&self, milliseconds: u32, task: impl FnOnce() + 'static) {
        let timeout = Timeout::new(milliseconds, task);
        // A timeout that is dropped is cancelled.
        *self.0.borrow_mut() = Some(timeout);
    }
    /// Waits for nothing any more.
    pub(crate) fn stop(&self) {
        *self.0.borrow_mut() = None;
    }
}
