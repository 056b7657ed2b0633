//! Drawing beside the page: a web worker that is asked and answers piece by piece.
//!
//! The worker is a program of its own, a tenth of the page in size, which is loaded after the first paint. What
//! goes between the two is rows of numbers whose length is checked: while a new edition of the page is being
//! rolled out, the two may be of different ones.

use crate::scenario::levers::LEVERS;
use crate::scenario::{Lever, Scenario};
use crate::study::drawing::{Answer, Drawing, Progress, Question};
use crate::study::outlook::{Band, Outlook};
use gloo::worker::{HandlerId, Registrable, Spawnable, Worker, WorkerBridge, WorkerScope};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsCast;
use web_sys::{MessageChannel, MessagePort};

/// Where Trunk puts the script that starts the worker, beside the page.
const LOADER: &str = "./drawing_loader.js";

/// A question as it is sent: the name of the lever, and the scenario.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asked {
    over: String,
    scenario: Vec<f64>,
}

impl Asked {
    fn of(question: &Question) -> Self {
        let mut scenario = Vec::new();
        question.scenario.each(|_, value| scenario.push(*value));
        Self { over: question.over.about.id.to_owned(), scenario }
    }
    fn read(&self) -> Option<Question> {
        Some(Question { scenario: scenario(&self.scenario)?, over: lever(&self.over)? })
    }
}

/// An answer as it is sent.
#[derive(Debug, Serialize, Deserialize)]
pub enum Told {
    /// Of a scenario.
    Outlook(Vec<f64>),
    /// Of a scenario whose profit cannot be computed.
    NotComputable(Vec<f64>),
    /// Over the lever of that name.
    Band(String, Vec<f64>),
}

impl Told {
    fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Outlook(outlook) => Self::Outlook(outlook.numbers()),
            Answer::NotComputable(scenario) => {
                let mut numbers = Vec::new();
                scenario.each(|_, value| numbers.push(*value));
                Self::NotComputable(numbers)
            }
            Answer::Band(band) => Self::Band(band.lever.about.id.to_owned(), band.numbers()),
        }
    }
    /// The answer; none where it is that of another edition.
    pub fn read(&self) -> Option<Answer> {
        Some(match self {
            Self::Outlook(numbers) => Answer::Outlook(Box::new(Outlook::read(numbers)?)),
            Self::NotComputable(numbers) => Answer::NotComputable(Box::new(scenario(numbers)?)),
            Self::Band(over, numbers) => Answer::Band(Box::new(Band::read(lever(over)?, numbers)?)),
        })
    }
}

fn lever(name: &str) -> Option<&'static Lever> {
    LEVERS.get(name)
}

fn scenario(numbers: &[f64]) -> Option<Scenario> {
    let mut numbers = numbers.iter().copied();
    let read = crate::study::outlook::scenario(&mut numbers)?;
    numbers.next().is_none().then_some(read)
}

/// The worker.
pub struct Drawer {
    drawing: Drawing,
    /// Who asked last.
    asker: Option<HandlerId>,
    /// Whether a turn is under way.
    is_at_work: bool,
    turn: MessagePort,
}

impl Drawer {
    /// Works on in the next turn of the worker's event loop: a message that has come meanwhile is heard first. A
    /// timer would do the same, but one that asks for another waits for four milliseconds.
    fn go_on(&mut self) {
        self.is_at_work = self.turn.post_message(&JsValue::NULL).is_ok();
    }
}

impl Worker for Drawer {
    type Message = ();
    type Input = Asked;
    type Output = Told;

    fn create(scope: &WorkerScope<Self>) -> Self {
        let channel = MessageChannel::new().expect("a worker has message channels");
        let again = scope.callback(|()| ());
        let heard = Closure::<dyn Fn()>::new(move || again(()));
        channel.port1().set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // The channel lives as long as the worker.
        heard.forget();
        Self { drawing: Drawing::default(), asker: None, is_at_work: false, turn: channel.port2() }
    }
    fn received(&mut self, _scope: &WorkerScope<Self>, asked: Asked, asker: HandlerId) {
        let Some(question) = asked.read() else { return };
        self.drawing.ask(question);
        self.asker = Some(asker);
        if !self.is_at_work {
            self.go_on();
        }
    }
    fn update(&mut self, scope: &WorkerScope<Self>, (): ()) {
        self.is_at_work = false;
        match (self.drawing.step(), self.asker) {
            (Progress::Idle, _) | (_, None) => return,
            (Progress::Working, _) => {}
            (Progress::Told(answer), Some(asker)) => scope.respond(asker, Told::of(&answer)),
        }
        self.go_on();
    }
}

/// Makes the program that calls this the worker.
pub fn serve() {
    Drawer::registrar().register();
}

/// The page's side: the worker, started.
pub struct Bridge(WorkerBridge<Drawer>);

impl Bridge {
    /// Starts the worker. Whether it came up shows when it answers.
    pub fn start(hear: impl Fn(&Told) + 'static) -> Self {
        Self(Drawer::spawner().callback(move |told| hear(&told)).with_loader(true).spawn(LOADER))
    }
    /// Asks; an earlier question is dropped.
    pub fn ask(&self, question: &Question) {
        self.0.send(Asked::of(question));
    }
}
