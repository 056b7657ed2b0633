//! The connection between the page and its web worker.

use crate::messages::{self, FromWorker, Request, ToWorker};
use js_sys::Uint8Array;
use model::scenario::Scenario;
use model::study::monte_carlo::draw_job::DrawRequest;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsCast;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// A message to send.
pub(crate) fn sent(message: &impl Serialize) -> JsValue {
    Uint8Array::from(messages::write(message).as_slice()).into()
}

/// A received message; `None` if it is not of this version.
pub(crate) fn received<T: DeserializeOwned>(event: &MessageEvent) -> Option<T> {
    let bytes: Uint8Array = event.data().dyn_into().ok()?;
    messages::read(&bytes.to_vec())
}

/// The page's end of the connection, with the worker started. Dropping it stops the worker.
pub(crate) struct Bridge {
    channel: Rc<Channel>,
    // The browser calls these closures as long as the worker exists.
    _listener: Closure<dyn FnMut(MessageEvent)>,
    _broken: Closure<dyn FnMut()>,
}

/// The connection to the worker. Messages sent before it listens are queued until it does.
struct Channel {
    worker: Option<Worker>,
    waiting: RefCell<Option<Vec<JsValue>>>,
}

impl Bridge {
    /// Starts the worker with the script at an address. Only an answer shows that it has started. A worker that
    /// crashed, or that has a different version, is reported as `None`.
    pub(crate) fn start(loader: &str, receive: impl Fn(Option<FromWorker>) + Clone + 'static) -> Self {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(loader, &options).ok();
        let channel = Rc::new(Channel { worker, waiting: RefCell::new(Some(Vec::new())) });
        let own = Rc::clone(&channel);
        let receive_broken = receive.clone();
        // The worker did not start, or crashed.
        let broken = Closure::<dyn FnMut()>::new(move || receive_broken(None));
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let message = received(&event);
            if matches!(message, Some(FromWorker::Ready)) {
                own.open();
            }
            receive(message);
        });
        if let Some(worker) = &channel.worker {
            worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
            worker.set_onerror(Some(broken.as_ref().unchecked_ref()));
        }
        Self { channel, _listener: listener, _broken: broken }
    }
    /// Requests draws; an earlier request of this kind is dropped.
    pub(crate) fn draw(&self, request: DrawRequest) {
        self.send(&ToWorker::Draw(request));
    }
    /// Sends another request for a place on the page, with a number that is repeated in the answer.
    pub(crate) fn ask(&self, place: u32, number: u32, request: Request, scenario: Scenario) {
        self.send(&ToWorker::Ask { place, number, request, scenario });
    }
    fn send(&self, message: &ToWorker) {
        self.channel.send(sent(message));
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        if let Some(worker) = &self.channel.worker {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
    }
}

impl Channel {
    fn open(&self) {
        for message in self.waiting.take().into_iter().flatten() {
            self.send(message);
        }
    }
    fn send(&self, message: JsValue) {
        match (self.waiting.borrow_mut().as_mut(), &self.worker) {
            (Some(waiting), _) => waiting.push(message),
            (None, Some(worker)) => {
                let _refused = worker.post_message(&message);
            }
            (None, None) => {}
        }
    }
}
