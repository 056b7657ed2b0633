//! Sorts a few things by a number.

/// Puts things in ascending order of a number; those with equal numbers keep their order. Meant for tens or hundreds of
/// things: an insertion sort is slow for more, but it is little code, of which the page has a copy for each type.
pub fn insertion_sort_by_key<T>(things: &mut [T], number: impl Fn(&T) -> f64) {
    for end in 1..things.len() {
        let mut at = end;
        while at > 0 && number(&things[at]).total_cmp(&number(&things[at - 1])).is_lt() {
            things.swap(at, at - 1);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_a_stable_sort(keys in prop::collection::vec(0_u8..20, 0..60)) {
            let mut own: Vec<(f64, usize)> =
                keys.iter().enumerate().map(|(place, &key)| (f64::from(key), place)).collect();
            let mut sorted = own.clone();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
            insertion_sort_by_key(&mut own, |it| it.0);
            prop_assert_eq!(own, sorted);
        }
    }
}
