//! The effect of each shock alone on a scenario, and of all active shocks together.

use crate::factory::PAST_YEARS;
use crate::scenario::Scenario;
use crate::scenario::shocks::{SHOCKS, ShockedScenario};
use crate::study::evaluate::evaluate;

/// The results of a scenario by which shocks are described.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Outcome {
    profit: f64,
    spent: f64,
    installed: f64,
}

impl Outcome {
    fn of(scenario: &Scenario) -> Self {
        let factory = evaluate(scenario).factory;
        let years = &factory.years;
        let last = years[years.len() - 1].market;
        let spent = last.spent - years[PAST_YEARS - 1].market.spent;
        Self { profit: factory.profit.profit, spent, installed: last.installed }
    }
}

/// What shocks change. Not finite if one side cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShockEffect {
    /// Profit of the site without the shocks, in dollars per second, the base unit of dollars per year.
    pub before: f64,
    /// Profit with them, likewise.
    pub after: f64,
    /// Change of what the world spends on machines and buildings from 2026 to 2032, as a share: −0.1 is a tenth less.
    pub market: f64,
    /// Change of the power installed at the end of 2032, in watts.
    pub installed: f64,
}

impl ShockEffect {
    fn between(before: &Outcome, after: &Outcome) -> Self {
        Self {
            before: before.profit,
            after: after.profit,
            market: after.spent / before.spent - 1.0,
            installed: after.installed - before.installed,
        }
    }
    /// Change of profit, in dollars per second.
    pub fn profit(&self) -> f64 {
        self.after - self.before
    }
}

/// The effect of shocks on a scenario, each alone and the active ones together.
#[derive(Debug, Clone, PartialEq)]
pub struct Effects {
    /// Of each shock alone, on the scenario without shocks, in the order of [`SHOCKS`].
    pub alone: [ShockEffect; SHOCKS.len()],
    /// Of all active shocks.
    pub together: ShockEffect,
}

impl Effects {
    /// Computes them: one evaluation for each shock, one without shocks and one with the active ones.
    pub fn of(shocked: &ShockedScenario) -> Self {
        let before = Outcome::of(shocked.origin());
        let effect = |scenario: &Scenario| ShockEffect::between(&before, &Outcome::of(scenario));
        Self {
            alone: SHOCKS.each_ref().map(|shock| effect(&shock.hit(shocked.origin()))),
            together: effect(&shocked.scenario()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::shocks::find;

    #[test]
    fn one_shock_that_holds_does_together_what_it_does_alone() {
        for (i, shock) in SHOCKS.iter().enumerate() {
            let effects = Effects::of(&ShockedScenario::new(Scenario::baseline()).toggle(shock));
            assert_eq!(effects.together, effects.alone[i], "{}", shock.slug);
        }
    }

    #[test]
    fn shocks_do_what_they_are_feared_for() {
        let effects = Effects::of(&ShockedScenario::new(Scenario::baseline()));
        let of = |slug: &str| effects.alone[SHOCKS.iter().position(|shock| shock.slug == slug).unwrap()];
        for slug in
            ["gpu-cost", "electricity", "capital", "price-fall", "demand", "agents", "edge", "open-source"]
        {
            assert!(find(slug).is_some() && of(slug).profit() < 0.0, "{slug}: {}", of(slug).profit());
        }
        for slug in ["demand", "agents", "edge", "efficient-models"] {
            assert!(of(slug).market < 0.0 && of(slug).installed < 0.0, "{slug}: {:?}", of(slug));
        }
        assert!(of("gpu-cost").market > 0.0);
        let none = effects.together;
        assert!(none.profit() == 0.0 && none.market == 0.0 && none.installed == 0.0);
    }

    #[test]
    fn shocks_make_a_loss_worse_when_they_meet() {
        let shocked = ["capital", "electricity"]
            .iter()
            .filter_map(|slug| find(slug))
            .fold(ShockedScenario::new(Scenario::baseline()), |shocked, shock| shocked.toggle(shock));
        let effects = Effects::of(&shocked);
        let (electricity, capital) = (effects.alone[1], effects.alone[2]);
        // They affect different terms of profit: their changes add up.
        let sum = electricity.profit() + capital.profit();
        assert!((effects.together.profit() / sum - 1.0).abs() < 1e-9);
    }
}
