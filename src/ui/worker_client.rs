//! The page's end of the worker connection: requests, and the latest answers.
//!
//! The worker is started when it is first needed: as long as no lever has been moved and no explanation requested,
//! everything it would return is on the page already.
//!
//! A worker that crashes is restarted, and unanswered requests are sent again. Until then, its output for an earlier
//! scenario is marked: the style sheet marks elements with `data-from-worker` while the root has `data-behind`
//! (`waiting`, or `stopped` if the worker does not answer). Draws are removed from the page.

use super::app_state::AppState;
use super::bridge::Bridge;
use super::dom::{attribute, find};
use super::frame::{NextFrame, Pause};
use super::state::{State, follow};
use crate::messages::{Answer, FromWorker, Request};
use leptos::prelude::document;
use model::scenario::{Lever, Scenario};
use model::study::monte_carlo::draw_job::DrawRequest;
use model::study::monte_carlo::outlook::{Band, Outlook};
use std::cell::{Cell, RefCell};
use std::sync::Arc;

/// Milliseconds without any answer after which the worker counts as stopped.
const PATIENCE: u32 = 10_000;

/// Milliseconds after that before it is restarted: on a slow connection it may still be loading.
const LAST_PATIENCE: u32 = 50_000;

/// Milliseconds before a crashed worker is restarted; they double each time.
const FIRST_PAUSE: u32 = 1_000;

/// The maximum number of doublings.
const DOUBLINGS: u32 = 6;

/// Milliseconds after which content that still waits for an answer is marked.
const LATE: u32 = 1_000;

/// Milliseconds that a held lever must rest before its draws are made.
const REST: u32 = 120;

/// The status of the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkerStatus {
    /// Nothing has been requested yet: the prerendered content applies.
    Asleep,
    /// The draws are being made.
    Waiting,
    /// Some draws are available.
    Ready,
    /// This scenario has no draws: its profit cannot be computed.
    NotComputable,
    /// The worker did not start, has crashed, or does not understand this page.
    Silent,
}

/// The latest answers of the worker, and the means to send requests to it.
#[derive(Clone, Copy)]
pub(crate) struct WorkerClient {
    /// The status.
    pub(crate) state: State<WorkerStatus>,
    /// The draws of the scenario; while a lever is moved, those of the place where it rested last.
    pub(crate) outlook: State<Option<Arc<Outlook>>>,
    /// Sentences about them, in HTML.
    pub(crate) summary: State<Option<String>>,
    /// The draws over the lever of the profit chart. Readers have to check whether they are the wanted ones.
    pub(crate) band: State<Option<Arc<Band>>>,
    is_awake: State<bool>,
    /// Whether a scenario other than that of the prerendered page was ever shown.
    has_left_baseline: State<bool>,
    app: AppState,
    /// Lives as long as the page.
    pending: &'static PendingRequests,
}

/// What to do with an answer.
type Then = Box<dyn FnOnce(&Answer)>;

/// A request that waits for its answer.
struct Open {
    place: u32,
    number: u32,
    question: Request,
    scenario: Scenario,
    then: Then,
}

/// Sends the requests of one place on the page. Only the latest one counts: the answer to an earlier one is dropped,
/// and so is the request if the worker has not begun to answer it.
#[derive(Clone, Copy)]
pub(crate) struct Requester {
    worker: WorkerClient,
    place: u32,
}

impl Requester {
    /// Sends a request about the present scenario.
    pub(crate) fn ask(self, question: Request, then: impl FnOnce(&Answer) + 'static) {
        let scenario = self.worker.app.scenario.now();
        self.ask_of(&scenario, question, then);
    }
    /// Sends a request about a scenario.
    pub(crate) fn ask_of(self, scenario: &Scenario, question: Request, then: impl FnOnce(&Answer) + 'static) {
        self.worker.send(self.place, scenario, question, Box::new(then));
    }
}

/// Requests and answers in transit.
#[derive(Default)]
struct PendingRequests {
    bridge: RefCell<Option<Bridge>>,
    /// Requests without an answer, at most one for each place.
    open: RefCell<Vec<Open>>,
    /// How many requests were sent.
    count: Cell<u32>,
    /// How many requesters there are.
    places: Cell<u32>,
    drawn: RefCell<Drawn>,
    /// The draws that were last requested of this worker.
    requested: Cell<Option<DrawRequest>>,
    /// Draws that were requested and have not arrived.
    draws: Cell<Option<DrawRequest>>,
    /// Whether a message is expected.
    is_expecting: Cell<bool>,
    patience: Pause,
    /// How often it has been restarted since it last answered everything.
    tries: Cell<u32>,
    /// Whether it crashed and is waiting to be restarted.
    is_broken: Cell<bool>,
    restart: Pause,
    /// Whether an answer is outstanding, so that content is marked when it is late.
    is_behind: Cell<bool>,
    late: Pause,
}

/// Draws that the next frame will show; later ones replace earlier ones.
#[derive(Default)]
struct Drawn {
    chances: Option<Result<(Outlook, String), Scenario>>,
    band: Option<Band>,
}

