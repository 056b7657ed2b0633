//! The factory over the whole range of one lever, everything else held.

use super::break_even::crossings;
use crate::factory::Profit;
use crate::scenario::{Lever, Scale, Scenario};
use crate::study::evaluate::site;
use std::cell::RefCell;
use std::rc::Rc;

/// Business at one stop of a lever. Money in dollars per second, the base unit of dollars per year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Business {
    /// Revenue.
    pub revenue: f64,
    /// Cost of electricity.
    pub electricity: f64,
    /// Cost of machines.
    pub machines: f64,
    /// Cost of the building.
    pub building: f64,
    /// Running cost.
    pub running: f64,
    /// All costs.
    pub cost: f64,
    /// Revenue less cost.
    pub profit: f64,
}

impl Business {
    /// The business of a site.
    pub fn of(profit: &Profit<f64>) -> Self {
        Self {
            revenue: profit.revenue,
            electricity: profit.electricity,
            machines: profit.machines,
            building: profit.building,
            running: profit.running,
            cost: profit.cost,
            profit: profit.profit,
        }
    }
}

/// Results over the whole range of one lever.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// The lever.
    pub lever: &'static Lever,
    /// Its stops, in display units; for a choice, the indices in its list.
    pub stops: Vec<f64>,
    /// The business at each stop.
    pub business: Vec<Business>,
    /// Where profit turns from loss to gain or back, in display units and in the order of the stops, with the business
    /// there: the first value on the profitable side.
    pub turns: Vec<(f64, Business)>,
}

impl Curve {
    /// Computes the curve of a lever. The present value of that lever is not used.
    pub fn over(scenario: &Scenario, lever: &'static Lever) -> Self {
        let stops = lever.track_stops();
        let at = |shown: f64| business(&scenario.with(lever, lever.about.unit.base(shown)));
        let business: Vec<Business> = stops.iter().map(|&stop| at(stop)).collect();
        let profits = business.iter().map(|at| at.profit);
        let turns = if lever.moves_profit() {
            crossings(&lever.scale, &stops, profits, |shown| at(shown).profit)
        } else {
            Vec::new()
        };
        let turns = turns.into_iter().map(|shown| (shown, at(shown))).collect();
        Self { lever, stops, business, turns }
    }
    /// The values at which profit turns from loss to gain or back, in base units, in the order of the track.
    pub fn break_even(&self) -> Vec<f64> {
        self.turns.iter().map(|(shown, _)| self.lever.about.unit.base(*shown)).collect()
    }
    /// The curve of the baseline scenario, which is computed once for each lever.
    pub fn baseline(lever: &'static Lever) -> Rc<Self> {
        thread_local! {
            static KNOWN: RefCell<Vec<(&'static str, Rc<Curve>)>> = const { RefCell::new(Vec::new()) };
        }
        let known = KNOWN.with_borrow(|known| {
            known.iter().find(|(of, _)| *of == lever.about.id).map(|(_, curve)| Rc::clone(curve))
        });
        known.unwrap_or_else(|| {
            let curve = Rc::new(Self::over(&Scenario::baseline(), lever));
            KNOWN.with_borrow_mut(|known| known.push((lever.about.id, Rc::clone(&curve))));
            curve
        })
    }
    /// Whether the stops are things rather than numbers.
    pub fn is_choice(&self) -> bool {
        matches!(self.lever.scale, Scale::Choice(_) | Scale::Switch)
    }
}

/// The values of a lever at which profit turns from loss to gain or back, in base units, in the order of the track.
pub fn break_even(scenario: &Scenario, lever: &'static Lever) -> Vec<f64> {
    let is_dial = matches!(lever.scale, Scale::Log | Scale::Linear { .. });
    if is_dial && lever.moves_profit() { Curve::over(scenario, lever).break_even() } else { Vec::new() }
}

/// The business of one scenario.
pub fn business(scenario: &Scenario) -> Business {
    Business::of(&site(scenario).profit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::levers::LEVERS;
    use crate::scenario::link;

    #[test]
    fn choices_have_no_place_between() {
        for lever in link::levers() {
            if matches!(lever.scale, Scale::Choice(_) | Scale::Switch) {
                assert!(break_even(&Scenario::baseline(), lever).is_empty());
            }
        }
    }

    #[test]
    fn electricity_breaks_even_where_the_formula_says() {
        let scenario = Scenario::baseline();
        let said = crate::study::evaluate::numbers(&scenario).profit.break_even_electricity;
        let lever = &LEVERS.electricity;
        let found = break_even(&scenario, lever);
        match lever.within(said) {
            Ok(said) => {
                assert_eq!(found.len(), 1);
                assert!((found[0] / said - 1.0).abs() < 1e-5, "{} for {said}", found[0]);
            }
            Err(_) => assert!(found.is_empty()),
        }
    }
}
