//! How fast a number of the factory grows with another: the exponent of a power law, fitted.
//!
//! Ten values of a lever in even ratios, from a tenth of the present value to ten times it, as far as its track allows,
//! and the factory at each. The exponent is the slope of the least-squares line of logarithm against logarithm: 1 is
//! growth in proportion, 2 is growth with the square. A power law is never exponential growth, and is not called that.

use crate::catalog::sources::TRACELAB;
use crate::catalog::{Datum, Grade, exact};
use crate::factory::{Factory, PAST_YEARS};
use crate::format::digits::{MINUS, shown, span};
use crate::quantity::Unit;
use crate::quantity::unit::{AGENTS, GIGAWATT, ONE, PERCENT, TIMES, TOKEN};
use crate::scenario::levers::LEVERS;
use crate::scenario::{Lever, Scenario};
use crate::study::evaluate::numbers;

/// Number of points of a fit.
const POINTS: u8 = 10;

/// Factor from the present value to either end of a fit.
const REACH: f64 = 10.0;

/// With fewer points than this there is no fit.
const LEAST_POINTS: usize = 4;

/// Exponents that differ by less than this are shown as equal.
const SHOWN: f64 = 0.005;

/// Slopes at the two ends that differ by more than this are reported: there is no single power.
const BENT: f64 = 0.15;

/// Tokens that a step of an agent adds to the history, which the next step sends again.
pub const STEP_GROWTH: Datum = exact(875.0 + 214.0, Grade::Derived, &TRACELAB)
    .note("A step brought 875 new tokens and 214 of answer; the next one sends both again.");

/// A fitted power law: `result = factor × cause ^ exponent`.
#[derive(Debug, Clone, PartialEq)]
pub struct Law {
    /// Its name among the live texts: `growth.agents`.
    pub name: &'static str,
    /// What grows, in the form used at the beginning of a sentence.
    pub result: &'static str,
    /// What it grows with, in the form used mid-sentence.
    pub cause: &'static str,
    /// The exponent.
    pub exponent: f64,
    /// The factor, in base units of both.
    pub factor: f64,
    /// Share of the variance of logarithms that the law explains (r²).
    pub explained: f64,
    /// Lowest and highest value of the cause in the fit, in base units.
    pub span: (f64, f64),
    /// Unit of the cause.
    pub unit: Unit,
    /// The points of the fit, in base units.
    pub points: Vec<(f64, f64)>,
}

impl Law {
    /// The law of some points; `None` if too few of them are above zero.
    fn fit(about: &Subject, unit: Unit, points: impl Iterator<Item = (f64, f64)>) -> Option<Self> {
        let is_known = |(x, y): &(f64, f64)| x.is_finite() && y.is_finite() && *x > 0.0 && *y > 0.0;
        let points: Vec<(f64, f64)> = points.filter(is_known).collect();
        let (first, last) = (points.first()?.0, points.last()?.0);
        if points.len() < LEAST_POINTS {
            return None;
        }
        let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (libm::log(*x), libm::log(*y))).collect();
        let line = Line::through(&logs)?;
        Some(Self {
            name: about.name,
            result: about.result,
            cause: about.cause,
            exponent: line.slope,
            factor: libm::exp(line.at_zero),
            explained: line.explained,
            span: (first, last),
            unit,
            points,
        })
    }
    /// The value of the law for a cause `x`, in base units.
    pub fn at(&self, x: f64) -> f64 {
        self.factor * libm::pow(x, self.exponent)
    }
    /// The exponent as text: `1.00`, `−0.43`.
    pub fn written(&self) -> String {
        written(self.exponent)
    }
    /// The exponents between the first two points and between the last two.
    pub fn ends(&self) -> (f64, f64) {
        let slope = |pair: &[(f64, f64)]| match pair {
            [(x0, y0), (x1, y1)] => libm::log(y1 / y0) / libm::log(x1 / x0),
            _ => f64::NAN,
        };
        (slope(&self.points[..2]), slope(&self.points[self.points.len() - 2..]))
    }
    /// The factor on the result when the cause is ten times as large.
    pub fn tenfold(&self) -> f64 {
        libm::pow(10.0, self.exponent)
    }
    /// The law in one or two sentences.
    pub fn sentence(&self) -> String {
        let near = |exponent: f64| (self.exponent - exponent).abs() < SHOWN;
        let (result, cause) = (self.result, self.cause);
        let said = match self.exponent {
            _ if near(0.0) => format!("{result} does not change with {cause}"),
            _ if near(1.0) => format!("{result} grows in proportion to {cause}"),
            _ if near(2.0) => format!("{result} grows with the square of {cause}"),
            _ if near(-1.0) => format!("{result} falls in inverse proportion to {cause}"),
            below if below < 0.0 => format!("{result} falls with {cause}"),
            slow if slow < 1.0 => format!("{result} grows more slowly than {cause}"),
            _ => format!("{result} grows faster than {cause}"),
        };
        let (low, high) = self.span;
        // A lever with a short track does not reach ten times as far.
        let ten = if near(0.0) || near(1.0) || near(-1.0) || high < REACH * low {
            String::new()
        } else {
            format!(" Ten times as much makes it {}.", shown(self.tenfold(), &TIMES))
        };
        let (first, last) = self.ends();
        let bent = if (first - last).abs() > BENT {
            format!(
                " It is not a pure power law: the slope goes from {} at the low end to {} at the high one.",
                written(first),
                written(last)
            )
        } else {
            String::new()
        };
        format!("{said}: exponent {}, from {}.{ten}{bent}", self.written(), span(low, high, &self.unit))
    }
}

