//! The web worker of the page: makes draws and explanations.
//!
//! It is a separate program, which is loaded when the page first requests something. Draws are returned piece by
//! piece, other requests are answered at once.
//!
//! The messages between the two are defined in [`messages`](crate::messages).

use crate::messages::{FromWorker, ToWorker};
use crate::ui::bridge::{received, sent};
use crate::views::answer::answer;
use crate::views::chances::chances;
use crate::views::chart_files::LastDraws;
use crate::views::html;
use model::study::monte_carlo::draw_job::{Answer, DrawJob, Progress};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsCast;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

fn drawn(answer: Answer) -> FromWorker {
    match answer {
        Answer::Outlook(outlook) => {
            let html = html(chances(&outlook));
            FromWorker::Outlook { outlook, html }
        }
        Answer::NotComputable(scenario) => FromWorker::NotComputable(scenario),
        Answer::Band(band) => FromWorker::Band(band),
    }
}

/// The worker.
struct Drawer {
    drawing: DrawJob,
    /// Whether a turn is in progress.
    is_at_work: bool,
    last: LastDraws,
    turn: MessagePort,
    scope: DedicatedWorkerGlobalScope,
}

impl Drawer {
    /// Continues in the next turn of the worker's event loop: a message that has arrived meanwhile is handled first.
    /// A timer would do the same, but nested timers are delayed by four milliseconds.
    fn go_on(&mut self) {
        self.is_at_work = self.turn.post_message(&JsValue::NULL).is_ok();
    }
    fn receive(&mut self, message: ToWorker) {
        match message {
            // At once, between two rounds of draws, because the page is waiting for it.
            ToWorker::Ask { number, request, scenario } => {
                let answer = answer(&request, &scenario, &self.last);
                self.tell(&FromWorker::Answer { number, answer });
            }
            ToWorker::Draw(request) => {
                self.drawing.ask(request);
                if !self.is_at_work {
                    self.go_on();
                }
            }
        }
    }
    fn work(&mut self) {
        self.is_at_work = false;
        match self.drawing.step() {
            Progress::Idle => return,
            Progress::Working => {}
            Progress::Told(answer) => {
                self.last.keep(&answer);
                self.tell(&drawn(answer));
            }
        }
        self.go_on();
    }
    /// If the page is gone, the message is dropped.
    fn tell(&self, message: &FromWorker) {
        let _refused = self.scope.post_message(&sent(message));
    }
}

/// Turns the calling program into the worker.
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let channel = MessageChannel::new().expect("a worker has message channels");
    let drawer = Rc::new(RefCell::new(Drawer {
        drawing: DrawJob::default(),
        is_at_work: false,
        last: LastDraws::default(),
        turn: channel.port2(),
        scope: scope.clone(),
    }));
    let own = Rc::clone(&drawer);
    let turned = Closure::<dyn FnMut()>::new(move || own.borrow_mut().work());
    channel.port1().set_onmessage(Some(turned.as_ref().unchecked_ref()));
    let asked = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(message) = received(&event) {
            drawer.borrow_mut().receive(message);
        }
    });
    scope.set_onmessage(Some(asked.as_ref().unchecked_ref()));
    // Both listeners live as long as the worker.
    turned.forget();
    asked.forget();
    let _refused = scope.post_message(&sent(&FromWorker::Ready));
}
