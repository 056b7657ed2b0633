//! Nine risks of the token economy, each as one shock of a published size.
//!
//! A shock multiplies, adds to or raises levers, and stays within their tracks. What the reader set before is kept as
//! the origin, so that a shock can be undone. Shocks are applied in one fixed order.

use super::Scenario;
use super::levers::LEVERS;
use crate::catalog::sources::{
    ANTHROPIC_AGENTS, CHOICE, COREWEAVE_FILINGS, EUROSTAT, GATT, INFERENCEX_RUBIN, MODELS_DEV,
    RENTAL_CONTRACTS, TUNGUZ,
};
use crate::catalog::{Datum, Grade, exact};
use crate::quantity::explanation;
use crate::scenario::Lever;

/// What happens to one lever.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// It is multiplied.
    Times(f64),
    /// This much is added, in its display unit.
    Plus(f64),
    /// It becomes at least this much, in its display unit.
    AtLeast(f64),
}

impl Change {
    /// A lever's value after the change, in base units and on its track.
    fn of(self, lever: &Lever, base: f64) -> f64 {
        let unit = &lever.about.unit;
        let moved = match self {
            // A value below zero rises by the same share of its size.
            Self::Times(factor) if base < 0.0 => base * (2.0 - factor),
            Self::Times(factor) => base * factor,
            Self::Plus(more) => base + unit.base(more),
            Self::AtLeast(least) => base.max(unit.base(least)),
        };
        moved.clamp(unit.base(lever.min), unit.base(lever.max))
    }
}

/// A risk as a shock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shock {
    /// Name in links. Never changed.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// What happens and how large it is, with the published figure it rests on.
    pub about: &'static str,
    /// The size: the factor, or what is added in the unit of the lever. Its source is that of the figure.
    pub size: Datum,
    /// Names of the levers it moves, and how.
    pub changes: &'static [(&'static str, Change)],
}

impl Shock {
    /// The levers that it moves.
    pub fn levers(&self) -> impl Iterator<Item = (&'static Lever, Change)> {
        self.changes.iter().filter_map(|(id, change)| Some((LEVERS.get(id)?, *change)))
    }
    /// Whether it moves a lever.
    pub fn moves(&self, lever: &Lever) -> bool {
        self.changes.iter().any(|(id, _)| *id == lever.about.id)
    }
    /// The scenario after this shock.
    pub fn hit(&self, scenario: &Scenario) -> Scenario {
        self.levers().fold(*scenario, |scenario, (lever, change)| {
            scenario.with(lever, change.of(lever, scenario.of(lever)))
        })
    }
}

/// The shock of that name.
pub fn find(slug: &str) -> Option<&'static Shock> {
    SHOCKS.iter().find(|shock| shock.slug == slug)
}

/// A scenario after some shocks. They are applied in the order of [`SHOCKS`], however they are given, each of them
/// once.
pub fn apply(origin: &Scenario, active: &[&Shock]) -> Scenario {
    let is_active = |shock: &&Shock| active.iter().any(|it| it.slug == shock.slug);
    SHOCKS.iter().filter(is_active).fold(*origin, |scenario, shock| shock.hit(&scenario))
}

/// What the reader chose, and the active shocks.
#[derive(Debug, Clone, PartialEq)]
pub struct ShockedScenario {
    /// The scenario without shocks.
    origin: Scenario,
    /// The active shocks, in the order of [`SHOCKS`].
    active: Vec<&'static Shock>,
}

impl ShockedScenario {
    /// A scenario without shocks.
    pub fn new(origin: Scenario) -> Self {
        Self { origin, active: Vec::new() }
    }
    /// The scenario without shocks.
    pub fn origin(&self) -> &Scenario {
        &self.origin
    }
    /// The active shocks, in the order of [`SHOCKS`].
    pub fn active(&self) -> &[&'static Shock] {
        &self.active
    }
    /// Whether a shock is active.
    pub fn holds(&self, shock: &Shock) -> bool {
        self.active.iter().any(|it| it.slug == shock.slug)
    }
    /// The scenario with the active shocks.
    pub fn scenario(&self) -> Scenario {
        apply(&self.origin, &self.active)
    }
    /// The same with a shock switched on, or switched off if it is active.
    #[must_use]
    pub fn toggle(&self, shock: &Shock) -> Self {
        let holds = |other: &Shock| self.holds(other) != (other.slug == shock.slug);
        Self { origin: self.origin, active: SHOCKS.iter().filter(|other| holds(other)).collect() }
    }
    /// The same with a lever set by the reader, in base units. The reader's value takes precedence: shocks that move
    /// this lever end, on all levers they move; the others stay.
    #[must_use]
    pub fn moved(&self, lever: &Lever, value: f64) -> Self {
        let active = self.active.iter().copied().filter(|shock| !shock.moves(lever)).collect();
        Self { origin: self.origin.with(lever, value), active }
    }
    /// The same with all shocks undone.
    #[must_use]
    pub fn undone(&self) -> Self {
        Self::new(self.origin)
    }
}