impl WorkerClient {
    /// The worker of this page, not yet started.
    pub(crate) fn new(app: AppState) -> Self {
        let this = Self {
            state: State::new(WorkerStatus::Asleep),
            outlook: State::new(None),
            summary: State::new(None),
            band: State::new(None),
            is_awake: State::new(false),
            has_left_baseline: State::new(false),
            app,
            pending: Box::leak(Box::default()),
        };
        let pause = Pause::default();
        follow(move || {
            let question = DrawRequest { scenario: app.scenario.get(), over: app.over.get() };
            if !app.is_baseline() {
                this.has_left_baseline.set_if_other(true);
            }
            if !this.is_awake.get() {
                if !app.is_baseline() {
                    this.wake();
                }
                return;
            }
            // Not in each frame of a drag: draws occupy the other processor core, and their results have to be
            // painted, too.
            if app.moving.get() {
                pause.then(REST, move || this.draw(question));
            } else {
                pause.stop();
                this.draw(question);
            }
        });
        this
    }
    fn draw(self, question: DrawRequest) {
        // The end of a drag requests nothing new if the lever rested before.
        if self.pending.requested.replace(Some(question)) == Some(question) {
            return;
        }
        self.pending.draws.set(Some(question));
        if let Some(bridge) = &*self.pending.bridge.borrow() {
            bridge.draw(question);
        }
        self.expect_something();
    }
    /// The draws over a lever with all other levers as in that scenario; `None` if those available are of others.
    pub(crate) fn band_over(self, lever: &'static Lever, others: &Scenario) -> Option<Arc<Band>> {
        self.band.get().filter(|band| std::ptr::eq(band.lever, lever) && band.others == *others)
    }
    /// Whether everything the worker would return is prerendered: nothing has changed yet.
    pub(crate) fn is_prerendered(self) -> bool {
        !self.has_left_baseline.get()
    }
    /// Whether draws are available, or never will be.
    pub(crate) fn has_answered(self) -> bool {
        match self.state.get() {
            WorkerStatus::Asleep | WorkerStatus::Waiting => false,
            WorkerStatus::Ready => self.outlook.with(Option::is_some) && self.band.with(Option::is_some),
            WorkerStatus::NotComputable | WorkerStatus::Silent => true,
        }
    }
    /// Starts the worker, if it is not started. A page that does not name a script has none: requests are then never
    /// answered.
    pub(crate) fn wake(self) {
        if self.pending.bridge.borrow().is_some() {
            return;
        }
        let Some(script) = find("[data-worker]") else {
            return self.state.set_if_other(WorkerStatus::Silent);
        };
        self.start(&attribute(&script, "data-worker"));
        self.state.set(WorkerStatus::Waiting);
        self.is_awake.set(true);
    }
    fn start(self, loader: &str) {
        let show = NextFrame::new(move || self.show_draws());
        let bridge = Bridge::start(loader, move |message| self.receive(message, &show));
        *self.pending.bridge.borrow_mut() = Some(bridge);
    }
    /// Sends requests for another place on the page.
    pub(crate) fn requester(self) -> Requester {
        let place = self.pending.places.get() + 1;
        self.pending.places.set(place);
        Requester { worker: self, place }
    }
    /// The settled scenario, tracked.
    pub(crate) fn settled(self) -> Scenario {
        self.app.settled.get()
    }
    /// The levers that determine the price list, as settled.
    pub(crate) fn lists(self) -> [f64; 2] {
        self.app.settled.with(|scenario| [scenario.llm, scenario.price_list])
    }
    /// Sends a request about each scenario that is settled. Prerendered content stays until a different one is.
    pub(crate) fn follow_settled(self, request: Request, then: impl Fn(&Answer) + Copy + 'static) {
        let mut is_prerendered = self.app.prerendered();
        let requester = self.requester();
        follow(move || {
            let scenario = self.app.settled.get();
            if !is_prerendered() {
                requester.ask_of(&scenario, request.clone(), then);
            }
        });
    }
    fn send(self, place: u32, scenario: &Scenario, question: Request, then: Then) {
        self.wake();
        if self.pending.bridge.borrow().is_none() {
            return;
        }
        let mut open = self.pending.open.borrow_mut();
        open.retain(|asked| asked.place != place);
        let number = self.pending.count.get().wrapping_add(1);
        self.pending.count.set(number);
        if let Some(bridge) = &*self.pending.bridge.borrow() {
            bridge.ask(place, number, question.clone(), *scenario);
        }
        open.push(Open { place, number, question, scenario: *scenario, then });
        drop(open);
        self.expect_something();
    }
    /// From now on an answer is outstanding.
    fn expect_something(self) {
        self.mark_behind();
        let pending = self.pending;
        if !pending.is_broken.get() && !pending.is_expecting.replace(true) {
            pending.patience.then(PATIENCE, move || {
                self.stop_trusting();
                pending.patience.then(LAST_PATIENCE, move || self.start_again());
            });
        }
    }
    fn receive(self, message: Option<FromWorker>, show: &NextFrame) {
        let pending = self.pending;
        let Some(message) = message else { return self.start_again() };
        pending.is_expecting.set(false);
        pending.patience.stop();
        if self.state.peek(|state| *state == WorkerStatus::Silent) {
            self.state.set(WorkerStatus::Waiting);
            // It was only slow: the draws that were removed are requested again.
            if let (Some(bridge), Some(draws)) = (&*pending.bridge.borrow(), pending.draws.get()) {
                bridge.draw(draws);
            }
        }
        match message {
            FromWorker::Answer { number, answer } => {
                let found = {
                    let mut open = pending.open.borrow_mut();
                    open.iter().position(|asked| asked.number == number).map(|place| open.remove(place))
                };
                if let Some(asked) = found {
                    (asked.then)(&answer);
                }
            }
            FromWorker::Outlook { outlook, html } => {
                pending.drawn.borrow_mut().chances = Some(Ok((*outlook, html)));
                show.ask();
            }
            FromWorker::NotComputable(scenario) => {
                pending.drawn.borrow_mut().chances = Some(Err(*scenario));
                show.ask();
            }
            FromWorker::Band(band) => {
                pending.drawn.borrow_mut().band = Some(*band);
                show.ask();
            }
            FromWorker::Ready => {}
        }
        if self.owes() {
            self.expect_something();
        } else {
            pending.tries.set(0);
            self.mark_behind();
        }
    }
    /// Whether answers or draws were requested and have not arrived.
    fn owes(self) -> bool {
        !self.pending.open.borrow().is_empty() || self.pending.draws.get().is_some()
    }
    /// The worker has stopped: its draws are removed from the page, because they may be of another scenario, and are
    /// outstanding.
    fn stop_trusting(self) {
        let app = self.app;
        if self.is_awake.now() {
            let draws = Some(DrawRequest { scenario: app.scenario.now(), over: app.over.now() });
            self.pending.draws.set(draws);
            self.pending.requested.set(draws);
        }
        self.pending.drawn.take();
        self.state.set_if_other(WorkerStatus::Silent);
        self.outlook.set(None);
        self.summary.set(None);
        self.band.set(None);
        self.mark_behind();
    }
    /// Starts a new worker after a delay, and sends it the outstanding requests.
    fn start_again(self) {
        let pending = self.pending;
        if pending.is_broken.replace(true) {
            return;
        }
        pending.is_expecting.set(false);
        pending.patience.stop();
        self.stop_trusting();
        let tries = pending.tries.get();
        pending.tries.set(tries + 1);
        pending.restart.then(FIRST_PAUSE << tries.min(DOUBLINGS), move || {
            pending.is_broken.set(false);
            if let Some(script) = find("[data-worker]") {
                self.start(&attribute(&script, "data-worker"));
            }
            if let Some(bridge) = &*pending.bridge.borrow() {
                for asked in pending.open.borrow().iter() {
                    bridge.ask(asked.place, asked.number, asked.question.clone(), asked.scenario);
                }
                if let Some(draws) = pending.draws.get() {
                    bridge.draw(draws);
                }
            }
            self.expect_something();
        });
    }
    /// Marks content of an earlier scenario once it is late.
    fn mark_behind(self) {
        let pending = self.pending;
        if !self.owes() || !self.has_left_baseline.now() {
            pending.is_behind.set(false);
            pending.late.stop();
            note_behind(None);
        } else if self.state.peek(|state| *state == WorkerStatus::Silent) {
            pending.is_behind.set(true);
            pending.late.stop();
            note_behind(Some("stopped"));
        } else if !pending.is_behind.replace(true) {
            pending.late.then(LATE, || note_behind(Some("waiting")));
        } else if is_marked() {
            note_behind(Some("waiting"));
        }
    }
    fn show_draws(self) {
        let drawn = self.pending.drawn.take();
        if let Some(band) = drawn.band {
            self.band.set(Some(Arc::new(band)));
        }
        let Some(chances) = drawn.chances else { return };
        let scenario = chances.as_ref().map_or_else(|scenario| *scenario, |(outlook, _)| outlook.scenario);
        let pending = self.pending;
        if self.app.scenario.peek(|now| *now != scenario) {
            // The lever has moved on: draws are requested when it rests again, even if that is where it was.
            let is_of = |request: &Cell<Option<DrawRequest>>| {
                request.get().is_some_and(|request| request.scenario == scenario)
            };
            if is_of(&pending.requested) {
                pending.requested.set(None);
            }
            if is_of(&pending.draws) {
                self.have_come();
            }
            return;
        }
        let (outlook, summary, status) = match chances {
            Ok((outlook, html)) => (Some(Arc::new(outlook)), Some(html), WorkerStatus::Ready),
            Err(_) => (None, None, WorkerStatus::NotComputable),
        };
        self.summary.set(summary);
        self.outlook.set(outlook);
        self.state.set(status);
        self.have_come();
    }
    fn have_come(self) {
        self.pending.draws.set(None);
        self.mark_behind();
    }
}

/// Records on the root how the worker's output lags behind the scenario; removed if it does not.
fn note_behind(how: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _refused = match how {
            Some(how) => root.set_attribute("data-behind", how),
            None => root.remove_attribute("data-behind"),
        };
    }
}

/// Whether anything is marked as behind.
fn is_marked() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-behind"))
}
