//! An endless sequence of scenarios that is the same on every platform.

use model::scenario::levers::LEVERS;
use model::scenario::{Lever, Scale, Scenario};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// Scenario `n` of the sequence: half of the levers are at their defaults, the others anywhere on their tracks.
pub(crate) fn scenario(n: u64) -> Scenario {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(n);
    Scenario::baseline().map(|about, baseline| {
        let lever = LEVERS.get(about.id).expect("each quantity of the plan has a lever");
        let (half, place) = (share(random.next_u64()), share(random.next_u64()));
        if half < 0.5 { about.unit.base(value(lever, place)) } else { baseline }
    })
}

/// A number from 0 to 1 from random bits, with full double precision.
fn share(bits: u64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "53 bits are exact")]
    let whole = (bits >> 11) as f64;
    whole / 9_007_199_254_740_992.0
}

/// The value at a position of a track, from 0 to 1, in the unit of the lever.
fn value(lever: &Lever, place: f64) -> f64 {
    match lever.scale {
        Scale::Log => {
            let (low, high) = (libm::log(lever.min), libm::log(lever.max));
            libm::exp(low + place * (high - low))
        }
        Scale::Linear { .. } => lever.min + place * (lever.max - lever.min),
        Scale::Choice(_) | Scale::Switch => libm::floor(place * (lever.max + 1.0)),
    }
}