/// Rent of an H100 on a contract of one year, March 2026 against October 2025.
const RENT_RISE: f64 = 2.35 / 1.70;
/// Price of electricity in Ireland in euros, times dollars per euro, relative to the mean of the United States.
const IRISH_PRICE: f64 = 0.256 * 1.08 / 0.0917;
/// CoreWeave's first loan against what capital costs at the baseline, in percent a year.
const DEARER_LOAN: f64 = 15.0 - 9.0;
/// List price of DeepSeek V4 Pro after its cut, against before.
const PRICE_CUT: f64 = 0.87 / 3.48;
/// Tokens of a chat against those of an agent.
const CHAT: f64 = 1.0 / 4.0;
/// Lower end of the tokens served in the world against the estimate.
const LOW_ESTIMATE: f64 = 160.0 / 345.0;
/// Yearly gain that a benchmark found between two generations, against the gain that is assumed.
const FASTER_GAIN: f64 = 2.32 / 1.90;
/// Share of demand that moves to the edge, in percent. Assumed.
const TO_THE_EDGE: f64 = 20.0;
/// Share of tokens that open-weights models serve, in percent, and by what factor they are cheaper.
const OPEN: (f64, f64) = (69.0, 10.0);

/// All shocks, in the order in which they are applied.
pub static SHOCKS: [Shock; 9] = [
    Shock {
        slug: "gpu-cost",
        label: "GPU cost",
        about: explanation("Machines cost 1.38 times as much. The rent of an H100 rose as much in five months, from $1.70 an hour \
                in October 2025 to $2.35 in March 2026."),
        size: exact(RENT_RISE, Grade::Derived, &RENTAL_CONTRACTS)
            .note("$2.35 divided by $1.70, contracts of one year."),
        changes: &[("machine_price", Change::Times(RENT_RISE))],
    },
    Shock {
        slug: "electricity",
        label: "Electricity",
        about: explanation("Electricity costs 3 times as much: what Ireland paid in 2024, €0.256 a kilowatt-hour, against the average \
                for US industry, $0.0917."),
        size: exact(IRISH_PRICE, Grade::Derived, &EUROSTAT).note("€0.256 at 1.08 $/€, divided by $0.0917."),
        changes: &[("electricity", Change::Times(IRISH_PRICE))],
    },
    Shock {
        slug: "capital",
        label: "Capital",
        about: explanation("Capital costs 6 percentage points more a year. CoreWeave paid 15 % on its first loan; later notes cost 9 to 10 %."),
        size: exact(DEARER_LOAN, Grade::Derived, &COREWEAVE_FILINGS).note("15 % less 9 %, a year."),
        changes: &[("interest", Change::Plus(DEARER_LOAN))],
    },
    Shock {
        slug: "price-fall",
        label: "Token price fall",
        about: explanation("All sellers cut their list prices to a quarter. No seller gains customers from another, but the world buys more. DeepSeek \
                cut V4 Pro by as much in 2026, from $3.48 to $0.87 for a million output tokens, before it raised prices in \
                August."),
        size: exact(PRICE_CUT, Grade::Derived, &MODELS_DEV)
            .note("$0.87 divided by $3.48; the price of input fell by the same factor, that of cached input by more."),
        changes: &[
            ("list_level", Change::Times(PRICE_CUT)),
            // The cut applies even though demand exceeds what machines can serve.
            ("shortage", Change::AtLeast(1.0)),
        ],
    },
    Shock {
        slug: "demand",
        label: "Demand",
        about: explanation("Each agent makes a quarter of the calls, and the load falls with them. An agent uses about 4 times the \
                tokens of a chat; here that work goes back to chat."),
        size: exact(CHAT, Grade::Derived, &ANTHROPIC_AGENTS).note("A chat uses a quarter of the tokens of an agent."),
        changes: &[("calls", Change::Times(CHAT))],
    },
    Shock {
        slug: "agents",
        label: "Agents",
        about: explanation("There are 0.46 times as many agents, and the load falls with them. Nobody counts agents; estimates of \
                the tokens served in the world are 345T a day by one author and about 160T by Goldman Sachs."),
        size: exact(LOW_ESTIMATE, Grade::Derived, &GATT)
            .note("160T divided by 345T, the lower end of the range by the estimate."),
        changes: &[("agents", Change::Times(LOW_ESTIMATE))],
    },
    Shock {
        slug: "efficient-models",
        label: "Efficient models",
        about: explanation("New machines improve 2.32-fold a year instead of 1.9-fold. The machines of this site lose value sooner, and the world \
                needs fewer gigawatts. A benchmark found such a gain in tokens per watt from one generation to the \
                next."),
        size: exact(FASTER_GAIN, Grade::Derived, &INFERENCEX_RUBIN)
            .note("5.4 times the tokens for a watt in two years is 2.32 a year; divided by the 1.9 that is assumed."),
        changes: &[("efficiency", Change::Times(FASTER_GAIN))],
    },
    Shock {
        slug: "edge",
        label: "Edge",
        about: explanation("A fifth of demand is served by phones and computers. No published figure was found: the fifth is an \
                assumption."),
        size: exact(TO_THE_EDGE, Grade::Assumed, &CHOICE)
            .note("Percent of demand. Looked for and not found; a fifth is large enough to see."),
        changes: &[("edge", Change::Plus(TO_THE_EDGE))],
    },
    Shock {
        slug: "open-source",
        label: "Open source",
        about: explanation("69 % of tokens must be sold at a tenth of the list price, like open-weights models against closed \
                ones. That is their share on OpenRouter, where they are 10 to 20 times cheaper."),
        size: exact(OPEN.0, Grade::Reported, &TUNGUZ).note("Percent of the tokens of one marketplace."),
        changes: &[("open_share", Change::AtLeast(OPEN.0)), ("open_discount", Change::AtLeast(OPEN.1))],
    },
];

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "levers hold exactly what they were given")]
mod tests {
    use super::*;
    use crate::catalog::{demand, market, prices, sites};
    use crate::quantity::near::near;
    use crate::scenario::{LISTS, link};
    use proptest::prelude::*;