/// An exponent as text.
fn written(exponent: f64) -> String {
    let text = format!("{:.2}", exponent.abs());
    if exponent < 0.0 && text != "0.00" { format!("{MINUS}{text}") } else { text }
}

/// A straight line through points, by least squares.
struct Line {
    slope: f64,
    at_zero: f64,
    explained: f64,
}

impl Line {
    fn through(points: &[(f64, f64)]) -> Option<Self> {
        #[allow(clippy::cast_precision_loss, reason = "ten points")]
        let count = points.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
        let (x, y) = (mean(|p| p.0), mean(|p| p.1));
        let sum = |of: &dyn Fn(f64, f64) -> f64| points.iter().map(|p| of(p.0 - x, p.1 - y)).sum::<f64>();
        let (xx, xy, yy) = (sum(&|x, _| x * x), sum(&|x, y| x * y), sum(&|_, y| y * y));
        if xx <= 0.0 {
            return None;
        }
        let slope = xy / xx;
        // Points at the same height lie on their line.
        let explained = if yy <= 1e-20 * count { 1.0 } else { slope * xy / yy };
        Some(Self { slope, at_zero: y - slope * x, explained })
    }
}

/// A relation to be fitted.
struct Subject {
    name: &'static str,
    result: &'static str,
    cause: &'static str,
    law: fn(&Self, &Scenario) -> Option<Law>,
}

const fn subject(
    name: &'static str,
    result: &'static str,
    cause: &'static str,
    law: fn(&Subject, &Scenario) -> Option<Law>,
) -> Subject {
    Subject { name, result, cause, law }
}

/// All relations, in the order of the factory.
static SUBJECTS: [Subject; 10] = [
    subject("growth.agents", "Demand", "agents", |it, now| it.over(now, &LEVERS.agents, asked)),
    subject("growth.steps", "The length of a task in tokens", "its steps", of_steps),
    subject("growth.context", "Demand", "context", |it, now| it.over(now, &LEVERS.context, asked)),
    subject("growth.cache", "The key-value cache of a call", "context", |it, now| {
        it.over(now, &LEVERS.context, |f| first(f).map_or(f64::NAN, |line| line.memory.sequence))
    }),
    subject("growth.attention", "The attention of reading a call", "context", |it, now| {
        it.over(now, &LEVERS.context, |f| {
            first(f).map_or(f64::NAN, |line| line.prefill.prompt.attention_flop)
        })
    }),
    subject("growth.work", "The machine time of a call", "context", |it, now| {
        it.over(now, &LEVERS.context, |f| first(f).map_or(f64::NAN, |line| line.serving.call_time))
    }),
    subject("growth.cost", "The cost of a token at full load", "context", |it, now| {
        it.over(now, &LEVERS.context, |f| {
            first(f).map_or(f64::NAN, |line| line.tier.call_cost / f.demand.call)
        })
    }),
    subject("growth.watts", "Capacity", "power", |it, now| {
        it.over(now, &LEVERS.power, |f| f.totals.capacity)
    }),
    subject("growth.load", "Profit", "load", of_load),
    subject(
        "growth.efficiency",
        "What the world spends from 2026 to 2032",
        "the yearly gain of a watt",
        of_efficiency,
    ),
];

