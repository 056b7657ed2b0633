//! Formulas with one mutation in them, to see whether the tests notice. Compiled only with the feature `mutants`.
//!
//! cargo-mutants changes the bodies of functions. The formulas are inside `outputs!`, which it does not look into, so
//! they are changed here: all mutants are compiled at once, and one is chosen when a program starts (mutant schemata;
//! Untch, Offutt and Harrold, "Mutation Analysis Using Mutant Schemata", 1993). The variable `FORMULA_MUTANT` names it:
//! record, number of the step in that record, number of the mutation, as in `Pass 12 0`. If it is `list`, every step is
//! recorded instead, see [`steps`].

use super::{Num, Quantity, Unit};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::{Add, Div, Mul, Sub};
use std::sync::{LazyLock, Mutex};

/// What to mutate.
enum Task {
    /// Nothing.
    None,
    /// Steps are recorded.
    List,
    /// The mutation with this number, at a step of a record.
    Mutation(String, usize, usize),
}

static TASK: LazyLock<Task> = LazyLock::new(|| {
    let Ok(text) = std::env::var("FORMULA_MUTANT") else { return Task::None };
    if text == "list" {
        return Task::List;
    }
    let mut words = text.split_whitespace();
    let mutant = (|| {
        let record = words.next()?.to_owned();
        Some(Task::Mutation(record, words.next()?.parse().ok()?, words.next()?.parse().ok()?))
    })();
    mutant.expect("FORMULA_MUTANT is a record, a step and a mutation, as in `Pass 12 0`")
});

/// A step of a formula: the quantity that the formula gives, the operation of the step, and the possible mutations of
/// it.
pub type Step = (&'static str, &'static str, &'static [&'static str]);

/// The steps of each record, recorded if `FORMULA_MUTANT` is `list`.
static STEPS: Mutex<BTreeMap<&'static str, Vec<Step>>> = Mutex::new(BTreeMap::new());

thread_local! {
    /// Number of steps so far in this reading of a record.
    static COUNT: Cell<usize> = const { Cell::new(0) };
    /// The same steps, if they are recorded.
    static NOTED: RefCell<Vec<Step>> = const { RefCell::new(Vec::new()) };
}

/// Whether the formulas of a record are to be read with mutations.
pub fn concerns(record: &str) -> bool {
    match &*TASK {
        Task::None => false,
        Task::List => true,
        Task::Mutation(of, ..) => of == record,
    }
}

/// Called before the formulas of a record are read.
pub fn begin() {
    COUNT.set(0);
    NOTED.with_borrow_mut(Vec::clear);
}

/// Called after they have been read.
pub fn end(record: &'static str) {
    if matches!(*TASK, Task::List) {
        let noted = NOTED.with_borrow_mut(std::mem::take);
        STEPS.lock().expect("no thread has failed").insert(record, noted);
    }
}

/// The steps of every record that has been read since the start of the program.
pub fn steps() -> BTreeMap<&'static str, Vec<Step>> {
    STEPS.lock().expect("no thread has failed").clone()
}

/// Counts a step; returns the number of the mutation to apply to it, if any.
fn mutation(what: &'static str, wrong: &'static [&'static str]) -> Option<usize> {
    let at = COUNT.get();
    COUNT.set(at + 1);
    match &*TASK {
        Task::Mutation(_, step, mutation) if *step == at => Some(*mutation),
        Task::List => {
            NOTED.with_borrow_mut(|noted| noted.push(("", what, wrong)));
            None
        }
        _ => None,
    }
}

/// A number of any kind that is read with mutations.
#[derive(Debug, Clone, Copy)]
pub struct Mutation<N>(pub N);

impl<N: Num> From<f64> for Mutation<N> {
    fn from(value: f64) -> Self {
        Self(N::from(mutation("constant", &["one more"]).map_or(value, |_| value + 1.0)))
    }
}

impl<N: Num> Add for Mutation<N> {
    type Output = Self;
    fn add(self, right: Self) -> Self {
        Self(match mutation("+", &["-", "without the right"]) {
            None => self.0 + right.0,
            Some(0) => self.0 - right.0,
            Some(_) => self.0,
        })
    }
}

impl<N: Num> Sub for Mutation<N> {
    type Output = Self;
    fn sub(self, right: Self) -> Self {
        Self(match mutation("-", &["+", "without the right"]) {
            None => self.0 - right.0,
            Some(0) => self.0 + right.0,
            Some(_) => self.0,
        })
    }
}

impl<N: Num> Mul for Mutation<N> {
    type Output = Self;
    fn mul(self, right: Self) -> Self {
        Self(match mutation("*", &["/", "without the right"]) {
            None => self.0 * right.0,
            Some(0) => self.0 / right.0,
            Some(_) => self.0,
        })
    }
}

impl<N: Num> Div for Mutation<N> {
    type Output = Self;
    fn div(self, right: Self) -> Self {
        Self(match mutation("/", &["*", "without the right"]) {
            None => self.0 / right.0,
            Some(0) => self.0 * right.0,
            Some(_) => self.0,
        })
    }
}

impl<N: Num> Num for Mutation<N> {
    fn min(self, other: Self) -> Self {
        Self(match mutation("min", &["max", "without the right"]) {
            None => self.0.min(other.0),
            Some(0) => self.0.max(other.0),
            Some(_) => self.0,
        })
    }
    fn max(self, other: Self) -> Self {
        Self(match mutation("max", &["min", "without the right"]) {
            None => self.0.max(other.0),
            Some(0) => self.0.min(other.0),
            Some(_) => self.0,
        })
    }
    fn pow(self, exponent: Self) -> Self {
        Self(match mutation("power", &["without the exponent"]) {
            None => self.0.pow(exponent.0),
            Some(_) => self.0,
        })
    }
    fn floor(self) -> Self {
        Self(match mutation("floor", &["left out"]) {
            None => self.0.floor(),
            Some(_) => self.0,
        })
    }
    fn choose(self, yes: Self, no: Self) -> Self {
        Self(match mutation("choose", &["the other", "always yes", "always no"]) {
            None => self.0.choose(yes.0, no.0),
            Some(0) => self.0.choose(no.0, yes.0),
            Some(1) => yes.0,
            Some(_) => no.0,
        })
    }
    fn soft_max(self, other: Self, p: Self) -> Self {
        Self(match mutation("soft_max", &["max", "without the right"]) {
            None => self.0.soft_max(other.0, p.0),
            Some(0) => self.0.max(other.0),
            Some(_) => self.0,
        })
    }
    fn over_week(self, hours: &[[Self; 24]; 2]) -> Self {
        Self(match mutation("over_week", &["unclipped", "at the first hour"]) {
            None => self.0.over_week(&hours.map(|day| day.map(|hour| hour.0))),
            Some(0) => self.0,
            Some(_) => (self.0 * hours[0][0].0).min(N::from(1.0)),
        })
    }
    fn of(self, unit: Unit) -> Self {
        Self(self.0.of(unit))
    }
    fn count(self, unit: Unit) -> Self {
        Self(self.0.count(unit))
    }
    fn named(self, stage: &'static str, about: &'static Quantity) -> Self {
        // The steps recorded since the previous formula belong to this one.
        NOTED.with_borrow_mut(|noted| {
            for step in noted.iter_mut().rev().take_while(|step| step.0.is_empty()) {
                step.0 = about.id;
            }
        });
        Self(self.0.named(stage, about))
    }
}
