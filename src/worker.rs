//! The program beside the page: a web worker that draws, and that explains.
//!
//! It is a program of its own, which is loaded when something is first asked of it. Draws are answered piece by piece,
//! questions in words at once. What
//! goes between the two is rows of numbers whose length is checked: while a new edition of the page is being
//! rolled out, the two may be of different ones.

use crate::markup::asked;
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

/// A question as it is sent. Scenarios are rows of numbers.
#[derive(Debug, Serialize, Deserialize)]
pub enum Asked {
    /// The draws of a scenario, and over the lever of that name.
    Draws(String, Vec<f64>),
    /// A question in words, with its number.
    Text(u32, String, Vec<f64>),
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
    /// To the question of that number; empty where there is nothing of that name.
    Text(u32, String),
}

/// An answer as it is read.
#[derive(Debug)]
pub enum Heard {
    /// Draws.
    Draws(Answer),
    /// To the question of that number.
    Text(u32, String),
    /// It is that of another edition.
    Nonsense,
}

impl Told {
    fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Outlook(outlook) => Self::Outlook(outlook.numbers()),
            Answer::NotComputable(scenario) => Self::NotComputable(numbers(scenario)),
            Answer::Band(band) => Self::Band(band.lever.about.id.to_owned(), band.numbers()),
        }
    }
    fn read(self) -> Heard {
        let read = match self {
            Self::Text(number, text) => return Heard::Text(number, text),
            Self::Outlook(numbers) => Outlook::read(&numbers).map(|it| Answer::Outlook(Box::new(it))),
            Self::NotComputable(numbers) => scenario(&numbers).map(|it| Answer::NotComputable(Box::new(it))),
            Self::Band(over, numbers) => lever(&over)
                .and_then(|lever| Band::read(lever, &numbers))
                .map(|it| Answer::Band(Box::new(it))),
        };
        read.map_or(Heard::Nonsense, Heard::Draws)
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
    fn received(&mut self, scope: &WorkerScope<Self>, asked: Asked, asker: HandlerId) {
        match asked {
            Asked::Draws(over, numbers) => {
                let Some((over, scenario)) = lever(&over).zip(scenario(&numbers)) else { return };
                self.drawing.ask(Question { scenario, over });
                self.asker = Some(asker);
                if !self.is_at_work {
                    self.go_on();
                }
            }
            // At once, between two rounds of draws: somebody waits for it.
            Asked::Text(number, text, numbers) => {
                let question = asked::Question::read(&text);
                let answer = question.zip(scenario(&numbers)).and_then(|(it, of)| it.answer(&of));
                scope.respond(asker, Told::Text(number, answer.unwrap_or_default()));
            }
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
    pub fn start(hear: impl Fn(Heard) + 'static) -> Self {
        Self(Drawer::spawner().callback(move |told| hear(told.read())).with_loader(true).spawn(LOADER))
    }
    /// Asks for draws; an earlier question of this kind is dropped.
    pub fn draw(&self, question: &Question) {
        self.0.send(Asked::Draws(question.over.about.id.to_owned(), numbers(&question.scenario)));
    }
    /// Asks something else, under a number that the answer will bear.
    pub fn ask(&self, number: u32, question: &asked::Question, scenario: &Scenario) {
        self.0.send(Asked::Text(number, question.to_string(), numbers(scenario)));
    }
}