/// Tokens that the world asks for at list prices. The tokens it is served are limited by machines.
fn asked(factory: &Factory<f64>) -> f64 {
    factory.demand.calls * factory.demand.call
}

/// The slowest tier in use: the one whose promise can be kept for the longest calls.
fn first(factory: &Factory<f64>) -> Option<&crate::factory::TierResult<f64>> {
    factory.lines.iter().flatten().next()
}

/// Values in even ratios around a value, as far as the ends allow.
fn around(value: f64, low: f64, high: f64) -> impl Iterator<Item = f64> {
    let (from, to) = ((value / REACH).max(low), (value * REACH).min(high));
    let step = move |i: u8| f64::from(i) / f64::from(POINTS - 1);
    (0..POINTS).map(move |i| from * libm::pow(to / from, step(i)))
}

/// The same on the track of a lever, in base units.
fn track(scenario: &Scenario, lever: &Lever) -> impl Iterator<Item = f64> + use<> {
    let unit = &lever.about.unit;
    around(scenario.of(lever), unit.base(lever.min), unit.base(lever.max))
}

impl Subject {
    /// The law of a number of the factory over a lever.
    fn over(&self, now: &Scenario, lever: &Lever, of: fn(&Factory<f64>) -> f64) -> Option<Law> {
        let point = |value: f64| (value, of(&numbers(&now.with(lever, value))));
        Law::fit(self, lever.about.unit, track(now, lever).map(point))
    }
}

/// Tokens of a task of `steps` steps, each of which sends the history again:
/// `steps × (first + answer) + growth × steps × (steps − 1) / 2`, where `first` is the context of the first step.
///
/// The context of the scenario is the mean over its calls in a day, so the first step has
/// `context − growth × (calls − 1) / 2`, but at least what one step brings.
pub fn task(scenario: &Scenario, steps: f64) -> f64 {
    let growth = TOKEN.base(STEP_GROWTH.value);
    let calls = LEVERS.calls.about.unit.shown(scenario.calls);
    let first = (scenario.context - growth * (calls - 1.0).max(0.0) / 2.0).max(growth.min(scenario.context));
    steps * (first + scenario.output_tokens) + growth * steps * (steps - 1.0) / 2.0
}

fn of_steps(about: &Subject, now: &Scenario) -> Option<Law> {
    let calls = LEVERS.calls.about.unit.shown(now.calls);
    let steps = around(calls.max(REACH), 1.0, f64::INFINITY);
    Law::fit(about, ONE, steps.map(|steps| (steps, task(now, steps))))
}

/// Profit at any load, with the machines held: from break-even, or a tenth of the present load, to all that can be
/// sold. Only the power that idle machines do not draw varies with it.
fn of_load(about: &Subject, now: &Scenario) -> Option<Law> {
    let factory = numbers(now);
    let profit = &factory.profit;
    // At break-even itself profit is zero and has no logarithm.
    let low = 1.05 * profit.break_even_load;
    if !low.is_finite() || low <= 0.0 || low >= now.availability {
        return None;
    }
    let loads = around(profit.load, low, now.availability);
    Law::fit(about, PERCENT, loads.map(|load| (load, profit.full * (load - profit.break_even_load))))
}

/// Spending over the yearly gain of new machines; earlier spending is left out.
fn of_efficiency(about: &Subject, now: &Scenario) -> Option<Law> {
    let lever = &LEVERS.efficiency;
    let spent = |gain: f64| {
        let years = numbers(&now.with(lever, gain)).years;
        years[years.len() - 1].market.spent - years[PAST_YEARS - 1].market.spent
    };
    Law::fit(about, lever.about.unit, track(now, lever).map(|gain| (gain, spent(gain))))
}

