//! The program beside the page: a web worker that draws, and that explains.
//!
//! It is a program of its own, which is loaded when something is first asked of it. Draws are answered piece by piece,
//! questions in words at once.
//!
//! A message is an array: what it is about, a number, a text, a row of numbers. Its parts are checked when it is read:
//! while a new edition of the page is being rolled out, the two programs may be of different ones.

use crate::markup::request;
use js_sys::{Array, Float64Array};
use model::scenario::levers::LEVERS;
use model::scenario::{Lever, Scenario};
use model::study::monte_carlo::draw_job::{Answer, DrawJob, DrawRequest, Progress};
use model::study::monte_carlo::outlook::{Band, Outlook};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsCast;
use web_sys::{
    DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort, Worker, WorkerOptions, WorkerType,
};

/// What a message is about, as it is sent.
mod about {
    pub(super) const READY: &str = "ready";
    pub(super) const DRAWS: &str = "draws";
    pub(super) const TEXT: &str = "text";
    pub(super) const OUTLOOK: &str = "outlook";
    pub(super) const NOT_COMPUTABLE: &str = "not computable";
    pub(super) const BAND: &str = "band";
}

/// A message.
struct Message {
    about: String,
    number: f64,
    text: String,
    row: Vec<f64>,
}

impl Message {
    /// A message to be sent.
    fn write(about: &str, number: f64, text: &str, row: &[f64]) -> JsValue {
        let row: JsValue = Float64Array::from(row).into();
        Array::of4(&JsValue::from_str(about), &JsValue::from_f64(number), &JsValue::from_str(text), &row)
            .into()
    }
    /// A message as it was sent; none where it has another shape.
    fn read(event: &MessageEvent) -> Option<Self> {
        let parts: Array = event.data().dyn_into().ok()?;
        Some(Self {
            about: parts.get(0).as_string()?,
            number: parts.get(1).as_f64()?,
            text: parts.get(2).as_string()?,
            row: parts.get(3).dyn_into::<Float64Array>().ok()?.to_vec(),
        })
    }
}

/// An answer as the page reads it.
#[derive(Debug)]
pub enum WorkerMessage {
    /// Draws; those of a scenario with what is told of them, in HTML.
    Draws(Answer, String),
    /// To the question of that number.
    Text(u32, String),
    /// It is that of another edition.
    Nonsense,
}

impl WorkerMessage {
    fn read(message: &Message) -> Self {
        let row = &message.row;
        let draws = match message.about.as_str() {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a number that was sent here"
            )]
            about::TEXT => return Self::Text(message.number as u32, message.text.clone()),
            about::OUTLOOK => Outlook::read(row).map(|it| Answer::Outlook(Box::new(it))),
            about::NOT_COMPUTABLE => scenario(row).map(|it| Answer::NotComputable(Box::new(it))),
            about::BAND => {
                let band = lever(&message.text).and_then(|lever| Band::read(lever, row));
                band.map(|it| Answer::Band(Box::new(it)))
            }
            _ => None,
        };
        draws.map_or(Self::Nonsense, |answer| Self::Draws(answer, message.text.clone()))
    }
}

fn answered(answer: &Answer) -> JsValue {
    match answer {
        Answer::Outlook(outlook) => {
            let html = crate::markup::chances::chances(Some(outlook)).into_string();
            Message::write(about::OUTLOOK, 0.0, &html, &outlook.numbers())
        }
        Answer::NotComputable(scenario) => Message::write(about::NOT_COMPUTABLE, 0.0, "", &numbers(scenario)),
        Answer::Band(band) => Message::write(about::BAND, 0.0, band.lever.about.id, &band.numbers()),
    }
}

fn numbers(scenario: &Scenario) -> Vec<f64> {
    let mut numbers = Vec::new();
    scenario.each(|_, value| numbers.push(*value));
    numbers
}

fn lever(name: &str) -> Option<&'static Lever> {
    LEVERS.get(name)
}

fn scenario(numbers: &[f64]) -> Option<Scenario> {
    let mut numbers = numbers.iter().copied();
    let read = model::study::monte_carlo::outlook::scenario(&mut numbers)?;
    numbers.next().is_none().then_some(read)
}

