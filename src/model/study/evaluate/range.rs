//! Results at both ends of the band of measured throughput around predicted.

use super::Evaluation;
use super::note::Note;
use crate::catalog::Datum;
use crate::catalog::accuracy::Class;
use crate::factory::{Basis, Factory};
use std::sync::OnceLock;

impl Evaluation {
    /// The class of the model; predictions within a class have similar errors.
    pub fn class(&self) -> Class {
        let llm = &self.factory.inputs.llm;
        Class::with(llm.sparse_top, llm.experts)
    }
    /// The same scenario on machines that reach what the slowest and what the fastest of twenty published runs reached
    /// relative to prediction. Layouts are kept: an operator would have built for the prediction.
    ///
    /// They are computed on first use.
    pub fn ends(&self) -> &[Self; 2] {
        self.ends.get_or_init(|| {
            let Datum { low, high, .. } = self.class().correction();
            Box::new([low, high].map(|factor| {
                let mut inputs = self.factory.inputs;
                inputs.basis.correction *= Basis::ABOUT.correction.unit.base(factor);
                // Field by field: a clone of the whole would copy all numbers to drop them.
                Self {
                    scenario: self.scenario,
                    machine: self.machine,
                    model: self.model,
                    sheet: self.sheet,
                    profile: self.profile,
                    precision: self.precision,
                    searches: self.searches,
                    factory: Factory::new(inputs),
                    notes: self.notes.clone(),
                    ends: OnceLock::new(),
                }
            }))
        })
    }
    /// The lowest and highest value of a result between the two ends; `None` if throughput does not affect it.
    pub fn range(&self, of: impl Fn(&Self) -> f64) -> Option<(f64, f64)> {
        let [slow, quick] = self.ends();
        span(of(self), [of(slow), of(quick)])
    }
    /// How reliable the predicted throughput is, in a sentence or two.
    pub fn sureness(&self) -> String {
        let class = self.class();
        let (errors, band) = (class.errors(), class.correction());
        let reasons: Vec<String> = self.stretches().map(Note::reason).collect();
        let beyond = if reasons.is_empty() {
            String::new()
        } else {
            format!(" Here it is extrapolated: {}. Ranges may be too narrow.", reasons.join("; "))
        };
        format!(
            "Ranges: measured throughput of {} was {:.2} to {:.2} times the predicted in nine of ten of {} published \
             runs outside the fit. Layouts, batches and the speed per user are held fixed.{beyond}",
            class.label(),
            band.low,
            band.high,
            errors.runs
        )
    }
    /// Why its throughput is extrapolated, if it is: no run of the machine, at such a context, or with such attention.
    pub fn stretches(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|note| note.is_stretch())
    }
}

/// The lowest and highest of a value and its alternatives; `None` if they differ only by rounding.
pub fn span(value: f64, others: [f64; 2]) -> Option<(f64, f64)> {
    let all = [value, others[0], others[1]];
    if !all.iter().all(|number| number.is_finite()) {
        return None;
    }
    let (low, high) =
        all.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), it| (low.min(*it), high.max(*it)));
    (high - low > 1e-9 * low.abs().max(high.abs())).then_some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Scenario, link};
    use crate::study::evaluate::evaluate;

    #[test]
    fn throughput_moves_by_the_band_and_costs_by_its_inverse() {
        for text in ["", "llm=llama-3.1-70b", "llm=glm-5&gpu=gb300", "agents=20M&context=1k"] {
            let (scenario, faults) = link::read(text);
            assert_eq!(faults, vec![], "{text}");
            let now = evaluate(&scenario);
            let band = now.class().correction();
            let (low, high) = now.range(|now| now.factory.totals.capacity).unwrap();
            let capacity = now.factory.totals.capacity;
            assert!((low / capacity - band.low).abs() < 1e-9, "{text}");
            assert!((high / capacity - band.high).abs() < 1e-9, "{text}");
            let line = |now: &Evaluation| now.factory.lines.iter().flatten().next().unwrap().tier.call_cost;
            let (low, high) = now.range(line).unwrap();
            assert!((low * band.high / line(&now) - 1.0).abs() < 1e-9, "{text}");
            assert!((high * band.low / line(&now) - 1.0).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn every_range_holds_its_value_and_what_rests_on_no_throughput_has_none() {
        let now = evaluate(&Scenario::baseline());
        for of in [
            |now: &Evaluation| now.factory.profit.profit,
            |now: &Evaluation| now.factory.profit.token_cost,
            |now: &Evaluation| now.factory.profit.tokens,
        ] {
            let (low, high) = now.range(of).unwrap();
            assert!(low <= of(&now) && of(&now) <= high && low < high);
        }
        assert_eq!(now.range(|now| now.factory.site.gpus), None);
        assert_eq!(now.range(|now| now.factory.cost.total), None);
        assert_eq!(now.range(|now| now.factory.prices.call), None);
        // Today's calls have the same weight in the world, regardless of the machines that serve them.
        assert_eq!(now.range(|now| now.factory.years[6].market.spending), None);
    }

    #[test]
    fn what_is_extrapolated_says_why() {
        let reasons = |text: &str| evaluate(&link::read(text).0).stretches().count();
        assert_eq!(reasons("gpu=b200&context=8k&llm=deepseek-v3"), 0);
        assert_eq!(reasons("gpu=b200&context=128k&llm=deepseek-v3"), 1);
        assert_eq!(reasons("gpu=rubin&context=8k&llm=deepseek-v3"), 1);
        assert_eq!(reasons("gpu=rubin&context=1M&llm=glm-5"), 3);
        let now = evaluate(&link::read("gpu=rubin&context=1M").0);
        assert_eq!(now.is_measured(), now.stretches().count() == 0);
    }
}
