//! A change split between its causes by Shapley values (Lloyd Shapley, “A value for n-person games”, 1953).
//!
//! The part of a cause is what it adds to those before it, on average over all orders of the causes. The parts sum to
//! the whole change, causes with the same effect have equal parts, and one without effect has none; no other split of
//! this kind has all of these properties. With many causes, orders are sampled, each together with its reverse, so that
//! the joint effect of two causes is shared equally; the parts still sum to the whole, and equal causes have equal
//! parts up to the standard error.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use std::collections::HashMap;

/// Up to this number of causes, all subsets are computed: 1,024.
pub const MOST_EXACT: usize = 10;

/// Number of orders that are sampled if there are more causes.
pub const ORDERS: usize = 1_000;

/// Fixed, so that the orders are the same in every run.
const SEED: u64 = 1953;

/// Some of the causes, a bit for each.
pub type Subset = u128;

/// How parts were computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Over all subsets of the causes.
    Exact,
    /// Over random orders of the causes.
    Sampled {
        /// Their number.
        orders: usize,
    },
}

/// The part of one cause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The part.
    pub amount: f64,
    /// Standard error of a sampled part; 0 for an exact one.
    pub error: f64,
}

/// Splits the value of all causes less that of none between them.
///
/// # Errors
/// The first subset found whose value is not finite.
pub fn split(causes: usize, value: impl Fn(Subset) -> f64) -> Result<(Vec<Share>, Method), Subset> {
    if causes <= MOST_EXACT {
        Ok((exact(causes, value)?, Method::Exact))
    } else {
        Ok((sampled(causes, ORDERS, value)?, Method::Sampled { orders: ORDERS }))
    }
}

/// A value, or its subset if it is not finite.
fn finite(value: f64, of: Subset) -> Result<f64, Subset> {
    if value.is_finite() { Ok(value) } else { Err(of) }
}

#[allow(clippy::cast_precision_loss, reason = "there are few causes")]
fn exact(causes: usize, value: impl Fn(Subset) -> f64) -> Result<Vec<Share>, Subset> {
    let all = (0..1_u32 << causes).map(Subset::from);
    let values: Vec<f64> = all.map(|of| finite(value(of), of)).collect::<Result<_, _>>()?;
    let weights = weights(causes);
    let amount = |cause: usize| {
        let bit = 1_usize << cause;
        let without = (0..values.len()).filter(|of| of & bit == 0);
        without.map(|of| weights[of.count_ones() as usize] * (values[of | bit] - values[of])).sum()
    };
    Ok((0..causes).map(|cause| Share { amount: amount(cause), error: 0.0 }).collect())
}

/// The share of orders in which exactly a given subset comes before a given cause, by the size of the subset.
#[allow(clippy::cast_precision_loss, reason = "there are few causes")]
fn weights(causes: usize) -> Vec<f64> {
    let mut weight = 1.0 / causes.max(1) as f64;
    let mut weights = Vec::new();
    for size in 0..causes {
        weights.push(weight);
        weight *= (size + 1) as f64 / (causes - 1 - size).max(1) as f64;
    }
    weights
}

/// The mean of what each cause adds over random orders and their reverses.
#[allow(clippy::cast_precision_loss, reason = "there are few orders")]
fn sampled(causes: usize, orders: usize, value: impl Fn(Subset) -> f64) -> Result<Vec<Share>, Subset> {
    let mut known: HashMap<Subset, f64> = HashMap::new();
    let mut value_of = |of: Subset| match known.get(&of) {
        Some(value) => Ok(*value),
        None => finite(value(of), of).inspect(|value| {
            known.insert(of, *value);
        }),
    };
    let mut random = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut order: Vec<usize> = (0..causes).collect();
    let pairs = orders / 2;
    let (mut sums, mut squares) = (vec![0.0; causes], vec![0.0; causes]);
    for _ in 0..pairs {
        shuffle(&mut order, &mut random);
        let mut added = vec![0.0; causes];
        add(&order, &mut added, &mut value_of)?;
        order.reverse();
        add(&order, &mut added, &mut value_of)?;
        for (cause, added) in added.into_iter().enumerate() {
            let mean = added / 2.0;
            sums[cause] += mean;
            squares[cause] += mean * mean;
        }
    }
    let count = pairs as f64;
    let share = |(sum, squares): (f64, f64)| {
        let amount = sum / count;
        let variance = (squares / count - amount * amount).max(0.0);
        Share { amount, error: libm::sqrt(variance / (count - 1.0)) }
    };
    Ok(sums.into_iter().zip(squares).map(share).collect())
}

