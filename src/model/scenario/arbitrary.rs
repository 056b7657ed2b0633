//! Random scenarios for property tests.

use super::Scenario;
use super::link::levers;
use super::shocks::{SHOCKS, ShockedScenario};
use proptest::prelude::*;
use std::ops::Range;

/// A scenario with `moved` levers at stops of their tracks, and `active` shocks in force.
pub(crate) fn shocked(moved: Range<usize>, active: Range<usize>) -> impl Strategy<Value = ShockedScenario> {
    let moves = prop::sample::select(levers())
        .prop_flat_map(|lever| (Just(lever), prop::sample::select(lever.stops())));
    let shocks = prop::sample::subsequence(SHOCKS.iter().collect::<Vec<_>>(), active);
    (prop::collection::vec(moves, moved), shocks).prop_map(|(moves, shocks)| {
        let origin = moves.into_iter().fold(Scenario::baseline(), |scenario, (lever, stop)| {
            scenario.with(lever, lever.about.unit.base(stop))
        });
        shocks.into_iter().fold(ShockedScenario::new(origin), |shocked, shock| shocked.toggle(shock))
    })
}
