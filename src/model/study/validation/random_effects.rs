//! What published runs reached relative to the formulas, by kind of run: the random effects that the catalog ships.
//!
//! Random effects at several levels, each shrunk towards zero (Gelman and Hill, "Data Analysis Using Regression and
//! Multilevel Models", 2007, ch. 12): a kind's effect is the weighted mean of the residuals that its runs have after
//! the effects of all other levels, with [`STIFFNESS`] further runs that show no effect. Outlying runs count less, and
//! so do the many runs of one configuration.

use super::predicted::Compared;
use super::runs::configuration;
use crate::catalog::random_effects::{Level, Setup, table};
use crate::factory::Layout;
use crate::study::predict::{Run, setup};
use std::collections::{BTreeMap, HashMap};

/// Number of runs without effect that are added to each kind.
const STIFFNESS: f64 = 1.0;

/// Logarithmic distance from which on a run counts less.
const FAR: f64 = 0.12;

/// Largest logarithmic distance that a run counts with.
const FARTHEST: f64 = 1.5;

/// Rounds in which the levels are fitted in turn; the table has four digits, which no longer change after a dozen.
const ROUNDS: usize = 40;

/// The effect of a kind of run.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Effect {
    /// Number of runs it is based on.
    pub runs: u32,
    /// Natural logarithm of the factor on predicted throughput.
    pub log: f64,
}

/// Random effects by level and name of the kind.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RandomEffects(BTreeMap<(Level, String), Effect>);

/// A run with the kinds that it belongs to.
struct Sample {
    kinds: Vec<(Level, String)>,
    /// Logarithm of measured against predicted.
    left: f64,
    weight: f64,
}

fn kinds(setup: &Setup, layout: &Layout<f64>) -> Vec<(Level, String)> {
    let kind = |level: Level| Some((level, setup.kind(level, Some(layout))?));
    Level::ALL.into_iter().filter_map(kind).collect()
}

fn kinds_of(run: &Run) -> Vec<(Level, String)> {
    setup(run).map(|setup| kinds(&setup, &run.layout())).unwrap_or_default()
}

impl RandomEffects {
    /// The random effects of published runs with what the formulas predict for them.
    pub fn of<'a>(compared: impl IntoIterator<Item = &'a Compared>) -> Self {
        let compared: Vec<&Compared> = compared.into_iter().collect();
        let mut crowd: HashMap<String, f64> = HashMap::new();
        for it in &compared {
            *crowd.entry(configuration(&it.row.run)).or_default() += 1.0;
        }
        let samples: Vec<Sample> = compared
            .iter()
            .map(|it| Sample {
                kinds: kinds_of(&it.row.run),
                left: (-libm::log(it.ratio())).clamp(-FARTHEST, FARTHEST),
                weight: 1.0 / libm::sqrt(crowd[&configuration(&it.row.run)]),
            })
            .collect();
        let mut effects = Self::default();
        for _ in 0..ROUNDS {
            for level in Level::ALL {
                effects.settle(level, &samples);
            }
        }
        effects
    }

    /// Fits the effects of one level to what the other levels leave.
    fn settle(&mut self, level: Level, samples: &[Sample]) {
        let mut sums: BTreeMap<&(Level, String), (u32, f64, f64)> = BTreeMap::new();
        for Sample { kinds, left, weight } in samples {
            let rest = left - self.sum(kinds);
            let weight = weight / libm::sqrt(1.0 + (rest / FAR) * (rest / FAR));
            for kind in kinds.iter().filter(|kind| kind.0 == level) {
                let own = self.0.get(kind).map_or(0.0, |effect| effect.log);
                let sum = sums.entry(kind).or_default();
                *sum = (sum.0 + 1, sum.1 + weight * (rest + own), sum.2 + weight);
            }
        }
        let settled: Vec<_> = sums
            .into_iter()
            .map(|(kind, (runs, sum, weight))| {
                (kind.clone(), Effect { runs, log: sum / (weight + STIFFNESS) })
            })
            .collect();
        self.0.extend(settled);
    }

    fn sum(&self, kinds: &[(Level, String)]) -> f64 {
        kinds.iter().filter_map(|kind| self.0.get(kind)).map(|effect| effect.log).sum()
    }

    /// The factor on what the formulas predict for a run.
    pub fn factor(&self, run: &Run) -> f64 {
        libm::exp(self.sum(&kinds_of(run)))
    }

    /// The effects of a level, by the name of the kind.
    pub fn level(&self, level: Level) -> impl Iterator<Item = (&str, Effect)> {
        self.0
            .iter()
            .filter(move |(kind, _)| kind.0 == level)
            .map(|((_, name), effect)| (name.as_str(), *effect))
    }

    /// The random effects that the catalog ships.
    pub fn shipped() -> Self {
        let of = |level: Level| {
            let entry = move |it: &crate::catalog::random_effects::RandomEffect| {
                ((level, it.kind.to_owned()), Effect { runs: it.runs, log: it.log })
            };
            table(level).iter().map(entry)
        };
        Self(Level::ALL.into_iter().flat_map(of).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::calibration::RECOMMENDED;
    use crate::study::validation::predicted::compare;
    use crate::study::validation::runs::rows;

    #[test]
    fn the_shipped_effects_are_those_of_the_published_runs() {
        let found = RandomEffects::of(&compare(rows(), &RECOMMENDED));
        let shipped = RandomEffects::shipped();
        assert_eq!(
            shipped.0.keys().collect::<Vec<_>>(),
            found.0.keys().collect::<Vec<_>>(),
            "make calibrate"
        );
        for (kind, effect) in &found.0 {
            let kept = shipped.0[kind];
            assert_eq!(kept.runs, effect.runs, "{kind:?}");
            assert!(
                (kept.log - effect.log).abs() < 1e-3,
                "{kind:?}: {kept:?}, not {effect:?}: make calibrate"
            );
        }
    }

    #[test]
    fn an_effect_lies_between_nothing_and_what_its_runs_show() {
        let compared = compare(rows().iter().filter(|row| row.run.model == "Mixtral-8x7B"), &RECOMMENDED);
        let effects = RandomEffects::of(&compared);
        let (mut before, mut after) = (0.0, 0.0);
        for it in &compared {
            let left = -libm::log(it.ratio());
            let factor = libm::log(effects.factor(&it.row.run));
            before += left.abs();
            after += (left - factor).abs();
        }
        assert!(compared.len() > 10 && after < 0.7 * before, "{after} of {before}");
    }

    #[test]
    fn a_kind_that_nobody_ran_has_no_effect() {
        let mut run = rows()[0].run.clone();
        run.model = "Kimi-K3".to_owned();
        run.gpu = "Rubin".to_owned();
        assert!((RandomEffects::shipped().factor(&run) - 1.0).abs() < 1e-15);
    }
}
