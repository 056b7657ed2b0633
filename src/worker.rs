//! The web worker of the page: makes draws and explanations.
//!
//! It is a separate program, which is loaded when the page first requests something. It works in turns, between which
//! it receives messages: a turn answers one request or, if none is waiting, makes a piece of the draws.
//!
//! The messages between the two are defined in [`messages`](crate::messages).

use crate::messages::{FromWorker, Request, ToWorker};
use crate::ui::bridge::{received, sent};
use crate::views::answer::answer;
use crate::views::chances::chances;
use crate::views::chart_files::LastDraws;
use crate::views::html;
use model::scenario::Scenario;
use model::study::monte_carlo::draw_job::{DrawAnswer, DrawJob, Progress};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsCast;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

fn drawn(answer: DrawAnswer) -> FromWorker {
    match answer {
        DrawAnswer::Outlook(outlook) => {
            let html = html(chances(&outlook));
            FromWorker::Outlook { outlook, html }
        }
        DrawAnswer::NotComputable(scenario) => FromWorker::NotComputable(scenario),
        DrawAnswer::Band(band) => FromWorker::Band(band),
    }
}

/// A request of the page that waits for its answer.
#[derive(Debug, PartialEq)]
struct Waiting {
    place: u32,
    number: u32,
    request: Request,
    scenario: Scenario,
}

/// The requests that wait for their answers, in the order in which their places on the page got in line. While a
/// reader changes the scenario faster than it can be explained, the queue does not grow.
#[derive(Debug, Default)]
struct Queue(VecDeque<Waiting>);

impl Queue {
    /// Adds a request. It replaces an earlier one for the same place, whose answer nobody would read.
    fn add(&mut self, request: Waiting) {
        match self.0.iter_mut().find(|waiting| waiting.place == request.place) {
            Some(waiting) => *waiting = request,
            None => self.0.push_back(request),
        }
    }
    fn next(&mut self) -> Option<Waiting> {
        self.0.pop_front()
    }
}

/// The worker.
struct Drawer {
    queue: Queue,
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
            ToWorker::Ask { place, number, request, scenario } => {
                self.queue.add(Waiting { place, number, request, scenario });
            }
            ToWorker::Draw(request) => self.drawing.ask(request),
        }
        if !self.is_at_work {
            self.go_on();
        }
    }
    fn work(&mut self) {
        self.is_at_work = false;
        if let Some(Waiting { number, request, scenario, .. }) = self.queue.next() {
            let answer = answer(&request, &scenario, &self.last);
            self.tell(&FromWorker::Answer { number, answer });
            return self.go_on();
        }
        match self.drawing.step() {
            Progress::Idle => return,
            Progress::Working => {}
            Progress::Answered(answer) => {
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
        queue: Queue::default(),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn request(place: u32, number: u32) -> Waiting {
        Waiting { place, number, request: Request::Tiers, scenario: Scenario::baseline() }
    }

    #[test]
    fn only_the_latest_request_of_a_place_is_answered() {
        let mut queue = Queue::default();
        for number in 0..3_000 {
            queue.add(request(number % 3, number));
        }
        let order: Vec<u32> = std::iter::from_fn(|| queue.next()).map(|waiting| waiting.number).collect();
        assert_eq!(order, [2_997, 2_998, 2_999]);
        assert_eq!(queue.next(), None);
    }

    #[test]
    fn a_place_that_asks_again_keeps_its_turn() {
        let mut queue = Queue::default();
        for (place, number) in [(1, 1), (2, 2), (1, 3)] {
            queue.add(request(place, number));
        }
        assert_eq!(queue.next(), Some(request(1, 3)));
        queue.add(request(1, 4));
        assert_eq!(queue.next(), Some(request(2, 2)));
        assert_eq!(queue.next(), Some(request(1, 4)));
    }
}