/// The laws that can be given for a scenario.
pub fn all(scenario: &Scenario) -> Vec<Law> {
    SUBJECTS.iter().filter_map(|about| (about.law)(about, scenario)).collect()
}

/// One law by its name, `growth.agents`; `None` if there is none of that name, or it cannot be given.
pub fn law(scenario: &Scenario, name: &str) -> Option<Law> {
    let about = SUBJECTS.iter().find(|about| about.name == name)?;
    (about.law)(about, scenario)
}

/// A live text by its name; those that also contain findings are in `charts::finding::live`.
///
/// | name | text |
/// |---|---|
/// | `growth.agents` and the other laws | the law in words |
/// | `growth.agents.exponent` | its exponent |
/// | `growth.agents.tenfold` | the factor on the result when the cause is ten times as large |
/// | `growth.steps.length` | tokens of a task of as many steps as an agent makes calls in a day |
/// | `market.installed` | power installed at the end of 2032 |
/// | `agents` | agents at work |
///
/// `None` if there is no text of that name.
pub fn text(scenario: &Scenario, name: &str) -> Option<String> {
    match name {
        "market.installed" => {
            let years = numbers(scenario).years;
            return Some(shown(years[years.len() - 1].market.installed, &GIGAWATT));
        }
        "agents" => return Some(shown(scenario.agents, &AGENTS)),
        "growth.steps.length" => {
            let calls = LEVERS.calls.about.unit.shown(scenario.calls);
            return Some(shown(task(scenario, calls), &TOKEN));
        }
        _ => {}
    }
    let (base, part) = match name.rsplit_once('.') {
        Some((base, part @ ("exponent" | "tenfold"))) => (base, part),
        _ => (name, ""),
    };
    let about = SUBJECTS.iter().find(|about| about.name == base)?;
    Some(match ((about.law)(about, scenario), part) {
        (Some(law), "exponent") => law.written(),
        (Some(law), "tenfold") => shown(law.tenfold(), &TIMES),
        (Some(law), _) => law.sentence(),
        (None, "") => format!("{} as a power of {} cannot be given here.", about.result, about.cause),
        (None, _) => "—".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::link;

    fn of(text: &str, name: &str) -> Law {
        law(&link::read(text).0, name).unwrap_or_else(|| panic!("{name} of {text}"))
    }

    #[test]
    fn the_exponent_is_the_slope_of_logarithms() {
        let about = &SUBJECTS[0];
        let points = (1..=10).map(|x| (f64::from(x), 3.0 * libm::pow(f64::from(x), 1.7)));
        let law = Law::fit(about, ONE, points).unwrap();
        assert!((law.exponent - 1.7).abs() < 1e-12 && (law.factor - 3.0).abs() < 1e-11);
        assert!((law.explained - 1.0).abs() < 1e-12 && (law.at(4.0) / 31.67 - 1.0).abs() < 1e-3);
        assert_eq!(law.written(), "1.70");
        let flat = Law::fit(about, ONE, (1..=10).map(|x| (f64::from(x), 5.0))).unwrap();
        assert_eq!((flat.written().as_str(), flat.explained), ("0.00", 1.0));
        assert!(Law::fit(about, ONE, (1..=10).map(|x| (f64::from(x), -1.0))).is_none());
    }

    #[test]
    fn what_is_printed_is_the_slope_between_the_ends_where_the_law_is_straight() {
        for law in all(&Scenario::baseline()) {
            let ((x0, y0), (x1, y1)) = (law.points[0], law.points[law.points.len() - 1]);
            assert_eq!(law.span, (x0, x1), "{}", law.name);
            let slope = libm::log(y1 / y0) / libm::log(x1 / x0);
            let printed: f64 = law.written().replace(MINUS, "-").parse().unwrap();
            assert!((law.exponent - printed).abs() <= SHOWN + 1e-12, "{}", law.name);
            if law.explained > 0.9999 {
                assert!((printed - slope).abs() < 0.03, "{}: {printed} for {slope}", law.name);
            }
            assert!(law.sentence().contains(&format!("exponent {}", law.written())), "{}", law.sentence());
        }
    }

    #[test]
    fn demand_is_in_proportion_to_agents_and_capacity_to_power() {
        for link in ["", "context=1M&cached=0", "gpu=h100&edge=20", "agents=1B"] {
            for name in ["growth.agents", "growth.watts"] {
                let law = of(link, name);
                assert!((law.exponent - 1.0).abs() < 1e-9 && law.written() == "1.00", "{link} {name}");
            }
        }
        assert!(
            text(&Scenario::baseline(), "growth.agents")
                .unwrap()
                .starts_with("Demand grows in proportion to agents: exponent 1.00")
        );
    }

    #[test]
    fn attention_makes_long_calls_dearer_than_in_proportion() {
        // Without a cache each token of the prompt sees all before it: pairs grow with the square.
        let whole = of("cached=0&context=10k&llm=deepseek-v3", "growth.attention");
        assert!((whole.exponent - 2.0).abs() < 0.01, "{}", whole.exponent);
        let short = of("cached=0&context=2k&llm=deepseek-v3", "growth.work").exponent;
        let long = of("cached=0&context=16k&llm=deepseek-v3", "growth.work").exponent;
        assert!(long > 1.05 && long > short, "{short} {long}");
        // If most layers keep a state of constant size, work stays closer to proportion.
        let hybrid = of("cached=0&context=16k&llm=nemotron-3-super", "growth.work").exponent;
        assert!(hybrid < long, "{hybrid} {long}");
        assert!(of("cached=0&context=16k&llm=deepseek-v3", "growth.work").ends().1 > long);
    }

    #[test]
    fn a_task_that_sends_its_history_again_grows_towards_the_square() {
        let now = Scenario::baseline();
        let by_hand: f64 = {
            let (growth, mut context, mut sum) = (1089.0, 67_800.0 - 1089.0 * 29.9 / 2.0, 0.0);
            for _ in 0..40 {
                sum += context + 527.0;
                context += growth;
            }
            sum
        };
        assert!((task(&now, 40.0) / by_hand - 1.0).abs() < 1e-9);
        // As many steps as calls in a day, at the mean context of the scenario.
        let calls = 30.9;
        assert!((task(&now, calls) / (calls * (67_800.0 + 527.0)) - 1.0).abs() < 1e-9);
        let law = of("", "growth.steps");
        assert!(law.exponent > 1.1 && law.exponent < 2.0, "{}", law.exponent);
        let short_start = of("context=1k", "growth.steps").exponent;
        assert!(short_start > law.exponent && short_start < 2.0, "{short_start}");
    }

    #[test]
    fn profit_grows_faster_than_load_and_spending_falls_with_efficiency() {
        let load = of("", "growth.load");
        assert!(load.exponent > 1.0, "{}", load.exponent);
        assert!(of("", "growth.efficiency").exponent < 0.0);
        // If nothing is earned at any load there is no law, and the text says so.
        let poor = link::read("price_output=0.001&price_input=0.001&price_cached=0.0001").0;
        assert!(law(&poor, "growth.load").is_none());
        assert!(text(&poor, "growth.load").unwrap().contains("cannot be given"));
        assert_eq!(text(&poor, "growth.load.exponent").unwrap(), "—");
    }

    #[test]
    fn every_text_has_words_and_no_other_name_has_a_text() {
        let now = Scenario::baseline();
        for about in &SUBJECTS {
            for part in ["", ".exponent", ".tenfold"] {
                let said = text(&now, &format!("{}{part}", about.name)).unwrap();
                assert!(!said.is_empty() && !said.contains("NaN"), "{}: {said}", about.name);
            }
        }
        for name in ["market.installed", "agents", "growth.steps.length"] {
            assert!(text(&now, name).is_some_and(|said| !said.contains('—')), "{name}");
        }
        assert_eq!(text(&now, "growth.nothing"), None);
        assert_eq!(text(&now, "growth"), None);
    }
}
