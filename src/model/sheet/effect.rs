//! How a number responds to the headline levers, derived from the formulas themselves.

use super::Row;
use crate::format::digits::{MINUS, shown};
use crate::quantity::Dual;
use crate::scenario::Lever;
use crate::scenario::levers::{GPUS, LEVERS};
use crate::study::evaluate::{Evaluation, evaluate};
use crate::study::sensitivity::slope::Relaxed;

/// A small change of a lever, as a share of its value.
const SMALL: f64 = 0.01;

/// The change of a number caused by a change of a lever.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// What is changed, in words: `1 % more context length`.
    pub cause: String,
    /// Change of the number in base units.
    pub change: f64,
    /// The change as a share of the number's absolute value; `None` if the number is zero.
    pub share: Option<f64>,
}

impl Effect {
    fn new(cause: String, value: f64, change: f64) -> Option<Self> {
        let share = (value != 0.0).then(|| change / value.abs());
        change.is_finite().then_some(Self { cause, change, share })
    }
    /// Whether the number stays the same except for rounding.
    pub fn is_none(&self) -> bool {
        self.share.map_or(self.change == 0.0, |share| share.abs() < 1e-9)
    }
    /// The change in words: `−$44.1K/year (−0.4 %)`.
    pub fn in_words(&self, row: &Row) -> String {
        if self.is_none() {
            return "no change".to_owned();
        }
        let sign = if self.change > 0.0 { "+" } else { "" };
        let change = format!("{sign}{}", shown(self.change, &row.about.unit));
        // For a share, percent of percent would be mistaken for points.
        match self.share {
            Some(share) if row.about.unit.symbol != "%" => format!("{change} ({})", percent(share)),
            _ if row.about.unit.symbol == "%" => change.replace('%', "points"),
            _ => change,
        }
    }
}

/// A signed share in percent: two figures, `+12 %`, `−0.43 %`.
fn percent(share: f64) -> String {
    let of = 100.0 * share.abs();
    let digits = match of {
        of if of >= 9.95 => format!("{of:.0}"),
        of if of >= 0.995 => format!("{of:.1}"),
        of if of >= 0.01 => format!("{of:.2}"),
        _ => "less than 0.01".to_owned(),
    };
    let sign = if share < 0.0 { MINUS } else { '+' };
    format!("{sign}{digits}\u{a0}%")
}

/// How a computed number responds to the headline levers: to one percent of context, agents and electricity price, and
/// to the next generation of accelerators. Empty if the number cannot be computed.
///
/// Slopes keep the layouts fixed; the step to the next generation searches for new ones.
pub fn effects(evaluation: &Evaluation, row: &Row) -> Vec<Effect> {
    if row.formula.is_none() || !row.value.is_finite() {
        return Vec::new();
    }
    let relaxed = Relaxed::of(&evaluation.scenario);
    let slope = |lever: &'static Lever| {
        let at = evaluation.scenario.of(lever);
        let (_, Dual { value, slope }) = relaxed.along(lever).find(row.stage, row.about.id)?;
        let label = lever.about.label.to_lowercase();
        Effect::new(format!("1\u{a0}% more {label}"), value, SMALL * at.abs() * slope)
    };
    let levers = [&LEVERS.context, &LEVERS.agents, &LEVERS.electricity];
    let mut effects: Vec<Effect> = levers.into_iter().filter_map(slope).collect();
    effects.extend(next_generation(evaluation, row));
    effects
}

/// The step to the next accelerator on the track of generations; `None` at its end and for other makers.
fn next_generation(evaluation: &Evaluation, row: &Row) -> Option<Effect> {
    let here = evaluation.scenario.gpu;
    let now = LEVERS.gpu.choice(here)?;
    let next = LEVERS.gpu.choice(here + 1.0)?;
    GPUS[..LEVERS.gpu.generations].iter().position(|choice| choice.slug == next.slug)?;
    let there = evaluate(&evaluation.scenario.with(&LEVERS.gpu, here + 1.0));
    let (_, value) = there.factory.find(row.stage, row.about.id)?;
    Effect::new(format!("{} in place of {}", next.label, now.label), row.value, value - row.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::link;
    use crate::sheet::row;

    fn of(link: &str, name: &str) -> (Row, Vec<Effect>) {
        let evaluation = evaluate(&link::read(link).0);
        let row = row(&evaluation, name).expect("a number of that name");
        let effects = effects(&evaluation, &row);
        (row, effects)
    }

    #[test]
    fn slopes_are_those_that_the_formulas_have() {
        // Tokens of a call are context and answer: the effect of one percent more context is its share of them.
        let (row, effects) = of("context=9k&answer=1k", "demand.call");
        assert_eq!(row.shown.replace('\u{a0}', " "), "10K tokens");
        assert!(
            (effects[0].change - 90.0).abs() < 1e-9 && effects[0].in_words(&row).ends_with("(+0.90\u{a0}%)")
        );
        assert!(effects[1].is_none() && effects[1].in_words(&row) == "no change");
        assert!(effects[2].is_none());
    }

    #[test]
    fn electricity_costs_what_it_costs() {
        let (row, effects) = of("", "profit.electricity");
        let share = effects[2].share.expect("electricity costs something");
        assert!((share - 0.01).abs() < 1e-12);
        assert_eq!(effects[2].cause.replace('\u{a0}', " "), "1 % more electricity price");
        assert!(effects[2].change > 0.0 && row.value > 0.0);
    }

    #[test]
    fn the_next_generation_is_the_next_on_the_track() {
        let (row, effects) = of("gpu=gb200", "machine.hbm");
        assert!(row.formula.is_none() && effects.is_empty(), "what is given answers to no formula");
        let (row, effects) = of("gpu=gb200", "site.gpus");
        let next = effects.last().expect("an effect");
        assert_eq!(next.cause, "B300 in place of GB200 NVL72");
        let there = crate::sheet::row(&evaluate(&link::read("gpu=b300").0), "site.gpus").unwrap().value;
        assert!((row.value + next.change - there).abs() < 1e-9);
        assert_eq!(of("gpu=rubin-ultra", "site.gpus").1.len(), 3);
        assert_eq!(of("gpu=mi300x", "site.gpus").1.len(), 3);
    }

    #[test]
    fn a_loss_that_grows_is_a_change_below_zero() {
        let (row, effects) = of("agents=20M&electricity=0.3", "profit.profit");
        assert!(row.value < 0.0 && effects[2].change < 0.0);
        assert!(effects[2].share.unwrap() < 0.0 && effects[2].in_words(&row).starts_with(MINUS));
    }

    #[test]
    fn nothing_is_said_of_what_cannot_be_computed() {
        assert!(of("gpu=tpu7x", "profit.profit").1.is_empty());
    }
}
