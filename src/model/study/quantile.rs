//! Quantiles of numbers.

/// The value below which a share of sorted numbers lies, interpolated linearly between the two neighbours; `None`
/// without numbers.
pub(super) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    #[allow(clippy::cast_precision_loss, reason = "there are some thousand numbers")]
    let place = share * last as f64;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place lies between 0 and the last"
    )]
    let below = libm::floor(place) as usize;
    let (low, high) = (sorted[below], sorted[last.min(below + 1)]);
    Some(if high > low { low + (place - libm::floor(place)) * (high - low) } else { low })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_their_neighbours() {
        let numbers = [1.0, 2.0, 4.0];
        assert_eq!(quantile(&numbers, 0.5), Some(2.0));
        assert_eq!(quantile(&numbers, 0.75), Some(3.0));
        assert_eq!(quantile(&numbers, 1.0), Some(4.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
