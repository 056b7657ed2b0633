//! The work of drawing, divided into pieces of a few milliseconds, so that a new request can be received between two of
//! them.
//!
//! The first draws of a new scenario come first, so that each request is answered soon. Then comes the band over the lever of the profit chart, which stays the same while that lever is
//! moved; then all other draws.

use super::draws::BaselineDraws;
use super::outlook::{Band, Outlook, Quantiles, Run};
use crate::scenario::{Lever, Scenario};
use crate::study::evaluate::evaluate;
use serde::{Deserialize, Serialize};

/// Number of draws of a scenario once all are made.
pub const DRAWS: usize = 10_000;

/// Number of draws at each stop of the band over a lever.
pub const BAND_DRAWS: usize = 400;

/// Number of draws in one piece of work.
const PIECE: usize = 500;

/// Numbers of draws at which an answer is given.
const ANSWERS: [usize; 3] = [PIECE, 2_000, DRAWS];

/// A request: the chances of a scenario, and those over the range of a lever.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DrawRequest {
    /// The scenario.
    pub scenario: Scenario,
    /// The lever.
    pub over: &'static Lever,
}

impl DrawRequest {
    /// The scenario with the lever at its default: the band does not depend on the lever's value.
    fn others(&self) -> Scenario {
        self.scenario.with(self.over, self.over.default_base())
    }
}

/// A piece of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum DrawAnswer {
    /// For the scenario.
    Outlook(Box<Outlook>),
    /// For the scenario, whose profit cannot be computed.
    NotComputable(Box<Scenario>),
    /// Over the lever.
    Band(Box<Band>),
}

/// The result of a piece of work.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// There was nothing to do.
    Idle,
    /// Something was done, and there is more.
    Working,
    /// An answer is ready, and there may be more to do.
    Answered(DrawAnswer),
}

/// The band over a lever while it is being made.
#[derive(Debug)]
struct Stretch {
    lever: &'static Lever,
    others: Scenario,
    stops: Vec<f64>,
    profit: Vec<Quantiles>,
    /// Whether it was given as an answer to the latest request.
    is_answered: bool,
}

impl Stretch {
    fn is_of(&self, question: &DrawRequest) -> bool {
        std::ptr::eq(self.lever, question.over) && self.others == question.others()
    }
    /// Computes the next stop; returns the band after the last one.
    fn step(&mut self, baseline: &mut BaselineDraws) -> Progress {
        if let Some(&stop) = self.stops.get(self.profit.len()) {
            let scenario = self.others.with(self.lever, self.lever.about.unit.base(stop));
            self.profit.push(Band::at(&evaluate(&scenario), self.lever, BAND_DRAWS, baseline));
        }
        if self.profit.len() < self.stops.len() {
            return Progress::Working;
        }
        if std::mem::replace(&mut self.is_answered, true) {
            return Progress::Idle;
        }
        let (lever, others, profit) = (self.lever, self.others, self.profit.clone());
        Progress::Answered(DrawAnswer::Band(Box::new(Band { lever, others, profit })))
    }
}

/// The work on the latest request.
#[derive(Debug, Default)]
pub struct DrawJob {
    baseline: BaselineDraws,
    question: Option<DrawRequest>,
    run: Option<Run>,
    stretch: Option<Stretch>,
    /// Whether draws of the scenario were given as an answer to the latest request.
    is_answered: bool,
}

impl DrawJob {
    /// Takes a request, and drops the work on an earlier one as far as it is of no use for this one. Every request is
    /// answered, even if all its draws were made for an earlier one.
    pub fn ask(&mut self, question: DrawRequest) {
        if self.run.as_ref().is_some_and(|run| *run.scenario() != question.scenario) {
            self.run = None;
        }
        if self.stretch.as_ref().is_some_and(|stretch| !stretch.is_of(&question)) {
            self.stretch = None;
        }
        if let Some(stretch) = &mut self.stretch {
            stretch.is_answered = false;
        }
        self.is_answered = false;
        self.question = Some(question);
    }
    /// Does one piece of work.
    pub fn step(&mut self) -> Progress {
        let Some(question) = self.question else { return Progress::Idle };
        let run = self.run.get_or_insert_with(|| Run::new(&evaluate(&question.scenario)));
        if run.count() == 0 {
            self.is_answered = true;
            return piece(run, &mut self.baseline);
        }
        if !std::mem::replace(&mut self.is_answered, true) {
            return Progress::Answered(report(run));
        }
        let stretch = self.stretch.get_or_insert_with(|| Stretch {
            lever: question.over,
            others: question.others(),
            stops: question.over.track_stops(),
            profit: Vec::new(),
            is_answered: false,
        });
        match stretch.step(&mut self.baseline) {
            Progress::Idle if run.count() < DRAWS => piece(run, &mut self.baseline),
            progress => progress,
        }
    }
}

/// Makes a piece of the draws, and reports on them when an answer is due.
fn piece(run: &mut Run, baseline: &mut BaselineDraws) -> Progress {
    run.draw(PIECE, baseline);
    if !ANSWERS.contains(&run.count()) {
        return Progress::Working;
    }
    Progress::Answered(report(run))
}

/// The draws made so far.
fn report(run: &Run) -> DrawAnswer {
    match run.outlook() {
        Some(outlook) => DrawAnswer::Outlook(Box::new(outlook)),
        None => DrawAnswer::NotComputable(Box::new(*run.scenario())),
    }
}
