//! The fit of the constants to published runs: least squares in log space, by Levenberg and Marquardt.
//!
//! Outlying runs weigh less, by reweighting (the "soft L1" loss `2 (sqrt(1 + z²) − 1)` of the residual over [`FAR`]),
//! and each constant is tied to its start by a weak spring. Nothing is random: the same runs give the same constants.

use super::predicted::compare;
use super::random_effects::RandomEffects;
use super::runs::Measured;
use crate::catalog::Datum;
use crate::catalog::calibration::{Fit, RECOMMENDED};
use crate::study::predict::output_rate;
use levenberg_marquardt::{LeastSquaresProblem, LevenbergMarquardt};
use nalgebra::{DMatrix, DVector, Dyn, Owned};

/// Logarithmic distance from which on a run weighs less.
const FAR: f64 = 0.08;
/// Largest logarithmic distance that a run counts with.
const FARTHEST: f64 = 3.0;
/// Strength of the spring that ties the logarithm of a constant to its start: a factor of 1.2 from there weighs as much
/// as five runs that are off by a tenth. For constants that even many runs together do not determine.
const FIRM: f64 = 1.0;
/// The same for constants about which nothing is known beforehand.
const LOOSE: f64 = 0.05;
/// Number of times that constants and random effects are fitted in turn.
const TURNS: usize = 2;
/// Number of times that runs are reweighted.
const ROUNDS: usize = 8;
/// Logarithmic step of the slopes.
const STEP: f64 = 1e-4;

/// A constant that is fitted.
pub struct FittedConstant {
    /// Its name, as in the catalog.
    pub name: &'static str,
    /// Its start, in its display unit: near the first set of constants, which was fitted to another split of the same
    /// documents, or where it makes no difference to the rest.
    pub start: f64,
    /// How firmly it is tied to that.
    spring: f64,
    at: fn(&mut Fit) -> &mut Datum,
}

impl FittedConstant {
    /// Its value in a set of constants, in its display unit.
    pub fn value(&self, fit: &Fit) -> f64 {
        (self.at)(&mut fit.clone()).value
    }
    fn set(&self, fit: &mut Fit, value: f64) {
        let datum = (self.at)(fit);
        (datum.value, datum.low, datum.high) = (value, value, value);
    }
}

macro_rules! fitted_constants {
    ($($($path:ident).+ = $start:literal, $spring:ident;)+) => {
        [$(FittedConstant {
            name: stringify!($($path).+),
            start: $start,
            spring: $spring,
            at: |fit| &mut fit.$($path).+,
        }),+]
    };
}

/// All constants that are fitted.
pub static FITTED_CONSTANTS: [FittedConstant; 24] = fitted_constants! {
    common.compute = 0.72, FIRM;
    common.memory = 0.805, FIRM;
    common.attention = 0.56, FIRM;
    common.latent_cache = 0.8, FIRM;
    common.activation = 1.48, FIRM;
    common.routing = 8.0, FIRM;
    common.layer_time = 18.0, FIRM;
    common.narrow_layer_time = 8.0, FIRM;
    common.expert_layer_time = 25.0, FIRM;
    common.shared_layer_time = 12.0, FIRM;
    common.sparse_layer_time = 20.0, LOOSE;
    common.step_time = 0.34, FIRM;
    common.sequence_time = 6.6, FIRM;
    common.hop_time = 22.0, FIRM;
    common.hop_fade = 0.5, FIRM;
    common.link = 0.5, FIRM;
    common.expert_compute = 0.84, FIRM;
    common.expert_half = 7.3, FIRM;
    vllm.step_time = 0.3, LOOSE;
    vllm.sequence_time = 15.0, LOOSE;
    sglang.step_time = 0.3, LOOSE;
    sglang.sequence_time = 20.0, LOOSE;
    cdna.compute = 0.6, FIRM;
    cdna.fixed = 1.0, FIRM;
};

struct Problem<'a> {
    rows: &'a [&'static Measured],
    /// Logarithm of the factor that random effects add to the prediction of each run.
    effects: Vec<f64>,
    /// Weight of each run.
    weights: Vec<f64>,
    start: DVector<f64>,
    /// Logarithms of the constants.
    at: DVector<f64>,
}

fn fit_at(logs: &DVector<f64>) -> Fit {
    let mut fit = RECOMMENDED;
    for (constant, log) in FITTED_CONSTANTS.iter().zip(logs) {
        constant.set(&mut fit, libm::exp(*log));
    }
    fit
}

