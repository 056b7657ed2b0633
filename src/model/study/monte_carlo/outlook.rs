//! Summary of many joint draws of a scenario: how often it is profitable, and the ranges of its numbers.

use super::draws::{BaselineDraws, Draws};
use crate::factory::YEARS;
use crate::scenario::{Lever, Scenario};
use crate::study::evaluate::Evaluation;
use serde::{Deserialize, Serialize};

/// Number of cases in which chances are expressed.
pub const CASES: usize = 20;

/// The numbers below which 5, 25, 50, 75 and 95 % of the draws lie.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Quantiles {
    /// 5 %.
    pub p5: f64,
    /// 25 %.
    pub p25: f64,
    /// The median.
    pub p50: f64,
    /// 75 %.
    pub p75: f64,
    /// 95 %.
    pub p95: f64,
}

impl Quantiles {
    /// The quantiles of values in ascending order.
    fn of(sorted: &[f64]) -> Self {
        let [p5, p25, p50, p75, p95] = [0.05, 0.25, 0.5, 0.75, 0.95].map(|p| quantile(sorted, p));
        Self { p5, p25, p50, p75, p95 }
    }
}

/// The value below which a share `p` of sorted values lies; NaN if there are none.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    crate::study::quantile::quantile(sorted, p).unwrap_or(f64::NAN)
}

/// The finite ones of some values, in ascending order.
fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

/// A year of the market. Power in watts, money in the base units of the market.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Year {
    /// Power installed at its end.
    pub installed: Quantiles,
    /// Money spent in it.
    pub spending: Quantiles,
    /// Money spent since the first.
    pub spent: Quantiles,
}

/// Summary of the draws of a scenario. Profit in dollars per second, the base unit of dollars per year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// The scenario.
    pub scenario: Scenario,
    /// Number of draws.
    pub draws: usize,
    /// Share of the draws in which a profit is made.
    pub paying: f64,
    /// Share of the draws in which it earns more than the baseline scenario in the same draw.
    pub better: f64,
    /// Share of the draws in which it earns less.
    pub worse: f64,
    /// Profit.
    pub profit: Quantiles,
    /// Its profit less that of the baseline scenario in the same draw.
    pub gain: Quantiles,
    /// Profit in twenty representative cases: 2.5 % of the draws lie below the first, 7.5 % below the next.
    pub cases: [f64; CASES],
    /// The years of the market.
    pub market: [Year; YEARS],
}

impl Outlook {
    /// How many of the twenty cases make a profit.
    pub fn paying_cases(&self) -> usize {
        self.cases.iter().filter(|profit| **profit > 0.0).count()
    }
}

/// The draws of a scenario while they are being made.
#[derive(Debug)]
pub struct Run {
    scenario: Scenario,
    draws: Draws,
    profit: Vec<f64>,
    gain: Vec<f64>,
    market: [[Vec<f64>; 3]; YEARS],
}

impl Run {
    /// A run without any draws yet.
    pub fn new(evaluation: &Evaluation) -> Self {
        Self {
            scenario: evaluation.scenario,
            draws: Draws::of(evaluation),
            profit: Vec::new(),
            gain: Vec::new(),
            market: Default::default(),
        }
    }
    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }
    /// Number of draws made.
    pub fn count(&self) -> usize {
        self.profit.len()
    }
    /// Makes `more` further draws.
    pub fn draw(&mut self, more: usize, baseline: &mut BaselineDraws) {
        for _ in 0..more {
            let drawn = self.draws.next(baseline);
            let profit = drawn.factory.profit.profit;
            self.profit.push(profit);
            self.gain.push(profit - drawn.baseline_profit);
            for ([installed, spending, spent], year) in self.market.iter_mut().zip(&drawn.factory.years) {
                let year = &year.market;
                installed.push(year.installed);
                spending.push(year.spending);
                spent.push(year.spent);
            }
        }
    }
    /// Summary of the draws made so far; `None` if there are none, or if profit cannot be computed.
    pub fn outlook(&self) -> Option<Outlook> {
        let profit = sorted(&self.profit);
        if profit.is_empty() || profit.len() < self.profit.len() {
            return None;
        }
        #[allow(clippy::cast_precision_loss, reason = "some thousand draws")]
        let share = |values: &[f64], counts: fn(f64) -> bool| {
            values.iter().filter(|value| counts(**value)).count() as f64 / values.len() as f64
        };
        #[allow(clippy::cast_precision_loss, reason = "twenty cases")]
        let case = |i: usize| quantile(&profit, (i as f64 + 0.5) / CASES as f64);
        Some(Outlook {
            scenario: self.scenario,
            draws: profit.len(),
            paying: share(&profit, |profit| profit > 0.0),
            better: share(&self.gain, |gain| gain > 0.0),
            worse: share(&self.gain, |gain| gain < 0.0),
            profit: Quantiles::of(&profit),
            gain: Quantiles::of(&sorted(&self.gain)),
            cases: std::array::from_fn(case),
            market: std::array::from_fn(|i| {
                let [installed, spending, spent] =
                    self.market[i].each_ref().map(|values| Quantiles::of(&sorted(values)));
                Year { installed, spending, spent }
            }),
        })
    }
}

/// Profit over the stops of a lever, in dollars per second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// The lever.
    pub lever: &'static Lever,
    /// All other levers; this one is at its default.
    pub others: Scenario,
    /// Profit at each stop of [`Curve`](crate::study::sensitivity::curve::Curve).
    pub profit: Vec<Quantiles>,
}

impl Band {
    /// Profit of one scenario in the first draws, with the lever held at its value.
    pub(super) fn at(
        evaluation: &Evaluation,
        lever: &Lever,
        draws: usize,
        baseline: &mut BaselineDraws,
    ) -> Quantiles {
        let mut of = Draws::at(evaluation, lever);
        let profit: Vec<f64> = (0..draws).map(|_| of.next_site(baseline).profit.profit).collect();
        Quantiles::of(&sorted(&profit))
    }
}
