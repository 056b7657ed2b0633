//! Published results, one case each in `tests/cases/*.toml`, against what the factory computes.
//!
//! A case gives what was published, where, and how close the factory must come: a `tolerance`; or the `range` that
//! several documents leave, and `why`; or, if the factory is known to be off, the bounds `low` and `high` between which
//! the quotient of computed and published lies today, and `why`. One function runs every case: for the test that checks
//! them, and for the page that shows them. The files are compiled in; a mistake in one causes a panic, and the test
//! runs them all.

mod run;

pub use run::{Deployment, Part, Pools, Queue, Ratio, Scenario, Slide};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Empty if no public address is known.
    pub url: String,
    /// Empty if unknown.
    pub date: String,
}

/// A file of cases with the documents they are from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Documents by the keys that cases refer to.
    pub sources: BTreeMap<String, Document>,
    /// The cases.
    pub case: Vec<Case>,
}

/// A published result and how the factory computes it: one of `scenario`, `part`s, `deployment`, `queue`, `pools` and `ratio`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What was published, in a few words.
    pub title: String,
    /// Key of the document in the same file.
    pub source: String,
    /// The published value, in `unit`.
    pub published: f64,
    /// Its unit.
    pub unit: String,
    /// How far the quotient of computed and published may be from 1.
    pub tolerance: Option<f64>,
    /// Or the lowest and highest value, in `unit`, that documents leave open.
    pub range: Option<[f64; 2]>,
    /// Or the lower bound of the quotient, if it is known to be off.
    pub low: Option<f64>,
    /// And its upper bound.
    pub high: Option<f64>,
    /// Why it is off, or what the range is based on.
    pub why: Option<String>,
    /// What the computed value is divided by to be in `unit`: 365 for the days of a year.
    pub per: Option<f64>,
    /// A number of the sheet of a scenario.
    pub scenario: Option<Scenario>,
    /// Groups of formulas alone, added up.
    pub part: Option<Vec<Part>>,
    /// A deployment as published.
    pub deployment: Option<Deployment>,
    /// A queue of requests.
    pub queue: Option<Queue>,
    /// A deployment that reads and writes on separate machines.
    pub pools: Option<Pools>,
    /// Two machines compared.
    pub ratio: Option<Ratio>,
}

impl Case {
    /// The function that computes every case.
    pub fn computed(&self) -> f64 {
        let mut found = Vec::new();
        found.extend(self.scenario.as_ref().map(Scenario::value));
        found.extend(self.part.as_ref().map(|parts| parts.iter().map(Part::value).sum::<f64>()));
        found.extend(self.deployment.as_ref().map(Deployment::value));
        found.extend(self.queue.as_ref().map(Queue::value));
        found.extend(self.pools.as_ref().map(Pools::value));
        found.extend(self.ratio.as_ref().map(Ratio::value));
        let [value] = found[..] else {
            panic!("“{}” is to be run in one way, not in {}", self.title, found.len())
        };
        value / self.per.unwrap_or(1.0)
    }
    /// Quotients of computed and published that are allowed.
    pub fn bounds(&self) -> (f64, f64) {
        let (low, high) = match (self.tolerance, self.range, self.low, self.high) {
            (Some(tolerance), None, None, None) => return (1.0 - tolerance, 1.0 + tolerance),
            (None, Some([low, high]), None, None) => (low / self.published, high / self.published),
            (None, None, Some(low), Some(high)) => (low, high),
            _ => panic!("“{}” needs one of a tolerance, a range and both bounds", self.title),
        };
        assert!(self.why.is_some(), "“{}” has bounds and does not say why", self.title);
        (low, high)
    }
}

/// A case with what the factory computes for it.
#[derive(Debug, Clone, Copy)]
pub struct Outcome {
    /// What the factory computes, in the unit of the case.
    pub computed: f64,
    /// Computed against published.
    pub ratio: f64,
    /// Lowest and highest quotient allowed.
    pub bounds: (f64, f64),
}

impl Outcome {
    /// Whether the quotient is within its bounds. A number that cannot be computed never is.
    pub fn holds(&self) -> bool {
        (self.bounds.0..=self.bounds.1).contains(&self.ratio)
    }
}

impl Case {
    /// Runs the case.
    pub fn outcome(&self) -> Outcome {
        let computed = self.computed();
        Outcome { computed, ratio: computed / self.published, bounds: self.bounds() }
    }
    /// Whether it is among those known to be off.
    pub fn is_known_to_be_off(&self) -> bool {
        self.low.is_some()
    }
}

/// The text of a file of cases under its name.
macro_rules! texts {
    ($($name:literal),+) => {
        [$(($name, include_str!(concat!("../../../../tests/cases/", $name, ".toml")))),+]
    };
}

/// The files as they are written, by name in alphabetical order.
const TEXTS: [(&str, &str); 8] =
    texts!["deepseek", "deepseek_v4", "economy", "expert_parallel", "mlperf", "nvidia", "owners", "rubin"];

/// All cases by the name of their file.
pub fn files() -> &'static [(&'static str, File)] {
    static FILES: LazyLock<Vec<(&str, File)>> = LazyLock::new(|| {
        TEXTS
            .into_iter()
            .map(|(name, text)| {
                (name, toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}")))
            })
            .collect()
    });
    &FILES
}