/// The worker.
struct Drawer {
    drawing: DrawJob,
    /// Whether a turn is under way.
    is_at_work: bool,
    turn: MessagePort,
    scope: DedicatedWorkerGlobalScope,
}

impl Drawer {
    /// Works on in the next turn of the worker's event loop: a message that has come meanwhile is handled first. A
    /// timer would do the same, but one that asks for another waits for four milliseconds.
    fn go_on(&mut self) {
        self.is_at_work = self.turn.post_message(&JsValue::NULL).is_ok();
    }
    fn receive(&mut self, message: &Message) {
        let Some(scenario) = scenario(&message.row) else { return };
        if message.about == about::TEXT {
            // At once, between two rounds of draws: somebody waits for it.
            let question = request::Request::read(&message.text);
            let answer = question.and_then(|question| question.answer(&scenario)).unwrap_or_default();
            self.tell(&Message::write(about::TEXT, message.number, &answer, &[]));
        } else if let Some(over) = lever(&message.text) {
            self.drawing.ask(DrawRequest { scenario, over });
            if !self.is_at_work {
                self.go_on();
            }
        }
    }
    fn work(&mut self) {
        self.is_at_work = false;
        match self.drawing.step() {
            Progress::Idle => return,
            Progress::Working => {}
            Progress::Told(answer) => self.tell(&answered(&answer)),
        }
        self.go_on();
    }
    /// A page that is gone receives nothing.
    fn tell(&self, message: &JsValue) {
        let _refused = self.scope.post_message(message);
    }
}

/// Makes the program that calls this the worker.
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let channel = MessageChannel::new().expect("a worker has message channels");
    let drawer = Rc::new(RefCell::new(Drawer {
        drawing: DrawJob::default(),
        is_at_work: false,
        turn: channel.port2(),
        scope: scope.clone(),
    }));
    let own = Rc::clone(&drawer);
    let turned = Closure::<dyn FnMut()>::new(move || own.borrow_mut().work());
    channel.port1().set_onmessage(Some(turned.as_ref().unchecked_ref()));
    let asked = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(message) = Message::read(&event) {
            drawer.borrow_mut().receive(&message);
        }
    });
    scope.set_onmessage(Some(asked.as_ref().unchecked_ref()));
    // Both listeners live as long as the worker.
    turned.forget();
    asked.forget();
    let _refused = scope.post_message(&Message::write(about::READY, 0.0, "", &[]));
}

/// The page's side: the worker, started.
pub struct Bridge(Rc<Line>);

/// The connection to the worker. What is sent before it listens is kept until it does.
struct Line {
    worker: Option<Worker>,
    waiting: RefCell<Option<Vec<JsValue>>>,
}

impl Bridge {
    /// Starts the worker by the script at an address. Whether it came up shows when it answers.
    pub fn start(loader: &str, receive: impl Fn(WorkerMessage) + Clone + 'static) -> Self {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(loader, &options).ok();
        let line = Rc::new(Line { worker, waiting: RefCell::new(Some(Vec::new())) });
        let own = Rc::clone(&line);
        let receive_broken = receive.clone();
        // It did not come up, or broke.
        let broken = Closure::<dyn FnMut()>::new(move || receive_broken(WorkerMessage::Nonsense));
        let listener =
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| match Message::read(&event) {
                Some(message) if message.about == about::READY => own.open(),
                Some(message) => receive(WorkerMessage::read(&message)),
                None => receive(WorkerMessage::Nonsense),
            });
        if let Some(worker) = &line.worker {
            worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
            worker.set_onerror(Some(broken.as_ref().unchecked_ref()));
        }
        // They live as long as the page.
        listener.forget();
        broken.forget();
        Self(line)
    }
    /// Asks for draws; an earlier question of this kind is dropped.
    pub fn draw(&self, question: &DrawRequest) {
        self.0.send(Message::write(about::DRAWS, 0.0, question.over.about.id, &numbers(&question.scenario)));
    }
    /// Asks something else, under a number that the answer will bear.
    pub fn ask(&self, number: u32, question: &request::Request, scenario: &Scenario) {
        self.0.send(Message::write(
            about::TEXT,
            f64::from(number),
            &question.to_string(),
            &numbers(scenario),
        ));
    }
}

impl Line {
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