fn log_errors(rows: &[&'static Measured], effects: &[f64], fit: &Fit) -> Vec<f64> {
    rows.iter()
        .zip(effects)
        .map(|(row, effect)| {
            let predicted = output_rate(&row.run, fit).unwrap_or(f64::MIN_POSITIVE);
            (libm::log(predicted / row.output_rate) + effect).clamp(-FARTHEST, FARTHEST)
        })
        .collect()
}

impl Problem<'_> {
    fn residuals_at(&self, at: &DVector<f64>) -> DVector<f64> {
        let errors = log_errors(self.rows, &self.effects, &fit_at(at));
        let weighed = errors.iter().zip(&self.weights).map(|(error, weight)| error * weight);
        let springs = at
            .iter()
            .zip(&self.start)
            .zip(&FITTED_CONSTANTS)
            .map(|((now, start), constant)| constant.spring * (now - start));
        DVector::from_iterator(self.rows.len() + at.len(), weighed.chain(springs))
    }
    fn weigh(&mut self) {
        self.weights = log_errors(self.rows, &self.effects, &fit_at(&self.at))
            .iter()
            .map(|error| libm::pow(1.0 + (error / FAR) * (error / FAR), -0.25))
            .collect();
    }
}

impl LeastSquaresProblem<f64, Dyn, Dyn> for Problem<'_> {
    type ResidualStorage = Owned<f64, Dyn>;
    type JacobianStorage = Owned<f64, Dyn, Dyn>;
    type ParameterStorage = Owned<f64, Dyn>;

    fn set_params(&mut self, at: &DVector<f64>) {
        self.at.copy_from(at);
    }
    fn params(&self) -> DVector<f64> {
        self.at.clone()
    }
    fn residuals(&self) -> Option<DVector<f64>> {
        Some(self.residuals_at(&self.at))
    }
    fn jacobian(&self) -> Option<DMatrix<f64>> {
        let here = self.residuals_at(&self.at);
        let columns: Vec<DVector<f64>> = (0..self.at.len())
            .map(|place| {
                let mut moved = self.at.clone();
                moved[place] += STEP;
                (self.residuals_at(&moved) - &here) / STEP
            })
            .collect();
        Some(DMatrix::from_columns(&columns))
    }
}

/// The constants that fit these runs best: first alone, then together with the random effects of the same runs, so that the
/// peculiarities of one configuration do not bend the slopes of all.
pub fn calibrate(rows: &[&'static Measured]) -> Fit {
    let start = DVector::from_iterator(
        FITTED_CONSTANTS.len(),
        FITTED_CONSTANTS.iter().map(|constant| libm::log(constant.start)),
    );
    let effects = vec![0.0; rows.len()];
    let mut problem = Problem { rows, effects, weights: Vec::new(), at: start.clone(), start };
    for _ in 0..TURNS {
        for _ in 0..ROUNDS {
            problem.weigh();
            let (solved, _report) = LevenbergMarquardt::new().with_patience(8).minimize(problem);
            problem = solved;
        }
        let found = RandomEffects::of(&compare(rows.iter().copied(), &fit_at(&problem.at)));
        problem.effects = rows.iter().map(|row| libm::log(found.factor(&row.run))).collect();
    }
    fit_at(&problem.at)
}

/// Predictions for runs by constants fitted without their group: each group is left out of the fit in turn.
pub fn leave_out<G: Ord + Copy>(
    rows: &'static [Measured],
    group: impl Fn(&Measured) -> G,
) -> Vec<(G, Vec<super::predicted::Compared>)> {
    let groups: std::collections::BTreeSet<G> = rows.iter().map(&group).collect();
    groups
        .into_iter()
        .map(|left| {
            let (out, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| group(row) == left);
            (left, compare(out, &calibrate(&others)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::validation::runs::{Side, rows};

    #[test]
    fn the_shipped_constants_are_those_of_the_fit_side() {
        let fitted: Vec<&Measured> = rows().iter().filter(|row| row.side == Side::Fit).collect();
        let fit = calibrate(&fitted);
        for constant in &FITTED_CONSTANTS {
            let (found, shipped) = (constant.value(&fit), constant.value(&RECOMMENDED));
            assert!(
                (found / shipped - 1.0).abs() < 2e-3,
                "{}: {found} by the fit, {shipped} shipped: make calibrate",
                constant.name
            );
        }
    }
}
