//! The factory over the whole range of one lever, everything else held.

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
    /// Cost of running.
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
    /// Its stops, in display units; for a choice the places in its list.
    pub stops: Vec<f64>,
    /// The business at each stop.
    pub business: Vec<Business>,
}

impl Curve {
    /// Computes the curve of a lever. The present value of that lever plays no part.
    pub fn over(scenario: &Scenario, lever: &'static Lever) -> Self {
        let stops = lever.track_stops();
        let business =
            stops.iter().map(|&stop| business(&scenario.with(lever, lever.about.unit.base(stop)))).collect();
        Self { lever, stops, business }
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

/// The business of one scenario.
pub fn business(scenario: &Scenario) -> Business {
    Business::of(&site(scenario).profit)
}