    #[test]
    fn sizes_are_those_of_the_catalog() {
        let [gpu, power, capital, price, demand, agents, efficient, edge, open] =
            SHOCKS.map(|it| it.size.value);
        let rent = sites::OWNER_COSTS[0].rental.others;
        assert_eq!(sites::OWNER_COSTS[0].machine, "h100");
        assert!(rent[1].source == SHOCKS[0].size.source && rent[2].source == SHOCKS[0].size.source);
        near(gpu, rent[2].value / rent[1].value, 1e-9);
        let dearest = sites::ELECTRICITY.others.iter().map(|it| it.value).fold(0.0, f64::max);
        near(power, dearest / sites::ELECTRICITY.value, 1e-9);
        near(capital, sites::COST_OF_CAPITAL.others[0].value - sites::COST_OF_CAPITAL.value, 1e-9);
        let cut = prices::PRICE_LISTS.iter().find(|list| list.slug == "deepseek-v4-pro").unwrap();
        near(price, cut.output.value / cut.output.others[0].value, 1e-9);
        near(price, cut.input.value / cut.input.others[0].value, 1e-9);
        near(demand, 1.0 / demand::AGENT_MULTIPLE.value, 1e-9);
        near(agents, demand::WORLD_TOKENS.low / demand::WORLD_TOKENS.value, 1e-9);
        near(
            efficient,
            market::EFFICIENCY_GAIN.others[0].value / crate::scenario::levers::EFFICIENCY.value,
            1e-9,
        );
        near(open, market::OPEN_SHARE.value, 1e-9);
        near(OPEN.1, market::OPEN_DISCOUNT.value, 1e-9);
        assert!(!market::EDGE.is_known() && SHOCKS[7].size.grade == Grade::Assumed && edge > 0.0);
    }