/// Adds the contribution of each cause in an order.
fn add(
    order: &[usize],
    added: &mut [f64],
    value_of: &mut impl FnMut(Subset) -> Result<f64, Subset>,
) -> Result<(), Subset> {
    let mut here: Subset = 0;
    let mut before = value_of(here)?;
    for cause in order {
        here |= 1 << cause;
        let after = value_of(here)?;
        added[*cause] += after - before;
        before = after;
    }
    Ok(())
}

/// Puts things into a random order, all orders being equally likely (Fisher and Yates).
fn shuffle(things: &mut [usize], random: &mut Xoshiro256PlusPlus) {
    for end in (1..things.len()).rev() {
        let places = u64::try_from(end + 1).unwrap_or(u64::MAX);
        // 64 bits against a few tens of places: no place is more likely by more than one part in 10^17.
        let place = usize::try_from(random.next_u64() % places).unwrap_or_default();
        things.swap(end, place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A game of six causes with any value for each subset.
    fn game() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(-1e6..1e6, 64)
    }

    fn place(of: Subset) -> usize {
        usize::try_from(of).unwrap()
    }

    fn agree(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-9 * 1e6
    }

    #[test]
    fn shares_of_orders_sum_to_one() {
        assert_eq!(weights(3), [1.0 / 3.0, 1.0 / 6.0, 1.0 / 3.0]);
        assert_eq!(split(0, |_| 5.0), Ok((vec![], Method::Exact)));
    }

    #[test]
    fn a_sum_of_causes_is_split_into_its_terms() {
        let terms: Vec<f64> = (0..14).map(f64::from).collect();
        let sum =
            |of: Subset| terms.iter().enumerate().map(|(i, x)| if of >> i & 1 == 1 { *x } else { 0.0 }).sum();
        let (shares, method) = split(terms.len(), sum).unwrap();
        assert_eq!(method, Method::Sampled { orders: ORDERS });
        for (share, term) in shares.iter().zip(&terms) {
            assert!((share.amount - term).abs() < 1e-9 && share.error < 1e-6, "{share:?} for {term}");
        }
    }

    #[test]
    fn a_value_that_is_not_finite_names_its_subset() {
        let broken = |of: Subset| if of == 0b101 { f64::NAN } else { 1.0 };
        assert_eq!(split(3, broken), Err(0b101));
        assert_eq!(split(12, |_| f64::INFINITY), Err(0));
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole(game in game()) {
            for shares in [exact(6, |of| game[place(of)]), sampled(6, ORDERS, |of| game[place(of)])] {
                let sum: f64 = shares.unwrap().iter().map(|share| share.amount).sum();
                prop_assert!(agree(sum, game[63] - game[0]), "{sum}");
            }
        }

        #[test]
        fn causes_that_do_the_same_have_equal_parts(game in game()) {
            // Only the number of the first two causes matters.
            let value = |of: Subset| {
                let (others, two) = (of & !0b11, (of & 0b11).count_ones());
                game[place(others | [0, 1, 3][two as usize])]
            };
            let shares = exact(6, value).unwrap();
            prop_assert!(agree(shares[0].amount, shares[1].amount));
        }

        #[test]
        fn a_cause_that_does_nothing_has_no_part(game in game(), idle in 0_usize..6) {
            let value = |of: Subset| game[place(of & !(1 << idle))];
            for shares in [exact(6, value), sampled(6, ORDERS, value)] {
                prop_assert!(shares.unwrap()[idle].amount.abs() <= 0.0);
            }
        }

        #[test]
        fn sampled_parts_are_near_exact_ones(game in game()) {
            let exact = exact(6, |of| game[place(of)]).unwrap();
            let sampled = sampled(6, 4_000, |of| game[place(of)]).unwrap();
            for (exact, sampled) in exact.iter().zip(&sampled) {
                prop_assert!((exact.amount - sampled.amount).abs() <= 6.0 * sampled.error, "{exact:?} {sampled:?}");
            }
        }
    }
}
