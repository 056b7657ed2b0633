//! The differences between two scenarios, and the scenarios in between.
//!
//! A price that has not been moved has the value on the model's list and follows it. If the lists differ, such a price
//! differs too, but it is not a separate difference: it follows in every scenario between the two. A price that was
//! moved in only one of them is a difference, whatever its value.

use super::shapley::Subset;
use crate::scenario::levers::LEVERS;
use crate::scenario::shocks::{self, SHOCKS, Shock, ShockedScenario};
use crate::scenario::{Lever, Scenario, link};

/// A lever in two scenarios. Values in base units, without shocks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeverDifference {
    /// The lever.
    pub lever: &'static Lever,
    /// Its value in each.
    pub values: [f64; 2],
    /// Whether it has the value of the price list in force, in each. Always false if it does not follow a list.
    pub listed: [bool; 2],
}

impl LeverDifference {
    /// The lever in two scenarios, whether it differs or not.
    fn of(lever: &'static Lever, both: [&Scenario; 2]) -> Self {
        let values = both.map(|scenario| scenario.of(lever));
        let listed =
            both.map(|scenario| lever.follows() && lever.is_default_in(scenario, scenario.of(lever)));
        Self { lever, values, listed }
    }
    #[allow(clippy::float_cmp, reason = "a lever holds exactly what it was given")]
    fn differs(&self) -> bool {
        self.values[0] != self.values[1]
    }
    /// Whether it differs by itself rather than because it follows a list.
    fn is_own(&self) -> bool {
        self.listed[0] != self.listed[1] || (!self.listed[0] && self.differs())
    }
    /// Both values as the page shows them; in full if they would look the same.
    pub fn shown(&self) -> [String; 2] {
        let shown = self.values.map(|value| self.lever.shown(value));
        let alike = shown[0] == shown[1] && self.differs();
        if alike { self.values.map(|value| self.lever.written(value)) } else { shown }
    }
}

/// A difference between two scenarios.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Difference {
    /// A lever.
    Lever(LeverDifference),
    /// A shock that is active only in the second (true), or only in the first.
    Shock(&'static Shock, bool),
}

impl Difference {
    /// Its name on the page.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Lever(LeverDifference { lever, .. }) => lever.about.label,
            Self::Shock(shock, _) => shock.label,
        }
    }
    /// Its name in links.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Lever(LeverDifference { lever, .. }) => lever.about.id,
            Self::Shock(shock, _) => shock.slug,
        }
    }
    /// Its state in each scenario, as the page shows it.
    pub fn shown(&self) -> [String; 2] {
        match self {
            Self::Lever(lever) => lever.shown(),
            Self::Shock(_, in_second) => {
                [!in_second, *in_second].map(|holds| if holds { "on" } else { "off" }.to_owned())
            }
        }
    }
}

/// Two scenarios with their differences.
#[derive(Debug, Clone, PartialEq)]
pub struct Differences {
    both: [ShockedScenario; 2],
    /// Levers that differ by themselves, in the order of the page, and then shocks.
    pub own: Vec<Difference>,
    /// Prices that differ because they follow the lists.
    pub following: Vec<LeverDifference>,
}

impl Differences {
    /// The differences from the first scenario to the second.
    pub fn between(a: &ShockedScenario, b: &ShockedScenario) -> Self {
        let levers =
            || link::levers().into_iter().map(|lever| LeverDifference::of(lever, [a.origin(), b.origin()]));
        let own = levers().filter(LeverDifference::is_own).map(Difference::Lever);
        let shocks = SHOCKS
            .iter()
            .filter(|shock| a.holds(shock) != b.holds(shock))
            .map(|shock| Difference::Shock(shock, b.holds(shock)));
        Self {
            both: [a.clone(), b.clone()],
            own: own.chain(shocks).collect(),
            following: levers().filter(|lever| lever.differs() && !lever.is_own()).collect(),
        }
    }
    /// The scenario that takes some of the differences from the second and the rest from the first. With none of them
    /// it is the first, and with all the second.
    pub fn scenario(&self, second: Subset) -> Scenario {
        let side = |place: usize| usize::from(second >> place & 1 == 1);
        let first = self.both[0].origin();
        let mut origin = *first;
        let mut prices = Vec::new();
        let mut active: Vec<&Shock> = self.both[0].active().to_vec();
        for (place, difference) in self.own.iter().enumerate() {
            let side = side(place);
            match difference {
                Difference::Lever(of) if of.lever.follows() => prices.push((of, side)),
                Difference::Lever(of) => origin = origin.with(of.lever, of.values[side]),
                Difference::Shock(shock, in_second) => {
                    active.retain(|other| other.slug != shock.slug);
                    active.extend((*in_second == (side == 1)).then_some(*shock));
                }
            }
        }
        shocks::apply(&priced(&origin, first, &prices), &active)
    }
}

/// A scenario with its prices set: those of `own` as on their sides, others as in `first`. A price that was on its list
/// follows the list in force.
fn priced(scenario: &Scenario, first: &Scenario, own: &[(&LeverDifference, usize)]) -> Scenario {
    LEVERS.followers().fold(*scenario, |scenario, price| {
        let value = first.of(price);
        let (value, listed) = own
            .iter()
            .find(|(of, _)| of.lever.about.id == price.about.id)
            .map_or((value, price.is_default_in(first, value)), |(of, side)| {
                (of.values[*side], of.listed[*side])
            });
        scenario.with(price, if listed { price.default_base_in(&scenario) } else { value })
    })
}