    #[test]
    fn every_shock_moves_the_baseline_scenario_and_no_lever_twice() {
        let mut moved = Vec::new();
        for shock in &SHOCKS {
            assert_ne!(shock.hit(&Scenario::baseline()), Scenario::baseline(), "{}", shock.slug);
            assert_eq!(shock.levers().count(), shock.changes.len(), "{}", shock.slug);
            assert_eq!(find(shock.slug).map(|it| it.label), Some(shock.label));
            assert!(shock.about.contains(|c: char| c.is_ascii_digit()) || shock.slug == "edge");
            moved.extend(shock.changes.iter().map(|(id, _)| *id));
        }
        let count = moved.len();
        moved.sort_unstable();
        moved.dedup();
        assert_eq!(moved.len(), count);
    }

    fn some_shocks() -> impl Strategy<Value = Vec<&'static Shock>> {
        prop::collection::vec(prop::sample::select(SHOCKS.iter().collect::<Vec<_>>()), 0..12)
    }

    fn scenario() -> impl Strategy<Value = Scenario> {
        let stop = |lever: &'static Lever| prop::sample::select(lever.stops());
        let moves = prop::sample::select(link::levers()).prop_flat_map(move |it| (Just(it), stop(it)));
        prop::collection::vec(moves, 0..6).prop_map(|moves| {
            moves.into_iter().fold(Scenario::baseline(), |scenario, (lever, stop)| {
                scenario.with(lever, lever.about.unit.base(stop))
            })
        })
    }

    fn toggled(origin: Scenario, shocks: &[&Shock]) -> ShockedScenario {
        shocks.iter().fold(ShockedScenario::new(origin), |shocked, shock| shocked.toggle(shock))
    }

    proptest! {
        #[test]
        fn to_toggle_twice_is_to_do_nothing(origin in scenario(), shocks in some_shocks(), which in 0..SHOCKS.len()) {
            let before = toggled(origin, &shocks);
            let once = before.toggle(&SHOCKS[which]);
            prop_assert_ne!(before.holds(&SHOCKS[which]), once.holds(&SHOCKS[which]));
            prop_assert_eq!(once.toggle(&SHOCKS[which]), before);
        }

        #[test]
        fn the_order_does_not_matter(origin in scenario(), shocks in some_shocks()) {
            let mut other = shocks.clone();
            other.reverse();
            prop_assert_eq!(apply(&origin, &shocks), apply(&origin, &other));
            prop_assert_eq!(toggled(origin, &shocks), toggled(origin, &other));
        }

        #[test]
        fn no_shock_changes_nothing(origin in scenario(), shocks in some_shocks()) {
            prop_assert_eq!(apply(&origin, &[]), origin);
            prop_assert_eq!(toggled(origin, &shocks).undone().scenario(), origin);
        }

        #[test]
        fn levers_stay_on_their_tracks(origin in scenario(), shocks in some_shocks()) {
            let after = apply(&origin, &shocks);
            for lever in link::levers() {
                prop_assert_eq!(lever.within(after.of(lever)), Ok(after.of(lever)), "{}", lever.about.id);
            }
        }

        #[test]
        fn what_the_reader_sets_stands(origin in scenario(), shocks in some_shocks(), which in 0..99_usize, at in 0.0..1.0) {
            let levers = link::levers();
            let lever = levers[which % levers.len()];
            let unit = &lever.about.unit;
            let value = unit.base(lever.min + at * (lever.max - lever.min));
            let before = toggled(origin, &shocks);
            let after = before.moved(lever, value);
            prop_assert_eq!(after.scenario().of(lever), value);
            for shock in &SHOCKS {
                prop_assert_eq!(after.holds(shock), before.holds(shock) && !shock.moves(lever));
            }
            // Prices follow the model and the price list.
            let follows = |other: &Lever| LISTS.contains(&lever.about.id) && other.follows();
            for other in link::levers().into_iter().filter(|other| other.about.id != lever.about.id && !follows(other)) {
                let ended = SHOCKS.iter().any(|it| it.moves(other) && it.moves(lever) && before.holds(it));
                let kept = if ended { *before.origin() } else { before.scenario() }.of(other);
                prop_assert_eq!(after.scenario().of(other), kept, "{}", other.about.id);
            }
        }
    }
}
